//! A meeting that only the headline names.

use super::name::own_name;
use crate::{
    event::{
        draft::{Draft, Subject},
        findings::Findings,
        reading::Reading,
    },
    record::EventType,
};

/// Drafts the meeting that the headline tells as held, where no sentence tells of one;
/// a meeting of the text that the headline names more fully takes that name.
pub(crate) fn match_headline(reading: &Reading<'_>, findings: &mut Findings) {
    let kind = EventType::MeetingHeld;
    let headline = reading.mentions.headline_meeting.as_deref();
    let Some(name) = headline.and_then(own_name) else {
        return;
    };
    let told = (findings.drafts.iter_mut())
        .filter(|draft| draft.kind == kind && draft.plainness >= PLAIN_MIN)
        .find_map(|draft| draft.subject.as_ref().map(|subject| subject.name.clone()));
    if told.is_some() {
        return;
    }
    let founds = |draft: &Draft| {
        matches!(
            draft.kind,
            EventType::AllianceFounded | EventType::AlliancePlanned
        ) && !draft.background
    };
    let founded = findings.drafts.iter().any(founds);
    let alliance = (reading.sentences.iter())
        .flat_map(|sentence| &sentence.tokens)
        .filter_map(|token| Some((token.alliance()?, token.span.clone())))
        .find(|(entity, _)| name.contains(reading.alliance_name(*entity)));
    let Some(first) = reading.sentences.first() else {
        return;
    };
    // A meeting of an alliance that is founded here is its founding; a wider one at
    // which it was founded is of it all the same.
    if founded == alliance.is_some() {
        return;
    }
    let mut draft = Draft::new(kind, first.index, first.span.start..first.span.start);
    if let Some((entity, span)) = alliance {
        draft.add_alliance(entity, span);
    }
    draft.subject = Some(Subject { name, span: None });
    draft.plainness = 0.75;
    findings.drafts.push(draft);
}

/// From which plainness on a meeting is told, not only mentioned.
const PLAIN_MIN: f64 = 0.5;
