//! The reader against a log in memory: what it holds, and when it tells.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use bytes::Bytes;
use tokio_stream::StreamExt as _;

use super::*;
use crate::{
    id::{ArticleId, Epoch, EventId},
    shutdown::Shutdown,
    store::{
        Appended, ArticleEntry, Claim, ClaimToken, Commit, EventEntry, EventKey, FailedPosition,
        LogPage, StoreStats,
    },
    submission::{Submission, UnixMillis},
};

/// A log of entries of ten bytes; a filter takes none of them.
#[derive(Debug)]
struct Log {
    entries: Mutex<BTreeMap<Seq, Bytes>>,
    head: watch::Sender<Seq>,
    scans: AtomicUsize,
}

impl Log {
    fn new(count: u64) -> Arc<Self> {
        let log = Self {
            entries: Mutex::default(),
            head: watch::Sender::new(Seq(0)),
            scans: AtomicUsize::new(0),
        };
        log.write(1..=count);
        Arc::new(log)
    }

    fn write(&self, positions: std::ops::RangeInclusive<u64>) {
        for position in positions {
            let entry = Bytes::from_static(b"ten bytes.");
            self.entries.lock().unwrap().insert(Seq(position), entry);
            self.head.send_replace(Seq(position));
        }
    }
}

#[async_trait]
impl Store for Log {
    async fn scan(&self, scan: Scan) -> Result<LogPage, StoreError> {
        self.scans.fetch_add(1, Ordering::SeqCst);
        let entries = self.entries.lock().unwrap();
        let mut page = LogPage {
            next: scan.range.end,
            ..LogPage::default()
        };
        if scan.filter.is_some() {
            return Ok(page);
        }
        let mut bytes = 0;
        for (seq, encoded) in entries.range(scan.range) {
            if page.entries.len() == scan.entries_max || bytes >= scan.bytes_max {
                page.next = *seq;
                break;
            }
            bytes += encoded.len();
            page.entries.push(LogEntry {
                seq: *seq,
                encoded: encoded.clone(),
            });
        }
        Ok(page)
    }

    fn head(&self) -> watch::Receiver<Seq> {
        self.head.subscribe()
    }

    async fn pending_count(&self) -> Result<u64, StoreError> {
        Ok(PENDING_COUNT)
    }

    fn epoch(&self) -> Epoch {
        Epoch(1)
    }

    async fn append_all(&self, _: Vec<Submission>) -> Vec<Result<Appended, StoreError>> {
        unreachable!("a reader only reads the log")
    }
    async fn submission(&self, _: ArticleId) -> Result<Option<Submission>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn claim(&self, _: usize, _: Duration) -> Result<Vec<Claim>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn check_writes(&self) -> Result<(), StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn release(&self, _: &[ClaimToken]) -> Result<(), StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn commit(&self, _: Vec<Commit>, _: UnixMillis) -> Result<Vec<Seq>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn article(&self, _: ArticleId) -> Result<Option<ArticleEntry>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn article_output(&self, _: ArticleId) -> Result<Option<Bytes>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn settled(&self, _: ArticleId) -> Result<Option<ArticleEntry>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn articles(
        &self,
        _: Option<ArticleId>,
        _: usize,
    ) -> Result<Vec<ArticleEntry>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn failed_articles(
        &self,
        _: Option<FailedPosition>,
        _: usize,
    ) -> Result<Vec<(FailedPosition, ArticleEntry)>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn retry(&self, _: &[ArticleId]) -> Result<Vec<ArticleId>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn delete_failed(&self, _: &[ArticleId]) -> Result<Vec<ArticleId>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn event(&self, _: EventId) -> Result<Option<EventEntry>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn events_by_key(&self, _: &[EventKey]) -> Result<Vec<EventId>, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn position_at(&self, _: UnixMillis) -> Result<Seq, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn stats(&self) -> Result<StoreStats, StoreError> {
        unreachable!("a reader only reads the log")
    }
    async fn close(&self) -> Result<(), StoreError> {
        unreachable!("a reader only reads the log")
    }
}

const LIMITS: ReadLimits = ReadLimits {
    batch_bytes_max: 50,
    checkpoint_positions_max: 8,
    checkpoint_after: Duration::from_secs(5),
};

/// Of any log, at any time.
const PENDING_COUNT: u64 = 3;

fn caught_up(position: u64) -> Frames {
    Frames::CaughtUp {
        position: Seq(position),
        pending_count: PENDING_COUNT,
    }
}

