//! The `alliance` command: reads the arguments and hands over to the library.

use std::process::ExitCode;

use alliance_services::cli::Cli;
use clap::Parser as _;

fn main() -> ExitCode {
    Cli::parse().run()
}
