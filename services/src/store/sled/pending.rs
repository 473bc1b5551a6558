//! Pending work, in memory: the journal is its authority, and it is read from
//! there again when the store opens.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, hash_map},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

use super::key::RequestDigest;
use crate::{
    id::ArticleId,
    store::{ClaimToken, journal::JournalPosition, random::random_u64},
    submission::UnixMillis,
};

/// What is known of a pending article.
#[derive(Clone, Copy, Debug)]
pub(super) struct PendingArticle {
    pub(super) position: JournalPosition,
    pub(super) submitted_at: UnixMillis,
    pub(super) body_bytes: u64,
    pub(super) request: Option<RequestDigest>,
    pub(super) attempts: u32,
    /// The index knows of it, too: it was tried or settled before.
    pub(super) is_indexed: bool,
}

/// All pending articles, and who waits for them.
#[derive(Debug)]
pub(super) struct Pending {
    state: Mutex<State>,
    /// Something may have become ready, or the store closes.
    changed: Notify,
}

#[derive(Debug)]
struct State {
    articles: HashMap<ArticleId, Entry>,
    requests: HashMap<RequestDigest, ArticleId>,
    /// Every pending article, oldest first.
    by_position: BTreeMap<JournalPosition, ArticleId>,
    ready: BTreeSet<JournalPosition>,
    /// When retries fall due and claims expire.
    timers: BTreeSet<(Instant, JournalPosition)>,
    generation: u64,
    /// Everything before it is durable in the journal and known here.
    journal_end: JournalPosition,
    closed: bool,
}

#[derive(Debug)]
struct Entry {
    article: PendingArticle,
    phase: Phase,
    /// Made by the first that waits for the article to be settled.
    settled: Option<Arc<Notify>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Ready,
    /// To be retried then.
    Waiting(Instant),
    Claimed {
        generation: u64,
        until: Instant,
    },
    /// Its result is being written; it is not handed out meanwhile.
    Committing {
        generation: u64,
        until: Instant,
    },
}

/// What came of asking for work.
#[derive(Debug)]
pub(super) enum Taken {
    Claims(Vec<(ClaimToken, PendingArticle)>),
    /// Nothing is ready before then; `None` where nothing waits.
    NothingUntil(Option<Instant>),
    Closed,
}

impl Pending {
    pub(super) fn new() -> Self {
        Self {
            state: Mutex::new(State {
                articles: HashMap::new(),
                requests: HashMap::new(),
                by_position: BTreeMap::new(),
                ready: BTreeSet::new(),
                timers: BTreeSet::new(),
                // Tokens of an earlier run must not fit a claim of this one.
                generation: random_u64() >> 1,
                journal_end: JournalPosition::default(),
                closed: false,
            }),
            changed: Notify::new(),
        }
    }

