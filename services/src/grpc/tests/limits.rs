use std::time::Duration;

use alliance_proto::v1::{
    self, event_service_client::EventServiceClient, submit_articles_response::Outcome,
};
use alliance_worker::{Limits, NormalizeError, Normalized, Submission as Page};
use tonic::{Code, Status, transport::Channel};
use tonic_types::StatusExt as _;

use super::harness::{Gate, Service, article, line_rules, name};
use crate::config::Config;

static HOLDING_ROOM: Gate = Gate::new();
static HOLDING_ITEMS: Gate = Gate::new();

fn held_with_room(page: &Page<'_>, limits: Limits) -> Result<Normalized, NormalizeError> {
    HOLDING_ROOM.pass();
    line_rules(page, limits)
}

fn held_with_items(page: &Page<'_>, limits: Limits) -> Result<Normalized, NormalizeError> {
    HOLDING_ITEMS.pass();
    line_rules(page, limits)
}

/// The reason, where the status says when to come again and which limit it is.
fn reason_for_now(status: &Status) -> Option<String> {
    let details = status.get_error_details();
    let has_all = status.code() == Code::ResourceExhausted
        && details
            .retry_info()
            .is_some_and(|retry| retry.retry_delay.is_some())
        && details.quota_failure().is_some();
    has_all.then(|| details.error_info().map(|info| info.reason.clone()))?
}

#[tokio::test]
async fn a_full_backlog_takes_nothing_new_and_knows_what_it_has() {
    let small = |config: &mut Config| {
        config.pipeline.enabled = false;
        config.store.backlog_articles_max = 2;
    };
    let service = Service::start_with(small, line_rules).await;
    let mut ingest = service.ingest();
    for number in 0..2 {
        let request = article(&number.to_string(), &name(number));
        ingest.submit_article(request).await.unwrap();
    }
    let further = article("2", &name(2));
    let status = ingest.submit_article(further.clone()).await.unwrap_err();
    assert_eq!(reason_for_now(&status).unwrap(), "STORE_EXHAUSTED");
    let known = ingest.submit_article(article("0", &name(0))).await.unwrap();
    assert!(known.into_inner().duplicate);

    let item = v1::SubmitArticlesRequest {
        item_id: "1".to_owned(),
        article: Some(further),
    };
    let answers = ingest.submit_articles(tokio_stream::iter([item])).await;
    let answer = answers.unwrap().into_inner().message().await;
    match answer.unwrap().unwrap().outcome.unwrap() {
        Outcome::Error(error) => {
            assert_eq!(error.reason, "STORE_EXHAUSTED");
            assert!(error.retry_after.is_some());
        }
        Outcome::Result(result) => panic!("{result:?}"),
    }
    service.stopped().await;
}

#[tokio::test]
async fn so_many_readers_and_no_more() {
    let one = |config: &mut Config| config.limits.readers_max = 1;
    let service = Service::start_with(one, line_rules).await;
    let follow = || v1::ListEventsRequest {
        follow: true,
        ..v1::ListEventsRequest::default()
    };
    let reading = service.events().list_events(follow()).await.unwrap();
    let status = service.events().list_events(follow()).await.unwrap_err();
    assert_eq!(reason_for_now(&status).unwrap(), "READERS_MAX");
    // The place is free again once the service has seen the reader go.
    drop(reading);
    while service.events().list_events(follow()).await.is_err() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    service.stopped().await;
}

#[tokio::test]
async fn a_connection_too_many_waits_until_another_closes() {
    let one = |config: &mut Config| config.limits.connections_max = 1;
    let mut service = Service::start_with(one, line_rules).await;
    service.process("1", &name(1)).await;
    let other = || {
        Channel::from_shared(service.url.clone())
            .unwrap()
            .connect_lazy()
    };
    let mut events = EventServiceClient::new(other());
    let mut waiting = Box::pin(events.list_events(v1::ListEventsRequest::default()));
    let early = tokio::time::timeout(Duration::from_millis(100), &mut waiting).await;
    assert!(early.is_err(), "a second connection was taken");
    // One that was never used takes the first one's place, which closes it.
    service.channel = other();
    waiting.await.unwrap();
    drop(events);
    service.stopped().await;
}

