//! In what a variant differs from its base, for those who look for the cause.

use std::fmt::Debug;

use alliance_worker::record::Record;

use super::Told;

/// Prints in what a variant differs.
pub(super) fn print(id: &str, base: Option<&Told>, variant: Option<&Told>) {
    println!("{id}");
    for line in describe(base, variant) {
        println!("{line}");
    }
}

/// One line for each field that differs: what the base says, and the variant.
fn describe(base: Option<&Told>, variant: Option<&Told>) -> Vec<String> {
    let (Some(base), Some(variant)) = (base, variant) else {
        return vec![format!(
            "  read: {} | {}",
            base.is_some(),
            variant.is_some()
        )];
    };
    let mut found = Vec::new();
    let mut compare = |field: &str, base: &dyn Debug, variant: &dyn Debug| {
        let (base, variant) = (format!("{base:?}"), format!("{variant:?}"));
        if base != variant {
            found.push(format!("  {field}: {base} | {variant}"));
        }
    };
    compare("title", &base.title, &variant.title);
    compare("published_on", &base.published_on, &variant.published_on);
    compare("source_name", &base.source_name, &variant.source_name);
    compare("authors", &base.authors, &variant.authors);
    found.extend(lines_of_one(
        "text",
        &paragraphs(base),
        &paragraphs(variant),
    ));
    found.extend(lines_of_one("record", &facts(base), &facts(variant)));
    if found.is_empty() {
        found.push("  records: the same facts, proved by other places".to_owned());
    }
    found
}

fn paragraphs(told: &Told) -> Vec<String> {
    told.text.lines().map(str::to_owned).collect()
}

/// What the records say, one line for each fact.
fn facts(told: &Told) -> Vec<String> {
    let facts = told.records.iter().enumerate();
    facts
        .flat_map(|(at, record)| facts_of(at, record))
        .collect()
}

fn facts_of(at: usize, record: &Record) -> Vec<String> {
    let kind = record.kind;
    let value = |fact: String| format!("{at} {kind:?} {fact}");
    let mut facts = vec![value(format!("background {}", record.background))];
    for alliance in &record.alliances {
        facts.push(value(format!("{} {:?}", alliance.name, alliance.aliases)));
    }
    if let Some(subject) = &record.subject {
        facts.push(value(format!("subject {}", subject.value)));
    }
    if let Some(date) = &record.date {
        facts.push(value(format!("date {}", date.value)));
    }
    if let Some(place) = &record.place {
        facts.push(value(format!("place {:?}", place.value)));
    }
    for one in &record.organizations {
        facts.push(value(format!(
            "{} {:?} {:?}",
            one.name, one.roles, one.aliases
        )));
    }
    for one in &record.persons {
        facts.push(value(format!(
            "{} {:?} {:?} {:?}",
            one.name, one.organization, one.title, one.roles
        )));
    }
    for one in &record.amounts {
        facts.push(value(format!("{} {}", one.units, one.currency)));
    }
    facts
}

/// The lines that only the base has, and those that only the variant has.
fn lines_of_one(what: &str, base: &[String], variant: &[String]) -> Vec<String> {
    let only = |sign: &str, these: &[String], others: &[String]| -> Vec<String> {
        these
            .iter()
            .filter(|line| !others.contains(line))
            .map(|line| format!("  {what} {sign} {line}"))
            .collect()
    };
    let mut lines = only("-", base, variant);
    lines.extend(only("+", variant, base));
    lines
}
