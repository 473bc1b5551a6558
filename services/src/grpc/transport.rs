//! Serving the routes over HTTP/2, and health beside them.

use std::{future::Future, time::Duration};

use tokio::net::TcpListener;
use tonic::{
    service::Routes,
    transport::{Error, Server},
};
use tonic_health::{ServingStatus, server::HealthReporter};

use alliance_proto::v1::ingest_service_server::SERVICE_NAME as INGEST_SERVICE_NAME;

use super::{SERVICE_NAMES, connections::accept, layer::DetailsLayer};
use crate::config::Config;

/// What the transport fails with.
pub(crate) type TransportError = Error;

/// What one call, and one connection, may have sent ahead of being read.
const CALL_WINDOW_BYTES: u32 = 1 << 20;
const CONNECTION_WINDOW_BYTES: u32 = 4 << 20;

/// The server as a whole, as health names it.
const WHOLE_SERVER: &str = "";

/// Whether the services are to be called, as `grpc.health.v1` tells it.
#[derive(Clone, Debug)]
pub(crate) struct Health {
    reporter: HealthReporter,
}

impl Health {
    pub(crate) fn new() -> Self {
        Self {
            reporter: HealthReporter::new(),
        }
    }

    pub(crate) async fn set_serving(&self, serving: bool) {
        for name in SERVICE_NAMES.into_iter().chain([WHOLE_SERVER]) {
            self.set(name, serving).await;
        }
    }

    /// Whether articles are to be handed in; whoever reads is not concerned.
    pub(crate) async fn set_submitting(&self, submitting: bool) {
        for name in [INGEST_SERVICE_NAME, WHOLE_SERVER] {
            self.set(name, submitting).await;
        }
    }

    async fn set(&self, name: &str, serving: bool) {
        let status = if serving {
            ServingStatus::Serving
        } else {
            ServingStatus::NotServing
        };
        self.reporter.set_service_status(name, status).await;
    }
}

/// Serves until `stopped`, then lets connections end what they are at.
pub(crate) async fn serve(
    listener: TcpListener,
    routes: Routes,
    health: &Health,
    config: &Config,
    stopped: impl Future<Output = ()>,
) -> Result<(), TransportError> {
    let health = tonic_health::pb::health_server::HealthServer::new(
        tonic_health::server::HealthService::from_health_reporter(health.reporter.clone()),
    );
    let deadlines = &config.deadlines;
    Server::builder()
        .max_concurrent_streams(config.limits.connection_calls_max)
        .initial_stream_window_size(CALL_WINDOW_BYTES)
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
        .http2_keepalive_interval(Some(Duration::from_millis(deadlines.keepalive_interval_ms)))
        .http2_keepalive_timeout(Some(Duration::from_millis(deadlines.keepalive_timeout_ms)))
        .layer(DetailsLayer)
        .add_routes(routes)
        .add_service(health)
        .serve_with_incoming_shutdown(accept(listener, config.limits.connections_max), stopped)
        .await
}
