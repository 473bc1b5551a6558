//! The values of the index, as protobuf messages of our own: fields can be
//! added, and what an older program wrote still reads.

use std::collections::BTreeMap;

use alliance_worker::{date::CivilDate, record::EventType};
use prost::Message;

use super::{bulk::BulkEnd, corrupt};
use crate::{
    id::{ArticleId, EventId, Seq},
    store::{
        ArticleEntry, ArticleState, EventKey, EventState, Facets, Failure, StoreError,
        journal::JournalPosition,
    },
    submission::UnixMillis,
};

#[derive(Clone, PartialEq, Message)]
pub(super) struct StoredArticle {
    /// 1 pending, 2 processed, 3 failed.
    #[prost(uint32, tag = "1")]
    state: u32,
    #[prost(int64, tag = "2")]
    pub(super) submitted_at: i64,
    #[prost(uint64, tag = "3")]
    pub(super) body_bytes: u64,
    #[prost(uint64, tag = "4")]
    segment: u64,
    #[prost(uint32, tag = "5")]
    offset: u32,
    #[prost(uint32, tag = "6")]
    len: u32,
    /// 16 bytes each.
    #[prost(bytes = "vec", tag = "7")]
    event_ids: Vec<u8>,
    #[prost(message, optional, tag = "8")]
    pub(super) failure: Option<StoredFailure>,
    #[prost(string, tag = "9")]
    pub(super) normalizer_version: String,
    /// Number of its output; 0 for none.
    #[prost(uint64, tag = "10")]
    pub(super) output: u64,
    #[prost(bytes = "vec", optional, tag = "11")]
    request: Option<Vec<u8>>,
    /// Failed attempts since it was submitted or an operator had it retried.
    #[prost(uint32, tag = "12")]
    pub(super) attempts: u32,
}

#[derive(Clone, PartialEq, Message)]
pub(super) struct StoredFailure {
    #[prost(string, tag = "1")]
    pub(super) reason: String,
    #[prost(string, tag = "2")]
    message: String,
    #[prost(uint32, tag = "3")]
    pub(super) attempts: u32,
    #[prost(int64, tag = "4")]
    pub(super) failed_at: i64,
}

#[derive(Clone, PartialEq, Message)]
pub(super) struct StoredEvent {
    #[prost(uint64, tag = "1")]
    pub(super) revision: u64,
    #[prost(uint64, tag = "2")]
    pub(super) seq: u64,
    /// 1 active, 2 retracted, 3 merged.
    #[prost(uint32, tag = "3")]
    state: u32,
    #[prost(uint32, tag = "4")]
    kind: u32,
    #[prost(bytes = "vec", repeated, tag = "5")]
    pub(super) keys: Vec<Vec<u8>>,
}

#[derive(Clone, PartialEq, Message)]
pub(super) struct StoredFacets {
    #[prost(uint32, tag = "1")]
    kind: u32,
    #[prost(string, repeated, tag = "2")]
    alliances: Vec<String>,
    #[prost(string, repeated, tag = "3")]
    organizations: Vec<String>,
    #[prost(string, repeated, tag = "4")]
    persons: Vec<String>,
    #[prost(string, repeated, tag = "5")]
    places: Vec<String>,
    #[prost(string, tag = "6")]
    adcode: String,
    /// Days since 1970-01-01, first and last.
    #[prost(sint64, repeated, tag = "7")]
    days: Vec<i64>,
    /// 16 bytes each.
    #[prost(bytes = "vec", tag = "8")]
    articles: Vec<u8>,
    #[prost(message, repeated, tag = "9")]
    labels: Vec<StoredLabels>,
    #[prost(double, tag = "10")]
    confidence: f64,
    #[prost(bool, tag = "11")]
    background: bool,
}

#[derive(Clone, PartialEq, Message)]
struct StoredLabels {
    #[prost(btree_map = "string, string", tag = "1")]
    labels: BTreeMap<String, String>,
}

