//! What any backend must prove: [`check_backend!`] makes one test of each
//! guarantee for a backend, against stores that it opens, closes and opens
//! again.

pub(super) mod append;
pub(super) mod claim;
pub(super) mod commit;
pub(super) mod log;
pub(super) mod model;
pub(super) mod operator;

use std::{collections::BTreeMap, time::Duration};

use alliance_worker::record::EventType;
use async_trait::async_trait;
use bytes::Bytes;

use super::{
    Claim, Commit, EventKey, EventState, EventWrite, Facets, Failure, Outcome, Scan, Store,
};
use crate::{
    id::{ArticleId, EventId, Seq},
    submission::{Submission, UnixMillis},
};

/// A place where a store can be opened again and again, one at a time.
#[async_trait]
pub(super) trait Backend: Send + Sync {
    async fn open(&self) -> Box<dyn Store>;

    /// Closes the store and opens it again.
    async fn reopen(&self, store: Box<dyn Store>) -> Box<dyn Store> {
        store.close().await.unwrap();
        drop(store);
        self.open().await
    }
}

/// Makes a test of each guarantee for the backend that the expression gives.
macro_rules! check_backend {
    ($backend:expr) => {
        $crate::store::conformance::check_backend! { $backend =>
            append: an_append_is_there_after_a_restart,
            append: the_same_content_is_the_same_article,
            append: a_request_id_stands_for_one_content,
            append: appends_together_are_answered_each_in_their_order,
            append: a_body_comes_back_as_it_was,
            append: a_full_backlog_refuses_and_recovers,
            append: a_dropped_append_takes_effect_or_not,
            append: a_closed_store_takes_nothing,
            claim: work_is_handed_out_once_and_oldest_first,
            claim: a_claim_that_ran_out_is_handed_out_again,
            claim: a_claim_is_void_after_a_restart,
            claim: released_work_is_handed_out_again,
            claim: claiming_waits_for_an_append,
            claim: claiming_waits_for_leases_and_retries,
            claim: closing_ends_the_waiting,
            claim: a_dropped_claim_is_not_lost,
            commit: a_commit_is_all_there_after_a_restart,
            commit: a_settled_article_takes_no_second_commit,
            commit: an_old_revision_is_a_conflict_and_writes_nothing,
            commit: events_are_found_by_their_keys,
            commit: keys_are_replaced_with_the_revision,
            commit: settled_wakes_and_tells_the_outcome,
            commit: a_retry_falls_due_later_and_counts_attempts,
            commit: processing_anew_replaces_the_output,
            commit: a_panic_in_an_encoder_fails_its_call_alone,
            commit: articles_are_listed_in_the_order_of_ids,
            log: an_event_is_in_the_log_once_at_its_newest_revision,
            log: pages_join_without_gap_or_repeat,
            log: a_revision_shows_in_what_was_read_before,
            log: a_scan_begins_and_ends_anywhere,
            log: a_filter_takes_what_matches_and_looks_at_all,
            log: large_events_come_back_whole,
            log: the_head_wakes_and_nothing_appears_behind_it,
            log: positions_are_found_by_time,
            log: the_epoch_stays,
            operator: failed_articles_are_listed_oldest_first,
            operator: a_retried_article_is_processed,
            operator: a_deleted_article_is_gone_and_may_come_again,
            operator: counts_follow_what_happens,
        }

        #[test]
        fn any_history_agrees_with_the_model() {
            let new_backend =
                || -> Box<dyn $crate::store::conformance::Backend> { Box::new($backend) };
            $crate::store::conformance::model::any_history_agrees_with_the_model(new_backend);
        }
    };
    ($backend:expr => $($group:ident: $name:ident,)*) => {
        $(
            #[tokio::test]
            async fn $name() {
                $crate::store::conformance::$group::$name(&$backend).await;
            }
        )*
    };
}
pub(super) use check_backend;

pub(super) const LEASE: Duration = Duration::from_mins(1);
pub(super) const NOW: UnixMillis = UnixMillis(1_700_000_000_000);

