//! The demo's articles: invented texts, each turned into the bytes that a
//! crawler would have fetched.

use alliance_proto::v1::SubmitArticleRequest;
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};

/// One article and how it is sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    pub(super) name: &'static str,
    text: &'static str,
    pub(super) form: Form,
}

/// What the bytes are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Encoded(&'static Encoding),
    /// With a byte order mark.
    Utf16,
}

macro_rules! sample {
    ($name:literal, $form:expr) => {
        Sample {
            name: $name,
            text: include_str!(concat!("../../../samples/", $name)),
            form: $form,
        }
    };
}

/// Every sample, in the order of submission.
pub(super) const SAMPLES: [Sample; 12] = [
    sample!("founding-traditional.html", Form::Encoded(BIG5)),
    sample!("founding-annotated.txt", Form::Encoded(UTF_8)),
    sample!("founding-simplified.html", Form::Encoded(GBK)),
    sample!("founding-taiwan.txt", Form::Encoded(BIG5)),
    sample!("plan-gb18030.txt", Form::Encoded(GB18030)),
    sample!("signing.html", Form::Encoded(UTF_8)),
    sample!("meeting-gbk.txt", Form::Encoded(GBK)),
    sample!("election-utf16.txt", Form::Utf16),
    sample!("joining.html", Form::Encoded(UTF_8)),
    sample!("document.txt", Form::Encoded(GB18030)),
    sample!("renaming.txt", Form::Encoded(UTF_8)),
    sample!("sports.txt", Form::Encoded(UTF_8)),
];

impl Sample {
    /// The article as fetched. What kind of text it is, the server said; the
    /// charset is left to be found out.
    pub(super) fn to_request(self) -> SubmitArticleRequest {
        let content_type = if self.text.trim_start().starts_with('<') {
            "text/html"
        } else {
            "text/plain"
        };
        SubmitArticleRequest {
            url: format!("https://news.example.cn/{}", self.name),
            body: self.form.encode(self.text).into(),
            content_type: content_type.to_owned(),
            ..SubmitArticleRequest::default()
        }
    }
}

impl Form {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Encoded(encoding) => encoding.name(),
            Self::Utf16 => "UTF-16LE",
        }
    }

    fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Encoded(encoding) => encoding.encode(text).0.into_owned(),
            Self::Utf16 => "\u{FEFF}"
                .encode_utf16()
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_can_be_written_in_its_charset() {
        for sample in SAMPLES {
            if let Form::Encoded(encoding) = sample.form {
                let (_, _, is_lossy) = encoding.encode(sample.text);
                assert!(!is_lossy, "{}", sample.name);
            }
        }
    }

    #[test]
    fn samples_are_normalized_to_one_kind_of_event_each() {
        use alliance_worker::{Limits, Submission, normalize};
        let mut told = Vec::new();
        for sample in SAMPLES {
            let request = sample.to_request();
            let submission = Submission {
                url: &request.url,
                body: &request.body,
                content_type: &request.content_type,
                ..Submission::default()
            };
            let normalized = normalize(&submission, &Limits::default()).unwrap();
            told.push((
                sample.name,
                normalized.records.first().map(|record| record.kind.name()),
            ));
        }
        let founded = Some("ALLIANCE_FOUNDED");
        for (name, kind) in told {
            match name {
                "sports.txt" => assert_eq!(kind, None),
                name if name.starts_with("founding") => assert_eq!(kind, founded, "{name}"),
                name => assert!(
                    kind.is_some_and(|kind| kind != "ALLIANCE_FOUNDED"),
                    "{name}"
                ),
            }
        }
    }
}
