//! Councils, which are bodies, and the meetings of them.

use std::ops::Range;

use crate::mention::token::{Shape, Tokens};

/// Councils: bodies, and the meetings of them.
pub(super) const COUNCILS: [&str; 2] = ["理事会", "常务理事会"];
/// Bodies of a council's: 理事会秘书处召开会议.
const ORGANS: [&str; 4] = ["秘书处", "秘书长", "办公室", "成员"];
/// How far behind a council the word may stand that makes it a meeting, in characters.
const HELD_CHARS_MAX: usize = 40;
const HELD_WORDS: [&str; 11] = [
    "召开", "举行", "举办", "开幕", "开会", "启幕", "落幕", "闭幕", "开场", "开过", "开了",
];
/// What leads to a meeting that is held.
const LEADS: [&str; 8] = [
    "召开",
    "举行",
    "举办",
    "召开了",
    "举行了",
    "开了",
    "套开",
    "参加",
];

/// Whether the council that the token ends, with its name, is a meeting: counted
/// before, or convened or acted in (理事会上).
pub(super) fn is_meeting(tokens: &Tokens<'_>, name: Range<usize>, last: usize) -> bool {
    let next = tokens.word(last + 1);
    if ORGANS.contains(&next) {
        return false;
    }
    if ["上", "期间"].contains(&next) {
        return true;
    }
    let counted = tokens.before(last).is_some_and(|before| {
        before.shape == Shape::Number && tokens.word(last - 1).ends_with(['次', '年', '度'])
    });
    counted || is_led(tokens, name.start) || is_held(tokens, last)
}

/// 召开甲联盟理事会.
fn is_led(tokens: &Tokens<'_>, start: usize) -> bool {
    let offset = tokens.get(start).map_or(0, |token| token.start);
    let before = (tokens.text.get(..offset).unwrap_or_default()).trim_end_matches(['“', '「']);
    LEADS.iter().any(|verb| before.ends_with(verb))
}

/// 甲联盟理事会在某地开会.
fn is_held(tokens: &Tokens<'_>, last: usize) -> bool {
    let end = tokens.get(last).map_or(0, |token| token.end);
    let rest = tokens.text.get(end..).unwrap_or_default();
    let limit = (rest.char_indices())
        .take(HELD_CHARS_MAX)
        .find(|(_, mark)| matches!(mark, '\n' | '，' | ',' | '。' | '；'))
        .or_else(|| rest.char_indices().nth(HELD_CHARS_MAX))
        .map_or(rest.len(), |(at, _)| at);
    let clause = rest.get(..limit).unwrap_or_default();
    // 理事会要少开会: what it is told to do, or not to.
    HELD_WORDS
        .iter()
        .any(|verb| (clause.split_once(verb)).is_some_and(|(before, _)| !before.ends_with(WISHES)))
}

/// What before a verb says how often it should be done.
const WISHES: [char; 7] = ['少', '多', '要', '常', '再', '不', '勤'];
