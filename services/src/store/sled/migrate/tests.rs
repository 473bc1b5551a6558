//! An index of version 1 becomes one of the present version, wherever it is
//! killed.

use std::{collections::BTreeMap, fs, path::Path};

use bytes::Bytes;
use prost::Message as _;
use tempfile::TempDir;

use super::{BYTES_MAX, ROWS_MAX, step, take_some};
use crate::{
    store::{
        EmbeddedStore, EventWrite, Store, StoreConfig,
        conformance::{
            LEASE, NOW, append, claim_one, event_write, failed, processed, settle_new,
            sized_event_write, submission,
        },
        sled::{
            index::{Index, Writes},
            key, part,
            recover::index_dir,
            tests::fixture::{VERSION_1, copy_folder, restore_folder},
            value::{StoredTotals, decode},
        },
    },
    submission::Submission,
};

/// Columns that stay in the tree.
const TREE_COLUMNS: [u8; 3] = [key::CLOCK, key::PENDING_AGAIN, key::FAILED];
const PARTS: u8 = b'x';

/// Keys with what is stored for them, wherever it lies.
type Contents = BTreeMap<Vec<u8>, Vec<u8>>;

fn open_unmoved(dir: &Path) -> Index {
    Index::open_unmoved(dir, &StoreConfig::for_test(dir)).unwrap()
}

fn open(dir: &Path) -> Index {
    Index::open(dir, &StoreConfig::for_test(dir)).unwrap()
}

/// Everything in an index, but for what differs from one version to the next:
/// how rows are kept.
fn contents(index: &Index) -> Contents {
    let view = index.view();
    let mut contents = Contents::new();
    let row_columns = key::ROW_COLUMNS.into_iter();
    let mut ranges: Vec<_> = row_columns
        .flat_map(|column| [vec![column], vec![PARTS, column]])
        .collect();
    ranges.extend(TREE_COLUMNS.map(|column| vec![column]));
    for start in ranges {
        for item in view.range(&start, &key::prefix_end(&start)) {
            let (key, value) = item.unwrap();
            let value = match *key {
                [key::LOG | key::OUTPUTS, ..] => view.bulk(&key).unwrap().unwrap().to_vec(),
                _ => value.to_vec(),
            };
            contents.insert(key.to_vec(), value);
        }
    }
    let totals = view.get(key::TOTALS).unwrap().unwrap();
    let totals = StoredTotals {
        batch: 0,
        bulk_file: 0,
        bulk_offset: 0,
        ..decode(&totals, "totals").unwrap()
    };
    contents.insert(key::TOTALS.to_vec(), totals.encode_to_vec());
    let epoch = index.epoch().0.to_be_bytes();
    contents.insert(key::EPOCH.to_vec(), epoch.to_vec());
    contents
}

fn assert_same(found: &Contents, expected: &Contents) {
    let keys = found.keys().chain(expected.keys());
    for key in keys {
        assert_eq!(found.get(key), expected.get(key), "{key:?}");
    }
}

/// Writes these contents as version 1 did: all in the tree, what may be long
/// in parts.
fn write_version_1(contents: &Contents, dir: &Path) {
    let tree = open_tree(dir);
    let mut writes = Writes::new();
    for (key, value) in contents {
        match key.first() {
            Some(&(key::LOG | key::OUTPUTS)) => {
                part::split(&mut writes, key.clone(), value).unwrap();
            }
            _ if key == key::TOTALS => {
                part::split(&mut writes, key.clone(), value).unwrap();
            }
            _ => {
                writes.insert(key.clone(), Some(value.as_slice().into()));
            }
        }
    }
    for (key, value) in writes {
        tree.insert(key, value.unwrap()).unwrap();
    }
    tree.insert(key::FORMAT, b"LMINDEX\n\0\0\0\x01").unwrap();
    tree.flush().unwrap();
}

fn open_tree(dir: &Path) -> sled::Db {
    let config = sled::Config::new().path(dir).segment_size(8 << 20);
    config.flush_every_ms(None).open().unwrap()
}

fn tree_contents(dir: &Path) -> Contents {
    let tree = open_tree(dir);
    tree.iter()
        .map(|item| item.map(|(key, value)| (key.to_vec(), value.to_vec())))
        .collect::<Result<_, _>>()
        .unwrap()
}

/// An event with facets that are too long for one key.
fn long_event_write(number: u32) -> EventWrite {
    let mut event = sized_event_write(number, 1, 20_000);
    event.facets.persons = (0..3_000).map(|number| format!("人{number}")).collect();
    event
}

