//! Which events a person's act belongs to: the gathering that the sentence is
//! of, and what the act itself names.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        host::Hosts,
        reading::{Reading, SentenceTokens, Token},
    },
    record::{EventType, PersonRole},
};

/// Positions of the drafts that take a person whose act is the token `act`: the
/// same for all acts of one clause.
pub(super) fn events_of(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    act: &Token,
    role: PersonRole,
    drafts: &[Draft],
    hosts: &Hosts,
) -> Vec<usize> {
    let clause = act.clause;
    let mut tokens = sentence.clause(clause);
    let first = tokens.next().map_or(0, |(index, _)| index);
    let end = tokens
        .last()
        .map_or(act.span.end, |(_, token)| token.span.end);
    let start = sentence.clause_start(first);
    let words = reading.text(start..end.max(start));
    let inaugurates = (sentence.clause(clause)).any(|(_, token)| token.is_cue(Cue::Inaugurate))
        || INAUGURATIONS.iter().any(|word| words.contains(word));
    let party = drafts
        .iter()
        .position(|draft| draft.kind == EventType::PartyOrgFounded && !draft.background);
    let for_party = ["党委", "党组织", "党支部", "党总支", "中共"]
        .iter()
        .any(|word| words.contains(word));
    let mut events = told_last(drafts, hosts, sentence.index);
    if let Some(other) = other_act(words, drafts, sentence.index) {
        // New members speak at the meeting as well.
        events.retain(|at| {
            kind_of(drafts, *at) == Some(EventType::MeetingHeld)
                && kind_of(drafts, other) == Some(EventType::MemberJoined)
        });
        events.push(other);
        return events;
    }
    if let Some(party) = party.filter(|_| inaugurates && for_party) {
        // Who hands over the Party body's sign came for it, not for a founding.
        events.retain(|at| kind_of(drafts, *at) == Some(EventType::MeetingHeld));
        events.push(party);
    } else if inaugurates && role != PersonRole::Host {
        let founded = |at: &&usize| kind_of(drafts, **at) == Some(EventType::AllianceFounded);
        events.extend(hosts.foundings.iter().filter(founded));
    }
    let at_signing = [
        "签约仪式",
        "签署仪式",
        "签字仪式",
        "签约活动",
        "出席签约",
        "参加签约",
    ]
    .iter()
    .any(|word| words.contains(word));
    if words.contains('签') && words.contains("见证") || at_signing && role != PersonRole::Host {
        let signed = drafts.iter().rposition(|draft| {
            draft.kind == EventType::AgreementSigned && draft.first_sentence() <= sentence.index
        });
        events.extend(signed);
    }
    events.extend(prepared(drafts, &events, sentence.index));
    if role == PersonRole::Speaker {
        events.extend(documents_of(sentence, clause, drafts));
        let for_alliance = ["代表联合体", "代表联盟", "代表共同体"]
            .iter()
            .any(|word| words.contains(word));
        let founded =
            |at: &&usize| for_alliance && kind_of(drafts, **at) == Some(EventType::AllianceFounded);
        events.extend(hosts.foundings.iter().filter(founded));
        // Who announces a plan speaks of it.
        events.extend(drafts.iter().enumerate().filter_map(|(at, draft)| {
            let told = draft.sentences.contains(&sentence.index);
            (draft.kind == EventType::AlliancePlanned && told).then_some(at)
        }));
    }
    events.sort_unstable();
    events.dedup();
    events
}

/// Who is told to come to a meeting of preparation, by the words that tell the
/// plan, prepares the alliance.
fn prepared(drafts: &[Draft], events: &[usize], sentence: usize) -> Vec<usize> {
    let prepares = events.iter().filter_map(|at| drafts.get(*at)).any(|draft| {
        draft.kind == EventType::MeetingHeld
            && (draft.subject.as_ref()).is_some_and(|subject| {
                subject.name.contains("筹备") || subject.name.contains("筹建")
            })
    });
    (drafts.iter().enumerate())
        .filter(|(_, draft)| {
            prepares
                && draft.kind == EventType::AlliancePlanned
                && !draft.background
                && draft.sentences.contains(&sentence)
        })
        .map(|(at, _)| at)
        .collect()
}

/// Who reads out or publishes a document speaks of it.
fn documents_of(sentence: &SentenceTokens, clause: usize, drafts: &[Draft]) -> Vec<usize> {
    let named = |draft: &Draft| {
        sentence
            .clause(clause)
            .any(|(_, token)| token.span == draft.trigger)
    };
    (drafts.iter().enumerate())
        .filter(|(_, draft)| draft.kind == EventType::DocumentIssued && named(draft))
        .map(|(at, _)| at)
        .collect()
}

/// The gathering; where there is none, what was told last before the sentence.
fn told_last(drafts: &[Draft], hosts: &Hosts, sentence: usize) -> Vec<usize> {
    let told = |kind: EventType| {
        matches!(
            kind,
            EventType::AlliancePlanned | EventType::AllianceDissolved
        )
    };
    let [only] = hosts.gatherings.as_slice() else {
        return hosts.gatherings.clone();
    };
    let scattered = kind_of(drafts, *only).is_some_and(told);
    let last = (drafts.iter().enumerate())
        .filter(|(_, draft)| scattered && !draft.background && told(draft.kind))
        .filter(|(_, draft)| draft.first_sentence() <= sentence)
        .max_by_key(|(_, draft)| draft.first_sentence());
    vec![last.map_or(*only, |(at, _)| at)]
}

/// The event that the act itself names, other than the gathering: new members
/// speak at their joining, and oaths are taken before witnesses.
fn other_act(words: &str, drafts: &[Draft], sentence: usize) -> Option<usize> {
    let kind = if ["新成员", "新会员", "新加入", "新入盟"]
        .iter()
        .any(|word| words.contains(word))
    {
        EventType::MemberJoined
    } else if ["监誓", "监交"].iter().any(|word| words.contains(word)) {
        EventType::LeadershipElected
    } else {
        return None;
    };
    let near =
        |draft: &Draft| kind == EventType::LeadershipElected || draft.first_sentence() <= sentence;
    drafts
        .iter()
        .rposition(|draft| draft.kind == kind && !draft.background && near(draft))
}

fn kind_of(drafts: &[Draft], at: usize) -> Option<EventType> {
    drafts.get(at).map(|draft| draft.kind)
}

/// Acts by which an alliance begins, where they are nouns.
const INAUGURATIONS: [&str; 7] = [
    "启动仪式",
    "揭牌仪式",
    "成立仪式",
    "授牌仪式",
    "成立大会",
    "联盟成立",
    "共同启动",
];
