//! Damaged lines whose letters, or all whose ASCII, was set in full width
//! afterwards.

use super::{has_mark, syllable_before_bracket};
use crate::{
    decode::passage,
    span::{Rewriter, SpannedText},
};

/// The text with the lines in half width that show damage only so, or `None`
/// where none does.
pub(super) fn narrow(source: &SpannedText) -> Option<SpannedText> {
    if !has_toned_letter(source.as_str()) {
        return None;
    }
    let mut rewriter = Rewriter::new(source);
    for passage in passage::split(source.as_str()) {
        let line = source.get(passage.clone());
        if let Some(narrowed) = narrow_line(line) {
            for (offset, character) in line.char_indices() {
                let at = passage.start + offset;
                let range = at..at + character.len_utf8();
                if let Some(half) = narrowed(character) {
                    rewriter.replace(range, half.encode_utf8(&mut [0; 4]));
                }
            }
        }
    }
    rewriter.finish()
}

/// Pages of Chinese text hardly ever have any: one look tells them apart.
fn has_toned_letter(text: &str) -> bool {
    text.bytes()
        .any(|byte| matches!(byte, 0xC3 | 0xC4 | 0xC5 | 0xC7))
}

/// How a line must be narrowed to show damage, where it must.
fn narrow_line(line: &str) -> Option<fn(char) -> Option<char>> {
    let has_wide = line.chars().any(|character| half_of(character).is_some());
    if !has_wide || !has_toned_letter(line) {
        return None;
    }
    let own = readings(line);
    [half_of_letter as fn(char) -> Option<char>, half_of]
        .into_iter()
        .find(|half| {
            let narrowed = narrowed(line, *half);
            readings(&narrowed) > own && has_mark(&narrowed)
        })
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

fn narrowed(line: &str, half: fn(char) -> Option<char>) -> String {
    line.chars()
        .map(|character| half(character).unwrap_or(character))
        .collect()
}

/// Letters and digits alone: marks of full width are what they were.
fn half_of_letter(character: char) -> Option<char> {
    half_of(character).filter(char::is_ascii_alphanumeric)
}

fn half_of(character: char) -> Option<char> {
    match character {
        '\u{3000}' => Some(' '),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0),
        _ => None,
    }
}
