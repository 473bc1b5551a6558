//! Stage 5, mentions: names, dates, places and sums in the canonical text.
//!
//! Every span counts UTF-8 bytes of [`Article::text`]. Lists ascend by span.

mod abbreviation;
mod alias;
mod alliance;
mod boundary;
mod cursor;
pub(crate) mod date;
mod document;
mod lexicon;
mod meeting;
pub(crate) mod money;
mod name;
mod names;
pub(crate) mod numeral;
mod occurrence;
mod organization;
mod person;
pub(crate) mod place;
mod sentence;
mod title;
mod token;

use std::ops::Range;

pub(crate) use self::abbreviation::is_abbreviation;
pub(crate) use self::alliance::{names_a_class, names_a_kind};
pub(crate) use self::occurrence::NameFinder;
pub(crate) use self::organization::{is_heading_of_bodies, may_be_brand, without_description};
use self::place::{Home, PlaceCue};

use crate::{
    article::Article,
    date::{CivilDate, Edtf},
    record::Place,
    submission::Submission,
};

/// Something that the text names, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention<T> {
    pub(crate) span: Range<usize>,
    pub(crate) value: T,
}

/// Which thing of a list a mention means: an index into it.
pub(crate) type EntityIndex = usize;

/// A named body: an alliance or an organization, however often it is mentioned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entity {
    /// The fullest form that the article writes, in canonical form.
    pub(crate) name: String,
    /// Short forms that the article introduces or uses.
    pub(crate) aliases: Vec<String>,
}

/// A person with the post that stands by the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PersonMention {
    pub(crate) name: String,
    /// 职务 as written, without the organization.
    pub(crate) title: Option<String>,
    /// The organization that leads the post, in its fullest form.
    pub(crate) organization: Option<String>,
}

/// A sum of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    /// ISO 4217.
    pub(crate) currency: &'static str,
    pub(crate) units: i64,
    /// Billionths.
    pub(crate) nanos: i32,
}

/// What sort of date an expression gives, finest first: what stands further
/// up says more of when something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DateKind {
    /// One day.
    Day,
    /// A range of days: 6月5日至7日.
    Days,
    Month,
    Year,
    /// A week, 旬, quarter, half-year, or a range of months or years.
    Part,
    /// A holiday's name, which seldom says when.
    Holiday,
    /// The end of a time allowed: 6月底前, 截至6月5日.
    Deadline,
    /// A length of time: 近三年, 2018年以来, 2023年度. No event's date.
    Span,
}

/// A date expression, anchored as RECORDS.md has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DateMention {
    /// What a record writes: the latest that fits on or before the anchor, or
    /// of a plan, where the words around show one, the nearer one.
    pub(crate) date: Edtf,
    /// The first after the anchor, for a plan; `date` where the text leaves no
    /// choice.
    pub(crate) upcoming: Edtf,
    pub(crate) kind: DateKind,
    /// What the reading counted from, for relative expressions and those
    /// without a year; `None` where the text gives every part.
    pub(crate) anchor: Option<CivilDate>,
}

/// A division of GB/T 2260, and how it stands in its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlaceMention {
    pub(crate) place: Place,
    pub(crate) cue: PlaceCue,
}

/// One sentence, with the terminal mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SentenceSpan {
    pub(crate) span: Range<usize>,
    /// Index of its paragraph, from 0.
    pub(crate) paragraph: usize,
}

/// Everything that the text names.
#[expect(
    clippy::struct_field_names,
    reason = "entities and their mentions are two lists each"
)]
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    pub(crate) sentences: Vec<SentenceSpan>,
    /// Every alliance that the article names; no leagues, games or states.
    pub(crate) alliances: Vec<Entity>,
    /// Full names, aliases, shortened and pronominal mentions (该联盟).
    pub(crate) alliance_mentions: Vec<Mention<EntityIndex>>,
    /// Names like an alliance's that are none, with the reason: `sports league`.
    pub(crate) non_alliances: Vec<Mention<&'static str>>,
    pub(crate) organizations: Vec<Entity>,
    pub(crate) organization_mentions: Vec<Mention<EntityIndex>>,
    pub(crate) persons: Vec<Mention<PersonMention>>,
    pub(crate) places: Vec<Mention<PlaceMention>>,
    /// Where something takes place abroad.
    pub(crate) places_abroad: Vec<Range<usize>>,
    /// Where the headline says that it takes place.
    pub(crate) headline_place: Option<Place>,
    /// Where the header says that the report was filed.
    pub(crate) filed_place: Option<Place>,
    /// The region that the article is of.
    pub(crate) home: Home,
    pub(crate) dates: Vec<Mention<DateMention>>,
    /// The day on which the meeting was, where the page is its minutes.
    pub(crate) minuted_day: Option<Edtf>,
    pub(crate) amounts: Vec<Mention<Sum>>,
    /// Names of documents, without the outer 《》.
    pub(crate) documents: Vec<Mention<String>>,
    /// The meeting that the headline tells as held.
    pub(crate) headline_meeting: Option<String>,
    /// Names of meetings.
    pub(crate) meetings: Vec<Mention<String>>,
}

/// 阚铁岭 is of no place: what stands within a person's longer name names none. Both lists
/// are in the order of the text.
fn drop_places_in_persons(mentions: &mut Mentions) {
    let persons = &mentions.persons;
    mentions.places.retain(|place| {
        let behind = persons.partition_point(|person| person.span.start <= place.span.start);
        let person = behind.checked_sub(1).and_then(|at| persons.get(at));
        person.is_none_or(|person| {
            place.span.end > person.span.end || place.span.len() >= person.span.len()
        })
    });
}

/// Finds every mention.
pub(crate) fn find_mentions(article: &Article, submission: &Submission<'_>) -> Mentions {
    let text = article.text.as_str();
    let anchor = date::find_anchor(article, submission);
    let places = place::find_places(article);
    let mut mentions = Mentions {
        sentences: sentence::find_sentences(text),
        dates: date::find_dates(text, article.title.as_deref(), anchor),
        minuted_day: date::find_minuted_day(article, anchor),
        amounts: money::find_sums(text, money::local_currency(places.home.province_name())),
        places: places.mentions,
        places_abroad: places.abroad,
        headline_place: places.headline,
        filed_place: places.filed,
        home: places.home,
        ..Mentions::default()
    };
    let publishers = [&article.site_name, &article.source_name];
    let title = article.title.as_deref();
    names::find_names(
        text,
        title,
        &publishers.map(Option::as_deref),
        &mut mentions,
    );
    drop_places_in_persons(&mut mentions);
    if let Some(title) = &article.title {
        alliance::name_by_title(title, &mut mentions.alliances);
    }
    mentions
}
