//! Trains the model of sites: where an event took place, where the grammar only
//! infers it.

use alliance_worker::{
    learning::{Lesson, SiteExample},
    record::Place,
};

use super::{
    ranking,
    regression::{self, Features},
};
use crate::{
    gold::{Case, CasePlace},
    matching::label_records,
};

/// Features that fewer sites have are left out.
const SITES_MIN: u32 = 5;
/// How much an example counts where the grammar is right: it was written for most of
/// these pages, and is wrong more often on others.
const RIGHT_WEIGHT: f64 = 0.5;

/// An event, and the places that it may have.
#[derive(Clone, Debug)]
pub struct Question {
    pub sites: Vec<Site>,
    /// Whether the labels leave open that it happened.
    pub optional: bool,
}

/// A place that an event may have.
#[derive(Clone, Debug)]
pub struct Site {
    pub features: Vec<u32>,
    pub is_inferred: bool,
    pub is_right: bool,
    /// Whether it is no place.
    pub is_none: bool,
}

/// The events of all cases that the grammar finds, and whose place it only infers.
pub fn read_questions(cases: &[Case]) -> Vec<Question> {
    (cases.iter())
        .filter_map(|case| Some((case, case.read_lesson().ok()?)))
        .flat_map(|(case, lesson)| questions_of(case, lesson))
        .collect()
}

fn questions_of(case: &Case, lesson: Lesson) -> Vec<Question> {
    let labels = label_records(&case.events, &lesson.records);
    (lesson.sites.into_iter())
        .filter_map(|example| {
            let label = labels.get(&example.record)?;
            Some(question_of(label.place.as_ref(), label.optional, example))
        })
        .collect()
}

fn question_of(label: Option<&CasePlace>, optional: bool, example: SiteExample) -> Question {
    let label = label.filter(|place| place.province.is_some());
    let sites = (example.sites.into_iter())
        .map(|site| Site {
            is_right: match (label, &site.place) {
                (None, None) => true,
                (Some(label), Some(place)) => is_same(label, place),
                _ => false,
            },
            is_none: site.place.is_none(),
            is_inferred: site.is_inferred,
            features: site.features,
        })
        .collect();
    Question { sites, optional }
}

fn is_same(label: &CasePlace, place: &Place) -> bool {
    label.province.as_deref() == Some(&place.province)
        && label.city == place.city
        && label.district == place.district
}

/// What the sites are told apart by.
#[derive(Clone, Debug)]
pub struct Trained {
    features: Features,
    weights: Vec<f64>,
}

/// The likeliest site that the grammar did not choose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Challenger {
    /// By how many logits it is likelier than what the grammar chose.
    pub margin: f64,
    pub is_none: bool,
    pub is_right: bool,
    /// Whether what the grammar chose is right.
    pub is_inferred_right: bool,
}

impl Trained {
    /// The likeliest site that the grammar did not choose; no place counts as so much
    /// less likely.
    pub fn challenge(&self, question: &Question, handicap: f64) -> Option<Challenger> {
        let scored: Vec<(f64, &Site)> = (question.sites.iter())
            .map(|site| (self.score(&site.features), site))
            .collect();
        let best = |sites: &mut dyn Iterator<Item = (f64, &Site)>| {
            sites.fold(None, |best: Option<(f64, bool, bool)>, (score, site)| {
                let better = best.is_none_or(|best| score > best.0);
                let this = Some((score, site.is_right, site.is_none));
                if better { this } else { best }
            })
        };
        let inferred = best(&mut (scored.iter().copied()).filter(|(_, site)| site.is_inferred))?;
        let other = best(
            &mut (scored.iter())
                .filter(|(_, site)| !site.is_inferred)
                .map(|(score, site)| (score - if site.is_none { handicap } else { 0.0 }, *site)),
        )?;
        Some(Challenger {
            margin: other.0 - inferred.0,
            is_none: other.2,
            is_right: other.1,
            is_inferred_right: inferred.1,
        })
    }

    fn score(&self, features: &[u32]) -> f64 {
        let places = self.features.place(&[features.to_vec()], &[]);
        places.iter().flatten().map(|at| self.weights[*at]).sum()
    }

    /// The bytes of the model file.
    pub fn pack(&self, head: &str) -> Vec<u8> {
        let no_classes = vec![[]; self.weights.len()];
        regression::pack(head, &self.features, &self.weights, &no_classes)
    }
}

/// Trains on the questions.
pub fn train(questions: &[Question]) -> Trained {
    let sites = questions.iter().flat_map(|question| &question.sites);
    let features = Features::of(sites.map(|site| &site.features), SITES_MIN);
    let questions: Vec<ranking::Question> = (questions.iter())
        .map(|question| {
            let options = (question.sites.iter()).map(|site| ranking::Option {
                features: features
                    .place(std::slice::from_ref(&site.features), &[])
                    .concat(),
                is_right: site.is_right,
            });
            let is_told = (question.sites.iter()).any(|site| site.is_inferred && site.is_right);
            ranking::Question {
                options: options.collect(),
                weight: if is_told { RIGHT_WEIGHT } else { 1.0 },
            }
        })
        .collect();
    let weights = ranking::train(&questions, features.len());
    Trained { features, weights }
}
