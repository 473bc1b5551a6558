//! Merging and committing what articles gave. Everything that writes events
//! goes through one [`Committer`], one batch at a time: two batches that both
//! tell of something new would otherwise make two events of it.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::FutureExt as _;
use metrics::{counter, histogram};
use tokio::{runtime::Handle, sync::Mutex, time::Instant};

use super::{
    ArticleOutput, Codecs,
    attempt::{Attempt, AttemptError, RetryPolicy, panic_message},
};
use crate::{
    clock,
    config::PipelineConfig,
    merge::{MergeBatch, MergedArticle},
    store::{Commit, Outcome, Store, StoreError, StoreErrorKind},
    submission::UnixMillis,
    telemetry::{
        COMMIT_ARTICLES, COMMIT_SECONDS, EVENTS_WRITTEN_TOTAL, FAILED_TOTAL, PROCESSED_TOTAL,
        RETRIED_TOTAL,
    },
};

/// Tries at a batch, or at one article of it, that conflicts with what
/// another process has written.
const CONFLICTS_MAX: u32 = 3;
/// Pauses while the store refuses writes: the first, and the longest.
const PAUSE_FIRST: Duration = Duration::from_millis(100);
const PAUSE_MAX: Duration = Duration::from_secs(10);

/// The one writer of events.
#[derive(Debug)]
pub struct Committer {
    store: Arc<dyn Store>,
    codecs: Codecs,
    retry: RetryPolicy,
    writing: Mutex<()>,
}

impl Committer {
    pub fn new(store: Arc<dyn Store>, codecs: Codecs, config: &PipelineConfig) -> Self {
        Self {
            store,
            codecs,
            retry: RetryPolicy {
                attempts_max: config.attempts_max,
                first_after: Duration::from_millis(config.retry_after_ms),
            },
            writing: Mutex::new(()),
        }
    }

    pub(super) fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    pub(super) fn codecs(&self) -> &Codecs {
        &self.codecs
    }

    /// Held while events are read, merged and written.
    pub(super) async fn lock(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.writing.lock().await
    }

    /// Commits the results of a batch, in order; waits for a store that
    /// refuses writes for a while. What cannot be committed is left to the
    /// expiry of its claim, and logged.
    pub(super) async fn commit(self: &Arc<Self>, batch: Vec<Attempt>) {
        let _writing = self.lock().await;
        let batch = Arc::new(batch);
        let Err(error) = self.commit_patiently(Arc::clone(&batch)).await else {
            return;
        };
        if batch.len() > 1 && error.kind != StoreErrorKind::Closed {
            // One of them may be at fault: each for itself, then.
            for attempt in Arc::into_inner(batch).unwrap_or_default() {
                let article = attempt.article;
                if let Err(error) = self.commit_patiently(Arc::new(vec![attempt])).await {
                    log_undone(&error, 1, &article);
                }
            }
        } else if let Some(first) = batch.first() {
            log_undone(&error, batch.len(), &first.article);
        }
    }

