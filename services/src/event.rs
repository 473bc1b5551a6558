//! Events as the service knows them: the domain's own types, of which the wire
//! messages are a rendering. Nothing here touches storage, wire or clock.

mod offset;

use std::{collections::BTreeMap, error::Error, fmt};

use alliance_worker::{
    date::Edtf,
    record::{self, EventType, OrganizationRole, PersonRole, Place, Record},
    report::Script,
    span::BodySpan,
};
use bytes::Bytes;

pub use self::offset::CharOffsets;
use crate::{
    id::{ArticleId, EventId, Seq},
    store::EventState,
    submission::UnixMillis,
};

/// One thing that happened, however many articles tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: EventId,
    /// 1, 2, 3 …: one more with each change of content.
    pub revision: u64,
    /// Position of this revision in the log; what was read, never what is to
    /// be written: an event learns its position when it is encoded.
    pub seq: Seq,
    pub state: EventState,
    /// The event that carries this one's sources, where `state` is `Merged`.
    pub merged_into: Option<EventId>,
    /// What all sources together say.
    pub facts: Facts,
    /// Every article that tells it, in the order of their processing.
    pub sources: Vec<Source>,
    /// The rules that made this revision.
    pub normalizer_version: String,
    pub created_at: UnixMillis,
    pub updated_at: UnixMillis,
}

/// What is said of one thing that happened: by one article, or by all of an
/// event's sources together.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    pub kind: EventType,
    pub alliances: Vec<AllianceName>,
    /// Name of the meeting or document, for the types whose subject is one.
    pub subject: Option<Proved<String>>,
    pub date: Option<Proved<Edtf>>,
    pub place: Option<Proved<Place>>,
    pub organizations: Vec<Organization>,
    pub persons: Vec<Person>,
    pub amounts: Vec<Amount>,
    /// Told as background only.
    pub background: bool,
    /// 0 to 1.
    pub confidence: f64,
    /// [`Evidence::sentence`] counts into them.
    pub sentences: Vec<Sentence>,
}

/// What one article tells of one event: the part of the event that goes when
/// the article is read anew. Kept with the article's output, so that an event
/// can be computed again from its sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The event as it was named when the article was processed; it may have
    /// been merged into another since.
    pub event: EventId,
    pub facts: Facts,
}

/// A half-open range of code points of an article's canonical text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharSpan {
    pub start: u32,
    pub end: u32,
}

/// Where an article says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence {
    /// Index into [`Facts::sentences`]; `None` for the page's header, the URL
    /// or the submission.
    pub sentence: Option<u32>,
    pub article: ArticleId,
    /// The words, in canonical form.
    pub quote: String,
    pub text_span: Option<CharSpan>,
    pub body_span: Option<BodySpan>,
}

/// A sentence that tells the event or one of its values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    pub article: ArticleId,
    /// In canonical form.
    pub text: String,
    pub text_span: CharSpan,
    pub body_span: Option<BodySpan>,
}

/// A value and the places that say it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Proved<T> {
    pub value: T,
    pub evidence: Vec<Evidence>,
}

/// An alliance by the fullest name that its sources write.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AllianceName {
    pub name: String,
    /// Short forms and former names.
    pub aliases: Vec<String>,
    pub evidence: Vec<Evidence>,
}

/// An organization that took part.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Organization {
    pub name: String,
    /// Ascending, without repeats.
    pub roles: Vec<OrganizationRole>,
    pub aliases: Vec<String>,
    pub evidence: Vec<Evidence>,
}

/// A person who took part.
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

/// A sum of money of the event itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// ISO 4217.
    pub currency: String,
    pub units: i64,
    /// Billionths.
    pub nanos: i32,
    pub evidence: Vec<Evidence>,
}

/// An article that tells the event.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub article: ArticleId,
    pub url: String,
    pub source_name: Option<String>,
    pub title: Option<String>,
    pub published_on: Option<Edtf>,
    /// WHATWG name of what the bytes were.
    pub charset: String,
    pub script: Option<Script>,
    pub labels: BTreeMap<String, String>,
    /// Confidence of this article's own record, 0 to 1.
    pub confidence: f64,
}

