//! The keys of the index; the first byte tells the columns apart. Numbers are
//! big endian, so that keys sort as numbers do.
//!
//! In the tree, one batch of which can change all of it at once:
//!
//! | column | key | value |
//! |---|---|---|
//! | `b` | number of a batch | the rows it wrote, until they last by themselves |
//! | `c` | time (ms), sequence | nothing: the clock of the log |
//! | `m` | name | format, epoch, totals |
//! | `p` | article id | nothing: pending again after it had been settled or tried |
//! | `s` | number of a file of `bulk` | how many of its bytes are alive |
//! | `v` | time of failure (ms), article id | nothing |
//!
//! In `rows`:
//!
//! | column | key | value |
//! |---|---|---|
//! | `a` | article id | `StoredArticle` |
//! | `e` | event id | `StoredEvent` |
//! | `f` | sequence | `StoredFacets` |
//! | `k` | length of the event key, event key, event id | nothing |
//! | `l` | sequence | where in `bulk` the event is, as the caller encoded it |
//! | `o` | number | where in `bulk` an article's output is |
//! | `r` | digest of a request id | article id |
//!
//! In both, `x` with the key of a long value and a number is a part of it.

use sled::IVec;

use crate::{
    id::{ArticleId, EventId, Seq},
    store::EventKey,
    submission::UnixMillis,
};

pub(super) const FORMAT: &[u8] = b"mformat";
pub(super) const EPOCH: &[u8] = b"mepoch";
pub(super) const TOTALS: &[u8] = b"mtotals";
/// There while rows of version 1 are still in the tree.
pub(super) const MOVING: &[u8] = b"mmoving";

pub(super) const ARTICLES: u8 = b'a';
pub(super) const BATCHES: u8 = b'b';
pub(super) const CLOCK: u8 = b'c';
pub(super) const EVENTS: u8 = b'e';
pub(super) const FACETS: u8 = b'f';
pub(super) const EVENT_KEYS: u8 = b'k';
pub(super) const LOG: u8 = b'l';
pub(super) const OUTPUTS: u8 = b'o';
pub(super) const PENDING_AGAIN: u8 = b'p';
pub(super) const REQUESTS: u8 = b'r';
pub(super) const FAILED: u8 = b'v';
pub(super) const ALIVE: u8 = b's';
const PARTS: u8 = b'x';
const ID_BYTES: usize = 16;
/// Columns of `rows`.
pub(super) const ROW_COLUMNS: [u8; 7] =
    [ARTICLES, EVENTS, FACETS, EVENT_KEYS, LOG, OUTPUTS, REQUESTS];

/// A digest of a request id: request ids may be long, keys are not.
pub(super) type RequestDigest = [u8; 16];

pub(super) fn batch(number: u64) -> Vec<u8> {
    join(BATCHES, &[&number.to_be_bytes()])
}

pub(super) fn alive(file: u32) -> Vec<u8> {
    join(ALIVE, &[&file.to_be_bytes()])
}

pub(super) fn article(id: ArticleId) -> Vec<u8> {
    join(ARTICLES, &[id.as_bytes()])
}

pub(super) fn event(id: EventId) -> Vec<u8> {
    join(EVENTS, &[id.as_bytes()])
}

pub(super) fn log(seq: Seq) -> Vec<u8> {
    join(LOG, &[&seq.0.to_be_bytes()])
}

pub(super) fn facets(seq: Seq) -> Vec<u8> {
    join(FACETS, &[&seq.0.to_be_bytes()])
}

pub(super) fn output(number: u64) -> Vec<u8> {
    join(OUTPUTS, &[&number.to_be_bytes()])
}

pub(super) fn pending_again(id: ArticleId) -> Vec<u8> {
    join(PENDING_AGAIN, &[id.as_bytes()])
}

pub(super) fn request(digest: RequestDigest) -> Vec<u8> {
    join(REQUESTS, &[&digest])
}

pub(super) fn failed(failed_at: UnixMillis, id: ArticleId) -> Vec<u8> {
    join(FAILED, &[&sortable(failed_at), id.as_bytes()])
}

pub(super) fn clock(time: UnixMillis, seq: Seq) -> Vec<u8> {
    join(CLOCK, &[&sortable(time), &seq.0.to_be_bytes()])
}

/// All entries of the clock before this are from before `time`.
pub(super) fn clock_bound(time: UnixMillis) -> Vec<u8> {
    join(CLOCK, &[&sortable(time)])
}

pub(super) fn event_key(key: &EventKey, id: EventId) -> Vec<u8> {
    let mut bytes = event_key_prefix(key);
    bytes.extend(id.as_bytes());
    bytes
}

/// What every entry with this event key begins with, and no other.
pub(super) fn event_key_prefix(key: &EventKey) -> Vec<u8> {
    let len = u16::try_from(key.0.len()).unwrap_or(u16::MAX);
    join(EVENT_KEYS, &[&len.to_be_bytes(), &key.0])
}

