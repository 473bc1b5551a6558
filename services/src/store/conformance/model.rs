//! Any history of calls and restarts leaves what a simple model says.

use std::{collections::BTreeMap, time::Duration};

use futures::FutureExt as _;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::{
    Backend, LEASE, NOW, encoded, event_id, event_write, failed, failure, processed, submission,
    whole_log,
};
use crate::{
    id::{ArticleId, Seq},
    store::{ArticleState, Claim, Commit, LogEntry, Outcome, Store, StoreErrorKind},
};

const CASES: u32 = 24;
const ARTICLES: u64 = 8;
const EVENTS: u32 = 5;

#[derive(Clone, Debug)]
enum Call {
    Append(u64),
    Claim(usize),
    /// Commits the claim at this place with these events; the flag makes the
    /// last of them stale.
    Process(usize, Vec<u32>, bool),
    Fail(usize),
    TryAgain(usize),
    Release(usize),
    Retry(u64),
    Delete(u64),
    Restart,
}

fn any_call() -> impl Strategy<Value = Call> {
    let place = 0_usize..4;
    prop_oneof![
        6 => (0..ARTICLES).prop_map(Call::Append),
        4 => (1_usize..4).prop_map(Call::Claim),
        6 => (
            place.clone(),
            proptest::collection::vec(0..EVENTS, 0..3),
            proptest::bool::weighted(0.15),
        ).prop_map(|(place, events, stale)| Call::Process(place, events, stale)),
        2 => place.clone().prop_map(Call::Fail),
        1 => place.clone().prop_map(Call::TryAgain),
        1 => place.prop_map(Call::Release),
        1 => (0..ARTICLES).prop_map(Call::Retry),
        1 => (0..ARTICLES).prop_map(Call::Delete),
        2 => Just(Call::Restart),
    ]
}

/// What a store should hold.
#[derive(Debug, Default)]
struct Model {
    states: BTreeMap<ArticleId, ArticleState>,
    /// Oldest first.
    order: Vec<ArticleId>,
    attempts: BTreeMap<ArticleId, u32>,
    /// Claims that hold, and those that no longer do.
    held: Vec<Claim>,
    lost: Vec<Claim>,
    revisions: BTreeMap<u32, u64>,
    log: BTreeMap<Seq, (u32, u64)>,
    head: Seq,
}

impl Model {
    fn claimable(&self) -> Vec<ArticleId> {
        let is_held = |id: &ArticleId| self.held.iter().any(|held| held.token.article == *id);
        let is_pending = |id: &ArticleId| self.states.get(id) == Some(&ArticleState::Pending);
        let order = self.order.iter().copied();
        order.filter(|id| is_pending(id) && !is_held(id)).collect()
    }

    fn settle(&mut self, place: usize, state: ArticleState) -> Claim {
        let claim = self.held.remove(place);
        self.states.insert(claim.token.article, state);
        self.lost.push(claim.clone());
        claim
    }

    fn expected_log(&self) -> Vec<LogEntry> {
        let entry = |(seq, (number, revision)): (&Seq, &(u32, u64))| LogEntry {
            seq: *seq,
            encoded: encoded(*number, *revision, *seq, 0),
        };
        self.log.iter().map(entry).collect()
    }
}

/// Runs random histories, each on a backend of its own.
pub(in crate::store) fn any_history_agrees_with_the_model(
    new_backend: impl Fn() -> Box<dyn Backend>,
) {
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    let histories = proptest::collection::vec(any_call(), 1..60);
    let outcome = TestRunner::new(config).run(&histories, |history| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(run_history(&*new_backend(), history));
        Ok(())
    });
    outcome.unwrap();
}

async fn run_history(backend: &dyn Backend, history: Vec<Call>) {
    let mut model = Model::default();
    let mut store = backend.open().await;
    for call in history {
        if matches!(call, Call::Restart) {
            store = backend.reopen(store).await;
            model.lost.append(&mut model.held);
            check_all(&*store, &model).await;
        } else {
            run_call(&*store, &mut model, call).await;
        }
        assert_eq!(*store.head().borrow(), model.head);
    }
    store = backend.reopen(store).await;
    check_all(&*store, &model).await;
    store.close().await.unwrap();
}

async fn run_call(store: &dyn Store, model: &mut Model, call: Call) {
    let place_of = |place: usize| (!model.held.is_empty()).then(|| place % model.held.len());
    match call {
        Call::Append(number) => append(store, model, number).await,
        Call::Claim(max) => claim(store, model, max).await,
        Call::Process(place, events, stale) => {
            if let Some(place) = place_of(place) {
                process(store, model, place, &events, stale).await;
            }
        }
        Call::Fail(place) => {
            if let Some(place) = place_of(place) {
                let claim = model.settle(place, ArticleState::Failed);
                store.commit(vec![failed(&claim, NOW)], NOW).await.unwrap();
            }
        }
        Call::TryAgain(place) => {
            if let Some(place) = place_of(place) {
                try_again(store, model, place).await;
            }
        }
        Call::Release(place) => {
            if let Some(place) = place_of(place) {
                let claim = model.settle(place, ArticleState::Pending);
                store.release(&[claim.token]).await.unwrap();
            }
        }
        Call::Retry(number) => {
            let id = submission(number).article_id();
            let expected = failed_id(model, id);
            assert_eq!(store.retry(&[id]).await.unwrap(), expected);
            for id in expected {
                model.states.insert(id, ArticleState::Pending);
                model.attempts.remove(&id);
            }
        }
        Call::Delete(number) => {
            let id = submission(number).article_id();
            let expected = failed_id(model, id);
            assert_eq!(store.delete_failed(&[id]).await.unwrap(), expected);
            for id in expected {
                model.states.remove(&id);
                model.attempts.remove(&id);
                model.order.retain(|known| *known != id);
            }
        }
        Call::Restart => {}
    }
}

