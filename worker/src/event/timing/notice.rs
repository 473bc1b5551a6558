//! The day of what a document decides: that of its sign-off, or of the page.

use crate::{
    event::{
        draft::{Draft, When},
        reading::Reading,
        sign_off::{decided_day, effective_day, read_sign_off},
    },
    mention::DateKind,
    record::EventType,
};

/// The day that the page's head gives.
pub(super) fn page_day(reading: &Reading<'_>) -> Option<When> {
    reading.article.published_on.map(|date| When {
        date,
        kind: DateKind::Day,
        span: 0..0,
        inherited: true,
    })
}

/// What a document founds, plans or ends without a day happened on that under
/// its signature.
pub(super) fn date_by_sign_off(reading: &Reading<'_>, drafts: &mut [Draft]) {
    if !(drafts.iter()).any(|draft| draft.date.is_none() && draft.is_decided_by_notice()) {
        return;
    }
    // A public notice says what ends, and the day above its text when.
    let announced = || {
        let title = reading.article.title.as_deref().unwrap_or_default();
        page_day(reading).filter(|_| ["公告", "通告"].iter().any(|kind| title.ends_with(kind)))
    };
    let when = match read_sign_off(reading) {
        (Some(when), Some(_)) => when,
        (None, _) => match announced() {
            Some(when) => when,
            None => return,
        },
        _ => return,
    };
    let effective = effective_day(reading).or_else(|| decided_day(reading));
    for draft in drafts.iter_mut() {
        if draft.date.is_none() && draft.is_decided_by_notice() {
            let ends = draft.kind == EventType::AllianceDissolved;
            let when = effective.as_ref().filter(|_| ends).unwrap_or(&when);
            draft.date = Some(when.clone().inherit());
        }
    }
}
