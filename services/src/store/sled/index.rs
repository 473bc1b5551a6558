//! The index: batches whose changes are durable, all or nothing, before they
//! are visible.
//!
//! What is large goes into files of its own first (`bulk`). Then sled takes
//! the batch: short lists, and the rows as they will lie in `rows`, which
//! stay there until they last by themselves. sled shows a batch at once, but
//! keeps it only after a flush and a sync; until then the values from before
//! lie over its tree, readers see those, and no row is shown.

mod create;
#[cfg(test)]
mod tests;
mod tree;
mod view;

pub(super) use view::View;

use std::{
    collections::{BTreeMap, VecDeque},
    fs::{self, File},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError, RwLock, RwLockReadGuard},
};

use bytes::Bytes;
use prost::Message as _;
use sled::{Batch, IVec};

use super::{
    blocks::Blocks,
    bulk::{Bulk, BulkPosition},
    corrupt,
    format::{self, FolderFormat},
    key, migrate, part,
    rows::{Recent, Rows, next_row, push_row},
    unavailable,
    value::{StoredTotals, decode},
};
use crate::{
    id::{Epoch, Seq},
    store::{StoreConfig, StoreError, random::random_u64},
};

/// The part of the memory in which blocks of the log are kept ready.
const BLOCKS_SHARE: u64 = 4;

/// What a batch does: a value to set, or `None` to remove.
pub(super) type Writes = BTreeMap<Vec<u8>, Option<IVec>>;

/// A batch.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) writes: Writes,
    /// Bytes to be kept in `bulk`.
    pub(super) added: BTreeMap<Vec<u8>, Bytes>,
    /// Bytes there that nothing points to any more.
    pub(super) freed: Vec<BulkPosition>,
}

/// The tree, what lies over it, and what lies beside it.
#[derive(Debug)]
pub(super) struct Index {
    tree: sled::Db,
    /// Our own handle of sled's file, to sync it.
    db_file: File,
    blobs: PathBuf,
    epoch: Epoch,
    rows: Rows,
    bulk: Bulk,
    batches: Mutex<Batches>,
    shown: RwLock<Shown>,
    blocks: Blocks,
}

/// Batches whose rows the tree keeps.
#[derive(Debug, Default)]
struct Batches {
    last: u64,
    /// Their numbers, ascending, and into how many further parts each is
    /// split.
    kept: VecDeque<(u64, u16)>,
}

/// What readers see.
#[derive(Debug)]
struct Shown {
    /// The newest position that is durable.
    head: Seq,
    /// Values in the tree from before the batch that is being made durable.
    before: Writes,
    recent: Recent,
}

/// A batch that is durable but not shown.
#[derive(Debug)]
struct Durable {
    number: u64,
    rows: Writes,
    head: Seq,
}

impl Index {
    /// Opens the index in its folder, or makes a new one; one of an earlier
    /// version becomes one of the current version.
    ///
    /// # Errors
    /// `Corrupt` where it is of an unknown version, or not sound; `rebuild`
    /// makes a new one from the journal.
    pub(super) fn open(dir: &Path, config: &StoreConfig) -> Result<Self, StoreError> {
        let index = Self::open_unmoved(dir, config)?;
        while migrate::step(&index)? {}
        Ok(index)
    }

