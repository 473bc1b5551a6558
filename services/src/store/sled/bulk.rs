//! What is large: encoded events and outputs of articles. Their bytes lie one
//! after the other in files of their own and are read by position, so that no
//! tree is asked to keep, move or cache them; the index has the positions.
//!
//! | part of a file | holds |
//! |---|---|
//! | header, 16 bytes | magic bytes, version 1, four zeros |
//! | frames | length of the bytes (4) and of the key (4), CRC-32 of all others (4), key, bytes |
//!
//! Numbers are little endian. Bytes are synced before a batch points to them;
//! what lies behind the end that the index knows is what a crash has left, and
//! is cut off. A file that nothing points into any more is removed; one that
//! is mostly dead is emptied by writing what still lives anew.

mod frame;

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;

pub(super) use self::frame::BulkPosition;
use self::frame::{FILE_HEAD_BYTES, check_file_head, file_head, push_frame, read_frame};
use super::{corrupt, recover::create_dir, unavailable};
use crate::store::{StoreConfig, StoreError};

const EXTENSION: &str = "bulk";
/// Files kept open for reading; more are opened and closed as needed.
const OPEN_FILES_MAX: usize = 64;
/// Neighbours are read together up to so many bytes.
const READ_BYTES_MAX: usize = 1 << 20;
/// A file is emptied once less than one in so many of its bytes is alive.
const SPARSE: u64 = 4;

/// Where the next bytes go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct BulkEnd {
    /// Number of the file; 0 where there is none yet.
    pub(super) file: u32,
    pub(super) offset: u32,
}

/// Bytes that were found at a position, and their key.
pub(super) type Found = (Vec<u8>, BulkPosition, Bytes);

/// The files.
#[derive(Debug)]
pub(super) struct Bulk {
    dir: PathBuf,
    file_bytes_max: u64,
    open: Mutex<HashMap<u32, Arc<File>>>,
    writing: Mutex<Writing>,
}

/// What only the one thread that changes the index touches.
#[derive(Debug)]
struct Writing {
    end: BulkEnd,
    /// Frames behind `end` that are not written yet.
    buffer: Vec<u8>,
    /// Bytes of each file that something points to.
    alive: BTreeMap<u32, u64>,
    /// Files of which `alive` has changed since it was last told.
    changed: BTreeSet<u32>,
}

impl Bulk {
    /// Opens the files of a folder, up to the end that the index knows, and
    /// removes what it does not know of.
    ///
    /// # Errors
    /// `Corrupt` where a file is missing, too short or of an unknown version.
    pub(super) fn open(
        dir: &Path,
        config: &StoreConfig,
        end: BulkEnd,
        alive: BTreeMap<u32, u64>,
    ) -> Result<Self, StoreError> {
        let fail = |error| disk_error("open the files in", dir, error);
        create_dir(dir)?;
        let bulk = Self {
            dir: dir.to_path_buf(),
            // Small under test, so that every history fills some.
            file_bytes_max: if cfg!(test) {
                1_000
            } else {
                config.segment_bytes
            },
            open: Mutex::default(),
            writing: Mutex::new(Writing {
                end,
                buffer: Vec::new(),
                alive: BTreeMap::new(),
                changed: BTreeSet::new(),
            }),
        };
        for number in list_files(dir).map_err(fail)? {
            if number != end.file && !alive.contains_key(&number) {
                fs::remove_file(bulk.path(number)).map_err(fail)?;
            }
        }
        for number in alive.keys() {
            check_file_head(&*bulk.file(*number)?, &bulk.path(*number))?;
        }
        if end.file != 0 {
            bulk.cut_off(end)?;
        }
        let mut writing = bulk.lock();
        writing.alive = alive;
        if end.file != 0 {
            writing.alive.entry(end.file).or_default();
        }
        drop(writing);
        Ok(bulk)
    }

    /// Puts bytes behind the end. They are durable after the next
    /// [`Self::sync`], and count as alive from here on.
    pub(super) fn append(&self, key: &[u8], bytes: &[u8]) -> Result<BulkPosition, StoreError> {
        let mut writing = self.lock();
        let len = frame::frame_len(key, bytes).ok_or_else(|| {
            let context = format!("keep {} bytes in the index", bytes.len());
            unavailable(context, "they are too many for one file")
        })?;
        let used = u64::from(writing.end.offset) + writing.buffer.len() as u64;
        if writing.end.file == 0 || used + u64::from(len) > self.file_bytes_max {
            self.write_out(&mut writing)?;
            self.begin_file(&mut writing)?;
        }
        let at = u64::from(writing.end.offset) + writing.buffer.len() as u64;
        let offset = u32::try_from(at).map_err(|error| unavailable("keep bytes", error))?;
        let file = writing.end.file;
        let crc = push_frame(&mut writing.buffer, key, bytes);
        *writing.alive.entry(file).or_default() += u64::from(len);
        writing.changed.insert(file);
        Ok(BulkPosition {
            file,
            offset,
            len,
            crc,
        })
    }

