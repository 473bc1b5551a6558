//! What articles say of an event, to the wire and back.

use alliance_proto::v1;
use alliance_worker::{date::Edtf, record::Place, span::BodySpan};

use super::{
    day_to_wire, event_type_from_wire, event_type_to_wire, organization_role_from_wire,
    organization_role_to_wire, person_role_from_wire, person_role_to_wire,
};
use crate::event::{
    AllianceName, Amount, CharSpan, Evidence, Facts, Organization, Person, Proved, Sentence,
};

/// Why a stored message is not what was written.
#[derive(Debug, thiserror::Error)]
pub(super) enum WireError {
    #[error("field {0} has a value that was never written")]
    Field(&'static str),
    #[error("the message is damaged")]
    Message(#[from] prost::DecodeError),
}

/// What an article says, as a dry run answers it and as it is stored.
pub(crate) fn facts_to_record(facts: &Facts) -> v1::EventRecord {
    v1::EventRecord {
        r#type: event_type_to_wire(facts.kind).into(),
        alliances: facts.alliances.iter().map(alliance_to_wire).collect(),
        subject: facts.subject.as_ref().map(subject_to_wire),
        date: facts.date.as_ref().map(date_to_wire),
        place: facts.place.as_ref().map(place_to_wire),
        organizations: facts
            .organizations
            .iter()
            .map(organization_to_wire)
            .collect(),
        persons: facts.persons.iter().map(person_to_wire).collect(),
        amounts: facts.amounts.iter().map(amount_to_wire).collect(),
        background: facts.background,
        confidence: facts.confidence,
        sentences: facts.sentences.iter().map(sentence_to_wire).collect(),
    }
}

pub(super) fn facts_from_record(record: v1::EventRecord) -> Result<Facts, WireError> {
    Ok(Facts {
        kind: event_type_from_wire(record.r#type).ok_or(WireError::Field("type"))?,
        alliances: try_map(record.alliances, alliance_from_wire)?,
        subject: record.subject.map(subject_from_wire).transpose()?,
        date: record.date.map(date_from_wire).transpose()?,
        place: record.place.map(place_from_wire).transpose()?,
        organizations: try_map(record.organizations, organization_from_wire)?,
        persons: try_map(record.persons, person_from_wire)?,
        amounts: try_map(record.amounts, amount_from_wire)?,
        background: record.background,
        confidence: record.confidence,
        sentences: try_map(record.sentences, sentence_from_wire)?,
    })
}

fn try_map<T, U>(
    values: Vec<T>,
    convert: impl Fn(T) -> Result<U, WireError>,
) -> Result<Vec<U>, WireError> {
    values.into_iter().map(convert).collect()
}

fn evidence_to_wire(evidence: &[Evidence]) -> Vec<v1::Evidence> {
    evidence
        .iter()
        .map(|proof| v1::Evidence {
            sentence: proof.sentence,
            article_id: proof.article.to_string(),
            quote: proof.quote.clone(),
            text_span: proof.text_span.map(char_span_to_wire),
            body_span: proof.body_span.map(body_span_to_wire),
        })
        .collect()
}

fn evidence_from_wire(evidence: Vec<v1::Evidence>) -> Result<Vec<Evidence>, WireError> {
    try_map(evidence, |proof| {
        Ok(Evidence {
            sentence: proof.sentence,
            article: parse_id(&proof.article_id)?,
            quote: proof.quote,
            text_span: proof.text_span.map(char_span_from_wire),
            body_span: proof.body_span.map(body_span_from_wire).transpose()?,
        })
    })
}

fn parse_id(text: &str) -> Result<crate::id::ArticleId, WireError> {
    text.parse()
        .map_err(|_error| WireError::Field("article_id"))
}

fn sentence_to_wire(sentence: &Sentence) -> v1::Sentence {
    v1::Sentence {
        article_id: sentence.article.to_string(),
        text: sentence.text.clone(),
        text_span: Some(char_span_to_wire(sentence.text_span)),
        body_span: sentence.body_span.map(body_span_to_wire),
    }
}

fn sentence_from_wire(sentence: v1::Sentence) -> Result<Sentence, WireError> {
    Ok(Sentence {
        article: parse_id(&sentence.article_id)?,
        text: sentence.text,
        text_span: sentence
            .text_span
            .map(char_span_from_wire)
            .unwrap_or_default(),
        body_span: sentence.body_span.map(body_span_from_wire).transpose()?,
    })
}

fn alliance_to_wire(alliance: &AllianceName) -> v1::AllianceName {
    v1::AllianceName {
        name: alliance.name.clone(),
        aliases: alliance.aliases.clone(),
        evidence: evidence_to_wire(&alliance.evidence),
    }
}

fn alliance_from_wire(alliance: v1::AllianceName) -> Result<AllianceName, WireError> {
    Ok(AllianceName {
        name: alliance.name,
        aliases: alliance.aliases,
        evidence: evidence_from_wire(alliance.evidence)?,
    })
}

fn subject_to_wire(subject: &Proved<String>) -> v1::Subject {
    v1::Subject {
        name: subject.value.clone(),
        evidence: evidence_to_wire(&subject.evidence),
    }
}

fn subject_from_wire(subject: v1::Subject) -> Result<Proved<String>, WireError> {
    Ok(Proved {
        value: subject.name,
        evidence: evidence_from_wire(subject.evidence)?,
    })
}

fn date_to_wire(date: &Proved<Edtf>) -> v1::EventDate {
    let days = date.value.bounds();
    v1::EventDate {
        edtf: date.value.to_string(),
        first_day: days.map(|(first, _)| day_to_wire(first)),
        last_day: days.map(|(_, last)| day_to_wire(last)),
        evidence: evidence_to_wire(&date.evidence),
    }
}

fn date_from_wire(date: v1::EventDate) -> Result<Proved<Edtf>, WireError> {
    Ok(Proved {
        value: Edtf::parse(&date.edtf).ok_or(WireError::Field("date.edtf"))?,
        evidence: evidence_from_wire(date.evidence)?,
    })
}

fn place_to_wire(place: &Proved<Place>) -> v1::Place {
    v1::Place {
        province: place.value.province.clone(),
        city: place.value.city.clone(),
        district: place.value.district.clone(),
        adcode: place.value.adcode.clone(),
        evidence: evidence_to_wire(&place.evidence),
    }
}

fn place_from_wire(place: v1::Place) -> Result<Proved<Place>, WireError> {
    Ok(Proved {
        value: Place {
            province: place.province,
            city: place.city,
            district: place.district,
            adcode: place.adcode,
        },
        evidence: evidence_from_wire(place.evidence)?,
    })
}

fn organization_to_wire(organization: &Organization) -> v1::Organization {
    v1::Organization {
        name: organization.name.clone(),
        roles: organization
            .roles
            .iter()
            .map(|role| organization_role_to_wire(*role).into())
            .collect(),
        aliases: organization.aliases.clone(),
        evidence: evidence_to_wire(&organization.evidence),
    }
}

fn organization_from_wire(organization: v1::Organization) -> Result<Organization, WireError> {
    Ok(Organization {
        name: organization.name,
        roles: try_map(organization.roles, |role| {
            organization_role_from_wire(role).ok_or(WireError::Field("organizations.roles"))
        })?,
        aliases: organization.aliases,
        evidence: evidence_from_wire(organization.evidence)?,
    })
}

fn person_to_wire(person: &Person) -> v1::Person {
    v1::Person {
        name: person.name.clone(),
        title: person.title.clone(),
        organization: person.organization.clone(),
        roles: person
            .roles
            .iter()
            .map(|role| person_role_to_wire(*role).into())
            .collect(),
        evidence: evidence_to_wire(&person.evidence),
    }
}

fn person_from_wire(person: v1::Person) -> Result<Person, WireError> {
    Ok(Person {
        name: person.name,
        title: person.title,
        organization: person.organization,
        roles: try_map(person.roles, |role| {
            person_role_from_wire(role).ok_or(WireError::Field("persons.roles"))
        })?,
        evidence: evidence_from_wire(person.evidence)?,
    })
}

fn amount_to_wire(amount: &Amount) -> v1::Amount {
    v1::Amount {
        currency_code: amount.currency.clone(),
        units: amount.units,
        nanos: amount.nanos,
        evidence: evidence_to_wire(&amount.evidence),
    }
}

fn amount_from_wire(amount: v1::Amount) -> Result<Amount, WireError> {
    Ok(Amount {
        currency: amount.currency_code,
        units: amount.units,
        nanos: amount.nanos,
        evidence: evidence_from_wire(amount.evidence)?,
    })
}

pub(super) fn char_span_to_wire(span: CharSpan) -> v1::TextSpan {
    v1::TextSpan {
        start: span.start,
        end: span.end,
    }
}

fn char_span_from_wire(span: v1::TextSpan) -> CharSpan {
    CharSpan {
        start: span.start,
        end: span.end,
    }
}

pub(super) fn body_span_to_wire(span: BodySpan) -> v1::BodySpan {
    v1::BodySpan {
        start: span.start as u64,
        end: span.end as u64,
    }
}

fn body_span_from_wire(span: v1::BodySpan) -> Result<BodySpan, WireError> {
    let offset =
        |offset: u64| usize::try_from(offset).map_err(|_error| WireError::Field("body_span"));
    Ok(BodySpan {
        start: offset(span.start)?,
        end: offset(span.end)?,
    })
}
