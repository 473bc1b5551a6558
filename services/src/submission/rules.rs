//! What the contract asks of a submission, field by field, however it comes in.

use std::collections::BTreeMap;

use super::Submission;
use crate::violation::Violation;

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
pub(crate) const MALFORMED: &str = "FIELD_MALFORMED";
const BODY_TOO_LARGE: &str = "BODY_TOO_LARGE";

/// Whether a submission will be kept, or only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Keep,
    /// The url may be empty; `request_id` has no meaning.
    DryRun,
}

impl Submission {
    /// Every rule that it breaks, in the order of the fields.
    pub(crate) fn violations(&self, purpose: Purpose, body_bytes_max: usize) -> Vec<Violation> {
        let mut check = Check::default();
        check.url(&self.url, purpose);
        check.body(self.body.len(), body_bytes_max);
        check.length("content_type", &self.content_type, CONTENT_TYPE_BYTES_MAX);
        for (field, text) in [("title", &self.title), ("source_name", &self.source_name)] {
            if let Some(text) = text {
                check.length(field, text, TEXT_FIELD_BYTES_MAX);
            }
        }
        check.labels(&self.labels);
        if let Some(request_id) = &self.request_id {
            check.request_id(request_id);
        }
        check.violations
    }
}

#[derive(Default)]
struct Check {
    violations: Vec<Violation>,
}

impl Check {
    fn fail(&mut self, field: &str, reason: &'static str, description: impl Into<String>) {
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

    fn submission() -> Submission {
        Submission {
            url: "https://example.cn/新闻/1".to_owned(),
            body: "联盟".into(),
            ..Submission::default()
        }
    }

    fn fields_at_fault(submission: &Submission) -> Vec<String> {
        let violations = submission.violations(Purpose::Keep, 16);
        let fields = violations.into_iter().map(|violation| violation.field);
        fields.collect()
    }

    #[test]
    fn a_plain_submission_passes() {
        assert_eq!(fields_at_fault(&submission()), [""; 0]);
    }

    #[test]
    fn every_broken_rule_is_named() {
        let broken = Submission {
            url: "/news/1".to_owned(),
            body: vec![0; 17].into(),
            content_type: "x".repeat(1_025),
            title: Some("x".repeat(4_097)),
            source_name: Some("x".repeat(4_097)),
            labels: BTreeMap::from([(String::new(), "v".to_owned())]),
            request_id: Some(String::new()),
            ..Submission::default()
        };
        assert_eq!(
            fields_at_fault(&broken),
            [
                "url",
                "body",
                "content_type",
                "title",
                "source_name",
                "labels",
                "request_id",
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
        let long = Submission {
            url: format!("http://h/{}", "a".repeat(10_000)),
            ..submission()
        };
        assert_eq!(fields_at_fault(&long), ["url"]);
    }
}
