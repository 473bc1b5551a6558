//! The pipeline: claims pending articles, normalizes them on all cores off the
//! async threads, merges what they tell into events, and commits in batches.
//!
//! Articles take effect in the order of their claims, oldest first, so that
//! the same journal gives the same events again. Queues are bounded: at most
//! three times `workers × claims_per_worker` articles and one batch are held.

mod attempt;
mod commit;
mod reprocess;
mod rules;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use alliance_worker::Normalized;
use bytes::Bytes;
use futures::{Stream, StreamExt as _, stream};
use tokio::sync::mpsc;
use tracing::Instrument as _;

pub use self::{
    attempt::{Attempt, AttemptError},
    commit::Committer,
    reprocess::{Difference, DifferenceKind, ReprocessError, Reprocessed, Reprocessor},
    rules::{Normalize, Rules, STACK_BYTES},
};
use crate::{
    config::PipelineConfig,
    event::{EventCodec, Told},
    id::ArticleId,
    shutdown::{Phase, PhaseWatch},
    store::{Claim, ClaimToken, Store},
    submission::Submission,
};

/// Pause after the store could not hand out claims.
const CLAIM_PAUSE: Duration = Duration::from_secs(1);

/// Renders an article's result as the store keeps it.
pub trait OutputCodec: fmt::Debug + Send + Sync + 'static {
    /// What [`EventCodec::decode_told`] and `GetArticle` read.
    fn encode_output(&self, output: &ArticleOutput<'_>) -> Bytes;
}

/// An article's result.
#[derive(Clone, Copy, Debug)]
pub struct ArticleOutput<'a> {
    pub article: ArticleId,
    pub submission: &'a Submission,
    pub normalized: &'a Normalized,
    pub told: &'a [Told],
}

/// How events and outputs become bytes, so that nothing here knows the wire.
#[derive(Clone, Debug)]
pub struct Codecs {
    pub events: Arc<dyn EventCodec>,
    pub outputs: Arc<dyn OutputCodec>,
}

/// Works on pending articles until told to drain.
#[derive(Debug)]
pub struct Pipeline {
    store: Arc<dyn Store>,
    rules: Arc<Rules>,
    committer: Arc<Committer>,
    claims_max: usize,
    batch_max: usize,
    lease: Duration,
    /// Claimed and not yet committed.
    held: Mutex<BTreeMap<ArticleId, ClaimToken>>,
}

impl Pipeline {
    pub fn new(
        store: Arc<dyn Store>,
        rules: Arc<Rules>,
        committer: Arc<Committer>,
        config: &PipelineConfig,
    ) -> Self {
        Self {
            store,
            rules,
            committer,
            claims_max: config.workers_count() * config.claims_per_worker,
            batch_max: config.batch_articles_max,
            lease: Duration::from_millis(config.lease_ms),
            held: Mutex::default(),
        }
    }

    /// Runs until draining, then finishes what has been claimed.
    ///
    /// Dropped in between, it leaves claims that [`Pipeline::release_held`]
    /// hands back.
    pub async fn run(self: &Arc<Self>, phase: PhaseWatch) {
        let (sender, receiver) = mpsc::channel(self.claims_max);
        let working = async move {
            let mut attempts = std::pin::pin!(self.attempts(&phase));
            while let Some(attempt) = attempts.next().await {
                if sender.send(attempt).await.is_err() {
                    return;
                }
            }
        };
        tokio::join!(working, self.commit_all(receiver));
    }

    /// Hands back what is claimed and not committed, for the next start.
    pub async fn release_held(&self) {
        let held: Vec<ClaimToken> = self.held().values().copied().collect();
        if held.is_empty() {
            return;
        }
        match self.store.release(&held).await {
            Ok(()) => tracing::warn!(articles = held.len(), "articles handed back undone"),
            Err(error) => tracing::warn!(
                articles = held.len(),
                error = &error as &dyn std::error::Error,
                "articles stay claimed until their lease ends"
            ),
        }
    }

    /// Articles as they come out of the rules, in the order of their claims.
    fn attempts(self: &Arc<Self>, phase: &PhaseWatch) -> impl Stream<Item = Attempt> + use<> {
        let pipeline = Arc::clone(self);
        self.claims(phase)
            .map(move |claim| tokio::spawn(Arc::clone(&pipeline).attempt(claim)))
            .buffered(self.claims_max)
            .filter_map(|joined| async {
                // Its claim expires, and it is handed out again.
                joined
                    .inspect_err(|error| tracing::error!(%error, "an article was dropped"))
                    .ok()
            })
    }

    async fn attempt(self: Arc<Self>, claim: Claim) -> Attempt {
        let article = claim.token.article;
        let span = tracing::info_span!("article", article_id = %article);
        let submission = Arc::new(claim.submission);
        let outcome = self
            .rules
            .apply(Arc::clone(&submission))
            .instrument(span)
            .await;
        Attempt {
            article,
            claim: Some(claim.token),
            submission,
            attempts_before: claim.attempts,
            outcome,
        }
    }

    /// Claims, until draining.
    fn claims(self: &Arc<Self>, phase: &PhaseWatch) -> impl Stream<Item = Claim> + use<> {
        let draining = phase.reached(Phase::Draining);
        let pipeline = Arc::clone(self);
        stream::unfold(pipeline, |pipeline| async {
            let claims = pipeline.claim().await;
            Some((stream::iter(claims), pipeline))
        })
        .take_until(draining)
        .flatten()
    }

    async fn claim(&self) -> Vec<Claim> {
        match self.store.claim(self.claims_max, self.lease).await {
            Ok(claims) => {
                let tokens = claims.iter().map(|claim| claim.token);
                self.held()
                    .extend(tokens.map(|token| (token.article, token)));
                claims
            }
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "pending articles cannot be claimed"
                );
                tokio::time::sleep(CLAIM_PAUSE).await;
                Vec::new()
            }
        }
    }

    async fn commit_all(&self, mut attempts: mpsc::Receiver<Attempt>) {
        let mut batch = Vec::with_capacity(self.batch_max);
        while attempts.recv_many(&mut batch, self.batch_max).await > 0 {
            let articles: Vec<ArticleId> = batch.iter().map(|attempt| attempt.article).collect();
            self.committer.commit(std::mem::take(&mut batch)).await;
            let mut held = self.held();
            for article in articles {
                held.remove(&article);
            }
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, BTreeMap<ArticleId, ClaimToken>> {
        // Every change is one insertion or removal: never half done.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
