//! The intake journal: what it has synced is believed. Append-only segments
//! of CRC-framed records; bodies are read back by position.
//!
//! A segment is a file of fixed size, filled with zeros before use, so that a
//! sync writes data and no metadata. It begins with a header (magic bytes,
//! version, number, a random salt), kept twice. Every record's check sums
//! cover the salt: what an earlier life of a reused file left behind, or what
//! a submitted body pretends, is never taken for a record.
//!
//! | bytes | segment header, at 0 and at 2048 |
//! |---|---|
//! | 8 | magic `LMJOURNL` |
//! | 4 | version, 1 |
//! | 4 | CRC-32 of the other fields |
//! | 8 | number of the segment, ascending |
//! | 8 | salt |
//!
//! Records begin at 4096 and are aligned to 8 bytes; see `frame`. Numbers are
//! little endian throughout. At least 24 zero bytes end a segment that is not full.

mod frame;
mod reader;
mod record;
mod recovery;
mod segment;
mod spare;
mod writer;

#[cfg(test)]
mod tests;

use std::{io, path::Path};

pub(super) use self::{
    reader::JournalReader,
    record::{JournalRecord, PreparedRecord},
    recovery::{Damage, JournalScan, Scanned},
    writer::{JournalWriter, Retention},
};
use super::{StoreError, StoreErrorKind};

/// Refuses a journal of a version that this program does not know, by its
/// last segment; one that is not there is none.
///
/// # Errors
/// `Corrupt` also where both copies of that segment's header are damaged.
pub(super) fn check_version(dir: &Path) -> Result<(), StoreError> {
    if dir.exists()
        && let Some(last) = segment::list_segments(dir)?.last()
    {
        segment::Segment::open(dir, *last)?;
    }
    Ok(())
}

/// Where a record lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct JournalPosition {
    /// Number of the segment.
    pub(super) segment: u64,
    /// Of the frame's first byte in the segment.
    pub(super) offset: u32,
    /// Of the frame, header included, padding not.
    pub(super) len: u32,
}

impl JournalPosition {
    /// The position behind this record, as a bound for comparisons.
    pub(super) fn end(self) -> Self {
        Self {
            segment: self.segment,
            offset: self.offset.saturating_add(self.len),
            len: 0,
        }
    }
}

/// What the disk answered, in terms of the store.
fn disk_error(context: impl Into<String>, path: &Path, source: io::Error) -> StoreError {
    let context = format!("{} {}", context.into(), path.display());
    StoreError::new(StoreErrorKind::Unavailable, context).because(source)
}

/// What on disk is not what was written.
fn corrupt(context: impl Into<String>) -> StoreError {
    StoreError::new(StoreErrorKind::Corrupt, context)
}
