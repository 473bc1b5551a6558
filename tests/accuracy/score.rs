//! Accuracy as the records' definition measures it: predicted and labelled
//! records are matched one to one by type and subject, fields are compared
//! over the matched pairs and the misses.

use std::collections::{BTreeMap, BTreeSet};

use alliance_tests::{
    gold::{Case, CaseEvent, CaseParticipant},
    matching::{alliances_of, fold, match_events},
};
use alliance_worker::{Normalized, record::Record};

/// Hits, false hits and misses; or good ones of all.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    hits: u32,
    false_hits: u32,
    misses: u32,
}

/// Figures by name, each with what it was counted from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores {
    counts: BTreeMap<&'static str, Count>,
    /// What was missed or falsely found, a line each.
    pub(crate) errors: Vec<String>,
}

impl Scores {
    /// F1 where false hits and misses were counted, the share of good ones
    /// where each was either; `None` of nothing.
    pub(crate) fn figure(&self, name: &str) -> Option<f64> {
        let count = self.counts.get(name)?;
        let (hits, missed) = (
            f64::from(count.hits),
            f64::from(count.false_hits + count.misses),
        );
        (hits + missed > 0.0).then(|| 2.0 * hits / (2.0 * hits + missed))
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.counts.keys().copied()
    }

    fn count(&mut self, name: &'static str, hits: usize, false_hits: usize, misses: usize) {
        let small = |count: usize| u32::try_from(count).unwrap();
        let count = self.counts.entry(name).or_default();
        count.hits += small(hits);
        count.false_hits += small(false_hits);
        count.misses += small(misses);
    }

    /// A bad one counts on both sides, so that F1 is the share of good ones.
    fn share(&mut self, name: &'static str, good: bool) {
        self.count(
            name,
            usize::from(good),
            usize::from(!good),
            usize::from(!good),
        );
    }

    fn sets<T: Ord>(
        &mut self,
        name: &'static str,
        must: &BTreeSet<T>,
        may: &BTreeSet<T>,
        got: &BTreeSet<T>,
    ) {
        let hits = must.intersection(got).count();
        self.count(name, hits, got.difference(may).count(), must.len() - hits);
    }

    /// Adds one case and what was predicted for it.
    pub(crate) fn add(&mut self, case: &Case, predicted: Option<&Normalized>) {
        let records = predicted.map_or(&[][..], |normalized| &normalized.records);
        let pairs = match_events(&case.events, records);
        for (gold, record) in pairs.iter().map(|(i, j)| (&case.events[*i], &records[*j])) {
            if !gold.optional {
                self.count("event", 1, 0, 0);
                self.add_event(gold, Some(record));
                self.share("background", gold.background == record.background);
            }
        }
        for (i, gold) in case.events.iter().enumerate() {
            if !gold.optional && !pairs.iter().any(|pair| pair.0 == i) {
                self.count("event", 0, 0, 1);
                self.add_event(gold, None);
                self.errors.push(format!(
                    "{}: missed {} {:?}",
                    case.id,
                    gold.kind,
                    subject(gold)
                ));
            }
        }
        for (j, record) in records.iter().enumerate() {
            if !record.background && !pairs.iter().any(|pair| pair.1 == j) {
                self.count("event", 0, 1, 0);
                let names = &alliances_of(record);
                self.errors.push(format!(
                    "{}: false {} {names:?}",
                    case.id,
                    record.kind.name()
                ));
            }
        }
        for (j, record) in records.iter().enumerate() {
            if record.confidence >= 0.8 && !record.background {
                self.share("confident are right", pairs.iter().any(|pair| pair.1 == j));
            }
        }
        if case.events.is_empty() {
            self.share("negatives clean", records.is_empty());
        }
        self.add_article(case, predicted);
    }

    fn add_event(&mut self, gold: &CaseEvent, record: Option<&Record>) {
        let date = record.and_then(|record| record.date.as_ref());
        let date = date.map(|date| date.value.to_string());
        if gold.date.is_some() || date.is_some() {
            self.share("date", gold.date == date);
        }
        self.add_place(gold, record);
        let names = |all: &[CaseParticipant], must: bool| -> BTreeSet<String> {
            all.iter()
                .filter(|one| !(must && one.optional))
                .map(|one| fold(&one.name))
                .collect()
        };
        let organizations = record.map(organizations_of).unwrap_or_default();
        let all = &gold.organizations;
        self.sets(
            "organization",
            &names(all, true),
            &names(all, false),
            &organizations,
        );
        let persons = record.map(persons_of).unwrap_or_default();
        let all = &gold.persons;
        self.sets("person", &names(all, true), &names(all, false), &persons);
        let amounts = gold
            .amounts
            .iter()
            .map(|sum| (nanos(sum.value), sum.currency.clone()));
        let amounts = amounts.collect();
        let got = record.map(amounts_of).unwrap_or_default();
        self.sets("amount", &amounts, &amounts, &got);
        if let Some(record) = record {
            self.add_titles(gold, record);
            self.add_roles(gold, record);
        }
    }

