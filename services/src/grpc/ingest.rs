//! `IngestService`: handing articles in, and seeing what became of them.

mod stream;

use std::{pin::Pin, sync::Arc};

use alliance_proto::v1::{self, ingest_service_server::IngestService};
use futures::Stream;
use metrics::counter;
use prost::Message as _;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::Instant,
};
use tonic::{Request, Response, Status, Streaming};

use super::{
    Parts,
    call::{Context, DRAINING_RETRY_AFTER, Gate, Method, Role},
    convert::{
        StoredArticle, article_state_to_wire, article_to_wire, facts_to_record, failure_to_wire,
        report_to_wire, skipped_to_wire, submission_to_wire,
    },
    millis,
    quota::PeerQuota,
    refusal::Refusal,
    submission::read_submission,
};
use crate::{
    config::{Config, DeadlinesConfig, LimitsConfig},
    event::{CharOffsets, Facts},
    id::ArticleId,
    pipeline::{AttemptError, Rules},
    shutdown::{Phase, PhaseWatch},
    store::{Appended, ArticleEntry, ArticleState, Store, StoreErrorKind},
    submission::{Purpose, Submission},
    telemetry::{SUBMITTED_BYTES_TOTAL, SUBMITTED_TOTAL},
};

const SUBMIT: Method = Method {
    name: "IngestService/SubmitArticle",
    role: Role::Submit,
};
const SUBMIT_MANY: Method = Method {
    name: "IngestService/SubmitArticles",
    role: Role::Submit,
};
const GET: Method = Method {
    name: "IngestService/GetArticle",
    role: Role::Submit,
};
const NORMALIZE: Method = Method {
    name: "IngestService/NormalizeArticle",
    role: Role::Submit,
};

/// Permits of the intake are of so many bytes each.
const PERMIT_BYTES: usize = 1_024;
/// A call that waits answers by itself so long before its deadline: later the
/// transport would end it, without a reason.
const ANSWER_AHEAD: std::time::Duration = std::time::Duration::from_millis(20);

/// The service. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Ingest {
    store: Arc<dyn Store>,
    dry_rules: Arc<Rules>,
    gate: Gate,
    phase: PhaseWatch,
    limits: LimitsConfig,
    deadlines: DeadlinesConfig,
    /// Bodies under way, in units of [`PERMIT_BYTES`].
    intake: Arc<Semaphore>,
    quota: Arc<PeerQuota>,
}

impl Ingest {
    pub(super) fn new(config: &Config, parts: &Parts, gate: Gate) -> Self {
        Self {
            store: Arc::clone(&parts.store),
            dry_rules: Arc::clone(&parts.dry_rules),
            gate,
            phase: parts.phase.clone(),
            intake: Arc::new(Semaphore::new(
                config.limits.intake_bytes_max / PERMIT_BYTES,
            )),
            quota: Arc::new(PeerQuota::new(&config.quota)),
            limits: config.limits.clone(),
            deadlines: config.deadlines.clone(),
        }
    }

    /// Keeps one article and, where asked to, waits for its records.
    async fn submit(
        &self,
        request: v1::SubmitArticleRequest,
        context: Context,
        room: OwnedSemaphorePermit,
    ) -> Result<v1::SubmitArticleResponse, Refusal> {
        let (submission, wait) = self.check(request, "", context)?;
        let mut appended = self.append_all(vec![submission]).await;
        let appended = appended
            .pop()
            .ok_or_else(|| Refusal::internal("the store gave no answer"))??;
        // What is durable holds no memory here any more.
        drop(room);
        tracing::Span::current().record("article_id", tracing::field::display(appended.id));
        let answer = Self::answer(&appended);
        if wait {
            return self.answer_processed(appended.id, answer, context).await;
        }
        Ok(answer)
    }

    /// What is to be kept, and whether its records are to be waited for;
    /// `prefix` stands before the names of fields in errors.
    fn check(
        &self,
        request: v1::SubmitArticleRequest,
        prefix: &str,
        context: Context,
    ) -> Result<(Submission, bool), Refusal> {
        self.quota.take(context.peer)?;
        let wait = request.wait_for == v1::WaitFor::Processed as i32;
        let submission =
            read_submission(request, prefix, Purpose::Keep, self.limits.body_bytes_max)?;
        Ok((submission, wait))
    }

    /// Keeps articles; answers them in their order.
    async fn append_all(&self, submissions: Vec<Submission>) -> Vec<Result<Appended, Refusal>> {
        let told: Vec<(Option<String>, u64)> = submissions
            .iter()
            .map(|submission| (submission.request_id.clone(), submission.body.len() as u64))
            .collect();
        let (mut fresh, mut duplicates, mut bytes) = (0, 0, 0);
        let appended = self.store.append_all(submissions).await;
        let answers = appended.into_iter().zip(told);
        let answers = answers.map(|(appended, (request_id, body_bytes))| {
            let appended = appended.map_err(|error| match (error.kind, request_id) {
                (StoreErrorKind::Conflict, Some(request_id)) => {
                    Refusal::RequestIdReused { request_id }
                }
                _ => error.into(),
            })?;
            *(if appended.duplicate {
                &mut duplicates
            } else {
                &mut fresh
            }) += 1;
            bytes += body_bytes;
            Ok(appended)
        });
        let answers = answers.collect();
        for (duplicate, count) in [("false", fresh), ("true", duplicates)] {
            if count > 0 {
                counter!(SUBMITTED_TOTAL, "duplicate" => duplicate).increment(count);
            }
        }
        counter!(SUBMITTED_BYTES_TOTAL).increment(bytes);
        answers
    }

