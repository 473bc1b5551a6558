use alliance_proto::v1::{self, ArticleState, submit_articles_response::Outcome};
use tonic::Code;
use tonic_types::StatusExt as _;

use super::harness::{PANIC, Service, alliances, article, line_rules, name, names};

fn state(number: i32) -> ArticleState {
    ArticleState::try_from(number).unwrap()
}

async fn get(service: &Service, article_id: &str) -> v1::GetArticleResponse {
    let request = v1::GetArticleRequest {
        article_id: article_id.to_owned(),
    };
    service
        .ingest()
        .get_article(request)
        .await
        .unwrap()
        .into_inner()
}

#[tokio::test]
async fn an_article_becomes_events_that_prove_themselves() {
    let service = Service::start().await;
    let answer = service.process("1", &names(0..2)).await;
    assert_eq!(state(answer.state), ArticleState::Processed);
    assert!(!answer.duplicate);
    assert_eq!(answer.event_ids.len(), 2);

    let request = v1::GetEventRequest {
        event_id: answer.event_ids[1].clone(),
    };
    let event = service
        .events()
        .get_event(request)
        .await
        .unwrap()
        .into_inner()
        .event
        .unwrap();
    assert_eq!(event.alliances[0].name, name(1));
    assert_eq!((event.revision, event.sources.len()), (1, 1));
    assert_eq!(event.sources[0].labels["feed"], "test");
    let body = names(0..2);
    let span = event.alliances[0].evidence[0].body_span.unwrap();
    let (start, end) = (usize::try_from(span.start), usize::try_from(span.end));
    assert_eq!(
        body.get(start.unwrap()..end.unwrap()),
        Some(name(1).as_str())
    );

    let shown = get(&service, &answer.article_id).await;
    assert_eq!(shown.event_ids, answer.event_ids);
    assert_eq!(shown.article.unwrap().text, body);
    assert_eq!(shown.decode_report.unwrap().charset, "UTF-8");
    assert_eq!(shown.body_bytes, body.len() as u64);
    assert!(!shown.normalizer_version.is_empty());
    service.stopped().await;
}

#[tokio::test]
async fn the_same_article_again_is_a_duplicate_and_does_nothing_twice() {
    let service = Service::start().await;
    let first = service.process("1", &names(0..1)).await;
    let again = service.process("1", &names(0..1)).await;
    assert!(again.duplicate);
    assert_eq!(
        (again.article_id, again.event_ids),
        (first.article_id, first.event_ids)
    );
    let frames = service.list(v1::ListEventsRequest::default()).await;
    assert_eq!(alliances(&frames), [name(0)]);
    service.stopped().await;
}

#[tokio::test]
async fn a_request_id_names_one_content() {
    let service = Service::start().await;
    let with_id = |url, lines: &str| v1::SubmitArticleRequest {
        request_id: Some("r1".to_owned()),
        ..article(url, lines)
    };
    let mut client = service.ingest();
    client.submit_article(with_id("1", "甲联盟")).await.unwrap();
    let same = client.submit_article(with_id("1", "甲联盟")).await.unwrap();
    assert!(same.into_inner().duplicate);
    let other = client
        .submit_article(with_id("1", "乙联盟"))
        .await
        .unwrap_err();
    assert_eq!(other.code(), Code::AlreadyExists);
    let details = other.get_error_details();
    assert_eq!(details.error_info().unwrap().reason, "REQUEST_ID_REUSED");
    service.stopped().await;
}

#[tokio::test]
async fn an_oversized_body_is_an_invalid_argument() {
    let limit = |config: &mut crate::config::Config| {
        config.limits.body_bytes_max = 1_000;
        config.limits.message_bytes_max = 2 << 20;
        config.limits.intake_bytes_max = 4_000;
    };
    let service = Service::start_with(limit, line_rules).await;
    for (size, reason) in [(1_001, "BODY_TOO_LARGE"), (3 << 20, "MESSAGE_TOO_LARGE")] {
        let request = article("1", &"x".repeat(size));
        let status = service.ingest().submit_article(request).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{status}");
        let details = status.get_error_details();
        let info = details.error_info().unwrap();
        assert_eq!(
            (info.reason.as_str(), info.domain.as_str()),
            (reason, "alliance.v1")
        );
    }
    service.process("1", &name(0)).await;
    service.stopped().await;
}

