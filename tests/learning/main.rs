//! The models: they are what their command makes, and hold for cases that they have
//! not seen.

use alliance_tests::{
    binary,
    gold::{self, Case},
    requirement,
    training::{
        attendance, choice, day, detection, line_end, origin::Origin, page_day, participation,
        site, topicality, verdict,
    },
};
use alliance_worker::learning::{self, KINDS};

/// What to do where one of these fails.
const RETRAIN: &str = "cargo run --release -p alliance-tests --example train_models";

fn own_cases() -> Vec<Case> {
    gold::read_cases(&binary::workspace_root().join("worker/fixtures/cases")).unwrap()
}

/// Three quarters of the cases, and the rest.
fn split(cases: Vec<Case>) -> (Vec<Case>, Vec<Case>) {
    let (seen, unseen): (Vec<_>, Vec<_>) =
        (cases.into_iter().enumerate()).partition(|(at, _)| at % 4 > 0);
    let cases = |of: Vec<(usize, Case)>| of.into_iter().map(|(_, case)| case).collect();
    (cases(seen), cases(unseen))
}

#[test]
fn training_twice_gives_the_same_bytes() {
    let cases = &own_cases()[..24];
    let bytes = || {
        let parts = participation::train(&participation::read_pairs(cases));
        let fates = detection::train(&detection::read_fates(cases));
        let pages = topicality::train(&topicality::read_pages(cases));
        let page_days = page_day::train(&page_day::read_pages(cases));
        let days = choice::train(&day::read_questions(cases));
        let sites = choice::train(&site::read_questions(cases));
        let persons = attendance::train(&attendance::read_pairs(cases));
        [
            parts.pack("# twice"),
            fates.pack("# twice"),
            pages.pack("# twice"),
            page_days.pack("# twice"),
            days.pack("# twice"),
            sites.pack("# twice"),
            persons.pack("# twice"),
        ]
    };
    assert_eq!(bytes(), bytes());
}

#[test]
fn the_models_know_the_labels_and_the_features_of_today() {
    let own = own_cases();
    let gold = (requirement::shared("ALLIANCE_TRAINING_GOLD", "gold/dev"))
        .map(|folder| gold::read_cases(&folder).unwrap());
    let heads = [
        (
            learning::participation_head(),
            Origin::of_participation as fn(&[Case], Option<&[Case]>) -> Origin,
        ),
        (learning::attendance_head(), Origin::of_attendance),
        (learning::detection_head(), Origin::of_detection),
        (learning::topicality_head(), Origin::of_topicality),
        (learning::page_day_head(), Origin::of_page_day),
        (learning::day_head(), Origin::of_day),
        (learning::site_head(), Origin::of_site),
    ];
    for (head, origin) in heads {
        let (own_count, gold_count) = Origin::case_counts(head).unwrap();
        // Cases behind those that were trained on are for the next training.
        let own = own.get(..own_count).expect(RETRAIN);
        let gold = gold.as_ref().zip(gold_count);
        let gold = gold.map(|(cases, count)| cases.get(..count).expect(RETRAIN));
        let told = if gold.is_some() {
            format!("{head}\n")
        } else {
            Origin::without_gold(head)
        };
        assert_eq!(told, origin(own, gold).to_head(), "{RETRAIN}");
    }
}

#[test]
fn the_model_of_line_ends_knows_the_pages_and_the_features_of_today() {
    let own = own_cases();
    let head = learning::line_end_head();
    let retrain = "cargo run -p alliance-tests --example train_line_ends";
    let (count, _) = Origin::case_counts(head).unwrap();
    let own = own.get(..count).expect(retrain);
    assert_eq!(
        format!("{head}\n"),
        Origin::of_line_ends(own).to_head(),
        "{retrain}"
    );
}

#[test]
fn line_ends_are_told_from_blanks_on_pages_that_were_not_seen() {
    let (seen, unseen) = split(own_cases());
    let trained = line_end::train(&line_end::read_blanks(&seen));
    let unseen = line_end::read_blanks(&unseen);
    let right = (unseen.iter())
        .filter(|blank| (trained.probability(&blank.features) >= 0.5) == blank.answer)
        .count();
    assert!(
        right * 100 >= unseen.len() * 95,
        "{right} of {}",
        unseen.len()
    );
}

#[test]
fn bodies_that_the_grammar_leaves_out_are_found_in_cases_that_were_not_seen() {
    let (seen, unseen) = split(own_cases());
    let trained = participation::train(&participation::read_pairs(&seen));
    let unseen = participation::read_pairs(&unseen);
    let likely = (unseen.iter()).filter(|one| trained.probability(&one.mentions) >= 0.7);
    let (right, wrong): (Vec<_>, Vec<_>) = likely.partition(|one| one.took_part);
    let share = right.len() * 100 / (right.len() + wrong.len());
    assert!(share >= 75, "{} right, {} wrong", right.len(), wrong.len());
    let left_out = (right.iter()).filter(|one| !one.attached).count();
    assert!(
        left_out >= 5,
        "{left_out} of those that the grammar leaves out"
    );
}

