//! Any bytes under any content type: no panic, no hang, and every span of
//! what comes out is one of the text or the body.
#![no_main]

use alliance_worker::{Limits, Submission, normalize};
use libfuzzer_sys::fuzz_target;

const CONTENT_TYPES: [&str; 8] = [
    "",
    "text/html",
    "text/html; charset=utf-8",
    "text/html; charset=gbk",
    "text/plain; charset=gb18030",
    "text/plain; charset=big5",
    "text/plain; charset=utf-16",
    "text/plain; charset=hz-gb-2312",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, body) = input;
    let content_type = CONTENT_TYPES[usize::from(choice) % CONTENT_TYPES.len()];
    let submission = Submission {
        url: "https://news.example.cn/2024/0605/1.html",
        body,
        content_type,
        ..Submission::default()
    };
    let Ok(normalized) = normalize(&submission, &Limits::default()) else { return };
    let text = normalized.article.text.as_str();
    for record in &normalized.records {
        assert!((0.0..=1.0).contains(&record.confidence));
        for sentence in &record.sentences {
            assert_eq!(text.get(sentence.text_span.range()), Some(sentence.text.as_str()));
            if let Some(span) = sentence.body_span {
                assert!(span.start <= span.end && span.end <= body.len());
            }
        }
        for evidence in record.alliances.iter().flat_map(|alliance| &alliance.evidence) {
            if let Some(span) = evidence.text_span {
                assert_eq!(text.get(span.range()), Some(evidence.quote.as_str()));
            }
        }
    }
});
