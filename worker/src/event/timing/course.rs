//! Meetings of several days: all their days of the meeting, the single day of
//! what happened on one of them.

use crate::{
    date::{CivilDate, Edtf, PartialDate},
    event::{
        draft::{Draft, When},
        reading::{Reading, SentenceTokens, TokenKind},
    },
    mention::{DateKind, numeral::count_of},
    record::EventType,
};

/// Gives a meeting all its days, where the text says how long it lasted, or on
/// which day it closed.
pub(super) fn span_meetings(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let meetings = |draft: &&mut Draft| draft.kind == EventType::MeetingHeld && !draft.background;
    let mut first = true;
    for draft in drafts.iter_mut().filter(meetings) {
        if let Some(when) = whole_course(reading, draft, std::mem::take(&mut first)) {
            draft.date = Some(when);
        }
    }
}

/// How a sentence says how long something lasted.
enum Length {
    Days(i64),
    Until(CivilDate),
}

/// All the days of the meeting; 本次大会为期三天 means the first that the page tells.
fn whole_course(reading: &Reading<'_>, draft: &Draft, is_first: bool) -> Option<When> {
    let name = draft
        .subject
        .as_ref()
        .map_or("", |subject| subject.name.as_str());
    let own = reading.sentences.get(draft.first_sentence())?;
    let own_length = length_in(reading, own, name, true, is_first);
    let told_here = own_length.is_some();
    let length = own_length.or_else(|| {
        (reading.sentences.iter().skip(own.index + 1))
            .take(SENTENCES_MAX)
            .find_map(|sentence| length_in(reading, sentence, name, false, is_first))
    });
    let Some(length) = length else {
        return days_told_later(reading, own, draft, name);
    };
    let started = told_here
        .then(|| start_before(reading, own, draft))
        .flatten();
    let when = started.as_ref().or(draft.date.as_ref())?;
    let Edtf::Point(day) = when.date else {
        return None;
    };
    let day = day.to_civil()?;
    let said = reading.sentence_at(when.span.start)?;
    let closes = says_any(clause_at(reading, said, when.span.end), &CLOSING);
    let (first, last) = match length {
        Length::Until(last) => (day, last),
        Length::Days(days) if closes => (day.plus_days(1 - days)?, day),
        Length::Days(days) => (day, day.plus_days(days - 1)?),
    };
    let days = last.to_epoch_day() - first.to_epoch_day();
    (1..DAYS_MAX).contains(&days).then(|| When {
        date: Edtf::Range(PartialDate::day(first), PartialDate::day(last)),
        kind: DateKind::Days,
        span: when.span.clone(),
        inherited: when.inherited,
    })
}

/// 闭幕的年会上…。21日至22日举行的本次年会由…主办: all its days, where a sentence behind
/// tells them.
fn days_told_later(
    reading: &Reading<'_>,
    own: &SentenceTokens,
    draft: &Draft,
    name: &str,
) -> Option<When> {
    let known = draft.date.as_ref()?;
    let (day, _) = known.date.bounds()?;
    (reading.sentences.iter().skip(own.index + 1))
        .take(SENTENCES_MAX)
        .flat_map(|sentence| sentence.tokens.iter().map(move |token| (sentence, token)))
        .find_map(|(sentence, token)| {
            let TokenKind::Date(index) = token.kind else {
                return None;
            };
            let mention = (reading.mentions.dates.get(index))
                .filter(|mention| mention.value.kind == DateKind::Days)?;
            let (first, last) = mention.value.date.bounds()?;
            let clause = clause_at(reading, sentence, token.span.end);
            let held = ["举行的", "召开的", "举办的"]
                .iter()
                .find_map(|word| clause.strip_prefix(word))?;
            let opening: String = held.chars().take(8).collect();
            let of_it = ["本次", "本届", "此次"]
                .iter()
                .any(|word| opening.starts_with(word))
                && is_about(&opening, name, false);
            let inside = known.kind == DateKind::Day && first <= day && day <= last;
            (of_it && inside && !token.nested).then(|| When {
                date: mention.value.date,
                kind: DateKind::Days,
                span: mention.span.clone(),
                inherited: true,
            })
        })
}

/// How far behind the meeting its length may be told.
const SENTENCES_MAX: usize = 20;
/// The most days that a meeting lasts.
const DAYS_MAX: i64 = 15;
const CLOSING: [&str; 4] = ["闭幕", "落幕", "落下帷幕", "收官"];

/// 11日起…举行会员大会，会期两天: the day that the meeting began on.
fn start_before(reading: &Reading<'_>, own: &SentenceTokens, draft: &Draft) -> Option<When> {
    (own.tokens.iter())
        .filter(|token| token.span.end <= draft.trigger.start && !token.nested)
        .find_map(|token| {
            let TokenKind::Date(index) = token.kind else {
                return None;
            };
            let mention = reading.mentions.dates.get(index)?;
            let begins = mention.value.kind == DateKind::Day
                && reading.after(own, token.span.end).starts_with('起');
            begins.then(|| When {
                date: mention.value.date,
                kind: DateKind::Day,
                span: mention.span.clone(),
                inherited: false,
            })
        })
}

