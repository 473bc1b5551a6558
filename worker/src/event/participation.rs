//! Who else took part: bodies that the text names and the grammar gave no part.
//!
//! Pages tell who took part in more ways than any grammar lists. A linear model
//! (`data/participation.bin`) weighs what stands around a name, and how far from
//! the words that tell the event. It only adds what the grammar left out of every
//! event: what a sentence says plainly is never weighed. The model is trained on
//! labelled cases by `tests/examples/train_models.rs`.

mod feature;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use self::feature::features_of;
use crate::{
    event::{
        draft::{Draft, PartyRole},
        learnt::{beside::Beside, context::Context},
        reading::{Reading, TokenKind},
        role::{drop_inner_bodies, is_bare, is_honour, is_jurisdiction},
    },
    mention::EntityIndex,
    model,
    record::{EventType, OrganizationRole},
};

/// From which score on a body is taken to have had a part, in the unit of the
/// model's weights: a probability of .6.
const SCORE_MIN: i32 = 104;
/// The most events of a page that is weighed; more are a list.
const DRAFTS_MAX: usize = 24;
/// The most bodies of a page that are weighed, in the order of the text.
const BODIES_MAX: usize = 256;
/// The most mentions of a body that are weighed.
const MENTIONS_MAX: usize = 6;

/// A body and an event that it may have had part in.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Position of the draft.
    pub(crate) draft: usize,
    pub(crate) organization: EntityIndex,
    /// Whether the grammar gave the body a part in any event.
    pub(crate) attached: bool,
    /// For each mention of the body, sentence and token, and its features.
    pub(crate) mentions: Vec<(usize, usize, Vec<u32>)>,
}

/// Gives the bodies that very likely took part in an event their part.
pub(crate) fn add_likely_parties(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let mut added = Vec::new();
    for candidate in list_candidates(reading, drafts, false) {
        let best = (candidate.mentions.iter())
            .map(|mention| (MODEL.score(&mention.2), mention))
            .max_by_key(|(score, mention)| (*score, usize::MAX - mention.0));
        let Some((_, (sentence, token, features))) = best.filter(|best| best.0 >= SCORE_MIN) else {
            continue;
        };
        let sentence = reading.sentences.get(*sentence);
        let token = sentence.and_then(|sentence| sentence.tokens.get(*token));
        let entity = (reading.mentions.organizations).get(candidate.organization);
        if let (Some(sentence), Some(token), Some(entity)) = (sentence, token, entity) {
            let party = PartyRole {
                name: entity.name.clone(),
                role: likeliest_role(features),
                span: token.span.clone(),
                sentence: sentence.index,
            };
            added.push((candidate.draft, party));
        }
    }
    for (at, party) in added {
        if let Some(draft) = drafts.get_mut(at) {
            draft.add_party(party);
            drop_inner_bodies(reading, draft);
        }
    }
}

/// Bodies with the events that they may have had part in, by body. Training wants
/// those as well that the grammar gave a part, and those that never get one.
pub(crate) fn list_candidates(
    reading: &Reading<'_>,
    drafts: &[Draft],
    for_training: bool,
) -> Vec<Candidate> {
    if drafts.len() > DRAFTS_MAX {
        return Vec::new();
    }
    let attached: BTreeSet<&str> = (drafts.iter())
        .flat_map(|draft| &draft.parties)
        .map(|party| party.name.as_str())
        .collect();
    let beside: Vec<Beside<'_>> = (drafts.iter().enumerate())
        .map(|(at, draft)| Beside::of(drafts, at, draft))
        .collect();
    // The grammar has weighed the employers of those who took part; an academy
    // employs none of its members.
    let employers: BTreeSet<&str> = (reading.mentions.persons.iter().enumerate())
        .filter(|(at, person)| {
            let took_part = |draft: &Draft| draft.persons.iter().any(|part| part.person == *at);
            is_honour(&person.value) || drafts.iter().any(took_part)
        })
        .filter_map(|(_, person)| person.value.organization.as_deref())
        .collect();
    let mut candidates = Vec::new();
    for (organization, places) in find_bodies(reading) {
        let Some(entity) = reading.mentions.organizations.get(organization) else {
            continue;
        };
        let name = entity.name.as_str();
        let takes_no_part = is_jurisdiction(name) || is_bare(name) || employers.contains(name);
        let is_attached = attached.contains(name);
        if (takes_no_part || is_attached) && !for_training {
            continue;
        }
        let contexts: Vec<Context> = (places.iter())
            .filter_map(|(sentence, token)| Context::read(reading, *sentence, *token))
            .collect();
        for beside in beside.iter().filter(|beside| is_weighed(beside.draft)) {
            let mentions = (contexts.iter())
                .map(|context| {
                    let features = features_of(reading, beside, entity, places.len(), context);
                    (context.sentence, context.token, features)
                })
                .collect();
            candidates.push(Candidate {
                draft: beside.at,
                organization,
                attached: is_attached,
                mentions,
            });
        }
    }
    candidates
}

/// Who signs is told by the sentence of the signing alone.
fn is_weighed(draft: &Draft) -> bool {
    draft.kind != EventType::AgreementSigned
}

/// Sentence and token of the mentions of each body, in the order of the text.
fn find_bodies(reading: &Reading<'_>) -> BTreeMap<EntityIndex, Vec<(usize, usize)>> {
    let mut bodies: BTreeMap<EntityIndex, Vec<(usize, usize)>> = BTreeMap::new();
    for sentence in &reading.sentences {
        for (at, token) in sentence.tokens.iter().enumerate() {
            let TokenKind::Organization(entity) = token.kind else {
                continue;
            };
            if token.nested || bodies.len() >= BODIES_MAX && !bodies.contains_key(&entity) {
                continue;
            }
            let places = bodies.entry(entity).or_default();
            if places.len() < MENTIONS_MAX {
                places.push((sentence.index, at));
            }
        }
    }
    bodies
}

/// The roles that the model's classes stand for, in their order.
const ROLES: [OrganizationRole; 9] = OrganizationRole::ALL;

/// The model: its answer is whether a body took part, its classes are the roles.
pub(crate) type Model = model::Model<{ ROLES.len() }>;

/// The model that the program carries, read on first use.
pub(crate) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_bytes!("../../data/participation.bin")));

/// The likeliest role; of equal ones the first.
fn likeliest_role(features: &[u32]) -> OrganizationRole {
    (ROLES.into_iter().zip(MODEL.score_classes(features)))
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map_or(OrganizationRole::Attendee, |(role, _)| role)
}

#[cfg(test)]
mod tests;
