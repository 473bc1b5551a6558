//! The command line against a running service, and without one.

use std::{
    fs::{self, File},
    process::{Command, Output},
};

use alliance_proto::v1::Event;
use alliance_tests::{binary, client, page, sandbox::Sandbox, wait};
use rustix::process::{Pid, Signal, kill_process};

const PAGE: &str = "2024年6月5日，江淮光伏材料产业联盟在安徽省合肥市成立。";

fn text_of(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8(output.stderr.clone()).unwrap()
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[tokio::test]
async fn the_demo_merges_three_reports_of_one_founding() {
    let sandbox = Sandbox::start().await.unwrap();
    let shown = text_of(&sandbox.run(&["demo"]).unwrap());
    assert!(shown.contains("of 3 sources"), "{shown}");
    assert!(shown.contains("Big5, traditional"), "{shown}");
    assert!(shown.contains("sports.txt"), "{shown}");
    assert!(shown.contains("no event"), "{shown}");
}

#[tokio::test]
async fn a_follower_that_is_ended_or_killed_goes_on_where_it_was() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = sandbox.data().parent().unwrap().to_owned();
    let server = format!("http://{}", sandbox.address());
    let read = [
        "events", "--format", "jsonl", "--resume", "token", "--server", &server,
    ];
    let channel = sandbox.channel().unwrap();
    for (number, signal) in [Signal::TERM, Signal::KILL].into_iter().enumerate() {
        let printed = folder.join(format!("printed{number}"));
        let mut follower = Command::new(binary::alliance())
            .args(read)
            .arg("--follow")
            .current_dir(&folder)
            .stdout(File::create(&printed).unwrap())
            .spawn()
            .unwrap();
        let token = || fs::read_to_string(folder.join("token")).unwrap_or_default();
        let before = wait::until("it has caught up", async || {
            Some(token()).filter(|token| !token.is_empty())
        })
        .await;
        client::submit(&channel, &page::founding(number))
            .await
            .unwrap();
        wait::until("it prints the event", async || {
            let text = fs::read_to_string(&printed).unwrap();
            (text.lines().count() == 1).then_some(())
        })
        .await;
        if signal == Signal::KILL {
            wait::until("it keeps its place", async || {
                (token() != before).then_some(())
            })
            .await;
        }
        let pid = i32::try_from(follower.id()).ok().and_then(Pid::from_raw);
        kill_process(pid.unwrap(), signal).unwrap();
        follower.wait().unwrap();
        assert_eq!(text_of(&sandbox.run(&read).unwrap()), "", "{signal:?}");
    }
}

#[tokio::test]
async fn an_import_refuses_what_the_service_would_and_takes_the_rest() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = sandbox.data().parent().unwrap().to_owned();
    let lines = [
        r#"{"id": "empty", "url": "https://example.cn/1"}"#,
        r#"{"id": "first", "url": "https://example.cn/2", "body": "a", "request_id": "r"}"#,
        r#"{"id": "reused", "url": "https://example.cn/3", "body": "b", "request_id": "r"}"#,
        r#"{"id": "no url", "body": "c"}"#,
        r#"{"id": "last", "url": "https://example.cn/4", "body": "d"}"#,
    ];
    fs::write(folder.join("lines.jsonl"), lines.join("\n")).unwrap();
    let imported = sandbox
        .run(&["import", "lines.jsonl", "--data", "other"])
        .unwrap();
    let said = String::from_utf8(imported.stderr).unwrap();
    assert_eq!(imported.status.code(), Some(1), "{said}");
    assert!(said.contains("empty: body: is required"), "{said}");
    assert!(said.contains("reused: its request_id came"), "{said}");
    assert!(said.contains("no url: url: is required"), "{said}");
    assert!(said.contains("2 articles imported"), "{said}");
    let checked = text_of(&sandbox.run(&["check", "--data", "other"]).unwrap());
    assert!(checked.contains("2 pending"), "{checked}");
}

