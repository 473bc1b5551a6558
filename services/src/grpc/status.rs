//! The one place that makes a [`tonic::Status`]: refusals to codes and
//! AIP-193 details, and details for the statuses that tonic makes by itself.

use std::{collections::HashMap, error::Error, iter, time::Duration};

use alliance_proto::v1;
use tonic::{Code, Status, metadata::MetadataMap};
use tonic_types::{ErrorDetails, FieldViolation, QuotaViolation, StatusExt as _};

use super::refusal::{Refusal, Violation};
use crate::store::StoreErrorKind;

/// The domain of every `ErrorInfo`.
pub(crate) const DOMAIN: &str = "alliance.v1";

/// How long a client should wait where the service cannot know better.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// What a refusal says on the wire, in a status or in an item's error.
#[derive(Debug)]
struct Answer {
    code: Code,
    reason: &'static str,
    message: String,
    metadata: HashMap<String, String>,
    retry_after: Option<Duration>,
}

impl Refusal {
    /// The gRPC code and the stable reason, for metrics.
    pub(crate) fn code_and_reason(&self) -> (Code, &'static str) {
        match self {
            Self::Invalid(violations) => (
                Code::InvalidArgument,
                violations.first().map_or("INVALID", |first| first.reason),
            ),
            Self::NotFound { .. } => (Code::NotFound, "NOT_FOUND"),
            Self::RequestIdReused { .. } => (Code::AlreadyExists, "REQUEST_ID_REUSED"),
            Self::Exhausted { reason, .. } => (Code::ResourceExhausted, reason),
            Self::Draining { .. } => (Code::Unavailable, "DRAINING"),
            Self::TokenStale { .. } => (Code::OutOfRange, "RESUME_TOKEN_STALE"),
            Self::TokenMissing => (Code::Unauthenticated, "TOKEN_MISSING"),
            Self::TokenUnknown => (Code::Unauthenticated, "TOKEN_UNKNOWN"),
            Self::Forbidden { .. } => (Code::PermissionDenied, "ROLE_MISSING"),
            Self::WaitExpired { .. } => (Code::DeadlineExceeded, "WAIT_EXPIRED"),
            Self::Store(error) => match error.kind {
                StoreErrorKind::Conflict => (Code::Aborted, "CONFLICT"),
                StoreErrorKind::Exhausted { .. } => (Code::ResourceExhausted, "STORE_EXHAUSTED"),
                StoreErrorKind::Closed => (Code::Unavailable, "DRAINING"),
                StoreErrorKind::Unavailable => (Code::Unavailable, "STORE_UNAVAILABLE"),
                StoreErrorKind::Corrupt => (Code::DataLoss, "STORE_CORRUPT"),
            },
            Self::Internal(_) => (Code::Internal, "INTERNAL"),
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Exhausted { retry_after, .. } | Self::Draining { retry_after } => {
                Some(*retry_after)
            }
            Self::Store(error) => match error.kind {
                StoreErrorKind::Exhausted { retry_after } => Some(retry_after),
                StoreErrorKind::Conflict | StoreErrorKind::Closed | StoreErrorKind::Unavailable => {
                    Some(RETRY_AFTER)
                }
                StoreErrorKind::Corrupt => None,
            },
            _ => None,
        }
    }

    fn metadata(&self) -> HashMap<String, String> {
        let entry = match self {
            Self::Invalid(violations) => violations
                .first()
                .map(|first| ("field", first.field.clone())),
            Self::NotFound { what, id } => Some((*what, id.clone())),
            Self::RequestIdReused { request_id } => Some(("request_id", request_id.clone())),
            Self::TokenStale { oldest } => Some(("oldest_resume_token_hex", hex::encode(oldest))),
            Self::Forbidden { role } => Some(("role", (*role).to_owned())),
            Self::WaitExpired { article } => Some(("article_id", article.to_string())),
            _ => None,
        };
        entry
            .map(|(key, value)| (key.replace(' ', "_"), value))
            .into_iter()
            .collect()
    }

