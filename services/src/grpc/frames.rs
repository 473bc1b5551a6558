//! Turns batches of the log into the frames of `ListEvents`.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use alliance_proto::encoded::{self, list_events_response::Frame};
use bytes::{Bytes, BytesMut};
use futures::Stream;
use metrics::{counter, gauge};
use tokio::sync::OwnedSemaphorePermit;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

use super::{
    call::{Call, DRAINING_RETRY_AFTER},
    mask::ReadMask,
    refusal::Refusal,
};
use crate::{
    follow::{Frames, ReadError},
    id::{Epoch, Seq},
    store::LogEntry,
    telemetry::{EVENTS_DELIVERED_TOTAL, READERS},
    token::{ResumeToken, TOKEN_BYTES},
};

/// The frames of one reader. Dropping it ends the reading.
#[derive(Debug)]
pub(super) struct FrameStream {
    batches: ReceiverStream<Result<Frames, ReadError>>,
    /// Of the batch at hand.
    entries: vec::IntoIter<LogEntry>,
    /// The tokens of `entries`, one after the other.
    tokens: Bytes,
    epoch: Epoch,
    mask: Option<ReadMask>,
    call: Call,
    _place: OwnedSemaphorePermit,
}

impl FrameStream {
    pub(super) fn new(
        batches: ReceiverStream<Result<Frames, ReadError>>,
        epoch: Epoch,
        mask: Option<ReadMask>,
        call: Call,
        place: OwnedSemaphorePermit,
    ) -> Self {
        gauge!(READERS).increment(1);
        Self {
            batches,
            entries: Vec::new().into_iter(),
            tokens: Bytes::new(),
            epoch,
            mask,
            call,
            _place: place,
        }
    }

    fn next_event(&mut self) -> Option<Result<encoded::ListEventsResponse, Refusal>> {
        let entry = self.entries.next()?;
        let resume_token = self.tokens.split_to(TOKEN_BYTES.min(self.tokens.len()));
        let event = match &self.mask {
            None => Ok(entry.encoded),
            Some(mask) => mask.apply(&entry.encoded).map_err(Refusal::internal),
        };
        Some(event.map(|event| encoded::ListEventsResponse {
            frame: Some(Frame::Event(event)),
            resume_token,
        }))
    }

    /// Makes a batch the one at hand, with all its tokens in one piece.
    fn open_batch(&mut self, entries: Vec<LogEntry>) {
        let mut tokens = BytesMut::with_capacity(entries.len() * TOKEN_BYTES);
        for entry in &entries {
            self.token(entry.seq).write(&mut tokens);
        }
        counter!(EVENTS_DELIVERED_TOTAL).increment(entries.len() as u64);
        self.tokens = tokens.freeze();
        self.entries = entries.into_iter();
    }

    fn mark(&self, seq: Seq, frame: Frame) -> encoded::ListEventsResponse {
        encoded::ListEventsResponse {
            frame: Some(frame),
            resume_token: self.token(seq).to_bytes(),
        }
    }

    fn token(&self, seq: Seq) -> ResumeToken {
        ResumeToken {
            epoch: self.epoch,
            seq,
        }
    }

    fn fail(&mut self, refusal: Refusal) -> Status {
        self.call.set_outcome(refusal.code_and_reason().1);
        self.call.span.in_scope(|| refusal.into())
    }
}

impl Stream for FrameStream {
    type Item = Result<encoded::ListEventsResponse, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(frame) = self.next_event() {
                return Poll::Ready(Some(frame.map_err(|refusal| self.fail(refusal))));
            }
            let item = match ready!(Pin::new(&mut self.batches).poll_next(cx)) {
                Some(Ok(Frames::Entries(entries))) => {
                    self.open_batch(entries);
                    continue;
                }
                Some(Ok(Frames::Checkpoint(seq))) => {
                    let checkpoint = encoded::Checkpoint { sequence: seq.0 };
                    Some(Ok(self.mark(seq, Frame::Checkpoint(checkpoint))))
                }
                Some(Ok(Frames::CaughtUp {
                    position,
                    pending_count,
                })) => {
                    let caught_up = encoded::CaughtUp {
                        sequence: position.0,
                        articles_pending_count: pending_count,
                    };
                    Some(Ok(self.mark(position, Frame::CaughtUp(caught_up))))
                }
                Some(Err(error)) => Some(Err(self.fail(refuse(error)))),
                None => {
                    self.call.set_outcome("OK");
                    None
                }
            };
            return Poll::Ready(item);
        }
    }
}

impl Drop for FrameStream {
    fn drop(&mut self) {
        gauge!(READERS).decrement(1);
    }
}

fn refuse(error: ReadError) -> Refusal {
    match error {
        ReadError::Draining => Refusal::Draining {
            retry_after: DRAINING_RETRY_AFTER,
        },
        ReadError::Store(error) => error.into(),
    }
}
