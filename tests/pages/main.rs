//! Figures on real Chinese pages that other people labelled, each beside its
//! target: how much of the labelled content the article's text is, and whether
//! its date is the labelled one.
//!
//! `ALLIANCE_SUITES` names the folder (default `../shared/suites` beside the
//! repository). Where it is absent the test says so and passes, unless
//! `ALLIANCE_REQUIRE_SHARED=1`.

use std::{collections::HashMap, fs};

use alliance_tests::requirement;
use alliance_worker::{Limits, Submission, fold_text, normalize};
use serde::Deserialize;

/// Mean F1 of the texts' character 4-grams: what is aimed at, and reached.
const F1_TARGET: f64 = 0.95;
const F1_FLOOR: f64 = 0.95;

/// Share of the labelled dates that is aimed at.
const DATES_TARGET: f64 = 0.85;

/// One line of `pages.jsonl`.
#[derive(Deserialize)]
struct PageCase {
    id: String,
    file: String,
    content: String,
    date: Option<String>,
}

/// How often each run of four characters occurs, white space left out.
fn count_grams(text: &str) -> HashMap<Vec<char>, usize> {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut grams = HashMap::new();
    for gram in characters.windows(4) {
        *grams.entry(gram.to_vec()).or_default() += 1;
    }
    grams
}

/// Harmonic mean of precision and recall of `told` as `labelled`.
#[expect(clippy::cast_precision_loss, reason = "counts of a page's characters")]
fn score_text(labelled: &str, told: &str) -> f64 {
    let (labelled, told) = (count_grams(labelled), count_grams(told));
    let common: usize = labelled
        .iter()
        .map(|(gram, &count)| count.min(told.get(gram).copied().unwrap_or(0)))
        .sum();
    let all: usize = labelled.values().chain(told.values()).sum();
    2.0 * common as f64 / all.max(1) as f64
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "counts of pages")]
fn pages_give_their_text_and_date_as_often_as_reached() {
    let Some(folder) = requirement::shared("ALLIANCE_SUITES", "suites") else {
        return;
    };
    let pages = folder.join("pages");
    let cases = fs::read_to_string(pages.join("pages.jsonl")).unwrap();
    let (mut total, mut pages_count) = (0.0, 0_usize);
    let (mut dates, mut dates_labelled, mut unlabelled) = (0_usize, 0_usize, Vec::new());
    for line in cases.lines() {
        let case: PageCase = serde_json::from_str(line).unwrap();
        let body = fs::read(pages.join(&case.file)).unwrap();
        let submission = Submission {
            body: &body,
            content_type: "text/html",
            ..Submission::default()
        };
        let article = normalize(&submission, &Limits::default()).unwrap().article;
        let told = article.published_on.map(|date| date.to_string());
        // Labels are as the page has it, texts are canonical: the label's
        // widths and marks are folded alike.
        let f1 = score_text(&fold_text(&case.content), article.text.as_str());
        println!("{} {f1:.3} {:?} {told:?}", case.id, case.date);
        total += f1;
        pages_count += 1;
        match case.date {
            Some(date) => {
                dates_labelled += 1;
                dates += usize::from(told.as_deref() == Some(&date));
            }
            // The label has no date: the page may, and then it must say so.
            None => unlabelled.extend(told.map(|date| (case.id, body, date))),
        }
    }
    let f1 = total / pages_count.max(1) as f64;
    let dates_share = dates as f64 / dates_labelled.max(1) as f64;
    println!("pages F1 {f1:.4} target {F1_TARGET} over {pages_count}");
    println!("pages dates {dates}/{dates_labelled} {dates_share:.3} target {DATES_TARGET}");
    println!("pages dates without label: {}", unlabelled.len());
    for (id, body, date) in &unlabelled {
        let text = String::from_utf8_lossy(body);
        assert!(
            text.contains(date.as_str()),
            "{id}: {date} is not on the page"
        );
    }
    assert!(f1 >= F1_FLOOR, "F1 {f1:.4}");
    assert!(
        dates_share >= DATES_TARGET,
        "dates {dates}/{dates_labelled}"
    );
}
