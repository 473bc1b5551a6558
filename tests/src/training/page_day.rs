//! Trains the model of pages' days: which whole date of a page is its own.

use alliance_worker::learning::PageDays;

use super::verdict::{self, Example, Trained};
use crate::gold::Case;

/// Features that fewer dates have are left out.
const DATES_MIN: u32 = 4;

/// A page, its dates, and whether the rules find its day; yes: the date is the page's.
#[derive(Clone, Debug)]
pub struct Page {
    pub is_known: bool,
    pub dates: Vec<Example>,
}

/// The pages of all cases.
pub fn read_pages(cases: &[Case]) -> Vec<Page> {
    (cases.iter())
        .filter_map(|case| Some(page_of(case, case.read_page_days().ok()?)))
        .collect()
}

fn page_of(case: &Case, page: PageDays) -> Page {
    let own = case.article.published_on.as_deref();
    let dates = (page.dates.into_iter())
        .map(|(date, features)| Example {
            features,
            answer: own == Some(date.to_string().as_str()),
            weight: 1.0,
        })
        .collect();
    Page {
        is_known: page.is_known,
        dates,
    }
}

/// Trains on the dates of all pages.
pub fn train(pages: &[Page]) -> Trained {
    let dates: Vec<Example> = (pages.iter()).flat_map(|page| page.dates.clone()).collect();
    verdict::train(&dates, DATES_MIN)
}

impl Page {
    /// The likeliest date: its probability, and whether it is the page's.
    pub fn likeliest(&self, trained: &Trained) -> Option<(f64, bool)> {
        (self.dates.iter())
            .map(|date| (trained.probability(&date.features), date.answer))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
    }
}
