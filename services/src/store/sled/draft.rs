//! A batch in the making: what the calls of a group will have written,
//! readable by the next call, and undone for a call that fails.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use sled::IVec;

use super::{
    bulk::BulkPosition,
    index::{Changes, View, Writes},
    part,
    value::StoredTotals,
};
use crate::store::StoreError;

/// What stood at a key before a change.
#[derive(Debug)]
enum Before {
    Unwritten,
    Written(Option<IVec>),
}

/// Writes over a view of the index.
#[derive(Debug)]
pub(super) struct Draft {
    writes: Writes,
    /// Bytes to be kept in files of their own.
    added: BTreeMap<Vec<u8>, Bytes>,
    /// Bytes there that nothing points to after this batch.
    freed: Vec<BulkPosition>,
    /// What stands in the index before this batch, as far as a call has looked
    /// or can know: keys that are spread over the whole index are dear to find.
    stood: HashMap<Vec<u8>, Option<IVec>>,
    pub(super) totals: StoredTotals,
    /// What stood in `writes` before each change of the present call.
    undo: Vec<(Vec<u8>, Before)>,
    /// The same of `added`, and how many were freed.
    undo_added: Vec<(Vec<u8>, Option<Bytes>)>,
    saved_freed: usize,
    saved_totals: StoredTotals,
}

impl Draft {
    pub(super) fn new(totals: StoredTotals) -> Self {
        Self {
            writes: Writes::new(),
            added: BTreeMap::new(),
            freed: Vec::new(),
            stood: HashMap::new(),
            saved_totals: totals.clone(),
            totals,
            undo: Vec::new(),
            undo_added: Vec::new(),
            saved_freed: 0,
        }
    }

    /// Keeps what the present call has done.
    pub(super) fn accept(&mut self) {
        self.undo.clear();
        self.undo_added.clear();
        self.saved_freed = self.freed.len();
        self.saved_totals = self.totals.clone();
    }

    /// Takes back what the present call has done.
    pub(super) fn reject(&mut self) {
        while let Some((key, previous)) = self.undo.pop() {
            match previous {
                Before::Written(value) => self.writes.insert(key, value),
                Before::Unwritten => self.writes.remove(&key),
            };
        }
        while let Some((key, previous)) = self.undo_added.pop() {
            match previous {
                Some(bytes) => self.added.insert(key, bytes),
                None => self.added.remove(&key),
            };
        }
        self.freed.truncate(self.saved_freed);
        self.totals = self.saved_totals.clone();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.added.is_empty()
    }

    pub(super) fn into_parts(self) -> (Changes, StoredTotals) {
        let changes = Changes {
            writes: self.writes,
            added: self.added,
            freed: self.freed,
        };
        (changes, self.totals)
    }

    /// Notes that the index has nothing at this key.
    pub(super) fn know_absent(&mut self, key: Vec<u8>) {
        self.stood.insert(key, None);
    }

    /// A value as this batch leaves it.
    pub(super) fn get(&mut self, view: &View<'_>, key: &[u8]) -> Result<Option<Bytes>, StoreError> {
        let Some(first) = self.get_raw(view, key)? else {
            return Ok(None);
        };
        let read = |key: &[u8]| match self.writes.get(key) {
            Some(written) => Ok(written.clone()),
            None => view.get_raw(key),
        };
        part::join(key, first, read).map(Some)
    }

    /// Sets a value that may be long, in place of what is there.
    pub(super) fn put(
        &mut self,
        view: &View<'_>,
        key: Vec<u8>,
        value: &[u8],
    ) -> Result<(), StoreError> {
        self.remove(view, &key)?;
        self.put_new(key, value)
    }

    /// Sets a value at a key that nothing stands at.
    pub(super) fn put_new(&mut self, key: Vec<u8>, value: &[u8]) -> Result<(), StoreError> {
        let mut parts = Writes::new();
        part::split(&mut parts, key, value)?;
        for (key, part) in parts {
            self.set_new(key, part);
        }
        Ok(())
    }

    /// Removes a value and its parts.
    pub(super) fn remove(&mut self, view: &View<'_>, key: &[u8]) -> Result<(), StoreError> {
        let Some(first) = self.get_raw(view, key)? else {
            return Ok(());
        };
        let mut parts = Writes::new();
        part::remove(&mut parts, key.to_vec(), &first);
        for (key, part) in parts {
            self.set(key, part);
        }
        Ok(())
    }

    /// Sets a value that is kept in a file of its own kind, at a key that
    /// nothing stands at.
    pub(super) fn put_bulk(&mut self, key: Vec<u8>, bytes: Bytes) {
        let previous = self.added.insert(key.clone(), bytes);
        self.undo_added.push((key, previous));
    }

    /// Removes what [`Self::put_bulk`] set.
    pub(super) fn remove_bulk(&mut self, view: &View<'_>, key: Vec<u8>) -> Result<(), StoreError> {
        if let Some(bytes) = self.added.remove(&key) {
            self.undo_added.push((key, Some(bytes)));
            return Ok(());
        }
        if let Some(position) = self.get_raw(view, &key)? {
            self.freed.push(BulkPosition::decode(&position)?);
            self.set(key, None);
        }
        Ok(())
    }

    /// Sets a short value, kept as it is.
    pub(super) fn mark(&mut self, key: Vec<u8>, value: &[u8]) {
        self.set(key, Some(IVec::from(value)));
    }

    /// Sets a short value at a key that nothing stands at.
    pub(super) fn mark_new(&mut self, key: Vec<u8>, value: &[u8]) {
        self.set_new(key, Some(IVec::from(value)));
    }

    /// Removes what [`Self::mark`] set.
    pub(super) fn unmark(&mut self, key: Vec<u8>) {
        self.set(key, None);
    }

    /// A value or the first part of it, as this batch leaves it.
    fn get_raw(&mut self, view: &View<'_>, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        if let Some(written) = self.writes.get(key) {
            return Ok(written.clone());
        }
        if let Some(stood) = self.stood.get(key) {
            return Ok(stood.clone());
        }
        let stood = view.get_raw(key)?;
        self.stood.insert(key.to_vec(), stood.clone());
        Ok(stood)
    }

    fn set_new(&mut self, key: Vec<u8>, value: Option<IVec>) {
        // What this batch has removed there may have stood in the index.
        if !self.writes.contains_key(&key) {
            self.stood.entry(key.clone()).or_insert(None);
        }
        self.set(key, value);
    }

    fn set(&mut self, key: Vec<u8>, value: Option<IVec>) {
        let previous = match self.writes.insert(key.clone(), value) {
            Some(written) => Before::Written(written),
            None => Before::Unwritten,
        };
        self.undo.push((key, previous));
    }
}
