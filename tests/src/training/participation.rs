//! Trains the model of participation: which bodies that a page names had part in
//! an event, where the grammar does not tell.

use std::collections::{BTreeMap, BTreeSet};

use alliance_worker::learning::{Lesson, ROLES, Weights, pack_model};

use super::regression::{self, Features, Places};
use crate::{
    gold::{Case, CaseEvent},
    matching::{fold, match_events},
};

/// Features that fewer mentions have are left out.
const MENTIONS_MIN: u32 = 5;
/// How much an example counts that the grammar reads: it reads most of those it
/// was written for, and the model is for the others.
const ATTACHED_WEIGHT: f64 = 0.3;
/// The unit of the weights for a part at all.
const ALL_UNIT: f64 = 256.0;

/// A body and an event, and whether it had part in it.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Features of each mention.
    pub mentions: Vec<Vec<u32>>,
    /// Whether the grammar gave it a part in any event of the page.
    pub attached: bool,
    pub took_part: bool,
    /// Indexes into [`ROLES`].
    pub roles: BTreeSet<usize>,
}

/// The pairs of all cases whose events the grammar finds. What the labels leave
/// open is left out.
pub fn read_pairs(cases: &[Case]) -> Vec<Pair> {
    (cases.iter())
        .filter_map(|case| Some((case, case.read_lesson().ok()?)))
        .flat_map(|(case, lesson)| pairs_of(case, lesson))
        .collect()
}

fn pairs_of(case: &Case, lesson: Lesson) -> Vec<Pair> {
    let labels: BTreeMap<usize, &CaseEvent> = match_events(&case.events, &lesson.records)
        .into_iter()
        .map(|(event, record)| (record, &case.events[event]))
        .collect();
    (lesson.examples.into_iter())
        .filter_map(|example| {
            let event = labels.get(&example.record)?;
            let labelled =
                |name: &str| (event.organizations.iter()).find(|one| fold(&one.name) == fold(name));
            let label = labelled(&example.organization);
            let by_alias = (example.aliases.iter()).any(|alias| labelled(alias).is_some());
            let open = label.is_some_and(|one| one.optional) || label.is_none() && by_alias;
            let roles = label.map(|one| one.roles.as_slice()).unwrap_or_default();
            let role = |name: &String| ROLES.iter().position(|role| role.name() == name);
            (!open).then(|| Pair {
                mentions: example.mentions,
                attached: example.attached,
                took_part: label.is_some(),
                roles: roles.iter().filter_map(role).collect(),
            })
        })
        .collect()
}

/// What the pairs are told apart by.
#[derive(Clone, Debug)]
pub struct Trained {
    features: Features,
    part: Vec<f64>,
    roles: Vec<[f64; ROLES.len()]>,
}

impl Trained {
    /// The probability that a body with these mentions took part.
    pub fn probability(&self, mentions: &[Vec<u32>]) -> f64 {
        regression::probability(&self.features.place(mentions, &[]), &self.part)
    }

    /// The bytes of the model file.
    pub fn pack(&self, head: &str) -> Vec<u8> {
        let rows: Vec<Weights<{ ROLES.len() }>> = (self.features.iter())
            .zip(self.part.iter().zip(&self.roles))
            .map(|(feature, (part, roles))| Weights {
                feature,
                all: regression::round(*part, ALL_UNIT, i16::MAX),
                classes: roles.map(regression::round_class),
            })
            .filter(|row| row.all != 0 || row.classes != [0; ROLES.len()])
            .collect();
        pack_model(head, &rows)
    }
}

/// Trains on the pairs.
pub fn train(pairs: &[Pair]) -> Trained {
    let features = Features::of(pairs.iter().flat_map(|pair| &pair.mentions), MENTIONS_MIN);
    let places: Vec<Places> = (pairs.iter())
        .map(|pair| features.place(&pair.mentions, &[]))
        .collect();
    let questions: Vec<regression::Question<'_>> = (pairs.iter().zip(&places))
        .map(|(pair, mentions)| regression::Question {
            mentions,
            answer: pair.took_part,
            weight: if pair.attached { ATTACHED_WEIGHT } else { 1.0 },
        })
        .collect();
    let part = regression::train(&questions, features.len());
    let taken: Vec<_> = (pairs.iter().zip(&places))
        .filter(|(pair, _)| pair.took_part)
        .map(|(pair, mentions)| {
            let (likeliest, _) = regression::likeliest(mentions, &part);
            (
                likeliest,
                std::array::from_fn(|role| pair.roles.contains(&role)),
            )
        })
        .collect();
    let roles = regression::train_classes(&taken, features.len());
    Trained {
        features,
        part,
        roles,
    }
}
