//! Lays the values from before a batch over a range of the tree.

use std::{collections::btree_map, iter::Peekable};

use sled::IVec;

use super::index::read_error;
use crate::store::StoreError;

/// Both ranges in one order; at one key the value from before counts.
pub(super) struct Merged<'a> {
    stored: Peekable<sled::Iter>,
    before: Peekable<btree_map::Range<'a, Vec<u8>, Option<IVec>>>,
}

impl<'a> Merged<'a> {
    pub(super) fn new(
        stored: sled::Iter,
        before: btree_map::Range<'a, Vec<u8>, Option<IVec>>,
    ) -> Self {
        Self {
            stored: stored.peekable(),
            before: before.peekable(),
        }
    }
}

impl Iterator for Merged<'_> {
    type Item = Result<(IVec, IVec), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some((before_key, _)) = self.before.peek() else {
                return self.stored.next().map(|item| item.map_err(read_error));
            };
            match self.stored.peek() {
                Some(Err(_)) => return self.stored.next().map(|item| item.map_err(read_error)),
                Some(Ok((key, _))) if key.as_ref() < before_key.as_slice() => {
                    return self.stored.next().map(|item| item.map_err(read_error));
                }
                Some(Ok((key, _))) if key.as_ref() == before_key.as_slice() => {
                    // Replaced by what was there before.
                    if let Some(Err(error)) = self.stored.next() {
                        return Some(Err(read_error(error)));
                    }
                }
                _ => {}
            }
            let (key, old) = self.before.next()?;
            if let Some(old) = old {
                return Some(Ok((IVec::from(key.as_slice()), old.clone())));
            }
        }
    }
}
