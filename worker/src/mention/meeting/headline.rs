//! The meeting that a headline tells as held.

use super::find_meetings;
use crate::mention::{
    lexicon::Classes,
    name::canonical_name,
    token::{Shape, Tokens},
};

/// Words behind a meeting's name by which it was held, or gave something.
const HELD: [&str; 23] = [
    "召开", "举行", "举办", "开幕", "启幕", "落幕", "闭幕", "收官", "圆满", "成功", "顺利", "隆重",
    "登场", "开锣", "开场", "成果", "侧记", "综述", "纪实", "回顾", "花絮", "签约", "开了",
];
/// Words by which it is still to come.
const AHEAD: [&str; 16] = [
    "将",
    "拟",
    "即将",
    "筹备",
    "通知",
    "预告",
    "定于",
    "邀请",
    "倒计时",
    "延期",
    "征集",
    "报名",
    "议程",
    "方案",
    "公告",
    "预热",
];
/// Verbs before its name that hold it.
const HOLDING: [&str; 4] = ["召开", "举行", "举办", "开"];

/// The meeting of a headline that tells it as held: 甲联盟2024年年会在某地召开, 甲联盟召开
/// 第二次会员大会, 2024甲大会成果; or that is nothing but its name.
pub(in crate::mention) fn held_in_headline(title: &str) -> Option<String> {
    let tokens = Tokens::cut(title);
    let meeting = find_meetings(&tokens).into_iter().next()?;
    let behind = title.get(meeting.span.end..)?;
    let before = title.get(..meeting.span.start)?;
    if AHEAD.iter().any(|word| title.contains(word)) {
        return None;
    }
    if HELD.iter().any(|verb| behind.contains(verb)) {
        return Some(meeting.value);
    }
    let rest = behind.trim_start_matches(['”', '」', '》']);
    let ends = rest.is_empty() || rest.starts_with(['(', '（']);
    let holder = HOLDING.iter().find_map(|verb| before.strip_suffix(verb));
    match holder {
        Some(holder) if ends => Some(named_after(holder, &meeting.value)),
        _ => (ends && is_whole(before)).then_some(meeting.value),
    }
}

/// 甲联盟 | 召开 | 第二次会员大会: a meeting that has only its number is named after the
/// alliance that holds it.
fn named_after(holder: &str, meeting: &str) -> String {
    let tokens = Tokens::cut(holder);
    let of_alliance = (tokens.list.last()).is_some_and(|last| last.is(Classes::ALLIANCE));
    let plain = (tokens.list.iter()).all(|token| matches!(token.shape, Shape::Word | Shape::Han));
    if of_alliance && plain && meeting.starts_with('第') {
        format!("{}{meeting}", canonical_name(holder))
    } else {
        meeting.to_owned()
    }
}

/// Whether nothing of the headline stands before the name, or a part of its own:
/// 精彩回顾|甲大会.
fn is_whole(before: &str) -> bool {
    let before = before.trim_end_matches(['“', '「', '《']).trim_end();
    before.is_empty() || before.ends_with(['|', '｜', '丨'])
}