    fn add_place(&mut self, gold: &CaseEvent, record: Option<&Record>) {
        let wanted = gold.place.clone().unwrap_or_default();
        let got = record
            .and_then(|record| record.place.as_ref())
            .map(|place| &place.value);
        let province = got.map(|place| place.province.clone());
        let city = got.and_then(|place| place.city.clone());
        let any = [&wanted.province, &wanted.city, &province, &city];
        if any.iter().any(|part| part.is_some()) {
            self.share("place", wanted.province == province && wanted.city == city);
        }
        if wanted.district.is_some() {
            let district = got.and_then(|place| place.district.clone());
            self.share("place.district", wanted.district == district);
        }
    }

    fn add_titles(&mut self, gold: &CaseEvent, record: &Record) {
        let post = |organization: &Option<String>, title: &Option<String>| {
            fold(
                &[organization.as_deref(), title.as_deref()]
                    .map(Option::unwrap_or_default)
                    .concat(),
            )
        };
        for person in &record.persons {
            let labelled = gold
                .persons
                .iter()
                .find(|one| fold(&one.name) == fold(&person.name));
            if let Some(labelled) = labelled {
                let wanted = post(&labelled.organization, &labelled.title);
                self.share(
                    "person.title",
                    wanted == post(&person.organization, &person.title),
                );
            }
        }
    }

    /// Roles of those that both sides name.
    fn add_roles(&mut self, gold: &CaseEvent, record: &Record) {
        let labelled = || gold.organizations.iter().chain(&gold.persons);
        let wanted = labelled().filter(|one| !one.optional);
        let wanted: BTreeSet<_> = wanted
            .flat_map(|one| one.roles.iter().map(|role| (fold(&one.name), role.clone())))
            .collect();
        let organizations = record.organizations.iter().flat_map(|one| {
            one.roles
                .iter()
                .map(|role| (fold(&one.name), role.name().to_owned()))
        });
        let persons = record.persons.iter().flat_map(|one| {
            one.roles
                .iter()
                .map(|role| (fold(&one.name), role.name().to_owned()))
        });
        let got: BTreeSet<_> = organizations.chain(persons).collect();
        let labelled: BTreeSet<_> = labelled().map(|one| fold(&one.name)).collect();
        let named: BTreeSet<_> = &organizations_of(record) | &persons_of(record);
        let both = |roles: BTreeSet<(String, String)>| -> BTreeSet<_> {
            roles
                .into_iter()
                .filter(|(name, _)| labelled.contains(name) && named.contains(name))
                .collect()
        };
        let wanted = both(wanted);
        self.sets("role", &wanted, &wanted, &both(got));
    }

    fn add_article(&mut self, case: &Case, predicted: Option<&Normalized>) {
        let article = predicted.map(|normalized| &normalized.article);
        let published_on = article.and_then(|article| article.published_on);
        for (name, wanted, got) in [
            (
                "article.title",
                &case.article.title,
                article.and_then(|it| it.title.clone()),
            ),
            (
                "article.published_on",
                &case.article.published_on,
                published_on.map(|date| date.to_string()),
            ),
            (
                "article.source_name",
                &case.article.source_name,
                article.and_then(|it| it.source_name.clone()),
            ),
        ] {
            if let Some(wanted) = wanted {
                self.share(
                    name,
                    fold(wanted) == fold(got.as_deref().unwrap_or_default()),
                );
            }
        }
        if !case.article.authors.is_empty() {
            let set = |names: &[String]| names.iter().map(|name| fold(name)).collect();
            let wanted: BTreeSet<String> = set(&case.article.authors);
            let got = article
                .map(|article| set(&article.authors))
                .unwrap_or_default();
            self.share("article.authors", wanted == got);
        }
        let text = article
            .map(|article| fold(article.text.as_str()))
            .unwrap_or_default();
        for fragment in &case.article.keeps {
            self.share("text.keeps", text.contains(&fold(fragment)));
        }
        for fragment in &case.article.drops {
            self.share("text.drops", !text.contains(&fold(fragment)));
        }
    }
}

fn subject(gold: &CaseEvent) -> &[String] {
    gold.subject
        .as_ref()
        .map_or(&gold.alliances, std::slice::from_ref)
}

fn organizations_of(record: &Record) -> BTreeSet<String> {
    record
        .organizations
        .iter()
        .map(|one| fold(&one.name))
        .collect()
}

fn persons_of(record: &Record) -> BTreeSet<String> {
    record.persons.iter().map(|one| fold(&one.name)).collect()
}

fn amounts_of(record: &Record) -> BTreeSet<(i128, String)> {
    let nanos = |units, nanos| i128::from(units) * 1_000_000_000 + i128::from(nanos);
    record
        .amounts
        .iter()
        .map(|sum| (nanos(sum.units, sum.nanos), sum.currency.clone()))
        .collect()
}

/// Billionths; labels are numbers of at most a few decimals.
#[expect(
    clippy::cast_possible_truncation,
    reason = "sums are far below 2^127 billionths"
)]
fn nanos(value: f64) -> i128 {
    (value * 1e3).round() as i128 * 1_000_000
}
