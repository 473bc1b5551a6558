//! The embedded backend: the intake journal, and behind it an index in sled.
//!
//! | folder | holds |
//! |---|---|
//! | `journal/` | submissions as they came: the authority |
//! | `index/` | states, events, the log and its indexes; made anew from the journal |
//! | `index/bulk/` | encoded events and outputs, read by position |
//! | `index/rows/` | rows in the order of their keys |
//! | `index/format` | the version, in text |
//! | `index/` itself | sled: what each batch changes, durable as a whole, and short lists |
//! | `lock` | locked by the process that has the folder open |
//!
//! Two threads write: the committer (`intake`) appends to the journal, the
//! writer (`writer`) changes the index. Both take whatever waits, sync once,
//! and answer. Reads run on the runtime's blocking threads.

mod blocks;
mod bulk;
mod commit;
mod draft;
mod export;
mod format;
mod index;
mod intake;
mod key;
mod merge;
mod migrate;
mod part;
mod pending;
mod read;
mod recently_used;
mod reclaim;
mod recover;
mod rows;
mod value;
mod writer;

#[cfg(test)]
mod tests;

use std::{
    fs::File,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicBool},
    thread::JoinHandle,
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use tokio::sync::{Semaphore, mpsc, oneshot, watch};

pub use self::{
    export::{SubmissionExport, export_submissions, rebuild_index},
    format::FolderFormat,
    recover::{RecoveryReport, is_in_use},
};
use self::{
    index::Index,
    intake::{Append, IntakeRequest},
    key::RequestDigest,
    pending::{Pending, Taken},
    writer::WriteRequest,
};
use super::{
    Appended, ArticleEntry, Claim, ClaimToken, Commit, EventEntry, EventKey, FailedPosition,
    LogPage, Scan, Store, StoreConfig, StoreError, StoreErrorKind, StoreStats,
    journal::{JournalReader, PreparedRecord},
};
use crate::{
    id::{ArticleId, Epoch, EventId, Seq},
    submission::{Submission, UnixMillis},
};

/// Reads that run at one time; further ones wait.
const READERS_MAX: usize = 32;

/// Bodies up to this size are digested by the submitter's own task, at about
/// a microsecond for each kilobyte; larger ones on a blocking thread.
const BODY_BYTES_INLINE_MAX: usize = 256 << 10;

/// The store in one folder of one machine.
///
/// `close` it before its folder is opened again; dropped without, its threads
/// end by themselves a little later, and nothing acknowledged is lost.
#[derive(Debug)]
pub struct EmbeddedStore {
    shared: Arc<Shared>,
    intake: mpsc::Sender<IntakeRequest>,
    writer: mpsc::Sender<WriteRequest>,
    head: watch::Receiver<Seq>,
    append_bytes: Arc<Semaphore>,
    readers: Arc<Semaphore>,
    recovery: RecoveryReport,
    /// Taken by `close`.
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// What the threads and the readers share.
#[derive(Debug)]
struct Shared {
    config: StoreConfig,
    index: Index,
    journal: Arc<JournalReader>,
    pending: Pending,
    /// A write has failed half way: nothing more is taken until a restart.
    broken: AtomicBool,
    /// Held as long as anything of the store lives.
    _lock: File,
}

impl EmbeddedStore {
    /// Opens the folder of `config`, or makes a new one, and reads what is
    /// pending from the journal. At the first start, and after a rebuild, it
    /// waits until a journal segment is filled with zeros.
    ///
    /// # Errors
    /// `Unavailable` for settings that cannot work, for a folder that another
    /// process has open, and where the disk refuses; `Corrupt` for data of an
    /// unknown version, or that is not sound.
    pub async fn open(config: StoreConfig) -> Result<Self, StoreError> {
        let opened = tokio::task::spawn_blocking(move || recover::open(config)).await;
        opened.map_err(|error| unavailable("open the store", error))?
    }

    /// What was found when it was opened.
    pub fn recovery(&self) -> &RecoveryReport {
        &self.recovery
    }