/// What is kept of the whole, rewritten with every batch.
#[derive(Clone, PartialEq, Message)]
pub(super) struct StoredTotals {
    /// The newest sequence given.
    #[prost(uint64, tag = "1")]
    pub(super) head: u64,
    /// The newest number given to an output.
    #[prost(uint64, tag = "2")]
    pub(super) outputs: u64,
    /// The journal before it holds nothing that is pending, but for what the
    /// index lists as pending again.
    #[prost(uint64, tag = "3")]
    pub(super) low_water_segment: u64,
    #[prost(uint32, tag = "4")]
    pub(super) low_water_offset: u32,
    #[prost(uint64, tag = "5")]
    pub(super) processed: u64,
    #[prost(uint64, tag = "6")]
    pub(super) failed: u64,
    #[prost(uint64, tag = "7")]
    pub(super) retracted: u64,
    #[prost(uint64, tag = "8")]
    pub(super) merged: u64,
    /// Active events by the number of their type.
    #[prost(btree_map = "uint32, uint64", tag = "9")]
    pub(super) active: BTreeMap<u32, u64>,
    /// The newest time in the clock of the log.
    #[prost(sint64, tag = "10")]
    pub(super) clock: i64,
    /// The newest batch.
    #[prost(uint64, tag = "11")]
    pub(super) batch: u64,
    /// Where the next bytes of `bulk` go.
    #[prost(uint32, tag = "12")]
    pub(super) bulk_file: u32,
    #[prost(uint32, tag = "13")]
    pub(super) bulk_offset: u32,
    /// Failed articles by reason. Not there in what was written before it
    /// was counted.
    #[prost(btree_map = "string, uint64", tag = "14")]
    pub(super) failed_by_reason: BTreeMap<String, u64>,
}

impl StoredArticle {
    pub(super) fn new(
        submitted_at: UnixMillis,
        body_bytes: u64,
        position: JournalPosition,
        request_digest: Option<[u8; 16]>,
    ) -> Self {
        Self {
            state: 1,
            submitted_at: submitted_at.0,
            body_bytes,
            segment: position.segment,
            offset: position.offset,
            len: position.len,
            request: request_digest.map(|digest| digest.to_vec()),
            ..Self::default()
        }
    }

    pub(super) fn article_state(&self) -> ArticleState {
        match self.state {
            2 => ArticleState::Processed,
            3 => ArticleState::Failed,
            _ => ArticleState::Pending,
        }
    }

    pub(super) fn set_article_state(&mut self, state: ArticleState) {
        self.state = match state {
            ArticleState::Pending => 1,
            ArticleState::Processed => 2,
            ArticleState::Failed => 3,
        };
    }

    pub(super) fn position(&self) -> JournalPosition {
        JournalPosition {
            segment: self.segment,
            offset: self.offset,
            len: self.len,
        }
    }

    pub(super) fn request_digest(&self) -> Option<[u8; 16]> {
        self.request.as_deref()?.try_into().ok()
    }

    pub(super) fn set_event_ids(&mut self, ids: &[EventId]) {
        self.event_ids = ids.iter().flat_map(EventId::as_bytes).copied().collect();
    }

    pub(super) fn into_entry(self, id: ArticleId) -> ArticleEntry {
        ArticleEntry {
            id,
            state: self.article_state(),
            submitted_at: UnixMillis(self.submitted_at),
            body_bytes: self.body_bytes,
            event_ids: split_ids(&self.event_ids)
                .map(EventId::from_bytes)
                .collect(),
            failure: self.failure.map(StoredFailure::into_failure),
            normalizer_version: self.normalizer_version,
        }
    }
}

impl From<Failure> for StoredFailure {
    fn from(failure: Failure) -> Self {
        Self {
            reason: failure.reason,
            message: failure.message,
            attempts: failure.attempts,
            failed_at: failure.failed_at.0,
        }
    }
}

impl StoredFailure {
    fn into_failure(self) -> Failure {
        Failure {
            reason: self.reason,
            message: self.message,
            attempts: self.attempts,
            failed_at: UnixMillis(self.failed_at),
        }
    }
}

impl StoredEvent {
    pub(super) fn new(
        revision: u64,
        seq: Seq,
        state: EventState,
        kind: EventType,
        keys: Vec<EventKey>,
    ) -> Self {
        Self {
            revision,
            seq: seq.0,
            state: match state {
                EventState::Active => 1,
                EventState::Retracted => 2,
                EventState::Merged => 3,
            },
            kind: kind_number(kind),
            keys: keys.into_iter().map(|key| key.0).collect(),
        }
    }

    pub(super) fn event_state(&self) -> EventState {
        match self.state {
            2 => EventState::Retracted,
            3 => EventState::Merged,
            _ => EventState::Active,
        }
    }

    /// The total that counts events like this one.
    pub(super) fn count_in<'a>(&self, totals: &'a mut StoredTotals) -> &'a mut u64 {
        match self.event_state() {
            EventState::Active => totals.active.entry(self.kind).or_default(),
            EventState::Retracted => &mut totals.retracted,
            EventState::Merged => &mut totals.merged,
        }
    }
}

