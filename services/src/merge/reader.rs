//! Reads events and what articles tell, as they are in the store or as earlier
//! articles of the same batch have left them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use alliance_worker::date::CivilDate;
use async_trait::async_trait;
use bytes::Bytes;

use super::source::published_days;
use crate::{
    event::{DecodeError, Event, EventCodec, Facts, Told},
    id::{ArticleId, EventId},
    store::{EventKey, EventState, Store, StoreError},
};

/// Events merged into one another in a row: more than ever come about.
const MERGES_IN_A_ROW_MAX: usize = 32;
/// Events that a name's end may lead to before it is passed over.
const TAIL_EVENTS_MAX: usize = 16;
/// Sources that the values of an event are computed from, in the order of
/// their processing; later ones are only listed.
pub(super) const COMPUTED_SOURCES_MAX: usize = 64;

/// Why an article could not be merged. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    #[error("read the events to merge with")]
    Store(#[from] StoreError),
    #[error("decode what to merge with")]
    Decode(#[from] DecodeError),
}

/// What merging asks of a store; every [`Store`] answers it.
#[async_trait]
pub trait EventLookup: Send + Sync {
    /// As [`Store::events_by_key`].
    async fn find_events(&self, keys: &[EventKey]) -> Result<Vec<EventId>, StoreError>;

    /// The event at its newest revision, encoded.
    async fn encoded_event(&self, id: EventId) -> Result<Option<Bytes>, StoreError>;

    /// As [`Store::article_output`].
    async fn encoded_output(&self, id: ArticleId) -> Result<Option<Bytes>, StoreError>;
}

#[async_trait]
impl<S: Store + ?Sized> EventLookup for S {
    async fn find_events(&self, keys: &[EventKey]) -> Result<Vec<EventId>, StoreError> {
        self.events_by_key(keys).await
    }

    async fn encoded_event(&self, id: EventId) -> Result<Option<Bytes>, StoreError> {
        Ok(self.event(id).await?.map(|entry| entry.encoded))
    }

    async fn encoded_output(&self, id: ArticleId) -> Result<Option<Bytes>, StoreError> {
        self.article_output(id).await
    }
}

/// The store, under what a batch has changed.
pub(super) struct EventReader<'a, S: ?Sized> {
    store: &'a S,
    pub(super) codec: Arc<dyn EventCodec>,
    events: BTreeMap<EventId, Event>,
    keys: BTreeMap<EventKey, BTreeSet<EventId>>,
    told: BTreeMap<ArticleId, Vec<Told>>,
}

impl<'a, S: EventLookup + ?Sized> EventReader<'a, S> {
    pub(super) fn new(store: &'a S, codec: Arc<dyn EventCodec>) -> Self {
        Self {
            store,
            codec,
            events: BTreeMap::new(),
            keys: BTreeMap::new(),
            told: BTreeMap::new(),
        }
    }

    /// Shows a changed event from here on, found by these keys, too.
    pub(super) fn put_event(&mut self, event: Event, keys: &[EventKey]) {
        for key in keys {
            self.keys.entry(key.clone()).or_default().insert(event.id);
        }
        self.events.insert(event.id, event);
    }

    /// Shows what an article tells from here on.
    pub(super) fn put_told(&mut self, article: ArticleId, told: Vec<Told>) {
        self.told.insert(article, told);
    }

    /// The event at its newest revision.
    pub(super) async fn event(&self, id: EventId) -> Result<Option<Event>, MergeError> {
        if let Some(event) = self.events.get(&id) {
            return Ok(Some(event.clone()));
        }
        match self.store.encoded_event(id).await? {
            Some(encoded) => Ok(Some(self.codec.decode_event(&encoded)?)),
            None => Ok(None),
        }
    }

