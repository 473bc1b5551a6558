//! What a store fails with.

use std::{error::Error, time::Duration};

/// A failure of the store: what kind, while doing what, because of what.
#[derive(Debug, thiserror::Error)]
#[error("{context}")]
pub struct StoreError {
    pub kind: StoreErrorKind,
    /// What was being done, in the form `append to the journal`.
    pub context: String,
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

/// What a caller can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreErrorKind {
    /// Something else has changed what this call built on: read again.
    Conflict,
    /// A limit of the store is reached: the backlog, or the disk's reserve.
    /// Trying again after a while can help.
    Exhausted { retry_after: Duration },
    /// The store is closing or closed.
    Closed,
    /// What is on disk is not what was written, or of an unknown version.
    Corrupt,
    /// The disk or the backend refuses; nothing of the call took effect.
    Unavailable,
}

impl StoreError {
    pub fn new(kind: StoreErrorKind, context: impl Into<String>) -> Self {
        Self {
            kind,
            context: context.into(),
            source: None,
        }
    }

    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}