/// A store in which every column has something.
async fn fill(store: &dyn Store) {
    for number in 0..24 {
        settle_new(store, number, vec![event_write(1, number + 1)]).await;
    }
    settle_new(store, 100, vec![long_event_write(7), event_write(8, 1)]).await;
    let with_request = Submission {
        request_id: Some("6f9619ff-8b86-d011-b42d-00c04fc964ff".to_owned()),
        body: Bytes::from(vec![b'a'; 30_000]),
        ..submission(101)
    };
    store.append(with_request).await.unwrap();
    let claim = claim_one(store).await;
    let settled = processed(&claim, vec![event_write(9, 1)]);
    store.commit(vec![settled], NOW).await.unwrap();
    for number in 102..105 {
        append(store, number).await;
    }
    let claims = store.claim(3, LEASE).await.unwrap();
    for claim in &claims {
        store.commit(vec![failed(claim, NOW)], NOW).await.unwrap();
    }
    let retried = store.retry(&[claims[0].token.article]).await.unwrap();
    assert_eq!(retried.len(), 1);
    append(store, 105).await;
}

/// An index of version 1, and what is in it.
async fn version_1() -> (TempDir, Contents) {
    let filled = tempfile::tempdir().unwrap();
    let config = StoreConfig::for_test(filled.path());
    let store = EmbeddedStore::open(config.clone()).await.unwrap();
    fill(&store).await;
    store.close().await.unwrap();
    drop(store);
    let contents = contents(&open_unmoved(&index_dir(&config)));
    for column in key::ROW_COLUMNS.iter().chain(&TREE_COLUMNS) {
        assert!(contents.keys().any(|key| key[0] == *column), "{column}");
    }
    let event_keys = contents.keys().filter(|key| key[0] == key::EVENT_KEYS);
    assert_eq!(event_keys.count(), 4);
    let folder = tempfile::tempdir().unwrap();
    write_version_1(&contents, folder.path());
    (folder, contents)
}

#[tokio::test]
async fn a_move_killed_after_any_batch_goes_on_to_the_same_index() {
    let (folder, expected) = version_1().await;
    let mut before = folder.path().to_owned();
    let killed = tempfile::tempdir().unwrap();
    for batch in 0.. {
        // Each batch runs in a process of its own, killed right behind it.
        let index = open_unmoved(&before);
        let has_moved = step(&index).unwrap();
        let after = killed.path().join(batch.to_string());
        copy_folder(&before, &after);
        drop(index);
        let reopened = killed.path().join("reopened");
        copy_folder(&after, &reopened);
        assert_same(&contents(&open(&reopened)), &expected);
        fs::remove_dir_all(reopened).unwrap();
        before = after;
        if !has_moved {
            assert!(batch > 20, "{batch} batches");
            break;
        }
    }
    // Nothing of it is left in the tree, nor is it moved again.
    drop(open(&before));
    let tree = tree_contents(&before);
    assert!(!tree.contains_key(key::MOVING));
    assert!(!tree.keys().any(|key| key::is_row(key)));
}

#[tokio::test]
async fn a_move_killed_before_its_first_batch_begins_anew() {
    let (folder, expected) = version_1().await;
    for part in ["rows", "bulk"] {
        fs::create_dir(folder.path().join(part)).unwrap();
    }
    drop(open_unmoved(folder.path()));
    fs::remove_file(folder.path().join("format")).unwrap();
    assert_same(&contents(&open(folder.path())), &expected);
}

#[tokio::test]
async fn a_batch_of_the_move_is_bounded_however_much_there_is() {
    let (folder, _) = version_1().await;
    let index = open_unmoved(folder.path());
    for column in key::ROW_COLUMNS {
        while let Some((changes, old_keys)) = take_some(&index, column).unwrap() {
            let rows = old_keys.keys().filter(|key| key[0] == column);
            let sizes = changes.added.values().map(Bytes::len);
            let (largest, sum) = (sizes.clone().max().unwrap_or(0), sizes.sum::<usize>());
            assert!(rows.count() <= ROWS_MAX);
            assert!(sum <= BYTES_MAX + largest, "{sum}");
            index.move_in(changes, old_keys).unwrap();
        }
    }
}

#[test]
fn these_tests_write_version_1_as_it_was() {
    let fixture = tempfile::tempdir().unwrap();
    restore_folder(VERSION_1, fixture.path());
    let index = fixture.path().join("index");
    let before = tree_contents(&index);
    let written = tempfile::tempdir().unwrap();
    write_version_1(&contents(&open(&index)), written.path());
    assert_eq!(tree_contents(written.path()), before);
}
