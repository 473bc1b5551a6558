//! The stream of submissions: keeps a window of articles under way, sends again
//! what can succeed later, and opens a new stream where one breaks.

use std::{
    collections::{BTreeMap, VecDeque},
    time::{Duration, Instant},
};

use alliance_proto::v1::{
    ItemError, SubmitArticleRequest, SubmitArticleResponse, SubmitArticlesRequest,
    SubmitArticlesResponse, ingest_service_client::IngestServiceClient, submit_articles_response,
};
use thiserror::Error;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status, Streaming};

use super::ReadItem;
use crate::cli::{
    CommandError,
    connect::{CallError, Connection, can_heal, code_name, retry_after},
    input::InputError,
    patience::Patience,
};
use crate::shutdown::termination_signal;

/// Bodies under way at a time, in bytes; one larger body goes alone.
const IN_FLIGHT_BYTES_MAX: usize = 64 << 20;

/// Longest that the service may take to end a stream of which all is answered.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// What may be under way, and for how long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) in_flight_max: usize,
    /// Longest without any answer.
    pub(super) patience: Duration,
}

/// One article to send.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// What reports call it.
    pub(super) id: String,
    pub(super) request: SubmitArticleRequest,
}

/// What became of one article, or of the stream.
#[derive(Debug)]
pub(super) enum Outcome {
    Accepted {
        id: String,
        result: SubmitArticleResponse,
    },
    /// On the service's disk, and not processed when waiting for it ended.
    StillPending {
        id: String,
        article_id: String,
    },
    Refused {
        id: String,
        error: ItemError,
    },
    Unreadable(InputError),
    /// Accepted by an earlier run.
    Known,
    /// Nothing is sent for now, because of this.
    Waiting(String),
}

/// How a run ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Done,
    Interrupted,
}

/// The service has refused for too long what it may take later.
#[derive(Debug, Error)]
#[error("submit articles: {message} ({}, {reason})", code_name(*code))]
struct GivenUp {
    message: String,
    code: Code,
    reason: String,
}

/// Takes each outcome; an error ends the run.
pub(super) type Take<'a> = dyn FnMut(&Outcome) -> Result<(), CommandError> + 'a;

#[derive(Debug)]
pub(super) struct Engine {
    client: IngestServiceClient<Connection>,
    limits: Limits,
    patience: Patience,
    /// Articles under way by their number.
    in_flight: BTreeMap<u64, Item>,
    in_flight_bytes: usize,
    /// Articles to be sent again, before new ones.
    again: VecDeque<Item>,
    /// Nothing is sent before.
    resume_at: Instant,
    next_number: u64,
    all_read: bool,
}

/// What happens next on a stream.
enum Turn {
    Answer(Result<Option<SubmitArticlesResponse>, Status>),
    Read(Option<ReadItem>),
    SendAgain,
}

/// Lets the service end the stream, so that to it the call ended well. All
/// is answered: whatever comes of it changes nothing here.
async fn close(answers: &mut Streaming<SubmitArticlesResponse>) {
    drop(tokio::time::timeout(CLOSE_TIMEOUT, answers.message()).await);
}

impl Outcome {
    /// Id of the article that is on the service's disk now.
    pub(super) fn accepted(&self) -> Option<&str> {
        match self {
            Self::Accepted { result, .. } => Some(&result.article_id),
            Self::StillPending { article_id, .. } => Some(article_id),
            _ => None,
        }
    }
}

impl Engine {
    pub(super) fn new(connection: Connection, limits: Limits) -> Self {
        let now = Instant::now();
        Self {
            client: IngestServiceClient::new(connection),
            limits,
            patience: Patience::new(limits.patience, now),
            in_flight: BTreeMap::new(),
            in_flight_bytes: 0,
            again: VecDeque::new(),
            resume_at: now,
            next_number: 0,
            all_read: false,
        }
    }

    /// Sends everything and waits for all answers.
    ///
    /// # Errors
    /// Where the service refuses the stream for good or for too long, or where
    /// `take` fails. Each article that was accepted has been given to `take`.
    pub(super) async fn run(
        mut self,
        mut items: mpsc::Receiver<ReadItem>,
        take: &mut Take<'_>,
    ) -> Result<End, CommandError> {
        let mut interrupt = std::pin::pin!(termination_signal());
        loop {
            let status = tokio::select! {
                _ = &mut interrupt => return Ok(End::Interrupted),
                ended = self.run_stream(&mut items, take) => match ended? {
                    Ok(end) => return Ok(end),
                    Err(status) => status,
                },
            };
            let unanswered = std::mem::take(&mut self.in_flight).into_values();
            self.again.extend(unanswered);
            self.in_flight_bytes = 0;
            let was_fresh = self.patience.is_fresh();
            let delay = self.patience.failed(retry_after(&status), Instant::now());
            let code = status.code();
            let error = CallError::new("submit articles", status);
            let Some(delay) = delay.filter(|_| can_heal(code)) else {
                return Err(error.into());
            };
            if was_fresh {
                take(&Outcome::Waiting(format!("{error}, trying again")))?;
            }
            tokio::select! {
                _ = &mut interrupt => return Ok(End::Interrupted),
                () = tokio::time::sleep(delay) => {}
            }
        }
    }

