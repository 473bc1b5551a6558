//! When an event happened: the date of its clause, its sentence or its scene.

mod course;
mod later_clause;
mod lone;
mod notice;
mod words;

use std::ops::Range;

pub(crate) use self::words::tells_of_saying;
use self::{
    course::{narrow_to_day, span_meetings},
    later_clause::next_clause_date,
    notice::{date_by_meeting, date_by_sign_off, page_day},
    words::{is_of_a_dateline, is_of_an_event, opens_a_plan},
};
use crate::{
    date::{CivilDate, Edtf, PartialDate},
    event::{
        background::looks_back,
        cue::Cue,
        draft::{Draft, When},
        reading::{Reading, SentenceTokens, Token, TokenKind},
        scene_day::scene_dates,
    },
    mention::DateKind,
    record::EventType,
};

/// Gives every draft its date: a date of its own sentence that stands by it,
/// else that of the scene that it belongs to.
pub(crate) fn date_drafts(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        if draft.is_notice() && draft.date.is_none() {
            // The days that a notice names are of what it calls for.
            draft.date = page_day(reading);
            continue;
        }
        draft.date = (draft.date.take())
            .or_else(|| planned_day(reading, draft))
            .or_else(|| own_date(reading, draft))
            .or_else(|| day_pointed_at(reading, draft));
    }
    let scenes = scene_dates(reading, drafts);
    let notice = drafts.iter().any(Draft::is_notice);
    for draft in drafts.iter_mut() {
        // What a notice decides happens with it, not on a day that it cites.
        if notice && draft.date.is_none() && draft.is_decided_by_notice() {
            continue;
        }
        let scene = scene_of(reading, draft, &scenes);
        let vague = (draft.date.as_ref())
            .is_none_or(|when| !says_past(draft) && is_vaguer(when, scene.as_ref()));
        if vague && !draft.background {
            draft.date = (scene.map(When::inherit)).or(draft.date.take());
        }
        if let Some(sentence) = reading.sentences.get(draft.first_sentence()) {
            narrow_to_day(reading, sentence, draft);
        }
    }
    if notice {
        // 未参加2020年年检: the year of what led to an ending is none of its days.
        let ended = |draft: &&mut Draft| draft.kind == EventType::AllianceDissolved;
        for draft in drafts.iter_mut().filter(ended) {
            draft.date = draft.date.take().filter(|when| !is_wide(when));
        }
    }
    for draft in drafts.iter_mut().filter(|draft| draft.date.is_none()) {
        draft.date = next_clause_date(reading, draft);
    }
    date_ceremonies(reading, drafts);
    for draft in drafts.iter_mut().filter(|draft| draft.date.is_none()) {
        draft.date = own_day(reading, draft, true).filter(|when| !notice && when.is_exact());
    }
    span_meetings(reading, drafts);
    if notice {
        date_by_meeting(reading, drafts);
    }
    date_by_sign_off(reading, drafts);
    if !notice {
        lone::date_by_lone_day(reading, drafts);
    }
}

/// The scene's day; where a later part of the sentence sets another, that of the
/// scene before: 会上，甲与乙签约；14日，丙又与丁签约.
fn scene_of(reading: &Reading<'_>, draft: &Draft, scenes: &[Option<When>]) -> Option<When> {
    let at = draft.first_sentence();
    let scene = scenes.get(at).cloned().flatten()?;
    let later = (reading.sentences.get(at))
        .is_some_and(|sentence| sentence.span.contains(&scene.span.start))
        && draft.trigger.end <= scene.span.start
        && (reading.text(draft.trigger.end..scene.span.start)).contains(['；', ';']);
    let before = || scenes.get(at.checked_sub(1)?).cloned().flatten();
    if later {
        before().or(Some(scene))
    } else {
        Some(scene)
    }
}

/// Whether the scene's day says it better: not where a month or year is told
/// that the day is none of.
fn is_vaguer(when: &When, scene: Option<&When>) -> bool {
    match (when.kind, scene) {
        (DateKind::Day | DateKind::Days, _) => false,
        (DateKind::Month | DateKind::Year, Some(scene)) => may_hold(when.date, scene.date),
        _ => true,
    }
}

/// Whether a day may be of that month or year, as far as both are known.
pub(crate) fn may_hold(wider: Edtf, day: Edtf) -> bool {
    let (Edtf::Point(wider), Edtf::Point(day) | Edtf::Range(day, _)) = (wider, day) else {
        return true;
    };
    let agree = |a: Option<i32>, b: Option<i32>| a.is_none() || b.is_none() || a == b;
    agree(wider.year, day.year) && agree(wider.month.map(i32::from), day.month.map(i32::from))
}

