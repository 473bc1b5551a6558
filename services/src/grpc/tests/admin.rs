use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use alliance_proto::v1::{
    self, event_difference::Kind, list_events_response::Frame, retry_articles_request::Selection,
};
use alliance_worker::{Limits, NormalizeError, Normalized, Submission as Page};

use super::harness::{PANIC, Service, line_rules, name, names};

async fn failed(service: &Service, page_size: u32) -> Vec<Vec<v1::FailedArticle>> {
    let mut pages = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = v1::ListFailedArticlesRequest {
            page_size,
            page_token,
        };
        let page = service
            .admin()
            .list_failed_articles(request)
            .await
            .unwrap()
            .into_inner();
        pages.push(page.articles);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return pages;
        }
    }
}

#[tokio::test]
async fn failed_articles_are_listed_retried_and_given_up() {
    let service = Service::start().await;
    let mut ids = Vec::new();
    for number in 0..3 {
        ids.push(service.process(&number.to_string(), PANIC).await.article_id);
    }
    let pages = failed(&service, 2).await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    let listed: Vec<&str> = pages
        .iter()
        .flatten()
        .map(|a| a.article_id.as_str())
        .collect();
    assert_eq!(listed, ids);
    assert_eq!(pages[0][0].url, "https://example.cn/0");

    let retry = v1::RetryArticlesRequest {
        selection: Some(Selection::Reason("PANIC".to_owned())),
    };
    let retried = service
        .admin()
        .retry_articles(retry)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(retried.articles_count, 3);
    // They fail again, each with one more attempt behind it or afresh.
    for number in 0..3 {
        let again = service.process(&number.to_string(), PANIC).await;
        assert_eq!(again.state, v1::ArticleState::Failed as i32);
    }

    let unknown = format!("a{:032x}", 1);
    let delete = v1::DeleteFailedArticlesRequest {
        selection: Some(v1::delete_failed_articles_request::Selection::ArticleIds(
            v1::ArticleIds {
                article_ids: vec![ids[0].clone(), unknown.clone()],
            },
        )),
    };
    let deleted = service
        .admin()
        .delete_failed_articles(delete)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(deleted.articles_count, 1);
    assert_eq!(deleted.missing_article_ids, [unknown]);
    assert_eq!(failed(&service, 0).await[0].len(), 2);
    service.stopped().await;
}

#[tokio::test]
async fn stats_count_what_is_there() {
    let service = Service::start().await;
    service.process("1", &names(0..3)).await;
    service.process("2", PANIC).await;
    let stats = service
        .admin()
        .get_stats(v1::GetStatsRequest {})
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (
            stats.articles_processed_count,
            stats.articles_failed_count,
            stats.events_active_count
        ),
        (1, 1, 3)
    );
    assert_eq!(stats.event_type_counts.len(), 1);
    let panics = v1::FailureReasonCount {
        reason: "PANIC".to_owned(),
        count: 1,
    };
    assert_eq!(stats.failure_reason_counts, [panics]);
    assert!(stats.log_sequence > 0 && !stats.log_epoch.is_empty());
    service.stopped().await;
}

/// Which rules are in force: 0 to 3.
static RULES: AtomicU8 = AtomicU8::new(0);

/// Each version of the rules sees one thing otherwise than the one before.
fn changing_rules(page: &Page<'_>, limits: Limits) -> Result<Normalized, NormalizeError> {
    let mut normalized = line_rules(page, limits)?;
    let version = RULES.load(Ordering::Relaxed);
    if version == 0 {
        return Ok(normalized);
    }
    let first = normalized.records.remove(0);
    if version >= 2 {
        let mut added = normalized.records[0].clone();
        added.alliances[0].name = name(9);
        normalized.records.push(added);
    }
    if version >= 3 {
        normalized.records[0].confidence = 0.5;
    }
    if version >= 4 {
        normalized.records.push(first);
    }
    Ok(normalized)
}

