use alliance_proto::v1::{self, list_events_response::Frame};
use alliance_worker::{Limits, NormalizeError, Normalized, Submission as Page};
use tonic::Code;
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};
use tonic_types::StatusExt as _;

use super::harness::{Gate, Service, article, line_rules, name};

static DRAINING: Gate = Gate::new();
static WAITING: Gate = Gate::new();

fn held_while_draining(page: &Page<'_>, limits: Limits) -> Result<Normalized, NormalizeError> {
    DRAINING.pass();
    line_rules(page, limits)
}

fn held_while_waiting(page: &Page<'_>, limits: Limits) -> Result<Normalized, NormalizeError> {
    WAITING.pass();
    line_rules(page, limits)
}

#[tokio::test]
async fn who_waited_in_vain_is_told_which_article_to_look_for() {
    let short = |config: &mut crate::config::Config| config.deadlines.wait_for_processed_ms = 20;
    let service = Service::start_with(short, held_while_waiting).await;
    let request = v1::SubmitArticleRequest {
        wait_for: v1::WaitFor::Processed.into(),
        ..article("1", &name(1))
    };
    let status = service.ingest().submit_article(request).await.unwrap_err();
    WAITING.open();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    let details = status.get_error_details();
    let request = v1::GetArticleRequest {
        article_id: details.error_info().unwrap().metadata["article_id"].clone(),
    };
    let shown = service.ingest().get_article(request).await.unwrap();
    assert_eq!(shown.into_inner().url, "https://example.cn/1");
    service.stopped().await;
}

#[tokio::test]
async fn nothing_is_to_be_submitted_while_the_store_refuses_writes() {
    let full = |config: &mut crate::config::Config| config.store.disk_reserve_bytes = u64::MAX;
    let service = Service::start_with(full, line_rules).await;
    let request = |name: &str| HealthCheckRequest {
        service: name.to_owned(),
    };
    let mut health = HealthClient::new(service.channel.clone());
    let ingest = request("alliance.v1.IngestService");
    let mut statuses = health.watch(ingest).await.unwrap().into_inner();
    let mut status = statuses.message().await.unwrap().unwrap().status();
    while status == ServingStatus::Serving {
        status = statuses.message().await.unwrap().unwrap().status();
    }
    assert_eq!(status, ServingStatus::NotServing);
    let reading = health.check(request("alliance.v1.EventService")).await;
    assert_eq!(
        reading.unwrap().into_inner().status(),
        ServingStatus::Serving
    );
    service.stopped().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn draining_finishes_what_runs_and_refuses_the_rest() {
    let mut service = Service::start_with(|_config| {}, held_while_draining).await;
    let mut health = HealthClient::new(service.channel.clone());
    let request = HealthCheckRequest {
        service: "alliance.v1.IngestService".to_owned(),
    };
    let mut statuses = health.watch(request).await.unwrap().into_inner();
    let serving = statuses.message().await.unwrap().unwrap();
    assert_eq!(serving.status(), ServingStatus::Serving);

    let follow = v1::ListEventsRequest {
        follow: true,
        ..v1::ListEventsRequest::default()
    };
    let mut follower = service
        .events()
        .list_events(follow)
        .await
        .unwrap()
        .into_inner();
    let caught_up = follower.message().await.unwrap().unwrap();
    assert!(matches!(caught_up.frame, Some(Frame::CaughtUp(_))));

    let mut client = service.ingest();
    let running = tokio::spawn(async move {
        let request = v1::SubmitArticleRequest {
            wait_for: v1::WaitFor::Processed.into(),
            ..article("1", &name(1))
        };
        client.submit_article(request).await
    });
    tokio::task::spawn_blocking(|| DRAINING.wait_until_reached())
        .await
        .unwrap();

    service.begin_stop();
    let draining = statuses.message().await.unwrap().unwrap();
    assert_eq!(draining.status(), ServingStatus::NotServing);
    // The follower is sent away once the phase has moved: so are new calls.
    let ended = follower.message().await.unwrap_err();
    assert_eq!(ended.code(), Code::Unavailable);
    let refused = service
        .ingest()
        .submit_article(article("2", &name(2)))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::Unavailable);
    let details = refused.get_error_details();
    assert_eq!(details.error_info().unwrap().reason, "DRAINING");
    assert!(details.retry_info().unwrap().retry_delay.is_some());

    DRAINING.open();
    let answer = running.await.unwrap().unwrap().into_inner();
    assert_eq!(answer.state, v1::ArticleState::Processed as i32);
    assert_eq!(answer.event_ids.len(), 1);
    service.stopped().await;
}
