//! Failed articles: listing them, trying them again, giving them up.

use std::collections::HashSet;

use alliance_proto::v1::{self, delete_failed_articles_request, retry_articles_request};

use crate::{
    grpc::{
        convert::{failure_to_wire, time_to_wire},
        ingest::parse_article_id,
        refusal::Refusal,
    },
    id::ArticleId,
    store::{ArticleEntry, FailedPosition, Store, StoreError},
};

const PAGE_SIZE: usize = 100;
const PAGE_SIZE_MAX: usize = 1_000;
/// A page token is a position in hexadecimal digits.
const PAGE_TOKEN_BYTES_MAX: usize = 1_024;

/// Which failed articles are meant.
#[derive(Debug)]
pub(super) enum Selection {
    Ids(Vec<ArticleId>),
    Reason(String),
    All,
}

/// What is done to them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Action {
    Retry,
    Delete,
}

impl Selection {
    pub(super) fn of_retry(
        selection: Option<retry_articles_request::Selection>,
    ) -> Result<Self, Refusal> {
        use retry_articles_request::Selection as Wire;
        match selection {
            Some(Wire::ArticleIds(ids)) => Self::of_ids(&ids.article_ids),
            Some(Wire::Reason(reason)) => Self::of_reason(reason),
            Some(Wire::All(all)) => Self::of_all(all),
            None => Err(nothing_selected()),
        }
    }

    pub(super) fn of_delete(
        selection: Option<delete_failed_articles_request::Selection>,
    ) -> Result<Self, Refusal> {
        use delete_failed_articles_request::Selection as Wire;
        match selection {
            Some(Wire::ArticleIds(ids)) => Self::of_ids(&ids.article_ids),
            Some(Wire::Reason(reason)) => Self::of_reason(reason),
            Some(Wire::All(all)) => Self::of_all(all),
            None => Err(nothing_selected()),
        }
    }

    fn of_ids(texts: &[String]) -> Result<Self, Refusal> {
        if !(1..=PAGE_SIZE_MAX).contains(&texts.len()) {
            let description = format!("has {} ids, 1 to {PAGE_SIZE_MAX} are allowed", texts.len());
            return Err(Refusal::invalid("article_ids", "IDS_COUNT", description));
        }
        let ids = texts.iter().map(|text| parse_article_id(text));
        ids.collect::<Result<_, _>>().map(Self::Ids)
    }

    fn of_reason(reason: String) -> Result<Self, Refusal> {
        if reason.is_empty() {
            return Err(Refusal::invalid(
                "reason",
                "FIELD_REQUIRED",
                "must not be empty",
            ));
        }
        Ok(Self::Reason(reason))
    }

    fn of_all(all: bool) -> Result<Self, Refusal> {
        if !all {
            return Err(Refusal::invalid("all", "FIELD_MALFORMED", "must be true"));
        }
        Ok(Self::All)
    }
}

fn nothing_selected() -> Refusal {
    let description = "article_ids, reason or all is required";
    Refusal::invalid("selection", "FIELD_REQUIRED", description)
}

pub(super) async fn list(
    store: &dyn Store,
    request: v1::ListFailedArticlesRequest,
) -> Result<v1::ListFailedArticlesResponse, Refusal> {
    let page_size = match request.page_size as usize {
        0 => PAGE_SIZE,
        size if size <= PAGE_SIZE_MAX => size,
        size => {
            let description = format!("is {size}, at most {PAGE_SIZE_MAX} is allowed");
            return Err(Refusal::invalid(
                "page_size",
                "FIELD_MALFORMED",
                description,
            ));
        }
    };
    let after = read_page_token(&request.page_token)?;
    let mut entries = store.failed_articles(after, page_size + 1).await?;
    let more = entries.len() > page_size;
    entries.truncate(page_size);
    let next_page_token = match entries.last() {
        Some((position, _)) if more => hex::encode(&position.0),
        _ => String::new(),
    };
    let mut articles = Vec::with_capacity(entries.len());
    for (_, entry) in entries {
        let submission = store.submission(entry.id).await?;
        articles.push(v1::FailedArticle {
            article_id: entry.id.to_string(),
            url: submission
                .map(|submission| submission.url)
                .unwrap_or_default(),
            failure: entry.failure.as_ref().map(failure_to_wire),
            body_bytes: entry.body_bytes,
            submit_time: Some(time_to_wire(entry.submitted_at)),
        });
    }
    Ok(v1::ListFailedArticlesResponse {
        articles,
        next_page_token,
    })
}

fn read_page_token(token: &str) -> Result<Option<FailedPosition>, Refusal> {
    if token.is_empty() {
        return Ok(None);
    }
    let malformed = || {
        let description = "is none of this service's";
        Refusal::invalid("page_token", "PAGE_TOKEN_MALFORMED", description)
    };
    if token.len() > PAGE_TOKEN_BYTES_MAX {
        return Err(malformed());
    }
    hex::decode(token)
        .map(|position| Some(FailedPosition(position)))
        .map_err(|_error| malformed())
}