async fn reprocess(service: &Service, dry_run: bool) -> Vec<(Kind, String)> {
    let request = v1::ReprocessArticlesRequest {
        article_ids: Vec::new(),
        dry_run,
    };
    let stream = service.admin().reprocess_articles(request).await;
    let mut stream = stream.unwrap().into_inner();
    let mut differences = Vec::new();
    let mut last = v1::ReprocessArticlesResponse::default();
    while let Some(frame) = stream.message().await.unwrap() {
        let found = frame.differences.iter();
        differences.extend(found.map(|found| (found.kind(), found.subject.clone())));
        last = frame;
    }
    assert_eq!(
        (last.articles_done_count, last.articles_total_count),
        (1, 1)
    );
    differences
}

#[tokio::test]
async fn processing_anew_writes_the_difference_and_nothing_else() {
    let service = Service::start_with(|_config| {}, changing_rules).await;
    let answer = service.process("1", &names(0..2)).await;
    for (version, difference) in [
        (1, (Kind::Retracted, name(0))),
        (2, (Kind::Added, name(9))),
        (3, (Kind::Changed, name(1))),
        // Retracted before and told again.
        (4, (Kind::Added, name(0))),
    ] {
        RULES.store(version, Ordering::Relaxed);
        let before = service.list(v1::ListEventsRequest::default()).await;
        assert_eq!(
            reprocess(&service, true).await,
            std::slice::from_ref(&difference)
        );
        assert_eq!(service.list(v1::ListEventsRequest::default()).await, before);
        assert_eq!(reprocess(&service, false).await, [difference]);
        assert_eq!(reprocess(&service, false).await, []);
    }
    let request = v1::BatchGetEventsRequest {
        event_ids: answer.event_ids,
    };
    let events = service.events().batch_get_events(request).await;
    let events = events.unwrap().into_inner().events;
    let states = events.iter().map(|event| (event.state(), event.revision));
    assert_eq!(
        states.collect::<Vec<_>>(),
        [(v1::EventState::Active, 3), (v1::EventState::Active, 2)]
    );
    service.stopped().await;
}

/// Whether the rules see the last line of a body.
static SEES_LAST: AtomicBool = AtomicBool::new(true);

fn forgetting_rules(page: &Page<'_>, limits: Limits) -> Result<Normalized, NormalizeError> {
    let mut normalized = line_rules(page, limits)?;
    if !SEES_LAST.load(Ordering::Relaxed) {
        normalized.records.pop();
    }
    Ok(normalized)
}

#[tokio::test]
async fn a_follower_is_told_when_the_last_source_of_an_event_is_gone() {
    let service = Service::start_with(|_config| {}, forgetting_rules).await;
    let first = service.process("1", &name(0)).await;
    let second = service.process("2", &name(0)).await;
    assert_eq!(first.event_ids, second.event_ids);
    let request = v1::ListEventsRequest {
        follow: true,
        ..v1::ListEventsRequest::default()
    };
    let mut stream = service
        .events()
        .list_events(request)
        .await
        .unwrap()
        .into_inner();
    let mut next = async || loop {
        let frame = stream.message().await.unwrap().unwrap();
        if let Some(Frame::Event(event)) = frame.frame {
            assert_eq!(event.event_id, first.event_ids[0]);
            let sources = event.sources.iter().map(|source| source.article_id.clone());
            break (event.state(), event.revision, sources.collect::<Vec<_>>());
        }
    };
    let both = [first.article_id.clone(), second.article_id.clone()];
    let (state, revision, mut sources) = next().await;
    sources.sort_unstable();
    assert_eq!((state, revision), (v1::EventState::Active, 2));
    assert!(both.iter().all(|id| sources.contains(id)), "{sources:?}");

    SEES_LAST.store(false, Ordering::Relaxed);
    for (article, expected) in [
        (&both[0], (v1::EventState::Active, 3, vec![both[1].clone()])),
        (&both[1], (v1::EventState::Retracted, 4, Vec::new())),
    ] {
        let request = v1::ReprocessArticlesRequest {
            article_ids: vec![article.clone()],
            dry_run: false,
        };
        let stream = service.admin().reprocess_articles(request).await;
        let mut stream = stream.unwrap().into_inner();
        while stream.message().await.unwrap().is_some() {}
        let (state, revision, sources) = next().await;
        assert_eq!((state, revision), (expected.0, expected.1));
        if state == v1::EventState::Active {
            assert_eq!(sources, expected.2);
        }
    }
    service.stopped().await;
}
