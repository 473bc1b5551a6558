//! Signatories that 各方 refers to: those listed or told before.

use crate::{
    event::{
        draft::{Draft, PartyRole},
        findings::Findings,
        gap::is_counter,
        listing::party_role,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    record::{EventType, OrganizationRole},
};

use super::is_possible_party;

/// The longest word for a kind of bodies, in characters.
const KIND_CHARS_MAX: usize = 6;

/// 各方, 九家成员馆: the signatories are those listed before.
pub(super) fn is_collective(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let before = reading.text(sentence.clause_start(index)..trigger.span.start);
    // 各方审议了章程，签署了协议: the subject stands in the clause before.
    let clause_before = trigger.clause.checked_sub(1).and_then(|clause| {
        let (at, _) = sentence.clause(clause).next()?;
        Some(reading.text(sentence.clause_start(at)..trigger.span.start))
    });
    let before = match clause_before {
        Some(both) if ["", "并", "共同", "并共同", "随后"].contains(&before.trim()) => both,
        _ => before,
    };
    // 11家工商联负责人.
    let counted = before.split_once('家').is_some_and(|(count, kind)| {
        count.ends_with(is_counter)
            && ["负责人", "代表"].iter().any(|who| {
                kind.split_once(who)
                    .is_some_and(|(kind, _)| kind.chars().count() <= KIND_CHARS_MAX)
            })
    });
    if counted {
        return true;
    }
    [
        "成员单位",
        "成员馆",
        "会员单位",
        "各方",
        "双方",
        "三方",
        "四方",
        "五方",
        "各成员",
        "与会单位",
        "家成员",
        "家单位",
        "所高校",
        "家企业",
        "各单位",
        "发起单位",
        "共建单位",
        "所院校",
        "各地",
        "与会代表",
        "与会各方",
        "各家",
    ]
    .iter()
    .any(|word| before.contains(word))
}

/// The organizations of the nearest sentence before that lists two or more.
pub(super) fn earlier_list(reading: &Reading<'_>, sentence: usize) -> Vec<PartyRole> {
    (sentence.saturating_sub(LIST_SENTENCES_MAX)..sentence)
        .rev()
        .filter_map(|index| reading.sentences.get(index))
        .map(|earlier| {
            (earlier.tokens.iter().enumerate())
                .filter(|(_, token)| {
                    matches!(token.kind, TokenKind::Organization(_))
                        && is_possible_party(reading, earlier, token)
                        && !reading.before(earlier, token.span.start).ends_with("位于")
                })
                .filter_map(|(at, _)| party_role(reading, earlier, at, OrganizationRole::Signatory))
                .collect::<Vec<_>>()
        })
        .find(|list| list.len() >= 2)
        .unwrap_or_default()
}

/// How far back a list of signatories may stand.
const LIST_SENTENCES_MAX: usize = 3;

/// The signatories of the agreement that the sentence itself has told: 甲与乙签署
/// 协议，丙、丁代表双方签字.
pub(super) fn signed_here(findings: &Findings, sentence: usize) -> Vec<PartyRole> {
    (findings.drafts.iter().rev())
        .find(|draft| {
            draft.kind == EventType::AgreementSigned && draft.sentences.contains(&sentence)
        })
        .map(signatories)
        .unwrap_or_default()
}

fn signatories(draft: &Draft) -> Vec<PartyRole> {
    (draft.parties.iter())
        .filter(|party| party.role == OrganizationRole::Signatory)
        .cloned()
        .collect()
}

/// The signatories of the agreement told last, where it is not far before.
pub(super) fn signed_before(findings: &Findings, sentence: usize) -> Vec<PartyRole> {
    (findings.drafts.iter().rev())
        .find(|draft| draft.kind == EventType::AgreementSigned)
        .filter(|draft| {
            draft.first_sentence() < sentence
                && draft.first_sentence() + LIST_SENTENCES_MAX >= sentence
        })
        .map(signatories)
        .unwrap_or_default()
}
