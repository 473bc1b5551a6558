//! Makes one run of several, row by row in the order of their keys. Where no
//! other run reaches into a block, the block is taken over as it is: keys
//! that only ever grow, as positions of the log do, cost little more than the
//! copying of their bytes.

use std::{ops::Range, sync::Arc};

use super::{
    row::next_row,
    run::{Place, Places, Run, RunWriter},
};
use crate::store::StoreError;

/// All rows of several runs.
pub(super) struct Join<'a> {
    /// Where each run stands, the newest first.
    cursors: Vec<Cursor<'a>>,
    /// Cursors that have not ended, by the keys they are at; of several at one
    /// key the newest first.
    order: Vec<Rank>,
    /// Marks of what was removed hide nothing, and are left out.
    drops_marks: bool,
}

/// What a cursor is ordered by.
#[derive(Clone, Copy, Debug)]
struct Rank {
    /// What its key begins with: nearly all are told apart by it.
    prefix: u64,
    /// Of the cursor.
    number: usize,
}

/// The next row of a run, and where it lies in its block.
struct Cursor<'a> {
    run: &'a Run,
    /// What follows `next_place`.
    places: Places<'a>,
    place: Option<Place>,
    next_place: Option<Place>,
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
        let cursors: Result<Vec<_>, StoreError> = runs.iter().map(|run| Cursor::new(run)).collect();
        let mut join = Self {
            cursors: cursors?,
            order: Vec::with_capacity(runs.len()),
            drops_marks,
        };
        for number in 0..join.cursors.len() {
            join.put_in_order(number);
        }
        Ok(join)
    }

    /// Writes what comes next, a row or a block; false once there is nothing.
    pub(super) fn step(&mut self, writer: &mut RunWriter) -> Result<bool, StoreError> {
        let Some(first) = self.order.first().copied() else {
            return Ok(false);
        };
        // An older row at the same key counts for nothing.
        while let Some(second) = self.order.get(1)
            && second.prefix == first.prefix
            && self.key(second.number) == self.key(first.number)
        {
            self.move_on(1, Cursor::advance)?;
        }
        let Some(cursor) = self.cursors.get(first.number) else {
            return Ok(false);
        };
        let next_key = self.order.get(1).map(|second| self.key(second.number));
        if writer.may_take_block()
            && let Some((block, end)) = cursor.whole_block(self.drops_marks)
            && next_key.is_none_or(|key| key >= end)
        {
            writer.push_block(block, &cursor.block)?;
            self.move_on(0, Cursor::begin_block)?;
            return Ok(true);
        }
        if !(cursor.is_mark && self.drops_marks) {
            writer.push_encoded(cursor.key(), cursor.row())?;
        }
        self.move_on(0, Cursor::advance)?;
        Ok(true)
    }

    fn key(&self, number: usize) -> &[u8] {
        self.cursors.get(number).map_or(&[], Cursor::key)
    }

    /// Moves the cursor at a place of the order, and puts it where it belongs
    /// then.
    fn move_on(
        &mut self,
        place: usize,
        how: impl FnOnce(&mut Cursor<'a>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Rank { number, .. } = self.order.remove(place);
        if let Some(cursor) = self.cursors.get_mut(number) {
            how(cursor)?;
            self.put_in_order(number);
        }
        Ok(())
    }

    /// Puts a cursor where it belongs, unless it has ended.
    fn put_in_order(&mut self, number: usize) {
        let Some(cursor) = self.cursors.get(number).filter(|cursor| !cursor.has_ended) else {
            return;
        };
        let key = cursor.key();
        let prefix = prefix_of(key);
        let place = self.order.partition_point(|other| {
            other.prefix < prefix
                || other.prefix == prefix && (self.key(other.number), other.number) < (key, number)
        });
        self.order.insert(place, Rank { prefix, number });
    }
}

/// The first bytes of a key as a number: it sorts as they do.
fn prefix_of(key: &[u8]) -> u64 {
    let mut prefix = [0; 8];
    for (to, from) in prefix.iter_mut().zip(key) {
        *to = *from;
    }
    u64::from_be_bytes(prefix)
}

impl<'a> Cursor<'a> {
    fn new(run: &'a Run) -> Result<Self, StoreError> {
        // It passes each page once.
        let mut places = Places::from(run, &[], false)?;
        let mut cursor = Self {
            run,
            place: None,
            next_place: places.next()?,
            places,
            block: Vec::new(),
            row: 0..0,
            key: 0..0,
            is_mark: false,
            has_ended: false,
        };
        cursor.begin_block()?;
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
    fn whole_block(&self, without_marks: bool) -> Option<(&Place, &[u8])> {
        if self.row.start > 0 {
            return None;
        }
        let block = self.place.as_ref()?;
        let next = self.next_place.as_ref()?;
        let mut rows = self.block.as_slice();
        let mut values = std::iter::from_fn(|| next_row(&mut rows)).map(|(_, value)| value);
        if without_marks && values.any(|value| value.is_none()) {
            return None;
        }
        Some((block, &next.first_key))
    }

    /// Goes to the next block; it has ended where there is none.
    fn begin_block(&mut self) -> Result<(), StoreError> {
        self.row = 0..0;
        self.key = 0..0;
        self.place = self.next_place.take();
        let Some(place) = &self.place else {
            self.block.clear();
            self.has_ended = true;
            return Ok(());
        };
        self.run.read_block(place, &mut self.block)?;
        self.next_place = self.places.next()?;
        self.advance()
    }

    /// Goes to the next row, in the next block where it has to.
    fn advance(&mut self) -> Result<(), StoreError> {
        let start = self.row.end;
        let mut rest = self.block.get(start..).unwrap_or_default();
        let Some((row_key, value)) = next_row(&mut rest) else {
            return self.begin_block();
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
