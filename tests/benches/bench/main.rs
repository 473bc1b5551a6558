//! Lianmeng's benches: `cargo bench -p alliance-tests [-- NAME…]`.
//!
//! Names: `submit`, `replay`, `latency`, `normalizer`, `lists`, `growth`; all
//! where none is given. Rates of the service stand beside a floor measured in
//! the same run: a program that serves the same contract and does nothing; of
//! growth, beside the same store that does not grow.

mod floor;
mod growth;
mod latency;
mod lists;
mod measure;
mod normalizer;
mod raw_stream;
mod replay;
mod submit;

use std::{
    env,
    error::Error,
    net::TcpListener,
    path::Path,
    process::{Child, Command},
};

use alliance_tests::{page, sandbox::Sandbox, wait};
use tonic::transport::{Channel, Endpoint};

type Failure = Box<dyn Error + Send + Sync>;

/// Makes this executable the floor, serving on the address that it names.
const FLOOR_VARIABLE: &str = "ALLIANCE_BENCH_FLOOR";
/// Events that a replay streams.
const REPLAY_EVENTS: usize = 5_000;
/// Room for all that the rounds submit, worked on or not.
const BACKLOG: &str = "store.backlog_articles_max=10000000";

fn main() -> Result<(), Failure> {
    let runtime = tokio::runtime::Runtime::new()?;
    if let Ok(address) = env::var(FLOOR_VARIABLE) {
        return runtime
            .block_on(floor::serve(&address))
            .map_err(|error| error.to_string().into());
    }
    if env::var_os(growth::VARIABLE).is_some() {
        return runtime.block_on(growth::serve());
    }
    // Cargo passes `--bench`; what else is there names benches.
    let wanted: Vec<String> = env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    let asked = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name);
    if asked("normalizer") {
        normalizer::run()?;
    }
    if asked("lists") {
        lists::run()?;
    }
    if asked("growth") {
        runtime.block_on(growth::run())?;
    }
    if asked("latency") {
        runtime.block_on(async {
            let server = Sandbox::start().await?;
            latency::run(&server.channel()?).await
        })?;
    }
    if asked("submit") {
        runtime.block_on(run_submit())?;
    }
    if asked("replay") {
        runtime.block_on(run_replay())?;
    }
    Ok(())
}

/// The floor in a process of its own; it ends with it.
struct Floor {
    server: Child,
    channel: Channel,
}

impl Floor {
    async fn start(messages: Option<&Path>) -> Result<Self, Failure> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let mut command = Command::new(env::current_exe()?);
        command.env(FLOOR_VARIABLE, &address);
        if let Some(messages) = messages {
            command.env(raw_stream::MESSAGES_VARIABLE, messages);
        }
        let server = command.spawn()?;
        let endpoint = Endpoint::from_shared(format!("http://{address}"))?;
        let channel = wait::until("the floor takes calls", async || {
            endpoint.connect().await.ok()
        })
        .await;
        Ok(Self { server, channel })
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing else to mend here.
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

async fn run_submit() -> Result<(), Failure> {
    let floor = Floor::start(None).await?;
    // No worker beside it: the rate of taking in, not of normalizing.
    let resting = ["--set", "pipeline.enabled=false", "--set", BACKLOG];
    for (how, settings) in [("", resting.as_slice()), (", working", &["--set", BACKLOG])] {
        let server = Sandbox::start_with(settings).await?;
        let channel = server.channel()?;
        let unary = measure::compare(
            async || submit::unary(&floor.channel).await,
            async || submit::unary(&channel).await,
        )
        .await?;
        let pipelined = measure::compare(
            async || submit::pipelined(&floor.channel).await,
            async || submit::pipelined(&channel).await,
        )
        .await?;
        // What is held to the target is taking in by itself.
        let target = how.is_empty().then_some(0.45);
        unary.print(&format!("durable unary submit, 64 in flight{how}"), target);
        pipelined.print(&format!("durable pipelined submit{how}"), target);
    }
    Ok(())
}

async fn run_replay() -> Result<(), Failure> {
    let server = Sandbox::start().await?;
    let channel = server.channel()?;
    submit::pages(&channel, (0..REPLAY_EVENTS).map(page::founding)).await?;
    let messages = tempfile::NamedTempFile::new()?;
    let (events, event_bytes) = replay::record(&channel, messages.path()).await?;
    println!("replay of {events} events of {event_bytes} bytes");
    let floor = Floor::start(Some(messages.path())).await?;
    let replay = measure::compare(
        async || replay::run(&floor.channel).await,
        async || replay::run(&channel).await,
    )
    .await?;
    replay.print("ListEvents replay, warm", Some(0.75));
    Ok(())
}
