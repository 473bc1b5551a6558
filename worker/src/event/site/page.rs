//! The places that a page names, and what stands around each, whatever the event.

use super::stand::{Relation, level};
use crate::{
    event::{
        draft::Location,
        jurisdiction::is_fine,
        learnt::{around::read_around, feature::Feature, position::Mention},
        reading::Reading,
        scene::places,
    },
    mention::place::PlaceCue,
    record::Place,
};

/// The most mentions of places of a page that are weighed, in the order of the text.
const MENTIONS_MAX: usize = 60;

/// The place mentions of a page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) told: Vec<Told>,
    pub(super) locative_count: usize,
}

/// One mention of a place, and what stands around it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) location: Location,
    pub(super) cue: PlaceCue,
    pub(super) at: Mention,
    /// What the page says of the place as a whole.
    pub(super) counts: Vec<Feature>,
    pub(super) around: Vec<Feature>,
}

impl Page {
    pub(super) fn read(reading: &Reading<'_>) -> Self {
        let told: Vec<Told> = (reading.sentences.iter())
            .flat_map(|sentence| {
                places(reading, sentence).map(move |(token, cue, location)| {
                    let mut around = read_around(reading, sentence, token);
                    let cue_of = [cue as u8, u8::from(token.nested)];
                    around.push(Feature::of_bytes("pc", &cue_of));
                    Told {
                        location,
                        cue,
                        at: Mention::of(sentence, token),
                        counts: Vec::new(),
                        around,
                    }
                })
            })
            .take(MENTIONS_MAX)
            .collect();
        let mut page = Self {
            locative_count: (told.iter())
                .filter(|told| told.cue == PlaceCue::Locative)
                .count(),
            told,
        };
        let counts: Vec<Vec<Feature>> = (page.told.iter())
            .map(|told| page.count(&told.location.place))
            .collect();
        for (told, counts) in page.told.iter_mut().zip(counts) {
            told.counts = counts;
        }
        page
    }

    /// How often the page names the place, and how it names others of its region.
    pub(super) fn count(&self, place: &Place) -> Vec<Feature> {
        let (mut same, mut locative, mut finer, mut wider) = (0, 0, 0, 0);
        let mut rank = None;
        let mut districts: Vec<&str> = Vec::new();
        let mut fine = 0;
        for told in &self.told {
            let other = &told.location.place;
            match Relation::of(Some(place), other) {
                Relation::Same => {
                    same += 1;
                    locative += usize::from(told.cue == PlaceCue::Locative);
                    rank = rank.or(Some(fine));
                }
                Relation::Finer => finer += 1,
                Relation::Wider => wider += 1,
                _ => {}
            }
            fine += usize::from(is_fine(other));
            if let Some(district) = &other.district
                && other.province == place.province
                && other.city == place.city
                && !districts.contains(&district.as_str())
            {
                districts.push(district);
            }
        }
        let in_city = u8::try_from(districts.len().min(4)).unwrap_or_default();
        vec![
            Feature::counted("inside", finer, &[0, 1, 2, 4]),
            Feature::counted("outside", wider, &[0, 1, 2, 4]),
            Feature::counted("count", same, &[0, 1, 2, 4]),
            Feature::counted("loc", locative, &[0, 1, 2]),
            Feature::of_bytes("districts", &[level(Some(place)), in_city]),
            Feature::counted("rank", rank.unwrap_or(MENTIONS_MAX), &[0, 1, 2, 4, 59]),
        ]
    }
}
