//! Reads: each sees one durable state of the index.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    time::Duration,
};

use bytes::Bytes;

use super::{
    EmbeddedStore, Shared,
    blocks::{block_of, positions},
    corrupt,
    index::View,
    key,
    pending::{Pending, PendingArticle},
    unavailable,
    value::{StoredArticle, StoredEvent, StoredFacets, decode, kind_number},
};
use crate::{
    filter::EventFilter,
    id::{ArticleId, EventId, Seq},
    store::{
        ArticleEntry, ArticleState, Claim, ClaimToken, Commit, EventEntry, EventKey,
        FailedPosition, Failure, LogEntry, LogPage, Outcome, Scan, Store as _, StoreError,
        StoreErrorKind, StoreStats, journal::JournalRecord,
    },
    submission::{Submission, UnixMillis},
};
use alliance_worker::record::EventType;

/// Facets that one scan looks at, so that a filter which takes nothing does
/// not hold a thread for long.
const FACETS_PER_SCAN_MAX: usize = 8_192;

/// Hands claims back where their reading is given up half way.
struct ReleaseOnDrop<'a> {
    pending: &'a Pending,
    tokens: Vec<ClaimToken>,
}

impl Drop for ReleaseOnDrop<'_> {
    fn drop(&mut self) {
        if !self.tokens.is_empty() {
            self.pending.release(self.tokens.drain(..));
        }
    }
}

impl EmbeddedStore {
    /// Reads the bodies of what was claimed. What the journal cannot give
    /// back is failed for good, and told in the log.
    pub(super) async fn read_claims(
        &self,
        taken: Vec<(ClaimToken, PendingArticle)>,
    ) -> Result<Vec<Claim>, StoreError> {
        let mut guard = ReleaseOnDrop {
            pending: &self.shared.pending,
            tokens: taken.iter().map(|(token, _)| *token).collect(),
        };
        let read = move |shared: &Shared| {
            let read_one = |(token, article): (ClaimToken, PendingArticle)| {
                (
                    token,
                    article.attempts,
                    shared.read_record(token.article, &article),
                )
            };
            Ok(taken.into_iter().map(read_one).collect::<Vec<_>>())
        };
        let mut claims = Vec::new();
        for (token, attempts, record) in self.read(read).await? {
            match record {
                Ok(submission) => claims.push(Claim {
                    token,
                    submission,
                    attempts,
                }),
                Err(error) if error.kind == StoreErrorKind::Corrupt => {
                    self.fail_unreadable(token, attempts, &error).await?;
                    guard.tokens.retain(|held| *held != token);
                }
                Err(error) => return Err(error),
            }
        }
        guard.tokens.clear();
        Ok(claims)
    }

    async fn fail_unreadable(
        &self,
        token: ClaimToken,
        attempts: u32,
        error: &StoreError,
    ) -> Result<(), StoreError> {
        tracing::error!(article = %token.article, error = %error, "a stored body is unreadable");
        let now = std::time::UNIX_EPOCH.elapsed().unwrap_or(Duration::ZERO);
        let now = UnixMillis(i64::try_from(now.as_millis()).unwrap_or(i64::MAX));
        let failure = Failure {
            reason: "BODY_UNREADABLE".to_owned(),
            message: error.to_string(),
            attempts: attempts + 1,
            failed_at: now,
        };
        let commit = Commit {
            article: token.article,
            claim: Some(token),
            outcome: Outcome::Failed(failure),
            events: Vec::new(),
        };
        match self.commit(vec![commit], now).await {
            // Somebody else has the claim now, and will find the same.
            Err(error) if error.kind == StoreErrorKind::Conflict => Ok(()),
            outcome => outcome.map(drop),
        }
    }
}

