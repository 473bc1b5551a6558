//! Acknowledged means kept, once.

use std::time::Duration;

use bytes::Bytes;
use futures::FutureExt as _;

use super::{Backend, LEASE, append, claim_one, processed, submission};
use crate::submission::UnixMillis;
use crate::{
    store::{ArticleState, StoreErrorKind},
    submission::Submission,
};

pub(in crate::store) async fn an_append_is_there_after_a_restart(backend: &dyn Backend) {
    let store = backend.open().await;
    let id = append(&*store, 1).await;
    let store = backend.reopen(store).await;
    assert_eq!(store.submission(id).await.unwrap(), Some(submission(1)));
    let entry = store.article(id).await.unwrap().unwrap();
    assert_eq!(entry.state, ArticleState::Pending);
    assert_eq!(entry.submitted_at, submission(1).submitted_at);
    assert_eq!(entry.body_bytes, submission(1).body.len() as u64);
    assert_eq!(claim_one(&*store).await.submission, submission(1));
}

pub(in crate::store) async fn the_same_content_is_the_same_article(backend: &dyn Backend) {
    let store = backend.open().await;
    let id = append(&*store, 1).await;
    let again = store.append(submission(1)).await.unwrap();
    assert_eq!(
        (again.id, again.duplicate, again.state),
        (id, true, ArticleState::Pending)
    );

    let store = backend.reopen(store).await;
    assert!(store.append(submission(1)).await.unwrap().duplicate);
    let claim = claim_one(&*store).await;
    store
        .commit(vec![processed(&claim, Vec::new())], UnixMillis(0))
        .await
        .unwrap();
    let again = store.append(submission(1)).await.unwrap();
    assert_eq!(
        (again.duplicate, again.state),
        (true, ArticleState::Processed)
    );

    let store = backend.reopen(store).await;
    let again = store.append(submission(1)).await.unwrap();
    assert_eq!(
        (again.duplicate, again.state),
        (true, ArticleState::Processed)
    );
    assert_eq!(store.stats().await.unwrap().articles_pending_count, 0);
}

pub(in crate::store) async fn a_request_id_stands_for_one_content(backend: &dyn Backend) {
    let with_request = |number| Submission {
        request_id: Some("r-1".to_owned()),
        ..submission(number)
    };
    let mut store = backend.open().await;
    store.append(with_request(1)).await.unwrap();
    for settled in [false, true] {
        if settled {
            let claim = claim_one(&*store).await;
            store
                .commit(vec![processed(&claim, Vec::new())], UnixMillis(0))
                .await
                .unwrap();
        }
        for _ in 0..2 {
            assert!(store.append(with_request(1)).await.unwrap().duplicate);
            let error = store.append(with_request(2)).await.unwrap_err();
            assert_eq!(error.kind, StoreErrorKind::Conflict);
            store = backend.reopen(store).await;
        }
    }
    assert!(!store.append(submission(2)).await.unwrap().duplicate);
}

pub(in crate::store) async fn appends_together_are_answered_each_in_their_order(
    backend: &dyn Backend,
) {
    let store = backend.open().await;
    let with_request = |number| Submission {
        request_id: Some("r-1".to_owned()),
        ..submission(number)
    };
    let known = append(&*store, 7).await;
    let batch = vec![
        submission(1),
        submission(7),
        with_request(2),
        submission(1),
        with_request(3),
        submission(4),
    ];
    let ids: Vec<_> = batch.iter().map(Submission::article_id).collect();
    let answers = store.append_all(batch).await;
    let told: Vec<_> = answers
        .iter()
        .map(|answer| match answer {
            Ok(appended) => Ok((appended.id, appended.duplicate)),
            Err(error) => Err(error.kind),
        })
        .collect();
    let expected = [
        Ok((ids[0], false)),
        Ok((known, true)),
        Ok((ids[2], false)),
        Ok((ids[0], true)),
        Err(StoreErrorKind::Conflict),
        Ok((ids[5], false)),
    ];
    assert_eq!(told, expected);
    assert!(store.append_all(Vec::new()).await.is_empty());

    let store = backend.reopen(store).await;
    let claims = store.claim(10, LEASE).await.unwrap();
    let kept: Vec<_> = claims.iter().map(|claim| claim.token.article).collect();
    assert_eq!(kept, [known, ids[0], ids[2], ids[5]]);
}

pub(in crate::store) async fn a_body_comes_back_as_it_was(backend: &dyn Backend) {
    let mut store = backend.open().await;
    let bodies = [0, 1, 4_095, 300_000].map(|len: usize| {
        Bytes::from(
            (0..len)
                .map(|at| u8::try_from(at % 256).unwrap())
                .collect::<Vec<_>>(),
        )
    });
    let full = |body: &Bytes| Submission {
        body: body.clone(),
        published_at: Some(UnixMillis(-5)),
        fetched_at: Some(UnixMillis(0)),
        title: Some(String::new()),
        source_name: Some("示例日报".to_owned()),
        request_id: Some(format!("r{}", body.len())),
        ..submission(body.len() as u64)
    };
    for body in &bodies {
        store.append(full(body)).await.unwrap();
    }
    for _ in 0..2 {
        for body in &bodies {
            let id = full(body).article_id();
            assert_eq!(store.submission(id).await.unwrap(), Some(full(body)));
        }
        store = backend.reopen(store).await;
    }
}

/// The backend under test has a backlog of [`BACKLOG_MAX`].
pub(in crate::store) const BACKLOG_MAX: usize = 50;

pub(in crate::store) async fn a_full_backlog_refuses_and_recovers(backend: &dyn Backend) {
    let store = backend.open().await;
    for number in 0..BACKLOG_MAX as u64 {
        append(&*store, number).await;
    }
    let error = store.append(submission(1_000)).await.unwrap_err();
    let StoreErrorKind::Exhausted { retry_after } = error.kind else {
        panic!("{error:?}");
    };
    assert!(retry_after > Duration::ZERO);
    assert!(store.append(submission(0)).await.unwrap().duplicate);
    let claim = claim_one(&*store).await;
    store
        .commit(vec![processed(&claim, Vec::new())], UnixMillis(0))
        .await
        .unwrap();
    append(&*store, 1_000).await;
}

pub(in crate::store) async fn a_dropped_append_takes_effect_or_not(backend: &dyn Backend) {
    let store = backend.open().await;
    for number in 0..20 {
        // Polled once, then dropped.
        drop(store.append(submission(number)).now_or_never());
    }
    append(&*store, 100).await;
    let store = backend.reopen(store).await;
    for number in 0..20 {
        let id = submission(number).article_id();
        let kept = store.submission(id).await.unwrap();
        assert!(kept.is_none_or(|kept| kept == submission(number)));
        let entry = store.article(id).await.unwrap();
        let appended = store.append(submission(number)).await.unwrap();
        assert_eq!(entry.is_some(), appended.duplicate);
    }
}

pub(in crate::store) async fn a_closed_store_takes_nothing(backend: &dyn Backend) {
    let store = backend.open().await;
    append(&*store, 1).await;
    let claim = claim_one(&*store).await;
    store.close().await.unwrap();
    let refused = [
        store.append(submission(2)).await.unwrap_err().kind,
        store.claim(1, LEASE).await.unwrap_err().kind,
        store
            .commit(vec![processed(&claim, Vec::new())], UnixMillis(0))
            .await
            .unwrap_err()
            .kind,
        store.settled(claim.token.article).await.unwrap_err().kind,
    ];
    assert_eq!(refused, [StoreErrorKind::Closed; 4]);
    store.close().await.unwrap();
}
