//! Opens sled.

use std::{fs, io, path::Path, thread, time::Duration};

use sled::Mode;

use crate::store::{
    StoreConfig, StoreError,
    sled::{corrupt, unavailable},
};

/// sled moves what is longer than a quarter of it into files of their own,
/// which it never syncs; our leaves stay far below.
const SLED_SEGMENT_BYTES: usize = 8 << 20;
/// The part of the memory that sled may take.
const SLED_SHARE: u64 = 4;
/// How often, and after what pause, sled's lock is asked for again.
const LOCK_TRIES: usize = 50;
const LOCK_PAUSE: Duration = Duration::from_millis(100);

/// Opens sled in its folder.
pub(super) fn open(dir: &Path, config: &StoreConfig) -> Result<sled::Db, StoreError> {
    remove_unfinished_snapshots(dir)
        .map_err(|error| unavailable(format!("clean up {}", dir.display()), error))?;
    let settings = sled::Config::new()
        .path(dir)
        .mode(Mode::HighThroughput)
        .cache_capacity(config.cache_bytes / SLED_SHARE)
        .segment_size(SLED_SEGMENT_BYTES)
        // The one writer flushes each batch.
        .flush_every_ms(None);
    // Threads of a sled that was closed a moment ago may hold its lock a little
    // longer; another process is kept out by the journal's.
    let mut tree = settings.open();
    for _ in 0..LOCK_TRIES {
        match &tree {
            Err(sled::Error::Io(error)) if error.to_string().contains("acquire lock") => {
                thread::sleep(LOCK_PAUSE);
                tree = settings.open();
            }
            _ => break,
        }
    }
    tree.map_err(|error| match error {
        sled::Error::Io(_) => unavailable("open the index", error),
        _ => corrupt("open the index; `alliance rebuild` makes a new one").because(error),
    })
}

/// sled takes a snapshot that it was still writing for a finished one, and
/// then does not open. It renames it once it is whole and synced, and keeps
/// the one before until then.
fn remove_unfinished_snapshots(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "generating") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
