//! Lists of office-holders in lines: 理事长：甲, and lines below without an
//! office of their own.

use super::OFFICES;
use crate::event::{
    cue::Cue,
    reading::{Reading, SentenceTokens, Token, TokenKind},
};

/// The most lines that one office goes on over.
const ROWS_MAX: usize = 40;

/// The office that opens the line, where the line is a row of such a list.
pub(super) fn office_of_row<'s>(
    reading: &Reading<'_>,
    sentence: &'s SentenceTokens,
) -> Option<&'s Token> {
    let office = opening_token(reading, sentence)?;
    let behind = reading.after(sentence, office.span.end);
    let row = behind.starts_with(['：', ':', ' ']) && is_row(reading, sentence);
    (row && office.is_any_cue(&OFFICES)).then_some(office)
}

/// The office of an earlier line that this line, without one, goes on with.
pub(super) fn carried_office(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<Token> {
    if !goes_on(reading, sentence) {
        return None;
    }
    let above = reading.sentences.get(..sentence.index)?;
    for earlier in above.iter().rev().take(ROWS_MAX) {
        if let Some(office) = office_of_row(reading, earlier) {
            return Some(office.clone());
        }
        if !goes_on(reading, earlier) {
            return None;
        }
    }
    None
}

/// Whether the line begins with a name and tells nothing.
fn goes_on(reading: &Reading<'_>, sentence: &SentenceTokens) -> bool {
    let named = opening_token(reading, sentence).is_some_and(|token| {
        matches!(
            token.kind,
            TokenKind::Person(_) | TokenKind::Organization(_)
        )
    });
    named && is_row(reading, sentence)
}

/// Whether the line has no stop and no word that tells what somebody did.
fn is_row(reading: &Reading<'_>, sentence: &SentenceTokens) -> bool {
    let text = reading.text(sentence.span.clone());
    let tells = |token: &Token| {
        token.is_any_cue(&[
            Cue::Attend,
            Cue::Speak,
            Cue::Host,
            Cue::Sign,
            Cue::Meet,
            Cue::Found,
        ])
    };
    !text.contains(['。', '！', '？']) && !sentence.tokens.iter().any(tells)
}

/// The token with which the line begins.
fn opening_token<'s>(reading: &Reading<'_>, sentence: &'s SentenceTokens) -> Option<&'s Token> {
    let text = reading.text(sentence.span.clone());
    let start = sentence.span.start + (text.len() - text.trim_start().len());
    sentence
        .tokens
        .iter()
        .find(|token| token.span.start == start)
}

/// 选出新一届理事会，理事长甲，副理事长乙、丙: the office opens a clause that
/// only names its holders, and nothing behind tells what they did.
pub(super) fn is_listed(reading: &Reading<'_>, sentence: &SentenceTokens, office: &Token) -> bool {
    let before = reading.before(sentence, office.span.start);
    let opens = before.trim_end().ends_with(['，', '：', '；', '、', ':']);
    let held = (sentence.tokens.iter()).any(|token| {
        matches!(token.kind, TokenKind::Person(_)) && token.span.start == office.span.end
    });
    let chosen = ["选出", "选举产生", "产生", "选举", "推选", "推举", "名单"]
        .iter()
        .any(|word| before.contains(word));
    let acts = (sentence.tokens.iter())
        .filter(|token| token.span.start > office.span.start)
        .any(|token| token.is_any_cue(&[Cue::Attend, Cue::Speak, Cue::Host, Cue::Sign]));
    opens && held && chosen && !acts
}
