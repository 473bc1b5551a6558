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
mod repair;

use std::ops::Range;

use self::repair::Mended;
use super::{model, passage};
use crate::{
    fold::is_pinyin_letter,
    report::{RepairKind, Report},
    span::{SpannedText, TextBuilder},
};

/// Longest line that is mended, in characters; memory grows with it.
const LINE_CHARS_MAX: usize = 20_000;
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
    let mut builder: Option<TextBuilder> = None;
    let mut done = 0;
    let mut places_left = PLACES_MAX;
    for line in damaged_lines(source.as_str()) {
        let places = source.get(line.clone()).matches(['?', '\u{FFFD}']).count();
        if places > places_left {
            break;
        }
        places_left -= places;
        let Some(mended) = repair::realign(source, line.clone(), raw_body) else {
            continue;
        };
        let own_cost = model::text_cost(source.get(line.clone()));
        if mended.proofs == 0 || mended.cost + GAIN_MIN > own_cost {
            continue;
        }
        let builder = builder.get_or_insert_with(|| TextBuilder::with_capacity(source.len()));
        builder.push_slice(source, done..line.start);
        note(source, &line, &mended, report);
        push_mended(source, &mended, builder);
        done = line.end;
    }
    let mut builder = builder?;
    builder.push_slice(source, done..source.len());
    Some(builder.build())
}

/// Runs of characters that GBK has, in lines, with a mark of the damage.
fn damaged_lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    if !has_loss(text) {
        return lines;
    }
    for passage in passage::split(text) {
        let line = text.get(passage.clone()).unwrap_or_default();
        let line = line.trim_end_matches('\r');
        if has_loss(line) && has_mark(line) && line.chars().count() <= LINE_CHARS_MAX {
            lines.push(passage.start..passage.start + line.len());
        }
    }
    lines
}

fn has_loss(text: &str) -> bool {
    text.contains('?') || text.contains('\u{FFFD}')
}

/// Whether a reading or a comma stands behind a lost character.
fn has_mark(line: &str) -> bool {
    line.match_indices(['?', '\u{FFFD}']).any(|(at, lost)| {
        let behind = line.get(at + lost.len()..).unwrap_or_default();
        syllable_before_bracket(behind.strip_prefix('(').unwrap_or(behind)).is_some()
            || behind.starts_with(',') && behind.contains('(')
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
    let (letters, _behind) = text.split_once(')')?;
    let is_syllable =
        !letters.is_empty() && letters.len() <= 12 && letters.chars().all(is_pinyin_letter);
    is_syllable.then_some(letters)
}

fn push_mended(source: &SpannedText, mended: &Mended, builder: &mut TextBuilder) {
    for read in &mended.characters {
        let mut buffer = [0; 4];
        let text = read.character.encode_utf8(&mut buffer);
        if source.get(read.source.clone()) == text {
            builder.push_slice(source, read.source.clone());
        } else {
            match source.body_span(read.source.clone()) {
                Some(body) => builder.push_whole(text, body),
                None => builder.push_inserted(text),
            }
        }
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
