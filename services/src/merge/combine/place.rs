//! The place that several reports together give.

use std::cmp::Reverse;

use alliance_worker::record::Place;

use crate::{
    event::{Facts, Proved},
    merge::place::{PlaceRelation, level, relate_places},
};

/// The place that most reports allow; among these the finest level, then the
/// lowest code.
pub(super) fn combine_places(told: &[Facts]) -> Option<Proved<Place>> {
    let places: Vec<&Proved<Place>> = told
        .iter()
        .filter_map(|facts| facts.place.as_ref())
        .collect();
    let support = |place: &Place| {
        places
            .iter()
            .filter(|other| allows(place, &other.value))
            .count()
    };
    let value = places
        .iter()
        .map(|place| &place.value)
        .min_by_key(|place| {
            (
                Reverse((support(place), level(place))),
                place.adcode.as_str(),
            )
        })?
        .clone();
    let evidence = places
        .iter()
        .filter(|place| allows(&value, &place.value))
        .flat_map(|place| place.evidence.iter().cloned())
        .collect();
    Some(Proved { value, evidence })
}

fn allows(left: &Place, right: &Place) -> bool {
    relate_places(Some(left), Some(right)) == PlaceRelation::Agree
}