/// 成立仪式上: what is told of the ceremony happened on the founding's day.
fn date_ceremonies(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let mut days = (drafts.iter())
        .filter(|draft| draft.kind == EventType::AllianceFounded && !draft.background)
        .map(|draft| draft.date.clone());
    let Some(Some(day)) = days.next() else {
        return;
    };
    if !days.all(|other| other.is_some_and(|other| other.date == day.date)) {
        return;
    }
    for draft in drafts.iter_mut() {
        let at_ceremony = (reading.sentences.get(draft.first_sentence())).is_some_and(|sentence| {
            let before = reading.before(sentence, draft.trigger.start);
            ["成立仪式上", "成立大会上", "揭牌仪式上", "成立典礼上"]
                .iter()
                .any(|word| before.contains(word))
        });
        let wider = (draft.date.as_ref()).is_none_or(|when| when.kind == DateKind::Days);
        if at_ceremony && wider && !draft.background {
            draft.date = Some(day.clone().inherit());
        }
    }
}

/// A founding dated by a month or year is told of the past, not of the scene.
fn says_past(draft: &Draft) -> bool {
    draft.kind == EventType::AllianceFounded || draft.kind == EventType::AlliancePlanned
}

/// The last day that the draft's date allows.
pub(crate) fn last_day(draft: &Draft) -> Option<CivilDate> {
    Some(draft.date.as_ref()?.date.bounds()?.1)
}

/// 商定筹建X，成立大会初步定在今年9月: the founding day that a later clause of the plan
/// names.
fn planned_day(reading: &Reading<'_>, draft: &Draft) -> Option<When> {
    let sentence = (reading.sentences.get(draft.first_sentence()))
        .filter(|_| draft.kind == EventType::AlliancePlanned)?;
    event_dates(reading, sentence, true)
        .map(|(_, when)| when)
        .filter(|when| when.span.start > draft.trigger.end && !is_open_plan(reading, when))
        .find_map(|when| {
            let before = reading.before(sentence, when.span.start);
            let clause = before.rsplit(['，', '。', '；']).next().unwrap_or_default();
            let behind = reading.after(sentence, when.span.end);
            let rest = behind.split(['，', '。', '；']).next().unwrap_or_default();
            let founds = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
            let fixed = FIXING_WORDS.iter().any(|word| before.ends_with(word));
            if fixed && founds(clause, &["成立", "揭牌", "挂牌", "启动"]) {
                return Some(when);
            }
            // …，7月28日举行成立大会: of what is planned, the day to come.
            let ceremony = when.kind == DateKind::Day
                && founds(rest, &["成立大会", "揭牌", "挂牌", "成立仪式"]);
            let upcoming = upcoming_of(reading, &when)?;
            let to_come = (upcoming.bounds().zip(reading.article.anchor))
                .is_some_and(|((first, _), anchor)| first > anchor);
            (ceremony && (fixed || to_come)).then_some(When {
                date: upcoming,
                ..when
            })
        })
}

/// The day to come that the words may mean.
fn upcoming_of(reading: &Reading<'_>, when: &When) -> Option<Edtf> {
    let dates = &reading.mentions.dates;
    let at = dates.partition_point(|mention| mention.span.start < when.span.start);
    Some(dates.get(at)?.value.upcoming)
}

/// Words that fix the day of what is planned.
const FIXING_WORDS: [&str; 12] = [
    "定在",
    "定于",
    "暂定",
    "初定",
    "选在",
    "拟于",
    "拟在",
    "将于",
    "将在",
    "预计",
    "计划于",
    "计划在",
];

/// 变化始于3月。彼时…，甲联盟应运而生: the day that the sentence before names.
fn day_pointed_at(reading: &Reading<'_>, draft: &Draft) -> Option<When> {
    let sentence = reading.sentences.get(draft.first_sentence())?;
    let text = reading.text(sentence.span.clone()).trim_start();
    let points = ["彼时", "那时", "当时", "其时", "也就是在那时"]
        .iter()
        .any(|word| text.starts_with(word));
    let before = (reading.sentences.get(sentence.index.checked_sub(1)?)).filter(|_| points)?;
    event_dates(reading, before, false)
        .map(|(_, when)| when.inherit())
        .last()
}

fn own_date(reading: &Reading<'_>, draft: &Draft) -> Option<When> {
    own_day(reading, draft, false)
}

