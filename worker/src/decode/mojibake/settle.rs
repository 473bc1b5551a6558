//! Which characters the neighbours of a lost byte prove.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{
    Confusion,
    annotation::{self, Line},
    bracket::Open,
    place::place_cost,
};
use crate::{
    decode::{
        lattice::{self, ReadChar},
        model,
        words::PageWords,
    },
    fold::script::simple_form,
};

/// Half bits by which the likeliest character must lead the next.
const LEAD_MIN: i64 = 2;
/// The same where no neighbour speaks for it and there are many to choose from.
const LEAD_ALONE_MIN: i64 = 4;
/// The same beside a character that was guessed too, or where not all that it
/// could be were looked at.
const LEAD_TOGETHER_MIN: i64 = 12;
/// The same where there are few to choose from, and how many those are.
const LEAD_FEW_MIN: i64 = 1;
const FEW: usize = 25;
/// Characters on each side that are looked at: of numbers, all digits.
const CONTEXT_CHARS: usize = 12;
/// Fillings of one character that are looked at, and ways to fill a passage that
/// are followed at a time.
const FILLINGS_MAX: usize = 400;
const WAYS_MAX: usize = 24;
/// Chooses each guessed character anew by all that stands around it, all of a
/// passage together; where two are about as likely at a place, U+FFFD takes it.
pub(super) fn settle(passage: &mut [ReadChar], confusion: Confusion, words: &PageWords) {
    if !passage.iter().any(ReadChar::is_guessed) {
        return;
    }
    let mut known = Fillings::default();
    annotation::settle(passage, |read| known.of(read, confusion));
    let mut line = Line::of(passage);
    let fillings: Vec<Rc<[Filling]>> = line
        .read
        .iter()
        .map(|read| known.of(read, confusion))
        .collect();
    let likeliest = fill_together(&line, &fillings, words);
    for (read, character) in line.read.iter_mut().zip(likeliest) {
        read.character = character;
    }
    let doubtful: Vec<usize> = fillings
        .iter()
        .enumerate()
        .filter(|(index, fillings)| !is_settled(&line, *index, fillings, words))
        .map(|(index, _fillings)| index)
        .collect();
    for index in doubtful {
        if let Some(read) = line.read.get_mut(index) {
            read.character = '\u{FFFD}';
        }
    }
    line.write_to(passage);
}

/// A character that a guessed one can be, and what speaks against it by itself.
pub(super) type Filling = (char, i64);
/// Bytes that are left, bytes behind the lost ones, and which are lost.
type Remains = ([u8; 4], [u8; 4], u8, bool);

/// The characters that guessed ones can be; a page has few kinds of them.
#[derive(Default)]
struct Fillings {
    known: BTreeMap<Remains, Rc<[Filling]>>,
}

impl Fillings {
    /// The likeliest fillings of a guessed character, or the character.
    fn of(&mut self, read: &ReadChar, confusion: Confusion) -> Rc<[Filling]> {
        if !read.is_guessed() {
            return Rc::new([(read.character, 0)]);
        }
        // A lost byte says nothing: only the others tell places apart.
        let mut key = read.bytes;
        for (position, byte) in key.iter_mut().enumerate() {
            if read.lost_bytes & (1 << position) != 0 {
                *byte = 0;
            }
        }
        let fillings = self
            .known
            .entry((key, read.behind, read.lost_bytes, read.is_lost_of_1252))
            .or_insert_with(|| {
                let pairs = confusion.read_as.pairs();
                let alternatives = lattice::alternatives(read, confusion.are, pairs);
                let mut fillings: Vec<Filling> = alternatives
                    .into_iter()
                    .map(|(filling, cost)| (filling, i64::from(cost)))
                    .collect();
                fillings.sort_by_key(|(filling, cost)| {
                    (cost + i64::from(model::character_cost(*filling)), *filling)
                });
                fillings.dedup_by_key(|(filling, _cost)| *filling);
                fillings.truncate(FILLINGS_MAX);
                if fillings.is_empty() {
                    fillings.push(('\u{FFFD}', 0));
                }
                fillings.into()
            });
        Rc::clone(fillings)
    }
}

/// A way to fill a passage up to some place.
#[derive(Clone, Copy)]
struct Way {
    /// The last two characters.
    context: [char; 2],
    open: Open,
    cost: i64,
    /// Index of the last character's step, plus one.
    step: usize,
}

