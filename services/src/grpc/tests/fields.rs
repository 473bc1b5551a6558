//! Every limit of the contract, and the field that a caller is told of.

use std::{collections::BTreeMap, fmt::Debug};

use alliance_proto::v1::{
    self, delete_failed_articles_request, list_events_request::Start, retry_articles_request,
    submit_articles_response::Outcome,
};
use prost_types::{FieldMask, Timestamp};
use tonic::{Code, Response, Status};
use tonic_types::StatusExt as _;

use super::harness::{Service, article, line_rules, name};

const BODY_BYTES_MAX: usize = 1_000;
/// Outside of what a timestamp may be.
const NO_TIME: Timestamp = Timestamp {
    seconds: 0,
    nanos: -1,
};

/// The reason, and the field at fault.
fn fault<T: Debug>(answer: Result<Response<T>, Status>) -> String {
    let status = answer.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument, "{status}");
    let details = status.get_error_details();
    let info = details.error_info().unwrap();
    let violations = &details.bad_request().unwrap().field_violations;
    assert_eq!(info.metadata["field"], violations[0].field);
    assert_eq!(violations.len(), 1, "{violations:?}");
    format!("{} {}", info.reason, violations[0].field)
}

/// What the one item of a stream is refused with.
async fn item_error(service: &Service, item: v1::SubmitArticlesRequest) -> v1::ItemError {
    let mut ingest = service.ingest();
    let answers = ingest.submit_articles(tokio_stream::iter([item])).await;
    let answer = answers.unwrap().into_inner().message().await;
    match answer.unwrap().unwrap().outcome.unwrap() {
        Outcome::Error(error) => error,
        Outcome::Result(result) => panic!("taken: {result:?}"),
    }
}

fn strings(count: usize, text: &str) -> Vec<String> {
    vec![text.to_owned(); count]
}

fn labels(count: usize, key_bytes: usize, value_bytes: usize) -> BTreeMap<String, String> {
    let label = |number| {
        let key = format!("{number:0>key_bytes$}");
        (key, "v".repeat(value_bytes))
    };
    (0..count).map(label).collect()
}

/// A submission in which one thing is too much.
fn submission(change: impl FnOnce(&mut v1::SubmitArticleRequest)) -> v1::SubmitArticleRequest {
    let mut request = article("1", &name(1));
    change(&mut request);
    request
}

async fn limited_service() -> Service {
    let small = |config: &mut crate::config::Config| config.limits.body_bytes_max = BODY_BYTES_MAX;
    Service::start_with(small, line_rules).await
}

#[tokio::test]
async fn a_submission_above_a_limit_is_told_which_field_it_is() {
    let service = limited_service().await;
    for (expected, request) in [
        ("FIELD_REQUIRED url", submission(|r| r.url.clear())),
        (
            "FIELD_TOO_LONG url",
            submission(|r| r.url = format!("http://h/{}", "a".repeat(8_184))),
        ),
        ("FIELD_MALFORMED url", submission(|r| r.url = "h/p".into())),
        ("FIELD_REQUIRED body", submission(|r| r.body.clear())),
        (
            "BODY_TOO_LARGE body",
            submission(|r| r.body = vec![b'a'; BODY_BYTES_MAX + 1].into()),
        ),
        (
            "FIELD_TOO_LONG content_type",
            submission(|r| r.content_type = "a".repeat(1_025)),
        ),
        (
            "FIELD_TOO_LONG title",
            submission(|r| r.title = Some("a".repeat(4_097))),
        ),
        (
            "FIELD_TOO_LONG source_name",
            submission(|r| r.source_name = Some("a".repeat(4_097))),
        ),
        (
            "FIELD_TOO_LONG labels",
            submission(|r| r.labels = labels(65, 2, 1)),
        ),
        (
            "FIELD_TOO_LONG labels",
            submission(|r| r.labels = labels(1, 64, 1)),
        ),
        (
            "FIELD_TOO_LONG labels",
            submission(|r| r.labels = labels(1, 1, 256)),
        ),
        (
            "FIELD_REQUIRED request_id",
            submission(|r| r.request_id = Some(String::new())),
        ),
        (
            "FIELD_TOO_LONG request_id",
            submission(|r| r.request_id = Some("a".repeat(129))),
        ),
        (
            "FIELD_MALFORMED published_at",
            submission(|r| r.published_at = Some(NO_TIME)),
        ),
        (
            "FIELD_MALFORMED fetched_at",
            submission(|r| r.fetched_at = Some(NO_TIME)),
        ),
        ("FIELD_MALFORMED wait_for", submission(|r| r.wait_for = 9)),
    ] {
        let answer = service.ingest().submit_article(request.clone()).await;
        assert_eq!(fault(answer), expected);
        // An item of a stream is told the same.
        let item = v1::SubmitArticlesRequest {
            item_id: "1".to_owned(),
            article: Some(request),
        };
        let error = item_error(&service, item).await;
        let told = format!("{} {}", error.reason, error.field.unwrap());
        assert_eq!(told, expected.replace(' ', " article."));
    }
    service.stopped().await;
}

