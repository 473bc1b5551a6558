//! `alliance check`: what would be served, and whether it would.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use super::{CommandError, settings::Settings};
use crate::store::{EmbeddedStore, Store as _};

/// Print the settings in effect as TOML, and see whether the data folder opens.
///
/// The folder must not be in use. Exit code: 0 all is well, 1 the folder cannot
/// be opened, 2 a setting is not valid.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    settings: Settings,
    /// Only the settings; leave the data folder alone
    #[arg(long)]
    settings_only: bool,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    let config = args.settings.read()?;
    let mut out = io::stdout().lock();
    write!(out, "{}", config.to_printable()?)?;
    if args.settings_only {
        return Ok(ExitCode::SUCCESS);
    }
    if !config.data.exists() {
        writeln!(
            out,
            "\n# {} is not there yet; serve makes it",
            config.data.display()
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let report = runtime.block_on(async {
        let store = EmbeddedStore::open(config.store_config()).await?;
        let stats = store.stats().await;
        store.close().await?;
        stats
    })?;
    writeln!(
        out,
        "\n# {}: {} articles processed, {} pending, {} failed; {} events; {} bytes of journal, \
         {} of index",
        config.data.display(),
        report.articles_processed_count,
        report.articles_pending_count,
        report.articles_failed_count,
        report.events_active_count,
        report.journal_bytes,
        report.index_bytes,
    )?;
    Ok(ExitCode::SUCCESS)
}
