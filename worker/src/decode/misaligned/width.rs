//! Damaged lines whose letters, or all whose ASCII, was set in full width
//! afterwards.

use super::{has_mark, syllable_before_bracket};
use crate::{
    decode::passage,
    span::{Rewriter, SpannedText},
};

/// The text in half width where some line shows damage only so, or `None` where
/// none does.
pub(super) fn narrow(source: &SpannedText) -> Option<SpannedText> {
    if !has_toned_letter(source.as_str()) {
        return None;
    }
    let lines: Vec<_> = passage::split(source.as_str()).collect();
    let widened = lines
        .iter()
        .find_map(|line| find_widened(source.get(line.clone())))?;
    let mut rewriter = Rewriter::new(source);
    // Lines that were set so and are sound too: how wide they are tells which
    // belong together.
    for passage in lines {
        let line = source.get(passage.clone());
        if widened == Widened::All && !is_wide(line) {
            continue;
        }
        for (offset, character) in line.char_indices() {
            let at = passage.start + offset;
            if let Some(half) = widened.half_of(character) {
                let range = at..at + character.len_utf8();
                rewriter.replace(range, half.encode_utf8(&mut [0; 4]));
            }
        }
    }
    rewriter.finish()
}

/// What was set in full width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Widened {
    /// Letters and digits alone: marks of full width are what they were.
    Letters,
    /// All of ASCII.
    All,
}

impl Widened {
    fn half_of(self, character: char) -> Option<char> {
        let half = half_of(character)?;
        (self == Self::All || half.is_ascii_alphanumeric()).then_some(half)
    }
}

/// Pages of Chinese text hardly ever have any: one look tells them apart.
fn has_toned_letter(text: &str) -> bool {
    text.bytes()
        .any(|byte| matches!(byte, 0xC3 | 0xC4 | 0xC5 | 0xC7))
}

/// What of a line must be narrowed to show damage, where it must.
fn find_widened(line: &str) -> Option<Widened> {
    let has_wide = line.chars().any(|character| half_of(character).is_some());
    if !has_wide || !has_toned_letter(line) {
        return None;
    }
    let own = readings(line);
    [Widened::Letters, Widened::All]
        .into_iter()
        .find(|widened| {
            let narrowed: String = line
                .chars()
                .map(|character| widened.half_of(character).unwrap_or(character))
                .collect();
            readings(&narrowed) > own && has_mark(&narrowed)
        })
}

/// Whether a line has letters or digits, and all its ASCII is in full width.
fn is_wide(line: &str) -> bool {
    !line.contains(|character: char| character.is_ascii_graphic())
        && line.contains(|character| Widened::Letters.half_of(character).is_some())
}

/// How many syllables stand in brackets, of which the first may be lost.
fn readings(line: &str) -> usize {
    line.match_indices(['(', '?', '\u{FFFD}'])
        .filter(|(at, opening)| {
            let behind = line.get(at + opening.len()..).unwrap_or_default();
            syllable_before_bracket(behind).is_some()
        })
        .count()
}

fn half_of(character: char) -> Option<char> {
    match character {
        '\u{3000}' => Some(' '),
        // In HTML these would become markup.
        '＆' | '＜' | '＞' => None,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0),
        _ => None,
    }
}
