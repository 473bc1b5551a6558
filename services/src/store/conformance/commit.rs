//! Commits: all or nothing, once.

use std::time::Duration;

use bytes::Bytes;
use futures::poll;

use super::{
    Backend, NOW, append, claim_one, encoded, event_id, event_write, failed, failure, processed,
    settle_new, submission, whole_log,
};
use crate::{
    id::Seq,
    store::{ArticleState, Commit, EventEntry, EventKey, EventState, Outcome, StoreErrorKind},
};

pub(in crate::store) async fn a_commit_is_all_there_after_a_restart(backend: &dyn Backend) {
    let mut store = backend.open().await;
    let events = vec![event_write(1, 1), event_write(2, 1)];
    let (id, seqs) = settle_new(&*store, 1, events).await;
    assert!(seqs[0] < seqs[1]);
    for _ in 0..2 {
        assert_eq!(*store.head().borrow(), seqs[1]);
        let entry = store.article(id).await.unwrap().unwrap();
        assert_eq!(entry.state, ArticleState::Processed);
        assert_eq!(entry.event_ids, [event_id(1), event_id(2)]);
        assert_eq!(entry.normalizer_version, "1");
        assert_eq!(entry.failure, None);
        let output = store.article_output(id).await.unwrap();
        assert_eq!(output, Some(Bytes::from(format!("output of {id}"))));
        let event = EventEntry {
            id: event_id(2),
            revision: 1,
            seq: seqs[1],
            state: EventState::Active,
            encoded: encoded(2, 1, seqs[1], 0),
        };
        assert_eq!(store.event(event_id(2)).await.unwrap(), Some(event));
        assert_eq!(store.scan(whole_log()).await.unwrap().entries.len(), 2);
        assert_eq!(store.submission(id).await.unwrap(), Some(submission(1)));
        store = backend.reopen(store).await;
    }
    let (_, later) = settle_new(&*store, 2, vec![event_write(3, 1)]).await;
    assert!(later[0] > seqs[1]);
}

pub(in crate::store) async fn a_settled_article_takes_no_second_commit(backend: &dyn Backend) {
    let store = backend.open().await;
    append(&*store, 1).await;
    let claim = claim_one(&*store).await;
    let twice = vec![
        processed(&claim, vec![event_write(1, 1)]),
        processed(&claim, vec![event_write(2, 1)]),
    ];
    let error = store.commit(twice, NOW).await.unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Conflict);
    assert_eq!(store.event(event_id(1)).await.unwrap(), None);

    let once = vec![processed(&claim, vec![event_write(1, 1)])];
    store.commit(once, NOW).await.unwrap();
    let again = vec![processed(&claim, vec![event_write(2, 1)])];
    let error = store.commit(again, NOW).await.unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Conflict);
    assert_eq!(store.event(event_id(2)).await.unwrap(), None);
    assert_eq!(store.scan(whole_log()).await.unwrap().entries.len(), 1);
}

pub(in crate::store) async fn an_old_revision_is_a_conflict_and_writes_nothing(
    backend: &dyn Backend,
) {
    let store = backend.open().await;
    settle_new(&*store, 1, vec![event_write(1, 1)]).await;
    let (_, seqs) = settle_new(&*store, 2, vec![event_write(1, 2)]).await;
    let id = append(&*store, 3).await;
    let claim = claim_one(&*store).await;
    for stale in [1, 2, 4] {
        let events = vec![event_write(9, 1), event_write(1, stale)];
        let error = store
            .commit(vec![processed(&claim, events)], NOW)
            .await
            .unwrap_err();
        assert_eq!(error.kind, StoreErrorKind::Conflict);
    }
    assert_eq!(store.event(event_id(9)).await.unwrap(), None);
    assert_eq!(*store.head().borrow(), seqs[0]);
    let entry = store.article(id).await.unwrap().unwrap();
    assert_eq!(entry.state, ArticleState::Pending);
    // The claim still holds.
    let events = vec![event_write(1, 3)];
    store
        .commit(vec![processed(&claim, events)], NOW)
        .await
        .unwrap();
}

pub(in crate::store) async fn events_are_found_by_their_keys(backend: &dyn Backend) {
    let mut store = backend.open().await;
    let keys = [
        b"a".to_vec(),
        b"ab".to_vec(),
        vec![0xff; EventKey::BYTES_MAX],
        Vec::new(),
    ];
    for (number, key) in (0..).zip(&keys) {
        let mut write = event_write(number, 1);
        write.keys = vec![EventKey(key.clone()), EventKey(b"shared".to_vec())];
        settle_new(&*store, u64::from(number), vec![write]).await;
    }
    for _ in 0..2 {
        for (number, key) in (0..).zip(&keys) {
            let found = store.events_by_key(&[EventKey(key.clone())]).await.unwrap();
            assert_eq!(found, [event_id(number)]);
        }
        let both = [EventKey(b"shared".to_vec()), EventKey(b"a".to_vec())];
        let mut all: Vec<_> = (0..4).map(event_id).collect();
        all.sort_unstable();
        assert_eq!(store.events_by_key(&both).await.unwrap(), all);
        store = backend.reopen(store).await;
    }
}

