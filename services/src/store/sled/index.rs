//! The index: a sled tree whose changes are durable before they are visible.
//!
//! sled shows a batch at once, but keeps it only after a flush and a sync.
//! Until then the values from before lie over the tree, and readers see those.

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
};

use sled::{Batch, IVec, Mode};

use super::{
    blocks::{self, BLOCK_BYTES_MAX, Block, Blocks},
    corrupt,
    draft::Stood,
    key, part, unavailable,
    value::StoredTotals,
};
use crate::{
    id::{Epoch, Seq},
    store::{LogEntry, StoreConfig, StoreError, random::random_u64},
};

/// Version of the keys and values.
const FORMAT_VERSION: u32 = 1;
const FORMAT_MAGIC: [u8; 8] = *b"LMINDEX\n";
/// sled moves what is longer than a quarter of it into files of their own,
/// which it never syncs; our leaves stay far below.
const SLED_SEGMENT_BYTES: usize = 8 << 20;
/// The part of the memory in which blocks of the log are kept ready.
const BLOCKS_SHARE: u64 = 8;

/// What a batch does: a value to set, or `None` to remove.
pub(super) type Writes = BTreeMap<Vec<u8>, Option<IVec>>;

/// The tree and what lies over it.
#[derive(Debug)]
pub(super) struct Index {
    tree: sled::Db,
    /// Our own handle of sled's file, to sync it.
    db_file: File,
    blobs: PathBuf,
    epoch: Epoch,
    shown: RwLock<Shown>,
    blocks: Blocks,
}

/// What readers see.
#[derive(Debug)]
pub(super) struct Shown {
    /// The newest position that is durable.
    pub(super) head: Seq,
    /// Values from before the batch that is being made durable.
    pub(super) before: Writes,
}

/// A durable state of the index; holds the next batch back while it lives.
#[derive(Debug)]
pub(super) struct View<'a> {
    tree: &'a sled::Db,
    shown: RwLockReadGuard<'a, Shown>,
    blocks: &'a Blocks,
}

impl Index {
    /// Opens the index in its folder, or makes a new one.
    ///
    /// # Errors
    /// `Corrupt` where it is of an unknown version, or not sound; `rebuild`
    /// makes a new one from the journal.
    pub(super) fn open(dir: &Path, config: &StoreConfig) -> Result<Self, StoreError> {
        let blobs = dir.join("blobs");
        check_no_blobs(&blobs)?;
        let blocks_bytes = config.cache_bytes / BLOCKS_SHARE;
        let tree = sled::Config::new()
            .path(dir)
            .mode(Mode::HighThroughput)
            .cache_capacity(config.cache_bytes - blocks_bytes)
            .segment_size(SLED_SEGMENT_BYTES)
            // The one writer flushes each batch.
            .flush_every_ms(None)
            .open()
            .map_err(|error| match error {
                sled::Error::Io(_) => unavailable("open the index", error),
                _ => corrupt("open the index; `alliance rebuild` makes a new one").because(error),
            })?;
        let db_path = dir.join("db");
        let db_file = File::open(&db_path)
            .map_err(|error| unavailable(format!("open {}", db_path.display()), error))?;
        let mut index = Self {
            tree,
            db_file,
            blobs,
            epoch: Epoch::default(),
            shown: RwLock::new(Shown {
                head: Seq::default(),
                before: Writes::new(),
            }),
            blocks: Blocks::new(usize::try_from(blocks_bytes).unwrap_or(usize::MAX)),
        };
        index.epoch = index.read_or_make_epoch(dir)?;
        index.show(Seq(index.read_totals()?.head));
        Ok(index)
    }

