use std::sync::Arc;

use proptest::prelude::*;
use sled::{Batch, IVec};

use super::{Index, Writes};
use crate::{
    id::Seq,
    store::{
        StoreConfig,
        sled::{
            blocks::{BLOCK_POSITIONS, positions},
            draft::Stood,
            key, part,
        },
    },
};

fn open() -> (tempfile::TempDir, Index) {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), &StoreConfig::for_test(folder.path())).unwrap();
    (folder, index)
}

fn any_writes() -> impl Strategy<Value = Writes> {
    let value = proptest::option::of(0_u8..4).prop_map(|value| value.map(|v| IVec::from(&[v])));
    proptest::collection::btree_map(
        (b'a'..b'd', 0_u8..6).prop_map(|(column, row)| vec![column, row]),
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

/// What `apply` has done before it syncs.
fn write_without_sync(index: &Index, writes: &Writes) {
    let mut batch = Batch::default();
    let mut before = Writes::new();
    for (key, value) in writes {
        before.insert(key.clone(), index.tree.get(key).unwrap());
        match value {
            Some(value) => batch.insert(key.as_slice(), value.clone()),
            None => batch.remove(key.as_slice()),
        }
    }
    index.lock_shown().before = before;
    index.tree.apply_batch(batch).unwrap();
}

#[test]
fn what_is_not_durable_yet_is_not_seen() {
    let config = ProptestConfig {
        cases: 30,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let strategy = (any_writes(), any_writes(), b'a'..b'd', 0_u8..6);
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let outcome = runner.run(&strategy, |(first, second, column, row)| {
        let (_folder, index) = open();
        index.apply(first, Stood::new(), Seq(1)).unwrap();
        let start = [column, row];
        let whole = read_range(&index, b"a", b"e");
        let part = read_range(&index, &start, b"e");
        write_without_sync(&index, &second);
        prop_assert_eq!(&read_range(&index, b"a", b"e"), &whole);
        prop_assert_eq!(&read_range(&index, &start, b"e"), &part);
        for (key, value) in whole {
            let seen = index.view().get_raw(&key).unwrap();
            prop_assert_eq!(seen.map(|seen| seen.to_vec()), Some(value));
        }
        for key in second.keys() {
            let stored = index.shown.read().unwrap().before[key].clone();
            prop_assert_eq!(index.view().get_raw(key).unwrap(), stored);
        }
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn a_block_of_the_log_is_read_once_until_a_batch_changes_it() {
    let (_folder, index) = open();
    let first = positions(1).start;
    let write = |offset: u64, text: &[u8]| {
        let mut writes = Writes::new();
        part::split(&mut writes, key::log(Seq(first.0 + offset)), text).unwrap();
        writes
    };
    let mut writes = write(0, b"one");
    writes.extend(write(1, b"two"));
    writes.extend(write(BLOCK_POSITIONS, b"next"));
    index.apply(writes, Stood::new(), positions(2).end).unwrap();
    let read = |number| index.view().block(number).unwrap().unwrap();
    let texts = |number| -> Vec<_> {
        let entries = read(number);
        entries.iter().map(|entry| entry.encoded.clone()).collect()
    };
    assert_eq!(texts(1), ["one", "two"]);
    let (before, next) = (read(1), read(2));
    assert!(Arc::ptr_eq(&before, &read(1)));
    let remove = Writes::from([(key::log(first), None)]);
    write_without_sync(&index, &remove);
    assert_eq!(texts(1), ["one", "two"], "not durable yet");
    index.show(positions(2).end);
    assert_eq!(texts(1), ["two"]);
    assert!(Arc::ptr_eq(&next, &read(2)));
}

#[test]
fn the_last_key_is_the_last_durable_one() {
    let (_folder, index) = open();
    let write = |row: u8, value: u8| Writes::from([(vec![b'c', row], Some(IVec::from(&[value])))]);
    index.apply(write(1, 1), Stood::new(), Seq(1)).unwrap();
    index.apply(write(2, 2), Stood::new(), Seq(2)).unwrap();
    let last = || {
        let last = index.view().last(b"c", b"d").unwrap();
        last.map(|(key, value)| (key.to_vec(), value.to_vec()))
    };
    assert_eq!(last(), Some((vec![b'c', 2], vec![2])));
    write_without_sync(
        &index,
        &Writes::from([write(2, 9), write(3, 3)].map(|w| w.into_iter().next().unwrap())),
    );
    assert_eq!(last(), Some((vec![b'c', 2], vec![2])));
    index.show(Seq(3));
    assert_eq!(last(), Some((vec![b'c', 3], vec![3])));
}
