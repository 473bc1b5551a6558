//! What the matchers found, and what they passed over.

use std::ops::Range;

use crate::{event::draft::Draft, record::EventType};

/// A sentence that looked like an event and gave none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Skip {
    pub(crate) sentence: usize,
    pub(crate) kind: EventType,
    pub(crate) reason: &'static str,
    /// The word that looked like it.
    pub(crate) trigger: Range<usize>,
}

/// Drafts and skipped sentences, in the order of finding.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) skips: Vec<Skip>,
}

impl Findings {
    pub(crate) fn skip(
        &mut self,
        kind: EventType,
        sentence: usize,
        trigger: Range<usize>,
        reason: &'static str,
    ) {
        self.skips.push(Skip {
            sentence,
            kind,
            reason,
            trigger,
        });
    }
}
