//! Trains the model of line ends: whether a line goes on behind a blank that may have
//! been its end.

use super::regression::{self, Features, Places};
use crate::gold::Case;

/// Features that fewer blanks have are left out.
const BLANKS_MIN: u32 = 3;

/// A blank: what is to be seen there, and whether the line goes on.
#[derive(Clone, Debug)]
pub struct Blank {
    pub features: Vec<u32>,
    pub goes_on: bool,
}

/// The blanks of all pages whose lines are known.
pub fn read_blanks(cases: &[Case]) -> Vec<Blank> {
    (cases.iter())
        .filter_map(|case| case.read_line_ends().ok())
        .flatten()
        .map(|(features, goes_on)| Blank { features, goes_on })
        .collect()
}

/// What the blanks are told apart by.
#[derive(Clone, Debug)]
pub struct Trained {
    features: Features,
    weights: Vec<f64>,
}

impl Trained {
    /// The probability that the line goes on.
    pub fn probability(&self, blank: &[u32]) -> f64 {
        let places = self.features.place(&[blank.to_vec()], &[]);
        regression::probability(&places, &self.weights)
    }

    /// The bytes of the model file.
    pub fn pack(&self, head: &str) -> Vec<u8> {
        let no_classes = vec![[]; self.weights.len()];
        regression::pack(head, &self.features, &self.weights, &no_classes)
    }
}

/// Trains on the blanks.
pub fn train(blanks: &[Blank]) -> Trained {
    let features = Features::of(blanks.iter().map(|blank| &blank.features), BLANKS_MIN);
    let places: Vec<Places> = (blanks.iter())
        .map(|blank| features.place(std::slice::from_ref(&blank.features), &[]))
        .collect();
    let questions: Vec<regression::Question<'_>> = (blanks.iter().zip(&places))
        .map(|(blank, mentions)| regression::Question {
            mentions,
            answer: blank.goes_on,
            weight: 1.0,
        })
        .collect();
    let weights = regression::train(&questions, features.len());
    Trained { features, weights }
}
