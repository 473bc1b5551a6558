//! Claims: one worker at a time, and none for ever.

use std::{collections::HashSet, time::Duration};

use futures::{FutureExt as _, poll};

use super::{Backend, LEASE, NOW, append, claim_one, failed, failure, processed};
use crate::store::{Commit, Outcome, StoreErrorKind};

pub(in crate::store) async fn work_is_handed_out_once_and_oldest_first(backend: &dyn Backend) {
    let store = backend.open().await;
    let mut appended = Vec::new();
    for number in 0..10 {
        appended.push(append(&*store, number).await);
    }
    let mut claimed = Vec::new();
    while claimed.len() < appended.len() {
        let claims = store.claim(4, LEASE).await.unwrap();
        assert!(claims.len() <= 4);
        claimed.extend(claims.into_iter().map(|claim| claim.token.article));
    }
    assert_eq!(claimed, appended);
    assert!(store.claim(4, LEASE).now_or_never().is_none());
}

pub(in crate::store) async fn a_claim_that_ran_out_is_handed_out_again(backend: &dyn Backend) {
    let store = backend.open().await;
    append(&*store, 1).await;
    let mut claims = store.claim(1, Duration::ZERO).await.unwrap();
    let lost = claims.remove(0);
    let taken_over = claim_one(&*store).await;
    assert_eq!(taken_over.token.article, lost.token.article);
    assert_ne!(taken_over.token, lost.token);
    let late = store.commit(vec![processed(&lost, Vec::new())], NOW).await;
    assert_eq!(late.unwrap_err().kind, StoreErrorKind::Conflict);
    store.release(&[lost.token]).await.unwrap();
    store
        .commit(vec![processed(&taken_over, Vec::new())], NOW)
        .await
        .unwrap();
}

pub(in crate::store) async fn a_claim_is_void_after_a_restart(backend: &dyn Backend) {
    let store = backend.open().await;
    append(&*store, 1).await;
    let lost = claim_one(&*store).await;
    let store = backend.reopen(store).await;
    let taken_over = claim_one(&*store).await;
    assert_eq!(taken_over.token.article, lost.token.article);
    let late = store.commit(vec![processed(&lost, Vec::new())], NOW).await;
    assert_eq!(late.unwrap_err().kind, StoreErrorKind::Conflict);
    store
        .commit(vec![processed(&taken_over, Vec::new())], NOW)
        .await
        .unwrap();
}

pub(in crate::store) async fn released_work_is_handed_out_again(backend: &dyn Backend) {
    let store = backend.open().await;
    append(&*store, 1).await;
    // A lease of any length will do.
    let first = store.claim(1, Duration::MAX).await.unwrap().remove(0);
    store.release(&[first.token]).await.unwrap();
    let second = claim_one(&*store).await;
    assert_eq!(second.attempts, 0);
    let late = store.commit(vec![processed(&first, Vec::new())], NOW).await;
    assert_eq!(late.unwrap_err().kind, StoreErrorKind::Conflict);
    store
        .commit(vec![processed(&second, Vec::new())], NOW)
        .await
        .unwrap();
}

pub(in crate::store) async fn claiming_waits_for_an_append(backend: &dyn Backend) {
    let store = backend.open().await;
    let mut waiting = store.claim(8, LEASE);
    assert!(poll!(&mut waiting).is_pending());
    let id = append(&*store, 1).await;
    let claims = waiting.await.unwrap();
    let claimed: HashSet<_> = claims.iter().map(|claim| claim.token.article).collect();
    assert_eq!(claimed, HashSet::from([id]));
}

pub(in crate::store) async fn claiming_waits_for_leases_and_retries(backend: &dyn Backend) {
    const SOON: Duration = Duration::from_millis(20);
    let store = backend.open().await;
    append(&*store, 1).await;
    let lost = store.claim(1, SOON).await.unwrap().remove(0);
    // Nothing else happens: the end of the lease alone wakes it.
    let claim = claim_one(&*store).await;
    assert_eq!(claim.token.article, lost.token.article);
    let retry = Commit {
        outcome: Outcome::Retry {
            failure: failure(1, NOW),
            after: SOON,
        },
        ..failed(&claim, NOW)
    };
    store.commit(vec![retry], NOW).await.unwrap();
    assert_eq!(claim_one(&*store).await.attempts, 1);
}

pub(in crate::store) async fn closing_ends_the_waiting(backend: &dyn Backend) {
    let store = backend.open().await;
    let id = append(&*store, 1).await;
    let claim = claim_one(&*store).await;
    let mut claiming = store.claim(1, LEASE);
    let mut settling = store.settled(id);
    assert!(poll!(&mut claiming).is_pending());
    assert!(poll!(&mut settling).is_pending());
    store.close().await.unwrap();
    assert_eq!(claiming.await.unwrap_err().kind, StoreErrorKind::Closed);
    assert_eq!(settling.await.unwrap_err().kind, StoreErrorKind::Closed);
    drop(claim);
}

pub(in crate::store) async fn a_dropped_claim_is_not_lost(backend: &dyn Backend) {
    let store = backend.open().await;
    let id = append(&*store, 1).await;
    let mut claiming = store.claim(1, LEASE);
    let first = poll!(&mut claiming);
    drop(claiming);
    if first.is_pending() {
        assert_eq!(claim_one(&*store).await.token.article, id);
    }
}
