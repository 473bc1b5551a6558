//! A stream of messages as plain bytes: what any server could reach at best,
//! and a client that costs the same whoever serves.

use std::{
    convert::Infallible,
    env, fs,
    future::{Ready, ready},
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll},
};

use bytes::{Buf as _, BufMut as _, Bytes};
use http::{Request, Response, uri::PathAndQuery};
use tokio_stream::Stream;
use tonic::{
    Status,
    body::Body,
    codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder},
    server::{NamedService, ServerStreamingService},
    transport::Channel,
};
use tower::Service;

/// Path of the method, for both sides.
pub(crate) const LIST_EVENTS: &str = "/alliance.v1.EventService/ListEvents";
/// Names the file of messages, each behind its length (4 bytes, little
/// endian), that the floor streams.
pub(crate) const MESSAGES_VARIABLE: &str = "ALLIANCE_BENCH_MESSAGES";

/// Messages are bytes on both sides.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RawCodec;

impl Codec for RawCodec {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for RawCodec {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put(item);
        Ok(())
    }
}

impl Decoder for RawCodec {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        Ok(Some(buffer.copy_to_bytes(buffer.remaining())))
    }
}

/// Opens `ListEvents` with an encoded request.
pub(crate) async fn list_events(
    channel: &Channel,
    request: Bytes,
) -> Result<tonic::Streaming<Bytes>, Status> {
    let mut client = tonic::client::Grpc::new(channel.clone());
    client
        .ready()
        .await
        .map_err(|error| Status::unavailable(error.to_string()))?;
    let path = PathAndQuery::from_static(LIST_EVENTS);
    let streaming = client
        .server_streaming(tonic::Request::new(request), path, RawCodec)
        .await?;
    Ok(streaming.into_inner())
}

/// Streams the messages of the file that [`MESSAGES_VARIABLE`] names, to
/// whatever request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawStreamServer;

impl NamedService for RawStreamServer {
    const NAME: &'static str = "alliance.v1.EventService";
}

impl Service<Request<Body>> for RawStreamServer {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        Box::pin(async move {
            let mut grpc = tonic::server::Grpc::new(RawCodec);
            Ok(grpc.server_streaming(StreamMessages, request).await)
        })
    }
}

#[derive(Debug)]
struct StreamMessages;

impl ServerStreamingService<Bytes> for StreamMessages {
    type Response = Bytes;
    type ResponseStream = Pin<Box<dyn Stream<Item = Result<Bytes, Status>> + Send>>;
    type Future = Ready<Result<tonic::Response<Self::ResponseStream>, Status>>;

    fn call(&mut self, _request: tonic::Request<Bytes>) -> Self::Future {
        let messages = messages();
        let stream = (0..messages.len()).map_while(move |index| messages.get(index).cloned());
        let stream: Self::ResponseStream = Box::pin(tokio_stream::iter(stream.map(Ok)));
        ready(Ok(tonic::Response::new(stream)))
    }
}

/// The messages, read once.
fn messages() -> Arc<Vec<Bytes>> {
    static MESSAGES: OnceLock<Arc<Vec<Bytes>>> = OnceLock::new();
    let read = || {
        let path = env::var_os(MESSAGES_VARIABLE).unwrap_or_default();
        let mut rest = Bytes::from(fs::read(path).unwrap_or_default());
        let mut messages = Vec::new();
        while rest.len() >= 4 {
            let length = rest.get_u32_le() as usize;
            messages.push(rest.split_to(length.min(rest.len())));
        }
        Arc::new(messages)
    };
    Arc::clone(MESSAGES.get_or_init(read))
}