    /// Notes that nothing points there any more.
    pub(super) fn free(&self, position: BulkPosition) {
        let mut writing = self.lock();
        let alive = writing.alive.entry(position.file).or_default();
        *alive = alive.saturating_sub(u64::from(position.len));
        writing.changed.insert(position.file);
    }

    /// Makes durable what was appended; answers the end, and how much is now
    /// alive in the files where that has changed. Files in which nothing is
    /// are to be removed once that is durable.
    pub(super) fn sync(&self) -> Result<(BulkEnd, Vec<(u32, u64)>), StoreError> {
        let mut writing = self.lock();
        self.write_out(&mut writing)?;
        let changed = std::mem::take(&mut writing.changed);
        let alive = changed.into_iter().map(|file| {
            let alive = writing.alive.get(&file).copied().unwrap_or(0);
            (file, alive)
        });
        Ok((writing.end, alive.collect()))
    }

    /// Removes files in which nothing is alive, but the one that is written.
    /// What cannot be removed now goes when the store is opened again.
    pub(super) fn remove_dead(&self) {
        let dead: Vec<u32> = {
            let mut writing = self.lock();
            let current = writing.end.file;
            let dead = writing.alive.iter();
            let dead = dead.filter(|(file, alive)| **file != current && **alive == 0);
            let dead: Vec<u32> = dead.map(|(file, _)| *file).collect();
            for file in &dead {
                writing.alive.remove(file);
            }
            dead
        };
        for number in dead {
            self.lock_open().remove(&number);
            let path = self.path(number);
            if let Err(error) = fs::remove_file(&path) {
                tracing::warn!(path = %path.display(), %error, "cannot remove a file of the index");
            }
        }
    }

    /// A file that is mostly dead, but not the one that is written nor one of
    /// those `without`.
    pub(super) fn sparse_file(&self, without: &BTreeSet<u32>) -> Result<Option<u32>, StoreError> {
        let writing = self.lock();
        for (number, alive) in &writing.alive {
            let may_be_sparse = alive.saturating_mul(SPARSE) < self.file_bytes_max;
            if may_be_sparse && *number != writing.end.file && !without.contains(number) {
                let path = self.path(*number);
                let bytes = fs::metadata(&path)
                    .map_err(|error| disk_error("look at", &path, error))?
                    .len();
                if alive.saturating_mul(SPARSE) < bytes {
                    return Ok(Some(*number));
                }
            }
        }
        Ok(None)
    }

