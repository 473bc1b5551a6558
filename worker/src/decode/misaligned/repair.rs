//! The likeliest line that the tool can have made a damaged one of.

use std::{
    collections::BTreeSet,
    ops::{Range, RangeInclusive},
};

use super::choice::{Op, choices, raw_bytes};
use crate::{
    decode::{
        model::{self, Cost},
        pairs::GBK_PAIRS,
    },
    fold::{is_reading, script::is_simplified_only},
    span::SpannedText,
};

/// Readings that are followed at a time, and those with an open byte.
const CLOSED_WIDTH: usize = 12;
const OPEN_WIDTH: usize = 200;
/// Ways to choose an open byte that are followed, once the next is known.
const OPEN_LEADS_MAX: usize = 8;
const LEADS: RangeInclusive<u8> = 0x81..=0xFE;
/// What it costs that a byte fits nowhere.
const BROKEN: Cost = 60;
/// What it costs to fill in a byte, and to assume that one was swallowed.
const FILLED: Cost = 4;
const SWALLOWED: Cost = 12;
/// What it costs that all bytes of a character are gone: what an ideograph does
/// of which nothing is known.
const UNKNOWN: Cost = 28;
/// What it costs that a question mark of half width was meant.
const QUESTION: Cost = 16;
/// What it speaks for a swallowed byte that the reading behind it agrees: one
/// pair in thousands does by chance.
const AGREEMENT: Cost = 34;
/// What it costs that a filled-in character is in Simplified script, or a mark.
const UNLIKELY: Cost = 14;

/// A character of the mended line.
#[derive(Clone, Debug)]
pub(super) struct MendedChar {
    pub(super) character: char,
    /// What of the damaged text it came from.
    pub(super) source: Range<usize>,
}

/// A line as it must have been.
#[derive(Debug)]
pub(super) struct Mended {
    pub(super) characters: Vec<MendedChar>,
    pub(super) cost: Cost,
    /// Readings, and commas, that stood across two characters.
    pub(super) proofs: usize,
}

#[derive(Clone, Debug)]
struct State {
    pending: Option<u8>,
    /// The pending byte is open: any that is no character behind this one.
    open_behind: Option<u8>,
    /// The last two bytes.
    tail: [u8; 2],
    /// Where the pending byte began.
    start: usize,
    is_filled: bool,
    /// A byte of the last character was filled in.
    is_last_filled: bool,
    /// The last two characters.
    context: [char; 2],
    cost: Cost,
    proofs: usize,
    node: usize,
}

struct Node {
    read: MendedChar,
    before: usize,
}

/// Realigns one line; `None` where GBK does not have all of its characters.
pub(super) fn realign(
    source: &SpannedText,
    line: Range<usize>,
    raw_body: Option<&[u8]>,
) -> Option<Mended> {
    let text = source.get(line.clone());
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut states: Vec<Vec<State>> = vec![Vec::new(); characters.len() + 1];
    states.first_mut()?.push(State {
        pending: None,
        open_behind: None,
        tail: [0; 2],
        start: line.start,
        is_filled: false,
        is_last_filled: false,
        context: model::START,
        cost: 0,
        proofs: 0,
        node: 0,
    });
    let mut search = Search { nodes: Vec::new() };
    for (index, (offset, character)) in characters.iter().enumerate() {
        let here = prune(std::mem::take(states.get_mut(index)?));
        let at = line.start + offset;
        let raw = raw_bytes(source, at..at + character.len_utf8(), raw_body);
        let behind = text
            .get(offset + character.len_utf8()..)
            .unwrap_or_default();
        for choice in choices(*character, behind, raw) {
            let end = characters
                .get(index + choice.length)
                .map_or(line.end, |(offset, _)| line.start + offset);
            let next = states.get_mut(index + choice.length)?;
            for state in &here {
                search.apply(state.clone(), &choice.ops, &(at..end), next);
            }
        }
    }
    let best = states
        .pop()?
        .into_iter()
        .map(|state| search.close(state, line.end))
        .min_by_key(|state| state.cost)?;
    Some(search.collect(&best))
}

struct Search {
    nodes: Vec<Node>,
}

