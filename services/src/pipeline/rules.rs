//! The normalizer, off the async threads: one article's panic or endless
//! work is that article's failure and nobody else's.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use alliance_worker::{
    Limits, NormalizeError, Normalized, Submission as Page, date::CivilDate, normalize,
};
use metrics::histogram;
use tokio::{sync::Semaphore, time::Instant};

use super::attempt::{AttemptError, panic_message};
use crate::{
    submission::{Submission, UnixMillis},
    telemetry::NORMALIZE_SECONDS,
};

/// Articles whose work was given up and still runs: a thread cannot be
/// stopped. Up to so many are replaced by others; then they hold their places.
const ABANDONED_MAX: usize = 8;

/// Stack of a thread that the rules run on. The tokenizer of HTML goes some
/// frames deeper with each attribute of a tag, unless the compiler makes tail
/// calls of them; an overflow would end the process, not the article. Memory
/// is taken as it is used.
pub const STACK_BYTES: usize = 64 << 20;

/// Dates without a zone are those of China.
const CHINA_OFFSET_MS: i64 = 8 * 3_600_000;
const DAY_MS: i64 = 24 * 3_600_000;

/// What turns a page into its article and records; [`normalize()`] outside of
/// tests.
pub type Normalize = fn(&Page<'_>, Limits) -> Result<Normalized, NormalizeError>;

/// The rules and what applying them may cost.
pub struct Rules {
    normalize: Normalize,
    limits: Limits,
    time_max: Duration,
    /// Articles worked on side by side.
    places: Arc<Semaphore>,
    abandoned_count: Arc<AtomicUsize>,
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rules")
            .field("limits", &self.limits)
            .field("time_max", &self.time_max)
            .finish_non_exhaustive()
    }
}

impl Rules {
    /// The rules in force, for up to `places` articles side by side, each for
    /// at most `time_max`.
    pub fn new(limits: Limits, time_max: Duration, places: usize) -> Self {
        Self::with_normalizer(
            |page, limits| normalize(page, &limits),
            limits,
            time_max,
            places,
        )
    }

    /// Other rules, to show what the pipeline does with failures.
    pub fn with_normalizer(
        normalize: Normalize,
        limits: Limits,
        time_max: Duration,
        places: usize,
    ) -> Self {
        Self {
            normalize,
            limits,
            time_max,
            places: Arc::new(Semaphore::new(places)),
            abandoned_count: Arc::default(),
        }
    }

    /// The same rules with places of their own.
    #[must_use]
    pub fn with_places(&self, places: usize) -> Self {
        Self::with_normalizer(self.normalize, self.limits, self.time_max, places)
    }

    /// Applies the rules; waits for a free place first.
    ///
    /// # Errors
    /// Where the rules refuse the article, panic, or take too long.
    pub async fn apply(&self, submission: Arc<Submission>) -> Result<Normalized, AttemptError> {
        let place = Arc::clone(&self.places)
            .acquire_owned()
            .await
            .map_err(|_closed| AttemptError::Interrupted)?;
        // Set by whichever comes first: the end of the work, or giving it up.
        let over = Arc::new(AtomicBool::new(false));
        let (run, limits) = (self.normalize, self.limits);
        let work = tokio::task::spawn_blocking({
            let over = Arc::clone(&over);
            let abandoned_count = Arc::clone(&self.abandoned_count);
            move || {
                let outcome = apply_here(run, &submission, limits);
                if over.swap(true, Ordering::AcqRel) {
                    // The place was given to another when this was given up.
                    place.forget();
                    abandoned_count.fetch_sub(1, Ordering::AcqRel);
                }
                outcome
            }
        });
        match tokio::time::timeout(self.time_max, work).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_join)) => Err(AttemptError::Interrupted),
            Err(_elapsed) => {
                self.abandon(&over);
                Err(AttemptError::TimedOut {
                    after: self.time_max,
                })
            }
        }
    }

    /// Gives the place of work that does not end to another article.
    fn abandon(&self, over: &AtomicBool) {
        let counted =
            self.abandoned_count
                .fetch_update(Ordering::AcqRel, Ordering::Acquire, |count| {
                    (count < ABANDONED_MAX).then_some(count + 1)
                });
        tracing::error!(
            replaced = counted.is_ok(),
            "an article took too long and still runs"
        );
        if counted.is_err() {
            return;
        }
        if over.swap(true, Ordering::AcqRel) {
            // It has just ended, and given its place back by itself.
            self.abandoned_count.fetch_sub(1, Ordering::AcqRel);
        } else {
            self.places.add_permits(1);
        }
    }
}

/// Applies the rules on this thread.
fn apply_here(
    run: Normalize,
    submission: &Submission,
    limits: Limits,
) -> Result<Normalized, AttemptError> {
    let started = Instant::now();
    // Nothing outlives the call but its result.
    let outcome = catch_unwind(AssertUnwindSafe(|| run(&page_of(submission), limits)));
    histogram!(NORMALIZE_SECONDS).record(started.elapsed());
    match outcome {
        Ok(outcome) => outcome.map_err(AttemptError::Rules),
        Err(payload) => Err(AttemptError::Panicked {
            message: panic_message(payload.as_ref()),
        }),
    }
}

/// The submission as the rules read it.
fn page_of(submission: &Submission) -> Page<'_> {
    Page {
        url: &submission.url,
        body: &submission.body,
        content_type: &submission.content_type,
        published_at: submission.published_at.and_then(day_in_china),
        title: submission.title.as_deref(),
        source_name: submission.source_name.as_deref(),
    }
}

fn day_in_china(time: UnixMillis) -> Option<CivilDate> {
    CivilDate::from_epoch_day(time.0.saturating_add(CHINA_OFFSET_MS).div_euclid(DAY_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether endless work may end.
    static MAY_END: AtomicBool = AtomicBool::new(false);

    fn endless_rules(page: &Page<'_>, limits: Limits) -> Result<Normalized, NormalizeError> {
        while page.url == "endless" && !MAY_END.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        normalize(page, &limits)
    }

    #[tokio::test]
    async fn an_endless_article_fails_alone_and_gives_its_place_up() {
        let time_max = Duration::from_millis(200);
        let rules = Rules::with_normalizer(endless_rules, Limits::default(), time_max, 1);
        let submission = |url: &str| {
            Arc::new(Submission {
                url: url.to_owned(),
                body: "甲联盟".into(),
                ..Submission::default()
            })
        };
        let endless = rules.apply(submission("endless")).await;
        assert_eq!(endless.unwrap_err().reason(), "TIMED_OUT");
        let next = rules.apply(submission("")).await;
        assert!(!matches!(next, Err(AttemptError::TimedOut { .. })));
        MAY_END.store(true, Ordering::Release);
        while rules.abandoned_count.load(Ordering::Acquire) > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(rules.places.available_permits(), 1);
    }

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        // 2024-06-04T16:00:00Z.
        let midnight = UnixMillis(1_717_516_800_000);
        assert_eq!(day_in_china(midnight), CivilDate::new(2024, 6, 5));
        assert_eq!(
            day_in_china(UnixMillis(midnight.0 - 1)),
            CivilDate::new(2024, 6, 4)
        );
    }
}