impl Shared {
    pub(super) fn read_submission(&self, id: ArticleId) -> Result<Option<Submission>, StoreError> {
        let position = match self.pending.get(id) {
            Some(article) => article.position,
            None => match stored_article(&self.index.view(), id)? {
                Some(stored) => stored.position(),
                None => return Ok(None),
            },
        };
        match self.journal.read(position)? {
            None => Ok(None),
            Some(record) => submission_of(record, id).map(Some),
        }
    }

    fn read_record(
        &self,
        id: ArticleId,
        article: &PendingArticle,
    ) -> Result<Submission, StoreError> {
        let record = self.journal.read(article.position)?;
        let record = record.ok_or_else(|| corrupt(format!("the body of {id} is gone")))?;
        submission_of(record, id)
    }

    pub(super) fn read_article(&self, id: ArticleId) -> Result<Option<ArticleEntry>, StoreError> {
        // Pending first: an article leaves it only once the index shows it.
        let pending = self.pending.get(id);
        let stored = stored_article(&self.index.view(), id)?;
        Ok(match stored {
            Some(stored) => Some(stored.into_entry(id)),
            None => pending.map(|article| pending_entry(id, &article)),
        })
    }

    pub(super) fn read_output(&self, id: ArticleId) -> Result<Option<Bytes>, StoreError> {
        let view = self.index.view();
        match stored_article(&view, id)? {
            Some(stored) if stored.output != 0 => view.bulk(&key::output(stored.output)),
            _ => Ok(None),
        }
    }

    pub(super) fn read_articles(
        &self,
        after: Option<ArticleId>,
        max: usize,
    ) -> Result<Vec<ArticleEntry>, StoreError> {
        let mut entries: BTreeMap<ArticleId, ArticleEntry> = self
            .pending
            .first_after(after, max)
            .into_iter()
            .map(|(id, article)| (id, pending_entry(id, &article)))
            .collect();
        let start = after.map_or_else(|| vec![key::ARTICLES], |id| behind(&key::article(id)));
        let view = self.index.view();
        for item in view
            .range(&start, &key::column_end(key::ARTICLES))
            .take(max)
        {
            let (stored_key, value) = item?;
            let id = article_id(&stored_key)?;
            let value = view.read(&stored_key, value)?;
            let stored: StoredArticle = decode(&value, "an article")?;
            entries.insert(id, stored.into_entry(id));
        }
        Ok(entries.into_values().take(max).collect())
    }

    pub(super) fn read_failed(
        &self,
        after: Option<FailedPosition>,
        max: usize,
    ) -> Result<Vec<(FailedPosition, ArticleEntry)>, StoreError> {
        let end = key::column_end(key::FAILED);
        let start = after.map_or_else(Vec::new, |after| behind(&after.0));
        let start = start.max(vec![key::FAILED]).min(end.clone());
        let view = self.index.view();
        let mut failed = Vec::new();
        for item in view.range(&start, &end).take(max) {
            let (stored_key, _) = item?;
            let id = article_id(&stored_key)?;
            let stored = stored_article(&view, id)?;
            let stored = stored.ok_or_else(|| corrupt(format!("failed {id} is missing")))?;
            failed.push((FailedPosition(stored_key.to_vec()), stored.into_entry(id)));
        }
        Ok(failed)
    }

    pub(super) fn read_event(&self, id: EventId) -> Result<Option<EventEntry>, StoreError> {
        let view = self.index.view();
        let Some(bytes) = view.get(&key::event(id))? else {
            return Ok(None);
        };
        let stored: StoredEvent = decode(&bytes, "an event")?;
        let seq = Seq(stored.seq);
        let encoded = view
            .bulk(&key::log(seq))?
            .ok_or_else(|| corrupt(format!("{id} is missing in the log")))?;
        Ok(Some(EventEntry {
            id,
            revision: stored.revision,
            seq,
            state: stored.event_state(),
            encoded,
        }))
    }

