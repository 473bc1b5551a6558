//! How long to try again, and how often.

use std::time::{Duration, Instant};

const FIRST_DELAY: Duration = Duration::from_millis(250);
const DELAY_MAX: Duration = Duration::from_secs(30);

/// Delays that double from failure to failure, until too long has passed
/// without any success.
#[derive(Clone, Debug)]
pub(super) struct Patience {
    limit: Duration,
    last_success: Instant,
    delay: Duration,
}

impl Patience {
    pub(super) fn new(limit: Duration, now: Instant) -> Self {
        Self {
            limit,
            last_success: now,
            delay: FIRST_DELAY,
        }
    }

    pub(super) fn succeeded(&mut self, now: Instant) {
        self.last_success = now;
        self.delay = FIRST_DELAY;
    }

    /// Whether nothing has failed since the last success.
    pub(super) fn is_fresh(&self) -> bool {
        self.delay == FIRST_DELAY
    }

    /// How long to wait after a failure, at least as long as the service asks;
    /// `None` where patience is over.
    pub(super) fn failed(&mut self, asked: Option<Duration>, now: Instant) -> Option<Duration> {
        let delay = self.delay.max(asked.unwrap_or_default());
        self.delay = (self.delay * 2).min(DELAY_MAX);
        (now.duration_since(self.last_success) + delay <= self.limit).then_some(delay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_and_patience_ends() {
        let start = Instant::now();
        let mut patience = Patience::new(Duration::from_secs(10), start);
        assert!(patience.is_fresh());
        assert_eq!(patience.failed(None, start), Some(FIRST_DELAY));
        assert_eq!(patience.failed(None, start), Some(FIRST_DELAY * 2));
        let asked = Some(Duration::from_secs(9));
        assert_eq!(patience.failed(asked, start), asked);
        let later = start + Duration::from_secs(10);
        assert_eq!(patience.failed(None, later), None);
        patience.succeeded(later);
        assert_eq!(patience.failed(None, later), Some(FIRST_DELAY));
    }
}
