//! What the demo prints.

use std::{
    io::{self, Write as _},
    net::SocketAddr,
};

use alliance_proto::v1::{DecodeReport, Event, GetArticleResponse};

use super::{PrintResult, sample::Sample};
use crate::cli::{
    describe,
    events::EventTable,
    table::{Table, columns},
};

/// Columns of the table of articles.
const ARTICLE_WIDTHS: [usize; 4] = [26, 8, 42, 12];

pub(super) fn print(text: &str) -> PrintResult {
    writeln!(io::stdout().lock(), "{text}")
}

pub(super) fn introduction(address: SocketAddr) -> String {
    let head = article_table().row(&["ARTICLE", "SENT AS", "UNDERSTOOD AS", "TELLS"]);
    format!("Serving on {address}. Submitting sample articles, charset unsaid:\n\n{head}")
}

/// How a sample was sent, and what the service made of it.
pub(super) fn article_row(sample: Sample, article: &GetArticleResponse) -> String {
    let understood = match (&article.decode_report, &article.failure) {
        (Some(report), _) => describe_report(report),
        (None, Some(failure)) => format!("{}: {}", failure.reason, failure.message),
        (None, None) => "pending".to_owned(),
    };
    let tells = match article.event_ids.len() {
        0 => "no event".to_owned(),
        count => describe::count(count as u64, "event"),
    };
    article_table().row(&[
        sample.name,
        sample.form.name(),
        understood.as_str(),
        tells.as_str(),
    ])
}

fn article_table() -> Table {
    Table::with_widths(&ARTICLE_WIDTHS)
}

fn describe_report(report: &DecodeReport) -> String {
    let script = report.script().as_str_name();
    let script = describe::words(script.strip_prefix("SCRIPT_").unwrap_or(script));
    let repairs = report.repairs.iter().map(|repair| {
        let kind = repair.kind().as_str_name();
        let kind = kind.strip_prefix("REPAIR_KIND_").unwrap_or(kind);
        format!("{} {}", repair.count, describe::words(kind))
    });
    let mut parts = vec![report.charset.clone(), script];
    parts.extend(repairs);
    parts.join(", ")
}

/// The table of events.
pub(super) fn events(events: &[Event]) -> String {
    let table = EventTable::new(columns());
    let count = describe::count(events.len() as u64, "event");
    let mut lines = vec![format!("\n{count} in the log:\n"), table.head()];
    lines.extend(events.iter().map(|event| table.row(event)));
    lines.join("\n")
}

/// One event with its sources and what proves its date.
pub(super) fn one_event(event: &Event) -> String {
    let names: Vec<&str> = event
        .alliances
        .iter()
        .map(|alliance| alliance.name.as_str())
        .collect();
    let mut lines = vec![format!(
        "\n{} is one event (revision {}) of {}:",
        names.join("、"),
        event.revision,
        describe::count(event.sources.len() as u64, "source")
    )];
    for source in &event.sources {
        let script = source.script().as_str_name();
        let script = describe::words(script.strip_prefix("SCRIPT_").unwrap_or(script));
        lines.push(format!("  {} ({}, {script})", source.url, source.charset));
    }
    let proofs = event.date.iter().flat_map(|date| {
        date.evidence
            .iter()
            .map(move |proof| (date.edtf.as_str(), proof))
    });
    lines.push("its date, and the bytes that say so:".to_owned());
    for (date, proof) in proofs {
        let bytes = proof.body_span.map_or_else(String::new, |span| {
            format!(", bytes {}..{}", span.start, span.end)
        });
        lines.push(format!("  {date}: “{}”{bytes}", proof.quote));
    }
    lines.join("\n")
}

/// How to go on.
pub(super) fn look_in(address: SocketAddr, keep: bool) -> String {
    if keep {
        format!(
            "\nStill serving; Ctrl-C ends it. Look in with grpcurl:\n
  grpcurl -plaintext {address} list
  grpcurl -plaintext {address} describe alliance.v1.Event
  grpcurl -plaintext -d '{{\"filter\": {{\"adcode_prefixes\": [\"34\"]}}}}' {address} \
             alliance.v1.EventService/ListEvents
  grpcurl -plaintext {address} alliance.v1.AdminService/GetStats"
        )
    } else {
        "\nTo look in with grpcurl, keep it serving:\n
  alliance demo --keep --listen 127.0.0.1:50051
  grpcurl -plaintext localhost:50051 list
  grpcurl -plaintext -d '{\"limit\": 3}' localhost:50051 alliance.v1.EventService/ListEvents"
            .to_owned()
    }
}
