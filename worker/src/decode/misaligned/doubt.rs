//! How sure a character is of which one byte was lost: by how much it leads the
//! others that have its other byte.

use std::collections::BTreeSet;

use super::{
    fill::{common_behind, filled_cost, is_unassigned, page_cost},
    repair::MendedChar,
};
use crate::{
    decode::{
        model::{self, Cost},
        pairs::GBK_PAIRS,
        words::PageWords,
    },
    fold::script::simple_form,
};

/// Half bits by which a character must lead to be taken, the same where nothing
/// of it is left, and to tell how the rest of the page must be read.
const TAKEN_MIN: Cost = 1;
const TAKEN_WHOLE_MIN: Cost = 8;
/// The same beside a character that lost a byte too: the two would prove each
/// other.
const TAKEN_BESIDE_MIN: Cost = 6;
const SURE_MIN: Cost = 22;
/// Characters in front of the place that are its context: of numbers, digits.
const CONTEXT_CHARS: usize = 8;

/// What an ideographic space within a line speaks for another: such lines are
/// made of fields.
const FIELDS: Cost = 16;

/// Chooses each character of a line of which one byte was lost by what stands on
/// both sides of it, marks it where others are about as likely, and finds which
/// are sure. `is_annotation` says of each character whether it belongs to an
/// annotation.
pub(super) fn judge(read: &mut [MendedChar], is_annotation: &[bool], words: &PageWords) {
    let own: Vec<usize> = (0..read.len())
        .filter(|index| !is_annotation.get(*index).copied().unwrap_or_default())
        .collect();
    for at in 0..own.len() {
        if let Some((likeliest, _lead)) = likeliest(read, &own, at, words)
            && let Some(one) = own.get(at).and_then(|index| read.get_mut(*index))
        {
            one.character = likeliest;
        }
    }
    let leads: Vec<(usize, Cost)> = own
        .iter()
        .enumerate()
        .filter_map(|(at, _index)| Some((at, likeliest(read, &own, at, words)?.1)))
        .collect();
    let unsure: BTreeSet<usize> = leads
        .iter()
        .filter(|(_at, lead)| *lead < SURE_MIN)
        .map(|(at, _lead)| *at)
        .collect();
    for (at, lead) in leads.iter().copied() {
        if let Some(one) = own.get(at).and_then(|index| read.get_mut(*index)) {
            one.is_filled = lead < SURE_MIN;
            let is_beside = unsure.contains(&(at + 1))
                || at
                    .checked_sub(1)
                    .is_some_and(|before| unsure.contains(&before));
            let taken_min = if is_beside {
                TAKEN_BESIDE_MIN
            } else if one.lost == [true; 2] {
                TAKEN_WHOLE_MIN
            } else {
                TAKEN_MIN
            };
            if lead < taken_min {
                one.character = '\u{FFFD}';
            }
        }
    }
    // What leaned on a character that was marked is judged anew without it.
    for (at, _lead) in leads {
        if is_beside_mark(read, &own, at)
            && let Some((likeliest, lead)) = likeliest(read, &own, at, words)
            && let Some(one) = own.get(at).and_then(|index| read.get_mut(*index))
            && (lead < TAKEN_BESIDE_MIN || likeliest != one.character)
        {
            one.character = '\u{FFFD}';
            one.is_filled = true;
        }
    }
}

/// Whether a neighbour is marked.
fn is_beside_mark(read: &[MendedChar], own: &[usize], at: usize) -> bool {
    [at.checked_sub(1), Some(at + 1)]
        .into_iter()
        .flatten()
        .filter_map(|at| read.get(*own.get(at)?))
        .any(|read| read.character == '\u{FFFD}')
}

/// Whether fields of the line stand apart by ideographic spaces.
fn has_fields(read: &[MendedChar]) -> bool {
    let behind_indent = read
        .iter()
        .skip_while(|read| read.character.is_whitespace());
    behind_indent
        .filter(|read| read.character == '\u{3000}')
        .any(|read| read.lost == [false; 2])
}

/// The likeliest of the characters that have the byte that is left, and the half
/// bits by which it leads all others; `None` where none of the bytes, or both,
/// were lost. `own` are the line's characters without annotations, `at` is the
/// place among them.
fn likeliest(
    read: &[MendedChar],
    own: &[usize],
    at: usize,
    words: &PageWords,
) -> Option<(char, Cost)> {
    let of = |at: usize| own.get(at).and_then(|index| read.get(*index));
    let one = of(at)?;
    let [lead, trail] = one.bytes;
    let before = at.checked_sub(1).and_then(of);
    let behind = of(at + 1);
    let others: Vec<char> = match one.lost {
        [true, false] => (0x81..=0xFE)
            .filter(|lead| {
                // Two bytes that were lost as one pair are no character.
                before.is_none_or(|before| !before.lost[1] || is_unassigned(before.bytes[1], *lead))
            })
            .filter_map(|lead| GBK_PAIRS.character(lead, trail))
            .collect(),
        [false, true] => (0x80..=0xFE)
            .filter(|trail| {
                behind
                    .is_none_or(|behind| !behind.lost[0] || is_unassigned(*trail, behind.bytes[0]))
            })
            .filter_map(|trail| GBK_PAIRS.character(lead, trail))
            .collect(),
        [true, true] if one.character != '\u{FFFD}' => {
            common_behind(before.map_or(0, |before| before.bytes[1]))
                .filter(|([_lead, trail], _character)| {
                    behind.is_none_or(|behind| {
                        !behind.lost[0] || is_unassigned(*trail, behind.bytes[0])
                    })
                })
                .map(|(_bytes, character)| character)
                .collect()
        }
        _ => return None,
    };
    let context = (at.saturating_sub(CONTEXT_CHARS)..at)
        .filter_map(of)
        .fold(model::START, |context, read| {
            model::extend(context, read.character)
        });
    let has_fields = has_fields(read);
    let cost = |character: char| {
        let mut cost = if character == '\u{3000}' && has_fields {
            page_cost(words, context, character).saturating_sub(FIELDS)
        } else {
            filled_cost(words, context, character)
        };
        let mut context = model::extend(context, character);
        for behind in 1..=2 {
            let next = of(at + behind).map_or('\n', |read| read.character);
            cost += page_cost(words, context, next);
            context = model::extend(context, next);
        }
        cost
    };
    let costs: Vec<(Cost, char)> = others
        .into_iter()
        .map(|character| (cost(character), character))
        .collect();
    let (best, likeliest) = costs.iter().copied().min()?;
    let simple = simple_form(likeliest);
    let second = costs
        .iter()
        .filter(|(_cost, other)| simple_form(*other) != simple)
        .map(|(cost, _other)| *cost)
        .min();
    let lead = second.map_or(Cost::MAX, |second| second - best);
    Some((likeliest, lead))
}
