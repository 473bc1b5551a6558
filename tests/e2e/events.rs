//! What `alliance events` tells whoever looks once.

use std::process::Output;

use alliance_proto::v1::{WaitFor, ingest_service_client::IngestServiceClient};
use alliance_tests::{client, page, sandbox::Sandbox};

fn events(sandbox: &Sandbox, flags: &[&str]) -> Output {
    let server = format!("http://{}", sandbox.address());
    let command = ["events", "--server", &server];
    sandbox.run(&[&command, flags].concat()).unwrap()
}

/// What it printed and what it said.
fn texts(output: &Output) -> [String; 2] {
    [&output.stdout, &output.stderr].map(|text| String::from_utf8(text.clone()).unwrap())
}

#[tokio::test]
async fn what_is_still_being_processed_is_told_beside_the_events() {
    let mut sandbox = Sandbox::start().await.unwrap();
    let channel = sandbox.channel().unwrap();
    client::submit(&channel, &page::founding(1)).await.unwrap();
    let [printed, said] = texts(&events(&sandbox, &["--format", "jsonl"]));
    assert_eq!((printed.lines().count(), said.as_str()), (1, ""));

    sandbox.stop().await.unwrap();
    let paused = ["--set", "pipeline.enabled=false"];
    sandbox.restart_with(&paused).await.unwrap();
    for number in 2..5 {
        let request = client::submission(&page::founding(number), WaitFor::Durable);
        let channel = sandbox.channel().unwrap();
        IngestServiceClient::new(channel)
            .submit_article(request)
            .await
            .unwrap();
    }
    let [printed, said] = texts(&events(&sandbox, &["--format", "jsonl"]));
    assert_eq!(printed.lines().count(), 1);
    assert!(
        said.starts_with("3 articles still being processed"),
        "{said}"
    );
    let [_, said] = texts(&events(&sandbox, &["--person", "陆一鸣"]));
    assert!(said.starts_with("no events; 3 articles still"), "{said}");
}
