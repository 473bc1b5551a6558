//! The model of participation: it is what its command makes.

use alliance_tests::{
    binary,
    gold::{self, Case},
    training::{Origin, read_pairs, train},
};
use alliance_worker::learning;

/// What to do where one of these fails.
const RETRAIN: &str = "cargo run --release -p alliance-tests --example train_participation";

fn own_cases() -> Vec<Case> {
    gold::read_cases(&binary::workspace_root().join("worker/fixtures/cases")).unwrap()
}

#[test]
fn training_twice_gives_the_same_bytes() {
    let cases = &own_cases()[..24];
    let bytes = || train(&read_pairs(cases)).pack(&Origin::of(cases).to_head());
    assert_eq!(bytes(), bytes());
}

#[test]
fn the_model_knows_the_labels_and_the_features_of_today() {
    let told = Origin::read(learning::model_head()).unwrap();
    let mut cases = own_cases();
    assert!(told.case_count <= cases.len(), "{RETRAIN}");
    cases.truncate(told.case_count);
    assert_eq!(told, Origin::of(&cases), "{RETRAIN}");
}

#[test]
fn what_is_learnt_holds_for_cases_that_were_not_seen() {
    let (seen, unseen): (Vec<_>, Vec<_>) =
        (own_cases().into_iter().enumerate()).partition(|(at, _)| at % 4 > 0);
    let cases = |of: Vec<(usize, Case)>| of.into_iter().map(|(_, case)| case).collect::<Vec<_>>();
    let trained = train(&read_pairs(&cases(seen)));
    let unseen = read_pairs(&cases(unseen));
    let likely = (unseen.iter()).filter(|pair| trained.probability(&pair.mentions) >= 0.7);
    let (right, wrong): (Vec<_>, Vec<_>) = likely.partition(|pair| pair.took_part);
    let share = right.len() * 100 / (right.len() + wrong.len());
    assert!(share >= 75, "{} right, {} wrong", right.len(), wrong.len());
    let left_out = (right.iter()).filter(|pair| !pair.attached).count();
    assert!(
        left_out >= 5,
        "{left_out} of those that the grammar leaves out"
    );
}
