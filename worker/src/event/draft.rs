//! A record in the making.

use std::ops::Range;

use crate::{
    date::{CivilDate, Edtf},
    mention::{DateKind, EntityIndex},
    record::{EventType, OrganizationRole, PersonRole, Place},
};

/// An organization and what it did, with the words that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartyRole {
    pub(crate) name: String,
    /// `None` where it only took part in naming the event.
    pub(crate) role: OrganizationRole,
    pub(crate) span: Range<usize>,
    /// Position of the sentence.
    pub(crate) sentence: usize,
}

/// A person and what the person did: an index into `Mentions::persons`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PersonPart {
    pub(crate) person: usize,
    pub(crate) role: PersonRole,
    /// The words of the office that the person was elected to.
    pub(crate) office: Option<Range<usize>>,
    pub(crate) sentence: usize,
}

/// The name of a meeting or document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) name: String,
    /// `None` where the name is the page's title.
    pub(crate) span: Option<Range<usize>>,
}

/// A place and the words that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    pub(crate) place: Place,
    /// `None` where no words of the text do.
    pub(crate) span: Option<Range<usize>>,
}

impl Location {
    /// Whether it is a district of the city that the other is.
    fn narrows(&self, wider: &Self) -> bool {
        self.place.district.is_some()
            && wider.place.district.is_none()
            && self.place.province == wider.place.province
            && self.place.city == wider.place.city
    }
}

/// A date and the words that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) date: Edtf,
    pub(crate) kind: DateKind,
    pub(crate) span: Range<usize>,
    /// Whether another sentence says it, of what the event belongs to.
    pub(crate) inherited: bool,
}

impl When {
    /// Whether it is a day, or a range of days.
    pub(crate) fn is_exact(&self) -> bool {
        matches!(self.kind, DateKind::Day | DateKind::Days)
    }

    /// The same day as that of something told elsewhere.
    pub(crate) fn inherit(self) -> Self {
        Self {
            inherited: true,
            ..self
        }
    }
}

/// An event as one sentence tells it; merged drafts become one record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    pub(crate) kind: EventType,
    /// Each with the words that name it.
    pub(crate) alliances: Vec<(EntityIndex, Range<usize>)>,
    pub(crate) subject: Option<Subject>,
    /// The first sentence that tells it; then all of them, ascending.
    pub(crate) sentences: Vec<usize>,
    /// The words that tell it, in the first of the sentences.
    pub(crate) trigger: Range<usize>,
    pub(crate) date: Option<When>,
    pub(crate) place: Option<Location>,
    pub(crate) parties: Vec<PartyRole>,
    pub(crate) persons: Vec<PersonPart>,
    /// Indexes into `Mentions::amounts`.
    pub(crate) amounts: Vec<usize>,
    pub(crate) background: bool,
    /// Tells more of an event told before: 其中, 协议由….
    pub(crate) refers_back: bool,
    /// How plainly the sentence tells it, 0 to 1.
    pub(crate) plainness: f64,
    /// How likely the model of detection finds it, in 16ths of a logit; `None` of
    /// what it does not weigh.
    pub(crate) likelihood: Option<i32>,
}

impl Draft {
    pub(crate) fn new(kind: EventType, sentence: usize, trigger: Range<usize>) -> Self {
        Self {
            kind,
            alliances: Vec::new(),
            subject: None,
            sentences: vec![sentence],
            trigger,
            date: None,
            place: None,
            parties: Vec::new(),
            persons: Vec::new(),
            amounts: Vec::new(),
            background: false,
            refers_back: false,
            plainness: 0.9,
            likelihood: None,
        }
    }

    /// Position of the first sentence that tells it.
    pub(crate) fn first_sentence(&self) -> usize {
        self.sentences.first().copied().unwrap_or_default()
    }

    /// Whether the page itself is the document.
    pub(crate) fn is_notice(&self) -> bool {
        self.kind == EventType::DocumentIssued
            && (self.subject.as_ref()).is_some_and(|subject| subject.span.is_none())
    }

    pub(crate) fn is_plan(&self) -> bool {
        self.kind == EventType::AlliancePlanned
    }

