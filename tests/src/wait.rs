//! Waiting for what will happen, with a deadline instead of a guess.

use std::time::{Duration, Instant};

/// Far beyond what anything here takes on a busy machine; reaching it is a
/// failure, never a measurement.
pub const DEADLINE: Duration = Duration::from_mins(1);

/// Asks until there is an answer.
///
/// # Panics
/// Where there is none within [`DEADLINE`].
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let begin = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(
            begin.elapsed() < DEADLINE,
            "{what}: not within {DEADLINE:?}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
