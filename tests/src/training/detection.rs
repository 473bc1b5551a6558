//! Trains the model of detection: what befell an alliance that a page names, where
//! the grammar does not tell.

use std::collections::BTreeSet;

use alliance_worker::learning::{AllianceExample, KINDS, Weights, pack_model, told_features};

use super::regression::{self, Features, Places};
use crate::{
    gold::{Case, CaseEvent},
    matching::fold,
};

/// How much an example counts that the grammar reads: it reads most of those it
/// was written for, and the model is for the others.
const TOLD_WEIGHT: f64 = 1.0;

/// An alliance of a page, and what befell it.
#[derive(Clone, Debug)]
pub struct Fate {
    /// Features of each mention.
    pub mentions: Vec<Vec<u32>>,
    /// For each of [`KINDS`], whether the grammar tells it.
    pub told: [bool; KINDS.len()],
    /// For each of [`KINDS`], whether it happened; `None` where the labels leave it
    /// open.
    pub happened: [Option<bool>; KINDS.len()],
}

/// The alliances of all cases.
pub fn read_fates(cases: &[Case]) -> Vec<Fate> {
    (cases.iter())
        .filter_map(|case| Some((case, case.read_lesson().ok()?)))
        .flat_map(|(case, lesson)| {
            (lesson.alliances.into_iter()).map(|alliance| fate_of(&case.events, alliance))
        })
        .collect()
}

fn fate_of(events: &[CaseEvent], alliance: AllianceExample) -> Fate {
    let name = fold(&alliance.name);
    let aliases: BTreeSet<String> = alliance.aliases.iter().map(|alias| fold(alias)).collect();
    let happened = KINDS.map(|kind| {
        let mut answer = Some(false);
        for event in events.iter().filter(|event| event.kind == kind.name()) {
            let names: BTreeSet<String> = event.alliances.iter().map(|name| fold(name)).collect();
            if names.contains(&name) && !event.optional {
                return Some(true);
            }
            if names.contains(&name) || names.intersection(&aliases).next().is_some() {
                answer = None;
            }
        }
        answer
    });
    Fate {
        mentions: alliance.mentions,
        told: alliance.told,
        happened,
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
        let rows: Vec<Weights<{ KINDS.len() }>> = (self.features.iter().enumerate())
            .map(|(at, feature)| Weights {
                feature,
                all: 0,
                classes: std::array::from_fn(|kind| {
                    regression::round_class(self.kinds[kind][at])
                }),
            })
            .filter(|row| row.classes != [0; KINDS.len()])
            .collect();
        pack_model(head, &rows)
    }
}

/// Trains on the fates.
pub fn train(fates: &[Fate]) -> Trained {
    let features = Features::of(fates.iter().flat_map(|fate| &fate.mentions));
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
                        weight: if fate.told[kind] { TOLD_WEIGHT } else { 1.0 },
                    })
                })
                .collect();
            regression::train(&questions, features.len())
        })
        .collect();
    Trained { features, kinds }
}
