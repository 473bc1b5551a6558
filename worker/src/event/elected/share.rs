//! Elections in several alliances at once: 首任理事长单位分别由甲、乙担任.

use std::ops::Range;

use crate::{
    event::{
        draft::Draft,
        findings::Findings,
        focus::is_pronoun,
        reading::{Reading, SentenceTokens},
    },
    mention::EntityIndex,
    record::EventType,
};

/// Words that give each of several its own.
const APART: [&str; 4] = ["分别", "依次", "各自", "先后"];

/// One election for each of the alliances that the clause names, else of those
/// that were founded together last, where it has as many holders as there are
/// alliances; empty where it tells of one.
pub(super) fn share_among(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    draft: &Draft,
    findings: &Findings,
) -> Vec<Draft> {
    let Some((first, _)) = sentence.clause(clause).next() else {
        return Vec::new();
    };
    let end = (sentence.clause(clause).last()).map_or(draft.trigger.end, |(_, last)| last.span.end);
    let start = sentence.clause_start(first);
    let words = reading.text(start..end.max(start));
    if !APART.iter().any(|word| words.contains(word)) {
        return Vec::new();
    }
    let named: Vec<_> = (sentence.clause(clause))
        .filter(|(_, token)| !token.nested && !is_pronoun(reading.text(token.span.clone())))
        .filter_map(|(_, token)| Some((token.alliance()?, token.span.clone())))
        .collect();
    let alliances = if named.len() > 1 {
        named
    } else if named.is_empty() {
        founded_together(sentence.index, findings)
    } else {
        return Vec::new();
    };
    let count = alliances.len();
    let units = draft.parties.len() == count && draft.persons.is_empty();
    let persons = draft.persons.len() == count && draft.parties.is_empty();
    if count < 2 || !(units || persons) {
        return Vec::new();
    }
    (alliances.into_iter().enumerate())
        .map(|(nth, (entity, span))| {
            let mut own = draft.clone();
            own.parties = draft.parties.get(nth).cloned().into_iter().collect();
            own.persons = draft.persons.get(nth).cloned().into_iter().collect();
            own.add_alliance(entity, span);
            own
        })
        .collect()
}

/// The alliances that the last word of founding founded, in this sentence or the
/// one before, in text order.
fn founded_together(sentence: usize, findings: &Findings) -> Vec<(EntityIndex, Range<usize>)> {
    let near = || {
        (findings.drafts.iter().rev())
            .take_while(|draft| draft.first_sentence() + 1 >= sentence)
            .filter(|draft| draft.kind == EventType::AllianceFounded && !draft.background)
    };
    let Some(last) = near().next() else {
        return Vec::new();
    };
    let mut together: Vec<_> = near()
        .filter(|draft| draft.trigger == last.trigger)
        .filter_map(|draft| draft.alliances.first().cloned())
        .collect();
    together.sort_by_key(|(entity, span)| (span.start, *entity));
    together.dedup_by_key(|(entity, _)| *entity);
    together
}
