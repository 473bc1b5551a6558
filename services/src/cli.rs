//! The command line: one file for each subcommand.

mod check;
mod connect;
mod demo;
mod describe;
mod events;
mod exit_code;
mod export;
mod import;
mod input;
mod normalize;
mod patience;
mod progress;
mod rebuild;
mod serve;
mod settings;
mod submit;
mod table;

use std::{io::Write as _, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{config::ConfigError, submission::UnixMillis};

/// Alliance events out of Chinese web pages.
///
/// `alliance demo` shows the whole path. `alliance serve` runs the service,
/// `submit` hands articles in, `events` reads what they tell.
#[derive(Debug, Parser)]
#[command(
    name = "alliance",
    version,
    max_term_width = 100,
    after_help = exit_code::HELP
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    Serve(serve::Args),
    Submit(submit::Args),
    Events(events::Args),
    Normalize(normalize::Args),
    Check(check::Args),
    Rebuild(rebuild::Args),
    Export(export::Args),
    Import(import::Args),
}

/// Arguments that do not go together.
#[derive(Debug, thiserror::Error)]
#[error("{0}; --help tells more")]
struct UsageError(&'static str);

/// What a subcommand failed with; its sources are printed below it.
type CommandError = Box<dyn std::error::Error + Send + Sync>;

impl Cli {
    /// Runs the subcommand and prints what went wrong to standard error.
    ///
    /// Answers one of the `exit_code`s.
    pub fn run(self) -> ExitCode {
        let outcome = match self.command {
            Command::Demo(args) => demo::run(&args),
            Command::Serve(args) => serve::run(&args),
            Command::Submit(args) => submit::run(&args),
            Command::Events(args) => events::run(&args),
            Command::Normalize(args) => normalize::run(&args),
            Command::Check(args) => check::run(&args),
            Command::Rebuild(args) => rebuild::run(&args),
            Command::Export(args) => export::run(&args),
            Command::Import(args) => import::run(&args),
        };
        match outcome {
            Ok(code) => code,
            Err(error) => {
                report_error(error.as_ref());
                if error.is::<ConfigError>() || error.is::<UsageError>() {
                    ExitCode::from(exit_code::WRONG_USAGE)
                } else {
                    ExitCode::FAILURE
                }
            }
        }
    }
}

/// Runs a client's work to its end.
fn block_on<T>(work: impl Future<Output = Result<T, CommandError>>) -> Result<T, CommandError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(work)
}

/// Reads `KEY=VALUE`.
fn parse_label(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("expected KEY=VALUE".to_owned()),
    }
}

fn timestamp(time: UnixMillis) -> prost_types::Timestamp {
    prost_types::Timestamp {
        seconds: time.0.div_euclid(1_000),
        nanos: i32::try_from(time.0.rem_euclid(1_000) * 1_000_000).unwrap_or(0),
    }
}

/// Writes a warning to standard error.
fn warn(message: &str) {
    // Nothing is left to do where standard error is closed.
    drop(writeln!(std::io::stderr(), "warning: {message}"));
}

/// Writes the error and its causes to standard error.
fn report_error(error: &(dyn std::error::Error + 'static)) {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    let text = causes.fold(format!("error: {error}"), |text, cause| {
        text + "\n  because: " + &cause.to_string()
    });
    // Nothing is left to do where standard error is closed.
    drop(writeln!(std::io::stderr(), "{text}"));
}
