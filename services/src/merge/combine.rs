//! What several articles together say of one thing. A function of the set of
//! contributions: the order in which articles arrived makes no difference.

mod date;
mod evidence;
mod group;
mod participant;
mod place;

use alliance_worker::date::CivilDate;

use self::{
    date::combine_dates,
    evidence::{keep_proofs, rebase_sentences},
    group::combine_alliances,
    participant::{combine_amounts, combine_organizations, combine_persons},
    place::combine_places,
};
use crate::{
    event::{Facts, Proved, to_thousandths},
    id::ArticleId,
};

/// How far a further report that is worded differently moves the confidence
/// towards its own certainty. Below 1, since articles copy from one another.
const FURTHER_REPORT_WEIGHT: f64 = 0.3;
/// No number of reports makes certain.
const CONFIDENCE_MAX: f64 = 0.99;

/// What one article tells of the event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contribution<'a> {
    pub(super) article: ArticleId,
    pub(super) published: Option<(CivilDate, CivilDate)>,
    pub(super) facts: &'a Facts,
}

/// All contributions as one; `None` where there are none. Each has the same
/// type, and none of them an article of another.
pub(super) fn combine(contributions: &[Contribution<'_>]) -> Option<Facts> {
    let mut ordered = contributions.to_vec();
    // Reports of earlier days first, undated ones last; the id decides the rest.
    ordered.sort_by_key(|contribution| {
        (
            contribution.published.is_none(),
            contribution.published,
            contribution.article,
        )
    });
    let kind = ordered.first()?.facts.kind;
    let mut sentences = Vec::new();
    let told: Vec<Facts> = ordered
        .iter()
        .map(|contribution| {
            let mut facts = contribution.facts.clone();
            rebase_sentences(&mut facts, sentences.len());
            sentences.append(&mut facts.sentences);
            facts
        })
        .collect();
    let mut combined = Facts {
        kind,
        alliances: combine_alliances(&told),
        subject: combine_subjects(&told),
        date: combine_dates(kind, &told),
        place: combine_places(&told),
        organizations: combine_organizations(&told),
        persons: combine_persons(&told),
        amounts: combine_amounts(&told),
        background: told.iter().all(|facts| facts.background),
        confidence: combine_confidences(&ordered),
        sentences,
    };
    keep_proofs(&mut combined);
    Some(combined)
}

/// The fullest name, proved by whoever names it in any form.
fn combine_subjects(told: &[Facts]) -> Option<Proved<String>> {
    let subjects = || told.iter().filter_map(|facts| facts.subject.as_ref());
    let value = fullest(subjects().map(|subject| subject.value.as_str()))?.to_owned();
    let evidence = subjects()
        .flat_map(|subject| subject.evidence.iter().cloned())
        .collect();
    Some(Proved { value, evidence })
}

/// The longest; of equally long ones the first in the order of code points.
fn fullest<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    names.min_by_key(|name| (std::cmp::Reverse(name.chars().count()), *name))
}

/// The most certain report, and a share for each further one that is no
/// reprint: one that brings a sentence of its own.
fn combine_confidences(ordered: &[Contribution<'_>]) -> f64 {
    let mut reports: Vec<&Facts> = ordered
        .iter()
        .map(|contribution| contribution.facts)
        .collect();
    // Stable: equally certain reports keep their order.
    reports.sort_by(|left, right| right.confidence.total_cmp(&left.confidence));
    let Some((first, further)) = reports.split_first() else {
        return 0.0;
    };
    let mut seen = sentence_texts(first);
    let mut confidence = first.confidence;
    for report in further {
        let texts = sentence_texts(report);
        if texts.iter().any(|text| !seen.contains(text)) {
            let gain = (1.0 - confidence) * report.confidence * FURTHER_REPORT_WEIGHT;
            confidence = (confidence + gain).min(CONFIDENCE_MAX.max(first.confidence));
            seen.extend(texts);
        }
    }
    to_thousandths(confidence)
}

fn sentence_texts(facts: &Facts) -> std::collections::BTreeSet<&str> {
    facts
        .sentences
        .iter()
        .map(|sentence| sentence.text.as_str())
        .collect()
}
