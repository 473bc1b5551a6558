//! Reads a reader's wishes: the filter in canonical form.

use std::{collections::BTreeMap, sync::Arc};

use alliance_proto::encoded;
use alliance_worker::{
    date::{CivilDate, PartialDate},
    fold_text,
    record::EventType,
};

use super::{
    convert::event_type_from_wire,
    refusal::{Refusal, Violation},
};
use crate::{filter::EventFilter, id::ArticleId};

/// Values of one field.
const VALUES_MAX: usize = 256;
/// A name to search for.
const NAME_BYTES_MAX: usize = 512;
/// Digits of a GB/T 2260 code.
const ADCODE_DIGITS: usize = 6;

const MALFORMED: &str = "FILTER_MALFORMED";
const TOO_LONG: &str = "FILTER_TOO_LONG";

/// The filter; `None` where it asks nothing.
///
/// # Errors
/// Names every field that breaks a rule.
pub(super) fn read_filter(
    filter: Option<encoded::EventFilter>,
) -> Result<Option<Arc<EventFilter>>, Refusal> {
    let Some(wire) = filter else {
        return Ok(None);
    };
    let mut check = Check::default();
    let filter = EventFilter {
        kinds: check.kinds(&wire.types),
        alliances: check.names("alliances", &wire.alliances),
        organizations: check.names("organizations", &wire.organizations),
        persons: check.names("persons", &wire.persons),
        places: check.names("places", &wire.places),
        adcode_prefixes: check.adcodes(wire.adcode_prefixes),
        days: check.days(wire.date_range),
        articles: check.articles(&wire.article_ids),
        labels: check.labels(wire.labels),
        min_confidence: check.confidence(wire.min_confidence),
        background: wire.background,
    };
    if !check.violations.is_empty() {
        return Err(Refusal::Invalid(check.violations));
    }
    Ok((!filter.is_empty()).then(|| Arc::new(filter)))
}

#[derive(Default)]
struct Check {
    violations: Vec<Violation>,
}

impl Check {
    fn fail(&mut self, field: &str, reason: &'static str, description: impl Into<String>) {
        let field = format!("filter.{field}");
        self.violations
            .push(Violation::new(field, reason, description));
    }

    fn count(&mut self, field: &str, count: usize) {
        if count > VALUES_MAX {
            let description = format!("has {count} values, {VALUES_MAX} are allowed");
            self.fail(field, TOO_LONG, description);
        }
    }

    fn kinds(&mut self, types: &[i32]) -> Vec<EventType> {
        self.count("types", types.len());
        types
            .iter()
            .filter_map(|number| {
                let kind = event_type_from_wire(*number);
                if kind.is_none() {
                    self.fail("types", MALFORMED, format!("{number} is no type of event"));
                }
                kind
            })
            .collect()
    }

    /// Names in canonical form, so that any script and width finds them.
    fn names(&mut self, field: &str, names: &[String]) -> Vec<String> {
        self.count(field, names.len());
        names
            .iter()
            .filter_map(|name| {
                let folded = fold_text(name.trim()).into_owned();
                if folded.is_empty() {
                    self.fail(field, MALFORMED, "values must not be empty");
                } else if name.len() > NAME_BYTES_MAX {
                    let description = format!("values have at most {NAME_BYTES_MAX} bytes");
                    self.fail(field, TOO_LONG, description);
                } else {
                    return Some(folded);
                }
                None
            })
            .collect()
    }

    fn adcodes(&mut self, prefixes: Vec<String>) -> Vec<String> {
        self.count("adcode_prefixes", prefixes.len());
        let valid = |prefix: &String| {
            (1..=ADCODE_DIGITS).contains(&prefix.len())
                && prefix.bytes().all(|digit| digit.is_ascii_digit())
        };
        if !prefixes.iter().all(valid) {
            let description = format!("values are 1 to {ADCODE_DIGITS} digits");
            self.fail("adcode_prefixes", MALFORMED, description);
        }
        prefixes
    }

