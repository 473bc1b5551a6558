//! Union of who took part, with all roles, and of the sums of money.

use std::{cmp::Reverse, collections::BTreeMap};

use super::group::{Groups, split_names};
use crate::{
    event::{Amount, Evidence, Facts, Organization, Person},
    merge::name::Names,
};

/// Organizations kept of one event, those mentioned first.
const ORGANIZATIONS_MAX: usize = 512;
/// Persons kept of one event, those mentioned first.
const PERSONS_MAX: usize = 256;
/// Sums kept of one event, those mentioned first.
const AMOUNTS_MAX: usize = 64;

/// Each organization once, in the order of first mention.
pub(super) fn combine_organizations(told: &[Facts]) -> Vec<Organization> {
    let mut groups = Groups::default();
    let mut members: Vec<Vec<&Organization>> = Vec::new();
    for organization in told.iter().flat_map(|facts| &facts.organizations) {
        let names = Names::new(&organization.name, &organization.aliases);
        let group = groups.find_or_add(names);
        match members.get_mut(group) {
            Some(group) => group.push(organization),
            None => members.push(vec![organization]),
        }
    }
    members
        .into_iter()
        .take(ORGANIZATIONS_MAX)
        .map(|group| {
            let names: Vec<&str> = group.iter().map(|one| one.name.as_str()).collect();
            let aliases: Vec<&str> = group
                .iter()
                .flat_map(|one| one.aliases.iter().map(String::as_str))
                .collect();
            let (name, aliases) = split_names(&names, &aliases);
            Organization {
                name,
                roles: union_roles(group.iter().map(|one| one.roles.as_slice())),
                aliases,
                evidence: join_evidence(group.iter().map(|one| one.evidence.as_slice())),
            }
        })
        .collect()
}

/// Each person once, in the order of first mention: within one event, one name
/// is one person.
pub(super) fn combine_persons(told: &[Facts]) -> Vec<Person> {
    let persons = told.iter().flat_map(|facts| &facts.persons);
    group_in_order(persons, |person| person.name.as_str())
        .into_iter()
        .take(PERSONS_MAX)
        .filter_map(|group| {
            let (title, organization) = choose_post(&group);
            Some(Person {
                name: group.first()?.name.clone(),
                title,
                organization,
                roles: union_roles(group.iter().map(|one| one.roles.as_slice())),
                evidence: join_evidence(group.iter().map(|one| one.evidence.as_slice())),
            })
        })
        .collect()
}

/// Post and organization of one article, never mixed of two: the most complete,
/// then the one that most articles give, then the longest.
fn choose_post(persons: &[&Person]) -> (Option<String>, Option<String>) {
    let mut posts: BTreeMap<(Option<&str>, Option<&str>), usize> = BTreeMap::new();
    for person in persons {
        *posts
            .entry((person.title.as_deref(), person.organization.as_deref()))
            .or_default() += 1;
    }
    let chars = |text: Option<&str>| text.map_or(0, |text| text.chars().count());
    posts
        .into_iter()
        .min_by_key(|((title, organization), count)| {
            let parts_count = u8::from(title.is_some()) + u8::from(organization.is_some());
            Reverse((parts_count, *count, chars(*title) + chars(*organization)))
        })
        .map(|((title, organization), _)| {
            (title.map(str::to_owned), organization.map(str::to_owned))
        })
        .unwrap_or_default()
}

/// Each sum once, in the order of first mention.
pub(super) fn combine_amounts(told: &[Facts]) -> Vec<Amount> {
    let amounts = told.iter().flat_map(|facts| &facts.amounts);
    group_in_order(amounts, |amount| {
        (amount.currency.as_str(), amount.units, amount.nanos)
    })
    .into_iter()
    .take(AMOUNTS_MAX)
    .filter_map(|group| {
        let evidence = join_evidence(group.iter().map(|one| one.evidence.as_slice()));
        group.first().map(|first| Amount {
            evidence,
            ..(*first).clone()
        })
    })
    .collect()
}

fn group_in_order<'a, T, K: Ord>(
    values: impl Iterator<Item = &'a T>,
    key: impl Fn(&'a T) -> K,
) -> Vec<Vec<&'a T>> {
    let mut by_key = BTreeMap::new();
    let mut groups: Vec<Vec<&T>> = Vec::new();
    for value in values {
        let group = *by_key.entry(key(value)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(value),
            None => groups.push(vec![value]),
        }
    }
    groups
}

fn union_roles<'a, R: Copy + Ord + 'a>(roles: impl Iterator<Item = &'a [R]>) -> Vec<R> {
    let mut roles: Vec<R> = roles.flatten().copied().collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

fn join_evidence<'a>(evidence: impl Iterator<Item = &'a [Evidence]>) -> Vec<Evidence> {
    evidence.flatten().cloned().collect()
}
