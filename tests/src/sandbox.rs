//! The real binary in a folder of its own, on a port of its own.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tonic::transport::{Channel, Endpoint};

use crate::{binary, wait};

/// A server and its data folder; both end with it.
#[derive(Debug)]
pub struct Sandbox {
    folder: TempDir,
    address: String,
    args: Vec<OsString>,
    server: Option<Child>,
}

impl Sandbox {
    /// Starts a server with its default configuration and waits until it
    /// takes calls.
    pub async fn start() -> io::Result<Self> {
        Self::start_with::<&str>(&[]).await
    }

    /// As [`Self::start`], with further arguments for `alliance serve`.
    pub async fn start_with<A: Into<OsString> + Clone>(args: &[A]) -> io::Result<Self> {
        // The port is free when the server takes it, unless another process
        // was given the same one within these milliseconds.
        let address = free_address()?;
        let mut sandbox = Self {
            folder: TempDir::new()?,
            address,
            args: args.iter().cloned().map(Into::into).collect(),
            server: None,
        };
        sandbox.spawn().await?;
        Ok(sandbox)
    }

    /// `host:port` of the server.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The server's data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What the server has logged, through all its restarts.
    pub fn log(&self) -> String {
        fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    /// A connection to the server, made on first use.
    pub fn channel(&self) -> Result<Channel, tonic::transport::Error> {
        Ok(Endpoint::from_shared(format!("http://{}", self.address))?.connect_lazy())
    }

    /// Asks the server to stop, as an operator would, and waits until it has.
    pub async fn stop(&mut self) -> io::Result<ExitStatus> {
        self.end(Signal::TERM).await
    }

    /// Takes the server away without a word.
    pub async fn kill(&mut self) -> io::Result<ExitStatus> {
        self.end(Signal::KILL).await
    }

    /// Starts a server again on the same folder and port.
    pub async fn restart(&mut self) -> io::Result<()> {
        self.spawn().await
    }

    /// As [`Self::restart`], with these further arguments from now on.
    pub async fn restart_with<A: Into<OsString> + Clone>(&mut self, args: &[A]) -> io::Result<()> {
        self.args = args.iter().cloned().map(Into::into).collect();
        self.spawn().await
    }

    /// Process id of the running server.
    pub fn pid(&self) -> Option<u32> {
        self.server.as_ref().map(Child::id)
    }

    /// Runs `alliance` with these arguments to its end.
    pub fn run(&self, args: &[&str]) -> io::Result<std::process::Output> {
        Command::new(binary::alliance())
            .args(args)
            .current_dir(self.folder.path())
            .output()
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    async fn spawn(&mut self) -> io::Result<()> {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.log_file())?;
        let mut command = Command::new(binary::alliance());
        // The settings of whoever runs the tests are not the server's.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("ALLIANCE_") {
                command.env_remove(name);
            }
        }
        let server = command
            .arg("serve")
            .args([Path::new("--data"), &self.data()])
            .args(["--listen", &self.address])
            .env("ALLIANCE_METRICS_LISTEN", "")
            .args(&self.args)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        self.server = Some(server);
        self.await_ready().await
    }

    async fn await_ready(&mut self) -> io::Result<()> {
        let endpoint =
            Endpoint::from_shared(format!("http://{}", self.address)).map_err(io::Error::other)?;
        let server = &mut self.server;
        let exit = wait::until("the server takes calls", async || {
            if let Some(Ok(Some(status))) = server.as_mut().map(Child::try_wait) {
                return Some(Err(status));
            }
            endpoint.connect().await.is_ok().then_some(Ok(()))
        })
        .await;
        exit.map_err(|status| io::Error::other(format!("{status}\n{}", self.log())))
    }

    async fn end(&mut self, signal: Signal) -> io::Result<ExitStatus> {
        let Some(mut server) = self.server.take() else {
            return Err(io::Error::other("the server is not running"));
        };
        if let Some(pid) = i32::try_from(server.id()).ok().and_then(Pid::from_raw) {
            kill_process(pid, signal)?;
        }
        wait::until("the server ends", async || server.try_wait().transpose()).await
    }
}

/// A local address that nobody listens on.
pub fn free_address() -> io::Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // It may have ended by itself; there is nothing else to mend here.
            drop(server.kill());
            drop(server.wait());
        }
    }
}
