//! Where `serve` and `check` take their configuration from.

use std::path::PathBuf;

use crate::config::{Config, ConfigError, ENVIRONMENT_PREFIX, Layers};

/// Flags win over the environment, the environment over the file, the file
/// over defaults.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Settings {
    /// Folder that holds everything [default: alliance-data]
    #[arg(long, value_name = "DIR")]
    data: Option<String>,
    /// Address to serve gRPC on [default: 127.0.0.1:50051]
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Address to serve Prometheus metrics on; empty for none [default: 127.0.0.1:9464]
    #[arg(long, value_name = "ADDR")]
    metrics_listen: Option<String>,
    /// A TOML file of settings; `alliance check` prints them all
    #[arg(long, value_name = "FILE", env = "ALLIANCE_CONFIG")]
    config: Option<PathBuf>,
    /// How to log: text or json [default: text]
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<String>,
    /// Any setting, as in `--set limits.body_bytes_max=1048576`; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
}

impl Settings {
    /// The configuration in effect.
    pub(super) fn read(&self) -> Result<Config, ConfigError> {
        let named = [
            ("data", &self.data),
            ("listen", &self.listen),
            ("metrics_listen", &self.metrics_listen),
            ("log.format", &self.log_format),
        ];
        let mut flags = self.set.clone();
        for (key, value) in named {
            flags.extend(value.iter().map(|value| format!("{key}={value}")));
        }
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, _)| name.starts_with(ENVIRONMENT_PREFIX))
            .map(|(name, value)| (name, value.to_string_lossy().into_owned()))
            .collect();
        Layers {
            file: self.config.clone(),
            environment,
            flags,
        }
        .build()
    }
}
