//! The one thread that changes the index. It takes whatever calls wait,
//! stages them one after the other, writes one batch, syncs once, and only
//! then shows, wakes and answers.

use std::{
    sync::{Arc, atomic::Ordering},
    thread::{self, JoinHandle},
};

use tokio::sync::{mpsc, oneshot, watch};

use super::{
    Shared,
    commit::{Effect, Stage},
    draft::Draft,
    index::Index,
    intake::IntakeRequest,
    reclaim::Reclaim,
    unavailable,
    value::StoredTotals,
};
use crate::{
    id::{ArticleId, Seq},
    store::{ClaimToken, Commit, StoreError, StoreErrorKind},
    submission::UnixMillis,
};

/// Calls that may wait.
pub(super) const QUEUE_MAX: usize = 256;
/// Calls in one batch.
const GROUP_REQUESTS_MAX: usize = 64;
/// Results in one batch, as far as whole calls allow.
const GROUP_COMMITS_MAX: usize = 256;

type Reply<T> = oneshot::Sender<Result<T, StoreError>>;

/// A call to the writer.
#[derive(Debug)]
pub(super) enum WriteRequest {
    Commit {
        batch: Vec<Commit>,
        now: UnixMillis,
        reply: Reply<Vec<Seq>>,
    },
    Retry {
        ids: Vec<ArticleId>,
        reply: Reply<Vec<ArticleId>>,
    },
    Delete {
        ids: Vec<ArticleId>,
        reply: Reply<Vec<ArticleId>>,
    },
    Close,
}

/// An answer that waits for the batch to be durable.
enum Answer {
    Seqs(Reply<Vec<Seq>>, Vec<Seq>),
    Ids(Reply<Vec<ArticleId>>, Vec<ArticleId>),
}

#[derive(Debug)]
struct Writer {
    shared: Arc<Shared>,
    intake: mpsc::Sender<IntakeRequest>,
    head: watch::Sender<Seq>,
    totals: StoredTotals,
    reclaim: Reclaim,
    /// A batch has failed half way: what the tree holds is not known.
    poisoned: bool,
}

/// A batch being put together.
struct Group {
    draft: Draft,
    effects: Vec<Effect>,
    held: Vec<ClaimToken>,
    answers: Vec<Answer>,
    commits: usize,
}

/// Starts the thread.
pub(super) fn start(
    shared: Arc<Shared>,
    intake: mpsc::Sender<IntakeRequest>,
    head: watch::Sender<Seq>,
    totals: StoredTotals,
    queue: mpsc::Receiver<WriteRequest>,
) -> Result<JoinHandle<()>, StoreError> {
    let writer = Writer {
        shared,
        intake,
        head,
        totals,
        reclaim: Reclaim::default(),
        poisoned: false,
    };
    thread::Builder::new()
        .name("store-writer".to_owned())
        .spawn(move || writer.run(queue))
        .map_err(|error| unavailable("start the writer thread", error))
}

impl Writer {
    fn run(mut self, mut queue: mpsc::Receiver<WriteRequest>) {
        let mut closing = false;
        while !closing {
            let Some(first) = queue.blocking_recv() else {
                return;
            };
            let mut group = Group {
                draft: Draft::new(self.totals.clone()),
                effects: Vec::new(),
                held: Vec::new(),
                answers: Vec::new(),
                commits: 0,
            };
            let mut next = Some(first);
            let mut taken = 0;
            while let Some(request) = next {
                taken += 1;
                closing = self.take(request, &mut group);
                let full = taken >= GROUP_REQUESTS_MAX || group.commits >= GROUP_COMMITS_MAX;
                next = if full || closing {
                    None
                } else {
                    queue.try_recv().ok()
                };
            }
            self.finish(group);
        }
    }

    /// Stages a call, or answers why not; whether it was `Close`.
    fn take(&mut self, request: WriteRequest, group: &mut Group) -> bool {
        match request {
            WriteRequest::Commit {
                mut batch,
                now,
                reply,
            } => {
                group.commits += batch.len();
                let staged = self.stage(group, |stage| stage.commit(&mut batch, now));
                hold_answer(staged, reply, group, Answer::Seqs);
            }
            WriteRequest::Retry { ids, reply } => {
                let journal = Arc::clone(&self.shared.journal);
                let staged = self.stage(group, |stage| {
                    let mut retried = Vec::new();
                    for id in ids {
                        // Without its body there is nothing to try again.
                        let kept = stage
                            .failed_article(id)?
                            .is_some_and(|stored| journal.keeps(stored.position()));
                        if kept && stage.retry(id)? {
                            retried.push(id);
                        }
                    }
                    Ok(retried)
                });
                hold_answer(staged, reply, group, Answer::Ids);
            }
            WriteRequest::Delete { ids, reply } => {
                let intake = self.intake.clone();
                let staged = self.stage(group, |stage| {
                    let mut deleted = Vec::new();
                    for id in ids {
                        if stage.failed_article(id)?.is_some() && !deleted.contains(&id) {
                            deleted.push(id);
                        }
                    }
                    // The journal first: a rebuild must not bring them back.
                    journal_deletions(&intake, deleted.clone())?;
                    for id in &deleted {
                        stage.forget(*id)?;
                    }
                    Ok(deleted)
                });
                hold_answer(staged, reply, group, Answer::Ids);
            }
            WriteRequest::Close => return true,
        }
        false
    }

