//! Trains the models on the labelled cases of the repository, and those beside the
//! checkout where they are there, and writes `worker/data/participation.bin`,
//! `attendance.bin`, `detection.bin`, `topicality.bin`, `page_day.bin`, `day.bin` and
//! `site.bin` beside it: the same bytes on every run.
//!
//! ```text
//! cargo run --release -p alliance-tests --example train_models
//! cargo run --release -p alliance-tests --example train_models -- TRAIN JUDGE
//! ```
//!
//! With two folders of cases it trains on the first and prints how right it is in the
//! second: of what the grammar leaves out, how much it would add rightly and wrongly,
//! of the events that the grammar reads, how many are right by likelihood, and of the
//! dates and places that it chooses, how many would be mended and broken.
//! Nothing is written then.

use std::{env, error::Error, fs, path::Path};

use alliance_tests::{
    binary,
    gold::{self, Case},
    requirement,
    training::{
        attendance, choice, day, detection, origin::Origin, page_day, participation, site,
        topicality,
    },
};
use alliance_worker::learning::KINDS;

/// Probabilities from which on something may be added.
const BOUNDS: [f64; 8] = [0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.8, 0.9];
/// Bounds between which likelihoods are alike.
const BUCKETS: [f64; 10] = [0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.01];
/// By how many logits another place must be likelier than the grammar's.
const MARGINS: [f64; 6] = [0.0, 0.5, 0.75, 1.0, 1.5, 2.0];
/// By how many more no place must.
const NONE_HANDICAP: f64 = 2.0;

fn main() -> Result<(), Box<dyn Error>> {
    let folders: Vec<String> = env::args().skip(1).collect();
    match folders.as_slice() {
        [] => write_models(),
        [train, judge] => print_judgement(Path::new(train), Path::new(judge)),
        _ => Err("give no folder, or one to train on and one to judge by".into()),
    }
}

fn write_models() -> Result<(), Box<dyn Error>> {
    let root = binary::workspace_root();
    let own = gold::read_cases(&root.join("worker/fixtures/cases"))?;
    let gold = (requirement::shared("ALLIANCE_TRAINING_GOLD", "gold/dev"))
        .map(|folder| gold::read_cases(&folder))
        .transpose()?;
    let cases = [own.clone(), gold.clone().unwrap_or_default()].concat();
    for (name, origin, train) in MODELS {
        let head = origin(&own, gold.as_deref()).to_head();
        let bytes = train(&cases, &head);
        fs::write(root.join(format!("worker/data/{name}.bin")), &bytes)?;
        println!("{name}: {} cases, {} bytes", cases.len(), bytes.len());
    }
    Ok(())
}

/// The name of a model's file, what its head tells, and what trains it to its bytes.
type Model = (
    &'static str,
    fn(&[Case], Option<&[Case]>) -> Origin,
    fn(&[Case], &str) -> Vec<u8>,
);

const MODELS: [Model; 7] = [
    ("participation", Origin::of_participation, |cases, head| {
        participation::train(&participation::read_pairs(cases)).pack(head)
    }),
    ("attendance", Origin::of_attendance, |cases, head| {
        attendance::train(&attendance::read_pairs(cases)).pack(head)
    }),
    ("detection", Origin::of_detection, |cases, head| {
        detection::train(&detection::read_fates(cases)).pack(head)
    }),
    ("topicality", Origin::of_topicality, |cases, head| {
        topicality::train(&topicality::read_pages(cases)).pack(head)
    }),
    ("page_day", Origin::of_page_day, |cases, head| {
        page_day::train(&page_day::read_pages(cases)).pack(head)
    }),
    ("day", Origin::of_day, |cases, head| {
        choice::train(&day::read_questions(cases)).pack(head)
    }),
    ("site", Origin::of_site, |cases, head| {
        choice::train(&site::read_questions(cases)).pack(head)
    }),
];

