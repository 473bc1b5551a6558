//! Trains the model of topicality: which pages tell no event at all.

use super::regression::{self, Features, Places};
use crate::gold::Case;

/// Features that fewer pages have are left out.
const PAGES_MIN: u32 = 4;
/// How much a page counts that tells none: they are few.
const OTHER_WEIGHT: f64 = 3.0;

/// A page, and whether it tells no event.
#[derive(Clone, Debug)]
pub struct Page {
    pub features: Vec<u32>,
    pub tells_none: bool,
}

/// The pages of all cases but those whose events the labels leave open.
pub fn read_pages(cases: &[Case]) -> Vec<Page> {
    (cases.iter())
        .filter(|case| case.events.is_empty() || case.events.iter().any(|event| !event.optional))
        .filter_map(|case| {
            Some(Page {
                features: case.read_lesson().ok()?.page,
                tells_none: case.events.is_empty(),
            })
        })
        .collect()
}

/// What the pages are told apart by.
#[derive(Clone, Debug)]
pub struct Trained {
    features: Features,
    weights: Vec<f64>,
}

impl Trained {
    /// The probability that a page with these features tells no event.
    pub fn probability(&self, page: &[u32]) -> f64 {
        let places = self.features.place(&[page.to_vec()], &[]);
        regression::probability(&places, &self.weights)
    }

    /// The bytes of the model file.
    pub fn pack(&self, head: &str) -> Vec<u8> {
        let no_classes = vec![[]; self.weights.len()];
        regression::pack(head, &self.features, &self.weights, &no_classes)
    }
}

/// Trains on the pages.
pub fn train(pages: &[Page]) -> Trained {
    let features = Features::of(pages.iter().map(|page| &page.features), PAGES_MIN);
    let places: Vec<Places> = (pages.iter())
        .map(|page| features.place(std::slice::from_ref(&page.features), &[]))
        .collect();
    let questions: Vec<regression::Question<'_>> = (pages.iter().zip(&places))
        .map(|(page, mentions)| regression::Question {
            mentions,
            answer: page.tells_none,
            weight: if page.tells_none { OTHER_WEIGHT } else { 1.0 },
        })
        .collect();
    let weights = regression::train(&questions, features.len());
    Trained { features, weights }
}