    pub(super) fn read_events_by_key(&self, keys: &[EventKey]) -> Result<Vec<EventId>, StoreError> {
        let view = self.index.view();
        let mut ids = BTreeSet::new();
        for event_key in keys {
            let prefix = key::event_key_prefix(event_key);
            for item in view.range(&prefix, &key::prefix_end(&prefix)) {
                let (stored_key, _) = item?;
                ids.extend(key::id_of(&stored_key).map(EventId::from_bytes));
            }
        }
        Ok(ids.into_iter().collect())
    }

    pub(super) fn read_position_at(&self, time: UnixMillis) -> Result<Seq, StoreError> {
        let last = self
            .index
            .view()
            .last(&[key::CLOCK], &key::clock_bound(time))?;
        Ok(last
            .and_then(|(key, _)| key::seq_of(&key))
            .unwrap_or_default())
    }

    pub(super) fn read_log(&self, scan: &Scan) -> Result<LogPage, StoreError> {
        let view = self.index.view();
        // Behind the head nothing has been looked at, whatever was asked for.
        let end = scan.range.end.min(view.head().next());
        let range = scan.range.start..end;
        if range.is_empty() || scan.entries_max == 0 {
            return Ok(LogPage {
                entries: Vec::new(),
                next: scan.range.start,
            });
        }
        match scan.filter.as_deref().filter(|filter| !filter.is_empty()) {
            None => scan_all(&view, &range, scan),
            Some(filter) => scan_filtered(&view, &range, scan, filter),
        }
    }

    /// A page out of memory alone: quick enough for any thread. `None` where
    /// the tree has to be asked.
    pub(super) fn log_in_memory(&self, scan: &Scan) -> Option<LogPage> {
        if scan
            .filter
            .as_deref()
            .is_some_and(|filter| !filter.is_empty())
        {
            return None;
        }
        let view = self.index.try_view()?;
        let end = scan.range.end.min(view.head().next());
        let mut start = scan.range.start;
        if start >= end || scan.entries_max == 0 {
            return None;
        }
        let mut filling = Filling::new(scan);
        while start < end && !filling.is_full() {
            let number = block_of(start);
            let entries = view.kept_block(number)?;
            let stretch = start..positions(number).end.min(end);
            filling.take_block(&entries, &stretch);
            start = stretch.end;
        }
        Some(filling.into_page(end))
    }

    pub(super) fn read_stats(&self) -> Result<StoreStats, StoreError> {
        let totals = self.index.read_totals()?;
        let count_of = |kind| totals.active.get(&kind_number(kind)).copied().unwrap_or(0);
        Ok(StoreStats {
            articles_pending_count: self.pending.len() as u64,
            articles_processed_count: totals.processed,
            articles_failed_count: totals.failed,
            failures_by_reason: totals.failed_by_reason,
            events_active_count: totals.active.values().sum(),
            events_retracted_count: totals.retracted,
            events_merged_count: totals.merged,
            events_by_type: EventType::ALL.map(count_of),
            journal_bytes: self.journal.bytes(),
            index_bytes: self.index.bytes()?,
        })
    }
}

fn stored_article(view: &View<'_>, id: ArticleId) -> Result<Option<StoredArticle>, StoreError> {
    let bytes = view.get(&key::article(id))?;
    bytes.map(|bytes| decode(&bytes, "an article")).transpose()
}

/// The log as it lies: by blocks as far as they are whole, the rest from the
/// tree.
fn scan_all(view: &View<'_>, range: &Range<Seq>, scan: &Scan) -> Result<LogPage, StoreError> {
    let mut filling = Filling::new(scan);
    let mut start = range.start;
    while start < range.end && !filling.is_full() {
        let number = block_of(start);
        let whole = positions(number);
        let stretch = start..whole.end.min(range.end);
        let block = if whole.end <= view.head().next() {
            view.block(number)?
        } else {
            None
        };
        match block {
            Some(entries) => filling.take_block(&entries, &stretch),
            None => filling.take_while_room(view.log(&stretch))?,
        }
        start = stretch.end;
    }
    Ok(filling.into_page(range.end))
}

