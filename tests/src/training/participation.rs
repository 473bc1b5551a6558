//! Trains the model of participation: which bodies that a page names had part in
//! an event, where the grammar does not tell.

use alliance_worker::learning::{Lesson, ROLES};

use super::part::{self, Pair};
use crate::{
    gold::Case,
    matching::{fold, label_records},
};

/// Features that fewer mentions have are left out.
const MENTIONS_MIN: u32 = 5;

/// What bodies that took part are told apart by.
pub type Trained = part::Trained<{ ROLES.len() }>;

/// The pairs of all cases whose events the grammar finds. What the labels leave
/// open is left out.
pub fn read_pairs(cases: &[Case]) -> Vec<Pair> {
    (cases.iter())
        .filter_map(|case| Some((case, case.read_lesson().ok()?)))
        .flat_map(|(case, lesson)| pairs_of(case, lesson))
        .collect()
}

fn pairs_of(case: &Case, lesson: Lesson) -> Vec<Pair> {
    let labels = label_records(&case.events, &lesson.records);
    (lesson.examples.into_iter())
        .filter_map(|example| {
            let event = labels.get(&example.record)?;
            let labelled =
                |name: &str| (event.organizations.iter()).find(|one| fold(&one.name) == fold(name));
            let label = labelled(&example.organization);
            let by_alias = (example.aliases.iter()).any(|alias| labelled(alias).is_some());
            let open = label.is_some_and(|one| one.optional) || label.is_none() && by_alias;
            let roles = label.map(|one| one.roles.as_slice()).unwrap_or_default();
            let role = |name: &String| ROLES.iter().position(|role| role.name() == name);
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
