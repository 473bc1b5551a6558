//! `alliance events`: reads the event stream.

mod filter;
mod json;
mod row;
mod token;

#[cfg(test)]
mod tests;

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use alliance_proto::v1::{
    Event, ListEventsRequest, ListEventsResponse, event_service_client::EventServiceClient,
    list_events_request::Start, list_events_response::Frame,
};
use clap::ValueEnum;
use thiserror::Error;
use tonic::Status;

pub(super) use self::row::EventTable;
use self::{filter::FilterArgs, token::TokenFile};
use super::{
    CommandError, block_on,
    connect::{CallError, Connection, MESSAGE_BYTES_MAX, Service, can_heal, retry_after},
    describe, exit_code,
    input::parse_time,
    patience::Patience,
    warn,
};
use crate::{shutdown::termination_signal, submission::UnixMillis};

/// Longest that what was printed is not kept as such: a reader that is killed
/// repeats no more than that.
const KEEP_AFTER: Duration = Duration::from_secs(1);

/// Read events from a running service, in the order of its log.
///
/// Each event comes once, at its newest revision; with --follow, each further
/// revision comes as it happens. Names are found in any script and by any part.
/// With --resume, the next run goes on where this one ended, without gap or
/// repeat.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Examples:
  alliance events
  alliance events --type ALLIANCE_FOUNDED --adcode 33 --since 2024-01-01
  alliance events --alliance 產業聯盟 --min-confidence 0.8 --format jsonl
  alliance events --follow --resume feed.token --format jsonl >> feed.jsonl"
)]
pub(super) struct Args {
    #[command(flatten)]
    service: Service,
    #[command(flatten)]
    filter: FilterArgs,
    /// Stay, and print what happens from now on.
    #[arg(long, short)]
    follow: bool,
    /// Stop after so many events.
    #[arg(
        long,
        value_name = "COUNT",
        default_value_t = 0,
        hide_default_value = true
    )]
    limit: u32,
    /// Revisions made at or after this day (in China) or RFC 3339 time.
    #[arg(long, value_name = "TIME", value_parser = read_time, conflicts_with = "resume")]
    from: Option<UnixMillis>,
    /// Go on behind the token in FILE, and keep the newest there.
    #[arg(long, value_name = "FILE")]
    resume: Option<PathBuf>,
    /// With --follow: give up after this many seconds without the service.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    retry_for: u64,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One row an event.
    Table,
    /// One JSON object an event, with evidence and sources.
    Jsonl,
}

#[derive(Debug, Error)]
#[error("the output cannot be written")]
struct WriteError(#[source] io::Error);

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    block_on(async {
        let mut reader = Reader::new(args)?;
        let interrupted = tokio::select! {
            signal = termination_signal() => { signal?; true }
            read = reader.run() => match read {
                // The reader (`head`) has seen enough.
                Err(error) if is_broken_pipe(error.as_ref()) => return Ok(ExitCode::SUCCESS),
                read => { read?; false }
            }
        };
        reader.keep_token()?;
        if !args.follow {
            reader.print_notes()?;
        }
        Ok(if interrupted && !args.follow {
            ExitCode::from(exit_code::INTERRUPTED)
        } else {
            ExitCode::SUCCESS
        })
    })
}

/// Prints a stream, and opens it again behind the last frame where it breaks.
#[derive(Debug)]
struct Reader<'a> {
    args: &'a Args,
    client: EventServiceClient<Connection>,
    table: EventTable,
    has_head: bool,
    token_file: Option<TokenFile>,
    /// Behind the last frame printed.
    token: Option<bytes::Bytes>,
    /// Whether the token file has that token, and since when it may not.
    is_kept: bool,
    kept_at: Instant,
    printed_count: u32,
    /// Articles that were accepted before reading and may tell more.
    pending_count: u64,
}

impl<'a> Reader<'a> {
    fn new(args: &'a Args) -> Result<Self, CommandError> {
        let client = EventServiceClient::new(args.service.connect()?)
            .max_decoding_message_size(MESSAGE_BYTES_MAX);
        let token_file = args.resume.as_deref().map(TokenFile::new);
        let token = match &token_file {
            Some(file) => file.read()?,
            None => None,
        };
        Ok(Self {
            args,
            client,
            table: EventTable::new(super::table::columns()),
            has_head: false,
            token_file,
            token,
            is_kept: true,
            kept_at: Instant::now(),
            printed_count: 0,
            pending_count: 0,
        })
    }

    async fn run(&mut self) -> Result<(), CommandError> {
        let limit = Duration::from_secs(self.args.retry_for);
        let mut patience = Patience::new(limit, Instant::now());
        loop {
            let status = match self.read_stream(&mut patience).await? {
                Ok(()) => return Ok(()),
                Err(status) => status,
            };
            self.keep_token()?;
            let was_fresh = patience.is_fresh();
            let delay = patience.failed(retry_after(&status), Instant::now());
            let heals = self.args.follow && can_heal(status.code());
            let error = CallError::new("list events", status);
            let Some(delay) = delay.filter(|_| heals) else {
                return Err(error.into());
            };
            if was_fresh {
                warn(&format!("{error}, trying again"));
            }
            tokio::time::sleep(delay).await;
        }
    }

