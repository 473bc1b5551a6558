//! Bringing together the names of one body that several articles write.

use std::collections::BTreeMap;

use super::fullest;
use crate::{
    event::{AllianceName, Facts},
    merge::name::Names,
};

/// Bodies by all of their names.
#[derive(Debug, Default)]
pub(super) struct Groups {
    by_name: BTreeMap<String, usize>,
    groups: Vec<Vec<Names>>,
}

impl Groups {
    /// The group of the body with these names; a new one where none has one of
    /// them as a full name, or its full name as one of these.
    pub(super) fn find_or_add(&mut self, names: Names) -> usize {
        let known = std::iter::once(&names.full)
            .chain(&names.aliases)
            .find_map(|name| self.by_name.get(name).copied())
            .filter(|group| self.is_one_of(&names, *group));
        self.put(names, known)
    }

    /// As [`Self::find_or_add`], but a name behind another's prefix is the
    /// same, too: for the few names by which an event was recognised.
    pub(super) fn find_alike_or_add(&mut self, names: Names) -> usize {
        let known = (0..self.groups.len()).find(|group| self.is_alike(&names, *group));
        self.put(names, known)
    }

    fn is_one_of(&self, names: &Names, group: usize) -> bool {
        use crate::merge::name::NameLikeness;
        self.groups.get(group).is_some_and(|members| {
            members
                .iter()
                .any(|member| member.compare(names) >= Some(NameLikeness::Alias))
        })
    }

    fn is_alike(&self, names: &Names, group: usize) -> bool {
        self.groups
            .get(group)
            .is_some_and(|members| members.iter().any(|member| member.compare(names).is_some()))
    }

    fn put(&mut self, names: Names, known: Option<usize>) -> usize {
        let group = known.unwrap_or(self.groups.len());
        for name in std::iter::once(&names.full).chain(&names.aliases) {
            self.by_name.entry(name.clone()).or_insert(group);
        }
        match self.groups.get_mut(group) {
            Some(members) if !members.contains(&names) => members.push(names),
            Some(_) => {}
            None => self.groups.push(vec![names]),
        }
        group
    }
}

/// Fullest name, and all others as aliases in the order of their code points.
pub(super) fn split_names(names: &[&str], aliases: &[&str]) -> (String, Vec<String>) {
    let name = fullest(names.iter().copied()).unwrap_or_default();
    let mut others: Vec<String> = names
        .iter()
        .chain(aliases)
        .filter(|other| **other != name)
        .map(|other| (*other).to_owned())
        .collect();
    others.sort();
    others.dedup();
    (name.to_owned(), others)
}

/// Each alliance once, in the order of first mention.
pub(super) fn combine_alliances(told: &[Facts]) -> Vec<AllianceName> {
    let mut groups = Groups::default();
    let mut members: Vec<Vec<&AllianceName>> = Vec::new();
    for alliance in told.iter().flat_map(|facts| &facts.alliances) {
        let group = groups.find_alike_or_add(Names::new(&alliance.name, &alliance.aliases));
        match members.get_mut(group) {
            Some(group) => group.push(alliance),
            None => members.push(vec![alliance]),
        }
    }
    members
        .into_iter()
        .map(|group| {
            let names: Vec<&str> = group.iter().map(|one| one.name.as_str()).collect();
            let aliases: Vec<&str> = group
                .iter()
                .flat_map(|one| one.aliases.iter().map(String::as_str))
                .collect();
            let (name, aliases) = split_names(&names, &aliases);
            AllianceName {
                name,
                aliases,
                evidence: group
                    .iter()
                    .flat_map(|one| one.evidence.iter().cloned())
                    .collect(),
            }
        })
        .collect()
}
