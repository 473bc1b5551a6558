//! Why a call is refused, in the service's own words; `status` turns it into
//! what goes over the wire.

use std::{error::Error, time::Duration};

use bytes::Bytes;
use thiserror::Error;

use crate::{
    id::ArticleId,
    store::{StoreError, StoreErrorKind},
};

/// Why a call, or one item of a stream, is refused.
#[derive(Debug, Error)]
pub(crate) enum Refusal {
    /// The request breaks a rule of the contract; never empty.
    #[error("{}", describe(.0))]
    Invalid(Vec<Violation>),
    #[error("there is no {what} {id}")]
    NotFound { what: &'static str, id: String },
    #[error("request_id {request_id:?} came with other content before")]
    RequestIdReused { request_id: String },
    /// A limit of the service is reached; trying again later can help.
    #[error("{description}")]
    Exhausted {
        /// Stable, upper snake case.
        reason: &'static str,
        description: String,
        retry_after: Duration,
    },
    #[error("the service is shutting down")]
    Draining { retry_after: Duration },
    #[error("the resume token is of a log that has been rebuilt since")]
    TokenStale { oldest: Bytes },
    #[error("a bearer token is needed in `authorization`")]
    Unauthenticated,
    #[error("the bearer token does not carry the role {role}")]
    Forbidden { role: &'static str },
    #[error("the article is durable but was not processed before the deadline")]
    WaitExpired { article: ArticleId },
    #[error("the store failed")]
    Store(#[source] StoreError),
    #[error("internal error")]
    Internal(#[source] Box<dyn Error + Send + Sync>),
}

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

impl Refusal {
    pub(crate) fn invalid(
        field: impl Into<String>,
        reason: &'static str,
        description: impl Into<String>,
    ) -> Self {
        Self::Invalid(vec![Violation::new(field, reason, description)])
    }

    pub(crate) fn internal(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error.kind {
            StoreErrorKind::Exhausted { retry_after } => Self::Exhausted {
                reason: "STORE_EXHAUSTED",
                description: error.to_string(),
                retry_after,
            },
            _ => Self::Store(error),
        }
    }
}

fn describe(violations: &[Violation]) -> String {
    let mut text = String::new();
    for violation in violations {
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(&violation.field);
        text.push_str(": ");
        text.push_str(&violation.description);
    }
    text
}
