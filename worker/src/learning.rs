//! What the models are trained on: what the grammar alone reads of a page, the
//! bodies and persons that may have had part in its events, the dates and places that
//! these may have, the events that may have befallen its alliances, and the dates that may
//! be the page's own. Only for training; the
//! normalizer itself learns nothing.

use crate::{
    article::{self, Article},
    date::{CivilDate, Edtf},
    decode, event,
    event::{attendance, day, detection, participation, site, topicality},
    fold,
    mention::{self, Mentions},
    model,
    normalizer::NormalizeError,
    page,
    record::{EventType, OrganizationRole, PersonRole, Place, Record},
    report::Report,
    submission::Submission,
};

/// A body and an event that it may have had part in.
#[derive(Clone, Debug)]
pub struct Example {
    /// Index into [`Lesson::records`].
    pub record: usize,
    pub organization: String,
    pub aliases: Vec<String>,
    /// Whether the grammar gave it a part in any event of the page.
    pub attached: bool,
    /// For each mention of the body its features.
    pub mentions: Vec<Vec<u32>>,
}

/// An event whose place the grammar only infers.
#[derive(Clone, Debug)]
pub struct SiteExample {
    /// Index into [`Lesson::records`].
    pub record: usize,
    pub sites: Vec<Site>,
}

/// A place that an event may have; each mention of one by itself.
#[derive(Clone, Debug)]
pub struct Site {
    /// `None`: it has none.
    pub place: Option<Place>,
    /// Whether the grammar chose it.
    pub is_inferred: bool,
    pub features: Vec<u32>,
}

/// An event, and the dates that it may have.
#[derive(Clone, Debug)]
pub struct DayExample {
    /// Index into [`Lesson::records`].
    pub record: usize,
    pub days: Vec<Day>,
}

/// A date that an event may have; each mention of one by itself.
#[derive(Clone, Debug)]
pub struct Day {
    /// `None`: it has none.
    pub date: Option<Edtf>,
    /// Whether the grammar chose it.
    pub is_inferred: bool,
    pub features: Vec<u32>,
}

/// A person and an event that the person may have had part in.
#[derive(Clone, Debug)]
pub struct PersonExample {
    /// Index into [`Lesson::records`].
    pub record: usize,
    pub name: String,
    /// Whether the grammar gave the person any event.
    pub attached: bool,
    /// For each mention of the person its features.
    pub mentions: Vec<Vec<u32>>,
}

/// What events may be told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    Alliance {
        name: String,
        aliases: Vec<String>,
    },
    /// By name.
    Meeting(String),
    Document(String),
    /// By the sentence that speaks of signing, and the next.
    Signing(String),
}

/// Something that a page names, and the events that may be told of it.
#[derive(Clone, Debug)]
pub struct TopicExample {
    pub topic: Topic,
    /// For each of [`KINDS`], whether it may be told of such.
    pub possible: [bool; KINDS.len()],
    /// For each of [`KINDS`], whether the grammar tells it.
    pub told: [bool; KINDS.len()],
    /// For each mention of the topic its features.
    pub mentions: Vec<Vec<u32>>,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub records: Vec<Record>,
    pub examples: Vec<Example>,
    pub days: Vec<DayExample>,
    pub sites: Vec<SiteExample>,
    pub persons: Vec<PersonExample>,
    pub topics: Vec<TopicExample>,
    /// Features of what the page is about.
    pub page: Vec<u32>,
}

/// The classes of the model of participation.
pub const ROLES: [OrganizationRole; 9] = OrganizationRole::ALL;
/// The classes of the model of attendance.
pub const PERSON_ROLES: [PersonRole; 5] = PersonRole::ALL;
/// The classes of the model of detection.
pub const KINDS: [EventType; 11] = detection::KINDS;

/// What one feature tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights<const CLASSES: usize> {
    pub feature: u32,
    /// For the model's answer at all, in 256ths of a logit.
    pub all: i16,
    /// For each class, in 16ths of a logit.
    pub classes: [i8; CLASSES],
}

/// Reads a page as the normalizer does, up to what the model would add.
///
/// # Errors
/// Where the body is no text.
pub fn read_lesson(submission: &Submission<'_>) -> Result<Lesson, NormalizeError> {
    let mut report = Report::default();
    let decoded = decode::decode(submission, &mut report)?;
    let folded = fold::fold_page(page::read_page(&decoded, submission), &mut report);
    let article = article::extract_article(folded, submission, &mut report);
    let mentions = mention::find_mentions(&article, submission);
    let candidates = event::list_candidates(&article, &mentions);
    let examples = (candidates.parties.into_iter())
        .filter_map(|candidate| {
            let entity = mentions.organizations.get(candidate.organization)?;
            Some(Example {
                record: candidate.draft,
                organization: entity.name.clone(),
                aliases: entity.aliases.clone(),
                attached: candidate.attached,
                mentions: (candidate.mentions.into_iter())
                    .map(|(_, _, features)| features)
                    .collect(),
            })
        })
        .collect();
    let persons = (candidates.persons.into_iter())
        .map(|candidate| PersonExample {
            record: candidate.draft,
            name: candidate.name.to_owned(),
            attached: candidate.attached,
            mentions: candidate.mentions,
        })
        .collect();
    let topics = (candidates.topics.into_iter())
        .map(|candidate| TopicExample {
            topic: describe(candidate.topic, &article, &mentions),
            possible: KINDS.map(|kind| candidate.topic.may_have(kind)),
            told: candidate.told,
            mentions: (candidate.mentions.into_iter())
                .map(|mention| [mention.features, candidates.page.clone()].concat())
                .collect(),
        })
        .collect();
    Ok(Lesson {
        records: candidates.records,
        examples,
        days: candidates.days.into_iter().map(describe_days).collect(),
        sites: candidates.sites.into_iter().map(describe_sites).collect(),
        persons,
        topics,
        page: candidates.pairs,
    })
}

