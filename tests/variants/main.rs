//! The same article in any charset, script, annotation, width or wrapping
//! gives the same article and records.
//!
//! `make_variants.py` beside the gold cases re-codes, re-scripts, damages and
//! re-wraps them; this prints, for each of its variants, the share of cases
//! whose article and records equal those of the base case.
//! Beside it stands the share of quotes whose bytes say what they quote.
//! `ALLIANCE_VARIANTS_STRIDE` takes every so-manieth case (5 where it is not
//! set, 1 takes all). `ALLIANCE_VARIANTS_ONLY` makes only the variants whose
//! names begin so, parted by commas; `ALLIANCE_SHOW_ERRORS=1` prints in what
//! each differing case differs, `-` for what only the base says and `+` for
//! what only the variant does. `ALLIANCE_GOLD` names another folder of cases.

mod difference;
mod provenance;

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use alliance_tests::{
    gold::{self, Case},
    requirement,
};
use alliance_worker::{
    Normalized,
    record::{Evidence, Record},
};

use self::provenance::Reading;

/// What the share of a variant should be.
fn target(variant: &str) -> f64 {
    if variant.starts_with("misaligned") {
        0.97
    } else if variant.contains("lossy") {
        0.90
    } else {
        1.0
    }
}

/// Shares that must not fall, by the beginning of the variants' names; the
/// first that fits counts.
const FLOORS: [(&str, f64); 9] = [
    ("mojibake-utf8-as-gbk-lossy", 0.5),
    ("mojibake-gbk-as-big5-lossy", 0.4),
    ("mojibake-utf8-as-cp1252-lossy", 0.25),
    ("misaligned-heavy", 0.88),
    ("spaces-", 0.9),
    ("wrap-one-line", 0.88),
    ("html-template", 0.97),
    ("duplicate-", 0.97),
    ("", 0.95),
];

/// The cases of every stride, and their variants below `out`.
fn make_variants(gold: &Path, script: &Path, python: &Path, out: &Path) -> Vec<Case> {
    let stride = env::var("ALLIANCE_VARIANTS_STRIDE")
        .ok()
        .and_then(|value| value.parse().ok());
    let bases = out.join("bases");
    fs::create_dir_all(&bases).unwrap();
    let cases = gold::read_cases(gold).unwrap();
    let chosen: Vec<_> = cases.into_iter().step_by(stride.unwrap_or(5)).collect();
    for case in &chosen {
        let json = format!("{}.json", case.id);
        for name in [json.as_str(), case.submission.file.as_str()] {
            fs::copy(gold.join(name), bases.join(name)).unwrap();
        }
    }
    let output = Command::new(python)
        .arg(script)
        .arg(&bases)
        .arg("--out")
        .arg(out.join("variants"))
        .arg("--only")
        .arg(env::var("ALLIANCE_VARIANTS_ONLY").unwrap_or_default())
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {stderr}", script.display());
    chosen
}

/// Article and records, without what differs between variants by its nature:
/// places in the body, charset, script and repairs.
#[derive(Debug, PartialEq)]
struct Told {
    title: Option<String>,
    published_on: Option<String>,
    source_name: Option<String>,
    authors: Vec<String>,
    text: String,
    records: Vec<Record>,
}

fn told(normalized: Normalized) -> Told {
    let Normalized {
        article,
        mut records,
        ..
    } = normalized;
    records.iter_mut().for_each(strip_body_spans);
    Told {
        title: article.title,
        published_on: article.published_on.map(|date| date.to_string()),
        source_name: article.source_name,
        authors: article.authors,
        text: article.text.as_str().to_owned(),
        records,
    }
}

fn strip_body_spans(record: &mut Record) {
    for evidence in evidence_of(record) {
        evidence.body_span = None;
    }
    for sentence in &mut record.sentences {
        sentence.body_span = None;
    }
}

/// All that a record quotes.
fn evidence_of(record: &mut Record) -> impl Iterator<Item = &mut Evidence> {
    record
        .alliances
        .iter_mut()
        .map(|alliance| &mut alliance.evidence)
        .chain(record.subject.as_mut().map(|subject| &mut subject.evidence))
        .chain(record.date.as_mut().map(|date| &mut date.evidence))
        .chain(record.place.as_mut().map(|place| &mut place.evidence))
        .chain(
            record
                .organizations
                .iter_mut()
                .map(|named| &mut named.evidence),
        )
        .chain(record.persons.iter_mut().map(|person| &mut person.evidence))
        .chain(record.amounts.iter_mut().map(|amount| &mut amount.evidence))
        .flatten()
}

