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

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write as _},
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
};

use sled::IVec;

use super::{
    Said,
    filter::{Filter, digest},
    merge::Item,
    row::{next_row, push_row},
};
use crate::store::{
    StoreError,
    sled::{corrupt, key, unavailable},
};

const MAGIC: [u8; 4] = *b"LMRW";
const VERSION: u32 = 1;
const FOOTER_BYTES: usize = 56;
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

#[derive(Debug)]
struct Block {
    offset: u64,
    len: u32,
    crc: u32,
    first_key: Box<[u8]>,
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

/// Writes a run: durable on return.
///
/// # Errors
/// What the disk or the rows answer.
pub(super) fn write_run(
    dir: &Path,
    batches: (u64, u64),
    rows: impl Iterator<Item = Result<Item, StoreError>>,
) -> Result<Run, StoreError> {
    let unfinished = run_path(dir, batches, UNFINISHED_EXTENSION);
    let path = run_path(dir, batches, EXTENSION);
    let fail = |error| disk_error("write", &unfinished, error);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(&unfinished)
        .map_err(fail)?;
    let mut writer = RunWriter {
        file: BufWriter::with_capacity(256 << 10, file),
        offset: 0,
        block: Vec::new(),
        first_key: None,
        blocks: Vec::new(),
        digests: Vec::new(),
        last_digest: None,
    };
    for row in rows {
        let (key, value) = row?;
        writer.push(&key, value.as_deref()).map_err(fail)?;
    }
    let (file, blocks, filter, bytes) = writer.finish(batches).map_err(fail)?;
    file.sync_all()
        .and_then(|()| fs::rename(&unfinished, &path))
        .and_then(|()| File::open(dir)?.sync_all())
        .map_err(fail)?;
    Ok(Run {
        batches,
        path,
        file,
        bytes,
        blocks,
        filter: Some(filter),
    })
}

struct RunWriter {
    file: BufWriter<File>,
    offset: u64,
    block: Vec<u8>,
    first_key: Option<Box<[u8]>>,
    blocks: Vec<Block>,
    digests: Vec<u32>,
    last_digest: Option<u32>,
}

impl RunWriter {
    fn push(&mut self, row_key: &[u8], value: Option<&[u8]>) -> io::Result<()> {
        if self.first_key.is_none() {
            self.first_key = Some(row_key.into());
        }
        push_row(&mut self.block, row_key, value)?;
        if let Some(part) = key::looked_up_part(row_key) {
            let digest = digest(part);
            // Keys with the same part follow each other.
            if self.last_digest != Some(digest) {
                self.digests.push(digest);
                self.last_digest = Some(digest);
            }
        }
        if self.block.len() >= BLOCK_BYTES {
            self.end_block()?;
        }
        Ok(())
    }

    fn end_block(&mut self) -> io::Result<()> {
        let Some(first_key) = self.first_key.take() else {
            return Ok(());
        };
        self.blocks.push(Block {
            offset: self.offset,
            len: u32::try_from(self.block.len()).unwrap_or(u32::MAX),
            crc: crc32fast::hash(&self.block),
            first_key,
        });
        self.file.write_all(&self.block)?;
        self.offset += self.block.len() as u64;
        self.block.clear();
        Ok(())
    }

    fn finish(mut self, batches: (u64, u64)) -> io::Result<(File, Vec<Block>, Filter, u64)> {
        self.end_block()?;
        let index = encode_index(&self.blocks);
        let filter = Filter::new(&self.digests);
        let filter_bytes = filter.encode();
        let mut footer = Vec::with_capacity(FOOTER_BYTES);
        let mut place = |offset: u64, part: &[u8]| {
            footer.extend(offset.to_le_bytes());
            footer.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
            footer.extend(crc32fast::hash(part).to_le_bytes());
        };
        place(self.offset, &index);
        let filter_offset = self.offset + index.len() as u64;
        // The filter follows the index.
        footer.extend(
            u32::try_from(filter_bytes.len())
                .unwrap_or(u32::MAX)
                .to_le_bytes(),
        );
        footer.extend(crc32fast::hash(&filter_bytes).to_le_bytes());
        footer.extend(batches.0.to_le_bytes());
        footer.extend(batches.1.to_le_bytes());
        footer.extend([0; 4]);
        footer.extend(VERSION.to_le_bytes());
        footer.extend(MAGIC);
        footer.extend(crc32fast::hash(&footer).to_le_bytes());
        for part in [&index, &filter_bytes, &footer] {
            self.file.write_all(part)?;
        }
        let bytes = filter_offset + filter_bytes.len() as u64 + footer.len() as u64;
        let file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        Ok((file, self.blocks, filter, bytes))
    }
}

fn encode_index(blocks: &[Block]) -> Vec<u8> {
    let mut index = Vec::new();
    for block in blocks {
        index.extend(block.offset.to_le_bytes());
        index.extend(block.len.to_le_bytes());
        index.extend(block.crc.to_le_bytes());
        let key_len = u16::try_from(block.first_key.len()).unwrap_or(u16::MAX);
        index.extend(key_len.to_le_bytes());
        index.extend_from_slice(&block.first_key);
    }
    index
}

fn decode_index(mut bytes: &[u8]) -> Option<Vec<Block>> {
    let mut blocks = Vec::new();
    while !bytes.is_empty() {
        let offset = u64::from_le_bytes(take(&mut bytes)?);
        let len = u32::from_le_bytes(take(&mut bytes)?);
        let crc = u32::from_le_bytes(take(&mut bytes)?);
        let key_len = u16::from_le_bytes(take(&mut bytes)?);
        let (first_key, rest) = bytes.split_at_checked(usize::from(key_len))?;
        bytes = rest;
        blocks.push(Block {
            offset,
            len,
            crc,
            first_key: first_key.into(),
        });
    }
    Some(blocks)
}

/// Takes a number off the front.
fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*number)
}

