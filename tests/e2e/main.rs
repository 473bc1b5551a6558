//! The real binary, asked over the wire by the clients that users have.

mod cli;
mod events;
mod forms;
mod grpcurl;
mod hostile;
mod python;
mod report;
mod restart;
mod stream;
mod submit;
mod telemetry;
