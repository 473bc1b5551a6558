//! The services over real connections, on the real store.

mod admin;
mod drain;
mod fields;
mod harness;
mod limits;
mod list;
mod refusals;
mod roles;
mod submit;
