//! The power goes at any call of the store to the disk: opened again, it holds
//! what it had acknowledged, and of the step under way all or nothing.

mod disk;

use std::{
    env,
    fmt::Write as _,
    fs::{self, File},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;

use self::disk::{Disk, Random};
use super::{
    EmbeddedStore,
    fixture::{self, VERSION_1, restore_folder},
};
use crate::{
    store::{
        Commit, EventKey, Store, StoreConfig,
        conformance::{
            LEASE, NOW, claim_one, event_id, failed, processed, settle_new, sized_event_write,
            submission, whole_log,
        },
    },
    submission::Submission,
};

const EVENTS: u32 = 4;
const ROUNDS: u64 = 10;
/// Of the moments, one in so many is tried: so that rounds meet others.
const MOMENTS_SHARE: usize = 11;
/// Names another share.
const SHARE_VARIABLE: &str = "ALLIANCE_REQUIRE_POWER_SHARE";

fn config(folder: &Path) -> StoreConfig {
    StoreConfig {
        segment_bytes: StoreConfig::SEGMENT_BYTES_MIN,
        ..StoreConfig::for_test(folder)
    }
}

/// Large enough for the journal to begin several segments.
fn numbered(number: u64) -> Submission {
    Submission {
        body: Bytes::from(vec![u8::try_from(number).unwrap(); 9_000]),
        ..submission(number)
    }
}

/// All that a store tells, but for what opening it may change.
async fn told(store: &dyn Store) -> String {
    let mut text = String::new();
    for entry in store.articles(None, usize::MAX).await.unwrap() {
        let output = store.article_output(entry.id).await.unwrap();
        let body = store.submission(entry.id).await.unwrap();
        writeln!(text, "{entry:?} {output:?} {body:?}").unwrap();
    }
    for number in 0..EVENTS {
        let event = store.event(event_id(number)).await.unwrap();
        let key = EventKey(format!("key {number}").into_bytes());
        let found = store.events_by_key(&[key]).await.unwrap();
        writeln!(text, "{event:?} {found:?}").unwrap();
    }
    let failed = store.failed_articles(None, usize::MAX).await.unwrap();
    let log = store.scan(whole_log()).await.unwrap();
    let mut stats = store.stats().await.unwrap();
    (stats.journal_bytes, stats.index_bytes) = (0, 0);
    writeln!(
        text,
        "{failed:?} {log:?} {stats:?} {:?}",
        *store.head().borrow()
    )
    .unwrap();
    text
}

/// One call that changes the store, or its end and beginning.
enum Step {
    Append(u64),
    /// Of the oldest pending article.
    Process {
        event: u32,
        revision: u64,
    },
    Fail,
    Retry,
    Delete,
    Restart,
}

fn workload() -> Vec<Step> {
    let mut steps = Vec::new();
    let mut revisions = [0; EVENTS as usize];
    let mut number = 0;
    for round in 0..ROUNDS {
        steps.push(Step::Append(number));
        steps.push(Step::Append(number + 1));
        steps.push(Step::Fail);
        number += 2;
        for event in 0..EVENTS {
            if event > 0 {
                steps.push(Step::Append(number));
                number += 1;
            }
            revisions[event as usize] += 1;
            let revision = revisions[event as usize];
            steps.push(Step::Process { event, revision });
        }
        if round % 2 == 0 {
            steps.push(Step::Delete);
        } else {
            steps.push(Step::Retry);
            steps.push(Step::Fail);
        }
        if round % 3 == 1 {
            steps.push(Step::Restart);
        }
    }
    steps
}

/// Takes a step; answers the store, which may be another one then.
async fn take(store: EmbeddedStore, step: &Step, data: &Path) -> EmbeddedStore {
    if let Step::Restart = step {
        store.close().await.unwrap();
        drop(store);
        return EmbeddedStore::open(config(data)).await.unwrap();
    }
    change(&store, step).await;
    store
}

async fn change(store: &dyn Store, step: &Step) {
    match step {
        Step::Append(number) => {
            store.append(numbered(*number)).await.unwrap();
        }
        Step::Process { event, revision } => {
            let claim = claim_one(store).await;
            let event = sized_event_write(*event, *revision, 700);
            let commit = processed(&claim, vec![event]);
            store.commit(vec![commit], NOW).await.unwrap();
        }
        Step::Fail => {
            let claim = claim_one(store).await;
            store.commit(vec![failed(&claim, NOW)], NOW).await.unwrap();
        }
        Step::Retry | Step::Delete => {
            let failed = store.failed_articles(None, 1).await.unwrap();
            let id = failed[0].1.id;
            let taken = match step {
                Step::Retry => store.retry(&[id]).await.unwrap(),
                _ => store.delete_failed(&[id]).await.unwrap(),
            };
            assert_eq!(taken, [id]);
        }
        Step::Restart => unreachable!(),
    }
}

/// Opened again, the store takes what is pending and something new.
async fn go_on(store: &dyn Store) {
    let pending = store.stats().await.unwrap().articles_pending_count;
    let mut claims = Vec::new();
    while (claims.len() as u64) < pending {
        claims.extend(store.claim(100, LEASE).await.unwrap());
    }
    let settle = |claim| -> Commit { processed(claim, Vec::new()) };
    let settled = claims.iter().map(settle).collect();
    store.commit(settled, NOW).await.unwrap();
    settle_new(store, 999, vec![sized_event_write(99, 1, 700)]).await;
}

/// A disk, where this system lets one be mounted.
fn mount(acknowledged: &Arc<AtomicUsize>, share: usize) -> Option<Disk> {
    match Disk::mount(Arc::clone(acknowledged), share) {
        Ok(disk) => Some(disk),
        Err(error) => {
            let is_required = env::var("ALLIANCE_REQUIRE_FUSE").is_ok_and(|value| value == "1");
            assert!(!is_required, "no FUSE: {error}");
            eprintln!("SKIPPED: no FUSE ({error}); set ALLIANCE_REQUIRE_FUSE=1 to fail instead");
            None
        }
    }
}

#[tokio::test]
async fn power_lost_at_any_call_costs_nothing_acknowledged() {
    let acknowledged = Arc::new(AtomicUsize::new(0));
    let share = env::var(SHARE_VARIABLE).ok();
    let share = share.map_or(MOMENTS_SHARE, |share| share.parse().unwrap());
    let Some(disk) = mount(&acknowledged, share) else {
        return;
    };
    let data = disk.path().join("data");
    let mut store = EmbeddedStore::open(config(&data)).await.unwrap();
    // What is told after so many acknowledged steps.
    let mut expected = vec![told(&store).await];
    for step in workload() {
        store = take(store, &step, &data).await;
        expected.push(told(&store).await);
        acknowledged.fetch_add(1, Ordering::SeqCst);
    }
    store.close().await.unwrap();
    drop(store);
    expected.push(expected[expected.len() - 1].clone());

    let moments = disk.moments();
    assert!(moments.len() > 800 / share, "{} moments", moments.len());
    for (number, moment) in moments.iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        moment.lose_power(&mut Random(number as u64), folder.path());
        let data = folder.path().join("data");
        let store = EmbeddedStore::open(config(&data)).await;
        let store = store.unwrap_or_else(|error| panic!("{number}, {}: {error:?}", moment.call));
        let told = told(&store).await;
        let done = moment.acknowledged;
        let is_right = expected[done..=done + 1].contains(&told);
        assert!(
            is_right,
            "moment {number}, {}, {done} acknowledged:\n{told}\nexpected:\n{}",
            moment.call, expected[done]
        );
        go_on(&store).await;
        store.close().await.unwrap();
    }
}

fn sync_all(path: &Path) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            sync_all(&entry.unwrap().path());
        }
    }
    File::open(path).unwrap().sync_all().unwrap();
}

#[tokio::test]
async fn power_lost_while_version_1_is_moved_costs_nothing() {
    let acknowledged = Arc::new(AtomicUsize::new(0));
    let Some(disk) = mount(&acknowledged, 1) else {
        return;
    };
    let data = disk.path().join("data");
    restore_folder(VERSION_1, &data);
    sync_all(disk.path());
    acknowledged.store(1, Ordering::SeqCst);
    let store = EmbeddedStore::open(StoreConfig::for_test(&data))
        .await
        .unwrap();
    store.close().await.unwrap();
    drop(store);
    let moments = disk.moments();
    let moved = moments.iter().filter(|moment| moment.acknowledged == 1);
    assert!(moved.clone().count() > 50);
    for (number, moment) in (0..).zip(moved) {
        let folder = tempfile::tempdir().unwrap();
        moment.lose_power(&mut Random(number), folder.path());
        fixture::check(&folder.path().join("data")).await;
    }
}
