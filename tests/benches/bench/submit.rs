//! Durable submission, one call an article and pipelined.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use alliance_proto::v1::{
    SubmitArticleRequest, SubmitArticlesRequest, WaitFor,
    ingest_service_client::IngestServiceClient, submit_articles_response::Outcome,
};
use alliance_tests::page::Page;
use bytes::Bytes;
use tokio::{sync::mpsc, task::JoinSet};
use tokio_stream::{StreamExt as _, wrappers::ReceiverStream};
use tonic::transport::Channel;

use crate::Failure;

/// Calls under way at once.
pub(crate) const IN_FLIGHT: usize = 64;
/// Articles of one round.
pub(crate) const ARTICLES: usize = 10_000;
/// Size of a body.
const BODY_BYTES: usize = 6_000;

/// Never the same article twice, in whichever round.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Articles of one round, made before the clock starts.
fn requests(count: usize) -> Vec<SubmitArticleRequest> {
    let paragraph = "会议指出，产业链上下游企业要加强协同，推动重点项目落地见效。";
    (0..count)
        .map(|_| {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let mut body = format!("第{number}号会议纪要\n\n");
            while body.len() + paragraph.len() <= BODY_BYTES {
                body.push_str(paragraph);
            }
            SubmitArticleRequest {
                url: format!("https://news.example.cn/{number}.html"),
                body: Bytes::from(body),
                content_type: "text/plain; charset=utf-8".to_owned(),
                ..SubmitArticleRequest::default()
            }
        })
        .collect()
}

/// Articles a second, one call each, [`IN_FLIGHT`] under way.
pub(crate) async fn unary(channel: &Channel) -> Result<f64, Failure> {
    let mut shares: Vec<Vec<SubmitArticleRequest>> = vec![Vec::new(); IN_FLIGHT];
    for (index, request) in requests(ARTICLES).into_iter().enumerate() {
        if let Some(share) = shares.get_mut(index % IN_FLIGHT) {
            share.push(request);
        }
    }
    let begin = Instant::now();
    let mut callers = JoinSet::new();
    for share in shares {
        let mut client = IngestServiceClient::new(channel.clone());
        callers.spawn(async move {
            for request in share {
                client.submit_article(request).await?;
            }
            Ok::<_, tonic::Status>(())
        });
    }
    while let Some(caller) = callers.join_next().await {
        caller??;
    }
    Ok(rate(begin))
}

/// Articles a second over one bidirectional stream.
pub(crate) async fn pipelined(channel: &Channel) -> Result<f64, Failure> {
    let requests = requests(ARTICLES);
    let begin = Instant::now();
    submit_all(channel, requests).await?;
    Ok(rate(begin))
}

/// Submits pages and waits until their events are in the log.
pub(crate) async fn pages(
    channel: &Channel,
    pages: impl Iterator<Item = Page>,
) -> Result<(), Failure> {
    let requests = pages.map(|page| SubmitArticleRequest {
        url: page.url,
        body: page.body.into(),
        content_type: page.content_type.to_owned(),
        wait_for: WaitFor::Processed.into(),
        ..SubmitArticleRequest::default()
    });
    submit_all(channel, requests.collect()).await
}

async fn submit_all(channel: &Channel, requests: Vec<SubmitArticleRequest>) -> Result<(), Failure> {
    let articles = requests.len();
    let mut client = IngestServiceClient::new(channel.clone());
    let (sender, receiver) = mpsc::channel(IN_FLIGHT);
    let feeder = tokio::spawn(async move {
        for (index, article) in requests.into_iter().enumerate() {
            let item_id = index.to_string();
            let item = SubmitArticlesRequest {
                item_id,
                article: Some(article),
            };
            if sender.send(item).await.is_err() {
                return;
            }
        }
    });
    let mut answers = client
        .submit_articles(ReceiverStream::new(receiver))
        .await?
        .into_inner();
    let mut kept = 0;
    while let Some(answer) = answers.next().await {
        match answer?.outcome {
            Some(Outcome::Result(_)) => kept += 1,
            refused => return Err(format!("an article was refused: {refused:?}").into()),
        }
    }
    feeder.await?;
    if kept != articles {
        return Err(format!("{kept} of {articles} articles were answered").into());
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a count of articles is small")]
fn rate(begin: Instant) -> f64 {
    ARTICLES as f64 / begin.elapsed().as_secs_f64()
}
