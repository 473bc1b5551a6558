//! 前者 and 后者: which of two alliances is meant.

use crate::event::reading::{Reading, SentenceTokens, Token};

/// 前者由甲发起，后者由乙牵头: the first or the second of the two alliances that
/// the sentence before tells of, for the word at `index`.
pub(super) fn former_or_latter(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Option<usize> {
    let trigger = sentence.tokens.get(index)?;
    let before = reading.before(sentence, trigger.span.start);
    let part = before.rsplit('；').next()?;
    let nth = match (part.rfind("前者"), part.rfind("后者")) {
        (Some(_), None) => 0,
        (None, Some(_)) => 1,
        (Some(former), Some(latter)) => usize::from(latter > former),
        (None, None) => return None,
    };
    let earlier = reading.sentences.get(sentence.index.checked_sub(1)?)?;
    let mut listed: Vec<usize> = (earlier.tokens.iter())
        .filter(|token| !token.nested)
        .filter_map(Token::alliance)
        .collect();
    listed.dedup();
    if listed.len() == 2 {
        listed.get(nth).copied()
    } else {
        None
    }
}
