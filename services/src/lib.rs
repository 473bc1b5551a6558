//! Lianmeng's service: crawlers submit web pages, a worker turns them into
//! alliance events, consumers stream the events. ARCHITECTURE.md is the map.

pub mod cli;
pub mod clock;
pub mod config;
pub mod event;
pub mod filter;
pub mod follow;
mod grpc;
pub mod id;
pub mod merge;
pub mod pipeline;
mod readiness;
pub mod server;
pub mod shutdown;
pub mod store;
pub mod submission;
pub mod telemetry;
pub mod token;
mod violation;