    pub(super) fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// What is durable now.
    pub(super) fn view(&self) -> View<'_> {
        View {
            tree: &self.tree,
            shown: self.shown.read().unwrap_or_else(PoisonError::into_inner),
            blocks: &self.blocks,
        }
    }

    /// As [`Self::view`], where that takes no waiting for the writer.
    pub(super) fn try_view(&self) -> Option<View<'_>> {
        Some(View {
            tree: &self.tree,
            shown: self.shown.try_read().ok()?,
            blocks: &self.blocks,
        })
    }

    pub(super) fn read_totals(&self) -> Result<StoredTotals, StoreError> {
        match self.view().get(key::TOTALS)? {
            Some(bytes) => super::value::decode(&bytes, "totals"),
            None => Ok(StoredTotals::default()),
        }
    }

    /// Applies a batch, makes it durable, then shows it together with the new
    /// head. `stood` tells of what stands at some of its keys now. Only one
    /// thread may call it.
    ///
    /// # Errors
    /// Nothing of the batch is visible then, nor may be acknowledged; what
    /// the tree holds is no longer known, so no batch may follow.
    pub(super) fn apply(
        &self,
        writes: Writes,
        mut stood: Stood,
        head: Seq,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        let mut before = Writes::new();
        for (key, value) in writes {
            let old = match stood.remove(&key) {
                Some(old) => old,
                None => self.tree.get(&key).map_err(read_error)?,
            };
            match value {
                Some(value) => batch.insert(key.as_slice(), value),
                None => batch.remove(key.as_slice()),
            }
            before.insert(key, old);
        }
        self.lock_shown().before = before;
        self.tree
            .apply_batch(batch)
            .and_then(|()| self.tree.flush())
            .map_err(|error| unavailable("write to the index", error))?;
        // The flush ends in `sync_file_range`, which leaves the disk's own
        // cache as it is.
        self.db_file
            .sync_data()
            .map_err(|error| unavailable("sync the index", error))?;
        check_no_blobs(&self.blobs)?;
        self.show(head);
        Ok(())
    }

    /// Bytes on disk.
    pub(super) fn bytes(&self) -> Result<u64, StoreError> {
        self.tree.size_on_disk().map_err(read_error)
    }

    fn show(&self, head: Seq) {
        let mut shown = self.lock_shown();
        shown.head = head;
        let before = std::mem::take(&mut shown.before);
        // No view lives now that could still put in what was there before.
        self.blocks
            .drop_changed(before.keys().filter_map(|key| key::log_seq(key)));
        drop(shown);
    }

    fn lock_shown(&self) -> std::sync::RwLockWriteGuard<'_, Shown> {
        self.shown.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks the format of an index that is there; stamps a new one.
    fn read_or_make_epoch(&self, dir: &Path) -> Result<Epoch, StoreError> {
        let format: Vec<u8> = FORMAT_MAGIC
            .into_iter()
            .chain(FORMAT_VERSION.to_be_bytes())
            .collect();
        let stored = self.tree.get(key::FORMAT).map_err(read_error)?;
        let Some(stored) = stored else {
            if !self.tree.is_empty() {
                return Err(corrupt(format!(
                    "{} is no index of this program",
                    dir.display()
                )));
            }
            let epoch = Epoch(random_u64());
            let writes = [
                (key::FORMAT.to_vec(), Some(IVec::from(format))),
                (
                    key::EPOCH.to_vec(),
                    Some(IVec::from(&epoch.0.to_be_bytes())),
                ),
            ];
            self.apply(Writes::from(writes), Stood::new(), Seq::default())?;
            sync_tree(dir)?;
            return Ok(epoch);
        };
        if *stored != *format {
            let version = stored
                .strip_prefix(&FORMAT_MAGIC)
                .and_then(|version| version.first_chunk())
                .map_or(0, |version| u32::from_be_bytes(*version));
            return Err(corrupt(format!(
                "{} is an index of version {version}; this program reads version \
                 {FORMAT_VERSION}; `alliance rebuild` makes a new one",
                dir.display()
            )));
        }
        let epoch = self.tree.get(key::EPOCH).map_err(read_error)?;
        let epoch = epoch.as_deref().and_then(|epoch| epoch.first_chunk());
        epoch
            .map(|epoch| Epoch(u64::from_be_bytes(*epoch)))
            .ok_or_else(|| corrupt(format!("{} has no epoch", dir.display())))
    }
}

