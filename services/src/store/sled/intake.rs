//! The committer: one thread that takes whatever submissions wait, writes
//! them to the journal, syncs once, and then acknowledges all of them.

use std::{
    collections::HashMap,
    sync::{Arc, atomic::Ordering},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};

use super::{
    Shared,
    key::{self, RequestDigest},
    pending::PendingArticle,
    unavailable,
    value::{StoredArticle, decode},
};
use crate::{
    id::ArticleId,
    store::{
        Appended, ArticleState, StoreError, StoreErrorKind,
        journal::{JournalPosition, JournalWriter, PreparedRecord, Retention},
    },
    submission::UnixMillis,
};

/// Requests that may wait; their bytes are limited beside it.
pub(super) const QUEUE_MAX: usize = 4096;
/// A group is written once it has this many bytes, so that the first of it
/// does not wait too long.
const GROUP_BYTES_MAX: usize = 4 << 20;
const GROUP_RECORDS_MAX: usize = 1024;
/// Between looks at the disk's free space and at what retention may drop.
const UPKEEP_INTERVAL: Duration = Duration::from_secs(1);

/// A request to the committer.
#[derive(Debug)]
pub(super) enum IntakeRequest {
    Append {
        appends: Vec<Append>,
        /// Memory of them, given back when they are answered.
        permit: OwnedSemaphorePermit,
        reply: AppendReply,
    },
    /// Records that articles were deleted.
    Delete {
        ids: Vec<ArticleId>,
        reply: oneshot::Sender<Result<(), StoreError>>,
    },
    Close,
}

/// A submission made ready by its own task.
#[derive(Debug)]
pub(super) struct Append {
    pub(super) id: ArticleId,
    pub(super) request: Option<RequestDigest>,
    pub(super) submitted_at: UnixMillis,
    pub(super) body_bytes: u64,
    pub(super) record: PreparedRecord,
}

/// The thread's state.
#[derive(Debug)]
struct Committer {
    shared: Arc<Shared>,
    journal: JournalWriter,
    group: Group,
    /// `None` before the first look.
    upkeep_at: Option<Instant>,
    disk_full: bool,
}

/// What the next sync makes durable.
#[derive(Debug, Default)]
struct Group {
    bytes: usize,
    articles: HashMap<ArticleId, PendingArticle>,
    requests: HashMap<RequestDigest, ArticleId>,
    appends: Vec<Acknowledgement>,
    deletes: Vec<oneshot::Sender<Result<(), StoreError>>>,
    journal_end: Option<JournalPosition>,
}

/// What to tell once the group is durable, and the memory to give back then.
type Acknowledgement = (
    AppendReply,
    Vec<Result<Appended, StoreError>>,
    OwnedSemaphorePermit,
);

/// Takes one answer for each submission of a request, in order.
pub(super) type AppendReply = oneshot::Sender<Vec<Result<Appended, StoreError>>>;

/// What becomes of a submission.
enum Verdict {
    Fresh,
    Known(ArticleState),
}

impl Shared {
    /// Whether a write that is new would be taken but for the backlog.
    pub(super) fn check_writes(&self) -> Result<(), StoreError> {
        if self.broken.load(Ordering::Relaxed) {
            return Err(StoreError::new(
                StoreErrorKind::Unavailable,
                "take writes: one has failed half way; restart",
            ));
        }
        let data_dir = &self.config.data_dir;
        let free = free_bytes(data_dir)
            .map_err(|error| unavailable("read the disk's free space", error))?;
        if free < self.config.disk_reserve_bytes {
            return Err(self.exhausted("take writes: the disk's reserve is reached"));
        }
        Ok(())
    }

    fn exhausted(&self, context: &str) -> StoreError {
        let retry_after = Duration::from_millis(self.config.retry_after_ms);
        StoreError::new(StoreErrorKind::Exhausted { retry_after }, context)
    }
}

