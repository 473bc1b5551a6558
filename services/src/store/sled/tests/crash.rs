//! Killed at random moments, nothing acknowledged is missing and nothing is
//! processed twice.

use std::{
    collections::BTreeSet,
    env,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use super::EmbeddedStore;
use crate::{
    id::{ArticleId, EventId},
    store::{
        ArticleState, Claim, Commit, EventWrite, Store, StoreConfig,
        conformance::{LEASE, NOW, encoded, event_write, processed, submission, whole_log},
    },
};

/// Set in the child: the data folder, and the number of its first article.
const CHILD: &str = "ALLIANCE_CRASH_CHILD";
const ROUNDS: u64 = 8;

/// The event that an article tells; its first revision, or a conflict.
fn event_of(article: ArticleId) -> EventWrite {
    EventWrite {
        id: EventId::of(article, 0),
        encode: Box::new(move |seq| encoded(0, 1, seq, 1_400)),
        ..event_write(0, 1)
    }
}

fn process(claims: &[Claim]) -> Vec<Commit> {
    let process_one = |claim: &Claim| processed(claim, vec![event_of(claim.token.article)]);
    claims.iter().map(process_one).collect()
}

/// Tells the parent, in one write, what has been acknowledged.
fn tell(what: char, id: ArticleId) {
    std::io::stdout()
        .write_all(format!("\n{what} {id}\n").as_bytes())
        .unwrap();
}

/// Not a test of its own: what the child of the next one runs until it is
/// killed. Without the variable there is nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crash_child() {
    let Ok(orders) = env::var(CHILD) else {
        return;
    };
    let (first, folder) = orders.split_once(' ').unwrap();
    let first: u64 = first.parse().unwrap();
    let store = Arc::new(
        EmbeddedStore::open(StoreConfig::for_test(folder))
            .await
            .unwrap(),
    );
    let worker = tokio::spawn({
        let store = Arc::clone(&store);
        async move {
            loop {
                let claims = store.claim(5, LEASE).await.unwrap();
                store.commit(process(&claims), NOW).await.unwrap();
                for claim in &claims {
                    tell('C', claim.token.article);
                }
            }
        }
    });
    let submitters: Vec<_> = (0..8)
        .map(|lane| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                for number in (first..).skip(lane).step_by(8) {
                    let appended = store.append(submission(number)).await.unwrap();
                    tell('A', appended.id);
                }
            })
        })
        .collect();
    for task in submitters.into_iter().chain([worker]) {
        task.await.unwrap();
    }
}

/// Starts a child and kills it after it has told of `lines_max` things.
fn run_and_kill(folder: &Path, first: u64, lines_max: usize) -> Vec<(char, ArticleId)> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "store::sled::tests::crash::crash_child",
            "--nocapture",
        ])
        .env(CHILD, format!("{first} {}", folder.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut told = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some((what, id)) = line.split_once(' ')
            && let ("A" | "C", Ok(id)) = (what, id.parse())
        {
            told.push((what.chars().next().unwrap(), id));
            if told.len() == lines_max {
                child.kill().unwrap();
            }
        }
    }
    assert!(!child.wait().unwrap().success());
    assert!(told.len() >= lines_max);
    told
}

#[tokio::test]
async fn resume_after_kill_skips_and_repeats_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut appended = BTreeSet::new();
    for round in 0..ROUNDS {
        // Spread over the start, the first commits and a longer run.
        let lines_max = usize::try_from(1 + (round * 7_919) % 1_500).unwrap();
        let told = run_and_kill(folder.path(), round * 1_000_000, lines_max);
        let store = EmbeddedStore::open(StoreConfig::for_test(folder.path()))
            .await
            .unwrap();
        for (what, id) in told {
            let entry = store.article(id).await.unwrap().unwrap();
            assert!(what == 'A' || entry.state == ArticleState::Processed);
            assert!(store.submission(id).await.unwrap().is_some());
            appended.insert(id);
        }
        check_log(&store).await;
        while store.stats().await.unwrap().articles_pending_count > 0 {
            let claims = store.claim(100, LEASE).await.unwrap();
            // An article processed twice would be a conflict of its event.
            store.commit(process(&claims), NOW).await.unwrap();
        }
        check_log(&store).await;
        for id in &appended {
            let entry = store.article(*id).await.unwrap().unwrap();
            assert_eq!(entry.state, ArticleState::Processed);
        }
        store.close().await.unwrap();
    }
}

/// Each processed article has its one event in the log.
async fn check_log(store: &EmbeddedStore) {
    let mut processed = 0;
    for entry in store.articles(None, usize::MAX).await.unwrap() {
        if entry.state == ArticleState::Processed {
            processed += 1;
            let event = store
                .event(EventId::of(entry.id, 0))
                .await
                .unwrap()
                .unwrap();
            assert_eq!(event.encoded, encoded(0, 1, event.seq, 1_400));
        }
    }
    assert_eq!(
        store.scan(whole_log()).await.unwrap().entries.len(),
        processed
    );
    assert_eq!(
        store.stats().await.unwrap().articles_processed_count,
        processed as u64
    );
}
