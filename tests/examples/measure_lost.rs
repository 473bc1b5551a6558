//! Measures how well characters of which bytes were lost are restored.
//!
//! ```text
//! make_variants.py CASES --out VARIANTS --only mojibake-utf8-as-gbk-lossy,misaligned-heavy
//! cargo run -p alliance-tests --example measure_lost -- CASES VARIANTS
//! ```
//!
//! For each variant it prints how many characters lost bytes, how many of them
//! are not what the base case has there, those left as U+FFFD apart, and on how
//! many pages all are right. Two arguments more, a variant's name and a number of
//! characters, print that variant's errors with so much text on both sides: what
//! the page says, and what was made of it.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    path::{Path, PathBuf},
};

use alliance_tests::gold::{self, Case};
use alliance_worker::{Submission, decode_body, report::RepairKind};

/// What became of the lost characters of some pages.
#[derive(Debug, Default)]
struct Count {
    lost: usize,
    wrong: usize,
    marked: usize,
    /// Pages of another length than the base: they cannot be compared.
    shifted: usize,
    right_pages: usize,
    pages: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [cases, variants, shown @ ..] = arguments.as_slice() else {
        return Err("give the folder of the cases and that of their variants".into());
    };
    let shown = match shown {
        [variant, context] => Some((variant.as_str(), context.parse::<usize>()?)),
        _ => None,
    };
    let bases: BTreeMap<String, String> = gold::read_cases(Path::new(cases))?
        .into_iter()
        .filter_map(|case| Some((case.id.clone(), decode(&case)?.0)))
        .collect();
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut folders = vec![PathBuf::from(variants)];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir()? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            }
        }
        for case in gold::read_cases(&folder)? {
            let (Some(base), Some(variant)) = (&case.base, &case.variant) else {
                continue;
            };
            let (Some(meant), Some((read, lost))) = (bases.get(base), decode(&case)) else {
                continue;
            };
            let context = shown.filter(|(name, _context)| name == variant);
            let count = counts.entry(variant.clone()).or_default();
            count.lost += lost;
            compare(
                &case.id,
                meant,
                &read,
                context.map(|(_name, context)| context),
                count,
            );
        }
    }
    println!(
        "{:36} {:>6} {:>6} {:>6} {:>8} {:>8}  pages",
        "variant", "lost", "wrong", "marked", "error", "shifted"
    );
    for (variant, count) in counts {
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
        let error = (count.wrong + count.marked) as f64 / count.lost.max(1) as f64;
        println!(
            "{variant:36} {:6} {:6} {:6} {error:8.5} {:8}  {}/{}",
            count.lost, count.wrong, count.marked, count.shifted, count.right_pages, count.pages
        );
    }
    Ok(())
}

/// The text of a page, and how many of its characters lost bytes.
fn decode(case: &Case) -> Option<(String, usize)> {
    let body = case.body();
    let submission = Submission {
        body: &body,
        content_type: case.submission.content_type.as_deref().unwrap_or_default(),
        ..Submission::default()
    };
    let (text, report) = decode_body(&submission).ok()?;
    let lost = report
        .repairs
        .iter()
        .filter(|repair| repair.kind == RepairKind::Undecodable)
        .map(|repair| repair.count)
        .sum::<u32>();
    Some((text.as_str().to_owned(), lost as usize))
}

fn compare(id: &str, meant: &str, read: &str, context: Option<usize>, count: &mut Count) {
    let (meant, read) = (without_tags(meant), without_tags(read));
    count.pages += 1;
    if meant.len() != read.len() {
        count.shifted += 1;
        if let Some(context) = context {
            let pairs = meant.iter().zip(&read);
            let at = pairs.take_while(|(meant, read)| meant == read).count();
            println!(
                "{id} shifted: {} | {}",
                around(&meant, at, context),
                around(&read, at, context)
            );
        }
        return;
    }
    let wrong: Vec<usize> = (0..meant.len())
        .filter(|at| meant[*at] != read[*at])
        .collect();
    let marked = wrong.iter().filter(|at| read[**at] == '\u{FFFD}').count();
    count.marked += marked;
    count.wrong += wrong.len() - marked;
    count.right_pages += usize::from(wrong.is_empty());
    if let Some(context) = context {
        for at in wrong {
            println!(
                "{id} {} {}: {} | {}",
                meant[at],
                read[at],
                around(&meant, at, context),
                around(&read, at, context)
            );
        }
    }
}

/// The characters outside tags: a variant's declaration of its charset is its own.
fn without_tags(text: &str) -> Vec<char> {
    let mut is_tag = false;
    text.chars()
        .filter(|character| {
            is_tag = (is_tag || *character == '<') && *character != '>';
            !is_tag
        })
        .collect()
}

/// The text around a character, on one line.
fn around(text: &[char], at: usize, context: usize) -> String {
    let range = at.saturating_sub(context)..text.len().min(at + context + 1);
    let around: String = text[range].iter().collect();
    around.replace(['\n', '\r'], "␤")
}
