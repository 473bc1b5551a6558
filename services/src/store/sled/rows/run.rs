//! A run: a file of rows in the order of their keys, written once.
//!
//! | part | holds |
//! |---|---|
//! | blocks | rows, some 4 KB together |
//! | index | for each block its place, its CRC-32 and its first key |
//! | filter | see `filter` |
//! | footer, 56 bytes | where index and filter are, the batches, version 1, magic bytes, CRC-32 |
//!
//! See `row` for a row. Numbers are little endian.

mod layout;
mod write;

pub(super) use self::{layout::Block, write::RunWriter};

use std::{
    fs::{self, File},
    io,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
};

use sled::IVec;

use self::layout::{Checked, FOOTER_BYTES, decode_footer, decode_index};
use super::{
    Said,
    filter::{Filter, digest},
    merge::Item,
    row::next_row,
};
use crate::store::{
    StoreError,
    sled::{corrupt, key, unavailable},
};

/// A block ends once it has as many bytes.
const BLOCK_BYTES: usize = if cfg!(test) { 100 } else { 4_000 };
const EXTENSION: &str = "rows";
const UNFINISHED_EXTENSION: &str = "unfinished";

/// A run that is open.
#[derive(Debug)]
pub(super) struct Run {
    /// Numbers of the first and the last batch whose rows it holds.
    pub(super) batches: (u64, u64),
    path: PathBuf,
    file: File,
    bytes: u64,
    blocks: Vec<Block>,
    /// `None` where there is no memory for it.
    filter: Option<Filter>,
}

/// A key that is looked for in several runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    key: &'a [u8],
    /// What the filters know it by.
    digest: Option<u32>,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(key: &'a [u8]) -> Self {
        Self {
            key,
            digest: key::looked_up_part(key).map(digest),
        }
    }
}

/// Which batches there are runs of in a folder; what was not finished is
/// removed.
pub(super) fn list_runs(dir: &Path) -> Result<Vec<(u64, u64)>, StoreError> {
    let list = || -> io::Result<Vec<(u64, u64)>> {
        let mut runs = Vec::new();
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            let Some(extension) = path.extension() else {
                continue;
            };
            if extension == UNFINISHED_EXTENSION {
                fs::remove_file(&path)?;
            } else if extension == EXTENSION {
                let stem = path.file_stem().and_then(|stem| stem.to_str());
                let batches = stem.and_then(|stem| stem.split_once('-'));
                runs.extend(
                    batches.and_then(|(first, last)| first.parse().ok().zip(last.parse().ok())),
                );
            }
        }
        Ok(runs)
    };
    list().map_err(|error| disk_error("list", dir, error))
}

fn run_path(dir: &Path, (first, last): (u64, u64), extension: &str) -> PathBuf {
    dir.join(format!("{first:016}-{last:016}.{extension}"))
}

/// Removes the file of a run; whoever has it open can still read it.
pub(super) fn remove_run(dir: &Path, batches: (u64, u64)) -> Result<(), StoreError> {
    let path = run_path(dir, batches, EXTENSION);
    fs::remove_file(&path).map_err(|error| disk_error("remove", &path, error))
}

impl Run {
    /// Opens the run of these batches.
    ///
    /// # Errors
    /// `Corrupt` where it is damaged or of an unknown version.
    pub(super) fn open(dir: &Path, batches: (u64, u64)) -> Result<Self, StoreError> {
        let path = run_path(dir, batches, EXTENSION);
        let fail = |error| disk_error("read", &path, error);
        let file = File::open(&path).map_err(fail)?;
        let bytes = file.metadata().map_err(fail)?.len();
        let mut footer = [0; FOOTER_BYTES];
        let footer_offset = bytes.saturating_sub(FOOTER_BYTES as u64);
        let read = |offset: u64, part: Checked| -> Result<Vec<u8>, StoreError> {
            if u64::from(part.len) > bytes {
                return Err(damaged(&path));
            }
            let mut read = vec![0; usize::try_from(part.len).unwrap_or(0)];
            file.read_exact_at(&mut read, offset).map_err(fail)?;
            if crc32fast::hash(&read) == part.crc {
                Ok(read)
            } else {
                Err(damaged(&path))
            }
        };
        if bytes < FOOTER_BYTES as u64 {
            return Err(damaged(&path));
        }
        file.read_exact_at(&mut footer, footer_offset)
            .map_err(fail)?;
        let footer = decode_footer(&footer).ok_or_else(|| damaged(&path))?;
        let index = read(footer.index_offset, footer.index)?;
        let blocks = decode_index(&index).ok_or_else(|| damaged(&path))?;
        let filter_offset = footer.index_offset + u64::from(footer.index.len);
        let filter = read(filter_offset, footer.filter)?;
        if footer.batches != batches {
            return Err(damaged(&path));
        }
        Ok(Self {
            batches,
            path,
            file,
            bytes,
            blocks,
            filter: Some(Filter::decode(&filter)),
        })
    }

