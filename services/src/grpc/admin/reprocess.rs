//! `ReprocessArticles`: the rules in force over what was processed before.

use std::{sync::Arc, time::Duration};

use alliance_proto::v1::{self, event_difference::Kind};
use futures::{Stream, StreamExt as _};
use tokio::{sync::mpsc, time::Instant};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

use crate::{
    grpc::{
        call::{Call, DRAINING_RETRY_AFTER},
        convert::event_type_to_wire,
        ingest::parse_article_id,
        refusal::Refusal,
    },
    id::ArticleId,
    pipeline::{Difference, DifferenceKind, ReprocessError, Reprocessed, Reprocessor},
    shutdown::PhaseWatch,
    store::Store,
};

/// Ids of one request; more is the whole store.
const IDS_MAX: usize = 10_000;
/// Articles looked up at once.
const PAGE: usize = 256;
const DIFFERENCES_MAX: usize = 100;
/// How often progress is told, at least.
const TELL_EVERY: Duration = Duration::from_secs(1);

type Progress = Result<v1::ReprocessArticlesResponse, Refusal>;

/// What a run works with.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) store: Arc<dyn Store>,
    pub(super) reprocessor: Reprocessor,
    pub(super) phase: PhaseWatch,
}

/// Starts a run; dropping what it answers stops it after the article at hand.
pub(super) async fn start(
    run: Run,
    request: v1::ReprocessArticlesRequest,
) -> Result<ReceiverStream<Progress>, Refusal> {
    if request.article_ids.len() > IDS_MAX {
        let description = format!("has more than {IDS_MAX} ids");
        return Err(Refusal::invalid("article_ids", "IDS_COUNT", description));
    }
    let ids = request
        .article_ids
        .iter()
        .map(|text| parse_article_id(text));
    let ids: Vec<ArticleId> = ids.collect::<Result<_, _>>()?;
    let total = if ids.is_empty() {
        let stats = run.store.stats().await?;
        stats.articles_processed_count + stats.articles_pending_count + stats.articles_failed_count
    } else {
        ids.len() as u64
    };
    let (sender, receiver) = mpsc::channel(1);
    let teller = Teller {
        progress: v1::ReprocessArticlesResponse {
            articles_total_count: total,
            ..v1::ReprocessArticlesResponse::default()
        },
        told_at: Instant::now(),
        sender,
    };
    tokio::spawn(run.work(ids, request.dry_run, teller));
    Ok(ReceiverStream::new(receiver))
}

/// The frames of a run.
pub(super) fn to_frames(
    progress: ReceiverStream<Progress>,
    mut call: Call,
) -> impl Stream<Item = Result<v1::ReprocessArticlesResponse, Status>> + Send {
    progress.map(move |frame| {
        call.set_outcome("OK");
        frame.map_err(|refusal| {
            call.set_outcome(refusal.code_and_reason().1);
            Status::from(refusal)
        })
    })
}

/// The reader of the progress is gone.
struct Gone;

impl Run {
    async fn work(self, ids: Vec<ArticleId>, dry_run: bool, mut teller: Teller) {
        let outcome = if ids.is_empty() {
            self.work_on_all(dry_run, &mut teller).await
        } else {
            self.work_on(&ids, dry_run, &mut teller).await
        };
        let last = match outcome {
            Ok(Ok(())) => teller.tell().await,
            Ok(Err(refusal)) => teller.sender.send(Err(refusal)).await.map_err(|_gone| Gone),
            Err(gone) => Err(gone),
        };
        if last.is_err() {
            tracing::info!(dry_run, "processing anew was stopped by its caller");
        }
    }

    async fn work_on_all(
        &self,
        dry_run: bool,
        teller: &mut Teller,
    ) -> Result<Result<(), Refusal>, Gone> {
        let mut after = None;
        loop {
            let page = match self.store.articles(after, PAGE).await {
                Ok(page) => page,
                Err(error) => return Ok(Err(error.into())),
            };
            let ids: Vec<ArticleId> = page.iter().map(|entry| entry.id).collect();
            let Some(last) = ids.last() else {
                return Ok(Ok(()));
            };
            after = Some(*last);
            if let Err(refusal) = self.work_on(&ids, dry_run, teller).await? {
                return Ok(Err(refusal));
            }
        }
    }

    async fn work_on(
        &self,
        ids: &[ArticleId],
        dry_run: bool,
        teller: &mut Teller,
    ) -> Result<Result<(), Refusal>, Gone> {
        for id in ids {
            if self.phase.is_draining() {
                return Ok(Err(Refusal::Draining {
                    retry_after: DRAINING_RETRY_AFTER,
                }));
            }
            match self.reprocessor.reprocess(*id, dry_run).await {
                Ok(reprocessed) => teller.count(reprocessed).await?,
                Err(ReprocessError::Store(error)) => return Ok(Err(error.into())),
                Err(error) => return Ok(Err(Refusal::internal(error))),
            }
        }
        Ok(Ok(()))
    }
}

/// Counts, and tells now and then.
struct Teller {
    progress: v1::ReprocessArticlesResponse,
    told_at: Instant,
    sender: mpsc::Sender<Progress>,
}

impl Teller {
    async fn count(&mut self, reprocessed: Reprocessed) -> Result<(), Gone> {
        self.progress.articles_done_count += 1;
        match reprocessed {
            Reprocessed::Skipped => self.progress.articles_skipped_count += 1,
            Reprocessed::Done(differences) => {
                for difference in differences {
                    self.add(difference);
                    if self.progress.differences.len() >= DIFFERENCES_MAX {
                        self.tell().await?;
                    }
                }
            }
        }
        if self.told_at.elapsed() >= TELL_EVERY {
            self.tell().await?;
        }
        // A caller that has gone wants no more work done.
        if self.sender.is_closed() {
            Err(Gone)
        } else {
            Ok(())
        }
    }

    fn add(&mut self, difference: Difference) {
        let kind = match difference.kind {
            DifferenceKind::Added => {
                self.progress.events_added_count += 1;
                Kind::Added
            }
            DifferenceKind::Changed => {
                self.progress.events_changed_count += 1;
                Kind::Changed
            }
            DifferenceKind::Retracted => {
                self.progress.events_retracted_count += 1;
                Kind::Retracted
            }
        };
        self.progress.differences.push(v1::EventDifference {
            kind: kind.into(),
            event_id: difference
                .event
                .map(|id| id.to_string())
                .unwrap_or_default(),
            r#type: event_type_to_wire(difference.event_type).into(),
            subject: difference.subject,
        });
    }

    async fn tell(&mut self) -> Result<(), Gone> {
        let frame = self.progress.clone();
        self.progress.differences.clear();
        self.told_at = Instant::now();
        self.sender.send(Ok(frame)).await.map_err(|_gone| Gone)
    }
}
