//! Reading bytes of which some are lost or open: of all readings the one that
//! costs least under the model.

use std::ops::Range;

use super::{
    beam,
    model::{self, Cost},
    pairs::{BIG5_PAIRS, GBK_PAIRS, PairTable},
};

/// What the bytes are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Utf8,
    Gbk,
    Big5,
}

/// One way to fill an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    One(u8),
    Two([u8; 2]),
    /// A lost byte: any that the target allows at its place.
    Lost,
    /// A lost byte that windows-1252 does not assign.
    LostOf1252,
}

/// A character of the damaged text: the bytes that it may stand for.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub(super) first: Piece,
    pub(super) second: Option<Piece>,
    /// The byte behind it, where it is known.
    pub(super) behind: Option<u8>,
    /// Where it stands in the damaged text.
    pub(super) source: Range<usize>,
}

/// A character of the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReadChar {
    pub(super) character: char,
    /// What of the damaged text it came from.
    pub(super) source: Range<usize>,
    /// Its bytes in the charset that was meant.
    pub(super) bytes: [u8; 4],
    /// One bit for each of the bytes: it was lost and filled in.
    pub(super) lost_bytes: u8,
    /// For each of the bytes that was lost: the one behind it, or 0.
    pub(super) behind: [u8; 4],
    /// The lost bytes are some of those that windows-1252 does not assign.
    pub(super) is_lost_of_1252: bool,
    /// What stands around it leaves no doubt of it.
    pub(super) is_proved: bool,
}

impl ReadChar {
    pub(super) fn is_guessed(&self) -> bool {
        self.lost_bytes != 0
    }

    /// Whether nothing is left of both its bytes.
    pub(super) fn is_wholly_lost(&self) -> bool {
        self.lost_bytes == 0b11 && matches!(self.bytes, [_, _, 0, 0])
    }

    /// The character, where none of its bytes was lost or its place proves it.
    pub(super) fn sure(&self) -> Option<char> {
        (!self.is_guessed() || self.is_proved).then_some(self.character)
    }
}

/// A reading and its cost.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) characters: Vec<ReadChar>,
    pub(super) cost: Cost,
}

/// Readings that are followed at a time.
const BEAM_WIDTH: usize = 16;
/// Readings whose last byte is open, all of which cost the same.
const OPEN_WIDTH: usize = 200;
/// What it costs that a byte fits nowhere.
const BROKEN: Cost = 60;
/// What it costs that a character is filled in, beyond its own cost.
const GUESSED: Cost = 2;
/// What it costs that two bytes were not read that are a pair: tables differ.
const READABLE: Cost = 16;
/// The bytes that windows-1252 does not assign.
const UNASSIGNED_1252: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// One reading in progress.
#[derive(Clone, Debug)]
struct State {
    pending: [u8; 4],
    pending_len: usize,
    /// Where the pending bytes begin in the damaged text.
    pending_start: usize,
    lost_bytes: u8,
    behind: [u8; 4],
    is_lost_of_1252: bool,
    /// The last two characters.
    context: model::Context,
    cost: Cost,
    /// Index of the last character's node, plus one.
    node: usize,
}

/// A character of some reading, and the node before it, plus one.
struct Node {
    read: ReadChar,
    before: usize,
}

/// The cheapest reading of `atoms`.
pub(super) fn read(atoms: &[Atom], target: Target, read_as: Option<&PairTable>) -> Reading {
    let mut lattice = Lattice {
        target,
        read_as,
        nodes: Vec::with_capacity(atoms.len()),
    };
    let mut states = vec![State {
        pending: [0; 4],
        pending_len: 0,
        pending_start: 0,
        lost_bytes: 0,
        behind: [0; 4],
        is_lost_of_1252: false,
        context: model::START,
        cost: 0,
        node: 0,
    }];
    for atom in atoms {
        let mut next = Vec::with_capacity(states.len());
        for state in states {
            lattice.feed_atom(state, atom, &mut next);
        }
        states = prune(next);
    }
    let end = atoms.last().map_or(0, |atom| atom.source.end);
    let best = states
        .into_iter()
        .map(|state| lattice.close(state, end))
        .min_by_key(|state| state.cost);
    lattice.collect(best)
}

struct Lattice<'a> {
    target: Target,
    /// The charset that bytes were lost in.
    read_as: Option<&'a PairTable>,
    nodes: Vec<Node>,
}

