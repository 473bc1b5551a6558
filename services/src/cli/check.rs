//! `alliance check`: what would be served, and whether it would.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use super::{CommandError, describe, settings::ServeSettings};
use crate::{
    config::Config,
    store::{EmbeddedStore, FolderFormat, Store as _, StoreConfig, is_in_use},
};

/// Print the settings in effect as TOML, and see whether the data folder opens.
///
/// A folder in use or of an earlier format is told as such and left as it is;
/// one that is not there is not made. One of the present format is opened as
/// `serve` would, which also mends what a crash has left.
///
/// Exit codes: 0 all is well, 1 the folder cannot be opened, 2 a setting is
/// not valid.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Examples:
  alliance check --config /etc/alliance.toml
  alliance check --settings-only > alliance.toml"
)]
pub(super) struct Args {
    #[command(flatten)]
    settings: ServeSettings,
    /// Only the settings; leave the data folder alone
    #[arg(long)]
    settings_only: bool,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    let config = args.settings.read()?;
    let mut out = io::stdout().lock();
    write!(out, "{}", config.to_printable()?)?;
    if !args.settings_only {
        let finding = look(&config)?;
        writeln!(out, "\n# {}: {finding}", config.data.display())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What `serve` would find in the data folder.
fn look(config: &Config) -> Result<String, CommandError> {
    if !config.data.exists() {
        return Ok("is not there yet; serve makes it".to_owned());
    }
    let store_config = config.store_config();
    if is_in_use(&store_config)? {
        return Ok("is in use by a running service".to_owned());
    }
    match FolderFormat::look(&store_config)? {
        FolderFormat::NoIndex { has_journal: false } => {
            Ok("has no articles yet; serve begins with none".to_owned())
        }
        FolderFormat::NoIndex { has_journal: true } => Ok(
            "a journal without an index; serve makes one, and processes all articles anew"
                .to_owned(),
        ),
        FolderFormat::Old { version } => Ok(format!(
            "an index of format {version}; serve moves it to the present one, which earlier \
             programs do not read"
        )),
        FolderFormat::Current => count(store_config),
    }
}

fn count(config: StoreConfig) -> Result<String, CommandError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let stats = runtime.block_on(async {
        let store = EmbeddedStore::open(config).await?;
        let stats = store.stats().await;
        store.close().await?;
        stats
    })?;
    Ok(format!(
        "{} processed, {} pending, {} failed; {}; {} bytes of journal, {} of index",
        describe::count(stats.articles_processed_count, "article"),
        stats.articles_pending_count,
        stats.articles_failed_count,
        describe::count(stats.events_active_count, "event"),
        stats.journal_bytes,
        stats.index_bytes,
    ))
}