/// A page being filled up to what the scan asked for.
struct Filling<'a> {
    scan: &'a Scan,
    entries: Vec<LogEntry>,
    bytes: usize,
}

impl<'a> Filling<'a> {
    fn new(scan: &'a Scan) -> Self {
        Self {
            scan,
            entries: Vec::new(),
            bytes: 0,
        }
    }

    fn is_full(&self) -> bool {
        self.entries.len() >= self.scan.entries_max || self.bytes >= self.scan.bytes_max
    }

    fn push(&mut self, entry: LogEntry) {
        self.bytes += entry.encoded.len();
        self.entries.push(entry);
    }

    /// What of a block lies in a stretch, as far as there is room.
    fn take_block(&mut self, entries: &[LogEntry], stretch: &Range<Seq>) {
        for entry in entries.iter().filter(|entry| stretch.contains(&entry.seq)) {
            self.push(entry.clone());
            if self.is_full() {
                break;
            }
        }
    }

    fn take_while_room(
        &mut self,
        entries: impl Iterator<Item = Result<LogEntry, StoreError>>,
    ) -> Result<(), StoreError> {
        for entry in entries {
            self.push(entry?);
            if self.is_full() {
                break;
            }
        }
        Ok(())
    }

    /// The page; where it is not full, everything before `end` was looked at.
    fn into_page(self, end: Seq) -> LogPage {
        let last = self.entries.last().filter(|_| self.is_full());
        LogPage {
            next: last.map_or(end, |last| last.seq.next()),
            entries: self.entries,
        }
    }
}

/// Reads the small column of facets, and the log only where they match.
fn scan_filtered(
    view: &View<'_>,
    range: &Range<Seq>,
    scan: &Scan,
    filter: &EventFilter,
) -> Result<LogPage, StoreError> {
    let mut filling = Filling::new(scan);
    let facets = view.range(&key::facets(range.start), &key::facets(range.end));
    for (looked_at, item) in (1..).zip(facets) {
        let (stored_key, value) = item?;
        let seq = facets_seq(&stored_key)?;
        let value = view.read(&stored_key, value)?;
        let (kind, facets) = decode::<StoredFacets>(&value, "facets")?.into_facets()?;
        if filter.matches(kind, &facets) {
            let encoded = view
                .bulk(&key::log(seq))?
                .ok_or_else(|| corrupt(format!("position {seq} is missing in the log")))?;
            filling.push(LogEntry { seq, encoded });
        }
        if filling.is_full() || looked_at >= FACETS_PER_SCAN_MAX {
            return Ok(filling.into_page(seq.next()));
        }
    }
    Ok(filling.into_page(range.end))
}

fn pending_entry(id: ArticleId, article: &PendingArticle) -> ArticleEntry {
    ArticleEntry {
        id,
        state: ArticleState::Pending,
        submitted_at: article.submitted_at,
        body_bytes: article.body_bytes,
        event_ids: Vec::new(),
        failure: None,
        normalizer_version: String::new(),
    }
}

fn submission_of(record: JournalRecord, id: ArticleId) -> Result<Submission, StoreError> {
    match record {
        JournalRecord::Submission {
            id: found,
            submission,
        } if found == id => Ok(*submission),
        _ => Err(corrupt(format!(
            "the journal has another record where {id} should be"
        ))),
    }
}

/// The first key behind this one.
fn behind(key: &[u8]) -> Vec<u8> {
    let mut behind = key.to_vec();
    behind.push(0);
    behind
}

fn article_id(stored_key: &[u8]) -> Result<ArticleId, StoreError> {
    key::id_of(stored_key)
        .map(ArticleId::from_bytes)
        .ok_or_else(|| unavailable("read the index", "a key is too short for an id"))
}

fn facets_seq(stored_key: &sled::IVec) -> Result<Seq, StoreError> {
    key::seq_of(stored_key)
        .ok_or_else(|| unavailable("read the index", "a key is too short for a position"))
}