impl Lattice<'_> {
    fn feed_atom(&mut self, state: State, atom: &Atom, next: &mut Vec<State>) {
        if let Some(second) = atom.second {
            self.feed_piece(state.clone(), second, atom, next);
        }
        self.feed_piece(state, atom.first, atom, next);
    }

    fn feed_piece(&mut self, state: State, piece: Piece, atom: &Atom, next: &mut Vec<State>) {
        let source = &atom.source;
        match piece {
            Piece::One(byte) => {
                let fed = self.feed_byte(state, byte, source);
                next.push(fed);
            }
            Piece::Two([lead, trail]) => {
                let fed = self.feed_byte(state, lead, source);
                let fed = self.feed_byte(fed, trail, source);
                next.push(fed);
            }
            Piece::LostOf1252 => self.feed_lost(&state, &UNASSIGNED_1252, atom, next),
            Piece::Lost => {
                let candidates: Vec<u8> = match (self.target, state.pending_len) {
                    (Target::Utf8, 0) => {
                        vec![0xC2, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF]
                    }
                    (Target::Utf8, _) => (0x80..=0xBF).collect(),
                    (_, 0) => (0x81..=0xFE).collect(),
                    (_, _) => (0x80..=0xFE).collect(),
                };
                self.feed_lost(&state, &candidates, atom, next);
            }
        }
    }

    fn feed_lost(&mut self, state: &State, candidates: &[u8], atom: &Atom, next: &mut Vec<State>) {
        let source = &atom.source;
        for byte in candidates {
            let mut lost = state.clone();
            if lost.pending_len == 0 {
                lost.pending_start = source.start;
            }
            // A byte that cannot go on with what is pending begins anew.
            if lost.pending_len > 0 && !self.continues(*byte) {
                continue;
            }
            lost.lost_bytes |= 1 << lost.pending_len;
            if let (Some(slot), Some(behind)) = (lost.behind.get_mut(lost.pending_len), atom.behind)
            {
                *slot = behind;
                lost.cost += loss_cost(*byte, behind, self.read_as);
            }
            lost.is_lost_of_1252 = candidates.len() == UNASSIGNED_1252.len();
            let fed = self.feed_byte(lost, *byte, source);
            next.push(fed);
        }
    }

    /// Goes on with one byte.
    fn feed_byte(&mut self, mut state: State, byte: u8, source: &Range<usize>) -> State {
        if state.pending_len > 0 && !self.continues(byte) {
            state = self.emit_broken(state, source.start);
        }
        if state.pending_len == 0 {
            state.pending_start = source.start;
            if byte < 0x80 {
                return self.emit(state, char::from(byte), source.end);
            }
            if !self.leads(byte) {
                state.pending_len = 1;
                return self.emit_broken(state, source.end);
            }
        }
        if let Some(slot) = state.pending.get_mut(state.pending_len) {
            *slot = byte;
            state.pending_len += 1;
        }
        match self.complete(&state) {
            Completion::Open => state,
            Completion::Character(character) => self.emit(state, character, source.end),
            Completion::Broken => self.emit_broken(state, source.end),
        }
    }

    fn leads(&self, byte: u8) -> bool {
        match self.target {
            Target::Utf8 => (0xC2..=0xF4).contains(&byte),
            Target::Gbk | Target::Big5 => (0x81..=0xFE).contains(&byte),
        }
    }

    fn continues(&self, byte: u8) -> bool {
        match self.target {
            Target::Utf8 => (0x80..=0xBF).contains(&byte),
            Target::Gbk | Target::Big5 => {
                matches!(byte, 0x40..=0x7E | 0x80..=0xFE)
            }
        }
    }

    fn complete(&self, state: &State) -> Completion {
        let pending = state.pending.get(..state.pending_len).unwrap_or_default();
        let table: &PairTable = match (self.target, pending) {
            (Target::Utf8, _) => {
                let wanted = match pending.first() {
                    Some(0xC2..=0xDF) => 2,
                    Some(0xE0..=0xEF) => 3,
                    _ => 4,
                };
                return match std::str::from_utf8(pending) {
                    _ if pending.len() < wanted => Completion::Open,
                    Ok(text) => text
                        .chars()
                        .next()
                        .map_or(Completion::Broken, Completion::Character),
                    Err(_broken) => Completion::Broken,
                };
            }
            (Target::Gbk, _) => &GBK_PAIRS,
            (Target::Big5, _) => &BIG5_PAIRS,
        };
        match pending {
            [lead, trail] => table
                .character(*lead, *trail)
                .map_or(Completion::Broken, Completion::Character),
            _ => Completion::Open,
        }
    }

    fn emit(&mut self, mut state: State, character: char, end: usize) -> State {
        state.cost += model::next_cost(state.context, character);
        if state.lost_bytes != 0 {
            state.cost += GUESSED;
        }
        self.nodes.push(Node {
            read: ReadChar {
                character,
                source: state.pending_start..end,
                bytes: state.pending,
                lost_bytes: state.lost_bytes,
                behind: state.behind,
                is_lost_of_1252: state.is_lost_of_1252,
                is_proved: false,
            },
            before: state.node,
        });
        state.node = self.nodes.len();
        state.context = model::extend(state.context, character);
        state.pending = [0; 4];
        state.pending_len = 0;
        state.lost_bytes = 0;
        state.behind = [0; 4];
        state.is_lost_of_1252 = false;
        state
    }

    fn emit_broken(&mut self, mut state: State, end: usize) -> State {
        state.cost += BROKEN;
        let end = end.max(state.pending_start);
        self.emit(state, '\u{FFFD}', end)
    }

    fn close(&mut self, state: State, end: usize) -> State {
        if state.pending_len > 0 {
            self.emit_broken(state, end)
        } else {
            state
        }
    }

    fn collect(&mut self, best: Option<State>) -> Reading {
        let mut characters = Vec::new();
        let (mut at, cost) = best.map_or((0, Cost::MAX), |state| (state.node, state.cost));
        while let Some(node) = at.checked_sub(1).and_then(|index| self.nodes.get(index)) {
            characters.push(node.read.clone());
            at = node.before;
        }
        characters.reverse();
        Reading { characters, cost }
    }
}