/// Starts the thread.
pub(super) fn start(
    shared: Arc<Shared>,
    journal: JournalWriter,
    queue: mpsc::Receiver<IntakeRequest>,
) -> Result<JoinHandle<()>, StoreError> {
    let committer = Committer {
        shared,
        journal,
        group: Group::default(),
        upkeep_at: None,
        disk_full: false,
    };
    thread::Builder::new()
        .name("store-intake".to_owned())
        .spawn(move || committer.run(queue))
        .map_err(|error| unavailable("start the intake thread", error))
}

impl Committer {
    fn run(mut self, mut queue: mpsc::Receiver<IntakeRequest>) {
        let mut closing = false;
        while !closing {
            let Some(first) = queue.blocking_recv() else {
                return;
            };
            self.keep_up();
            let mut next = Some(first);
            let mut taken = 0;
            while let Some(request) = next {
                taken += request.weight();
                closing = self.take(request);
                let full = self.group.bytes >= GROUP_BYTES_MAX || taken >= GROUP_RECORDS_MAX;
                next = if full || closing {
                    None
                } else {
                    queue.try_recv().ok()
                };
            }
            self.finish_group();
        }
    }

    /// Puts a request into the group, or answers it; whether it was `Close`.
    fn take(&mut self, request: IntakeRequest) -> bool {
        match request {
            IntakeRequest::Append {
                appends,
                permit,
                reply,
            } => {
                let appended = appends.into_iter().map(|append| self.append(append));
                // A duplicate of the same group is acknowledged with it.
                let appended = appended.collect();
                self.group.appends.push((reply, appended, permit));
            }
            IntakeRequest::Delete { ids, reply } => self.delete(&ids, reply),
            IntakeRequest::Close => return true,
        }
        false
    }

    /// Puts a submission into the group, unless it is there already.
    fn append(&mut self, append: Append) -> Result<Appended, StoreError> {
        let Append {
            id,
            request,
            submitted_at,
            body_bytes,
            record,
        } = append;
        let (state, duplicate) = match self.judge(id, request)? {
            Verdict::Known(state) => (state, true),
            Verdict::Fresh => {
                let position = self.journal.write(&record)?;
                let article = PendingArticle {
                    position,
                    submitted_at,
                    body_bytes,
                    request,
                    attempts: 0,
                    is_indexed: false,
                };
                self.group.bytes += record.payload_len();
                self.group.articles.insert(id, article);
                self.group
                    .requests
                    .extend(request.map(|request| (request, id)));
                self.group.journal_end = Some(position.end());
                (ArticleState::Pending, false)
            }
        };
        Ok(Appended {
            id,
            duplicate,
            state,
        })
    }

    fn judge(&self, id: ArticleId, request: Option<RequestDigest>) -> Result<Verdict, StoreError> {
        // Pending first: an article leaves it only once the index shows it.
        let pending =
            self.group.articles.contains_key(&id) || self.shared.pending.get(id).is_some();
        if let Some(request) = request
            && let Some(earlier) = self.find_request(request)?
            && earlier != id
        {
            let context = format!("take the request id of {earlier} with other content");
            return Err(StoreError::new(StoreErrorKind::Conflict, context));
        }
        if pending {
            return Ok(Verdict::Known(ArticleState::Pending));
        }
        let stored = self.shared.index.view().get(&key::article(id))?;
        if let Some(stored) = stored {
            let stored = decode::<StoredArticle>(&stored, "an article")?;
            return Ok(Verdict::Known(stored.article_state()));
        }
        let config = &self.shared.config;
        let pending_count = self.shared.pending.len() + self.group.articles.len();
        if pending_count >= config.backlog_articles_max {
            return Err(self
                .shared
                .exhausted("take a submission: the backlog is full"));
        }
        if self.disk_full {
            return Err(self
                .shared
                .exhausted("take a submission: the disk's reserve is reached"));
        }
        Ok(Verdict::Fresh)
    }

