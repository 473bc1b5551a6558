//! Who may take an office that a clause names.

use std::ops::Range;

use super::{CHANGES, office::is_former};
use crate::event::{
    listing::is_employer,
    reading::{Reading, SentenceTokens, TokenKind},
};

/// Persons and organizations, without the employers of the persons and those
/// who give the office up.
pub(super) fn candidates(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    range: Range<usize>,
) -> Vec<usize> {
    let tokens = sentence.tokens.get(range.clone()).unwrap_or_default();
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return Vec::new();
    };
    let text = reading.text(first.span.start..last.span.end.max(first.span.start));
    // 由理事单位变更为 | 副理事长单位 changes the office, and not who holds it.
    let change = (CHANGES.iter())
        .filter(|word| !text.ends_with(**word))
        .find_map(|word| text.find(word));
    let since = first.span.start + change.unwrap_or(0);
    (range.zip(tokens))
        .filter(|(_, token)| token.span.start >= since)
        .filter(|(_, token)| match token.kind {
            TokenKind::Person(person) => !is_former(reading, person),
            TokenKind::Organization(_) => !token.nested && !is_employer(reading, sentence, token),
            _ => false,
        })
        .map(|(at, _)| at)
        .collect()
}