    /// The frames of a file from an offset on (0 for all), up to about so many
    /// bytes; and where to go on, `None` at the end.
    pub(super) fn scan(
        &self,
        number: u32,
        from: u32,
        bytes_max: usize,
    ) -> Result<(Vec<Found>, Option<u32>), StoreError> {
        let file = self.file(number)?;
        let path = self.path(number);
        let mut offset = from.max(FILE_HEAD_BYTES);
        let mut found = Vec::new();
        let mut bytes = 0;
        loop {
            let next = frame::position_at(&file, number, offset);
            let next = next.map_err(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => corrupt(format!(
                    "a frame of {} is damaged; `alliance rebuild` makes a new index",
                    path.display()
                ))
                .because(error),
                _ => disk_error("read", &path, error),
            })?;
            let Some(position) = next else {
                return Ok((found, None));
            };
            let frame = self.read_at(number, &file, offset, position.bytes())?;
            let (key, payload) =
                read_frame(&frame, position).ok_or_else(|| self.damaged(position))?;
            bytes += frame.len();
            offset = offset.saturating_add(position.len);
            let payload = frame.slice_ref(payload);
            found.push((key.to_vec(), position, payload));
            if bytes >= bytes_max {
                return Ok((found, Some(offset)));
            }
        }
    }

    /// The bytes at a position, which were appended with this key.
    ///
    /// # Errors
    /// `Corrupt` where they are not what was written.
    pub(super) fn read(&self, key: &[u8], position: BulkPosition) -> Result<Bytes, StoreError> {
        let file = self.file(position.file)?;
        let frame = self.read_at(position.file, &file, position.offset, position.bytes())?;
        self.payload(&frame, key, position)
    }

    /// As [`Self::read`], of several; neighbours are read together.
    pub(super) fn read_all(
        &self,
        wanted: &[(Vec<u8>, BulkPosition)],
    ) -> Result<Vec<Bytes>, StoreError> {
        let mut found = Vec::with_capacity(wanted.len());
        let mut rest = wanted;
        while let Some((_, first)) = rest.first() {
            let mut len = 0;
            let together = rest.iter().take_while(|(_, position)| {
                let follows = position.file == first.file
                    && u64::from(position.offset) == u64::from(first.offset) + len as u64
                    && (len == 0 || len + position.bytes() <= READ_BYTES_MAX);
                if follows {
                    len += position.bytes();
                }
                follows
            });
            let count = together.count().max(1);
            let (neighbours, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            let file = self.file(first.file)?;
            let mut frames = self.read_at(first.file, &file, first.offset, len)?;
            for (key, position) in neighbours {
                let frame = frames.split_to(frames.len().min(position.bytes()));
                found.push(self.payload(&frame, key, *position)?);
            }
            rest = others;
        }
        Ok(found)
    }

    /// Bytes on disk.
    pub(super) fn bytes(&self) -> u64 {
        let numbers: BTreeSet<u32> = {
            let writing = self.lock();
            let current = (writing.end.file != 0).then_some(writing.end.file);
            writing.alive.keys().copied().chain(current).collect()
        };
        let lens = numbers
            .into_iter()
            .map(|number| fs::metadata(self.path(number)));
        lens.filter_map(Result::ok).map(|data| data.len()).sum()
    }

    fn payload(
        &self,
        frame: &Bytes,
        key: &[u8],
        position: BulkPosition,
    ) -> Result<Bytes, StoreError> {
        match read_frame(frame, position) {
            Some((found, payload)) if found == key => Ok(frame.slice_ref(payload)),
            _ => Err(self.damaged(position)),
        }
    }

    fn read_at(
        &self,
        number: u32,
        file: &File,
        offset: u32,
        len: usize,
    ) -> Result<Bytes, StoreError> {
        let mut bytes = vec![0; len];
        match file.read_exact_at(&mut bytes, u64::from(offset)) {
            Ok(()) => Ok(bytes.into()),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Err(too_short(&self.path(number)).because(error))
            }
            Err(error) => Err(disk_error("read", &self.path(number), error)),
        }
    }

    /// Cuts off what lies behind the end.
    fn cut_off(&self, end: BulkEnd) -> Result<(), StoreError> {
        let path = self.path(end.file);
        let file = self.file(end.file)?;
        check_file_head(&file, &path)?;
        let fail = |error| disk_error("cut off", &path, error);
        let bytes = file.metadata().map_err(fail)?.len();
        if bytes < u64::from(end.offset) {
            return Err(too_short(&path));
        }
        file.set_len(u64::from(end.offset))
            .and_then(|()| file.sync_all())
            .map_err(fail)
    }

    /// Writes and syncs the buffer.
    fn write_out(&self, writing: &mut Writing) -> Result<(), StoreError> {
        if writing.buffer.is_empty() {
            return Ok(());
        }
        let BulkEnd { file, offset } = writing.end;
        let handle = self.file(file)?;
        handle
            .write_all_at(&writing.buffer, u64::from(offset))
            .and_then(|()| handle.sync_data())
            .map_err(|error| disk_error("write and sync", &self.path(file), error))?;
        let len = u32::try_from(writing.buffer.len()).unwrap_or(u32::MAX);
        writing.end.offset = offset.saturating_add(len);
        writing.buffer.clear();
        Ok(())
    }

    fn begin_file(&self, writing: &mut Writing) -> Result<(), StoreError> {
        let number = writing.end.file + 1;
        let path = self.path(number);
        let begun = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&path)
            .and_then(|file| {
                file.write_all_at(&file_head(), 0)?;
                file.sync_all()?;
                File::open(&self.dir)?.sync_all()?;
                Ok(file)
            });
        let file = begun.map_err(|error| disk_error("make", &path, error))?;
        self.lock_open().insert(number, Arc::new(file));
        writing.end = BulkEnd {
            file: number,
            offset: FILE_HEAD_BYTES,
        };
        writing.alive.entry(number).or_default();
        writing.changed.insert(number);
        Ok(())
    }

    fn file(&self, number: u32) -> Result<Arc<File>, StoreError> {
        if let Some(file) = self.lock_open().get(&number) {
            return Ok(Arc::clone(file));
        }
        let path = self.path(number);
        let opened = OpenOptions::new().read(true).write(true).open(&path);
        let file = opened.map(Arc::new).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => corrupt(format!(
                "{} is missing; `alliance rebuild` makes a new index",
                path.display()
            )),
            _ => disk_error("open", &path, error),
        })?;
        let mut open = self.lock_open();
        if open.len() >= OPEN_FILES_MAX
            && let Some(oldest) = open.keys().min().copied()
        {
            open.remove(&oldest);
        }
        open.insert(number, Arc::clone(&file));
        Ok(file)
    }

    fn path(&self, number: u32) -> PathBuf {
        self.dir.join(format!("{number:010}.{EXTENSION}"))
    }

    fn damaged(&self, position: BulkPosition) -> StoreError {
        corrupt(format!(
            "the bytes at {} of {} are damaged; `alliance rebuild` makes a new index",
            position.offset,
            self.path(position.file).display()
        ))
    }

    fn lock(&self) -> MutexGuard<'_, Writing> {
        // After a panic or an error in it no batch follows.
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_open(&self) -> MutexGuard<'_, HashMap<u32, Arc<File>>> {
        // A panic elsewhere leaves the map as good as it was.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn list_files(dir: &Path) -> io::Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == EXTENSION)
        {
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            numbers.extend(stem.and_then(|stem| stem.parse::<u32>().ok()));
        }
    }
    Ok(numbers)
}

fn too_short(path: &Path) -> StoreError {
    corrupt(format!(
        "{} is too short; `alliance rebuild` makes a new index",
        path.display()
    ))
}

fn disk_error(what: &str, path: &Path, error: io::Error) -> StoreError {
    unavailable(format!("{what} {}", path.display()), error)
}