    fn answer(&self) -> Answer {
        let (code, reason) = self.code_and_reason();
        self.log(code);
        Answer {
            code,
            reason,
            message: self.to_string(),
            metadata: self.metadata(),
            retry_after: self.retry_after(),
        }
    }

    /// Logs what is the service's own fault, with its causes, once.
    fn log(&self, code: Code) {
        match code {
            Code::Internal | Code::DataLoss => {
                tracing::error!(error = %chain(self), "call failed");
            }
            Code::Unavailable | Code::Aborted if self.source().is_some() => {
                tracing::warn!(error = %chain(self), "call failed");
            }
            _ => tracing::debug!(error = %chain(self), "call refused"),
        }
    }
}

impl From<Refusal> for Status {
    fn from(refusal: Refusal) -> Self {
        let answer = refusal.answer();
        let mut details = ErrorDetails::with_error_info(answer.reason, DOMAIN, answer.metadata);
        if answer.retry_after.is_some() {
            details.set_retry_info(answer.retry_after);
        }
        match &refusal {
            Refusal::Invalid(violations) => {
                details.set_bad_request(violations.iter().map(to_wire).collect::<Vec<_>>());
            }
            Refusal::Exhausted {
                reason,
                description,
                ..
            } => {
                details.set_quota_failure(vec![QuotaViolation::new(*reason, description)]);
            }
            _ => {}
        }
        Status::with_error_details(answer.code, answer.message, details)
    }
}

impl From<Refusal> for v1::ItemError {
    fn from(refusal: Refusal) -> Self {
        let answer = refusal.answer();
        let field = match &refusal {
            Refusal::Invalid(violations) => violations.first().map(|first| first.field.clone()),
            _ => None,
        };
        Self {
            code: answer.code as i32,
            message: answer.message,
            reason: answer.reason.to_owned(),
            field,
            retry_after: answer
                .retry_after
                .and_then(|after| prost_types::Duration::try_from(after).ok()),
            article_id: match &refusal {
                Refusal::WaitExpired { article } => Some(article.to_string()),
                _ => None,
            },
        }
    }
}

/// Gives a status that tonic made (a message too large, a method that is not
/// there) the details that all of ours have; `None` where it has them, or is
/// no failure. A message above the transport's limit is the client's to mend:
/// tonic calls it `OUT_OF_RANGE`, which clients may retry.
pub(crate) fn with_details(status: &Status) -> Option<Status> {
    if status.code() == Code::Ok || !status.details().is_empty() {
        return None;
    }
    let (code, reason) = match status.code() {
        Code::OutOfRange => (Code::InvalidArgument, "MESSAGE_TOO_LARGE"),
        Code::Unimplemented => (Code::Unimplemented, "METHOD_UNKNOWN"),
        Code::Cancelled => (Code::DeadlineExceeded, "DEADLINE_EXCEEDED"),
        // A message that does not decode: tonic calls it internal.
        Code::Internal => (Code::InvalidArgument, "MESSAGE_MALFORMED"),
        Code::ResourceExhausted => (Code::ResourceExhausted, "OVERLOADED"),
        other => (other, "TRANSPORT"),
    };
    let mut details = ErrorDetails::with_error_info(reason, DOMAIN, HashMap::new());
    if code == Code::ResourceExhausted {
        details.set_retry_info(Some(RETRY_AFTER));
    }
    Some(Status::with_error_details_and_metadata(
        code,
        status.message(),
        details,
        MetadataMap::new(),
    ))
}

fn to_wire(violation: &Violation) -> FieldViolation {
    FieldViolation::new(&violation.field, &violation.description)
}

/// An error and its causes in one line.
fn chain(error: &(dyn Error + 'static)) -> String {
    let causes = iter::successors(error.source(), |cause| (**cause).source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

/// The failure of a client's own stream, as it is answered.
pub(crate) fn of_inbound(status: &Status) -> Status {
    with_details(status).unwrap_or_else(|| status.clone())
}
