//! An event as one JSON object, with the field names of the contract.

use alliance_proto::v1::{
    BodySpan, Event, Evidence, OrganizationRole, PersonRole, Sentence, Source, TextSpan,
};
use serde_json::{Value, json};

use super::row::short_name;

/// All that the event says; spans as `[start, end]`.
pub(super) fn render(event: &Event) -> Value {
    json!({
        "event_id": event.event_id,
        "revision": event.revision,
        "sequence": event.sequence,
        "state": short_name(event.state().as_str_name(), "EVENT_STATE_"),
        "merged_into": event.merged_into,
        "type": short_name(event.r#type().as_str_name(), "EVENT_TYPE_"),
        "alliances": event.alliances.iter().map(|alliance| json!({
            "name": alliance.name,
            "aliases": alliance.aliases,
            "evidence": evidence(&alliance.evidence),
        })).collect::<Vec<_>>(),
        "subject": event.subject.as_ref().map(|subject| json!({
            "name": subject.name,
            "evidence": evidence(&subject.evidence),
        })),
        "date": event.date.as_ref().map(|date| json!({
            "edtf": date.edtf,
            "evidence": evidence(&date.evidence),
        })),
        "place": event.place.as_ref().map(|place| json!({
            "province": place.province,
            "city": place.city,
            "district": place.district,
            "adcode": place.adcode,
            "evidence": evidence(&place.evidence),
        })),
        "organizations": organizations(event),
        "persons": persons(event),
        "amounts": event.amounts.iter().map(|amount| json!({
            "currency_code": amount.currency_code,
            "units": amount.units,
            "nanos": amount.nanos,
            "evidence": evidence(&amount.evidence),
        })).collect::<Vec<_>>(),
        "background": event.background,
        "confidence": event.confidence,
        "sources": event.sources.iter().map(source).collect::<Vec<_>>(),
        "sentences": event.sentences.iter().map(sentence).collect::<Vec<_>>(),
        "normalizer_version": event.normalizer_version,
        "create_time": event.create_time.as_ref().map(ToString::to_string),
        "update_time": event.update_time.as_ref().map(ToString::to_string),
    })
}

fn organizations(event: &Event) -> Vec<Value> {
    let role_name =
        |role: OrganizationRole| short_name(role.as_str_name(), "ORGANIZATION_ROLE_").to_owned();
    event
        .organizations
        .iter()
        .map(|organization| {
            json!({
                "name": organization.name,
                "roles": organization.roles().map(role_name).collect::<Vec<_>>(),
                "aliases": organization.aliases,
                "evidence": evidence(&organization.evidence),
            })
        })
        .collect()
}

fn persons(event: &Event) -> Vec<Value> {
    let role_name = |role: PersonRole| short_name(role.as_str_name(), "PERSON_ROLE_").to_owned();
    event
        .persons
        .iter()
        .map(|person| {
            json!({
                "name": person.name,
                "title": person.title,
                "organization": person.organization,
                "roles": person.roles().map(role_name).collect::<Vec<_>>(),
                "evidence": evidence(&person.evidence),
            })
        })
        .collect()
}

fn evidence(proofs: &[Evidence]) -> Vec<Value> {
    proofs
        .iter()
        .map(|proof| {
            json!({
                "article_id": proof.article_id,
                "sentence": proof.sentence,
                "quote": proof.quote,
                "text_span": proof.text_span.map(text_span),
                "body_span": proof.body_span.map(body_span),
            })
        })
        .collect()
}

fn source(source: &Source) -> Value {
    json!({
        "article_id": source.article_id,
        "url": source.url,
        "source_name": source.source_name,
        "title": source.title,
        "published_on": source.published_on,
        "charset": source.charset,
        "script": short_name(source.script().as_str_name(), "SCRIPT_"),
        "labels": source.labels,
        "confidence": source.confidence,
    })
}

fn sentence(sentence: &Sentence) -> Value {
    json!({
        "article_id": sentence.article_id,
        "text": sentence.text,
        "text_span": sentence.text_span.map(text_span),
        "body_span": sentence.body_span.map(body_span),
    })
}

fn text_span(span: TextSpan) -> Value {
    json!([span.start, span.end])
}

fn body_span(span: BodySpan) -> Value {
    json!([span.start, span.end])
}
