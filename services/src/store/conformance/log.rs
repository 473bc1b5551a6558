//! The log: in order, whole, and never behind a reader.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Backend, NOW, append, claim_one, encoded, event_write, processed, settle_new,
    sized_event_write, whole_log,
};
use crate::{
    filter::EventFilter,
    id::Seq,
    store::{LogEntry, Scan, Store},
    submission::UnixMillis,
};

/// Reads the whole log by pages.
async fn read_pages(store: &dyn Store, page: &Scan) -> Vec<LogEntry> {
    let mut entries = Vec::new();
    let mut scan = page.clone();
    loop {
        let page = store.scan(scan.clone()).await.unwrap();
        assert!(page.entries.len() <= scan.entries_max);
        assert!(page.entries.iter().all(|entry| entry.seq < page.next));
        if page.next == scan.range.start {
            assert!(page.entries.is_empty());
            return entries;
        }
        assert!(page.next > scan.range.start);
        scan.range.start = page.next;
        entries.extend(page.entries);
    }
}

pub(in crate::store) async fn an_event_is_in_the_log_once_at_its_newest_revision(
    backend: &dyn Backend,
) {
    let store = backend.open().await;
    settle_new(&*store, 1, vec![event_write(1, 1), event_write(2, 1)]).await;
    let (_, seqs) = settle_new(&*store, 2, vec![event_write(1, 2), event_write(1, 3)]).await;
    let page = store.scan(whole_log()).await.unwrap();
    let texts: Vec<_> = page
        .entries
        .iter()
        .map(|entry| entry.encoded.clone())
        .collect();
    assert_eq!(
        texts,
        [
            encoded(2, 1, Seq(seqs[0].0 - 1), 0),
            encoded(1, 3, seqs[1], 0)
        ]
    );
    assert_eq!(page.next, seqs[1].next());
}

pub(in crate::store) async fn pages_join_without_gap_or_repeat(backend: &dyn Backend) {
    let store = backend.open().await;
    for number in 0..40 {
        let events = vec![event_write(number, 1), event_write(number + 1_000, 1)];
        settle_new(&*store, u64::from(number), events).await;
    }
    let whole = store.scan(whole_log()).await.unwrap().entries;
    assert_eq!(whole.len(), 80);
    assert!(whole.is_sorted_by(|a, b| a.seq < b.seq));
    for (entries_max, bytes_max) in [(1, usize::MAX), (7, usize::MAX), (usize::MAX, 100), (0, 1)] {
        let page = Scan {
            entries_max,
            bytes_max,
            ..whole_log()
        };
        let pages = read_pages(&*store, &page).await;
        assert_eq!(
            pages,
            if entries_max == 0 {
                Vec::new()
            } else {
                whole.clone()
            }
        );
    }
    let part = Scan {
        range: whole[10].seq..whole[20].seq,
        ..whole_log()
    };
    let page = store.scan(part).await.unwrap();
    assert_eq!(
        (page.entries.as_slice(), page.next),
        (&whole[10..20], whole[20].seq)
    );
    let behind = whole[79].seq.next();
    let empty = Scan {
        range: behind..Seq(u64::MAX),
        ..whole_log()
    };
    let page = store.scan(empty).await.unwrap();
    assert_eq!((page.entries.len(), page.next), (0, behind));
}

pub(in crate::store) async fn a_revision_shows_in_what_was_read_before(backend: &dyn Backend) {
    let store = backend.open().await;
    let events = (0..150).map(|number| event_write(number, 1));
    settle_new(&*store, 1, events.collect()).await;
    let mut expected = store.scan(whole_log()).await.unwrap().entries;
    assert_eq!(expected.len(), 150);
    for (round, number) in (2..).zip([70, 0, 149, 71]) {
        let (_, seqs) = settle_new(&*store, round, vec![event_write(number, 2)]).await;
        let first = encoded(number, 1, Seq(u64::from(number) + 1), 0);
        expected.retain(|entry| entry.encoded != first);
        expected.push(LogEntry {
            seq: seqs[0],
            encoded: encoded(number, 2, seqs[0], 0),
        });
        // Twice: the second may be answered from memory.
        for _ in 0..2 {
            assert_eq!(store.scan(whole_log()).await.unwrap().entries, expected);
        }
    }
}

pub(in crate::store) async fn a_scan_begins_and_ends_anywhere(backend: &dyn Backend) {
    let store = backend.open().await;
    let events = (0..140).map(|number| event_write(number, 1));
    settle_new(&*store, 1, events.collect()).await;
    settle_new(&*store, 2, vec![event_write(64, 2), event_write(3, 2)]).await;
    let whole = store.scan(whole_log()).await.unwrap();
    for start in 0..whole.next.0 {
        for len in [1, 5, 64, 1_000] {
            let range = Seq(start)..Seq(start + len);
            let scan = Scan {
                range: range.clone(),
                ..whole_log()
            };
            let page = store.scan(scan).await.unwrap();
            let in_range = |entry: &&LogEntry| range.contains(&entry.seq);
            let expected: Vec<_> = whole.entries.iter().filter(in_range).cloned().collect();
            assert_eq!(page.entries, expected, "from {start}, {len} positions");
            assert_eq!(page.next, range.end.min(whole.next));
        }
    }
}

