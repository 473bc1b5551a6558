//! Which characters the neighbours of a lost byte prove.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{
    Confusion,
    annotation::{self, Line},
    bracket::{Open, is_bracket},
    place::place_cost,
};
use crate::{
    decode::{
        lattice::{self, ReadChar},
        model,
        pairs::{BIG5_PAIRS, GBK_PAIRS},
        words::PageWords,
    },
    fold::script::simple_form,
};

/// How likely the likeliest character must be to be taken: where there are few to
/// choose from, and where there are many.
const LIKELIHOOD_OF_FEW_MIN: f64 = 0.3;
const LIKELIHOOD_MIN: f64 = 0.4;
const FEW: usize = 25;
/// How likely it must be to tell how other places must be read.
const PROVED_MIN: f64 = 0.95;
/// What speaks against ideographs that neither script has in common use.
const RARE: i64 = 8;
/// Characters on each side that are looked at: of numbers, all digits.
const CONTEXT_CHARS: usize = 12;
/// Fillings of one character that are looked at, and ways to fill a passage that
/// are followed at a time.
const FILLINGS_MAX: usize = 400;
const WAYS_MAX: usize = 32;
/// Characters behind a place that the model looks back to it from.
const BEHIND: usize = 3;

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
    let likelihoods: Vec<f64> = fillings
        .iter()
        .enumerate()
        .map(|(index, fillings)| likelihood(&line, index, fillings, words))
        .collect();
    let alone: Vec<bool> = (0..line.read.len())
        .map(|index| is_guessed_alone(&line.read, index, words))
        .collect();
    for (index, read) in line.read.iter_mut().enumerate() {
        let likelihood = likelihoods.get(index).copied().unwrap_or_default();
        let likelihood_min = fillings.get(index).map_or(1.0, |own| likelihood_min(own));
        let is_alone = alone.get(index).copied().unwrap_or_default();
        let is_taken = is_alone && likelihood >= likelihood_min;
        if !is_taken {
            read.character = '\u{FFFD}';
        }
        read.is_proved = is_taken && likelihood >= PROVED_MIN;
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
    context: model::Context,
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

/// Whether no character of which nothing is left stands beside another: the two
/// would prove each other, unless the page has them elsewhere.
fn is_guessed_alone(passage: &[ReadChar], index: usize, words: &PageWords) -> bool {
    let lost = |at: usize| passage.get(at).filter(|read| read.is_wholly_lost());
    let Some(own) = lost(index) else {
        return true;
    };
    let before = index.checked_sub(1).and_then(lost);
    before.is_none_or(|before| words.has_pair(before.character, own.character))
        && lost(index + 1).is_none_or(|behind| words.has_pair(own.character, behind.character))
}

/// How likely a character must be among so many to be taken.
fn likelihood_min(fillings: &[Filling]) -> f64 {
    if fillings.len() <= FEW {
        LIKELIHOOD_OF_FEW_MIN
    } else {
        LIKELIHOOD_MIN
    }
}

/// How likely the character at a place is among its fillings.
fn likelihood(line: &Line, index: usize, fillings: &[Filling], words: &PageWords) -> f64 {
    let (Some(read), [_, _, ..]) = (line.read.get(index), fillings) else {
        return 1.0;
    };
    let has_brackets = fillings.iter().any(|(filling, _own)| is_bracket(*filling));
    // Its form in the other script is the same word.
    let simple = simple_form(read.character);
    let costs: Vec<(bool, i64)> = fillings
        .iter()
        .map(|(filling, own)| {
            let brackets = if has_brackets {
                bracket_cost(&line.read, index, *filling)
            } else {
                0
            };
            let cost = own + cost_at(line, index, *filling, words) + brackets;
            (simple_form(*filling) == simple, cost)
        })
        .collect();
    let least = costs
        .iter()
        .map(|(_is_same, cost)| *cost)
        .min()
        .unwrap_or_default();
    let (mut same, mut all) = (0.0, 0.0);
    for (is_same, cost) in costs {
        let bits = f64::from(i32::try_from(cost - least).unwrap_or(i32::MAX)) / 2.0;
        let share = f64::exp2(-bits);
        all += share;
        same += if is_same { share } else { 0.0 };
    }
    same / all
}

/// The context of a place, and what stands behind it as far as it tells.
fn neighbours(passage: &[ReadChar], index: usize) -> (model::Context, Vec<char>) {
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
        if count == BEHIND {
            break;
        }
    }
    if count < BEHIND && next.len() == behind.len() {
        next.push('\n');
    }
    (context, next)
}

/// What a guessed character costs by itself and by its place.
fn own_cost(line: &Line, index: usize, character: char, words: &PageWords) -> i64 {
    if line.read.get(index).is_some_and(ReadChar::is_guessed) {
        place_cost(line, index, character) + rare_cost(character) + words.script_cost(character)
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
    cost
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

/// What speaks against an ideograph that is in common use in neither script: that
/// is neither in GB 2312 nor in the first editions of Big5.
fn rare_cost(character: char) -> i64 {
    let in_gb = || {
        let [pair, _] = GBK_PAIRS.origins(character);
        matches!(pair, Some([0xB0..=0xF7, 0xA1..=0xFE]))
    };
    let in_big5 = || {
        let [pair, _] = BIG5_PAIRS.origins(character);
        matches!(pair, Some([0xA4..=0xF9, _]))
    };
    if !model::is_ideograph(character) || in_gb() || in_big5() {
        0
    } else {
        RARE
    }
}
