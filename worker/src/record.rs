//! Alliance-event records as one article tells them, each value with its proof.

use crate::{
    date::Edtf,
    span::{BodySpan, TextSpan},
};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventType {
    AlliancePlanned,
    AllianceFounded,
    AllianceRenamed,
    AllianceDissolved,
    MemberJoined,
    LeadershipElected,
    CharterAdopted,
    PartyOrgFounded,
    MeetingHeld,
    AgreementSigned,
    DocumentIssued,
}

/// What an organization did in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrganizationRole {
    Organizer,
    CoOrganizer,
    Authority,
    Signatory,
    ChairUnit,
    ViceChairUnit,
    SecretariatUnit,
    Member,
    Attendee,
}

/// What a person did in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonRole {
    Speaker,
    Host,
    Signatory,
    Elected,
    Attendee,
}

/// Where an article says so.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// Index into [`Record::sentences`]; `None` for the page's header, the URL
    /// or the submission.
    pub sentence: Option<u32>,
    /// The words, in canonical form.
    pub quote: String,
    /// Where they stand in the canonical text; `None` outside of it.
    pub text_span: Option<TextSpan>,
    /// The bytes of the body that became the words; `None` where they were not
    /// in the body.
    pub body_span: Option<BodySpan>,
}

/// A sentence of the canonical text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    pub text: String,
    pub text_span: TextSpan,
    pub body_span: Option<BodySpan>,
}

/// A value and every place that says it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Proved<T> {
    pub value: T,
    pub evidence: Vec<Evidence>,
}

/// An alliance by its fullest name in the article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AllianceName {
    pub name: String,
    /// Short forms and former names.
    pub aliases: Vec<String>,
    pub evidence: Vec<Evidence>,
}

/// Administrative divisions of GB/T 2260.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Official full name.
    pub province: String,
    /// `None` for a province as a whole and within municipalities.
    pub city: Option<String>,
    pub district: Option<String>,
    /// Six digits, of the finest level.
    pub adcode: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Organization {
    pub name: String,
    /// Ascending, without repeats.
    pub roles: Vec<OrganizationRole>,
    pub aliases: Vec<String>,
    pub evidence: Vec<Evidence>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Person {
    pub name: String,
    /// 职务 as written.
    pub title: Option<String>,
    /// The organization that leads the post.
    pub organization: Option<String>,
    /// Ascending, without repeats.
    pub roles: Vec<PersonRole>,
    pub evidence: Vec<Evidence>,
}

/// A sum of money, exact to a billionth of the currency's unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// ISO 4217.
    pub currency: String,
    pub units: i64,
    /// Billionths.
    pub nanos: i32,
    pub evidence: Vec<Evidence>,
}

/// One thing that happened, as one article tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub kind: EventType,
    pub alliances: Vec<AllianceName>,
    /// Name of the meeting or document, for the types whose subject is one.
    pub subject: Option<Proved<String>>,
    pub date: Option<Proved<Edtf>>,
    pub place: Option<Proved<Place>>,
    pub organizations: Vec<Organization>,
    pub persons: Vec<Person>,
    pub amounts: Vec<Amount>,
    /// An earlier event or a comparison, told in passing.
    pub background: bool,
    /// 0 to 1.
    pub confidence: f64,
    /// The sentences that tell it, in text order.
    pub sentences: Vec<Sentence>,
}

/// A sentence that looked like an event and gave none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedSentence {
    pub sentence: Sentence,
    /// The type that it looked like.
    pub kind: EventType,
    /// Why it gave none: `plan without a name`, `sports league`, ….
    pub reason: &'static str,
}

impl EventType {
    /// Every type, in order.
    pub const ALL: [Self; 11] = [
        Self::AlliancePlanned,
        Self::AllianceFounded,
        Self::AllianceRenamed,
        Self::AllianceDissolved,
        Self::MemberJoined,
        Self::LeadershipElected,
        Self::CharterAdopted,
        Self::PartyOrgFounded,
        Self::MeetingHeld,
        Self::AgreementSigned,
        Self::DocumentIssued,
    ];

    /// Its name in the contract, upper snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::AlliancePlanned => "ALLIANCE_PLANNED",
            Self::AllianceFounded => "ALLIANCE_FOUNDED",
            Self::AllianceRenamed => "ALLIANCE_RENAMED",
            Self::AllianceDissolved => "ALLIANCE_DISSOLVED",
            Self::MemberJoined => "MEMBER_JOINED",
            Self::LeadershipElected => "LEADERSHIP_ELECTED",
            Self::CharterAdopted => "CHARTER_ADOPTED",
            Self::PartyOrgFounded => "PARTY_ORG_FOUNDED",
            Self::MeetingHeld => "MEETING_HELD",
            Self::AgreementSigned => "AGREEMENT_SIGNED",
            Self::DocumentIssued => "DOCUMENT_ISSUED",
        }
    }
}

impl OrganizationRole {
    /// Every role, in order.
    pub const ALL: [Self; 9] = [
        Self::Organizer,
        Self::CoOrganizer,
        Self::Authority,
        Self::Signatory,
        Self::ChairUnit,
        Self::ViceChairUnit,
        Self::SecretariatUnit,
        Self::Member,
        Self::Attendee,
    ];

    /// Its name in the contract, upper snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Organizer => "ORGANIZER",
            Self::CoOrganizer => "CO_ORGANIZER",
            Self::Authority => "AUTHORITY",
            Self::Signatory => "SIGNATORY",
            Self::ChairUnit => "CHAIR_UNIT",
            Self::ViceChairUnit => "VICE_CHAIR_UNIT",
            Self::SecretariatUnit => "SECRETARIAT_UNIT",
            Self::Member => "MEMBER",
            Self::Attendee => "ATTENDEE",
        }
    }
}

impl PersonRole {
    /// Every role, in order.
    pub const ALL: [Self; 5] = [
        Self::Speaker,
        Self::Host,
        Self::Signatory,
        Self::Elected,
        Self::Attendee,
    ];

    /// Its name in the contract, upper snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speaker => "SPEAKER",
            Self::Host => "HOST",
            Self::Signatory => "SIGNATORY",
            Self::Elected => "ELECTED",
            Self::Attendee => "ATTENDEE",
        }
    }
}
