//! What the model of sites is trained on: where an event took place, where the grammar
//! only infers it.

use alliance_worker::{learning::SiteExample, record::Place};

use super::choice::{self, Choice, Question};
use crate::gold::{Case, CaseEvent, CasePlace};

/// The events of all cases that the grammar finds, and whose place it only infers.
pub fn read_questions(cases: &[Case]) -> Vec<Question> {
    choice::read_questions(
        cases,
        |lesson| {
            let sites = std::mem::take(&mut lesson.sites).into_iter();
            sites.map(|example| (example.record, example)).collect()
        },
        question_of,
    )
}

fn question_of(label: &CaseEvent, example: SiteExample) -> Question {
    let place = (label.place.as_ref()).filter(|place| place.province.is_some());
    let options = (example.sites.into_iter())
        .map(|site| Choice {
            is_right: match (place, &site.place) {
                (None, None) => true,
                (Some(label), Some(place)) => is_same(label, place),
                _ => false,
            },
            is_none: site.place.is_none(),
            is_inferred: site.is_inferred,
            features: site.features,
        })
        .collect();
    Question {
        options,
        optional: label.optional,
    }
}

fn is_same(label: &CasePlace, place: &Place) -> bool {
    label.province.as_deref() == Some(&place.province)
        && label.city == place.city
        && label.district == place.district
}
