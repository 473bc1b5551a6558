//! Who signs a page is not elected by it.

use crate::event::reading::{Reading, SentenceTokens, TokenKind};

/// 理事长 甲, above the line of the day: who signs the page.
pub(super) fn is_signature(reading: &Reading<'_>, sentence: &SentenceTokens) -> bool {
    let words = reading.text(sentence.span.clone()).trim();
    let short = words.chars().count() <= SIGNATURE_CHARS_MAX && !words.contains(['：', '，', '。']);
    short
        && (reading.sentences.get(sentence.index + 1)).is_some_and(|next| {
            let line = reading.text(next.span.clone()).trim();
            (next.tokens.iter()).any(|token| {
                matches!(token.kind, TokenKind::Date(_)) && reading.text(token.span.clone()) == line
            })
        })
}

/// The longest line of who signs, in characters.
const SIGNATURE_CHARS_MAX: usize = 16;
