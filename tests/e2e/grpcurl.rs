//! An operator looks in with grpcurl, knowing nothing but the port.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use alliance_tests::{page::FOUNDED_ALLIANCE, requirement, sandbox::Sandbox};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

/// Runs grpcurl with the request on standard input; answers what it printed.
fn ask(server: &Sandbox, arguments: &[&str], request: &Value) -> Option<String> {
    let output = run(server, arguments, request)?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "grpcurl {arguments:?}: {stderr}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn run(server: &Sandbox, arguments: &[&str], request: &Value) -> Option<Output> {
    let program = requirement::grpcurl()?;
    let mut grpcurl = Command::new(program)
        .args(["-plaintext", "-max-time", "60"])
        .args(
            arguments
                .iter()
                .map(|argument| argument.replace("ADDRESS", server.address())),
        )
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    grpcurl
        .stdin
        .take()
        .unwrap()
        .write_all(request.to_string().as_bytes())
        .unwrap();
    Some(grpcurl.wait_with_output().unwrap())
}

#[tokio::test]
async fn grpcurl_lists_describes_submits_and_streams() {
    let server = Sandbox::start().await.unwrap();

    let Some(services) = ask(&server, &["ADDRESS", "list"], &Value::Null) else {
        return;
    };
    for service in [
        "alliance.v1.AdminService",
        "alliance.v1.EventService",
        "alliance.v1.IngestService",
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
        "grpc.reflection.v1alpha.ServerReflection",
    ] {
        assert!(
            services.lines().any(|line| line == service),
            "{service} is not in\n{services}"
        );
    }
    let described = ask(
        &server,
        &["ADDRESS", "describe", "alliance.v1.Event"],
        &Value::Null,
    )
    .unwrap();
    assert!(described.contains("string event_id = 1;"), "{described}");

    // 长三角光伏回收产业链联盟 in a page of GBK, as base64.
    let (body, _, _) = encoding_rs::GBK.encode(alliance_tests::page::FOUNDING_SIMPLIFIED);
    let request = json!({
        "url": "https://news.example.cn/grpcurl.html",
        "body": BASE64_STANDARD.encode(&body),
        "contentType": "text/plain; charset=gbk",
        "waitFor": "WAIT_FOR_PROCESSED",
    });
    let method = "alliance.v1.IngestService/SubmitArticle";
    let answer = ask(&server, &["-d", "@", "ADDRESS", method], &request).unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["state"], "ARTICLE_STATE_PROCESSED");

    let method = "alliance.v1.EventService/ListEvents";
    let frames = ask(&server, &["-d", "@", "ADDRESS", method], &json!({})).unwrap();
    let frames: Vec<Value> = serde_json::Deserializer::from_str(&frames)
        .into_iter()
        .map(Result::unwrap)
        .collect();
    let names: Vec<_> = frames
        .iter()
        .map(|frame| &frame["event"]["alliances"][0]["name"])
        .collect();
    assert!(
        names.iter().any(|name| **name == FOUNDED_ALLIANCE),
        "{frames:#?}"
    );
    assert!(
        frames.iter().any(|frame| frame.get("caughtUp").is_some()),
        "{frames:#?}"
    );

    for service in ["", "alliance.v1.IngestService", "alliance.v1.EventService"] {
        let method = "grpc.health.v1.Health/Check";
        let health = ask(
            &server,
            &["-d", "@", "ADDRESS", method],
            &json!({"service": service}),
        )
        .unwrap();
        let health: Value = serde_json::from_str(&health).unwrap();
        assert_eq!(health["status"], "SERVING", "{service}");
    }
}

#[tokio::test]
async fn grpcurl_shows_what_a_refusal_says() {
    let server = Sandbox::start().await.unwrap();
    let method = "alliance.v1.IngestService/SubmitArticle";
    let request = json!({"url": "news/1"});
    let Some(output) = run(&server, &["-d", "@", "ADDRESS", method], &request) else {
        return;
    };
    let refusal = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{refusal}");
    for shown in [
        "Code: InvalidArgument",
        "\"reason\": \"FIELD_MALFORMED\"",
        "\"domain\": \"alliance.v1\"",
        "\"field\": \"url\"",
        "\"field\": \"body\"",
    ] {
        assert!(refusal.contains(shown), "{shown} is not in\n{refusal}");
    }
}

#[tokio::test]
async fn the_lines_of_the_readme_work_as_printed() {
    let server = Sandbox::start().await.unwrap();
    let Some(program) = requirement::grpcurl() else {
        return;
    };
    let readme =
        std::fs::read_to_string(alliance_tests::binary::workspace_root().join("README.md"));
    let readme = readme.unwrap();
    let lines = readme.lines().filter(|line| line.starts_with("grpcurl "));
    let mut count = 0;
    for line in lines {
        let here = line.replace("localhost:50051", server.address());
        let here = here.replacen("grpcurl", program.to_str().unwrap(), 1);
        let output = Command::new("sh").args(["-c", &here]).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {stderr}");
        assert!(!output.stdout.is_empty(), "{line} prints nothing");
        count += 1;
    }
    assert!(count >= 6, "README has {count} lines of grpcurl");
}
