//! What tests ask of a server, as a Rust client would.

use alliance_proto::v1::{
    Event, EventFilter, ListEventsRequest, SubmitArticleRequest, SubmitArticleResponse, WaitFor,
    event_service_client::EventServiceClient, ingest_service_client::IngestServiceClient,
    list_events_request::Start, list_events_response::Frame,
};
use bytes::Bytes;
use tokio_stream::StreamExt as _;
use tonic::{Status, transport::Channel};

use crate::page::Page;

/// The request that hands in a page.
pub fn submission(page: &Page, wait_for: WaitFor) -> SubmitArticleRequest {
    SubmitArticleRequest {
        url: page.url.clone(),
        body: page.body.clone().into(),
        content_type: page.content_type.to_owned(),
        wait_for: wait_for.into(),
        ..SubmitArticleRequest::default()
    }
}

/// Hands in a page and waits for its events.
pub async fn submit(channel: &Channel, page: &Page) -> Result<SubmitArticleResponse, Status> {
    let request = submission(page, WaitFor::Processed);
    let answer = IngestServiceClient::new(channel.clone())
        .submit_article(request)
        .await?;
    Ok(answer.into_inner())
}

/// What a replay up to `caught_up` gave.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    pub events: Vec<Event>,
    /// The token of each event's frame.
    pub tokens: Vec<Bytes>,
    /// The token of the last frame.
    pub end: Bytes,
    pub caught_up: bool,
}

/// Everything from `start` on that the filter takes.
pub async fn replay(
    channel: &Channel,
    start: Option<Bytes>,
    filter: Option<EventFilter>,
) -> Result<Replay, Status> {
    let request = ListEventsRequest {
        filter,
        start: start.map(|token| Start::ResumeToken(token.into())),
        ..ListEventsRequest::default()
    };
    let mut frames = EventServiceClient::new(channel.clone())
        .list_events(request)
        .await?
        .into_inner();
    let mut replay = Replay::default();
    while let Some(frame) = frames.next().await {
        let frame = frame?;
        match frame.frame {
            Some(Frame::Event(event)) => {
                replay.events.push(event);
                replay.tokens.push(frame.resume_token.clone());
            }
            Some(Frame::CaughtUp(_)) => replay.caught_up = true,
            Some(Frame::Checkpoint(_)) | None => {}
        }
        replay.end = frame.resume_token;
    }
    Ok(replay)
}

/// The names of the alliances of each event.
pub fn alliances(events: &[Event]) -> Vec<String> {
    events
        .iter()
        .flat_map(|event| event.alliances.iter().map(|alliance| alliance.name.clone()))
        .collect()
}
