//! Features: what a mention of a body and an event look like together.

use crate::{
    event::{
        learnt::{beside::Beside, context::Context, feature::Feature},
        reading::Reading,
    },
    mention::Entity,
};

/// Marks of what features are of, beside the kinds of events.
const OF_ANY: u8 = 255;
const OF_DISTANCE: u8 = 200;

/// The features of a mention of the body as one that had a part in the event.
pub(super) fn features_of(
    reading: &Reading<'_>,
    beside: &Beside<'_>,
    entity: &Entity,
    mention_count: usize,
    context: &Context,
) -> Vec<u32> {
    let mut own = Vec::with_capacity(40);
    add_body(reading, beside, entity, mention_count, &mut own);
    let near = beside.add_to(reading, context, &mut own);
    let kind = beside.draft.kind as u8;
    let mut features = Vec::with_capacity(2 * own.len() + 3 * context.features.len());
    for feature in own.iter().chain(&context.features) {
        features.push(feature.of(OF_ANY));
        features.push(feature.of(kind));
    }
    let near = OF_DISTANCE + near.min(2);
    let local = context.features.iter().filter(|feature| feature.is_local);
    features.extend(local.map(|feature| feature.of(near)));
    features
}

/// What the body is called, and where else the page says so.
fn add_body(
    reading: &Reading<'_>,
    beside: &Beside<'_>,
    entity: &Entity,
    mention_count: usize,
    features: &mut Vec<Feature>,
) {
    let name = entity.name.as_str();
    let draft = beside.draft;
    let suffix = |count: usize| {
        let start = (name.char_indices().rev().nth(count - 1)).map_or(0, |(start, _)| start);
        name.get(start..).unwrap_or_default()
    };
    features.push(Feature::new("suf2", suffix(2)));
    features.push(Feature::new("suf1", suffix(1)));
    features.push(Feature::counted(
        "len",
        name.chars().count(),
        &[3, 5, 8, 12],
    ));
    features.push(Feature::counted("nm", mention_count, &[1, 2, 4]));
    let employed = (reading.mentions.persons.iter())
        .filter(|person| person.value.organization.as_deref() == Some(name))
        .count();
    features.push(Feature::counted("emps", employed, &[0, 1, 2]));
    features.push(Feature::flag("bg", draft.background));
    let says = |text: Option<&str>| text.is_some_and(|text| text.contains(name));
    features.push(Feature::flag(
        "src",
        says(reading.article.source_name.as_deref()),
    ));
    features.push(Feature::flag(
        "title",
        says(reading.article.title.as_deref()),
    ));
    features.push(Feature::counted("ndr", beside.drafts.len(), &[1, 2, 4]));
    features.push(Feature::flag("notice", draft.is_notice()));
    features.push(Feature::counted("same", beside.same_kind_count, &[1, 2, 4]));
    let subject = draft.subject.as_ref().map(|subject| subject.name.as_str());
    features.push(Feature::flag("insubj", says(subject)));
    let in_alliance = (draft.alliances.iter())
        .any(|(alliance, _)| reading.alliance_name(*alliance).contains(name));
    features.push(Feature::flag("inalliance", in_alliance));
}
