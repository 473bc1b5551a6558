//! Blocks of the log in memory: whoever replays what was read lately takes it
//! from here and walks no tree.
//!
//! A block is what stands in the log at so many consecutive positions. Only
//! whole blocks behind the head are kept; one in which a batch changes
//! anything is dropped when that batch is shown. So a block is always what a
//! reader of the tree would see.

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::BytesMut;

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
pub(super) struct Blocks {
    bytes_max: usize,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    blocks: HashMap<u64, KeptBlock>,
    /// Numbers of blocks by when they were last used, oldest first.
    by_use: BTreeMap<u64, u64>,
    uses: u64,
    bytes: usize,
}

#[derive(Debug)]
struct KeptBlock {
    block: Block,
    bytes: usize,
    used: u64,
}

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
        Self {
            bytes_max,
            kept: Mutex::default(),
        }
    }

    /// A block that is kept.
    pub(super) fn get(&self, number: u64) -> Option<Block> {
        let mut kept = self.lock();
        kept.uses += 1;
        let used = kept.uses;
        let found = kept.blocks.get_mut(&number)?;
        let before = std::mem::replace(&mut found.used, used);
        let block = found.block.clone();
        kept.by_use.remove(&before);
        kept.by_use.insert(used, number);
        Some(block)
    }

    /// Keeps the entries of a block, in one piece, and lets go of what was not
    /// used for longest.
    pub(super) fn put(&self, number: u64, entries: Option<&[LogEntry]>) -> Block {
        let block = entries.map(join);
        let entries = block.as_deref().unwrap_or_default();
        let bytes = entries.iter().fold(BLOCK_COST, |bytes, entry| {
            bytes + ENTRY_COST + entry.encoded.len()
        });
        let mut kept = self.lock();
        kept.remove(number);
        kept.uses += 1;
        let used = kept.uses;
        kept.by_use.insert(used, number);
        kept.bytes += bytes;
        let added = KeptBlock {
            block: block.clone(),
            bytes,
            used,
        };
        kept.blocks.insert(number, added);
        while kept.bytes > self.bytes_max
            && let Some((_, oldest)) = kept.by_use.first_key_value()
        {
            let oldest = *oldest;
            kept.remove(oldest);
        }
        block
    }

    /// Drops the blocks in which these positions lie.
    pub(super) fn drop_changed(&self, changed: impl Iterator<Item = Seq>) {
        let mut kept = self.lock();
        changed.for_each(|seq| kept.remove(block_of(seq)));
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // No code that holds it can leave it half changed by a panic.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn remove(&mut self, number: u64) {
        if let Some(removed) = self.blocks.remove(&number) {
            self.by_use.remove(&removed.used);
            self.bytes -= removed.bytes;
        }
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
