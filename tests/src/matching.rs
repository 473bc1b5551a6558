//! Which record is which labelled event, as the records' definition has it: same
//! type, and subjects that agree.

use std::collections::{BTreeMap, BTreeSet};

use alliance_worker::record::{EventType, OrganizationRole, PersonRole, Record};
use unicode_normalization::UnicodeNormalization as _;

use crate::gold::CaseEvent;

/// A form to compare names in, without regard to width, blanks, quotation
/// marks, brackets and case.
pub fn fold(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace() && !"\"'“”‘’「」『』《》〈〉()·•・".contains(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The names of the alliances, folded.
pub fn alliances_of(record: &Record) -> BTreeSet<String> {
    record
        .alliances
        .iter()
        .map(|alliance| fold(&alliance.name))
        .collect()
}

/// Pairs of a labelled event and a record, one to one, most alike first; equal
/// dates break ties.
pub fn match_events(gold: &[CaseEvent], records: &[Record]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, event) in gold.iter().enumerate() {
        for (j, record) in records.iter().enumerate() {
            let likeness = likeness(event, record);
            if likeness > 0.0 {
                let date = record.date.as_ref().map(|date| date.value.to_string());
                let tie = if event.date == date { 0.01 } else { 0.0 };
                pairs.push((likeness + tie, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut matched: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in pairs {
        if !matched.iter().any(|pair| pair.0 == i || pair.1 == j) {
            matched.push((i, j));
        }
    }
    matched
}

/// The labelled event of each record that has one.
pub fn label_records<'e>(
    gold: &'e [CaseEvent],
    records: &[Record],
) -> BTreeMap<usize, &'e CaseEvent> {
    (match_events(gold, records).into_iter())
        .map(|(event, record)| (record, &gold[event]))
        .collect()
}

/// How alike the names of two meetings or documents are that are one.
const DICE_MIN: f64 = 0.6;

/// Whether the names are of one meeting or document.
pub fn are_alike(a: &str, b: &str) -> bool {
    dice(a, b) >= DICE_MIN
}

/// 0 where the two cannot be the same event, else how alike their subjects are.
fn likeness(gold: &CaseEvent, record: &Record) -> f64 {
    if gold.kind != record.kind.name() {
        return 0.0;
    }
    match record.kind {
        EventType::AgreementSigned => {
            let signs = |roles: &[String]| roles.iter().any(|role| role == "SIGNATORY");
            let wanted = gold.organizations.iter().chain(&gold.persons);
            let wanted: BTreeSet<_> = wanted
                .filter(|one| signs(&one.roles))
                .map(|one| fold(&one.name))
                .collect();
            let likeness = jaccard(&wanted, &signatories_of(record));
            if likeness >= 0.5 { likeness } else { 0.0 }
        }
        EventType::MeetingHeld | EventType::DocumentIssued => {
            let got = record
                .subject
                .as_ref()
                .map(|subject| subject.value.as_str());
            let likeness = dice(
                gold.subject.as_deref().unwrap_or_default(),
                got.unwrap_or_default(),
            );
            if likeness >= DICE_MIN { likeness } else { 0.0 }
        }
        _ => {
            let wanted = gold.alliances.iter().map(|name| fold(name)).collect();
            jaccard(&wanted, &alliances_of(record))
        }
    }
}

fn signatories_of(record: &Record) -> BTreeSet<String> {
    let organizations = record.organizations.iter();
    let organizations =
        organizations.filter(|one| one.roles.contains(&OrganizationRole::Signatory));
    let persons = record
        .persons
        .iter()
        .filter(|one| one.roles.contains(&PersonRole::Signatory));
    organizations
        .map(|one| fold(&one.name))
        .chain(persons.map(|one| fold(&one.name)))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "sets of names are small")]
fn jaccard(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let both = a.intersection(b).count();
    if both == 0 {
        0.0
    } else {
        both as f64 / a.union(b).count() as f64
    }
}

/// Twice the common bigrams over all bigrams, of the folded names.
#[expect(clippy::cast_precision_loss, reason = "names are short")]
fn dice(a: &str, b: &str) -> f64 {
    let bigrams = |text: &str| {
        let chars: Vec<char> = fold(text).chars().collect();
        let mut counts: BTreeMap<Vec<char>, usize> = BTreeMap::new();
        for start in 0..chars.len().saturating_sub(1).max(1) {
            let bigram = chars[start..chars.len().min(start + 2)].to_vec();
            *counts.entry(bigram).or_default() += 1;
        }
        counts
    };
    let (a, b) = (bigrams(a), bigrams(b));
    let all = a.values().chain(b.values()).sum::<usize>();
    let common: usize = a
        .iter()
        .map(|(bigram, count)| (*count).min(b.get(bigram).copied().unwrap_or(0)))
        .sum();
    if all == 0 {
        0.0
    } else {
        2.0 * common as f64 / all as f64
    }
}
