//! What a client is told of a page: how it was read, what was mended and left
//! out, and why a sentence gave no event.

use alliance_proto::v1::{
    CharsetEvidence, GetArticleRequest, NormalizeArticleRequest, RepairKind, Script,
    SubmitArticleRequest, WaitFor, ingest_service_client::IngestServiceClient,
};
use alliance_tests::sandbox::Sandbox;

/// In UTF-8, whatever it and its header say; with a menu, a paragraph twice,
/// wide digits, a reference encoded twice, and a plan without a name.
const PAGE: &str = r#"<html><head><meta charset="big5"><title>嶺南氫能裝備產業聯盟成立</title></head><body>
<div class="nav"><a href="/1">首頁</a><a href="/2">新聞</a></div>
<h1>嶺南氫能裝備產業聯盟成立</h1>
<p>２０２４年６月５日，嶺南氫能裝備產業聯盟在廣東省佛山市成立。這是當地&amp;mdash;&amp;mdash;也是全省的第一個。</p>
<p>２０２４年６月５日，嶺南氫能裝備產業聯盟在廣東省佛山市成立。這是當地&amp;mdash;&amp;mdash;也是全省的第一個。</p>
<p>據悉，當地還擬籌建一個產業聯盟。</p>
<div class="footer">版權所有</div></body></html>"#;

fn article() -> SubmitArticleRequest {
    SubmitArticleRequest {
        url: "https://news.example.cn/report.html".to_owned(),
        body: PAGE.into(),
        content_type: "text/html; charset=gb2312".to_owned(),
        wait_for: WaitFor::Processed.into(),
        ..SubmitArticleRequest::default()
    }
}

#[tokio::test]
async fn a_client_is_told_how_its_page_was_read_and_why_not() {
    let server = Sandbox::start().await.unwrap();
    let mut ingest = IngestServiceClient::new(server.channel().unwrap());
    let article = article();
    let request = NormalizeArticleRequest {
        article: Some(article.clone()),
    };
    let answer = ingest
        .normalize_article(request)
        .await
        .unwrap()
        .into_inner();
    let report = answer.decode_report.clone().unwrap();
    assert_eq!(report.content_type_charset.as_deref(), Some("gb2312"));
    assert_eq!(report.declared_charset.as_deref(), Some("big5"));
    assert_eq!(report.detected_charset, "UTF-8");
    assert_eq!(report.charset, "UTF-8");
    assert_eq!(report.charset_evidence(), CharsetEvidence::Content);
    assert_eq!(report.script(), Script::Traditional);

    let count = |kind: RepairKind| {
        let repair = report.repairs.iter().find(|repair| repair.kind() == kind);
        repair.map_or(0, |repair| repair.count)
    };
    assert_eq!(count(RepairKind::CharsetMisdeclared), 1);
    assert_eq!(count(RepairKind::DuplicateParagraph), 1);
    for kind in [
        RepairKind::ScriptFolded,
        RepairKind::WidthFolded,
        RepairKind::HtmlEntity,
        RepairKind::Boilerplate,
    ] {
        assert!(count(kind) > 0, "{kind:?} is not told of");
    }
    let samples = report.repairs.iter().flat_map(|repair| &repair.samples);
    let mut wide = samples.filter(|sample| sample.before == "２");
    let place = wide.next().unwrap().body_span.unwrap();
    let [start, end] = [place.start, place.end].map(|byte| usize::try_from(byte).unwrap());
    assert_eq!(&PAGE[start..end], "２");
    let dropped: Vec<&str> = report
        .dropped_blocks
        .iter()
        .filter(|block| !block.reason.is_empty())
        .map(|block| block.text.as_str())
        .collect();
    assert!(dropped.contains(&"版权所有"), "{dropped:?}");

    assert_eq!(answer.records.len(), 1);
    let skipped = &answer.skipped_sentences;
    let plan = skipped.iter().find(|skipped| {
        let sentence = skipped.sentence.as_ref().unwrap();
        sentence.text.contains("拟筹建")
    });
    assert!(!plan.unwrap().reason.is_empty());

    let submitted = ingest.submit_article(article).await.unwrap().into_inner();
    let request = GetArticleRequest {
        article_id: submitted.article_id,
    };
    let stored = ingest.get_article(request).await.unwrap().into_inner();
    assert_eq!(stored.decode_report, Some(report));
    assert_eq!(stored.article, answer.article);
    assert_eq!(stored.body_bytes, PAGE.len() as u64);
    assert_eq!(stored.normalizer_version, answer.normalizer_version);
    assert_eq!(stored.event_ids, submitted.event_ids);
}
