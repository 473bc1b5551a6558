//! What `alliance submit` tells whoever submits.

use std::{
    fs::{self, File},
    process::{Command, Output},
};

use alliance_tests::{binary, sandbox::Sandbox};
use serde_json::Value;

const PAGE: &str = "2024年6月5日，江淮光伏材料产业联盟在安徽省合肥市成立。";
/// Begins as an image does.
const IMAGE: &[u8] = b"\x89PNG\r\n\x1A\nand so on";

/// Submits a folder with these files, from the folder that holds it.
fn submit(sandbox: &Sandbox, files: &[(&str, &[u8])], flags: &[&str]) -> Output {
    let folder = sandbox.data().with_file_name("pages");
    fs::create_dir_all(&folder).unwrap();
    for (name, body) in files {
        fs::write(folder.join(name), body).unwrap();
    }
    let server = format!("http://{}", sandbox.address());
    let command = ["submit", "pages", "--server", &server];
    sandbox.run(&[&command, flags].concat()).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[tokio::test]
async fn an_article_that_fails_is_named_and_has_an_exit_code_of_its_own() {
    let sandbox = Sandbox::start().await.unwrap();
    let files: [(&str, &[u8]); 2] = [("photo.html", IMAGE), ("page.html", PAGE.as_bytes())];
    let waited = submit(&sandbox, &files, &["--wait"]);
    let text = said(&waited);
    assert_eq!(waited.status.code(), Some(3), "{text}");
    assert!(text.contains("failed: pages/photo.html: "), "{text}");
    assert!(text.contains("it is an image (UNDECODABLE)"), "{text}");
    assert!(text.contains("1 failed, 1 event told"), "{text}");

    let lines = submit(&sandbox, &files, &["--wait", "--format", "jsonl"]);
    assert_eq!(lines.status.code(), Some(3), "{}", said(&lines));
    let lines = String::from_utf8(lines.stdout).unwrap();
    let mut lines = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let failed = lines.find(|line| line["state"] == "FAILED");
    assert_eq!(failed.unwrap()["failure"]["reason"], "UNDECODABLE");

    // Nobody waited for it: nothing is known of it.
    let accepted = submit(&sandbox, &files, &[]);
    assert_eq!(accepted.status.code(), Some(0), "{}", said(&accepted));
}

#[tokio::test]
async fn what_holds_no_text_is_counted() {
    const SHELL: &[u8] = b"<html><head><script>render()</script></head>\
        <body><div id=\"app\"></div></body></html>";
    let sandbox = Sandbox::start().await.unwrap();
    let files: [(&str, &[u8]); 3] = [
        ("shell.html", SHELL),
        ("sports.txt", "昨日，某市队在主场以三比一获胜。".as_bytes()),
        ("page.html", PAGE.as_bytes()),
    ];
    let waited = submit(&sandbox, &files, &["--wait"]);
    let text = said(&waited);
    assert_eq!(waited.status.code(), Some(0), "{text}");
    assert!(text.contains("0 failed, 1 without text, 1 event"), "{text}");
    let shown = sandbox.run(&["normalize", "pages/shell.html"]).unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("no text of its own"), "{shown}");
}

#[tokio::test]
async fn what_is_refused_counts_before_what_failed() {
    let sandbox = Sandbox::start().await.unwrap();
    let files: [(&str, &[u8]); 2] = [("photo.html", IMAGE), ("empty.html", b"")];
    let waited = submit(&sandbox, &files, &["--wait"]);
    let text = said(&waited);
    assert_eq!(waited.status.code(), Some(1), "{text}");
    assert!(text.contains("refused: pages/empty.html: "), "{text}");
    assert!(text.contains("1 refused, 1 failed"), "{text}");
}

#[tokio::test]
async fn what_cannot_be_read_is_told_apart_from_what_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let files: [(&str, &[u8]); 3] = [
        ("cut.json", b"{\"submission\""),
        ("empty.html", b""),
        ("page.html", PAGE.as_bytes()),
    ];
    let output = submit(&sandbox, &files, &[]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("1 refused, 1 not readable"), "{text}");
    fs::create_dir(sandbox.data().with_file_name("none")).unwrap();
    let nothing = sandbox.run(&["normalize", "none"]).unwrap();
    assert!(said(&nothing).contains("none holds no files"));
}

#[tokio::test]
async fn a_page_on_standard_input_is_given_its_url_beside_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let page = sandbox.data().with_file_name("page.html");
    fs::write(&page, PAGE).unwrap();
    let server = format!("http://{}", sandbox.address());
    let submit = |path: &str, flags: &[&str]| {
        let command = Command::new(binary::alliance())
            .args(["submit", path, "--wait", "--server", &server])
            .args(flags)
            .current_dir(page.parent().unwrap())
            .stdin(File::open(&page).unwrap())
            .output();
        command.unwrap()
    };
    let url = ["--url", "https://news.example.cn/1.html"];
    let nameless = submit("-", &[]);
    assert_eq!(nameless.status.code(), Some(1), "{}", said(&nameless));
    let named = submit("-", &url);
    assert_eq!(named.status.code(), Some(0), "{}", said(&named));
    let same = submit("page.html", &url);
    assert!(said(&same).contains("1 known to the service"));
    let folder = submit(".", &url);
    assert_eq!(folder.status.code(), Some(2), "{}", said(&folder));
}