    /// Stages one call; what it has done is taken back where it fails.
    fn stage<T>(
        &self,
        group: &mut Group,
        call: impl FnOnce(&mut Stage<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.poisoned {
            return Err(StoreError::new(
                StoreErrorKind::Unavailable,
                "the index takes nothing more: a write of it has failed; restart",
            ));
        }
        let view = self.shared.index.view();
        let mut stage = Stage {
            view: &view,
            draft: &mut group.draft,
            pending: &self.shared.pending,
            effects: Vec::new(),
            held: Vec::new(),
        };
        match call(&mut stage) {
            Ok(done) => {
                group.effects.append(&mut stage.effects);
                group.held.append(&mut stage.held);
                stage.draft.accept();
                Ok(done)
            }
            Err(error) => {
                stage.draft.reject();
                for token in stage.held {
                    self.shared.pending.abort_commit(token);
                }
                Err(error)
            }
        }
    }

    /// Makes the batch durable, shows it, and answers.
    fn finish(&mut self, group: Group) {
        let Group {
            mut draft,
            effects,
            held,
            answers,
            ..
        } = group;
        let mut wrote = false;
        if !draft.is_empty() {
            draft.totals.set_low_water(self.shared.pending.low_water());
            let totals = draft.totals.clone();
            if let Err(error) = apply(&self.shared.index, draft) {
                self.poison(&error);
                for token in held {
                    self.shared.pending.abort_commit(token);
                }
                answers.into_iter().for_each(Answer::refuse);
                return;
            }
            self.totals = totals;
            wrote = true;
        }
        // Who is told that an article is settled finds its events: the index
        // and the head show them before it stops pending.
        let head = Seq(self.totals.head);
        self.head.send_if_modified(|shown| {
            let moved = *shown != head;
            *shown = head;
            moved
        });
        for effect in effects {
            match effect {
                Effect::Settle(id) => self.shared.pending.settle(id),
                Effect::Reschedule(id, article, after) => {
                    self.shared.pending.reschedule(id, article, after);
                }
            }
        }
        answers.into_iter().for_each(Answer::give);
        if wrote && let Err(error) = self.reclaim.step(&self.shared.index, &self.totals) {
            self.poison(&error);
        }
    }

    /// What the index holds is not known any more.
    fn poison(&mut self, error: &StoreError) {
        tracing::error!(
            error = error as &dyn std::error::Error,
            "index write failed"
        );
        self.poisoned = true;
        self.shared.broken.store(true, Ordering::Relaxed);
    }
}

/// Makes a draft durable, together with its totals, and shows it.
pub(super) fn apply(index: &Index, draft: Draft) -> Result<(), StoreError> {
    let (changes, totals) = draft.into_parts();
    index.apply(changes, totals)
}

impl Answer {
    /// Callers may have gone away; what was written stays.
    fn give(self) {
        match self {
            Self::Seqs(reply, seqs) => drop(reply.send(Ok(seqs))),
            Self::Ids(reply, ids) => drop(reply.send(Ok(ids))),
        }
    }

    fn refuse(self) {
        let error = StoreError::new(StoreErrorKind::Unavailable, "write to the index");
        match self {
            Self::Seqs(reply, _) => drop(reply.send(Err(error))),
            Self::Ids(reply, _) => drop(reply.send(Err(error))),
        }
    }
}

fn hold_answer<T>(
    staged: Result<T, StoreError>,
    reply: Reply<T>,
    group: &mut Group,
    answer: impl FnOnce(Reply<T>, T) -> Answer,
) {
    match staged {
        Ok(done) => group.answers.push(answer(reply, done)),
        Err(error) => drop(reply.send(Err(error))),
    }
}

/// Waits until the journal has the deletions.
fn journal_deletions(
    intake: &mpsc::Sender<IntakeRequest>,
    ids: Vec<ArticleId>,
) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let closed = || StoreError::new(StoreErrorKind::Closed, "delete articles");
    let (reply, answer) = oneshot::channel();
    intake
        .blocking_send(IntakeRequest::Delete { ids, reply })
        .map_err(|error| closed().because(error.to_string()))?;
    answer
        .blocking_recv()
        .map_err(|error| closed().because(error))?
}
