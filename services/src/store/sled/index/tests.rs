use std::sync::Arc;

use bytes::Bytes;
use proptest::prelude::*;
use sled::IVec;

use super::{Changes, Durable, Index, Writes};
use crate::{
    id::Seq,
    store::{
        StoreConfig,
        sled::{
            blocks::{BLOCK_POSITIONS, positions},
            key,
            value::StoredTotals,
        },
    },
};

const COLUMNS: [u8; 4] = [key::ARTICLES, key::EVENTS, key::PENDING_AGAIN, key::FAILED];

fn open() -> (tempfile::TempDir, Index) {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), &StoreConfig::for_test(folder.path())).unwrap();
    (folder, index)
}

/// Two columns of rows and two of the tree.
fn any_column() -> impl Strategy<Value = u8> {
    prop::sample::select(COLUMNS.as_slice())
}

fn any_writes() -> impl Strategy<Value = Writes> {
    let value = proptest::option::of(0_u8..4).prop_map(|value| value.map(|v| IVec::from(&[v])));
    proptest::collection::btree_map(
        (any_column(), 0_u8..6).prop_map(|(column, row)| vec![column, row]),
        value,
        0..12,
    )
}

fn read_range(index: &Index, start: &[u8], end: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let view = index.view();
    let items = view.range(start, end).map(|item| {
        let (key, value) = item.unwrap();
        (key.to_vec(), value.to_vec())
    });
    items.collect()
}

fn read_columns(index: &Index) -> Vec<(Vec<u8>, Vec<u8>)> {
    let read = |column: u8| read_range(index, &[column], &key::column_end(column));
    COLUMNS.into_iter().flat_map(read).collect()
}

fn changes(writes: Writes) -> Changes {
    Changes {
        writes,
        ..Changes::default()
    }
}

fn totals(head: Seq) -> StoredTotals {
    StoredTotals {
        head: head.0,
        ..StoredTotals::default()
    }
}

/// What `apply` has done before it shows the batch.
fn write_without_showing(index: &Index, writes: Writes) -> Durable {
    let head = index.view().head();
    let durable = index.make_durable(changes(writes), Writes::new(), totals(head));
    durable.unwrap()
}

#[test]
fn what_is_not_durable_yet_is_not_seen() {
    let config = ProptestConfig {
        cases: 30,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let strategy = (any_writes(), any_writes(), any_column(), 0_u8..6);
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let outcome = runner.run(&strategy, |(first, second, column, row)| {
        let (_folder, index) = open();
        index.apply(changes(first), totals(Seq(1))).unwrap();
        let start = [column, row];
        let end = key::column_end(column);
        let whole = read_columns(&index);
        let part = read_range(&index, &start, &end);
        let keys: Vec<_> = second.keys().cloned().collect();
        write_without_showing(&index, second);
        prop_assert_eq!(&read_columns(&index), &whole);
        prop_assert_eq!(&read_range(&index, &start, &end), &part);
        for (key, value) in whole.clone() {
            let seen = index.view().get_raw(&key).unwrap();
            prop_assert_eq!(seen.map(|seen| seen.to_vec()), Some(value));
        }
        for key in keys {
            let seen = index.view().get_raw(&key).unwrap();
            let known = seen.map(|seen| (key, seen.to_vec()));
            prop_assert!(known.is_none_or(|known| whole.contains(&known)));
        }
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn a_block_of_the_log_is_read_once_until_a_batch_changes_it() {
    let (_folder, index) = open();
    let first = positions(1).start;
    let write = |offset: u64, text: &'static str| {
        let key = key::log(Seq(first.0 + offset));
        (key, Bytes::from_static(text.as_bytes()))
    };
    let added = [
        write(0, "one"),
        write(1, "two"),
        write(BLOCK_POSITIONS, "next"),
    ];
    let batch = Changes {
        added: added.into(),
        ..Changes::default()
    };
    index.apply(batch, totals(positions(2).end)).unwrap();
    let read = |number| index.view().block(number).unwrap().unwrap();
    let texts = |number| -> Vec<_> {
        let entries = read(number);
        entries.iter().map(|entry| entry.encoded.clone()).collect()
    };
    assert_eq!(texts(1), ["one", "two"]);
    let (before, next) = (read(1), read(2));
    assert!(Arc::ptr_eq(&before, &read(1)));
    let remove = Writes::from([(key::log(first), None)]);
    let durable = write_without_showing(&index, remove);
    assert_eq!(texts(1), ["one", "two"], "not shown yet");
    index.show(durable);
    assert_eq!(texts(1), ["two"]);
    assert!(Arc::ptr_eq(&next, &read(2)));
}

#[test]
fn the_last_key_is_the_last_durable_one() {
    let (_folder, index) = open();
    let write = |row: u8, value: u8| Writes::from([(vec![b'c', row], Some(IVec::from(&[value])))]);
    for (row, seq) in [(1, Seq(1)), (2, Seq(2))] {
        index.apply(changes(write(row, row)), totals(seq)).unwrap();
    }
    let last = || {
        let last = index.view().last(b"c", b"d").unwrap();
        last.map(|(key, value)| (key.to_vec(), value.to_vec()))
    };
    assert_eq!(last(), Some((vec![b'c', 2], vec![2])));
    let writes = [write(2, 9), write(3, 3)].map(|write| write.into_iter().next().unwrap());
    let durable = write_without_showing(&index, Writes::from(writes));
    assert_eq!(last(), Some((vec![b'c', 2], vec![2])));
    index.show(durable);
    assert_eq!(last(), Some((vec![b'c', 3], vec![3])));
}
