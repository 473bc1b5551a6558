//! The rules that types alone cannot hold.

use std::net::SocketAddr;

use tracing_subscriber::EnvFilter;

use super::{Config, ConfigError};

/// Beside the body, a submission has fields of bounded size: url, header,
/// labels. What a message may have on top of its body.
const FIELDS_BYTES_MAX: usize = 1 << 20;
/// What a message of gRPC can have at most.
const GRPC_MESSAGE_BYTES_MAX: usize = u32::MAX as usize;

impl Config {
    /// Checks every rule between settings; opens nothing.
    ///
    /// # Errors
    /// Names the setting and what is asked of it.
    pub fn validate(&self) -> Result<(), ConfigError> {
        self.validate_addresses()?;
        self.validate_limits()?;
        self.validate_times()?;
        self.validate_tokens()?;
        self.store_config().validate().map_err(ConfigError::Store)?;
        if self.data.as_os_str().is_empty() {
            return Err(problem("data", "must name a folder"));
        }
        EnvFilter::try_new(&self.log.filter)
            .map(drop)
            .map_err(|error| problem("log.filter", format!("cannot be read: {error}")))
    }

    fn validate_tokens(&self) -> Result<(), ConfigError> {
        let auth = &self.auth;
        let valid = |token: &String| {
            token.len() >= TOKEN_CHARS_MIN && token.bytes().all(|byte| byte.is_ascii_graphic())
        };
        for (key, tokens) in [
            ("auth.submit_tokens", &auth.submit_tokens),
            ("auth.read_tokens", &auth.read_tokens),
            ("auth.admin_tokens", &auth.admin_tokens),
        ] {
            if !tokens.iter().all(valid) {
                let needs =
                    format!("must be of {TOKEN_CHARS_MIN} visible ASCII characters or more");
                return Err(problem(key, needs));
            }
        }
        Ok(())
    }

    fn validate_addresses(&self) -> Result<(), ConfigError> {
        parse_address("listen", &self.listen)?;
        if !self.metrics_listen.is_empty() {
            parse_address("metrics_listen", &self.metrics_listen)?;
        }
        Ok(())
    }

    fn validate_limits(&self) -> Result<(), ConfigError> {
        let limits = &self.limits;
        let positive = [
            ("limits.body_bytes_max", limits.body_bytes_max),
            ("limits.stream_items_max", limits.stream_items_max),
            ("limits.connections_max", limits.connections_max),
            (
                "limits.connection_calls_max",
                limits.connection_calls_max as usize,
            ),
            ("limits.readers_max", limits.readers_max),
            (
                "limits.reader_batch_bytes_max",
                limits.reader_batch_bytes_max,
            ),
            ("limits.text_bytes_max", limits.text_bytes_max),
            ("limits.dry_runs_max", limits.dry_runs_max),
            ("quota.articles_burst", self.quota.articles_burst as usize),
            (
                "pipeline.claims_per_worker",
                self.pipeline.claims_per_worker,
            ),
            (
                "pipeline.batch_articles_max",
                self.pipeline.batch_articles_max,
            ),
            ("pipeline.attempts_max", self.pipeline.attempts_max as usize),
        ];
        for (key, value) in positive {
            if value == 0 {
                return Err(problem(key, "must be at least 1"));
            }
        }
        if limits.checkpoint_positions_max == 0 {
            return Err(problem(
                "limits.checkpoint_positions_max",
                "must be at least 1",
            ));
        }
        let least = limits.body_bytes_max.saturating_add(FIELDS_BYTES_MAX);
        if limits.message_bytes_max < least || limits.message_bytes_max > GRPC_MESSAGE_BYTES_MAX {
            return Err(problem(
                "limits.message_bytes_max",
                format!(
                    "must be from {least} (limits.body_bytes_max and {FIELDS_BYTES_MAX} more) \
                     to {GRPC_MESSAGE_BYTES_MAX}"
                ),
            ));
        }
        if limits.intake_bytes_max < limits.body_bytes_max {
            return Err(problem(
                "limits.intake_bytes_max",
                "must be at least limits.body_bytes_max",
            ));
        }
        Ok(())
    }

    fn validate_times(&self) -> Result<(), ConfigError> {
        let positive = [
            (
                "deadlines.wait_for_processed_ms",
                self.deadlines.wait_for_processed_ms,
            ),
            ("deadlines.checkpoint_ms", self.deadlines.checkpoint_ms),
            (
                "deadlines.keepalive_timeout_ms",
                self.deadlines.keepalive_timeout_ms,
            ),
            (
                "deadlines.keepalive_interval_ms",
                self.deadlines.keepalive_interval_ms,
            ),
            ("pipeline.article_ms", self.pipeline.article_ms),
        ];
        for (key, value) in positive {
            if value == 0 {
                return Err(problem(key, "must be at least 1"));
            }
        }
        // What is claimed waits behind what is worked on.
        let held_ms = self
            .pipeline
            .article_ms
            .saturating_mul(1 + self.pipeline.claims_per_worker as u64);
        if self.pipeline.lease_ms < held_ms {
            return Err(problem(
                "pipeline.lease_ms",
                format!("must be at least {held_ms}: pipeline.article_ms for each article ahead"),
            ));
        }
        Ok(())
    }

    /// Where gRPC is served.
    ///
    /// # Errors
    /// Not after [`Config::validate`].
    pub fn listen_address(&self) -> Result<SocketAddr, ConfigError> {
        parse_address("listen", &self.listen)
    }

    /// Where metrics are read; `None` where they are off.
    ///
    /// # Errors
    /// Not after [`Config::validate`].
    pub fn metrics_address(&self) -> Result<Option<SocketAddr>, ConfigError> {
        match self.metrics_listen.as_str() {
            "" => Ok(None),
            text => parse_address("metrics_listen", text).map(Some),
        }
    }
}

/// A token that is shorter is guessed.
const TOKEN_CHARS_MIN: usize = 16;

fn parse_address(key: &'static str, text: &str) -> Result<SocketAddr, ConfigError> {
    text.parse().map_err(|_error| {
        problem(
            key,
            format!("must be an address and port such as 127.0.0.1:50051, not {text:?}"),
        )
    })
}

fn problem(key: &'static str, problem: impl Into<String>) -> ConfigError {
    ConfigError::Setting {
        key,
        problem: problem.into(),
    }
}
