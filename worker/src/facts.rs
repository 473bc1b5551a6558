//! Dates, places and sums of any text, without an article around it: the
//! recognizers of the stage `mention` for those who measure or reuse them.

use std::ops::Range;

use crate::{
    date::{CivilDate, Edtf},
    fold::fold_text,
    mention::{date, money, place},
    record::Place,
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
    date::read_dates(&fold_text(text), anchor.map(date::Anchor::on))
        .into_iter()
        .map(|reading| DateFact {
            span: reading.span,
            past: reading.past,
            upcoming: reading.upcoming,
        })
        .collect()
}

/// A division by one of its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceFact {
    /// Where it stands in the folded text, in UTF-8 bytes.
    pub span: Range<usize>,
    /// `None` where the name may mean several divisions.
    pub place: Option<Place>,
    /// The official name that several divisions bear; empty where `place` is
    /// known.
    pub ambiguous_name: &'static str,
}

/// Finds the places of a text in any script, in text order. Names that mean
/// several divisions are resolved by the others that the text names.
pub fn find_places(text: &str) -> Vec<PlaceFact> {
    place::read_places(&fold_text(text))
        .into_iter()
        .map(|found| PlaceFact {
            span: found.span,
            place: found.place,
            ambiguous_name: found.name,
        })
        .collect()
}

/// A sum of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumFact {
    /// Where it stands in the folded text, in UTF-8 bytes.
    pub span: Range<usize>,
    /// ISO 4217.
    pub currency: &'static str,
    pub units: i64,
    /// Billionths.
    pub nanos: i32,
}

/// Finds the sums of a text in any script, in text order; a bare 元 is the yuan.
pub fn find_sums(text: &str) -> Vec<SumFact> {
    money::find_sums(&fold_text(text), "CNY")
        .into_iter()
        .map(|found| SumFact {
            span: found.span,
            currency: found.value.currency,
            units: found.value.units,
            nanos: found.value.nanos,
        })
        .collect()
}
