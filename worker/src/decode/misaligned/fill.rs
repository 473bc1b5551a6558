//! Lost bytes: what can have stood in their place.

use std::{
    ops::{Range, RangeInclusive},
    sync::LazyLock,
};

use super::{
    repair::{Search, State},
    syllables,
};
use crate::{
    decode::{
        model::{self, Cost},
        pairs::GBK_PAIRS,
        words::PageWords,
    },
    fold::script::is_simplified_only,
};

/// Ways to choose an open byte that are followed, once the next is known.
const OPEN_LEADS_MAX: usize = 8;
pub(super) const LEADS: RangeInclusive<u8> = 0x81..=0xFE;
/// What it costs to fill in a byte.
const FILLED: Cost = 4;
/// What it costs that all bytes of a character are gone: what an ideograph does
/// of which nothing is known.
const UNKNOWN: Cost = 28;
/// What it costs that a filled-in character is in Simplified script, or a mark.
const UNLIKELY: Cost = 14;
/// Characters that one can be of which nothing is left.
const COMMON_MAX: usize = 2_000;
/// Half bits within which one of them is about as likely as another, and how
/// many of those may be left.
const LIKELY_WITHIN: Cost = 6;
const LIKELY_MAX: usize = 4;

/// The commonest ideographs of two bytes of which the second cannot stand
/// alone, the commonest first.
static COMMON: LazyLock<Vec<([u8; 2], char)>> = LazyLock::new(|| {
    let mut all: Vec<_> = GBK_PAIRS
        .ideographs()
        .filter(|([_lead, trail], character)| *trail >= 0x80 && !is_simplified_only(*character))
        .collect();
    all.sort_by_key(|(_bytes, character)| model::character_cost(*character));
    all.truncate(COMMON_MAX);
    all
});

impl Search<'_> {
    /// Goes on with every byte that can stand there.
    pub(super) fn fill(&mut self, state: &State, source: &Range<usize>, next: &mut Vec<State>) {
        for byte in 0x80..=0xFE {
            let mut filled = state.clone();
            filled.cost += FILLED;
            filled.is_filled = true;
            filled.lost = lost_of(state);
            next.extend(self.feed(filled, byte, source));
        }
    }

    /// Goes on with every two bytes that are no character by themselves.
    pub(super) fn fill_pair(
        &mut self,
        state: &State,
        source: &Range<usize>,
        next: &mut Vec<State>,
    ) {
        if state.pending.is_none() {
            return;
        }
        for first in LEADS {
            let mut filled = state.clone();
            filled.cost += FILLED;
            filled.is_filled = true;
            filled.lost = lost_of(state);
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
                lost: [true, false],
                cost: filled.cost + FILLED,
                ..filled
            });
        }
    }

    /// Goes on with a byte that tells which the open one before it can have
    /// been.
    pub(super) fn feed_open(
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
                Some((self.filled_cost(state.context, character), lead))
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

    /// Goes on with the characters that have this reading, where the first byte
    /// is open and the second is lost.
    pub(super) fn fill_open_by_reading(
        &mut self,
        state: &State,
        before: u8,
        letters: &str,
        source: &Range<usize>,
        next: &mut Vec<State>,
    ) {
        let read = syllables::characters_read(letters).iter();
        for (bytes, character) in read.filter(|(bytes, _)| can_be_open(before, *bytes)) {
            let mut filled = state.clone();
            filled.pending = None;
            filled.tail = *bytes;
            filled.proofs += 1;
            filled.lost = [false; 2];
            filled.cost += self.filled_cost(state.context, *character);
            next.push(self.push(filled, *character, source.end));
        }
    }

    /// Goes on with the likeliest characters by the words before them, and by
    /// the end behind them, where both bytes are lost; with none where too many
    /// are about as likely.
    pub(super) fn fill_open(
        &mut self,
        state: &State,
        before: u8,
        source: &Range<usize>,
    ) -> Vec<State> {
        let Some(tries_left) = self.tries_left.checked_sub(1) else {
            return Vec::new();
        };
        self.tries_left = tries_left;
        let mut costs: Vec<(Cost, [u8; 2], char)> = common_behind(before)
            .map(|(bytes, character)| {
                let behind = model::extend(state.context, character);
                let cost = self.filled_cost(state.context, character)
                    + self.end.map_or(0, |end| model::next_cost(behind, end));
                (cost, bytes, character)
            })
            .collect();
        costs.sort_unstable();
        let cheapest = costs.first().map_or(0, |(cost, ..)| *cost);
        let likely = costs
            .iter()
            .take_while(|(cost, ..)| *cost <= cheapest + LIKELY_WITHIN);
        if likely.clone().count() > LIKELY_MAX {
            return Vec::new();
        }
        let likely = likely.copied().collect::<Vec<_>>().into_iter();
        likely
            .map(|(_cost, bytes, character)| {
                let mut filled = state.clone();
                filled.pending = None;
                filled.tail = bytes;
                filled.lost = [true; 2];
                filled.cost += self.filled_cost(state.context, character);
                self.push(filled, character, source.end)
            })
            .collect()
    }

    /// Ends the pending character as one that nothing tells.
    pub(super) fn mark(&mut self, mut state: State, source: &Range<usize>) -> State {
        state.pending = None;
        state.lost = [true; 2];
        state.cost += UNKNOWN;
        self.push(state, '\u{FFFD}', source.end)
    }

    pub(super) fn filled_cost(&self, context: model::Context, character: char) -> Cost {
        filled_cost(self.words, context, character)
    }

    pub(super) fn page_cost(&self, context: model::Context, character: char) -> Cost {
        page_cost(self.words, context, character)
    }
}

/// Which byte of its character the next is.
fn lost_of(state: &State) -> [bool; 2] {
    let is_second = state.pending.is_some();
    [!is_second || state.lost[0], is_second]
}

/// What a character costs that was filled in: what such tools worked on is
/// Traditional text; of its marks the commonest are as likely as words.
pub(super) fn filled_cost(words: &PageWords, context: model::Context, character: char) -> Cost {
    let is_mark = !model::is_ideograph(character) && !matches!(character, '。' | '、');
    let is_unlikely = is_simplified_only(character) || is_mark;
    let unlikely = if is_unlikely { UNLIKELY } else { 0 };
    page_cost(words, context, character) + unlikely
}

/// What a character costs where the page may say it elsewhere.
pub(super) fn page_cost(words: &PageWords, context: model::Context, character: char) -> Cost {
    let support = words.support(context, character);
    let support = Cost::try_from(support).unwrap_or_default();
    model::next_cost(context, character).saturating_sub(support)
}

/// The common characters of which both bytes can have been lost behind `before`.
pub(super) fn common_behind(before: u8) -> impl Iterator<Item = ([u8; 2], char)> {
    let all = COMMON.iter().copied();
    all.filter(move |(bytes, _character)| can_be_open(before, *bytes))
}

/// Whether a character's first byte can have been lost with the one before it:
/// the two are no character.
fn can_be_open(before: u8, [lead, trail]: [u8; 2]) -> bool {
    is_unassigned(before, lead) && trail >= 0x80
}

/// Whether GBK leaves the pair to its users, or has it not at all.
pub(super) fn is_unassigned(lead: u8, trail: u8) -> bool {
    GBK_PAIRS
        .character(lead, trail)
        .is_none_or(|character| matches!(character, '\u{E000}'..='\u{F8FF}'))
}
