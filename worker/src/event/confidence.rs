//! How sure a record is: by how likely the model of detection finds it; of what that
//! does not weigh, by how plainly it is told and how sure its name is.

use std::collections::BTreeSet;

use crate::{
    event::{draft::Draft, focus::is_pronoun, reading::Reading},
    mention::NameFinder,
    record::EventType,
};

/// How often records were right that a model knew as likely: pairs of a score, in
/// 16ths of a logit, and a confidence, ascending. By the drafts of 180 labelled
/// pages that neither rules nor models had seen; `train_models TRAIN JUDGE` counts
/// anew.
type Calibration = [(i32, f64); 5];

/// Of what is told of an alliance.
const OF_ALLIANCES: Calibration = [(-56, 0.35), (-35, 0.55), (-6, 0.8), (22, 0.93), (56, 0.98)];
/// Of what is known by another name, or by who signed: less sure, as that name has
/// to be right as well.
const OF_OTHERS: Calibration = [(-56, 0.2), (-22, 0.5), (14, 0.8), (35, 0.93), (56, 0.97)];

/// Of an agreement by fewer, one that is missed or taken for another makes it wrong:
/// of 31 by one or two 19 were right, of 22 by more 20 (on the same pages).
const PLAIN_SIGNATORIES_MIN: usize = 3;
const FEW_SIGNATORIES_RATE: f64 = 0.65;

/// 0 to 1.
pub(crate) fn rate_draft(
    reading: &Reading<'_>,
    draft: &Draft,
    supported: &SupportedNames<'_>,
) -> f64 {
    let calibration = match draft.kind {
        EventType::MeetingHeld | EventType::DocumentIssued | EventType::AgreementSigned => {
            &OF_OTHERS
        }
        _ => &OF_ALLIANCES,
    };
    let rate = match draft.likelihood {
        Some(score) => calibrate(score, calibration),
        None => rate_telling(reading, draft, supported),
    };
    let few_signed = draft.kind == EventType::AgreementSigned
        && draft.signatories().len() < PLAIN_SIGNATORIES_MIN;
    if few_signed {
        rate.min(FEW_SIGNATORIES_RATE)
    } else {
        rate
    }
}

/// Between the pairs on a line, beyond them as the last.
fn calibrate(score: i32, calibration: &Calibration) -> f64 {
    let above = (calibration.iter()).position(|(bound, _)| *bound > score);
    let (left, right) = match above {
        Some(0) => (calibration.first(), calibration.first()),
        Some(at) => (calibration.get(at - 1), calibration.get(at)),
        None => (calibration.last(), calibration.last()),
    };
    let (Some((from, low)), Some((to, high))) = (left, right) else {
        return 0.5;
    };
    if from == to {
        return *low;
    }
    low + (high - low) * f64::from(score - from) / f64::from(to - from)
}

/// Where the name of the subject stands but once, and not in the title, its limits
/// are uncertain; an act of an alliance that its sentence does not name may be
/// another body's.
fn rate_telling(reading: &Reading<'_>, draft: &Draft, supported: &SupportedNames<'_>) -> f64 {
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
    /// Those among the names that the drafts are about whose likelihood is not known:
    /// the others need none.
    pub(crate) fn among(reading: &Reading<'a>, drafts: &'a [Draft]) -> Self {
        let names: BTreeSet<&str> = (drafts.iter())
            .filter(|draft| draft.likelihood.is_none())
            .flat_map(|draft| names_of(reading, draft))
            .filter(|name| !name.is_empty())
            .collect();
        let title = reading.article.title.as_deref().unwrap_or_default();
        let (titled, others): (Vec<&str>, Vec<&str>) =
            names.into_iter().partition(|name| title.contains(name));
        let mut supported = BTreeSet::from_iter(titled);
        if others.is_empty() {
            return Self(supported);
        }
        // All of them in one pass: a page may have thousands.
        let finder = NameFinder::new(others.iter().copied().zip(0..));
        let text = reading.article.text.as_str();
        let mut met = vec![false; others.len()];
        for (start, first) in text.char_indices() {
            for (_, index) in finder.at(text, start, first) {
                let (Some(name), Some(met)) = (others.get(index), met.get_mut(index)) else {
                    continue;
                };
                let before = text.get(..start).unwrap_or_default();
                if *met || before.ends_with(['“', '「', '《', '"']) {
                    supported.insert(name);
                }
                *met = true;
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_rises_with_likelihood_between_the_measured_pairs() {
        for calibration in [&OF_ALLIANCES, &OF_OTHERS] {
            for (score, confidence) in calibration {
                assert!((calibrate(*score, calibration) - confidence).abs() < 1e-9);
            }
            let all: Vec<f64> = (-400..400)
                .map(|score| calibrate(score, calibration))
                .collect();
            assert!(all.is_sorted() && all.iter().all(|rate| (0.0..1.0).contains(rate)));
        }
    }
}