pub(in crate::store) async fn a_filter_takes_what_matches_and_looks_at_all(backend: &dyn Backend) {
    let store = backend.open().await;
    for number in 0..30 {
        settle_new(&*store, u64::from(number), vec![event_write(number, 1)]).await;
    }
    let head = *store.head().borrow();
    let with = |filter: EventFilter| Scan {
        filter: Some(Arc::new(filter)),
        entries_max: 4,
        ..whole_log()
    };
    let even = with(EventFilter {
        adcode_prefixes: vec!["33".to_owned()],
        ..EventFilter::default()
    });
    let found = read_pages(&*store, &even).await;
    assert_eq!(found.len(), 15);
    assert!(found.iter().all(|entry| {
        let text = std::str::from_utf8(&entry.encoded).unwrap();
        let number: u32 = text.split(' ').nth(1).unwrap().parse().unwrap();
        number.is_multiple_of(2)
    }));
    let none = with(EventFilter {
        labels: BTreeMap::from([("no".to_owned(), "such".to_owned())]),
        ..EventFilter::default()
    });
    let page = store.scan(none).await.unwrap();
    assert_eq!((page.entries.len(), page.next), (0, head.next()));
    assert_eq!(
        read_pages(&*store, &with(EventFilter::default()))
            .await
            .len(),
        30
    );
}

pub(in crate::store) async fn large_events_come_back_whole(backend: &dyn Backend) {
    let mut store = backend.open().await;
    let lens = [7_997, 7_998, 8_000, 8_001, 16_000, 100_000, 1_000_000];
    let mut seqs = BTreeMap::new();
    for (number, len) in (0..).zip(lens) {
        let events = vec![sized_event_write(number, 1, len)];
        let (_, written) = settle_new(&*store, u64::from(number), events).await;
        seqs.insert(number, written[0]);
    }
    // Smaller again: no part of the longer value may stay.
    let events = vec![sized_event_write(5, 2, 20)];
    seqs.insert(5, settle_new(&*store, 100, events).await.1[0]);
    for _ in 0..2 {
        for (number, len) in (0..).zip(lens) {
            let (revision, len) = if number == 5 { (2, 20) } else { (1, len) };
            let event = store.event(super::event_id(number)).await.unwrap().unwrap();
            let expected = encoded(number, revision, seqs[&number], len);
            assert!(event.encoded == expected, "event {number}");
        }
        assert_eq!(
            store.scan(whole_log()).await.unwrap().entries.len(),
            lens.len()
        );
        store = backend.reopen(store).await;
    }
}

pub(in crate::store) async fn the_head_wakes_and_nothing_appears_behind_it(backend: &dyn Backend) {
    const EVENTS: u32 = 200;
    let store: Arc<dyn Store> = Arc::from(backend.open().await);
    let reader = tokio::spawn({
        let store = Arc::clone(&store);
        async move {
            let mut head = store.head();
            let mut seen: Vec<LogEntry> = Vec::new();
            let mut next = Seq(0);
            let mut told = Seq(0);
            while seen.len() < EVENTS as usize {
                let scan = Scan {
                    range: next..Seq(u64::MAX),
                    entries_max: 3,
                    ..whole_log()
                };
                let page = store.scan(scan).await.unwrap();
                // What the head tells of can be read.
                assert!(page.next > next || told < next);
                if page.next == next {
                    head.changed().await.unwrap();
                    told = *head.borrow_and_update();
                }
                next = page.next;
                seen.extend(page.entries);
            }
            seen
        }
    });
    let mut writers = Vec::new();
    for writer in 0..4 {
        let store = Arc::clone(&store);
        writers.push(tokio::spawn(async move {
            for number in (0..EVENTS).filter(|number| number % 4 == writer) {
                append(&*store, u64::from(number)).await;
                let claim = claim_one(&*store).await;
                let commit = processed(&claim, vec![event_write(number, 1)]);
                store.commit(vec![commit], NOW).await.unwrap();
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let seen = reader.await.unwrap();
    // Had anything appeared behind the reader, the whole log would have more.
    assert_eq!(seen, store.scan(whole_log()).await.unwrap().entries);
}

pub(in crate::store) async fn positions_are_found_by_time(backend: &dyn Backend) {
    let store = backend.open().await;
    let at = |minutes: i64| UnixMillis(NOW.0 + minutes * 60_000);
    assert_eq!(store.position_at(at(0)).await.unwrap(), Seq(0));
    let mut seqs = Vec::new();
    // The third commit's clock goes back: it counts as of the second's.
    for (number, minutes) in (0..).zip([10, 20, 15, 30]) {
        append(&*store, u64::from(number)).await;
        let claim = claim_one(&*store).await;
        let commit = processed(&claim, vec![event_write(number, 1)]);
        seqs.extend(store.commit(vec![commit], at(minutes)).await.unwrap());
    }
    let store = backend.reopen(store).await;
    for (minutes, expected) in [
        (10, Seq(0)),
        (11, seqs[0]),
        (20, seqs[0]),
        (21, seqs[2]),
        (30, seqs[2]),
        (1_000, seqs[3]),
    ] {
        assert_eq!(
            store.position_at(at(minutes)).await.unwrap(),
            expected,
            "{minutes}"
        );
    }
    assert_eq!(
        store.position_at(UnixMillis(i64::MIN)).await.unwrap(),
        Seq(0)
    );
    assert_eq!(
        store.position_at(UnixMillis(i64::MAX)).await.unwrap(),
        seqs[3]
    );
}

pub(in crate::store) async fn the_epoch_stays(backend: &dyn Backend) {
    let store = backend.open().await;
    let epoch = store.epoch();
    let store = backend.reopen(store).await;
    assert_eq!(store.epoch(), epoch);
}