pub(in crate::store) async fn keys_are_replaced_with_the_revision(backend: &dyn Backend) {
    let store = backend.open().await;
    settle_new(&*store, 1, vec![event_write(1, 1)]).await;
    let mut write = event_write(1, 2);
    write.keys = vec![EventKey(b"new".to_vec())];
    settle_new(&*store, 2, vec![write]).await;
    let find = |key: &str| vec![EventKey(key.as_bytes().to_vec())];
    assert!(
        store
            .events_by_key(&find("key 1"))
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        store.events_by_key(&find("new")).await.unwrap(),
        [event_id(1)]
    );
}

pub(in crate::store) async fn settled_wakes_and_tells_the_outcome(backend: &dyn Backend) {
    let store = backend.open().await;
    let unknown = submission(99).article_id();
    assert_eq!(store.settled(unknown).await.unwrap(), None);
    let id = append(&*store, 1).await;
    let mut waiting = store.settled(id);
    assert!(poll!(&mut waiting).is_pending());
    let claim = claim_one(&*store).await;
    // An attempt that is to be repeated settles nothing.
    let retry = Commit {
        outcome: Outcome::Retry {
            failure: failure(1, NOW),
            after: Duration::ZERO,
        },
        ..failed(&claim, NOW)
    };
    store.commit(vec![retry], NOW).await.unwrap();
    assert!(poll!(&mut waiting).is_pending());
    let claim = claim_one(&*store).await;
    store
        .commit(vec![processed(&claim, vec![event_write(1, 1)])], NOW)
        .await
        .unwrap();
    let entry = waiting.await.unwrap().unwrap();
    assert_eq!(entry.state, ArticleState::Processed);
    assert_eq!(entry.event_ids, [event_id(1)]);
    assert_eq!(store.settled(id).await.unwrap(), Some(entry));
}

pub(in crate::store) async fn a_retry_falls_due_later_and_counts_attempts(backend: &dyn Backend) {
    let store = backend.open().await;
    let id = append(&*store, 1).await;
    let claim = claim_one(&*store).await;
    let retry = Commit {
        outcome: Outcome::Retry {
            failure: failure(1, NOW),
            after: Duration::from_hours(1),
        },
        ..failed(&claim, NOW)
    };
    store.commit(vec![retry], NOW).await.unwrap();
    let entry = store.article(id).await.unwrap().unwrap();
    assert_eq!(entry.state, ArticleState::Pending);
    assert_eq!(entry.failure, Some(failure(1, NOW)));
    let mut waiting = store.claim(1, super::LEASE);
    assert!(poll!(&mut waiting).is_pending());
    drop(waiting);
    // A restart may bring it forward, but not lose count.
    let store = backend.reopen(store).await;
    let again = claim_one(&*store).await;
    assert_eq!((again.token.article, again.attempts), (id, 1));
    store
        .commit(vec![processed(&again, Vec::new())], NOW)
        .await
        .unwrap();
    let store = backend.reopen(store).await;
    assert_eq!(store.stats().await.unwrap().articles_pending_count, 0);
}

pub(in crate::store) async fn processing_anew_replaces_the_output(backend: &dyn Backend) {
    let store = backend.open().await;
    let (id, _) = settle_new(&*store, 1, vec![event_write(1, 1)]).await;
    let anew = |events| Commit {
        article: id,
        claim: None,
        outcome: Outcome::Processed {
            output: Bytes::from(vec![7; 50_000]),
            event_ids: vec![event_id(1)],
            normalizer_version: "2".to_owned(),
        },
        events,
    };
    store
        .commit(vec![anew(vec![event_write(1, 2)])], NOW)
        .await
        .unwrap();
    let store = backend.reopen(store).await;
    let entry = store.article(id).await.unwrap().unwrap();
    assert_eq!(entry.normalizer_version, "2");
    assert_eq!(
        store.article_output(id).await.unwrap().unwrap(),
        vec![7; 50_000]
    );
    assert_eq!(store.stats().await.unwrap().articles_processed_count, 1);

    // Only what is settled can be processed anew.
    let pending = append(&*store, 2).await;
    let commit = Commit {
        article: pending,
        ..anew(Vec::new())
    };
    let error = store.commit(vec![commit], NOW).await.unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Conflict);
}

pub(in crate::store) async fn a_panic_in_an_encoder_fails_its_call_alone(backend: &dyn Backend) {
    let store = backend.open().await;
    append(&*store, 1).await;
    let claim = claim_one(&*store).await;
    let mut poison = event_write(1, 1);
    poison.encode = Box::new(|_| panic!("the encoder of this test"));
    let error = store
        .commit(vec![processed(&claim, vec![poison])], NOW)
        .await
        .unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Unavailable);
    assert_eq!(*store.head().borrow(), Seq(0));
    store
        .commit(vec![processed(&claim, vec![event_write(1, 1)])], NOW)
        .await
        .unwrap();
}

pub(in crate::store) async fn articles_are_listed_in_the_order_of_ids(backend: &dyn Backend) {
    let store = backend.open().await;
    let mut ids = Vec::new();
    for number in 0..7 {
        ids.push(settle_new(&*store, number, Vec::new()).await.0);
    }
    for number in 7..20 {
        ids.push(append(&*store, number).await);
    }
    ids.sort_unstable();
    let mut listed = Vec::new();
    loop {
        let page = store.articles(listed.last().copied(), 3).await.unwrap();
        if page.is_empty() {
            break;
        }
        listed.extend(page.iter().map(|entry| entry.id));
    }
    assert_eq!(listed, ids);
}