    fn days(
        &mut self,
        range: Option<encoded::DateRange>,
    ) -> Option<(Option<CivilDate>, Option<CivilDate>)> {
        let range = range?;
        let first = self.day("date_range.first", range.first);
        let last = self.day("date_range.last", range.last);
        let days = (first.map(|(first, _)| first), last.map(|(_, last)| last));
        match days {
            (None, None) => None,
            (Some(first), Some(last)) if first > last => {
                self.fail("date_range", MALFORMED, "ends before it begins");
                None
            }
            days => Some(days),
        }
    }

    /// First and last day that the date allows.
    fn day(
        &mut self,
        field: &str,
        date: Option<encoded::CalendarDate>,
    ) -> Option<(CivilDate, CivilDate)> {
        let date = date?;
        let bounds = partial_date(&date).and_then(PartialDate::bounds);
        if bounds.is_none() {
            self.fail(field, MALFORMED, "is no day, month or year of the calendar");
        }
        bounds
    }

    fn articles(&mut self, ids: &[String]) -> Vec<ArticleId> {
        self.count("article_ids", ids.len());
        ids.iter()
            .filter_map(|text| match text.parse() {
                Ok(id) => Some(id),
                Err(error) => {
                    self.fail("article_ids", MALFORMED, format!("{error}"));
                    None
                }
            })
            .collect()
    }

    fn labels(&mut self, labels: BTreeMap<String, String>) -> BTreeMap<String, String> {
        self.count("labels", labels.len());
        labels
    }

    fn confidence(&mut self, least: Option<f64>) -> Option<f64> {
        if least.is_some_and(|least| !(0.0..=1.0).contains(&least)) {
            self.fail("min_confidence", MALFORMED, "must be from 0 to 1");
        }
        least
    }
}

/// Lower parts are 0 where they are left open; a day without its month is no
/// part of the calendar.
fn partial_date(date: &encoded::CalendarDate) -> Option<PartialDate> {
    let part = |number: u32| match number {
        0 => Some(None),
        number => u8::try_from(number).ok().map(Some),
    };
    let (month, day) = (part(date.month)?, part(date.day)?);
    let whole = month.is_some() || day.is_none();
    whole.then_some(PartialDate {
        year: Some(date.year),
        month,
        day,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields_at_fault(filter: encoded::EventFilter) -> Vec<String> {
        match read_filter(Some(filter)) {
            Ok(_) => Vec::new(),
            Err(Refusal::Invalid(violations)) => violations
                .into_iter()
                .map(|violation| violation.field)
                .collect(),
            Err(other) => panic!("{other}"),
        }
    }

    fn date(year: i32, month: u32, day: u32) -> encoded::CalendarDate {
        encoded::CalendarDate { year, month, day }
    }

    #[test]
    fn a_filter_that_asks_nothing_is_none() {
        assert!(read_filter(None).unwrap().is_none());
        let nothing = encoded::EventFilter {
            date_range: Some(encoded::DateRange::default()),
            ..encoded::EventFilter::default()
        };
        assert!(read_filter(Some(nothing)).unwrap().is_none());
    }

    #[test]
    fn a_year_means_its_days() {
        let filter = encoded::EventFilter {
            date_range: Some(encoded::DateRange {
                first: Some(date(2024, 2, 0)),
                last: Some(date(2024, 0, 0)),
            }),
            ..encoded::EventFilter::default()
        };
        let days = read_filter(Some(filter)).unwrap().unwrap().days;
        assert_eq!(
            days,
            Some((CivilDate::new(2024, 2, 1), CivilDate::new(2024, 12, 31)))
        );
    }

    #[test]
    fn every_broken_rule_is_named() {
        let broken = encoded::EventFilter {
            types: vec![1, 0, 77],
            alliances: vec![" ".to_owned()],
            persons: vec!["王".repeat(200)],
            adcode_prefixes: vec!["33x".to_owned()],
            date_range: Some(encoded::DateRange {
                first: Some(date(2024, 0, 5)),
                last: None,
            }),
            article_ids: vec!["a1".to_owned()],
            min_confidence: Some(f64::NAN),
            ..encoded::EventFilter::default()
        };
        assert_eq!(
            fields_at_fault(broken),
            [
                "filter.types",
                "filter.types",
                "filter.alliances",
                "filter.persons",
                "filter.adcode_prefixes",
                "filter.date_range.first",
                "filter.article_ids",
                "filter.min_confidence"
            ]
        );
    }
}
