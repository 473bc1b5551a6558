//! Checks what a client hands in against the contract, field by field.

use std::collections::BTreeMap;

use alliance_proto::v1;

use super::{
    convert::time_from_wire,
    refusal::{Refusal, Violation},
};
use crate::{
    clock,
    submission::{Submission, UnixMillis},
};

/// Limits of the contract; the body's is configured.
const URL_BYTES_MAX: usize = 8_192;
const CONTENT_TYPE_BYTES_MAX: usize = 1_024;
const REQUEST_ID_BYTES_MAX: usize = 128;
/// Title and publisher: longer than any headline.
const TEXT_FIELD_BYTES_MAX: usize = 4_096;
const LABELS_MAX: usize = 64;
const LABEL_KEY_BYTES_MAX: usize = 63;
const LABEL_VALUE_BYTES_MAX: usize = 255;

const REQUIRED: &str = "FIELD_REQUIRED";
const TOO_LONG: &str = "FIELD_TOO_LONG";
const MALFORMED: &str = "FIELD_MALFORMED";
const BODY_TOO_LARGE: &str = "BODY_TOO_LARGE";

/// Whether a submission will be kept, or only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Keep,
    /// The url may be empty; `request_id` has no meaning.
    DryRun,
}

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
    let mut check = Check {
        prefix,
        violations: Vec::new(),
    };
    check.url(&request.url, purpose);
    check.body(request.body.len(), body_bytes_max);
    check.length(
        "content_type",
        &request.content_type,
        CONTENT_TYPE_BYTES_MAX,
    );
    let title = check.optional_text("title", request.title);
    let source_name = check.optional_text("source_name", request.source_name);
    check.labels(&request.labels);
    let published_at = check.time("published_at", request.published_at.as_ref());
    let fetched_at = check.time("fetched_at", request.fetched_at.as_ref());
    if let Some(request_id) = &request.request_id {
        check.request_id(request_id);
    }
    if v1::WaitFor::try_from(request.wait_for).is_err() {
        check.fail("wait_for", MALFORMED, "is no value of WaitFor");
    }
    if !check.violations.is_empty() {
        return Err(Refusal::Invalid(check.violations));
    }
    Ok(Submission {
        url: request.url,
        body: request.body,
        content_type: request.content_type,
        published_at,
        fetched_at,
        title,
        source_name,
        labels: request.labels,
        request_id: request.request_id,
        submitted_at: clock::now(),
    })
}

struct Check<'a> {
    prefix: &'a str,
    violations: Vec<Violation>,
}

