//! Reading the event log: replay, caught up, follow.
//!
//! A task of its own reads ahead of the network, batch by batch, and hands
//! the batches over a queue with room for one: a reader that stops reading
//! holds that, the batch it is at and the one that waits, and nobody else
//! notices. The wake-up only says that the log has moved; what there is to
//! deliver is always read from the log, so nothing can be dropped between.

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};
use tokio_stream::wrappers::ReceiverStream;
use tracing::Instrument as _;

use crate::{
    filter::EventFilter,
    id::Seq,
    shutdown::{Phase, PhaseWatch},
    store::{LogEntry, Scan, Store, StoreError},
};

/// What a reader asked for.
#[derive(Clone, Debug, Default)]
pub struct ReadPlan {
    /// Deliver what is behind this position.
    pub after: Seq,
    /// `None` takes everything.
    pub filter: Option<Arc<EventFilter>>,
    /// Stay, and deliver what is committed from then on.
    pub follow: bool,
    /// End after this many entries; `None` has no limit.
    pub entries_max: Option<u64>,
}

/// What one reader may cost, and how often it hears something.
#[derive(Clone, Copy, Debug)]
pub struct ReadLimits {
    /// Bytes of entries in one batch, give or take one entry.
    pub batch_bytes_max: usize,
    /// Positions looked at without a frame before a checkpoint is sent.
    pub checkpoint_positions_max: u64,
    /// Time without a frame before a checkpoint is sent, where there is
    /// something to tell.
    pub checkpoint_after: Duration,
}

/// What a reader is sent, in log order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frames {
    /// Never empty.
    Entries(Vec<LogEntry>),
    /// Everything up to here has been looked at.
    Checkpoint(Seq),
    /// Everything that was there at the beginning, up to here, has been
    /// delivered; once.
    CaughtUp {
        position: Seq,
        /// Articles that had no events yet at the beginning, pending as they
        /// were.
        pending_count: u64,
    },
}

/// Why a reader's stream ends early.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("the service is shutting down")]
    Draining,
    #[error("the log cannot be read")]
    Store(#[from] StoreError),
}

/// Entries looked for in one scan: enough to fill a batch, few enough that a
/// batch of tiny entries stays small in memory.
const BATCH_ENTRIES_MAX: usize = 4_096;

/// Starts reading, in the span of the caller. Dropping the stream ends it.
///
/// While draining, a replay runs on to its end; one that follows ends with
/// [`ReadError::Draining`] once it has caught up.
pub fn read_log(
    store: Arc<dyn Store>,
    plan: ReadPlan,
    limits: ReadLimits,
    phase: PhaseWatch,
) -> ReceiverStream<Result<Frames, ReadError>> {
    let (sender, receiver) = mpsc::channel(1);
    // Subscribed before the first scan: what is committed between the two
    // wakes the reader.
    let head = store.head();
    let reader = Reader {
        looked_at: plan.after,
        told: plan.after,
        told_at: Instant::now(),
        entries_left: plan.entries_max.unwrap_or(u64::MAX),
        store,
        plan,
        limits,
        sender,
    };
    tokio::spawn(reader.run(head, phase).in_current_span());
    ReceiverStream::new(receiver)
}

struct Reader {
    store: Arc<dyn Store>,
    plan: ReadPlan,
    limits: ReadLimits,
    sender: mpsc::Sender<Result<Frames, ReadError>>,
    /// Everything up to here has been looked at.
    looked_at: Seq,
    /// The position of the last frame.
    told: Seq,
    told_at: Instant,
    entries_left: u64,
}

impl Reader {
    async fn run(mut self, mut head: watch::Receiver<Seq>, phase: PhaseWatch) {
        let outcome = match self.replay(&mut head).await {
            Ok(()) if self.plan.follow => self.follow(&mut head, &phase).await,
            outcome => outcome,
        };
        if let Err(Ended::Failed(error)) = outcome {
            // A reader that is gone needs no reason.
            drop(self.sender.send(Err(error)).await);
        }
    }

