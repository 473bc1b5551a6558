//! What readers see of the index: one durable state, which stays as it is
//! while they look.

use std::{
    ops::Range,
    sync::{Arc, RwLockReadGuard},
};

use bytes::Bytes;
use sled::IVec;

use super::{Shown, read_error};
use crate::{
    id::Seq,
    store::{
        LogEntry, StoreError,
        sled::{
            blocks::{self, BLOCK_BYTES_MAX, Block, Blocks},
            bulk::{Bulk, BulkPosition},
            corrupt, key,
            merge::Merged,
            part,
            rows::{Layers, Said},
        },
    },
};

/// A durable state of the index; holds the next batch back while it lives.
#[derive(Debug)]
pub(in crate::store::sled) struct View<'a> {
    pub(super) tree: &'a sled::Db,
    pub(super) shown: RwLockReadGuard<'a, Shown>,
    pub(super) layers: Arc<Layers>,
    pub(super) blocks: &'a Blocks,
    pub(super) bulk: &'a Bulk,
}

impl View<'_> {
    pub(in crate::store::sled) fn head(&self) -> Seq {
        self.shown.head
    }

    /// A whole value, joined where it lies in parts.
    pub(in crate::store::sled) fn get(&self, key: &[u8]) -> Result<Option<Bytes>, StoreError> {
        self.get_raw(key)?
            .map(|first| part::join(key, first, |key| self.get_raw(key)))
            .transpose()
    }

    /// Keys and values as they are stored, in order; `read` joins a value.
    pub(in crate::store::sled) fn range(
        &self,
        start: &[u8],
        end: &[u8],
    ) -> Box<dyn Iterator<Item = Result<(IVec, IVec), StoreError>> + '_> {
        if key::is_row(start) {
            let rows = self.layers.range(&self.shown.recent.rows, start, end);
            return Box::new(rows);
        }
        let stored = self.tree.range(start..end);
        let before = self.shown.before.range::<[u8], _>((
            std::ops::Bound::Included(start),
            std::ops::Bound::Excluded(end),
        ));
        Box::new(Merged::new(stored, before))
    }

    /// The last key in a range of the tree, with its value.
    pub(in crate::store::sled) fn last(
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

    /// What is kept in `bulk` under this key.
    pub(in crate::store::sled) fn bulk(&self, key: &[u8]) -> Result<Option<Bytes>, StoreError> {
        match self.get_raw(key)? {
            Some(position) => {
                let position = BulkPosition::decode(&position)?;
                self.bulk.read(key, position).map(Some)
            }
            None => Ok(None),
        }
    }

    /// Entries of the log at a range of positions, in order.
    pub(in crate::store::sled) fn log(
        &self,
        range: &Range<Seq>,
    ) -> impl Iterator<Item = Result<LogEntry, StoreError>> + use<'_> {
        self.log_positions(range).map(|item| {
            let (seq, stored_key, position) = item?;
            let encoded = self.bulk.read(&stored_key, position)?;
            Ok(LogEntry { seq, encoded })
        })
    }

    fn log_positions(
        &self,
        range: &Range<Seq>,
    ) -> impl Iterator<Item = Result<(Seq, Vec<u8>, BulkPosition), StoreError>> + use<'_> {
        let items = self.range(&key::log(range.start), &key::log(range.end));
        items.map(|item| {
            let (stored_key, value) = item?;
            let seq = key::log_seq(&stored_key)
                .ok_or_else(|| corrupt("read the log: a key is no position"))?;
            Ok((seq, stored_key.to_vec(), BulkPosition::decode(&value)?))
        })
    }

    /// A whole block of the log that is in memory.
    pub(in crate::store::sled) fn kept_block(&self, number: u64) -> Option<Arc<[LogEntry]>> {
        self.blocks.get(number).flatten()
    }

    /// A whole block of the log, which must lie behind the head.
    pub(in crate::store::sled) fn block(&self, number: u64) -> Result<Block, StoreError> {
        if let Some(block) = self.blocks.get(number) {
            return Ok(block);
        }
        let mut bytes = 0;
        let mut seqs = Vec::new();
        let mut wanted = Vec::new();
        for item in self.log_positions(&blocks::positions(number)) {
            let (seq, stored_key, position) = item?;
            bytes += position.bytes();
            if bytes > BLOCK_BYTES_MAX {
                return Ok(self.blocks.put(number, None));
            }
            seqs.push(seq);
            wanted.push((stored_key, position));
        }
        let found = self.bulk.read_all(&wanted)?;
        let entries = seqs.into_iter().zip(found);
        let entries: Vec<_> = entries
            .map(|(seq, encoded)| LogEntry { seq, encoded })
            .collect();
        Ok(self.blocks.put(number, Some(&entries)))
    }

    /// Joins a value that [`Self::range`] gave.
    pub(in crate::store::sled) fn read(
        &self,
        key: &[u8],
        value: IVec,
    ) -> Result<Bytes, StoreError> {
        part::join(key, value, |key| self.get_raw(key))
    }

    /// A value or a part as it is stored.
    pub(in crate::store::sled) fn get_raw(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        if key::is_row(key) {
            return match self.shown.recent.rows.get(key) {
                Some(value) => Ok(value.clone()),
                None => Ok(self.layers.get(key)?.and_then(Said::value)),
            };
        }
        if let Some(old) = self.shown.before.get(key) {
            return Ok(old.clone());
        }
        self.tree.get(key).map_err(read_error)
    }
}
