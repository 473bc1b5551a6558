//! The store's contract, in guarantees that an embedded and a replicated
//! backend can both give. `store/conformance` proves a backend by them.
//!
//! - Acknowledged means durable: what `append` and `commit` return for is there
//!   after a power cut.
//! - Durable before visible: no read shows what a crash could take back.
//! - A commit is atomic: article, events, log and indexes together, or nothing.
//! - `Seq` strictly increases in the order of commits; gaps are allowed. A
//!   reader that has seen a position never sees anything appear before it.
//! - An event is in the log once, at its newest revision.
//! - Claims expire: work that a worker took and never committed is handed out
//!   again, also after a restart. Every article takes effect exactly once.
//! - Writing an event is compare-and-set on its revision.

mod config;
#[cfg(test)]
mod conformance;
mod error;
mod journal;
mod random;
mod sled;

use std::{collections::BTreeMap, fmt, ops::Range, sync::Arc, time::Duration};

use alliance_worker::{date::CivilDate, record::EventType};
use async_trait::async_trait;
use bytes::Bytes;
use tokio::sync::watch;

pub use self::{
    config::StoreConfig,
    error::{StoreError, StoreErrorKind},
    sled::{
        EmbeddedStore, FolderFormat, RecoveryReport, SubmissionExport, export_submissions,
        is_in_use, rebuild_index,
    },
};
use crate::{
    filter::EventFilter,
    id::{ArticleId, Epoch, EventId, Seq},
    submission::{Submission, UnixMillis},
};

