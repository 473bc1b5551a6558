//! The configuration: one struct, out of flags over environment over a TOML
//! file over defaults. Unknown keys are refused; everything is validated
//! before anything is opened. A key is named the same everywhere: in TOML
//! `limits.body_bytes_max`, as a flag `--set limits.body_bytes_max=…`, in the
//! environment `ALLIANCE_LIMITS_BODY_BYTES_MAX`.

mod error;
mod layers;
mod validate;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use self::{
    error::ConfigError,
    layers::{ENVIRONMENT_PREFIX, Layers},
};
use crate::store::StoreConfig;

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Folder that holds everything; made where it is not there.
    pub data: PathBuf,
    /// Where gRPC is served; port 0 takes a free one.
    pub listen: String,
    /// Where Prometheus reads metrics (`/metrics`); off where empty.
    pub metrics_listen: String,
    pub log: LogConfig,
    pub auth: AuthConfig,
    pub limits: LimitsConfig,
    pub quota: QuotaConfig,
    pub deadlines: DeadlinesConfig,
    pub pipeline: PipelineConfig,
    pub store: StoreSection,
}

/// What is logged, to standard error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogConfig {
    pub format: LogFormat,
    /// As `tracing`'s `EnvFilter` reads it: `info,alliance_services=debug`.
    pub filter: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For reading.
    Text,
    /// One object a line.
    Json,
}

/// Bearer tokens by role. Without any, every caller may do everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuthConfig {
    /// May call `IngestService`.
    pub submit_tokens: Vec<String>,
    /// May call `EventService`.
    pub read_tokens: Vec<String>,
    /// May call everything.
    pub admin_tokens: Vec<String>,
}

/// What is held in memory and on disk at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Largest body of an article.
    pub body_bytes_max: usize,
    /// Largest message that is read off the network at all; more than
    /// `body_bytes_max`, so that a body that is too large is told as such.
    /// A call holds as much before its body counts in `intake_bytes_max`: at
    /// worst, `connections_max` times `connection_calls_max` calls do.
    pub message_bytes_max: usize,
    /// Bodies of submissions under way, together; a submission that finds no
    /// room waits, and a stream that finds none is read no further.
    pub intake_bytes_max: usize,
    /// Items of one `SubmitArticles` stream under way.
    pub stream_items_max: usize,
    pub connections_max: usize,
    /// Calls under way on one connection.
    pub connection_calls_max: u32,
    /// `ListEvents` streams under way.
    pub readers_max: usize,
    /// Events read ahead of one `ListEvents` stream in one batch; three such
    /// batches are held at most.
    pub reader_batch_bytes_max: usize,
    /// Log positions that a filter may hide before a checkpoint is sent.
    pub checkpoint_positions_max: u64,
    /// Longest canonical text that records are read from.
    pub text_bytes_max: usize,
    /// `NormalizeArticle` calls that run side by side.
    pub dry_runs_max: usize,
}

/// What one peer, by its address, may submit; off unless set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QuotaConfig {
    /// Articles a second in the long run; 0 has no limit.
    pub articles_per_second: u32,
    /// Articles at once after a pause.
    pub articles_burst: u32,
}

/// How long things may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeadlinesConfig {
    /// Longest that `WAIT_FOR_PROCESSED` waits; a call's own deadline ends it
    /// earlier.
    pub wait_for_processed_ms: u64,
    /// Longest that a submission waits for room among `intake_bytes_max`.
    pub intake_wait_ms: u64,
    /// After this long without a frame, a reader whose filter hides what
    /// happens gets a checkpoint.
    pub checkpoint_ms: u64,
    /// Longest that draining takes; what still runs then is dropped.
    pub drain_ms: u64,
    /// A connection that does not answer a ping for this long is closed.
    pub keepalive_timeout_ms: u64,
    /// How often an idle connection is pinged.
    pub keepalive_interval_ms: u64,
}

/// How articles are worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PipelineConfig {
    /// Whether articles are worked on at all. Without, they are taken in and
    /// stay pending, until a server that works opens the folder.
    pub enabled: bool,
    /// Articles normalized side by side; 0 takes one for each core.
    pub workers: usize,
    /// Articles claimed ahead of each worker.
    pub claims_per_worker: usize,
    /// Articles of one commit.
    pub batch_articles_max: usize,
    /// An article that is normalized for longer fails.
    pub article_ms: u64,
    /// A claim that is not committed for this long is handed out again.
    pub lease_ms: u64,
    /// Attempts at an article whose failure may heal.
    pub attempts_max: u32,
    /// Pause before the second attempt; doubled for each further one.
    pub retry_after_ms: u64,
}

