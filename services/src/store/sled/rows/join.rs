//! Makes one run of several, row by row in the order of their keys. Where no
//! other run reaches into a block, the block is taken over as it is: keys
//! that only ever grow, as positions of the log do, cost little more than the
//! copying of their bytes.

use std::{ops::Range, sync::Arc};

use super::{
    row::next_row,
    run::{Block, Run, RunWriter},
};
use crate::store::StoreError;

/// All rows of several runs.
pub(super) struct Join<'a> {
    /// Where each run stands, the newest first; none that has ended.
    cursors: Vec<Cursor<'a>>,
    /// Marks of what was removed hide nothing, and are left out.
    drops_marks: bool,
}

/// The next row of a run, and where it lies in its block.
struct Cursor<'a> {
    run: &'a Run,
    number: usize,
    block: Vec<u8>,
    row: Range<usize>,
    key: Range<usize>,
    is_mark: bool,
    has_ended: bool,
}

impl<'a> Join<'a> {
    /// Of runs, the newest first; `drops_marks` where nothing older lies
    /// under them.
    pub(super) fn new(runs: &'a [Arc<Run>], drops_marks: bool) -> Result<Self, StoreError> {
        let cursors: Result<_, StoreError> = runs.iter().map(|run| Cursor::new(run)).collect();
        Ok(Self {
            cursors: cursors?,
            drops_marks,
        })
    }

    /// Writes what comes next, a row or a block; false once there is nothing.
    pub(super) fn step(&mut self, writer: &mut RunWriter) -> Result<bool, StoreError> {
        self.cursors.retain(|cursor| !cursor.has_ended);
        let place = self.least();
        let (newer, rest) = self.cursors.split_at_mut(place);
        let Some((cursor, older)) = rest.split_first_mut() else {
            return Ok(false);
        };
        // An older row at the same key counts for nothing.
        for other in older.iter_mut().filter(|other| other.key() == cursor.key()) {
            other.advance()?;
        }
        let reaches_before = |other: &Cursor<'_>, end: &[u8]| !other.has_ended && other.key() < end;
        if writer.may_take_block()
            && let Some((block, end)) = cursor.whole_block(self.drops_marks)
            && !newer.iter().any(|other| reaches_before(other, end))
            && !older.iter().any(|other| reaches_before(other, end))
        {
            writer.push_block(block, &cursor.block)?;
            cursor.begin_block(cursor.number + 1)?;
            return Ok(true);
        }
        if !(cursor.is_mark && self.drops_marks) {
            writer.push_encoded(cursor.key(), cursor.row())?;
        }
        cursor.advance()?;
        Ok(true)
    }

    /// Which cursor has the least key, of several at one key the newest.
    fn least(&self) -> usize {
        let places = self.cursors.iter().enumerate();
        let least = places.min_by_key(|(_, cursor)| cursor.key());
        least.map_or(0, |(place, _)| place)
    }
}

impl<'a> Cursor<'a> {
    fn new(run: &'a Run) -> Result<Self, StoreError> {
        let mut cursor = Self {
            run,
            number: 0,
            block: Vec::new(),
            row: 0..0,
            key: 0..0,
            is_mark: false,
            has_ended: false,
        };
        cursor.begin_block(0)?;
        Ok(cursor)
    }

    fn key(&self) -> &[u8] {
        self.block.get(self.key.clone()).unwrap_or_default()
    }

    /// The row as it is written.
    fn row(&self) -> &[u8] {
        self.block.get(self.row.clone()).unwrap_or_default()
    }

    /// The block and a key that lies behind all of it, where the cursor is at
    /// its beginning.
    fn whole_block(&self, without_marks: bool) -> Option<(&'a Block, &'a [u8])> {
        if self.row.start > 0 {
            return None;
        }
        let block = self.run.block(self.number)?;
        let next = self.run.block(self.number + 1)?;
        let mut rows = self.block.as_slice();
        let mut values = std::iter::from_fn(|| next_row(&mut rows)).map(|(_, value)| value);
        if without_marks && values.any(|value| value.is_none()) {
            return None;
        }
        Some((block, &next.first_key))
    }

    fn begin_block(&mut self, number: usize) -> Result<(), StoreError> {
        self.number = number;
        self.row = 0..0;
        self.block.clear();
        if self.run.block(number).is_some() {
            self.run.read_block(number, &mut self.block)?;
        }
        self.advance()
    }

    /// Goes to the next row, in the next block where it has to.
    fn advance(&mut self) -> Result<(), StoreError> {
        let start = self.row.end;
        let mut rest = self.block.get(start..).unwrap_or_default();
        let Some((row_key, value)) = next_row(&mut rest) else {
            self.has_ended = self.run.block(self.number + 1).is_none();
            return if self.has_ended {
                Ok(())
            } else {
                self.begin_block(self.number + 1)
            };
        };
        let end = self.block.len() - rest.len();
        // A row ends with its value, and its key stands before that.
        let key_end = end - value.map_or(0, <[u8]>::len);
        self.key = key_end - row_key.len()..key_end;
        self.is_mark = value.is_none();
        self.row = start..end;
        Ok(())
    }
}
