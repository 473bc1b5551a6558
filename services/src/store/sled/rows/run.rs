//! A run: a file of rows in the order of their keys, written once.
//!
//! | part | holds |
//! |---|---|
//! | blocks | rows, some 4 KB together |
//! | pages of the index, among the blocks | see below |
//! | root | the page that leads to all others |
//! | filter | see `filter` |
//! | footer, 56 bytes | where these are, the batches, keys in the filter, version 2, magic, CRC |
//!
//! A page has its level, and for each block (level 0) or page of the level
//! below its place, its CRC-32 and its first key; some 4 KB together. Only the
//! root is always in memory. See `row` for a row. Numbers are little endian.

mod layout;
mod places;
mod write;

pub(super) use self::{
    layout::Place,
    places::{Pages, Places},
    write::RunWriter,
};

use std::{
    fs::{self, File},
    io,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use sled::IVec;

use self::layout::{Checked, FOOTER_BYTES, Page, VERSION, decode_footer};
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
    root: Arc<Page>,
    /// Where its other pages are kept, and by which number.
    pages: Arc<Pages>,
    number: u64,
    /// `None` where there is no memory for it.
    filter: Option<Filter>,
    /// That the filter holds, or would.
    keys: u32,
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
    /// `Corrupt` where it is damaged or of an unknown version, as far as it
    /// is read: the blocks and the pages below the root are checked when they
    /// are.
    pub(super) fn open(
        dir: &Path,
        batches: (u64, u64),
        pages: &Arc<Pages>,
    ) -> Result<Self, StoreError> {
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
        let root = read(footer.root_offset, footer.root)?;
        let root = Page::decode(&root, footer.version).ok_or_else(|| damaged(&path))?;
        let filter_offset = footer.root_offset + u64::from(footer.root.len);
        let filter = read(filter_offset, footer.filter)?;
        if footer.batches != batches {
            return Err(damaged(&path));
        }
        Ok(Self {
            batches,
            path,
            file,
            bytes,
            root: Arc::new(root),
            pages: Arc::clone(pages),
            number: pages.number_run(),
            filter: (!filter.is_empty()).then(|| Filter::decode(&filter)),
            keys: footer.keys,
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

    /// That its filter holds, or would if there were memory for one.
    pub(super) fn keys(&self) -> usize {
        usize::try_from(self.keys).unwrap_or(usize::MAX)
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
        let Some(place) = self.block_of(wanted)? else {
            return Ok(None);
        };
        let mut block = Vec::new();
        self.read_block(&place, &mut block)?;
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
            places: None,
            rows: Vec::new(),
            at: 0,
            start: start.to_vec(),
            end: end.to_vec(),
            has_ended: false,
        }
    }

    /// The block in which a key must be, if it is here.
    fn block_of(&self, wanted: &[u8]) -> Result<Option<Place>, StoreError> {
        let mut page = Arc::clone(&self.root);
        loop {
            let number = page.place_of(wanted);
            let Some(place) = number.and_then(|number| page.places.get(number)) else {
                return Ok(None);
            };
            let Some(level) = page.level.checked_sub(1) else {
                return Ok(Some(place.clone()));
            };
            page = self.page(place, level, true)?;
        }
    }

    /// A page below the root, kept for the next that needs it where `keeps`
    /// says so.
    fn page(&self, place: &Place, level: u8, keeps: bool) -> Result<Arc<Page>, StoreError> {
        if let Some(page) = self.pages.get(self.number, place) {
            return Ok(page);
        }
        let mut bytes = Vec::new();
        self.read_block(place, &mut bytes)?;
        let page = Page::decode(&bytes, VERSION).filter(|page| page.level == level);
        let page = Arc::new(page.ok_or_else(|| damaged(&self.path))?);
        if keeps {
            self.pages.put(self.number, place, Arc::clone(&page));
        }
        Ok(page)
    }

    /// Reads a block, or a page, into `bytes`, in place of what they hold.
    pub(super) fn read_block(&self, place: &Place, bytes: &mut Vec<u8>) -> Result<(), StoreError> {
        bytes.resize(usize::try_from(place.len).unwrap_or(0), 0);
        self.file
            .read_exact_at(bytes, place.offset)
            .map_err(|error| disk_error("read", &self.path, error))?;
        if crc32fast::hash(bytes) == place.crc {
            Ok(())
        } else {
            Err(damaged(&self.path))
        }
    }
}

#[cfg(test)]
impl Run {
    /// Levels of the index above that of the blocks.
    pub(super) fn height(&self) -> u8 {
        self.root.level
    }
}

/// Goes through rows of a run.
pub(super) struct RunRange<'a> {
    run: &'a Run,
    /// Blocks to be read; `None` before the first.
    places: Option<Places<'a>>,
    /// The block being gone through, and how far.
    rows: Vec<u8>,
    at: usize,
    start: Vec<u8>,
    end: Vec<u8>,
    has_ended: bool,
}

impl RunRange<'_> {
    pub(super) fn next(&mut self) -> Result<Option<Item>, StoreError> {
        while !self.has_ended {
            let whole = self.rows.get(self.at..).unwrap_or_default();
            let mut rest = whole;
            if let Some((row_key, value)) = next_row(&mut rest) {
                self.at += whole.len() - rest.len();
                if row_key < self.start.as_slice() {
                    continue;
                }
                if row_key >= self.end.as_slice() {
                    break;
                }
                return Ok(Some((IVec::from(row_key), value.map(IVec::from))));
            }
            let mut places = match self.places.take() {
                Some(places) => places,
                None => Places::from(self.run, &self.start, true)?,
            };
            let next = places.next()?;
            let Some(place) = next.filter(|place| *place.first_key < *self.end) else {
                break;
            };
            self.places = Some(places);
            self.run.read_block(&place, &mut self.rows)?;
            self.at = 0;
        }
        self.has_ended = true;
        self.rows = Vec::new();
        Ok(None)
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
