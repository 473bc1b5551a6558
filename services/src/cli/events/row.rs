//! Events as rows of a table.

use alliance_proto::v1::{Event, EventState, EventType, OrganizationRole};

use crate::cli::{describe, table::Table};

const DATE_COLUMNS: usize = 13;
const TYPE_COLUMNS: usize = 18;
const PLACE_COLUMNS: usize = 20;
const CONFIDENCE_COLUMNS: usize = 4;
const SOURCES_COLUMNS: usize = 3;
const STATE_COLUMNS: usize = 10;
/// Of the columns above, with the gaps between all.
const FIXED_COLUMNS: usize = DATE_COLUMNS
    + TYPE_COLUMNS
    + PLACE_COLUMNS
    + CONFIDENCE_COLUMNS
    + SOURCES_COLUMNS
    + STATE_COLUMNS
    + 6 * 2;
const SUBJECT_COLUMNS_MIN: usize = 30;

/// A table as wide as the terminal.
#[derive(Debug)]
pub(in crate::cli) struct EventTable {
    table: Table,
}

/// What a row shows of an event, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) date: String,
    pub(super) kind: String,
    /// Alliances, meeting, document or signatories.
    pub(super) subject: String,
    pub(super) place: String,
    pub(super) confidence: String,
    pub(super) sources: String,
    /// Empty for what stands and is news.
    pub(super) note: String,
}

impl EventTable {
    pub(in crate::cli) fn new(columns: usize) -> Self {
        let subject = columns
            .saturating_sub(FIXED_COLUMNS)
            .max(SUBJECT_COLUMNS_MIN);
        Self {
            table: Table::with_widths(&[
                DATE_COLUMNS,
                TYPE_COLUMNS,
                subject,
                PLACE_COLUMNS,
                CONFIDENCE_COLUMNS,
                SOURCES_COLUMNS,
                STATE_COLUMNS,
            ]),
        }
    }

    /// The names of the columns.
    pub(in crate::cli) fn head(&self) -> String {
        self.table
            .row(&["DATE", "TYPE", "SUBJECT", "PLACE", "CONF", "SRC", ""])
    }

    pub(in crate::cli) fn row(&self, event: &Event) -> String {
        let summary = summarize(event);
        self.table.row(&[
            summary.date,
            summary.kind,
            summary.subject,
            summary.place,
            summary.confidence,
            summary.sources,
            summary.note,
        ])
    }
}

/// An event in a few words.
pub(super) fn summarize(event: &Event) -> Summary {
    let place = event.place.as_ref().map(|place| {
        describe::place(
            &place.province,
            place.city.as_deref(),
            place.district.as_deref(),
        )
    });
    let note = match event.state() {
        EventState::Retracted => "retracted",
        EventState::Merged => "merged",
        _ if event.background => "background",
        _ => "",
    };
    Summary {
        date: event
            .date
            .as_ref()
            .map_or_else(|| "—".to_owned(), |date| short_date(&date.edtf)),
        kind: short_name(event.r#type().as_str_name(), "EVENT_TYPE_").to_owned(),
        subject: subject(event),
        place: place.unwrap_or_default(),
        confidence: format!("{:.2}", event.confidence),
        sources: event.sources.len().to_string(),
        note: note.to_owned(),
    }
}

fn subject(event: &Event) -> String {
    if let Some(subject) = &event.subject {
        return subject.name.clone();
    }
    let names: Vec<&str> = if event.r#type() == EventType::AgreementSigned {
        let signs = i32::from(OrganizationRole::Signatory);
        event
            .organizations
            .iter()
            .filter(|organization| organization.roles.contains(&signs))
            .map(|organization| organization.name.as_str())
            .collect()
    } else {
        let alliances = event.alliances.iter();
        alliances.map(|alliance| alliance.name.as_str()).collect()
    };
    names.join("、")
}

/// A range of days without what its end repeats of its beginning.
pub(super) fn short_date(edtf: &str) -> String {
    let Some((first, last)) = edtf.split_once('/') else {
        return edtf.to_owned();
    };
    let repeated = |count| {
        let head: String = first.chars().take(count).collect();
        last.strip_prefix(&head)
    };
    let rest = repeated("2018-10-".len()).or_else(|| repeated("2018-".len()));
    format!("{first}/{}", rest.unwrap_or(last))
}

/// A value's name without that of its type.
pub(super) fn short_name<'a>(name: &'a str, prefix: &str) -> &'a str {
    name.strip_prefix(prefix).unwrap_or(name)
}
