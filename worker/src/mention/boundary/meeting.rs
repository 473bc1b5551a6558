//! What only the names of meetings hold: numbers of all kinds, the anniversary of a
//! founding (联盟成立五周年大会), two themes that are verbs as well (传承与创新大会), two
//! regions that meet, and those for whom it is held (主席团会议).

use crate::mention::{
    lexicon::Classes,
    token::{Shape, Tokens},
};

/// Whether the number at `index` counts the meeting: 第二届, 2024年度, 二十周年; 2017台越论坛
/// has a year, and no count of machines.
pub(super) fn counts(tokens: &Tokens<'_>, index: usize) -> bool {
    let word = tokens.word(index);
    let year = word.strip_suffix('台').is_some_and(|year| {
        year.len() == 4 && year.starts_with("20") && year.bytes().all(|byte| byte.is_ascii_digit())
    });
    let anniversary = word.ends_with('周') && tokens.word(index + 1) == "年";
    word.ends_with(['年', '度', '届', '次']) || year || anniversary
}

/// Whether the word at `index`, which ends at `end`, is a part of a meeting's name though
/// it stands in no other: what is celebrated, the years of a term, those who meet, the
/// regions that do.
pub(super) fn holds(tokens: &Tokens<'_>, index: usize, end: usize) -> bool {
    is_celebrated(tokens, index, end)
        || spans_years(tokens, index)
        || is_of_those_who_meet(tokens, index)
        || joins_regions(tokens, index)
        || is_led_to_a_region(tokens, index)
}

/// Where the documents open that end with the mark at `close`, of which a meeting is held:
/// 《甲规范》宣贯会, 《甲规范》《乙指南》等3项标准审查会.
pub(super) fn open_of_documents(tokens: &Tokens<'_>, close: usize) -> Option<usize> {
    let floor = close.saturating_sub(DOCUMENTS_TOKENS_MAX);
    let mut open = None;
    for at in (floor..close).rev() {
        let token = tokens.get(at)?;
        if token.shape == Shape::NewLine {
            break;
        }
        if token.is_mark('《') {
            open = Some(at);
            let marked = |back: usize, mark: char| {
                (at.checked_sub(back).and_then(|before| tokens.get(before)))
                    .is_some_and(|token| token.is_mark(mark))
            };
            if !(marked(1, '》') || marked(1, '、') && marked(2, '》')) {
                break;
            }
        }
    }
    open
}

/// The longest row of documents of which one meeting is held, in tokens.
const DOCUMENTS_TOKENS_MAX: usize = 60;

/// 《甲规范》等3项标准审查会: whether the word at `index` counts documents, or says that
/// there are more of them.
pub(super) fn counts_documents(tokens: &Tokens<'_>, index: usize) -> bool {
    let closed = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|mark| mark.is_mark('》'))
    };
    let before = index.checked_sub(1);
    if tokens.word(index) == "等" {
        return closed(before);
    }
    let measured = tokens.word(index).ends_with(['项', '部', '个', '份', '本']);
    let more = before.is_some_and(|at| tokens.word(at) == "等") && closed(index.checked_sub(2));
    measured && (more || closed(before))
}

/// 专家走进江海活动.
fn is_led_to_a_region(tokens: &Tokens<'_>, index: usize) -> bool {
    let named = |at: usize, class: Classes| tokens.get(at).is_some_and(|token| token.is(class));
    tokens.word(index) == "走进"
        && named(index + 1, Classes::REGION)
        && named(index + 2, Classes::MEETING)
}

/// 2019至2020年度.
fn spans_years(tokens: &Tokens<'_>, index: usize) -> bool {
    let is_number = |at: usize| {
        (tokens.get(at)).is_some_and(|token| {
            token.shape == Shape::Number && tokens.word(at).starts_with(['1', '2'])
        })
    };
    tokens.word(index) == "至"
        && (index.checked_sub(1)).is_some_and(is_number)
        && is_number(index + 1)
        && tokens.word(index + 1).ends_with(['年', '度'])
}

/// Ranks of which a meeting may be: 博士人才对接会.
const RANKS: [&str; 7] = ["博士", "博士后", "院士", "专家", "教授", "校友", "企业家"];

/// 主席团会议, 博士人才对接会.
fn is_of_those_who_meet(tokens: &Tokens<'_>, index: usize) -> bool {
    let is = |at: usize, class: Classes| tokens.get(at).is_some_and(|token| token.is(class));
    let bench = is(index, Classes::TITLE)
        && tokens.word(index + 1) == "团"
        && is(index + 2, Classes::MEETING);
    bench
        || RANKS.contains(&tokens.word(index))
            && (is(index + 1, Classes::FILLER) || RANKS.contains(&tokens.word(index + 1)))
}

/// 江海与云州合作会议: two regions that meet.
fn joins_regions(tokens: &Tokens<'_>, index: usize) -> bool {
    let is_region = |at: usize| (tokens.get(at)).is_some_and(|token| token.is(Classes::REGION));
    let counted = (index.checked_sub(2))
        .and_then(|at| tokens.get(at))
        .is_some_and(|token| token.shape == Shape::Number);
    ["与", "和"].contains(&tokens.word(index))
        && counted
        && (index.checked_sub(1)).is_some_and(is_region)
        && is_region(index + 1)
}

/// Verbs whose anniversary is kept.
const FOUNDED: [&str; 3] = ["成立", "组建", "创立"];

/// What a meeting may celebrate besides.
const CELEBRATED: [&str; 15] = [
    "启动", "成立", "揭牌", "授牌", "签约", "发布", "揭幕", "首发", "开工", "奠基", "表彰", "颁奖",
    "发表", "交接", "洽谈",
];

/// Whether the word at `index`, which ends at `end`, is what is celebrated with the meeting:
/// 甲建设启动暨工作推进会, 联盟成立五周年大会, 交接及就职典礼.
fn is_celebrated(tokens: &Tokens<'_>, index: usize, end: usize) -> bool {
    let word = tokens.word(index);
    let joined = ["暨", "及"].contains(&tokens.word(index + 1));
    CELEBRATED.contains(&word) && joined || is_kept(tokens, word, end)
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
const THEMES: [&str; 24] = [
    "传承", "保护", "发展", "开发", "建设", "管理", "应用", "推广", "研究", "合作", "交流", "融合",
    "治理", "利用", "改革", "转型", "服务", "投资", "培育", "创新", "安全", "评价", "交接", "就职",
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
