//! What only a data folder can go through: damage, loss, rebuild, export.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
};

use bytes::Bytes;

use super::{
    Folder,
    fixture::{VERSION_1, restore_folder},
};
use crate::{
    store::{
        ArticleState, EmbeddedStore, FolderFormat, Store, StoreConfig, StoreErrorKind,
        conformance::{
            Backend as _, LEASE, NOW, append, claim_one, encoded, event_id, event_write, failed,
            settle_new, sized_event_write, submission, whole_log,
        },
        export_submissions, rebuild_index,
    },
    submission::Submission,
};

async fn open_error(config: StoreConfig) -> (StoreErrorKind, String) {
    let error = EmbeddedStore::open(config).await.unwrap_err();
    (error.kind, error.to_string())
}

#[tokio::test]
async fn a_folder_is_open_once() {
    let folder = Folder::new();
    let store = folder.open().await;
    let (kind, context) = open_error(folder.config()).await;
    assert_eq!(kind, StoreErrorKind::Unavailable);
    assert!(context.contains("another process"), "{context}");
    assert_eq!(
        rebuild_index(&folder.config()).unwrap_err().kind,
        StoreErrorKind::Unavailable
    );
    store.close().await.unwrap();
    drop(store);
    folder.open().await;
}

#[tokio::test]
async fn a_rebuild_makes_everything_pending_under_a_new_epoch() {
    let folder = Folder::new();
    let store = folder.open().await;
    let (first, _) = settle_new(&*store, 1, vec![event_write(1, 1)]).await;
    let deleted = append(&*store, 2).await;
    let claim = claim_one(&*store).await;
    store.commit(vec![failed(&claim, NOW)], NOW).await.unwrap();
    store.delete_failed(&[deleted]).await.unwrap();
    let third = append(&*store, 3).await;
    let epoch = store.epoch();
    store.close().await.unwrap();
    drop(store);

    rebuild_index(&folder.config()).unwrap();
    let store = folder.open().await;
    assert_ne!(store.epoch(), epoch);
    assert_eq!(store.scan(whole_log()).await.unwrap().entries, []);
    let claims = store.claim(10, LEASE).await.unwrap();
    let claimed: Vec<_> = claims.iter().map(|claim| claim.token.article).collect();
    assert_eq!(claimed, [first, third]);
}

#[tokio::test]
async fn what_is_exported_makes_the_same_store_again() {
    let folder = Folder::new();
    let store = folder.open().await;
    for number in 0..30 {
        append(&*store, number).await;
    }
    let claim = claim_one(&*store).await;
    store.commit(vec![failed(&claim, NOW)], NOW).await.unwrap();
    store.delete_failed(&[claim.token.article]).await.unwrap();
    // Beside the store that is open.
    let exported: Vec<_> = export_submissions(&folder.config())
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(exported, (1..30).map(submission).collect::<Vec<_>>());

    let other = Folder::new();
    let imported = other.open().await;
    for submission in exported {
        imported.append(submission).await.unwrap();
    }
    for number in 1..30 {
        let id = submission(number).article_id();
        assert_eq!(
            imported.submission(id).await.unwrap(),
            Some(submission(number))
        );
    }
}

#[tokio::test]
async fn an_index_without_its_journal_is_refused() {
    let folder = Folder::new();
    let store = folder.open().await;
    settle_new(&*store, 1, vec![event_write(1, 1)]).await;
    store.close().await.unwrap();
    drop(store);
    fs::remove_dir_all(folder.0.path().join("journal")).unwrap();
    let (kind, context) = open_error(folder.config()).await;
    assert_eq!(kind, StoreErrorKind::Corrupt);
    assert!(context.contains("rebuild"), "{context}");
    rebuild_index(&folder.config()).unwrap();
    folder.open().await;
}

#[tokio::test]
async fn an_index_of_another_format_is_refused() {
    let folder = Folder::new();
    folder.open().await.close().await.unwrap();
    let index = folder.0.path().join("index");
    for (format, expected) in [
        (&b"LMINDEX\n\0\0\0\x09"[..], "version 9"),
        (b"other", "version 0"),
    ] {
        let tree = sled::Config::new()
            .path(&index)
            .segment_size(8 << 20)
            .open()
            .unwrap();
        tree.insert("mformat", format).unwrap();
        tree.flush().unwrap();
        drop(tree);
        let (kind, context) = open_error(folder.config()).await;
        assert_eq!(kind, StoreErrorKind::Corrupt);
        assert!(context.contains(expected), "{context}");
    }
}

/// Every file of a folder and what is in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