fn print_judgement(taught: &Path, judged: &Path) -> Result<(), Box<dyn Error>> {
    let (taught, judged) = (gold::read_cases(taught)?, gold::read_cases(judged)?);
    let trained = participation::train(&participation::read_pairs(&taught));
    let parts: Vec<(f64, bool)> = participation::read_pairs(&judged)
        .into_iter()
        .filter(|one| !one.attached)
        .map(|one| (trained.probability(&one.mentions), one.took_part))
        .collect();
    print_added("participation", &parts);
    let trained = topicality::train(&topicality::read_pages(&taught));
    let others: Vec<(f64, bool)> = (topicality::read_pages(&judged).iter())
        .map(|page| (trained.probability(&page.features), page.answer))
        .collect();
    print_added("other pages", &others);
    let trained = attendance::train(&attendance::read_pairs(&taught));
    let parts: Vec<(f64, bool)> = attendance::read_pairs(&judged)
        .into_iter()
        .filter(|one| !one.attached)
        .map(|one| (trained.probability(&one.mentions), one.took_part))
        .collect();
    print_added("attendance", &parts);
    let trained = detection::train(&detection::read_fates(&taught));
    let mut added = vec![Vec::new(); KINDS.len()];
    let mut told = vec![Vec::new(); KINDS.len()];
    for fate in detection::read_fates(&judged) {
        let probabilities = trained.probabilities(&fate.mentions);
        for kind in 0..KINDS.len() {
            let judged = if fate.told[kind] {
                &mut told
            } else {
                &mut added
            };
            judged[kind].extend(fate.happened[kind].map(|right| (probabilities[kind], right)));
        }
    }
    for (kind, added) in KINDS.iter().zip(&added) {
        print_added(kind.name(), added);
    }
    for (kind, told) in KINDS.iter().zip(&told) {
        print_told(kind.name(), told);
    }
    let trained = page_day::train(&page_day::read_pages(&taught));
    let days: Vec<(f64, bool)> = (page_day::read_pages(&judged).iter())
        .filter(|page| !page.is_known)
        .filter_map(|page| page.likeliest(&trained))
        .collect();
    print_added("page day", &days);
    for (name, read) in [
        ("day", day::read_questions as fn(&[Case]) -> _),
        ("site", site::read_questions),
    ] {
        print_choices(name, &choice::train(&read(&taught)), &read(&judged));
    }
    Ok(())
}

/// How many of the grammar's choices are mended and broken, by how much likelier another
/// must be.
fn print_choices(name: &str, trained: &choice::Trained, questions: &[choice::Question]) {
    let challengers: Vec<choice::Challenger> = (questions.iter())
        .filter(|question| !question.optional)
        .filter_map(|question| trained.challenge(question, NONE_HANDICAP))
        .collect();
    let wrong = challengers.iter().filter(|one| !one.is_inferred_right);
    print!(
        "{name}: {} chosen, {} wrong; mended/broken from",
        challengers.len(),
        wrong.count()
    );
    for margin in MARGINS {
        let taken = || challengers.iter().filter(|one| one.margin >= margin);
        let mended = taken().filter(|one| one.is_right && !one.is_inferred_right);
        let broken = taken().filter(|one| one.is_inferred_right);
        print!("  {margin}: {}/{}", mended.count(), broken.count());
    }
    println!();
}

/// How much of what the grammar leaves out is added from each bound on.
fn print_added(name: &str, judged: &[(f64, bool)]) {
    let missed = judged.iter().filter(|(_, right)| *right).count();
    print!("{name}: {missed} left out; right/wrong from");
    for bound in BOUNDS {
        let likely = || {
            judged
                .iter()
                .filter(|(probability, _)| *probability >= bound)
        };
        let right = likely().filter(|(_, right)| *right).count();
        print!("  {bound}: {right}/{}", likely().count() - right);
    }
    println!();
}

/// How right is what the grammar reads, by likelihood.
fn print_told(name: &str, judged: &[(f64, bool)]) {
    print!("{name}: told; right/wrong from");
    for bounds in BUCKETS.windows(2) {
        let alike = || {
            (judged.iter()).filter(|(probability, _)| (bounds[0]..bounds[1]).contains(probability))
        };
        let right = alike().filter(|(_, right)| *right).count();
        print!("  {}: {right}/{}", bounds[0], alike().count() - right);
    }
    println!();
}
