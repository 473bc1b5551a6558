//! The day of a page that names no other, and the year of what it tells of this year.

use super::{event_dates, tells_of_saying};
use crate::{
    date::{CivilDate, Edtf, PartialDate},
    event::{
        cue::Cue,
        draft::{Draft, When},
        reading::{Reading, SentenceTokens, TokenKind},
    },
    mention::DateKind,
    record::EventType,
};

/// Gives what has no date the only day that the page names, be it told in a sentence
/// that tells no event: 4月28日8时30分，百余名代表陆续走进会场.
pub(super) fn date_by_lone_day(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let undated = |draft: &Draft| draft.date.is_none() && !draft.background;
    if !drafts.iter().any(undated) || !reading.items.is_empty() {
        return;
    }
    for draft in drafts.iter_mut().filter(|draft| undated(draft)) {
        draft.date = (reading.sentences.get(draft.first_sentence()))
            .and_then(|sentence| this_year(reading, sentence, draft));
    }
    let Some(day) = lone_day(reading) else {
        return;
    };
    for draft in drafts.iter_mut().filter(|draft| undated(draft)) {
        if draft.kind != EventType::AlliancePlanned {
            draft.date = Some(day.clone().inherit());
        }
    }
}

/// How long before the page an event is told as news.
const NEWS_DAYS_MAX: i64 = 31;

/// The day that all sentences name that look back on nothing, where there is but one.
fn lone_day(reading: &Reading<'_>) -> Option<When> {
    let is_news = |when: &When| {
        let Some((first, last)) = when.date.bounds() else {
            // A page without a day of its own.
            return true;
        };
        let news = |anchor: CivilDate| {
            last <= anchor && anchor.to_epoch_day() - first.to_epoch_day() <= NEWS_DAYS_MAX
        };
        reading.article.anchor.is_none_or(news)
    };
    let mut days = (reading.sentences.iter())
        .filter(|sentence| {
            !sentence.headline
                && !sentence
                    .tokens
                    .iter()
                    .any(|token| token.is_cue(Cue::Earlier))
        })
        .flat_map(|sentence| {
            event_dates(reading, sentence, false)
                .map(|(_, when)| when)
                .filter(|when| !is_of_telling(reading.after(sentence, when.span.end)))
                .filter(|when| !is_of_next(reading.before(sentence, when.span.start)))
        })
        .filter(|when| when.is_exact() && is_news(when));
    let first = days.next()?;
    // The page's own day is mostly that of the telling.
    let of_page = (reading.article.anchor).is_some_and(|anchor| first.date == Edtf::day(anchor));
    (!of_page && days.all(|other| other.date == first.date)).then_some(first)
}

/// 23日向记者证实, 5月30日发布新闻稿说: the day of the telling.
fn is_of_telling(behind: &str) -> bool {
    const TELLING: [&str; 7] = ["记者", "新闻稿", "证实", "获悉", "公布", "通报", "版"];
    let behind = behind.trim_start_matches(['，', ' ']);
    let clause = (behind.split(['，', '。', '；', '\n']).next()).unwrap_or_default();
    TELLING.iter().any(|word| clause.contains(word)) || tells_of_saying(behind)
}

/// 下次会议安排在6月16日, 报名截止6月16日: no day of what happened.
fn is_of_next(before: &str) -> bool {
    const NEXT: [&str; 8] = ["下次", "下届", "下一", "报名", "截止", "发布", "拟", "将"];
    let clause = before.rsplit(['，', '。', '；']).next().unwrap_or_default();
    NEXT.iter().any(|word| clause.contains(word))
}

/// 今年以来，某市先后组建…: some day of this year.
fn this_year(reading: &Reading<'_>, sentence: &SentenceTokens, draft: &Draft) -> Option<When> {
    const IN_TURN: [&str; 6] = ["先后", "陆续", "相继", "已", "分别", "牵头"];
    (sentence.tokens.iter()).find_map(|token| {
        let TokenKind::Date(index) = token.kind else {
            return None;
        };
        let mention = (reading.mentions.dates.get(index))
            .filter(|mention| mention.value.kind == DateKind::Span)?;
        let Edtf::Point(PartialDate {
            year: Some(year),
            month: None,
            day: None,
        }) = mention.value.date
        else {
            return None;
        };
        let before = token.span.end <= draft.trigger.start;
        let since = before
            && reading.after(sentence, token.span.end).starts_with("以来")
            && (reading.article.anchor).is_some_and(|anchor| anchor.year == year);
        let between = reading.text(token.span.end..draft.trigger.start.max(token.span.end));
        let told = IN_TURN.iter().any(|word| between.contains(word));
        (since && told).then(|| When {
            date: mention.value.date,
            kind: DateKind::Year,
            span: mention.span.clone(),
            inherited: false,
        })
    })
}
