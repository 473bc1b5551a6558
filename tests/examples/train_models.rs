//! Trains the models on the labelled cases of the repository, and writes
//! `worker/data/participation.bin` and `worker/data/detection.bin`: the same bytes
//! on every run.
//!
//! ```text
//! cargo run --release -p alliance-tests --example train_models
//! cargo run --release -p alliance-tests --example train_models -- TRAIN JUDGE
//! ```
//!
//! With two folders of cases it trains on the first and prints what, beside the
//! grammar, the models would add rightly and wrongly in the second; nothing is
//! written.

use std::{env, error::Error, fs, path::Path};

use alliance_tests::{
    binary, gold,
    training::{detection, origin::Origin, participation},
};
use alliance_worker::learning::KINDS;

/// Probabilities from which on something may be added.
const BOUNDS: [f64; 8] = [0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.8, 0.9];

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
    let cases = gold::read_cases(&root.join("worker/fixtures/cases"))?;
    let bytes = participation::train(&participation::read_pairs(&cases))
        .pack(&Origin::of_participation(&cases).to_head());
    fs::write(root.join("worker/data/participation.bin"), &bytes)?;
    println!("participation: {} cases, {} bytes", cases.len(), bytes.len());
    let bytes = detection::train(&detection::read_fates(&cases))
        .pack(&Origin::of_detection(&cases).to_head());
    fs::write(root.join("worker/data/detection.bin"), &bytes)?;
    println!("detection: {} cases, {} bytes", cases.len(), bytes.len());
    Ok(())
}

fn print_judgement(taught: &Path, judged: &Path) -> Result<(), Box<dyn Error>> {
    let (taught, judged) = (gold::read_cases(taught)?, gold::read_cases(judged)?);
    let trained = participation::train(&participation::read_pairs(&taught));
    let parts: Vec<(f64, bool)> = participation::read_pairs(&judged)
        .into_iter()
        .filter(|pair| !pair.attached)
        .map(|pair| (trained.probability(&pair.mentions), pair.took_part))
        .collect();
    print_counts("participation", &parts);
    let trained = detection::train(&detection::read_fates(&taught));
    let mut kinds = vec![Vec::new(); KINDS.len()];
    for fate in detection::read_fates(&judged) {
        let probabilities = trained.probabilities(&fate.mentions);
        for (kind, judged) in kinds.iter_mut().enumerate() {
            if let (false, Some(happened)) = (fate.told[kind], fate.happened[kind]) {
                judged.push((probabilities[kind], happened));
            }
        }
    }
    print_counts("detection", &kinds.concat());
    let fates = detection::read_fates(&judged);
    for kind in 0..=KINDS.len() {
        let mut told = Vec::new();
        for fate in &fates {
            let probabilities = trained.probabilities(&fate.mentions);
            for k in 0..KINDS.len() {
                if k != kind && kind < KINDS.len() { continue }
                if let (true, Some(happened)) = (fate.told[k], fate.happened[k]) {
                    told.push((probabilities[k], happened));
                }
            }
        }
        print!("told {}", KINDS.get(kind).map_or("all", |k| k.name()));
        for (low, high) in [(0.0, 0.05), (0.05, 0.1), (0.1, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.1)] {
            let of = |right: bool| told.iter().filter(|(p, r)| *p >= low && *p < high && *r == right).count();
            print!(" {low}: {}/{}", of(true), of(false));
        }
        println!();
    }
    for (kind, judged) in KINDS.iter().zip(&kinds) {
        print_counts(kind.name(), judged);
    }
    Ok(())
}

fn print_counts(name: &str, judged: &[(f64, bool)]) {
    let missed = judged.iter().filter(|(_, right)| *right).count();
    print!("{name}: {missed} left out by the grammar");
    for bound in BOUNDS {
        let count = |wanted: bool| {
            (judged.iter())
                .filter(|(probability, right)| *probability >= bound && *right == wanted)
                .count()
        };
        print!("  {bound:.2}: {}/{}", count(true), count(false));
    }
    println!();
}