/// Where everything is kept. All calls may run side by side; all futures may
/// be dropped at any point: an append or commit then takes effect or not, as a
/// whole.
#[async_trait]
pub trait Store: fmt::Debug + Send + Sync + 'static {
    /// Keeps a submission; durable on return. A submission that is there
    /// already is answered with what is known of it and costs no write.
    ///
    /// # Errors
    /// `Conflict` where the `request_id` came with other content before;
    /// `Exhausted` where the backlog or the disk's reserve is at its limit.
    async fn append(&self, submission: Submission) -> Result<Appended, StoreError> {
        let mut appended = self.append_all(vec![submission]).await;
        let unanswered = || StoreError::new(StoreErrorKind::Closed, "append");
        appended.pop().unwrap_or_else(|| Err(unanswered()))
    }

    /// Appends each, and answers each in the order given: what fails fails
    /// alone. Cheaper than as many calls of [`Self::append`].
    async fn append_all(&self, submissions: Vec<Submission>) -> Vec<Result<Appended, StoreError>>;

    /// A submission as it was appended; `None` where there is none, or where
    /// it was deleted or retention has taken it.
    async fn submission(&self, id: ArticleId) -> Result<Option<Submission>, StoreError>;

    /// Takes up to `max` pending articles to work on, oldest first; waits
    /// until at least one is due. What is not committed, released or renewed
    /// within `lease` is handed out again.
    async fn claim(&self, max: usize, lease: Duration) -> Result<Vec<Claim>, StoreError>;

    /// Hands claimed articles back at once, without counting an attempt.
    async fn release(&self, claims: &[ClaimToken]) -> Result<(), StoreError>;

    /// Makes a batch of results durable and then visible, all or nothing, in
    /// the order given. Answers the position of each event written, in order.
    ///
    /// # Errors
    /// `Conflict` where an event is not at its expected revision, or where a
    /// claim has been taken over; nothing is written then.
    async fn commit(&self, batch: Vec<Commit>, now: UnixMillis) -> Result<Vec<Seq>, StoreError>;

    /// What is known of an article.
    async fn article(&self, id: ArticleId) -> Result<Option<ArticleEntry>, StoreError>;

    /// What `Outcome::Processed` gave as output; `None` until then.
    async fn article_output(&self, id: ArticleId) -> Result<Option<Bytes>, StoreError>;

    /// Waits until the article is processed, failed for good or deleted.
    /// `None` where there is no such article.
    async fn settled(&self, id: ArticleId) -> Result<Option<ArticleEntry>, StoreError>;

    /// Articles in the order of their ids, behind `after`.
    async fn articles(
        &self,
        after: Option<ArticleId>,
        max: usize,
    ) -> Result<Vec<ArticleEntry>, StoreError>;

    /// Failed articles, oldest failure first, behind `after`.
    async fn failed_articles(
        &self,
        after: Option<FailedPosition>,
        max: usize,
    ) -> Result<Vec<(FailedPosition, ArticleEntry)>, StoreError>;

    /// Makes failed articles pending again; answers those that were failed.
    async fn retry(&self, ids: &[ArticleId]) -> Result<Vec<ArticleId>, StoreError>;

    /// Forgets failed articles; answers those that were failed.
    async fn delete_failed(&self, ids: &[ArticleId]) -> Result<Vec<ArticleId>, StoreError>;

    /// An event at its newest revision.
    async fn event(&self, id: EventId) -> Result<Option<EventEntry>, StoreError>;

    /// Events that were written with one of the keys, in ascending order of
    /// their ids, each once.
    async fn events_by_key(&self, keys: &[EventKey]) -> Result<Vec<EventId>, StoreError>;

    /// Log entries of a range of positions, ascending, that the filter takes.
    async fn scan(&self, scan: Scan) -> Result<LogPage, StoreError>;

    /// The newest visible position, and a wake-up when it moves.
    fn head(&self) -> watch::Receiver<Seq>;

    /// The position of the last entry committed before `time`.
    async fn position_at(&self, time: UnixMillis) -> Result<Seq, StoreError>;

    /// Articles that are pending. Each article that is not among them, and was
    /// appended before, is visible with its events. Costs no read of the disk.
    async fn pending_count(&self) -> Result<u64, StoreError>;

    /// Which log this is.
    fn epoch(&self) -> Epoch;

    /// Whether writes can be taken now; a full backlog is no reason.
    ///
    /// # Errors
    /// What a write would be refused with.
    async fn check_writes(&self) -> Result<(), StoreError>;

    /// Counts and sizes as of now.
    async fn stats(&self) -> Result<StoreStats, StoreError>;

    /// Refuses further writes, makes everything durable, and closes.
    async fn close(&self) -> Result<(), StoreError>;
}

/// The answer to an append.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    pub id: ArticleId,
    /// It was there already.
    pub duplicate: bool,
    pub state: ArticleState,
}

/// Where an article stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArticleState {
    Pending,
    Processed,
    Failed,
}

/// What is known of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleEntry {
    pub id: ArticleId,
    pub state: ArticleState,
    pub submitted_at: UnixMillis,
    pub body_bytes: u64,
    /// Events that it tells; empty until processed.
    pub event_ids: Vec<EventId>,
    /// Of the last attempt, where it failed.
    pub failure: Option<Failure>,
    /// The rules that processed it; empty until then.
    pub normalizer_version: String,
}

/// Why an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Stable, upper snake case.
    pub reason: String,
    pub message: String,
    /// Attempts so far, this one included.
    pub attempts: u32,
    pub failed_at: UnixMillis,
}

/// Proof that a worker holds an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClaimToken {
    pub article: ArticleId,
    /// Tells this claim from earlier ones of the same article.
    pub generation: u64,
}

/// An article to work on.
#[derive(Clone, Debug)]
pub struct Claim {
    pub token: ClaimToken,
    pub submission: Submission,
    /// Failed attempts before this one.
    pub attempts: u32,
}

/// The result of one article.
#[derive(Debug)]
pub struct Commit {
    pub article: ArticleId,
    /// `None` where the article is processed anew without being pending.
    pub claim: Option<ClaimToken>,
    pub outcome: Outcome,
    /// Events that the article adds or changes; only with `Processed`.
    pub events: Vec<EventWrite>,
}

