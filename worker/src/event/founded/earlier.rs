//! Foundings that a sentence looks back on, each with a date of its own:
//! 联盟自2021年9月在苏州成立以来, 继2021年3月成立的X之后.

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, When},
        findings::Findings,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    mention::DateKind,
    record::EventType,
};

/// Words that found, as they begin those that look back: 成立以来, 组建之初.
const FOUNDING_WORDS: [&str; 5] = ["成立", "组建", "创立", "创建", "筹组成立"];

/// Drafts the founding that the word at `index` looks back on, where a date
/// stands before it in its clause.
pub(super) fn match_earlier_founding(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &mut Findings,
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let word = reading.text(trigger.span.clone());
    let founds = FOUNDING_WORDS.iter().any(|found| word.starts_with(found));
    let date = (sentence.clause(trigger.clause))
        .take_while(|(at, _)| *at < index)
        .filter_map(|(_, token)| calendar_date(reading, token))
        .last();
    if !founds || date.is_none() {
        return;
    }
    let Some(subject) = find_subject(reading, sentence, index) else {
        return;
    };
    let Some(entity) = subject.alliance() else {
        return;
    };
    let mut draft = Draft::new(
        EventType::AllianceFounded,
        sentence.index,
        trigger.span.clone(),
    );
    draft.add_alliance(entity, subject.span.clone());
    draft.date = date;
    draft.background = true;
    draft.plainness = 0.75;
    findings.drafts.push(draft);
}

/// Drafts the founding of [`read_dated_attribute`]; whether there is one.
pub(super) fn match_dated_attribute(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &mut Findings,
) -> bool {
    let draft = read_dated_attribute(reading, sentence, index);
    let told = draft.is_some();
    findings.drafts.extend(draft);
    told
}

/// 这个成立于2011年10月的联盟: the day and the alliance stand behind the verb.
fn read_dated_attribute(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Option<Draft> {
    let trigger = sentence.tokens.get(index)?;
    let word = reading.text(trigger.span.clone());
    let founds = FOUNDING_WORDS.iter().any(|found| word.starts_with(found));
    let when = (sentence.tokens.iter().skip(index + 1))
        .find(|token| matches!(token.kind, TokenKind::Date(_)))
        .filter(|token| ["于", ""].contains(&reading.gap(trigger, token)))
        .and_then(|token| calendar_date(reading, token))?;
    let subject = (sentence.tokens.iter().skip(index + 1))
        .find(|token| token.alliance().is_some() && !token.nested)
        .filter(|token| {
            let gap = reading.text(when.span.end..token.span.start.max(when.span.end));
            gap.trim_end_matches(['“', '「']) == "的"
        })?;
    let mut draft = Draft::new(
        EventType::AllianceFounded,
        sentence.index,
        trigger.span.clone(),
    );
    draft.add_alliance(subject.alliance()?, subject.span.clone());
    draft.date = Some(when);
    draft.background = true;
    draft.plainness = 0.75;
    founds.then_some(draft)
}

/// Verbs of those who set an alliance up, where nothing founded stands behind them.
const INITIATIVES: [&str; 10] = [
    "发起",
    "倡议",
    "牵头",
    "共同发起",
    "联合发起",
    "携手发起",
    "倡议发起",
    "牵头发起",
    "主导",
    "领衔",
];
/// How many clauses before the verb an alliance may stand that it is told of.
const TOPIC_CLAUSES_MAX: usize = 3;

/// X是民间组织，2020年由甲、乙共同发起: who set an alliance up, told with the day behind
/// what the alliance is.
pub(super) fn match_initiative(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &mut Findings,
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let date = (sentence.clause(trigger.clause))
        .take_while(|(at, _)| *at < index)
        .filter_map(|(_, token)| calendar_date(reading, token))
        .last();
    let known = INITIATIVES.contains(&reading.text(trigger.span.clone()));
    let Some(when) = date.filter(|_| known && !trigger.nested) else {
        return;
    };
    let behind = reading.after(sentence, trigger.span.end);
    let ends = behind.is_empty() || behind.starts_with(['，', '。', '；', '）', ')']);
    let founds = (sentence.clause(trigger.clause))
        .any(|(_, token)| token.is_any_cue(&[Cue::Found, Cue::Inaugurate]));
    let led = reading.text(when.span.end..trigger.span.start.max(when.span.end));
    // 2020年在甲地发起: no one else is told to act.
    let passive = led.contains('由') || led.starts_with(['在', '于']) || led.is_empty();
    let topic = (sentence.tokens.iter().take(index).rev())
        .find(|token| token.alliance().is_some() && !token.nested)
        .filter(|token| token.span.end <= when.span.start)
        .filter(|token| trigger.clause - token.clause <= TOPIC_CLAUSES_MAX);
    let told = topic.and_then(|token| Some((token.alliance()?, token.span.clone())));
    // 由甲于2022年9月发起的“X联盟”: the attribute says when.
    let attributed = (sentence.tokens.iter().skip(index + 1))
        .find(|token| token.alliance().is_some() && !token.nested)
        .filter(|token| reading.gap(trigger, token).trim_end_matches(['“', '「']) == "的")
        .and_then(|token| Some((token.alliance()?, token.span.clone())));
    let attributed = attributed.filter(|_| !founds);
    let told = told.filter(|_| ends && passive && !founds).or(attributed);
    if let Some((entity, span)) = told {
        let mut draft = Draft::new(
            EventType::AllianceFounded,
            sentence.index,
            trigger.span.clone(),
        );
        draft.add_alliance(entity, span);
        draft.date = Some(when);
        draft.background = true;
        draft.plainness = 0.75;
        findings.drafts.push(draft);
    }
}

/// A day, a month or a year, not a holiday, a deadline or a length of time.
fn calendar_date(reading: &Reading<'_>, token: &Token) -> Option<When> {
    let TokenKind::Date(date) = token.kind else {
        return None;
    };
    let mention = reading.mentions.dates.get(date)?;
    (mention.value.kind <= DateKind::Year).then(|| When {
        date: mention.value.date,
        kind: mention.value.kind,
        span: mention.span.clone(),
        inherited: false,
    })
}

/// What was founded: right behind 的, else the last alliance before the word in
/// its clause.
fn find_subject<'r>(
    reading: &Reading<'_>,
    sentence: &'r SentenceTokens,
    index: usize,
) -> Option<&'r Token> {
    let trigger = sentence.tokens.get(index)?;
    let mut named = sentence.tokens.iter().filter(|token| {
        token.alliance().is_some() && !token.nested && token.clause == trigger.clause
    });
    let behind = reading.after(sentence, trigger.span.end);
    // 联盟在甲地成立的时候.
    let time = ["的时候", "的那", "的当天", "的当年", "的时间"]
        .iter()
        .any(|word| behind.starts_with(word));
    if behind.starts_with('的') && !time {
        let start = trigger.span.end + '的'.len_utf8();
        return named.find(|token| {
            let between = reading.text(start..token.span.start.max(start));
            token.span.start >= start && between.trim_matches(['“', '"', '「']).is_empty()
        });
    }
    named.rfind(|token| token.span.end <= trigger.span.start)
}
