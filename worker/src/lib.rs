//! The normalizer of Lianmeng: a pure function from the bytes of a fetched web
//! page to one clean article and the alliance events that it tells.
//!
//! No I/O, no clock, no async, no wire types. [`normalizer`] lists the stages.

mod alliance_head;
pub mod article;
pub mod date;
mod decode;
mod event;
pub mod facts;
mod fold;
pub mod learning;
mod mention;
mod model;
pub mod normalizer;
mod numbering;
mod page;
pub mod record;
pub mod report;
pub mod span;
pub mod submission;
mod surname;
mod word_list;

pub use decode::decode_body;
pub use fold::fold_text;
pub use normalizer::{
    Limits, NORMALIZER_VERSION, NormalizeError, Normalized, Stage, normalize, normalize_observed,
};
pub use submission::Submission;
