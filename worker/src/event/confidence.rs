//! How sure a record is: by how plainly it is told, and what proves it.

use crate::{
    event::{draft::Draft, reading::Reading},
    record::EventType,
};

/// 0 to 1.
pub(crate) fn rate_draft(reading: &Reading<'_>, draft: &Draft) -> f64 {
    let mut rate = draft.plainness;
    if draft.sentences.len() > 1 {
        rate += 0.04;
    }
    if draft.date.is_none() {
        rate -= 0.1;
    }
    if draft.place.is_none() {
        rate -= 0.05;
    }
    let named = draft.subject.is_some()
        || draft.kind == EventType::AgreementSigned
        || (draft.alliances.iter())
            .any(|(entity, _)| reading.alliance_name(*entity).chars().count() >= 5);
    if !named {
        rate -= 0.3;
    }
    rate.clamp(0.05, 0.99)
}