#[tokio::test]
async fn what_a_later_program_wrote_is_refused_and_stays_as_it_is() {
    let folder = Folder::new();
    let store = folder.open().await;
    settle_new(&*store, 1, vec![event_write(1, 1)]).await;
    store.close().await.unwrap();
    drop(store);
    let format = folder.0.path().join("index/format");
    assert_eq!(fs::read_to_string(&format).unwrap(), "alliance index 3\n");
    for (text, expected) in [("alliance index 9\n", "version 9"), ("?", "does not name")] {
        fs::write(&format, text).unwrap();
        let before = files(folder.0.path());
        let (kind, context) = open_error(folder.config()).await;
        assert_eq!(kind, StoreErrorKind::Corrupt);
        assert!(context.contains(expected), "{context}");
        assert_eq!(files(folder.0.path()), before);
    }

    // A journal of another version: not even a rebuild throws the index away.
    fs::write(&format, "alliance index 3\n").unwrap();
    let journal = folder.0.path().join("journal/0000000000000001.journal");
    let journal = fs::OpenOptions::new().write(true).open(journal).unwrap();
    for copy in [0, 2048] {
        journal.write_all_at(&[9], copy + 8).unwrap();
    }
    let before = files(folder.0.path());
    let (kind, context) = open_error(folder.config()).await;
    assert_eq!(kind, StoreErrorKind::Corrupt);
    assert!(context.contains("version 9"), "{context}");
    let error = rebuild_index(&folder.config()).unwrap_err();
    assert!(error.to_string().contains("version 9"), "{error}");
    assert_eq!(files(folder.0.path()), before);
}

#[test]
fn looking_at_a_folder_changes_nothing_in_it() {
    let look = |folder: &Folder| FolderFormat::look(&folder.config()).unwrap();
    let empty = Folder::new();
    assert_eq!(look(&empty), FolderFormat::NoIndex { has_journal: false });
    assert_eq!(files(empty.0.path()), BTreeMap::new());

    let old = Folder::new();
    restore_folder(VERSION_1, old.0.path());
    let before = files(old.0.path());
    assert_eq!(look(&old), FolderFormat::Old { version: 1 });
    assert_eq!(files(old.0.path()), before);
    fs::remove_dir_all(old.0.path().join("index")).unwrap();
    assert_eq!(look(&old), FolderFormat::NoIndex { has_journal: true });
}

#[tokio::test]
async fn values_outside_of_the_synced_file_are_refused() {
    let folder = Folder::new();
    folder.open().await.close().await.unwrap();
    fs::write(folder.0.path().join("index/blobs/1"), "x").unwrap();
    let (kind, context) = open_error(folder.config()).await;
    assert_eq!(kind, StoreErrorKind::Corrupt);
    assert!(context.contains("blobs"), "{context}");
}

#[tokio::test]
async fn a_snapshot_that_sled_was_writing_when_it_was_killed_harms_nothing() {
    let folder = Folder::new();
    let store = folder.open().await;
    settle_new(&*store, 1, vec![event_write(1, 1)]).await;
    store.close().await.unwrap();
    drop(store);
    let half = folder
        .0
        .path()
        .join("index/snap.00000000000FFFFF.generating");
    fs::write(half, "half of a snapshot").unwrap();
    let store = folder.open().await;
    assert_eq!(store.scan(whole_log()).await.unwrap().entries.len(), 1);
}

#[tokio::test]
async fn an_index_that_was_never_finished_is_made_anew() {
    let folder = Folder::new();
    let id = append(&*folder.open().await, 1).await;
    let index = folder.0.path().join("index");
    fs::remove_dir_all(&index).unwrap();
    fs::create_dir(&index).unwrap();
    fs::write(index.join("unfinished"), "").unwrap();
    fs::write(index.join("conf"), "").unwrap();
    let store = folder.open().await;
    assert_eq!(claim_one(&*store).await.token.article, id);
    assert!(!index.join("unfinished").exists());
}

#[tokio::test]
async fn an_index_without_a_part_of_it_is_refused() {
    for (part, expected) in [("rows", "rows up to batch"), ("bulk", "missing")] {
        let folder = Folder::new();
        let store = folder.open().await;
        for number in 0..30 {
            settle_new(&*store, number, vec![event_write(1, number + 1)]).await;
        }
        store.close().await.unwrap();
        drop(store);
        fs::remove_dir_all(folder.0.path().join("index").join(part)).unwrap();
        let (kind, context) = open_error(folder.config()).await;
        assert_eq!(kind, StoreErrorKind::Corrupt);
        assert!(context.contains(expected), "{context}");
        assert!(context.contains("rebuild"), "{context}");
        rebuild_index(&folder.config()).unwrap();
        folder.open().await;
    }
}