impl View<'_> {
    pub(super) fn head(&self) -> Seq {
        self.shown.head
    }

    /// A whole value, joined where it lies in parts.
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<bytes::Bytes>, StoreError> {
        self.get_raw(key)?
            .map(|first| part::join(key, first, |key| self.get_raw(key)))
            .transpose()
    }

    /// Keys and values as they are stored, in order; `read` joins a value.
    pub(super) fn range(
        &self,
        start: &[u8],
        end: &[u8],
    ) -> impl Iterator<Item = Result<(IVec, IVec), StoreError>> + use<'_> {
        let stored = self.tree.range(start..end);
        let before = self.shown.before.range::<[u8], _>((
            std::ops::Bound::Included(start),
            std::ops::Bound::Excluded(end),
        ));
        super::merge::Merged::new(stored, before)
    }

    /// The last key in a range of which no batch removes any, with its value.
    pub(super) fn last(
        &self,
        start: &[u8],
        end: &[u8],
    ) -> Result<Option<(IVec, IVec)>, StoreError> {
        if self.shown.before.is_empty() {
            let last = self.tree.range(start..end).next_back();
            return last.transpose().map_err(read_error);
        }
        for item in self.tree.range(start..end).rev() {
            let (key, value) = item.map_err(read_error)?;
            // What is being written hides only a few keys at the end.
            match self.shown.before.get(key.as_ref()) {
                None => return Ok(Some((key, value))),
                Some(Some(old)) => return Ok(Some((key, old.clone()))),
                Some(None) => {}
            }
        }
        Ok(None)
    }

    /// Entries of the log at a range of positions, in order.
    pub(super) fn log(
        &self,
        range: &Range<Seq>,
    ) -> impl Iterator<Item = Result<LogEntry, StoreError>> + use<'_> {
        let items = self.range(&key::log(range.start), &key::log(range.end));
        items.map(|item| {
            let (stored_key, value) = item?;
            let seq = key::log_seq(&stored_key)
                .ok_or_else(|| corrupt("read the log: a key is no position"))?;
            let encoded = self.read(&stored_key, value)?;
            Ok(LogEntry { seq, encoded })
        })
    }

    /// A whole block of the log that is in memory.
    pub(super) fn kept_block(&self, number: u64) -> Option<Arc<[LogEntry]>> {
        self.blocks.get(number).flatten()
    }

    /// A whole block of the log, which must lie behind the head.
    pub(super) fn block(&self, number: u64) -> Result<Block, StoreError> {
        if let Some(block) = self.blocks.get(number) {
            return Ok(block);
        }
        let mut bytes = 0;
        let mut entries = Vec::new();
        for entry in self.log(&blocks::positions(number)) {
            let entry = entry?;
            bytes += entry.encoded.len();
            if bytes > BLOCK_BYTES_MAX {
                return Ok(self.blocks.put(number, None));
            }
            entries.push(entry);
        }
        Ok(self.blocks.put(number, Some(&entries)))
    }

    /// Joins a value that [`Self::range`] gave.
    pub(super) fn read(&self, key: &[u8], value: IVec) -> Result<bytes::Bytes, StoreError> {
        part::join(key, value, |key| self.get_raw(key))
    }

    /// A value or a part as it is stored.
    pub(super) fn get_raw(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        if let Some(old) = self.shown.before.get(key) {
            return Ok(old.clone());
        }
        self.tree.get(key).map_err(read_error)
    }
}

pub(super) fn read_error(error: sled::Error) -> StoreError {
    match error {
        sled::Error::Corruption { .. } => {
            corrupt("read the index; `alliance rebuild` makes a new one").because(error)
        }
        _ => unavailable("read the index", error),
    }
}

/// Refuses an index that keeps values in files which are never synced.
fn check_no_blobs(blobs: &Path) -> Result<(), StoreError> {
    let Ok(mut entries) = fs::read_dir(blobs) else {
        return Ok(());
    };
    if entries.next().is_none() {
        return Ok(());
    }
    Err(corrupt(format!(
        "{} is not empty: what lies there may not be on disk; `alliance rebuild` makes a new index",
        blobs.display()
    )))
}

/// Makes the names of sled's files durable.
fn sync_tree(dir: &Path) -> Result<(), StoreError> {
    let parent = dir.parent().unwrap_or(dir);
    for dir in [dir, parent] {
        File::open(dir)
            .and_then(|dir| dir.sync_all())
            .map_err(|error| unavailable(format!("sync {}", dir.display()), error))?;
    }
    Ok(())
}
