use std::sync::{Condvar, Mutex};

use alliance_proto::v1::{self, list_events_response::Frame};
use alliance_worker::{Limits, NormalizeError, Normalized, Submission as Page};
use tonic::Code;
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};
use tonic_types::StatusExt as _;

use super::harness::{Service, article, line_rules, name};

/// Whether the article at work has been begun, and may go on.
static GATE: (Mutex<(bool, bool)>, Condvar) = (Mutex::new((false, false)), Condvar::new());

fn gated_rules(page: &Page<'_>, limits: Limits) -> Result<Normalized, NormalizeError> {
    let mut gate = GATE.0.lock().unwrap();
    gate.0 = true;
    GATE.1.notify_all();
    while !gate.1 {
        gate = GATE.1.wait(gate).unwrap();
    }
    line_rules(page, limits)
}

fn wait_until_begun() {
    let mut gate = GATE.0.lock().unwrap();
    while !gate.0 {
        gate = GATE.1.wait(gate).unwrap();
    }
}

fn let_go_on() {
    GATE.0.lock().unwrap().1 = true;
    GATE.1.notify_all();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn draining_finishes_what_runs_and_refuses_the_rest() {
    let mut service = Service::start_with(|_config| {}, gated_rules).await;
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
    tokio::task::spawn_blocking(wait_until_begun).await.unwrap();

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

    let_go_on();
    let answer = running.await.unwrap().unwrap().into_inner();
    assert_eq!(answer.state, v1::ArticleState::Processed as i32);
    assert_eq!(answer.event_ids.len(), 1);
    service.stopped().await;
}
