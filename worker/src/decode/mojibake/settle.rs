//! Which characters the neighbours of a lost byte prove.

use std::collections::BTreeSet;

use crate::decode::{
    lattice::{self, ReadChar, Target},
    model,
};
use crate::fold::{is_pinyin_letter, is_reading};

/// Half bits by which the likeliest character must lead the next.
const LEAD_MIN: i64 = 2;
/// The same where no neighbour speaks for it and there are many to choose from.
const LEAD_ALONE_MIN: i64 = 8;
/// The same where there are few to choose from, and how many those are.
const LEAD_FEW_MIN: i64 = 1;
const FEW: usize = 25;
/// What a reading in brackets behind the character speaks for it.
const READING: i64 = 40;
/// What it speaks for a character that the page writes it so elsewhere.
const KNOWN_PAIR: i64 = 8;
const KNOWN_TRIPLE: i64 = 14;
/// What brackets that match speak for, and those that do not against.
const BRACKET: i64 = 10;
/// Longest label in front of a colon.
const LABEL_CHARS_MAX: usize = 8;
/// Letters of the longest syllable, zhuāng, and one more.
const SYLLABLE_CHARS_MAX: usize = 7;
/// How far ahead a closing bracket is looked for.
const BRACKET_CHARS_MAX: usize = 60;

const BRACKETS: [(char, char); 8] = [
    ('（', '）'),
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('〈', '〉'),
];

/// What the sound characters of a page write side by side.
#[derive(Debug, Default)]
pub(super) struct PageWords {
    pairs: BTreeSet<(char, char)>,
    triples: BTreeSet<(char, char, char)>,
}

impl PageWords {
    pub(super) fn of<'a>(passages: impl Iterator<Item = &'a [ReadChar]>) -> Self {
        let mut words = Self::default();
        for passage in passages.filter(|passage| passage.iter().any(ReadChar::is_guessed)) {
            for window in passage.windows(2) {
                if let [first, second] = window
                    && !first.is_guessed()
                    && !second.is_guessed()
                {
                    words.pairs.insert((first.character, second.character));
                }
            }
            for window in passage.windows(3) {
                if let [first, second, third] = window
                    && !window.iter().any(ReadChar::is_guessed)
                {
                    let triple = (first.character, second.character, third.character);
                    words.triples.insert(triple);
                }
            }
        }
        words
    }
}

/// Chooses each guessed character anew by all that stands around it; where two
/// are about as likely, U+FFFD takes the place.
pub(super) fn settle(passage: &mut [ReadChar], target: Target, words: &PageWords) {
    for index in 0..passage.len() {
        let Some(read) = passage.get(index).filter(|read| read.is_guessed()) else {
            continue;
        };
        let mut ranked: Vec<(i64, char)> = lattice::alternatives(read, target)
            .into_iter()
            .map(|character| (cost_at(passage, index, character, words), character))
            .collect();
        ranked.sort_unstable();
        ranked.dedup_by_key(|(_cost, character)| *character);
        let settled = match ranked.as_slice() {
            [(_cost, only)] => *only,
            [(best, character), (second, _), ..] => {
                let lead_min = if ranked.len() <= FEW {
                    LEAD_FEW_MIN
                } else if is_supported(passage, index, *character, words) {
                    LEAD_MIN
                } else {
                    LEAD_ALONE_MIN
                };
                if second - best >= lead_min {
                    *character
                } else {
                    '\u{FFFD}'
                }
            }
            [] => '\u{FFFD}',
        };
        if let Some(read) = passage.get_mut(index) {
            read.character = settled;
        }
    }
}

/// The two characters before a place, and the two behind it as far as they are
/// sure.
fn neighbours(passage: &[ReadChar], index: usize) -> ([char; 2], Vec<char>) {
    let before = |steps: usize| {
        index
            .checked_sub(steps)
            .and_then(|before| passage.get(before))
            .map_or('\n', |read| read.character)
    };
    let behind = passage.get(index + 1..).unwrap_or_default();
    let mut next: Vec<char> = behind
        .iter()
        .take(2)
        .take_while(|read| !read.is_guessed())
        .map(|read| read.character)
        .collect();
    if behind.is_empty() {
        next.push('\n');
    }
    ([before(2), before(1)], next)
}

pub(super) fn cost_at(
    passage: &[ReadChar],
    index: usize,
    character: char,
    words: &PageWords,
) -> i64 {
    let (mut context, behind) = neighbours(passage, index);
    let before = context[1];
    let mut cost = 0;
    for next in std::iter::once(character).chain(behind.iter().copied()) {
        cost += i64::from(model::next_cost(context, next));
        context = [context[1], next];
    }
    if words.pairs.contains(&(before, character)) {
        cost -= KNOWN_PAIR;
    }
    if let Some(next) = behind.first() {
        if words.pairs.contains(&(character, *next)) {
            cost -= KNOWN_PAIR;
        }
        if words.triples.contains(&(before, character, *next)) {
            cost -= KNOWN_TRIPLE;
        }
    }
    if reading_behind(passage, index).is_some_and(|reading| is_reading(character, &reading)) {
        cost -= READING;
    }
    cost + mark_cost(passage, index, character)
}

/// The syllable in brackets behind a character.
fn reading_behind(passage: &[ReadChar], index: usize) -> Option<String> {
    let mut behind = passage.get(index + 1..)?.iter().map(|read| read.character);
    if !matches!(behind.next()?, '(' | '（') {
        return None;
    }
    let syllable: String = behind
        .by_ref()
        .take(SYLLABLE_CHARS_MAX)
        .take_while(|character| is_pinyin_letter(*character))
        .collect();
    (!syllable.is_empty()).then_some(syllable)
}

/// What the place of a punctuation mark speaks for or against it.
fn mark_cost(passage: &[ReadChar], index: usize, character: char) -> i64 {
    let before = passage.get(..index).unwrap_or_default();
    let behind = passage.get(index + 1..).unwrap_or_default();
    for (open, close) in BRACKETS {
        if character == close {
            return if is_open(before, open, close) {
                -BRACKET
            } else {
                BRACKET
            };
        }
        if character == open {
            let closes = behind
                .iter()
                .take(BRACKET_CHARS_MAX)
                .map(|read| read.character)
                .find(|character| *character == open || *character == close)
                == Some(close);
            return if closes && !is_open(before, open, close) {
                -BRACKET
            } else {
                BRACKET
            };
        }
    }
    let is_label = before.len() <= LABEL_CHARS_MAX
        && before
            .iter()
            .all(|read| model::is_ideograph(read.character));
    let speech = behind
        .first()
        .is_some_and(|next| matches!(next.character, '“' | '「'));
    if character == '：' && (is_label || speech) {
        -BRACKET
    } else {
        0
    }
}

fn is_open(before: &[ReadChar], open: char, close: char) -> bool {
    before
        .iter()
        .rev()
        .map(|read| read.character)
        .find(|character| *character == open || *character == close)
        == Some(open)
}

/// Whether a neighbour speaks for the character.
fn is_supported(passage: &[ReadChar], index: usize, character: char, words: &PageWords) -> bool {
    let (context, behind) = neighbours(passage, index);
    let single = model::character_cost(character);
    words.pairs.contains(&(context[1], character))
        || reading_behind(passage, index).is_some_and(|reading| is_reading(character, &reading))
        || model::next_cost(context, character) + 4 <= single
        || mark_cost(passage, index, character) < 0
        || behind.first().is_some_and(|next| {
            words.pairs.contains(&(character, *next))
                || model::step_cost(character, *next) + 4 <= model::character_cost(*next)
        })
}
