//! Who is told to lead by an attribute.

use crate::event::reading::{Reading, SentenceTokens, TokenKind};

/// 牵头的甲公司是…: who is told to lead by an attribute at the head of its clause.
pub(super) fn attributed_party(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let opens = (reading
        .text(sentence.clause_start(index)..trigger.span.start)
        .trim())
    .is_empty();
    (sentence.tokens.iter().enumerate().skip(index + 1))
        .find(|(_, token)| !token.nested)
        .filter(|(_, token)| matches!(token.kind, TokenKind::Organization(_)))
        .filter(|(_, token)| opens && reading.gap(trigger, token) == "的")
        .map(|(at, _)| at)
        .into_iter()
        .collect()
}
