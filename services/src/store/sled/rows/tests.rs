//! Layers against a map, across freezing, joining and opening again.

use std::{collections::BTreeMap, ops::Range, path::Path, sync::Arc};

use proptest::prelude::*;
use sled::IVec;

use super::{
    Frozen, Layers, Said,
    join::Join,
    keeper::Keeper,
    next_row, push_row,
    run::{Pages, Run, RunWriter, Wanted, list_runs},
};
use crate::{
    id::Seq,
    store::{
        StoreErrorKind,
        sled::{index::Writes, key},
    },
};

/// Keys of columns that have a filter, and of one that has none.
fn any_key() -> impl Strategy<Value = Vec<u8>> {
    let column = prop_oneof![Just(b'a'), Just(b'e'), Just(b'f'), Just(b'k'), Just(b'l')];
    (column, 0_u8..12).prop_map(|(column, number)| {
        let mut key = vec![column, 0, 1, number / 3];
        key.extend([number; 16]);
        key
    })
}

fn any_batch() -> impl Strategy<Value = Writes> {
    let value = proptest::option::of(0_usize..60)
        .prop_map(|value| value.map(|len| IVec::from(vec![7; len])));
    proptest::collection::btree_map(any_key(), value, 1..10)
}

fn read_all(layers: &Layers, start: &[u8], end: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let recent = Writes::new();
    let rows = layers.range(&recent, start, end).map(|row| {
        let (key, value) = row.unwrap();
        (key.to_vec(), value.to_vec())
    });
    rows.collect()
}

fn check(layers: &Layers, model: &BTreeMap<Vec<u8>, Vec<u8>>, looked_up: &[Vec<u8>]) {
    let whole: Vec<_> = model.clone().into_iter().collect();
    assert_eq!(read_all(layers, b"a", b"z"), whole);
    for key in looked_up {
        let found = layers.get(key).unwrap().and_then(Said::value);
        assert_eq!(found.map(|found| found.to_vec()), model.get(key).cloned());
        let behind: Vec<_> = model.range(key.clone()..b"m".to_vec()).collect();
        let read = read_all(layers, key, b"m");
        assert!(read.iter().map(|(key, value)| (key, value)).eq(behind));
        // All that begin as an event key does.
        let prefix = &key[..4];
        let end = super::super::key::prefix_end(prefix);
        let beginning = model.range(prefix.to_vec()..end.clone());
        let read = read_all(layers, prefix, &end);
        assert!(read.iter().map(|(key, value)| (key, value)).eq(beginning));
    }
}

/// What the thread does until there is nothing to do.
fn keep(keeper: &Keeper) {
    while keeper.work().unwrap() {}
}

