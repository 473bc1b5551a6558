//! A store in memory that keeps what merging writes, as it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use bytes::Bytes;

use crate::{
    event::{DecodeError, Event, EventCodec, Told},
    id::{ArticleId, EventId, Seq},
    merge::{EventLookup, MergeBatch, MergedArticle},
    store::{EventKey, EventState, StoreError},
    submission::UnixMillis,
};

use super::report::Article;

#[derive(Debug, Default)]
pub(super) struct Memory {
    codec: Arc<TableCodec>,
    events: BTreeMap<EventId, (u64, Bytes)>,
    keys: BTreeMap<EventKey, BTreeSet<EventId>>,
    outputs: BTreeMap<ArticleId, Bytes>,
    clock: i64,
    pub(super) writes_count: usize,
}

/// Encodes a value as its number in a table.
#[derive(Debug, Default)]
struct TableCodec {
    events: Mutex<Vec<Event>>,
    told: Mutex<Vec<Vec<Told>>>,
}

fn put<T>(table: &Mutex<Vec<T>>, value: T) -> Bytes {
    let mut table = table.lock().unwrap();
    table.push(value);
    Bytes::copy_from_slice(&(table.len() - 1).to_le_bytes())
}

fn get<T: Clone>(table: &Mutex<Vec<T>>, encoded: &[u8]) -> T {
    let index = usize::from_le_bytes(encoded.try_into().unwrap());
    table.lock().unwrap()[index].clone()
}

impl EventCodec for TableCodec {
    fn encode_event(&self, event: &Event, seq: Seq) -> Bytes {
        let event = Event {
            seq,
            ..event.clone()
        };
        put(&self.events, event)
    }

    fn decode_event(&self, encoded: &[u8]) -> Result<Event, DecodeError> {
        Ok(get(&self.events, encoded))
    }

    fn decode_told(&self, output: &[u8]) -> Result<Vec<Told>, DecodeError> {
        Ok(get(&self.told, output))
    }
}

#[async_trait]
impl EventLookup for Memory {
    async fn find_events(&self, keys: &[EventKey]) -> Result<Vec<EventId>, StoreError> {
        let found: BTreeSet<EventId> = keys
            .iter()
            .filter_map(|key| self.keys.get(key))
            .flatten()
            .copied()
            .collect();
        Ok(found.into_iter().collect())
    }

    async fn encoded_event(&self, id: EventId) -> Result<Option<Bytes>, StoreError> {
        Ok(self.events.get(&id).map(|(_, encoded)| encoded.clone()))
    }

    async fn encoded_output(&self, id: ArticleId) -> Result<Option<Bytes>, StoreError> {
        Ok(self.outputs.get(&id).cloned())
    }
}

impl Memory {
    /// Processes articles as one commit; answers the events of each.
    pub(super) fn process(&mut self, articles: &[Article]) -> Vec<Vec<EventId>> {
        self.clock += 1;
        let merged: Vec<(ArticleId, MergedArticle)> = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
            .block_on(async {
                let codec = Arc::<TableCodec>::clone(&self.codec);
                let mut batch = MergeBatch::new(&*self, codec, UnixMillis(self.clock));
                let mut merged = Vec::new();
                for article in articles {
                    let (submission, normalized) = article.build();
                    let id = submission.article_id();
                    merged.push((
                        id,
                        batch.merge_article(&submission, &normalized).await.unwrap(),
                    ));
                }
                merged
            });
        merged
            .into_iter()
            .map(|(article, merged)| self.commit(article, merged))
            .collect()
    }

    /// Processes each article as a commit of its own.
    pub(super) fn process_each(&mut self, articles: &[Article]) -> Vec<Vec<EventId>> {
        articles
            .iter()
            .flat_map(|article| self.process(std::slice::from_ref(article)))
            .collect()
    }

    fn commit(&mut self, article: ArticleId, merged: MergedArticle) -> Vec<EventId> {
        for write in merged.writes {
            self.writes_count += 1;
            let revision = self
                .events
                .get(&write.id)
                .map_or(0, |(revision, _)| *revision);
            assert_eq!(revision, write.expected_revision, "compare-and-set");
            assert_eq!(write.revision, revision + 1);
            let encoded = (write.encode)(Seq(self.writes_count as u64));
            self.events.insert(write.id, (write.revision, encoded));
            for ids in self.keys.values_mut() {
                ids.remove(&write.id);
            }
            for key in write.keys {
                assert!(key.0.len() <= EventKey::BYTES_MAX);
                self.keys.entry(key).or_default().insert(write.id);
            }
        }
        self.outputs
            .insert(article, put(&self.codec.told, merged.told));
        merged.event_ids
    }

    pub(super) fn event(&self, id: EventId) -> Event {
        self.codec.decode_event(&self.events[&id].1).unwrap()
    }

    /// All events that stand, in the order of their ids.
    pub(super) fn active(&self) -> Vec<Event> {
        self.events
            .keys()
            .map(|id| self.event(*id))
            .filter(|event| event.state == EventState::Active)
            .collect()
    }
}