/// A day of the draft's own sentence; that on which somebody told of it only
/// where `told` asks for it.
fn own_day(reading: &Reading<'_>, draft: &Draft, told: bool) -> Option<When> {
    let sentence = reading.sentences.get(draft.first_sentence())?;
    let clause = (sentence.tokens.iter())
        .rfind(|token| token.span.start <= draft.trigger.start)
        .map_or(0, |token| token.clause);
    let colon = reading.text(sentence.span.clone()).contains("日期：");
    let planned = draft.kind == EventType::AlliancePlanned;
    event_dates(reading, sentence, planned)
        .filter(|(_, when)| !planned || !is_open_plan(reading, when))
        .chain(effective_date(reading, sentence, draft))
        .filter(|(_, when)| {
            told || planned || !tells_of_saying(reading.after(sentence, when.span.end))
        })
        .filter(|(_, when)| {
            let between = when.span.end..draft.trigger.start.max(when.span.end);
            let between = reading.text(between);
            !(looks_back(between) || is_wide(when) && ends_attribute(between))
        })
        // 签订协议，首班车计划4月1日发出: what is to come of it.
        .filter(|(_, when)| {
            let to_come = (when.date.bounds().zip(reading.article.anchor))
                .is_some_and(|((first, _), anchor)| first > anchor);
            // What is founded, or held, on such a day is a plan.
            let done = matches!(
                draft.kind,
                EventType::AgreementSigned
                    | EventType::DocumentIssued
                    | EventType::LeadershipElected
                    | EventType::CharterAdopted
            );
            !(done && to_come) || when.span.end <= draft.trigger.start && !is_wide(when)
        })
        .filter_map(|(token_clause, when)| {
            let before = when.span.start < draft.trigger.start;
            let label = reading.before(sentence, when.span.start);
            let labelled = label.ends_with("日期：") || label.ends_with("时间：");
            let near = token_clause == clause
                || colon && token_clause == clause + 1
                || labelled && token_clause == clause + 2;
            // A later clause tells of something else.
            let rank = (
                token_clause.abs_diff(clause),
                usize::from(!before),
                when.span.start.abs_diff(draft.trigger.start),
            );
            (before || near).then_some((rank, when))
        })
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, when)| when)
}

fn is_wide(when: &When) -> bool {
    matches!(when.kind, DateKind::Year | DateKind::Month)
}

/// 今年认定的三家联盟揭牌: the year is of the attribute alone.
fn ends_attribute(behind: &str) -> bool {
    // 今年4月的城轨展上，: at what was held then.
    let held = (behind.strip_prefix('的'))
        .and_then(|noun| noun.split('，').next())
        .is_some_and(|noun| noun.ends_with(['上', '中']));
    !held
        && behind.split_once('的').is_some_and(|(verb, rest)| {
            verb.chars().count() <= ATTRIBUTE_CHARS_MAX
                && !verb.contains(['，', '、', '在', '于'])
                && !rest.is_empty()
        })
}

/// The longest verb of such an attribute, in characters.
const ATTRIBUTE_CHARS_MAX: usize = 5;

/// 明年上半年: a time to come that names no founding day; the plan was told
/// today.
fn is_open_plan(reading: &Reading<'_>, when: &When) -> bool {
    let anchor = reading.article.anchor;
    let ends_later =
        || (when.date.bounds().zip(anchor)).is_some_and(|((_, last), anchor)| last > anchor);
    let monthly = matches!(when.date, Edtf::Point(point) if point.month.is_some());
    matches!(when.kind, DateKind::Year | DateKind::Part) && !monthly && ends_later()
}

/// Of two readings the one nearer to the page's own day: what takes effect
/// does so soon.
fn nearer(reading: &Reading<'_>, past: Edtf, upcoming: Edtf) -> Edtf {
    let distance = |date: Edtf| {
        let (day, anchor) = date
            .bounds()
            .map(|(day, _)| day)
            .zip(reading.article.anchor)?;
        Some(day.to_epoch_day().abs_diff(anchor.to_epoch_day()))
    };
    match (distance(past), distance(upcoming)) {
        (Some(past_days), Some(upcoming_days)) if upcoming_days < past_days => upcoming,
        _ => past,
    }
}

/// The dates of a sentence that say when something happened, each with its
/// clause.
pub(crate) fn event_dates<'r>(
    reading: &'r Reading<'_>,
    sentence: &'r SentenceTokens,
    planned: bool,
) -> impl Iterator<Item = (usize, When)> {
    sentence.tokens.iter().filter_map(move |token| {
        let TokenKind::Date(index) = token.kind else {
            return None;
        };
        let mention = reading.mentions.dates.get(index)?;
        let kind = mention.value.kind;
        let of_an_event = (!token.nested || !is_inside_name(sentence, token))
            && (is_of_an_event(reading, sentence, &token.span, planned)
                || planned && opens_a_plan(reading, sentence, &token.span))
            && !(kind == DateKind::Year && is_of_a_title(reading, sentence, &token.span));
        let named = matches!(kind, DateKind::Holiday | DateKind::Deadline);
        let of_the_release = is_of_a_dateline(reading, sentence, &token.span);
        (of_an_event && !named && !of_the_release && !is_in_title(reading, sentence, &token.span))
            .then(|| {
                let date = if planned && kind != DateKind::Year {
                    future_date(reading, sentence, index)
                } else {
                    mention.value.date
                };
                let span = mention.span.clone();
                let when = When {
                    date,
                    kind,
                    span,
                    inherited: false,
                };
                (token.clause, when)
            })
    })
}