    /// One stream to its end; the inner error is the stream's.
    async fn run_stream(
        &mut self,
        items: &mut mpsc::Receiver<ReadItem>,
        take: &mut Take<'_>,
    ) -> Result<Result<End, Status>, CommandError> {
        // Holds all that may be under way: sending never waits for the service.
        let (sender, receiver) = mpsc::channel(self.limits.in_flight_max);
        let opened = self.client.submit_articles(ReceiverStream::new(receiver));
        let mut answers = match opened.await {
            Ok(answers) => answers.into_inner(),
            Err(status) => return Ok(Err(status)),
        };
        loop {
            if self.all_read && self.in_flight.is_empty() && self.again.is_empty() {
                drop(sender);
                close(&mut answers).await;
                return Ok(Ok(End::Done));
            }
            match self.next_turn(&mut answers, items).await {
                Turn::Answer(Ok(Some(answer))) => self.take_answer(answer, take)?,
                Turn::Answer(Ok(None)) => {
                    return Ok(Err(Status::unavailable("the service ended the stream")));
                }
                Turn::Answer(Err(status)) => return Ok(Err(status)),
                Turn::SendAgain => {
                    if let Some(item) = self.again.pop_front() {
                        self.send(item, &sender);
                    }
                }
                Turn::Read(None) => self.all_read = true,
                Turn::Read(Some(Ok(Some(item)))) => self.send(item, &sender),
                Turn::Read(Some(Ok(None))) => take(&Outcome::Known)?,
                Turn::Read(Some(Err(error))) => take(&Outcome::Unreadable(error))?,
            }
        }
    }

    async fn next_turn(
        &self,
        answers: &mut Streaming<SubmitArticlesResponse>,
        items: &mut mpsc::Receiver<ReadItem>,
    ) -> Turn {
        let has_room = self.in_flight.len() < self.limits.in_flight_max
            && self.in_flight_bytes < IN_FLIGHT_BYTES_MAX;
        let sends_again = has_room && !self.again.is_empty();
        let reads = has_room && self.again.is_empty() && !self.all_read;
        tokio::select! {
            answer = answers.message() => Turn::Answer(answer),
            () = tokio::time::sleep_until(self.resume_at.into()), if sends_again => Turn::SendAgain,
            item = items.recv(), if reads => Turn::Read(item),
        }
    }

    fn send(&mut self, item: Item, sender: &mpsc::Sender<SubmitArticlesRequest>) {
        let number = self.next_number;
        self.next_number += 1;
        let request = SubmitArticlesRequest {
            item_id: number.to_string(),
            article: Some(item.request.clone()),
        };
        self.in_flight_bytes += item.request.body.len();
        self.in_flight.insert(number, item);
        // The channel holds all that is under way. Where the stream is gone,
        // the next answer says so, and what is under way is sent again.
        drop(sender.try_send(request));
    }

    fn take_answer(
        &mut self,
        answer: SubmitArticlesResponse,
        take: &mut Take<'_>,
    ) -> Result<(), CommandError> {
        let number = answer.item_id.parse::<u64>().ok();
        let Some(item) = number.and_then(|number| self.in_flight.remove(&number)) else {
            return Ok(());
        };
        self.in_flight_bytes -= item.request.body.len();
        let now = Instant::now();
        let id = item.id.clone();
        match answer.outcome {
            Some(submit_articles_response::Outcome::Result(result)) => {
                self.patience.succeeded(now);
                take(&Outcome::Accepted { id, result })
            }
            Some(submit_articles_response::Outcome::Error(error)) => {
                self.take_error(item, error, now, take)
            }
            None => {
                self.again.push_back(item);
                Ok(())
            }
        }
    }

    /// Sends again what can succeed later; all others wait as long, since what
    /// stops one (a full backlog) stops all.
    fn take_error(
        &mut self,
        item: Item,
        error: ItemError,
        now: Instant,
        take: &mut Take<'_>,
    ) -> Result<(), CommandError> {
        if let Some(article_id) = error.article_id {
            self.patience.succeeded(now);
            let id = item.id;
            return take(&Outcome::StillPending { id, article_id });
        }
        let asked = error
            .retry_after
            .and_then(|delay| Duration::try_from(delay).ok());
        let is_first = self.patience.is_fresh();
        // Others of the window that are refused with it are the same failure.
        let delay = if now < self.resume_at {
            Some(asked.unwrap_or_default())
        } else {
            self.patience.failed(asked, now)
        };
        let code = Code::from(error.code);
        match delay.filter(|_| can_heal(code)) {
            Some(delay) => {
                self.resume_at = self.resume_at.max(now + delay);
                self.again.push_back(item);
                if is_first {
                    take(&Outcome::Waiting(format!(
                        "{}, trying again",
                        error.message
                    )))?;
                }
                Ok(())
            }
            None if can_heal(code) => Err(GivenUp {
                message: error.message,
                code,
                reason: error.reason,
            }
            .into()),
            None => take(&Outcome::Refused { id: item.id, error }),
        }
    }
}
