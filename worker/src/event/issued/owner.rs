//! Whose document it is that a meeting issues.

use crate::{
    event::{
        draft::Draft,
        findings::Findings,
        reading::{Reading, SentenceTokens},
    },
    record::EventType,
};

/// 年会发布了《…》: what a meeting issues is of the alliance that holds it.
pub(super) fn add_owner_of_meeting(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: usize,
    findings: &Findings,
    draft: &mut Draft,
) {
    const MEETINGS: [&str; 10] = [
        "年会",
        "大会",
        "会议",
        "理事会",
        "论坛",
        "峰会",
        "仪式",
        "本次会议",
        "会上",
        "会议还",
    ];
    if !draft.alliances.is_empty() || !draft.parties.is_empty() {
        return;
    }
    let Some(token) = sentence.tokens.get(trigger) else {
        return;
    };
    let subject = reading.text(sentence.clause_start(trigger)..token.span.start);
    let subject = subject.trim().trim_end_matches(['还', '也', '并']);
    let subject = subject.strip_suffix("正式").unwrap_or(subject);
    let owner = (findings.drafts.iter().rev())
        .filter(|told| {
            !told.background
                && matches!(
                    told.kind,
                    EventType::MeetingHeld | EventType::AllianceFounded
                )
        })
        .find_map(|told| told.alliances.first().cloned())
        .filter(|_| MEETINGS.contains(&subject));
    if let Some((entity, span)) = owner {
        draft.add_alliance(entity, span);
    }
}
