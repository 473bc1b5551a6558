//! How sure a record is: by how plainly it is told, and by how sure its name is.

use crate::{
    event::{draft::Draft, focus::is_pronoun, reading::Reading},
    record::EventType,
};

/// 0 to 1. Where the name of the subject stands but once, and not in the title,
/// its limits are uncertain; an act of an alliance that its sentence does not
/// name may be another body's.
pub(crate) fn rate_draft(reading: &Reading<'_>, draft: &Draft) -> f64 {
    let mut rate = draft.plainness;
    if draft.sentences.len() > 1 {
        rate += 0.04;
    }
    if draft.date.is_none() {
        rate -= 0.08;
    }
    if draft.place.is_none() {
        rate -= 0.04;
    }
    if !is_name_supported(reading, draft) {
        rate -= 0.15;
    }
    if !is_named_by_sentence(reading, draft) {
        rate -= 0.04;
    }
    rate.clamp(0.05, 0.99)
}

/// Whether the title, another sentence or quotation marks bear out the name.
fn is_name_supported(reading: &Reading<'_>, draft: &Draft) -> bool {
    if draft.kind == EventType::AgreementSigned {
        return true;
    }
    let text = reading.article.text.as_str();
    let title = reading.article.title.as_deref().unwrap_or_default();
    let is_supported = |name: &str| {
        let quoted = ["“", "「", "《", "\""]
            .iter()
            .any(|mark| text.contains(&format!("{mark}{name}")));
        !name.is_empty() && (title.contains(name) || text.matches(name).count() > 1 || quoted)
    };
    let by_subject = (draft.subject.as_ref()).is_some_and(|subject| is_supported(&subject.name));
    let by_alliance = (draft.alliances.first())
        .is_some_and(|(entity, _)| is_supported(reading.alliance_name(*entity)));
    by_subject || by_alliance
}

/// Whether a sentence of the draft writes the alliance's name.
fn is_named_by_sentence(reading: &Reading<'_>, draft: &Draft) -> bool {
    draft.subject.is_some()
        || draft.kind == EventType::AgreementSigned
        || draft.alliances.iter().any(|(_, span)| {
            let own = (draft.sentences.iter())
                .filter_map(|index| reading.sentences.get(*index))
                .any(|sentence| sentence.span.contains(&span.start));
            own && !is_pronoun(reading.text(span.clone()))
        })
}
