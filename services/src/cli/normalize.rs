//! `alliance normalize`: the rules over files, without a server.

mod json;
mod text;

use std::{
    collections::BTreeMap,
    io::{self, BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

use alliance_worker::{Limits, NormalizeError, Submission, normalize};
use clap::ValueEnum;
use thiserror::Error;

use super::{
    CommandError, exit_code,
    input::{Input, InputError, Inputs, day_in_china},
    progress, report_error,
};
use crate::pipeline::STACK_BYTES;

/// Answers that wait for an earlier one to be printed.
const WAITING_ANSWERS_MAX: usize = 64;

/// Normalize files and print their articles and events; nothing is stored.
///
/// A file NAME.json that has a `submission` is a case: its body is the file
/// that the submission names, beside it. A file of JSON Lines (.jsonl) has one
/// submission a line. Any other file is a body itself, in any charset.
///
/// Exit codes: 0 all done, 1 some file cannot be read, 2 wrong usage, 3 all read,
/// and some articles failed: these are answered with their reason, and named on
/// standard error.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  alliance normalize page.html
  alliance normalize --why-not page.html
  alliance normalize crawled/ --format jsonl > records.jsonl
  curl -s https://example.cn/news/1 | alliance normalize -")]
pub(super) struct Args {
    /// Files, folders to be read through, or `-` for standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Print also the sentences that looked like events and gave none, each
    /// with the reason.
    #[arg(long)]
    why_not: bool,
    /// Print also the article's canonical text.
    #[arg(long)]
    text: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For reading.
    Text,
    /// One JSON object a file: id, article, events, skipped; or id, failure.
    Jsonl,
}

#[derive(Debug, Error)]
#[error("the output cannot be written")]
struct WriteError(#[source] io::Error);

/// What the rules make of one input, as it is printed.
struct Answer {
    text: String,
    failure: Option<ArticleError>,
}

/// Why the rules gave no article.
#[derive(Debug, Error)]
#[error("{id} failed ({})", source.reason())]
struct ArticleError {
    id: String,
    source: NormalizeError,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    let inputs = Inputs::open(&args.paths);
    let bar = progress::bar(inputs.count);
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut unread, mut failed) = (false, false);
    let printed = normalize_all(inputs, args, |answer| {
        bar.inc(1);
        bar.suspend(|| match answer {
            Ok(Answer { text, failure }) => {
                if let Some(failure) = failure {
                    failed = true;
                    report_error(&failure);
                }
                writeln!(out, "{text}")
            }
            Err(error) => {
                unread = true;
                report_error(&error);
                Ok(())
            }
        })
    });
    bar.finish_and_clear();
    match printed.and_then(|()| out.flush()) {
        Ok(()) => {}
        // The reader (`head`) has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(error) => return Err(WriteError(error).into()),
    }
    Ok(match (unread, failed) {
        (true, _) => ExitCode::FAILURE,
        (false, true) => ExitCode::from(exit_code::ARTICLES_FAILED),
        (false, false) => ExitCode::SUCCESS,
    })
}

/// Normalizes on all cores; gives the answers in the order of the inputs, and
/// stops at the first that cannot be taken.
fn normalize_all(
    inputs: Inputs,
    args: &Args,
    mut take: impl FnMut(Result<Answer, InputError>) -> io::Result<()>,
) -> io::Result<()> {
    let threads_count = thread::available_parallelism().map_or(1, usize::from);
    let (sender, receiver) = mpsc::sync_channel(WAITING_ANSWERS_MAX);
    let inputs = Mutex::new(inputs.enumerate());
    thread::scope(|scope| {
        for _ in 0..threads_count {
            let (sender, inputs) = (sender.clone(), &inputs);
            let thread = thread::Builder::new().stack_size(STACK_BYTES);
            thread.spawn_scoped(scope, move || {
                loop {
                    let next = inputs.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((index, input)) = next else {
                        return;
                    };
                    let answer = input.and_then(|input| normalize_input(input, args));
                    if sender.send((index, answer)).is_err() {
                        return;
                    }
                }
            })?;
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        // Owned here, so that the threads end where this one returns early.
        for (index, answer) in receiver {
            waiting.insert(index, answer);
            while let Some(answer) = waiting.remove(&next) {
                take(answer)?;
                next += 1;
            }
        }
        Ok(())
    })
}

fn normalize_input(input: Input, args: &Args) -> Result<Answer, InputError> {
    let id = input.id.clone();
    let read = input.read()?;
    let submission = Submission {
        url: &read.url,
        body: &read.body,
        content_type: &read.content_type,
        published_at: read.published_at.and_then(day_in_china),
        title: read.title.as_deref(),
        source_name: read.source_name.as_deref(),
    };
    let outcome = normalize(&submission, &Limits::default());
    let text = match args.format {
        Format::Jsonl => json::render(&id, &outcome).to_string(),
        Format::Text => text::render(&id, &outcome, args.why_not, args.text),
    };
    let failure = outcome.err().map(|source| ArticleError { id, source });
    Ok(Answer { text, failure })
}
