//! Progress on a terminal; nothing elsewhere.

use std::fmt::Write;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

/// A bar over `count` articles on standard error, a count alone where that is
/// not known; hidden where standard error is no terminal.
pub(super) fn bar(count: Option<u64>) -> ProgressBar {
    let (bar, template) = match count {
        Some(count) => (
            ProgressBar::new(count),
            "{bar:32} {pos}/{len} articles, {rate}, {eta} left {msg}",
        ),
        None => (
            ProgressBar::new_spinner(),
            "{spinner} {pos} articles, {rate} {msg}",
        ),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style.with_key("rate", write_rate)),
        Err(_) => bar,
    }
}

/// Whole articles a second; the library's own rate has four decimals.
fn write_rate(state: &ProgressState, out: &mut dyn Write) {
    // A bar that is cut short is no reason to end.
    write!(out, "{:.0}/s", state.per_sec()).unwrap_or_default();
}
