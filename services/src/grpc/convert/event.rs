//! Events and their sources, to the wire and back.

use alliance_proto::v1;
use alliance_worker::date::Edtf;

use super::{
    event_state_from_wire, event_state_to_wire,
    facts::{WireError, facts_from_record, facts_to_record},
    script_from_wire, script_to_wire, time_from_wire, time_to_wire,
};
use crate::{
    event::{Event, Source},
    id::Seq,
};

/// The event at position `seq`.
pub(super) fn event_to_wire(event: &Event, seq: Seq) -> v1::Event {
    let facts = facts_to_record(&event.facts);
    v1::Event {
        event_id: event.id.to_string(),
        revision: event.revision,
        sequence: seq.0,
        state: event_state_to_wire(event.state).into(),
        merged_into: event.merged_into.map(|id| id.to_string()),
        r#type: facts.r#type,
        alliances: facts.alliances,
        subject: facts.subject,
        date: facts.date,
        place: facts.place,
        organizations: facts.organizations,
        persons: facts.persons,
        amounts: facts.amounts,
        background: facts.background,
        confidence: facts.confidence,
        sources: event.sources.iter().map(source_to_wire).collect(),
        sentences: facts.sentences,
        normalizer_version: event.normalizer_version.clone(),
        create_time: Some(time_to_wire(event.created_at)),
        update_time: Some(time_to_wire(event.updated_at)),
    }
}

/// Reads what [`event_to_wire`] gave.
pub(super) fn event_from_wire(event: v1::Event) -> Result<Event, WireError> {
    let time = |time: Option<prost_types::Timestamp>, field| {
        time.as_ref()
            .and_then(time_from_wire)
            .ok_or(WireError::Field(field))
    };
    Ok(Event {
        id: parse_event_id(&event.event_id)?,
        revision: event.revision,
        seq: Seq(event.sequence),
        state: event_state_from_wire(event.state).ok_or(WireError::Field("state"))?,
        merged_into: event
            .merged_into
            .as_deref()
            .map(parse_event_id)
            .transpose()?,
        created_at: time(event.create_time, "create_time")?,
        updated_at: time(event.update_time, "update_time")?,
        sources: event
            .sources
            .into_iter()
            .map(source_from_wire)
            .collect::<Result<_, _>>()?,
        normalizer_version: event.normalizer_version,
        facts: facts_from_record(v1::EventRecord {
            r#type: event.r#type,
            alliances: event.alliances,
            subject: event.subject,
            date: event.date,
            place: event.place,
            organizations: event.organizations,
            persons: event.persons,
            amounts: event.amounts,
            background: event.background,
            confidence: event.confidence,
            sentences: event.sentences,
        })?,
    })
}

pub(super) fn parse_event_id(text: &str) -> Result<crate::id::EventId, WireError> {
    text.parse().map_err(|_error| WireError::Field("event_id"))
}

fn source_to_wire(source: &Source) -> v1::Source {
    v1::Source {
        article_id: source.article.to_string(),
        url: source.url.clone(),
        source_name: source.source_name.clone(),
        title: source.title.clone(),
        published_on: source.published_on.map(|date| date.to_string()),
        charset: source.charset.clone(),
        script: script_to_wire(source.script).into(),
        labels: source.labels.clone(),
        confidence: source.confidence,
    }
}

fn source_from_wire(source: v1::Source) -> Result<Source, WireError> {
    let article = source
        .article_id
        .parse()
        .map_err(|_error| WireError::Field("sources.article_id"))?;
    let published_on = source
        .published_on
        .map(|text| Edtf::parse(&text).ok_or(WireError::Field("sources.published_on")))
        .transpose()?;
    Ok(Source {
        article,
        url: source.url,
        source_name: source.source_name,
        title: source.title,
        published_on,
        charset: source.charset,
        script: script_from_wire(source.script),
        labels: source.labels,
        confidence: source.confidence,
    })
}
