//! What is wrong with a configuration.

use std::{io, path::PathBuf};

use thiserror::Error;

use crate::store::StoreError;

/// Why there is no valid configuration.
#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("the configuration file {path} cannot be read")]
    Read { path: PathBuf, source: io::Error },
    #[error("the configuration file {path} is no TOML")]
    Toml {
        path: PathBuf,
        source: toml::de::Error,
    },
    #[error("the environment variable {name} names no setting")]
    UnknownVariable { name: String },
    #[error("{name} has no valid value: {problem}")]
    Value { name: String, problem: String },
    #[error("--set takes KEY=VALUE with a key such as limits.body_bytes_max, not {text:?}")]
    Set { text: String },
    #[error("--set: there is no setting {key:?}; `alliance check --settings-only` prints all")]
    UnknownKey { key: String },
    #[error("the configuration is not valid")]
    Shape(#[source] toml::de::Error),
    #[error("{key} {problem}")]
    Setting { key: &'static str, problem: String },
    #[error("the settings of the store are not valid")]
    Store(#[source] StoreError),
    #[error("the configuration cannot be printed")]
    Print(#[source] toml::ser::Error),
}
