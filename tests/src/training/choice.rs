//! Trains a model that chooses: which of several options is clearly likelier than the
//! one that the grammar took.

use alliance_worker::learning::Lesson;

use super::{
    ranking,
    regression::{self, Features},
};
use crate::{
    gold::{Case, CaseEvent},
    matching::label_records,
};

/// Features that fewer options have are left out.
const OPTIONS_MIN: u32 = 5;
/// How much a question counts where the grammar is right: it was written for most of
/// these pages, and is wrong more often on others.
const RIGHT_WEIGHT: f64 = 0.5;

/// An event, and the options of it.
#[derive(Clone, Debug)]
pub struct Question {
    pub options: Vec<Choice>,
    /// Whether the labels leave open that it happened.
    pub optional: bool,
}

/// An option.
#[derive(Clone, Debug)]
pub struct Choice {
    pub features: Vec<u32>,
    /// Whether the grammar chose it.
    pub is_inferred: bool,
    pub is_right: bool,
    /// Whether it is to leave the field empty.
    pub is_none: bool,
}

/// The questions of all cases, one for each example of an event that the grammar finds:
/// `take` takes the examples out of a lesson, each with the position of its record.
pub fn read_questions<E>(
    cases: &[Case],
    take: fn(&mut Lesson) -> Vec<(usize, E)>,
    question_of: fn(&CaseEvent, E) -> Question,
) -> Vec<Question> {
    (cases.iter())
        .filter_map(|case| Some((case, case.read_lesson().ok()?)))
        .flat_map(|(case, mut lesson)| {
            let examples = take(&mut lesson);
            let labels = label_records(&case.events, &lesson.records);
            (examples.into_iter())
                .filter_map(|(record, example)| Some(question_of(labels.get(&record)?, example)))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// What the options are told apart by.
#[derive(Clone, Debug)]
pub struct Trained {
    features: Features,
    weights: Vec<f64>,
}

/// The likeliest option that the grammar did not choose.
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
    /// The likeliest option that the grammar did not choose; an empty field counts as
    /// so much less likely.
    pub fn challenge(&self, question: &Question, handicap: f64) -> Option<Challenger> {
        let scored: Vec<(f64, &Choice)> = (question.options.iter())
            .map(|option| (self.score(&option.features), option))
            .collect();
        let best = |options: &mut dyn Iterator<Item = (f64, &Choice)>| {
            options.fold(None, |best: Option<(f64, bool, bool)>, (score, option)| {
                let better = best.is_none_or(|best| score > best.0);
                let this = Some((score, option.is_right, option.is_none));
                if better { this } else { best }
            })
        };
        let inferred = best(&mut (scored.iter().copied()).filter(|(_, one)| one.is_inferred))?;
        let other = best(
            &mut (scored.iter())
                .filter(|(_, one)| !one.is_inferred)
                .map(|(score, one)| (score - if one.is_none { handicap } else { 0.0 }, *one)),
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
        regression::pack_answer(head, &self.features, &self.weights)
    }
}

/// Trains on the questions.
pub fn train(questions: &[Question]) -> Trained {
    let options = questions.iter().flat_map(|question| &question.options);
    let features = Features::of(options.map(|option| &option.features), OPTIONS_MIN);
    let questions: Vec<ranking::Question> = (questions.iter())
        .map(|question| {
            let options = (question.options.iter()).map(|option| ranking::Option {
                features: features
                    .place(std::slice::from_ref(&option.features), &[])
                    .concat(),
                is_right: option.is_right,
            });
            let is_told = (question.options.iter()).any(|one| one.is_inferred && one.is_right);
            ranking::Question {
                options: options.collect(),
                weight: if is_told { RIGHT_WEIGHT } else { 1.0 },
            }
        })
        .collect();
    let weights = ranking::train(&questions, features.len());
    Trained { features, weights }
}
