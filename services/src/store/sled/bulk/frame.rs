//! The frames in a file, and where one lies.

use std::{fs::File, io, os::unix::fs::FileExt as _, path::Path};

use super::{disk_error, too_short};
use crate::store::{StoreError, sled::corrupt};

const MAGIC: [u8; 8] = *b"LMBULK\n\0";
const VERSION: u32 = 1;
pub(super) const FILE_HEAD_BYTES: u32 = 16;
const HEAD_BYTES: usize = 12;

/// Where bytes lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store::sled) struct BulkPosition {
    /// Number of the file.
    pub(in crate::store::sled) file: u32,
    /// Of the frame.
    pub(super) offset: u32,
    /// Of the whole frame.
    pub(super) len: u32,
    pub(super) crc: u32,
}

impl BulkPosition {
    /// That it takes in its file.
    pub(in crate::store::sled) fn bytes(self) -> usize {
        usize::try_from(self.len).unwrap_or(usize::MAX)
    }

    pub(in crate::store::sled) fn encode(self) -> [u8; 16] {
        let mut bytes = [0; 16];
        let fields = [self.file, self.offset, self.len, self.crc];
        bytes
            .iter_mut()
            .zip(fields.iter().flat_map(|field| field.to_le_bytes()))
            .for_each(|(to, from)| *to = from);
        bytes
    }

    pub(in crate::store::sled) fn decode(bytes: &[u8]) -> Result<Self, StoreError> {
        match bytes.as_chunks() {
            ([file, offset, len, crc], []) => Ok(Self {
                file: u32::from_le_bytes(*file),
                offset: u32::from_le_bytes(*offset),
                len: u32::from_le_bytes(*len),
                crc: u32::from_le_bytes(*crc),
            }),
            _ => Err(corrupt("read the index: a position in it is damaged")),
        }
    }
}

/// Of the frame that takes these; `None` where it is too long.
pub(super) fn frame_len(key: &[u8], bytes: &[u8]) -> Option<u32> {
    u32::try_from(
        HEAD_BYTES
            .checked_add(key.len())?
            .checked_add(bytes.len())?,
    )
    .ok()
}

/// Adds a frame; answers its check sum.
pub(super) fn push_frame(buffer: &mut Vec<u8>, key: &[u8], bytes: &[u8]) -> u32 {
    let len = |part: &[u8]| u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes();
    let mut hasher = crc32fast::Hasher::new();
    for part in [&len(bytes), &len(key), key, bytes] {
        hasher.update(part);
    }
    let crc = hasher.finalize();
    for part in [&len(bytes), &len(key), &crc.to_le_bytes(), key, bytes] {
        buffer.extend_from_slice(part);
    }
    crc
}

/// The key and the bytes of the frame at a position; `None` where it is not
/// what was written there.
pub(super) fn read_frame(frame: &[u8], position: BulkPosition) -> Option<(&[u8], &[u8])> {
    let (lens, rest) = frame.split_first_chunk::<8>()?;
    let (crc, rest) = rest.split_first_chunk::<4>()?;
    let [_, key_len] = lens_of(*lens);
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(lens);
    hasher.update(rest);
    let is_sound = u32::from_le_bytes(*crc) == position.crc && hasher.finalize() == position.crc;
    is_sound
        .then(|| rest.split_at_checked(usize::try_from(key_len).ok()?))
        .flatten()
}

/// The position of the frame at an offset; `None` at the file's end.
pub(super) fn position_at(
    file: &File,
    number: u32,
    offset: u32,
) -> io::Result<Option<BulkPosition>> {
    let left = file.metadata()?.len().saturating_sub(u64::from(offset));
    if left == 0 {
        return Ok(None);
    }
    let mut lens = [0; 8];
    let mut crc = [0; 4];
    file.read_exact_at(&mut lens, u64::from(offset))?;
    file.read_exact_at(&mut crc, u64::from(offset) + 8)?;
    let [bytes_len, key_len] = lens_of(lens);
    let len = HEAD_BYTES as u64 + u64::from(bytes_len) + u64::from(key_len);
    if len > left {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
    }
    let len = u32::try_from(len);
    Ok(Some(BulkPosition {
        file: number,
        offset,
        len: len.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?,
        crc: u32::from_le_bytes(crc),
    }))
}

/// Of the bytes and of the key.
fn lens_of(lens: [u8; 8]) -> [u32; 2] {
    let [b0, b1, b2, b3, k0, k1, k2, k3] = lens;
    [
        u32::from_le_bytes([b0, b1, b2, b3]),
        u32::from_le_bytes([k0, k1, k2, k3]),
    ]
}

/// What a file begins with.
pub(super) fn file_head() -> [u8; FILE_HEAD_BYTES as usize] {
    let mut head = [0; FILE_HEAD_BYTES as usize];
    head.iter_mut()
        .zip(MAGIC.into_iter().chain(VERSION.to_le_bytes()))
        .for_each(|(to, from)| *to = from);
    head
}

/// Refuses a file that begins in another way.
pub(super) fn check_file_head(file: &File, path: &Path) -> Result<(), StoreError> {
    let mut head = [0; FILE_HEAD_BYTES as usize];
    match file.read_exact_at(&mut head, 0) {
        Ok(()) if head == file_head() => Ok(()),
        Ok(()) => Err(corrupt(format!(
            "{} is no file of this program, or of another version than {VERSION}; \
             `alliance rebuild` makes a new index",
            path.display()
        ))),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(too_short(path)),
        Err(error) => Err(disk_error("read", path, error)),
    }
}
