use std::fs;

use alliance_worker::date::CivilDate;

use super::{Inputs, day_in_china, parse_time, render_line};
use crate::submission::{Submission, UnixMillis};

#[test]
fn a_folder_gives_cases_lines_and_plain_files_each_once() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("b.txt", "body of the case");
    write(
        "b.json",
        r#"{"id": "case", "submission": {"file": "b.txt", "url": "https://example.cn/b",
            "published_at": "2024-06-05"}, "events": []}"#,
    );
    write("a.html", "plain");
    write(".hidden", "not read");
    write(
        "c.jsonl",
        "{\"url\": \"https://example.cn/c\", \"body_base64\": \"q8PLxw==\"}\n\n{\"body\": \"x\"}\n",
    );
    fs::create_dir_all(folder.path().join("site/1")).unwrap();
    write("site/1/index.html", "below");
    let inputs = Inputs::open(&[folder.path().to_owned()]);
    assert_eq!(inputs.count, Some(5));
    let read: Vec<_> = inputs
        .map(|input| {
            let input = input.unwrap();
            (input.id.clone(), input.read().unwrap())
        })
        .collect();
    // What says nothing of itself is called as it was given.
    let below = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let ids: Vec<&str> = read.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "case",
            &below("c.jsonl:1"),
            &below("c.jsonl:3"),
            &below("site/1/index.html"),
            &below("a.html")
        ]
    );
    assert_eq!(&read[0].1.body[..], b"body of the case");
    assert_eq!(
        read[0].1.published_at.and_then(day_in_china),
        CivilDate::new(2024, 6, 5)
    );
    assert_eq!(&read[1].1.body[..], b"\xAB\xC3\xCB\xC7");
}

#[test]
fn what_cannot_be_read_harms_none_of_its_neighbours() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("crawled")).unwrap();
    fs::write(path("crawled/a.json"), "{cut sho").unwrap();
    fs::write(path("crawled/b.html"), "whole").unwrap();
    let inputs = Inputs::open(&[path("missing.jsonl"), path("crawled")]);
    assert_eq!(inputs.count, Some(3));
    let read: Vec<String> = inputs
        .map(|input| match input {
            Ok(input) => input.id,
            Err(error) => error.to_string(),
        })
        .collect();
    assert!(read[0].contains("missing.jsonl cannot be read"), "{read:?}");
    assert!(read[1].contains("a.json is no case"), "{read:?}");
    assert!(read[2].ends_with("crawled/b.html"), "{read:?}");
}

#[test]
fn a_bad_line_is_named_and_the_next_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.jsonl");
    fs::write(&path, "{\"published_at\": \"soon\"}\n{\"body\": \"x\"}\n").unwrap();
    let mut inputs = Inputs::open(&[path]);
    let error = inputs.next().unwrap().unwrap_err();
    assert!(error.id().ends_with("feed.jsonl:1"), "{error:?}");
    assert!(error.to_string().starts_with("line 1 of"), "{error}");
    assert!(inputs.next().unwrap().is_ok());
    assert!(inputs.next().is_none());
}

#[test]
fn a_file_without_a_url_is_named_by_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("联盟 1.txt");
    fs::write(&path, "x").unwrap();
    let input = Inputs::open(&[path]).next().unwrap().unwrap();
    let url = input.file_url().unwrap();
    assert!(url.starts_with("file://localhost/"), "{url}");
    assert!(url.ends_with("%E8%81%94%E7%9B%9F%201.txt"), "{url}");
}

#[test]
fn times_are_days_in_china() {
    let day = |text| parse_time(text).and_then(day_in_china);
    assert_eq!(day("2024-06-05"), CivilDate::new(2024, 6, 5));
    assert_eq!(day("2024-06-05T23:30:00+08:00"), CivilDate::new(2024, 6, 5));
    assert_eq!(day("2024-06-05T23:30:00Z"), CivilDate::new(2024, 6, 6));
    assert_eq!(day("2024"), None);
}

#[test]
fn an_exported_submission_is_read_as_it_was() {
    let submission = Submission {
        url: "https://example.cn/1".to_owned(),
        body: bytes::Bytes::from_static(b"\x00\xFF\xAB"),
        content_type: "text/html".to_owned(),
        published_at: Some(UnixMillis(1_717_545_600_123)),
        title: Some("联盟".to_owned()),
        labels: [("feed".to_owned(), "a".to_owned())].into(),
        request_id: Some("r1".to_owned()),
        submitted_at: UnixMillis(1_717_632_000_001),
        ..Submission::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.jsonl");
    fs::write(&path, render_line(&submission) + "\n").unwrap();
    let read = Inputs::open(&[path]).next().unwrap().unwrap();
    assert_eq!(read.read().unwrap(), submission);
}
