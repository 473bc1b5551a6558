//! When an event happened: the date of its clause, its sentence or its scene.

use crate::{
    date::{CivilDate, Edtf},
    event::{
        cue::Cue,
        draft::Draft,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    record::EventType,
};

/// Gives every draft its date: a date of its own sentence that stands by it,
/// else that of the scene that it belongs to.
pub(crate) fn date_drafts(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        draft.date = draft.date.or_else(|| own_date(reading, draft));
    }
    let scenes = scene_dates(reading, drafts);
    for draft in drafts.iter_mut().filter(|draft| draft.date.is_none()) {
        draft.date = scenes
            .get(draft.first_sentence())
            .copied()
            .flatten()
            .filter(|_| !draft.background);
    }
}

/// The calendar date behind a mention.
pub(crate) fn date_value(reading: &Reading<'_>, mention: usize) -> Option<Edtf> {
    reading
        .mentions
        .dates
        .get(mention)
        .map(|date| date.value.date)
}

/// The last day that the draft's date allows.
pub(crate) fn last_day(reading: &Reading<'_>, draft: &Draft) -> Option<CivilDate> {
    Some(date_value(reading, draft.date?)?.bounds()?.1)
}

fn own_date(reading: &Reading<'_>, draft: &Draft) -> Option<usize> {
    let sentence = reading.sentences.get(draft.first_sentence())?;
    let trigger_clause = (sentence.tokens.iter())
        .filter(|token| token.span.start <= draft.trigger.start)
        .next_back()
        .map_or(0, |token| token.clause);
    (sentence.tokens.iter())
        .filter_map(|token| match token.kind {
            TokenKind::Date(date)
                if !token.nested && is_of_an_event(reading, sentence, token.span.clone()) =>
            {
                let before = token.span.start < draft.trigger.start;
                let clauses = token.clause.abs_diff(trigger_clause);
                let late = usize::from(!before);
                // A later clause tells of something else.
                (before || clauses == 0).then_some((
                    (
                        clauses,
                        late,
                        token.span.start.abs_diff(draft.trigger.start),
                    ),
                    date,
                ))
            }
            _ => None,
        })
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, date)| date)
}

/// Whether a date says when something happened, not since or until when.
fn is_of_an_event(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    span: std::ops::Range<usize>,
) -> bool {
    let behind = reading.after(sentence, span.end);
    let before = reading.before(sentence, span.start).trim_end();
    let since = [
        "起",
        "以来",
        "电",
        "讯",
        "之前",
        "以前",
        "前完成",
        "末",
        "底前",
        "消息",
    ]
    .iter()
    .any(|word| behind.starts_with(word));
    let until = ["自", "截至", "截止", "截止到", "截至到", "从", "自从", "到"]
        .iter()
        .any(|word| before.ends_with(word));
    !since && !until
}

/// For each sentence the date of the scene: that of the last sentence before
/// it that sets one, else of the first behind it.
fn scene_dates(reading: &Reading<'_>, drafts: &[Draft]) -> Vec<Option<usize>> {
    let sets: Vec<Option<usize>> = reading
        .sentences
        .iter()
        .map(|sentence| {
            let told = drafts
                .iter()
                .filter(|draft| {
                    draft.first_sentence() == sentence.index
                        && !draft.background
                        && draft.kind != EventType::AlliancePlanned
                })
                .find_map(|draft| draft.date);
            told.or_else(|| meeting_date(reading, sentence))
        })
        .collect();
    let first = sets.iter().copied().flatten().next();
    let mut current = None;
    sets.iter()
        .map(|date| {
            current = date.or(current);
            current.or(first)
        })
        .collect()
}

/// The date of a sentence that tells of a gathering without an event of its own.
fn meeting_date(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<usize> {
    let gathers = (sentence.tokens.iter())
        .any(|token| token.is_any_cue(&[Cue::Meet, Cue::Attend]) && !token.nested);
    let backward =
        (sentence.tokens.iter()).any(|token| token.is_any_cue(&[Cue::Earlier, Cue::Future]));
    if !gathers || backward {
        return None;
    }
    sentence.tokens.iter().find_map(|token| match token.kind {
        TokenKind::Date(date)
            if !token.nested
                && is_of_an_event(reading, sentence, token.span.clone())
                && has_day(date_value(reading, date)?) =>
        {
            Some(date)
        }
        _ => None,
    })
}

fn has_day(date: Edtf) -> bool {
    match date {
        Edtf::Point(point) => point.day.is_some(),
        Edtf::Range(..) => true,
    }
}
