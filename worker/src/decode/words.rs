//! What the sound characters of a page say of the lost ones.

use std::collections::BTreeSet;

use super::model;
use crate::fold::script::{is_simplified_only, simple_form};

/// What it speaks for a character that the page writes it so elsewhere: behind one
/// character, and more behind two and three.
const KNOWN_PAIR: i64 = 8;
const KNOWN_TRIPLE: i64 = 14;
const KNOWN_FOUR: i64 = 4;
/// Most that the script of the page speaks against the other.
const SCRIPT_MAX: i64 = 16;

/// Which sound ideographs stand side by side on a page, and of which script they
/// are.
#[derive(Debug, Default)]
pub(super) struct PageWords {
    pairs: BTreeSet<(char, char)>,
    triples: BTreeSet<(char, char, char)>,
    fours: BTreeSet<(char, char, char, char)>,
    /// What speaks against characters of one script only.
    against_simplified: i64,
    against_traditional: i64,
}

impl PageWords {
    /// What `passages` say: their characters in order, `None` for each that is not
    /// known for sure.
    pub(super) fn of<P>(passages: impl Iterator<Item = P>) -> Self
    where
        P: Iterator<Item = Option<char>>,
    {
        let mut words = Self::default();
        let (mut simplified, mut traditional) = (0, 0);
        for passage in passages {
            let (mut zeroth, mut first, mut second) = (None, None, None);
            for character in passage {
                let third = character.filter(|character| model::is_ideograph(*character));
                if let Some(third) = third {
                    simplified += u32::from(is_simplified_only(third));
                    traditional += u32::from(is_traditional(third));
                }
                if let (Some(second), Some(third)) = (second, third) {
                    words.pairs.insert((second, third));
                    if let Some(first) = first {
                        words.triples.insert((first, second, third));
                        if let Some(zeroth) = zeroth {
                            words.fours.insert((zeroth, first, second, third));
                        }
                    }
                }
                (zeroth, first, second) = (first, second, third);
            }
        }
        words.against_simplified = against(simplified, traditional);
        words.against_traditional = against(traditional, simplified);
        words
    }

    /// Whether the page has the two side by side.
    pub(super) fn has_pair(&self, first: char, second: char) -> bool {
        self.pairs.contains(&(first, second))
    }

    /// What the page speaks for `character` behind two others.
    pub(super) fn support(&self, context: model::Context, character: char) -> i64 {
        let [zeroth, first, second] = context;
        let pair = self.pairs.contains(&(second, character));
        let triple = self.triples.contains(&(first, second, character));
        let four = self.fours.contains(&(zeroth, first, second, character));
        i64::from(pair) * KNOWN_PAIR
            + i64::from(triple) * KNOWN_TRIPLE
            + i64::from(four) * KNOWN_FOUR
    }

    /// What the script of the page speaks against `character`.
    pub(super) fn script_cost(&self, character: char) -> i64 {
        if is_traditional(character) {
            self.against_traditional
        } else if is_simplified_only(character) {
            self.against_simplified
        } else {
            0
        }
    }
}

fn is_traditional(character: char) -> bool {
    simple_form(character) != character
}

/// Half bits against the script that so many characters have, of which the other
/// has so many.
fn against(own: u32, others: u32) -> i64 {
    let share = (others + own + 1) / (own + 1);
    i64::min(2 * i64::from(share.ilog2()), SCRIPT_MAX)
}