#[tokio::test]
async fn a_page_is_imported_from_standard_input_with_its_url_beside_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let page = sandbox.data().with_file_name("page.html");
    fs::write(&page, PAGE).unwrap();
    let import = |path: &str, flags: &[&str]| {
        let command = Command::new(binary::alliance())
            .args(["import", path, "--data", "other"])
            .args(flags)
            .current_dir(page.parent().unwrap())
            .stdin(File::open(&page).unwrap())
            .output();
        command.unwrap()
    };
    let url = ["--url", "https://news.example.cn/1.html"];
    let nameless = import("-", &[]);
    let said = String::from_utf8(nameless.stderr).unwrap();
    assert_eq!(nameless.status.code(), Some(1), "{said}");
    assert!(said.contains("url: is required"), "{said}");
    text_of(&import("-", &url));
    let same = import("page.html", &url);
    let said = String::from_utf8(same.stderr).unwrap();
    assert!(said.contains("0 articles imported, 1 known"), "{said}");
    assert_eq!(import(".", &url).status.code(), Some(2));
}

#[tokio::test]
async fn an_article_that_the_rules_fail_is_named_and_the_others_are_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = sandbox.data().with_file_name("pages");
    fs::create_dir(&folder).unwrap();
    // Begins as an image does.
    fs::write(folder.join("1.html"), b"\x89PNG\r\n\x1A\nand so on").unwrap();
    fs::write(folder.join("2.html"), PAGE).unwrap();
    let read = sandbox
        .run(&["normalize", "pages", "--format", "jsonl"])
        .unwrap();
    let said = String::from_utf8(read.stderr).unwrap();
    assert_eq!(read.status.code(), Some(3), "{said}");
    assert!(said.contains("1.html failed (UNDECODABLE)"), "{said}");
    assert!(said.contains("it is an image"), "{said}");
    assert!(!said.contains("2.html"), "{said}");
    let shown = String::from_utf8(read.stdout).unwrap();
    assert_eq!(shown.lines().count(), 2, "{shown}");
    assert!(shown.contains("\"reason\":\"UNDECODABLE\""), "{shown}");
    assert!(shown.contains("\"type\":\"ALLIANCE_FOUNDED\""), "{shown}");

    // What cannot be read counts before what failed.
    let unread = sandbox.run(&["normalize", "pages", "none"]).unwrap();
    assert_eq!(unread.status.code(), Some(1));
}