/// A submission whose content is told apart by its number.
pub(super) fn submission(number: u64) -> Submission {
    Submission {
        url: format!("https://example.cn/{number}"),
        body: Bytes::from(format!("第{number}篇：示例产业联盟成立。")),
        content_type: "text/html; charset=utf-8".to_owned(),
        labels: BTreeMap::from([("feed".to_owned(), format!("f{}", number % 3))]),
        submitted_at: UnixMillis(NOW.0 + i64::try_from(number).unwrap()),
        ..Submission::default()
    }
}

pub(super) async fn append(store: &dyn Store, number: u64) -> ArticleId {
    let appended = store.append(submission(number)).await.unwrap();
    assert!(!appended.duplicate);
    appended.id
}

/// Claims exactly one article.
pub(super) async fn claim_one(store: &dyn Store) -> Claim {
    let mut claims = store.claim(1, LEASE).await.unwrap();
    assert_eq!(claims.len(), 1);
    claims.remove(0)
}

pub(super) fn event_id(number: u32) -> EventId {
    EventId::of(ArticleId::of("", b""), number)
}

/// What the log is to hold for an event: its number, its revision and its
/// position, and filling up to `len` bytes.
pub(super) fn encoded(number: u32, revision: u64, seq: Seq, len: usize) -> Bytes {
    let mut text = format!("event {number} revision {revision} at {seq} ").into_bytes();
    let head = text.len();
    text.extend((head..len).map(|at| u8::try_from(at % 251).unwrap()));
    text.into()
}

/// A write of revision `revision` over the one before.
pub(super) fn event_write(number: u32, revision: u64) -> EventWrite {
    sized_event_write(number, revision, 0)
}

pub(super) fn sized_event_write(number: u32, revision: u64, len: usize) -> EventWrite {
    EventWrite {
        id: event_id(number),
        expected_revision: revision - 1,
        revision,
        state: EventState::Active,
        kind: EventType::AllianceFounded,
        keys: vec![EventKey(format!("key {number}").into_bytes())],
        facets: Facets {
            alliances: vec![format!("第{number}联盟")],
            adcode: if number.is_multiple_of(2) {
                "330300"
            } else {
                "110000"
            }
            .to_owned(),
            confidence: 0.5,
            ..Facets::default()
        },
        encode: Box::new(move |seq| encoded(number, revision, seq, len)),
    }
}

pub(super) fn processed(claim: &Claim, events: Vec<EventWrite>) -> Commit {
    Commit {
        article: claim.token.article,
        claim: Some(claim.token),
        outcome: Outcome::Processed {
            output: Bytes::from(format!("output of {}", claim.token.article)),
            event_ids: events.iter().map(|event| event.id).collect(),
            normalizer_version: "1".to_owned(),
        },
        events,
    }
}

pub(super) fn failure(attempts: u32, failed_at: UnixMillis) -> Failure {
    Failure {
        reason: "TOO_LONG".to_owned(),
        message: "the page is too long".to_owned(),
        attempts,
        failed_at,
    }
}

pub(super) fn failed(claim: &Claim, failed_at: UnixMillis) -> Commit {
    Commit {
        article: claim.token.article,
        claim: Some(claim.token),
        outcome: Outcome::Failed(failure(claim.attempts + 1, failed_at)),
        events: Vec::new(),
    }
}

/// Appends an article and commits it with these events; answers its id.
pub(super) async fn settle_new(
    store: &dyn Store,
    number: u64,
    events: Vec<EventWrite>,
) -> (ArticleId, Vec<Seq>) {
    let id = append(store, number).await;
    let claim = claim_one(store).await;
    assert_eq!(claim.token.article, id);
    let seqs = store
        .commit(vec![processed(&claim, events)], NOW)
        .await
        .unwrap();
    (id, seqs)
}

/// Everything from the beginning.
pub(super) fn whole_log() -> Scan {
    Scan {
        range: Seq(0)..Seq(u64::MAX),
        filter: None,
        entries_max: usize::MAX,
        bytes_max: usize::MAX,
    }
}
