//! The filter's flags.

use alliance_proto::v1::{CalendarDate, DateRange, EventFilter, EventType};
use alliance_worker::{
    date::{CivilDate, Edtf},
    record,
};
use clap::{ValueEnum, builder::PossibleValuesParser};

use crate::cli::parse_label;

/// Flags of different kinds are joined by AND, repeats of one by OR.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Filter (different flags AND, repeats of one OR)")]
pub(super) struct FilterArgs {
    /// What happened.
    #[arg(long = "type", value_name = "TYPE", value_parser = type_names(), ignore_case = true)]
    types: Vec<String>,
    /// Part of an alliance's name or alias, in any script.
    #[arg(long, value_name = "NAME")]
    alliance: Vec<String>,
    /// Part of an organization's name or alias.
    #[arg(long, value_name = "NAME")]
    organization: Vec<String>,
    /// Part of a person's name.
    #[arg(long, value_name = "NAME")]
    person: Vec<String>,
    /// Part of a province's, city's or district's name.
    #[arg(long, value_name = "NAME")]
    place: Vec<String>,
    /// GB/T 2260 code or its beginning: 33 is Zhejiang, 3301 Hangzhou.
    #[arg(long, value_name = "PREFIX")]
    adcode: Vec<String>,
    /// It happened on this day, month or year, or later.
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    since: Option<CivilDate>,
    /// It happened on this day, month or year, or earlier.
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    until: Option<CivilDate>,
    /// This article tells it.
    #[arg(long, value_name = "ARTICLE_ID")]
    article: Vec<String>,
    /// One source carries all of these labels.
    #[arg(long = "label", value_name = "KEY=VALUE", value_parser = parse_label)]
    labels: Vec<(String, String)>,
    /// Least confidence, 0 to 1.
    #[arg(long, value_name = "SHARE")]
    min_confidence: Option<f64>,
    /// What is told as background: only that, or none of it.
    #[arg(long, value_enum)]
    background: Option<Background>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Background {
    Only,
    Without,
}

impl FilterArgs {
    pub(super) fn to_filter(&self) -> EventFilter {
        let types = self
            .types
            .iter()
            .filter_map(|name| {
                EventType::from_str_name(&format!("EVENT_TYPE_{}", name.to_uppercase()))
            })
            .map(i32::from)
            .collect();
        let has_dates = self.since.is_some() || self.until.is_some();
        EventFilter {
            types,
            alliances: self.alliance.clone(),
            organizations: self.organization.clone(),
            persons: self.person.clone(),
            places: self.place.clone(),
            adcode_prefixes: self.adcode.clone(),
            date_range: has_dates.then(|| DateRange {
                first: self.since.map(calendar_date),
                last: self.until.map(calendar_date),
            }),
            article_ids: self.article.clone(),
            labels: self.labels.iter().cloned().collect(),
            min_confidence: self.min_confidence,
            background: self
                .background
                .map(|background| background == Background::Only),
        }
    }
}

fn type_names() -> PossibleValuesParser {
    PossibleValuesParser::new(record::EventType::ALL.map(record::EventType::name))
}

fn calendar_date(date: CivilDate) -> CalendarDate {
    CalendarDate {
        year: date.year,
        month: date.month.into(),
        day: date.day.into(),
    }
}

fn first_day(text: &str) -> Result<CivilDate, String> {
    bounds(text).map(|(first, _)| first)
}

fn last_day(text: &str) -> Result<CivilDate, String> {
    bounds(text).map(|(_, last)| last)
}

fn bounds(text: &str) -> Result<(CivilDate, CivilDate), String> {
    Edtf::parse(text)
        .and_then(Edtf::bounds)
        .ok_or_else(|| "expected 2024-06-05, 2024-06 or 2024".to_owned())
}