/// Turns events and what articles tell into the bytes that are stored, and
/// back. The log holds these bytes, so that a replay only copies them.
pub trait EventCodec: fmt::Debug + Send + Sync + 'static {
    /// The event as stored, at position `seq` (not at `event.seq`).
    fn encode_event(&self, event: &Event, seq: Seq) -> Bytes;

    /// Reads what [`Self::encode_event`] wrote; gives the event it was given,
    /// with the position in [`Event::seq`].
    fn decode_event(&self, encoded: &[u8]) -> Result<Event, DecodeError>;

    /// Reads what the article tells out of an article's stored output
    /// (`Outcome::Processed::output`), in the order of the article's records.
    fn decode_told(&self, output: &[u8]) -> Result<Vec<Told>, DecodeError>;
}

/// Stored bytes that are not what was written.
#[derive(Debug, thiserror::Error)]
#[error("stored {what} cannot be read")]
pub struct DecodeError {
    /// `event` or `article output`.
    pub what: &'static str,
    pub source: Box<dyn Error + Send + Sync>,
}

impl Facts {
    /// What `article` tells by `record`; `offsets` are those of the article's
    /// canonical text.
    pub fn of_record(article: ArticleId, record: &Record, offsets: &CharOffsets<'_>) -> Self {
        let reader = RecordReader { article, offsets };
        Self {
            kind: record.kind,
            alliances: reader.map(&record.alliances, |reader, alliance| AllianceName {
                name: alliance.name.clone(),
                aliases: alliance.aliases.clone(),
                evidence: reader.evidence(&alliance.evidence),
            }),
            subject: reader.proved(record.subject.as_ref()),
            date: reader.proved(record.date.as_ref()),
            place: reader.proved(record.place.as_ref()),
            organizations: reader.map(&record.organizations, |reader, organization| Organization {
                name: organization.name.clone(),
                roles: organization.roles.clone(),
                aliases: organization.aliases.clone(),
                evidence: reader.evidence(&organization.evidence),
            }),
            persons: reader.map(&record.persons, |reader, person| Person {
                name: person.name.clone(),
                title: person.title.clone(),
                organization: person.organization.clone(),
                roles: person.roles.clone(),
                evidence: reader.evidence(&person.evidence),
            }),
            amounts: reader.map(&record.amounts, |reader, amount| Amount {
                currency: amount.currency.clone(),
                units: amount.units,
                nanos: amount.nanos,
                evidence: reader.evidence(&amount.evidence),
            }),
            background: record.background,
            confidence: to_thousandths(record.confidence),
            sentences: reader.map(&record.sentences, RecordReader::sentence),
        }
    }
}

/// A confidence as it is told: without the noise of its sums, so that who
/// asks for 0.91 gets what is shown as 0.91.
pub(crate) fn to_thousandths(confidence: f64) -> f64 {
    (confidence * 1_000.0).round() / 1_000.0
}

/// Turns the worker's values into the service's: adds the article, and counts
/// code points where the worker counts bytes.
struct RecordReader<'a> {
    article: ArticleId,
    offsets: &'a CharOffsets<'a>,
}

impl RecordReader<'_> {
    fn map<T, U>(&self, values: &[T], convert: impl Fn(&Self, &T) -> U) -> Vec<U> {
        values.iter().map(|value| convert(self, value)).collect()
    }

    fn proved<T: Clone>(&self, proved: Option<&record::Proved<T>>) -> Option<Proved<T>> {
        proved.map(|proved| Proved {
            value: proved.value.clone(),
            evidence: self.evidence(&proved.evidence),
        })
    }

    fn evidence(&self, evidence: &[record::Evidence]) -> Vec<Evidence> {
        self.map(evidence, |reader, proof| Evidence {
            sentence: proof.sentence,
            article: reader.article,
            quote: proof.quote.clone(),
            text_span: proof.text_span.map(|span| reader.offsets.char_span(span)),
            body_span: proof.body_span,
        })
    }

    fn sentence(&self, sentence: &record::Sentence) -> Sentence {
        Sentence {
            article: self.article,
            text: sentence.text.clone(),
            text_span: self.offsets.char_span(sentence.text_span),
            body_span: sentence.body_span,
        }
    }
}
