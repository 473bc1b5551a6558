//! Offices that a clause names: which of them somebody takes, and which are no
//! more than the title of a person.

use super::{CHANGES, OFFICES, row};
use crate::alliance_head::{ends_in_alliance_head, has_alliance_head};
use crate::event::{
    cue::Cue,
    listing::is_employer,
    reading::{Reading, SentenceTokens, Token, TokenKind},
};

/// Positions of the offices in the clause that are no one's title already.
pub(super) fn vacant_offices(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    governed: bool,
) -> Vec<usize> {
    (sentence.clause(clause))
        .filter(|(_, token)| token.is_any_cue(&OFFICES) && !token.nested)
        .filter(|(_, token)| {
            let taken = governed
                && (is_newly_held(reading, sentence, token)
                    || is_kept(reading, sentence, token)
                    || row::is_listed(reading, sentence, token));
            let taken = taken || speaks_as_first(reading, sentence, token);
            !is_apposition(reading, sentence, token)
                && !is_given_up(reading, sentence, token)
                && !is_risen_from(reading, sentence, token)
                && !is_of_another(reading, sentence, token)
                && (taken || !is_title(reading, sentence, token))
        })
        .map(|(at, _)| at)
        .collect()
}

/// 新任理事长甲: the election is told in the title.
pub(super) fn is_newly_held(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    office: &Token,
) -> bool {
    let before = reading.before(sentence, office.span.start);
    [
        "新任",
        "新一任",
        "新一届",
        "新当选的",
        "新当选",
        "新晋",
        "首任",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}

/// 首任理事长、甲公司董事长乙表示; 联盟新任会长丙说: who speaks as the first, or the new, holder
/// of the office, which is of no other body.
pub(super) fn speaks_as_first(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    office: &Token,
) -> bool {
    const TERMS: [&str; 6] = ["首任", "新任", "新一任", "新当选的", "新当选", "首届"];
    const SPEECH: [&str; 14] = [
        "表示",
        "说",
        "介绍",
        "指出",
        "致辞",
        "强调",
        "透露",
        "坦言",
        "认为",
        "告诉",
        "称",
        "在致辞",
        "作表态",
        "代表",
    ];
    let before = reading.before(sentence, office.span.start);
    let Some(lead) = TERMS.iter().find_map(|term| before.strip_suffix(term)) else {
        return false;
    };
    let lead = lead.trim_end_matches(['”', '」', '的']);
    let own =
        lead.is_empty() || lead.ends_with(['，', '。', '“', '\n']) || ends_in_alliance_head(lead);
    let person = (sentence.tokens.iter())
        .find(|token| {
            matches!(token.kind, TokenKind::Person(_)) && token.span.start >= office.span.end
        })
        .filter(|person| person.clause == office.clause);
    own && office.is_cue(Cue::Post)
        && person.is_some_and(|person| {
            let gap = reading.gap(office, person);
            let posts = gap.is_empty() || gap.starts_with('、');
            let behind = reading.after(sentence, person.span.end);
            posts && SPEECH.iter().any(|verb| behind.starts_with(verb))
        })
}

/// 联盟理事长单位甲公司党委书记乙: what the body is stands before its name, and
/// the sentence goes on about a person of it.
fn is_apposition(reading: &Reading<'_>, sentence: &SentenceTokens, office: &Token) -> bool {
    office.is_any_cue(&[Cue::ChairUnit, Cue::ViceChairUnit])
        && (sentence.tokens.iter()).any(|token| {
            token.span.start == office.span.end
                && matches!(token.kind, TokenKind::Organization(_))
                && is_employer(reading, sentence, token)
        })
}

/// 卸任理事长甲, 由甲变更为乙: whether the person holds an office no longer.
pub(crate) fn gives_office_up(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    person: &Token,
) -> bool {
    let before = reading.before(sentence, reading.post_start(person));
    let behind = reading.after(sentence, person.span.end);
    ["卸任", "离任", "前任"]
        .iter()
        .any(|word| before.ends_with(word))
        || CHANGES.iter().any(|word| behind.starts_with(word))
}

/// 卸任理事长甲.
fn is_given_up(reading: &Reading<'_>, sentence: &SentenceTokens, office: &Token) -> bool {
    let before = reading.before(sentence, office.span.start);
    ["卸任", "前任", "离任", "原任", "上届", "上一届", "原"]
        .iter()
        .any(|word| before.ends_with(word))
}

/// 由普通成员单位升为副理事长单位: what the body was before.
fn is_risen_from(reading: &Reading<'_>, sentence: &SentenceTokens, office: &Token) -> bool {
    const RISES: [&str; 10] = [
        "升",
        "晋",
        "提升",
        "提为",
        "跃升",
        "荣升",
        "擢升",
        "变更为",
        "调整为",
        "转为",
    ];
    let behind = reading.after(sentence, office.span.end);
    let before = reading.before(sentence, office.span.start);
    RISES.iter().any(|verb| behind.starts_with(verb))
        && (before.rsplit_once(['由', '从', '自']))
            .is_some_and(|(_, rank)| rank.chars().count() <= RANK_CHARS_MAX)
}

/// The longest words between 由 and the office that a body leaves, in characters.
const RANK_CHARS_MAX: usize = 16;

/// 担任创新中心副秘书长: the office is of the body right before it, which is
/// none of an alliance's own councils.
fn is_of_another(reading: &Reading<'_>, sentence: &SentenceTokens, office: &Token) -> bool {
    if !office.is_cue(Cue::Post) {
        return false;
    }
    let leader = (sentence.tokens.iter()).find(|token| {
        matches!(token.kind, TokenKind::Organization(_))
            && token.span.end == office.span.start
            && !token.nested
    });
    leader
        .and_then(|token| reading.party_name(token))
        .is_some_and(|name| {
            ![
                "理事会",
                "监事会",
                "委员会",
                "专委会",
                "秘书处",
                "专家组",
                "工作组",
                "主席团",
            ]
            .iter()
            .any(|own| name.ends_with(own))
                && !has_alliance_head(name)
        })
}

/// 秘书长甲连任: the title is what the person is elected to again.
fn is_kept(reading: &Reading<'_>, sentence: &SentenceTokens, office: &Token) -> bool {
    let holder = sentence.tokens.iter().find(|token| {
        matches!(token.kind, TokenKind::Person(_)) && token.span.start == office.span.end
    });
    let Some(holder) = holder else {
        return false;
    };
    let mut behind = reading.after(sentence, holder.span.end);
    if behind.starts_with('(') {
        behind = behind.split_once(')').map_or(behind, |(_, rest)| rest);
    }
    let kept = [
        "连任",
        "留任",
        "续任",
        "获连任",
        "成功连任",
        "高票连任",
        "接任",
    ]
    .iter()
    .find_map(|verb| behind.strip_prefix(verb));
    kept.is_some_and(|rest| rest.starts_with(['，', '。', '；', '、']))
}

/// Whether the office is part of a person's post: 协会秘书长袁桐.
fn is_title(reading: &Reading<'_>, sentence: &SentenceTokens, office: &Token) -> bool {
    (sentence.tokens.iter()).any(|token| {
        let TokenKind::Person(index) = token.kind else {
            return false;
        };
        let inside = office.span.start >= token.span.start && office.span.end <= token.span.end;
        let title = (reading.mentions.persons.get(index))
            .and_then(|person| person.value.title.as_deref())
            .unwrap_or_default();
        let reach = token.span.start.saturating_sub(title.len() + 6);
        let before = office.span.end <= token.span.start
            && office.span.start >= reach
            && title.contains(reading.text(office.span.clone()))
            && token.clause == office.clause;
        let right_by = office.span.end == token.span.start;
        let gap = reading.text(office.span.end..token.span.start.max(office.span.end));
        let in_row = gap.trim_end().ends_with(['：', ':'])
            || ["为", "是", "分别为", "分别是", "依次为"].contains(&gap.trim())
            || gap.starts_with(' ') && row::office_of_row(reading, sentence).is_some();
        // 甲(乙协会秘书长): the post behind the name.
        let behind = reading.text(token.span.end..office.span.start.max(token.span.end));
        let bracketed = behind.starts_with('(') && !behind.contains(')');
        bracketed || !in_row && (inside || before || right_by)
    })
}

/// Whether the person's title says that it is given up.
pub(super) fn is_former(reading: &Reading<'_>, person: usize) -> bool {
    (reading.mentions.persons.get(person))
        .and_then(|mention| mention.value.title.as_deref())
        .is_some_and(|title| {
            ["卸任", "离任", "前任"]
                .iter()
                .any(|word| title.starts_with(word))
        })
}
