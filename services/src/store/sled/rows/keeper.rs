//! The thread that turns frozen rows into runs, and joins runs of about the
//! same size: so there are few of them, and a row is written again only as
//! often as the number of runs grows eightfold.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{
    Frozen, Layers,
    filter::Filter,
    join::Join,
    run::{Pages, Run, RunWriter, list_runs, remove_run},
};
use crate::store::{
    StoreError, StoreErrorKind,
    sled::{corrupt, key, recover::create_dir},
};

/// Runs of about the same size that are joined.
const JOINED_RUNS: usize = 8;
/// The largest of them has less than so many times the bytes of the smallest.
/// A run that was joined has about eight times those of its inputs: it is not
/// to be written again with seven further ones.
const SIZES_APART_MAX: u64 = 6;
/// Runs at which the newest are joined whatever their sizes.
const RUNS_MAX: usize = 40;
/// Frozen layers at which no further batch is taken.
const FROZEN_MAX: usize = 4;
/// Steps of joining between two looks at what else is to be done.
const STEPS_PER_LOOK: usize = 4_096;

#[derive(Debug)]
pub(super) struct Keeper {
    dir: PathBuf,
    filter_bytes_max: usize,
    pages: Arc<Pages>,
    layers: RwLock<Arc<Layers>>,
    /// The last batch that lasts by the runs alone.
    pub(super) covered: AtomicU64,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    closing: bool,
    failed: bool,
}