    /// Opens it; what version 1 had in the tree is still there.
    pub(super) fn open_unmoved(dir: &Path, config: &StoreConfig) -> Result<Self, StoreError> {
        let blobs = dir.join("blobs");
        check_no_blobs(&blobs)?;
        let blocks_bytes = config.cache_bytes / BLOCKS_SHARE;
        let is_new = create::begin(dir)?;
        let tree = tree::open(dir, config)?;
        let db_path = dir.join("db");
        let db_file = File::open(&db_path)
            .map_err(|error| unavailable(format!("open {}", db_path.display()), error))?;
        if is_new {
            write_stamp(&tree)?;
        }
        let format = format::read_stamp(&tree, dir)?;
        let has_rows_in_tree = format == FolderFormat::Old { version: 1 };
        if matches!(format, FolderFormat::Old { .. }) && !has_rows_in_tree {
            // Before any file of the present version is written.
            format::write_text(dir)?;
            stamp_anew(&tree, &db_file)?;
        }
        let (totals, alive) = read_marks(&tree)?;
        let index = Self {
            rows: Rows::open(&dir.join("rows"), config)?,
            bulk: Bulk::open(&dir.join("bulk"), config, totals.bulk_end(), alive)?,
            tree,
            db_file,
            blobs,
            epoch: Epoch::default(),
            batches: Mutex::default(),
            shown: RwLock::new(Shown {
                head: Seq(totals.head),
                before: Writes::new(),
                recent: Recent::default(),
            }),
            blocks: Blocks::new(usize::try_from(blocks_bytes).unwrap_or(usize::MAX)),
        };
        index.take_batches(totals.batch, dir)?;
        let epoch = index.read_epoch(dir)?;
        if has_rows_in_tree {
            migrate::begin(&index)?;
        }
        format::write_text(dir)?;
        if is_new {
            create::finish(dir)?;
        }
        Ok(Self { epoch, ..index })
    }

