//! `alliance normalize`: the rules over files, without a server.

mod json;

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
};

use alliance_worker::{Limits, Submission, date::CivilDate, date::Edtf, normalize};
use clap::ValueEnum;
use serde::Deserialize;
use thiserror::Error;

use super::CommandError;

/// Normalize files and print their articles and events; nothing is stored.
///
/// A file NAME.json that has a `submission` is a case: its body is the file
/// that the submission names, beside it. Any other file is a body itself.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, or folders to be read through.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For reading.
    Text,
    /// One JSON object a file: id, article, report, events, skipped.
    Jsonl,
}

#[derive(Debug, Error)]
enum NormalizeCommandError {
    #[error("{path} cannot be read")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path} is no case")]
    Case {
        path: PathBuf,
        source: serde_json::Error,
    },
    #[error("the output cannot be written")]
    Write(#[source] io::Error),
}

/// One body to normalize, with what is known of it.
#[derive(Debug, Default)]
struct Input {
    id: String,
    path: PathBuf,
    url: String,
    content_type: String,
    published_at: Option<CivilDate>,
}

#[derive(Deserialize)]
struct Case {
    id: Option<String>,
    submission: Option<CaseSubmission>,
}

#[derive(Deserialize)]
struct CaseSubmission {
    file: String,
    url: Option<String>,
    content_type: Option<String>,
    published_at: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    let mut inputs = Vec::new();
    for path in &args.paths {
        collect_inputs(path, &mut inputs)?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for answer in normalize_all(&inputs, args.format) {
        writeln!(out, "{}", answer?).map_err(NormalizeCommandError::Write)?;
    }
    out.flush().map_err(NormalizeCommandError::Write)?;
    Ok(ExitCode::SUCCESS)
}

/// Adds the file, or the files below the folder in the order of their names.
fn collect_inputs(path: &Path, inputs: &mut Vec<Input>) -> Result<(), NormalizeCommandError> {
    let read_error = |source| NormalizeCommandError::Read {
        path: path.to_owned(),
        source,
    };
    if !path.is_dir() {
        inputs.push(read_input(path)?.unwrap_or_else(|| plain_input(path)));
        return Ok(());
    }
    let mut entries = fs::read_dir(path)
        .and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<io::Result<Vec<_>>>()
        })
        .map_err(read_error)?;
    entries.sort();
    let mut bodies = Vec::new();
    let mut plain = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            collect_inputs(&entry, inputs)?;
        } else if let Some(input) = read_input(&entry)? {
            bodies.push(input.path.clone());
            inputs.push(input);
        } else {
            plain.push(entry);
        }
    }
    // A body that a case names is read for its case only.
    inputs.extend(
        plain
            .iter()
            .filter(|path| !bodies.contains(path))
            .map(|path| plain_input(path)),
    );
    Ok(())
}

/// The case in the file; `None` where the file is none.
fn read_input(path: &Path) -> Result<Option<Input>, NormalizeCommandError> {
    if path.extension().is_none_or(|extension| extension != "json") {
        return Ok(None);
    }
    let text = fs::read(path).map_err(|source| NormalizeCommandError::Read {
        path: path.to_owned(),
        source,
    })?;
    let case: Case =
        serde_json::from_slice(&text).map_err(|source| NormalizeCommandError::Case {
            path: path.to_owned(),
            source,
        })?;
    let Some(submission) = case.submission else {
        return Ok(None);
    };
    Ok(Some(Input {
        id: case.id.unwrap_or_else(|| file_stem(path)),
        path: path.with_file_name(submission.file),
        url: submission.url.unwrap_or_default(),
        content_type: submission.content_type.unwrap_or_default(),
        published_at: submission
            .published_at
            .as_deref()
            .and_then(day_of_timestamp),
    }))
}

fn plain_input(path: &Path) -> Input {
    Input {
        id: file_stem(path),
        path: path.to_owned(),
        ..Input::default()
    }
}

fn file_stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The day at the head of an ISO 8601 timestamp.
fn day_of_timestamp(text: &str) -> Option<CivilDate> {
    match Edtf::parse(text.get(..10)?)? {
        Edtf::Point(date) => date.to_civil(),
        Edtf::Range(..) => None,
    }
}

/// Normalizes on all cores; answers in the order of the inputs.
fn normalize_all(inputs: &[Input], format: Format) -> Vec<Result<String, NormalizeCommandError>> {
    let threads_count = thread::available_parallelism().map_or(1, usize::from);
    let chunk_len = inputs.len().div_ceil(threads_count).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = inputs
            .chunks(chunk_len)
            .map(|chunk| {
                scope.spawn(move || {
                    chunk
                        .iter()
                        .map(|input| normalize_input(input, format))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| match worker.join() {
                Ok(answers) => answers,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

fn normalize_input(input: &Input, format: Format) -> Result<String, NormalizeCommandError> {
    let body = fs::read(&input.path).map_err(|source| NormalizeCommandError::Read {
        path: input.path.clone(),
        source,
    })?;
    let submission = Submission {
        url: &input.url,
        body: &body,
        content_type: &input.content_type,
        published_at: input.published_at,
        ..Submission::default()
    };
    let outcome = normalize(&submission, &Limits::default());
    Ok(match format {
        Format::Jsonl => json::render(&input.id, &outcome).to_string(),
        Format::Text => format!("{:#}", json::render(&input.id, &outcome)),
    })
}
