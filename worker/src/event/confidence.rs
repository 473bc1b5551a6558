//! How sure a record is: by how plainly it is told, and by how sure its name is.

use std::collections::BTreeSet;

use daachorse::DoubleArrayAhoCorasick;

use crate::{
    event::{draft::Draft, focus::is_pronoun, reading::Reading},
    record::EventType,
};

/// 0 to 1. Where the name of the subject stands but once, and not in the title,
/// its limits are uncertain; an act of an alliance that its sentence does not
/// name may be another body's.
pub(crate) fn rate_draft(
    reading: &Reading<'_>,
    draft: &Draft,
    supported: &SupportedNames<'_>,
) -> f64 {
    let mut rate = draft.plainness;
    if draft.sentences.len() > 1 {
        rate += 0.04;
    }
    if draft.date.is_none() {
        rate -= 0.08;
    }
    if draft.place.is_none() {
        rate -= 0.04;
    }
    let is_supported = draft.kind == EventType::AgreementSigned
        || names_of(reading, draft).any(|name| supported.0.contains(name));
    if !is_supported {
        rate -= 0.15;
    }
    if !is_named_by_sentence(reading, draft) {
        rate -= 0.04;
    }
    rate.clamp(0.05, 0.99)
}

/// Names that the title, another place in the text or quotation marks bear
/// out.
#[derive(Debug, Default)]
pub(crate) struct SupportedNames<'a>(BTreeSet<&'a str>);

impl<'a> SupportedNames<'a> {
    /// Those among the names that the drafts are about.
    pub(crate) fn among(reading: &Reading<'a>, drafts: &'a [Draft]) -> Self {
        let names: BTreeSet<&str> = (drafts.iter())
            .flat_map(|draft| names_of(reading, draft))
            .filter(|name| !name.is_empty())
            .collect();
        let title = reading.article.title.as_deref().unwrap_or_default();
        let (titled, others): (Vec<&str>, Vec<&str>) =
            names.into_iter().partition(|name| title.contains(name));
        let mut supported = BTreeSet::from_iter(titled);
        // All of them in one pass: a page may have thousands.
        let Ok(searcher) = DoubleArrayAhoCorasick::<usize>::new(&others) else {
            return Self(supported);
        };
        let text = reading.article.text.as_str();
        let mut met = vec![false; others.len()];
        for found in searcher.find_overlapping_iter(text) {
            let (Some(name), Some(met)) = (others.get(found.value()), met.get_mut(found.value()))
            else {
                continue;
            };
            let before = text.get(..found.start()).unwrap_or_default();
            if *met || before.ends_with(['“', '「', '《', '"']) {
                supported.insert(name);
            }
            *met = true;
        }
        Self(supported)
    }
}

/// The names by which a draft may be known: its subject and its alliance.
fn names_of<'a>(reading: &Reading<'a>, draft: &'a Draft) -> impl Iterator<Item = &'a str> {
    let subject = draft.subject.as_ref().map(|subject| subject.name.as_str());
    let alliance = draft.alliances.first();
    subject
        .into_iter()
        .chain(alliance.map(|(entity, _)| reading.alliance_name(*entity)))
}

/// Whether a sentence of the draft writes the alliance's name.
fn is_named_by_sentence(reading: &Reading<'_>, draft: &Draft) -> bool {
    draft.subject.is_some()
        || draft.kind == EventType::AgreementSigned
        || draft.alliances.iter().any(|(_, span)| {
            let own = (draft.sentences.iter())
                .filter_map(|index| reading.sentences.get(*index))
                .any(|sentence| sentence.span.contains(&span.start));
            own && !is_pronoun(reading.text(span.clone()))
        })
}
