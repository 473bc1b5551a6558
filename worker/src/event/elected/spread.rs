//! Lists of the elected that go on over commas: 甲院书记乙，丙行书记丁当选副书记.

use super::{OFFICES, add_names, candidates, office::vacant_offices};
use crate::event::{
    cue::Cue,
    draft::Draft,
    reading::{Reading, SentenceTokens, TokenKind},
};

/// Adds the person whom the clause before names and tells nothing of, where
/// this clause names others and says what all are elected to.
pub(super) fn add_names_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    draft: &mut Draft,
) {
    let office = (sentence.tokens.iter()).find(|token| token.span == draft.trigger);
    let Some(office) = office.filter(|office| office.clause == clause) else {
        return;
    };
    let elected = (sentence.clause(clause))
        .any(|(_, token)| token.is_cue(Cue::Elect) && token.span.end <= office.span.start);
    let first_is_person = (sentence.clause(clause))
        .find(|(_, token)| !token.nested && !token.is_any_cue(&OFFICES))
        .is_some_and(|(_, token)| {
            matches!(
                token.kind,
                TokenKind::Person(_) | TokenKind::Organization(_)
            )
        });
    let Some(before) = clause.checked_sub(1).filter(|_| elected && first_is_person) else {
        return;
    };
    if !only_names(reading, sentence, before) {
        return;
    }
    let mut range = sentence.clause(before).map(|(at, _)| at);
    let (Some(first), Some(last)) = (range.next(), range.last()) else {
        return;
    };
    let names: Vec<usize> = candidates(reading, sentence, first..last + 1)
        .into_iter()
        .filter(|at| {
            (sentence.tokens.get(*at))
                .is_some_and(|token| matches!(token.kind, TokenKind::Person(_)))
        })
        .collect();
    let kind = draft.kind;
    add_names(reading, sentence, office, &names, draft);
    draft.kind = kind;
}

/// Whether the clause ends with a person's name and a comma, and no word in it
/// tells anything but posts.
fn only_names(reading: &Reading<'_>, sentence: &SentenceTokens, clause: usize) -> bool {
    let tells = (sentence.clause(clause))
        .any(|(_, token)| matches!(token.kind, TokenKind::Cue(_)) && !token.is_any_cue(&OFFICES));
    let ends = (sentence.clause(clause)).any(|(_, token)| {
        matches!(token.kind, TokenKind::Person(_))
            && reading.after(sentence, token.span.end).starts_with('，')
    });
    !tells && ends && vacant_offices(reading, sentence, clause, false).is_empty()
}
