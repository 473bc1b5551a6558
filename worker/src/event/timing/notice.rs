//! The day of what a document decides: that of its sign-off, or of the page.

use super::event_dates;
use crate::{
    event::{
        draft::{Draft, When},
        reading::{Reading, SentenceTokens},
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

/// 6月24日，联盟召开临时会员大会，…作出如下决议, 经6月24日召开的理事会审议通过: what a
/// document makes known was decided at the meeting that it names first.
pub(super) fn date_by_meeting(reading: &Reading<'_>, drafts: &mut [Draft]) {
    if !(drafts.iter()).any(|draft| draft.date.is_none() && is_decided(draft)) {
        return;
    }
    let Some((sentence, when)) = deciding_meeting(reading) else {
        return;
    };
    for draft in drafts.iter_mut() {
        if draft.date.is_none()
            && is_decided(draft)
            && draft.kind != EventType::AlliancePlanned
            && draft.first_sentence() >= sentence
        {
            draft.date = Some(when.clone().inherit());
        }
    }
}

/// Whether the document decides it, be it that no scene tells of its election.
fn is_decided(draft: &Draft) -> bool {
    draft.is_decided_by_notice() || draft.kind == EventType::LeadershipElected && !draft.background
}

/// Sentences within which a document says which meeting decided.
const MEETING_SENTENCES_MAX: usize = 8;

/// The sentence that names the deciding meeting, and its day.
fn deciding_meeting(reading: &Reading<'_>) -> Option<(usize, When)> {
    // 局长办公会议: what an authority resolves, it decides with its signature.
    const MEETINGS: [&str; 6] = [
        "会员大会",
        "会员代表大会",
        "成员大会",
        "理事会",
        "代表大会",
        "主席会议",
    ];
    // …决议等材料收悉: what was handed in.
    const PAPERS: [&str; 4] = ["材料", "收悉", "报来", "报送"];
    const DECISIONS: [&str; 8] = [
        "审议", "表决", "通过", "决议", "决定", "研究", "召开", "讨论",
    ];
    (reading.sentences.iter())
        .filter(|sentence| !sentence.headline)
        .take(MEETING_SENTENCES_MAX)
        .find_map(|sentence| {
            let text = reading.text(sentence.span.clone());
            let meets = MEETINGS.iter().any(|word| text.contains(word))
                && DECISIONS.iter().any(|word| text.contains(word))
                && !PAPERS.iter().any(|word| text.contains(word));
            if !meets {
                return None;
            }
            event_dates(reading, sentence, false)
                .map(|(_, when)| when)
                .filter(|when| when.kind == DateKind::Day)
                .find(|when| {
                    let to_come = (when.date.bounds().zip(reading.article.anchor))
                        .is_some_and(|((first, _), anchor)| first > anchor);
                    let behind = reading.after(sentence, when.span.end);
                    let ahead = ["将", "拟"].iter().any(|word| behind.starts_with(word));
                    !to_come && !ahead && MEETINGS.iter().any(|word| behind.contains(word))
                        || !to_come && is_bracketed_behind_meeting(reading, sentence, when)
                })
                .map(|when| (sentence.index, when))
        })
}

/// 经第五届理事会第三次会议(2021年4月28日，太原)表决.
fn is_bracketed_behind_meeting(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    when: &When,
) -> bool {
    let before = reading.before(sentence, when.span.start);
    (before.strip_suffix(['(', '（']))
        .is_some_and(|name| name.ends_with('会') || name.ends_with("会议"))
}

/// What a document founds, plans or ends without a day happened on that under
/// its signature.
pub(super) fn date_by_sign_off(reading: &Reading<'_>, drafts: &mut [Draft]) {
    if !(drafts.iter()).any(|draft| draft.date.is_none() && is_decided(draft)) {
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
        if draft.date.is_none() && is_decided(draft) {
            let ends = draft.kind == EventType::AllianceDissolved;
            let when = effective.as_ref().filter(|_| ends).unwrap_or(&when);
            draft.date = Some(when.clone().inherit());
        }
    }
}