    /// Adds articles that are ready to be claimed. `journal_end` is the
    /// position behind all that is durable in the journal.
    pub(super) fn add(
        &self,
        articles: impl IntoIterator<Item = (ArticleId, PendingArticle)>,
        journal_end: Option<JournalPosition>,
    ) {
        let mut state = self.lock();
        for (id, article) in articles {
            state.insert(id, article, Phase::Ready);
        }
        if let Some(end) = journal_end {
            state.journal_end = end;
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// Makes an article due after a while: one that is being committed, or
    /// one that was settled.
    pub(super) fn reschedule(&self, id: ArticleId, article: PendingArticle, after: Duration) {
        let mut state = self.lock();
        let waiters = state.remove(id).and_then(|entry| entry.settled);
        let phase = match after {
            Duration::ZERO => Phase::Ready,
            _ => Phase::Waiting(later(Instant::now(), after)),
        };
        state.insert(id, article, phase);
        if let Some(entry) = state.articles.get_mut(&id) {
            entry.settled = waiters;
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// Takes an article out, and wakes those that wait for it.
    pub(super) fn settle(&self, id: ArticleId) {
        let removed = self.lock().remove(id);
        if let Some(settled) = removed.and_then(|entry| entry.settled) {
            settled.notify_waiters();
        }
    }

    pub(super) fn get(&self, id: ArticleId) -> Option<PendingArticle> {
        self.lock().articles.get(&id).map(|entry| entry.article)
    }

    /// Up to `max` pending articles behind `after`, by their ids.
    pub(super) fn first_after(
        &self,
        after: Option<ArticleId>,
        max: usize,
    ) -> Vec<(ArticleId, PendingArticle)> {
        let mut behind: Vec<_> = {
            let state = self.lock();
            let articles = state
                .articles
                .iter()
                .map(|(id, entry)| (*id, entry.article));
            articles.filter(|(id, _)| Some(*id) > after).collect()
        };
        behind.sort_unstable_by_key(|(id, _)| *id);
        behind.truncate(max);
        behind
    }

    pub(super) fn request(&self, request: RequestDigest) -> Option<ArticleId> {
        self.lock().requests.get(&request).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.lock().articles.len()
    }

    /// The journal before it holds nothing that is pending.
    pub(super) fn low_water(&self) -> JournalPosition {
        let state = self.lock();
        let oldest = state.by_position.keys().next().copied();
        oldest.unwrap_or(state.journal_end)
    }

    /// Claims up to `max` articles, oldest first.
    pub(super) fn take(&self, max: usize, lease: Duration) -> Taken {
        let mut state = self.lock();
        if state.closed {
            return Taken::Closed;
        }
        let now = Instant::now();
        state.ripen(now);
        let mut claims = Vec::new();
        while claims.len() < max
            && let Some(position) = state.ready.pop_first()
        {
            claims.extend(state.claim_at(position, later(now, lease)));
        }
        if claims.is_empty() {
            return Taken::NothingUntil(state.timers.first().map(|(due, _)| *due));
        }
        Taken::Claims(claims)
    }

    /// Hands claimed articles back; tokens that are no longer valid are
    /// passed over.
    pub(super) fn release(&self, tokens: impl IntoIterator<Item = ClaimToken>) {
        let mut state = self.lock();
        for token in tokens {
            if let Some(entry) = state.articles.get(&token.article)
                && let Phase::Claimed { generation, .. } = entry.phase
                && generation == token.generation
            {
                state.set_phase(token.article, Phase::Ready);
            }
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// Holds a claimed article fast while its result is written; `None` where
    /// the claim is no longer valid.
    pub(super) fn begin_commit(&self, token: ClaimToken) -> Option<PendingArticle> {
        let mut state = self.lock();
        // A claim that ran out but that nobody has taken over is still good.
        let entry = state.articles.get(&token.article)?;
        let article = entry.article;
        match entry.phase {
            Phase::Claimed { generation, until } if generation == token.generation => {
                state.set_phase(token.article, Phase::Committing { generation, until });
                Some(article)
            }
            _ => None,
        }
    }

    /// Lets go of an article whose result was not written.
    pub(super) fn abort_commit(&self, token: ClaimToken) {
        let mut state = self.lock();
        if let Some(entry) = state.articles.get(&token.article)
            && let Phase::Committing { generation, until } = entry.phase
            && generation == token.generation
        {
            state.set_phase(token.article, Phase::Claimed { generation, until });
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// Wakes when the article is settled; `None` where it is not pending.
    pub(super) fn settled(&self, id: ArticleId) -> Option<Arc<Notify>> {
        let mut state = self.lock();
        let entry = state.articles.get_mut(&id)?;
        Some(Arc::clone(entry.settled.get_or_insert_default()))
    }

    /// Wakes when something may have become ready, or the store closes.
    pub(super) fn changed(&self) -> &Notify {
        &self.changed
    }

    /// Ends all waiting.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        for entry in state.articles.values() {
            if let Some(settled) = &entry.settled {
                settled.notify_waiters();
            }
        }
        drop(state);
        self.changed.notify_waiters();
    }

    pub(super) fn is_closed(&self) -> bool {
        self.lock().closed
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No code that holds it can leave it half changed by a panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn insert(&mut self, id: ArticleId, article: PendingArticle, phase: Phase) {
        if let hash_map::Entry::Vacant(vacant) = self.articles.entry(id) {
            vacant.insert(Entry {
                article,
                phase: Phase::Ready,
                settled: None,
            });
            self.by_position.insert(article.position, id);
            self.ready.insert(article.position);
            self.requests
                .extend(article.request.map(|request| (request, id)));
            self.set_phase(id, phase);
        }
    }

    fn remove(&mut self, id: ArticleId) -> Option<Entry> {
        self.set_phase(id, Phase::Ready);
        let entry = self.articles.remove(&id)?;
        self.ready.remove(&entry.article.position);
        self.by_position.remove(&entry.article.position);
        if let Some(request) = entry.article.request {
            self.requests.remove(&request);
        }
        Some(entry)
    }

    /// Keeps the queues in step with the phase.
    fn set_phase(&mut self, id: ArticleId, phase: Phase) {
        let Some(entry) = self.articles.get_mut(&id) else {
            return;
        };
        let position = entry.article.position;
        match std::mem::replace(&mut entry.phase, phase) {
            Phase::Ready => {
                self.ready.remove(&position);
            }
            Phase::Waiting(at) | Phase::Claimed { until: at, .. } => {
                self.timers.remove(&(at, position));
            }
            Phase::Committing { .. } => {}
        }
        match phase {
            Phase::Ready => {
                self.ready.insert(position);
            }
            Phase::Waiting(at) | Phase::Claimed { until: at, .. } => {
                self.timers.insert((at, position));
            }
            Phase::Committing { .. } => {}
        }
    }

    /// Makes ready what has fallen due or run out.
    fn ripen(&mut self, now: Instant) {
        while let Some((due, position)) = self.timers.first().copied()
            && due <= now
        {
            self.timers.pop_first();
            if let Some(id) = self.by_position.get(&position).copied() {
                self.set_phase(id, Phase::Ready);
            }
        }
    }

    fn claim_at(
        &mut self,
        position: JournalPosition,
        until: Instant,
    ) -> Option<(ClaimToken, PendingArticle)> {
        let id = self.by_position.get(&position).copied()?;
        let article = self.articles.get(&id)?.article;
        self.generation += 1;
        let generation = self.generation;
        self.set_phase(id, Phase::Claimed { generation, until });
        Some((
            ClaimToken {
                article: id,
                generation,
            },
            article,
        ))
    }
}

/// A moment after `now`; a wait beyond all clocks is cut to some decades.
fn later(now: Instant, after: Duration) -> Instant {
    const AFTER_MAX: Duration = Duration::from_hours(24 * 365 * 30);
    now + after.min(AFTER_MAX)
}
