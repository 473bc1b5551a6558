//! Words for kinds of bodies, which name none, though they end as names do.

use std::ops::Range;

use crate::{
    mention::{
        lexicon::Classes,
        token::{Shape, Tokens},
    },
    word_list::WordList,
};

/// What only a kind of bodies has before it: 知名企业, 新创公司.
const LEADS: [&str; 39] = [
    "市州",
    "区县",
    "县区",
    "市县",
    "省市",
    "相关",
    "有关",
    "各",
    "各类",
    "知名",
    "著名",
    "中外",
    "国内外",
    "海内外",
    "新创",
    "初创",
    "龙头",
    "骨干",
    "上市",
    "参会",
    "与会",
    "入驻",
    "上下游",
    "本地",
    "当地",
    "外地",
    "众多",
    "多家",
    "部分",
    "其他",
    "其它",
    "主要",
    "所有",
    "全体",
    "优秀",
    "大型",
    "小型",
    "民营",
    "国有",
];
/// Words that stand for a body, or for any one of a kind.
const PRONOUNS: [&str; 10] = [
    "小厂", "大厂", "本会", "该会", "贵会", "两会", "三会", "上一", "本院", "该院",
];
/// What stands in no name: 航运安全相关协会.
const INNER: [&str; 2] = ["相关", "有关"];
/// What a kind of bodies ends in, and no body's name.
const KINDS: [&str; 10] = [
    "单位", "企业", "院校", "高校", "团体", "部门", "院所", "厂商", "业者", "城市",
];
/// The longest words for a kind behind such a lead, in characters.
const KIND_CHARS_MAX: usize = 8;

/// Whether the text tells a kind of bodies: 相关协会, 中外知名旅游城市, 企事业单位.
pub(super) fn is_common(name: &str) -> bool {
    let count = name.chars().count();
    let led = (const { WordList::of(&LEADS) }.beginnings(name))
        .filter_map(|lead| name.get(lead.len()..))
        .any(|rest| !rest.is_empty() && count <= KIND_CHARS_MAX && is_of_known_words(rest));
    INNER.iter().any(|word| name.contains(word)) || led || PRONOUNS.contains(&name)
}

/// Whether the text ends in a word for a kind of bodies, not of one: 企事业单位.
pub(super) fn is_kind(name: &str) -> bool {
    const { WordList::of(&KINDS) }.ending(name).is_some() || is_common(name)
}

/// Whether tables know each word, and none of them is a region or a name.
fn is_of_known_words(name: &str) -> bool {
    (Tokens::cut(name).list.iter()).all(|token| {
        token.shape == Shape::Word && !token.is(Classes::REGION) && !token.is(Classes::NAMED)
    })
}

/// 甲、乙等首批示范园区: the words behind 等 tell what those before it are.
pub(super) fn heads_a_list(tokens: &Tokens<'_>, name: &Range<usize>) -> bool {
    let mut start = name.start;
    while tokens
        .before(start)
        .is_some_and(|before| before.shape == Shape::Number || before.is(Classes::INTRODUCER))
    {
        start -= 1;
    }
    // 全省各地商会, 省级设计中心: those of a kind.
    let before = tokens.slice(0..tokens.get(start).map_or(0, |token| token.start));
    if ["各地", "各地的", "各级", "各省市", "级"]
        .iter()
        .any(|word| before.ends_with(word))
    {
        return true;
    }
    start
        .checked_sub(1)
        .is_some_and(|before| tokens.word(before) == "等")
}