    fn find_request(&self, request: RequestDigest) -> Result<Option<ArticleId>, StoreError> {
        let known = self.group.requests.get(&request).copied();
        if let Some(id) = known.or_else(|| self.shared.pending.request(request)) {
            return Ok(Some(id));
        }
        let stored = self.shared.index.view().get_raw(&key::request(request))?;
        Ok(stored
            .and_then(|id| key::id_of(&id))
            .map(ArticleId::from_bytes))
    }

    fn delete(&mut self, ids: &[ArticleId], reply: oneshot::Sender<Result<(), StoreError>>) {
        for id in ids {
            match self.journal.write(&PreparedRecord::deletion(*id)) {
                Ok(position) => self.group.journal_end = Some(position.end()),
                Err(error) => {
                    if reply.send(Err(error)).is_err() {
                        tracing::debug!("nobody waits for the deletion any more");
                    }
                    return;
                }
            }
        }
        self.group.deletes.push(reply);
    }

    /// Syncs, makes the articles known as pending, and acknowledges.
    fn finish_group(&mut self) {
        let mut group = std::mem::take(&mut self.group);
        // Where only duplicates came there is nothing to sync.
        let synced = match group.journal_end {
            Some(_) => self.journal.sync(),
            None => Ok(()),
        };
        if let Err(error) = synced {
            self.shared.broken.store(true, Ordering::Relaxed);
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "journal sync failed"
            );
            let refuse = || {
                let context = "append to the journal: its sync failed";
                StoreError::new(StoreErrorKind::Unavailable, context)
            };
            for (reply, appended, permit) in group.appends {
                let refused = appended.into_iter().map(|append| append.and(Err(refuse())));
                answer(reply, refused.collect());
                drop(permit);
            }
            for reply in group.deletes {
                drop(reply.send(Err(refuse())));
            }
            return;
        }
        if group.journal_end.is_some() {
            let articles = group.articles.drain();
            self.shared.pending.add(articles, group.journal_end);
        }
        for (reply, appended, permit) in group.appends.drain(..) {
            answer(reply, appended);
            drop(permit);
        }
        for reply in group.deletes.drain(..) {
            drop(reply.send(Ok(())));
        }
        // The next group finds the memory of this one.
        group.requests.clear();
        group.bytes = 0;
        group.journal_end = None;
        self.group = group;
    }

    /// Looks after the disk now and then.
    fn keep_up(&mut self) {
        let now = Instant::now();
        if self.upkeep_at.is_some_and(|due| now < due) {
            return;
        }
        self.upkeep_at = Some(now + UPKEEP_INTERVAL);
        let config = &self.shared.config;
        match free_bytes(&config.data_dir) {
            Ok(free) => self.disk_full = free < config.disk_reserve_bytes,
            Err(error) => tracing::warn!(%error, "cannot read the disk's free space"),
        }
        let retention = Retention {
            bytes_max: config.retention_bytes_max,
            age_max: config
                .retention_days_max
                .map(|days| Duration::from_secs(u64::from(days) * 86_400)),
        };
        if let Err(error) = self
            .journal
            .retire(retention, self.shared.pending.low_water())
        {
            tracing::warn!(error = &error as &dyn std::error::Error, "retention failed");
        }
    }
}

/// The submitter may have gone away; what was appended stays.
fn answer(reply: AppendReply, appended: Vec<Result<Appended, StoreError>>) {
    drop(reply.send(appended));
}

impl IntakeRequest {
    /// Records that it adds to a group.
    fn weight(&self) -> usize {
        match self {
            Self::Append { appends, .. } => appends.len(),
            Self::Delete { ids, .. } => ids.len(),
            Self::Close => 0,
        }
    }
}

fn free_bytes(dir: &std::path::Path) -> std::io::Result<u64> {
    let stat = rustix::fs::statvfs(dir)?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}
