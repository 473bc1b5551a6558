//! Foundings whose day stands in a later clause of the sentence.

use super::event_dates;
use crate::{
    event::{
        cue::Cue,
        draft::{Draft, When},
        reading::Reading,
    },
    record::EventType,
};

/// 甲联盟落户某市，18日挂牌: the day of the ceremony in the clause right behind.
pub(super) fn next_clause_date(reading: &Reading<'_>, draft: &Draft) -> Option<When> {
    const CEREMONIES: [Cue; 3] = [Cue::Found, Cue::Inaugurate, Cue::Meet];
    let sentence = (reading.sentences.get(draft.first_sentence()))
        .filter(|_| draft.kind == EventType::AllianceFounded && !draft.background)?;
    let clause = (sentence.tokens.iter())
        .rfind(|token| token.span.start <= draft.trigger.start)?
        .clause;
    let ceremony = (sentence.clause(clause + 1)).any(|(_, token)| token.is_any_cue(&CEREMONIES));
    let plain = (sentence.clause(clause + 1))
        .all(|(_, token)| !token.is_any_cue(&[Cue::Future, Cue::Earlier, Cue::Since]));
    let next = event_dates(reading, sentence, false)
        .filter(|_| ceremony && plain)
        .find(|(at, when)| *at == clause + 1 && when.is_exact());
    // 在甲指导下，由乙牵头，联合各方于6月8日组建成立: the verb ends the course of clauses.
    next.or_else(|| {
        event_dates(reading, sentence, false).find(|(at, when)| {
            let founds = (sentence.clause(*at)).any(|(_, token)| {
                token.is_cue(Cue::Found)
                    && !token.nested
                    && reading
                        .text(when.span.end..token.span.start.max(when.span.end))
                        .is_empty()
            });
            (clause + 1..=clause + COURSE_CLAUSES_MAX).contains(at) && founds && when.is_exact()
        })
    })
    .map(|(_, when)| when)
}

/// Over how many clauses a founding is told before its day.
const COURSE_CLAUSES_MAX: usize = 4;
