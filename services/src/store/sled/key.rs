//! The keys of the index. One tree holds everything, so that one batch can
//! change all of it at once; the first byte tells the columns apart. Numbers
//! are big endian, so that keys sort as numbers do.
//!
//! | column | key | value |
//! |---|---|---|
//! | `m` | name | format, epoch, totals |
//! | `a` | article id | `StoredArticle` |
//! | `c` | time (ms), sequence | nothing: the clock of the log |
//! | `e` | event id | `StoredEvent` |
//! | `f` | sequence | `StoredFacets` |
//! | `k` | length of the event key, event key, event id | nothing |
//! | `l` | sequence | the event as the caller encoded it |
//! | `o` | number | an article's output |
//! | `p` | article id | nothing: pending again after it had been settled or tried |
//! | `r` | digest of a request id | article id |
//! | `v` | time of failure (ms), article id | nothing |
//! | `x` | key of a long value, number of the part | the part |

use sled::IVec;

use crate::{
    id::{ArticleId, EventId, Seq},
    store::EventKey,
    submission::UnixMillis,
};

pub(super) const FORMAT: &[u8] = b"mformat";
pub(super) const EPOCH: &[u8] = b"mepoch";
pub(super) const TOTALS: &[u8] = b"mtotals";

pub(super) const ARTICLES: u8 = b'a';
pub(super) const CLOCK: u8 = b'c';
pub(super) const EVENTS: u8 = b'e';
pub(super) const FACETS: u8 = b'f';
pub(super) const EVENT_KEYS: u8 = b'k';
pub(super) const LOG: u8 = b'l';
pub(super) const OUTPUTS: u8 = b'o';
pub(super) const PENDING_AGAIN: u8 = b'p';
pub(super) const REQUESTS: u8 = b'r';
pub(super) const FAILED: u8 = b'v';
const PARTS: u8 = b'x';

/// A digest of a request id: request ids may be long, keys are not.
pub(super) type RequestDigest = [u8; 16];

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
        }
    }
}
