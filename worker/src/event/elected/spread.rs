//! Lists of the elected that go on over commas: 甲院书记乙，丙行书记丁当选副书记.

use super::{
    OFFICES, add_names, candidates, elects, is_fact, new_election, office::vacant_offices,
};
use crate::event::{
    cue::Cue,
    draft::Draft,
    reading::{Reading, SentenceTokens, Token, TokenKind},
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

/// 甲医院成为联盟成员单位，并当选副理事长单位: the clause has a verb and an office, and
/// its subject is that with which the clause before begins.
pub(super) fn elect_subject_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    office: &Token,
) -> Option<Draft> {
    const OPENINGS: [&str; 13] = [
        "并",
        "且",
        "同时",
        "还",
        "也",
        "当选",
        "获选",
        "一并",
        "成为",
        "正式成为",
        "担任",
        "出任",
        "接任",
    ];
    let (first, _) = sentence.clause(clause).next()?;
    let own = reading
        .after(sentence, sentence.clause_start(first))
        .trim_start();
    let elected = (sentence.clause(clause)).any(|(_, token)| {
        (token.is_cue(Cue::Elect) || elects(reading, sentence, token))
            && token.span.end <= office.span.start
    });
    let ends = reading
        .after(sentence, office.span.end)
        .starts_with(['，', '。', '；', '、']);
    if !elected || !ends || !OPENINGS.iter().any(|opening| own.starts_with(opening)) {
        return None;
    }
    let before = clause.checked_sub(1)?;
    let mut range = sentence.clause(before).map(|(at, _)| at);
    let (begin, end) = (range.next()?, range.last()?);
    let of_unit = !office.is_any_cue(&[Cue::Post, Cue::PartyPost]);
    let subject = candidates(reading, sentence, begin..end + 1)
        .into_iter()
        .find(|at| {
            (sentence.tokens.get(*at))
                .is_some_and(|token| of_unit == matches!(token.kind, TokenKind::Organization(_)))
        })?;
    let token = sentence.tokens.get(subject)?;
    let leads = reading
        .text(sentence.clause_start(begin)..token.span.start)
        .chars()
        .count();
    if leads > LEAD_CHARS_MAX || !is_fact(reading, sentence, first) {
        return None;
    }
    let mut draft = new_election(sentence, office);
    add_names(reading, sentence, office, &[subject], &mut draft);
    (!draft.parties.is_empty() || !draft.persons.is_empty()).then_some(draft)
}

/// The longest words before the subject of a clause, in characters: 会上，3月14日.
const LEAD_CHARS_MAX: usize = 8;

/// 作为新当选的理事长，甲表示: the clause that ends with the office, right before the
/// byte `start`, says as what the next one's person speaks.
pub(super) fn is_introduced(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    office: &Token,
    start: usize,
) -> bool {
    let before = reading.before(sentence, office.span.start);
    let clause = before.rsplit(['，', '。', '；']).next().unwrap_or_default();
    let right_by = reading
        .text(office.span.end..start.max(office.span.end))
        .trim()
        == "，";
    right_by && clause.trim_start().starts_with("作为") && clause.contains("当选")
}
