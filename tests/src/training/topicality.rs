//! Trains the model of topicality: which pages tell no event at all.

use super::verdict::{self, Example, Trained};
use crate::gold::Case;

/// Features that fewer pages have are left out.
const PAGES_MIN: u32 = 4;
/// How much a page counts that tells none: they are few.
const OTHER_WEIGHT: f64 = 3.0;

/// The pages of all cases but those whose events the labels leave open; yes: it tells
/// no event.
pub fn read_pages(cases: &[Case]) -> Vec<Example> {
    (cases.iter())
        .filter(|case| case.events.is_empty() || case.events.iter().any(|event| !event.optional))
        .filter_map(|case| {
            let tells_none = case.events.is_empty();
            Some(Example {
                features: case.read_lesson().ok()?.page,
                answer: tells_none,
                weight: if tells_none { OTHER_WEIGHT } else { 1.0 },
            })
        })
        .collect()
}

/// Trains on the pages.
pub fn train(pages: &[Example]) -> Trained {
    verdict::train(pages, PAGES_MIN)
}
