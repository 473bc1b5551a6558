//! `EventService`, served from the [`encoded`] messages: a replay sends the
//! bytes that the log holds.

use std::sync::Arc;

use alliance_proto::encoded::{
    self, event_service_server::EventService, list_events_request::Start,
};
use prost::Message as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::{Request, Response, Status};
use tracing::Instrument as _;

use super::{
    Parts,
    call::{Gate, Method, Role},
    convert::time_from_wire,
    filter::read_filter,
    frames::FrameStream,
    mask::ReadMask,
    millis,
    refusal::Refusal,
};
use crate::{
    config::Config,
    follow::{ReadLimits, ReadPlan, read_log},
    id::{EventId, Seq},
    store::Store,
    token::ResumeToken,
};

const LIST: Method = Method {
    name: "EventService/ListEvents",
    role: Role::Read,
};
const GET: Method = Method {
    name: "EventService/GetEvent",
    role: Role::Read,
};
const BATCH_GET: Method = Method {
    name: "EventService/BatchGetEvents",
    role: Role::Read,
};
const BATCH_IDS_MAX: usize = 1_000;

/// Readers under way, and how many there may be. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Readers {
    places: Arc<Semaphore>,
    places_max: usize,
}

impl Readers {
    pub(super) fn new(places_max: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places_max)),
            places_max,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.places_max
            .saturating_sub(self.places.available_permits())
    }

    fn enter(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_full| Refusal::Exhausted {
                reason: "READERS_MAX",
                description: format!("{} streams are being read", self.places_max),
                retry_after: millis(5_000),
            })
    }
}

/// The service.
#[derive(Debug)]
pub(super) struct Events {
    store: Arc<dyn Store>,
    gate: Gate,
    readers: Readers,
    limits: ReadLimits,
}

impl Events {
    pub(super) fn new(config: &Config, parts: &Parts, gate: Gate, readers: Readers) -> Self {
        Self {
            store: Arc::clone(&parts.store),
            gate,
            readers,
            limits: ReadLimits {
                batch_bytes_max: config.limits.reader_batch_bytes_max,
                checkpoint_positions_max: config.limits.checkpoint_positions_max,
                checkpoint_after: millis(config.deadlines.checkpoint_ms),
            },
        }
    }

    async fn read_plan(
        &self,
        request: encoded::ListEventsRequest,
    ) -> Result<(ReadPlan, Option<ReadMask>), Refusal> {
        let filter = read_filter(request.filter)?;
        let paths = request.read_mask.unwrap_or_default().paths;
        let mask = ReadMask::of_event(&paths).map_err(|error| {
            Refusal::invalid("read_mask", "READ_MASK_UNKNOWN", error.to_string())
        })?;
        let plan = ReadPlan {
            after: self.position_of(request.start).await?,
            filter,
            follow: request.follow,
            entries_max: (request.limit > 0).then(|| u64::from(request.limit)),
        };
        Ok((plan, mask))
    }

    /// The position behind which to read.
    async fn position_of(&self, start: Option<Start>) -> Result<Seq, Refusal> {
        match start {
            None => Ok(Seq::default()),
            Some(Start::ResumeToken(bytes)) => self.position_of_token(&bytes),
            Some(Start::StartTime(time)) => {
                let time = time_from_wire(&time).ok_or_else(|| {
                    let description = "is outside of years 1 to 9999";
                    Refusal::invalid("start_time", "FIELD_MALFORMED", description)
                })?;
                Ok(self.store.position_at(time).await?)
            }
        }
    }

    fn position_of_token(&self, bytes: &[u8]) -> Result<Seq, Refusal> {
        let token = ResumeToken::parse(bytes).map_err(|error| {
            Refusal::invalid("resume_token", "RESUME_TOKEN_MALFORMED", error.to_string())
        })?;
        // A token ahead of its own log is of one that has been set back, from
        // a backup for example: it is as stale as one of another epoch.
        let ahead = token.seq > *self.store.head().borrow();
        if token.epoch != self.store.epoch() || ahead {
            let oldest = ResumeToken {
                epoch: self.store.epoch(),
                seq: Seq::default(),
            };
            return Err(Refusal::TokenStale {
                oldest: oldest.to_bytes(),
            });
        }
        Ok(token.seq)
    }

    async fn event(&self, id: EventId) -> Result<Option<encoded::Event>, Refusal> {
        match self.store.event(id).await? {
            Some(entry) => encoded::Event::decode(entry.encoded)
                .map(Some)
                .map_err(Refusal::internal),
            None => Ok(None),
        }
    }

    async fn events(
        &self,
        request: encoded::BatchGetEventsRequest,
    ) -> Result<encoded::BatchGetEventsResponse, Refusal> {
        let count = request.event_ids.len();
        if !(1..=BATCH_IDS_MAX).contains(&count) {
            let description = format!("has {count} ids, 1 to {BATCH_IDS_MAX} are allowed");
            return Err(Refusal::invalid("event_ids", "IDS_COUNT", description));
        }
        let ids: Vec<EventId> = request
            .event_ids
            .iter()
            .map(|text| parse_event_id(text, "event_ids"))
            .collect::<Result<_, _>>()?;
        let mut answer = encoded::BatchGetEventsResponse::default();
        for (id, text) in ids.into_iter().zip(request.event_ids) {
            match self.event(id).await? {
                Some(event) => answer.events.push(event),
                None => answer.missing_event_ids.push(text),
            }
        }
        Ok(answer)
    }
}

fn parse_event_id(text: &str, field: &str) -> Result<EventId, Refusal> {
    text.parse()
        .map_err(|error| Refusal::invalid(field, "ID_MALFORMED", format!("{error}")))
}

#[tonic::async_trait]
impl EventService for Events {
    type ListEventsStream = FrameStream;

    async fn list_events(
        &self,
        request: Request<encoded::ListEventsRequest>,
    ) -> Result<Response<FrameStream>, Status> {
        let mut call = self.gate.enter(LIST, &request)?;
        let place = self.readers.enter();
        let planned = match place {
            Ok(place) => self
                .read_plan(request.into_inner())
                .instrument(call.span.clone())
                .await
                .map(|plan| (place, plan)),
            Err(refusal) => Err(refusal),
        };
        let (place, (plan, mask)) = planned.map_err(|refusal| {
            call.set_outcome(refusal.code_and_reason().1);
            call.span.in_scope(|| Status::from(refusal))
        })?;
        let phase = self.gate.phase().clone();
        let store = Arc::clone(&self.store);
        let batches = call
            .span
            .in_scope(|| read_log(store, plan, self.limits, phase));
        let frames = FrameStream::new(batches, self.store.epoch(), mask, call, place);
        Ok(Response::new(frames))
    }

    async fn get_event(
        &self,
        request: Request<encoded::GetEventRequest>,
    ) -> Result<Response<encoded::GetEventResponse>, Status> {
        let handle = |request: encoded::GetEventRequest, _| async move {
            let id = parse_event_id(&request.event_id, "event_id")?;
            let event = self.event(id).await?.ok_or(Refusal::NotFound {
                what: "event",
                id: request.event_id,
            })?;
            Ok(encoded::GetEventResponse { event: Some(event) })
        };
        self.gate.unary(GET, request, handle).await
    }

    async fn batch_get_events(
        &self,
        request: Request<encoded::BatchGetEventsRequest>,
    ) -> Result<Response<encoded::BatchGetEventsResponse>, Status> {
        let handle = |request, _| self.events(request);
        self.gate.unary(BATCH_GET, request, handle).await
    }
}
