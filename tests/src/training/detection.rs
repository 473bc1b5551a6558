//! Trains the model of detection: how likely each event is, those that the grammar
//! does not read among them.

use std::collections::BTreeSet;

use alliance_worker::learning::{KINDS, Topic, TopicExample, told_features};

use super::regression::{self, Features, Places};
use crate::{
    gold::{Case, CaseEvent},
    matching::{are_alike, fold},
};

/// Features that fewer mentions have are left out.
const MENTIONS_MIN: u32 = 3;

/// Something that a page names, and what happened of it.
#[derive(Clone, Debug)]
pub struct Fate {
    /// Features of each mention.
    pub mentions: Vec<Vec<u32>>,
    /// For each of [`KINDS`], whether the grammar tells it.
    pub told: [bool; KINDS.len()],
    /// For each of [`KINDS`], whether it happened; `None` where the labels leave it
    /// open, or where it is never told of such.
    pub happened: [Option<bool>; KINDS.len()],
}

/// The topics of all cases.
pub fn read_fates(cases: &[Case]) -> Vec<Fate> {
    (cases.iter())
        .filter_map(|case| Some((case, case.read_lesson().ok()?)))
        .flat_map(|(case, lesson)| {
            (lesson.topics.into_iter()).map(|example| fate_of(&case.events, example))
        })
        .collect()
}

fn fate_of(events: &[CaseEvent], example: TopicExample) -> Fate {
    let happened = std::array::from_fn(|kind| {
        if !example.possible[kind] {
            return None;
        }
        let kind = KINDS[kind].name();
        let mut answer = Some(false);
        for event in events.iter().filter(|event| event.kind == kind) {
            match tells_of(event, &example.topic) {
                Some(true) if !event.optional => return Some(true),
                Some(false) => {}
                _ => answer = None,
            }
        }
        answer
    });
    Fate {
        mentions: example.mentions,
        told: example.told,
        happened,
    }
}

/// Whether the labelled event is told of the topic; `None` where it may be.
fn tells_of(event: &CaseEvent, topic: &Topic) -> Option<bool> {
    let subject = || event.subject.as_deref().unwrap_or_default();
    match topic {
        Topic::Alliance { name, aliases } => {
            let names: BTreeSet<String> = event.alliances.iter().map(|name| fold(name)).collect();
            if names.contains(&fold(name)) {
                return Some(true);
            }
            let by_alias = aliases.iter().any(|alias| names.contains(&fold(alias)));
            (!by_alias).then_some(false)
        }
        Topic::Meeting(name) | Topic::Document(name) => Some(are_alike(subject(), name)),
        Topic::Signing(passage) => {
            let passage = fold(passage);
            let signs = |roles: &[String]| roles.iter().any(|role| role == "SIGNATORY");
            let signed = (event.organizations.iter().chain(&event.persons))
                .filter(|one| signs(&one.roles))
                .any(|one| passage.contains(&fold(&one.name)));
            Some(signed)
        }
    }
}

/// What the fates are told apart by.
#[derive(Clone, Debug)]
pub struct Trained {
    features: Features,
    kinds: Vec<Vec<f64>>,
}

impl Trained {
    /// For each of [`KINDS`], the probability that it happened.
    pub fn probabilities(&self, mentions: &[Vec<u32>]) -> [f64; KINDS.len()] {
        let places = self.features.place(mentions, &[]);
        std::array::from_fn(|kind| regression::probability(&places, &self.kinds[kind]))
    }

    /// The bytes of the model file.
    pub fn pack(&self, head: &str) -> Vec<u8> {
        let classes: Vec<[f64; KINDS.len()]> = (0..self.features.len())
            .map(|at| std::array::from_fn(|kind| self.kinds[kind][at]))
            .collect();
        let none = vec![0.0; classes.len()];
        regression::pack(head, &self.features, &none, &classes)
    }
}

/// Trains on the fates.
pub fn train(fates: &[Fate]) -> Trained {
    let features = Features::of(fates.iter().flat_map(|fate| &fate.mentions), MENTIONS_MIN);
    let kinds = (KINDS.into_iter().enumerate())
        .map(|(kind, event_type)| {
            let hidden = told_features(event_type);
            let places: Vec<Places> = (fates.iter())
                .map(|fate| features.place(&fate.mentions, &hidden))
                .collect();
            let questions: Vec<regression::Question<'_>> = (fates.iter().zip(&places))
                .filter_map(|(fate, mentions)| {
                    Some(regression::Question {
                        mentions,
                        answer: fate.happened[kind]?,
                        weight: 1.0,
                    })
                })
                .collect();
            regression::train(&questions, features.len())
        })
        .collect();
    Trained { features, kinds }
}
