//! Earlier events and comparisons that an article tells in passing.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        reading::{Reading, Token, TokenKind},
        timing::last_day,
    },
    mention::DateKind,
    record::EventType,
};

/// Days by which an event told as background precedes the article's own.
const BACKGROUND_DAYS_MIN: i64 = 60;

/// Marks drafts that their own words tell as earlier: 曾, 此前, 成立于.
pub(crate) fn mark_told_as_earlier(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let Some(sentence) = reading.sentences.get(draft.first_sentence()) else {
            continue;
        };
        let clause = (sentence.tokens.iter())
            .rfind(|token| token.span.start <= draft.trigger.start)
            .map_or(0, |token| token.clause);
        let dated =
            (sentence.clause(clause)).any(|(_, token)| matches!(token.kind, TokenKind::Date(_)));
        // A date of its own ends what the clause before looked back on.
        let earlier = |token: &Token| {
            token.is_cue(Cue::Earlier)
                && token.span.start < draft.trigger.start
                && (token.clause == clause || token.clause + 1 == clause && !dated)
        };
        let text = reading.text(sentence.span.clone());
        let compared = text.trim_start().starts_with("无独有偶");
        draft.background |= sentence.tokens.iter().any(earlier) || compared;
    }
}

/// Marks drafts that happened long before the article's newest event.
pub(crate) fn mark_long_ago(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let published = reading
        .article
        .published_on
        .and_then(super::super::date::Edtf::bounds)
        .map(|(_, last)| last);
    let newest = drafts
        .iter()
        .filter(|draft| !draft.background && draft.kind != EventType::AlliancePlanned)
        .filter(|draft| (draft.date.as_ref()).is_some_and(|when| when.kind <= DateKind::Month))
        .filter_map(last_day)
        .filter(|day| published.is_none_or(|published| *day <= published))
        .max();
    for draft in drafts {
        let Some(day) = last_day(draft) else {
            continue;
        };
        let before = |other: Option<crate::date::CivilDate>, days: i64| {
            other.is_some_and(|other| other.to_epoch_day() - day.to_epoch_day() > days)
        };
        // A report that opens with its event and says the year is of it, however
        // late it was posted.
        let said = (draft.date.as_ref())
            .is_some_and(|when| reading.text(when.span.clone()).contains('年'));
        let opens = draft.first_sentence() <= 1 && newest == Some(day) && said;
        draft.background |= before(newest, BACKGROUND_DAYS_MIN)
            || before(published, 2 * BACKGROUND_DAYS_MIN) && !opens;
    }
}
