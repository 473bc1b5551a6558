//! What an operator does with failed articles, and what is counted.

use std::collections::BTreeMap;

use super::{
    Backend, NOW, append, claim_one, event_write, failed, processed, settle_new, submission,
};
use crate::{
    id::ArticleId,
    store::{ArticleState, EventState, Store},
    submission::UnixMillis,
};

async fn fail_new(store: &dyn Store, number: u64, failed_at: UnixMillis) -> ArticleId {
    let id = append(store, number).await;
    let claim = claim_one(store).await;
    assert_eq!(claim.token.article, id);
    store
        .commit(vec![failed(&claim, failed_at)], NOW)
        .await
        .unwrap();
    id
}

async fn list_failed(store: &dyn Store) -> Vec<ArticleId> {
    let mut listed = Vec::new();
    let mut after = None;
    loop {
        let page = store.failed_articles(after.clone(), 2).await.unwrap();
        let Some((last, _)) = page.last() else {
            return listed;
        };
        after = Some(last.clone());
        for (_, entry) in page {
            assert_eq!(entry.state, ArticleState::Failed);
            assert_eq!(entry.failure.unwrap().reason, "TOO_LONG");
            listed.push(entry.id);
        }
    }
}

pub(in crate::store) async fn failed_articles_are_listed_oldest_first(backend: &dyn Backend) {
    let store = backend.open().await;
    let mut failed = Vec::new();
    for (number, minutes) in (0..).zip([5, -3, 4, 0, 9]) {
        let failed_at = UnixMillis(minutes * 60_000);
        failed.push((failed_at, fail_new(&*store, number, failed_at).await));
    }
    failed.sort_unstable();
    let ids: Vec<_> = failed.into_iter().map(|(_, id)| id).collect();
    assert_eq!(list_failed(&*store).await, ids);
    let store = backend.reopen(store).await;
    assert_eq!(list_failed(&*store).await, ids);
}

pub(in crate::store) async fn a_retried_article_is_processed(backend: &dyn Backend) {
    let mut store = backend.open().await;
    let id = fail_new(&*store, 1, NOW).await;
    let (settled, _) = settle_new(&*store, 2, Vec::new()).await;
    let unknown = submission(99).article_id();
    assert_eq!(store.retry(&[unknown, id, settled]).await.unwrap(), [id]);
    assert_eq!(store.retry(&[id]).await.unwrap(), []);
    for _ in 0..2 {
        assert_eq!(list_failed(&*store).await, []);
        let entry = store.article(id).await.unwrap().unwrap();
        assert_eq!(entry.state, ArticleState::Pending);
        assert_eq!(store.pending_count().await.unwrap(), 1);
        assert!(store.append(submission(1)).await.unwrap().duplicate);
        store = backend.reopen(store).await;
    }
    let claim = claim_one(&*store).await;
    assert_eq!((claim.token.article, claim.attempts), (id, 0));
    assert_eq!(claim.submission, submission(1));
    store
        .commit(vec![processed(&claim, vec![event_write(1, 1)])], NOW)
        .await
        .unwrap();
    let store = backend.reopen(store).await;
    let entry = store.article(id).await.unwrap().unwrap();
    assert_eq!(
        (entry.state, entry.failure),
        (ArticleState::Processed, None)
    );
    assert_eq!(store.stats().await.unwrap().articles_pending_count, 0);
    assert_eq!(store.pending_count().await.unwrap(), 0);
}

pub(in crate::store) async fn a_deleted_article_is_gone_and_may_come_again(backend: &dyn Backend) {
    let mut store = backend.open().await;
    let id = fail_new(&*store, 1, NOW).await;
    let pending = append(&*store, 2).await;
    assert_eq!(store.delete_failed(&[id, pending, id]).await.unwrap(), [id]);
    assert_eq!(store.delete_failed(&[id]).await.unwrap(), []);
    for _ in 0..2 {
        assert_eq!(store.article(id).await.unwrap(), None);
        assert_eq!(store.submission(id).await.unwrap(), None);
        assert_eq!(store.settled(id).await.unwrap(), None);
        assert_eq!(list_failed(&*store).await, []);
        store = backend.reopen(store).await;
    }
    assert_eq!(append(&*store, 1).await, id);
    let store = backend.reopen(store).await;
    let claims = store.claim(5, super::LEASE).await.unwrap();
    let claimed: Vec<_> = claims.iter().map(|claim| claim.token.article).collect();
    assert_eq!(claimed, [pending, id]);
}

pub(in crate::store) async fn counts_follow_what_happens(backend: &dyn Backend) {
    let store = backend.open().await;
    settle_new(
        &*store,
        1,
        vec![event_write(1, 1), event_write(2, 1), event_write(3, 1)],
    )
    .await;
    let mut retracted = event_write(1, 2);
    retracted.state = EventState::Retracted;
    let mut merged = event_write(2, 2);
    merged.state = EventState::Merged;
    settle_new(&*store, 2, vec![retracted, merged]).await;
    let failed = fail_new(&*store, 3, NOW).await;
    fail_new(&*store, 4, NOW).await;
    store.retry(&[failed]).await.unwrap();
    let store = backend.reopen(store).await;
    let stats = store.stats().await.unwrap();
    assert_eq!(
        (
            stats.articles_pending_count,
            stats.articles_processed_count,
            stats.articles_failed_count,
        ),
        (1, 2, 1)
    );
    let too_long = ("TOO_LONG".to_owned(), 1);
    assert_eq!(stats.failures_by_reason, BTreeMap::from([too_long]));
    assert_eq!(
        (
            stats.events_active_count,
            stats.events_retracted_count,
            stats.events_merged_count
        ),
        (1, 1, 1)
    );
    assert_eq!(stats.events_by_type.iter().sum::<u64>(), 1);
    assert!(stats.journal_bytes > 0 && stats.index_bytes > 0);
}
