//! A replay of the whole log, warm, over a stream of the same messages as
//! plain bytes.

use std::{fs, path::Path, time::Instant};

use alliance_proto::v1::{ListEventsRequest, ListEventsResponse, list_events_response::Frame};
use bytes::Bytes;
use prost::Message as _;
use tokio_stream::StreamExt as _;
use tonic::transport::Channel;

use crate::{Failure, raw_stream};

/// Replays of one round, so that it lasts long enough to be timed.
const REPLAYS: u32 = 40;

/// Messages a second of one replay up to its `caught_up` frame or its end.
pub(crate) async fn run(channel: &Channel) -> Result<f64, Failure> {
    let begin = Instant::now();
    let mut count = 0_u32;
    for _ in 0..REPLAYS {
        let mut messages = raw_stream::list_events(channel, request()).await?;
        while let Some(message) = messages.next().await {
            message?;
            count += 1;
        }
    }
    Ok(f64::from(count) / begin.elapsed().as_secs_f64())
}

/// Writes what a replay sends to a file that the floor streams from; answers
/// the number of events and their mean size.
pub(crate) async fn record(channel: &Channel, file: &Path) -> Result<(usize, usize), Failure> {
    let mut messages = raw_stream::list_events(channel, request()).await?;
    let mut recorded = Vec::new();
    let (mut events, mut bytes) = (0, 0);
    while let Some(message) = messages.next().await {
        let message = message?;
        let decoded = ListEventsResponse::decode(message.clone())?;
        if matches!(decoded.frame, Some(Frame::Event(_))) {
            events += 1;
            bytes += message.len();
        }
        recorded.extend_from_slice(&u32::try_from(message.len())?.to_le_bytes());
        recorded.extend_from_slice(&message);
    }
    fs::write(file, recorded)?;
    Ok((events, bytes / events.max(1)))
}

fn request() -> Bytes {
    ListEventsRequest::default().encode_to_vec().into()
}
