//! Stage 6, events: what happened, who did it, when and where.

use crate::{
    article::Article,
    mention::Mentions,
    record::{Record, SkippedSentence},
    submission::Submission,
};

/// Reads the records out of the article.
pub(crate) fn read_events(
    _article: &Article,
    _mentions: &Mentions,
    _submission: &Submission<'_>,
) -> (Vec<Record>, Vec<SkippedSentence>) {
    (Vec::new(), Vec::new())
}