fn describe_days(candidate: day::Candidate) -> DayExample {
    DayExample {
        record: candidate.draft,
        days: (candidate.days.into_iter())
            .map(|day| Day {
                date: day.when.map(|when| when.date),
                is_inferred: day.is_inferred,
                features: day.features,
            })
            .collect(),
    }
}

fn describe_sites(candidate: site::Candidate) -> SiteExample {
    SiteExample {
        record: candidate.draft,
        sites: (candidate.sites.into_iter())
            .map(|site| Site {
                place: site.location.map(|location| location.place),
                is_inferred: site.is_inferred,
                features: site.features,
            })
            .collect(),
    }
}

/// What a page of plain text teaches of where lines end: for each blank that stands
/// for a line's end, or might, what is to be seen there, and whether the line goes on.
///
/// # Errors
/// Where the body is no text.
pub fn read_line_ends(
    submission: &Submission<'_>,
) -> Result<Vec<(Vec<u32>, bool)>, NormalizeError> {
    let decoded = decode::decode(submission, &mut Report::default())?;
    Ok(page::read_line_ends(&decoded, submission))
}

/// What a page teaches of which of its dates is its own.
#[derive(Clone, Debug)]
pub struct PageDays {
    /// Whether the rules find a day of the page.
    pub is_known: bool,
    /// Each whole date of the page, and its features.
    pub dates: Vec<(CivilDate, Vec<u32>)>,
}

/// Reads the dates of a page.
///
/// # Errors
/// Where the body is no text.
pub fn read_page_days(submission: &Submission<'_>) -> Result<PageDays, NormalizeError> {
    let mut report = Report::default();
    let decoded = decode::decode(submission, &mut report)?;
    let folded = fold::fold_page(page::read_page(&decoded, submission), &mut report);
    let (is_known, dates) = article::list_page_days(folded, submission);
    Ok(PageDays { is_known, dates })
}

fn describe(topic: detection::Topic<'_>, article: &Article, mentions: &Mentions) -> Topic {
    match topic {
        detection::Topic::Alliance(alliance) => {
            let entity = mentions.alliances.get(alliance);
            Topic::Alliance {
                name: entity.map(|entity| entity.name.clone()).unwrap_or_default(),
                aliases: (entity.map(|entity| entity.aliases.clone())).unwrap_or_default(),
            }
        }
        detection::Topic::Meeting(name) => Topic::Meeting(name.to_owned()),
        detection::Topic::Document(name) => Topic::Document(name.to_owned()),
        detection::Topic::Signing(sentence) => {
            let passage = (mentions.sentences.iter().skip(sentence).take(2))
                .map(|sentence| article.text.get(sentence.span.clone()))
                .collect();
            Topic::Signing(passage)
        }
    }
}

/// The features of a topic that say that the grammar reads an event of the kind:
/// whether one happened must not be learnt from them.
pub fn told_features(kind: EventType) -> [u32; 3] {
    detection::told_features(kind)
}

/// The bytes of a model file: the head, which says where the weights are from,
/// and the weights.
pub fn pack_model<const CLASSES: usize>(head: &str, weights: &[Weights<CLASSES>]) -> Vec<u8> {
    let rows: Vec<_> = (weights.iter())
        .map(|weights| model::Weights {
            feature: weights.feature,
            all: weights.all,
            classes: weights.classes,
        })
        .collect();
    model::pack(head, &rows)
}

/// The head of the model of participation that the program carries.
pub fn participation_head() -> &'static str {
    &participation::MODEL.head
}

/// The head of the model of topicality that the program carries.
pub fn topicality_head() -> &'static str {
    &topicality::MODEL.head
}

/// The head of the model of attendance that the program carries.
pub fn attendance_head() -> &'static str {
    &attendance::MODEL.head
}

/// The head of the model of detection that the program carries.
pub fn detection_head() -> &'static str {
    &detection::MODEL.head
}

/// The head of the model of dates that the program carries.
pub fn day_head() -> &'static str {
    &day::MODEL.head
}

/// The head of the model of sites that the program carries.
pub fn site_head() -> &'static str {
    &site::MODEL.head
}

/// The head of the model of pages' days that the program carries.
pub fn page_day_head() -> &'static str {
    &article::PAGE_DAY_MODEL.head
}

/// The head of the model of line ends that the program carries.
pub fn line_end_head() -> &'static str {
    &page::LINE_END_MODEL.head
}