fn hiding() -> Arc<EventFilter> {
    Arc::new(EventFilter {
        background: Some(true),
        ..EventFilter::default()
    })
}

fn positions(frames: &Frames) -> Vec<u64> {
    match frames {
        Frames::Entries(entries) => entries.iter().map(|entry| entry.seq.0).collect(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn a_reader_that_stops_reading_holds_bounded_memory_and_harms_nobody() {
    let log = Log::new(1_000);
    let shutdown = Shutdown::default();
    let stuck = read_log(
        Arc::<Log>::clone(&log),
        ReadPlan::default(),
        LIMITS,
        shutdown.watch(),
    );
    let other = read_log(
        Arc::<Log>::clone(&log),
        ReadPlan::default(),
        LIMITS,
        shutdown.watch(),
    );
    let read: Vec<u64> = other
        .map(|frames| positions(&frames.unwrap()))
        .collect::<Vec<_>>()
        .await
        .concat();
    assert_eq!(read, (1..=1_000).collect::<Vec<_>>());
    // One batch in the queue and one that waits for room: no more was read.
    let of_stuck = log.scans.load(Ordering::SeqCst) - 200;
    assert!(of_stuck <= 2, "{of_stuck} batches were read ahead");
    let rest: Vec<u64> = stuck
        .map(|frames| positions(&frames.unwrap()))
        .collect::<Vec<_>>()
        .await
        .concat();
    assert_eq!(rest, read);
}

#[tokio::test]
async fn a_commit_between_subscribing_and_following_is_delivered() {
    let log = Log::new(3);
    let shutdown = Shutdown::default();
    let plan = ReadPlan {
        follow: true,
        entries_max: Some(5),
        ..ReadPlan::default()
    };
    let frames = read_log(Arc::<Log>::clone(&log), plan, LIMITS, shutdown.watch());
    log.write(4..=9);
    let read: Vec<Frames> = frames.map(Result::unwrap).collect().await;
    let read = read.iter().map(positions).collect::<Vec<_>>().concat();
    assert_eq!(read, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn what_a_filter_hides_is_told_by_count_and_by_time() {
    let log = Log::new(20);
    let shutdown = Shutdown::default();
    let plan = ReadPlan {
        follow: true,
        filter: Some(hiding()),
        ..ReadPlan::default()
    };
    let limits = ReadLimits {
        checkpoint_after: Duration::from_millis(20),
        ..LIMITS
    };
    let mut frames = read_log(Arc::<Log>::clone(&log), plan, limits, shutdown.watch());
    let mut next = async || frames.next().await.unwrap().unwrap();
    assert_eq!(next().await, Frames::Checkpoint(Seq(8)));
    assert_eq!(next().await, Frames::Checkpoint(Seq(16)));
    assert_eq!(next().await, caught_up(20));
    log.write(21..=22);
    // Of what is committed one by one, one checkpoint or two.
    let mut last = next().await;
    if last == Frames::Checkpoint(Seq(21)) {
        last = next().await;
    }
    assert_eq!(last, Frames::Checkpoint(Seq(22)));
}

#[tokio::test]
async fn while_draining_a_replay_ends_well_and_a_follower_is_sent_away() {
    let log = Log::new(100);
    let shutdown = Shutdown::default();
    shutdown.advance(Phase::Draining);
    for follow in [false, true] {
        let plan = ReadPlan {
            follow,
            ..ReadPlan::default()
        };
        let frames = read_log(Arc::<Log>::clone(&log), plan, LIMITS, shutdown.watch());
        let mut frames: Vec<_> = frames.collect().await;
        if follow {
            assert!(matches!(frames.pop(), Some(Err(ReadError::Draining))));
        }
        let last = frames.pop().unwrap().unwrap();
        assert_eq!(last, caught_up(100));
    }
}

#[tokio::test]
async fn a_limit_of_events_ends_the_stream_at_once() {
    let log = Log::new(100);
    let shutdown = Shutdown::default();
    let plan = ReadPlan {
        after: Seq(10),
        entries_max: Some(7),
        ..ReadPlan::default()
    };
    let frames = read_log(Arc::<Log>::clone(&log), plan, LIMITS, shutdown.watch());
    let read: Vec<Frames> = frames.map(Result::unwrap).collect().await;
    let read = read.iter().map(positions).collect::<Vec<_>>().concat();
    assert_eq!(read, (11..=17).collect::<Vec<_>>());
}