async fn claim(store: &dyn Store, model: &mut Model, max: usize) {
    let mut expected = model.claimable();
    expected.truncate(max);
    if expected.is_empty() {
        assert!(store.claim(max, LEASE).now_or_never().is_none());
        return;
    }
    let claims = store.claim(max, LEASE).await.unwrap();
    let claimed: Vec<_> = claims.iter().map(|claim| claim.token.article).collect();
    assert_eq!(claimed, expected);
    for claim in &claims {
        let attempts = model.attempts.get(&claim.token.article).copied();
        assert_eq!(claim.attempts, attempts.unwrap_or(0));
    }
    model.held.extend(claims);
}

async fn try_again(store: &dyn Store, model: &mut Model, place: usize) {
    let claim = model.settle(place, ArticleState::Pending);
    let attempts = claim.attempts + 1;
    model.attempts.insert(claim.token.article, attempts);
    let outcome = Outcome::Retry {
        failure: failure(attempts, NOW),
        after: Duration::ZERO,
    };
    let commit = Commit {
        outcome,
        ..failed(&claim, NOW)
    };
    store.commit(vec![commit], NOW).await.unwrap();
}

fn failed_id(model: &Model, id: ArticleId) -> Vec<ArticleId> {
    let is_failed = model.states.get(&id) == Some(&ArticleState::Failed);
    is_failed.then_some(id).into_iter().collect()
}

async fn append(store: &dyn Store, model: &mut Model, number: u64) {
    let appended = store.append(submission(number)).await.unwrap();
    let known = model.states.get(&appended.id).copied();
    assert_eq!(appended.duplicate, known.is_some());
    assert_eq!(appended.state, known.unwrap_or(ArticleState::Pending));
    if known.is_none() {
        model.states.insert(appended.id, ArticleState::Pending);
        model.order.push(appended.id);
    }
}

async fn process(store: &dyn Store, model: &mut Model, place: usize, events: &[u32], stale: bool) {
    if let Some(lost) = model.lost.last() {
        let late = store.commit(vec![processed(lost, Vec::new())], NOW).await;
        assert_eq!(late.unwrap_err().kind, StoreErrorKind::Conflict);
    }
    let mut revisions = model.revisions.clone();
    let mut writes = Vec::new();
    for number in events {
        let revision = revisions.entry(*number).or_insert(0);
        *revision += 1;
        writes.push(event_write(*number, *revision));
    }
    if stale {
        let number = events.last().copied().unwrap_or(0);
        let stale_revision = revisions.get(&number).copied().unwrap_or(0) + 2;
        writes.push(event_write(number, stale_revision));
    }
    let claim = &model.held[place];
    let outcome = store.commit(vec![processed(claim, writes)], NOW).await;
    if stale {
        assert_eq!(outcome.unwrap_err().kind, StoreErrorKind::Conflict);
        return;
    }
    let seqs = outcome.unwrap();
    assert_eq!(seqs.len(), events.len());
    for (number, seq) in events.iter().zip(seqs) {
        assert!(seq > model.head);
        model.head = seq;
        let revision = model.revisions.entry(*number).or_insert(0);
        *revision += 1;
        model.log.retain(|_, (logged, _)| logged != number);
        model.log.insert(seq, (*number, *revision));
    }
    model.settle(place, ArticleState::Processed);
}

async fn check_all(store: &dyn Store, model: &Model) {
    for number in 0..ARTICLES {
        let id = submission(number).article_id();
        let entry = store.article(id).await.unwrap();
        let state = model.states.get(&id).copied();
        assert_eq!(entry.map(|entry| entry.state), state);
        let kept = store.submission(id).await.unwrap();
        assert_eq!(kept, state.map(|_| submission(number)));
    }
    let listed = store.articles(None, usize::MAX).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|entry| (entry.id, entry.state)).collect();
    assert_eq!(listed, model.states.clone().into_iter().collect::<Vec<_>>());
    for number in 0..EVENTS {
        let event = store.event(event_id(number)).await.unwrap();
        let revision = event.map(|event| event.revision);
        assert_eq!(revision, model.revisions.get(&number).copied());
    }
    assert_eq!(
        store.scan(whole_log()).await.unwrap().entries,
        model.expected_log()
    );
    let stats = store.stats().await.unwrap();
    let count_of = |wanted| {
        model
            .states
            .values()
            .filter(|state| **state == wanted)
            .count() as u64
    };
    assert_eq!(
        stats.articles_pending_count,
        count_of(ArticleState::Pending)
    );
    assert_eq!(
        stats.articles_processed_count,
        count_of(ArticleState::Processed)
    );
    assert_eq!(stats.articles_failed_count, count_of(ArticleState::Failed));
    assert_eq!(stats.events_active_count, model.log.len() as u64);
}
