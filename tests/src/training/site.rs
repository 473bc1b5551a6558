//! What the model of sites is trained on: where an event took place, where the grammar
//! only infers it.

use alliance_worker::{
    learning::{Lesson, SiteExample},
    record::Place,
};

use super::choice::{Choice, Question};
use crate::{
    gold::{Case, CasePlace},
    matching::label_records,
};

/// The events of all cases that the grammar finds, and whose place it only infers.
pub fn read_questions(cases: &[Case]) -> Vec<Question> {
    (cases.iter())
        .filter_map(|case| Some((case, case.read_lesson().ok()?)))
        .flat_map(|(case, lesson)| questions_of(case, lesson))
        .collect()
}

fn questions_of(case: &Case, lesson: Lesson) -> Vec<Question> {
    let labels = label_records(&case.events, &lesson.records);
    (lesson.sites.into_iter())
        .filter_map(|example| {
            let label = labels.get(&example.record)?;
            Some(question_of(label.place.as_ref(), label.optional, example))
        })
        .collect()
}

fn question_of(label: Option<&CasePlace>, optional: bool, example: SiteExample) -> Question {
    let label = label.filter(|place| place.province.is_some());
    let options = (example.sites.into_iter())
        .map(|site| Choice {
            is_right: match (label, &site.place) {
                (None, None) => true,
                (Some(label), Some(place)) => is_same(label, place),
                _ => false,
            },
            is_none: site.place.is_none(),
            is_inferred: site.is_inferred,
            features: site.features,
        })
        .collect();
    Question { options, optional }
}

fn is_same(label: &CasePlace, place: &Place) -> bool {
    label.province.as_deref() == Some(&place.province)
        && label.city == place.city
        && label.district == place.district
}
