//! Trains the model of attendance: which persons that a page names had part in an
//! event, where the grammar does not tell.

use std::collections::BTreeMap;

use alliance_worker::learning::{Lesson, PERSON_ROLES};

use super::part::{self, Pair};
use crate::{
    gold::{Case, CaseEvent},
    matching::{fold, match_events},
};

/// Features that fewer mentions have are left out.
const MENTIONS_MIN: u32 = 4;
/// How much an example counts of a person to whom the grammar gives an event: it reads
/// most of those that it was written for, and the model is for the others.
const ATTACHED_WEIGHT: f64 = 0.3;

/// What persons that took part are told apart by.
pub type Trained = part::Trained<{ PERSON_ROLES.len() }>;

/// A person and an event.
#[derive(Clone, Debug)]
pub struct Attendance {
    /// Whether the grammar gave the person any event of the page.
    pub attached: bool,
    pub pair: Pair,
}

/// The pairs of all cases whose events the grammar finds. What the labels leave open
/// is left out.
pub fn read_pairs(cases: &[Case]) -> Vec<Attendance> {
    (cases.iter())
        .filter_map(|case| Some((case, case.read_lesson().ok()?)))
        .flat_map(|(case, lesson)| pairs_of(case, lesson))
        .collect()
}

fn pairs_of(case: &Case, lesson: Lesson) -> Vec<Attendance> {
    let labels: BTreeMap<usize, &CaseEvent> = match_events(&case.events, &lesson.records)
        .into_iter()
        .map(|(event, record)| (record, &case.events[event]))
        .collect();
    (lesson.persons.into_iter())
        .filter_map(|example| {
            let event = labels.get(&example.record)?;
            let label = (event.persons.iter()).find(|one| fold(&one.name) == fold(&example.name));
            let open = label.is_some_and(|one| one.optional);
            let roles = label.map(|one| one.roles.as_slice()).unwrap_or_default();
            let role = |name: &String| PERSON_ROLES.iter().position(|role| role.name() == name);
            (!open).then(|| Attendance {
                attached: example.attached,
                pair: Pair {
                    mentions: example.mentions,
                    took_part: label.is_some(),
                    weight: if example.attached {
                        ATTACHED_WEIGHT
                    } else {
                        1.0
                    },
                    roles: roles.iter().filter_map(role).collect(),
                },
            })
        })
        .collect()
}

/// Trains on the pairs.
pub fn train(attendances: &[Attendance]) -> Trained {
    Trained::on(attendances.iter().map(|one| &one.pair), MENTIONS_MIN)
}
