//! Words by which somebody takes an office: 当选, 被推选为, 高票连任.

use crate::word_list::WordList;

/// How it is taken, before the verb.
const MANNERS: [&str; 25] = [
    "以全票",
    "全票",
    "高票",
    "一致",
    "再次",
    "再度",
    "继续",
    "分别",
    "同时",
    "当场",
    "宣誓",
    "正式",
    "依次",
    "共同",
    "成功",
    "顺利",
    "连续",
    "仍",
    "续",
    "均",
    "被",
    "获",
    "并",
    "将",
    "也",
];

/// Verbs that take an office, the longer first.
const VERBS: [&str; 47] = [
    "获推选为",
    "获推举为",
    "获推为",
    "获任",
    "膺任",
    "当了",
    "当上",
    "升任",
    "被推选为",
    "推选为",
    "推举为",
    "选举为",
    "遴选为",
    "增选为",
    "增补为",
    "续聘为",
    "聘任为",
    "聘请为",
    "任命为",
    "委任为",
    "当选为",
    "受聘为",
    "获选为",
    "选为",
    "聘为",
    "推举",
    "推选",
    "当选",
    "担任",
    "出任",
    "就任",
    "接任",
    "连任",
    "续任",
    "兼任",
    "荣任",
    "荣膺",
    "膺选",
    "继任",
    "蝉联",
    "留任",
    "受聘",
    "获选",
    "出掌",
    "获聘为",
    "获聘",
    "接掌",
];

/// Whether the text begins with such words. 为 and 任 alone are none: they
/// stand in other words too.
pub(super) fn takes_office(text: &str) -> bool {
    office_offset(text).is_some()
}

/// Where the office begins that the words at the beginning of the text take.
pub(super) fn office_offset(text: &str) -> Option<usize> {
    let mut rest = text;
    // 获 is a manner, and 获聘 a verb.
    let behind = loop {
        if let Some(verb) = const { WordList::of(&VERBS) }.beginning(rest) {
            break rest.get(verb.len()..)?;
        }
        let manner = const { WordList::of(&MANNERS) }.beginning(rest)?;
        rest = rest.get(manner.len()..)?;
    };
    Some(text.len() - behind.len())
}
