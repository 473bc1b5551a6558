//! Rows whose keys lie anywhere in their column: articles and events by their
//! ids, events by what they are found by. In a tree each of them changes a
//! leaf of its own, and the more there are the dearer that gets. Here the
//! newest are in memory, and the rest in sorted files ("runs") that are
//! written once and joined later: what a row costs hardly grows with how many
//! there are.
//!
//! | layer | holds | lasts by |
//! |---|---|---|
//! | recent | rows of the newest batches | the batches, as sled keeps them |
//! | frozen | as many as fit into memory at a time, to become a run | the same |
//! | runs | everything older, the newest run first | files under `rows/` |
//!
//! A newer layer hides what an older one has at the same key; a removed row
//! stays as a mark until no older layer can have it.

mod filter;
mod join;
mod keeper;
mod merge;
mod row;
mod run;

#[cfg(test)]
mod tests;

use std::{
    path::Path,
    sync::{Arc, atomic::Ordering},
    thread::JoinHandle,
};

use sled::IVec;

pub(super) use self::row::{next_row, push_row};
use self::{
    keeper::Keeper,
    merge::Source,
    run::{Run, Wanted},
};
use super::{index::Writes, key, unavailable};
use crate::store::{StoreConfig, StoreError};

/// Of the configured memory, for the rows that become one run.
const RECENT_SHARE: u64 = 64;
/// Of the configured memory, for the filters of the runs.
const FILTERS_SHARE: u64 = 8;
/// Of the configured memory, for what is read of the indexes of the runs.
const PAGES_SHARE: u64 = 32;
/// Of a row in memory beside its bytes, about.
const ROW_COST: usize = 64;

/// What a layer says of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Value(IVec),
    Removed,
}

/// The newest rows, one batch after the other.
#[derive(Debug, Default)]
pub(super) struct Recent {
    pub(super) rows: Writes,
    bytes: usize,
    /// Numbers of its first and last batch.
    batches: Option<(u64, u64)>,
}

/// Rows that become a run.
#[derive(Debug)]
struct Frozen {
    rows: Writes,
    batches: (u64, u64),
}

/// All rows but the recent ones, the newest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    frozen: Vec<Arc<Frozen>>,
    runs: Vec<Arc<Run>>,
}

/// The rows, and the thread that writes and joins their runs.
#[derive(Debug)]
pub(super) struct Rows {
    keeper: Arc<Keeper>,
    recent_bytes_max: usize,
    /// `None` once it is closed.
    thread: Option<JoinHandle<()>>,
}

impl Rows {
    /// Opens the runs of a folder.
    ///
    /// # Errors
    /// `Corrupt` where a run is missing, damaged or of an unknown version.
    pub(super) fn open(dir: &Path, config: &StoreConfig) -> Result<Self, StoreError> {
        let share = |share: u64| usize::try_from(config.cache_bytes / share).unwrap_or(usize::MAX);
        let keeper = Keeper::open(dir, share(FILTERS_SHARE), share(PAGES_SHARE))?;
        let keeper = Arc::new(keeper);
        let thread = {
            let keeper = Arc::clone(&keeper);
            std::thread::Builder::new()
                .name("store-rows".to_owned())
                .spawn(move || keeper.run())
                .map_err(|error| unavailable("start the thread that keeps rows", error))?
        };
        Ok(Self {
            keeper,
            // Few under test, so that every history makes runs and joins them.
            recent_bytes_max: if cfg!(test) {
                2_000
            } else {
                share(RECENT_SHARE)
            },
            thread: Some(thread),
        })
    }

    /// The last batch that lasts by the runs alone.
    pub(super) fn covered(&self) -> u64 {
        self.keeper.covered.load(Ordering::Acquire)
    }

    /// The layers as they are now.
    pub(super) fn layers(&self) -> Arc<Layers> {
        self.keeper.layers()
    }

    /// Bytes on disk.
    pub(super) fn bytes(&self) -> u64 {
        self.layers().runs.iter().map(|run| run.bytes()).sum()
    }

    /// Adds the rows of a batch; what is recent is frozen where it is too
    /// much. No reader may look meanwhile.
    pub(super) fn add(&self, recent: &mut Recent, batch: u64, rows: Writes) {
        for (key, value) in rows {
            recent.bytes += ROW_COST + key.len() + value.as_ref().map_or(0, |value| value.len());
            recent.rows.insert(key, value);
        }
        let first = recent.batches.map_or(batch, |(first, _)| first);
        recent.batches = Some((first, batch));
        if recent.bytes > self.recent_bytes_max {
            let Recent { rows, .. } = std::mem::take(recent);
            let batches = (first, batch);
            self.keeper.freeze(Frozen { rows, batches });
        }
    }

    /// Waits while there is too much that has not become a run yet.
    ///
    /// # Errors
    /// Where a run could not be written: nothing more can be taken then.
    pub(super) fn wait_for_room(&self) -> Result<(), StoreError> {
        self.keeper.wait_for_room()
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        self.keeper.close();
        if let Some(Err(_panic)) = self.thread.take().map(JoinHandle::join) {
            tracing::error!("the thread that keeps rows had panicked");
        }
    }
}

impl Said {
    fn new(value: Option<IVec>) -> Self {
        value.map_or(Self::Removed, Self::Value)
    }

    pub(super) fn value(self) -> Option<IVec> {
        match self {
            Self::Value(value) => Some(value),
            Self::Removed => None,
        }
    }
}

impl Layers {
    /// What the newest layer that knows of a key says of it.
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Said>, StoreError> {
        for frozen in &self.frozen {
            if let Some(value) = frozen.rows.get(key) {
                return Ok(Some(Said::new(value.clone())));
            }
        }
        let wanted = Wanted::new(key);
        for run in &self.runs {
            if let Some(said) = run.get(&wanted)? {
                return Ok(Some(said));
            }
        }
        Ok(None)
    }

    /// The rows of a range under those that are recent.
    pub(super) fn range<'a>(
        &'a self,
        recent: &'a Writes,
        start: &[u8],
        end: &[u8],
    ) -> impl Iterator<Item = Result<(IVec, IVec), StoreError>> + use<'a> {
        let mut sources = vec![Source::table(recent, start, end)];
        for frozen in &self.frozen {
            sources.push(Source::table(&frozen.rows, start, end));
        }
        let digest = key::looked_up_prefix(start, end).map(filter::digest);
        for run in self.runs.iter().filter(|run| run.may_hold(digest)) {
            sources.push(Source::run(run, start, end));
        }
        let merged = merge::Merged::new(sources);
        merged.filter_map(|item| match item {
            Ok((key, Some(value))) => Some(Ok((key, value))),
            Ok((_, None)) => None,
            Err(error) => Some(Err(error)),
        })
    }
}
