//! Of which version an index is. The stamp in sled is what counts. The file
//! `format` beside sled's own says the same in text: it is read before
//! anything is opened, since opening sled already writes to its files.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
};

use super::{corrupt, index::read_error, key, recover, unavailable};
use crate::store::{StoreConfig, StoreError, journal};

/// Version of the keys and values, and of the files beside sled's. Version 1
/// had everything in the tree, version 2 had runs of rows of version 1.
pub(super) const VERSION: u32 = 3;
const MAGIC: [u8; 8] = *b"LMINDEX\n";
const FILE_NAME: &str = "format";
/// What the text of the file begins with; the version follows.
const TEXT: &str = "alliance index ";

/// What a data folder holds, as far as can be told without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderFormat {
    /// No index; opening makes one, out of the journal where there is one.
    NoIndex {
        /// Whether there is a journal.
        has_journal: bool,
    },
    /// An index of an earlier version; opening moves it to the current one,
    /// which earlier programs do not read.
    Old { version: u32 },
    /// An index as this program writes it.
    Current,
}

impl FolderFormat {
    /// Looks at a data folder; changes nothing in it, and makes none.
    ///
    /// # Errors
    /// `Corrupt` for a journal or an index of a version that this program
    /// does not know, and for a `format` that is none of its own.
    pub fn look(config: &StoreConfig) -> Result<Self, StoreError> {
        let journal_dir = recover::journal_dir(config);
        journal::check_version(&journal_dir)?;
        let index_dir = recover::index_dir(config);
        match told_version(&index_dir)? {
            Some(version) => check_version(version, &index_dir),
            None => Ok(Self::NoIndex {
                has_journal: journal_dir.exists(),
            }),
        }
    }
}

/// The version as the files tell it; `None` where there is no index.
fn told_version(dir: &Path) -> Result<Option<u32>, StoreError> {
    let path = dir.join(FILE_NAME);
    match fs::read(&path) {
        Ok(text) => {
            let text = std::str::from_utf8(&text).ok();
            let version = text.and_then(|text| text.strip_prefix(TEXT)?.trim_end().parse().ok());
            version.map(Some).ok_or_else(|| {
                corrupt(format!(
                    "{} does not name a version of an index of this program",
                    path.display()
                ))
            })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // From before there was such a file: version 1 had no `rows`, and
            // version 2 was the newest.
            let is_index = dir.join("db").exists();
            let has_rows = dir.join("rows").exists();
            Ok(is_index.then_some(if has_rows { 2 } else { 1 }))
        }
        Err(error) => Err(unavailable(format!("read {}", path.display()), error)),
    }
}

fn check_version(version: u32, dir: &Path) -> Result<FolderFormat, StoreError> {
    match version {
        1 | 2 => Ok(FolderFormat::Old { version }),
        VERSION => Ok(FolderFormat::Current),
        _ => Err(corrupt(format!(
            "{} is an index of version {version}; this program reads versions 1 to {VERSION}; \
             `alliance rebuild` makes a new one",
            dir.display()
        ))),
    }
}

/// Refuses what is no index, or of a version that this program does not know.
pub(super) fn read_stamp(tree: &sled::Db, dir: &Path) -> Result<FolderFormat, StoreError> {
    let Some(stored) = tree.get(key::FORMAT).map_err(read_error)? else {
        return Err(corrupt(format!(
            "{} is no index of this program",
            dir.display()
        )));
    };
    let version = stored
        .strip_prefix(&MAGIC)
        .and_then(|version| version.first_chunk())
        .map_or(0, |version| u32::from_be_bytes(*version));
    check_version(version, dir)
}

/// What stands in sled.
pub(super) fn stamp() -> Vec<u8> {
    MAGIC.into_iter().chain(VERSION.to_be_bytes()).collect()
}

/// Says in text what the stamp says, where no file does; durable on return.
pub(super) fn write_text(dir: &Path) -> Result<(), StoreError> {
    let path = dir.join(FILE_NAME);
    let unfinished = dir.join("format.unfinished");
    let text = format!("{TEXT}{VERSION}\n");
    let write = || -> io::Result<()> {
        if fs::read(&path).is_ok_and(|found| found == text.as_bytes()) {
            return Ok(());
        }
        let mut file = File::create(&unfinished)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&unfinished, &path)?;
        File::open(dir)?.sync_all()
    };
    write().map_err(|error| unavailable(format!("write {}", path.display()), error))
}
