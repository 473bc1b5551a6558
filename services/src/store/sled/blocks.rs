//! Blocks of the log in memory: whoever replays what was read lately takes it
//! from here and walks no tree.
//!
//! A block is what stands in the log at so many consecutive positions. Only
//! whole blocks behind the head are kept; one in which a batch changes
//! anything is dropped when that batch is shown. So a block is always what a
//! reader of the tree would see.

#[cfg(test)]
mod tests;

use std::{ops::Range, sync::Arc};

use bytes::BytesMut;

use super::recently_used::RecentlyUsed;
use crate::{id::Seq, store::LogEntry};

/// Positions of one block. Few under test, so that every history fills some.
pub(super) const BLOCK_POSITIONS: u64 = if cfg!(test) { 4 } else { 64 };
/// A block of more bytes is not kept: few readers, and much to copy.
pub(super) const BLOCK_BYTES_MAX: usize = 512 << 10;
/// Of the maps and of each entry beside its bytes, about.
const BLOCK_COST: usize = 200;
const ENTRY_COST: usize = size_of::<LogEntry>();

/// The entries of a block; `None` where they are more than is kept.
pub(super) type Block = Option<Arc<[LogEntry]>>;

/// The blocks read last, up to a number of bytes. What readers hold of a
/// block that was dropped comes on top, as far as their batches reach.
#[derive(Debug)]
pub(super) struct Blocks(RecentlyUsed<u64, Block>);

/// The number of the block in which a position lies.
pub(super) fn block_of(seq: Seq) -> u64 {
    seq.0 / BLOCK_POSITIONS
}

/// The positions of a block.
pub(super) fn positions(number: u64) -> Range<Seq> {
    let start = number.saturating_mul(BLOCK_POSITIONS);
    Seq(start)..Seq(start.saturating_add(BLOCK_POSITIONS))
}

impl Blocks {
    pub(super) fn new(bytes_max: usize) -> Self {
        Self(RecentlyUsed::new(bytes_max))
    }

    /// A block that is kept.
    pub(super) fn get(&self, number: u64) -> Option<Block> {
        self.0.get(number)
    }

    /// Keeps the entries of a block, in one piece.
    pub(super) fn put(&self, number: u64, entries: Option<&[LogEntry]>) -> Block {
        let block = entries.map(join);
        let entries = block.as_deref().unwrap_or_default();
        let bytes = entries.iter().fold(BLOCK_COST, |bytes, entry| {
            bytes + ENTRY_COST + entry.encoded.len()
        });
        self.0.put(number, block.clone(), bytes);
        block
    }

    /// Drops the blocks in which these positions lie.
    pub(super) fn drop_changed(&self, changed: impl Iterator<Item = Seq>) {
        self.0.remove_all(changed.map(block_of));
    }
}

/// The same entries, their bytes one after the other in memory of their own.
fn join(entries: &[LogEntry]) -> Arc<[LogEntry]> {
    let bytes = entries.iter().map(|entry| entry.encoded.len()).sum();
    let mut joined = BytesMut::with_capacity(bytes);
    for entry in entries {
        joined.extend_from_slice(&entry.encoded);
    }
    let mut joined = joined.freeze();
    let entries = entries.iter().map(|entry| LogEntry {
        seq: entry.seq,
        encoded: joined.split_to(entry.encoded.len()),
    });
    entries.collect()
}
