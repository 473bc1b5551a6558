//! Places told by what is within them, or in brackets with the day.

use std::ops::Range;

use super::cue::VENUE_CHARS_MAX;
use crate::mention::cursor::Cursor;

/// 某区某商城里，企业签约; 某镇的田边，…: the clause is but a place. So is what
/// stands before the verb in 某区会展中心里坐满了人.
pub(super) fn is_inside(text: &str, span: &Range<usize>) -> bool {
    let after = Cursor::new(text, span.end).rest();
    let venue: String = after
        .chars()
        .take(VENUE_CHARS_MAX)
        .take_while(|next| !"，。、；！？\n".contains(*next))
        .collect();
    let whole = after
        .get(venue.len()..)
        .is_some_and(|rest| rest.starts_with('，'));
    // 9月11日，甲县茶海广场，嘉宾品茶.
    let on_day = || {
        ["日，", "上午，", "下午，", "晚，"]
            .iter()
            .any(|day| Cursor::new(text, span.start).behind().ends_with(day))
    };
    let whole = whole
        && (SITES.iter().any(|end| venue.ends_with(end)) && on_day()
            || venue.ends_with(['里', '内', '边', '畔', '旁'])
            || ["台前", "门前", "楼前", "馆前", "门口", "田间", "现场"]
                .iter()
                .any(|end| venue.ends_with(end)));
    let within = || {
        (venue.match_indices(['里', '内'])).any(|(at, _)| {
            let site = venue.get(..at).unwrap_or_default();
            SITES.iter().any(|end| site.ends_with(end)) && !site.contains(['在', '于', '的'])
        })
    };
    whole || within()
}

/// Words for sites that may have people within.
const SITES: [&str; 30] = [
    "美术馆",
    "会展馆",
    "文化馆",
    "图书馆",
    "会议厅",
    "剧院",
    "中心",
    "会场",
    "礼堂",
    "展馆",
    "场馆",
    "体育馆",
    "博物馆",
    "大厅",
    "展厅",
    "报告厅",
    "会议室",
    "酒店",
    "宾馆",
    "基地",
    "产业园",
    "园区",
    "车间",
    "厂区",
    "校园",
    "广场",
    "大棚",
    "果园",
    "茶园",
    "群",
];

/// 第三次会议(2021年4月28日，太原)表决: in brackets with the day stands where it was.
pub(super) fn is_bracketed_with_day(text: &str, span: &Range<usize>) -> bool {
    let closes = Cursor::new(text, span.end).looks_at(&[")", "）"]);
    let before = Cursor::new(text, span.start).behind();
    let day = before.trim_end_matches(['，', ',', '、', ' ', '·']);
    closes
        && day.len() < before.len()
        && day.ends_with('日')
        && (day.rsplit_once(['(', '（'])).is_some_and(|(_, inside)| {
            inside.chars().count() <= DAY_CHARS_MAX
                && inside
                    .chars()
                    .all(|c| c.is_ascii_digit() || "年月日至".contains(c))
        })
}

/// The longest day in a bracket, in characters: 2021年4月28日至29日.
const DAY_CHARS_MAX: usize = 18;
