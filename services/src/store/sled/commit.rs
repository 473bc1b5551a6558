//! What a call changes: from results and orders to writes.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use bytes::Bytes;
use prost::Message as _;

use super::{
    corrupt,
    draft::Draft,
    index::View,
    key,
    pending::{Pending, PendingArticle},
    value::{StoredArticle, StoredEvent, StoredFacets, decode},
};
use crate::{
    id::{ArticleId, EventId, Seq},
    store::{
        ArticleState, ClaimToken, Commit, EventKey, EventWrite, Failure, Outcome, StoreError,
        StoreErrorKind,
    },
    submission::UnixMillis,
};

/// What happens to pending work once the batch is durable.
#[derive(Clone, Copy, Debug)]
pub(super) enum Effect {
    Settle(ArticleId),
    Reschedule(ArticleId, PendingArticle, Duration),
}

/// One call being turned into writes.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) draft: &'a mut Draft,
    pub(super) pending: &'a Pending,
    pub(super) effects: Vec<Effect>,
    /// Claims held fast by this call.
    pub(super) held: Vec<ClaimToken>,
}

impl Stage<'_> {
    /// Stages a call to `commit`; answers the positions of its events.
    pub(super) fn commit(
        &mut self,
        batch: &mut Vec<Commit>,
        now: UnixMillis,
    ) -> Result<Vec<Seq>, StoreError> {
        let mut seqs = Vec::new();
        for commit in batch.drain(..) {
            self.commit_article(commit, &mut seqs)?;
        }
        if let Some(last) = seqs.last() {
            // The log's clock never goes back, whatever the system's does.
            let time = now.0.max(self.draft.totals.clock);
            self.draft.totals.clock = time;
            self.draft
                .mark_new(key::clock(UnixMillis(time), *last), &[]);
        }
        Ok(seqs)
    }

    /// Makes a failed article pending again; whether it was failed.
    pub(super) fn retry(&mut self, id: ArticleId) -> Result<bool, StoreError> {
        let Some(mut stored) = self.failed_article(id)? else {
            return Ok(false);
        };
        self.leave_state(id, &stored)?;
        stored.attempts = 0;
        self.make_pending(id, stored, Duration::ZERO)?;
        Ok(true)
    }

    /// The article, where it is failed.
    pub(super) fn failed_article(
        &mut self,
        id: ArticleId,
    ) -> Result<Option<StoredArticle>, StoreError> {
        let stored = self.article(id)?;
        Ok(stored.filter(|stored| stored.article_state() == ArticleState::Failed))
    }

    /// Forgets an article that is not pending.
    pub(super) fn forget(&mut self, id: ArticleId) -> Result<(), StoreError> {
        let Some(stored) = self.article(id)? else {
            return Ok(());
        };
        self.leave_state(id, &stored)?;
        if stored.output != 0 {
            let output = key::output(stored.output);
            self.draft.remove_bulk(self.view, output)?;
        }
        if let Some(digest) = stored.request_digest() {
            self.draft.unmark(key::request(digest));
        }
        self.draft.unmark(key::pending_again(id));
        self.draft.remove(self.view, &key::article(id))
    }

    fn commit_article(&mut self, commit: Commit, seqs: &mut Vec<Seq>) -> Result<(), StoreError> {
        let id = commit.article;
        let mut stored = self.article_to_commit(&commit)?;
        match commit.outcome {
            Outcome::Processed {
                output,
                event_ids,
                normalizer_version,
            } => {
                for event in commit.events {
                    seqs.push(self.write_event(event)?);
                }
                self.leave_state(id, &stored)?;
                self.replace_output(&mut stored, output)?;
                stored.set_event_ids(&event_ids);
                stored.normalizer_version = normalizer_version;
                stored.failure = None;
                self.enter_state(id, stored, ArticleState::Processed)
            }
            Outcome::Failed(failure) => {
                self.leave_state(id, &stored)?;
                self.fail(id, stored, failure)
            }
            Outcome::Retry { failure, after } => {
                self.leave_state(id, &stored)?;
                stored.attempts = failure.attempts;
                stored.failure = Some(failure.into());
                self.make_pending(id, stored, after)
            }
        }
    }

    /// What is known of the article, once it is sure that the call may
    /// commit it. It is off the list of what is pending again then.
    fn article_to_commit(&mut self, commit: &Commit) -> Result<StoredArticle, StoreError> {
        let id = commit.article;
        let Some(token) = commit.claim else {
            let stored = self.article(id)?;
            let settled = stored.filter(|stored| stored.article_state() != ArticleState::Pending);
            return settled
                .ok_or_else(|| conflict(format!("commit {id} anew, which is not settled")));
        };
        let pending = (token.article == id)
            .then(|| self.pending.begin_commit(token))
            .flatten()
            .ok_or_else(|| conflict(format!("commit {id} by a claim that no longer holds")))?;
        self.held.push(token);
        if !pending.is_indexed {
            self.draft.know_absent(key::article(id));
        }
        let stored = self.article(id)?;
        if stored.is_some() {
            self.draft.unmark(key::pending_again(id));
        }
        Ok(stored.unwrap_or_else(|| {
            StoredArticle::new(
                pending.submitted_at,
                pending.body_bytes,
                pending.position,
                pending.request,
            )
        }))
    }

    fn fail(
        &mut self,
        id: ArticleId,
        mut stored: StoredArticle,
        failure: Failure,
    ) -> Result<(), StoreError> {
        self.draft.mark(key::failed(failure.failed_at, id), &[]);
        self.draft.totals.count_failure(&failure.reason);
        stored.attempts = failure.attempts;
        stored.failure = Some(failure.into());
        self.enter_state(id, stored, ArticleState::Failed)
    }

    fn make_pending(
        &mut self,
        id: ArticleId,
        mut stored: StoredArticle,
        after: Duration,
    ) -> Result<(), StoreError> {
        let article = pending_article(&stored);
        stored.set_article_state(ArticleState::Pending);
        self.draft.mark(key::pending_again(id), &[]);
        self.put_article(id, &stored)?;
        self.effects.push(Effect::Reschedule(id, article, after));
        Ok(())
    }

    /// Takes the article out of the list and the total of its state.
    fn leave_state(&mut self, id: ArticleId, stored: &StoredArticle) -> Result<(), StoreError> {
        let state = stored.article_state();
        if let Some(total) = self.draft.totals.articles_in(state) {
            *total = total.saturating_sub(1);
        }
        if state == ArticleState::Failed {
            let failure = stored.failure.as_ref();
            let failure =
                failure.ok_or_else(|| corrupt(format!("{id} is failed without a reason")))?;
            let failed_at = UnixMillis(failure.failed_at);
            self.draft.unmark(key::failed(failed_at, id));
            self.draft.totals.uncount_failure(&failure.reason);
        }
        Ok(())
    }

    fn enter_state(
        &mut self,
        id: ArticleId,
        mut stored: StoredArticle,
        state: ArticleState,
    ) -> Result<(), StoreError> {
        stored.set_article_state(state);
        if let Some(total) = self.draft.totals.articles_in(state) {
            *total += 1;
        }
        if let Some(digest) = stored.request_digest() {
            self.draft.mark(key::request(digest), id.as_bytes());
        }
        self.put_article(id, &stored)?;
        self.effects.push(Effect::Settle(id));
        Ok(())
    }

    fn replace_output(
        &mut self,
        stored: &mut StoredArticle,
        output: Bytes,
    ) -> Result<(), StoreError> {
        if stored.output != 0 {
            let output = key::output(stored.output);
            self.draft.remove_bulk(self.view, output)?;
        }
        self.draft.totals.outputs += 1;
        stored.output = self.draft.totals.outputs;
        self.draft.put_bulk(key::output(stored.output), output);
        Ok(())
    }

    /// Writes a new revision, and takes the one before out of the log.
    fn write_event(&mut self, event: EventWrite) -> Result<Seq, StoreError> {
        let old = self.old_revision(&event)?;
        let is_new = old.is_none();
        if let Some(old) = old {
            let seq = Seq(old.seq);
            self.draft.remove_bulk(self.view, key::log(seq))?;
            self.draft.remove(self.view, &key::facets(seq))?;
            let total = old.count_in(&mut self.draft.totals);
            *total = total.saturating_sub(1);
            for old_key in old.keys.into_iter().map(EventKey) {
                if !event.keys.contains(&old_key) {
                    self.draft.unmark(key::event_key(&old_key, event.id));
                }
            }
        }
        let seq = Seq(self.draft.totals.head).next();
        self.draft.totals.head = seq.0;
        let encode = event.encode;
        // It is the caller's code: its panic must not end the writer.
        let encoded = catch_unwind(AssertUnwindSafe(|| encode(seq))).map_err(|_panic| {
            let context = format!("encode {}: the encoder panicked", event.id);
            StoreError::new(StoreErrorKind::Unavailable, context)
        })?;
        self.draft.put_bulk(key::log(seq), encoded);
        let facets = StoredFacets::new(event.kind, event.facets).encode_to_vec();
        self.draft.put_new(key::facets(seq), &facets)?;
        for event_key in &event.keys {
            let row = key::event_key(event_key, event.id);
            if is_new {
                self.draft.mark_new(row, &[]);
            } else {
                self.draft.mark(row, &[]);
            }
        }
        let stored = StoredEvent::new(event.revision, seq, event.state, event.kind, event.keys);
        *stored.count_in(&mut self.draft.totals) += 1;
        self.draft
            .put(self.view, key::event(event.id), &stored.encode_to_vec())?;
        Ok(seq)
    }

    fn old_revision(&mut self, event: &EventWrite) -> Result<Option<StoredEvent>, StoreError> {
        if event
            .keys
            .iter()
            .any(|key| key.0.len() > EventKey::BYTES_MAX)
        {
            return Err(StoreError::new(
                StoreErrorKind::Unavailable,
                format!(
                    "write {} with a key over {} bytes",
                    event.id,
                    EventKey::BYTES_MAX
                ),
            ));
        }
        let old = self.event(event.id)?;
        let revision = old.as_ref().map_or(0, |old| old.revision);
        if revision != event.expected_revision || event.revision <= revision {
            return Err(conflict(format!(
                "replace revision {} of {} by {}: it is at {revision}",
                event.expected_revision, event.id, event.revision
            )));
        }
        Ok(old)
    }

    fn article(&mut self, id: ArticleId) -> Result<Option<StoredArticle>, StoreError> {
        let bytes = self.draft.get(self.view, &key::article(id))?;
        bytes.map(|bytes| decode(&bytes, "an article")).transpose()
    }

    fn event(&mut self, id: EventId) -> Result<Option<StoredEvent>, StoreError> {
        let bytes = self.draft.get(self.view, &key::event(id))?;
        bytes.map(|bytes| decode(&bytes, "an event")).transpose()
    }

    fn put_article(&mut self, id: ArticleId, stored: &StoredArticle) -> Result<(), StoreError> {
        self.draft
            .put(self.view, key::article(id), &stored.encode_to_vec())
    }
}

/// What pending work has to know of an article that the index keeps.
pub(super) fn pending_article(stored: &StoredArticle) -> PendingArticle {
    PendingArticle {
        position: stored.position(),
        submitted_at: UnixMillis(stored.submitted_at),
        body_bytes: stored.body_bytes,
        request: stored.request_digest(),
        attempts: stored.attempts,
        is_indexed: true,
    }
}

fn conflict(context: String) -> StoreError {
    StoreError::new(StoreErrorKind::Conflict, context)
}
