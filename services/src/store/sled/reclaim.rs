//! Takes back the disk that dead bytes hold: moves what still lives out of a
//! file of `bulk` that is mostly dead, a little with each batch, until the
//! file can go.

use std::collections::BTreeSet;

use super::{
    index::{Changes, Index},
    value::StoredTotals,
};
use crate::store::{StoreError, StoreErrorKind};

/// Bytes that are looked at with one batch.
const STEP_BYTES: usize = if cfg!(test) { 1_500 } else { 2 << 20 };

/// How far it has come.
#[derive(Debug, Default)]
pub(super) struct Reclaim {
    /// The file being emptied, and the offset of what comes next.
    at: Option<(u32, u32)>,
    /// Files that were gone through since the store was opened.
    done: BTreeSet<u32>,
}

impl Reclaim {
    /// One step, where there is anything to take back. Only the thread that
    /// applies batches may call it.
    ///
    /// # Errors
    /// As [`Index::apply`]: no batch may follow.
    pub(super) fn step(&mut self, index: &Index, totals: &StoredTotals) -> Result<(), StoreError> {
        if self.at.is_none() {
            let file = index.bulk().sparse_file(&self.done)?;
            self.at = file.map(|file| (file, 0));
        }
        let Some((file, offset)) = self.at else {
            return Ok(());
        };
        let (found, next) = match index.bulk().scan(file, offset, STEP_BYTES) {
            Ok(scanned) => scanned,
            Err(error) if error.kind == StoreErrorKind::Corrupt => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "a file of the index is damaged and stays"
                );
                self.leave(file);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let mut changes = Changes::default();
        {
            let view = index.view();
            for (key, position, bytes) in found {
                let pointed_to = view.get_raw(&key)?;
                if pointed_to.is_some_and(|pointed| *pointed == position.encode()) {
                    changes.added.insert(key, bytes);
                    changes.freed.push(position);
                }
            }
        }
        if next.is_none() {
            self.leave(file);
        } else {
            self.at = next.map(|offset| (file, offset));
        }
        if changes.added.is_empty() {
            return Ok(());
        }
        index.apply(changes, totals.clone())
    }

    fn leave(&mut self, file: u32) {
        self.done.insert(file);
        self.at = None;
    }
}
