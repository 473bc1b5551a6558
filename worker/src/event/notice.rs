//! A page that is an official notice: what it decides happens with it.

use crate::{
    event::draft::{Draft, PartyRole},
    record::{EventType, OrganizationRole},
};

/// Gives the decisions of a notice its date and place, and names its issuer as
/// their authority.
pub(crate) fn apply_notice(drafts: &mut [Draft]) {
    let Some(notice) = drafts.iter().find(|draft| draft.is_notice()).cloned() else {
        return;
    };
    let issuer = (notice.parties.iter())
        .find(|party| party.role == OrganizationRole::Organizer)
        .cloned();
    for draft in drafts.iter_mut() {
        if !draft.is_decided_by_notice() {
            continue;
        }
        draft.date = draft.date.take().or_else(|| notice.date.clone());
        draft.place = draft.place.take().or_else(|| notice.place.clone());
        let role = match draft.kind {
            EventType::AllianceRenamed
            | EventType::AllianceDissolved
            | EventType::AllianceFounded => OrganizationRole::Authority,
            // Who calls for members prepares the alliance.
            EventType::AlliancePlanned => OrganizationRole::Organizer,
            _ => continue,
        };
        if let Some(issuer) = issuer.clone() {
            draft.add_party(PartyRole { role, ..issuer });
        }
    }
}
