//! Trains the model of participation on the labelled cases of the repository, and
//! writes `worker/data/participation.bin`: the same bytes on every run.
//!
//! ```text
//! cargo run --release -p alliance-tests --example train_participation
//! cargo run --release -p alliance-tests --example train_participation -- TRAIN JUDGE
//! ```
//!
//! With two folders of cases it trains on the first and prints how many bodies, of
//! those to which the grammar gives no part, it would add rightly and wrongly in the
//! second; nothing is written.

use std::{env, error::Error, fs, path::Path};

use alliance_tests::{
    binary, gold,
    training::{Origin, Pair, read_pairs, train},
};

/// Probabilities from which on a body may be added.
const BOUNDS: [f64; 6] = [0.5, 0.6, 0.65, 0.7, 0.8, 0.9];

fn main() -> Result<(), Box<dyn Error>> {
    let folders: Vec<String> = env::args().skip(1).collect();
    match folders.as_slice() {
        [] => write_model(),
        [train, judge] => print_judgement(Path::new(train), Path::new(judge)),
        _ => Err("give no folder, or one to train on and one to judge by".into()),
    }
}

fn write_model() -> Result<(), Box<dyn Error>> {
    let root = binary::workspace_root();
    let cases = gold::read_cases(&root.join("worker/fixtures/cases"))?;
    let bytes = train(&read_pairs(&cases)).pack(&Origin::of(&cases).to_head());
    fs::write(root.join("worker/data/participation.bin"), &bytes)?;
    println!("{} cases, {} bytes", cases.len(), bytes.len());
    Ok(())
}

fn print_judgement(taught: &Path, judged: &Path) -> Result<(), Box<dyn Error>> {
    let trained = train(&read_pairs(&gold::read_cases(taught)?));
    let judged: Vec<(f64, Pair)> = read_pairs(&gold::read_cases(judged)?)
        .into_iter()
        .filter(|pair| !pair.attached)
        .map(|pair| (trained.probability(&pair.mentions), pair))
        .collect();
    for bound in BOUNDS {
        let count = |right: bool| {
            (judged.iter())
                .filter(|(probability, pair)| *probability >= bound && pair.took_part == right)
                .count()
        };
        println!("{bound:.2}: {} right, {} wrong", count(true), count(false));
    }
    Ok(())
}
