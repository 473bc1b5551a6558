//! Applying the rules in force to articles that were processed before.

use std::sync::Arc;

use alliance_worker::record::EventType;
use thiserror::Error;

use super::{Attempt, Committer, Rules};
use crate::{
    clock,
    event::DecodeError,
    id::{ArticleId, EventId, Seq},
    merge::{MergeBatch, MergeError, MergedArticle},
    store::{ArticleState, EventState, Outcome, Store, StoreError, StoreErrorKind},
};

/// Tries at an article that conflicts with what another process has written.
const CONFLICTS_MAX: u32 = 3;

/// What processing anew does to one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: DifferenceKind,
    /// `None` for an event that a dry run would add.
    pub event: Option<EventId>,
    pub event_type: EventType,
    /// Alliance, meeting or document.
    pub subject: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    Added,
    Changed,
    Retracted,
}

/// What became of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reprocessed {
    Done(Vec<Difference>),
    /// It is not processed yet, its body is gone, or it failed anew; its
    /// events stay as they are.
    Skipped,
}

/// Why processing anew ends.
#[derive(Debug, Error)]
pub enum ReprocessError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Merge(#[from] MergeError),
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

/// Processes articles anew, one at a time, beside the pipeline.
#[derive(Clone, Debug)]
pub struct Reprocessor {
    rules: Arc<Rules>,
    committer: Arc<Committer>,
}

impl Reprocessor {
    pub fn new(rules: Arc<Rules>, committer: Arc<Committer>) -> Self {
        Self { rules, committer }
    }

    /// Applies the rules to one article. Changed events get a new revision,
    /// vanished ones are retracted; with `dry_run` nothing is written.
    ///
    /// # Errors
    /// Where the store fails; the article and its events are as before then.
    pub async fn reprocess(
        &self,
        article: ArticleId,
        dry_run: bool,
    ) -> Result<Reprocessed, ReprocessError> {
        let store = self.committer.store();
        let entry = store.article(article).await?;
        if entry.is_none_or(|entry| entry.state != ArticleState::Processed) {
            return Ok(Reprocessed::Skipped);
        }
        let Some(submission) = store.submission(article).await? else {
            return Ok(Reprocessed::Skipped);
        };
        let submission = Arc::new(submission);
        let outcome = self.rules.apply(Arc::clone(&submission)).await;
        if let Err(error) = &outcome {
            let reason = error.reason();
            tracing::warn!(article_id = %article, reason, "an article failed anew");
            return Ok(Reprocessed::Skipped);
        }
        let attempt = Attempt {
            article,
            claim: None,
            submission,
            attempts_before: 0,
            outcome,
        };
        let mut conflicts = 0;
        loop {
            match self.write_anew(&attempt, dry_run).await {
                Err(ReprocessError::Store(error))
                    if error.kind == StoreErrorKind::Conflict && conflicts < CONFLICTS_MAX =>
                {
                    conflicts += 1;
                }
                outcome => return outcome.map(Reprocessed::Done),
            }
        }
    }

    async fn write_anew(
        &self,
        attempt: &Attempt,
        dry_run: bool,
    ) -> Result<Vec<Difference>, ReprocessError> {
        let Ok(normalized) = &attempt.outcome else {
            return Ok(Vec::new());
        };
        let _writing = self.committer.lock().await;
        let store = self.committer.store();
        let codec = Arc::clone(&self.committer.codecs().events);
        let now = clock::now();
        let mut batch = MergeBatch::new(store.as_ref(), codec, now);
        let merged = batch.merge_article(&attempt.submission, normalized).await?;
        let writes = merged.writes.iter();
        let planned: Vec<_> = writes
            .map(|write| (write.id, write.state, write.expected_revision))
            .collect();
        let mut kinds = Vec::with_capacity(planned.len());
        for (id, state, expected_revision) in planned {
            kinds.push(kind_of(store.as_ref(), id, state, expected_revision).await?);
        }
        if dry_run {
            return self.describe_unwritten(merged, kinds);
        }
        let ids = merged.writes.iter().map(|write| write.id);
        let written: Vec<(EventId, DifferenceKind)> = ids.zip(kinds).collect();
        let commit = self.committer.to_commit(attempt, normalized, merged);
        if written.is_empty() && self.is_unchanged(attempt.article, &commit.outcome).await? {
            return Ok(Vec::new());
        }
        store.commit(vec![commit], now).await?;
        let mut differences = Vec::with_capacity(written.len());
        for (id, kind) in written {
            if let Some(entry) = store.event(id).await? {
                differences.push(self.describe(kind, Some(id), &entry.encoded)?);
            }
        }
        Ok(differences)
    }

    /// Whether the article's output would stay what it is, byte by byte.
    async fn is_unchanged(
        &self,
        article: ArticleId,
        outcome: &Outcome,
    ) -> Result<bool, StoreError> {
        let Outcome::Processed {
            output,
            normalizer_version,
            ..
        } = outcome
        else {
            return Ok(false);
        };
        let store = self.committer.store();
        let entry = store.article(article).await?;
        let stored = store.article_output(article).await?;
        Ok(
            entry.is_some_and(|entry| entry.normalizer_version == *normalizer_version)
                && stored.as_ref() == Some(output),
        )
    }

    fn describe_unwritten(
        &self,
        merged: MergedArticle,
        kinds: Vec<DifferenceKind>,
    ) -> Result<Vec<Difference>, ReprocessError> {
        let writes = merged.writes.into_iter().zip(kinds);
        writes
            .map(|(write, kind)| {
                // A new one may get another id once it is written.
                let id = (write.expected_revision > 0).then_some(write.id);
                let encoded = (write.encode)(Seq::default());
                self.describe(kind, id, &encoded)
            })
            .collect()
    }

    fn describe(
        &self,
        kind: DifferenceKind,
        event: Option<EventId>,
        encoded: &[u8],
    ) -> Result<Difference, ReprocessError> {
        let facts = self.committer.codecs().events.decode_event(encoded)?.facts;
        let subject = facts.subject.map(|subject| subject.value).or_else(|| {
            facts
                .alliances
                .into_iter()
                .next()
                .map(|alliance| alliance.name)
        });
        Ok(Difference {
            kind,
            event,
            event_type: facts.kind,
            subject: subject.unwrap_or_default(),
        })
    }
}

/// What a write that is not committed yet does, in the eyes of a reader: an
/// event that was retracted and is told again is there anew.
async fn kind_of(
    store: &dyn Store,
    id: EventId,
    state: EventState,
    expected_revision: u64,
) -> Result<DifferenceKind, StoreError> {
    if state != EventState::Active {
        return Ok(DifferenceKind::Retracted);
    }
    let before = match expected_revision {
        0 => None,
        _ => store.event(id).await?,
    };
    Ok(match before {
        Some(before) if before.state == EventState::Active => DifferenceKind::Changed,
        _ => DifferenceKind::Added,
    })
}
