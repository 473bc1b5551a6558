//! Writes a run.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use super::{
    BLOCK_BYTES, EXTENSION, Run, UNFINISHED_EXTENSION, disk_error,
    layout::{Block, encode_tail},
    run_path,
};
use crate::store::{
    StoreError,
    sled::{
        key,
        rows::{
            filter::{Filter, digest},
            row::{next_row, push_row},
        },
    },
};

/// Bytes after which the disk is waited for, so that no one sync has much to
/// do: others wait for it meanwhile.
const SYNCED_BYTES: u64 = 8 << 20;

/// A run being written.
#[derive(Debug)]
pub(in crate::store::sled::rows) struct RunWriter {
    batches: (u64, u64),
    dir: PathBuf,
    unfinished: PathBuf,
    file: BufWriter<File>,
    offset: u64,
    synced: u64,
    /// Rows that have not become a block yet, and the key of the first.
    rows: Vec<u8>,
    first_key: Option<Box<[u8]>>,
    blocks: Vec<Block>,
    digests: Vec<u32>,
}

impl RunWriter {
    /// Begins the run of these batches.
    pub(in crate::store::sled::rows) fn create(
        dir: &Path,
        batches: (u64, u64),
    ) -> Result<Self, StoreError> {
        let unfinished = run_path(dir, batches, UNFINISHED_EXTENSION);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&unfinished)
            .map_err(|error| disk_error("write", &unfinished, error))?;
        Ok(Self {
            batches,
            dir: dir.to_path_buf(),
            unfinished,
            file: BufWriter::with_capacity(256 << 10, file),
            offset: 0,
            synced: 0,
            rows: Vec::new(),
            first_key: None,
            blocks: Vec::new(),
            digests: Vec::new(),
        })
    }

    /// Adds a row whose key lies behind all before; `None` marks it as
    /// removed.
    pub(in crate::store::sled::rows) fn push(
        &mut self,
        row_key: &[u8],
        value: Option<&[u8]>,
    ) -> Result<(), StoreError> {
        self.note(row_key);
        push_row(&mut self.rows, row_key, value).map_err(|error| self.fail(error))?;
        self.end_full_block()
    }

    /// The same of a row in bytes.
    pub(in crate::store::sled::rows) fn push_encoded(
        &mut self,
        row_key: &[u8],
        row: &[u8],
    ) -> Result<(), StoreError> {
        self.note(row_key);
        self.rows.extend_from_slice(row);
        self.end_full_block()
    }

    /// Whether a whole block may follow without leaving a very short one
    /// before it.
    pub(in crate::store::sled::rows) fn may_take_block(&self) -> bool {
        self.rows.is_empty() || self.rows.len() >= BLOCK_BYTES / 2
    }

    /// Adds the rows of a block of another run as they are.
    pub(in crate::store::sled::rows) fn push_block(
        &mut self,
        block: &Block,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        self.end_block()?;
        let mut rows = bytes;
        while let Some((row_key, _)) = next_row(&mut rows) {
            self.note_digest(row_key);
        }
        self.put_block(block.first_key.clone(), block.crc, bytes)
    }

    /// Ends the run: durable on return.
    ///
    /// # Errors
    /// What the disk answers; the unfinished file is removed when the folder
    /// is opened next.
    pub(in crate::store::sled::rows) fn finish(mut self) -> Result<Run, StoreError> {
        self.end_block()?;
        let filter = Filter::new(&self.digests);
        let tail = encode_tail(&self.blocks, &filter, self.batches, self.offset);
        let path = run_path(&self.dir, self.batches, EXTENSION);
        self.write(&tail)?;
        let Self {
            batches,
            dir,
            unfinished,
            file,
            offset,
            blocks,
            ..
        } = self;
        let fail = |error| disk_error("write", &unfinished, error);
        let file = file
            .into_inner()
            .map_err(|error| fail(error.into_error()))?;
        file.sync_all()
            .and_then(|()| fs::rename(&unfinished, &path))
            .and_then(|()| File::open(dir)?.sync_all())
            .map_err(fail)?;
        Ok(Run {
            batches,
            path,
            file,
            bytes: offset,
            blocks,
            filter: Some(filter),
        })
    }

    fn note(&mut self, row_key: &[u8]) {
        if self.first_key.is_none() {
            self.first_key = Some(row_key.into());
        }
        self.note_digest(row_key);
    }

    fn note_digest(&mut self, row_key: &[u8]) {
        if let Some(part) = key::looked_up_part(row_key) {
            let digest = digest(part);
            // Keys with the same part follow each other.
            if self.digests.last() != Some(&digest) {
                self.digests.push(digest);
            }
        }
    }

    fn end_full_block(&mut self) -> Result<(), StoreError> {
        if self.rows.len() >= BLOCK_BYTES {
            self.end_block()?;
        }
        Ok(())
    }

    fn end_block(&mut self) -> Result<(), StoreError> {
        let Some(first_key) = self.first_key.take() else {
            return Ok(());
        };
        let rows = std::mem::take(&mut self.rows);
        self.put_block(first_key, crc32fast::hash(&rows), &rows)?;
        self.rows = rows;
        self.rows.clear();
        Ok(())
    }

    fn put_block(&mut self, first_key: Box<[u8]>, crc: u32, rows: &[u8]) -> Result<(), StoreError> {
        self.blocks.push(Block {
            offset: self.offset,
            len: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            crc,
            first_key,
        });
        self.write(rows)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.offset += bytes.len() as u64;
        self.file
            .write_all(bytes)
            .and_then(|()| {
                if self.offset - self.synced >= SYNCED_BYTES {
                    self.synced = self.offset;
                    self.file.flush()?;
                    self.file.get_ref().sync_data()?;
                }
                Ok(())
            })
            .map_err(|error| self.fail(error))
    }

    fn fail(&self, error: io::Error) -> StoreError {
        disk_error("write", &self.unfinished, error)
    }
}