impl StoredFacets {
    pub(super) fn new(kind: EventType, facets: Facets) -> Self {
        let days = facets
            .days
            .map(|(first, last)| vec![first.to_epoch_day(), last.to_epoch_day()]);
        Self {
            kind: kind_number(kind),
            alliances: facets.alliances,
            organizations: facets.organizations,
            persons: facets.persons,
            places: facets.places,
            adcode: facets.adcode,
            days: days.unwrap_or_default(),
            articles: facets
                .articles
                .iter()
                .flat_map(ArticleId::as_bytes)
                .copied()
                .collect(),
            labels: facets
                .labels
                .into_iter()
                .map(|labels| StoredLabels { labels })
                .collect(),
            confidence: facets.confidence,
            background: facets.background,
        }
    }

    /// The facets and the type of the event.
    pub(super) fn into_facets(self) -> Result<(EventType, Facets), StoreError> {
        let kind = kind_of_number(self.kind)
            .ok_or_else(|| corrupt(format!("the index has an event of type {}", self.kind)))?;
        let days = match self.days.as_slice() {
            [first, last] => {
                CivilDate::from_epoch_day(*first).zip(CivilDate::from_epoch_day(*last))
            }
            _ => None,
        };
        let facets = Facets {
            alliances: self.alliances,
            organizations: self.organizations,
            persons: self.persons,
            places: self.places,
            adcode: self.adcode,
            days,
            articles: split_ids(&self.articles)
                .map(ArticleId::from_bytes)
                .collect(),
            labels: self
                .labels
                .into_iter()
                .map(|source| source.labels)
                .collect(),
            confidence: self.confidence,
            background: self.background,
        };
        Ok((kind, facets))
    }
}

impl StoredTotals {
    pub(super) fn low_water(&self) -> JournalPosition {
        JournalPosition {
            segment: self.low_water_segment,
            offset: self.low_water_offset,
            len: 0,
        }
    }

    pub(super) fn set_low_water(&mut self, position: JournalPosition) {
        self.low_water_segment = position.segment;
        self.low_water_offset = position.offset;
    }

    pub(super) fn bulk_end(&self) -> BulkEnd {
        BulkEnd {
            file: self.bulk_file,
            offset: self.bulk_offset,
        }
    }

    pub(super) fn set_bulk_end(&mut self, end: BulkEnd) {
        self.bulk_file = end.file;
        self.bulk_offset = end.offset;
    }

    pub(super) fn count_failure(&mut self, reason: &str) {
        *self.failed_by_reason.entry(reason.to_owned()).or_default() += 1;
    }

    pub(super) fn uncount_failure(&mut self, reason: &str) {
        if let Some(count) = self.failed_by_reason.get_mut(reason) {
            *count = count.saturating_sub(1);
        }
        self.failed_by_reason.retain(|_, count| *count > 0);
    }

    /// The total that counts settled articles of this state.
    pub(super) fn articles_in(&mut self, state: ArticleState) -> Option<&mut u64> {
        match state {
            ArticleState::Pending => None,
            ArticleState::Processed => Some(&mut self.processed),
            ArticleState::Failed => Some(&mut self.failed),
        }
    }
}

/// Reads a value of the index.
pub(super) fn decode<M: Message + Default>(bytes: &[u8], what: &str) -> Result<M, StoreError> {
    M::decode(bytes).map_err(|error| corrupt(format!("decode {what} in the index")).because(error))
}

/// Numbers of event types on disk; they stay, whatever the order in code.
const KINDS: [(u32, EventType); EventType::ALL.len()] = [
    (1, EventType::AlliancePlanned),
    (2, EventType::AllianceFounded),
    (3, EventType::AllianceRenamed),
    (4, EventType::AllianceDissolved),
    (5, EventType::MemberJoined),
    (6, EventType::LeadershipElected),
    (7, EventType::CharterAdopted),
    (8, EventType::PartyOrgFounded),
    (9, EventType::MeetingHeld),
    (10, EventType::AgreementSigned),
    (11, EventType::DocumentIssued),
];

pub(super) fn kind_number(kind: EventType) -> u32 {
    let numbered = KINDS.iter().find(|(_, known)| *known == kind);
    numbered.map_or(0, |(number, _)| *number)
}

fn kind_of_number(number: u32) -> Option<EventType> {
    let numbered = KINDS.iter().find(|(known, _)| *known == number);
    numbered.map(|(_, kind)| *kind)
}

fn split_ids(bytes: &[u8]) -> impl Iterator<Item = [u8; 16]> + '_ {
    bytes.as_chunks::<16>().0.iter().copied()
}
