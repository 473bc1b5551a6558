//! Lists of office-holders in lines: 理事长：甲, and lines below without an
//! office of their own.

use super::{OFFICES, add_names, candidates, is_fact, new_election};
use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    numbering::is_numbering,
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
        let office =
            office_of_row(reading, earlier).or_else(|| office_of_heading(reading, earlier));
        if let Some(office) = office {
            return Some(office.clone());
        }
        if !goes_on(reading, earlier) {
            return None;
        }
    }
    None
}

/// 二、副理事长单位(3家)：: the office that fills a line of its own.
fn office_of_heading<'s>(reading: &Reading<'_>, sentence: &'s SentenceTokens) -> Option<&'s Token> {
    const LEADS: [&str; 7] = ["首届", "第一届", "新一届", "本届", "联盟", "当选", "推选"];
    let office = (sentence.tokens.iter())
        .find(|token| token.is_any_cue(&OFFICES) && !token.nested)
        .filter(|office| !office.is_cue(Cue::MemberUnit))?;
    let mut lead = behind_number(reading.before(sentence, office.span.start));
    while let Some(rest) = LEADS.iter().find_map(|word| lead.strip_prefix(word)) {
        lead = rest;
    }
    let mut rest = reading.after(sentence, office.span.end).trim();
    if rest.starts_with(['(', '（']) {
        rest = rest.split_once([')', '）']).map_or(rest, |(_, rest)| rest);
    }
    let rest = rest
        .trim_start_matches("名单")
        .trim_matches(['：', ':', ' ']);
    (lead.trim().is_empty() && rest.is_empty()).then_some(office)
}

/// The line without the number that it may begin with: 1. , （二）, 三、.
fn behind_number(line: &str) -> &str {
    let rest = line.trim_start().trim_start_matches(['(', '（']);
    let text = rest.trim_start_matches(is_numbering);
    let mark = text.trim_start_matches(['.', '、', ')', '）', '．', ' ']);
    if text.len() < rest.len() && mark.len() < text.len() {
        mark
    } else {
        line.trim_start()
    }
}

/// 理事长：甲 副理事长：乙、丙: the clause ends with a further office of the line,
/// behind a space; those before it take the office named before. The election
/// and the further office.
pub(super) fn read_columns(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    office: &Token,
) -> Option<(Draft, Token)> {
    let (first, _) = sentence.clause(clause).next()?;
    let start = sentence.clause_start(first);
    let opened = reading
        .text(office.span.end..start.max(office.span.end))
        .trim_end()
        .ends_with(['：', ':']);
    let (at, next) = (sentence.clause(clause)).find(|(_, token)| {
        token.is_any_cue(&OFFICES)
            && !token.nested
            && (reading.after(sentence, token.span.end).trim_start()).starts_with(['：', ':'])
    })?;
    let parted = reading.before(sentence, next.span.start).ends_with(' ');
    let names = candidates(reading, sentence, first..at);
    if !opened || !parted || names.is_empty() || !is_fact(reading, sentence, first) {
        return None;
    }
    let mut draft = new_election(sentence, office);
    add_names(reading, sentence, office, &names, &mut draft);
    let told = !draft.parties.is_empty() || !draft.persons.is_empty();
    told.then(|| (draft, next.clone()))
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
    let start = sentence.span.start + (text.len() - behind_number(text).len());
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