/// How many quotes there are, and how many their bytes prove.
#[derive(Debug, Default)]
struct Quotes {
    proved: u32,
    all: u32,
}

/// The quotes of a variant's records; `None` where its bytes do not say all.
fn quotes(case: &Case, variant: &str, records: &mut [Record]) -> Option<Quotes> {
    let submission = &case.submission;
    let content_type = submission.content_type.as_deref().unwrap_or_default();
    let reading = Reading::of(variant, case.charset.as_deref()?, content_type)?;
    let body = fs::read(case.folder.join(&submission.file)).unwrap();
    let mut quotes = Quotes::default();
    for evidence in records.iter_mut().flat_map(evidence_of) {
        let is_proved = reading.proves(&body, evidence);
        if !is_proved && shows_errors() {
            let said = evidence
                .body_span
                .map(|span| reading.read(&body[span.start..span.end]));
            println!("{}: {:?} is {said:?}", case.id, evidence.quote);
        }
        quotes.proved += u32::from(is_proved);
        quotes.all += 1;
    }
    Some(quotes)
}

fn shows_errors() -> bool {
    env::var("ALLIANCE_SHOW_ERRORS").is_ok_and(|value| value == "1")
}

/// What is known of a variant.
#[derive(Debug, Default)]
struct Count {
    /// Cases that tell what their base tells, and all.
    equal: u32,
    all: u32,
    /// `None` where bytes are lost.
    quotes: Option<Quotes>,
}

/// All folders below, and the folder itself.
fn folders_below(folder: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut next = 0;
    while let Some(folder) = folders.get(next).cloned() {
        let entries = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        folders.extend(entries.filter(|path| path.is_dir()));
        next += 1;
    }
    folders
}

#[test]
fn every_variant_tells_what_its_base_tells() {
    let Some(gold) = requirement::shared("ALLIANCE_GOLD", "gold/dev") else {
        return;
    };
    let Some(scripts) = requirement::shared("ALLIANCE_VARIANTS", "variants") else {
        return;
    };
    let Some(python) = requirement::python_with("opencc, pypinyin") else {
        return;
    };
    let out = tempfile::tempdir().unwrap();
    let bases = make_variants(
        &gold,
        &scripts.join("make_variants.py"),
        &python,
        out.path(),
    );
    let bases: BTreeMap<_, _> = bases
        .iter()
        .map(|case| (case.id.clone(), case.normalize().ok().map(told)))
        .collect();

    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for folder in folders_below(&out.path().join("variants")) {
        for case in gold::read_cases(&folder).unwrap() {
            let (Some(base), Some(variant)) = (&case.base, &case.variant) else {
                continue;
            };
            let mut normalized = case.normalize().ok();
            let count = counts.entry(variant.clone()).or_default();
            if let Some(normalized) = &mut normalized
                && let Some(quotes) = quotes(&case, variant, &mut normalized.records)
            {
                let sum = count.quotes.get_or_insert_default();
                sum.proved += quotes.proved;
                sum.all += quotes.all;
            }
            let told = normalized.map(told);
            let equal = bases[base] == told;
            if !equal && shows_errors() {
                difference::print(&case.id, bases[base].as_ref(), told.as_ref());
            }
            count.equal += u32::from(equal);
            count.all += 1;
        }
    }
    assert!(!counts.is_empty(), "no variant was made");
    let mut fallen = Vec::new();
    for (variant, Count { equal, all, quotes }) in counts {
        let share = f64::from(equal) / f64::from(all);
        let target = target(&variant);
        print!("{variant:40} {share:.3}  {equal}/{all}  target {target:.2}");
        let (_, floor) = FLOORS
            .iter()
            .find(|(prefix, _)| variant.starts_with(prefix))
            .expect("the last fits all");
        if share < *floor {
            fallen.push(format!("{variant}: {share:.3} is below {floor:.2}"));
        }
        match quotes {
            Some(Quotes { proved, all }) => {
                println!("  quotes proved {proved}/{all}");
                if proved < all {
                    fallen.push(format!("{variant}: {} quotes are not proved", all - proved));
                }
            }
            None => println!(),
        }
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}
