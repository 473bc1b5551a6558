//! What only the names of meetings hold: the anniversary of a founding (联盟成立五周年大会),
//! and two themes that are verbs as well (传承与创新大会).

use crate::mention::token::{Shape, Tokens};

/// Verbs whose anniversary is kept.
const FOUNDED: [&str; 3] = ["成立", "组建", "创立"];

/// What a meeting may celebrate besides.
const CELEBRATED: [&str; 12] = [
    "启动", "成立", "揭牌", "授牌", "签约", "发布", "揭幕", "首发", "开工", "奠基", "表彰", "颁奖",
];

/// Whether the word at `index`, which ends at `end`, is what is celebrated with the meeting.
pub(super) fn is_celebrated(tokens: &Tokens<'_>, index: usize, end: usize) -> bool {
    let word = tokens.word(index);
    CELEBRATED.contains(&word) && tokens.word(index + 1) == "暨" || is_kept(tokens, word, end)
}

/// Whether the word is such a verb and an anniversary is told right behind it,
/// where it ends: 成立五周年.
fn is_kept(tokens: &Tokens<'_>, word: &str, end: usize) -> bool {
    FOUNDED.contains(&word)
        && (tokens.text.get(end..)).is_some_and(|rest| {
            let number = rest.trim_start_matches(|c: char| {
                c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)
            });
            number.len() < rest.len() && number.starts_with("周年")
        })
}

/// Verbs that are themes of meetings as well.
const THEMES: [&str; 22] = [
    "传承", "保护", "发展", "开发", "建设", "管理", "应用", "推广", "研究", "合作", "交流", "融合",
    "治理", "利用", "改革", "转型", "服务", "投资", "培育", "创新", "安全", "评价",
];

/// 传承与创新大会: whether the conjunction at `index` joins a theme to another.
pub(super) fn joins_themes(tokens: &Tokens<'_>, index: usize) -> bool {
    let theme = (index.checked_sub(1)).is_some_and(|before| {
        // 传承 is in no table.
        let unknown = (tokens.get(before)).is_some_and(|token| token.shape == Shape::Han);
        unknown || THEMES.contains(&tokens.word(before))
    });
    ["与", "和", "及"].contains(&tokens.word(index))
        && theme
        // 创新大会 is one word.
        && (THEMES.iter()).any(|theme| tokens.word(index + 1).starts_with(theme))
}
