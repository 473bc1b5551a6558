//! Accuracy on labelled cases: a table of figures, and a floor for each.
//!
//! `ALLIANCE_GOLD` names a folder of cases (default `../shared/gold/dev`
//! beside the repository); the product's own cases are always there. With
//! `ALLIANCE_SHOW_ERRORS=1` each miss and each false record is printed.

mod score;

use std::{env, path::Path};

use alliance_tests::{
    binary,
    gold::{self, Case},
    requirement,
};
use alliance_worker::Normalized;

use crate::score::Scores;

/// Figures that must not fall, measured when they were last raised, and the
/// target of each.
const GOLD_FLOORS: [(&str, f64, f64); 1] = [("event", 0.0, 0.92)];

fn normalize_all(folder: &Path) -> Vec<(Case, Option<Normalized>)> {
    let cases = gold::read_cases(folder).unwrap();
    assert!(!cases.is_empty(), "no case in {}", folder.display());
    cases
        .into_iter()
        .map(|case| (case.clone(), case.normalize().ok()))
        .collect()
}

fn score(cases: &[(Case, Option<Normalized>)]) -> Scores {
    let mut scores = Scores::default();
    for (case, normalized) in cases {
        scores.add(case, normalized.as_ref());
    }
    if env::var_os("ALLIANCE_SHOW_ERRORS").is_some_and(|value| value == "1") {
        println!("{}", scores.errors.join("\n"));
    }
    scores
}

/// Prints every figure beside its target; lists those below their floors.
fn print_table(title: &str, scores: &Scores, floors: &[(&str, f64, f64)]) -> Vec<String> {
    println!("{title}");
    let mut fallen = Vec::new();
    for name in scores.names() {
        let Some(figure) = scores.figure(name) else {
            continue;
        };
        let floor = floors.iter().find(|floor| floor.0 == name);
        let target = floor.map_or(String::new(), |(_, floor, target)| {
            if figure < *floor {
                fallen.push(format!("{name} fell to {figure:.4}, below {floor}"));
            }
            format!("floor {floor:.2}  target {target:.2}")
        });
        println!("  {name:22} {figure:.4}  {target}");
    }
    fallen
}

#[test]
fn gold_cases_are_read_as_well_as_before() {
    let Some(folder) = requirement::shared("ALLIANCE_GOLD", "gold/dev") else {
        return;
    };
    let cases = normalize_all(&folder);
    let scores = score(&cases);
    let title = format!("accuracy on {} gold cases", cases.len());
    let fallen = print_table(&title, &scores, &GOLD_FLOORS);
    // Another folder has other figures; its table is what it is asked for.
    if env::var_os("ALLIANCE_GOLD").is_none() {
        assert!(fallen.is_empty(), "{}", fallen.join("\n"));
    }
}

#[test]
fn own_cases_are_read_as_well_as_before() {
    let folder = binary::workspace_root().join("worker/fixtures/cases");
    let cases = normalize_all(&folder);
    let scores = score(&cases);
    let title = format!("accuracy on {} cases of our own", cases.len());
    let fallen = print_table(&title, &scores, &[]);
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}
