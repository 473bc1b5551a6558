//! Long values lie in parts over several keys: a leaf of the tree holds some
//! sixteen values, and sled keeps a leaf that grows too large in a file that
//! it never syncs. The first two bytes of a value count its further parts.

use bytes::Bytes;
use sled::IVec;

use super::{corrupt, index::Writes, key};
use crate::store::{StoreError, StoreErrorKind};

/// Of one part, without the count.
const PART_BYTES_MAX: usize = 8_000;
const COUNT_BYTES: usize = 2;

/// Sets a value, in as many parts as it needs; answers how many there are
/// beside the first.
///
/// # Errors
/// `Unavailable` where it is longer than 65,536 parts.
pub(super) fn split(writes: &mut Writes, key: Vec<u8>, value: &[u8]) -> Result<u16, StoreError> {
    let mut parts = value.chunks(PART_BYTES_MAX);
    let first = parts.next().unwrap_or_default();
    let count = u16::try_from(parts.len()).map_err(|error| {
        let context = format!("keep a value of {} bytes in the index", value.len());
        StoreError::new(StoreErrorKind::Unavailable, context).because(error)
    })?;
    for (number, part) in (1..=count).zip(parts) {
        writes.insert(key::part(&key, number), Some(IVec::from(part)));
    }
    let mut counted = Vec::with_capacity(COUNT_BYTES + first.len());
    counted.extend(count.to_be_bytes());
    counted.extend_from_slice(first);
    writes.insert(key, Some(IVec::from(counted)));
    Ok(count)
}

/// Removes a value, `first` being what stands at its key now.
pub(super) fn remove(writes: &mut Writes, key: Vec<u8>, first: &[u8]) {
    remove_all(writes, key, count_parts(first));
}

/// Removes a value that has so many parts beside the first.
pub(super) fn remove_all(writes: &mut Writes, key: Vec<u8>, count: u16) {
    for number in 1..=count {
        writes.insert(key::part(&key, number), None);
    }
    writes.insert(key, None);
}

/// A whole value; one that lies in one part shares the tree's memory.
pub(super) fn join(
    key: &[u8],
    first: IVec,
    read: impl Fn(&[u8]) -> Result<Option<IVec>, StoreError>,
) -> Result<Bytes, StoreError> {
    let count = count_parts(&first);
    if count == 0 {
        let start = COUNT_BYTES.min(first.len());
        return Ok(Bytes::from_owner(first).slice(start..));
    }
    let mut whole = first.get(COUNT_BYTES..).unwrap_or_default().to_vec();
    for number in 1..=count {
        let part = read(&key::part(key, number))?
            .ok_or_else(|| corrupt(format!("part {number} of a value in the index is missing")))?;
        whole.extend_from_slice(&part);
    }
    Ok(whole.into())
}

/// How many parts a value has beside this first one.
pub(super) fn count_parts(first: &[u8]) -> u16 {
    first
        .first_chunk()
        .map_or(0, |count| u16::from_be_bytes(*count))
}
