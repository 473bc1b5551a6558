//! Offices that only bodies hold: who takes one is a body, whatever its name.

use crate::{
    mention::token::{Shape, Tokens},
    word_list::WordList,
};

/// Verbs by which a body takes an office.
const SEATING_WORDS: [&str; 9] = [
    "任",
    "为",
    "当选",
    "当选为",
    "担任",
    "出任",
    "成为",
    "荣任",
    "荣膺",
];
/// The most words of an office of bodies: 联盟第一届常务副理事长单位.
const SEAT_TOKENS_MAX: usize = 8;
/// What such an office is: who holds it is a body.
const SEATS: [&str; 5] = [
    "理事长单位",
    "会长单位",
    "主席单位",
    "秘书长单位",
    "秘书处单位",
];

/// 任联盟首届理事长单位: the verb at `index`, and an office that only bodies hold.
pub(super) fn takes_a_seat(tokens: &Tokens<'_>, index: usize) -> bool {
    if !const { WordList::of(&SEATING_WORDS) }.contains(tokens.word(index)) {
        return false;
    }
    let count = (index + 1..=index + SEAT_TOKENS_MAX)
        .take_while(|at| {
            tokens
                .get(*at)
                .is_some_and(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
        })
        .count();
    let words = tokens.slice(tokens.span(index + 1..index + 1 + count));
    SEATS.iter().any(|seat| words.contains(seat))
}

/// 理事长单位为甲: the office that only bodies hold stands right before the word
/// that opens the list.
pub(super) fn is_seated(tokens: &Tokens<'_>, start: usize) -> bool {
    let end = (start.checked_sub(1).and_then(|opener| tokens.get(opener)))
        .map_or(0, |opener| opener.start);
    let before = tokens.slice(0..end);
    const { WordList::of(&SEATS) }.ending(before).is_some()
}
