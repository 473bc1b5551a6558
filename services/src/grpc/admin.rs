//! `AdminService`: looking after the service.

mod failed;
mod reprocess;

use std::{pin::Pin, sync::Arc};

use alliance_proto::v1::{self, admin_service_server::AdminService};
use alliance_worker::record::EventType;
use futures::Stream;
use tonic::{Request, Response, Status};

use super::{
    Parts,
    call::{Gate, Method, Role},
    convert::{event_type_to_wire, time_to_wire},
    events::Readers,
    refusal::Refusal,
};
use crate::{pipeline::Reprocessor, shutdown::PhaseWatch, store::Store, submission::UnixMillis};

/// The service.
#[derive(Debug)]
pub(super) struct Admin {
    store: Arc<dyn Store>,
    gate: Gate,
    readers: Readers,
    reprocessor: Reprocessor,
    phase: PhaseWatch,
    started_at: UnixMillis,
}

const fn method(name: &'static str) -> Method {
    Method {
        name,
        role: Role::Admin,
    }
}

const STATS: Method = method("AdminService/GetStats");
const LIST_FAILED: Method = method("AdminService/ListFailedArticles");
const RETRY: Method = method("AdminService/RetryArticles");
const DELETE: Method = method("AdminService/DeleteFailedArticles");
const REPROCESS: Method = method("AdminService/ReprocessArticles");

impl Admin {
    pub(super) fn new(parts: &Parts, gate: Gate, readers: Readers) -> Self {
        Self {
            store: Arc::clone(&parts.store),
            gate,
            readers,
            reprocessor: parts.reprocessor.clone(),
            phase: parts.phase.clone(),
            started_at: parts.started_at,
        }
    }

    async fn stats(&self) -> Result<v1::GetStatsResponse, Refusal> {
        let stats = self.store.stats().await?;
        let event_type_counts = EventType::ALL
            .into_iter()
            .zip(stats.events_by_type)
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| v1::EventTypeCount {
                r#type: event_type_to_wire(kind).into(),
                count,
            })
            .collect();
        Ok(v1::GetStatsResponse {
            articles_pending_count: stats.articles_pending_count,
            articles_processed_count: stats.articles_processed_count,
            articles_failed_count: stats.articles_failed_count,
            events_active_count: stats.events_active_count,
            events_retracted_count: stats.events_retracted_count,
            events_merged_count: stats.events_merged_count,
            event_type_counts,
            log_sequence: self.store.head().borrow().0,
            log_epoch: self.store.epoch().to_string(),
            journal_bytes: stats.journal_bytes,
            sled_bytes: stats.index_bytes,
            followers_count: u32::try_from(self.readers.count()).unwrap_or(u32::MAX),
            normalizer_version: alliance_worker::NORMALIZER_VERSION.to_owned(),
            service_version: env!("CARGO_PKG_VERSION").to_owned(),
            start_time: Some(time_to_wire(self.started_at)),
            failure_reason_counts: stats
                .failures_by_reason
                .into_iter()
                .map(|(reason, count)| v1::FailureReasonCount { reason, count })
                .collect(),
        })
    }
}

#[tonic::async_trait]
impl AdminService for Admin {
    type ReprocessArticlesStream =
        Pin<Box<dyn Stream<Item = Result<v1::ReprocessArticlesResponse, Status>> + Send>>;

    async fn get_stats(
        &self,
        request: Request<v1::GetStatsRequest>,
    ) -> Result<Response<v1::GetStatsResponse>, Status> {
        let handle = |_, _| self.stats();
        self.gate.unary(STATS, request, handle).await
    }

    async fn list_failed_articles(
        &self,
        request: Request<v1::ListFailedArticlesRequest>,
    ) -> Result<Response<v1::ListFailedArticlesResponse>, Status> {
        let handle = |request, _| failed::list(self.store.as_ref(), request);
        self.gate.unary(LIST_FAILED, request, handle).await
    }

    async fn retry_articles(
        &self,
        request: Request<v1::RetryArticlesRequest>,
    ) -> Result<Response<v1::RetryArticlesResponse>, Status> {
        let handle = |request: v1::RetryArticlesRequest, _| async move {
            let selection = failed::Selection::of_retry(request.selection)?;
            let (articles_count, missing_article_ids) =
                failed::apply(self.store.as_ref(), &selection, failed::Action::Retry).await?;
            Ok(v1::RetryArticlesResponse {
                articles_count,
                missing_article_ids,
            })
        };
        self.gate.unary(RETRY, request, handle).await
    }

    async fn delete_failed_articles(
        &self,
        request: Request<v1::DeleteFailedArticlesRequest>,
    ) -> Result<Response<v1::DeleteFailedArticlesResponse>, Status> {
        let handle = |request: v1::DeleteFailedArticlesRequest, _| async move {
            let selection = failed::Selection::of_delete(request.selection)?;
            let (articles_count, missing_article_ids) =
                failed::apply(self.store.as_ref(), &selection, failed::Action::Delete).await?;
            Ok(v1::DeleteFailedArticlesResponse {
                articles_count,
                missing_article_ids,
            })
        };
        self.gate.unary(DELETE, request, handle).await
    }

    async fn reprocess_articles(
        &self,
        request: Request<v1::ReprocessArticlesRequest>,
    ) -> Result<Response<Self::ReprocessArticlesStream>, Status> {
        let mut call = self.gate.enter(REPROCESS, &request)?;
        let run = reprocess::Run {
            store: Arc::clone(&self.store),
            reprocessor: self.reprocessor.clone(),
            phase: self.phase.clone(),
        };
        let progress = reprocess::start(run, request.into_inner())
            .await
            .map_err(|refusal| {
                call.set_outcome(refusal.code_and_reason().1);
                Status::from(refusal)
            })?;
        Ok(Response::new(Box::pin(reprocess::to_frames(
            progress, call,
        ))))
    }
}
