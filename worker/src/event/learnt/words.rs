//! The words around a name, whatever they are.

use std::ops::Range;

use crate::event::{
    learnt::feature::Feature,
    reading::{Reading, SentenceTokens},
};

/// How far behind and before the name words are looked at, in characters.
const WORDS_CHARS: usize = 24;
/// Pairs of characters around the name.
pub(in crate::event) fn add_words(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    name: &Range<usize>,
    features: &mut Vec<Feature>,
) {
    let behind = reading.after(sentence, name.end);
    let before = reading.before(sentence, name.start);
    let before_start = (before.char_indices().rev())
        .nth(WORDS_CHARS)
        .map_or(0, |(at, _)| at);
    let before = before.get(before_start..).unwrap_or_default();
    let behind_end = (behind.char_indices())
        .nth(WORDS_CHARS)
        .map_or(behind.len(), |(at, _)| at);
    let behind = behind.get(..behind_end).unwrap_or_default();
    add_pairs("wb", before, features);
    add_pairs("wa", behind, features);
}

fn is_letter(character: char) -> bool {
    // Nearly all are: Unicode's tables are slow.
    ('\u{4e00}'..='\u{9fff}').contains(&character) || character.is_alphabetic()
}

fn add_pairs(name: &'static str, text: &str, features: &mut Vec<Feature>) {
    let starts = || text.char_indices().map(|(at, _)| at);
    for (start, end) in starts().zip(starts().skip(2).chain([text.len()])) {
        let pair = text.get(start..end).unwrap_or_default();
        if pair.chars().all(is_letter) {
            features.push(Feature::new(name, pair));
        }
    }
}
