//! What became of each article, and of all.

use std::io::{self, Write as _};

use alliance_proto::v1::{ArticleState, SubmitArticleResponse};
use indicatif::ProgressBar;
use serde_json::json;

use super::engine::{End, Outcome};
use crate::cli::{CommandError, connect::code_name, describe, progress, report_error, warn};

/// What a whole run comes to; the worst that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    AllWell,
    /// The service has everything, and failed at some of it.
    SomeFailed,
    /// Some was refused, cannot be read, or was not processed in time: to be
    /// mended or sent again.
    SomeMissing,
}

/// Counts outcomes, shows progress and prints.
#[derive(Debug)]
pub(super) struct Reporter {
    as_lines: bool,
    waited: bool,
    bar: ProgressBar,
    new_count: u64,
    duplicate_count: u64,
    skipped_count: u64,
    refused_count: u64,
    /// Never sent: the file or line is none that can be.
    unreadable_count: u64,
    /// Accepted, and not processed when waiting for it ended.
    pending_count: u64,
    failed_count: u64,
    /// Processed, and without text.
    textless_count: u64,
    events_count: u64,
}

impl Reporter {
    pub(super) fn new(as_lines: bool, waited: bool, count: Option<u64>) -> Self {
        Self {
            as_lines,
            waited,
            bar: progress::bar(count),
            new_count: 0,
            duplicate_count: 0,
            skipped_count: 0,
            refused_count: 0,
            unreadable_count: 0,
            pending_count: 0,
            failed_count: 0,
            textless_count: 0,
            events_count: 0,
        }
    }

    /// Counts one outcome, and prints it where the format says so.
    pub(super) fn take(&mut self, outcome: &Outcome) -> io::Result<()> {
        match outcome {
            Outcome::Waiting(message) => {
                self.bar.set_message(format!("— {message}"));
                if self.bar.is_hidden() {
                    warn(message);
                }
                return Ok(());
            }
            Outcome::Accepted { result, .. } => {
                self.bar.set_message("");
                self.events_count += result.event_ids.len() as u64;
                self.failed_count += u64::from(result.state() == ArticleState::Failed);
                self.textless_count += u64::from(result.without_text);
                if result.duplicate {
                    self.duplicate_count += 1;
                } else {
                    self.new_count += 1;
                }
            }
            Outcome::StillPending { .. } => self.pending_count += 1,
            Outcome::Known => self.skipped_count += 1,
            Outcome::Refused { .. } => self.refused_count += 1,
            Outcome::Unreadable(_) => self.unreadable_count += 1,
        }
        self.bar.inc(1);
        if self.as_lines {
            self.print_line(outcome)
        } else {
            self.print_trouble(outcome)
        }
    }

    fn print_line(&self, outcome: &Outcome) -> io::Result<()> {
        let line = match outcome {
            Outcome::Accepted { id, result } => json!({
                "id": id,
                "article_id": result.article_id,
                "duplicate": result.duplicate,
                "state": state_name(result.state()),
                "event_ids": result.event_ids,
                "without_text": result.without_text,
                "failure": result.failure.as_ref().map(|failure| json!({
                    "reason": failure.reason,
                    "message": failure.message,
                })),
            }),
            Outcome::StillPending { id, article_id } => json!({
                "id": id,
                "article_id": article_id,
                "state": state_name(ArticleState::Pending),
            }),
            Outcome::Refused { id, error } => json!({
                "id": id,
                "error": {
                    "code": code_name(error.code.into()),
                    "reason": error.reason,
                    "message": error.message,
                    "field": error.field,
                },
            }),
            Outcome::Unreadable(error) => json!({
                "id": error.id(),
                "error": {"message": describe::with_causes(error)},
            }),
            Outcome::Known | Outcome::Waiting(_) => return Ok(()),
        };
        self.bar.suspend(|| writeln!(io::stdout(), "{line}"))
    }

    fn print_trouble(&self, outcome: &Outcome) -> io::Result<()> {
        match outcome {
            Outcome::Accepted {
                id,
                result:
                    SubmitArticleResponse {
                        article_id,
                        failure: Some(failure),
                        ..
                    },
            } => self.bar.suspend(|| {
                let (message, reason) = (&failure.message, &failure.reason);
                writeln!(
                    io::stderr(),
                    "failed: {id}: {message} ({reason}), kept as {article_id}"
                )
            }),
            Outcome::StillPending { id, article_id } => self.bar.suspend(|| {
                writeln!(
                    io::stderr(),
                    "not processed in time: {id}: accepted as {article_id}"
                )
            }),
            Outcome::Refused { id, error } => self.bar.suspend(|| {
                let (code, message) = (code_name(error.code.into()), &error.message);
                writeln!(
                    io::stderr(),
                    "refused: {id}: {message} ({code}, {})",
                    error.reason
                )
            }),
            Outcome::Unreadable(error) => {
                self.bar.suspend(|| report_error(error));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Prints the summary.
    pub(super) fn finish(self, end: &Result<End, CommandError>) -> io::Result<Verdict> {
        self.bar.finish_and_clear();
        let mut parts = vec![
            format!("{} new", self.new_count),
            format!("{} known to the service", self.duplicate_count),
        ];
        if self.skipped_count > 0 {
            parts.push(format!("{} accepted before", self.skipped_count));
        }
        parts.push(format!("{} refused", self.refused_count));
        if self.unreadable_count > 0 {
            parts.push(format!("{} not readable", self.unreadable_count));
        }
        if self.waited {
            if self.pending_count > 0 {
                parts.push(format!("{} not processed in time", self.pending_count));
            }
            parts.push(format!("{} failed", self.failed_count));
            if self.textless_count > 0 {
                parts.push(format!("{} without text", self.textless_count));
            }
            parts.push(format!(
                "{} told",
                describe::count(self.events_count, "event")
            ));
        }
        let accepted =
            self.new_count + self.duplicate_count + self.skipped_count + self.pending_count;
        let note = match end {
            Ok(End::Interrupted) => "; interrupted: run it again, nothing is done twice",
            Ok(End::Done) if !self.waited && self.new_count > 0 => {
                "; now being processed, --wait waits for it"
            }
            Ok(End::Done) => "",
            Err(_) => "; given up",
        };
        let articles = describe::count(accepted, "article");
        writeln!(
            io::stderr(),
            "{articles} accepted: {}{note}",
            parts.join(", ")
        )?;
        let missing_count = self.refused_count + self.unreadable_count + self.pending_count;
        Ok(if missing_count > 0 {
            Verdict::SomeMissing
        } else if self.waited && self.failed_count > 0 {
            Verdict::SomeFailed
        } else {
            Verdict::AllWell
        })
    }
}

fn state_name(state: ArticleState) -> &'static str {
    let name = state.as_str_name();
    name.strip_prefix("ARTICLE_STATE_").unwrap_or(name)
}
