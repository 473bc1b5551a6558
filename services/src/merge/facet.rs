//! What filters see of an event.

use crate::{event::Event, store::Facets};

/// The facets of an event as it stands, or as it last stood.
pub fn facets_of(event: &Event) -> Facets {
    let facts = &event.facts;
    let place = facts.place.as_ref().map(|place| &place.value);
    Facets {
        alliances: facts
            .alliances
            .iter()
            .flat_map(|alliance| std::iter::once(&alliance.name).chain(&alliance.aliases))
            .cloned()
            .collect(),
        organizations: facts
            .organizations
            .iter()
            .flat_map(|organization| {
                std::iter::once(&organization.name).chain(&organization.aliases)
            })
            .cloned()
            .collect(),
        persons: facts
            .persons
            .iter()
            .map(|person| person.name.clone())
            .collect(),
        places: place.map_or_else(Vec::new, |place| {
            std::iter::once(&place.province)
                .chain(&place.city)
                .chain(&place.district)
                .cloned()
                .collect()
        }),
        adcode: place.map_or_else(String::new, |place| place.adcode.clone()),
        days: facts.date.as_ref().and_then(|date| date.value.bounds()),
        articles: event.sources.iter().map(|source| source.article).collect(),
        labels: event
            .sources
            .iter()
            .map(|source| source.labels.clone())
            .collect(),
        confidence: facts.confidence,
        background: facts.background,
    }
}
