//! What one more article costs the store, from 10^4 to 10^6 stored events.

mod young;

use std::time::{Duration, Instant};

use alliance_services::{
    id::EventId,
    store::{
        Commit, EmbeddedStore, EventKey, EventState, EventWrite, Facets, Outcome, Store,
        StoreConfig,
    },
    submission::{Submission, UnixMillis},
};
use alliance_worker::record::EventType;
use bytes::Bytes;
use rustix::time::{ClockId, clock_gettime};

use self::young::Young;
pub(crate) use self::young::{VARIABLE, serve};
use crate::{Failure, measure};

/// Stored events from which on the cost is taken.
const FIRST: u64 = 10_000;
/// Stored events at which a row ends; it is over all articles since the one
/// before, with all files that were joined meanwhile.
const STEPS: [u64; 6] = [20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];
/// Articles committed in one batch, as a busy pipeline does.
const BATCH: u64 = 200;
/// Size of an encoded event.
const EVENT_BYTES: usize = 1_400;
/// Size of an article's body and of its stored output.
const ARTICLE_BYTES: usize = 1_500;

/// What batches took.
#[derive(Debug, Default)]
struct Cost {
    /// Microseconds an article, one for each batch.
    times: Vec<f64>,
    /// Of the whole process, with what it does beside the batches.
    processor: Duration,
}

/// Fills the store and prints the cost of an article (append, claim, one
/// event, commit) as it grows. The floor is the same store at [`FIRST`]
/// events, in a process of its own: after each batch of the one comes a batch
/// of the other, so that what the machine does meanwhile happens to both, and
/// the ratio tells what the stored events cost. Of time the median of the
/// batches counts, of processor time all of it.
///
/// `ALLIANCE_BENCH_EVENTS_MAX` ends it earlier.
pub(crate) async fn run() -> Result<(), Failure> {
    let events_max = match std::env::var("ALLIANCE_BENCH_EVENTS_MAX") {
        Ok(text) => text.parse()?,
        Err(_) => u64::MAX,
    };
    let folder = tempfile::tempdir()?;
    let store = open(folder.path()).await?;
    let mut young = Young::start()?;
    let mut number = 0;
    while number < FIRST {
        fill(&store, &mut number).await?;
    }
    for step in STEPS.into_iter().filter(|step| *step <= events_max) {
        let (first, mut grown, mut floor) = (number, Cost::default(), Cost::default());
        let processor_begin = processor_time();
        while number < step {
            let begin = Instant::now();
            fill(&store, &mut number).await?;
            grown.times.push(micros_each(begin.elapsed(), BATCH));
            young.fill(&mut floor)?;
        }
        grown.processor = processor_time().saturating_sub(processor_begin);
        print(first..step, grown, floor);
    }
    store.close().await?;
    Ok(())
}

fn print(stored: std::ops::Range<u64>, grown: Cost, floor: Cost) {
    let articles = stored.end - stored.start;
    let processor = micros_each(grown.processor, articles);
    let floor_processor = micros_each(floor.processor, articles);
    let (time, floor_time) = (measure::median(grown.times), measure::median(floor.times));
    println!(
        "{:>7} to {:>9} stored events: time {time:>5.1} µs an article, floor {floor_time:>5.1}, \
         ratio {:.2}; processor {processor:>5.1} µs, floor {floor_processor:>5.1}, ratio {:.2}; \
         memory {:>3} MiB",
        stored.start,
        stored.end,
        time / floor_time,
        processor / floor_processor,
        resident_mebibytes(),
    );
}

async fn open(data_dir: &std::path::Path) -> Result<EmbeddedStore, Failure> {
    let config = StoreConfig {
        data_dir: data_dir.to_owned(),
        ..StoreConfig::default()
    };
    Ok(EmbeddedStore::open(config).await?)
}

#[expect(clippy::cast_precision_loss, reason = "a count of articles is small")]
fn micros_each(elapsed: Duration, articles: u64) -> f64 {
    elapsed.as_secs_f64() * 1e6 / articles as f64
}

/// Of all threads of this process so far.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// Memory that this process has now; 0 where the system does not say.
fn resident_mebibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kibibytes.unwrap_or_default() / 1_024
}

/// One batch through the store.
async fn fill(store: &dyn Store, number: &mut u64) -> Result<(), Failure> {
    let appends = (*number..*number + BATCH).map(|number| store.append(submission(number)));
    for appended in futures::future::join_all(appends).await {
        appended?;
    }
    *number += BATCH;
    let mut left = usize::try_from(BATCH)?;
    while left > 0 {
        let claims = store.claim(left, Duration::from_mins(1)).await?;
        left -= claims.len();
        let commits = claims.into_iter().map(|claim| {
            let id = EventId::of(claim.token.article, 0);
            Commit {
                article: claim.token.article,
                claim: Some(claim.token),
                outcome: Outcome::Processed {
                    output: Bytes::from(vec![b'o'; ARTICLE_BYTES]),
                    event_ids: vec![id],
                    normalizer_version: "bench".to_owned(),
                },
                events: vec![event(id)],
            }
        });
        store.commit(commits.collect(), UnixMillis(0)).await?;
    }
    Ok(())
}

fn submission(number: u64) -> Submission {
    Submission {
        url: format!("https://news.example.cn/{number}.html"),
        body: Bytes::from(vec![b'b'; ARTICLE_BYTES]),
        content_type: "text/html".to_owned(),
        ..Submission::default()
    }
}

fn event(id: EventId) -> EventWrite {
    EventWrite {
        id,
        expected_revision: 0,
        revision: 1,
        state: EventState::Active,
        kind: EventType::AllianceFounded,
        keys: vec![EventKey(id.as_bytes().to_vec())],
        facets: Facets {
            alliances: vec![format!("{id}产业联盟")],
            ..Facets::default()
        },
        encode: Box::new(|_seq| Bytes::from(vec![b'e'; EVENT_BYTES])),
    }
}
