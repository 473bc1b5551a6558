//! Which alliance a sentence speaks of where it names none.

use std::ops::Range;

use crate::{event::reading::Reading, mention::EntityIndex};

/// The alliance that the sentence names, else the one named last before it.
pub(crate) fn focus_alliance(
    reading: &Reading<'_>,
    sentence: usize,
) -> Option<(EntityIndex, Range<usize>)> {
    let named = |index: usize, last: bool| {
        let tokens = &reading.sentences.get(index)?.tokens;
        let mut alliances =
            (tokens.iter()).filter_map(|token| Some((token.alliance()?, token.span.clone())));
        if last {
            alliances.next_back()
        } else {
            alliances.next()
        }
    };
    named(sentence, false).or_else(|| (0..sentence).rev().find_map(|index| named(index, true)))
}
