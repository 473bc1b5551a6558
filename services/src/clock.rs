//! The one place that reads the wall clock. Everything else is given the time.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::submission::UnixMillis;

/// The wall clock's time; before 1970 it is 0.
pub fn now() -> UnixMillis {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    UnixMillis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
