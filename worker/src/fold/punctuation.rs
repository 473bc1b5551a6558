//! Punctuation of one width, chosen by what stands around it and not by how it
//! was written: full among ideographs, half among Latin letters and digits.

use crate::span::{Rewriter, SpannedText};

/// Half-width marks and their full-width forms.
const PAIRS: [(char, char); 5] = [
    (',', '，'),
    (':', '：'),
    (';', '；'),
    ('!', '！'),
    ('?', '？'),
];

/// Whether a mark is one that has two widths.
pub(super) fn is_mark(character: char) -> bool {
    matches!(
        character,
        ',' | ':' | ';' | '!' | '?' | '，' | '：' | '；' | '！' | '？'
    )
}

/// The text with each mark in the width that its place asks for, or `None`
/// where it is so.
pub(super) fn set_widths(source: &SpannedText) -> Option<SpannedText> {
    let text = source.as_str();
    let mut rewriter = Rewriter::new(source);
    // The nearest character before the mark that shows a context.
    let mut before = None;
    let mut previous = '\n';
    for (offset, character) in text.char_indices() {
        if let Some((half, full)) = forms(character) {
            let behind = text
                .get(offset + character.len_utf8()..)
                .unwrap_or_default();
            let next = behind.chars().next().unwrap_or('\n');
            let after = behind
                .chars()
                .take(CONTEXT_CHARS_MAX)
                .take_while(|character| *character != '\n')
                .find(|character| shows_context(*character));
            let in_number = previous.is_ascii_digit() && next.is_ascii_digit();
            let in_address = half == ':' && next == '/' || half == '?' && is_latin(next);
            let is_wide = !in_number
                && !in_address
                && (before.is_some_and(is_wide_context) || after.is_some_and(is_wide_context));
            let fitting = if is_wide { full } else { half };
            if fitting != character {
                let range = offset..offset + character.len_utf8();
                rewriter.replace(range, fitting.encode_utf8(&mut [0; 4]));
            }
        }
        if character == '\n' {
            before = None;
        } else if shows_context(character) {
            before = Some(character);
        }
        previous = character;
    }
    rewriter.finish()
}

/// How far behind a mark its context is looked for.
const CONTEXT_CHARS_MAX: usize = 8;

/// Both widths of a mark.
fn forms(character: char) -> Option<(char, char)> {
    if !is_mark(character) {
        return None;
    }
    PAIRS
        .into_iter()
        .find(|(half, full)| *half == character || *full == character)
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphanumeric()
}

/// Letters, digits and ideographs show it; blanks, brackets and marks do not.
fn shows_context(character: char) -> bool {
    character.is_alphanumeric() || is_wide_context(character)
}

fn is_wide_context(character: char) -> bool {
    matches!(character, '\u{3001}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”')
}
