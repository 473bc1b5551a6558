//! Bytes come back, dead files go, and what a crash leaves is cut off.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, OpenOptions},
    os::unix::fs::FileExt as _,
};

use super::{Bulk, BulkEnd, BulkPosition};
use crate::store::{StoreConfig, StoreErrorKind};

type Alive = BTreeMap<u32, u64>;

fn open(dir: &std::path::Path, end: BulkEnd, alive: &Alive) -> Bulk {
    Bulk::open(dir, &StoreConfig::for_test(dir), end, alive.clone()).unwrap()
}

fn key(number: u8) -> Vec<u8> {
    vec![b'l', number]
}

fn text(number: u8) -> Vec<u8> {
    vec![number; 100 + usize::from(number)]
}

/// Appends and syncs; answers the positions, the end and what is alive.
fn fill(
    bulk: &Bulk,
    numbers: std::ops::Range<u8>,
) -> (Vec<(Vec<u8>, BulkPosition)>, BulkEnd, Alive) {
    let append = |number| {
        (
            key(number),
            bulk.append(&key(number), &text(number)).unwrap(),
        )
    };
    let positions = numbers.map(append).collect();
    let (end, alive) = bulk.sync().unwrap();
    (positions, end, alive.into_iter().collect())
}

#[test]
fn bytes_come_back_alone_and_together() {
    let folder = tempfile::tempdir().unwrap();
    let bulk = open(folder.path(), BulkEnd::default(), &Alive::new());
    let (positions, end, alive) = fill(&bulk, 0..50);
    assert!(end.file > 3);
    let bulk = open(folder.path(), end, &alive);
    for (number, (key, position)) in (0..).zip(&positions) {
        assert_eq!(bulk.read(key, *position).unwrap(), text(number));
        let other = bulk.read(b"other", *position).unwrap_err();
        assert_eq!(other.kind, StoreErrorKind::Corrupt);
        assert_eq!(BulkPosition::decode(&position.encode()).unwrap(), *position);
    }
    let together = bulk.read_all(&positions).unwrap();
    assert!(together.into_iter().eq((0..50).map(text)));
    let backwards: Vec<_> = positions.into_iter().rev().collect();
    let together = bulk.read_all(&backwards).unwrap();
    assert!(together.into_iter().eq((0..50).rev().map(text)));
}

#[test]
fn what_lies_behind_the_end_is_cut_off_and_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let bulk = open(folder.path(), BulkEnd::default(), &Alive::new());
    let (kept, end, alive) = fill(&bulk, 0..3);
    // Never told to the index: among it whole files.
    fill(&bulk, 3..30);
    let bulk = open(folder.path(), end, &alive);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let (more, ..) = fill(&bulk, 40..43);
    for ((key, position), number) in kept.iter().chain(&more).zip([0, 1, 2, 40, 41, 42]) {
        assert_eq!(bulk.read(key, *position).unwrap(), text(number));
    }
}

#[test]
fn a_file_goes_once_nothing_in_it_is_alive() {
    let folder = tempfile::tempdir().unwrap();
    let bulk = open(folder.path(), BulkEnd::default(), &Alive::new());
    let (positions, end, _) = fill(&bulk, 0..30);
    let none = BTreeSet::new();
    let in_first: Vec<_> = positions
        .iter()
        .filter(|(_, position)| position.file == 1)
        .collect();
    let (last, dead) = in_first.split_last().unwrap();
    for (_, position) in dead {
        bulk.free(*position);
    }
    assert_eq!(bulk.sparse_file(&none).unwrap(), Some(1));
    assert_eq!(bulk.sparse_file(&BTreeSet::from([1])).unwrap(), None);
    let mut found = Vec::new();
    let mut from = Some(0);
    while let Some(offset) = from {
        let (some, next) = bulk.scan(1, offset, 200).unwrap();
        found.extend(some);
        from = next;
    }
    let scanned: Vec<_> = found
        .iter()
        .map(|(key, position, _)| (key.clone(), *position))
        .collect();
    assert!(scanned.iter().eq(in_first.iter().copied()));
    bulk.remove_dead();
    assert!(bulk.read(&last.0, last.1).is_ok());
    bulk.free(last.1);
    let (_, changed) = bulk.sync().unwrap();
    assert_eq!(changed, [(1, 0)]);
    bulk.remove_dead();
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, usize::try_from(end.file).unwrap() - 1);
}

#[test]
fn damage_is_told_from_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let bulk = open(folder.path(), BulkEnd::default(), &Alive::new());
    let (positions, end, alive) = fill(&bulk, 1..3);
    drop(bulk);
    let path = folder.path().join("0000000001.bulk");
    let file = OpenOptions::new().write(true).open(&path).unwrap();
    let sound = fs::read(&path).unwrap();
    for at in 16..sound.len() {
        file.write_all_at(&[!sound[at]], at as u64).unwrap();
        let bulk = open(folder.path(), end, &alive);
        let read = bulk.read_all(&positions).unwrap_err();
        assert_eq!(read.kind, StoreErrorKind::Corrupt, "byte {at}");
        let scanned = bulk.scan(1, 0, usize::MAX).map(|_| ());
        assert!(scanned.is_err(), "byte {at}");
        file.write_all_at(&sound[at..=at], at as u64).unwrap();
    }
    let refused = |end, alive: &Alive| {
        let config = StoreConfig::for_test(folder.path());
        let error = Bulk::open(folder.path(), &config, end, alive.clone()).unwrap_err();
        assert_eq!(error.kind, StoreErrorKind::Corrupt);
        error.to_string()
    };
    let longer = BulkEnd {
        offset: end.offset + 1,
        ..end
    };
    assert!(refused(longer, &alive).contains("too short"));
    assert!(refused(end, &Alive::from([(1, 1), (7, 1)])).contains("missing"));
    file.write_all_at(b"other", 0).unwrap();
    assert!(refused(end, &alive).contains("version"));
}