#[tokio::test]
async fn a_submission_at_every_limit_is_taken() {
    let service = limited_service().await;
    let request = v1::SubmitArticleRequest {
        url: format!("http://h/{}", "a".repeat(8_183)),
        body: vec![b'a'; BODY_BYTES_MAX].into(),
        content_type: "a".repeat(1_024),
        title: Some("a".repeat(4_096)),
        source_name: Some("a".repeat(4_096)),
        labels: labels(64, 63, 255),
        request_id: Some("a".repeat(128)),
        ..v1::SubmitArticleRequest::default()
    };
    service.ingest().submit_article(request).await.unwrap();
    service.stopped().await;
}

#[tokio::test]
async fn a_message_that_is_not_even_read_is_told_as_too_large() {
    let small = |config: &mut crate::config::Config| {
        config.limits.body_bytes_max = BODY_BYTES_MAX;
        config.limits.message_bytes_max = BODY_BYTES_MAX + (1 << 20);
    };
    let service = Service::start_with(small, line_rules).await;
    let request = submission(|r| r.body = vec![b'a'; 2 << 20].into());
    let item = v1::SubmitArticlesRequest {
        item_id: "1".to_owned(),
        article: Some(request.clone()),
    };
    let of_call = service.ingest().submit_article(request).await.unwrap_err();
    let mut ingest = service.ingest();
    let answers = ingest.submit_articles(tokio_stream::iter([item])).await;
    let of_stream = answers.unwrap().into_inner().message().await.unwrap_err();
    for status in [of_call, of_stream] {
        assert_eq!(status.code(), Code::InvalidArgument, "{status}");
        let details = status.get_error_details();
        assert_eq!(details.error_info().unwrap().reason, "MESSAGE_TOO_LARGE");
    }
    service.stopped().await;
}

#[tokio::test]
async fn a_dry_run_or_an_item_without_an_article_is_told_so() {
    let service = limited_service().await;
    let empty = v1::NormalizeArticleRequest { article: None };
    let answer = service.ingest().normalize_article(empty).await;
    assert_eq!(fault(answer), "FIELD_REQUIRED article");
    let large = v1::NormalizeArticleRequest {
        article: Some(submission(|r| r.body = vec![b'a'; 1_001].into())),
    };
    let answer = service.ingest().normalize_article(large).await;
    assert_eq!(fault(answer), "BODY_TOO_LARGE article.body");
    let error = item_error(&service, v1::SubmitArticlesRequest::default()).await;
    assert_eq!(error.field.unwrap(), "article");
    service.stopped().await;
}

fn with_filter(change: impl FnOnce(&mut v1::EventFilter)) -> v1::ListEventsRequest {
    let mut filter = v1::EventFilter::default();
    change(&mut filter);
    v1::ListEventsRequest {
        filter: Some(filter),
        ..v1::ListEventsRequest::default()
    }
}

fn with_mask(paths: Vec<String>) -> v1::ListEventsRequest {
    v1::ListEventsRequest {
        read_mask: Some(FieldMask { paths }),
        ..v1::ListEventsRequest::default()
    }
}

fn with_start(start: Start) -> v1::ListEventsRequest {
    v1::ListEventsRequest {
        start: Some(start),
        ..v1::ListEventsRequest::default()
    }
}

fn refused_filters() -> Vec<(&'static str, v1::ListEventsRequest)> {
    let day = |year| {
        Some(v1::CalendarDate {
            year,
            ..v1::CalendarDate::default()
        })
    };
    vec![
        (
            "FILTER_TOO_LONG filter.types",
            with_filter(|f| f.types = vec![1; 257]),
        ),
        (
            "FILTER_MALFORMED filter.types",
            with_filter(|f| f.types = vec![99]),
        ),
        (
            "FILTER_TOO_LONG filter.alliances",
            with_filter(|f| f.alliances = strings(257, "a")),
        ),
        (
            "FILTER_TOO_LONG filter.organizations",
            with_filter(|f| f.organizations = strings(1, &"a".repeat(513))),
        ),
        (
            "FILTER_MALFORMED filter.persons",
            with_filter(|f| f.persons = strings(1, " ")),
        ),
        (
            "FILTER_TOO_LONG filter.places",
            with_filter(|f| f.places = strings(257, "a")),
        ),
        (
            "FILTER_MALFORMED filter.adcode_prefixes",
            with_filter(|f| f.adcode_prefixes = strings(1, "1234567")),
        ),
        (
            "FILTER_MALFORMED filter.date_range",
            with_filter(|f| {
                f.date_range = Some(v1::DateRange {
                    first: day(2025),
                    last: day(2024),
                });
            }),
        ),
        (
            "FILTER_MALFORMED filter.article_ids",
            with_filter(|f| f.article_ids = strings(1, "x")),
        ),
        (
            "FILTER_TOO_LONG filter.labels",
            with_filter(|f| f.labels = labels(257, 3, 1)),
        ),
        (
            "FILTER_MALFORMED filter.min_confidence",
            with_filter(|f| f.min_confidence = Some(f64::NAN)),
        ),
    ]
}

