//! How subcommands reach a running service.

use std::{error::Error, time::Duration};

use thiserror::Error;
use tonic::{
    Code, Request, Status,
    metadata::{Ascii, MetadataValue},
    service::{Interceptor, interceptor::InterceptedService},
    transport::{Channel, Endpoint},
};
use tonic_types::StatusExt as _;

/// Longest that opening a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How often an idle connection is proved to be there.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(30);
/// Largest message that is read: an event of many sources.
pub(super) const MESSAGE_BYTES_MAX: usize = 64 << 20;

/// Which service, and as whom.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Service {
    /// Where the service listens.
    #[arg(
        long,
        value_name = "URL",
        env = "ALLIANCE_SERVICE_URL",
        default_value = "http://127.0.0.1:50051"
    )]
    server: String,
    /// Bearer token of a role, where the service asks for one.
    #[arg(long, env = "ALLIANCE_SERVICE_TOKEN", hide_env_values = true)]
    token: Option<String>,
}

/// A service that cannot be spoken to as asked.
#[derive(Debug, Error)]
pub(super) enum ConnectError {
    #[error("{url} is no address of a service, such as http://127.0.0.1:50051")]
    Url {
        url: String,
        source: tonic::transport::Error,
    },
    #[error("the token has characters that no header takes")]
    Token(#[source] tonic::metadata::errors::InvalidMetadataValue),
}

/// A connection that is made when it is needed, and again when it is lost.
pub(super) type Connection = InterceptedService<Channel, Authorize>;

/// Adds the token to each call.
#[derive(Clone, Debug)]
pub(super) struct Authorize {
    bearer: Option<MetadataValue<Ascii>>,
}

impl Service {
    /// For a service of the same process.
    pub(super) fn at(server: String) -> Self {
        Self {
            server,
            token: None,
        }
    }

    /// A connection; nothing is sent yet. Within a runtime only.
    pub(super) fn connect(&self) -> Result<Connection, ConnectError> {
        let url = if self.server.contains("://") {
            self.server.clone()
        } else {
            format!("http://{}", self.server)
        };
        let endpoint = Endpoint::from_shared(url).map_err(|source| ConnectError::Url {
            url: self.server.clone(),
            source,
        })?;
        let channel = endpoint
            .connect_timeout(CONNECT_TIMEOUT)
            .http2_keep_alive_interval(KEEPALIVE_INTERVAL)
            .keep_alive_while_idle(true)
            .tcp_nodelay(true)
            .connect_lazy();
        let bearer = self
            .token
            .as_ref()
            .map(|token| format!("Bearer {token}").parse())
            .transpose()
            .map_err(ConnectError::Token)?;
        Ok(InterceptedService::new(channel, Authorize { bearer }))
    }
}

impl Interceptor for Authorize {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(bearer) = &self.bearer {
            request
                .metadata_mut()
                .insert("authorization", bearer.clone());
        }
        Ok(request)
    }
}

/// Whether the same call can succeed later.
pub(super) fn can_heal(code: Code) -> bool {
    matches!(
        code,
        Code::Unavailable
            | Code::ResourceExhausted
            | Code::Aborted
            | Code::Cancelled
            | Code::Unknown
            | Code::Internal
    )
}

/// When the service asks to be called again.
pub(super) fn retry_after(status: &Status) -> Option<Duration> {
    status.get_details_retry_info()?.retry_delay
}

/// A failed call with what the service says about it.
#[derive(Debug, Error)]
#[error("{what}: {} ({}{})", status.message(), code_name(status.code()), reason(status))]
pub(super) struct CallError {
    /// What was asked for: `submit articles`.
    pub(super) what: &'static str,
    pub(super) status: Box<Status>,
}

impl CallError {
    pub(super) fn new(what: &'static str, status: Status) -> Self {
        Self {
            what,
            status: Box::new(status),
        }
    }
}

fn reason(status: &Status) -> String {
    if let Some(info) = status.get_error_details().error_info() {
        return format!(", {}", info.reason);
    }
    // A connection's failure hides in the chain: `connection refused`.
    let mut deepest = status.source();
    while let Some(cause) = deepest.and_then(<dyn Error>::source) {
        deepest = Some(cause);
    }
    deepest.map_or_else(String::new, |cause| format!(", {cause}"))
}

/// A status code as the specification writes it.
pub(super) fn code_name(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}
