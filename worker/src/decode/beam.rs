//! A beam: which states of a search go on.

use std::collections::BTreeSet;

use super::model::Cost;

/// The cheapest states, of those that go on alike one. Each class has a width
/// of its own, so that what is cheap in one does not crowd out another.
pub(super) fn prune<S, K: Ord, const CLASSES: usize>(
    mut states: Vec<S>,
    widths: [usize; CLASSES],
    cost: impl Fn(&S) -> Cost,
    class: impl Fn(&S) -> usize,
    going_on: impl Fn(&S) -> K,
) -> Vec<S> {
    if states.len() <= 1 {
        return states;
    }
    states.sort_by_key(cost);
    let mut known = BTreeSet::new();
    let mut room = widths;
    states.retain(|state| {
        let Some(room) = room.get_mut(class(state)) else {
            return false;
        };
        let is_kept = *room > 0 && known.insert(going_on(state));
        *room -= usize::from(is_kept);
        is_kept
    });
    states
}
