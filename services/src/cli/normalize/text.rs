//! A normalized submission for reading.

use alliance_worker::{
    NormalizeError, Normalized,
    record::{EventType, OrganizationRole, Record, Sentence},
    report::{Report, Script},
};

use crate::cli::{describe, table::Table};

/// Columns of a record's head; what is wider is cut.
const WIDTHS_MAX: [usize; 5] = [20, 21, 48, 30, 16];

/// Headline, what the page says of itself, and a paragraph for each event.
pub(super) fn render(
    id: &str,
    outcome: &Result<Normalized, NormalizeError>,
    why_not: bool,
    with_text: bool,
) -> String {
    let mut lines = vec![format!("── {id} ──")];
    match outcome {
        Ok(normalized) => {
            add_header(normalized, &mut lines);
            if normalized.article.text.as_str().is_empty() {
                lines.push("no text of its own to read".to_owned());
            } else {
                add_records(&normalized.records, &mut lines);
            }
            if why_not {
                add_skipped(normalized, &mut lines);
            }
            if with_text {
                lines.push(String::new());
                lines.push(normalized.article.text.as_str().to_owned());
            }
        }
        Err(error) => lines.push(format!("failed ({}): {error}", error.reason())),
    }
    lines.push(String::new());
    lines.join("\n")
}

fn add_header(normalized: &Normalized, lines: &mut Vec<String>) {
    let article = &normalized.article;
    lines.push(
        article
            .title
            .clone()
            .unwrap_or_else(|| "(no title)".to_owned()),
    );
    let parts = [
        article.published_on.map(|date| date.to_string()),
        article.source_name.clone(),
        Some(article.authors.join("、")).filter(|authors| !authors.is_empty()),
        Some(describe_report(&normalized.report)),
    ];
    lines.push(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
}

fn describe_report(report: &Report) -> String {
    let script = report.script.map_or("", Script::name).to_lowercase();
    let repairs: Vec<String> = report
        .repairs
        .iter()
        .map(|repair| format!("{} {}", repair.count, describe::words(repair.kind.name())))
        .collect();
    let mut parts = vec![report.charset.clone(), script];
    if !repairs.is_empty() {
        parts.push(format!("mended: {}", repairs.join(", ")));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn add_records(records: &[Record], lines: &mut Vec<String>) {
    if records.is_empty() {
        lines.push("no events".to_owned());
        return;
    }
    let rows: Vec<Vec<String>> = records.iter().map(head_cells).collect();
    let table = Table::fitting(&rows, &WIDTHS_MAX);
    for (record, row) in records.iter().zip(&rows) {
        lines.push(String::new());
        lines.push(table.row(row));
        let organizations = record.organizations.iter().map(|organization| {
            let roles = organization.roles.iter().map(|role| role.name());
            describe::with_roles(&organization.name, roles)
        });
        add_list("organizations", organizations, lines);
        let persons = record.persons.iter().map(|person| {
            let post = describe::post(person.organization.as_deref(), person.title.as_deref());
            let name = format!("{}{post}", person.name);
            describe::with_roles(&name, person.roles.iter().map(|role| role.name()))
        });
        add_list("persons", persons, lines);
        let amounts = record
            .amounts
            .iter()
            .map(|amount| describe::amount(&amount.currency, amount.units, amount.nanos));
        add_list("amounts", amounts, lines);
        lines.extend(record.sentences.iter().map(quote));
    }
}

fn head_cells(record: &Record) -> Vec<String> {
    let alliances = record.alliances.iter().map(|alliance| &alliance.name);
    let signatories = record
        .organizations
        .iter()
        .filter(|organization| organization.roles.contains(&OrganizationRole::Signatory))
        .map(|organization| &organization.name);
    let names: Vec<&str> = match &record.subject {
        Some(subject) => vec![&subject.value],
        None if record.kind == EventType::AgreementSigned => {
            signatories.map(String::as_str).collect()
        }
        None => alliances.map(String::as_str).collect(),
    };
    let place = record.place.as_ref().map(|place| &place.value);
    let note = if record.background { " background" } else { "" };
    vec![
        record.kind.name().to_owned(),
        record
            .date
            .as_ref()
            .map_or_else(|| "—".to_owned(), |date| date.value.to_string()),
        names.join("、"),
        place.map_or_else(String::new, |place| {
            describe::place(
                &place.province,
                place.city.as_deref(),
                place.district.as_deref(),
            )
        }),
        format!("{:.2}{note}", record.confidence),
    ]
}

fn add_list(label: &str, items: impl Iterator<Item = String>, lines: &mut Vec<String>) {
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        lines.push(format!("  {label}: {}", items.join("; ")));
    }
}

fn quote(sentence: &Sentence) -> String {
    format!("  > {}", sentence.text)
}

fn add_skipped(normalized: &Normalized, lines: &mut Vec<String>) {
    if normalized.skipped.is_empty() {
        return;
    }
    lines.push(String::new());
    lines.push("not taken:".to_owned());
    for skipped in &normalized.skipped {
        lines.push(format!("  {}: {}", skipped.kind.name(), skipped.reason));
        lines.push(quote(&skipped.sentence));
    }
}
