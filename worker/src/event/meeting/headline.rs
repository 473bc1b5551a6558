//! A meeting that only the headline names.

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
    let Some(name) = reading.mentions.headline_meeting.as_ref() else {
        return;
    };
    let told = (findings.drafts.iter_mut())
        .filter(|draft| draft.kind == kind && draft.plainness >= PLAIN_MIN)
        .find_map(|draft| draft.subject.as_ref().map(|subject| subject.name.clone()));
    if told.is_some() {
        return;
    }
    let founded = (findings.drafts.iter()).any(|draft| {
        matches!(
            draft.kind,
            EventType::AllianceFounded | EventType::AlliancePlanned
        )
    });
    let alliance = (reading.sentences.iter())
        .flat_map(|sentence| &sentence.tokens)
        .filter_map(|token| Some((token.alliance()?, token.span.clone())))
        .find(|(entity, _)| name.contains(reading.alliance_name(*entity)));
    let (Some((entity, span)), Some(first)) = (alliance, reading.sentences.first()) else {
        return;
    };
    if founded {
        return;
    }
    let mut draft = Draft::new(kind, first.index, first.span.start..first.span.start);
    draft.add_alliance(entity, span);
    draft.subject = Some(Subject {
        name: name.clone(),
        span: None,
    });
    draft.plainness = 0.75;
    findings.drafts.push(draft);
}

/// From which plainness on a meeting is told, not only mentioned.
const PLAIN_MIN: f64 = 0.5;
