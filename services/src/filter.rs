//! Which events a reader wants.

use std::collections::BTreeMap;

use alliance_worker::{date::CivilDate, record::EventType};

use crate::{id::ArticleId, store::Facets};

/// Fields are joined by AND, values of one field by OR; an empty field asks
/// nothing. Texts are in canonical form ([`alliance_worker::fold_text`]) and
/// match where they are contained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventFilter {
    pub kinds: Vec<EventType>,
    pub alliances: Vec<String>,
    pub organizations: Vec<String>,
    pub persons: Vec<String>,
    pub places: Vec<String>,
    pub adcode_prefixes: Vec<String>,
    /// Both included; an open end is `None`.
    pub days: Option<(Option<CivilDate>, Option<CivilDate>)>,
    pub articles: Vec<ArticleId>,
    /// One source must carry all of them.
    pub labels: BTreeMap<String, String>,
    pub min_confidence: Option<f64>,
    pub background: Option<bool>,
}

impl EventFilter {
    /// Whether it asks nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an event of this kind with these facets is wanted.
    pub fn matches(&self, kind: EventType, facets: &Facets) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&kind))
            && self
                .background
                .is_none_or(|background| background == facets.background)
            && self
                .min_confidence
                .is_none_or(|least| facets.confidence >= least)
            && any_contained(&self.alliances, &facets.alliances)
            && any_contained(&self.organizations, &facets.organizations)
            && any_contained(&self.persons, &facets.persons)
            && any_contained(&self.places, &facets.places)
            && self.matches_adcode(&facets.adcode)
            && self.matches_days(facets.days)
            && (self.articles.is_empty()
                || self
                    .articles
                    .iter()
                    .any(|article| facets.articles.contains(article)))
            && self.matches_labels(&facets.labels)
    }

    fn matches_adcode(&self, adcode: &str) -> bool {
        self.adcode_prefixes.is_empty()
            || self
                .adcode_prefixes
                .iter()
                .any(|prefix| adcode.starts_with(prefix.as_str()))
    }

    fn matches_days(&self, days: Option<(CivilDate, CivilDate)>) -> bool {
        let Some((wanted_first, wanted_last)) = self.days else {
            return true;
        };
        days.is_some_and(|(first, last)| {
            wanted_first.is_none_or(|wanted| last >= wanted)
                && wanted_last.is_none_or(|wanted| first <= wanted)
        })
    }

    fn matches_labels(&self, sources: &[BTreeMap<String, String>]) -> bool {
        self.labels.is_empty()
            || sources.iter().any(|source| {
                self.labels
                    .iter()
                    .all(|(key, value)| source.get(key) == Some(value))
            })
    }
}

fn any_contained(wanted: &[String], names: &[String]) -> bool {
    wanted.is_empty()
        || wanted
            .iter()
            .any(|part| names.iter().any(|name| name.contains(part.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facets() -> Facets {
        let day = CivilDate::new(2024, 6, 5);
        Facets {
            alliances: vec!["长三角新能源产业链联盟".to_owned()],
            adcode: "330300".to_owned(),
            days: day.zip(day),
            labels: vec![
                BTreeMap::from([("feed".to_owned(), "a".to_owned())]),
                BTreeMap::from([("team".to_owned(), "b".to_owned())]),
            ],
            ..Facets::default()
        }
    }

    fn takes(filter: &EventFilter) -> bool {
        filter.matches(EventType::AllianceFounded, &facets())
    }

    #[test]
    fn an_empty_filter_takes_everything() {
        assert!(EventFilter::default().is_empty());
        assert!(takes(&EventFilter::default()));
    }

    #[test]
    fn a_part_of_a_name_finds_it() {
        let with = |name: &str| EventFilter {
            alliances: vec!["半导体".to_owned(), name.to_owned()],
            ..EventFilter::default()
        };
        assert!(takes(&with("新能源")));
        assert!(!takes(&with("汽车")));
    }

    #[test]
    fn a_province_finds_its_cities() {
        let with = |prefix: &str| EventFilter {
            adcode_prefixes: vec![prefix.to_owned()],
            ..EventFilter::default()
        };
        assert!(takes(&with("33")));
        assert!(!takes(&with("3301")));
    }

    #[test]
    fn an_open_range_has_no_end() {
        let from = |day| EventFilter {
            days: Some((CivilDate::new(2024, 6, day), None)),
            ..EventFilter::default()
        };
        assert!(takes(&from(5)));
        assert!(!takes(&from(6)));
    }

    #[test]
    fn labels_must_meet_in_one_source() {
        let with = |labels: &[(&str, &str)]| EventFilter {
            labels: labels
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
            ..EventFilter::default()
        };
        assert!(takes(&with(&[("feed", "a")])));
        assert!(!takes(&with(&[("feed", "a"), ("team", "b")])));
    }
}
