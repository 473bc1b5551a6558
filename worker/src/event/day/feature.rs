//! Features: what an event and a date look like together.

use super::{
    Day,
    stand::{Relation, Source, Stand, age, shape},
};
use crate::{
    date::Edtf,
    event::{
        draft::{Draft, When},
        learnt::{
            around::read_around,
            feature::Feature,
            position::{Mention, Position, add_distance},
        },
        reading::{Reading, TokenKind},
    },
    mention::DateKind,
    model::bucket,
    record::EventType,
};

/// The most mentions of dates of a page that are weighed, in the order of the text.
const MENTIONS_MAX: usize = 60;
/// Marks of what features are of, beside the stands and the kinds of events.
const OF_INFERRED: u8 = 254;
const OF_SHAPE: u8 = 100;
const OF_KIND: u8 = 128;
const OF_SOURCE: u8 = 200;

/// The dates that a page names.
#[derive(Debug)]
pub(super) struct Page {
    told: Vec<Told>,
    /// The page's own day.
    own: Option<Edtf>,
    /// What the page is, whatever the event.
    features: Vec<Feature>,
}

/// One mention of a date, and what stands around it.
#[derive(Debug)]
struct Told {
    when: When,
    upcoming: Edtf,
    at: Mention,
    /// What the page says of the date as a whole.
    counts: Vec<Feature>,
    around: Vec<Feature>,
}

impl Page {
    pub(super) fn read(reading: &Reading<'_>, drafts: &[Draft]) -> Self {
        let told: Vec<Told> = (reading.sentences.iter())
            .flat_map(|sentence| sentence.tokens.iter().map(move |token| (sentence, token)))
            .filter_map(|(sentence, token)| {
                let TokenKind::Date(index) = token.kind else {
                    return None;
                };
                let mention = reading.mentions.dates.get(index)?;
                let kind = mention.value.kind;
                if kind >= DateKind::Holiday {
                    return None;
                }
                let text = reading.text(token.span.clone());
                let mut around = read_around(reading, sentence, token);
                around.push(Feature::of_bytes("dk", &[kind as u8]));
                around.push(Feature::of_bytes("form", form(text).as_bytes()));
                around.push(Feature::flag("nested", token.nested));
                Some(Told {
                    when: When {
                        date: mention.value.date,
                        kind,
                        span: token.span.clone(),
                        inherited: true,
                    },
                    upcoming: mention.value.upcoming,
                    at: Mention::of(sentence, token),
                    counts: Vec::new(),
                    around,
                })
            })
            .take(MENTIONS_MAX)
            .collect();
        let exact = (told.iter()).filter(|told| told.when.is_exact());
        let mut days: Vec<Edtf> = exact.map(|told| told.when.date).collect();
        days.sort_unstable();
        days.dedup();
        let ranges = (days.iter()).filter(|day| matches!(day, Edtf::Range(..)));
        let features = vec![
            Feature::counted("days", days.len(), &[0, 1, 2, 4]),
            Feature::counted("ranges", ranges.count(), &[0, 1]),
            Feature::counted("n", drafts.len(), &[1, 2, 4]),
            Feature::flag("page", drafts.iter().any(Draft::is_notice)),
            Feature::flag("items", !reading.items.is_empty()),
            Feature::flag("chron", reading.chronicle),
            Feature::flag("anchor", reading.article.anchor.is_some()),
        ];
        let mut page = Self {
            told,
            own: reading.article.published_on,
            features,
        };
        let counts: Vec<Vec<Feature>> = (page.told.iter())
            .map(|told| page.count(told.when.date))
            .collect();
        for (told, counts) in page.told.iter_mut().zip(counts) {
            told.counts = counts;
        }
        page
    }

    /// How often the page tells of the date, and how it stands to its others.
    fn count(&self, date: Edtf) -> Vec<Feature> {
        let (mut same, mut wider, mut finer, mut behind) = (0, 0, 0, 0);
        let mut rank = None;
        let mut known = Vec::new();
        for told in self.told.iter().filter(|told| told.when.is_exact()) {
            let other = told.when.date;
            if other == date {
                same += 1;
                rank = rank.or(Some(known.len()));
            }
            match (other.bounds(), date.bounds()) {
                (Some(other), Some(own)) if other != own => {
                    wider += usize::from(other.0 <= own.0 && own.1 <= other.1);
                    finer += usize::from(own.0 <= other.0 && other.1 <= own.1);
                    behind += usize::from(other.0 > own.1);
                }
                _ => {}
            }
            if !known.contains(&other) {
                known.push(other);
            }
        }
        vec![
            Feature::counted("count", same, &[0, 1, 2, 4]),
            Feature::counted("inside", finer, &[0, 1, 2]),
            Feature::counted("outside", wider, &[0, 1]),
            Feature::counted("newer", behind, &[0, 1, 3]),
            Feature::counted("rank", rank.unwrap_or(MENTIONS_MAX), &[0, 1, 2, 4, 59]),
        ]
    }
}

