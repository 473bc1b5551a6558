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
    // Unicode's tables are slow: nearly all are of this block, or such marks.
    ('\u{4e00}'..='\u{9fff}').contains(&character)
        || !matches!(
            character,
            '，' | '。' | '、' | '：' | '；' | '“' | '”' | '（' | '）'
        ) && character.is_alphabetic()
}

fn add_pairs(name: &'static str, text: &str, features: &mut Vec<Feature>) {
    let mut before = None;
    // A character alone counts as a pair.
    if text.chars().count() == 1 && text.chars().all(is_letter) {
        features.push(Feature::new(name, text));
    }
    for (start, character) in text.char_indices() {
        let letter = is_letter(character).then_some(start);
        if let (Some(left), Some(_)) = (before, letter) {
            let pair = text.get(left..start + character.len_utf8());
            features.push(Feature::new(name, pair.unwrap_or_default()));
        }
        before = letter;
    }
}