#[tokio::test]
async fn a_full_intake_refuses_a_call_and_holds_a_stream() {
    let small = |config: &mut Config| {
        config.limits.body_bytes_max = 4_096;
        config.limits.intake_bytes_max = 4_096;
        config.deadlines.intake_wait_ms = 10;
    };
    let service = Service::start_with(small, held_with_room).await;
    // A dry run keeps its room until it is done: here, all of it.
    let dry_run = v1::NormalizeArticleRequest {
        article: Some(article("0", &name(0).repeat(150))),
    };
    let mut ingest = service.ingest();
    let dry_run = tokio::spawn(async move { ingest.normalize_article(dry_run).await });
    tokio::task::spawn_blocking(|| HOLDING_ROOM.wait_until_reached())
        .await
        .unwrap();
    let submitted = service
        .ingest()
        .submit_article(article("1", &name(1)))
        .await;
    let reason = reason_for_now(&submitted.unwrap_err());
    assert_eq!(reason.unwrap(), "INTAKE_FULL");

    let item = v1::SubmitArticlesRequest {
        item_id: "1".to_owned(),
        article: Some(article("1", &name(1))),
    };
    let mut ingest = service.ingest();
    let answers = ingest.submit_articles(tokio_stream::iter([item])).await;
    let mut answers = answers.unwrap().into_inner();
    let mut answer = Box::pin(answers.message());
    let early = tokio::time::timeout(Duration::from_millis(100), &mut answer).await;
    assert!(early.is_err(), "taken without room");
    HOLDING_ROOM.open();
    let outcome = answer.await.unwrap().unwrap().outcome.unwrap();
    assert!(matches!(outcome, Outcome::Result(_)), "{outcome:?}");
    dry_run.await.unwrap().unwrap();
    service.stopped().await;
}

#[tokio::test]
async fn a_stream_is_read_no_further_than_its_items_may_be_under_way() {
    let two = |config: &mut Config| config.limits.stream_items_max = 2;
    let service = Service::start_with(two, held_with_items).await;
    let item = |number: usize| v1::SubmitArticlesRequest {
        item_id: number.to_string(),
        article: Some(v1::SubmitArticleRequest {
            wait_for: v1::WaitFor::Processed.into(),
            ..article(&number.to_string(), &name(number))
        }),
    };
    let items: Vec<_> = (0..5).map(item).collect();
    let mut ingest = service.ingest();
    let answers = ingest.submit_articles(tokio_stream::iter(items)).await;
    let mut answers = answers.unwrap().into_inner();
    tokio::task::spawn_blocking(|| HOLDING_ITEMS.wait_until_reached())
        .await
        .unwrap();
    // Whoever comes later on another stream is taken before the third.
    for number in 5..9 {
        let request = article(&number.to_string(), &name(number));
        service.ingest().submit_article(request).await.unwrap();
    }
    let stats = service.admin().get_stats(v1::GetStatsRequest {}).await;
    assert_eq!(stats.unwrap().into_inner().articles_pending_count, 2 + 4);
    HOLDING_ITEMS.open();
    let mut answered = Vec::new();
    while let Some(answer) = answers.message().await.unwrap() {
        assert!(matches!(answer.outcome, Some(Outcome::Result(_))));
        answered.push(answer.item_id);
    }
    answered.sort_unstable();
    assert_eq!(answered, ["0", "1", "2", "3", "4"]);
    service.stopped().await;
}

#[tokio::test]
async fn a_peer_above_its_quota_is_told_when_to_come_again() {
    let slow = |config: &mut Config| {
        config.quota.articles_per_second = 1;
        config.quota.articles_burst = 1;
    };
    let service = Service::start_with(slow, line_rules).await;
    // Of so many at once, not all can be within it.
    let calls = (0..50).map(|number| {
        let mut ingest = service.ingest();
        let request = article(&number.to_string(), &name(number));
        async move { ingest.submit_article(request).await }
    });
    let answers = futures::future::join_all(calls).await;
    assert!(answers.iter().any(Result::is_ok));
    let refused: Vec<_> = answers.into_iter().filter_map(Result::err).collect();
    assert!(!refused.is_empty());
    for status in refused {
        assert_eq!(reason_for_now(&status).unwrap(), "PEER_QUOTA");
    }
    service.stopped().await;
}
