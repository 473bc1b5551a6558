//! `SubmitArticles`: many articles over one stream, each with its own answer.
//!
//! What the client has sent by now is taken together: one append to the
//! journal, then one answer each. So the work beside an article's own bytes is
//! shared by all that come at once; an article that comes alone waits for none.

use std::{
    collections::VecDeque,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Poll, ready},
};

use alliance_proto::v1::{self, submit_articles_response::Outcome};
use futures::{Stream, StreamExt as _, stream, stream::FuturesUnordered};
use metrics::counter;
use tokio::sync::OwnedSemaphorePermit;
use tonic::{Status, Streaming};
use tracing::Instrument as _;

use super::Ingest;
use crate::{
    grpc::{
        call::{Call, Context, DRAINING_RETRY_AFTER},
        refusal::Refusal,
        status::of_inbound,
    },
    id::ArticleId,
    shutdown::Phase,
    telemetry::ITEMS_REFUSED_TOTAL,
};

/// Items that are taken together.
const BATCH_ITEMS_MAX: usize = 128;
/// Bodies that are taken together: they are digested in one go, at about a
/// microsecond for each kilobyte.
const BATCH_BYTES_MAX: usize = 256 << 10;

/// Items that were there together, with the room that their bodies take.
struct Batch {
    items: Vec<v1::SubmitArticlesRequest>,
    room: OwnedSemaphorePermit,
}

/// Why the stream is read no further; what is under way is answered first.
type End = Arc<Mutex<Option<Status>>>;

/// What reads the client's items one after the other.
struct Inbound {
    ingest: Ingest,
    items: Streaming<v1::SubmitArticlesRequest>,
    draining: Pin<Box<dyn Future<Output = ()> + Send>>,
    /// Was read with the batch before it, and is no part of that.
    held_over: Option<Result<Option<v1::SubmitArticlesRequest>, Status>>,
    items_max: usize,
    end: End,
}

/// What comes of work under way.
enum Step {
    /// Answers, and articles that are durable but shall be processed first.
    Appended(Vec<v1::SubmitArticlesResponse>, Vec<Waiting>),
    Settled(v1::SubmitArticlesResponse),
}

/// An item whose client wants to know what came of it.
struct Waiting {
    item_id: String,
    article: ArticleId,
    answer: v1::SubmitArticleResponse,
}

/// Answers each item as it becomes durable, with a bounded number under way:
/// where it is reached, or the service's intake is full, the client's stream
/// is read no further.
pub(super) fn submit_all(
    ingest: Ingest,
    items: Streaming<v1::SubmitArticlesRequest>,
    call: Call,
) -> impl Stream<Item = Result<v1::SubmitArticlesResponse, Status>> + Send {
    let end = End::default();
    let items_max = ingest.limits.stream_items_max;
    let inbound = Inbound {
        draining: Box::pin(ingest.phase.reached(Phase::Draining)),
        ingest: ingest.clone(),
        items,
        held_over: None,
        items_max: BATCH_ITEMS_MAX.min(items_max),
        end: Arc::clone(&end),
    };
    let (context, span) = (call.context, call.span.clone());
    let answers = answers(ingest, inbound, context, items_max, span).map(Ok);
    let last = stream::once(async move { finish(call, &end) }).filter_map(std::future::ready);
    answers.chain(last)
}

/// The answers to everything that comes in.
fn answers(
    ingest: Ingest,
    inbound: Inbound,
    context: Context,
    items_max: usize,
    span: tracing::Span,
) -> impl Stream<Item = v1::SubmitArticlesResponse> + Send {
    let batch_items_max = inbound.items_max;
    let mut batches = Box::pin(stream::unfold(inbound, next_batch).fuse());
    let mut steps = FuturesUnordered::<Pin<Box<dyn Future<Output = Step> + Send>>>::new();
    let mut answered = VecDeque::new();
    // Items read and not answered, but for those in `answered`.
    let mut under_way = 0;
    stream::poll_fn(move |cx| {
        loop {
            if let Some(answer) = answered.pop_front() {
                return Poll::Ready(Some(answer));
            }
            if let Poll::Ready(Some(step)) = steps.poll_next_unpin(cx) {
                match step {
                    Step::Appended(answers, waiting) => {
                        under_way -= answers.len();
                        answered.extend(answers);
                        for waiting in waiting {
                            let ingest = ingest.clone();
                            let settled = async move {
                                Step::Settled(settle(&ingest, waiting, context).await)
                            };
                            steps.push(Box::pin(settled.instrument(span.clone())));
                        }
                    }
                    Step::Settled(answer) => {
                        under_way -= 1;
                        answered.push_back(answer);
                    }
                }
                continue;
            }
            if under_way + batch_items_max > items_max {
                return Poll::Pending;
            }
            match ready!(batches.poll_next_unpin(cx)) {
                Some(batch) => {
                    under_way += batch.items.len();
                    let ingest = ingest.clone();
                    let appended = async move { append(&ingest, batch, context).await };
                    steps.push(Box::pin(appended.instrument(span.clone())));
                }
                None if steps.is_empty() => return Poll::Ready(None),
                None => return Poll::Pending,
            }
        }
    })
}

