//! `SubmitArticles`: many articles over one stream, each with its own answer.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use alliance_proto::v1::{self, submit_articles_response::Outcome};
use futures::{Stream, StreamExt as _, stream};
use tokio::sync::OwnedSemaphorePermit;
use tonic::{Status, Streaming};

use super::Ingest;
use crate::{
    grpc::{
        call::{Call, Context, DRAINING_RETRY_AFTER},
        refusal::Refusal,
        status::of_inbound,
    },
    shutdown::Phase,
};

/// One item with the room that its body takes.
struct Item {
    request: v1::SubmitArticlesRequest,
    room: OwnedSemaphorePermit,
}

/// Why the stream is read no further; what is under way is answered first.
type End = Arc<Mutex<Option<Status>>>;

/// What reads the client's items one after the other.
struct Inbound {
    ingest: Ingest,
    items: Streaming<v1::SubmitArticlesRequest>,
    draining: Pin<Box<dyn Future<Output = ()> + Send>>,
    end: End,
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
    let inbound = Inbound {
        draining: Box::pin(ingest.phase.reached(Phase::Draining)),
        ingest: ingest.clone(),
        items,
        end: Arc::clone(&end),
    };
    let items_max = ingest.limits.stream_items_max;
    let context = call.context;
    let answers = stream::unfold(inbound, next_item)
        .map(move |item| {
            let ingest = ingest.clone();
            async move { Ok(answer(&ingest, item, context).await) }
        })
        .buffer_unordered(items_max);
    let last = stream::once(async move { finish(call, &end) }).filter_map(std::future::ready);
    answers.chain(last)
}

async fn next_item(mut inbound: Inbound) -> Option<(Item, Inbound)> {
    let next = tokio::select! {
        biased;
        () = &mut inbound.draining => Err(Refusal::Draining {
            retry_after: DRAINING_RETRY_AFTER,
        }.into()),
        next = inbound.items.message() => next.map_err(|status| of_inbound(&status)),
    };
    let outcome = match next {
        Ok(None) => return None,
        Ok(Some(request)) => {
            let body_bytes = request
                .article
                .as_ref()
                .map_or(0, |article| article.body.len());
            let room = inbound.ingest.enter_intake(body_bytes).await;
            room.map(|room| Item { request, room })
                .map_err(Status::from)
        }
        Err(status) => Err(status),
    };
    match outcome {
        Ok(item) => Some((item, inbound)),
        Err(status) => {
            *inbound.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(status);
            None
        }
    }
}

async fn answer(ingest: &Ingest, item: Item, context: Context) -> v1::SubmitArticlesResponse {
    let outcome = match item.request.article {
        Some(article) => ingest.submit(article, "article.", context, item.room).await,
        None => Err(Refusal::invalid("article", "FIELD_REQUIRED", "is required")),
    };
    v1::SubmitArticlesResponse {
        item_id: item.request.item_id,
        outcome: Some(match outcome {
            Ok(result) => Outcome::Result(result),
            Err(refusal) => Outcome::Error(refusal.into()),
        }),
    }
}

/// The end of the stream, once everything under way has been answered.
fn finish(mut call: Call, end: &End) -> Option<Result<v1::SubmitArticlesResponse, Status>> {
    let end = end.lock().unwrap_or_else(PoisonError::into_inner).take();
    call.set_outcome(if end.is_some() { "ENDED_EARLY" } else { "OK" });
    end.map(Err)
}
