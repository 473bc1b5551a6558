//! `alliance import`: submissions into a data folder, without a service.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use futures::{StreamExt as _, stream};
use thiserror::Error;

use super::{
    CommandError, describe,
    input::{Input, InputError, Inputs, PageUrl},
    progress, report_error,
    settings::StoreSettings,
};
use crate::{
    clock,
    store::{Appended, EmbeddedStore, Store as _, StoreConfig, StoreError, StoreErrorKind},
    submission::{Purpose, Submission, UnixMillis},
    violation::describe as describe_violations,
};

/// Submissions on their way to the disk at a time.
const IN_FLIGHT_MAX: usize = 256;

/// Read submissions into a data folder that no service has open.
///
/// Takes what `alliance export` wrote, and all that `alliance submit` takes.
/// The next `alliance serve` processes them. Importing again is harmless: what
/// is there is passed over. What the service would refuse is refused here,
/// too; `--set limits.body_bytes_max=…` lets larger bodies in.
///
/// Exit codes: 0 all imported or known, 1 some refused, or the folder cannot
/// be written, 2 wrong usage.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Examples:
  alliance import backup.jsonl --data /srv/alliance
  zstdcat backup.jsonl.zst | alliance import - --data /srv/alliance
  curl -s https://example.cn/1 |
    alliance import - --url https://example.cn/1 --data /srv/alliance"
)]
pub(super) struct Args {
    /// Files, folders to be read through, or `-` for standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    url: PageUrl,
    #[command(flatten)]
    settings: StoreSettings,
}

/// What became of the submissions.
#[derive(Debug, Default)]
struct Counts {
    new: u64,
    known: u64,
    refused: u64,
}

/// Why one submission is not taken; the others are.
#[derive(Debug, Error)]
enum ImportError {
    #[error(transparent)]
    Input(#[from] InputError),
    #[error("{id}: {problems}")]
    Rules { id: String, problems: String },
    #[error("{id}: its request_id came with another url or body before")]
    RequestIdReused { id: String },
}

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    args.url.check(&args.paths)?;
    let config = args.settings.read()?;
    let inputs = Inputs::open(&args.paths);
    let store_config = StoreConfig {
        // Nobody works on them now, however many there are.
        backlog_articles_max: usize::MAX,
        ..config.store_config()
    };
    let counts = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(import(
            inputs,
            &args.url,
            store_config,
            config.limits.body_bytes_max,
        ))?;
    writeln!(
        io::stderr(),
        "{} imported, {} known, {} refused; `alliance serve` processes them",
        describe::count(counts.new, "article"),
        counts.known,
        counts.refused
    )?;
    Ok(if counts.refused == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Appends in the order of the inputs.
async fn import(
    inputs: Inputs,
    url: &PageUrl,
    config: StoreConfig,
    body_bytes_max: usize,
) -> Result<Counts, CommandError> {
    let store = EmbeddedStore::open(config).await?;
    let bar = progress::bar(inputs.count);
    let mut counts = Counts::default();
    let appends = inputs.map(|input| append(&store, input, url, body_bytes_max));
    let mut appends = stream::iter(appends).buffered(IN_FLIGHT_MAX);
    let mut outcome = Ok(());
    while let Some(appended) = appends.next().await {
        bar.inc(1);
        match appended {
            Ok(Ok(appended)) if appended.duplicate => counts.known += 1,
            Ok(Ok(_)) => counts.new += 1,
            Ok(Err(error)) => {
                counts.refused += 1;
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
    input: Result<Input, InputError>,
    url: &PageUrl,
    body_bytes_max: usize,
) -> Result<Result<Appended, ImportError>, StoreError> {
    let (id, submission) = match read(input, url, body_bytes_max) {
        Ok(read) => read,
        Err(error) => return Ok(Err(error)),
    };
    match store.append(submission).await {
        Err(error) if error.kind == StoreErrorKind::Conflict => {
            Ok(Err(ImportError::RequestIdReused { id }))
        }
        appended => appended.map(Ok),
    }
}

/// What the input is called, and the submission, held to the contract.
fn read(
    input: Result<Input, InputError>,
    url: &PageUrl,
    body_bytes_max: usize,
) -> Result<(String, Submission), ImportError> {
    let input = input?;
    let id = input.id.clone();
    let url = url.missing_of(&input);
    let mut submission = input.read()?;
    if let Some(url) = url {
        submission.url = url;
    }
    if submission.submitted_at == UnixMillis::default() {
        submission.submitted_at = clock::now();
    }
    let violations = submission.violations(Purpose::Keep, body_bytes_max);
    if violations.is_empty() {
        return Ok((id, submission));
    }
    let problems = describe_violations(&violations);
    Err(ImportError::Rules { id, problems })
}
