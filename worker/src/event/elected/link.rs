//! What ties names to an office where no verb of election does.

use super::row;
use crate::{
    date::Edtf,
    event::{
        cue::Cue,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
};

/// 为, 是, 由 or a colon between the names and the office.
pub(super) fn is_linked(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    names: &[usize],
    office: usize,
) -> bool {
    let (Some(first), Some(last), Some(office)) = (
        names.first().and_then(|at| sentence.tokens.get(*at)),
        names.last().and_then(|at| sentence.tokens.get(*at)),
        sentence.tokens.get(office),
    ) else {
        return false;
    };
    let gap = if last.span.start < office.span.start {
        reading.gap(last, office)
    } else {
        reading.gap(office, first)
    };
    // 甲为首任主席, 乙为联盟首届轮值主席单位.
    let installed = last.span.start < office.span.start
        && gap.starts_with('为')
        && !(reading.before(sentence, first.span.start)).ends_with("分别以")
        && names_a_term(reading, sentence, gap, office);
    // 理事长单位为甲: told as it is, of an alliance whose founding is told.
    let stated = last.span.start > office.span.start && is_stated(reading, sentence, office);
    // X联盟是由甲、乙组成的组织，秘书处设在丙 says what X is.
    let whole = reading.text(sentence.span.clone());
    let described = [
        "联盟是由",
        "体是由",
        "现有成员",
        "现有会员",
        "办事机构",
        "常设机构",
        "设秘书长一",
    ]
    .iter()
    .any(|word| whole.contains(word));
    let secretariat = office.is_cue(Cue::Secretariat)
        && !described
        && !follows_earlier_founding(reading, sentence)
        && ["设", "挂靠", "落户", "由", "为"]
            .iter()
            .any(|word| gap.contains(word));
    let colon = gap.trim() == "：" || gap.trim() == ":";
    let column = (gap.trim().is_empty() || is_own_post(reading, first, gap))
        && row::office_of_row(reading, sentence).is_some_and(|first| first.span == office.span);
    // 副理事长单位新增乙、丙, 理事长单位由甲担任.
    let of_units = office.is_any_cue(&[Cue::ChairUnit, Cue::ViceChairUnit])
        && office.span.end <= first.span.start
        && ADDING.contains(&gap.trim())
        && is_told_now(reading, sentence);
    // 首任召集人是甲公司经理乙: no verb elects, the term tells.
    let first = office.span.end <= first.span.start
        && is_first_of_term(reading, sentence, office)
        && ["是", "为", "由", "系"]
            .iter()
            .any(|copula| gap.starts_with(copula))
        && is_told_now(reading, sentence);
    let list_of_units = office.is_any_cue(&[Cue::ChairUnit, Cue::ViceChairUnit])
        && last.span.end <= office.span.start
        && gap == "为"
        && is_told_now(reading, sentence);
    list_of_units || of_units || installed || stated || secretariat || colon || column || first
}

/// 联盟于2017年11月由甲组建。秘书处设在甲: whether the sentence goes on from one that
/// looks back on the founding.
fn follows_earlier_founding(reading: &Reading<'_>, sentence: &SentenceTokens) -> bool {
    let sentences = &reading.mentions.sentences;
    let paragraph = |index: usize| sentences.get(index).map(|span| span.paragraph);
    let Some(before) = (sentence.index.checked_sub(1))
        .filter(|before| paragraph(*before) == paragraph(sentence.index))
        .and_then(|before| reading.sentences.get(before))
    else {
        return false;
    };
    let Some((published, _)) = reading.article.published_on.and_then(Edtf::bounds) else {
        return false;
    };
    let long_ago = |token: &Token| {
        let TokenKind::Date(index) = token.kind else {
            return false;
        };
        let said = reading.text(token.span.clone()).contains('年');
        let day = (reading.mentions.dates.get(index))
            .and_then(|date| date.value.date.bounds())
            .map(|(_, last)| last);
        said && day
            .is_some_and(|day| published.to_epoch_day() - day.to_epoch_day() > EARLIER_DAYS_MIN)
    };
    (before.tokens.iter()).any(|founds| {
        founds.is_any_cue(&[Cue::Found, Cue::Initiate, Cue::Form, Cue::Inaugurate])
            && !founds.nested
            && (before.clause(founds.clause))
                .any(|(_, token)| token.span.end <= founds.span.start && long_ago(token))
    })
}

/// By how many days a founding precedes the report that looks back on it.
const EARLIER_DAYS_MIN: i64 = 120;

/// 秘书长 甲学院副校长 张三: whether the words before the person are but the own post.
fn is_own_post(reading: &Reading<'_>, person: &Token, gap: &str) -> bool {
    let TokenKind::Person(index) = person.kind else {
        return false;
    };
    let Some(mention) = reading.mentions.persons.get(index) else {
        return false;
    };
    let parts = [&mention.value.organization, &mention.value.title];
    let post: String = parts.into_iter().flatten().map(String::as_str).collect();
    let words: String = gap.chars().filter(|c| !c.is_whitespace()).collect();
    !words.is_empty() && words == post
}

/// Whether a copula joins an office of bodies to those who hold it: 理事长单位为甲.
pub(super) fn is_stated(reading: &Reading<'_>, sentence: &SentenceTokens, office: &Token) -> bool {
    (office.is_any_cue(&[Cue::ChairUnit, Cue::ViceChairUnit])
        || reading.text(office.span.clone()).starts_with("轮值"))
        && ["为", "是", "分别为", "分别是", "依次为", "依次是"]
            .iter()
            .any(|copula| reading.after(sentence, office.span.end).starts_with(copula))
}

/// Verbs by which an office of units gets holders.
const ADDING: [&str; 8] = [
    "由",
    "分别由",
    "添了",
    "增添了",
    "新增",
    "新增了",
    "增加了",
    "落户",
];

/// How many sentences a founding or an election may stand before.
const TOLD_SENTENCES_MAX: usize = 4;

/// Whether a founding or an election is told in the sentence or soon before: who
/// leads an alliance of long standing is no news.
fn is_told_now(reading: &Reading<'_>, sentence: &SentenceTokens) -> bool {
    let long_ago = |text: &str| {
        ["成立于", "组建于", "创立于", "成立以来", "此前"]
            .iter()
            .any(|word| text.contains(word))
    };
    let first = sentence.index.saturating_sub(TOLD_SENTENCES_MAX);
    (reading
        .sentences
        .get(first..=sentence.index)
        .unwrap_or_default())
    .iter()
    .filter(|other| !long_ago(reading.text(other.span.clone())))
    .flat_map(|other| &other.tokens)
    .any(|token| {
        token.is_any_cue(&[
            Cue::Found,
            Cue::Inaugurate,
            Cue::Initiate,
            Cue::Elect,
            Cue::Reelect,
        ]) && !token.nested
    }) && !long_ago(reading.text(sentence.span.clone()))
}

/// Whether the words before the office, or behind it up to the clause's end,
/// say which of a series of terms it is: 首任, 第二届.
fn names_a_term(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    gap: &str,
    office: &Token,
) -> bool {
    let term = [
        "首任",
        "首届",
        "新任",
        "新一任",
        "新一届",
        "首位",
        "本届",
        "首批",
    ]
    .iter()
    .any(|word| gap.contains(word));
    let numbered = gap.split('届').count() > 1 && gap.contains('第');
    let ends = (reading.after(sentence, office.span.end)).starts_with(['，', '。', '；', '、']);
    ends && (term || numbered)
}

/// 首任会长, 联盟首届理事长: the office is told of a term that begins.
fn is_first_of_term(reading: &Reading<'_>, sentence: &SentenceTokens, office: &Token) -> bool {
    let before = reading.before(sentence, office.span.start);
    [
        "首任",
        "首届",
        "第一任",
        "第一届",
        "新任",
        "新一任",
        "新一届",
    ]
    .iter()
    .any(|term| before.ends_with(term))
}