/// Whether the date is but a part of a name: 2024年工作大会. Not where an organization
/// was read from the date on, or a name ran into it: 昨晚假某酒店, 县长林某今(22)日.
fn is_inside_name(sentence: &SentenceTokens, date: &Token) -> bool {
    let heads = sentence.tokens.iter().any(|token| {
        matches!(token.kind, TokenKind::Organization(_))
            && token.span.start == date.span.start
            && token.span.end > date.span.end
    });
    let contained = sentence.tokens.iter().any(|token| {
        token.span.start <= date.span.start
            && token.span.end >= date.span.end
            && token.span.len() > date.span.len()
    });
    contained && !heads
}

/// 作了题为《矿工学校的明天》的发言: a word of what something is called.
fn is_in_title(reading: &Reading<'_>, sentence: &SentenceTokens, span: &Range<usize>) -> bool {
    let before = reading.before(sentence, span.start);
    let opened = before.rfind('《').map_or(0, |at| at + 1);
    opened > before.rfind('》').map_or(0, |at| at + 1)
        && reading.after(sentence, span.end).contains('》')
}

/// 落实某协会2024年行动方案: the year of a plan or a list, not of an event.
fn is_of_a_title(reading: &Reading<'_>, sentence: &SentenceTokens, span: &Range<usize>) -> bool {
    const TITLES: [&str; 10] = [
        "方案", "计划", "行动", "规划", "项目", "名单", "目标", "任务", "要点", "年会",
    ];
    let behind = reading.after(sentence, span.end);
    let phrase = behind
        .split(['，', '。', '；', '、', ','])
        .next()
        .unwrap_or_default();
    let phrase = ANNOUNCING
        .iter()
        .find_map(|word| phrase.strip_suffix(word))
        .unwrap_or(phrase);
    TITLES.iter().any(|end| phrase.ends_with(end))
}

/// Verbs behind a list that is made known: 2022年…名单揭晓.
const ANNOUNCING: [&str; 9] = [
    "正式揭晓",
    "正式公布",
    "正式出炉",
    "揭晓",
    "公布",
    "发布",
    "出炉",
    "公示",
    "印发",
];

/// Of a plan the day to come, where a word of the future stands before it.
fn future_date(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Edtf {
    let Some(mention) = reading.mentions.dates.get(index) else {
        return Edtf::Point(PartialDate {
            year: None,
            month: None,
            day: None,
        });
    };
    let before = reading.before(sentence, mention.span.start);
    let ahead = FIXING_WORDS.iter().any(|word| before.ends_with(word)) || before.ends_with('将');
    // 拟各出资五百万元，于9月1日.
    let carried = before.ends_with(['于', '在'])
        && (sentence.tokens.iter())
            .any(|token| token.is_cue(Cue::Future) && token.span.end <= mention.span.start);
    if ahead {
        mention.value.upcoming
    } else if carried {
        nearer(reading, mention.value.date, mention.value.upcoming)
    } else {
        mention.value.date
    }
}

/// 自6月30日起解散: what ends or is renamed does so from that day on.
fn effective_date(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    draft: &Draft,
) -> Option<(usize, When)> {
    let changes = matches!(
        draft.kind,
        EventType::AllianceDissolved | EventType::AllianceRenamed
    );
    sentence
        .tokens
        .iter()
        .filter(|_| changes)
        .find_map(|token| {
            let TokenKind::Date(index) = token.kind else {
                return None;
            };
            let mention = reading.mentions.dates.get(index)?;
            let from = reading.before(sentence, token.span.start).trim_end();
            let effective = mention.value.kind == DateKind::Day
                && token.span.end <= draft.trigger.start
                && (from.is_empty() || from.ends_with(['自', '从', '于']))
                && reading.after(sentence, token.span.end).starts_with('起');
            effective.then(|| {
                let when = When {
                    date: nearer(reading, mention.value.date, mention.value.upcoming),
                    kind: mention.value.kind,
                    span: mention.span.clone(),
                    inherited: false,
                };
                (token.clause, when)
            })
        })
}

#[cfg(test)]
mod tests;
