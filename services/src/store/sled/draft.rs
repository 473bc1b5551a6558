//! A batch in the making: what the calls of a group will have written,
//! readable by the next call, and undone for a call that fails.

use bytes::Bytes;
use sled::IVec;

use super::{
    index::{View, Writes},
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
    pub(super) totals: StoredTotals,
    /// What stood in `writes` before each change of the present call.
    undo: Vec<(Vec<u8>, Before)>,
    saved_totals: StoredTotals,
}

impl Draft {
    pub(super) fn new(totals: StoredTotals) -> Self {
        Self {
            writes: Writes::new(),
            saved_totals: totals.clone(),
            totals,
            undo: Vec::new(),
        }
    }

    /// Keeps what the present call has done.
    pub(super) fn accept(&mut self) {
        self.undo.clear();
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
        self.totals = self.saved_totals.clone();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    pub(super) fn into_parts(self) -> (Writes, StoredTotals) {
        (self.writes, self.totals)
    }

    /// A value as this batch leaves it.
    pub(super) fn get(&self, view: &View<'_>, key: &[u8]) -> Result<Option<Bytes>, StoreError> {
        match self.writes.get(key) {
            None => view.get(key),
            Some(None) => Ok(None),
            Some(Some(first)) => {
                let read = |key: &[u8]| match self.writes.get(key) {
                    Some(written) => Ok(written.clone()),
                    None => view.get_raw(key),
                };
                part::join(key, first.clone(), read).map(Some)
            }
        }
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

    /// Sets a value at a key that was never used.
    pub(super) fn put_new(&mut self, key: Vec<u8>, value: &[u8]) -> Result<(), StoreError> {
        let mut parts = Writes::new();
        part::split(&mut parts, key, value)?;
        for (key, part) in parts {
            self.set(key, part);
        }
        Ok(())
    }

    /// Removes a value and its parts.
    pub(super) fn remove(&mut self, view: &View<'_>, key: &[u8]) -> Result<(), StoreError> {
        let first = match self.writes.get(key) {
            Some(written) => written.clone(),
            None => view.get_raw(key)?,
        };
        let Some(first) = first else {
            return Ok(());
        };
        let mut parts = Writes::new();
        part::remove(&mut parts, key.to_vec(), &first);
        for (key, part) in parts {
            self.set(key, part);
        }
        Ok(())
    }

    /// Sets a short value, kept as it is.
    pub(super) fn mark(&mut self, key: Vec<u8>, value: &[u8]) {
        self.set(key, Some(IVec::from(value)));
    }

    /// Removes what [`Self::mark`] set.
    pub(super) fn unmark(&mut self, key: Vec<u8>) {
        self.set(key, None);
    }

    fn set(&mut self, key: Vec<u8>, value: Option<IVec>) {
        let previous = match self.writes.insert(key.clone(), value) {
            Some(written) => Before::Written(written),
            None => Before::Unwritten,
        };
        self.undo.push((key, previous));
    }
}