    fn answer(appended: &Appended) -> v1::SubmitArticleResponse {
        v1::SubmitArticleResponse {
            article_id: appended.id.to_string(),
            duplicate: appended.duplicate,
            state: article_state_to_wire(appended.state).into(),
            ..v1::SubmitArticleResponse::default()
        }
    }

    /// The answer once the article is processed.
    async fn answer_processed(
        &self,
        article: ArticleId,
        durable: v1::SubmitArticleResponse,
        context: Context,
    ) -> Result<v1::SubmitArticleResponse, Refusal> {
        let entry = self.wait_for_processed(article, context.deadline).await?;
        let failure = entry
            .failure
            .as_ref()
            .filter(|_| entry.state == ArticleState::Failed);
        Ok(v1::SubmitArticleResponse {
            state: article_state_to_wire(entry.state).into(),
            event_ids: entry.event_ids.iter().map(ToString::to_string).collect(),
            failure: failure.map(failure_to_wire),
            without_text: self.is_without_text(&entry).await?,
            ..durable
        })
    }

    /// Whether a processed article's canonical text is empty. What tells an
    /// event has some: only of the others the output is looked at.
    async fn is_without_text(&self, entry: &ArticleEntry) -> Result<bool, Refusal> {
        if entry.state != ArticleState::Processed || !entry.event_ids.is_empty() {
            return Ok(false);
        }
        let Some(output) = self.store.article_output(entry.id).await? else {
            return Ok(false);
        };
        let stored = StoredArticle::decode(output).map_err(Refusal::internal)?;
        let article = stored.answer.and_then(|answer| answer.article);
        Ok(article.is_some_and(|article| article.text.is_empty()))
    }

    async fn wait_for_processed(
        &self,
        article: ArticleId,
        deadline: Option<Instant>,
    ) -> Result<ArticleEntry, Refusal> {
        let longest = Instant::now() + millis(self.deadlines.wait_for_processed_ms);
        let until = deadline
            .and_then(|deadline| deadline.checked_sub(ANSWER_AHEAD))
            .map_or(longest, |deadline| deadline.min(longest));
        tokio::select! {
            biased;
            settled = self.store.settled(article) => settled?.ok_or(Refusal::NotFound {
                what: "article",
                id: article.to_string(),
            }),
            () = tokio::time::sleep_until(until) => Err(Refusal::WaitExpired { article }),
            // The pipeline's last commit may have been the article's own.
            () = self.phase.reached(Phase::Settled) => self
                .store
                .article(article)
                .await?
                .filter(|entry| entry.state != ArticleState::Pending)
                .ok_or(Refusal::Draining {
                    retry_after: DRAINING_RETRY_AFTER,
                }),
        }
    }

    /// Room for a body among those under way.
    async fn enter_intake(&self, body_bytes: usize) -> Result<OwnedSemaphorePermit, Refusal> {
        Arc::clone(&self.intake)
            .acquire_many_owned(self.permits(body_bytes))
            .await
            .map_err(Refusal::internal)
    }

    /// Room for a body where there is some at once.
    fn try_enter_intake(&self, body_bytes: usize) -> Option<OwnedSemaphorePermit> {
        let permits = self.permits(body_bytes);
        Arc::clone(&self.intake)
            .try_acquire_many_owned(permits)
            .ok()
    }

    fn permits(&self, body_bytes: usize) -> u32 {
        // A body above its limit is refused once it is read; it counts as
        // the largest that is allowed, so that it can be waited for.
        let counted = body_bytes.clamp(1, self.limits.body_bytes_max);
        let permits_max = self.limits.intake_bytes_max / PERMIT_BYTES;
        u32::try_from(counted.div_ceil(PERMIT_BYTES).min(permits_max)).unwrap_or(u32::MAX)
    }

    /// Room for a body, or a refusal where there is none for a while.
    async fn enter_intake_soon(&self, body_bytes: usize) -> Result<OwnedSemaphorePermit, Refusal> {
        let patience = millis(self.deadlines.intake_wait_ms);
        tokio::time::timeout(patience, self.enter_intake(body_bytes))
            .await
            .unwrap_or_else(|_elapsed| {
                Err(Refusal::Exhausted {
                    reason: "INTAKE_FULL",
                    description: "too many bodies are being taken in".to_owned(),
                    retry_after: patience,
                })
            })
    }

