//! A disk that loses or changes what it said was synced: the store says which
//! file is damaged and never gives a wrong value, and a rebuild brings all
//! back out of the journal.

use std::{
    fs,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{EmbeddedStore, Folder, fixture::copy_folder};
use crate::{
    filter::EventFilter,
    id::ArticleId,
    store::{
        Commit, EventKey, Outcome, Scan, Store, StoreConfig, StoreError, StoreErrorKind,
        conformance::{
            LEASE, NOW, encoded, event_id, processed, settle_new, sized_event_write, submission,
            whole_log,
        },
        rebuild_index,
    },
};

const ARTICLES: u32 = 30;

/// Does something to a file of this length.
type Apply = fn(&Path, u64);

const DAMAGES: [(&str, Apply); 6] = [
    ("cut by a byte", |path, len| cut(path, len - 1)),
    ("cut in the middle", |path, len| cut(path, len / 2)),
    ("emptied", |path, _| cut(path, 0)),
    ("zeros at the end", |path, len| {
        let zeros = usize::try_from(len - len / 3).unwrap();
        overwrite(path, len / 3, &vec![0; zeros]);
    }),
    ("noise in it", |path, len| {
        overwrite(path, len / 2, &[0xA5; 7]);
    }),
    ("gone", |path, _| fs::remove_file(path).unwrap()),
];

fn cut(path: &Path, len: u64) {
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_len(len).unwrap();
}

fn overwrite(path: &Path, offset: u64, bytes: &[u8]) {
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.write_all_at(bytes, offset).unwrap();
}

fn article(number: u32) -> ArticleId {
    submission(number.into()).article_id()
}

/// Reads everything; answers what could not be read.
async fn check_values(store: &EmbeddedStore) -> Vec<StoreError> {
    let mut unread = Vec::new();
    match store.articles(None, usize::MAX).await {
        Ok(entries) => assert_eq!(entries.len(), ARTICLES as usize),
        Err(error) => unread.push(error),
    }
    let filter = EventFilter {
        min_confidence: Some(0.1),
        ..EventFilter::default()
    };
    let scan = Scan {
        filter: Some(Arc::new(filter)),
        ..whole_log()
    };
    match store.scan(scan).await {
        Ok(page) => assert_eq!(page.entries.len(), ARTICLES as usize),
        Err(error) => unread.push(error),
    }
    for number in 0..ARTICLES {
        let key = EventKey(format!("key {number}").into_bytes());
        match store.events_by_key(&[key]).await {
            Ok(found) => assert_eq!(found, [event_id(number)]),
            Err(error) => unread.push(error),
        }
        let id = article(number);
        match store.article_output(id).await {
            Ok(output) => assert_eq!(output.unwrap(), format!("output of {id}")),
            Err(error) => unread.push(error),
        }
        match store.event(event_id(number)).await {
            Ok(event) => {
                let event = event.unwrap();
                assert_eq!(event.encoded, encoded(number, 1, event.seq, 300));
            }
            Err(error) => unread.push(error),
        }
    }
    unread
}

/// What opening and reading has to say of a damaged folder.
async fn find_damage(config: StoreConfig) -> Vec<StoreError> {
    match EmbeddedStore::open(config).await {
        Ok(store) => {
            let unread = check_values(&store).await;
            store.close().await.unwrap();
            unread
        }
        Err(error) => vec![error],
    }
}

/// Processes everything as it was processed before.
async fn process_again(store: &EmbeddedStore) {
    let claims = store.claim(ARTICLES as usize, LEASE).await.unwrap();
    let numbers = claims.iter().map(|claim| {
        let found = (0..ARTICLES).find(|number| article(*number) == claim.token.article);
        (claim, found.unwrap())
    });
    let commits: Vec<Commit> = numbers
        .map(|(claim, number)| processed(claim, vec![sized_event_write(number, 1, 300)]))
        .collect();
    let is_processed = |commit: &Commit| matches!(commit.outcome, Outcome::Processed { .. });
    assert!(commits.iter().all(is_processed));
    store.commit(commits, NOW).await.unwrap();
}

#[tokio::test]
async fn damage_is_named_never_read_as_a_value_and_mended_by_a_rebuild() {
    let sound = Folder::new();
    let store = EmbeddedStore::open(sound.config()).await.unwrap();
    for number in 0..ARTICLES {
        let event = sized_event_write(number, 1, 300);
        settle_new(&store, number.into(), vec![event]).await;
    }
    store.close().await.unwrap();
    drop(store);
    for part in ["rows", "bulk"] {
        let files = fs::read_dir(sound.0.path().join("index").join(part)).unwrap();
        let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        files.sort_unstable();
        for file in [files.first().unwrap(), files.last().unwrap()] {
            for (damage, apply) in DAMAGES {
                let damaged = Folder::new();
                copy_folder(sound.0.path(), damaged.0.path());
                let file = file.strip_prefix(sound.0.path()).unwrap();
                let path = damaged.0.path().join(file);
                apply(&path, path.metadata().unwrap().len());
                let found = find_damage(damaged.config()).await;
                let case = format!("{}, {damage}: {found:?}", file.display());
                // The tree may still have the batches of the newest run.
                assert!(!found.is_empty() || damage == "gone", "{case}");
                for error in found {
                    assert_eq!(error.kind, StoreErrorKind::Corrupt, "{case}");
                    let said = error.to_string();
                    assert!(said.contains("rebuild"), "{case}");
                    let is_named = said.contains(path.to_str().unwrap());
                    // A run that is not there is told by what it held.
                    let is_missed = said.contains("are missing in") || said.contains("has rows up");
                    assert!(is_named || is_missed, "{case}");
                }
                rebuild_index(&damaged.config()).unwrap();
                let store = EmbeddedStore::open(damaged.config()).await.unwrap();
                process_again(&store).await;
                assert!(check_values(&store).await.is_empty(), "{case}");
                store.close().await.unwrap();
            }
        }
    }
}
