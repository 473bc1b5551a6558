//! Trains the model of attendance: which persons that a page names had part in an
//! event, where the grammar does not tell.

use alliance_worker::learning::{Lesson, PERSON_ROLES};

use super::part::{self, Pair};
use crate::{
    gold::Case,
    matching::{fold, label_records},
};

/// Features that fewer mentions have are left out.
const MENTIONS_MIN: u32 = 4;

/// What persons that took part are told apart by.
pub type Trained = part::Trained<{ PERSON_ROLES.len() }>;

/// The pairs of all cases whose events the grammar finds. What the labels leave open
/// is left out.
pub fn read_pairs(cases: &[Case]) -> Vec<Pair> {
    (cases.iter())
        .filter_map(|case| Some((case, case.read_lesson().ok()?)))
        .flat_map(|(case, lesson)| pairs_of(case, lesson))
        .collect()
}

fn pairs_of(case: &Case, lesson: Lesson) -> Vec<Pair> {
    let labels = label_records(&case.events, &lesson.records);
    (lesson.persons.into_iter())
        .filter_map(|example| {
            let event = labels.get(&example.record)?;
            let label = (event.persons.iter()).find(|one| fold(&one.name) == fold(&example.name));
            let open = label.is_some_and(|one| one.optional);
            let roles = label.map(|one| one.roles.as_slice()).unwrap_or_default();
            let role = |name: &String| PERSON_ROLES.iter().position(|role| role.name() == name);
            (!open).then(|| Pair {
                mentions: example.mentions,
                took_part: label.is_some(),
                attached: example.attached,
                roles: roles.iter().filter_map(role).collect(),
            })
        })
        .collect()
}

/// Trains on the pairs.
pub fn train(pairs: &[Pair]) -> Trained {
    Trained::on(pairs, MENTIONS_MIN)
}
