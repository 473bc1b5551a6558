//! Where subcommands take the configuration from: each has the flags for what
//! it uses of the one [`Config`].
//!
//! Flags win over the environment, the environment over the file, the file
//! over defaults.

use std::path::PathBuf;

use thiserror::Error;

use super::CommandError;
use crate::{
    config::{Config, ConfigError, ENVIRONMENT_PREFIX, Layers},
    store::FolderFormat,
};

/// Of what only reads the data folder.
#[derive(Debug, Default, clap::Args)]
pub(super) struct FolderSettings {
    /// The data folder [default: alliance-data]
    #[arg(long, value_name = "DIR")]
    data: Option<String>,
    /// The service's TOML file of settings, which names its folder
    #[arg(long, value_name = "FILE", env = "ALLIANCE_CONFIG")]
    config: Option<PathBuf>,
}

/// Of what opens the store.
#[derive(Debug, Default, clap::Args)]
pub(super) struct StoreSettings {
    #[command(flatten)]
    folder: FolderSettings,
    /// A setting, as in `--set store.cache_bytes=1073741824`; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
}

/// Of what serves, or says what would be served.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ServeSettings {
    /// Folder that holds everything [default: alliance-data]
    #[arg(long, value_name = "DIR")]
    data: Option<String>,
    /// Address to serve gRPC on [default: 127.0.0.1:50051]
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Address to serve Prometheus metrics on; empty for none [default: 127.0.0.1:9464]
    #[arg(long, value_name = "ADDR")]
    metrics_listen: Option<String>,
    /// A TOML file of settings; `alliance check --settings-only` prints them all
    #[arg(long, value_name = "FILE", env = "ALLIANCE_CONFIG")]
    config: Option<PathBuf>,
    /// How to log: text or json [default: text]
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<String>,
    /// Any setting, as in `--set limits.body_bytes_max=1048576`; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
}

/// What is to be read is not there: mistyped, more likely than empty.
#[derive(Debug, Error)]
enum NoFolder {
    #[error("there is no data folder {path}")]
    Missing { path: PathBuf },
    #[error("{path} is no data folder: there is no journal in it")]
    Foreign { path: PathBuf },
}

/// Refuses a folder that is not there, or holds nothing that was submitted.
pub(super) fn require_folder(config: &Config) -> Result<(), CommandError> {
    let path = config.data.clone();
    if !path.is_dir() {
        return Err(NoFolder::Missing { path }.into());
    }
    // An index that cannot be read is for others to judge.
    match FolderFormat::look(&config.store_config()) {
        Ok(FolderFormat::NoIndex { has_journal: false }) => Err(NoFolder::Foreign { path }.into()),
        _ => Ok(()),
    }
}

impl FolderSettings {
    /// The configuration in effect.
    pub(super) fn read(&self) -> Result<Config, ConfigError> {
        self.read_with(&[])
    }

    fn read_with(&self, set: &[String]) -> Result<Config, ConfigError> {
        build(self.config.as_ref(), set, &[("data", &self.data)])
    }
}

impl StoreSettings {
    /// The configuration in effect.
    pub(super) fn read(&self) -> Result<Config, ConfigError> {
        self.folder.read_with(&self.set)
    }
}

impl ServeSettings {
    /// The configuration in effect.
    pub(super) fn read(&self) -> Result<Config, ConfigError> {
        let named = [
            ("data", &self.data),
            ("listen", &self.listen),
            ("metrics_listen", &self.metrics_listen),
            ("log.format", &self.log_format),
        ];
        build(self.config.as_ref(), &self.set, &named)
    }
}

/// Lays flags with a name of their own over those of `--set`, over the
/// environment and the file.
fn build(
    file: Option<&PathBuf>,
    set: &[String],
    named: &[(&str, &Option<String>)],
) -> Result<Config, ConfigError> {
    let mut flags = set.to_vec();
    for (key, value) in named {
        flags.extend(value.iter().map(|value| format!("{key}={value}")));
    }
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
        .filter(|(name, _)| name.starts_with(ENVIRONMENT_PREFIX))
        .map(|(name, value)| (name, value.to_string_lossy().into_owned()))
        .collect();
    Layers {
        file: file.cloned(),
        environment,
        flags,
    }
    .build()
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::super::Cli;

    #[test]
    fn a_subcommand_takes_the_flags_that_mean_something_to_it_and_no_other() {
        Cli::command().debug_assert();
        let data = ["--data", "folder"];
        for (subcommand, flags, is_taken) in [
            ("serve", ["--listen", "127.0.0.1:1"], true),
            ("serve", ["--set", "store.cache_bytes=9999999"], true),
            ("check", ["--log-format", "json"], true),
            ("rebuild", ["--set", "store.cache_bytes=9999999"], true),
            ("rebuild", ["--listen", "127.0.0.1:1"], false),
            ("import", ["--metrics-listen", ""], false),
            ("export", ["--config", "file"], true),
            ("export", ["--log-format", "json"], false),
            ("export", ["--set", "store.cache_bytes=9999999"], false),
        ] {
            let path = (subcommand == "import").then_some("lines.jsonl");
            let words = ["alliance", subcommand].into_iter().chain(data);
            let words = words.chain(flags).chain(path);
            let parsed = Cli::try_parse_from(words);
            assert_eq!(parsed.is_ok(), is_taken, "{subcommand} {flags:?}");
        }
    }
}
