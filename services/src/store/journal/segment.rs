//! A segment file: its name, its header, how it is made and put in place.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::{FileExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use rustix::fs::OFlags;

use super::{StoreError, corrupt, disk_error};
use crate::store::random::random_u64;

const MAGIC: [u8; 8] = *b"LMJOURNL";
const VERSION: u32 = 1;
const HEADER_BYTES: usize = 32;
/// Both copies of the header lie in different disk sectors.
const HEADER_OFFSETS: [u64; 2] = [0, 2048];
/// Where records begin.
pub(super) const DATA_OFFSET: u64 = 4096;
/// In which the system reads and writes.
pub(super) const PAGE_BYTES: u64 = 4096;
const EXTENSION: &str = "journal";

/// Random, and its own for each life of a segment file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Salt(pub(super) u64);

impl Salt {
    pub(super) fn random() -> Self {
        Self(random_u64())
    }
}

/// An open segment.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) number: u64,
    pub(super) salt: Salt,
    pub(super) path: PathBuf,
    pub(super) file: File,
    /// Of the file.
    pub(super) bytes: u64,
}

impl Segment {
    /// Opens a segment that is there; `None` where there is no such file.
    ///
    /// # Errors
    /// `Corrupt` for an unknown version, or where both copies of the header
    /// are damaged.
    pub(super) fn open(dir: &Path, number: u64) -> Result<Option<Self>, StoreError> {
        let path = segment_path(dir, number);
        let file = match OpenOptions::new().read(true).write(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(disk_error("open", &path, error)),
        };
        let bytes = file
            .metadata()
            .map_err(|error| disk_error("look at", &path, error))?
            .len();
        let mut salt = None;
        for offset in HEADER_OFFSETS {
            let mut header = [0; HEADER_BYTES];
            match file.read_exact_at(&mut header, offset) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => continue,
                Err(error) => return Err(disk_error("read", &path, error)),
            }
            salt = salt.or(decode_header(&header, number, &path)?);
        }
        let salt = salt.ok_or_else(|| {
            corrupt(format!(
                "{} is no journal segment, or both copies of its header are damaged; \
                 move it away to open the journal without it",
                path.display()
            ))
        })?;
        Ok(Some(Self {
            number,
            salt,
            path,
            file,
            bytes,
        }))
    }

    /// Puts a zeroed or used file in place as a new segment: durable, header
    /// and name, on return.
    pub(super) fn install(dir: &Path, number: u64, blank: BlankFile) -> Result<Self, StoreError> {
        let BlankFile {
            file,
            path: blank_path,
            bytes,
        } = blank;
        let path = segment_path(dir, number);
        let salt = Salt::random();
        let header = encode_header(number, salt);
        let written = HEADER_OFFSETS
            .iter()
            .try_for_each(|offset| file.write_all_at(&header, *offset))
            // A reused file holds records of its earlier life here.
            .and_then(|()| file.write_all_at(&super::frame::END, DATA_OFFSET))
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::rename(&blank_path, &path));
        written.map_err(|error| disk_error("make the journal segment", &path, error))?;
        sync_dir(dir)?;
        Ok(Self {
            number,
            salt,
            path,
            file,
            bytes,
        })
    }
}

/// A file that is to become a segment.
#[derive(Debug)]
pub(super) struct BlankFile {
    pub(super) file: File,
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
}

/// Zeros where the disk can take them from as they lie.
#[repr(align(4096))]
struct Zeros([u8; 256 << 10]);

static ZEROS: Zeros = Zeros([0; 256 << 10]);

impl BlankFile {
    /// Makes a file of zeros and syncs it.
    pub(super) fn create(path: PathBuf, bytes: u64) -> Result<Self, StoreError> {
        let zeroed = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&path)
            .and_then(|file| {
                // Past the system's cache: filling that costs more than all
                // that is written to the journal later.
                let direct = OpenOptions::new()
                    .write(true)
                    .custom_flags(OFlags::DIRECT.bits().cast_signed())
                    .open(&path);
                let whole_pages = bytes - bytes % PAGE_BYTES;
                let done = direct.map_or(0, |direct| fill(&direct, 0, whole_pages).0);
                // What the file system takes in no other way.
                fill(&file, done, bytes).1?;
                file.sync_all()?;
                Ok(file)
            });
        let file = zeroed.map_err(|error| disk_error("fill with zeros", &path, error))?;
        Ok(Self { file, path, bytes })
    }
}

/// Writes zeros from one offset to another; answers how far it came, and what
/// stopped it.
fn fill(file: &File, mut offset: u64, end: u64) -> (u64, io::Result<()>) {
    while offset < end {
        let len = usize::try_from(end - offset).unwrap_or(usize::MAX);
        let part = ZEROS.0.get(..len).unwrap_or(&ZEROS.0);
        if let Err(error) = file.write_all_at(part, offset) {
            return (offset, Err(error));
        }
        offset += part.len() as u64;
    }
    (offset, Ok(()))
}

/// Numbers of the segments in a folder, ascending.
pub(super) fn list_segments(dir: &Path) -> Result<Vec<u64>, StoreError> {
    let list = || -> io::Result<Vec<u64>> {
        let mut numbers = Vec::new();
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == EXTENSION)
            {
                let number = path
                    .file_stem()
                    .and_then(|stem| stem.to_str()?.parse::<u64>().ok());
                numbers.extend(number);
            }
        }
        numbers.sort_unstable();
        Ok(numbers)
    };
    list().map_err(|error| disk_error("list", dir, error))
}

pub(super) fn segment_path(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("{number:016}.{EXTENSION}"))
}

/// Makes names in a folder durable.
pub(super) fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(|error| disk_error("sync the folder", dir, error))
}

fn encode_header(number: u64, salt: Salt) -> [u8; HEADER_BYTES] {
    let mut header = [0; HEADER_BYTES];
    let fields = MAGIC
        .into_iter()
        .chain(VERSION.to_le_bytes())
        .chain(header_crc(number, salt).to_le_bytes())
        .chain(number.to_le_bytes())
        .chain(salt.0.to_le_bytes());
    header
        .iter_mut()
        .zip(fields)
        .for_each(|(to, from)| *to = from);
    header
}

fn decode_header(
    header: &[u8; HEADER_BYTES],
    number: u64,
    path: &Path,
) -> Result<Option<Salt>, StoreError> {
    let field = |at: usize| header.get(at..).and_then(|rest| rest.first_chunk::<8>());
    let (Some(magic), Some(version_and_crc), Some(stored), Some(salt)) =
        (field(0), field(8), field(16), field(24))
    else {
        return Ok(None);
    };
    let [v0, v1, v2, v3, c0, c1, c2, c3] = *version_and_crc;
    let version = u32::from_le_bytes([v0, v1, v2, v3]);
    let crc = u32::from_le_bytes([c0, c1, c2, c3]);
    if *magic != MAGIC {
        return Ok(None);
    }
    if version != VERSION {
        return Err(corrupt(format!(
            "{} is a journal segment of version {version}; this program reads version {VERSION}",
            path.display()
        )));
    }
    let salt = Salt(u64::from_le_bytes(*salt));
    let sound = u64::from_le_bytes(*stored) == number && header_crc(number, salt) == crc;
    Ok(sound.then_some(salt))
}

fn header_crc(number: u64, salt: Salt) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&MAGIC);
    hasher.update(&VERSION.to_le_bytes());
    hasher.update(&number.to_le_bytes());
    hasher.update(&salt.0.to_le_bytes());
    hasher.finalize()
}
