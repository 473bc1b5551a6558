//! Lays layers over each other: in the order of keys, at one key what the
//! newest layer says.

use std::{collections::btree_map, ops::Bound};

use sled::IVec;

use super::run::{Run, RunRange};
use crate::store::{StoreError, sled::index::Writes};

/// A key and its value, or the mark that it was removed.
pub(super) type Item = (IVec, Option<IVec>);

/// One layer.
pub(super) struct Source<'a> {
    items: Items<'a>,
    next: Option<Item>,
}

enum Items<'a> {
    Table(btree_map::Range<'a, Vec<u8>, Option<IVec>>),
    Run(RunRange<'a>),
}

impl<'a> Source<'a> {
    /// What a layer in memory has in a range.
    pub(super) fn table(rows: &'a Writes, start: &[u8], end: &[u8]) -> Self {
        let empty = start >= end;
        let end = if empty { start } else { end };
        let range = (Bound::Included(start), Bound::Excluded(end));
        Self {
            items: Items::Table(rows.range::<[u8], _>(range)),
            next: None,
        }
    }

    /// What a run has in a range.
    pub(super) fn run(run: &'a Run, start: &[u8], end: &[u8]) -> Self {
        Self {
            items: Items::Run(run.range(start, end)),
            next: None,
        }
    }

    fn advance(&mut self) -> Result<(), StoreError> {
        self.next = match &mut self.items {
            Items::Table(range) => range
                .next()
                .map(|(key, value)| (IVec::from(key.as_slice()), value.clone())),
            Items::Run(range) => range.next()?,
        };
        Ok(())
    }
}

/// All layers in one.
pub(super) struct Merged<'a> {
    /// The newest first.
    sources: Vec<Source<'a>>,
    is_started: bool,
}

impl<'a> Merged<'a> {
    pub(super) fn new(sources: Vec<Source<'a>>) -> Self {
        Self {
            sources,
            is_started: false,
        }
    }

    fn step(&mut self) -> Result<Option<Item>, StoreError> {
        if !self.is_started {
            self.is_started = true;
            self.sources.iter_mut().try_for_each(Source::advance)?;
        }
        let mut newest: Option<&mut Source<'a>> = None;
        for source in &mut self.sources {
            let Some((key, _)) = &source.next else {
                continue;
            };
            match newest.as_ref().and_then(|newest| newest.next.as_ref()) {
                Some((least, _)) if key > least => {}
                // An older layer at the same key counts for nothing.
                Some((least, _)) if key == least => source.advance()?,
                _ => newest = Some(source),
            }
        }
        let Some(newest) = newest else {
            return Ok(None);
        };
        let item = newest.next.take();
        newest.advance()?;
        Ok(item)
    }
}

impl Iterator for Merged<'_> {
    type Item = Result<Item, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let outcome = self.step();
        if outcome.is_err() {
            self.sources.clear();
        }
        outcome.transpose()
    }
}
