//! Merging the articles of one commit, one after the other.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use alliance_worker::{NORMALIZER_VERSION, Normalized};

use super::{
    assign::{Candidate, Report, Standing, assign},
    combine::{Contribution, combine},
    facet::facets_of,
    identity::Identity,
    key::{LookUpKeys, keys_to_look_up, keys_to_write},
    reader::{COMPUTED_SOURCES_MAX, EventLookup, EventReader, MergeError, OwnedContribution},
    source::{first_published, published_days, put_source, read_facts, source_of},
};
use crate::{
    event::{Event, EventCodec, Facts, Source, Told},
    id::{ArticleId, EventId, Seq},
    store::{EventState, EventWrite},
    submission::{Submission, UnixMillis},
};

/// Sources that one event lists; what tells it beyond these changes nothing.
const SOURCES_MAX: usize = 1_000;

/// What merging makes of one article.
#[derive(Debug)]
pub struct MergedArticle {
    /// Events that the article adds or changes. An event that several articles
    /// of a batch change is written by each, in their order.
    pub writes: Vec<EventWrite>,
    /// Every event that the article tells, written or not, each once.
    pub event_ids: Vec<EventId>,
    /// What the article tells of them, to be kept with its output.
    pub told: Vec<Told>,
}

/// Merges articles one after the other; each sees what those before it in the
/// batch changed. To be dropped with the batch: after a commit, or after a
/// commit that failed, begin a new one.
pub struct MergeBatch<'a, S: ?Sized> {
    reader: EventReader<'a, S>,
    /// When the batch is committed.
    now: UnixMillis,
}

impl<'a, S: EventLookup + ?Sized> MergeBatch<'a, S> {
    pub fn new(store: &'a S, codec: Arc<dyn EventCodec>, now: UnixMillis) -> Self {
        Self {
            reader: EventReader::new(store, codec),
            now,
        }
    }

    /// Merges what one article tells into the events that others tell. What it
    /// told when it was processed before and tells no more is taken back.
    ///
    /// # Errors
    /// Where the store cannot be read, or what it holds cannot be decoded; the
    /// batch is as before then.
    pub async fn merge_article(
        &mut self,
        submission: &Submission,
        normalized: &Normalized,
    ) -> Result<MergedArticle, MergeError> {
        let article = submission.article_id();
        let facts = read_facts(article, normalized);
        let source = source_of(article, submission, normalized);
        let published = published_days(&source);
        let known = self.load_events(article, &facts, &source).await?;
        let candidates: Vec<Candidate> = known
            .values()
            .map(|known| known.candidate(article))
            .collect();
        let reports: Vec<Report<'_>> = facts
            .iter()
            .map(|facts| Report { facts, published })
            .collect();
        let targets = assign(&reports, &candidates);

        let mut changes = Changes::default();
        let mut told = Vec::new();
        let mut new_ids = BTreeSet::new();
        let mut ordinal = 0;
        for (facts, targets) in facts.into_iter().zip(&targets) {
            let id = match targets.first() {
                Some(id) => *id,
                None => self.new_id(article, &mut ordinal, &new_ids).await?,
            };
            new_ids.insert(id);
            let source = Source {
                confidence: facts.confidence,
                ..source.clone()
            };
            self.join(id, targets, &known, (&source, &facts), &mut changes)
                .await?;
            told.push(Told { event: id, facts });
        }
        self.leave(article, &known, &mut changes);
        let mut event_ids = Vec::new();
        for told in &told {
            if !event_ids.contains(&told.event) {
                event_ids.push(told.event);
            }
        }
        Ok(MergedArticle {
            writes: self.write(article, changes, told.clone()),
            event_ids,
            told,
        })
    }

    /// Events that the article told before, or may tell now.
    async fn load_events(
        &self,
        article: ArticleId,
        facts: &[Facts],
        source: &Source,
    ) -> Result<BTreeMap<EventId, Known>, MergeError> {
        let mut events = BTreeMap::new();
        for told in self.reader.told(article).await? {
            if let Some(event) = self.reader.carrier(told.event).await? {
                events.insert(event.id, event);
            }
        }
        let mut keys = LookUpKeys::default();
        for facts in facts {
            let more = keys_to_look_up(&Identity::new(facts, published_days(source)));
            keys.names.extend(more.names);
            keys.tails.extend(more.tails);
        }
        events.extend(self.reader.events_by_names(&keys.names).await?);
        events.extend(self.reader.events_by_tails(&keys.tails).await?);
        let mut known = BTreeMap::new();
        for (id, event) in events {
            known.insert(id, self.without(event, article).await?);
        }
        Ok(known)
    }

    /// The event as the other articles tell it.
    async fn without(&self, event: Event, article: ArticleId) -> Result<Known, MergeError> {
        let is_source = event.sources.iter().any(|source| source.article == article);
        if event.state != EventState::Active || !is_source {
            return Ok(Known {
                rest: None,
                is_source: is_source && event.state == EventState::Active,
                event,
            });
        }
        let rest = self.reader.contributions(&event, article).await?;
        Ok(Known {
            rest: combine(&borrow(&rest)),
            is_source,
            event,
        })
    }

    /// An id that no event has: the first free one in the order of the records.
    async fn new_id(
        &self,
        article: ArticleId,
        ordinal: &mut u32,
        taken: &BTreeSet<EventId>,
    ) -> Result<EventId, MergeError> {
        loop {
            let id = EventId::of(article, *ordinal);
            *ordinal += 1;
            if !taken.contains(&id) && self.reader.event(id).await?.is_none() {
                return Ok(id);
            }
        }
    }

