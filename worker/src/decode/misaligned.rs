//! GBK that a publishing tool worked on without regard to where its characters
//! begin.
//!
//! Such tools put a reading in brackets behind every occurrence of a byte pair,
//! also where the pair is the end of one character and the beginning of the
//! next, and replaced the pair A3 AC (，) by a comma in the same way. Read as
//! GBK afterwards, the second byte of the pair and the bracket are no character
//! and became a question mark, and all behind them is off by one byte:
//! 聞記者 became 聞?dòng)浾. The reading names the pair, the character before
//! gives its first byte, and so its second: with it, the rest falls into place.
//! A line is mended only where a reading proves it.

mod choice;
mod doubt;
mod fill;
mod repair;
mod syllables;
mod width;

use std::ops::Range;

use self::repair::Mended;
use super::{
    model::{self, Cost},
    pairs::GBK_PAIRS,
    passage,
    words::PageWords,
};
use crate::{
    fold::{is_pinyin_letter, is_reading},
    report::{RepairKind, Report},
    span::{SpannedText, TextBuilder},
};

/// Longest line that is mended, in characters; memory grows with it.
const LINE_CHARS_MAX: usize = 20_000;
/// Longest syllable in brackets, in bytes.
const SYLLABLE_BYTES_MAX: usize = 12;
/// Places on one page that are looked at.
const PLACES_MAX: usize = 5_000;
/// Half bits by which a mended line must be likelier.
const GAIN_MIN: u32 = 10;

/// The text with its lines realigned, or `None` where none is damaged.
/// `raw_body` is the body where the text is its reading as GBK, in which case
/// no byte is lost.
pub(super) fn repair(
    source: &SpannedText,
    raw_body: Option<&[u8]>,
    report: &mut Report,
) -> Option<SpannedText> {
    let narrowed = width::narrow(source);
    let source = narrowed.as_ref().unwrap_or(source);
    let lines = damaged_lines(source.as_str());
    if lines.is_empty() {
        return None;
    }
    let nothing = PageWords::default();
    let first: Vec<Line> = lines
        .into_iter()
        .filter_map(|line| Line::mend(source, line, raw_body, &nothing))
        .collect();
    if first.is_empty() {
        return None;
    }
    // What is sure says how the rest must be read.
    let words = words_of(source.as_str(), &first);
    let mut builder = TextBuilder::with_capacity(source.len());
    let mut done = 0;
    for line in first {
        let has_filled = line.mended.characters.iter().any(|read| read.is_filled);
        let again = has_filled
            .then(|| Line::mend(source, line.range.clone(), raw_body, &words))
            .flatten();
        let Line { range, mended } = again.unwrap_or(line);
        builder.push_slice(source, done..range.start);
        note(source, &range, &mended, report);
        push_mended(source, &mended, &mut builder);
        done = range.end;
    }
    builder.push_slice(source, done..source.len());
    Some(builder.build())
}

/// A line and what it must have been.
struct Line {
    range: Range<usize>,
    mended: Mended,
}

impl Line {
    /// `None` where nothing proves that the line is damaged.
    fn mend(
        source: &SpannedText,
        range: Range<usize>,
        raw_body: Option<&[u8]>,
        words: &PageWords,
    ) -> Option<Self> {
        let mut mended = repair::realign(source, range.clone(), raw_body, words)?;
        let own_cost = cost_as_it_stands(source.get(range.clone()));
        let is_proved = mended.proofs > 0 && mended.cost + GAIN_MIN <= own_cost;
        if !is_proved {
            return None;
        }
        let text: String = mended
            .characters
            .iter()
            .map(|read| read.character)
            .collect();
        let annotations: Vec<bool> = with_annotations(&text)
            .into_iter()
            .map(|(_character, is_annotation)| is_annotation)
            .collect();
        doubt::judge(&mut mended.characters, &annotations, words);
        Some(Self { range, mended })
    }
}

/// What the page says where nothing is lost, and where a reading proves it.
fn words_of(text: &str, mended: &[Line]) -> PageWords {
    let sound = passage::split(text)
        .map(|passage| text.get(passage).unwrap_or_default())
        .filter(|passage| !has_mark(passage))
        .map(|passage| {
            let characters = with_annotations(passage).into_iter();
            let own = characters.filter(|(_character, is_annotation)| !is_annotation);
            own.map(|(character, _)| Some(character)).collect()
        });
    let realigned = mended.iter().map(|line| {
        let read = &line.mended.characters;
        let text: String = read.iter().map(|read| read.character).collect();
        let characters = with_annotations(&text).into_iter().zip(read);
        let own = characters.filter(|((_character, is_annotation), _read)| !is_annotation);
        own.map(|((character, _), read)| (!read.is_filled).then_some(character))
            .collect()
    });
    let passages = sound.chain(realigned);
    PageWords::of(passages.map(|passage: Vec<Option<char>>| passage.into_iter()))
}

/// What the line costs as it stands; the words go on behind an annotation.
fn cost_as_it_stands(line: &str) -> Cost {
    let (mut context, mut cost): (_, Cost) = (model::START, 0);
    for (character, is_annotation) in with_annotations(line) {
        cost = cost.saturating_add(if is_annotation {
            model::character_cost(character)
        } else {
            let next = model::next_cost(context, character);
            context = model::extend(context, character);
            next
        });
    }
    cost
}

