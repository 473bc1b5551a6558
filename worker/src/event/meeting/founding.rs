//! The meeting at which an alliance was founded, which is its founding.

use super::name::is_ceremony;
use crate::{
    event::{
        draft::Draft,
        findings::Findings,
        focus::is_pronoun,
        reading::{Reading, Token},
    },
    record::EventType,
};

/// Drops the meeting at which an alliance was founded: 成立后召开第一次成员大会.
/// A council that the founding elected meets on its own.
pub(crate) fn drop_founding_meetings(
    reading: &Reading<'_>,
    drafts: &mut Vec<Draft>,
    findings: &mut Findings,
) {
    let tells =
        |kind: EventType| (drafts.iter()).any(|draft| draft.kind == kind && !draft.background);
    let founds_alliance = tells(EventType::AllianceFounded);
    let founds_party = tells(EventType::PartyOrgFounded);
    let founded: Vec<_> = (drafts.iter())
        .filter(|draft| {
            matches!(
                draft.kind,
                EventType::AllianceFounded | EventType::PartyOrgFounded
            ) && !draft.background
        })
        .flat_map(|draft| draft.alliances.iter().map(|(entity, _)| *entity))
        .collect();
    drafts.retain(|draft| {
        let of_another = (reading.sentences.get(draft.first_sentence())).is_some_and(|sentence| {
            (sentence.tokens.iter())
                .filter(|token| !is_pronoun(reading.text(token.span.clone())))
                .filter_map(Token::alliance)
                .any(|entity| !founded.contains(&entity))
        });
        let of_founded = !founded.is_empty() && !of_another;
        let drops = draft.kind == EventType::MeetingHeld
            && of_founded
            && (draft.subject.as_ref()).is_some_and(|s| {
                is_first_assembly(&s.name)
                    && (founds_alliance || s.name.contains("党员") && founds_party)
            });
        if drops {
            findings.skip_draft(draft, "the founding meeting");
        }
        !drops
    });
}

/// 第一届会员大会, 第一次成员大会, 首届会员代表大会第一次会议.
fn is_first_assembly(name: &str) -> bool {
    // 第一次会员大会暨水泵发展论坛: the forum is a meeting of its own.
    if name
        .split('暨')
        .filter(|part| !is_ceremony(part))
        .nth(1)
        .is_some()
    {
        return false;
    }
    let first = ["第一届", "第一次", "首届", "首次", "一届一次"]
        .iter()
        .any(|word| name.contains(word));
    let assembly = [
        "会员大会",
        "成员大会",
        "会员代表大会",
        "成员单位大会",
        "全体大会",
        "党员大会",
        "党员代表大会",
        "党员代表会议",
    ]
    .iter()
    .any(|word| name.contains(word));
    let later = name
        .split('届')
        .next()
        .is_some_and(|term| name.contains('届') && !term.ends_with(['一', '首', '1']))
        || ["第二次", "第三次", "届二次", "届三次"]
            .iter()
            .any(|word| name.contains(word));
    first && assembly && !later
}
