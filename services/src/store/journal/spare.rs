//! Keeps one segment file ready, so that no submission waits for zeros to be
//! written. Files that retention has freed are used again first.

use std::{
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use super::{
    StoreError, StoreErrorKind, disk_error,
    segment::{BlankFile, Salt},
};

const EXTENSION: &str = "spare";

/// A thread with one file ready.
#[derive(Debug)]
pub(super) struct Spares {
    dir: PathBuf,
    segment_bytes: u64,
    /// `None` once it is closed.
    ready: Option<Receiver<Result<BlankFile, StoreError>>>,
    thread: Option<JoinHandle<()>>,
}

impl Spares {
    /// Starts the thread in a journal's folder.
    pub(super) fn start(dir: &Path, segment_bytes: u64) -> Result<Self, StoreError> {
        let (sender, ready) = sync_channel(0);
        let thread_dir = dir.to_path_buf();
        let thread = thread::Builder::new()
            .name("journal-spare".to_owned())
            .spawn(move || run(&thread_dir, segment_bytes, &sender))
            .map_err(|error| disk_error("start a thread for", dir, error))?;
        Ok(Self {
            dir: dir.to_path_buf(),
            segment_bytes,
            ready: Some(ready),
            thread: Some(thread),
        })
    }

    /// A file for a segment that has room for `bytes_min`.
    ///
    /// # Errors
    /// What the disk answered when the file was made; asking again tries
    /// again.
    pub(super) fn take(&self, bytes_min: u64) -> Result<BlankFile, StoreError> {
        if bytes_min > self.segment_bytes {
            return BlankFile::create(self.dir.join("large.tmp"), bytes_min);
        }
        let gone = || StoreError::new(StoreErrorKind::Unavailable, "make a journal segment");
        self.ready
            .as_ref()
            .ok_or_else(gone)?
            .recv()
            .map_err(|error| gone().because(error))?
    }
}

impl Drop for Spares {
    fn drop(&mut self) {
        // Hanging up ends the thread.
        self.ready = None;
        if let Some(Err(_panic)) = self.thread.take().map(JoinHandle::join) {
            tracing::error!("the thread that makes journal segments had panicked");
        }
    }
}

/// A name that no spare file has, also to leave a freed segment under.
pub(super) fn new_path(dir: &Path) -> PathBuf {
    dir.join(format!("{:016x}.{EXTENSION}", Salt::random().0))
}

fn run(dir: &Path, segment_bytes: u64, ready: &SyncSender<Result<BlankFile, StoreError>>) {
    // Files handed out keep their name until the writer renames them.
    let mut handed_out: Vec<PathBuf> = Vec::new();
    loop {
        handed_out.retain(|path| path.exists());
        let blank = match reuse_file(dir, segment_bytes, &handed_out) {
            Some(blank) => Ok(blank),
            None => BlankFile::create(new_path(dir), segment_bytes),
        };
        handed_out.extend(blank.as_ref().ok().map(|blank| blank.path.clone()));
        if ready.send(blank).is_err() {
            return;
        }
    }
}

/// A spare file of the right size that is there already.
fn reuse_file(dir: &Path, segment_bytes: u64, handed_out: &[PathBuf]) -> Option<BlankFile> {
    let entries = fs::read_dir(dir).ok()?;
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let spare = path
            .extension()
            .is_some_and(|extension| extension == EXTENSION);
        if !spare || handed_out.contains(&path) {
            continue;
        }
        if entry
            .metadata()
            .is_ok_and(|data| data.len() == segment_bytes)
            && let Ok(file) = OpenOptions::new().read(true).write(true).open(&path)
        {
            return Some(BlankFile {
                file,
                path,
                bytes: segment_bytes,
            });
        }
        // Half made, or of another size than is configured now.
        if let Err(error) = fs::remove_file(&path) {
            tracing::warn!(path = %path.display(), %error, "cannot remove a spare segment");
        }
    }
    None
}

/// Files that are ready to be used, as far as the folder can be read.
pub(super) fn count_spares(dir: &Path) -> usize {
    let entries = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    entries
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|extension| extension == EXTENSION)
        })
        .count()
}
