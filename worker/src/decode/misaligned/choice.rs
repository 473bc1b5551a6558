//! What each piece of a damaged line can stand for.

use std::ops::Range;

use super::syllable_before_bracket;
use crate::{decode::pairs::GBK_PAIRS, span::SpannedText};

/// What a piece of the damaged line stands for.
#[derive(Clone, Debug)]
pub(super) enum Op<'a> {
    Byte(u8),
    /// A question mark that was one.
    Question,
    /// A byte that is gone.
    Lost,
    /// Two bytes that GBK has no character for.
    LostPair,
    /// The second byte of a pair that has this reading; the first is the last
    /// byte before.
    LostSecondOf(&'a str),
    /// A reading that was put behind the last two bytes.
    ReadingOf(&'a str),
    /// The pair A3 AC across two characters, of which a comma is left.
    Comma,
    /// A character below 40 hexadecimal that was swallowed.
    Swallowed(char),
    /// U+FFFD as it stands.
    Broken,
}

/// A way to go on: so many characters of the line, read as these.
pub(super) struct Choice<'a> {
    pub(super) length: usize,
    pub(super) ops: Vec<Op<'a>>,
}

/// The bytes of a character that could not be read, where they are at hand.
pub(super) fn raw_bytes<'a>(
    source: &SpannedText,
    range: Range<usize>,
    raw_body: Option<&'a [u8]>,
) -> Option<&'a [u8]> {
    let body = raw_body?;
    if source.get(range.clone()) != "\u{FFFD}" {
        return None;
    }
    let span = source.body_span(range)?;
    body.get(span.start..span.end)
}

/// The ways to read a character of the damaged line.
pub(super) fn choices<'a>(character: char, behind: &'a str, raw: Option<&[u8]>) -> Vec<Choice<'a>> {
    let one = |ops: Vec<Op<'a>>| Choice { length: 1, ops };
    match character {
        '\u{FFFD}' if raw.is_some() => {
            let bytes = raw.unwrap_or_default();
            vec![one(bytes.iter().map(|byte| Op::Byte(*byte)).collect())]
        }
        // A byte that stands for itself where GBK has no lead byte.
        '€' => vec![
            one(vec![Op::Byte(0x80)]),
            one(vec![Op::Byte(0xA2), Op::Byte(0xE3)]),
        ],
        '?' | '\u{FFFD}' => lost_choices(character, behind),
        '(' => {
            let mut ways = vec![one(vec![Op::Byte(b'(')])];
            if let Some(letters) = syllable_before_bracket(behind) {
                ways.push(Choice {
                    length: letters.chars().count() + 2,
                    ops: vec![Op::ReadingOf(letters)],
                });
            }
            ways
        }
        ',' => vec![one(vec![Op::Byte(b',')]), one(vec![Op::Comma])],
        _ if character.is_ascii() => {
            vec![one(vec![Op::Byte(
                u8::try_from(u32::from(character)).unwrap_or(b'?'),
            )])]
        }
        _ => match GBK_PAIRS.origins(character) {
            [Some([lead, trail]), _] => vec![one(vec![Op::Byte(lead), Op::Byte(trail)])],
            // GBK does not have it: nothing was done to it, and it parts the line.
            _ => vec![one(vec![Op::Swallowed(character)])],
        },
    }
}

fn lost_choices(character: char, behind: &str) -> Vec<Choice<'_>> {
    let one = |ops| Choice { length: 1, ops };
    let itself = if character == '?' {
        Op::Question
    } else {
        Op::Broken
    };
    let mut ways = vec![one(vec![itself]), one(vec![Op::LostPair])];
    if let Some(letters) = syllable_before_bracket(behind) {
        ways.push(Choice {
            length: letters.chars().count() + 2,
            ops: vec![Op::LostSecondOf(letters)],
        });
    }
    // A comma survives, and at the end of a line there is nothing to swallow.
    if behind.starts_with(',') || behind.is_empty() {
        ways.push(one(vec![Op::Lost]));
    } else {
        ways.push(one(vec![Op::Byte(0x80)]));
        ways.push(one(vec![Op::Lost, Op::Swallowed(swallowed(behind))]));
    }
    ways
}

/// The character in front of `behind` that was swallowed.
fn swallowed(behind: &str) -> char {
    let next = behind.chars().next().unwrap_or('\n');
    // Of a year the last three digits tell the first.
    let year = behind.split_once('年').map(|(digits, _behind)| digits);
    if let Some(digits) = year.filter(|digits| digits.len() == 3)
        && digits.bytes().all(|digit| digit.is_ascii_digit())
    {
        match next {
            '0' => return '2',
            '9' => return '1',
            _ => {}
        }
    }
    let closes_first = behind
        .find([')', '('])
        .is_some_and(|at| behind.get(at..).is_some_and(|rest| rest.starts_with(')')));
    if next.is_ascii_digit() || matches!(next, '.' | '%' | '年' | '月' | '日' | '萬' | '億') {
        '\u{FFFD}'
    } else if closes_first {
        '('
    } else {
        ' '
    }
}
