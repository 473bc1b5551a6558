//! `alliance submit`: hands articles in over one pipelined stream.

mod engine;
mod ledger;
mod report;

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode, time::Duration};

use alliance_proto::v1::{SubmitArticleRequest, WaitFor};
use clap::ValueEnum;
use tokio::sync::mpsc;

use self::{
    engine::{End, Engine, Item, Limits},
    ledger::Ledger,
    report::{Reporter, Verdict},
};
use super::{
    CommandError, block_on,
    connect::Service,
    exit_code,
    input::{Input, InputError, Inputs, PageUrl},
    parse_label, timestamp,
};
use crate::id::ArticleId;

/// Articles read ahead of the stream.
const READ_AHEAD_MAX: usize = 16;

/// Submit files, folders, JSON Lines or cases to a running service.
///
/// A file NAME.json that has a `submission` is a case; a .jsonl file has one
/// submission a line, with the fields of a submit request (the body as
/// `body`, `body_base64` or `file`); any other file is a body as it is. What is
/// answered is on the service's disk. What the service cannot take now is sent
/// again. Submitting again is harmless: the same url and body is the same
/// article.
///
/// Exit codes: 0 all accepted, 1 some refused, not sent, or with --wait not
/// processed in time, 2 wrong usage, 3 with --wait: all accepted, and some
/// failed in processing, 130 interrupted.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Examples:
  alliance submit page.html --label feed=manual
  alliance submit crawled/ --resume crawled.done
  alliance submit feed.jsonl --wait --format jsonl > report.jsonl
  crawler | alliance submit - --server http://ingest:50051
  curl -s https://example.cn/1 | alliance submit - --url https://example.cn/1"
)]
pub(super) struct Args {
    /// Files, folders to be read through, or `-` for standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    service: Service,
    /// A mark carried to the sources of every event; may be repeated.
    #[arg(long = "label", value_name = "KEY=VALUE", value_parser = parse_label)]
    labels: Vec<(String, String)>,
    #[command(flatten)]
    url: PageUrl,
    /// Answer each article only once its events are there, and report them.
    #[arg(long)]
    wait: bool,
    /// Keep what was accepted in FILE; with the same FILE again, go on from
    /// there.
    #[arg(long, value_name = "FILE")]
    resume: Option<PathBuf>,
    /// Articles under way at a time.
    #[arg(long, value_name = "COUNT", default_value_t = 64)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    in_flight: u16,
    /// Give up after this many seconds without an answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    retry_for: u64,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// What was refused, and a summary.
    Text,
    /// One JSON object an article.
    Jsonl,
}

/// What the reading thread hands over.
type ReadItem = Result<Option<Item>, InputError>;

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    args.url.check(&args.paths)?;
    let inputs = Inputs::open(&args.paths);
    let ledger = args.resume.as_deref().map(Ledger::open).transpose()?;
    let mut reporter = Reporter::new(args.format == Format::Jsonl, args.wait, inputs.count);
    let limits = Limits {
        in_flight_max: usize::from(args.in_flight),
        patience: Duration::from_secs(args.retry_for),
    };
    let end = block_on(async {
        let engine = Engine::new(args.service.connect()?, limits);
        let known = ledger.as_ref().map(Ledger::known).unwrap_or_default();
        let marks = Marks {
            url: args.url.clone(),
            labels: args.labels.iter().cloned().collect(),
            wait_for: if args.wait {
                WaitFor::Processed
            } else {
                WaitFor::Durable
            },
        };
        let (sender, receiver) = mpsc::channel(READ_AHEAD_MAX);
        // Ends with the receiver; what it reads next is dropped then.
        std::thread::spawn(move || read_items(inputs, &known, &marks, &sender));
        engine
            .run(receiver, &mut |outcome| {
                if let (Some(ledger), Some(article)) = (&ledger, outcome.accepted()) {
                    ledger.add(article)?;
                }
                Ok(reporter.take(outcome)?)
            })
            .await
    });
    let verdict = reporter.finish(&end)?;
    Ok(match (end?, verdict) {
        (End::Interrupted, _) => ExitCode::from(exit_code::INTERRUPTED),
        (End::Done, Verdict::AllWell) => ExitCode::SUCCESS,
        (End::Done, Verdict::SomeMissing) => ExitCode::FAILURE,
        (End::Done, Verdict::SomeFailed) => ExitCode::from(exit_code::ARTICLES_FAILED),
    })
}

/// What every article of this run carries.
#[derive(Debug)]
struct Marks {
    url: PageUrl,
    labels: BTreeMap<String, String>,
    wait_for: WaitFor,
}

/// Reads articles until there are none, or until nobody takes them.
fn read_items(
    inputs: Inputs,
    known: &std::collections::HashSet<ArticleId>,
    marks: &Marks,
    sender: &mpsc::Sender<ReadItem>,
) {
    for input in inputs {
        let item = input
            .and_then(|input| read_item(input, marks))
            .map(|(article, item)| (!known.contains(&article)).then_some(item));
        if sender.blocking_send(item).is_err() {
            return;
        }
    }
}

fn read_item(input: Input, marks: &Marks) -> Result<(ArticleId, Item), InputError> {
    let id = input.id.clone();
    let url = marks.url.missing_of(&input);
    let mut submission = input.read()?;
    if let Some(url) = url {
        submission.url = url;
    }
    let article = submission.article_id();
    let mut labels = submission.labels;
    labels.extend(marks.labels.clone());
    let request = SubmitArticleRequest {
        url: submission.url,
        body: submission.body,
        content_type: submission.content_type,
        published_at: submission.published_at.map(timestamp),
        fetched_at: submission.fetched_at.map(timestamp),
        title: submission.title,
        source_name: submission.source_name,
        labels: labels.into_iter().collect(),
        request_id: submission.request_id,
        wait_for: marks.wait_for.into(),
    };
    Ok((article, Item { id, request }))
}
