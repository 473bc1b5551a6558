//! How the service ends: running, then draining (what runs is finished, new
//! work is refused), then settled (the pipeline has finished: who waits for an
//! article waits in vain), then stopped (what still runs is dropped).

use std::{
    future::Future,
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::sync::{Notify, watch};

/// Where the service is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    #[default]
    Running,
    Draining,
    Settled,
    Stopped,
}

/// Moves the phase; never backwards.
#[derive(Debug, Default)]
pub struct Shutdown {
    phase: watch::Sender<Phase>,
}

/// Sees the phase. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PhaseWatch {
    phase: watch::Receiver<Phase>,
}

impl Shutdown {
    pub fn watch(&self) -> PhaseWatch {
        PhaseWatch {
            phase: self.phase.subscribe(),
        }
    }

    /// Goes on to `phase`, where that is forward.
    pub fn advance(&self, phase: Phase) {
        self.phase.send_if_modified(|current| {
            let forward = *current < phase;
            if forward {
                *current = phase;
            }
            forward
        });
    }
}

impl PhaseWatch {
    pub fn is_draining(&self) -> bool {
        *self.phase.borrow() >= Phase::Draining
    }

    /// Waits until the phase is `phase` or later; also where nobody can move
    /// it any more.
    pub fn reached(&self, phase: Phase) -> impl Future<Output = ()> + Send + 'static + use<> {
        let mut watch = self.phase.clone();
        async move {
            // An error says that the sender is gone: the service has ended.
            drop(watch.wait_for(|current| *current >= phase).await);
        }
    }
}

/// Counts what is under way, so that draining can wait for it.
#[derive(Clone, Debug, Default)]
pub struct InFlight {
    shared: Arc<InFlightShared>,
}

#[derive(Debug, Default)]
struct InFlightShared {
    count: AtomicUsize,
    idle: Notify,
}

/// One thing under way, until it is dropped.
#[derive(Debug)]
pub struct InFlightGuard {
    shared: Arc<InFlightShared>,
}

impl InFlight {
    pub fn enter(&self) -> InFlightGuard {
        self.shared.count.fetch_add(1, Ordering::AcqRel);
        InFlightGuard {
            shared: Arc::clone(&self.shared),
        }
    }

    pub fn count(&self) -> usize {
        self.shared.count.load(Ordering::Acquire)
    }

    /// Waits until nothing is under way.
    pub async fn idle(&self) {
        loop {
            let notified = self.shared.idle.notified();
            if self.count() == 0 {
                return;
            }
            notified.await;
        }
    }
}

impl Drop for InFlightGuard {
    fn drop(&mut self) {
        if self.shared.count.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.shared.idle.notify_waiters();
        }
    }
}

/// Waits for SIGTERM or SIGINT.
///
/// # Errors
/// Where the system lets no handler be installed.
pub async fn termination_signal() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_phase_never_goes_back() {
        let shutdown = Shutdown::default();
        let watch = shutdown.watch();
        shutdown.advance(Phase::Stopped);
        shutdown.advance(Phase::Draining);
        watch.reached(Phase::Stopped).await;
        assert!(watch.is_draining());
    }

    #[tokio::test]
    async fn idle_waits_for_the_last_guard() {
        let in_flight = InFlight::default();
        let (first, second) = (in_flight.enter(), in_flight.enter());
        let waiting = tokio::spawn({
            let in_flight = in_flight.clone();
            async move { in_flight.idle().await }
        });
        drop(first);
        assert_eq!(in_flight.count(), 1);
        drop(second);
        waiting.await.unwrap();
        assert_eq!(in_flight.count(), 0);
    }
}
