//! Lianmeng's service: crawlers submit web pages, a worker turns them into
//! alliance events, consumers stream the events. ARCHITECTURE.md is the map.

pub mod cli;
