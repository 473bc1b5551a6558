//! Why a call is refused, in the service's own words; `status` turns it into
//! what goes over the wire.

use std::{error::Error, time::Duration};

use bytes::Bytes;
use thiserror::Error;

pub(crate) use crate::violation::Violation;
use crate::{
    id::ArticleId,
    store::{StoreError, StoreErrorKind},
    violation::describe,
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
    TokenMissing,
    #[error("the bearer token is none of this service's")]
    TokenUnknown,
    #[error("the bearer token does not carry the role {role}")]
    Forbidden { role: &'static str },
    #[error("the article is durable but was not processed before the deadline")]
    WaitExpired { article: ArticleId },
    #[error("the store failed")]
    Store(#[source] StoreError),
    #[error("internal error")]
    Internal(#[source] Box<dyn Error + Send + Sync>),
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