    pub(super) fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// What is durable now.
    pub(super) fn view(&self) -> View<'_> {
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        self.view_of(shown)
    }

    /// As [`Self::view`], where that takes no waiting for the writer.
    pub(super) fn try_view(&self) -> Option<View<'_>> {
        Some(self.view_of(self.shown.try_read().ok()?))
    }

    fn view_of<'a>(&'a self, shown: RwLockReadGuard<'a, Shown>) -> View<'a> {
        View {
            tree: &self.tree,
            // What is recent becomes a layer only while nobody looks.
            layers: self.rows.layers(),
            shown,
            blocks: &self.blocks,
            bulk: &self.bulk,
        }
    }

    pub(super) fn read_totals(&self) -> Result<StoredTotals, StoreError> {
        match self.view().get(key::TOTALS)? {
            Some(bytes) => decode(&bytes, "totals"),
            None => Ok(StoredTotals::default()),
        }
    }

    /// Applies a batch, makes it durable together with the totals, then shows
    /// it together with the new head. Only one thread may call it.
    ///
    /// # Errors
    /// Nothing of the batch is visible then, nor may be acknowledged; what
    /// the tree holds is no longer known, so no batch may follow.
    pub(super) fn apply(&self, changes: Changes, totals: StoredTotals) -> Result<(), StoreError> {
        self.rows.wait_for_room()?;
        let durable = self.make_durable(changes, Writes::new(), totals)?;
        self.show(durable);
        self.bulk.remove_dead();
        Ok(())
    }

    /// What is large first: nothing may point to bytes that are not durable.
    fn make_durable(
        &self,
        changes: Changes,
        mut marks: Writes,
        mut totals: StoredTotals,
    ) -> Result<Durable, StoreError> {
        let Changes {
            mut writes,
            added,
            freed,
        } = changes;
        for (key, bytes) in added {
            let position = self.bulk.append(&key, &bytes)?;
            writes.insert(key, Some(IVec::from(&position.encode())));
        }
        for position in freed {
            self.bulk.free(position);
        }
        let (end, alive) = self.bulk.sync()?;
        let (rows, others): (Writes, Writes) =
            writes.into_iter().partition(|(key, _)| key::is_row(key));
        marks.extend(others);
        for (file, alive) in alive {
            let alive = (alive > 0).then(|| IVec::from(&alive.to_be_bytes()));
            marks.insert(key::alive(file), alive);
        }
        let number = self.log_batch(&mut marks, &rows)?;
        totals.batch = number;
        totals.set_bulk_end(end);
        part::split(&mut marks, key::TOTALS.to_vec(), &totals.encode_to_vec())?;
        self.write_tree(marks)?;
        Ok(Durable {
            number,
            rows,
            head: Seq(totals.head),
        })
    }

    /// Puts the rows of the next batch among what the tree is to keep, and
    /// takes out those that last by themselves; answers the batch's number.
    fn log_batch(&self, marks: &mut Writes, rows: &Writes) -> Result<u64, StoreError> {
        let mut encoded = Vec::new();
        for (key, value) in rows {
            push_row(&mut encoded, key, value.as_deref())
                .map_err(|error| unavailable("write to the index", error))?;
        }
        let mut batches = self.batches.lock().unwrap_or_else(PoisonError::into_inner);
        batches.last += 1;
        let number = batches.last;
        let parts = part::split(marks, key::batch(number), &encoded)?;
        batches.kept.push_back((number, parts));
        let covered = self.rows.covered();
        while let Some((number, parts)) = batches.kept.front().copied()
            && number <= covered
        {
            part::remove_all(marks, key::batch(number), parts);
            batches.kept.pop_front();
        }
        Ok(number)
    }

    /// Changes the tree: durable on return, and not visible yet.
    fn write_tree(&self, marks: Writes) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        let mut before = Writes::new();
        for (key, value) in marks {
            let old = self.tree.get(&key).map_err(read_error)?;
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
        check_no_blobs(&self.blobs)
    }

    /// Bytes on disk.
    pub(super) fn bytes(&self) -> Result<u64, StoreError> {
        let tree = self.tree.size_on_disk().map_err(read_error)?;
        Ok(tree + self.rows.bytes() + self.bulk.bytes())
    }

    /// What is large.
    pub(super) fn bulk(&self) -> &Bulk {
        &self.bulk
    }

    /// Rows of version 1 that the tree holds.
    pub(super) fn rows_in_tree(
        &self,
        column: u8,
    ) -> impl Iterator<Item = Result<(IVec, IVec), StoreError>> + use<> {
        let rows = self.tree.scan_prefix([column]);
        rows.map(|item| item.map_err(read_error))
    }

    pub(super) fn get_in_tree(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        self.tree.get(key).map_err(read_error)
    }

    /// Whether rows of version 1 may be in the tree.
    pub(super) fn is_moving(&self) -> Result<bool, StoreError> {
        Ok(self.get_in_tree(key::MOVING)?.is_some())
    }

    pub(super) fn stamp_as_moving(&self) -> Result<(), StoreError> {
        let stamps = [
            (key::FORMAT.to_vec(), Some(IVec::from(format::stamp()))),
            (key::MOVING.to_vec(), Some(IVec::default())),
        ];
        self.write_tree(Writes::from(stamps))
    }

    pub(super) fn stamp_as_moved(&self) -> Result<(), StoreError> {
        self.write_tree(Writes::from([(key::MOVING.to_vec(), None)]))?;
        self.lock_shown().before.clear();
        Ok(())
    }

    /// Applies a batch that also removes rows of version 1 from the tree.
    pub(super) fn move_in(&self, changes: Changes, old_keys: Writes) -> Result<(), StoreError> {
        self.rows.wait_for_room()?;
        let durable = self.make_durable(changes, old_keys, self.read_totals()?)?;
        self.show(durable);
        Ok(())
    }

    fn show(&self, durable: Durable) {
        let Durable { number, rows, head } = durable;
        let mut shown = self.lock_shown();
        shown.head = head;
        shown.before.clear();
        // No view lives now that could still put in what was there before.
        self.blocks
            .drop_changed(rows.keys().filter_map(|key| key::log_seq(key)));
        self.rows.add(&mut shown.recent, number, rows);
    }

    fn lock_shown(&self) -> std::sync::RwLockWriteGuard<'_, Shown> {
        self.shown.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes from the tree the rows that do not last by themselves yet.
    fn take_batches(&self, last: u64, dir: &Path) -> Result<(), StoreError> {
        let covered = self.rows.covered();
        let mut batches = self.batches.lock().unwrap_or_else(PoisonError::into_inner);
        batches.last = covered;
        for item in self.tree.scan_prefix([key::BATCHES]) {
            let (stored_key, first) = item.map_err(read_error)?;
            let number = key::batch_number(&stored_key)
                .ok_or_else(|| corrupt("read the index: a key is no batch"))?;
            batches.kept.push_back((number, part::count_parts(&first)));
            if number <= covered {
                continue;
            }
            if number != batches.last + 1 {
                break;
            }
            let read = |key: &[u8]| self.tree.get(key).map_err(read_error);
            let encoded = part::join(&stored_key, first, read)?;
            let mut rest = &*encoded;
            let mut rows = Writes::new();
            while let Some((key, value)) = next_row(&mut rest) {
                rows.insert(key.to_vec(), value.map(IVec::from));
            }
            if !rest.is_empty() {
                return Err(corrupt(format!("batch {number} in the index is damaged")));
            }
            batches.last = number;
            self.rows.add(&mut self.lock_shown().recent, number, rows);
        }
        if batches.last != last {
            return Err(corrupt(format!(
                "{} has rows up to batch {}, and is to have them up to {last}; \
                 `alliance rebuild` makes a new index",
                dir.display(),
                batches.last
            )));
        }
        Ok(())
    }

    fn read_epoch(&self, dir: &Path) -> Result<Epoch, StoreError> {
        let epoch = self.get_in_tree(key::EPOCH)?;
        let epoch = epoch.as_deref().and_then(|epoch| epoch.first_chunk());
        epoch
            .map(|epoch| Epoch(u64::from_be_bytes(*epoch)))
            .ok_or_else(|| corrupt(format!("{} has no epoch", dir.display())))
    }
}

