//! How a notice ends: the authority that signs it, and the day.

use crate::{
    event::{
        draft::When,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    mention::DateKind,
};

/// Lines that one sign-off may take: the name, the seal, the day.
const LINES_MAX: usize = 3;

/// A party by its sentence and the token in it.
pub(crate) type SignedBy<'r> = (&'r SentenceTokens, usize);

/// The day and the authority that close the notice: the last lines that hold
/// nothing else. Attachments may follow them.
pub(crate) fn read_sign_off<'r>(reading: &'r Reading<'_>) -> (Option<When>, Option<SignedBy<'r>>) {
    let dated = (reading.sentences.iter().rev())
        .find_map(|sentence| Some((sentence, date_alone(reading, sentence)?)));
    let Some((line, when)) = dated else {
        return (None, None);
    };
    let first = (line.index + 1).saturating_sub(LINES_MAX);
    let party = (reading.sentences.iter())
        .filter(|sentence| (first..=line.index).contains(&sentence.index))
        .rev()
        .find_map(|sentence| Some((sentence, party_alone(reading, sentence)?)));
    (Some(when), party)
}

/// 自7月6日起生效, 决定书已于7月6日送达生效: the day from which what the notice
/// decides holds.
pub(crate) fn effective_day(reading: &Reading<'_>) -> Option<When> {
    const EFFECTS: [&str; 6] = [
        "起生效",
        "送达生效",
        "送达并生效",
        "生效",
        "起正式生效",
        "正式生效",
    ];
    (reading.sentences.iter())
        .filter(|sentence| reading.text(sentence.span.clone()).contains("生效"))
        .flat_map(|sentence| sentence.tokens.iter().map(move |token| (sentence, token)))
        .find_map(|(sentence, token)| {
            let TokenKind::Date(index) = token.kind else {
                return None;
            };
            let mention = reading.mentions.dates.get(index)?;
            let behind = reading.after(sentence, token.span.end);
            let holds = EFFECTS.iter().any(|effect| behind.starts_with(effect));
            (holds && mention.value.kind == DateKind::Day).then(|| When {
                date: mention.value.date,
                kind: mention.value.kind,
                span: mention.span.clone(),
                inherited: false,
            })
        })
}

/// 本局于7月6日作出撤销登记的决定: the day on which the authority decided what the
/// notice makes known.
pub(crate) fn decided_day(reading: &Reading<'_>) -> Option<When> {
    const ENDS: [&str; 4] = ["撤销", "注销", "取缔", "吊销"];
    (reading.sentences.iter())
        .flat_map(|sentence| sentence.tokens.iter().map(move |token| (sentence, token)))
        .find_map(|(sentence, token)| {
            let TokenKind::Date(index) = token.kind else {
                return None;
            };
            let mention = reading.mentions.dates.get(index)?;
            let behind = reading.after(sentence, token.span.end);
            let decided = ["作出", "研究", "决定"]
                .iter()
                .filter_map(|word| behind.find(word))
                .min()
                .is_some_and(|at| at <= DECISION_BYTES_MAX);
            let ends = ENDS.iter().any(|word| behind.contains(word));
            let told = !behind.starts_with(['起', '前', '至']);
            (decided && ends && told && mention.value.kind == DateKind::Day).then(|| When {
                date: mention.value.date,
                kind: mention.value.kind,
                span: mention.span.clone(),
                inherited: false,
            })
        })
}

/// How far behind the day its decision may be told, in bytes.
const DECISION_BYTES_MAX: usize = 24;

/// 科技部关于…的通知: who stands before 关于 in the title.
pub(crate) fn titled_party<'r>(reading: &'r Reading<'_>, title: &str) -> Option<SignedBy<'r>> {
    let (issuer, _) = title.split_once("关于")?;
    (reading.sentences.iter()).find_map(|sentence| {
        let index = (sentence.tokens.iter()).position(|token| {
            token.is_party() && reading.text(token.span.clone()) == issuer.trim()
        })?;
        Some((sentence, index))
    })
}

/// The day of a line that holds a day and at most a name.
fn date_alone(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<When> {
    let at = (sentence.tokens.iter())
        .rposition(|token| matches!(token.kind, TokenKind::Date(_)) && !token.nested)?;
    let token = sentence.tokens.get(at)?;
    let before = reading.before(sentence, token.span.start).trim();
    let bare = before.is_empty() || party_alone(reading, sentence).is_some();
    let ends = reading.after(sentence, token.span.end).trim().is_empty();
    let TokenKind::Date(index) = token.kind else {
        return None;
    };
    let mention = reading.mentions.dates.get(index)?;
    (bare && ends && mention.value.kind == DateKind::Day).then(|| When {
        date: mention.value.date,
        kind: mention.value.kind,
        span: mention.span.clone(),
        inherited: false,
    })
}

/// The name in a line that holds a name and at most a day.
fn party_alone(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<usize> {
    let is_date = |token: &Token| matches!(token.kind, TokenKind::Date(_));
    (sentence.tokens.iter()).position(|token| {
        let ahead = reading.before(sentence, token.span.start).trim();
        let behind = reading.after(sentence, token.span.end).trim();
        let dated = (sentence.tokens.iter())
            .filter(|other| is_date(other))
            .any(|other| reading.text(other.span.clone()).trim() == behind);
        token.is_party() && !token.nested && ahead.is_empty() && (behind.is_empty() || dated)
    })
}