    /// Bytes on disk.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Memory of the filter.
    pub(super) fn filter_bytes(&self) -> usize {
        self.filter.as_ref().map_or(0, Filter::bytes)
    }

    /// Gives the filter's memory back.
    pub(super) fn drop_filter(&mut self) {
        self.filter = None;
    }

    /// What the run says of a key.
    pub(super) fn get(&self, wanted: &Wanted<'_>) -> Result<Option<Said>, StoreError> {
        if !self.may_hold(wanted.digest) {
            return Ok(None);
        }
        let wanted = wanted.key;
        let Some(number) = self.block_of(wanted) else {
            return Ok(None);
        };
        let mut block = Vec::new();
        self.read_block(number, &mut block)?;
        let mut rows = block.as_slice();
        while let Some((row_key, value)) = next_row(&mut rows) {
            if row_key >= wanted {
                return Ok((row_key == wanted).then(|| Said::new(value.map(IVec::from))));
            }
        }
        Ok(None)
    }

    /// Whether keys of this digest may be here; `None` for any.
    pub(super) fn may_hold(&self, digest: Option<u32>) -> bool {
        match (&self.filter, digest) {
            (Some(filter), Some(digest)) => filter.may_hold(digest),
            _ => true,
        }
    }

    /// The rows of a range.
    pub(super) fn range(&self, start: &[u8], end: &[u8]) -> RunRange<'_> {
        RunRange {
            run: self,
            block: self.block_of(start).unwrap_or(0),
            rows: Vec::new(),
            at: 0,
            start: start.to_vec(),
            end: end.to_vec(),
        }
    }

    /// The block in which a key must be, if it is here.
    fn block_of(&self, wanted: &[u8]) -> Option<usize> {
        let behind = self
            .blocks
            .partition_point(|block| *block.first_key <= *wanted);
        behind.checked_sub(1)
    }

    /// A block by its number, from 0.
    pub(super) fn block(&self, number: usize) -> Option<&Block> {
        self.blocks.get(number)
    }

    /// Reads the rows of a block into `bytes`, in place of what they hold.
    pub(super) fn read_block(&self, number: usize, bytes: &mut Vec<u8>) -> Result<(), StoreError> {
        let block = self.block(number).ok_or_else(|| damaged(&self.path))?;
        bytes.resize(usize::try_from(block.len).unwrap_or(0), 0);
        self.file
            .read_exact_at(bytes, block.offset)
            .map_err(|error| disk_error("read", &self.path, error))?;
        if crc32fast::hash(bytes) == block.crc {
            Ok(())
        } else {
            Err(damaged(&self.path))
        }
    }
}

/// Goes through rows of a run.
pub(super) struct RunRange<'a> {
    run: &'a Run,
    /// The next to be read.
    block: usize,
    /// The block being gone through, and how far.
    rows: Vec<u8>,
    at: usize,
    start: Vec<u8>,
    end: Vec<u8>,
}

impl RunRange<'_> {
    pub(super) fn next(&mut self) -> Result<Option<Item>, StoreError> {
        loop {
            let whole = self.rows.get(self.at..).unwrap_or_default();
            let mut rest = whole;
            if let Some((row_key, value)) = next_row(&mut rest) {
                self.at += whole.len() - rest.len();
                if row_key < self.start.as_slice() {
                    continue;
                }
                if row_key >= self.end.as_slice() {
                    self.rows = Vec::new();
                    self.block = usize::MAX;
                    return Ok(None);
                }
                return Ok(Some((IVec::from(row_key), value.map(IVec::from))));
            }
            let next = self.run.block(self.block);
            if next.is_none_or(|block| *block.first_key >= *self.end) {
                return Ok(None);
            }
            self.run.read_block(self.block, &mut self.rows)?;
            self.at = 0;
            self.block += 1;
        }
    }
}

fn disk_error(what: &str, path: &Path, error: io::Error) -> StoreError {
    unavailable(format!("{what} {}", path.display()), error)
}

fn damaged(path: &Path) -> StoreError {
    corrupt(format!(
        "{} is damaged; `alliance rebuild` makes a new index",
        path.display()
    ))
}
