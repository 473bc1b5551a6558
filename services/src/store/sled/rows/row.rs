//! A row in bytes: the length of its key (2 bytes), the length of its value
//! (4 bytes; all ones where it was removed), the key and the value. Numbers
//! are little endian.

use std::io;

const REMOVED: u32 = u32::MAX;
const HEAD_BYTES: usize = 6;

/// Adds a row; `None` for one that was removed.
///
/// # Errors
/// Where key or value are longer than their lengths can say.
pub(in crate::store::sled) fn push_row(
    bytes: &mut Vec<u8>,
    row_key: &[u8],
    value: Option<&[u8]>,
) -> io::Result<()> {
    let too_long = |error| io::Error::new(io::ErrorKind::InvalidInput, error);
    let key_len = u16::try_from(row_key.len()).map_err(too_long)?;
    let value_len = value.map_or(Ok(REMOVED), |value| u32::try_from(value.len()));
    bytes.extend(key_len.to_le_bytes());
    bytes.extend(value_len.map_err(too_long)?.to_le_bytes());
    bytes.extend_from_slice(row_key);
    bytes.extend_from_slice(value.unwrap_or_default());
    Ok(())
}

/// Takes a row off the front: its key and its value.
pub(in crate::store::sled) fn next_row<'a>(
    rows: &mut &'a [u8],
) -> Option<(&'a [u8], Option<&'a [u8]>)> {
    let (head, rest) = rows.split_at_checked(HEAD_BYTES)?;
    let key_len = u16::from_le_bytes(*head.first_chunk()?);
    let value_len = u32::from_le_bytes(*head.last_chunk()?);
    let (row_key, rest) = rest.split_at_checked(usize::from(key_len))?;
    if value_len == REMOVED {
        *rows = rest;
        return Some((row_key, None));
    }
    let (value, rest) = rest.split_at_checked(usize::try_from(value_len).ok()?)?;
    *rows = rest;
    Some((row_key, Some(value)))
}