/// The characters of a line, and whether each belongs to a reading in brackets
/// of the character before them.
fn with_annotations(line: &str) -> Vec<(char, bool)> {
    let mut all = Vec::with_capacity(line.len() / 2);
    let (mut last, mut left) = ('\n', 0_usize);
    for (at, character) in line.char_indices() {
        if left == 0 && character == '(' {
            let letters = syllable_before_bracket(line.get(at + 1..).unwrap_or_default());
            left = letters
                .filter(|letters| is_reading(last, letters))
                .map_or(0, |letters| letters.chars().count() + 2);
        }
        all.push((character, left > 0));
        if left == 0 {
            last = character;
        }
        left = left.saturating_sub(1);
    }
    all
}

/// What a reading in brackets costs as text: it is there in either case.
fn annotation_cost(letters: &str) -> Cost {
    letters
        .chars()
        .chain(['(', ')'])
        .map(model::character_cost)
        .sum()
}

/// Runs of characters that GBK has, in lines, with a mark of the damage.
fn damaged_lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    if !may_be_damaged(text) {
        return lines;
    }
    let mut places_left = PLACES_MAX;
    for passage in passage::split(text) {
        let line = text.get(passage.clone()).unwrap_or_default();
        let line = line.trim_end_matches('\r');
        if has_mark(line) && line.chars().count() <= LINE_CHARS_MAX {
            let places = line.matches(['?', '\u{FFFD}']).count();
            if places > places_left {
                break;
            }
            places_left -= places;
            lines.push(passage.start..passage.start + line.len());
        }
    }
    lines
}

fn may_be_damaged(text: &str) -> bool {
    text.contains('?') || text.contains('\u{FFFD}') || has_struck_letter(text)
}

/// Whether a reading or a comma stands behind a lost character, or a reading
/// behind a letter.
fn has_mark(line: &str) -> bool {
    let last_bracket = line.rfind('(').unwrap_or_default();
    let mut lost = line.match_indices(['?', '\u{FFFD}']);
    lost.any(|(at, lost)| {
        let behind = line.get(at + lost.len()..).unwrap_or_default();
        syllable_before_bracket(behind.strip_prefix('(').unwrap_or(behind)).is_some()
            || behind.starts_with(',') && at < last_bracket
    }) || has_struck_letter(line)
}

/// Whether a reading with its tone stands behind one letter or sign that may be
/// the second byte of a pair with the character before it: 入U(xiǎn).
fn has_struck_letter(text: &str) -> bool {
    text.match_indices('(').any(|(at, _bracket)| {
        let mut before = text.get(..at).unwrap_or_default().chars();
        let is_letter = before
            .next_back()
            .is_some_and(|last| matches!(last, '@'..='~'));
        let first = before.next_back().filter(|_first| is_letter);
        let behind = text.get(at + 1..).unwrap_or_default();
        first.is_some_and(|first| GBK_PAIRS.origins(first)[0].is_some())
            && syllable_before_bracket(behind).is_some_and(|letters| !letters.is_ascii())
    })
}

/// Whether a reading with its tone stands behind a lost character: what it says
/// was read in the right charset.
pub(super) fn has_toned_reading(text: &str) -> bool {
    text.match_indices(['?', '\u{FFFD}']).any(|(at, lost)| {
        let behind = text.get(at + lost.len()..).unwrap_or_default();
        syllable_before_bracket(behind).is_some_and(|syllable| !syllable.is_ascii())
    })
}

/// The letters that stand in front of a closing bracket at the beginning of
/// `text`.
fn syllable_before_bracket(text: &str) -> Option<&str> {
    let length = text
        .bytes()
        .take(SYLLABLE_BYTES_MAX + 1)
        .position(|byte| byte == b')')?;
    let letters = text.get(..length)?;
    (!letters.is_empty() && letters.chars().all(is_pinyin_letter)).then_some(letters)
}

fn push_mended(source: &SpannedText, mended: &Mended, builder: &mut TextBuilder) {
    for read in &mended.characters {
        let mut buffer = [0; 4];
        let text = read.character.encode_utf8(&mut buffer);
        builder.push_replaced(source, read.source.clone(), text);
    }
}

/// Counts each reading that proved a place, and shows the first characters that
/// changed.
fn note(source: &SpannedText, line: &Range<usize>, mended: &Mended, report: &mut Report) {
    let before = source.get(line.clone());
    let first_lost = before.find(['?', '\u{FFFD}']).unwrap_or(0);
    let context = before
        .get(..first_lost)
        .and_then(|before| before.chars().next_back())
        .map_or(0, char::len_utf8);
    let from = line.start + first_lost - context;
    let after: String = mended
        .characters
        .iter()
        .filter(|read| read.source.start >= from)
        .map(|read| read.character)
        .collect();
    let span = source.body_span(from..line.end);
    report.note(
        RepairKind::MisalignedBytes,
        source.get(from..line.end),
        &after,
        span,
    );
    report.count(RepairKind::MisalignedBytes, mended.proofs - 1);
    report.count(RepairKind::PinyinAnnotation, mended.proofs);
}

#[cfg(test)]
mod tests;
