//! Lianmeng's service: crawlers submit web pages, a worker turns them into
//! alliance events, consumers stream the events. ARCHITECTURE.md is the map.

pub mod cli;
pub mod event;
pub mod filter;
pub mod id;
pub mod merge;
pub mod store;
pub mod submission;
