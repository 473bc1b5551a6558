//! Input that nobody should send: each gets a precise error or a failed
//! article with its reason, and the service goes on.

use alliance_proto::v1::{
    ArticleState, GetArticleRequest, SubmitArticleRequest, WaitFor,
    ingest_service_client::IngestServiceClient,
};
use alliance_tests::{client, page, sandbox::Sandbox};
use tonic::{Code, Status, transport::Channel};

fn request(url: &str, body: Vec<u8>) -> SubmitArticleRequest {
    SubmitArticleRequest {
        url: url.to_owned(),
        body: body.into(),
        content_type: "text/html; charset=utf-8".to_owned(),
        wait_for: WaitFor::Processed.into(),
        ..SubmitArticleRequest::default()
    }
}

async fn refusal(channel: &Channel, request: SubmitArticleRequest) -> Status {
    IngestServiceClient::new(channel.clone())
        .submit_article(request)
        .await
        .unwrap_err()
}

/// The state that an accepted article settles in, and the reason of a failure.
async fn settled(channel: &Channel, request: SubmitArticleRequest) -> (ArticleState, String) {
    let mut ingest = IngestServiceClient::new(channel.clone());
    let article_id = ingest
        .submit_article(request)
        .await
        .unwrap()
        .into_inner()
        .article_id;
    let article = ingest
        .get_article(GetArticleRequest { article_id })
        .await
        .unwrap()
        .into_inner();
    (
        article.state(),
        article
            .failure
            .map(|failure| failure.reason)
            .unwrap_or_default(),
    )
}

#[tokio::test]
async fn what_a_client_did_wrong_is_named() {
    let server = Sandbox::start().await.unwrap();
    let channel = server.channel().unwrap();
    let url = "https://news.example.cn/1.html";
    let page = || b"<p>text</p>".to_vec();
    for (case, request, field) in [
        ("an empty body", request(url, Vec::new()), "body"),
        ("20 MB", request(url, vec![b'a'; 20_000_000]), "body"),
        ("no url", request("", page()), "url"),
        (
            "a url of 10 kB",
            request(&format!("{url}{}", "a".repeat(10_000)), page()),
            "url",
        ),
        ("a url that is none", request("news", page()), "url"),
    ] {
        let status = refusal(&channel, request).await;
        assert_eq!(status.code(), Code::InvalidArgument, "{case}: {status}");
        assert!(status.message().contains(field), "{case}: {status}");
    }
}

#[tokio::test]
async fn hostile_bodies_settle_and_the_service_goes_on() {
    let server = Sandbox::start().await.unwrap();
    let channel = server.channel().unwrap();
    // A linear congruential generator: any bytes will do, the same each time.
    let mut state = 1_u64;
    let random: Vec<u8> = (0..100_000)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            u8::try_from(state >> 56).unwrap()
        })
        .collect();
    let nested = format!(
        "{}联盟{}",
        "<div>".repeat(100_000),
        "</div>".repeat(100_000)
    );
    let surrogates = [vec![0xFF, 0xFE], [0x00, 0xD8].repeat(20_000), vec![b'x']].concat();
    let row = format!("<tr>{}</tr>", "<td>2024年6月5日</td>".repeat(20));
    for (case, body) in [
        ("random", random),
        ("half-surrogates", surrogates),
        (
            "table",
            format!("<table>{}", row.repeat(2_000)).into_bytes(),
        ),
        (
            "attributes",
            format!("<p {}>联盟", "a=\"b\" ".repeat(50_000)).into_bytes(),
        ),
        (
            "zeroes-between",
            "联盟成立"
                .chars()
                .flat_map(|c| format!("{c}\0").into_bytes())
                .collect(),
        ),
        ("repeated", "盟".repeat(1_000_000).into_bytes()),
        ("nested", nested.into_bytes()),
        ("zeroes", vec![0; 100_000]),
    ] {
        let url = format!("https://news.example.cn/{case}.html");
        let (state, reason) = settled(&channel, request(&url, body)).await;
        match state {
            ArticleState::Processed => {}
            ArticleState::Failed => assert!(!reason.is_empty(), "{case} failed for no reason"),
            unsettled => panic!("{case} is {unsettled:?}"),
        }
        // What is no text is told, not passed over.
        if case == "random" {
            assert_eq!(reason, "UNDECODABLE");
        }
    }
    let answer = client::submit(&channel, &page::founding(1)).await.unwrap();
    assert_eq!(answer.state(), ArticleState::Processed);
    assert!(!answer.event_ids.is_empty());
}

#[tokio::test]
async fn the_same_page_again_is_a_duplicate_and_no_second_event() {
    let server = Sandbox::start().await.unwrap();
    let channel = server.channel().unwrap();
    let first = client::submit(&channel, &page::founding(1)).await.unwrap();
    let second = client::submit(&channel, &page::founding(1)).await.unwrap();
    assert!(!first.duplicate);
    assert!(second.duplicate);
    assert_eq!(
        (first.article_id, first.event_ids),
        (second.article_id, second.event_ids)
    );
    let replay = client::replay(&channel, None, None).await.unwrap();
    assert!(replay.events.iter().all(|event| event.revision == 1));
}

#[tokio::test]
async fn a_request_id_with_other_content_already_exists() {
    let server = Sandbox::start().await.unwrap();
    let channel = server.channel().unwrap();
    let with_id = |number| SubmitArticleRequest {
        request_id: Some("crawl-1".to_owned()),
        ..client::submission(&page::founding(number), WaitFor::Processed)
    };
    let mut ingest = IngestServiceClient::new(channel.clone());
    ingest.submit_article(with_id(1)).await.unwrap();
    assert!(
        ingest
            .submit_article(with_id(1))
            .await
            .unwrap()
            .into_inner()
            .duplicate
    );
    assert_eq!(
        refusal(&channel, with_id(2)).await.code(),
        Code::AlreadyExists
    );
}