/// What a new index begins with: its format, and an epoch of its own.
fn write_stamp(tree: &sled::Db) -> Result<(), StoreError> {
    let mut batch = Batch::default();
    batch.insert(key::FORMAT, format::stamp());
    batch.insert(key::EPOCH, &random_u64().to_be_bytes());
    tree.apply_batch(batch)
        .and_then(|()| tree.flush())
        .map(drop)
        .map_err(|error| unavailable("make the index", error))
}

/// Makes an index of an earlier version one of this: durable on return.
fn stamp_anew(tree: &sled::Db, db_file: &File) -> Result<(), StoreError> {
    let fail = |error: Box<dyn std::error::Error + Send + Sync>| {
        unavailable("move the index to the present format", error)
    };
    tree.insert(key::FORMAT, format::stamp())
        .and_then(|_before| tree.flush())
        .map_err(|error| fail(error.into()))?;
    db_file.sync_data().map_err(|error| fail(error.into()))
}

pub(super) fn read_error(error: sled::Error) -> StoreError {
    match error {
        sled::Error::Corruption { .. } => {
            corrupt("read the index; `alliance rebuild` makes a new one").because(error)
        }
        _ => unavailable("read the index", error),
    }
}

/// The totals, and how much is alive in each file of `bulk`.
fn read_marks(tree: &sled::Db) -> Result<(StoredTotals, BTreeMap<u32, u64>), StoreError> {
    let read = |key: &[u8]| tree.get(key).map_err(read_error);
    let totals = match read(key::TOTALS)? {
        Some(first) => decode(&part::join(key::TOTALS, first, read)?, "totals")?,
        None => StoredTotals::default(),
    };
    let mut files = BTreeMap::new();
    for item in tree.scan_prefix([key::ALIVE]) {
        let (stored_key, value) = item.map_err(read_error)?;
        let file = key::alive_file(&stored_key);
        let alive = value.as_ref().try_into().ok().map(u64::from_be_bytes);
        let (Some(file), Some(alive)) = (file, alive) else {
            return Err(corrupt("read the index: a count of it is damaged"));
        };
        files.insert(file, alive);
    }
    Ok((totals, files))
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