    /// Delivers what is there now.
    async fn replay(&mut self, head: &mut watch::Receiver<Seq>) -> Result<(), Ended> {
        // Counted before the head is looked at: what is processed in between
        // is delivered.
        let pending_count = self.store.pending_count().await?;
        // A token may be ahead of what a restarted backend shows for a moment.
        let target = (*head.borrow_and_update()).max(self.plan.after);
        self.deliver_to(target).await?;
        let caught_up = Frames::CaughtUp {
            position: target,
            pending_count,
        };
        self.tell(caught_up, target).await
    }

    /// Delivers what is committed from now on.
    async fn follow(
        &mut self,
        head: &mut watch::Receiver<Seq>,
        phase: &PhaseWatch,
    ) -> Result<(), Ended> {
        let draining = phase.reached(Phase::Draining);
        tokio::pin!(draining);
        let sender = self.sender.clone();
        loop {
            let checkpoint_due = self.told_at + self.limits.checkpoint_after;
            let checkpoint_owed = self.looked_at > self.told;
            tokio::select! {
                biased;
                () = sender.closed() => return Err(Ended::Done),
                () = tokio::time::sleep_until(checkpoint_due), if checkpoint_owed => {
                    self.tell(Frames::Checkpoint(self.looked_at), self.looked_at).await?;
                }
                changed = head.changed() => {
                    if changed.is_err() {
                        return Err(ReadError::Draining.into());
                    }
                    let target = *head.borrow_and_update();
                    self.deliver_to(target).await?;
                }
                () = &mut draining => return Err(ReadError::Draining.into()),
            }
        }
    }

    /// Delivers what the filter takes up to `target`, and checkpoints where it
    /// takes nothing for long.
    async fn deliver_to(&mut self, target: Seq) -> Result<(), Ended> {
        while self.looked_at < target {
            let start = self.looked_at.next();
            let page = self.store.scan(self.next_scan(start, target)).await?;
            // A page that does not move on would be read for ever.
            let next = page.next.max(start.next());
            self.looked_at = Seq(next.0 - 1).min(target);
            self.deliver(page.entries).await?;
            let hidden = self.looked_at.0.saturating_sub(self.told.0);
            let overdue = self.told_at.elapsed() >= self.limits.checkpoint_after;
            if self.looked_at < target
                && (hidden >= self.limits.checkpoint_positions_max || (hidden > 0 && overdue))
            {
                self.tell(Frames::Checkpoint(self.looked_at), self.looked_at)
                    .await?;
            }
        }
        Ok(())
    }

    /// A filtered scan looks at a bounded stretch of the log, so that a filter
    /// that hides everything still moves the token.
    fn next_scan(&self, start: Seq, target: Seq) -> Scan {
        let end = if self.plan.filter.is_some() {
            let stretch = self.limits.checkpoint_positions_max;
            target.min(Seq(self.looked_at.0.saturating_add(stretch)))
        } else {
            target
        };
        let entries_left = usize::try_from(self.entries_left).unwrap_or(usize::MAX);
        Scan {
            range: start..end.next(),
            filter: self.plan.filter.clone(),
            entries_max: BATCH_ENTRIES_MAX.min(entries_left),
            bytes_max: self.limits.batch_bytes_max,
        }
    }

    async fn deliver(&mut self, entries: Vec<LogEntry>) -> Result<(), Ended> {
        let Some(last) = entries.last().map(|entry| entry.seq) else {
            return Ok(());
        };
        self.entries_left = self.entries_left.saturating_sub(entries.len() as u64);
        self.tell(Frames::Entries(entries), last).await?;
        if self.entries_left == 0 {
            return Err(Ended::Done);
        }
        Ok(())
    }

    /// Waits for room in the queue: here a slow reader is held.
    async fn tell(&mut self, frames: Frames, position: Seq) -> Result<(), Ended> {
        self.told = position;
        self.sender
            .send(Ok(frames))
            .await
            .map_err(|_closed| Ended::Done)?;
        self.told_at = Instant::now();
        Ok(())
    }
}

/// Why reading ends.
enum Ended {
    /// The reader is gone, or has what it asked for.
    Done,
    Failed(ReadError),
}

impl<E: Into<ReadError>> From<E> for Ended {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}
