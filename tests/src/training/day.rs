//! What the model of dates is trained on: when an event happened, among the dates that
//! its page names.

use alliance_worker::learning::DayExample;

use super::choice::{self, Choice, Question};
use crate::gold::{Case, CaseEvent};

/// The events of all cases that the grammar finds, and whose day no sentence says.
pub fn read_questions(cases: &[Case]) -> Vec<Question> {
    choice::read_questions(
        cases,
        |lesson| {
            let days = std::mem::take(&mut lesson.days).into_iter();
            days.map(|example| (example.record, example)).collect()
        },
        question_of,
    )
}

fn question_of(label: &CaseEvent, example: DayExample) -> Question {
    let options = (example.days.into_iter())
        .map(|day| Choice {
            is_right: day.date.map(|date| date.to_string()) == label.date,
            is_none: day.date.is_none(),
            is_inferred: day.is_inferred,
            features: day.features,
        })
        .collect();
    Question {
        options,
        optional: label.optional,
    }
}
