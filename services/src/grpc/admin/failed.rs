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
    store::{FailedPosition, Store},
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
            let met = apply_to(store, ids, action).await?;
            let missing = ids.iter().filter(|id| !met.contains(id));
            return Ok((met.len() as u64, missing.map(ToString::to_string).collect()));
        }
        Selection::Reason(reason) => Some(reason.as_str()),
        Selection::All => None,
    };
    let mut count = 0;
    let mut after = None;
    // What is retried and fails again stands behind the rest, and would be met anew.
    let mut met = HashSet::new();
    loop {
        let page = store.failed_articles(after, PAGE_SIZE_MAX).await?;
        let Some((last, _)) = page.last() else {
            return Ok((count, Vec::new()));
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
            count += apply_to(store, &ids, action).await?.len() as u64;
        }
    }
}

async fn apply_to(
    store: &dyn Store,
    ids: &[ArticleId],
    action: Action,
) -> Result<Vec<ArticleId>, Refusal> {
    Ok(match action {
        Action::Retry => store.retry(ids).await?,
        Action::Delete => store.delete_failed(ids).await?,
    })
}
