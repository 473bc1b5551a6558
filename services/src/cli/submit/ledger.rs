//! The file that remembers what was accepted, one article id a line.

use std::{
    collections::HashSet,
    fs::{File, OpenOptions},
    io::{self, BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::id::ArticleId;

/// Appended to as articles are accepted.
#[derive(Debug)]
pub(super) struct Ledger {
    path: PathBuf,
    file: File,
    known: HashSet<ArticleId>,
}

#[derive(Debug, Error)]
#[error("{path} cannot be kept as the list of what was accepted")]
pub(super) struct LedgerError {
    path: PathBuf,
    source: io::Error,
}

impl Ledger {
    /// Opens or makes the file. A last line that a crash cut short is no id and
    /// passed over: its article is sent again.
    pub(super) fn open(path: &Path) -> Result<Self, LedgerError> {
        let open = || {
            let mut file = OpenOptions::new()
                .create(true)
                .read(true)
                .append(true)
                .open(path)?;
            let mut known = HashSet::new();
            let mut is_cut = false;
            let mut line = String::new();
            let mut reader = BufReader::new(&file);
            while reader.read_line(&mut line)? > 0 {
                known.extend(line.trim_end().parse::<ArticleId>());
                is_cut = !line.ends_with('\n');
                line.clear();
            }
            if is_cut {
                file.write_all(b"\n")?;
            }
            Ok((file, known))
        };
        match open() {
            Ok((file, known)) => Ok(Self {
                path: path.to_owned(),
                file,
                known,
            }),
            Err(source) => Err(LedgerError {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// What earlier runs had accepted.
    pub(super) fn known(&self) -> HashSet<ArticleId> {
        self.known.clone()
    }

    /// Notes an accepted article.
    pub(super) fn add(&self, article: &str) -> Result<(), LedgerError> {
        (&self.file)
            .write_all(format!("{article}\n").as_bytes())
            .map_err(|source| LedgerError {
                path: self.path.clone(),
                source,
            })
    }
}
