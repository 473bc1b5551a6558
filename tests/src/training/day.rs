//! What the model of dates is trained on: when an event happened, among the dates that
//! its page names.

use alliance_worker::learning::{DayExample, Lesson};

use super::choice::{Choice, Question};
use crate::{gold::Case, matching::label_records};

/// The events of all cases that the grammar finds.
pub fn read_questions(cases: &[Case]) -> Vec<Question> {
    (cases.iter())
        .filter_map(|case| Some((case, case.read_lesson().ok()?)))
        .flat_map(|(case, lesson)| questions_of(case, lesson))
        .collect()
}

fn questions_of(case: &Case, lesson: Lesson) -> Vec<Question> {
    let labels = label_records(&case.events, &lesson.records);
    (lesson.days.into_iter())
        .filter_map(|example| {
            let label = labels.get(&example.record)?;
            Some(question_of(label.date.as_deref(), label.optional, example))
        })
        .collect()
}

fn question_of(label: Option<&str>, optional: bool, example: DayExample) -> Question {
    let options = (example.days.into_iter())
        .map(|day| Choice {
            is_right: day.date.map(|date| date.to_string()).as_deref() == label,
            is_none: day.date.is_none(),
            is_inferred: day.is_inferred,
            features: day.features,
        })
        .collect();
    Question { options, optional }
}
