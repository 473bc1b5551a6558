//! A normalized submission as JSON, with the field names of the records' definition.

use alliance_worker::{
    NormalizeError, Normalized,
    article::Article,
    record::{Evidence, Record, Sentence, SkippedSentence},
    report::{Report, Script},
    span::{BodySpan, TextSpan},
};
use serde_json::{Value, json};

/// `{"id", "article", "report", "events", "skipped"}`, or `{"id", "failure"}`.
pub(super) fn render(id: &str, outcome: &Result<Normalized, NormalizeError>) -> Value {
    match outcome {
        Ok(normalized) => json!({
            "id": id,
            "article": article(&normalized.article, &normalized.report),
            "events": normalized.records.iter().map(record).collect::<Vec<_>>(),
            "skipped": normalized.skipped.iter().map(skipped).collect::<Vec<_>>(),
        }),
        Err(error) => json!({
            "id": id,
            "failure": {"reason": error.reason(), "message": error.to_string()},
        }),
    }
}

fn article(article: &Article, report: &Report) -> Value {
    json!({
        "title": article.title,
        "published_on": article.published_on.map(|date| date.to_string()),
        "source_name": article.source_name,
        "authors": article.authors,
        "charset": report.charset,
        "charset_evidence": report.charset_evidence.name(),
        "script": report.script.map(Script::name),
        "repairs": report.repairs.iter().map(|repair| json!({
            "kind": repair.kind.name(),
            "count": repair.count,
            "samples": repair.samples.iter().map(|sample| json!({
                "before": sample.before,
                "after": sample.after,
                "body_span": sample.body_span.map(body_span),
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "dropped_blocks": report.dropped_blocks.iter().map(|block| json!({
            "text": block.text,
            "reason": block.reason,
            "body_span": block.body_span.map(body_span),
        })).collect::<Vec<_>>(),
        "text": article.text.as_str(),
    })
}

fn record(record: &Record) -> Value {
    json!({
        "type": record.kind.name(),
        "alliances": record.alliances.iter().map(|alliance| &alliance.name).collect::<Vec<_>>(),
        "aliases": record.alliances.iter().flat_map(|alliance| &alliance.aliases)
            .collect::<Vec<_>>(),
        "subject": record.subject.as_ref().map(|subject| &subject.value),
        "date": record.date.as_ref().map(|date| date.value.to_string()),
        "place": record.place.as_ref().map(|place| json!({
            "province": place.value.province,
            "city": place.value.city,
            "district": place.value.district,
            "adcode": place.value.adcode,
        })),
        "organizations": record.organizations.iter().map(|organization| json!({
            "name": organization.name,
            "roles": organization.roles.iter().map(|role| role.name()).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "persons": record.persons.iter().map(|person| json!({
            "name": person.name,
            "title": person.title,
            "organization": person.organization,
            "roles": person.roles.iter().map(|role| role.name()).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "amounts": record.amounts.iter().map(|amount| json!({
            "value": decimal(amount.units, amount.nanos),
            "currency": amount.currency,
        })).collect::<Vec<_>>(),
        "background": record.background,
        "confidence": record.confidence,
        "evidence": evidence_of(record),
        "sentences": record.sentences.iter().map(sentence).collect::<Vec<_>>(),
    })
}

/// Every value's proof, each with the field that it proves.
fn evidence_of(record: &Record) -> Vec<Value> {
    let mut proofs = Vec::new();
    let mut add = |field: String, evidence: &[Evidence]| {
        proofs.extend(evidence.iter().map(|proof| {
            json!({
                "field": field,
                "quote": proof.quote,
                "sentence": proof.sentence,
                "text_span": proof.text_span.map(text_span),
                "body_span": proof.body_span.map(body_span),
            })
        }));
    };
    for (index, alliance) in record.alliances.iter().enumerate() {
        add(format!("alliances[{index}]"), &alliance.evidence);
    }
    if let Some(subject) = &record.subject {
        add("subject".to_owned(), &subject.evidence);
    }
    if let Some(date) = &record.date {
        add("date".to_owned(), &date.evidence);
    }
    if let Some(place) = &record.place {
        add("place".to_owned(), &place.evidence);
    }
    for (index, organization) in record.organizations.iter().enumerate() {
        add(format!("organizations[{index}]"), &organization.evidence);
    }
    for (index, person) in record.persons.iter().enumerate() {
        add(format!("persons[{index}]"), &person.evidence);
    }
    for (index, amount) in record.amounts.iter().enumerate() {
        add(format!("amounts[{index}]"), &amount.evidence);
    }
    proofs
}

fn skipped(skipped: &SkippedSentence) -> Value {
    json!({
        "type": skipped.kind.name(),
        "reason": skipped.reason,
        "sentence": sentence(&skipped.sentence),
    })
}

fn sentence(sentence: &Sentence) -> Value {
    json!({
        "text": sentence.text,
        "text_span": text_span(sentence.text_span),
        "body_span": sentence.body_span.map(body_span),
    })
}

/// UTF-8 bytes of the text.
fn text_span(span: TextSpan) -> Value {
    json!([span.start, span.end])
}

fn body_span(span: BodySpan) -> Value {
    json!([span.start, span.end])
}

/// A whole number where there are no billionths.
fn decimal(units: i64, nanos: i32) -> Value {
    if nanos == 0 {
        return json!(units);
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "JSON numbers are doubles for their readers"
    )]
    let value = units as f64 + f64::from(nanos) / 1e9;
    json!(value)
}