/// What the footer says.
struct Footer {
    index: (u64, u32, u32),
    filter: (u32, u32),
    batches: (u64, u64),
}

fn decode_footer(footer: &[u8]) -> Option<Footer> {
    let (fields, crc) = footer.split_last_chunk()?;
    if crc32fast::hash(fields) != u32::from_le_bytes(*crc) {
        return None;
    }
    let mut rest = fields;
    let rest = &mut rest;
    let index = (
        u64::from_le_bytes(take(rest)?),
        u32::from_le_bytes(take(rest)?),
        u32::from_le_bytes(take(rest)?),
    );
    let filter = (
        u32::from_le_bytes(take(rest)?),
        u32::from_le_bytes(take(rest)?),
    );
    let batches = (
        u64::from_le_bytes(take(rest)?),
        u64::from_le_bytes(take(rest)?),
    );
    let [_reserved, version] = [
        u32::from_le_bytes(take(rest)?),
        u32::from_le_bytes(take(rest)?),
    ];
    (version == VERSION && take(rest)? == MAGIC).then_some(Footer {
        index,
        filter,
        batches,
    })
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
        let read = |offset: u64, len: u32, crc: u32| -> Result<Vec<u8>, StoreError> {
            if u64::from(len) > bytes {
                return Err(damaged(&path));
            }
            let mut part = vec![0; usize::try_from(len).unwrap_or(0)];
            file.read_exact_at(&mut part, offset).map_err(fail)?;
            if crc32fast::hash(&part) == crc {
                Ok(part)
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
        let (index_offset, index_len, index_crc) = footer.index;
        let index = read(index_offset, index_len, index_crc)?;
        let blocks = decode_index(&index).ok_or_else(|| damaged(&path))?;
        let (filter_len, filter_crc) = footer.filter;
        let filter = read(index_offset + u64::from(index_len), filter_len, filter_crc)?;
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
    pub(super) fn get(&self, wanted: &[u8]) -> Result<Option<Said>, StoreError> {
        if !self.may_hold(key::looked_up_part(wanted)) {
            return Ok(None);
        }
        let Some(number) = self.block_of(wanted) else {
            return Ok(None);
        };
        let block = self.read_block(number)?;
        let mut rows = block.as_slice();
        while let Some((row_key, value)) = next_row(&mut rows) {
            if row_key >= wanted {
                return Ok((row_key == wanted).then(|| Said::new(value.map(IVec::from))));
            }
        }
        Ok(None)
    }

    /// Whether a range may have rows here.
    pub(super) fn may_hold_range(&self, start: &[u8], end: &[u8]) -> bool {
        self.may_hold(key::looked_up_prefix(start, end))
    }

    /// The rows of a range.
    pub(super) fn range(&self, start: &[u8], end: &[u8]) -> RunRange<'_> {
        RunRange {
            run: self,
            block: self.block_of(start).unwrap_or(0),
            rows: Vec::new(),
            at: 0,
            start: start.to_vec(),
            end: Some(end.to_vec()),
        }
    }

    /// All rows.
    pub(super) fn all(&self) -> RunRange<'_> {
        RunRange {
            run: self,
            block: 0,
            rows: Vec::new(),
            at: 0,
            start: Vec::new(),
            end: None,
        }
    }

    fn may_hold(&self, part: Option<&[u8]>) -> bool {
        match (&self.filter, part) {
            (Some(filter), Some(part)) => filter.may_hold(digest(part)),
            _ => true,
        }
    }

    /// The block in which a key must be, if it is here.
    fn block_of(&self, wanted: &[u8]) -> Option<usize> {
        let behind = self
            .blocks
            .partition_point(|block| *block.first_key <= *wanted);
        behind.checked_sub(1)
    }

    fn read_block(&self, number: usize) -> Result<Vec<u8>, StoreError> {
        let block = self.blocks.get(number).ok_or_else(|| damaged(&self.path))?;
        let mut bytes = vec![0; usize::try_from(block.len).unwrap_or(0)];
        self.file
            .read_exact_at(&mut bytes, block.offset)
            .map_err(|error| disk_error("read", &self.path, error))?;
        if crc32fast::hash(&bytes) == block.crc {
            Ok(bytes)
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
    /// `None` for all.
    end: Option<Vec<u8>>,
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
                if self.end.as_deref().is_some_and(|end| row_key >= end) {
                    self.rows = Vec::new();
                    self.block = usize::MAX;
                    return Ok(None);
                }
                return Ok(Some((IVec::from(row_key), value.map(IVec::from))));
            }
            let next = self.run.blocks.get(self.block);
            let is_behind = |block: &Block| {
                let end = self.end.as_deref();
                end.is_some_and(|end| *block.first_key >= *end)
            };
            if next.is_none_or(is_behind) {
                return Ok(None);
            }
            self.rows = self.run.read_block(self.block)?;
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
