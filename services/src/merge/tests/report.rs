//! Articles with records by hand, as the normalizer would read them.

use std::collections::BTreeMap;

use alliance_worker::{
    Normalized,
    article::Article as WorkerArticle,
    date::Edtf,
    record::{
        AllianceName, EventType, Evidence, Organization, OrganizationRole, Person, PersonRole,
        Place, Proved, Record, Sentence,
    },
    report::Report,
    span::TextSpan,
};
use bytes::Bytes;

use crate::submission::Submission;

/// One article: its name is its url and body.
#[derive(Clone, Debug)]
pub(super) struct Article {
    name: String,
    published_on: Option<Edtf>,
    records: Vec<Record>,
}

/// A record under construction.
#[derive(Clone, Debug)]
pub(super) struct Told(Record);

impl Article {
    pub(super) fn new(name: &str, published_on: &str, records: &[Told]) -> Self {
        Self {
            name: name.to_owned(),
            published_on: Edtf::parse(published_on),
            records: records.iter().map(|told| told.0.clone()).collect(),
        }
    }

    pub(super) fn build(&self) -> (Submission, Normalized) {
        let submission = Submission {
            url: format!("https://example.cn/{}", self.name),
            body: Bytes::from(self.name.clone()),
            labels: BTreeMap::from([("feed".to_owned(), self.name.clone())]),
            ..Submission::default()
        };
        let normalized = Normalized {
            article: WorkerArticle {
                published_on: self.published_on,
                ..WorkerArticle::default()
            },
            report: Report::default(),
            records: self.records.clone(),
            skipped: Vec::new(),
        };
        (submission, normalized)
    }
}

pub(super) fn told(kind: EventType) -> Told {
    Told(Record {
        kind,
        alliances: Vec::new(),
        subject: None,
        date: None,
        place: None,
        organizations: Vec::new(),
        persons: Vec::new(),
        amounts: Vec::new(),
        background: false,
        confidence: 0.8,
        sentences: Vec::new(),
    })
}

pub(super) fn founding(name: &str, aliases: &[&str]) -> Told {
    told(EventType::AllianceFounded).alliance(name, aliases)
}

pub(super) fn meeting(name: &str) -> Told {
    told(EventType::MeetingHeld).subject(name)
}

pub(super) fn signing(parties: &[&str]) -> Told {
    parties
        .iter()
        .fold(told(EventType::AgreementSigned), |told, party| {
            told.organization(party, OrganizationRole::Signatory)
        })
}

impl Told {
    fn with(mut self, change: impl FnOnce(&mut Record)) -> Self {
        change(&mut self.0);
        self
    }

    pub(super) fn alliance(self, name: &str, aliases: &[&str]) -> Self {
        self.with(|record| {
            record.alliances.push(AllianceName {
                name: name.to_owned(),
                aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
                evidence: proof(name),
            });
        })
    }

    pub(super) fn subject(self, name: &str) -> Self {
        self.with(|record| {
            record.subject = Some(Proved {
                value: name.to_owned(),
                evidence: proof(name),
            });
        })
    }

    pub(super) fn on(self, date: &str) -> Self {
        self.with(|record| {
            record.date = Some(Proved {
                value: Edtf::parse(date).unwrap(),
                evidence: proof(date),
            });
        })
    }

    pub(super) fn at(self, province: &str, city: Option<&str>) -> Self {
        self.with(|record| {
            record.place = Some(Proved {
                value: Place {
                    province: province.to_owned(),
                    city: city.map(str::to_owned),
                    district: None,
                    adcode: format!("{:06}", province.len() + city.map_or(0, str::len)),
                },
                evidence: proof(city.unwrap_or(province)),
            });
        })
    }

    pub(super) fn organization(self, name: &str, role: OrganizationRole) -> Self {
        self.with(|record| {
            record.organizations.push(Organization {
                name: name.to_owned(),
                roles: vec![role],
                aliases: Vec::new(),
                evidence: proof(name),
            });
        })
    }

    pub(super) fn person(self, name: &str, title: Option<&str>, role: PersonRole) -> Self {
        self.with(|record| {
            record.persons.push(Person {
                name: name.to_owned(),
                title: title.map(str::to_owned),
                organization: None,
                roles: vec![role],
                evidence: proof(name),
            });
        })
    }

    pub(super) fn background(self) -> Self {
        self.with(|record| record.background = true)
    }

    pub(super) fn sure(self, confidence: f64) -> Self {
        self.with(|record| record.confidence = confidence)
    }

    /// A sentence; what is added before it is proved by sentence 0.
    pub(super) fn sentence(self, text: &str) -> Self {
        self.with(|record| {
            record.sentences.push(Sentence {
                text: text.to_owned(),
                text_span: TextSpan::default(),
                body_span: None,
            });
        })
    }
}

fn proof(quote: &str) -> Vec<Evidence> {
    vec![Evidence {
        sentence: Some(0),
        quote: quote.to_owned(),
        text_span: None,
        body_span: None,
    }]
}