#[test]
fn layers_read_as_one_map_however_they_are_joined_and_opened() {
    let config = ProptestConfig {
        cases: 40,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let strategy = (
        proptest::collection::vec((any_batch(), any::<bool>(), any::<bool>()), 1..24),
        proptest::collection::vec(any_key(), 8),
        prop_oneof![Just(0_usize), Just(usize::MAX)],
        prop_oneof![Just(0_usize), Just(600), Just(usize::MAX)],
    );
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let outcome = runner.run(
        &strategy,
        |(batches, looked_up, filter_bytes_max, page_bytes_max)| {
            let folder = tempfile::tempdir().unwrap();
            let mut model = BTreeMap::new();
            let mut keeper = Keeper::open(folder.path(), filter_bytes_max, page_bytes_max).unwrap();
            for (number, (rows, is_kept, is_opened)) in (1..).zip(batches) {
                for (key, value) in &rows {
                    match value {
                        Some(value) => model.insert(key.clone(), value.to_vec()),
                        None => model.remove(key),
                    };
                }
                keeper.freeze(Frozen {
                    rows,
                    batches: (number, number),
                });
                if is_kept || is_opened {
                    keep(&keeper);
                }
                if is_opened {
                    keeper = Keeper::open(folder.path(), filter_bytes_max, page_bytes_max).unwrap();
                    prop_assert_eq!(keeper.covered.into_inner(), number);
                    keeper = Keeper::open(folder.path(), filter_bytes_max, page_bytes_max).unwrap();
                }
                check(&keeper.layers(), &model, &looked_up);
            }
            keep(&keeper);
            prop_assert!(keeper.layers().runs.len() < 13);
            Ok(())
        },
    );
    outcome.unwrap();
}

/// A run of log positions, some of them removed.
fn write_positions(dir: &Path, batches: (u64, u64), positions: Range<u64>, removed: &[u64]) -> Run {
    let mut writer = RunWriter::create(dir, batches, Some(1_000)).unwrap();
    for position in positions {
        let is_removed = removed.contains(&position);
        let value = (!is_removed).then(|| position.to_le_bytes());
        let value = value.as_ref().map(<[u8; 8]>::as_slice);
        writer.push(&key::log(Seq(position)), value).unwrap();
    }
    writer.finish(&pages()).unwrap()
}

fn pages() -> Arc<Pages> {
    Arc::new(Pages::new(usize::MAX))
}

/// Joins runs, the newest first; answers how many steps it took, too.
fn join(dir: &Path, runs: &[Arc<Run>], drops_marks: bool) -> (Run, usize) {
    let mut writer = RunWriter::create(dir, (1, 100), Some(2_000)).unwrap();
    let mut join = Join::new(runs, drops_marks).unwrap();
    let mut steps = 0;
    while join.step(&mut writer).unwrap() {
        steps += 1;
    }
    (writer.finish(&pages()).unwrap(), steps)
}

fn get(run: &Run, key: &[u8]) -> Option<Said> {
    run.get(&Wanted::new(key)).unwrap()
}

#[test]
fn blocks_that_no_other_run_reaches_into_are_taken_over_whole() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let old = Arc::new(write_positions(dir, (1, 1), 0..1_000, &[]));
    let new = Arc::new(write_positions(dir, (2, 2), 1_000..2_000, &[]));
    let (joined, steps) = join(dir, &[new, old], true);
    assert!(steps < 600, "{steps} steps for 2,000 rows");
    for position in 0..2_000 {
        let said = get(&joined, &key::log(Seq(position)));
        let value = IVec::from(&position.to_le_bytes());
        assert_eq!(said, Some(Said::Value(value)), "{position}");
    }
}

#[test]
fn a_joined_run_waits_for_others_of_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = Keeper::open(folder.path(), usize::MAX, usize::MAX).unwrap();
    let mut counts = Vec::new();
    for batch in 1..=24 {
        let positions = batch * 100..(batch + 1) * 100;
        let rows =
            positions.map(|position| (key::log(Seq(position)), Some(IVec::from(vec![7; 60]))));
        keeper.freeze(Frozen {
            rows: rows.collect(),
            batches: (batch, batch),
        });
        keep(&keeper);
        counts.push(keeper.layers().runs.len());
    }
    // Each eight become one, and none is written again before there are eight.
    let expected = (1..=24).map(|written| written / 8 + written % 8);
    assert_eq!(counts, expected.collect::<Vec<usize>>());
}

#[test]
fn no_mark_is_taken_over_where_nothing_lies_under_it() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let run = Arc::new(write_positions(dir, (1, 1), 0..1_000, &[3, 500]));
    let removed = key::log(Seq(500));
    let (kept, _) = join(dir, &[Arc::clone(&run)], false);
    assert_eq!(get(&kept, &removed), Some(Said::Removed));
    let (dropped, _) = join(dir, &[run], true);
    assert_eq!(get(&dropped, &removed), None);
    assert!(dropped.bytes() < kept.bytes());
}

#[test]
fn places_of_blocks_take_only_the_memory_that_they_may() {
    const BYTES_MAX: usize = 2_000;
    let folder = tempfile::tempdir().unwrap();
    let written = write_positions(folder.path(), (1, 1), 0..20_000, &[]);
    let pages = Arc::new(Pages::new(BYTES_MAX));
    let run = Run::open(folder.path(), (1, 1), &pages).unwrap();
    assert!(run.height() > 3, "{} levels", run.height());
    for position in (0..20_000).step_by(7) {
        let wanted = key::log(Seq(position));
        let value = Some(Said::Value(IVec::from(&position.to_le_bytes())));
        assert_eq!(get(&run, &wanted), value);
        assert_eq!(get(&written, &wanted), value);
        assert!(pages.bytes() <= BYTES_MAX);
    }
    assert!(pages.bytes() > 0);
    assert_eq!(get(&run, &key::log(Seq(20_000))), None);
}

