//! Merging: which records of several articles tell of one thing, and what all
//! of them together say of it.
//!
//! [`MergeBatch`] is what the pipeline calls; it reads the store and decides
//! nothing. The rest are pure functions: `identity` decides what is the same,
//! `assign` which record goes to which event, `combine` what an event's sources
//! together say, `key` how later reports find it.
//!
//! An event is always computed from what each of its sources tells (`Told`,
//! kept with the article's output), never from the event as it was before:
//! values do not depend on the order of arrival, and what an article tells no
//! more leaves no trace.

mod assign;
mod batch;
mod combine;
mod edition;
mod facet;
mod identity;
mod key;
mod moment;
mod name;
mod place;
mod reader;
mod source;

pub use self::{
    batch::{MergeBatch, MergedArticle},
    facet::facets_of,
    reader::{EventLookup, MergeError},
};

#[cfg(test)]
mod tests;
