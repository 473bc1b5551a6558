//! Figures on the suites of other projects' test data, each beside its target.
//!
//! `ALLIANCE_SUITES` names the folder (default `../shared/suites` beside the
//! repository). Where it is absent the tests say so and pass, unless
//! `ALLIANCE_REQUIRE_SHARED=1`.

use std::{collections::BTreeMap, fs};

use alliance_tests::requirement;
use alliance_worker::{Submission, decode_body, fold_text};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Deserialize;

/// One line of `charset.jsonl`.
#[derive(Deserialize)]
struct CharsetCase {
    id: String,
    charset: String,
    bucket: String,
    body_b64: String,
}

/// One line of `script.jsonl`.
#[derive(Deserialize)]
struct ScriptCase {
    id: String,
    config: String,
    input: String,
    expected: String,
}

/// Cases that hold, of all.
#[derive(Clone, Copy, Default)]
struct Figure {
    good: u32,
    of: u32,
}

impl Figure {
    fn add(&mut self, is_good: bool) {
        self.good += u32::from(is_good);
        self.of += 1;
    }

    fn share(self) -> f64 {
        f64::from(self.good) / f64::from(self.of.max(1))
    }
}

/// The lines of a suite's file, or `None` where the suites are absent.
fn read_suite(name: &str) -> Option<String> {
    let folder = requirement::shared("ALLIANCE_SUITES", "suites")?;
    Some(fs::read_to_string(folder.join(name)).unwrap())
}

/// The text that the labelled charset gives, or `None` where Rust has no
/// decoder to compare with.
fn decode_as_labelled(body: &[u8], charset: &str) -> Option<String> {
    let label = match charset {
        "hz" => return Some(decode_hz(body)),
        "utf-16" if body.starts_with(&[0xFE, 0xFF]) => "utf-16be",
        "utf-16" => "utf-16le",
        "euc-tw" => return None,
        other => other,
    };
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    Some(encoding.decode_with_bom_removal(body).0.into_owned())
}

/// HZ by its definition: pairs between `~{` and `~}` are GB 2312 in seven bits.
fn decode_hz(body: &[u8]) -> String {
    let mut gb = Vec::new();
    let mut in_passage = false;
    let mut rest = body;
    while let Some((first, behind)) = rest.split_first() {
        let second = behind.first().copied().unwrap_or_default();
        match (*first, second) {
            (b'~', b'{') => in_passage = true,
            (b'~', b'}') => in_passage = false,
            (b'~', b'~') => gb.push(b'~'),
            (lead, trail) if in_passage => gb.extend([lead | 0x80, trail | 0x80]),
            (byte, _) => {
                gb.push(byte);
                rest = behind;
                continue;
            }
        }
        rest = behind.get(1..).unwrap_or_default();
    }
    encoding_rs::GBK.decode(&gb).0.into_owned()
}

fn charset_target(bucket: &str, charset: &str) -> Option<f64> {
    Some(match (bucket, charset) {
        (_, "euc-tw") if bucket == "6ch" => return None,
        (_, "euc-tw") => 0.95,
        ("real", _) | (_, "hz") => 0.99,
        ("6ch", "utf-8" | "gb18030" | "big5") => 0.985,
        (_, "utf-8" | "gb18030" | "big5") => 1.0,
        ("6ch", _) => return None,
        _ => 0.98,
    })
}

#[test]
fn charsets_are_found_as_often_as_promised() {
    let Some(lines) = read_suite("charset.jsonl") else {
        return;
    };
    let mut figures: BTreeMap<(String, String), Figure> = BTreeMap::new();
    for line in lines.lines() {
        let case: CharsetCase = serde_json::from_str(line).unwrap();
        let body = BASE64_STANDARD.decode(&case.body_b64).unwrap();
        let submission = Submission {
            body: &body,
            ..Submission::default()
        };
        let decoded = decode_body(&submission);
        let is_good = match (&decoded, decode_as_labelled(&body, &case.charset)) {
            (Ok((text, _report)), Some(expected)) => text.as_str() == expected,
            // Rust has no other decoder: the worker's own has the tests beside it.
            (Ok((text, report)), None) => {
                report.charset.eq_ignore_ascii_case(&case.charset)
                    && !text.as_str().contains('\u{FFFD}')
            }
            _ => false,
        };
        // Real files of all charsets are one group, as are the short snippets.
        let group = match (case.bucket.as_str(), case.charset.as_str()) {
            (_, "euc-tw") => "euc-tw",
            ("real", _) => "all",
            ("6ch", "utf-8" | "gb18030" | "big5") => "utf-8, gb18030, big5",
            (_, charset) => charset,
        };
        if !is_good {
            let used = decoded.map_or_else(|error| error.to_string(), |(_, report)| report.charset);
            println!("{} {} read as {used}", case.id, case.charset);
        }
        figures
            .entry((case.bucket.clone(), group.to_owned()))
            .or_default()
            .add(is_good);
    }
    let mut missed = Vec::new();
    println!(
        "{:6} {:22} {:>9} {:>6} {:>6}",
        "bucket", "charset", "cases", "share", "target"
    );
    for ((bucket, group), figure) in &figures {
        let charset = if group.contains(',') { "utf-8" } else { group };
        let target = charset_target(bucket, charset);
        let shown = target.map_or_else(|| "-".to_owned(), |target| format!("{target:.3}"));
        let count = format!("{}/{}", figure.good, figure.of);
        println!(
            "{bucket:6} {group:22} {count:>9} {:.3} {shown:>6}",
            figure.share()
        );
        if target.is_some_and(|target| figure.share() < target) {
            missed.push(format!("{bucket} {group}"));
        }
    }
    assert!(missed.is_empty(), "below target: {missed:?}");
}

#[test]
fn scripts_fold_as_often_as_promised() {
    let Some(lines) = read_suite("script.jsonl") else {
        return;
    };
    let mut figure = Figure::default();
    for line in lines.lines() {
        let case: ScriptCase = serde_json::from_str(line).unwrap();
        let folded = fold_text(&case.input);
        // The suite asks for the script alone, not for blanks and widths.
        let is_good = ideographs(&folded) == ideographs(&case.expected);
        if !is_good {
            println!(
                "{} {}\n  {}\n  {folded}\n  {}",
                case.id, case.config, case.input, case.expected
            );
        }
        figure.add(is_good);
    }
    println!(
        "script {}/{} {:.3} target 0.970",
        figure.good,
        figure.of,
        figure.share()
    );
    assert!(figure.share() >= 0.97);
}

fn ideographs(text: &str) -> String {
    text.chars()
        .filter(|character| *character >= '\u{3400}')
        .filter(|c| !('\u{F900}'..='\u{FFFF}').contains(c))
        .collect()
}
