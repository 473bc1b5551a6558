//! Where the alliance that signs is told apart from the verb.

use std::ops::Range;

use crate::{
    event::{
        draft::PartyRole,
        findings::Findings,
        focus::focus_alliance,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    mention::EntityIndex,
    record::OrganizationRole,
};

/// An alliance as a party.
pub(super) struct Owner {
    pub(super) entity: EntityIndex,
    pub(super) span: Range<usize>,
    pub(super) party: PartyRole,
}

/// 成立大会通过章程，…，并与甲签约: who meets signs, and nobody else is told to act.
pub(super) fn signing_alliance(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &Findings,
) -> Option<Owner> {
    const SUBJECTS: [&str; 8] = [
        "成立大会",
        "大会",
        "会议",
        "年会",
        "联盟",
        "联合体",
        "共同体",
        "该联盟",
    ];
    let trigger = sentence.tokens.get(index)?;
    let text = reading.text(sentence.span.clone()).trim_start();
    let others = (sentence.tokens.iter())
        .filter(|token| token.clause < trigger.clause && !token.nested)
        .any(|token| {
            matches!(
                token.kind,
                TokenKind::Organization(_) | TokenKind::Person(_)
            )
        });
    if others || !SUBJECTS.iter().any(|subject| text.starts_with(subject)) {
        return None;
    }
    let (entity, span) = focus_alliance(reading, sentence, trigger.clause, findings)?;
    Some(Owner {
        entity,
        party: PartyRole {
            name: reading.alliance_name(entity).to_owned(),
            role: OrganizationRole::Signatory,
            span: span.clone(),
            sentence: sentence.index,
        },
        span,
    })
}

/// 联盟成立当天就与甲签约: what stands behind the name is when it signed.
pub(super) fn signs_once_founded(behind: &str) -> bool {
    let when = [
        "成立当",
        "成立后",
        "成立之后",
        "成立伊始",
        "成立次日",
        "成立不久",
    ]
    .iter()
    .any(|when| behind.starts_with(when));
    let clause = behind.split(['，', '。', '；']).next().unwrap_or_default();
    when && clause.contains(['与', '同', '和'])
}

/// 甲共同发起的联盟正式签约成立: the alliance is what was founded, no party.
pub(super) fn is_founded_by_signing(behind: &str) -> bool {
    ["正式签约成立", "签约成立", "签约组建", "签约设立"]
        .iter()
        .any(|founds| behind.starts_with(founds))
}