#[test]
fn a_filter_that_alone_is_too_large_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    for (filter_bytes_max, is_made) in [(200, true), (60, false)] {
        let rows = (0..100).map(|position| (key::log(Seq(position)), Some(IVec::default())));
        let keeper = Keeper::open(folder.path(), filter_bytes_max, 0).unwrap();
        let covered = keeper.covered.load(std::sync::atomic::Ordering::Acquire);
        keeper.freeze(Frozen {
            rows: rows.collect(),
            batches: (covered + 1, covered + 1),
        });
        keep(&keeper);
        let layers = keeper.layers();
        let run = layers.runs.first().unwrap();
        assert_eq!(run.keys(), 100);
        assert_eq!(run.filter_bytes() > 0, is_made);
    }
    // One that has none is read without, whatever memory there is.
    let keeper = Keeper::open(folder.path(), usize::MAX, 0).unwrap();
    let said = keeper.layers().get(&key::log(Seq(50))).unwrap();
    assert_eq!(said, Some(Said::Value(IVec::default())));
}

fn write_batch(dir: &Path, batches: (u64, u64)) {
    let mut writer = RunWriter::create(dir, batches, Some(1)).unwrap();
    writer.push(b"a key", Some(b"value")).unwrap();
    writer.finish(&pages()).unwrap();
}

#[test]
fn joined_runs_that_a_crash_left_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    for batches in [(1, 1), (2, 3), (1, 3), (4, 4)] {
        write_batch(folder.path(), batches);
    }
    std::fs::write(folder.path().join("5-9.unfinished"), "half").unwrap();
    let keeper = Keeper::open(folder.path(), usize::MAX, 500).unwrap();
    assert_eq!(keeper.covered.into_inner(), 4);
    let mut left = list_runs(folder.path()).unwrap();
    left.sort_unstable();
    assert_eq!(left, [(1, 3), (4, 4)]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_missing_or_damaged_run_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write_batch(folder.path(), (1, 2));
    write_batch(folder.path(), (4, 4));
    let error = Keeper::open(folder.path(), 0, 0).unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Corrupt);
    assert!(error.to_string().contains("3 to 3"), "{error}");

    write_batch(folder.path(), (3, 3));
    Keeper::open(folder.path(), 0, 0).unwrap();
    let path = folder.path().join("0000000000000003-0000000000000003.rows");
    let sound = std::fs::read(&path).unwrap();
    for at in 0..sound.len() {
        let mut damaged = sound.clone();
        damaged[at] ^= 1;
        std::fs::write(&path, &damaged).unwrap();
        let read = Keeper::open(folder.path(), usize::MAX, 500).and_then(|keeper| {
            let layers = keeper.layers();
            let recent = Writes::new();
            layers
                .range(&recent, b"a", b"z")
                .collect::<Result<Vec<_>, _>>()
        });
        assert_eq!(read.unwrap_err().kind, StoreErrorKind::Corrupt, "byte {at}");
    }
}

#[test]
fn rows_come_back_from_their_bytes() {
    let mut bytes = Vec::new();
    push_row(&mut bytes, b"key", Some(b"value")).unwrap();
    push_row(&mut bytes, b"gone", None).unwrap();
    push_row(&mut bytes, b"", Some(b"")).unwrap();
    let mut rest = bytes.as_slice();
    assert_eq!(
        next_row(&mut rest),
        Some((&b"key"[..], Some(&b"value"[..])))
    );
    assert_eq!(next_row(&mut rest), Some((&b"gone"[..], None)));
    assert_eq!(next_row(&mut rest), Some((&b""[..], Some(&b""[..]))));
    assert_eq!(next_row(&mut rest), None);
    assert!(next_row(&mut &bytes[..5]).is_none());
    assert!(push_row(&mut bytes, &vec![0; 70_000], None).is_err());
}
