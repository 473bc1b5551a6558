//! A store that never grows: it takes batch after batch, and once it holds
//! some more events than it began with another takes its place. It is a
//! process of its own, so that its processor time is told apart, and takes a
//! batch for each line that it is sent.

use std::{
    env,
    io::{self, BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use alliance_services::store::{EmbeddedStore, Store as _};
use tempfile::TempDir;

use super::{BATCH, Cost, FIRST, fill, micros_each, open, processor_time};
use crate::Failure;

/// Makes this executable the young store.
pub(crate) const VARIABLE: &str = "ALLIANCE_BENCH_YOUNG";
/// Stored events at which another takes its place: from the first ones on, two
/// files of rows are written, as are elsewhere for as many articles.
const EVENTS_MAX: u64 = 36_400;

/// The process; it ends with it.
#[derive(Debug)]
pub(super) struct Young {
    process: Child,
    /// `None` once it is to end.
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Young {
    pub(super) fn start() -> Result<Self, Failure> {
        let mut process = Command::new(env::current_exe()?)
            .env(VARIABLE, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (orders, answers) = (process.stdin.take(), process.stdout.take());
        Ok(Self {
            process,
            orders,
            answers: BufReader::new(answers.ok_or("no way from the young store")?),
        })
    }

    /// Has it take a batch, and adds what that took.
    pub(super) fn fill(&mut self, cost: &mut Cost) -> Result<(), Failure> {
        let orders = self.orders.as_mut();
        orders
            .ok_or("no way to the young store")?
            .write_all(b"\n")?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        let nanos = answer.split_whitespace().map(str::parse);
        let nanos: Vec<u64> = nanos.collect::<Result<_, _>>()?;
        let &[elapsed, processor] = nanos.as_slice() else {
            return Err("the young store has ended".into());
        };
        cost.times
            .push(micros_each(Duration::from_nanos(elapsed), BATCH));
        cost.processor += Duration::from_nanos(processor);
        Ok(())
    }
}

impl Drop for Young {
    fn drop(&mut self) {
        // It ends with its orders, and removes its folder. It may have ended
        // by itself; there is nothing else to mend here.
        drop(self.orders.take());
        drop(self.process.wait());
    }
}

/// Takes a batch for each line of standard input, and answers each with the
/// time it took and the processor time since the answer before, both in
/// nanoseconds.
pub(crate) async fn serve() -> Result<(), Failure> {
    let mut number = 0;
    let (mut folder, mut store) = begin(&mut number).await?;
    let mut processor_begin = processor_time();
    for line in io::stdin().lines() {
        line?;
        let begun = Instant::now();
        fill(&store, &mut number).await?;
        let elapsed = begun.elapsed().as_nanos();
        let mut processor = processor_time().saturating_sub(processor_begin);
        processor_begin += processor;
        if number >= EVENTS_MAX {
            store.close().await?;
            // What it had still to write counts, beginning anew does not.
            processor += processor_time().saturating_sub(processor_begin);
            drop(store);
            drop(folder);
            (folder, store) = begin(&mut number).await?;
            processor_begin = processor_time();
        }
        println!("{elapsed} {}", processor.as_nanos());
    }
    store.close().await?;
    Ok(())
}

/// A new store that holds [`FIRST`] events.
async fn begin(number: &mut u64) -> Result<(TempDir, EmbeddedStore), Failure> {
    let folder = tempfile::tempdir()?;
    let store = open(folder.path()).await?;
    *number = 0;
    while *number < FIRST {
        fill(&store, number).await?;
    }
    Ok((folder, store))
}