#[tokio::test]
async fn dead_bytes_are_taken_back_and_the_living_stay() {
    let folder = Folder::new();
    let store = folder.open().await;
    let mut articles = Vec::new();
    for number in 0..300 {
        // Every tenth tells an event of its own, all others the same one.
        let event = match number % 10 {
            0 => sized_event_write(1_000 + number, 1, 600),
            _ => sized_event_write(1, u64::from(number - number / 10), 600),
        };
        articles.push(settle_new(&*store, number.into(), vec![event]).await.0);
    }
    let bulk = folder.0.path().join("index/bulk");
    let kept = || -> u64 {
        let files = fs::read_dir(&bulk).unwrap();
        files
            .map(|file| file.unwrap().metadata().unwrap().len())
            .sum()
    };
    // 300 outputs of 70 bytes with their frames, and 31 events.
    assert!(kept() < 100_000, "{} bytes", kept());
    let store = folder.reopen(store).await;
    assert_eq!(store.scan(whole_log()).await.unwrap().entries.len(), 31);
    for number in (0..300).step_by(10) {
        let event = store
            .event(event_id(1_000 + number))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(event.encoded, encoded(1_000 + number, 1, event.seq, 600));
    }
    for id in articles {
        let output = store.article_output(id).await.unwrap().unwrap();
        assert_eq!(output, format!("output of {id}"));
    }
}

#[tokio::test]
async fn a_damaged_body_fails_its_article_alone() {
    let folder = Folder::new();
    let store = folder.open().await;
    let damaged = append(&*store, 1).await;
    let sound = append(&*store, 2).await;
    let path = folder.0.path().join("journal/0000000000000001.journal");
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.write_all_at(b"??", 4096 + 60).unwrap();
    let claim = claim_one(&*store).await;
    assert_eq!(claim.token.article, sound);
    let entry = store.settled(damaged).await.unwrap().unwrap();
    assert_eq!(entry.state, ArticleState::Failed);
    assert_eq!(entry.failure.unwrap().reason, "BODY_UNREADABLE");
}

#[tokio::test]
async fn retention_keeps_what_is_pending_and_knows_what_was() {
    let folder = Folder::new();
    let config = StoreConfig {
        segment_bytes: StoreConfig::SEGMENT_BYTES_MIN,
        retention_bytes_max: Some(3 * StoreConfig::SEGMENT_BYTES_MIN),
        ..folder.config()
    };
    let large = |number: u64| Submission {
        body: Bytes::from(vec![u8::try_from(number).unwrap(); 40_000]),
        ..submission(number)
    };
    let store = EmbeddedStore::open(config.clone()).await.unwrap();
    for number in 0..10 {
        store.append(large(number)).await.unwrap();
    }
    let mut claims = Vec::new();
    while claims.len() < 10 {
        claims.extend(store.claim(10, LEASE).await.unwrap());
    }
    for claim in &claims[..4] {
        store.commit(vec![failed(claim, NOW)], NOW).await.unwrap();
    }
    store.close().await.unwrap();
    drop(store);

    // Retention is looked at before the first submission.
    let store = EmbeddedStore::open(config).await.unwrap();
    assert!(store.append(large(9)).await.unwrap().duplicate);
    for number in 0..10 {
        let kept = store.submission(large(number).article_id()).await.unwrap();
        assert_eq!(kept.is_some(), number >= 4, "{number}");
        assert!(store.append(large(number)).await.unwrap().duplicate);
    }
    // Without its body there is nothing to try again.
    assert_eq!(store.retry(&[large(0).article_id()]).await.unwrap(), []);
    assert_eq!(store.claim(20, LEASE).await.unwrap().len(), 6);
}

#[tokio::test]
async fn a_disk_below_its_reserve_takes_nothing_new() {
    let folder = Folder::new();
    let store = folder.open().await;
    append(&*store, 1).await;
    store.close().await.unwrap();
    drop(store);
    let config = StoreConfig {
        disk_reserve_bytes: u64::MAX,
        ..folder.config()
    };
    let store = EmbeddedStore::open(config).await.unwrap();
    let error = store.append(submission(2)).await.unwrap_err();
    assert!(matches!(error.kind, StoreErrorKind::Exhausted { .. }));
    assert!(store.append(submission(1)).await.unwrap().duplicate);
    let error = store.check_writes().await.unwrap_err();
    assert!(matches!(error.kind, StoreErrorKind::Exhausted { .. }));
}
