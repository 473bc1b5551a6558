//! Moves everything out, and makes the index anew. Import is `append` of each
//! submission in the order in which export gives them: ids come from content,
//! and the rules give the same records again.

use std::{collections::HashMap, fs};

use super::{
    recover::{index_dir, journal_dir, lock_folder},
    unavailable,
};
use crate::{
    id::ArticleId,
    store::{
        StoreConfig, StoreError,
        journal::{self, JournalPosition, JournalRecord, JournalScan, Scanned},
    },
    submission::Submission,
};

/// All submissions of a data folder that were not deleted, oldest first, one
/// journal segment in memory at a time. Works beside a running service: it
/// then gives what was there when it began, and perhaps some that came since.
///
/// # Errors
/// `Corrupt` for a journal of an unknown version; `Unavailable` where the
/// disk refuses. Blocks: not for async threads.
pub fn export_submissions(config: &StoreConfig) -> Result<SubmissionExport, StoreError> {
    let dir = journal_dir(config);
    let mut deleted = HashMap::new();
    let mut scan = JournalScan::open(&dir, JournalPosition::default())?;
    while let Some(scanned) = scan.next()? {
        if let Scanned::Record(position, JournalRecord::Deletion { id }) = scanned {
            deleted.insert(id, position);
        }
    }
    Ok(SubmissionExport {
        scan: JournalScan::open(dir, JournalPosition::default())?,
        deleted,
        damaged_places_count: 0,
    })
}

/// Gives the submissions; see [`export_submissions`].
#[derive(Debug)]
pub struct SubmissionExport {
    scan: JournalScan,
    /// The last deletion of each article.
    deleted: HashMap<ArticleId, JournalPosition>,
    damaged_places_count: u64,
}

impl SubmissionExport {
    /// Places so far where a sound record was expected and none was found;
    /// one at the very end is what a crash leaves of unacknowledged writes.
    pub fn damaged_places_count(&self) -> u64 {
        self.damaged_places_count
    }
}

impl Iterator for SubmissionExport {
    type Item = Result<Submission, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.scan.next().transpose()? {
                Err(error) => return Some(Err(error)),
                Ok(Scanned::Damage(_)) => self.damaged_places_count += 1,
                Ok(Scanned::Record(position, JournalRecord::Submission { id, submission })) => {
                    let is_deleted = self.deleted.get(&id).is_some_and(|at| position < *at);
                    if !is_deleted {
                        return Some(Ok(*submission));
                    }
                }
                Ok(Scanned::Record(..)) => {}
            }
        }
    }
}

/// Throws the index away: the next time the folder is opened it is made anew,
/// under a new epoch, with everything that the journal holds pending again.
/// Events whose articles retention has dropped are gone then.
///
/// # Errors
/// `Unavailable` where another process has the folder open, or where the disk
/// refuses; called again, it goes on. `Corrupt` for a journal of an unknown
/// version, out of which nothing could be made; the index stays then. Blocks:
/// not for async threads.
pub fn rebuild_index(config: &StoreConfig) -> Result<(), StoreError> {
    journal::check_version(&journal_dir(config))?;
    let _lock = lock_folder(&config.data_dir)?;
    let dir = index_dir(config);
    let discarded = config.data_dir.join("index.discarded");
    let remove = |path: &std::path::Path| match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    // Renamed first, so that a crash leaves no half of an index in place.
    let renamed = remove(&discarded).and_then(|()| match fs::rename(&dir, &discarded) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => remove(&discarded),
    });
    renamed.map_err(|error| unavailable(format!("discard {}", dir.display()), error))
}