/// Whether a key belongs to `rows`, or else to the tree.
pub(super) fn is_row(key: &[u8]) -> bool {
    match key {
        [PARTS, column, ..] | [column, ..] => ROW_COLUMNS.contains(column),
        [] => false,
    }
}

/// What a single row is looked for by: its key, or as much of it as events
/// share that are found together. `None` in columns that are read by ranges.
/// The filters of stored runs were made by it: a change is one of the format.
pub(super) fn looked_up_part(key: &[u8]) -> Option<&[u8]> {
    match key {
        [ARTICLES | EVENTS | LOG | OUTPUTS | REQUESTS, ..] => Some(key),
        [EVENT_KEYS, ..] => key
            .len()
            .checked_sub(ID_BYTES)
            .and_then(|len| key.get(..len)),
        _ => None,
    }
}

/// The same of a range, where it is all that begins with an event key.
pub(super) fn looked_up_prefix<'a>(start: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    let is_event_key = match start {
        [EVENT_KEYS, len_0, len_1, event_key @ ..] => {
            usize::from(u16::from_be_bytes([*len_0, *len_1])) == event_key.len()
        }
        // The whole column, or many event keys.
        _ => false,
    };
    (is_event_key && prefix_end(start) == end).then_some(start)
}

/// Part `number` (from 1) of a value that is too long for one key.
pub(super) fn part(key: &[u8], number: u16) -> Vec<u8> {
    join(PARTS, &[key, &number.to_be_bytes()])
}

/// The first key behind a column.
pub(super) fn column_end(column: u8) -> Vec<u8> {
    vec![column + 1]
}

/// The first key behind all that begin with `prefix`.
pub(super) fn prefix_end(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            break;
        }
    }
    end
}

/// The sequence at the end of a key of the log, the facets or the clock.
pub(super) fn seq_of(key: &IVec) -> Option<Seq> {
    Some(Seq(u64::from_be_bytes(*key.last_chunk()?)))
}

/// The position of a key of the log; `None` for any other key.
pub(super) fn log_seq(key: &[u8]) -> Option<Seq> {
    match key {
        [LOG, seq @ ..] => Some(Seq(u64::from_be_bytes(seq.try_into().ok()?))),
        _ => None,
    }
}

/// The number in a key of a batch; `None` for any other key.
pub(super) fn batch_number(key: &[u8]) -> Option<u64> {
    match key {
        [BATCHES, number @ ..] => Some(u64::from_be_bytes(number.try_into().ok()?)),
        _ => None,
    }
}

/// The number of a file in a key of what is alive in it.
pub(super) fn alive_file(key: &[u8]) -> Option<u32> {
    match key {
        [ALIVE, file @ ..] => Some(u32::from_be_bytes(file.try_into().ok()?)),
        _ => None,
    }
}

/// The id at the end of a key.
pub(super) fn id_of(key: &[u8]) -> Option<[u8; 16]> {
    key.last_chunk().copied()
}

fn join(column: u8, parts: &[&[u8]]) -> Vec<u8> {
    let len = parts.iter().map(|part| part.len()).sum::<usize>();
    let mut key = Vec::with_capacity(1 + len);
    key.push(column);
    for part in parts {
        key.extend_from_slice(part);
    }
    key
}

/// Big endian with the sign bit turned, so that earlier sorts first.
fn sortable(time: UnixMillis) -> [u8; 8] {
    (time.0.cast_unsigned() ^ (1 << 63)).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keys_sort_as_what_they_hold(a: (i64, u64), b: (i64, u64)) {
            let key_of = |(time, seq)| clock(UnixMillis(time), Seq(seq));
            prop_assert_eq!(key_of(a).cmp(&key_of(b)), a.cmp(&b));
            prop_assert_eq!(log(Seq(a.1)).cmp(&log(Seq(b.1))), a.1.cmp(&b.1));
            prop_assert_eq!(seq_of(&IVec::from(key_of(a))), Some(Seq(a.1)));
        }

        #[test]
        fn a_prefix_holds_its_own_keys_alone(a: Vec<u8>, b: Vec<u8>) {
            let (a, b) = (EventKey(a), EventKey(b));
            let id = EventId::from_bytes([0xff; 16]);
            let prefix = event_key_prefix(&a);
            let range = prefix.clone()..prefix_end(&prefix);
            prop_assert!(range.contains(&event_key(&a, id)));
            prop_assert_eq!(range.contains(&event_key(&b, id)), a == b);
            prop_assert_eq!(looked_up_prefix(&range.start, &range.end), Some(&*prefix));
            // What holds other event keys, too, is not looked up as one.
            for len in 1..prefix.len() {
                let wider = &prefix[..len];
                prop_assert_eq!(looked_up_prefix(wider, &prefix_end(wider)), None);
            }
        }
    }
}
