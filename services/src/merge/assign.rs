//! Which record of one article goes to which event.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use alliance_worker::date::CivilDate;

use super::{
    combine::{Contribution, combine},
    identity::{Identity, Likeness},
};
use crate::{
    event::Facts,
    id::{ArticleId, EventId},
    submission::UnixMillis,
};

/// An event that records may belong to, without the article's own part.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) id: EventId,
    pub(super) standing: Standing,
    /// What the other articles tell; how it last stood where there are none.
    pub(super) facts: Facts,
    pub(super) published: Option<(CivilDate, CivilDate)>,
    /// The other articles that tell it.
    pub(super) articles: BTreeSet<ArticleId>,
    pub(super) created_at: UnixMillis,
}

/// What holds a candidate, from strong to weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Other articles tell it.
    Told,
    /// Only this article told it, when it was processed before.
    Own,
    /// No article tells it any more.
    Retracted,
}

/// One record of the article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Report<'a> {
    pub(super) facts: &'a Facts,
    pub(super) published: Option<(CivilDate, CivilDate)>,
}

/// For each record the events that it belongs to, oldest first: none for a new
/// event, several where it proves them to be one. No event goes to two
/// records: what one article tells apart is apart.
pub(super) fn assign(reports: &[Report<'_>], candidates: &[Candidate]) -> Vec<Vec<EventId>> {
    let mut assignment = Assignment {
        reports,
        candidates,
        targets: vec![Vec::new(); reports.len()],
        taken: BTreeSet::new(),
    };
    assignment.take_alike();
    assignment.keep_own();
    let created: BTreeMap<EventId, UnixMillis> = candidates
        .iter()
        .map(|candidate| (candidate.id, candidate.created_at))
        .collect();
    assignment
        .targets
        .into_iter()
        .map(|targets| {
            let mut ids: Vec<EventId> = targets
                .into_iter()
                .filter_map(|index| candidates.get(index).map(|candidate| candidate.id))
                .collect();
            ids.sort_by_key(|id| (created.get(id).copied(), *id));
            ids
        })
        .collect()
}

struct Assignment<'a> {
    reports: &'a [Report<'a>],
    candidates: &'a [Candidate],
    /// Indexes of candidates, for each record.
    targets: Vec<Vec<usize>>,
    /// Indexes of candidates that have a record.
    taken: BTreeSet<usize>,
}

impl Assignment<'_> {
    /// Gives the most alike pairs first; a further event that is like a record
    /// joins the record's event if both are alike, too.
    fn take_alike(&mut self) {
        for (report, candidate) in self.alike_pairs() {
            let is_free = !self.taken.contains(&candidate);
            let has_none = self.targets.get(report).is_some_and(Vec::is_empty);
            if is_free && (has_none || self.proves_same(report, candidate)) {
                self.take(report, candidate);
            }
        }
    }

    /// Pairs of one thing, the most alike first; what is told before what is
    /// not, then the order of the records, then the older event.
    fn alike_pairs(&self) -> Vec<(usize, usize)> {
        let identities: Vec<Identity<'_>> =
            self.candidates.iter().map(Candidate::identity).collect();
        let mut pairs: Vec<(Reverse<Likeness>, Standing, usize, UnixMillis, usize)> = Vec::new();
        for (index, report) in self.reports.iter().enumerate() {
            let identity = Identity::new(report.facts, report.published);
            for (at, (candidate, other)) in self.candidates.iter().zip(&identities).enumerate() {
                if let Some(likeness) = identity.compare(other) {
                    pairs.push((
                        Reverse(likeness),
                        candidate.standing,
                        index,
                        candidate.created_at,
                        at,
                    ));
                }
            }
        }
        pairs.sort();
        pairs
            .into_iter()
            .map(|(_, _, report, _, candidate)| (report, candidate))
            .collect()
    }

    /// Whether a record shows its events and a further one to be the same:
    /// seen together with the record, they are alike, and no article tells
    /// them apart.
    fn proves_same(&self, report: usize, candidate: usize) -> bool {
        let (Some(report_facts), Some(further), Some(targets)) = (
            self.reports.get(report),
            self.candidates.get(candidate),
            self.targets.get(report),
        ) else {
            return false;
        };
        let held: Vec<&Candidate> = targets
            .iter()
            .filter_map(|index| self.candidates.get(*index))
            .collect();
        let told_apart = held
            .iter()
            .any(|other| !other.articles.is_disjoint(&further.articles));
        let all_told = further.standing == Standing::Told
            && held.iter().all(|other| other.standing == Standing::Told);
        if told_apart || !all_told {
            return false;
        }
        let placeholder = ArticleId::from_bytes([0; 16]);
        let mut contributions = vec![Contribution {
            article: placeholder,
            published: report_facts.published,
            facts: report_facts.facts,
        }];
        contributions.extend(held.iter().map(|other| Contribution {
            article: placeholder,
            published: other.published,
            facts: &other.facts,
        }));
        let published = contributions
            .iter()
            .filter_map(|contribution| contribution.published)
            .min();
        combine(&contributions).is_some_and(|together| {
            Identity::new(&together, published)
                .compare(&further.identity())
                .is_some()
        })
    }

    /// A record that found nothing goes on with the event that the article told
    /// before under the same name, or, where just one of a type is left on both
    /// sides, in its place: better rules may find another name or date for the
    /// same thing, and its id stays.
    fn keep_own(&mut self) {
        for exact in [true, false] {
            for report in 0..self.reports.len() {
                let own = self.own_left(report, exact);
                if let [candidate] = *own.as_slice() {
                    self.take(report, candidate);
                }
            }
        }
    }

    /// Free events of the article's own for a record that has none: by the name
    /// (`exact`), or by being the only ones of their type.
    fn own_left(&self, report: usize, exact: bool) -> Vec<usize> {
        let is_left = |index: &usize| self.targets.get(*index).is_some_and(Vec::is_empty);
        let Some(facts) = self.reports.get(report).map(|report| report.facts) else {
            return Vec::new();
        };
        let rivals_count = (0..self.reports.len())
            .filter(is_left)
            .filter_map(|index| self.reports.get(index))
            .filter(|other| other.facts.kind == facts.kind)
            .count();
        if !is_left(&report) || (!exact && rivals_count > 1) {
            return Vec::new();
        }
        let is_own = |(index, candidate): &(usize, &Candidate)| {
            candidate.standing == Standing::Own
                && candidate.facts.kind == facts.kind
                && !self.taken.contains(index)
                && (!exact || has_same_name(&candidate.facts, facts))
        };
        let own = self.candidates.iter().enumerate().filter(is_own);
        own.map(|(index, _)| index).collect()
    }

    fn take(&mut self, report: usize, candidate: usize) {
        if let Some(targets) = self.targets.get_mut(report) {
            targets.push(candidate);
            self.taken.insert(candidate);
        }
    }
}

impl Candidate {
    fn identity(&self) -> Identity<'_> {
        Identity::new(&self.facts, self.published)
    }
}

fn has_same_name(left: &Facts, right: &Facts) -> bool {
    let names = |facts: &Facts| -> BTreeSet<String> {
        let alliances = facts.alliances.iter().map(|alliance| alliance.name.clone());
        let subject = facts.subject.as_ref().map(|subject| subject.value.clone());
        match subject {
            Some(subject) => BTreeSet::from([subject]),
            None => alliances.collect(),
        }
    };
    let left = names(left);
    !left.is_empty() && left == names(right)
}