/// How a date is written: its digits all alike.
fn form(text: &str) -> String {
    let mut form = String::new();
    for character in text.chars() {
        let character = if character.is_ascii_digit()
            || "〇零一二三四五六七八九十".contains(character)
        {
            '0'
        } else {
            character
        };
        if !(character == '0' && form.ends_with('0')) {
            form.push(character);
        }
    }
    form
}

/// An event whose date is to be chosen.
#[derive(Debug)]
pub(super) struct Event<'d> {
    draft: &'d Draft,
    drafts: &'d [Draft],
    source: Source,
    /// What it is, whatever the date.
    own: Vec<Feature>,
}

impl<'d> Event<'d> {
    pub(super) fn of(
        reading: &Reading<'_>,
        page: &Page,
        drafts: &'d [Draft],
        draft: &'d Draft,
    ) -> Self {
        let sentence = (draft.date.as_ref())
            .and_then(|when| reading.sentence_at(when.span.start))
            .map(|sentence| sentence.index);
        let source = Source::of(draft, sentence);
        let in_sentence = (page.told.iter())
            .filter(|told| told.at.sentence == draft.first_sentence() && told.when.is_exact());
        let known = draft.date.as_ref();
        let mut own = page.features.clone();
        own.extend([
            Feature::flag("bg", draft.background),
            Feature::flag("notice", draft.is_notice()),
            Feature::of_bytes("kind", &[draft.kind as u8]),
            Feature::of_bytes("source", &[source as u8]),
            Feature::of_bytes("kd", &[known.map_or(99, |when| when.kind as u8)]),
            Feature::of_bytes("ks", &[known.map_or(99, |when| shape(when.date))]),
            Feature::flag("inh", known.is_some_and(|when| when.inherited)),
            Feature::counted("ownday", in_sentence.count(), &[0, 1, 2]),
        ]);
        if let Some(sentence) = reading.sentences.get(draft.first_sentence()) {
            let text = reading.after(sentence, sentence.span.start);
            let start = |count| {
                let end = (text.char_indices().nth(count)).map_or(text.len(), |(end, _)| end);
                text.get(..end).unwrap_or_default()
            };
            own.push(Feature::new("start2", start(2)));
            own.push(Feature::new("start3", start(3)));
        }
        Self {
            draft,
            drafts,
            source,
            own,
        }
    }

    /// Every date that the page names, its own, those of its other events, and none.
    pub(super) fn list_days(&self, reading: &Reading<'_>, page: &Page) -> Vec<Day> {
        let known = self.draft.date.as_ref();
        let mut days = Vec::new();
        for (index, told) in page.told.iter().enumerate() {
            let position = Position::of(reading, self.draft, &told.at);
            let beside = self.beside(reading, page, index);
            let mut push = |when: When, counts: &[Feature], stand: Stand| {
                let mut features = self.features_of(reading, Some(&when), counts, stand);
                for feature in beside.iter().chain(&told.around) {
                    features.push(feature.number());
                    features.push(feature.of(stand.number()));
                    features.push(feature.of(OF_KIND + self.draft.kind as u8));
                }
                days.push(self.day(Some(when), features));
            };
            push(told.when.clone(), &told.counts, Stand::Told(position));
            if told.upcoming != told.when.date && self.draft.is_plan() {
                let when = When {
                    date: told.upcoming,
                    ..told.when.clone()
                };
                push(when, &page.count(told.upcoming), Stand::ToCome(position));
            }
        }
        let unsaid = |date| When {
            date,
            kind: DateKind::Day,
            span: 0..0,
            inherited: true,
        };
        let own = (page.own.map(unsaid)).map(|when| (Stand::OfPage, when));
        let inferred = known.cloned().map(|when| (Stand::Inferred, when));
        let others = (self.drafts.iter())
            .filter(|other| !std::ptr::eq(*other, self.draft) && !other.background)
            .filter_map(|other| Some((Stand::OfOther, other.date.clone()?.inherit())));
        for (stand, when) in own.into_iter().chain(inferred).chain(others) {
            let features = self.features_of(reading, Some(&when), &page.count(when.date), stand);
            days.push(self.day(Some(when), features));
        }
        let features = self.features_of(reading, None, &[], Stand::None);
        days.push(self.day(None, features));
        days
    }