/// Waits for one item, and takes with it what is there behind it.
async fn next_batch(mut inbound: Inbound) -> Option<(Batch, Inbound)> {
    match inbound.read_batch().await {
        Ok(Some(batch)) => Some((batch, inbound)),
        Ok(None) => None,
        Err(status) => {
            *inbound.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(status);
            None
        }
    }
}

impl Inbound {
    async fn read_batch(&mut self) -> Result<Option<Batch>, Status> {
        let first = match self.held_over.take() {
            Some(held_over) => held_over?,
            None => self.read_one().await?,
        };
        let Some(first) = first else {
            return Ok(None);
        };
        let mut bytes = body_bytes(&first);
        let mut batch = Batch {
            room: self.ingest.enter_intake(bytes).await?,
            items: vec![first],
        };
        while batch.items.len() < self.items_max && bytes < BATCH_BYTES_MAX {
            let item = match futures::poll!(std::pin::pin!(self.items.message())) {
                Poll::Pending => break,
                Poll::Ready(Ok(Some(item))) => item,
                Poll::Ready(end) => {
                    self.held_over = Some(end.map_err(|status| of_inbound(&status)));
                    break;
                }
            };
            // Whoever has room must not wait for more of it.
            let Some(room) = self.ingest.try_enter_intake(body_bytes(&item)) else {
                self.held_over = Some(Ok(Some(item)));
                break;
            };
            batch.room.merge(room);
            bytes += body_bytes(&item);
            batch.items.push(item);
        }
        Ok(Some(batch))
    }

    async fn read_one(&mut self) -> Result<Option<v1::SubmitArticlesRequest>, Status> {
        tokio::select! {
            biased;
            () = &mut self.draining => Err(Refusal::Draining {
                retry_after: DRAINING_RETRY_AFTER,
            }.into()),
            next = self.items.message() => next.map_err(|status| of_inbound(&status)),
        }
    }
}

fn body_bytes(item: &v1::SubmitArticlesRequest) -> usize {
    let article = item.article.as_ref();
    article.map_or(0, |article| article.body.len())
}

/// Keeps a batch, and answers all but what shall be waited for.
async fn append(ingest: &Ingest, batch: Batch, context: Context) -> Step {
    let mut answers = Vec::with_capacity(batch.items.len());
    let mut waiting = Vec::new();
    // What passed the checks, in the order of the submissions.
    let mut passed = Vec::with_capacity(batch.items.len());
    let mut submissions = Vec::with_capacity(batch.items.len());
    for v1::SubmitArticlesRequest { item_id, article } in batch.items {
        let checked = match article {
            Some(article) => ingest.check(article, "article.", context),
            None => Err(Refusal::invalid("article", "FIELD_REQUIRED", "is required")),
        };
        match checked {
            Ok((submission, wait)) => {
                passed.push((item_id, wait));
                submissions.push(submission);
            }
            Err(refusal) => answers.push(answer(item_id, Err(refusal))),
        }
    }
    let appended = ingest.append_all(submissions).await;
    // What is durable holds no memory here any more.
    drop(batch.room);
    for ((item_id, wait), appended) in passed.into_iter().zip(appended) {
        match appended {
            Ok(appended) if wait => waiting.push(Waiting {
                item_id,
                article: appended.id,
                answer: Ingest::answer(&appended),
            }),
            appended => {
                let outcome = appended.map(|appended| Ingest::answer(&appended));
                answers.push(answer(item_id, outcome));
            }
        }
    }
    Step::Appended(answers, waiting)
}

async fn settle(ingest: &Ingest, waiting: Waiting, context: Context) -> v1::SubmitArticlesResponse {
    let Waiting {
        item_id,
        article,
        answer: durable,
    } = waiting;
    let outcome = ingest.answer_processed(article, durable, context).await;
    answer(item_id, outcome)
}

fn answer(
    item_id: String,
    outcome: Result<v1::SubmitArticleResponse, Refusal>,
) -> v1::SubmitArticlesResponse {
    v1::SubmitArticlesResponse {
        item_id,
        outcome: Some(match outcome {
            Ok(result) => Outcome::Result(result),
            Err(refusal) => {
                let (_, reason) = refusal.code_and_reason();
                counter!(ITEMS_REFUSED_TOTAL, "reason" => reason).increment(1);
                Outcome::Error(refusal.into())
            }
        }),
    }
}

/// The end of the stream, once everything under way has been answered.
fn finish(mut call: Call, end: &End) -> Option<Result<v1::SubmitArticlesResponse, Status>> {
    let end = end.lock().unwrap_or_else(PoisonError::into_inner).take();
    call.set_outcome(if end.is_some() { "ENDED_EARLY" } else { "OK" });
    end.map(Err)
}