    /// Whether it is what a page that is a notice decides by itself.
    pub(crate) fn is_decided_by_notice(&self) -> bool {
        !self.background
            && matches!(
                self.kind,
                EventType::AllianceRenamed
                    | EventType::AllianceDissolved
                    | EventType::AllianceFounded
                    | EventType::AlliancePlanned
                    | EventType::PartyOrgFounded
                    | EventType::MemberJoined
            )
    }

    /// Whether it takes effect but after that day.
    pub(crate) fn is_to_come(&self, anchor: Option<CivilDate>) -> bool {
        let day = (self.date.as_ref()).and_then(|when| Some(when.date.bounds()?.0));
        (day.zip(anchor)).is_some_and(|(day, anchor)| day > anchor)
    }

    pub(crate) fn has_alliance(&self, entity: EntityIndex) -> bool {
        self.alliances.iter().any(|(known, _)| *known == entity)
    }

    /// Whether a body has that part in it.
    pub(crate) fn has_role(&self, role: OrganizationRole) -> bool {
        self.parties.iter().any(|party| party.role == role)
    }

    pub(crate) fn add_alliance(&mut self, entity: EntityIndex, span: Range<usize>) {
        if !self.has_alliance(entity) {
            self.alliances.push((entity, span));
        }
    }

    pub(crate) fn add_party(&mut self, party: PartyRole) {
        let known =
            (self.parties.iter()).any(|old| old.name == party.name && old.role == party.role);
        if !known && !party.name.is_empty() {
            self.parties.push(party);
        }
    }

    pub(crate) fn add_person(&mut self, part: PersonPart) {
        if !self.persons.contains(&part) {
            self.persons.push(part);
        }
    }

    /// The names that signed.
    pub(crate) fn signatories(&self) -> Vec<&str> {
        self.parties
            .iter()
            .filter(|party| party.role == OrganizationRole::Signatory)
            .map(|party| party.name.as_str())
            .collect()
    }

    /// Takes over what another telling of the same event adds.
    pub(crate) fn absorb(&mut self, other: Self) {
        for (entity, span) in other.alliances {
            self.add_alliance(entity, span);
        }
        for party in other.parties {
            self.add_party(party);
        }
        for person in other.persons {
            self.add_person(person);
        }
        for amount in other.amounts {
            if !self.amounts.contains(&amount) {
                self.amounts.push(amount);
            }
        }
        self.sentences.extend(other.sentences);
        self.sentences.sort_unstable();
        self.sentences.dedup();
        // A day that a telling says itself is surer than that of a scene, and so
        // is the place beside it.
        let own_day = self
            .date
            .as_ref()
            .zip(other.date.as_ref())
            .is_some_and(|(known, own)| {
                known.kind == DateKind::Days
                    && own.kind == DateKind::Day
                    && !own.inherited
                    && lies_within(own.date, known.date)
            });
        if own_day {
            self.date = other.date.clone();
        }
        let surer = (self.date.as_ref()).is_some_and(|when| when.inherited)
            && (other.date.as_ref()).is_some_and(|when| !when.inherited && when.is_exact());
        if surer {
            self.date = other.date;
            self.place = other.place.or(self.place.take());
        } else {
            let own = (other.date.as_ref()).is_some_and(|when| {
                let same = (self.date.as_ref()).is_none_or(|known| known.date == when.date);
                same && !when.inherited
            });
            self.date = self.date.take().or(other.date);
            let finer = (self.place.as_ref().zip(other.place.as_ref()))
                .is_some_and(|(place, other)| own && other.narrows(place));
            self.place = if finer {
                other.place
            } else {
                self.place.take().or(other.place)
            };
        }
        self.background &= other.background;
        self.plainness = self.plainness.max(other.plainness);
        self.likelihood = self.likelihood.max(other.likelihood);
    }
}

/// Whether a day lies within days.
fn lies_within(day: Edtf, days: Edtf) -> bool {
    day.bounds()
        .zip(days.bounds())
        .is_some_and(|(day, days)| days.0 <= day.0 && day.1 <= days.1)
}
