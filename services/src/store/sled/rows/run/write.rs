//! Writes a run.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    BLOCK_BYTES, EXTENSION, Pages, Run, UNFINISHED_EXTENSION, damaged, disk_error,
    layout::{Checked, Footer, Page, PageDraft, Place, VERSION, encode_footer},
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
    /// The page of each level of the index that is not full yet.
    pages: Vec<PageDraft>,
    filter: Option<Filter>,
    keys: u32,
    last_digest: Option<u32>,
}

impl RunWriter {
    /// Begins the run of these batches, with a filter for so many keys;
    /// `None` for no filter.
    pub(in crate::store::sled::rows) fn create(
        dir: &Path,
        batches: (u64, u64),
        keys_max: Option<usize>,
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
            pages: Vec::new(),
            filter: keys_max.map(Filter::with_room),
            keys: 0,
            last_digest: None,
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
        block: &Place,
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
    pub(in crate::store::sled::rows) fn finish(
        mut self,
        pages: &Arc<Pages>,
    ) -> Result<Run, StoreError> {
        self.end_block()?;
        let (root_offset, root) = self.write_root()?;
        let filter = self.write_filter()?;
        let footer = Footer {
            version: VERSION,
            root_offset,
            root: Checked::of(&root),
            filter,
            batches: self.batches,
            keys: self.keys,
        };
        self.write(&encode_footer(&footer))?;
        let path = run_path(&self.dir, self.batches, EXTENSION);
        let root = Page::decode(&root, VERSION).ok_or_else(|| damaged(&path))?;
        let Self {
            batches,
            dir,
            unfinished,
            file,
            offset,
            filter,
            keys,
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
            root: Arc::new(root),
            pages: Arc::clone(pages),
            number: pages.number_run(),
            filter,
            keys,
        })
    }

    /// Ends the index: writes what is left of the lower levels, and then the
    /// root. Answers where it is, and its bytes.
    fn write_root(&mut self) -> Result<(u64, Vec<u8>), StoreError> {
        let mut level = 0;
        while level + 1 < self.pages.len() {
            self.end_page(level)?;
            level += 1;
        }
        let root = self.pages.pop().unwrap_or_else(|| PageDraft::new(0));
        let (root, _) = root.into_parts();
        let offset = self.offset;
        self.write(&root)?;
        Ok((offset, root))
    }

    fn write_filter(&mut self) -> Result<Checked, StoreError> {
        let mut written = Checked { len: 0, crc: 0 };
        let mut crc = crc32fast::Hasher::new();
        let Some(filter) = self.filter.take() else {
            return Ok(written);
        };
        let mut outcome = Ok(());
        for piece in filter.encode() {
            crc.update(&piece);
            written.len = written
                .len
                .saturating_add(u32::try_from(piece.len()).unwrap_or(u32::MAX));
            outcome = outcome.and_then(|()| self.write(&piece));
        }
        written.crc = crc.finalize();
        self.filter = Some(filter);
        outcome.map(|()| written)
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
            if self.last_digest != Some(digest) {
                self.last_digest = Some(digest);
                self.keys = self.keys.saturating_add(1);
                if let Some(filter) = &mut self.filter {
                    filter.insert(digest);
                }
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
        let place = Place {
            offset: self.offset,
            len: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            crc,
            first_key,
        };
        self.write(rows)?;
        self.put_place(0, &place)
    }

    /// Adds a place to the index.
    fn put_place(&mut self, level: usize, place: &Place) -> Result<(), StoreError> {
        if self.pages.len() <= level {
            let number = u8::try_from(self.pages.len()).unwrap_or(u8::MAX);
            self.pages.push(PageDraft::new(number));
        }
        let page = self.pages.get_mut(level);
        let is_full = page.is_some_and(|page| {
            page.push(place);
            page.is_full()
        });
        if is_full {
            self.end_page(level)
        } else {
            Ok(())
        }
    }

    /// Writes the page of a level, and adds its place to the level above;
    /// nothing where the page is empty.
    fn end_page(&mut self, level: usize) -> Result<(), StoreError> {
        let next = PageDraft::new(u8::try_from(level).unwrap_or(u8::MAX));
        let Some(page) = self.pages.get_mut(level) else {
            return Ok(());
        };
        let (bytes, Some(first_key)) = std::mem::replace(page, next).into_parts() else {
            return Ok(());
        };
        let Checked { len, crc } = Checked::of(&bytes);
        let place = Place {
            offset: self.offset,
            len,
            crc,
            first_key,
        };
        self.write(&bytes)?;
        self.put_place(level + 1, &place)
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