    /// Adds the article to event `id`, and merges the other `targets` into it.
    async fn join(
        &self,
        id: EventId,
        targets: &[EventId],
        known: &BTreeMap<EventId, Known>,
        (source, facts): (&Source, &Facts),
        changes: &mut Changes,
    ) -> Result<(), MergeError> {
        let before = known.get(&id).map(|known| &known.event);
        let mut sources = before
            .filter(|event| event.state == EventState::Active)
            .map_or_else(Vec::new, |event| event.sources.clone());
        put_source(&mut sources, source);
        let mut contributions = Vec::new();
        for target in targets {
            let Some(target) = known.get(target).map(|known| &known.event) else {
                continue;
            };
            contributions.extend(self.reader.contributions(target, source.article).await?);
            if target.id != id {
                sources.extend(target.sources.iter().cloned());
                changes.events.insert(
                    target.id,
                    (
                        Some(target.clone()),
                        Event {
                            state: EventState::Merged,
                            merged_into: Some(id),
                            ..target.clone()
                        },
                    ),
                );
            }
        }
        let is_computed = sources
            .iter()
            .take(COMPUTED_SOURCES_MAX)
            .any(|other| other.article == source.article);
        contributions.truncate(COMPUTED_SOURCES_MAX - usize::from(is_computed));
        if is_computed {
            contributions.push(OwnedContribution {
                article: source.article,
                published: published_days(source),
                facts: facts.clone(),
            });
        }
        sources.truncate(SOURCES_MAX);
        if let Some(combined) = combine(&borrow(&contributions)) {
            let event = self.event_of(id, before, combined, sources);
            changes.events.insert(id, (before.cloned(), event));
        }
        Ok(())
    }

    /// Takes the article out of the events that it told and tells no more.
    fn leave(&self, article: ArticleId, known: &BTreeMap<EventId, Known>, changes: &mut Changes) {
        for (id, known) in known {
            if !known.is_source || changes.events.contains_key(id) {
                continue;
            }
            let before = &known.event;
            let after = match &known.rest {
                Some(facts) => {
                    let mut sources = before.sources.clone();
                    sources.retain(|source| source.article != article);
                    self.event_of(*id, Some(before), facts.clone(), sources)
                }
                None => Event {
                    state: EventState::Retracted,
                    ..before.clone()
                },
            };
            changes.events.insert(*id, (Some(before.clone()), after));
        }
    }

    fn event_of(
        &self,
        id: EventId,
        before: Option<&Event>,
        facts: Facts,
        sources: Vec<Source>,
    ) -> Event {
        Event {
            id,
            revision: before.map_or(0, |event| event.revision),
            seq: Seq::default(),
            state: EventState::Active,
            merged_into: None,
            facts,
            sources,
            normalizer_version: NORMALIZER_VERSION.to_owned(),
            created_at: before.map_or(self.now, |event| event.created_at),
            updated_at: self.now,
        }
    }

    /// Numbers the changes and shows them to the articles that follow.
    fn write(&mut self, article: ArticleId, changes: Changes, told: Vec<Told>) -> Vec<EventWrite> {
        self.reader.put_told(article, told);
        let differing = changes.events.into_values().filter(|(before, after)| {
            !before
                .as_ref()
                .is_some_and(|before| has_same_content(before, after))
        });
        let mut writes = Vec::new();
        for (before, mut event) in differing {
            let expected_revision = before.map_or(0, |before| before.revision);
            event.revision = expected_revision + 1;
            event.updated_at = self.now;
            let keys = match event.state {
                EventState::Merged => Vec::new(),
                EventState::Active | EventState::Retracted => keys_to_write(&Identity::new(
                    &event.facts,
                    first_published(&event.sources),
                )),
            };
            self.reader.put_event(event.clone(), &keys);
            let codec = Arc::clone(&self.reader.codec);
            writes.push(EventWrite {
                id: event.id,
                expected_revision,
                revision: event.revision,
                state: event.state,
                kind: event.facts.kind,
                keys,
                facets: facets_of(&event),
                encode: Box::new(move |seq| codec.encode_event(&event, seq)),
            });
        }
        writes
    }
}

impl<S: ?Sized> fmt::Debug for MergeBatch<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MergeBatch")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// An event that the article told before, or may tell now.
#[derive(Debug)]
struct Known {
    event: Event,
    /// The article is among its sources.
    is_source: bool,
    /// What the other sources tell, where the article is one and not the only.
    rest: Option<Facts>,
}

impl Known {
    fn candidate(&self, article: ArticleId) -> Candidate {
        let event = &self.event;
        let standing = match (event.state, self.is_source, &self.rest) {
            (EventState::Active, false, _) | (EventState::Active, true, Some(_)) => Standing::Told,
            (EventState::Active, true, None) => Standing::Own,
            (EventState::Retracted | EventState::Merged, _, _) => Standing::Retracted,
        };
        Candidate {
            id: event.id,
            standing,
            facts: self.rest.as_ref().unwrap_or(&event.facts).clone(),
            published: first_published(&event.sources),
            articles: event
                .sources
                .iter()
                .map(|source| source.article)
                .filter(|other| *other != article)
                .collect(),
            created_at: event.created_at,
        }
    }
}

/// Events as they were and as they become.
#[derive(Debug, Default)]
struct Changes {
    events: BTreeMap<EventId, (Option<Event>, Event)>,
}

fn borrow(contributions: &[OwnedContribution]) -> Vec<Contribution<'_>> {
    contributions
        .iter()
        .map(|contribution| Contribution {
            article: contribution.article,
            published: contribution.published,
            facts: &contribution.facts,
        })
        .collect()
}

/// Whether a reader would see no difference but the revision's own marks.
fn has_same_content(before: &Event, after: &Event) -> bool {
    before.state == after.state
        && before.merged_into == after.merged_into
        && before.facts == after.facts
        && before.sources == after.sources
}