#[tokio::test]
async fn a_reader_is_told_which_field_is_at_fault() {
    let service = Service::start().await;
    let others = [
        (
            "READ_MASK_UNKNOWN read_mask",
            with_mask(strings(129, "event_id")),
        ),
        (
            "READ_MASK_UNKNOWN read_mask",
            with_mask(strings(1, "event_name")),
        ),
        (
            "RESUME_TOKEN_MALFORMED resume_token",
            with_start(Start::ResumeToken(b"token".as_slice().into())),
        ),
        (
            "FIELD_MALFORMED start_time",
            with_start(Start::StartTime(NO_TIME)),
        ),
    ];
    for (expected, request) in refused_filters().into_iter().chain(others) {
        let answer = service.events().list_events(request).await;
        assert_eq!(fault(answer.map(|_| Response::new(()))), expected);
    }
    service.stopped().await;
}

#[tokio::test]
async fn what_is_no_id_and_too_many_ids_are_told() {
    let service = Service::start().await;
    let event_id = v1::GetEventRequest {
        event_id: "x".to_owned(),
    };
    let answer = service.events().get_event(event_id).await;
    assert_eq!(fault(answer), "ID_MALFORMED event_id");
    for (expected, event_ids) in [
        ("IDS_COUNT event_ids", Vec::new()),
        ("IDS_COUNT event_ids", strings(1_001, "x")),
        ("ID_MALFORMED event_ids", strings(1, "x")),
    ] {
        let request = v1::BatchGetEventsRequest { event_ids };
        let answer = service.events().batch_get_events(request).await;
        assert_eq!(fault(answer), expected);
    }
    let article_id = v1::GetArticleRequest {
        article_id: "x".to_owned(),
    };
    let answer = service.ingest().get_article(article_id).await;
    assert_eq!(fault(answer), "ID_MALFORMED article_id");
    service.stopped().await;
}

#[tokio::test]
async fn an_operator_is_told_which_field_is_at_fault() {
    use delete_failed_articles_request::Selection as Delete;
    use retry_articles_request::Selection as Retry;
    let service = Service::start().await;
    let mut admin = service.admin();
    let list = |page_size, page_token: &str| v1::ListFailedArticlesRequest {
        page_size,
        page_token: page_token.to_owned(),
    };
    for (expected, request) in [
        ("FIELD_MALFORMED page_size", list(1_001, "")),
        ("PAGE_TOKEN_MALFORMED page_token", list(1, "no digits")),
    ] {
        assert_eq!(fault(admin.list_failed_articles(request).await), expected);
    }
    let ids = |count| v1::ArticleIds {
        article_ids: strings(count, "x"),
    };
    for (expected, selection) in [
        ("FIELD_REQUIRED selection", None),
        ("IDS_COUNT article_ids", Some(Retry::ArticleIds(ids(0)))),
        ("IDS_COUNT article_ids", Some(Retry::ArticleIds(ids(1_001)))),
        ("ID_MALFORMED article_id", Some(Retry::ArticleIds(ids(1)))),
        ("FIELD_REQUIRED reason", Some(Retry::Reason(String::new()))),
        ("FIELD_MALFORMED all", Some(Retry::All(false))),
    ] {
        let request = v1::RetryArticlesRequest { selection };
        assert_eq!(fault(admin.retry_articles(request).await), expected);
    }
    for (expected, selection) in [
        ("FIELD_REQUIRED selection", None),
        (
            "IDS_COUNT article_ids",
            Some(Delete::ArticleIds(ids(1_001))),
        ),
        ("FIELD_REQUIRED reason", Some(Delete::Reason(String::new()))),
        ("FIELD_MALFORMED all", Some(Delete::All(false))),
    ] {
        let request = v1::DeleteFailedArticlesRequest { selection };
        assert_eq!(fault(admin.delete_failed_articles(request).await), expected);
    }
    let request = v1::ReprocessArticlesRequest {
        article_ids: strings(10_001, "x"),
        dry_run: true,
    };
    let answer = admin.reprocess_articles(request).await;
    assert_eq!(
        fault(answer.map(|_| Response::new(()))),
        "IDS_COUNT article_ids"
    );
    service.stopped().await;
}
