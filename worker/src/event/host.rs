//! Which events a sentence's organizations and persons took part in.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        meeting::likely_alliances,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    record::EventType,
    word_list::WordList,
};

/// Positions of drafts that what a sentence tells of belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hosts {
    /// Meetings and ceremonies: who came, spoke, presided, organized.
    pub(crate) gatherings: Vec<usize>,
    /// Foundings and plans: who founded.
    pub(crate) foundings: Vec<usize>,
    /// The wider meeting at which a founding had a ceremony of its own.
    wider: Option<usize>,
}

/// The article's own gathering: a wider meeting, else the founding, else what
/// else happened.
/// Of a round-up, those of the item given.
pub(crate) fn find_main_hosts(
    reading: &Reading<'_>,
    drafts: &[Draft],
    item: Option<usize>,
) -> Hosts {
    let own = |kind: EventType| -> Vec<usize> {
        (drafts.iter().enumerate())
            .filter(|(_, draft)| draft.kind == kind && !draft.background)
            .filter(|(_, draft)| item.is_none() || reading.item_of(draft.first_sentence()) == item)
            .map(|(at, _)| at)
            .collect()
    };
    let founded = own(EventType::AllianceFounded);
    let planned = own(EventType::AlliancePlanned);
    let mut gatherings: Vec<usize> = own(EventType::MeetingHeld)
        .into_iter()
        .filter(|at| (drafts.get(*at)).is_some_and(|meeting| may_host(meeting, drafts)))
        .collect::<Vec<_>>()
        .into_iter()
        .take(1)
        .collect();
    if gatherings.is_empty() {
        gatherings = (own(EventType::MeetingHeld).into_iter())
            .find(|at| (drafts.get(*at)).is_some_and(|draft| opens_page(reading, draft, drafts)))
            .into_iter()
            .collect();
    }
    if follows_a_ceremony(&gatherings, drafts) {
        gatherings.clear();
    }
    let ceremony = (founded.iter()).any(|at| {
        drafts
            .get(*at)
            .is_some_and(|d| has_own_ceremony(reading, d))
    });
    let shared = (gatherings.first())
        .is_some_and(|at| drafts.get(*at).is_some_and(|d| shares_title(reading, d)));
    let wider = gatherings.first().copied().filter(|_| ceremony && !shared);
    if ceremony && !shared {
        gatherings.clear();
    }
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
        wider,
    }
}

/// A meeting hosts where an alliance has to do with it, or nothing else can.
fn may_host(meeting: &Draft, drafts: &[Draft]) -> bool {
    let acted = drafts.iter().any(|draft| {
        !draft.background && draft.kind != EventType::MeetingHeld && !draft.alliances.is_empty()
    });
    let signed =
        (drafts.iter()).any(|draft| draft.kind == EventType::AgreementSigned && !draft.background);
    meeting.plainness >= 0.5 && (!meeting.alliances.is_empty() || acted || !signed)
}

/// Whether the page opens with a meeting that has likely to do with an alliance of it, and
/// not with an agreement.
fn opens_page(reading: &Reading<'_>, meeting: &Draft, drafts: &[Draft]) -> bool {
    meeting.plainness >= 0.5
        && meeting.first_sentence() <= 1
        && (drafts.iter()).all(|draft| {
            draft.kind != EventType::AgreementSigned
                || draft.first_sentence() > meeting.first_sentence()
        })
        && !likely_alliances(reading, meeting).is_empty()
}

/// A council that meets after a founding or a Party body's was told: the guests
/// came for the ceremony.
fn follows_a_ceremony(gatherings: &[usize], drafts: &[Draft]) -> bool {
    let Some(meeting) = gatherings.first().and_then(|at| drafts.get(*at)) else {
        return false;
    };
    let inner = (meeting.subject.as_ref()).is_some_and(|subject| {
        ["理事会", "会员大会", "成员大会", "全体会议"]
            .iter()
            .any(|body| subject.name.contains(body))
    });
    inner
        && drafts.iter().any(|draft| {
            !draft.background
                && matches!(
                    draft.kind,
                    EventType::AllianceFounded | EventType::PartyOrgFounded
                )
                && draft.first_sentence() < meeting.first_sentence()
        })
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
                && draft.plainness >= 0.5
                && (draft.subject.as_ref()).is_some_and(|subject| {
                    subject.name == *name || subject.name.contains(name.as_str())
                })
        })
    });
    let named = named.or_else(|| presided_meeting(reading, sentence, drafts));
    if let Some(meeting) = named {
        let founding = foundings_at_meeting(reading, drafts, meeting);
        hosts.gatherings = vec![meeting];
        hosts.gatherings.extend(founding);
    } else if let Some(meeting) = meeting_of_part(reading, sentence, drafts) {
        hosts.gatherings = vec![meeting];
    } else if let Some(meeting) = wider_meeting(drafts, main, sentence.index) {
        hosts.gatherings = vec![meeting];
    } else if let Some(meeting) = hosts.gatherings.first().copied() {
        hosts
            .gatherings
            .extend(foundings_at_meeting(reading, drafts, meeting));
    }
    hosts.gatherings.sort_unstable();
    hosts.gatherings.dedup();
    hosts
}

/// The wider meeting, in the sentences from where it is told up to the ceremony that
/// founds an alliance there.
fn wider_meeting(drafts: &[Draft], main: &Hosts, sentence: usize) -> Option<usize> {
    let first = |at: usize| drafts.get(at).map(Draft::first_sentence);
    let wider = main.wider?;
    let ceremony = main.foundings.iter().filter_map(|at| first(*at)).min()?;
    (first(wider)? <= sentence && sentence < ceremony).then_some(wider)
}