impl Check<'_> {
    fn fail(&mut self, field: &str, reason: &'static str, description: impl Into<String>) {
        let field = format!("{}{field}", self.prefix);
        self.violations
            .push(Violation::new(field, reason, description));
    }

    fn url(&mut self, url: &str, purpose: Purpose) {
        if url.is_empty() {
            if purpose == Purpose::Keep {
                self.fail("url", REQUIRED, "is required");
            }
            return;
        }
        self.length("url", url, URL_BYTES_MAX);
        if !is_absolute_url(url) {
            let description = "must be absolute: a scheme, `://`, a host, and no blanks";
            self.fail("url", MALFORMED, description);
        }
    }

    fn body(&mut self, body_bytes: usize, body_bytes_max: usize) {
        if body_bytes == 0 {
            self.fail("body", REQUIRED, "is required");
        } else if body_bytes > body_bytes_max {
            let description = format!("has {body_bytes} bytes, {body_bytes_max} are allowed");
            self.fail("body", BODY_TOO_LARGE, description);
        }
    }

    fn length(&mut self, field: &str, text: &str, bytes_max: usize) {
        if text.len() > bytes_max {
            let description = format!("has {} bytes, {bytes_max} are allowed", text.len());
            self.fail(field, TOO_LONG, description);
        }
    }

    /// An empty text says as little as none.
    fn optional_text(&mut self, field: &str, text: Option<String>) -> Option<String> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        self.length(field, &text, TEXT_FIELD_BYTES_MAX);
        Some(text)
    }

    fn request_id(&mut self, request_id: &str) {
        if request_id.is_empty() {
            self.fail("request_id", REQUIRED, "must not be empty where present");
        }
        self.length("request_id", request_id, REQUEST_ID_BYTES_MAX);
    }

    fn labels(&mut self, labels: &BTreeMap<String, String>) {
        if labels.len() > LABELS_MAX {
            let description = format!("has {} entries, {LABELS_MAX} are allowed", labels.len());
            self.fail("labels", TOO_LONG, description);
        }
        for (key, value) in labels {
            if key.is_empty() {
                self.fail("labels", REQUIRED, "keys must not be empty");
            } else if key.len() > LABEL_KEY_BYTES_MAX {
                let description = format!("keys have at most {LABEL_KEY_BYTES_MAX} bytes");
                self.fail("labels", TOO_LONG, description);
            }
            if value.len() > LABEL_VALUE_BYTES_MAX {
                let description = format!("values have at most {LABEL_VALUE_BYTES_MAX} bytes");
                self.fail("labels", TOO_LONG, description);
            }
        }
    }

    fn time(&mut self, field: &str, time: Option<&prost_types::Timestamp>) -> Option<UnixMillis> {
        let millis = time_from_wire(time?);
        if millis.is_none() {
            self.fail(field, MALFORMED, "is outside of years 1 to 9999");
        }
        millis
    }
}

/// Scheme, `://`, something behind it, and neither blanks nor controls. What
/// crawlers really fetch is not held to more: hosts and paths in Chinese
/// characters occur.
fn is_absolute_url(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else {
        return false;
    };
    let mut scheme = scheme.bytes();
    scheme
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && scheme.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        && rest
            .chars()
            .next()
            .is_some_and(|first| !matches!(first, '/' | '?' | '#'))
        && !url.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> v1::SubmitArticleRequest {
        v1::SubmitArticleRequest {
            url: "https://example.cn/新闻/1".to_owned(),
            body: "联盟".into(),
            ..v1::SubmitArticleRequest::default()
        }
    }

    fn fields_at_fault(request: v1::SubmitArticleRequest) -> Vec<String> {
        match read_submission(request, "", Purpose::Keep, 16) {
            Ok(_) => Vec::new(),
            Err(Refusal::Invalid(violations)) => violations
                .into_iter()
                .map(|violation| violation.field)
                .collect(),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_plain_request_passes() {
        assert_eq!(fields_at_fault(request()), [""; 0]);
    }

    #[test]
    fn every_broken_rule_is_named() {
        let broken = v1::SubmitArticleRequest {
            url: "/news/1".to_owned(),
            body: vec![0; 17].into(),
            content_type: "x".repeat(1_025),
            published_at: Some(prost_types::Timestamp {
                seconds: 0,
                nanos: -1,
            }),
            request_id: Some(String::new()),
            labels: BTreeMap::from([(String::new(), "v".to_owned())]),
            wait_for: 9,
            ..v1::SubmitArticleRequest::default()
        };
        assert_eq!(
            fields_at_fault(broken),
            [
                "url",
                "body",
                "content_type",
                "labels",
                "published_at",
                "request_id",
                "wait_for"
            ]
        );
    }

    #[test]
    fn urls_must_be_absolute() {
        for url in ["http://a", "https://新闻.cn/一?二=三", "ftp://h/p"] {
            assert!(is_absolute_url(url), "{url}");
        }
        for url in [
            "a",
            "http://",
            "http:///p",
            "://h",
            "1http://h",
            "http://a b",
        ] {
            assert!(!is_absolute_url(url), "{url}");
        }
        let long = v1::SubmitArticleRequest {
            url: format!("http://h/{}", "a".repeat(10_000)),
            ..request()
        };
        assert_eq!(fields_at_fault(long), ["url"]);
    }
}