/// What became of an article.
#[derive(Clone, Debug)]
pub enum Outcome {
    Processed {
        /// Article and report, encoded by the caller; opaque to the store.
        output: Bytes,
        /// Every event that the article tells, written now or not.
        event_ids: Vec<EventId>,
        normalizer_version: String,
    },
    /// For good, until an operator retries it.
    Failed(Failure),
    /// To be tried again after `after`.
    Retry { failure: Failure, after: Duration },
}

/// A new revision of an event.
pub struct EventWrite {
    pub id: EventId,
    /// The revision that this one replaces; 0 for a new event.
    pub expected_revision: u64,
    pub revision: u64,
    pub state: EventState,
    pub kind: EventType,
    /// What later articles may find it by; replaces the keys before.
    pub keys: Vec<EventKey>,
    /// What filters see.
    pub facets: Facets,
    /// Encodes the event once its position is known; what it gives is what
    /// the log holds and scans return.
    pub encode: Box<dyn FnOnce(Seq) -> Bytes + Send>,
}

/// Whether an event still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventState {
    Active,
    Retracted,
    Merged,
}

/// A key that events with the same subject share; made by the merging rules,
/// opaque to the store. At most [`EventKey::BYTES_MAX`] bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKey(pub Vec<u8>);

impl EventKey {
    pub const BYTES_MAX: usize = 256;
}

/// What filters look at, so that a scan decodes no event that it hides. Texts
/// are in canonical form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// Names and aliases.
    pub alliances: Vec<String>,
    /// Names and aliases.
    pub organizations: Vec<String>,
    pub persons: Vec<String>,
    /// Province, city and district, as far as they are known.
    pub places: Vec<String>,
    /// Empty where there is no place.
    pub adcode: String,
    /// First and last day that the date allows; `None` without a year.
    pub days: Option<(CivilDate, CivilDate)>,
    pub articles: Vec<ArticleId>,
    /// The labels of each source.
    pub labels: Vec<BTreeMap<String, String>>,
    pub confidence: f64,
    pub background: bool,
}

/// An event as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventEntry {
    pub id: EventId,
    pub revision: u64,
    pub seq: Seq,
    pub state: EventState,
    /// What `EventWrite::encode` gave.
    pub encoded: Bytes,
}

/// A part of the log to read.
#[derive(Clone, Debug)]
pub struct Scan {
    /// Positions from `start` up to but not including `end`.
    pub range: Range<Seq>,
    /// `None` takes everything.
    pub filter: Option<Arc<EventFilter>>,
    /// Stop after this many entries.
    pub entries_max: usize,
    /// Stop after the entry that reaches this many bytes.
    pub bytes_max: usize,
}

/// What a scan found.
#[derive(Clone, Debug, Default)]
pub struct LogPage {
    pub entries: Vec<LogEntry>,
    /// Everything before this position has been looked at: the next scan
    /// starts here.
    pub next: Seq,
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    pub seq: Seq,
    /// What `EventWrite::encode` gave.
    pub encoded: Bytes,
}

/// A position among failed articles; opaque to callers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedPosition(pub Vec<u8>);

/// Counts and sizes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreStats {
    pub articles_pending_count: u64,
    pub articles_processed_count: u64,
    pub articles_failed_count: u64,
    /// Failed articles by [`Failure::reason`]; no count is 0.
    pub failures_by_reason: BTreeMap<String, u64>,
    pub events_active_count: u64,
    pub events_retracted_count: u64,
    pub events_merged_count: u64,
    /// Active events by type, in the order of [`EventType::ALL`].
    pub events_by_type: [u64; EventType::ALL.len()],
    pub journal_bytes: u64,
    pub index_bytes: u64,
}

impl fmt::Debug for EventWrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventWrite")
            .field("id", &self.id)
            .field("revision", &self.revision)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
