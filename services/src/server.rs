//! The service as a whole: bound, served, drained.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use alliance_worker::Limits;
use thiserror::Error;
use tokio::{net::TcpListener, task::JoinHandle, time::Instant};

use crate::{
    clock,
    config::{Config, ConfigError},
    grpc::{self, Health, Parts},
    pipeline::{Committer, Pipeline, Reprocessor, Rules},
    readiness::follow_store,
    shutdown::{InFlight, Phase, Shutdown},
    store::{Store, StoreError},
    telemetry,
};

/// How long idle connections may take to close once nothing is under way.
const CLOSE_GRACE: Duration = Duration::from_secs(1);

/// Why the service cannot run, or did not end well.
#[derive(Debug, Error)]
pub enum ServerError {
    #[error("the configuration is not valid")]
    Config(#[from] ConfigError),
    #[error("{address} cannot be listened on")]
    Bind {
        address: SocketAddr,
        source: io::Error,
    },
    #[error("reflection cannot be served")]
    Reflection(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the transport failed")]
    Transport(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the store could not be closed")]
    Close(#[source] StoreError),
}

/// A service that is bound and not yet running.
#[derive(Debug)]
pub struct Server {
    config: Config,
    listener: TcpListener,
    address: SocketAddr,
    store: Arc<dyn Store>,
    pipeline: Arc<Pipeline>,
    parts: Parts,
    shutdown: Shutdown,
}

impl Server {
    /// Takes the port; calls are answered once [`Server::run`] runs.
    ///
    /// # Errors
    /// Where the configuration is not valid or the port is taken.
    pub async fn bind(config: Config, store: Arc<dyn Store>) -> Result<Self, ServerError> {
        let article_ms = config.pipeline.article_ms;
        let rules = Rules::new(
            Limits {
                text_bytes_max: config.limits.text_bytes_max,
            },
            Duration::from_millis(article_ms),
            config.pipeline.workers_count(),
        );
        Self::bind_with_rules(config, store, rules).await
    }

    /// As [`Server::bind`], with other rules.
    ///
    /// # Errors
    /// As [`Server::bind`].
    pub async fn bind_with_rules(
        config: Config,
        store: Arc<dyn Store>,
        rules: Rules,
    ) -> Result<Self, ServerError> {
        config.validate()?;
        let wanted = config.listen_address()?;
        let bound = TcpListener::bind(wanted).await;
        let bound = bound.and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (address, listener) = bound.map_err(|source| ServerError::Bind {
            address: wanted,
            source,
        })?;
        let rules = Arc::new(rules);
        let committer = Arc::new(Committer::new(
            Arc::clone(&store),
            grpc::codecs(),
            &config.pipeline,
        ));
        // Dry runs wait for each other, and for nothing that is stored.
        let dry_rules = rules.with_places(config.limits.dry_runs_max);
        let shutdown = Shutdown::default();
        let parts = Parts {
            store: Arc::clone(&store),
            dry_rules: Arc::new(dry_rules),
            reprocessor: Reprocessor::new(Arc::clone(&rules), Arc::clone(&committer)),
            phase: shutdown.watch(),
            in_flight: InFlight::default(),
            started_at: clock::now(),
        };
        let pipeline = Pipeline::new(Arc::clone(&store), rules, committer, &config.pipeline);
        Ok(Self {
            config,
            listener,
            address,
            store,
            pipeline: Arc::new(pipeline),
            parts,
            shutdown,
        })
    }

    /// Where it listens: the port that was taken where 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop`, then drains: health says `NOT_SERVING`, new calls
    /// are refused with `UNAVAILABLE`, what is under way is finished within
    /// `deadlines.drain_ms`, and the store is closed.
    ///
    /// # Errors
    /// Where the transport fails, or the store cannot be closed.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServerError> {
        let routes = grpc::routes(&self.config, &self.parts)
            .map_err(|error| ServerError::Reflection(error.into()))?;
        let health = Health::new();
        health.set_serving(true).await;
        let phase = self.shutdown.watch();
        let pipeline = Arc::clone(&self.pipeline);
        let pipeline_phase = phase.clone();
        let enabled = self.config.pipeline.enabled;
        let working = tokio::spawn(async move {
            if enabled {
                pipeline.run(pipeline_phase).await;
            }
        });
        tokio::spawn(telemetry::sample_store(
            Arc::clone(&self.store),
            phase.clone(),
        ));
        let following = tokio::spawn({
            let (store, health) = (Arc::clone(&self.store), health.clone());
            async move { follow_store(store.as_ref(), &health).await }
        });
        let mut serving = tokio::spawn({
            let (health, config) = (health.clone(), self.config.clone());
            let stopped = phase.reached(Phase::Stopped);
            let listener = self.listener;
            async move { grpc::serve(listener, routes, &health, &config, stopped).await }
        });
        tracing::info!(address = %self.address, "serving");

        let served = tokio::select! {
            () = stop => None,
            ended = &mut serving => Some(ended),
        };
        tracing::info!("draining");
        // It must not say otherwise any more.
        following.abort();
        drop(following.await);
        health.set_serving(false).await;
        let drain = Drain {
            shutdown: &self.shutdown,
            pipeline: &self.pipeline,
            in_flight: &self.parts.in_flight,
            until: Instant::now() + Duration::from_millis(self.config.deadlines.drain_ms),
        };
        drain.run(working).await;
        let served = match served {
            Some(ended) => Some(ended),
            None => close_connections(serving).await,
        };
        self.store.close().await.map_err(ServerError::Close)?;
        tracing::info!("stopped");
        match served {
            Some(Ok(Err(error))) => Err(ServerError::Transport(error.into())),
            Some(Err(join)) if !join.is_cancelled() => Err(ServerError::Transport(join.into())),
            _ => Ok(()),
        }
    }
}

/// Waits for connections to end; those that do not are cut.
async fn close_connections<T>(
    mut serving: JoinHandle<T>,
) -> Option<Result<T, tokio::task::JoinError>> {
    match tokio::time::timeout(CLOSE_GRACE, &mut serving).await {
        Ok(ended) => Some(ended),
        Err(_elapsed) => {
            serving.abort();
            None
        }
    }
}

/// Finishing what is under way.
struct Drain<'a> {
    shutdown: &'a Shutdown,
    pipeline: &'a Pipeline,
    in_flight: &'a InFlight,
    until: Instant,
}

impl Drain<'_> {
    async fn run(self, mut working: JoinHandle<()>) {
        self.shutdown.advance(Phase::Draining);
        if tokio::time::timeout_at(self.until, &mut working)
            .await
            .is_err()
        {
            tracing::warn!("articles are still being worked on at the deadline");
            working.abort();
            self.pipeline.release_held().await;
        }
        self.shutdown.advance(Phase::Settled);
        let idle = tokio::time::timeout_at(self.until, self.in_flight.idle()).await;
        if idle.is_err() {
            let calls = self.in_flight.count();
            tracing::warn!(calls, "calls are cut at the deadline");
        }
        self.shutdown.advance(Phase::Stopped);
    }
}
