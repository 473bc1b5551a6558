//! `alliance demo`: the whole path, from bytes to events, in one process.

mod sample;
mod show;

use std::{io, net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc};

use alliance_proto::v1::{
    Event, GetArticleRequest, GetArticleResponse, ListEventsRequest, SubmitArticleRequest, WaitFor,
    event_service_client::EventServiceClient, ingest_service_client::IngestServiceClient,
    list_events_response::Frame,
};
use tokio::sync::oneshot;

use self::{
    sample::{SAMPLES, Sample},
    show::print,
};
use super::{
    CommandError,
    connect::{CallError, Connection, Service},
};
use crate::{
    config::Config,
    server::{Server, ServerError},
    shutdown::termination_signal,
    store::EmbeddedStore,
};

/// Show the whole path: start a service on a free port, submit sample articles
/// in several charsets and scripts over gRPC, and print the events.
///
/// The articles are invented. Everything lies in a temporary folder and goes
/// with it. Ends by itself; with --keep, goes on serving until Ctrl-C.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Examples:
  alliance demo
  alliance demo --keep --listen 127.0.0.1:50051"
)]
pub(super) struct Args {
    /// Go on serving, to look in with grpcurl.
    #[arg(long)]
    keep: bool,
    /// Where to listen.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    listen: String,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, CommandError> {
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let data = folder.path().join("data");
    runtime.block_on(serve_and_show(args, data))?;
    folder.close()?;
    Ok(ExitCode::SUCCESS)
}

/// Runs the service beside its client; ends it in order whatever the client
/// meets.
async fn serve_and_show(args: &Args, data: PathBuf) -> Result<(), CommandError> {
    let config = Config {
        data,
        listen: args.listen.clone(),
        metrics_listen: String::new(),
        ..Config::default()
    };
    let mut store_config = config.store_config();
    // Twelve articles need little.
    store_config.segment_bytes = 1 << 20;
    store_config.cache_bytes = 16 << 20;
    store_config.disk_reserve_bytes = 0;
    let store = Arc::new(EmbeddedStore::open(store_config).await?);
    let server = Server::bind(config, store).await?;
    let address = server.address();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(server.run(async {
        // A client that is gone stops the service as well.
        drop(stopped.await);
    }));
    let shown = tokio::select! {
        shown = show(address, args.keep) => shown,
        signal = termination_signal() => signal.map_err(CommandError::from),
    };
    drop(stop);
    let ended: Result<(), ServerError> = serving.await?;
    shown?;
    Ok(ended?)
}

async fn show(address: SocketAddr, keep: bool) -> Result<(), CommandError> {
    let connection = Service::at(format!("http://{address}")).connect()?;
    let mut ingest = IngestServiceClient::new(connection.clone());
    print(&show::introduction(address))?;
    let mut articles = Vec::new();
    for sample in SAMPLES {
        let article = submit(&mut ingest, sample).await?;
        print(&show::article_row(sample, &article))?;
        articles.push(article);
    }
    let events = list_events(connection).await?;
    print(&show::events(&events))?;
    if let Some(event) = events.iter().max_by_key(|event| event.sources.len()) {
        print(&show::one_event(event))?;
    }
    print(&show::look_in(address, keep))?;
    if keep {
        std::future::pending::<()>().await;
    }
    Ok(())
}

/// Submits one sample, waits for its events, and asks what became of it.
async fn submit(
    ingest: &mut IngestServiceClient<Connection>,
    sample: Sample,
) -> Result<GetArticleResponse, CommandError> {
    let request = SubmitArticleRequest {
        wait_for: WaitFor::Processed.into(),
        ..sample.to_request()
    };
    let submitted = ingest
        .submit_article(request)
        .await
        .map_err(|status| CallError::new("submit a sample", status))?
        .into_inner();
    let article = ingest
        .get_article(GetArticleRequest {
            article_id: submitted.article_id,
        })
        .await
        .map_err(|status| CallError::new("get a sample", status))?;
    Ok(article.into_inner())
}

/// All events, up to the frame that says that these are all.
async fn list_events(connection: Connection) -> Result<Vec<Event>, CommandError> {
    let failed = |status| CallError::new("list events", status);
    let mut frames = EventServiceClient::new(connection)
        .list_events(ListEventsRequest::default())
        .await
        .map_err(failed)?
        .into_inner();
    let mut events = Vec::new();
    while let Some(frame) = frames.message().await.map_err(failed)? {
        if let Some(Frame::Event(event)) = frame.frame {
            events.push(event);
        }
    }
    Ok(events)
}

/// Writing to standard output failed.
type PrintResult = io::Result<()>;
