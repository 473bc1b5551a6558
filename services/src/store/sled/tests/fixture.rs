//! Data folders of each version, kept as text: they must always open.
//!
//! The text names each file with its length, and the places in it that are
//! not zero, in hexadecimal.

use std::{
    collections::BTreeMap, env, fmt::Write as _, fs, io::ErrorKind, os::unix::fs::FileExt as _,
    path::Path,
};

use super::{EmbeddedStore, Folder};
use crate::{
    id::Seq,
    store::{
        ArticleState, Store, StoreConfig,
        conformance::{
            NOW, append, claim_one, encoded, event_id, event_write, failed, settle_new, submission,
            whole_log,
        },
    },
};

pub(in crate::store::sled) const VERSION_1: &str =
    include_str!("../../../../fixtures/store-v1.txt");
const VERSION_2: &str = include_str!("../../../../fixtures/store-v2.txt");
const VERSION_3: &str = include_str!("../../../../fixtures/store-v3.txt");
const BLOCK: usize = 32;

fn dump_folder(root: &Path) -> String {
    let mut text = String::new();
    for folder in ["journal", "index", "index/bulk", "index/rows"] {
        let entries = fs::read_dir(root.join(folder)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort_unstable();
        for name in names {
            let name = format!("{folder}/{}", name.to_str().unwrap());
            let path = root.join(&name);
            let is_spare = path
                .extension()
                .is_some_and(|extension| extension == "spare");
            if path.is_dir() || is_spare {
                continue;
            }
            let bytes = fs::read(path).unwrap();
            writeln!(text, "file {name} {}", bytes.len()).unwrap();
            for (number, block) in bytes.chunks(BLOCK).enumerate() {
                if block.iter().any(|byte| *byte != 0) {
                    writeln!(text, "{} {}", number * BLOCK, hex::encode(block)).unwrap();
                }
            }
        }
    }
    text
}

/// A copy of a folder, of one in use what a killed process leaves: the system keeps
/// its writes.
pub(in crate::store::sled) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            match fs::copy(entry.path(), target) {
                // A snapshot that a thread of sled's renamed or replaced meanwhile: the
                // log beside it says the same.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                copied => {
                    copied.unwrap();
                }
            }
        }
    }
}

pub(in crate::store::sled) fn restore_folder(text: &str, root: &Path) {
    let mut file = None;
    for line in text.lines() {
        let words: Vec<_> = line.split(' ').collect();
        match words.as_slice() {
            ["file", name, len] => {
                let path = root.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                let created = fs::File::create(path).unwrap();
                created.set_len(len.parse().unwrap()).unwrap();
                file = Some(created);
            }
            [offset, bytes] => {
                let bytes = hex::decode(bytes).unwrap();
                let file = file.as_ref().unwrap();
                file.write_all_at(&bytes, offset.parse().unwrap()).unwrap();
            }
            _ => panic!("{line}"),
        }
    }
}

/// One processed, one failed, one pending, one event at its second revision;
/// and so many articles without events that a run of rows is written.
async fn fill(store: &dyn Store) {
    for number in 10..20 {
        settle_new(store, number, Vec::new()).await;
    }
    settle_new(store, 1, vec![event_write(1, 1)]).await;
    settle_new(store, 2, vec![event_write(1, 2)]).await;
    append(store, 3).await;
    let claim = claim_one(store).await;
    store.commit(vec![failed(&claim, NOW)], NOW).await.unwrap();
    append(store, 4).await;
}

pub(super) async fn check(folder: &Path) {
    let store = EmbeddedStore::open(StoreConfig::for_test(folder))
        .await
        .unwrap();
    let mut states = Vec::new();
    for number in 1..=4 {
        let id = submission(number).article_id();
        assert_eq!(
            store.submission(id).await.unwrap(),
            Some(submission(number))
        );
        states.push(store.article(id).await.unwrap().unwrap().state);
    }
    let expected = [
        ArticleState::Processed,
        ArticleState::Processed,
        ArticleState::Failed,
        ArticleState::Pending,
    ];
    assert_eq!(states, expected);
    let event = store.event(event_id(1)).await.unwrap().unwrap();
    assert_eq!((event.revision, event.seq), (2, Seq(2)));
    assert_eq!(event.encoded, encoded(1, 2, Seq(2), 0));
    assert_eq!(store.scan(whole_log()).await.unwrap().entries.len(), 1);
    // Counted when it is opened, where the folder is older than the count.
    let failures = store.stats().await.unwrap().failures_by_reason;
    assert_eq!(failures, BTreeMap::from([("TOO_LONG".to_owned(), 1)]));
    assert_eq!(claim_one(&store).await.submission, submission(4));
    settle_new(&store, 5, vec![event_write(2, 1)]).await;
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_folder_of_each_version_opens() {
    for text in [VERSION_1, VERSION_2, VERSION_3] {
        let folder = tempfile::tempdir().unwrap();
        restore_folder(text, folder.path());
        check(folder.path()).await;
        let format = fs::read_to_string(folder.path().join("index/format")).unwrap();
        assert_eq!(format, "alliance index 3\n");
        // What it has become, too.
        let store = EmbeddedStore::open(StoreConfig::for_test(folder.path()))
            .await
            .unwrap();
        assert_eq!(store.scan(whole_log()).await.unwrap().entries.len(), 2);
        store.close().await.unwrap();
    }
}

/// Writes the text for a new version where the variable names a file.
#[tokio::test]
async fn a_folder_comes_back_from_its_text() {
    let written = Folder::new();
    let config = StoreConfig {
        segment_bytes: StoreConfig::SEGMENT_BYTES_MIN,
        ..StoreConfig::for_test(written.0.path())
    };
    let store = EmbeddedStore::open(config).await.unwrap();
    fill(&store).await;
    store.close().await.unwrap();
    drop(store);
    let text = dump_folder(written.0.path());
    assert!(text.contains("file index/rows/"), "no run was written");
    let restored = tempfile::tempdir().unwrap();
    restore_folder(&text, restored.path());
    check(restored.path()).await;
    if let Ok(path) = env::var("ALLIANCE_STORE_FIXTURE") {
        fs::write(path, text).unwrap();
    }
}
