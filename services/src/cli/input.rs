//! What subcommands are given to work on: files, folders, standard input, JSON
//! Lines of submissions, and cases. Read one by one, so that any number fits.

mod fields;
mod lines;
mod walk;

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    vec,
};

use bytes::Bytes;
use thiserror::Error;

pub(super) use self::fields::{day_in_china, parse_time, render_line};
use self::lines::Lines;
use super::{UsageError, warn};
use crate::submission::{Submission, UnixMillis};

/// One article to be read, and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Input {
    /// What reports call it: what the case or line says, else the path as it
    /// was given, with what lies below a folder; of a line with its number.
    pub(super) id: String,
    body: Body,
    url: String,
    content_type: String,
    published_at: Option<UnixMillis>,
    fetched_at: Option<UnixMillis>,
    title: Option<String>,
    source_name: Option<String>,
    labels: BTreeMap<String, String>,
    request_id: Option<String>,
    /// When a service took it in, where it comes out of an export.
    submitted_at: Option<UnixMillis>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Body {
    File(PathBuf),
    Read(Bytes),
}

/// Why an input cannot be worked on; the others can.
#[derive(Debug, Error)]
pub(super) enum InputError {
    #[error("{path} cannot be read")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path} is no case")]
    Case {
        path: PathBuf,
        source: serde_json::Error,
    },
    #[error("line {number} of {path} is no submission")]
    Line {
        path: PathBuf,
        /// From 1.
        number: usize,
        source: serde_json::Error,
    },
}

impl InputError {
    /// What reports call it, as [`Input::id`].
    pub(super) fn id(&self) -> String {
        match self {
            Self::Read { path, .. } | Self::Case { path, .. } => name_of(path),
            Self::Line { path, number, .. } => lines::name_of_line(path, *number),
        }
    }
}

/// What the arguments name, in their order; a folder's files in the order of
/// their names, a body that a case names only with its case.
#[derive(Debug)]
pub(super) struct Inputs {
    entries: vec::IntoIter<Entry>,
    lines: Option<Lines>,
    /// `None` where standard input is read.
    pub(super) count: Option<u64>,
}

#[derive(Debug)]
enum Entry {
    Input(Box<Input>),
    /// JSON Lines of submissions.
    Lines(PathBuf),
    StandardInput,
    Unreadable(InputError),
}

impl Inputs {
    /// Looks through the paths; `-` is standard input. What cannot be read
    /// comes as an error in its place.
    pub(super) fn open(paths: &[PathBuf]) -> Self {
        let mut entries = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                entries.push(Entry::StandardInput);
            } else {
                let known_count = entries.len();
                walk::add_entries(path, &mut entries);
                if entries.len() == known_count {
                    warn(&format!("{} holds no files", path.display()));
                }
            }
        }
        let counts = entries.iter().map(|entry| match entry {
            Entry::Input(_) | Entry::Unreadable(_) => Some(1),
            // A file that cannot be read is one error, when its turn comes.
            Entry::Lines(path) => Some(lines::count_lines(path).unwrap_or(1)),
            Entry::StandardInput => None,
        });
        let count = counts.sum();
        Self {
            entries: entries.into_iter(),
            lines: None,
            count,
        }
    }
}

impl Iterator for Inputs {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.lines.as_mut().and_then(Iterator::next) {
                return Some(next);
            }
            self.lines = None;
            let opened = match self.entries.next()? {
                Entry::Input(input) => return Some(Ok(*input)),
                Entry::Unreadable(error) => return Some(Err(error)),
                Entry::Lines(path) => Lines::open(&path).map(Some),
                Entry::StandardInput => match lines::open_standard_input() {
                    Ok(lines::StandardInput::Lines(lines)) => Ok(Some(lines)),
                    Ok(lines::StandardInput::Body(body)) => {
                        return Some(Ok(Input {
                            id: lines::STANDARD_INPUT.to_owned(),
                            body: Body::Read(body),
                            ..Input::default()
                        }));
                    }
                    Err(error) => Err(error),
                },
            };
            match opened {
                Ok(lines) => self.lines = lines,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Input {
    /// The file as a body, with nothing known of it but where it lies.
    fn of_file(path: &Path) -> Self {
        Self {
            id: name_of(path),
            body: Body::File(path.to_owned()),
            ..Self::default()
        }
    }

    /// Reads the body. An article without a url keeps none; `submitted_at` is 0
    /// where the article was never taken in.
    pub(super) fn read(self) -> Result<Submission, InputError> {
        let body = match self.body {
            Body::Read(body) => body,
            Body::File(path) => fs::read(&path)
                .map(Bytes::from)
                .map_err(|source| InputError::Read { path, source })?,
        };
        Ok(Submission {
            url: self.url,
            body,
            content_type: self.content_type,
            published_at: self.published_at,
            fetched_at: self.fetched_at,
            title: self.title,
            source_name: self.source_name,
            labels: self.labels,
            request_id: self.request_id,
            submitted_at: self.submitted_at.unwrap_or_default(),
        })
    }

    /// A `file:` url with a host, as services ask for, of the body's file, for
    /// articles that have none.
    fn file_url(&self) -> Option<String> {
        let Body::File(path) = &self.body else {
            return None;
        };
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let mut url = "file://localhost".to_owned();
        for byte in path.to_string_lossy().bytes() {
            match byte {
                b'/' | b'-' | b'.' | b'_' | b'~' => url.push(char::from(byte)),
                _ if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
                _ => url.extend(["%", &hex::encode_upper([byte])]),
            }
        }
        Some(url)
    }
}

/// The url of the one page that is given.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct PageUrl {
    /// Where the one page that is given was fetched. Without, a file has the
    /// url of its path, and standard input has none.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

impl PageUrl {
    /// Refuses a url beside paths that may hold several pages.
    pub(super) fn check(&self, paths: &[PathBuf]) -> Result<(), UsageError> {
        let gives_one = matches!(paths, [path] if !path.is_dir());
        if self.url.is_some() && !gives_one {
            return Err(UsageError(
                "--url is of one page, and a file or `-` of its own",
            ));
        }
        Ok(())
    }

    /// The url that the input gets where it says none itself.
    pub(super) fn missing_of(&self, input: &Input) -> Option<String> {
        if !input.url.is_empty() {
            return None;
        }
        self.url.clone().or_else(|| input.file_url())
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::Read(Bytes::new())
    }
}

/// What a file is called where it says nothing itself.
fn name_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
