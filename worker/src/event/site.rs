//! Where an event took place, of which the grammar has no plain word.
//!
//! Where a sentence says 在某地举行, the grammar is believed. Else it infers: from the
//! dateline, the headline, the names of who took part, or not at all. A linear model
//! (`data/site.bin`) then weighs what the grammar inferred against every other place
//! that the page names, and no place, and takes another only where that is clearly
//! likelier. It is trained on labelled cases by `tests/examples/train_models.rs`.

mod feature;
mod page;
mod stand;

use std::sync::LazyLock;

use self::{
    feature::Event,
    page::Page,
    stand::{Source, Stand},
};
use crate::{
    event::{
        draft::{Draft, Location},
        learnt::choice::{Margins, Scored, choose},
        reading::Reading,
    },
    mention::place::find_place_of_name,
    model,
    record::{EventType, OrganizationRole},
};

/// By how much another place must be likelier than the grammar's: what labels give no
/// place is a matter of taste more often than where something happened. Of what is so on
/// 528 pages that no model had seen 87 events of 93 were mended.
const MARGINS: Margins = Margins {
    of_some: 192,
    of_none: 704,
};
/// The most events of a page that is weighed; more are a list.
const DRAFTS_MAX: usize = 24;

/// An event whose place is only inferred, and the places that it may have.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Position of the draft.
    pub(crate) draft: usize,
    pub(crate) sites: Vec<Site>,
}

/// A place that an event may have; each mention of one by itself.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// `None`: it has none.
    pub(crate) location: Option<Location>,
    /// Whether the grammar chose it.
    pub(crate) is_inferred: bool,
    pub(crate) features: Vec<u32>,
}

/// The model: it has but an answer, and no classes.
pub(crate) type Model = model::Model<0>;

/// The model that the program carries, read on first use.
pub(crate) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_bytes!("../../data/site.bin")));

/// Gives events whose place is only inferred the place that is clearly likelier.
pub(crate) fn choose_sites(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for candidate in list_candidates(reading, drafts) {
        let scored = (candidate.sites.into_iter()).map(|site| Scored {
            score: MODEL.score(&site.features),
            is_inferred: site.is_inferred,
            value: site.location,
        });
        let chosen = choose(scored.collect(), MARGINS);
        if let (Some(chosen), Some(draft)) = (chosen, drafts.get_mut(candidate.draft)) {
            draft.place = chosen.value;
        }
    }
}

/// The events whose place is only inferred, with the places that they may have.
pub(crate) fn list_candidates(reading: &Reading<'_>, drafts: &[Draft]) -> Vec<Candidate> {
    if drafts.len() > DRAFTS_MAX {
        return Vec::new();
    }
    let inferred: Vec<(usize, &Draft, Source)> = (drafts.iter().enumerate())
        .map(|(at, draft)| (at, draft, Source::of(reading, draft)))
        .filter(|(_, draft, source)| !source.is_plain() && !is_of_authority(reading, draft))
        .collect();
    if inferred.is_empty() {
        return Vec::new();
    }
    let page = Page::read(reading);
    (inferred.into_iter())
        .map(|(at, draft, source)| Candidate {
            draft: at,
            sites: list_sites(
                reading,
                &page,
                &Event::of(reading, &page, drafts, draft, source),
            ),
        })
        .filter(|candidate| candidate.sites.len() > 1)
        .collect()
}

/// Whether a document's place is the jurisdiction of who issued it: that is what it is
/// by definition.
fn is_of_authority(reading: &Reading<'_>, draft: &Draft) -> bool {
    let issues = |role| {
        matches!(
            role,
            OrganizationRole::Organizer | OrganizationRole::Authority
        )
    };
    let place = draft.place.as_ref().map(|location| &location.place);
    draft.kind == EventType::DocumentIssued
        && place.is_some()
        && (draft.parties.iter()).any(|party| {
            issues(party.role)
                && find_place_of_name(&party.name, &reading.mentions.home).as_ref() == place
        })
}

/// Every place that the page names, those that names and headers give, and none.
fn list_sites(reading: &Reading<'_>, page: &Page, event: &Event<'_>) -> Vec<Site> {
    let draft = event.draft;
    let home = &reading.mentions.home;
    let inferred = draft.place.as_ref().map(|location| &location.place);
    let site = |location: Option<Location>, features: Vec<u32>| Site {
        is_inferred: location.as_ref().map(|location| &location.place) == inferred,
        location,
        features,
    };
    let mut sites: Vec<Site> = (page.told.iter())
        .map(|told| {
            let features = event.features_of_mention(reading, told);
            site(Some(told.location.clone()), features)
        })
        .collect();
    let unsaid = |place| Location { place, span: None };
    let headers = [
        (Stand::InHeadline, &reading.mentions.headline_place),
        (Stand::Filed, &reading.mentions.filed_place),
        (Stand::Seat, &home.seat),
        (Stand::City, &home.city),
        (Stand::District, &home.district),
        (Stand::Attested, &home.attested),
    ];
    let headers =
        (headers.into_iter()).filter_map(|(stand, place)| Some((stand, unsaid(place.clone()?))));
    let named = (event.named.iter())
        .map(|(place, span)| Location {
            place: place.clone(),
            span: Some(span.clone()),
        })
        .map(|location| (Stand::OfAlliance, location));
    let organized = (draft.parties.iter())
        .filter(|party| {
            matches!(
                party.role,
                OrganizationRole::Organizer | OrganizationRole::Authority
            )
        })
        .filter_map(|party| {
            let location = Location {
                place: find_place_of_name(&party.name, home)?,
                span: Some(party.span.clone()),
            };
            Some((Stand::OfOrganizer, location))
        });
    let known = (draft.place.iter()).map(|location| (Stand::Inferred, location.clone()));
    for (stand, location) in headers.chain(named).chain(organized).chain(known) {
        let features = event.features_of_place(reading, page, &location.place, stand);
        sites.push(site(Some(location), features));
    }
    sites.push(site(None, event.features_of_none(reading)));
    sites
}

#[cfg(test)]
mod tests;
