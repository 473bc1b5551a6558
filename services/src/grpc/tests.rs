//! The services over real connections, on the real store.

mod admin;
mod drain;
mod harness;
mod list;
mod refusals;
mod submit;
