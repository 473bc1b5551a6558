//! Which events a sentence's organizations and persons took part in.

use crate::{
    event::{
        draft::Draft,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    record::EventType,
};

/// Positions of drafts that what a sentence tells of belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hosts {
    /// Meetings and ceremonies: who came, spoke, presided, organized.
    pub(crate) gatherings: Vec<usize>,
    /// Foundings and plans: who founded.
    pub(crate) foundings: Vec<usize>,
}

/// The article's own gathering: a wider meeting, else the founding, else what
/// else happened.
pub(crate) fn find_main_hosts(drafts: &[Draft]) -> Hosts {
    let own = |kind: EventType| -> Vec<usize> {
        (drafts.iter().enumerate())
            .filter(|(_, draft)| draft.kind == kind && !draft.background)
            .map(|(at, _)| at)
            .collect()
    };
    let founded = own(EventType::AllianceFounded);
    let planned = own(EventType::AlliancePlanned);
    let mut gatherings: Vec<usize> = own(EventType::MeetingHeld).into_iter().take(1).collect();
    for kind in [
        EventType::AllianceFounded,
        EventType::PartyOrgFounded,
        EventType::AllianceRenamed,
        EventType::MemberJoined,
        EventType::AgreementSigned,
        EventType::AllianceDissolved,
        EventType::AlliancePlanned,
        EventType::DocumentIssued,
        EventType::LeadershipElected,
    ] {
        if gatherings.is_empty() {
            gatherings = own(kind);
            if kind != EventType::AllianceFounded {
                gatherings.truncate(1);
            }
        }
    }
    Hosts {
        gatherings,
        foundings: if founded.is_empty() { planned } else { founded },
    }
}

/// The hosts of one sentence: another meeting that it names takes the place of
/// the main one.
pub(crate) fn sentence_hosts(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    drafts: &[Draft],
    main: &Hosts,
) -> Hosts {
    let mut hosts = main.clone();
    let named = sentence.tokens.iter().find_map(|token| {
        let TokenKind::Meeting(meeting) = token.kind else {
            return None;
        };
        let name = &reading.mentions.meetings.get(meeting)?.value;
        drafts.iter().position(|draft| {
            draft.kind == EventType::MeetingHeld
                && !draft.background
                && (draft.subject.as_ref()).is_some_and(|subject| {
                    subject.name == *name || subject.name.contains(name.as_str())
                })
        })
    });
    if let Some(meeting) = named {
        let founding = founding_shares_meeting(reading, drafts, meeting);
        hosts.gatherings = vec![meeting];
        hosts.gatherings.extend(founding);
    } else if let Some(meeting) = hosts.gatherings.first().copied() {
        hosts
            .gatherings
            .extend(founding_shares_meeting(reading, drafts, meeting));
    }
    hosts.gatherings.sort_unstable();
    hosts.gatherings.dedup();
    hosts
}

/// X成立大会暨Y论坛 is one gathering: the founding shares the meeting's people.
fn founding_shares_meeting(reading: &Reading<'_>, drafts: &[Draft], meeting: usize) -> Vec<usize> {
    let Some(draft) = drafts.get(meeting) else {
        return Vec::new();
    };
    if draft.kind != EventType::MeetingHeld {
        return Vec::new();
    }
    let Some(span) = draft
        .subject
        .as_ref()
        .and_then(|subject| subject.span.clone())
    else {
        return Vec::new();
    };
    let whole = reading.text(span.clone());
    (drafts.iter().enumerate())
        .filter(|(_, founding)| {
            founding.kind == EventType::AllianceFounded
                && !founding.background
                && whole.contains('暨')
                && whole.contains("成立")
                && founding
                    .sentences
                    .iter()
                    .any(|s| draft.sentences.contains(s))
        })
        .map(|(at, _)| at)
        .collect()
}
