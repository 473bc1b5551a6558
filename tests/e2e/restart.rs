//! Stopped or killed: nothing that was acknowledged is lost, nothing is
//! processed twice.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use alliance_proto::v1::{
    ArticleState, Event, EventType, GetArticleRequest, ListEventsRequest, SubmitArticlesRequest,
    WaitFor, event_service_client::EventServiceClient, ingest_service_client::IngestServiceClient,
    list_events_request::Start, list_events_response::Frame, submit_articles_response::Outcome,
};
use alliance_tests::{client, page, sandbox::Sandbox, wait};
use bytes::Bytes;
use tokio_stream::StreamExt as _;
use tonic::transport::Channel;

/// Articles of one round: enough to be cut off in their midst, few enough to
/// be processed on a busy machine.
const ROUND_ARTICLES: usize = 300;

/// Submits foundings over one stream that stays open; answers the ids that
/// were acknowledged before it broke.
async fn submit_until_it_breaks(channel: Channel, first: usize) -> Vec<String> {
    let round = first..first + ROUND_ARTICLES;
    let items = tokio_stream::iter(round.map(|number| SubmitArticlesRequest {
        item_id: number.to_string(),
        article: Some(client::submission(
            &page::founding(number),
            WaitFor::Durable,
        )),
    }));
    let items = items.chain(tokio_stream::pending());
    let mut acknowledged = Vec::new();
    let Ok(answers) = IngestServiceClient::new(channel)
        .submit_articles(items)
        .await
    else {
        return acknowledged;
    };
    let mut answers = answers.into_inner();
    while let Some(Ok(answer)) = answers.next().await {
        if let Some(Outcome::Result(result)) = answer.outcome {
            acknowledged.push(result.article_id);
        }
    }
    acknowledged
}

/// Waits until every article is processed; fails on one that is missing.
async fn await_processed(channel: &Channel, ids: &[String]) {
    let mut ingest = IngestServiceClient::new(channel.clone());
    for id in ids {
        wait::until("the article is processed", async || {
            let request = GetArticleRequest {
                article_id: id.clone(),
            };
            let article = ingest.get_article(request).await.unwrap().into_inner();
            (article.state() == ArticleState::Processed).then_some(())
        })
        .await;
    }
}

