//! The likeliest line that the tool can have made a damaged one of.

use std::ops::Range;

use super::{
    annotation_cost,
    choice::{Op, choices, raw_bytes},
    fill::LEADS,
    syllables,
};
use crate::{
    decode::{
        beam,
        model::{self, Cost},
        pairs::GBK_PAIRS,
        words::PageWords,
    },
    fold::is_reading,
    span::SpannedText,
};

/// Readings that are followed at a time, and those with an open byte.
const CLOSED_WIDTH: usize = 12;
const OPEN_WIDTH: usize = 200;
/// Likeliest readings whose last character, of which nothing is left, is looked
/// for.
const OPEN_TRIES: usize = 3;
/// What it costs that a byte fits nowhere.
const BROKEN: Cost = 60;
/// What it costs that a character was swallowed: what stands behind an ideograph
/// is one of so few hardly ever.
const SWALLOWED: Cost = 12;
/// What it costs that a question mark of half width was meant.
const QUESTION: Cost = 16;
/// What it speaks for a swallowed byte that the reading behind it agrees: one
/// pair in thousands does by chance.
const AGREEMENT: Cost = 34;

/// A character of the mended line.
#[derive(Clone, Debug)]
pub(super) struct MendedChar {
    pub(super) character: char,
    /// What of the damaged text it came from.
    pub(super) source: Range<usize>,
    /// A byte of it was filled in that no reading proves.
    pub(super) is_filled: bool,
    /// Its bytes, where it has two.
    pub(super) bytes: [u8; 2],
    /// Which of the two were lost.
    pub(super) lost: [bool; 2],
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
pub(super) struct State {
    pub(super) pending: Option<u8>,
    /// The pending byte is open: any that is no character behind this one.
    pub(super) open_behind: Option<u8>,
    /// The last two bytes.
    pub(super) tail: [u8; 2],
    /// Where the pending byte began.
    pub(super) start: usize,
    pub(super) is_filled: bool,
    /// Which bytes of the character that is read were filled in.
    pub(super) lost: [bool; 2],
    /// Whether bytes of the last two characters were filled in, the last first.
    pub(super) filled_before: [bool; 2],
    /// The last two characters.
    pub(super) context: model::Context,
    pub(super) cost: Cost,
    pub(super) proofs: usize,
    pub(super) node: usize,
}

struct Node {
    read: MendedChar,
    before: usize,
}

/// Realigns one line by the model of the language and by what the page says
/// elsewhere; `None` where no reading reaches its end.
pub(super) fn realign(
    source: &SpannedText,
    line: Range<usize>,
    raw_body: Option<&[u8]>,
    words: &PageWords,
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
        lost: [false; 2],
        filled_before: [false; 2],
        context: model::START,
        cost: 0,
        proofs: 0,
        node: 0,
    });
    let mut search = Search {
        words,
        nodes: Vec::new(),
        tries_left: 0,
        end: None,
    };
    for (index, (offset, character)) in characters.iter().enumerate() {
        let here = prune(std::mem::take(states.get_mut(index)?));
        let at = line.start + offset;
        let raw = raw_bytes(source, at..at + character.len_utf8(), raw_body);
        let behind = text
            .get(offset + character.len_utf8()..)
            .unwrap_or_default();
        search.end = match behind.chars().next() {
            None => Some('\n'),
            Some(',') => Some('，'),
            Some(_) => None,
        };
        for choice in choices(*character, behind, raw) {
            let end = characters
                .get(index + choice.length)
                .map_or(line.end, |(offset, _)| line.start + offset);
            let next = states.get_mut(index + choice.length)?;
            search.tries_left = OPEN_TRIES;
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

pub(super) struct Search<'a> {
    pub(super) words: &'a PageWords,
    nodes: Vec<Node>,
    /// Likeliest states whose last character is still looked for among all.
    pub(super) tries_left: usize,
    /// What stands behind the piece that is read, where it is the end of a
    /// sentence or a line.
    pub(super) end: Option<char>,
}

impl Search<'_> {
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
            (Op::LostSecondOf(letters), Some(before)) => {
                self.fill_open_by_reading(&state, before, letters, source, next);
                next.push(self.mark(state, source));
            }
            (Op::Lost, Some(before)) => {
                next.extend(self.fill_open(&state, before, source));
                next.push(self.mark(state, source));
            }
            (Op::LostPair, Some(before)) => {
                // Of more lost bytes in a row words alone hardly prove anything.
                let mut found = self.fill_open(&state, before, source);
                found.push(self.mark(state, source));
                for state in found {
                    let is_marked = state.context[2] == '\u{FFFD}';
                    next.push(State {
                        pending: Some(*LEADS.start()),
                        open_behind: Some(if is_marked { 0 } else { state.tail[1] }),
                        start: source.start,
                        is_filled: true,
                        lost: [true, false],
                        ..state
                    });
                }
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
                for ([_lead, trail], _character) in syllables::with_lead(letters, state.tail[1]) {
                    let mut filled = state.clone();
                    filled.proofs += 1;
                    filled.cost += annotation_cost(letters).saturating_sub(AGREEMENT);
                    next.extend(self.feed(filled, *trail, source));
                }
            }
            Op::ReadingOf(letters) => next.extend(self.read_annotation(state, letters, source)),
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
                    next.push(self.push(state, *character, source.end));
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

    /// Goes on behind a reading in brackets; `None` where it reads nothing there.
    fn read_annotation(
        &mut self,
        mut state: State,
        letters: &str,
        source: &Range<usize>,
    ) -> Option<State> {
        let [first, second] = state.tail;
        let character = GBK_PAIRS.character(first, second)?;
        if !is_reading(character, letters) {
            return None;
        }
        let cost = annotation_cost(letters);
        // The end of a character and a letter are a pair too.
        let is_letter_struck = state.pending.is_none() && second.is_ascii() && !letters.is_ascii();
        let [is_last_filled, _] = state.filled_before;
        if state.pending.is_some() || is_letter_struck || is_last_filled {
            // Behind a character that was filled in it proves that one.
            state.proofs += 1;
            state.cost += if is_letter_struck {
                cost.saturating_sub(AGREEMENT)
            } else {
                cost
            };
            return Some(state);
        }
        // One that stands where it should is left to folding; the words go on
        // behind it.
        state.cost += cost;
        let mut at = source.start;
        for character in std::iter::once('(').chain(letters.chars()).chain([')']) {
            let read = MendedChar {
                character,
                source: at..at + character.len_utf8(),
                is_filled: false,
                bytes: [0; 2],
                lost: [false; 2],
            };
            at = read.source.end;
            self.push_node(&mut state, read);
        }
        Some(state)
    }

    /// Goes on with a byte; `None` where it cannot follow.
    pub(super) fn feed(
        &mut self,
        mut state: State,
        byte: u8,
        source: &Range<usize>,
    ) -> Option<State> {
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

    fn emit(&mut self, mut state: State, character: char, end: usize) -> State {
        state.cost += if state.is_filled {
            self.filled_cost(state.context, character)
        } else if state.filled_before.contains(&true) {
            self.page_cost(state.context, character)
        } else {
            model::next_cost(state.context, character)
        };
        self.push(state, character, end)
    }

    /// Goes on with a character whose cost is counted.
    pub(super) fn push(&mut self, mut state: State, character: char, end: usize) -> State {
        let read = MendedChar {
            character,
            source: state.start..end.max(state.start),
            is_filled: state.is_filled,
            bytes: state.tail,
            lost: state.lost,
        };
        self.push_node(&mut state, read);
        let [last, _] = state.filled_before;
        state.filled_before = [state.is_filled, last];
        state.context = model::extend(state.context, character);
        state.is_filled = false;
        state.lost = [false; 2];
        state
    }

    fn push_node(&mut self, state: &mut State, read: MendedChar) {
        self.nodes.push(Node {
            read,
            before: state.node,
        });
        state.node = self.nodes.len();
    }

    fn close(&mut self, mut state: State, end: usize) -> State {
        if state.pending.take().is_some() {
            state.cost += BROKEN;
            state = self.emit(state, '\u{FFFD}', end);
        }
        if state.filled_before.contains(&true) {
            state.cost += model::next_cost(state.context, '\n');
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

/// Those that stand within a character are counted by themselves: what is cheap
/// in one alignment must not crowd out the other.
fn prune(states: Vec<State>) -> Vec<State> {
    beam::prune(
        states,
        [CLOSED_WIDTH, CLOSED_WIDTH, OPEN_WIDTH],
        |state| state.cost,
        |state| match (state.is_filled, state.pending) {
            (false, None) => 0,
            (false, Some(_)) => 1,
            (true, _) => 2,
        },
        |state| (state.context, state.pending, state.tail, state.open_behind),
    )
}
