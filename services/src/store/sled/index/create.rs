//! Makes a new index: whole, or not at all. sled does not open what a power
//! cut has left of its first files. So a mark stands beside them from before
//! the first to after the last of them is durable; what is found with the mark
//! has never held anything, and is made anew.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use crate::store::{
    StoreError,
    sled::{recover::create_dir, unavailable},
};

const MARK: &str = "unfinished";

/// Sets the mark where there is no index, or none that was finished; whether
/// that is so. Durable on return.
pub(super) fn begin(dir: &Path) -> Result<bool, StoreError> {
    let fail = |error| unavailable(format!("make the index {}", dir.display()), error);
    let mark = dir.join(MARK);
    if mark.exists() {
        // Renamed first: while some of it is left, so is the mark.
        let discarded = dir.with_extension("discarded");
        let discard = || -> io::Result<()> {
            if discarded.exists() {
                fs::remove_dir_all(&discarded)?;
            }
            fs::rename(dir, &discarded)?;
            fs::remove_dir_all(&discarded)
        };
        discard().map_err(fail)?;
    }
    create_dir(dir)?;
    if fs::read_dir(dir).map_err(fail)?.next().is_some() {
        return Ok(false);
    }
    File::create(&mark)
        .and_then(|mark| mark.sync_all())
        .and_then(|()| File::open(dir)?.sync_all())
        .map_err(fail)?;
    Ok(true)
}

/// Syncs all that is there, and then takes the mark away; durable on return.
pub(super) fn finish(dir: &Path) -> Result<(), StoreError> {
    let finish = || -> io::Result<()> {
        for entry in fs::read_dir(dir)? {
            File::open(entry?.path())?.sync_all()?;
        }
        let folder = File::open(dir)?;
        folder.sync_all()?;
        fs::remove_file(dir.join(MARK))?;
        folder.sync_all()
    };
    finish().map_err(|error| unavailable(format!("make the index {}", dir.display()), error))
}