/// Why work ended early.
#[derive(Debug)]
pub(super) enum Ended {
    Closing,
    Failed(StoreError),
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl Keeper {
    /// Opens the runs of a folder; their filters together, and the pages of
    /// their indexes, may take so much memory.
    pub(super) fn open(
        dir: &Path,
        filter_bytes_max: usize,
        page_bytes_max: usize,
    ) -> Result<Self, StoreError> {
        create_dir(dir)?;
        let pages = Arc::new(Pages::new(page_bytes_max));
        let mut runs: Vec<Arc<Run>> = Vec::new();
        let mut covered = 0;
        let mut filter_bytes = 0;
        for batches in newest_whole(dir, list_runs(dir)?)? {
            let mut run = Run::open(dir, batches, &pages)?;
            if filter_bytes + run.filter_bytes() > filter_bytes_max {
                run.drop_filter();
            }
            filter_bytes += run.filter_bytes();
            covered = covered.max(batches.1);
            runs.push(Arc::new(run));
        }
        Ok(Self {
            dir: dir.to_path_buf(),
            filter_bytes_max,
            pages,
            layers: RwLock::new(Arc::new(Layers {
                frozen: Vec::new(),
                runs,
            })),
            covered: AtomicU64::new(covered),
            state: Mutex::default(),
            changed: Condvar::new(),
        })
    }

    pub(super) fn layers(&self) -> Arc<Layers> {
        Arc::clone(&self.layers.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a layer on top.
    pub(super) fn freeze(&self, frozen: Frozen) {
        self.change(|layers| layers.frozen.insert(0, Arc::new(frozen)));
        drop(self.lock());
        self.changed.notify_all();
    }

    pub(super) fn wait_for_room(&self) -> Result<(), StoreError> {
        let mut state = self.lock();
        while !state.failed && self.layers().frozen.len() >= FROZEN_MAX {
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if state.failed {
            return Err(StoreError::new(
                StoreErrorKind::Unavailable,
                "the index takes nothing more: its rows could not be written; restart",
            ));
        }
        Ok(())
    }

    pub(super) fn close(&self) {
        self.lock().closing = true;
        self.changed.notify_all();
    }

    /// The thread: until it is closed, or something fails.
    pub(super) fn run(&self) {
        let worked = catch_unwind(AssertUnwindSafe(|| {
            loop {
                match self.work() {
                    Ok(worked) => {
                        if self.lock().closing || (!worked && !self.wait_for_work()) {
                            return Ok(());
                        }
                    }
                    Err(Ended::Closing) => return Ok(()),
                    Err(Ended::Failed(error)) => return Err(error),
                }
            }
        }));
        match worked {
            Ok(Ok(())) => return,
            Ok(Err(error)) => tracing::error!(
                error = &error as &dyn std::error::Error,
                "rows of the index could not be written"
            ),
            Err(_panic) => tracing::error!("writing rows of the index panicked"),
        }
        // Whoever waits for room would wait for ever.
        self.lock().failed = true;
        self.changed.notify_all();
    }

    /// Does the most urgent piece of work; false where there is none.
    pub(super) fn work(&self) -> Result<bool, Ended> {
        let layers = self.layers();
        if !layers.frozen.is_empty() {
            self.write_frozen()?;
            return Ok(true);
        }
        let Some(joined) = to_join(&layers.runs) else {
            return Ok(false);
        };
        // The oldest of all is among them: nothing lies under it.
        let nothing_under =
            layers.runs.last().map(|run| run.batches) == joined.last().map(|run| run.batches);
        self.join(joined, nothing_under)?;
        Ok(true)
    }

    /// Whether there is something to do; false once it is closed.
    fn wait_for_work(&self) -> bool {
        let mut state = self.lock();
        while !state.closing && self.layers().frozen.is_empty() {
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        !state.closing
    }

    /// Turns all that is frozen into runs, the oldest first.
    fn write_frozen(&self) -> Result<(), StoreError> {
        while let Some(frozen) = self.layers().frozen.last().cloned() {
            let looked_up = frozen
                .rows
                .keys()
                .filter(|key| key::looked_up_part(key).is_some());
            let keys_max = self.filter_keys(looked_up.count());
            let mut writer = RunWriter::create(&self.dir, frozen.batches, keys_max)?;
            for (key, value) in &frozen.rows {
                writer.push(key, value.as_deref())?;
            }
            let run = writer.finish(&self.pages)?;
            let run = self.fit(run, &[]);
            self.change(|layers| {
                layers.frozen.pop();
                layers.runs.insert(0, run);
            });
            self.covered.store(frozen.batches.1, Ordering::Release);
            // Whoever waits for room looks again under the lock.
            drop(self.lock());
            self.changed.notify_all();
        }
        Ok(())
    }

    /// Makes one run of several neighbours, the newest first. Nothing lies
    /// under the oldest: what was removed is forgotten then.
    fn join(&self, inputs: &[Arc<Run>], nothing_under: bool) -> Result<(), Ended> {
        let (Some(newest), Some(oldest)) = (inputs.first(), inputs.last()) else {
            return Ok(());
        };
        let batches = (oldest.batches.0, newest.batches.1);
        let keys_max = self.filter_keys(inputs.iter().map(|run| run.keys()).sum());
        let mut writer = RunWriter::create(&self.dir, batches, keys_max)?;
        let mut join = Join::new(inputs, nothing_under)?;
        let mut steps: usize = 0;
        while join.step(&mut writer)? {
            steps += 1;
            if steps.is_multiple_of(STEPS_PER_LOOK) {
                // Writers wait for what is frozen, not for this.
                self.write_frozen()?;
                if self.lock().closing {
                    return Err(Ended::Closing);
                }
            }
        }
        let run = self.fit(writer.finish(&self.pages)?, inputs);
        self.change(|layers| {
            let is_input = |run: &Arc<Run>| inputs.iter().any(|input| Arc::ptr_eq(input, run));
            let place = layers.runs.iter().position(is_input).unwrap_or_default();
            layers.runs.retain(|run| !is_input(run));
            layers.runs.insert(place, run);
        });
        for input in inputs {
            remove_run(&self.dir, input.batches)?;
        }
        Ok(())
    }

    /// For how many keys a run gets a filter; `None` where that alone would be
    /// too large: what is never used is not made either. A run counts its
    /// bytes in 32 bits.
    fn filter_keys(&self, keys: usize) -> Option<usize> {
        let bytes_max = self.filter_bytes_max.min(u32::MAX as usize);
        (Filter::bytes_for(keys) <= bytes_max).then_some(keys)
    }

    /// Leaves the filter away where all filters together would be too large.
    fn fit(&self, mut run: Run, replaced: &[Arc<Run>]) -> Arc<Run> {
        let layers = self.layers();
        let others = layers.runs.iter().filter(|other| {
            let is_replaced = replaced.iter().any(|input| Arc::ptr_eq(input, other));
            !is_replaced
        });
        let bytes: usize = others.map(|other| other.filter_bytes()).sum();
        if bytes + run.filter_bytes() > self.filter_bytes_max {
            run.drop_filter();
        }
        Arc::new(run)
    }

    fn change(&self, change: impl FnOnce(&mut Layers)) {
        let mut layers = self.layers.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut layers));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No code that holds it can leave it half changed by a panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The newest neighbours that are to become one run.
fn to_join(runs: &[Arc<Run>]) -> Option<&[Arc<Run>]> {
    let of_a_size = runs.windows(JOINED_RUNS).find(|window| {
        let sizes = || window.iter().map(|run| run.bytes());
        let largest = sizes().max().unwrap_or(0);
        let smallest = sizes().min().unwrap_or(0);
        largest < smallest.saturating_mul(SIZES_APART_MAX)
    });
    of_a_size.or_else(|| runs.get(..RUNS_MAX / 2).filter(|_| runs.len() > RUNS_MAX))
}

/// The runs that hold everything, the newest first; those that a wider one
/// has replaced are removed.
fn newest_whole(
    dir: &Path,
    mut found: Vec<(u64, u64)>,
) -> Result<VecDeque<(u64, u64)>, StoreError> {
    // Of those that begin with the same batch, the widest first.
    found.sort_unstable_by_key(|(first, last)| (*first, std::cmp::Reverse(*last)));
    let mut whole = VecDeque::new();
    let mut next = 1;
    for (first, last) in found {
        if last < next {
            remove_run(dir, (first, last))?;
            continue;
        }
        if first != next {
            return Err(corrupt(format!(
                "rows of the batches {next} to {} are missing in {}; \
                 `alliance rebuild` makes a new index",
                first - 1,
                dir.display()
            )));
        }
        next = last + 1;
        whole.push_front((first, last));
    }
    Ok(whole)
}