impl Search {
    fn apply(&mut self, state: State, ops: &[Op<'_>], source: &Range<usize>, out: &mut Vec<State>) {
        let Some((op, rest)) = ops.split_first() else {
            out.push(state);
            return;
        };
        let mut next = Vec::new();
        self.apply_one(state, op, source, &mut next);
        for state in next {
            self.apply(state, rest, source, out);
        }
    }

    fn apply_one(
        &mut self,
        mut state: State,
        op: &Op<'_>,
        source: &Range<usize>,
        next: &mut Vec<State>,
    ) {
        match (op, state.open_behind.take()) {
            (Op::Byte(byte), Some(before)) => self.feed_open(&state, before, *byte, source, next),
            // Of more lost bytes in a row nothing is proved: they are marked.
            (Op::LostPair, Some(_before)) => {
                let marked = self.mark(state, source);
                next.push(State {
                    pending: Some(*LEADS.start()),
                    open_behind: Some(0),
                    is_filled: true,
                    ..marked
                });
            }
            (Op::Lost | Op::LostSecondOf(_), Some(_before)) => {
                next.push(self.mark(state, source));
            }
            (_, Some(_before)) => {}
            (op, None) => self.apply_closed(state, op, source, next),
        }
    }

    /// Goes on with a state whose bytes are all chosen.
    fn apply_closed(
        &mut self,
        mut state: State,
        op: &Op<'_>,
        source: &Range<usize>,
        next: &mut Vec<State>,
    ) {
        match op {
            Op::Byte(byte) => next.extend(self.feed(state, *byte, source)),
            Op::Question => {
                state.cost += QUESTION;
                next.extend(self.feed(state, b'?', source));
            }
            Op::Lost => self.fill(&state, source, next),
            Op::LostPair => self.fill_pair(&state, source, next),
            Op::LostSecondOf(letters) => {
                for trail in 0x40..=0xFE_u8 {
                    let pair = GBK_PAIRS.character(state.tail[1], trail);
                    if pair.is_some_and(|character| is_reading(character, letters)) {
                        let mut filled = state.clone();
                        filled.proofs += 1;
                        filled.cost += annotation_cost(letters).saturating_sub(AGREEMENT);
                        next.extend(self.feed(filled, trail, source));
                    }
                }
            }
            Op::ReadingOf(letters) => {
                let pair = GBK_PAIRS.character(state.tail[0], state.tail[1]);
                let is_across = state.pending.is_some();
                // Behind a character that was filled in it proves that one.
                if (is_across || state.is_last_filled)
                    && pair.is_some_and(|character| is_reading(character, letters))
                {
                    state.proofs += 1;
                    state.cost += annotation_cost(letters);
                    next.push(state);
                }
            }
            Op::Comma => {
                if state.pending.is_some() {
                    state.proofs += 1;
                    let first = self.feed(state, 0xA3, source);
                    next.extend(first.and_then(|state| self.feed(state, 0xAC, source)));
                }
            }
            Op::Swallowed(character) => {
                if state.pending.is_none() {
                    state.start = source.start;
                    state.cost += SWALLOWED;
                    next.push(self.emit(state, *character, source.end));
                }
            }
            Op::Broken => {
                let state = self.close(state, source.start);
                let state = State {
                    start: source.start,
                    cost: state.cost + BROKEN,
                    ..state
                };
                next.push(self.emit(state, '\u{FFFD}', source.end));
            }
        }
    }

    /// Goes on with a byte; `None` where it cannot follow.
    fn feed(&mut self, mut state: State, byte: u8, source: &Range<usize>) -> Option<State> {
        let [_, last] = state.tail;
        match state.pending {
            Some(lead) => {
                let character = GBK_PAIRS.character(lead, byte)?;
                state.tail = [last, byte];
                state.pending = None;
                Some(self.emit(state, character, source.end))
            }
            None if byte < 0x80 => {
                state.start = source.start;
                state.tail = [last, byte];
                Some(self.emit(state, char::from(byte), source.end))
            }
            None if byte == 0x80 || byte == 0xFF => None,
            None => {
                state.start = source.start;
                state.tail = [last, byte];
                state.pending = Some(byte);
                Some(state)
            }
        }
    }

    /// Goes on with every byte that can stand there.
    fn fill(&mut self, state: &State, source: &Range<usize>, next: &mut Vec<State>) {
        for byte in 0x81..=0xFE {
            let mut filled = state.clone();
            filled.cost += FILLED;
            filled.is_filled = true;
            next.extend(self.feed(filled, byte, source));
        }
    }

    /// Goes on with every two bytes that are no character by themselves.
    fn fill_pair(&mut self, state: &State, source: &Range<usize>, next: &mut Vec<State>) {
        if state.pending.is_none() {
            return;
        }
        for first in LEADS {
            let mut filled = state.clone();
            filled.cost += FILLED;
            filled.is_filled = true;
            let Some(filled) = self.feed(filled, first, source) else {
                continue;
            };
            let second = LEADS
                .into_iter()
                .find(|second| is_unassigned(first, *second));
            let Some(second) = second else {
                continue;
            };
            next.push(State {
                pending: Some(second),
                open_behind: Some(first),
                tail: [first, second],
                start: source.start,
                is_filled: true,
                cost: filled.cost + FILLED,
                ..filled
            });
        }
    }

    /// Goes on with a byte that tells which the open one before it can have
    /// been.
    fn feed_open(
        &mut self,
        state: &State,
        before: u8,
        byte: u8,
        source: &Range<usize>,
        next: &mut Vec<State>,
    ) {
        let mut likeliest: Vec<(Cost, u8)> = LEADS
            .filter(|lead| is_unassigned(before, *lead))
            .filter_map(|lead| {
                let character = GBK_PAIRS.character(lead, byte)?;
                Some((filled_cost(state.context, character), lead))
            })
            .collect();
        likeliest.sort_unstable();
        likeliest.truncate(OPEN_LEADS_MAX);
        for (_cost, lead) in likeliest {
            let mut filled = state.clone();
            filled.pending = Some(lead);
            filled.tail = [before, lead];
            next.extend(self.feed(filled, byte, source));
        }
    }

    /// Ends the pending character as one that nothing tells.
    fn mark(&mut self, mut state: State, source: &Range<usize>) -> State {
        state.pending = None;
        state.cost += UNKNOWN;
        self.push(state, '\u{FFFD}', source.end)
    }

    fn emit(&mut self, mut state: State, character: char, end: usize) -> State {
        state.cost += if state.is_filled {
            filled_cost(state.context, character)
        } else {
            model::next_cost(state.context, character)
        };
        self.push(state, character, end)
    }

    /// Goes on with a character whose cost is counted.
    fn push(&mut self, mut state: State, character: char, end: usize) -> State {
        state.is_last_filled = state.is_filled;
        self.nodes.push(Node {
            read: MendedChar {
                character,
                source: state.start..end.max(state.start),
            },
            before: state.node,
        });
        state.node = self.nodes.len();
        state.context = model::extend(state.context, character);
        state.is_filled = false;
        state
    }

    fn close(&mut self, mut state: State, end: usize) -> State {
        if state.pending.take().is_some() {
            state.cost += BROKEN;
            return self.emit(state, '\u{FFFD}', end);
        }
        state
    }

    fn collect(&self, best: &State) -> Mended {
        let mut characters = Vec::new();
        let mut at = best.node;
        while let Some(node) = at.checked_sub(1).and_then(|index| self.nodes.get(index)) {
            characters.push(node.read.clone());
            at = node.before;
        }
        characters.reverse();
        Mended {
            characters,
            cost: best.cost,
            proofs: best.proofs,
        }
    }
}

/// What a character costs that was filled in: what such tools worked on is
/// Traditional text, hardly ever a mark.
fn filled_cost(context: [char; 2], character: char) -> Cost {
    let is_unlikely = is_simplified_only(character) || !model::is_ideograph(character);
    let unlikely = if is_unlikely { UNLIKELY } else { 0 };
    model::next_cost(context, character) + unlikely
}

/// What a reading in brackets costs as text: it is there in either case.
fn annotation_cost(letters: &str) -> Cost {
    letters
        .chars()
        .chain(['(', ')'])
        .map(model::character_cost)
        .sum()
}

/// Whether GBK leaves the pair to its users, or has it not at all.
fn is_unassigned(lead: u8, trail: u8) -> bool {
    GBK_PAIRS
        .character(lead, trail)
        .is_none_or(|character| matches!(character, '\u{E000}'..='\u{F8FF}'))
}

/// The cheapest states, of equal ones one. Those that stand within a character
/// are counted by themselves: what is cheap in one alignment must not crowd out
/// the other.
fn prune(mut states: Vec<State>) -> Vec<State> {
    if states.len() <= 1 {
        return states;
    }
    states.sort_by_key(|state| state.cost);
    let mut known = BTreeSet::new();
    let (mut whole, mut within, mut open) = (0, 0, 0);
    states.retain(|state| {
        let (width, width_max) = match (state.is_filled, state.pending) {
            (false, None) => (&mut whole, CLOSED_WIDTH),
            (false, Some(_)) => (&mut within, CLOSED_WIDTH),
            (true, _) => (&mut open, OPEN_WIDTH),
        };
        let is_kept = *width < width_max
            && known.insert((state.context, state.pending, state.tail, state.open_behind));
        *width += usize::from(is_kept);
        is_kept
    });
    states
}