    /// Runs a read on a blocking thread.
    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Shared) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let permit = Arc::clone(&self.readers)
            .acquire_owned()
            .await
            .map_err(|error| closed("read").because(error))?;
        let shared = Arc::clone(&self.shared);
        let task = tokio::task::spawn_blocking(move || {
            let outcome = read(&shared);
            drop(permit);
            outcome
        });
        task.await.map_err(|error| unavailable("read", error))?
    }

    /// Hands submissions to the committer and waits for its answers; fails
    /// where there is none.
    async fn intake_all(
        &self,
        submissions: Vec<Submission>,
    ) -> Result<Vec<Result<Appended, StoreError>>, StoreError> {
        const WHAT: &str = "append";
        let mut appends = Vec::with_capacity(submissions.len());
        let mut bytes = 0_usize;
        for submission in submissions {
            let append = if submission.body.len() <= BODY_BYTES_INLINE_MAX {
                prepare(submission)
            } else {
                tokio::task::spawn_blocking(move || prepare(submission))
                    .await
                    .map_err(|error| unavailable(WHAT, error))?
            };
            bytes = bytes.saturating_add(append.record.payload_len());
            appends.push(append);
        }
        let weight = bytes.min(self.shared.config.append_bytes_max);
        let permit = Arc::clone(&self.append_bytes)
            .acquire_many_owned(u32::try_from(weight).unwrap_or(u32::MAX))
            .await
            .map_err(|error| closed(WHAT).because(error))?;
        let (reply, answers) = oneshot::channel();
        let request = IntakeRequest::Append {
            appends,
            permit,
            reply,
        };
        let sent = self.intake.send(request).await;
        sent.map_err(|_unsent| closed(WHAT))?;
        answers.await.map_err(|error| closed(WHAT).because(error))
    }

    async fn write<T>(
        &self,
        what: &str,
        request: impl FnOnce(oneshot::Sender<Result<T, StoreError>>) -> WriteRequest,
    ) -> Result<T, StoreError> {
        let (reply, answer) = oneshot::channel();
        let sent = self.writer.send(request(reply)).await;
        sent.map_err(|_unsent| closed(what))?;
        answer.await.map_err(|error| closed(what).because(error))?
    }
}

#[async_trait]
impl Store for EmbeddedStore {
    async fn append_all(&self, submissions: Vec<Submission>) -> Vec<Result<Appended, StoreError>> {
        let count = submissions.len();
        match self.intake_all(submissions).await {
            Ok(appended) => appended,
            Err(cause) => {
                let cause = Arc::new(cause);
                let refuse =
                    || Err(StoreError::new(cause.kind, "append").because(Arc::clone(&cause)));
                std::iter::repeat_with(refuse).take(count).collect()
            }
        }
    }

    async fn submission(&self, id: ArticleId) -> Result<Option<Submission>, StoreError> {
        self.read(move |shared| shared.read_submission(id)).await
    }

    async fn claim(&self, max: usize, lease: Duration) -> Result<Vec<Claim>, StoreError> {
        if max == 0 {
            return Ok(Vec::new());
        }
        loop {
            let mut changed = std::pin::pin!(self.shared.pending.changed().notified());
            // What changes from here on is heard.
            changed.as_mut().enable();
            match self.shared.pending.take(max, lease) {
                Taken::Closed => return Err(closed("claim")),
                Taken::NothingUntil(None) => changed.await,
                Taken::NothingUntil(Some(due)) => {
                    tokio::select! {
                        () = changed => {}
                        () = tokio::time::sleep_until(due) => {}
                    }
                }
                Taken::Claims(taken) => {
                    let claims = self.read_claims(taken).await?;
                    if !claims.is_empty() {
                        return Ok(claims);
                    }
                }
            }
        }
    }

    async fn release(&self, claims: &[ClaimToken]) -> Result<(), StoreError> {
        self.shared.pending.release(claims.iter().copied());
        Ok(())
    }

    async fn commit(&self, batch: Vec<Commit>, now: UnixMillis) -> Result<Vec<Seq>, StoreError> {
        let request = |reply| WriteRequest::Commit { batch, now, reply };
        self.write("commit", request).await
    }

    async fn article(&self, id: ArticleId) -> Result<Option<ArticleEntry>, StoreError> {
        self.read(move |shared| shared.read_article(id)).await
    }

    async fn article_output(&self, id: ArticleId) -> Result<Option<Bytes>, StoreError> {
        self.read(move |shared| shared.read_output(id)).await
    }

    async fn settled(&self, id: ArticleId) -> Result<Option<ArticleEntry>, StoreError> {
        while let Some(settled) = self.shared.pending.settled(id) {
            let mut settled = std::pin::pin!(settled.notified());
            settled.as_mut().enable();
            // It may have happened just before the waiting began.
            if self.shared.pending.is_closed() {
                return Err(closed("wait for an article"));
            }
            if self.shared.pending.get(id).is_some() {
                settled.await;
            }
        }
        self.article(id).await
    }

