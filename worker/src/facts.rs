//! Dates, places and sums of any text, without an article around it: the
//! recognizers of the stage `mention` for those who measure or reuse them.

use std::ops::Range;

use crate::{
    date::{CivilDate, Edtf},
    fold::fold_text,
    mention::date,
};

/// A date expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFact {
    /// Where it stands in the folded text, in UTF-8 bytes.
    pub span: Range<usize>,
    /// The latest that begins on or before the anchor.
    pub past: Edtf,
    /// The first that begins after the anchor, for a plan; `past` where the
    /// text leaves no choice.
    pub upcoming: Edtf,
}

/// Finds the date expressions of a text in any script, in text order.
/// Expressions that need an anchor are left out where there is none, or keep
/// their unknown parts.
pub fn find_dates(text: &str, anchor: Option<CivilDate>) -> Vec<DateFact> {
    date::read_dates(&fold_text(text), anchor)
        .into_iter()
        .map(|reading| DateFact {
            span: reading.span,
            past: reading.past,
            upcoming: reading.upcoming,
        })
        .collect()
}