/// How articles and events are kept; see [`StoreConfig`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StoreSection {
    /// Size of a journal segment.
    pub segment_bytes: u64,
    /// Memory for the index.
    pub cache_bytes: u64,
    /// Pending articles at which further ones are refused.
    pub backlog_articles_max: usize,
    /// Submissions are refused while the disk has fewer bytes free.
    pub disk_reserve_bytes: u64,
    /// Submissions being written at one time, in bytes of memory.
    pub append_bytes_max: usize,
    /// What a refused submitter is told to wait.
    pub retry_after_ms: u64,
    /// Journal size beyond which the oldest bodies are dropped; 0 keeps all.
    pub retention_bytes_max: u64,
    /// Age in days beyond which bodies are dropped; 0 keeps all.
    pub retention_days_max: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("alliance-data"),
            listen: "127.0.0.1:50051".to_owned(),
            metrics_listen: "127.0.0.1:9464".to_owned(),
            log: LogConfig::default(),
            auth: AuthConfig::default(),
            limits: LimitsConfig::default(),
            quota: QuotaConfig::default(),
            deadlines: DeadlinesConfig::default(),
            pipeline: PipelineConfig::default(),
            store: StoreSection::default(),
        }
    }
}

impl Default for StoreSection {
    fn default() -> Self {
        let store = StoreConfig::default();
        Self {
            segment_bytes: store.segment_bytes,
            cache_bytes: store.cache_bytes,
            backlog_articles_max: store.backlog_articles_max,
            disk_reserve_bytes: store.disk_reserve_bytes,
            append_bytes_max: store.append_bytes_max,
            retry_after_ms: store.retry_after_ms,
            retention_bytes_max: store.retention_bytes_max.unwrap_or(0),
            retention_days_max: store.retention_days_max.unwrap_or(0),
        }
    }
}

impl Default for LogConfig {
    fn default() -> Self {
        Self {
            format: LogFormat::Text,
            filter: "info".to_owned(),
        }
    }
}

impl Default for QuotaConfig {
    fn default() -> Self {
        Self {
            articles_per_second: 0,
            articles_burst: 1_000,
        }
    }
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            body_bytes_max: 8 << 20,
            message_bytes_max: 32 << 20,
            intake_bytes_max: 256 << 20,
            stream_items_max: 1_024,
            connections_max: 1_024,
            connection_calls_max: 1_024,
            readers_max: 1_024,
            reader_batch_bytes_max: 256 << 10,
            checkpoint_positions_max: 16_384,
            text_bytes_max: alliance_worker::Limits::default().text_bytes_max,
            dry_runs_max: 4,
        }
    }
}

impl Default for DeadlinesConfig {
    fn default() -> Self {
        Self {
            wait_for_processed_ms: 30_000,
            intake_wait_ms: 2_000,
            checkpoint_ms: 5_000,
            drain_ms: 20_000,
            keepalive_timeout_ms: 20_000,
            keepalive_interval_ms: 60_000,
        }
    }
}

impl Default for PipelineConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            workers: 0,
            claims_per_worker: 4,
            batch_articles_max: 64,
            article_ms: 30_000,
            lease_ms: 300_000,
            attempts_max: 5,
            retry_after_ms: 1_000,
        }
    }
}

impl Config {
    /// The configuration in TOML, with tokens blanked.
    ///
    /// # Errors
    /// Never for what has been validated.
    pub fn to_printable(&self) -> Result<String, ConfigError> {
        toml::to_string(&self.without_tokens()).map_err(ConfigError::Print)
    }

    /// What is not as it is by default, as `key=value`, with tokens blanked.
    ///
    /// # Errors
    /// Never for what has been validated.
    pub fn changes(&self) -> Result<Vec<String>, ConfigError> {
        layers::differences(&Self::default(), &self.without_tokens())
    }

    fn without_tokens(&self) -> Self {
        let mut printable = self.clone();
        for token in printable.auth.all_tokens_mut() {
            "***".clone_into(token);
        }
        printable
    }

    /// What the embedded store is opened with.
    pub fn store_config(&self) -> StoreConfig {
        let store = &self.store;
        StoreConfig {
            data_dir: self.data.clone(),
            segment_bytes: store.segment_bytes,
            cache_bytes: store.cache_bytes,
            backlog_articles_max: store.backlog_articles_max,
            disk_reserve_bytes: store.disk_reserve_bytes,
            append_bytes_max: store.append_bytes_max,
            retry_after_ms: store.retry_after_ms,
            retention_bytes_max: (store.retention_bytes_max > 0)
                .then_some(store.retention_bytes_max),
            retention_days_max: (store.retention_days_max > 0).then_some(store.retention_days_max),
        }
    }

    /// For tests: everything in `data`, on free ports, without metrics.
    pub fn for_test(data: impl Into<PathBuf>) -> Self {
        let small = StoreConfig::for_test("");
        Self {
            store: StoreSection {
                segment_bytes: small.segment_bytes,
                cache_bytes: small.cache_bytes,
                disk_reserve_bytes: small.disk_reserve_bytes,
                ..StoreSection::default()
            },
            data: data.into(),
            listen: "127.0.0.1:0".to_owned(),
            metrics_listen: String::new(),
            ..Self::default()
        }
    }
}

impl AuthConfig {
    /// Whether any token is asked for.
    pub fn is_open(&self) -> bool {
        self.submit_tokens.is_empty() && self.read_tokens.is_empty() && self.admin_tokens.is_empty()
    }

    fn all_tokens_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.submit_tokens
            .iter_mut()
            .chain(&mut self.read_tokens)
            .chain(&mut self.admin_tokens)
    }
}

impl PipelineConfig {
    /// Articles normalized side by side.
    pub fn workers_count(&self) -> usize {
        match self.workers {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            workers => workers,
        }
    }
}
