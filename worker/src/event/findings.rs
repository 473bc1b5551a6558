//! What the matchers found, and what they passed over.

use std::ops::Range;

use crate::{
    event::{
        draft::Draft,
        reading::{SentenceTokens, Token},
    },
    record::EventType,
};

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
    /// Notes that the word of the sentence tells no event of the kind.
    pub(crate) fn skip(
        &mut self,
        kind: EventType,
        sentence: &SentenceTokens,
        word: &Token,
        reason: &'static str,
    ) {
        self.skips.push(Skip {
            sentence: sentence.index,
            kind,
            reason,
            trigger: word.span.clone(),
        });
    }

    /// Notes that what was drafted is no event.
    pub(crate) fn skip_draft(&mut self, draft: &Draft, reason: &'static str) {
        self.skips.push(Skip {
            sentence: draft.first_sentence(),
            kind: draft.kind,
            reason,
            trigger: draft.trigger.clone(),
        });
    }
}