/// Whether a sentence tells of nothing but what was before: the bodies in it took
/// part in that.
pub(crate) fn tells_only_of_earlier(drafts: &[Draft], sentence: usize) -> bool {
    let told = |background: bool| {
        (drafts.iter())
            .any(|draft| draft.background == background && draft.sentences.contains(&sentence))
    };
    told(true) && !told(false)
}

/// 论坛环节，…: the part of the programme names whose guests its sentence tells of.
fn meeting_of_part(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    drafts: &[Draft],
) -> Option<usize> {
    const PARTS: [&str; 8] = [
        "环节",
        "阶段",
        "上，",
        "开始后",
        "随后开始",
        "期间",
        "开幕",
        "开幕式",
    ];
    const KINDS: [&str; 4] = ["论坛", "研讨会", "峰会", "对接会"];
    let text = reading.text(sentence.span.clone()).trim_start();
    const { WordList::of(&KINDS) }.find(text)?;
    let kind = KINDS.iter().find(|kind| {
        text.find(**kind).is_some_and(|at| {
            let lead = text.get(..at).unwrap_or_default();
            let rest = text.get(at + kind.len()..).unwrap_or_default();
            lead.chars().count() <= PART_LEAD_CHARS_MAX
                && !lead.contains(['，', '。', '盟', '体'])
                && PARTS.iter().any(|part| rest.starts_with(part))
        })
    })?;
    (drafts.iter()).position(|draft| is_held_meeting(draft, |name| name.ends_with(kind)))
}

/// Longest lead of such a part: 14日上午论坛开幕.
const PART_LEAD_CHARS_MAX: usize = 7;

/// 理事长甲主持理事会: the meeting told before, by the word for its kind.
fn presided_meeting(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    drafts: &[Draft],
) -> Option<usize> {
    const KINDS: [&str; 7] = [
        "理事会",
        "会员大会",
        "成员大会",
        "代表大会",
        "年会",
        "论坛",
        "峰会",
    ];
    let host = (sentence.tokens.iter()).find(|token| token.is_cue(Cue::Host) && !token.nested)?;
    let behind = reading
        .after(sentence, host.span.end)
        .trim_start_matches('了');
    let kind = KINDS.iter().find(|kind| behind.starts_with(**kind))?;
    (drafts.iter()).rposition(|draft| {
        draft.first_sentence() <= sentence.index
            && is_held_meeting(draft, |name| name.contains(kind))
    })
}

/// Whether the draft tells of a meeting that was held, under such a name.
fn is_held_meeting(draft: &Draft, is_such: impl FnOnce(&str) -> bool) -> bool {
    draft.kind == EventType::MeetingHeld
        && !draft.background
        && (draft.subject.as_ref()).is_some_and(|subject| is_such(&subject.name))
}

/// The foundings that share a meeting's people: the only one, told with the
/// meeting, or one of the same title (X成立大会暨Y论坛).
fn foundings_at_meeting(reading: &Reading<'_>, drafts: &[Draft], meeting: usize) -> Vec<usize> {
    let Some(draft) = drafts.get(meeting) else {
        return Vec::new();
    };
    if draft.kind != EventType::MeetingHeld {
        return Vec::new();
    }
    let foundings: Vec<usize> = (drafts.iter().enumerate())
        .filter(|(_, founding)| founding.kind == EventType::AllianceFounded && !founding.background)
        .map(|(at, _)| at)
        .collect();
    let told_together = |at: &usize| {
        (drafts.get(*at)).is_some_and(|founding| {
            founding.sentences.iter().any(|s| {
                draft.sentences.contains(s) || draft.sentences.contains(&s.saturating_sub(1))
            })
        })
    };
    let shared = shares_title(reading, draft);
    if foundings.len() == 1 || shared {
        foundings
            .into_iter()
            .filter(|at| shared || told_together(at))
            .collect()
    } else {
        Vec::new()
    }
}

/// Whether a sentence of the meeting joins it to a founding by 暨.
fn shares_title(reading: &Reading<'_>, draft: &Draft) -> bool {
    draft.sentences.iter().any(|index| {
        (reading.sentences.get(*index)).is_some_and(|sentence| {
            let text = reading.text(sentence.span.clone());
            let ceremony = [
                "成立大会",
                "成立仪式",
                "揭牌仪式",
                "启动仪式",
                "成立会议",
                "成立典礼",
            ];
            // In either order: X成立大会暨Y论坛, Y论坛暨X成立大会.
            let either = text.split_once('暨').is_some_and(|(before, behind)| {
                let behind = behind.split(['，', '。']).next().unwrap_or_default();
                ceremony
                    .iter()
                    .any(|word| behind.contains(word) || before.ends_with(word))
            });
            either || ["成立暨", "揭牌暨"].iter().any(|word| text.contains(word))
        })
    })
}

/// Whether the founding had a ceremony of its own at a wider meeting.
fn has_own_ceremony(reading: &Reading<'_>, draft: &Draft) -> bool {
    draft.kind == EventType::AllianceFounded
        && draft.sentences.iter().any(|index| {
            (reading.sentences.get(*index)).is_some_and(|sentence| {
                let text = reading.text(sentence.span.clone());
                // 成立仪式之后 another item of the meeting began.
                ["成立大会", "成立仪式", "成立典礼"].iter().any(|word| {
                    text.match_indices(word).any(|(at, _)| {
                        let behind = text.get(at + word.len()..).unwrap_or_default();
                        // 分三段：成立仪式、颁奖: one item of a programme.
                        !["之后", "后", "结束", "、", "和"]
                            .iter()
                            .any(|end| behind.starts_with(end))
                    })
                })
            })
        })
}