/// 大会为期两天, 会期三天, 论坛将持续到25日, 至21日闭幕: said of the meeting
/// itself, by its sentence or by a clause about it.
fn length_in(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    name: &str,
    own: bool,
    is_first: bool,
) -> Option<Length> {
    const LASTS: [&str; 8] = [
        "为期", "会期", "历时", "持续", "为时", "一连", "连开", "共开",
    ];
    let text = reading.text(sentence.span.clone());
    let counted = LASTS.iter().find_map(|word| {
        let (before, behind) = text.split_once(word)?;
        let (days, rest) = eat_days(behind)?;
        let clause = before.rsplit(['，', '。', '；']).next().unwrap_or_default();
        // 本次大会由甲主办，乙承办，为期三天
        let opens = is_first
            && clause.trim().is_empty()
            && ["本次", "本届", "此次"]
                .iter()
                .any(|of| text.trim_start().starts_with(of))
            && is_about(
                text.split('由').next().unwrap_or_default().trim(),
                name,
                false,
            );
        let of_it =
            is_about(clause, name, *word == "会期") || own && clause.trim().is_empty() || opens;
        // 为期两年的合作, 为期三天的培训: of what follows.
        let attribute = rest.strip_prefix('的').is_some_and(|noun| {
            !(own && clause.trim().is_empty() && !name.is_empty() && is_soon(noun, name))
        });
        (of_it && !attribute).then_some(Length::Days(days))
    });
    counted.or_else(|| {
        sentence.tokens.iter().find_map(|token| {
            let TokenKind::Date(index) = token.kind else {
                return None;
            };
            let mention = (reading.mentions.dates.get(index))
                .filter(|mention| mention.value.kind == DateKind::Day)?;
            let before = reading.before(sentence, token.span.start);
            let (head, tail) = before.split_at(
                before
                    .rfind(['，', '。', '；'])
                    .map_or(0, |at| at + '，'.len_utf8()),
            );
            let lasts = ["持续到", "持续至", "延续到", "延续至", "将至", "至"]
                .iter()
                .find_map(|word| tail.strip_suffix(word))?;
            let until = tail.contains("续")
                || says_any(
                    clause_at(reading, sentence, token.span.end),
                    &["闭幕", "结束", "落幕"],
                );
            let about = is_about(lasts, name, false)
                || lasts.trim_matches('将').is_empty()
                    && (own || is_about(head.trim_end_matches('，'), name, false));
            // The end is the first such day behind the beginning.
            let date = mention.value.date;
            let upcoming = mention.value.upcoming;
            let day = [date, upcoming].into_iter().find_map(|date| match date {
                Edtf::Point(point) => point.to_civil().filter(|day| {
                    reading.article.anchor.is_none_or(|anchor| {
                        (day.to_epoch_day() - anchor.to_epoch_day()).abs() <= DAYS_MAX
                    })
                }),
                Edtf::Range(..) => None,
            })?;
            (until && about).then_some(Length::Until(day))
        })
    })
}

/// Whether the clause's words before its verb mean the meeting: none of them,
/// 大会, 本届年会, or the end of its name.
fn is_about(clause: &str, name: &str, by_word: bool) -> bool {
    const MEETINGS: [&str; 12] = [
        "会议",
        "大会",
        "年会",
        "论坛",
        "峰会",
        "活动",
        "会期",
        "展会",
        "博览会",
        "本次",
        "本届",
        "此次",
    ];
    const CHARS_MAX: usize = 12;
    let clause = clause.trim();
    if clause.is_empty() {
        return by_word;
    }
    let tail = name
        .char_indices()
        .rev()
        .nth(1)
        .map_or(name, |(at, _)| name.get(at..).unwrap_or(name));
    let noun = tail.chars().count() == 2 && clause.contains(tail);
    clause.chars().count() <= CHARS_MAX.max(name.chars().count() + 6)
        && !says_any(clause, &["展览", "巡展", "下届", "下一届", "培训", "考察"])
        && (noun || says_any(clause, &MEETINGS))
}

/// Whether a meeting's name stands at the head of what follows.
fn is_soon(noun: &str, name: &str) -> bool {
    let head: String = name.chars().take(3).collect();
    let opening: String = noun.chars().take(6).collect();
    opening.contains(&head)
}

/// 两天, 3天, 四日: a count of days, and what follows.
fn eat_days(text: &str) -> Option<(i64, &str)> {
    let text = text.trim_start_matches(['为', '共', '了', ' ']);
    let first = text.chars().next()?;
    let (days, rest) = if let Some(days) = count_of(first) {
        (i64::try_from(days).ok()?, text.get(first.len_utf8()..)?)
    } else {
        let rest = text.trim_start_matches(|next: char| next.is_ascii_digit());
        let digits = text.get(..text.len() - rest.len())?;
        (digits.parse().ok()?, rest)
    };
    let rest = rest.trim_start();
    let rest = rest
        .strip_prefix('天')
        .or_else(|| rest.strip_prefix('日'))?;
    (2..=DAYS_MAX).contains(&days).then_some((days, rest))
}

/// The rest of the clause that stands behind `offset`.
fn clause_at<'a>(reading: &Reading<'a>, sentence: &SentenceTokens, offset: usize) -> &'a str {
    reading
        .after(sentence, offset)
        .split(['，', '。', '；'])
        .next()
        .unwrap_or_default()
}

fn says_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// 论坛首日 of a meeting of several days is the first of them.
pub(super) fn narrow_to_day(reading: &Reading<'_>, sentence: &SentenceTokens, draft: &mut Draft) {
    let Some(When {
        date: Edtf::Range(first, last),
        span,
        ..
    }) = &draft.date
    else {
        return;
    };
    let before = reading.before(sentence, draft.trigger.start);
    let said_elsewhere = !sentence.span.contains(&span.start);
    let day = if said_elsewhere
        && ["首日", "第一天", "开幕当天"]
            .iter()
            .any(|w| before.contains(w))
    {
        *first
    } else if said_elsewhere
        && ["次日", "第二天", "闭幕当天"]
            .iter()
            .any(|w| before.contains(w))
    {
        *last
    } else {
        return;
    };
    draft.date = Some(When {
        date: Edtf::Point(day),
        kind: DateKind::Day,
        span: span.clone(),
        inherited: true,
    });
}
