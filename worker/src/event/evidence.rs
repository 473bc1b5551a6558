//! From drafts to records: every value with the words that prove it.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    event::{
        confidence::{SupportedNames, rate_draft},
        draft::{Draft, PersonPart, Subject},
        reading::Reading,
    },
    mention::{Entity, PersonMention, Sum},
    record::{
        AllianceName, Amount, EventType, Evidence, Organization, Person, PersonRole, Proved,
        Record, Sentence,
    },
};

/// The records of merged drafts.
pub(crate) fn build_records(reading: &Reading<'_>, drafts: &[Draft]) -> Vec<Record> {
    let supported = SupportedNames::among(reading, drafts);
    let organizations = (reading.mentions.organizations.iter().rev())
        .map(|entity| (entity.name.as_str(), entity))
        .collect();
    let build = |draft| {
        let mut proof = Proof {
            reading,
            organizations: &organizations,
            sentences: Vec::new(),
        };
        proof.collect_sentences(draft);
        build_record(&proof, draft, rate_draft(reading, draft, &supported))
    };
    drafts.iter().map(build).collect()
}

fn build_record(proof: &Proof<'_, '_>, draft: &Draft, confidence: f64) -> Record {
    let mentions = proof.reading.mentions;
    Record {
        kind: draft.kind,
        alliances: proof.alliances(draft),
        subject: draft.subject.as_ref().map(|subject| proof.subject(subject)),
        date: (draft.date.as_ref()).map(|when| Proved {
            value: when.date,
            evidence: (Some(&when.span).filter(|span| !span.is_empty()).into_iter())
                .map(|span| proof.evidence(span.clone()))
                .collect(),
        }),
        place: (draft.place.as_ref()).map(|location| Proved {
            value: location.place.clone(),
            evidence: (location.span.iter())
                .map(|span| proof.evidence(span.clone()))
                .collect(),
        }),
        organizations: proof.organizations(draft),
        persons: proof.persons(draft),
        amounts: (draft.amounts.iter())
            .filter_map(|index| {
                let mention = mentions.amounts.get(*index)?;
                Some(proof.amount(&mention.value, mention.span.clone()))
            })
            .collect(),
        background: draft.background,
        confidence,
        sentences: proof.sentences(),
    }
}

/// The sentence at `index` as records carry it.
pub(crate) fn build_sentence(reading: &Reading<'_>, index: usize) -> Option<Sentence> {
    let span = trimmed(reading, reading.sentences.get(index)?.span.clone());
    Some(Sentence {
        text: reading.text(span.clone()).to_owned(),
        body_span: reading.article.text.body_span(span.clone()),
        text_span: span.into(),
    })
}

/// The range without white space at its ends.
fn trimmed(reading: &Reading<'_>, span: Range<usize>) -> Range<usize> {
    let text = reading.text(span.clone());
    let start = span.start + (text.len() - text.trim_start().len());
    start..(start + text.trim().len())
}

struct Proof<'r, 'a> {
    reading: &'r Reading<'a>,
    /// By name.
    organizations: &'r BTreeMap<&'a str, &'a Entity>,
    /// Positions in the article, ascending.
    sentences: Vec<usize>,
}

impl Proof<'_, '_> {
    /// Adds the sentences of everything that the record says.
    fn collect_sentences(&mut self, draft: &Draft) {
        let mentions = self.reading.mentions;
        self.sentences.extend_from_slice(&draft.sentences);
        let date = (draft.date.iter()).map(|when| when.span.start);
        let place = (draft.place.iter()).find_map(|location| Some(location.span.as_ref()?.start));
        let offsets = date
            .chain(place)
            .chain(
                draft
                    .subject
                    .iter()
                    .filter_map(|s| Some(s.span.as_ref()?.start)),
            )
            .chain(draft.alliances.iter().map(|(_, span)| span.start))
            .chain(draft.parties.iter().map(|party| party.span.start))
            .chain(
                (draft.persons.iter())
                    .filter_map(|part| Some(mentions.persons.get(part.person)?.span.start)),
            )
            .chain(
                (draft.amounts.iter())
                    .filter_map(|index| Some(mentions.amounts.get(*index)?.span.start)),
            );
        for offset in offsets {
            let sentence = self.reading.sentence_at(offset);
            self.sentences
                .extend(sentence.map(|sentence| sentence.index));
        }
        self.sentences.sort_unstable();
        self.sentences.dedup();
    }

    fn sentences(&self) -> Vec<Sentence> {
        self.sentences
            .iter()
            .filter_map(|index| build_sentence(self.reading, *index))
            .collect()
    }

    fn evidence(&self, span: Range<usize>) -> Evidence {
        let sentence = self.reading.sentence_at(span.start);
        let at = sentence.and_then(|sentence| self.sentences.binary_search(&sentence.index).ok());
        Evidence {
            sentence: at.and_then(|at| u32::try_from(at).ok()),
            quote: self.reading.text(span.clone()).to_owned(),
            body_span: self.reading.article.text.body_span(span.clone()),
            text_span: Some(span.into()),
        }
    }

