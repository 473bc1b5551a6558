use std::{fmt::Write as _, time::Duration};

use alliance_proto::v1;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::{
    grpc::{
        refusal::{Refusal, Violation},
        status::with_details,
    },
    id::ArticleId,
    store::{StoreError, StoreErrorKind},
};

fn refusals() -> Vec<Refusal> {
    let store = |kind| Refusal::Store(StoreError::new(kind, "read").because("disk"));
    let retry_after = Duration::from_secs(2);
    vec![
        Refusal::Invalid(vec![
            Violation::new("url", "FIELD_REQUIRED", "is required"),
            Violation::new("body", "BODY_TOO_LARGE", "is too large"),
        ]),
        Refusal::NotFound {
            what: "event",
            id: "e1".to_owned(),
        },
        Refusal::RequestIdReused {
            request_id: "r1".to_owned(),
        },
        Refusal::Exhausted {
            reason: "INTAKE_FULL",
            description: "full".to_owned(),
            retry_after,
        },
        StoreError::new(StoreErrorKind::Exhausted { retry_after }, "backlog").into(),
        Refusal::Draining { retry_after },
        Refusal::TokenStale {
            oldest: vec![1, 2].into(),
        },
        Refusal::TokenMissing,
        Refusal::TokenUnknown,
        Refusal::Forbidden { role: "admin" },
        Refusal::WaitExpired {
            article: ArticleId::from_bytes([0; 16]),
        },
        store(StoreErrorKind::Conflict),
        store(StoreErrorKind::Closed),
        store(StoreErrorKind::Unavailable),
        store(StoreErrorKind::Corrupt),
        Refusal::internal("a secret"),
    ]
}

fn describe(status: &Status) -> String {
    let details = status.get_error_details();
    let info = details.error_info().unwrap();
    assert_eq!(info.domain, "alliance.v1");
    let mut line = format!("{:?} {} | {}", status.code(), info.reason, status.message());
    for (key, value) in &info.metadata {
        write!(line, " | {key}={value}").unwrap();
    }
    for violation in details
        .bad_request()
        .iter()
        .flat_map(|bad| &bad.field_violations)
    {
        write!(line, " | {}: {}", violation.field, violation.description).unwrap();
    }
    for violation in details
        .quota_failure()
        .iter()
        .flat_map(|quota| &quota.violations)
    {
        write!(line, " | quota {}", violation.subject).unwrap();
    }
    if let Some(delay) = details.retry_info().and_then(|retry| retry.retry_delay) {
        write!(line, " | retry after {} s", delay.as_secs()).unwrap();
    }
    line
}

const STATUSES: &str = "\
InvalidArgument FIELD_REQUIRED | url: is required; body: is too large | field=url \
| url: is required | body: is too large
NotFound NOT_FOUND | there is no event e1 | event=e1
AlreadyExists REQUEST_ID_REUSED | request_id \"r1\" came with other content before | request_id=r1
ResourceExhausted INTAKE_FULL | full | quota INTAKE_FULL | retry after 2 s
ResourceExhausted STORE_EXHAUSTED | backlog | quota STORE_EXHAUSTED | retry after 2 s
Unavailable DRAINING | the service is shutting down | retry after 2 s
OutOfRange RESUME_TOKEN_STALE | the resume token is of a log that has been rebuilt since \
| oldest_resume_token_hex=0102
Unauthenticated TOKEN_MISSING | a bearer token is needed in `authorization`
Unauthenticated TOKEN_UNKNOWN | the bearer token is none of this service's
PermissionDenied ROLE_MISSING | the bearer token does not carry the role admin | role=admin
DeadlineExceeded WAIT_EXPIRED | the article is durable but was not processed before the deadline \
| article_id=a00000000000000000000000000000000
Aborted CONFLICT | the store failed | retry after 1 s
Unavailable DRAINING | the store failed | retry after 1 s
Unavailable STORE_UNAVAILABLE | the store failed | retry after 1 s
DataLoss STORE_CORRUPT | the store failed
Internal INTERNAL | internal error
";

#[test]
fn every_refusal_has_its_code_reason_and_details() {
    let lines: String = refusals()
        .into_iter()
        .map(|refusal| describe(&refusal.into()) + "\n")
        .collect();
    assert_eq!(lines, STATUSES);
}

#[test]
fn an_item_is_told_what_a_call_would_be_told() {
    for (of_item, of_call) in refusals().into_iter().zip(refusals()) {
        let item = v1::ItemError::from(of_item);
        let status = Status::from(of_call);
        assert_eq!(item.code, status.code() as i32);
        assert_eq!(item.message, status.message());
        let details = status.get_error_details();
        assert_eq!(item.reason, details.error_info().unwrap().reason);
        assert_eq!(item.retry_after.is_some(), details.retry_info().is_some());
        let metadata = &details.error_info().unwrap().metadata;
        assert_eq!(item.article_id.as_ref(), metadata.get("article_id"));
    }
}

#[test]
fn failures_of_the_transport_get_details_and_ours_stay() {
    let large = with_details(&Status::out_of_range("too large")).unwrap();
    assert_eq!(
        describe(&large),
        "InvalidArgument MESSAGE_TOO_LARGE | too large"
    );
    let unknown = with_details(&Status::unimplemented("")).unwrap();
    assert_eq!(describe(&unknown), "Unimplemented METHOD_UNKNOWN | ");
    let ours = Status::from(Refusal::TokenMissing);
    assert!(with_details(&ours).is_none());
    assert!(with_details(&Status::new(Code::Ok, "")).is_none());
}
