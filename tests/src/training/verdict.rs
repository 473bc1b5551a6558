//! Trains a model that says yes or no.

use super::regression::{self, Features, Places};

/// What is to be seen, and whether the answer is yes.
#[derive(Clone, Debug)]
pub struct Example {
    pub features: Vec<u32>,
    pub answer: bool,
    /// How much it counts.
    pub weight: f64,
}

/// What the answers are told by.
#[derive(Clone, Debug)]
pub struct Trained {
    features: Features,
    weights: Vec<f64>,
}

impl Trained {
    /// The probability of yes, where these features are to be seen.
    pub fn probability(&self, features: &[u32]) -> f64 {
        let places = self.features.place(&[features.to_vec()], &[]);
        regression::probability(&places, &self.weights)
    }

    /// The bytes of the model file.
    pub fn pack(&self, head: &str) -> Vec<u8> {
        regression::pack_answer(head, &self.features, &self.weights)
    }
}

/// Trains on the examples; features that fewer than `least` of them have are left out.
pub fn train(examples: &[Example], least: u32) -> Trained {
    let features = Features::of(examples.iter().map(|example| &example.features), least);
    let places: Vec<Places> = (examples.iter())
        .map(|example| features.place(std::slice::from_ref(&example.features), &[]))
        .collect();
    let questions: Vec<regression::Question<'_>> = (examples.iter().zip(&places))
        .map(|(example, mentions)| regression::Question {
            mentions,
            answer: example.answer,
            weight: example.weight,
        })
        .collect();
    let weights = regression::train(&questions, features.len());
    Trained { features, weights }
}
