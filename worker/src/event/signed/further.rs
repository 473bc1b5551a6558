//! What a subject signs further, behind what it signed first.

use super::partners::names_a_pact;
use crate::{
    event::{
        draft::Draft,
        findings::Findings,
        listing::party_role,
        reading::{Reading, SentenceTokens, Token},
    },
    record::{EventType, OrganizationRole},
};

/// 甲与乙签署供货协议，与丙签订贷款合同: the subject goes on, and what it signs is
/// another paper; without a paper of its own (…，与丙签约) it is the same signing.
pub(super) fn go_on_from_last(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    parties: &[usize],
    findings: &mut Findings,
) -> bool {
    let last = (findings.drafts.last_mut()).filter(|draft| {
        draft.kind == EventType::AgreementSigned && draft.sentences.contains(&sentence.index)
    });
    let party = (parties.first())
        .and_then(|at| party_role(reading, sentence, *at, OrganizationRole::Signatory));
    let (Some(last), Some(party), Some(trigger)) = (last, party, sentence.tokens.get(index)) else {
        return false;
    };
    let behind = reading.after(sentence, trigger.span.end);
    let subject = (last.parties.iter())
        .filter(|party| party.role == OrganizationRole::Signatory)
        .min_by_key(|party| party.span.start)
        .filter(|subject| subject.span.start < last.trigger.start && names_a_pact(behind))
        .cloned();
    let Some(subject) = subject else {
        last.add_party(party);
        return true;
    };
    let mut draft = Draft::new(last.kind, sentence.index, trigger.span.clone());
    let of_alliance =
        (last.alliances.iter()).find(|(entity, _)| reading.alliance_name(*entity) == subject.name);
    draft.alliances.extend(of_alliance.cloned());
    if let Some(entity) = (parties.first())
        .and_then(|at| sentence.tokens.get(*at))
        .and_then(Token::alliance)
    {
        draft.add_alliance(entity, party.span.clone());
    }
    draft.add_party(subject);
    draft.add_party(party);
    findings.drafts.push(draft);
    true
}
