//! Damage that was itself wrapped: a page that was garbled first and then
//! written as character references. What is wrong with it shows only once the
//! references are resolved.

use std::ops::Range;

use crate::{
    report::{RepairKind, Report},
    span::{Rewriter, SpannedText},
};

/// Longest number of a reference, in bytes, with the mark of its base.
const NUMBER_BYTES_MAX: usize = 8;

/// A text whose references were resolved, and what they were.
pub(super) struct Bare {
    pub(super) text: SpannedText,
    /// Where each stood, and what it stands for.
    resolved: Vec<(Range<usize>, char)>,
}

/// The text with its references of characters beyond ASCII resolved, or `None`
/// where none of them can belong to garbled text. ASCII stays escaped: in HTML
/// it would become markup.
pub(super) fn lay_bare(source: &SpannedText) -> Option<Bare> {
    let text = source.as_str();
    let mut resolved = Vec::new();
    let mut at = 0;
    let mut tells = false;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('&')) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        if let Some((character, length)) = read_reference(rest) {
            tells |= can_be_garbled(character);
            resolved.push((start..start + length, character));
            at = start + length;
        } else {
            at = start + 1;
        }
    }
    if !tells {
        return None;
    }
    let mut rewriter = Rewriter::new(source);
    for (range, character) in &resolved {
        rewriter.replace(range.clone(), character.encode_utf8(&mut [0; 4]));
    }
    Some(Bare {
        text: rewriter.finish()?,
        resolved,
    })
}

impl Bare {
    /// Reports the references that HTML does not resolve by itself: all of a plain
    /// text, and those that were escaped twice.
    pub(super) fn note(&self, source: &SpannedText, is_html: bool, report: &mut Report) {
        for (range, character) in &self.resolved {
            let written = source.get(range.clone());
            if !is_html || written.starts_with("&amp;") {
                report.note(
                    RepairKind::HtmlEntity,
                    written,
                    character.encode_utf8(&mut [0; 4]),
                    source.body_span(range.clone()),
                );
            }
        }
    }
}

/// The character of the numeric reference that `text` begins with, escaped once
/// or twice, and its length; `None` for characters of ASCII.
fn read_reference(text: &str) -> Option<(char, usize)> {
    let number = text
        .strip_prefix("&#")
        .or_else(|| text.strip_prefix("&amp;#"))?;
    let end = number
        .bytes()
        .take(NUMBER_BYTES_MAX + 1)
        .position(|byte| byte == b';')?;
    let digits = number.get(..end)?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    let character = char::from_u32(code).filter(|character| !character.is_ascii())?;
    Some((character, text.len() - number.len() + end + 1))
}

/// Whether garbled text, or a reading in brackets, has such characters.
fn can_be_garbled(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9F}'
            | '\u{C0}'..='\u{24F}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{E000}'..='\u{F8FF}'
            | '\u{FFFD}'
    )
}