/// Applies the action; answers how many articles it met, each once though it may fail
/// again meanwhile, and the ids asked for that no failed article has.
pub(super) async fn apply(
    store: &dyn Store,
    selection: &Selection,
    action: Action,
) -> Result<(u64, Vec<String>), Refusal> {
    let reason = match selection {
        Selection::Ids(ids) => {
            let met = Acting { store, action }.act(ids).await?;
            let missing = ids.iter().filter(|id| !met.contains(id));
            return Ok((met.len() as u64, missing.map(ToString::to_string).collect()));
        }
        Selection::Reason(reason) => Some(reason.as_str()),
        Selection::All => None,
    };
    let count = apply_to_each(&Acting { store, action }, reason).await?;
    Ok((count, Vec::new()))
}

/// What fails, and something done to it.
#[tonic::async_trait]
trait Failing: Sync {
    /// Some of those behind the position, oldest failure first.
    async fn page_behind(
        &self,
        after: Option<FailedPosition>,
    ) -> Result<Vec<(FailedPosition, ArticleEntry)>, StoreError>;

    /// Answers which of them had failed.
    async fn act(&self, ids: &[ArticleId]) -> Result<Vec<ArticleId>, StoreError>;
}

struct Acting<'s> {
    store: &'s dyn Store,
    action: Action,
}

#[tonic::async_trait]
impl Failing for Acting<'_> {
    async fn page_behind(
        &self,
        after: Option<FailedPosition>,
    ) -> Result<Vec<(FailedPosition, ArticleEntry)>, StoreError> {
        self.store.failed_articles(after, PAGE_SIZE_MAX).await
    }

    async fn act(&self, ids: &[ArticleId]) -> Result<Vec<ArticleId>, StoreError> {
        match self.action {
            Action::Retry => self.store.retry(ids).await,
            Action::Delete => self.store.delete_failed(ids).await,
        }
    }
}

/// Acts on the failed articles of the reason, page by page; answers how many were met.
async fn apply_to_each(failing: &dyn Failing, reason: Option<&str>) -> Result<u64, StoreError> {
    let mut count = 0;
    let mut after = None;
    // What is retried and fails again stands behind the rest, and would be met anew.
    let mut met = HashSet::new();
    loop {
        let page = failing.page_behind(after).await?;
        let Some((last, _)) = page.last() else {
            return Ok(count);
        };
        after = Some(last.clone());
        let meant = |failed: &str| reason.is_none_or(|reason| reason == failed);
        let ids: Vec<ArticleId> = page
            .iter()
            .filter(|(_, entry)| entry.failure.as_ref().is_some_and(|f| meant(&f.reason)))
            .map(|(_, entry)| entry.id)
            .filter(|id| met.insert(*id))
            .collect();
        if !ids.is_empty() {
            count += failing.act(&ids).await?.len() as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::{
        store::{ArticleState, Failure},
        submission::UnixMillis,
    };

    /// Failed articles in the order of their failures: what is retried fails again at
    /// once, behind all others.
    #[derive(Default)]
    struct FailingAgain {
        failures: Mutex<Vec<(u8, ArticleId)>>,
        met: Mutex<Vec<ArticleId>>,
    }

    impl FailingAgain {
        fn fail(&self, id: ArticleId) {
            let mut failures = self.failures.lock().unwrap();
            failures.retain(|(_, failed)| *failed != id);
            let position = failures.last().map_or(0, |(position, _)| position + 1);
            failures.push((position, id));
        }
    }

    #[tonic::async_trait]
    impl Failing for FailingAgain {
        async fn page_behind(
            &self,
            after: Option<FailedPosition>,
        ) -> Result<Vec<(FailedPosition, ArticleEntry)>, StoreError> {
            let failures = self.failures.lock().unwrap();
            Ok((failures.iter())
                .map(|(position, id)| (FailedPosition(vec![*position]), failed_entry(*id)))
                .filter(|(position, _)| after.as_ref().is_none_or(|after| after.0 < position.0))
                .take(2)
                .collect())
        }

        async fn act(&self, ids: &[ArticleId]) -> Result<Vec<ArticleId>, StoreError> {
            let mut met = self.met.lock().unwrap();
            for id in ids {
                met.push(*id);
                // Twice at most, so that the test ends whatever is acted on.
                if met.iter().filter(|one| *one == id).count() < 2 {
                    self.fail(*id);
                } else {
                    self.failures.lock().unwrap().retain(|(_, one)| one != id);
                }
            }
            Ok(ids.to_vec())
        }
    }

    fn failed_entry(id: ArticleId) -> ArticleEntry {
        ArticleEntry {
            id,
            state: ArticleState::Failed,
            submitted_at: UnixMillis(0),
            body_bytes: 1,
            event_ids: Vec::new(),
            failure: Some(Failure {
                reason: "PANIC".to_owned(),
                message: String::new(),
                attempts: 1,
                failed_at: UnixMillis(0),
            }),
            normalizer_version: String::new(),
        }
    }

    #[tokio::test]
    async fn what_fails_again_while_others_are_retried_is_not_retried_anew() {
        let failing = FailingAgain::default();
        let ids: Vec<ArticleId> = (0..5)
            .map(|number| ArticleId::from_bytes([number; 16]))
            .collect();
        for id in &ids {
            failing.fail(*id);
        }
        let count = apply_to_each(&failing, Some("PANIC")).await.unwrap();
        assert_eq!(count, 5);
        assert_eq!(failing.met.into_inner().unwrap(), ids);
    }
}
