//! `alliance serve`: the service.

use std::{process::ExitCode, sync::Arc};

use super::{CommandError, settings::ServeSettings};
use crate::{
    config::Config, pipeline::STACK_BYTES, server::Server, shutdown::termination_signal,
    store::EmbeddedStore, telemetry,
};

/// Run the service: take articles in, turn them into events, stream the events.
///
/// Works without any configuration. Ends on SIGTERM or Ctrl-C once what is
/// under way is finished. Look in with grpcurl:
///
///   grpcurl -plaintext localhost:50051 list
///   grpcurl -plaintext -d '{"follow": true}' localhost:50051 alliance.v1.EventService/ListEvents
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    #[command(flatten)]
    settings: ServeSettings,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    let config = args.settings.read()?;
    telemetry::init_logs(&config.log)?;
    telemetry::log_panics();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build()?;
    let outcome = runtime.block_on(serve(config));
    // Work that was given up at the deadline is not waited for.
    runtime.shutdown_background();
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn serve(config: Config) -> Result<(), CommandError> {
    let changes = config.changes()?.join(" ");
    tracing::info!(version = env!("CARGO_PKG_VERSION"), changes, "configured");
    if let Some(address) = config.metrics_address()? {
        telemetry::serve_metrics(address)?;
    }
    let store = Arc::new(EmbeddedStore::open(config.store_config()).await?);
    let server = Server::bind(config, store).await?;
    server
        .run(async {
            if let Err(error) = termination_signal().await {
                tracing::error!(%error, "signals cannot be listened for");
            }
        })
        .await?;
    Ok(())
}