    fn day(&self, when: Option<When>, features: Vec<u32>) -> Day {
        let date = |when: Option<&When>| when.map(|when| when.date);
        Day {
            is_inferred: date(when.as_ref()) == date(self.draft.date.as_ref()),
            when,
            features,
        }
    }

    /// How a mention stands to the event, and which others stand between.
    fn beside(&self, reading: &Reading<'_>, page: &Page, index: usize) -> Vec<Feature> {
        let mut features = Vec::with_capacity(16);
        let Some(told) = page.told.get(index) else {
            return features;
        };
        add_distance(reading, self.drafts, self.draft, &told.at, &mut features);
        let trigger = self.draft.trigger.start;
        let behind = (page.told).partition_point(|told| told.at.span.start < trigger);
        let between = if index < behind {
            index + 1..behind
        } else {
            behind..index
        };
        let between = page.told.get(between).unwrap_or_default();
        let exact = between.iter().filter(|told| told.when.is_exact()).count();
        let side = u8::from(index < behind);
        features.push(Feature::of_bytes(
            "between",
            &[side, bucket(between.len(), &[0, 1, 3])],
        ));
        features.push(Feature::of_bytes(
            "days between",
            &[side, bucket(exact, &[0, 1, 3]), told.when.kind as u8],
        ));
        features
    }

    fn features_of(
        &self,
        reading: &Reading<'_>,
        when: Option<&When>,
        counts: &[Feature],
        stand: Stand,
    ) -> Vec<u32> {
        let known = self.draft.date.as_ref();
        let relation = match (when, known) {
            (None, None) => Relation::Same,
            (None, Some(_)) => Relation::Without,
            (Some(when), known) => Relation::of(known, when.date),
        };
        let mut own = Vec::with_capacity(24);
        own.push(Feature::of_bytes("stand", &[stand.number()]));
        own.push(Feature::of_bytes("relation", &[relation as u8]));
        if let Some(when) = when {
            let anchor = reading.article.anchor;
            let age = age(when.date, anchor);
            own.push(Feature::of_bytes("age", &[age]));
            own.push(Feature::of_bytes(
                "age/bg",
                &[age, u8::from(self.draft.background)],
            ));
            own.push(Feature::of_bytes("shape", &[shape(when.date)]));
            own.push(Feature::of_bytes("wk", &[when.kind as u8]));
            own.extend_from_slice(counts);
            self.add_others(when.date, &mut own);
        }
        let shape = when.map_or(99, |when| shape(when.date));
        let mut features = Vec::with_capacity(200);
        for feature in &own {
            features.push(feature.number());
            features.push(feature.of(stand.number()));
            features.push(feature.of(OF_KIND + self.draft.kind as u8));
            features.push(feature.of(OF_SOURCE + self.source as u8));
        }
        for feature in &self.own {
            features.push(feature.of(stand.number()));
            features.push(feature.of(OF_SHAPE + shape));
            features.push(feature.of(relation as u8 + 80));
            if relation == Relation::Same {
                features.push(feature.of(OF_INFERRED));
            }
        }
        let bytes = [self.source as u8, stand.number(), relation as u8];
        features.push(Feature::of_bytes("source/relation", &bytes).number());
        features
    }

    /// How many other events the grammar gives the date.
    fn add_others(&self, date: Edtf, features: &mut Vec<Feature>) {
        let others = |background: bool| {
            (self.drafts.iter()).filter(move |other| {
                !std::ptr::eq(*other, self.draft) && other.background == background
            })
        };
        let is_then = |other: &&Draft| other.date.as_ref().is_some_and(|when| when.date == date);
        let shared = others(false).filter(is_then).count();
        let all = others(false).count();
        features.push(Feature::counted("others", shared, &[0, 1, 2]));
        features.push(Feature::flag("all others", all > 0 && shared == all));
        let earlier = others(true).filter(is_then).count();
        features.push(Feature::counted("earlier", earlier, &[0, 1]));
        let meets = others(false).filter(is_then).any(|other| {
            matches!(
                other.kind,
                EventType::MeetingHeld | EventType::AllianceFounded
            )
        });
        features.push(Feature::flag("meets", meets));
    }
}