#[tokio::test]
async fn what_is_submitted_is_read_once_and_moved_out_and_in() {
    let mut sandbox = Sandbox::start().await.unwrap();
    let folder = sandbox.data().parent().unwrap().to_owned();
    fs::write(folder.join("page.txt"), PAGE).unwrap();
    let server = format!("http://{}", sandbox.address());
    let submit = ["submit", "page.txt", "--wait", "--server", &server];
    text_of(&sandbox.run(&submit).unwrap());

    let none = ["events", "--person", "陆一鸣", "--server", &server];
    let none = sandbox.run(&none).unwrap();
    let said = String::from_utf8(none.stderr).unwrap();
    assert!(said.contains("no events"), "{said}");
    let events = [
        "events", "--format", "jsonl", "--resume", "token", "--server", &server,
    ];
    let first = text_of(&sandbox.run(&events).unwrap());
    assert_eq!(first.lines().count(), 1, "{first}");
    assert!(first.contains("\"type\":\"ALLIANCE_FOUNDED\""), "{first}");
    assert_eq!(text_of(&sandbox.run(&events).unwrap()), "");

    sandbox.stop().await.unwrap();
    let data = sandbox.data();
    let data = data.to_str().unwrap();
    text_of(
        &sandbox
            .run(&["export", "--data", data, "-o", "all.jsonl"])
            .unwrap(),
    );
    let lines = fs::read_to_string(folder.join("all.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), 1);
    text_of(
        &sandbox
            .run(&["import", "all.jsonl", "--data", "other"])
            .unwrap(),
    );
    text_of(&sandbox.run(&["rebuild", "--data", "other"]).unwrap());
    text_of(
        &sandbox
            .run(&["export", "--data", "other", "-o", "again.jsonl"])
            .unwrap(),
    );
    assert_eq!(
        fs::read_to_string(folder.join("again.jsonl")).unwrap(),
        lines
    );
}

/// Every event of the service, without what tells when it was written.
async fn told(sandbox: &Sandbox) -> Vec<Event> {
    let channel = sandbox.channel().unwrap();
    let mut events = client::replay(&channel, None, None).await.unwrap().events;
    for event in &mut events {
        (event.revision, event.sequence) = (0, 0);
        (event.create_time, event.update_time) = (None, None);
    }
    events.sort_by(|one, other| one.event_id.cmp(&other.event_id));
    events
}

#[tokio::test]
async fn what_is_rebuilt_or_submitted_anew_tells_the_same_events() {
    let mut first = Sandbox::start().await.unwrap();
    let channel = first.channel().unwrap();
    let foundings = (0..20).map(page::founding);
    for page in page::founding_in_eight_forms().into_iter().chain(foundings) {
        client::submit(&channel, &page).await.unwrap();
    }
    let before = told(&first).await;
    assert!(before.iter().any(|event| event.sources.len() == 8));
    let folder = first.data().parent().unwrap().to_owned();
    let data = first.data();
    let data = data.to_str().unwrap();
    // Works beside the running service.
    let export = ["export", "--data", data, "-o", "all.jsonl"];
    text_of(&first.run(&export).unwrap());

    first.stop().await.unwrap();
    text_of(&first.run(&["rebuild", "--data", data]).unwrap());
    first.restart().await.unwrap();
    let rebuilt = wait::until("everything is processed again", async || {
        Some(told(&first).await).filter(|events| *events == before)
    });
    rebuilt.await;

    let second = Sandbox::start().await.unwrap();
    let server = format!("http://{}", second.address());
    let lines = folder.join("all.jsonl");
    let submit = [
        "submit",
        lines.to_str().unwrap(),
        "--wait",
        "--server",
        &server,
    ];
    text_of(&second.run(&submit).unwrap());
    assert_eq!(told(&second).await, before);
}

#[tokio::test]
async fn check_tells_the_format_of_a_folder_and_leaves_another_as_it_is() {
    let mut sandbox = Sandbox::start().await.unwrap();
    let data = sandbox.data();
    let running = sandbox.run(&["check", "--data", data.to_str().unwrap()]);
    let checked = text_of(&running.unwrap());
    assert!(checked.contains("is in use"), "{checked}");
    sandbox.stop().await.unwrap();
    let check = |data: &str| sandbox.run(&["check", "--data", data]).unwrap();
    let checked = text_of(&check(data.to_str().unwrap()));
    assert!(checked.contains("0 articles processed"), "{checked}");
    let format = data.join("index/format");
    fs::write(&format, "alliance index 1\n").unwrap();
    let checked = text_of(&check(data.to_str().unwrap()));
    assert!(checked.contains("an index of format 1"), "{checked}");
    assert_eq!(fs::read_to_string(&format).unwrap(), "alliance index 1\n");
    fs::write(&format, "alliance index 9\n").unwrap();
    let refused = check(data.to_str().unwrap());
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("version 9"), "{said}");

    let folder = data.parent().unwrap();
    let checked = text_of(&check("nowhere"));
    assert!(checked.contains("is not there yet"), "{checked}");
    // Mistyped, more likely than empty.
    for subcommand in ["rebuild", "export"] {
        let refused = sandbox.run(&[subcommand, "--data", "nowhere"]).unwrap();
        let said = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(said.contains("no data folder nowhere"), "{said}");
    }
    assert!(!folder.join("nowhere").exists());
    fs::create_dir(folder.join("empty")).unwrap();
    let checked = text_of(&check("empty"));
    assert!(checked.contains("no articles yet"), "{checked}");
    for subcommand in ["rebuild", "export"] {
        let refused = sandbox.run(&[subcommand, "--data", "empty"]).unwrap();
        let said = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(said.contains("empty is no data folder"), "{said}");
    }
    assert_eq!(fs::read_dir(folder.join("empty")).unwrap().count(), 0);
}
