//! `alliance import`: submissions into a data folder, without a service.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use futures::{StreamExt as _, stream};

use super::{
    CommandError, describe,
    input::{InputError, Inputs},
    progress, report_error,
    settings::Settings,
};
use crate::{
    clock,
    store::{Appended, EmbeddedStore, Store as _, StoreConfig, StoreError},
    submission::{Submission, UnixMillis},
};

/// Submissions on their way to the disk at a time.
const IN_FLIGHT_MAX: usize = 256;

/// Read submissions into a data folder that no service has open.
///
/// Takes what `alliance export` wrote, and all that `alliance submit` takes.
/// The next `alliance serve` processes them. Importing again is harmless: what
/// is there is passed over.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Examples:
  alliance import backup.jsonl --data /srv/alliance
  zstdcat backup.jsonl.zst | alliance import - --data /srv/alliance"
)]
pub(super) struct Args {
    /// Files, folders to be read through, or `-` for standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

/// What became of the submissions.
#[derive(Debug, Default)]
struct Counts {
    new: u64,
    known: u64,
    unreadable: u64,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    let config = args.settings.read()?;
    let inputs = Inputs::open(&args.paths)?;
    let store_config = StoreConfig {
        // Nobody works on them now, however many there are.
        backlog_articles_max: usize::MAX,
        ..config.store_config()
    };
    let counts = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(import(inputs, store_config))?;
    writeln!(
        io::stderr(),
        "{} imported, {} known, {} unreadable; `alliance serve` processes them",
        describe::count(counts.new, "article"),
        counts.known,
        counts.unreadable
    )?;
    Ok(if counts.unreadable == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Appends in the order of the inputs.
async fn import(inputs: Inputs, config: StoreConfig) -> Result<Counts, CommandError> {
    let store = EmbeddedStore::open(config).await?;
    let bar = progress::bar(inputs.count);
    let mut counts = Counts::default();
    let mut appends =
        stream::iter(inputs.map(|input| append(&store, input))).buffered(IN_FLIGHT_MAX);
    let mut outcome = Ok(());
    while let Some(appended) = appends.next().await {
        bar.inc(1);
        match appended {
            Ok(Ok(appended)) if appended.duplicate => counts.known += 1,
            Ok(Ok(_)) => counts.new += 1,
            Ok(Err(error)) => {
                counts.unreadable += 1;
                bar.suspend(|| report_error(&error));
            }
            Err(error) => {
                outcome = Err(error.into());
                break;
            }
        }
    }
    drop(appends);
    bar.finish_and_clear();
    store.close().await?;
    outcome.map(|()| counts)
}

/// The outer error is the store's and ends the import.
async fn append(
    store: &EmbeddedStore,
    input: Result<super::input::Input, InputError>,
) -> Result<Result<Appended, InputError>, StoreError> {
    let read = input.and_then(|input| {
        let url = input.file_url().filter(|_| !input.has_url());
        let submission = input.read()?;
        Ok(Submission {
            url: url.unwrap_or(submission.url),
            ..submission
        })
    });
    let mut submission = match read {
        Ok(submission) => submission,
        Err(error) => return Ok(Err(error)),
    };
    if submission.submitted_at == UnixMillis::default() {
        submission.submitted_at = clock::now();
    }
    store.append(submission).await.map(Ok)
}