#[test]
fn persons_that_the_grammar_leaves_out_are_found_in_cases_that_were_not_seen() {
    let (seen, unseen) = split(own_cases());
    let trained = attendance::train(&attendance::read_pairs(&seen));
    let unseen = attendance::read_pairs(&unseen);
    let likely = (unseen.iter())
        .filter(|one| !one.attached)
        .filter(|one| trained.probability(&one.mentions) >= 0.6);
    let (right, wrong): (Vec<_>, Vec<_>) = likely.partition(|one| one.took_part);
    let share = right.len() * 100 / (right.len() + wrong.len());
    assert!(share >= 55, "{} right, {} wrong", right.len(), wrong.len());
    assert!(right.len() >= 5, "{} right", right.len());
}

#[test]
fn the_likelihood_of_what_the_grammar_reads_tells_right_from_wrong() {
    let (seen, unseen) = split(own_cases());
    let trained = detection::train(&detection::read_fates(&seen));
    let (mut likely, mut unlikely) = ((0, 0), (0, 0));
    for fate in detection::read_fates(&unseen) {
        let probabilities = trained.probabilities(&fate.mentions);
        for kind in (0..KINDS.len()).filter(|kind| fate.told[*kind]) {
            let counts = match probabilities[kind] {
                0.6.. => &mut likely,
                ..0.2 => &mut unlikely,
                _ => continue,
            };
            match fate.happened[kind] {
                Some(true) => counts.0 += 1,
                Some(false) => counts.1 += 1,
                None => {}
            }
        }
    }
    assert!(likely.0 > 19 * likely.1, "likely: {likely:?}");
    assert!(unlikely.0 < 2 * unlikely.1, "unlikely: {unlikely:?}");
}

#[test]
fn pages_about_something_else_are_told_apart_in_cases_that_were_not_seen() {
    let (seen, unseen) = split(own_cases());
    let trained = topicality::train(&topicality::read_pages(&seen));
    let (others, reports): (Vec<_>, Vec<_>) =
        (topicality::read_pages(&unseen).into_iter()).partition(|page| page.answer);
    let unlikely = |pages: &[verdict::Example]| {
        let pages = pages.iter();
        pages
            .filter(|page| trained.probability(&page.features) >= 0.7)
            .count()
    };
    let (right, wrong) = (unlikely(&others), unlikely(&reports));
    assert!(2 * right > others.len(), "{right} of {}", others.len());
    assert!(20 * wrong < reports.len(), "{wrong} of {}", reports.len());
}

#[test]
fn places_that_the_grammar_infers_are_mended_in_cases_that_were_not_seen() {
    let (seen, unseen) = split(own_cases());
    let (mended, broken) = changed(site::read_questions, &seen, &unseen, 0.75);
    assert!(mended > broken, "{mended} mended, {broken} broken");
}

#[test]
fn the_days_of_pages_are_found_on_pages_that_were_not_seen() {
    let (seen, unseen) = split(own_cases());
    let trained = page_day::train(&page_day::read_pages(&seen));
    let (mut right, mut wrong) = (0, 0);
    for page in page_day::read_pages(&unseen) {
        match page.likeliest(&trained) {
            Some((0.73.., true)) => right += 1,
            Some((0.73.., false)) => wrong += 1,
            _ => {}
        }
    }
    assert!(right > 20 * wrong, "{right} right, {wrong} wrong");
}

/// The first of the pages that no rule was written from: there the grammar's dates are
/// wrong as often as on any page.
const FIRST_UNREAD: u32 = 2_327;

#[test]
fn dates_of_the_grammar_are_mended_on_pages_that_no_rule_was_written_from() {
    let number = |case: &Case| case.id.strip_prefix("own-")?.parse::<u32>().ok();
    let (unread, read): (Vec<_>, Vec<_>) =
        (own_cases().into_iter()).partition(|case| number(case) >= Some(FIRST_UNREAD));
    let (mended, broken) = changed(day::read_questions, &read, &unread, 1.5);
    assert!(mended > 2 * broken, "{mended} mended, {broken} broken");
}

/// How many of the grammar's choices are mended and broken where another is so many
/// logits likelier.
fn changed(
    read: fn(&[Case]) -> Vec<choice::Question>,
    seen: &[Case],
    unseen: &[Case],
    margin: f64,
) -> (usize, usize) {
    let trained = choice::train(&read(seen));
    let (mut mended, mut broken) = (0, 0);
    for question in read(unseen) {
        let challenger = trained.challenge(&question, 2.0);
        let Some(other) = challenger.filter(|other| other.margin >= margin && !question.optional)
        else {
            continue;
        };
        mended += usize::from(other.is_right && !other.is_inferred_right);
        broken += usize::from(other.is_inferred_right);
    }
    (mended, broken)
}