/// The likeliest filling of a whole passage.
fn fill_together(line: &Line, fillings: &[Rc<[Filling]>], words: &PageWords) -> Vec<char> {
    // Characters, and the step before each, plus one.
    let mut steps: Vec<(char, usize)> = Vec::new();
    let mut ways = vec![Way {
        context: model::START,
        open: Open::default(),
        cost: 0,
        step: 0,
    }];
    for (index, fillings) in fillings.iter().enumerate() {
        let mut next: Vec<(Way, char)> = Vec::with_capacity(ways.len() * fillings.len());
        for (character, own) in fillings.iter().copied() {
            let here = own + own_cost(line, index, character, words);
            for way in &ways {
                let mut open = way.open;
                let cost = way.cost
                    + here
                    + open.feed(character)
                    + i64::from(model::next_cost(way.context, character))
                    - words.support(way.context, character);
                let way = Way {
                    context: model::extend(way.context, character),
                    open,
                    cost,
                    step: way.step,
                };
                next.push((way, character));
            }
        }
        next.sort_unstable_by_key(|(way, character)| (way.cost, way.context, way.open, *character));
        let mut contexts = BTreeSet::new();
        next.retain(|(way, _character)| {
            contexts.len() < WAYS_MAX && contexts.insert((way.context, way.open))
        });
        ways.clear();
        for (way, character) in next {
            steps.push((character, way.step));
            let step = steps.len();
            ways.push(Way { step, ..way });
        }
    }
    let mut filled = Vec::with_capacity(line.read.len());
    let end =
        |way: &Way| way.cost + way.open.end() + i64::from(model::next_cost(way.context, '\n'));
    let best = ways.iter().min_by_key(|way| end(way));
    let mut step = best.map_or(0, |way| way.step);
    while let Some((character, before)) = step.checked_sub(1).and_then(|index| steps.get(index)) {
        filled.push(*character);
        step = *before;
    }
    filled.reverse();
    filled
}

/// Whether the character at a place is likely enough among its fillings.
fn is_settled(line: &Line, index: usize, fillings: &[Filling], words: &PageWords) -> bool {
    let (Some(read), [_, _, ..]) = (line.read.get(index), fillings) else {
        return true;
    };
    let cost = |(character, own)| own + cost_at(line, index, character, words);
    // Its form in the other script is the same word.
    let simple = simple_form(read.character);
    let others = fillings
        .iter()
        .copied()
        .filter(|(other, _own)| simple_form(*other) != simple);
    let own = fillings
        .iter()
        .find(|(filling, _own)| *filling == read.character)
        .map_or(0, |(_filling, own)| *own);
    let Some(second) = others.map(cost).min() else {
        return true;
    };
    let lead_min = if fillings.len() <= FEW {
        LEAD_FEW_MIN
    } else if fillings.len() == FILLINGS_MAX || is_beside_guess(&line.read, index) {
        LEAD_TOGETHER_MIN
    } else if is_supported(line, index, read.character, words) {
        LEAD_MIN
    } else {
        LEAD_ALONE_MIN
    };
    second - cost((read.character, own)) >= lead_min
}

/// Whether a neighbour was guessed too: the two would prove each other.
fn is_beside_guess(passage: &[ReadChar], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| passage.get(before));
    let behind = passage.get(index + 1);
    [before, behind]
        .into_iter()
        .flatten()
        .any(ReadChar::is_guessed)
}

/// The context of a place, and what stands behind it as far as it tells.
fn neighbours(passage: &[ReadChar], index: usize) -> ([char; 2], Vec<char>) {
    let before = passage.get(..index).unwrap_or_default();
    let from = before.len().saturating_sub(CONTEXT_CHARS);
    let context = before
        .iter()
        .skip(from)
        .fold(model::START, |context, read| {
            model::extend(context, read.character)
        });
    let behind = passage.get(index + 1..).unwrap_or_default();
    let mut next: Vec<char> = Vec::new();
    let mut count = 0;
    for read in behind.iter().take(CONTEXT_CHARS) {
        next.push(read.character);
        // A number counts as one.
        count += usize::from(!read.character.is_ascii_digit());
        if count == 2 {
            break;
        }
    }
    if count < 2 && next.len() == behind.len() {
        next.push('\n');
    }
    (context, next)
}

/// What a guessed character costs by itself and by its place.
fn own_cost(line: &Line, index: usize, character: char, words: &PageWords) -> i64 {
    if line.read.get(index).is_some_and(ReadChar::is_guessed) {
        place_cost(line, index, character) + words.script_cost(character)
    } else {
        0
    }
}

/// What a character costs at a place, with what stands around it.
fn cost_at(line: &Line, index: usize, character: char, words: &PageWords) -> i64 {
    let (mut context, behind) = neighbours(&line.read, index);
    let mut cost = own_cost(line, index, character, words);
    for next in std::iter::once(character).chain(behind) {
        cost += i64::from(model::next_cost(context, next)) - words.support(context, next);
        context = model::extend(context, next);
    }
    cost + bracket_cost(&line.read, index, character)
}

/// What the brackets of the passage speak against a character that may be one.
fn bracket_cost(passage: &[ReadChar], index: usize, character: char) -> i64 {
    let mut open = Open::default();
    let mut cost = 0;
    for (at, read) in passage.iter().enumerate() {
        cost += open.feed(if at == index {
            character
        } else {
            read.character
        });
    }
    cost + open.end()
}

/// Whether a neighbour speaks for the character.
fn is_supported(line: &Line, index: usize, character: char, words: &PageWords) -> bool {
    let (context, behind) = neighbours(&line.read, index);
    let single = model::character_cost(character);
    words.has_pair(context[1], character)
        || line.is_read(index, character)
        || model::next_cost(context, character) + 4 <= single
        || place_cost(line, index, character) < 0
        || behind.first().is_some_and(|next| {
            words.has_pair(character, *next)
                || model::step_cost(character, *next) + 4 <= model::character_cost(*next)
        })
}