    async fn articles(
        &self,
        after: Option<ArticleId>,
        max: usize,
    ) -> Result<Vec<ArticleEntry>, StoreError> {
        self.read(move |shared| shared.read_articles(after, max))
            .await
    }

    async fn failed_articles(
        &self,
        after: Option<FailedPosition>,
        max: usize,
    ) -> Result<Vec<(FailedPosition, ArticleEntry)>, StoreError> {
        self.read(move |shared| shared.read_failed(after, max))
            .await
    }

    async fn retry(&self, ids: &[ArticleId]) -> Result<Vec<ArticleId>, StoreError> {
        let ids = ids.to_vec();
        self.write("retry", |reply| WriteRequest::Retry { ids, reply })
            .await
    }

    async fn delete_failed(&self, ids: &[ArticleId]) -> Result<Vec<ArticleId>, StoreError> {
        let ids = ids.to_vec();
        self.write("delete", |reply| WriteRequest::Delete { ids, reply })
            .await
    }

    async fn event(&self, id: EventId) -> Result<Option<EventEntry>, StoreError> {
        self.read(move |shared| shared.read_event(id)).await
    }

    async fn events_by_key(&self, keys: &[EventKey]) -> Result<Vec<EventId>, StoreError> {
        let keys = keys.to_vec();
        self.read(move |shared| shared.read_events_by_key(&keys))
            .await
    }

    async fn scan(&self, scan: Scan) -> Result<LogPage, StoreError> {
        if let Some(page) = self.shared.log_in_memory(&scan) {
            return Ok(page);
        }
        self.read(move |shared| shared.read_log(&scan)).await
    }

    fn head(&self) -> watch::Receiver<Seq> {
        self.head.clone()
    }

    async fn position_at(&self, time: UnixMillis) -> Result<Seq, StoreError> {
        self.read(move |shared| shared.read_position_at(time)).await
    }

    async fn pending_count(&self) -> Result<u64, StoreError> {
        Ok(self.shared.pending.len() as u64)
    }

    fn epoch(&self) -> Epoch {
        self.shared.index.epoch()
    }

    async fn check_writes(&self) -> Result<(), StoreError> {
        self.read(Shared::check_writes).await
    }

    async fn stats(&self) -> Result<StoreStats, StoreError> {
        self.read(Shared::read_stats).await
    }

    async fn close(&self) -> Result<(), StoreError> {
        self.shared.pending.close();
        // The writer first: it hands deletions to the committer. Both finish
        // what was asked of them before.
        let threads = {
            let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *threads)
        };
        // A thread that is gone needs no telling.
        drop(self.writer.send(WriteRequest::Close).await);
        self.writer.closed().await;
        drop(self.intake.send(IntakeRequest::Close).await);
        self.intake.closed().await;
        let joined = tokio::task::spawn_blocking(move || {
            threads
                .into_iter()
                .try_for_each(|thread| thread.join().map_err(drop))
        });
        let panicked = || StoreError::new(StoreErrorKind::Unavailable, "close: a thread panicked");
        joined
            .await
            .map_err(|error| unavailable("close", error))?
            .map_err(|()| panicked())
    }
}

/// Names a submission, and makes its record; both read the whole body.
fn prepare(submission: Submission) -> Append {
    let id = submission.article_id();
    Append {
        id,
        request: submission.request_id.as_deref().map(digest_request),
        submitted_at: submission.submitted_at,
        body_bytes: submission.body.len() as u64,
        record: PreparedRecord::submission(id, submission),
    }
}

fn digest_request(request_id: &str) -> RequestDigest {
    let mut digest = RequestDigest::default();
    let hash = Sha256::digest(request_id.as_bytes());
    digest
        .iter_mut()
        .zip(hash)
        .for_each(|(to, from)| *to = from);
    digest
}

fn closed(what: &str) -> StoreError {
    StoreError::new(StoreErrorKind::Closed, what)
}

fn corrupt(context: impl Into<String>) -> StoreError {
    StoreError::new(StoreErrorKind::Corrupt, context)
}

fn unavailable(
    context: impl Into<String>,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> StoreError {
    StoreError::new(StoreErrorKind::Unavailable, context).because(source)
}
