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
    let mut done = 0;
    for (offset, mark) in text.match_indices(is_mark) {
        let since = text.get(done..offset).unwrap_or_default();
        if let Some(nearest) = since
            .chars()
            .rev()
            .find(|character| *character == '\n' || shows_context(*character))
        {
            before = Some(nearest).filter(|nearest| *nearest != '\n');
        }
        done = offset + mark.len();
        let Some((half, full)) = mark.chars().next().and_then(forms) else {
            continue;
        };
        let previous = since.chars().next_back().unwrap_or('\n');
        let behind = text.get(done..).unwrap_or_default();
        let next = behind.chars().next().unwrap_or('\n');
        let in_number = previous.is_ascii_digit() && next.is_ascii_digit();
        let in_address = half == ':' && next == '/' || half == '?' && is_latin(next);
        let is_wide = !in_number
            && !in_address
            && (before.is_some_and(is_wide_context)
                || context_behind(behind).is_some_and(is_wide_context));
        let fitting = if is_wide { full } else { half };
        let mut buffer = [0; 4];
        let fitting = fitting.encode_utf8(&mut buffer);
        if fitting != mark {
            rewriter.replace(offset..done, fitting);
        }
    }
    rewriter.finish()
}

/// How far behind a mark its context is looked for.
const CONTEXT_CHARS_MAX: usize = 8;

/// The nearest character behind a mark that shows its context.
fn context_behind(behind: &str) -> Option<char> {
    behind
        .chars()
        .take(CONTEXT_CHARS_MAX)
        .take_while(|character| *character != '\n')
        .find(|character| shows_context(*character))
}

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
    is_wide_context(character) || character.is_alphanumeric()
}

fn is_wide_context(character: char) -> bool {
    matches!(character, '\u{3001}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”')
}
