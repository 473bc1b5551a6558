//! Proofs of merged values: renumbered, limited, and no sentence without use.

use crate::event::{Evidence, Facts};

/// Proofs kept of one value, from different articles where there are more.
const EVIDENCE_PER_VALUE_MAX: usize = 4;
/// Sentences kept that prove no value by themselves.
const PLAIN_SENTENCES_MAX: usize = 16;

/// Makes the sentence numbers count from `base` on.
pub(super) fn rebase_sentences(facts: &mut Facts, base: usize) {
    let base = u32::try_from(base).unwrap_or(u32::MAX);
    for_each_proofs(facts, &mut |proofs| {
        for proof in proofs {
            proof.sentence = proof.sentence.map(|sentence| sentence.saturating_add(base));
        }
    });
}

/// Limits the proofs of each value, and drops the sentences beyond what is
/// kept; numbers are adjusted.
pub(super) fn keep_proofs(facts: &mut Facts) {
    let mut is_used = vec![false; facts.sentences.len()];
    for_each_proofs(facts, &mut |proofs| {
        limit_proofs(proofs);
        for proof in proofs.iter() {
            if let Some(used) = sentence_index(proof).and_then(|index| is_used.get_mut(index)) {
                *used = true;
            }
        }
    });
    let mut plain_count = 0;
    let mut kept_count = 0;
    let kept: Vec<Option<u32>> = is_used
        .iter()
        .map(|used| {
            plain_count += usize::from(!used);
            (*used || plain_count <= PLAIN_SENTENCES_MAX).then(|| {
                kept_count += 1;
                kept_count - 1
            })
        })
        .collect();
    let mut index = 0;
    facts.sentences.retain(|_| {
        index += 1;
        kept.get(index - 1).is_some_and(Option::is_some)
    });
    for_each_proofs(facts, &mut |proofs| {
        for proof in proofs {
            proof.sentence = sentence_index(proof)
                .and_then(|index| kept.get(index).copied())
                .flatten();
        }
    });
}

/// The first proof of each article before the second of any.
fn limit_proofs(proofs: &mut Vec<Evidence>) {
    let mut ranked: Vec<(usize, Evidence)> = Vec::with_capacity(proofs.len());
    for proof in proofs.drain(..) {
        if ranked.iter().any(|(_, earlier)| *earlier == proof) {
            continue;
        }
        let rank = ranked
            .iter()
            .filter(|(_, earlier)| earlier.article == proof.article)
            .count();
        ranked.push((rank, proof));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    proofs.extend(
        ranked
            .into_iter()
            .take(EVIDENCE_PER_VALUE_MAX)
            .map(|(_, proof)| proof),
    );
}

fn sentence_index(proof: &Evidence) -> Option<usize> {
    usize::try_from(proof.sentence?).ok()
}

fn for_each_proofs(facts: &mut Facts, visit: &mut impl FnMut(&mut Vec<Evidence>)) {
    facts
        .alliances
        .iter_mut()
        .map(|alliance| &mut alliance.evidence)
        .chain(facts.subject.as_mut().map(|subject| &mut subject.evidence))
        .chain(facts.date.as_mut().map(|date| &mut date.evidence))
        .chain(facts.place.as_mut().map(|place| &mut place.evidence))
        .chain(
            facts
                .organizations
                .iter_mut()
                .map(|organization| &mut organization.evidence),
        )
        .chain(facts.persons.iter_mut().map(|person| &mut person.evidence))
        .chain(facts.amounts.iter_mut().map(|amount| &mut amount.evidence))
        .for_each(visit);
}