    /// The event that carries the sources of `id`: itself unless merged.
    pub(super) async fn carrier(&self, id: EventId) -> Result<Option<Event>, MergeError> {
        let mut event = self.event(id).await?;
        for _ in 0..MERGES_IN_A_ROW_MAX {
            match event.as_ref().and_then(|event| event.merged_into) {
                Some(next) => event = self.event(next).await?,
                None => return Ok(event),
            }
        }
        Ok(None)
    }

    /// Events that one of the keys leads to, none of them merged away.
    pub(super) async fn events_by_names(
        &self,
        keys: &BTreeSet<EventKey>,
    ) -> Result<BTreeMap<EventId, Event>, MergeError> {
        let keys: Vec<_> = keys.iter().cloned().collect();
        self.carriers(self.ids_by_keys(&keys).await?).await
    }

    /// As [`Self::events_by_names`], without the keys that lead to more than
    /// [`TAIL_EVENTS_MAX`] events: so common an end tells none of them from
    /// the others, and each would have to be read.
    pub(super) async fn events_by_tails(
        &self,
        keys: &BTreeSet<EventKey>,
    ) -> Result<BTreeMap<EventId, Event>, MergeError> {
        let mut ids = BTreeSet::new();
        for key in keys {
            let found = self.ids_by_keys(std::slice::from_ref(key)).await?;
            if found.len() <= TAIL_EVENTS_MAX {
                ids.extend(found);
            }
        }
        self.carriers(ids).await
    }

    /// Ids that one of the keys leads to, in the store or in this batch.
    async fn ids_by_keys(&self, keys: &[EventKey]) -> Result<BTreeSet<EventId>, MergeError> {
        if keys.is_empty() {
            return Ok(BTreeSet::new());
        }
        let mut ids: BTreeSet<EventId> = self.store.find_events(keys).await?.into_iter().collect();
        ids.extend(keys.iter().filter_map(|key| self.keys.get(key)).flatten());
        Ok(ids)
    }

    /// The events of the ids, or those that they were merged into.
    async fn carriers(
        &self,
        ids: BTreeSet<EventId>,
    ) -> Result<BTreeMap<EventId, Event>, MergeError> {
        let mut events = BTreeMap::new();
        for id in ids {
            if let Some(event) = self.carrier(id).await? {
                events.insert(event.id, event);
            }
        }
        Ok(events)
    }

    /// What the article tells, as it was last processed; nothing where it was
    /// not yet.
    pub(super) async fn told(&self, article: ArticleId) -> Result<Vec<Told>, MergeError> {
        if let Some(told) = self.told.get(&article) {
            return Ok(told.clone());
        }
        match self.store.encoded_output(article).await? {
            Some(output) => Ok(self.codec.decode_told(&output)?),
            None => Ok(Vec::new()),
        }
    }

    /// What each source of the event but `except` tells of it.
    pub(super) async fn contributions(
        &self,
        event: &Event,
        except: ArticleId,
    ) -> Result<Vec<OwnedContribution>, MergeError> {
        let mut contributions = Vec::new();
        // A retracted event keeps its sources only to show how it last stood.
        if event.state != EventState::Active {
            return Ok(contributions);
        }
        let others = event
            .sources
            .iter()
            .filter(|source| source.article != except);
        for source in others.take(COMPUTED_SOURCES_MAX) {
            for told in self.told(source.article).await? {
                if told.facts.kind != event.facts.kind {
                    continue;
                }
                let carried = told.event == event.id
                    || self
                        .carrier(told.event)
                        .await?
                        .is_some_and(|carrier| carrier.id == event.id);
                if carried {
                    contributions.push(OwnedContribution {
                        article: source.article,
                        published: published_days(source),
                        facts: told.facts,
                    });
                }
            }
        }
        Ok(contributions)
    }
}

/// What one source tells of an event.
#[derive(Clone, Debug)]
pub(super) struct OwnedContribution {
    pub(super) article: ArticleId,
    pub(super) published: Option<(CivilDate, CivilDate)>,
    pub(super) facts: Facts,
}