    async fn article(&self, text: &str) -> Result<v1::GetArticleResponse, Refusal> {
        let id: ArticleId = parse_article_id(text)?;
        let not_found = || Refusal::NotFound {
            what: "article",
            id: id.to_string(),
        };
        let entry = self.store.article(id).await?.ok_or_else(not_found)?;
        let mut answer = match self.store.article_output(id).await? {
            Some(output) => StoredArticle::decode(output)
                .map_err(Refusal::internal)?
                .answer
                .unwrap_or_default(),
            // Retention may have taken the body of what failed long ago.
            None => match self.store.submission(id).await? {
                Some(submission) => submission_to_wire(&submission),
                None => v1::GetArticleResponse {
                    submit_time: Some(super::convert::time_to_wire(entry.submitted_at)),
                    body_bytes: entry.body_bytes,
                    ..v1::GetArticleResponse::default()
                },
            },
        };
        answer.article_id = id.to_string();
        answer.state = article_state_to_wire(entry.state).into();
        answer.event_ids = entry.event_ids.iter().map(ToString::to_string).collect();
        answer.failure = entry
            .failure
            .as_ref()
            .filter(|_| entry.state != ArticleState::Processed)
            .map(failure_to_wire);
        answer.normalizer_version = entry.normalizer_version;
        Ok(answer)
    }

    async fn dry_run(
        &self,
        request: v1::NormalizeArticleRequest,
    ) -> Result<v1::NormalizeArticleResponse, Refusal> {
        let request = request
            .article
            .ok_or_else(|| Refusal::invalid("article", "FIELD_REQUIRED", "is required"))?;
        let body_bytes_max = self.limits.body_bytes_max;
        let _room = self.enter_intake_soon(request.body.len()).await?;
        let submission = read_submission(request, "article.", Purpose::DryRun, body_bytes_max)?;
        let article = submission.article_id();
        let normalized = self
            .dry_rules
            .apply(Arc::new(submission))
            .await
            .map_err(refuse_dry_run)?;
        let offsets = CharOffsets::new(normalized.article.text.as_str());
        Ok(v1::NormalizeArticleResponse {
            decode_report: Some(report_to_wire(&normalized.report)),
            article: Some(article_to_wire(&normalized.article)),
            records: normalized
                .records
                .iter()
                .map(|record| facts_to_record(&Facts::of_record(article, record, &offsets)))
                .collect(),
            skipped_sentences: normalized
                .skipped
                .iter()
                .map(|skipped| skipped_to_wire(article, skipped, &offsets))
                .collect(),
            normalizer_version: alliance_worker::NORMALIZER_VERSION.to_owned(),
        })
    }
}

/// A dry run has no article that could be shown as failed: the caller is told.
fn refuse_dry_run(error: AttemptError) -> Refusal {
    match &error {
        AttemptError::Rules(rules) => {
            Refusal::invalid("article.body", rules.reason(), rules.to_string())
        }
        AttemptError::TimedOut { .. } => {
            Refusal::invalid("article.body", error.reason(), error.to_string())
        }
        _ => Refusal::internal(error),
    }
}

pub(super) fn parse_article_id(text: &str) -> Result<ArticleId, Refusal> {
    text.parse()
        .map_err(|error| Refusal::invalid("article_id", "ID_MALFORMED", format!("{error}")))
}

#[tonic::async_trait]
impl IngestService for Ingest {
    type SubmitArticlesStream =
        Pin<Box<dyn Stream<Item = Result<v1::SubmitArticlesResponse, Status>> + Send>>;

    async fn submit_article(
        &self,
        request: Request<v1::SubmitArticleRequest>,
    ) -> Result<Response<v1::SubmitArticleResponse>, Status> {
        let handle = |request: v1::SubmitArticleRequest, context: Context| async move {
            let room = self.enter_intake_soon(request.body.len()).await?;
            self.submit(request, context, room).await
        };
        self.gate.unary(SUBMIT, request, handle).await
    }

    async fn submit_articles(
        &self,
        request: Request<Streaming<v1::SubmitArticlesRequest>>,
    ) -> Result<Response<Self::SubmitArticlesStream>, Status> {
        let call = self.gate.enter(SUBMIT_MANY, &request)?;
        let answers = stream::submit_all(self.clone(), request.into_inner(), call);
        Ok(Response::new(Box::pin(answers)))
    }

    async fn get_article(
        &self,
        request: Request<v1::GetArticleRequest>,
    ) -> Result<Response<v1::GetArticleResponse>, Status> {
        let handle = |request: v1::GetArticleRequest, _| async move {
            self.article(&request.article_id).await
        };
        self.gate.unary(GET, request, handle).await
    }

    async fn normalize_article(
        &self,
        request: Request<v1::NormalizeArticleRequest>,
    ) -> Result<Response<v1::NormalizeArticleResponse>, Status> {
        let handle = |request, _| self.dry_run(request);
        self.gate.unary(NORMALIZE, request, handle).await
    }
}
