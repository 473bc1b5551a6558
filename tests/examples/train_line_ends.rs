//! Trains the model of line ends on the cases of the repository, and writes
//! `worker/data/line_end.bin`: the same bytes on every run.
//!
//! ```text
//! cargo run -p alliance-tests --example train_line_ends
//! cargo run -p alliance-tests --example train_line_ends -- 4 0
//! ```
//!
//! With two numbers it leaves out every so-manieth case, from that one on, prints how
//! right the model is there, and writes it all the same: for measuring only.

use std::{env, error::Error, fs};

use alliance_tests::{
    binary,
    gold::{self, Case},
    training::{line_end, origin::Origin, verdict},
};

fn main() -> Result<(), Box<dyn Error>> {
    let numbers: Vec<usize> = (env::args().skip(1))
        .map(|number| number.parse())
        .collect::<Result<_, _>>()?;
    let root = binary::workspace_root();
    let cases = gold::read_cases(&root.join("worker/fixtures/cases"))?;
    match numbers.as_slice() {
        [] => {
            let blanks = line_end::read_blanks(&cases);
            let bytes = line_end::train(&blanks).pack(&Origin::of_line_ends(&cases).to_head());
            fs::write(root.join("worker/data/line_end.bin"), &bytes)?;
            println!("{} blanks, {} bytes", blanks.len(), bytes.len());
            Ok(())
        }
        [stride, first] => {
            let trained = train_without(cases, *stride, *first);
            fs::write(
                root.join("worker/data/line_end.bin"),
                trained.pack("# for measuring"),
            )?;
            Ok(())
        }
        _ => Err("give no number, or two".into()),
    }
}

fn train_without(cases: Vec<Case>, stride: usize, first: usize) -> verdict::Trained {
    let (judged, taught): (Vec<_>, Vec<_>) =
        (cases.into_iter().enumerate()).partition(|(at, _)| at % stride == first);
    let blanks = |of: Vec<(usize, Case)>| {
        let cases: Vec<Case> = of.into_iter().map(|(_, case)| case).collect();
        line_end::read_blanks(&cases)
    };
    let trained = line_end::train(&blanks(taught));
    let judged = blanks(judged);
    let right = (judged.iter())
        .filter(|blank| (trained.probability(&blank.features) >= 0.5) == blank.answer);
    println!("{} of {} right", right.count(), judged.len());
    trained
}
