//! New names and ends of alliances.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        findings::Findings,
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens},
    },
    record::EventType,
};

/// Finds renamings in one sentence. The first alliance of the draft is the new
/// name, the second the old one.
pub(crate) fn match_renamings(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    for (index, trigger) in sentence.tokens.iter().enumerate() {
        if !trigger.is_cue(Cue::Rename) {
            continue;
        }
        let new = (sentence.tokens.iter().skip(index + 1))
            .take_while(|token| token.clause == trigger.clause)
            .find(|token| token.alliance().is_some() && !token.nested);
        // The old name may stand within that of its meeting.
        let old = (sentence.tokens.iter().take(index)).rfind(|token| token.alliance().is_some());
        let (Some(new), kind) = (new, EventType::AllianceRenamed) else {
            continue;
        };
        match read_modality(reading, sentence, index) {
            Modality::Fact => {}
            Modality::Plan => {
                findings.skip(kind, sentence.index, trigger.span.clone(), "plan");
                continue;
            }
            Modality::Denied | Modality::Supposed => {
                findings.skip(
                    kind,
                    sentence.index,
                    trigger.span.clone(),
                    "not told as a fact",
                );
                continue;
            }
        }
        let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
        for token in [Some(new), old].into_iter().flatten() {
            if let Some(entity) = token.alliance() {
                draft.add_alliance(entity, token.span.clone());
            }
        }
        findings.drafts.push(draft);
    }
}
