//! From version 1 of the index, in which the tree held everything: moves what
//! belongs there into `rows` and `bulk`, batch by batch. Killed in between, it
//! goes on at the next start.

#[cfg(test)]
mod tests;

use super::{
    format,
    index::{Changes, Index, Writes},
    key, part,
};
use crate::store::StoreError;

/// Rows of one batch, and bytes at which it ends.
const ROWS_MAX: usize = if cfg!(test) { 3 } else { 2_000 };
const BYTES_MAX: usize = if cfg!(test) { 3_000 } else { 2 << 20 };

/// Stamps the index as one of this version that is not whole yet.
pub(super) fn begin(index: &Index) -> Result<(), StoreError> {
    tracing::info!("the index is of version 1: what it holds is moved now");
    index.stamp_as_moving()
}

/// Moves one batch of what is left of version 1: durable on return; false
/// where there is nothing left.
pub(super) fn step(index: &Index) -> Result<bool, StoreError> {
    if !index.is_moving()? {
        return Ok(false);
    }
    for column in key::ROW_COLUMNS {
        if let Some((changes, old_keys)) = take_some(index, column)? {
            index.move_in(changes, old_keys)?;
            return Ok(true);
        }
    }
    index.stamp_as_moved()?;
    tracing::info!("the index is of version {} now", format::VERSION);
    Ok(true)
}

/// The first rows of a column that are in the tree: what they become, and
/// what is removed for it.
fn take_some(index: &Index, column: u8) -> Result<Option<(Changes, Writes)>, StoreError> {
    let mut changes = Changes::default();
    let mut old_keys = Writes::new();
    let mut bytes = 0;
    for item in index.rows_in_tree(column).take(ROWS_MAX) {
        let (stored_key, first) = item?;
        let key = stored_key.to_vec();
        match column {
            // Short, and kept without a count of parts.
            key::EVENT_KEYS | key::REQUESTS => {
                old_keys.insert(key.clone(), None);
                changes.writes.insert(key, Some(first));
            }
            _ => {
                part::remove(&mut old_keys, key.clone(), &first);
                let value = part::join(&stored_key, first, |key| index.get_in_tree(key))?;
                bytes += value.len();
                if matches!(column, key::LOG | key::OUTPUTS) {
                    changes.added.insert(key, value);
                } else {
                    part::split(&mut changes.writes, key, &value)?;
                }
            }
        }
        if bytes >= BYTES_MAX {
            break;
        }
    }
    Ok((!old_keys.is_empty()).then_some((changes, old_keys)))
}