/// Fails where two events are one founding, or one article tells none.
async fn assert_each_is_told_once(channel: &Channel, ids: &[String]) {
    let replay = client::replay(channel, None, None).await.unwrap();
    let foundings: Vec<_> = replay
        .events
        .iter()
        .filter(|event| event.r#type() == EventType::AllianceFounded)
        .collect();
    let names: BTreeSet<_> = foundings
        .iter()
        .map(|event| &event.alliances[0].name)
        .collect();
    assert_eq!(names.len(), foundings.len(), "a founding is there twice");
    let again: Vec<_> = foundings
        .iter()
        .filter(|event| event.revision != 1)
        .collect();
    assert!(again.is_empty(), "processed twice: {again:#?}");
    let told: BTreeSet<_> = foundings
        .iter()
        .flat_map(|event| &event.sources)
        .map(|source| &source.article_id)
        .collect();
    for id in ids {
        assert!(told.contains(id), "{id} was acknowledged and is not told");
    }
}

/// What a consumer has been told so far.
#[derive(Debug, Default)]
struct Told {
    token: Bytes,
    events: Vec<Event>,
}

/// Follows the log as a consumer would that keeps its token and comes back
/// whenever the stream breaks, until the task is ended.
async fn follow(channel: Channel, told: Arc<Mutex<Told>>) {
    loop {
        let token = told.lock().unwrap().token.clone();
        let request = ListEventsRequest {
            start: (!token.is_empty()).then(|| Start::ResumeToken(token.into())),
            follow: true,
            ..ListEventsRequest::default()
        };
        let mut events = EventServiceClient::new(channel.clone());
        if let Ok(frames) = events.list_events(request).await {
            let mut frames = frames.into_inner();
            while let Some(Ok(frame)) = frames.next().await {
                let mut told = told.lock().unwrap();
                told.token = frame.resume_token;
                if let Some(Frame::Event(event)) = frame.frame {
                    told.events.push(event);
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The sorted files of the index, by the batches that each holds.
fn runs(data: &Path) -> BTreeSet<(u64, u64)> {
    let Ok(entries) = fs::read_dir(data.join("index/rows")) else {
        return BTreeSet::new();
    };
    let runs = entries.filter_map(|entry| {
        let name = entry.ok()?.file_name();
        let (first, last) = name.to_str()?.strip_suffix(".rows")?.split_once('-')?;
        Some((first.parse().ok()?, last.parse().ok()?))
    });
    runs.collect()
}

/// How many of these files were made by joining others of them.
fn count_joined(runs: &BTreeSet<(u64, u64)>) -> usize {
    let is_joined = |run: &&(u64, u64)| {
        let mut others = runs.iter().filter(|other| other != run);
        others.any(|other| run.0 <= other.0 && other.1 <= run.1)
    };
    runs.iter().filter(is_joined).count()
}

#[tokio::test]
async fn killed_while_submitting_nothing_acknowledged_is_missing_or_doubled() {
    // So small that sorted files are written and joined all the time, and the
    // journal begins a new segment now and then.
    let small = [
        "--set",
        "store.cache_bytes=1048576",
        "--set",
        "store.segment_bytes=65536",
    ];
    let mut server = Sandbox::start_with(&small).await.unwrap();
    let told = Arc::new(Mutex::new(Told::default()));
    let following = tokio::spawn(follow(server.channel().unwrap(), Arc::clone(&told)));
    let mut acknowledged = Vec::new();
    let mut seen = BTreeSet::new();
    for round in 0..5 {
        let submitting = tokio::spawn(submit_until_it_breaks(
            server.channel().unwrap(),
            round * 1_000_000,
        ));
        let data = server.data();
        // Killed in the midst: when some events are there already.
        let least = told.lock().unwrap().events.len() + 40;
        wait::until("some events", async || {
            seen.extend(runs(&data));
            (told.lock().unwrap().events.len() >= least).then_some(())
        })
        .await;
        server.kill().await.unwrap();
        acknowledged.extend(submitting.await.unwrap());
        server.restart().await.unwrap();
    }
    let channel = server.channel().unwrap();
    await_processed(&channel, &acknowledged).await;
    assert_each_is_told_once(&channel, &acknowledged).await;
    seen.extend(runs(&server.data()));
    assert!(count_joined(&seen) > 0, "nothing was joined: {seen:?}");

    // The consumer has been told the whole log, each entry once and in order.
    let replay = client::replay(&channel, None, None).await.unwrap();
    wait::until("the consumer has it all", async || {
        let told = told.lock().unwrap();
        (told.events.len() >= replay.events.len()).then_some(())
    })
    .await;
    following.abort();
    assert_eq!(told.lock().unwrap().events, replay.events);
}

#[tokio::test]
async fn stopped_while_submitting_nothing_acknowledged_is_missing_and_it_ends_in_time() {
    let mut server = Sandbox::start().await.unwrap();
    let submitting = tokio::spawn(submit_until_it_breaks(server.channel().unwrap(), 0));
    let channel = server.channel().unwrap();
    wait::until("some events", async || {
        let replay = client::replay(&channel, None, None).await.ok()?;
        (replay.events.len() >= 20).then_some(())
    })
    .await;
    assert!(server.stop().await.unwrap().success(), "{}", server.log());
    let acknowledged = submitting.await.unwrap();
    server.restart().await.unwrap();
    let channel = server.channel().unwrap();
    await_processed(&channel, &acknowledged).await;
    assert_each_is_told_once(&channel, &acknowledged).await;
}

#[tokio::test]
async fn a_token_from_before_a_restart_skips_nothing() {
    let mut server = Sandbox::start().await.unwrap();
    let channel = server.channel().unwrap();
    for number in 0..3 {
        client::submit(&channel, &page::founding(number))
            .await
            .unwrap();
    }
    let before = client::replay(&channel, None, None).await.unwrap();
    server.kill().await.unwrap();
    server.restart().await.unwrap();
    let channel = server.channel().unwrap();
    client::submit(&channel, &page::founding(3)).await.unwrap();

    let again = client::replay(&channel, None, None).await.unwrap();
    assert_eq!(again.events[..before.events.len()], before.events);
    let rest = client::replay(&channel, Some(before.tokens[0].clone()), None)
        .await
        .unwrap();
    assert_eq!(rest.events, again.events[1..]);
    let news = client::replay(&channel, Some(before.end.clone()), None)
        .await
        .unwrap();
    assert_eq!(news.events, again.events[before.events.len()..]);
    assert!(!news.events.is_empty());
}