    /// One stream to its end; the inner error is the stream's.
    async fn read_stream(
        &mut self,
        patience: &mut Patience,
    ) -> Result<Result<(), Status>, CommandError> {
        let request = self.request();
        let mut frames = match self.client.list_events(request).await {
            Ok(frames) => frames.into_inner(),
            Err(status) => return Ok(Err(status)),
        };
        // Nothing stands above the error of a call that is refused.
        if self.args.format == Format::Table && !self.has_head {
            let head = self.table.head();
            self.print(&head)?;
            self.has_head = true;
        }
        loop {
            let Ok(frame) = tokio::time::timeout(KEEP_AFTER, frames.message()).await else {
                // Nothing happens: the time to keep what has been printed.
                self.keep_token()?;
                continue;
            };
            match frame {
                Ok(Some(frame)) => {
                    patience.succeeded(Instant::now());
                    if !self.take_frame(frame)? {
                        return Ok(Ok(()));
                    }
                }
                Ok(None) if self.args.follow && !self.has_all() => {
                    return Ok(Err(Status::unavailable("the service ended the stream")));
                }
                Ok(None) => return Ok(Ok(())),
                Err(status) => return Ok(Err(status)),
            }
        }
    }

    fn request(&self) -> ListEventsRequest {
        let start = match (&self.token, self.args.from) {
            (Some(token), _) => Some(Start::ResumeToken(token.to_vec())),
            (None, Some(time)) => Some(Start::StartTime(super::timestamp(time))),
            (None, None) => None,
        };
        ListEventsRequest {
            filter: Some(self.args.filter.to_filter()),
            start,
            follow: self.args.follow,
            limit: self.args.limit.saturating_sub(self.printed_count),
            read_mask: None,
        }
    }

    /// Prints a frame; whether more are wanted.
    fn take_frame(&mut self, frame: ListEventsResponse) -> Result<bool, CommandError> {
        let is_pause = !matches!(frame.frame, Some(Frame::Event(_)));
        match &frame.frame {
            Some(Frame::Event(event)) => {
                self.print_event(event)?;
                self.printed_count += 1;
            }
            Some(Frame::CaughtUp(caught_up)) => {
                self.pending_count = caught_up.articles_pending_count;
            }
            Some(Frame::Checkpoint(_)) | None => {}
        }
        self.token = Some(frame.resume_token);
        self.is_kept = false;
        if is_pause || self.kept_at.elapsed() >= KEEP_AFTER {
            self.keep_token()?;
        }
        Ok(!self.has_all())
    }

    fn has_all(&self) -> bool {
        self.args.limit > 0 && self.printed_count >= self.args.limit
    }

    fn print_event(&mut self, event: &Event) -> Result<(), CommandError> {
        let line = match self.args.format {
            Format::Table => self.table.row(event),
            Format::Jsonl => json::render(event).to_string(),
        };
        self.print(&line)
    }

    fn print(&mut self, line: &str) -> Result<(), CommandError> {
        match writeln!(io::stdout().lock(), "{line}") {
            Ok(()) => Ok(()),
            Err(error) => {
                // What was not printed is not passed over.
                self.keep_token()?;
                Err(WriteError(error).into())
            }
        }
    }

    /// Tells whoever looks once what an empty or short answer may come of.
    fn print_notes(&self) -> io::Result<()> {
        let mut notes = Vec::new();
        if self.args.format == Format::Table && self.printed_count == 0 {
            notes.push("no events".to_owned());
        }
        if self.pending_count > 0 {
            notes.push(format!(
                "{} still being processed, --follow waits for what comes of it",
                describe::count(self.pending_count, "article")
            ));
        }
        if notes.is_empty() {
            return Ok(());
        }
        writeln!(io::stderr(), "{}", notes.join("; "))
    }

    /// Keeps the place behind the last frame printed.
    fn keep_token(&mut self) -> Result<(), CommandError> {
        if let (false, Some(file), Some(token)) = (self.is_kept, &self.token_file, &self.token) {
            io::stdout().flush().map_err(WriteError)?;
            file.write(token)?;
        }
        self.is_kept = true;
        self.kept_at = Instant::now();
        Ok(())
    }
}

fn is_broken_pipe(error: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    error
        .downcast_ref::<WriteError>()
        .is_some_and(|WriteError(error)| error.kind() == io::ErrorKind::BrokenPipe)
}

fn read_time(text: &str) -> Result<UnixMillis, String> {
    parse_time(text).ok_or_else(|| "expected 2024-06-05 or 2024-06-05T08:30:00+08:00".to_owned())
}
