//! Offices of a Party body told one behind the other.

use crate::{
    event::{draft::Draft, reading::Reading},
    record::EventType,
};

/// 甲任党委书记，乙、丙任委员: who is told behind a Party post is of its body.
pub(super) fn join_party_members(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let party = EventType::PartyOrgFounded;
    let first = (drafts.iter())
        .filter(|draft| draft.kind == party)
        .map(|draft| draft.trigger.start)
        .min();
    let members = drafts.iter_mut().filter(|draft| {
        let office = reading.text(draft.trigger.clone());
        first.is_some_and(|first| draft.trigger.start > first)
            && ["委员", "书记", "副书记"].contains(&office)
    });
    for draft in members {
        draft.kind = party;
    }
}
