//! What an operator sees of a running service: metrics and logs.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
};

use alliance_tests::{
    sandbox::{Sandbox, free_address},
    wait,
};
use serde_json::Value;

/// The metrics page.
fn metrics(address: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET /metrics HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    page
}

#[tokio::test]
async fn metrics_and_logs_tell_what_happened_and_no_text_of_articles() {
    let metrics_address = free_address().unwrap();
    let serve = ["--metrics-listen", &metrics_address, "--log-format", "json"];
    let mut server = Sandbox::start_with(&serve).await.unwrap();
    let folder = server.data().parent().unwrap().to_owned();
    fs::create_dir(folder.join("pages")).unwrap();
    let page = "2024年6月5日，江淮光伏材料产业联盟在安徽省合肥市成立。";
    fs::write(folder.join("pages/good.txt"), page).unwrap();
    fs::write(folder.join("pages/empty.txt"), "").unwrap();
    fs::write(folder.join("pages/noise.txt"), [0; 9_999]).unwrap();
    let url = format!("http://{}", server.address());
    let submitted = server.run(&["submit", "pages", "--wait", "--server", &url]);
    let submitted = submitted.unwrap();
    let said = String::from_utf8(submitted.stderr).unwrap();
    assert_eq!(submitted.status.code(), Some(1), "{said}");
    assert!(
        said.contains("refused: pages/empty.txt: article.body"),
        "{said}"
    );
    assert!(said.contains("2 articles accepted"), "{said}");

    // The call is counted when it has ended; sizes are looked at now and then.
    let wanted = [
        "alliance_calls_total{method=\"IngestService/SubmitArticles\",outcome=\"OK\"} 1",
        "alliance_articles_submitted_total{duplicate=\"false\"} 2",
        "alliance_items_refused_total{reason=\"FIELD_REQUIRED\"} 1",
        "alliance_articles_processed_total 1",
        "alliance_articles_failed_total{reason=\"UNDECODABLE\"} 1",
        "alliance_events_written_total 1",
        "alliance_articles{state=\"pending\"} 0",
        "alliance_log_sequence 1",
    ];
    let page_now = wait::until("the metrics tell all", async || {
        let page = metrics(&metrics_address);
        let missing = wanted.iter().find(|line| !page.contains(**line));
        missing.is_none().then_some(page)
    })
    .await;
    assert!(page_now.contains("alliance_journal_bytes"), "{page_now}");
    assert!(page_now.contains("alliance_call_seconds"), "{page_now}");

    server.stop().await.unwrap();
    let log = server.log();
    let told: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let has = |message: &str| told.iter().any(|line| line["message"] == message);
    for message in ["serving", "draining", "stopped", "an article failed"] {
        assert!(has(message), "{message}: {log}");
    }
    assert!(!log.contains("江淮") && !page_now.contains("江淮"), "{log}");
}
