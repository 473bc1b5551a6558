//! `alliance export`: everything that was submitted, as JSON Lines.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

use thiserror::Error;

use super::{
    CommandError, describe,
    input::render_line,
    progress,
    settings::{FolderSettings, require_folder},
    warn,
};
use crate::store::export_submissions;

/// Write everything that was submitted as JSON Lines, one submission a line.
///
/// Events are not written: the rules make them again. `alliance import` reads
/// the lines into another data folder, `alliance submit` into a running
/// service. Works beside a running service.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Examples:
  alliance export --data /var/lib/alliance | zstd > backup.jsonl.zst
  zstdcat backup.jsonl.zst | alliance import - --data /srv/alliance"
)]
pub(super) struct Args {
    #[command(flatten)]
    settings: FolderSettings,
    /// Where to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Error)]
#[error("{path} cannot be written")]
struct CreateError {
    path: PathBuf,
    source: io::Error,
}

#[derive(Debug, Error)]
#[error("the output cannot be written; what is there of it is not all")]
struct WriteError(#[source] io::Error);

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    let config = args.settings.read()?;
    require_folder(&config)?;
    let output: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(File::create(path).map_err(|source| CreateError {
            path: path.clone(),
            source,
        })?),
        None => Box::new(io::stdout().lock()),
    };
    let mut output = BufWriter::new(output);
    let mut submissions = export_submissions(&config.store_config())?;
    let bar = progress::bar(None);
    let mut count = 0;
    for submission in submissions.by_ref() {
        writeln!(output, "{}", render_line(&submission?)).map_err(WriteError)?;
        bar.inc(1);
        count += 1;
    }
    output.flush().map_err(WriteError)?;
    bar.finish_and_clear();
    let damaged = submissions.damaged_places_count();
    if damaged > 0 {
        warn(&format!(
            "{} of the journal could not be read; one at its end is what a crash leaves of \
             unacknowledged writes",
            describe::count(damaged, "place")
        ));
    }
    writeln!(
        io::stderr(),
        "{} exported",
        describe::count(count, "article")
    )?;
    Ok(ExitCode::SUCCESS)
}
