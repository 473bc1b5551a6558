//! `alliance rebuild`: a new index out of the journal.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use super::{
    CommandError, describe,
    settings::{StoreSettings, require_folder},
};
use crate::store::{EmbeddedStore, Store as _, rebuild_index};

/// Throw the index away and make it again from the journal.
///
/// For a data folder whose index is lost or damaged. Every article of the
/// journal is pending again, and the next `alliance serve` processes it by the
/// rules in force. Resume tokens from before are refused.
/// Events whose articles retention has dropped are gone. No service may have
/// the folder open.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Examples:
  alliance rebuild --data /var/lib/alliance
  alliance rebuild --config /etc/alliance.toml"
)]
pub(super) struct Args {
    #[command(flatten)]
    settings: StoreSettings,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    let config = args.settings.read()?;
    require_folder(&config)?;
    let config = config.store_config();
    rebuild_index(&config)?;
    let stats = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(async {
            let store = EmbeddedStore::open(config).await?;
            let stats = store.stats().await;
            store.close().await?;
            stats
        })?;
    writeln!(
        io::stderr(),
        "{} pending; `alliance serve` processes them",
        describe::count(stats.articles_pending_count, "article")
    )?;
    Ok(ExitCode::SUCCESS)
}
