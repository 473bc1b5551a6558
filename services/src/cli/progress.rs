//! Progress on a terminal; nothing elsewhere.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over `count` articles on standard error, a count alone where that is
/// not known; hidden where standard error is no terminal.
pub(super) fn bar(count: Option<u64>) -> ProgressBar {
    let (bar, template) = match count {
        Some(count) => (
            ProgressBar::new(count),
            "{bar:32} {pos}/{len} articles, {per_sec}, {eta} left {msg}",
        ),
        None => (
            ProgressBar::new_spinner(),
            "{spinner} {pos} articles, {per_sec} {msg}",
        ),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
