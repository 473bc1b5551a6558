//! Who else took part: persons that the text names and the grammar gave no event.
//!
//! Pages tell who spoke, presided and came in more ways than any grammar lists. A
//! linear model (`data/attendance.bin`) weighs what stands around a person's name,
//! the person's post, and how far from the words that tell the event. It only adds:
//! what a sentence says plainly is never weighed. The model is trained on labelled
//! cases by `tests/examples/train_models.rs`.

mod feature;

use std::{collections::BTreeMap, sync::LazyLock};

use self::feature::{Appearance, Gathering};
use crate::{
    event::{
        cue::Cue,
        draft::{Draft, PersonPart},
        elected::gives_office_up,
        reading::{Reading, SentenceTokens, TokenKind},
        role::{add_employers, drop_inner_bodies, is_commentator},
    },
    model,
    record::PersonRole,
};

/// From which score on a person to whom the grammar gave no event is taken to have
/// had a part, in the unit of the model's weights: a probability of .6.
const SCORE_MIN: i32 = 104;
/// The most events of a page that is weighed; more are a list.
const DRAFTS_MAX: usize = 24;
/// The most persons of a page that are weighed, in the order of the text.
const PERSONS_MAX: usize = 128;
/// The most mentions of a person that are weighed.
const MENTIONS_MAX: usize = 4;

/// A person and an event that the person may have had part in.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'r> {
    /// Position of the draft.
    pub(crate) draft: usize,
    pub(crate) name: &'r str,
    /// Whether the grammar gave the person any event.
    pub(crate) attached: bool,
    /// For each mention of the person its features.
    pub(crate) mentions: Vec<Vec<u32>>,
}

/// The persons that very likely took part in an event, with the positions of the
/// drafts.
pub(crate) fn find_likely_persons(
    reading: &Reading<'_>,
    drafts: &[Draft],
) -> Vec<(usize, PersonPart)> {
    let gatherings = list_gatherings(reading, drafts);
    let mut added = Vec::new();
    for (name, places) in find_persons(reading) {
        if gatherings.iter().any(|gathering| gathering.has(name)) {
            continue;
        }
        let appearances = Appearance::read_all(reading, &gatherings, &places);
        for gathering in &gatherings {
            let likeliest = (appearances.iter())
                .map(|appearance| {
                    let beside = appearance.features_beside(reading, gathering, &gatherings);
                    (appearance.score + MODEL.score(&beside), appearance, beside)
                })
                // Of equal ones the first.
                .reduce(|best, next| if next.0 > best.0 { next } else { best });
            let Some((_, appearance, beside)) = likeliest.filter(|best| best.0 >= SCORE_MIN) else {
                continue;
            };
            let part = PersonPart {
                person: appearance.person,
                role: likeliest_role(appearance, &beside),
                office: None,
                sentence: appearance.sentence(),
            };
            added.push((gathering.beside.at, part));
        }
    }
    added
}

/// Gives the events these persons, and their employers.
pub(crate) fn add_persons(
    reading: &Reading<'_>,
    drafts: &mut [Draft],
    persons: Vec<(usize, PersonPart)>,
) {
    for (at, part) in persons {
        if let Some(draft) = drafts.get_mut(at) {
            draft.add_person(part);
            add_employers(reading, draft);
            drop_inner_bodies(reading, draft);
        }
    }
}

/// Persons with the events that they may have had part in, by person; those as well
/// that the grammar gave them, for training wants them.
pub(crate) fn list_candidates<'r>(reading: &Reading<'r>, drafts: &[Draft]) -> Vec<Candidate<'r>> {
    let gatherings = list_gatherings(reading, drafts);
    let mut candidates = Vec::new();
    for (name, places) in find_persons(reading) {
        let appearances = Appearance::read_all(reading, &gatherings, &places);
        let attached = gatherings.iter().any(|gathering| gathering.has(name));
        for gathering in &gatherings {
            let mentions = (appearances.iter())
                .map(|appearance| {
                    let beside = appearance.features_beside(reading, gathering, &gatherings);
                    [appearance.own.as_slice(), &beside].concat()
                })
                .collect();
            candidates.push(Candidate {
                draft: gathering.beside.at,
                name,
                attached,
                mentions,
            });
        }
    }
    candidates
}

/// The events that a person may have had part in. Who took part in what is told as
/// background is told plainly or not at all.
fn list_gatherings<'d>(reading: &Reading<'d>, drafts: &'d [Draft]) -> Vec<Gathering<'d>> {
    if drafts.len() > DRAFTS_MAX {
        return Vec::new();
    }
    (drafts.iter().enumerate())
        .filter(|(_, draft)| !draft.background)
        .map(|(at, draft)| Gathering::of(reading, drafts, at, draft))
        .collect()
}

/// Where a person is named.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Index into `Mentions::persons`.
    person: usize,
    sentence: usize,
    token: usize,
}

/// The mentions of each person by name, in the order of the text.
fn find_persons<'r>(reading: &Reading<'r>) -> BTreeMap<&'r str, Vec<Place>> {
    let mut persons: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for sentence in &reading.sentences {
        for (at, token) in sentence.tokens.iter().enumerate() {
            let TokenKind::Person(person) = token.kind else {
                continue;
            };
            let Some(mention) = reading.mentions.persons.get(person) else {
                continue;
            };
            if is_elsewhere(reading, sentence, at) {
                continue;
            }
            let name = mention.value.name.as_str();
            if persons.len() >= PERSONS_MAX && !persons.contains_key(name) {
                continue;
            }
            let places = persons.entry(name).or_default();
            if places.len() < MENTIONS_MAX {
                places.push(Place {
                    person,
                    sentence: sentence.index,
                    token: at,
                });
            }
        }
    }
    persons
}

/// Whether the words say that the person at the token did something at another time,
/// is asked for an opinion, or gives up an office: 此前王明, 王明曾, 卸任理事长王明. But
/// 王明回顾 speaks.
fn is_elsewhere(reading: &Reading<'_>, sentence: &SentenceTokens, at: usize) -> bool {
    let Some(person) = sentence.tokens.get(at) else {
        return false;
    };
    // 创始人 is a post.
    let earlier = (sentence.clause(person.clause)).any(|(index, token)| {
        index < at
            && token.is_cue(Cue::Earlier)
            && !reading.after(sentence, token.span.end).starts_with('人')
    });
    earlier
        || (reading.after(sentence, person.span.end)).starts_with('曾')
        || is_commentator(reading, sentence, at)
        || gives_office_up(reading, sentence, person)
}

/// The roles that the model's classes stand for, in their order.
const ROLES: [PersonRole; 5] = PersonRole::ALL;

/// The model: its answer is whether a person took part, its classes are the roles.
pub(crate) type Model = model::Model<{ ROLES.len() }>;

/// The model that the program carries, read on first use.
pub(crate) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_bytes!("../../data/attendance.bin")));

/// The likeliest role; of equal ones the first. Nobody spoke where nothing tells of
/// speech.
fn likeliest_role(appearance: &Appearance<'_>, beside: &[u32]) -> PersonRole {
    let scores = MODEL.score_classes(&[appearance.own.as_slice(), beside].concat());
    (ROLES.into_iter().zip(scores))
        .filter(|(role, _)| appearance.may_speak || *role != PersonRole::Speaker)
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map_or(PersonRole::Attendee, |(role, _)| role)
}

#[cfg(test)]
mod tests;