enum Completion {
    Open,
    Character(char),
    Broken,
}

/// Those that stand within a character are counted by themselves: what is cheap
/// in one alignment must not crowd out the other.
fn prune(states: Vec<State>) -> Vec<State> {
    beam::prune(
        states,
        [BEAM_WIDTH, BEAM_WIDTH, OPEN_WIDTH],
        |state| state.cost,
        |state| match (state.lost_bytes, state.pending_len) {
            (0, 0) => 0,
            (0, _) => 1,
            (_, _) => 2,
        },
        |state| (state.context, state.pending, state.pending_len),
    )
}

/// What it costs that a byte was lost in front of another: a pair that the
/// charset has is read, not lost.
fn loss_cost(byte: u8, behind: u8, read_as: Option<&PairTable>) -> Cost {
    let is_pair = read_as.is_some_and(|table| table.character(byte, behind).is_some());
    if is_pair { READABLE } else { 0 }
}

/// The characters that a guessed one could be, its lost bytes filled in every
/// way, and what speaks against each by how it was lost.
pub(super) fn alternatives(
    read: &ReadChar,
    target: Target,
    read_as: Option<&PairTable>,
) -> Vec<(char, Cost)> {
    let fillings: Vec<u8> = match (read.is_lost_of_1252, target) {
        (true, _) => UNASSIGNED_1252.to_vec(),
        (false, Target::Utf8) => (0x80..=0xBF).collect(),
        (false, _) => (0x40..=0xFE).collect(),
    };
    let mut all = vec![(read.bytes, 0)];
    for position in (0..4).filter(|position| read.lost_bytes & (1 << position) != 0) {
        // More than two lost bytes leave nothing to prove.
        if all.len() > fillings.len() {
            break;
        }
        all = all
            .iter()
            .flat_map(|(bytes, cost)| {
                fillings.iter().filter_map(move |filling| {
                    let mut filled = *bytes;
                    *filled.get_mut(position)? = *filling;
                    let behind = *read.behind.get(position)?;
                    Some((filled, cost + loss_cost(*filling, behind, read_as)))
                })
            })
            .collect();
    }
    let are_both_lost = read.lost_bytes & 3 == 3;
    all.iter()
        .filter_map(|(bytes, cost)| {
            let [first, second, ..] = *bytes;
            let both = if are_both_lost {
                loss_cost(first, second, read_as)
            } else {
                0
            };
            Some((decode_one(*bytes, target)?, cost + both))
        })
        .collect()
}

fn decode_one(bytes: [u8; 4], target: Target) -> Option<char> {
    let [lead, trail, ..] = bytes;
    match target {
        Target::Gbk => GBK_PAIRS.character(lead, trail),
        Target::Big5 => BIG5_PAIRS.character(lead, trail),
        Target::Utf8 => {
            let chunk = bytes.utf8_chunks().next()?;
            chunk
                .valid()
                .chars()
                .next()
                .filter(|character| !character.is_ascii())
        }
    }
}
