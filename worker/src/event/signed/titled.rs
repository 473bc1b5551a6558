//! Agreements whose names name the parties: 《甲局与乙局互认备忘录》签署.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        findings::Findings,
        listing::party_role,
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::{EventType, OrganizationRole},
};

/// What the names of agreements end in.
const PACTS: [&str; 8] = [
    "协议",
    "协议书",
    "备忘录",
    "意向书",
    "合同",
    "协定",
    "合约",
    "契约",
];
/// What joins the parties.
const JOINTS: [&str; 8] = ["与", "和", "同", "及", "、", "—", "——", "-"];

/// Drafts an agreement for each document of the sentence that names two parties or more,
/// where the sentence tells that it was signed and names no other parties; whether there
/// are any.
pub(super) fn match_titled_pacts(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) -> bool {
    let verb = (sentence.tokens.iter())
        .position(|token| token.is_cue(Cue::Sign) && !token.nested)
        .filter(|at| read_modality(reading, sentence, *at) == Modality::Fact);
    let Some(verb) = verb.and_then(|at| sentence.tokens.get(at)) else {
        return false;
    };
    let documents: Vec<&Token> = (sentence.tokens.iter())
        .filter(|token| matches!(token.kind, TokenKind::Document(_)) && !token.nested)
        .filter(|token| {
            let name = reading.text(token.span.clone()).trim_end_matches('》');
            PACTS.iter().any(|pact| name.ends_with(pact))
        })
        .collect();
    let outside = (sentence.tokens.iter()).any(|token| {
        // 代表两市政府签订: the sides, counted.
        let counted = reading
            .before(sentence, token.span.start)
            .ends_with(['两', '三', '四', '五']);
        token.is_party()
            && !counted
            && !(documents.iter()).any(|document| {
                document.span.start <= token.span.start && token.span.end <= document.span.end
            })
    });
    if documents.is_empty() || outside {
        return false;
    }
    let told = findings.drafts.len();
    for document in documents {
        let parties = parties_within(reading, sentence, document);
        if parties.len() < 2 {
            continue;
        }
        let kind = EventType::AgreementSigned;
        let mut draft = Draft::new(kind, sentence.index, verb.span.clone());
        for at in parties {
            let role = OrganizationRole::Signatory;
            if let Some(token) = sentence.tokens.get(at)
                && let Some(entity) = token.alliance()
            {
                draft.add_alliance(entity, token.span.clone());
            }
            if let Some(party) = party_role(reading, sentence, at, role) {
                draft.add_party(party);
            }
        }
        findings.drafts.push(draft);
    }
    findings.drafts.len() > told
}

/// The parties that the document's name begins with.
fn parties_within(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    document: &Token,
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut end = document.span.start;
    for (at, token) in sentence.tokens.iter().enumerate() {
        let inside = token.span.start >= end && token.span.end <= document.span.end;
        if !token.is_party() || !inside {
            continue;
        }
        let gap = reading.text(end..token.span.start);
        let gap = gap.trim_matches(['《', '“', '”', ' ']);
        let joined = if found.is_empty() {
            gap.is_empty()
        } else {
            // Two governments whose names a blank parted.
            gap.is_empty() || JOINTS.contains(&gap)
        };
        if !joined {
            break;
        }
        found.push(at);
        end = token.span.end;
    }
    found
}