#[tokio::test]
async fn a_bad_item_never_harms_its_neighbours() {
    let limit = |config: &mut crate::config::Config| config.limits.body_bytes_max = 1_000;
    let service = Service::start_with(limit, line_rules).await;
    let item = |item_id: &str, article| v1::SubmitArticlesRequest {
        item_id: item_id.to_owned(),
        article,
    };
    let items = vec![
        item("good", Some(article("1", &name(1)))),
        item("url", Some(article(" ", &name(2)))),
        item("none", None),
        item("large", Some(article("3", &"x".repeat(1_001)))),
        item("also good", Some(article("4", &name(4)))),
    ];
    let stream = tokio_stream::iter(items);
    let mut answers = service
        .ingest()
        .submit_articles(stream)
        .await
        .unwrap()
        .into_inner();
    let mut outcomes = std::collections::BTreeMap::new();
    while let Some(answer) = answers.message().await.unwrap() {
        outcomes.insert(answer.item_id, answer.outcome.unwrap());
    }
    let reason = |id: &str| match &outcomes[id] {
        Outcome::Error(error) => (
            error.reason.clone(),
            error.field.clone().unwrap_or_default(),
        ),
        Outcome::Result(_) => ("OK".to_owned(), String::new()),
    };
    let told = |reason: &str, field: &str| (reason.to_owned(), field.to_owned());
    assert_eq!(outcomes.len(), 5);
    assert_eq!(reason("good"), told("OK", ""));
    assert_eq!(reason("also good"), told("OK", ""));
    assert_eq!(reason("url"), told("FIELD_MALFORMED", "article.url"));
    assert_eq!(reason("none"), told("FIELD_REQUIRED", "article"));
    assert_eq!(reason("large"), told("BODY_TOO_LARGE", "article.body"));
    service.stopped().await;
}

#[tokio::test]
async fn a_panicking_article_fails_alone() {
    let service = Service::start().await;
    let mut client = service.ingest();
    for number in 0..6 {
        let lines = if number == 3 {
            PANIC.to_owned()
        } else {
            name(number)
        };
        client
            .submit_article(article(&number.to_string(), &lines))
            .await
            .unwrap();
    }
    let failed = service.process("3", PANIC).await;
    assert_eq!(state(failed.state), ArticleState::Failed);
    let shown = get(&service, &failed.article_id).await;
    assert_eq!(shown.failure, failed.failure);
    let failure = shown.failure.unwrap();
    assert_eq!((failure.reason.as_str(), failure.attempts), ("PANIC", 1));
    for number in [0, 1, 2, 4, 5] {
        let answer = service.process(&number.to_string(), &name(number)).await;
        assert_eq!(state(answer.state), ArticleState::Processed);
    }
    service.stopped().await;
}

#[tokio::test]
async fn what_came_with_an_article_is_shown_whatever_became_of_it() {
    let service = Service::start().await;
    for (body, expected) in [
        (name(1), ArticleState::Processed),
        (PANIC.to_owned(), ArticleState::Failed),
    ] {
        let request = v1::SubmitArticleRequest {
            title: Some("submitted title".to_owned()),
            source_name: Some("submitted source".to_owned()),
            wait_for: v1::WaitFor::Processed.into(),
            ..article("1", &body)
        };
        let answer = service.ingest().submit_article(request.clone()).await;
        let shown = get(&service, &answer.unwrap().into_inner().article_id).await;
        assert_eq!(state(shown.state), expected);
        assert_eq!(
            (shown.url, shown.content_type, shown.labels),
            (request.url, request.content_type, request.labels)
        );
        assert_eq!(
            (shown.title, shown.source_name),
            (request.title, request.source_name)
        );
    }
    service.stopped().await;
}

#[tokio::test]
async fn a_body_that_is_no_text_is_kept_and_shown_as_failed() {
    let service = Service::start().await;
    let request = v1::SubmitArticleRequest {
        body: vec![0xFF; 9].into(),
        wait_for: v1::WaitFor::Processed.into(),
        ..article("1", "")
    };
    let answer = service
        .ingest()
        .submit_article(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(state(answer.state), ArticleState::Failed);
    let shown = get(&service, &answer.article_id).await;
    assert_eq!(shown.failure.unwrap().reason, "UNDECODABLE");
    assert_eq!(shown.url, "https://example.cn/1");
    assert_eq!(shown.body_bytes, 9);
    service.stopped().await;
}

#[tokio::test]
async fn a_dry_run_stores_nothing() {
    let service = Service::start().await;
    let request = v1::NormalizeArticleRequest {
        article: Some(v1::SubmitArticleRequest {
            url: String::new(),
            ..article("", "甲联盟")
        }),
    };
    let answer = service
        .ingest()
        .normalize_article(request)
        .await
        .unwrap()
        .into_inner();
    assert!(answer.article.is_some() && answer.decode_report.is_some());
    let stats = service
        .admin()
        .get_stats(v1::GetStatsRequest {})
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        stats.articles_pending_count + stats.articles_processed_count,
        0
    );
    service.stopped().await;
}

#[tokio::test]
async fn what_is_acknowledged_is_there_after_a_restart() {
    let service = Service::start().await;
    let answer = service.process("1", &names(0..3)).await;
    let before = service.list(v1::ListEventsRequest::default()).await;
    let service = service.restart().await;
    assert_eq!(service.list(v1::ListEventsRequest::default()).await, before);
    let again = service.process("1", &names(0..3)).await;
    assert!(again.duplicate);
    assert_eq!(again.event_ids, answer.event_ids);
    service.stopped().await;
}
