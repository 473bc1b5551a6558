//! Readings in brackets within a passage that lost bytes: the words go on behind
//! them, and each tells the character before it.

use std::rc::Rc;

use super::settle::Filling;
use crate::{
    decode::{lattice::ReadChar, model},
    fold::{is_pinyin_letter, is_reading},
};

/// Letters of the longest syllable, zhuāng, and one more.
const SYLLABLE_CHARS_MAX: usize = 7;
/// What it speaks for a letter that it makes the syllable a reading.
const READING: i64 = 40;

/// A passage without its annotations.
pub(super) struct Line {
    /// Its characters.
    pub(super) read: Vec<ReadChar>,
    /// Where each stands in the passage.
    places: Vec<usize>,
    /// The syllable that stands behind each.
    readings: Vec<Option<String>>,
}

impl Line {
    pub(super) fn of(passage: &[ReadChar]) -> Self {
        let mut line = Self {
            read: Vec::with_capacity(passage.len()),
            places: Vec::new(),
            readings: Vec::new(),
        };
        let mut index = 0;
        while let Some(read) = passage.get(index) {
            line.read.push(read.clone());
            line.places.push(index);
            let syllable = syllable_behind(passage, index);
            index += 1 + syllable.map_or(0, |length| length + 2);
            line.readings.push(syllable.map(|length| {
                let letters = passage.iter().skip(index - 1 - length).take(length);
                letters.map(|read| read.character).collect()
            }));
        }
        line
    }

    /// Whether the reading behind a place is one of `character`.
    pub(super) fn is_read(&self, index: usize, character: char) -> bool {
        let reading = self.readings.get(index).and_then(Option::as_deref);
        reading.is_some_and(|reading| is_reading(character, reading))
    }

    /// Puts the characters back where they stood.
    pub(super) fn write_to(&self, passage: &mut [ReadChar]) {
        for (read, place) in self.read.iter().zip(&self.places) {
            if let Some(slot) = passage.get_mut(*place) {
                slot.character = read.character;
                slot.is_proved = read.is_proved;
            }
        }
    }
}

/// Chooses the lost letters of readings.
pub(super) fn settle(
    passage: &mut [ReadChar],
    mut fillings: impl FnMut(&ReadChar) -> Rc<[Filling]>,
) {
    for index in 0..passage.len() {
        let Some(length) = syllable_behind(passage, index) else {
            continue;
        };
        for at in index + 2..index + 2 + length {
            let Some(read) = passage.get(at).filter(|read| read.is_guessed()) else {
                continue;
            };
            let fillings = fillings(read);
            let cost = |(letter, own): &&Filling| {
                let read = if completes(passage, index, length, at, *letter) {
                    -READING
                } else {
                    0
                };
                own + read + i64::from(model::character_cost(*letter))
            };
            let likeliest = fillings.iter().min_by_key(cost).copied();
            if let (Some((letter, _own)), Some(read)) = (likeliest, passage.get_mut(at)) {
                read.character = letter;
            }
        }
    }
}

/// Whether a letter at a place makes the syllable behind a character one of its
/// readings.
fn completes(
    passage: &[ReadChar],
    index: usize,
    length: usize,
    place: usize,
    letter: char,
) -> bool {
    let syllable: String = (index + 2..index + 2 + length)
        .filter_map(|at| {
            let read = passage.get(at)?;
            Some(if at == place { letter } else { read.character })
        })
        .collect();
    passage
        .get(index)
        .is_some_and(|read| is_reading(read.character, &syllable))
}

/// Letters of the syllable in brackets behind an ideograph: some may be lost.
fn syllable_behind(passage: &[ReadChar], index: usize) -> Option<usize> {
    let character = |at: usize| passage.get(at).map(|read| read.character);
    let own = passage.get(index)?;
    if !(own.is_guessed() || model::is_ideograph(own.character))
        || !matches!(character(index + 1)?, '(' | '（')
    {
        return None;
    }
    let inside = passage.get(index + 2..)?;
    let length = inside
        .iter()
        .take(SYLLABLE_CHARS_MAX)
        .take_while(|read| is_pinyin_letter(read.character) || read.is_guessed())
        .take_while(|read| !matches!(read.character, ')' | '）'))
        .count();
    let has_letter = inside
        .iter()
        .take(length)
        .any(|read| is_pinyin_letter(read.character));
    let is_closed = matches!(character(index + 2 + length)?, ')' | '）');
    (length > 0 && has_letter && is_closed).then_some(length)
}
