//! A rule that one field of a request or submission breaks.

/// A rule that one field breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Path of the field: `article.url`.
    pub(crate) field: String,
    /// Stable, upper snake case.
    pub(crate) reason: &'static str,
    pub(crate) description: String,
}

impl Violation {
    pub(crate) fn new(
        field: impl Into<String>,
        reason: &'static str,
        description: impl Into<String>,
    ) -> Self {
        Self {
            field: field.into(),
            reason,
            description: description.into(),
        }
    }
}

/// All of them in one line.
pub(crate) fn describe(violations: &[Violation]) -> String {
    let each = violations.iter().map(|violation| {
        let Violation {
            field, description, ..
        } = violation;
        format!("{field}: {description}")
    });
    each.collect::<Vec<_>>().join("; ")
}
