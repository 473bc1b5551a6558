//! Features: what an event and a place look like together.

use std::ops::Range;

use super::{
    page::{Page, Told},
    stand::{Relation, Source, Stand, is_named_like_city, level},
};
use crate::{
    event::{
        draft::Draft,
        learnt::{
            feature::Feature,
            position::{Position, add_distance},
        },
        reading::Reading,
    },
    mention::place::{PlaceCue, find_place_of_name},
    record::Place,
};

/// Marks of what features are of, beside the stands and the kinds of events.
const OF_INFERRED: u8 = 254;
const OF_LEVEL: u8 = 100;
const OF_KIND: u8 = 128;

/// An event whose place is to be chosen.
#[derive(Debug)]
pub(super) struct Event<'d> {
    pub(super) draft: &'d Draft,
    /// The places that the names of its alliances begin with.
    pub(super) named: Vec<(Place, Range<usize>)>,
    drafts: &'d [Draft],
    source: Source,
    /// What it is, whatever the place.
    own: Vec<Feature>,
}

impl<'d> Event<'d> {
    pub(super) fn of(
        reading: &Reading<'_>,
        page: &Page,
        drafts: &'d [Draft],
        draft: &'d Draft,
        source: Source,
    ) -> Self {
        const ONLINE: [&str; 4] = ["线上", "视频", "云端", "网络"];
        let home = &reading.mentions.home;
        let text = (reading.sentences.get(draft.first_sentence()))
            .map_or("", |sentence| reading.after(sentence, sentence.span.start));
        let online = ONLINE.iter().any(|word| text.contains(word));
        let located = (page.told.iter())
            .filter(|told| {
                told.at.sentence == draft.first_sentence() && told.cue == PlaceCue::Locative
            })
            .count();
        let known = draft.place.as_ref().map(|location| &location.place);
        let own = vec![
            Feature::flag("bg", draft.background),
            Feature::flag("notice", draft.is_notice()),
            Feature::flag("page", drafts.iter().any(Draft::is_notice)),
            Feature::flag("items", !reading.items.is_empty()),
            Feature::counted("n", drafts.len(), &[1, 2, 4]),
            Feature::of_bytes("kind", &[draft.kind as u8]),
            Feature::of_bytes("source", &[source.number()]),
            Feature::flag("online", online),
            Feature::counted("ownloc", located, &[0, 1, 2]),
            Feature::counted("allloc", page.locative_count, &[0, 1, 2, 4]),
            Feature::of_bytes("rl", &[level(known)]),
        ];
        let named = (draft.alliances.iter())
            .filter_map(|(entity, span)| {
                let place = find_place_of_name(reading.alliance_name(*entity), home)?;
                Some((place, span.clone()))
            })
            .collect();
        Self {
            draft,
            named,
            drafts,
            source,
            own,
        }
    }

    fn known(&self) -> Option<&'d Place> {
        self.draft.place.as_ref().map(|location| &location.place)
    }

    /// The features of a mention as where the event took place.
    pub(super) fn features_of_mention(&self, reading: &Reading<'_>, told: &Told) -> Vec<u32> {
        let stand = Stand::Told(Position::of(reading, self.draft, &told.at));
        let mut beside = Vec::with_capacity(16);
        add_distance(reading, self.drafts, self.draft, &told.at, &mut beside);
        let span = &told.at.span;
        let holds = |outer: &Range<usize>| outer.start <= span.start && span.end <= outer.end;
        let party = (self.draft.parties.iter()).find(|party| holds(&party.span));
        let role = party.map_or(0, |party| 1 + party.role as u8);
        beside.push(Feature::of_bytes("party", &[role]));
        let of_alliance = (self.draft.alliances.iter()).any(|(_, span)| holds(span));
        beside.push(Feature::flag("ofA", of_alliance));
        let place = &told.location.place;
        let mut features = self.features_of(reading, Some(place), &told.counts, stand);
        for feature in beside.iter().chain(&told.around) {
            features.push(feature.number());
            features.push(feature.of(stand.number()));
        }
        features
    }

    /// The features of a place that is not told by words of its own.
    pub(super) fn features_of_place(
        &self,
        reading: &Reading<'_>,
        page: &Page,
        place: &Place,
        stand: Stand,
    ) -> Vec<u32> {
        self.features_of(reading, Some(place), &page.count(place), stand)
    }

    /// The features of no place.
    pub(super) fn features_of_none(&self, reading: &Reading<'_>) -> Vec<u32> {
        self.features_of(reading, None, &[], Stand::None)
    }

    fn features_of(
        &self,
        reading: &Reading<'_>,
        place: Option<&Place>,
        counts: &[Feature],
        stand: Stand,
    ) -> Vec<u32> {
        let known = self.known();
        let relation = match (place, known) {
            (None, None) => Relation::Same,
            (None, Some(_)) => Relation::Without,
            (Some(place), known) => Relation::of(known, place),
        };
        let mut own = Vec::with_capacity(24);
        own.push(Feature::of_bytes("stand", &[stand.number()]));
        own.push(Feature::of_bytes("relation", &[relation as u8]));
        if let Some(place) = place {
            self.add_place(reading, place, relation, &mut own);
            own.extend_from_slice(counts);
        }
        let is_inferred = relation == Relation::Same;
        let mut features = Vec::with_capacity(160);
        for feature in &own {
            features.push(feature.number());
            features.push(feature.of(stand.number()));
            features.push(feature.of(OF_KIND + self.draft.kind as u8));
        }
        for feature in &self.own {
            features.push(feature.of(stand.number()));
            features.push(feature.of(level(place).wrapping_add(OF_LEVEL)));
            if is_inferred {
                features.push(feature.of(OF_INFERRED));
            }
        }
        let bytes = [self.source.number(), stand.number(), relation as u8];
        features.push(Feature::of_bytes("source/relation", &bytes).number());
        features
    }

    /// How the place stands to those that the page is known to be of.
    fn add_place(
        &self,
        reading: &Reading<'_>,
        place: &Place,
        relation: Relation,
        features: &mut Vec<Feature>,
    ) {
        let levels = [level(Some(place)), level(self.known()), relation as u8];
        features.push(Feature::of_bytes("level", &levels[..1]));
        features.push(Feature::of_bytes("rel/level", &levels));
        let shared = (self.drafts.iter())
            .filter(|other| !std::ptr::eq(*other, self.draft))
            .filter_map(|other| other.place.as_ref())
            .filter(|other| other.place == *place)
            .count();
        features.push(Feature::counted("others", shared, &[0, 1, 2]));
        features.push(Feature::flag("like", is_named_like_city(place)));
        let mentions = reading.mentions;
        let home = &mentions.home;
        let named = self.named.first().map(|(place, _)| place);
        let regions = [
            ("hl", mentions.headline_place.as_ref()),
            ("filed", mentions.filed_place.as_ref()),
            ("seat", home.seat.as_ref()),
            ("hcity", home.city.as_ref()),
            ("hdist", home.district.as_ref()),
            ("att", home.attested.as_ref()),
            ("named", named),
        ];
        features.extend(
            regions.map(|(name, region)| {
                Feature::of_bytes(name, &[Relation::of(region, place) as u8])
            }),
        );
    }
}
