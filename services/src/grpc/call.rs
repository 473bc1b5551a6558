//! What every call goes through: draining, role, span, metrics, and the count
//! that draining waits for.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use metrics::{counter, histogram};
use tokio::time::Instant;
use tonic::{Request, Response, Status, metadata::MetadataMap};
use tracing::Instrument as _;

use super::refusal::Refusal;
use crate::{
    config::AuthConfig,
    shutdown::{InFlight, InFlightGuard, PhaseWatch},
    telemetry::{CALL_SECONDS, CALLS_TOTAL},
};

/// How long a client should stay away from a service that is going down.
pub(crate) const DRAINING_RETRY_AFTER: Duration = Duration::from_secs(5);

/// What a caller must be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Submit,
    Read,
    Admin,
}

/// One method of the contract.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Method {
    /// For logs and metrics: `IngestService/SubmitArticle`.
    pub(crate) name: &'static str,
    pub(crate) role: Role,
}

/// Lets calls in. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    auth: Arc<AuthConfig>,
    phase: PhaseWatch,
    in_flight: InFlight,
}

/// A call under way: counted until it is dropped, reported when it ends.
#[derive(Debug)]
pub(crate) struct Call {
    method: Method,
    started: Instant,
    code: &'static str,
    pub(crate) context: Context,
    /// Of everything that is done for the call.
    pub(crate) span: tracing::Span,
    _guard: InFlightGuard,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Read => "read",
            Self::Admin => "admin",
        }
    }
}

impl Gate {
    pub(crate) fn new(auth: AuthConfig, phase: PhaseWatch, in_flight: InFlight) -> Self {
        Self {
            auth: Arc::new(auth),
            phase,
            in_flight,
        }
    }

    pub(crate) fn phase(&self) -> &PhaseWatch {
        &self.phase
    }

    /// Handles a call with one answer.
    pub(crate) async fn unary<Q, A, F>(
        &self,
        method: Method,
        request: Request<Q>,
        handle: impl FnOnce(Q, Context) -> F,
    ) -> Result<Response<A>, Status>
    where
        F: Future<Output = Result<A, Refusal>>,
    {
        let mut call = self.enter(method, &request)?;
        let context = call.context;
        let span = call.span.clone();
        let outcome = handle(request.into_inner(), context)
            .instrument(span.clone())
            .await;
        match outcome {
            Ok(answer) => {
                call.code = "OK";
                Ok(Response::new(answer))
            }
            Err(refusal) => {
                call.code = refusal.code_and_reason().1;
                Err(span.in_scope(|| refusal.into()))
            }
        }
    }

    /// Lets a call in; whoever answers it keeps the [`Call`] until the end.
    pub(crate) fn enter<Q>(&self, method: Method, request: &Request<Q>) -> Result<Call, Status> {
        // Counted before the phase is read: draining waits for whoever still
        // saw the service running.
        let guard = self.in_flight.enter();
        let admitted = self.admit(method, request.metadata());
        match admitted {
            Ok(()) => Ok(Call {
                method,
                started: Instant::now(),
                code: "CANCELLED",
                context: Context {
                    deadline: deadline(request.metadata()),
                    peer: request.remote_addr(),
                },
                span: call_span(method, request),
                _guard: guard,
            }),
            Err(refusal) => {
                let (_, reason) = refusal.code_and_reason();
                counter!(CALLS_TOTAL, "method" => method.name, "outcome" => reason).increment(1);
                Err(refusal.into())
            }
        }
    }

    fn admit(&self, method: Method, metadata: &MetadataMap) -> Result<(), Refusal> {
        if self.phase.is_draining() {
            return Err(Refusal::Draining {
                retry_after: DRAINING_RETRY_AFTER,
            });
        }
        if self.auth.is_open() {
            return Ok(());
        }
        let token = bearer_token(metadata).ok_or(Refusal::TokenMissing)?;
        // Every token is compared in full, so that the time tells nothing.
        let (mut known, mut admitted) = (false, false);
        for (role, tokens) in [
            (Role::Submit, &self.auth.submit_tokens),
            (Role::Read, &self.auth.read_tokens),
            (Role::Admin, &self.auth.admin_tokens),
        ] {
            for of_role in tokens {
                let is_it = equal_in_constant_time(of_role.as_bytes(), token.as_bytes());
                known |= is_it;
                admitted |= is_it && (role == method.role || role == Role::Admin);
            }
        }
        match (admitted, known) {
            (true, _) => Ok(()),
            (false, true) => Err(Refusal::Forbidden {
                role: method.role.name(),
            }),
            (false, false) => Err(Refusal::TokenUnknown),
        }
    }
}

/// What a handler may want to know of its call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// When the client gives up; `None` where it said nothing.
    pub(crate) deadline: Option<Instant>,
    pub(crate) peer: Option<SocketAddr>,
}

impl Call {
    /// The outcome that is reported when the call ends; `CANCELLED` until then.
    pub(crate) fn set_outcome(&mut self, outcome: &'static str) {
        self.code = outcome;
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let elapsed = self.started.elapsed();
        counter!(CALLS_TOTAL, "method" => self.method.name, "outcome" => self.code).increment(1);
        histogram!(CALL_SECONDS, "method" => self.method.name).record(elapsed);
    }
}

/// The span of a call: ids, never texts.
pub(crate) fn call_span<Q>(method: Method, request: &Request<Q>) -> tracing::Span {
    tracing::info_span!(
        "call",
        method = method.name,
        peer = request.remote_addr().map(tracing::field::display),
        article_id = tracing::field::Empty,
    )
}

/// What `authorization` carries; the scheme's name in any case, as HTTP has it.
fn bearer_token(metadata: &MetadataMap) -> Option<&str> {
    let value = metadata.get("authorization")?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn equal_in_constant_time(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
}

/// Reads `grpc-timeout`: up to eight digits and a unit.
fn deadline(metadata: &MetadataMap) -> Option<Instant> {
    let text = metadata.get("grpc-timeout")?.to_str().ok()?;
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if digits.len() > 8 {
        return None;
    }
    let count: u64 = digits.parse().ok()?;
    let timeout = match unit {
        "H" => Duration::from_secs(count * 3_600),
        "M" => Duration::from_secs(count * 60),
        "S" => Duration::from_secs(count),
        "m" => Duration::from_millis(count),
        "u" => Duration::from_micros(count),
        "n" => Duration::from_nanos(count),
        _ => return None,
    };
    Instant::now().checked_add(timeout)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deadline_of(text: &'static str) -> Option<Instant> {
        let mut metadata = MetadataMap::new();
        metadata.insert("grpc-timeout", text.parse().unwrap());
        deadline(&metadata)
    }

    #[test]
    fn a_timeout_is_digits_and_a_unit() {
        let now = Instant::now();
        for (text, least) in [("1H", 3_600), ("2M", 120), ("3S", 3), ("4000m", 4)] {
            assert!(deadline_of(text).unwrap() >= now + Duration::from_secs(least));
        }
        for text in ["", "S", "1", "1d", "-1S", "123456789S"] {
            assert_eq!(deadline_of(text), None, "{text:?}");
        }
    }
}
