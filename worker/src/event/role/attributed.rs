//! Who is told to lead by an attribute, and what stands behind the word for it.

use crate::event::reading::{Reading, SentenceTokens, Token, TokenKind};

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

/// 由甲发起的X联盟: the alliance right behind the word.
pub(super) fn alliance_behind(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Option<usize> {
    let trigger = sentence.tokens.get(index)?;
    (sentence.tokens.iter().skip(index + 1))
        .find(|token| token.alliance().is_some() && !token.nested)
        .filter(|token| reading.gap(trigger, token).chars().count() <= 12)
        .and_then(Token::alliance)
}
