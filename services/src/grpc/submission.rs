//! Reads what a client hands in, and names every field that breaks a rule.

use alliance_proto::v1;

use super::{
    convert::time_from_wire,
    refusal::{Refusal, Violation},
};
use crate::{
    clock,
    submission::{MALFORMED, Purpose, Submission},
};

/// Reads a request; `prefix` stands before the names of fields in errors.
///
/// # Errors
/// Names every field that breaks a rule.
pub(super) fn read_submission(
    request: v1::SubmitArticleRequest,
    prefix: &str,
    purpose: Purpose,
    body_bytes_max: usize,
) -> Result<Submission, Refusal> {
    let mut unreadable = Vec::new();
    let mut time = |field: &str, time: Option<prost_types::Timestamp>| {
        let millis = time_from_wire(&time?);
        if millis.is_none() {
            let description = "is outside of years 1 to 9999";
            unreadable.push(Violation::new(field, MALFORMED, description));
        }
        millis
    };
    let published_at = time("published_at", request.published_at);
    let fetched_at = time("fetched_at", request.fetched_at);
    if v1::WaitFor::try_from(request.wait_for).is_err() {
        let description = "is no value of WaitFor";
        unreadable.push(Violation::new("wait_for", MALFORMED, description));
    }
    let submission = Submission {
        url: request.url,
        body: request.body,
        content_type: request.content_type,
        published_at,
        fetched_at,
        title: said(request.title),
        source_name: said(request.source_name),
        labels: request.labels,
        request_id: request.request_id,
        submitted_at: clock::now(),
    };
    let mut violations = submission.violations(purpose, body_bytes_max);
    violations.append(&mut unreadable);
    if violations.is_empty() {
        return Ok(submission);
    }
    for violation in &mut violations {
        violation.field.insert_str(0, prefix);
    }
    Err(Refusal::Invalid(violations))
}

/// An empty text says as little as none.
fn said(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_broken_rule_is_named_below_the_prefix() {
        let broken = v1::SubmitArticleRequest {
            url: "/news/1".to_owned(),
            body: "联盟".into(),
            title: Some(" ".to_owned()),
            published_at: Some(prost_types::Timestamp {
                seconds: 0,
                nanos: -1,
            }),
            wait_for: 9,
            ..v1::SubmitArticleRequest::default()
        };
        let fields = match read_submission(broken, "article.", Purpose::Keep, 16) {
            Err(Refusal::Invalid(violations)) => violations
                .into_iter()
                .map(|violation| violation.field)
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            fields,
            ["article.url", "article.published_at", "article.wait_for"]
        );
    }
}