    fn subject(&self, subject: &Subject) -> Proved<String> {
        let evidence = match &subject.span {
            Some(span) => self.evidence(span.clone()),
            None => Evidence {
                sentence: None,
                quote: subject.name.clone(),
                text_span: None,
                body_span: None,
            },
        };
        Proved {
            value: subject.name.clone(),
            evidence: vec![evidence],
        }
    }

    fn alliances(&self, draft: &Draft) -> Vec<AllianceName> {
        let name = |entity: usize, span: &Range<usize>| {
            let known = self.reading.mentions.alliances.get(entity)?;
            Some(AllianceName {
                name: known.name.clone(),
                aliases: known.aliases.clone(),
                evidence: vec![self.evidence(span.clone())],
            })
        };
        let mut names = draft
            .alliances
            .iter()
            .filter_map(|(entity, span)| name(*entity, span));
        if draft.kind != EventType::AllianceRenamed {
            return names.collect();
        }
        // The old name is an alias of the new one.
        let Some(mut renamed) = names.next() else {
            return Vec::new();
        };
        for old in names {
            renamed.aliases.push(old.name);
            renamed.evidence.extend(old.evidence);
        }
        vec![renamed]
    }

    fn organizations(&self, draft: &Draft) -> Vec<Organization> {
        let mut found: Vec<Organization> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for party in &draft.parties {
            let evidence = self.evidence(party.span.clone());
            let place = *places.entry(&party.name).or_insert(found.len());
            if let Some(known) = found.get_mut(place) {
                if !known.roles.contains(&party.role) {
                    known.roles.push(party.role);
                    known.roles.sort_unstable();
                }
                if !known.evidence.contains(&evidence) {
                    known.evidence.push(evidence);
                }
                continue;
            }
            let aliases = (self.organizations.get(party.name.as_str()))
                .map(|entity| entity.aliases.clone())
                .unwrap_or_default();
            found.push(Organization {
                name: party.name.clone(),
                roles: vec![party.role],
                aliases,
                evidence: vec![evidence],
            });
        }
        found
    }

    fn persons(&self, draft: &Draft) -> Vec<Person> {
        let mut found: Vec<Person> = Vec::new();
        for part in &draft.persons {
            let Some(mention) = self.reading.mentions.persons.get(part.person) else {
                continue;
            };
            let evidence = self.evidence(mention.span.clone());
            let value = &mention.value;
            if let Some(known) = found.iter_mut().find(|known| known.name == value.name) {
                if known.title.is_none() {
                    known.title.clone_from(&value.title);
                    known.organization.clone_from(&value.organization);
                }
                if !known.roles.contains(&part.role) {
                    known.roles.push(part.role);
                }
                if !known.evidence.contains(&evidence) {
                    known.evidence.push(evidence);
                }
                continue;
            }
            let full = fullest_mention(self.reading, &value.name).unwrap_or(part.person);
            let source =
                (self.reading.mentions.persons.get(full)).map_or(value, |full| &full.value);
            let (title, organization) = self.post(draft, part, source);
            found.push(Person {
                name: value.name.clone(),
                title,
                organization,
                roles: vec![part.role],
                evidence: vec![evidence],
            });
        }
        for person in &mut found {
            tidy_roles(&mut person.roles);
        }
        found
    }

    /// The post by the name; without one, the office of the alliance that the
    /// person was elected to.
    fn post(
        &self,
        draft: &Draft,
        part: &PersonPart,
        known: &PersonMention,
    ) -> (Option<String>, Option<String>) {
        let office = part.office.clone().map(|span| self.reading.text(span));
        let office = office.map(|office| office.strip_prefix("首任").unwrap_or(office));
        let titled = known.title.as_deref();
        let own = known.organization.is_some() || titled.is_some_and(|title| office != Some(title));
        match office.filter(|_| !own) {
            Some(office) => {
                let entity = draft.alliances.first().map(|(entity, _)| *entity);
                let alliance = entity.map(|entity| self.reading.alliance_name(entity).to_owned());
                (Some(office.to_owned()), alliance)
            }
            None => (known.title.clone(), known.organization.clone()),
        }
    }

    fn amount(&self, sum: &Sum, span: Range<usize>) -> Amount {
        Amount {
            currency: sum.currency.to_owned(),
            units: sum.units,
            nanos: sum.nanos,
            evidence: vec![self.evidence(span)],
        }
    }
}

/// The first mention of the person that has a post.
fn fullest_mention(reading: &Reading<'_>, name: &str) -> Option<usize> {
    (reading.mentions.persons.iter())
        .position(|mention| mention.value.name == name && mention.value.title.is_some())
}

/// Who speaks or presides also attends; only the stronger role is kept.
fn tidy_roles(roles: &mut Vec<PersonRole>) {
    roles.sort_unstable();
    roles.dedup();
    if roles.len() > 1 {
        roles.retain(|role| *role != PersonRole::Attendee);
    }
}
