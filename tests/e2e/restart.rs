//! Stopped or killed: nothing that was acknowledged is lost, nothing is
//! processed twice.

use std::collections::BTreeSet;

use alliance_proto::v1::{
    ArticleState, EventType, GetArticleRequest, SubmitArticlesRequest, WaitFor,
    ingest_service_client::IngestServiceClient, submit_articles_response::Outcome,
};
use alliance_tests::{client, page, sandbox::Sandbox, wait};
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

#[tokio::test]
async fn killed_while_submitting_nothing_acknowledged_is_missing_or_doubled() {
    let mut server = Sandbox::start().await.unwrap();
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        let submitting = tokio::spawn(submit_until_it_breaks(
            server.channel().unwrap(),
            round * 1_000_000,
        ));
        let channel = server.channel().unwrap();
        // Killed in the midst: when some events are there already.
        let least = acknowledged.len() + 20;
        wait::until("some events", async || {
            let replay = client::replay(&channel, None, None).await.ok()?;
            (replay.events.len() >= least).then_some(())
        })
        .await;
        server.kill().await.unwrap();
        acknowledged.extend(submitting.await.unwrap());
        server.restart().await.unwrap();
    }
    assert!(!acknowledged.is_empty());
    let channel = server.channel().unwrap();
    await_processed(&channel, &acknowledged).await;
    assert_each_is_told_once(&channel, &acknowledged).await;
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
