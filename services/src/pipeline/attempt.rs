//! One try at one article, and what can go wrong with it.

use std::{sync::Arc, time::Duration};

use alliance_worker::{NormalizeError, Normalized};
use thiserror::Error;

use crate::{
    id::ArticleId,
    merge::MergeError,
    store::{ClaimToken, Failure, Outcome},
    submission::{Submission, UnixMillis},
};

/// Longest pause before another attempt.
const RETRY_AFTER_MAX: Duration = Duration::from_mins(10);

/// One try at one article.
#[derive(Debug)]
pub struct Attempt {
    pub article: ArticleId,
    /// `None` where the article is processed anew.
    pub claim: Option<ClaimToken>,
    pub submission: Arc<Submission>,
    /// Failed attempts before this one.
    pub attempts_before: u32,
    pub outcome: Result<Normalized, AttemptError>,
}

/// Why an article gave no result.
#[derive(Debug, Error)]
pub enum AttemptError {
    /// The rules refuse it; they would again.
    #[error(transparent)]
    Rules(#[from] NormalizeError),
    #[error("the rules failed: {message}")]
    Panicked { message: String },
    #[error("the rules took longer than {} ms", .after.as_millis())]
    TimedOut { after: Duration },
    #[error("what it tells cannot be merged")]
    Merge(#[from] MergeError),
    #[error("merging failed: {message}")]
    MergePanicked { message: String },
    /// The service ends before there is a result.
    #[error("the work was interrupted")]
    Interrupted,
}

/// How failures are tried again.
#[derive(Clone, Copy, Debug)]
pub(super) struct RetryPolicy {
    pub(super) attempts_max: u32,
    /// Before the second attempt; doubled for each further one.
    pub(super) first_after: Duration,
}

impl AttemptError {
    /// Stable, upper snake case.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Rules(error) => error.reason(),
            Self::Panicked { .. } => "PANIC",
            Self::TimedOut { .. } => "TIMED_OUT",
            Self::Merge(MergeError::Store(_)) => "STORE_UNAVAILABLE",
            Self::Merge(MergeError::Decode(_)) => "STORED_EVENT_UNREADABLE",
            Self::MergePanicked { .. } => "MERGE_PANIC",
            Self::Interrupted => "INTERRUPTED",
        }
    }

    /// Whether the same again can succeed. The rules are deterministic: what
    /// they refuse once they refuse always.
    fn can_heal(&self) -> bool {
        matches!(self, Self::Merge(MergeError::Store(_)) | Self::Interrupted)
    }
}

impl RetryPolicy {
    /// What a failed attempt means for the article.
    pub(super) fn outcome(
        self,
        error: &AttemptError,
        attempts_before: u32,
        now: UnixMillis,
    ) -> Outcome {
        let attempts = attempts_before.saturating_add(1);
        let failure = Failure {
            reason: error.reason().to_owned(),
            message: error_line(error),
            attempts,
            failed_at: now,
        };
        if !error.can_heal() || attempts >= self.attempts_max {
            return Outcome::Failed(failure);
        }
        let doublings = attempts_before.min(16);
        let after = self
            .first_after
            .saturating_mul(1 << doublings)
            .min(RETRY_AFTER_MAX);
        Outcome::Retry { failure, after }
    }
}

/// The error and its causes in one line.
fn error_line(error: &(dyn std::error::Error + 'static)) -> String {
    std::iter::successors(error.source(), |cause| cause.source())
        .fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

/// What a panic said, cut to what an operator reads.
pub(super) fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    const CHARS_MAX: usize = 200;
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a message");
    message.chars().take(CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{StoreError, StoreErrorKind};

    const POLICY: RetryPolicy = RetryPolicy {
        attempts_max: 3,
        first_after: Duration::from_secs(1),
    };

    fn store_error() -> AttemptError {
        let error = StoreError::new(StoreErrorKind::Unavailable, "read an event").because("disk");
        AttemptError::Merge(MergeError::Store(error))
    }

    #[test]
    fn only_what_can_heal_is_tried_again_and_not_for_ever() {
        let now = UnixMillis(7);
        let undecodable = AttemptError::Rules(NormalizeError::Undecodable("noise"));
        assert!(matches!(
            POLICY.outcome(&undecodable, 0, now),
            Outcome::Failed(failure) if failure.reason == "UNDECODABLE" && failure.attempts == 1
        ));
        for (before, seconds) in [(0, 1), (1, 2)] {
            assert!(matches!(
                POLICY.outcome(&store_error(), before, now),
                Outcome::Retry { after, .. } if after == Duration::from_secs(seconds)
            ));
        }
        assert!(matches!(
            POLICY.outcome(&store_error(), 2, now),
            Outcome::Failed(failure)
                if failure.attempts == 3 && failure.message.ends_with("read an event: disk")
        ));
    }
}
