//! From a submission to its event, when nothing else is going on.

use std::time::Instant;

use alliance_proto::v1::{
    ListEventsRequest, SubmitArticleRequest, WaitFor, event_service_client::EventServiceClient,
    ingest_service_client::IngestServiceClient, list_events_response::Frame,
};
use alliance_tests::page;
use tokio_stream::StreamExt as _;
use tonic::transport::Channel;

use crate::{Failure, measure::percentile};

/// Articles submitted one after another, each founding an alliance.
const ARTICLES: usize = 200;

/// Prints how long a follower waits for the event of a submission.
pub(crate) async fn run(channel: &Channel) -> Result<(), Failure> {
    let mut ingest = IngestServiceClient::new(channel.clone());
    let mut events = EventServiceClient::new(channel.clone());
    let request = ListEventsRequest {
        follow: true,
        ..ListEventsRequest::default()
    };
    let mut frames = events.list_events(request).await?.into_inner();
    let mut durable = Vec::with_capacity(ARTICLES);
    let mut visible = Vec::with_capacity(ARTICLES);
    for number in 0..ARTICLES {
        let page = page::founding(number);
        let begin = Instant::now();
        ingest
            .submit_article(SubmitArticleRequest {
                url: page.url,
                body: page.body.into(),
                content_type: page.content_type.to_owned(),
                wait_for: WaitFor::Durable.into(),
                ..SubmitArticleRequest::default()
            })
            .await?;
        durable.push(begin.elapsed().as_secs_f64() * 1e3);
        loop {
            let frame = frames.next().await.ok_or("the stream of events ended")??;
            if matches!(frame.frame, Some(Frame::Event(_))) {
                break;
            }
        }
        visible.push(begin.elapsed().as_secs_f64() * 1e3);
    }
    for (what, times) in [
        ("submit to acknowledged", durable),
        ("submit to visible", visible),
    ] {
        println!(
            "{what:44} p50 {:>8.2} ms  p99 {:>8.2} ms",
            percentile(times.clone(), 50),
            percentile(times, 99),
        );
    }
    Ok(())
}
