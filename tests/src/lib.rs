//! What the tests of the whole system share: the real binary in a sandbox,
//! and pages to submit. Tests are in `e2e/`, `crash/`, `tidy/` …, benches in
//! `benches/`.

pub mod binary;
pub mod client;
pub mod gold;
pub mod matching;
pub mod page;
pub mod requirement;
pub mod sandbox;
pub mod training;
pub mod wait;