    /// Commits, again and again while that can help.
    async fn commit_patiently(
        self: &Arc<Self>,
        batch: Arc<Vec<Attempt>>,
    ) -> Result<(), StoreError> {
        let mut conflicts = 0;
        let mut pause = PAUSE_FIRST;
        loop {
            let Err(error) = self.commit_once(Arc::clone(&batch)).await else {
                return Ok(());
            };
            match error.kind {
                StoreErrorKind::Conflict if conflicts < CONFLICTS_MAX => conflicts += 1,
                StoreErrorKind::Unavailable | StoreErrorKind::Exhausted { .. } => {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "the store refuses a commit"
                    );
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(PAUSE_MAX);
                }
                StoreErrorKind::Conflict | StoreErrorKind::Closed | StoreErrorKind::Corrupt => {
                    return Err(error);
                }
            }
        }
    }

    /// Merging decodes and computes: it runs off the async threads, too.
    async fn commit_once(self: &Arc<Self>, batch: Arc<Vec<Attempt>>) -> Result<(), StoreError> {
        let committer = Arc::clone(self);
        let runtime = Handle::current();
        let started = Instant::now();
        let work = tokio::task::spawn_blocking(move || {
            runtime.block_on(async {
                let now = clock::now();
                let commits = committer.merge_batch(&batch, now).await;
                let counts = Counts::of(&commits);
                let articles_count = commits.len();
                committer.store.commit(commits, now).await?;
                counts.report();
                Ok(articles_count)
            })
        });
        let outcome = work.await.unwrap_or_else(|join| {
            Err(StoreError::new(StoreErrorKind::Closed, "commit a batch").because(join))
        });
        histogram!(COMMIT_SECONDS).record(started.elapsed());
        let articles_count = outcome?;
        #[expect(clippy::cast_precision_loss, reason = "a batch is small")]
        histogram!(COMMIT_ARTICLES).record(articles_count as f64);
        Ok(())
    }

    async fn merge_batch(&self, batch: &[Attempt], now: UnixMillis) -> Vec<Commit> {
        let codec = Arc::clone(&self.codecs.events);
        let mut merging = MergeBatch::new(self.store.as_ref(), codec, now);
        let mut commits = Vec::with_capacity(batch.len());
        for attempt in batch {
            commits.push(self.merge_attempt(&mut merging, attempt, now).await);
        }
        commits
    }

    async fn merge_attempt(
        &self,
        merging: &mut MergeBatch<'_, dyn Store>,
        attempt: &Attempt,
        now: UnixMillis,
    ) -> Commit {
        let merged = match &attempt.outcome {
            Ok(normalized) => self.merge_one(merging, attempt, normalized).await,
            Err(error) => Err(self.failed(attempt, error, now)),
        };
        merged.unwrap_or_else(|outcome| Commit {
            article: attempt.article,
            claim: attempt.claim,
            outcome,
            events: Vec::new(),
        })
    }

    async fn merge_one(
        &self,
        merging: &mut MergeBatch<'_, dyn Store>,
        attempt: &Attempt,
        normalized: &alliance_worker::Normalized,
    ) -> Result<Commit, Outcome> {
        let work = merging.merge_article(&attempt.submission, normalized);
        // A panic leaves the batch's view of events in doubt: a write that
        // builds on it conflicts, and the batch is taken apart.
        let merged = match AssertUnwindSafe(work).catch_unwind().await {
            Ok(Ok(merged)) => merged,
            Ok(Err(error)) => {
                return Err(self.failed(attempt, &AttemptError::Merge(error), clock::now()));
            }
            Err(payload) => {
                let message = panic_message(payload.as_ref());
                let error = AttemptError::MergePanicked { message };
                return Err(self.failed(attempt, &error, clock::now()));
            }
        };
        Ok(self.to_commit(attempt, normalized, merged))
    }

    /// The commit of a merged article.
    pub(super) fn to_commit(
        &self,
        attempt: &Attempt,
        normalized: &alliance_worker::Normalized,
        merged: MergedArticle,
    ) -> Commit {
        let output = self.codecs.outputs.encode_output(&ArticleOutput {
            article: attempt.article,
            submission: &attempt.submission,
            normalized,
            told: &merged.told,
        });
        Commit {
            article: attempt.article,
            claim: attempt.claim,
            outcome: Outcome::Processed {
                output,
                event_ids: merged.event_ids,
                normalizer_version: alliance_worker::NORMALIZER_VERSION.to_owned(),
            },
            events: merged.writes,
        }
    }

    fn failed(&self, attempt: &Attempt, error: &AttemptError, now: UnixMillis) -> Outcome {
        let outcome = self.retry.outcome(error, attempt.attempts_before, now);
        let reason = error.reason();
        let article_id = attempt.article;
        if matches!(outcome, Outcome::Retry { .. }) {
            tracing::warn!(%article_id, reason, "an article will be tried again");
        } else {
            tracing::warn!(%article_id, reason, "an article failed");
        }
        outcome
    }
}

/// What a batch adds to the metrics once it is committed.
#[derive(Debug, Default)]
struct Counts {
    processed: u64,
    events: u64,
    failed: Vec<String>,
    retried: Vec<String>,
}

impl Counts {
    fn of(commits: &[Commit]) -> Self {
        let mut counts = Self::default();
        for commit in commits {
            counts.events += commit.events.len() as u64;
            match &commit.outcome {
                Outcome::Processed { .. } => counts.processed += 1,
                Outcome::Failed(failure) => counts.failed.push(failure.reason.clone()),
                Outcome::Retry { failure, .. } => counts.retried.push(failure.reason.clone()),
            }
        }
        counts
    }

    fn report(self) {
        counter!(PROCESSED_TOTAL).increment(self.processed);
        counter!(EVENTS_WRITTEN_TOTAL).increment(self.events);
        for reason in self.failed {
            counter!(FAILED_TOTAL, "reason" => reason).increment(1);
        }
        for reason in self.retried {
            counter!(RETRIED_TOTAL, "reason" => reason).increment(1);
        }
    }
}

fn log_undone(error: &StoreError, articles: usize, first: &crate::id::ArticleId) {
    tracing::error!(
        error = error as &dyn std::error::Error,
        articles,
        article_id = %first,
        "results could not be committed; the articles are handed out again"
    );
}
