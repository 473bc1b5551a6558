//! Which drafts belong to the field: no sports, games or states, and meetings
//! and documents only where an alliance has to do with them.

use crate::{
    event::{
        draft::Draft,
        findings::{Findings, Skip},
        reading::Reading,
    },
    record::{EventType, OrganizationRole},
};

/// Words of leagues and games; an article with several of them is of that
/// world, whatever it founds or signs.
const LEAGUE_WORDS: [&str; 28] = [
    "赛季",
    "球员",
    "球队",
    "常规赛",
    "季后赛",
    "总决赛",
    "联赛",
    "战队",
    "选手",
    "主教练",
    "总教练",
    "卫冕",
    "冠军",
    "裁判",
    "玩家",
    "球迷",
    "客场",
    "主场",
    "扩军",
    "选秀",
    "洋将",
    "职棒",
    "职篮",
    "积分榜",
    "电竞",
    "对阵",
    "晋级",
    "手游",
];
const LEAGUE_WORDS_MIN: usize = 4;

/// Drops every draft of an article on sports or games.
pub(crate) fn drop_foreign_worlds(reading: &Reading<'_>, findings: &mut Findings) {
    let text = reading.article.text.as_str();
    let words = LEAGUE_WORDS
        .iter()
        .filter(|word| text.contains(**word))
        .count();
    if words < LEAGUE_WORDS_MIN {
        return;
    }
    let dropped = std::mem::take(&mut findings.drafts);
    findings.skips.clear();
    for draft in dropped {
        findings.skips.push(skip(&draft, "sports league or game"));
    }
}

fn skip(draft: &Draft, reason: &'static str) -> Skip {
    Skip {
        sentence: draft.first_sentence(),
        kind: draft.kind,
        reason,
        trigger: draft.trigger.clone(),
    }
}

/// Drops meetings and documents without an alliance; those where an alliance
/// acted take its name.
pub(crate) fn drop_unrelated(
    reading: &Reading<'_>,
    drafts: &mut Vec<Draft>,
    findings: &mut Findings,
) {
    let acting: Vec<_> = drafts
        .iter()
        .filter(|draft| {
            !draft.background
                && !matches!(
                    draft.kind,
                    EventType::MeetingHeld | EventType::DocumentIssued | EventType::AgreementSigned
                )
        })
        .flat_map(|draft| draft.alliances.clone())
        .collect();
    for draft in drafts.iter_mut() {
        let subject = matches!(
            draft.kind,
            EventType::MeetingHeld | EventType::DocumentIssued
        );
        if !subject || !draft.alliances.is_empty() {
            continue;
        }
        let organizing = draft.parties.iter().filter_map(|party| {
            let entity = (reading.mentions.alliances.iter()).position(|a| a.name == party.name)?;
            (party.role <= OrganizationRole::CoOrganizer).then(|| (entity, party.span.clone()))
        });
        let organizing: Vec<_> = organizing.collect();
        for (entity, span) in organizing.into_iter().chain(acting.iter().cloned()) {
            draft.add_alliance(entity, span);
        }
    }
    drafts.retain(|draft| {
        let subject = matches!(
            draft.kind,
            EventType::MeetingHeld | EventType::DocumentIssued
        );
        let unrelated = subject && draft.alliances.is_empty();
        let faint = draft.kind == EventType::MeetingHeld && draft.plainness < 0.5;
        if unrelated || faint {
            findings.skips.push(skip(
                draft,
                if unrelated {
                    "no alliance has to do with it"
                } else {
                    "only mentioned"
                },
            ));
        }
        !unrelated && !faint
    });
}
