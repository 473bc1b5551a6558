//! Words that say what kind of alliance is meant, and not which one.

use std::{ops::Range, sync::LazyLock};

use crate::{
    alliance_head::strip_alliance_head,
    mention::{
        lexicon::{Classes, table_words},
        name::canonical_name,
        token::{Shape, Tokens},
    },
    word_list::WordTable,
};

/// Words that name no alliance, alone or one after the other.
static GENERIC: LazyLock<WordTable> = LazyLock::new(|| {
    WordTable::of(table_words(include_str!(
        "../../../data/names/generic_alliance_words.txt"
    )))
});
/// Longer words say more than a kind.
const KIND_CHARS_MAX: usize = 14;

/// Whether the words before a head say only what kind of alliance it is.
pub(super) fn is_generic(tokens: &Tokens<'_>, body: Range<usize>) -> bool {
    let plain = body.clone().all(|index| {
        let word = tokens.word(index);
        GENERIC.contains(word)
            || tokens.get(index).is_some_and(|token| {
                token.is(Classes::INTRODUCER)
                    || token.is(Classes::CONJUNCTION)
                    || token.shape == Shape::Number && word.ends_with(['届', '次', '批'])
                    || matches!(token.shape, Shape::Mark(_) | Shape::Space)
            })
    });
    plain || is_kind(&canonical_name(tokens.slice(tokens.span(body))))
}

/// 在江海省江州市白岭区联盟秘书处会议室: regions of several levels and nothing else say where
/// the alliance's own office is.
pub(super) fn is_behind_address(tokens: &Tokens<'_>, body: Range<usize>) -> bool {
    let office = ["秘书处", "办公室", "总部", "会议室"]
        .iter()
        .any(|office| tokens.word(body.end + 1).starts_with(office));
    office
        && body.len() > 1
        && body
            .into_iter()
            .all(|at| (tokens.get(at)).is_some_and(|token| token.is(Classes::REGION)))
}

/// The shortest words for a kind that may be a name where they are told as one,
/// in characters.
const NAMED_CHARS_MIN: usize = 4;
/// Words behind the name of what is founded.
const FOUNDED: [&str; 14] = [
    "成立",
    "揭牌",
    "正式成立",
    "正式揭牌",
    "宣布成立",
    "宣告成立",
    "今日",
    "今天",
    "昨日",
    "昨天",
    "正式",
    "在",
    "于",
    "成军",
];
/// Words before the name of what is founded or joined.
const FOUNDING: [&str; 8] = [
    "成立",
    "组建",
    "筹组",
    "筹建",
    "加入",
    "发起",
    "成立了",
    "组建了",
];

/// Whether words for a kind are told as the name of an alliance: “新南向产学联盟”在甲地揭牌,
/// 6月3日，数字文旅创新联合体成立.
pub(super) fn is_told_as_named(tokens: &Tokens<'_>, name: &Range<usize>) -> bool {
    let words = canonical_name(tokens.slice(tokens.span(name.clone())));
    let head = strip_alliance_head(&words).unwrap_or_default();
    if head.chars().count() < NAMED_CHARS_MIN
        || tokens.slice(tokens.span(name.clone())).contains(' ')
    {
        return false;
    }
    let before = |back: usize| (name.start.checked_sub(back)).map_or("\n", |at| tokens.word(at));
    let quoted = ["“", "「"].contains(&before(1)) && ["”", "」"].contains(&tokens.word(name.end));
    let behind = tokens.word(name.end + usize::from(quoted));
    let founded = FOUNDED.contains(&behind)
        && (name.end..name.end + FOUNDED_TOKENS_MAX)
            .take_while(|at| !["，", "。", "\n", "；"].contains(&tokens.word(*at)))
            .any(|at| {
                ["成立", "揭牌", "启动", "成军", "挂牌", "组建"]
                    .iter()
                    .any(|verb| tokens.word(at).ends_with(verb))
            });
    let led = FOUNDING.contains(&before(1 + usize::from(quoted)));
    let opens = ["，", "\n", "。", "　"].contains(&before(1));
    quoted && (founded || led) || opens && founded && head.chars().count() > NAMED_CHARS_MIN
}

/// How far behind a name its founding is looked for, in tokens.
const FOUNDED_TOKENS_MAX: usize = 12;

/// Whether `name` is a head with nothing but words for a kind before it.
pub(crate) fn names_a_kind(name: &str) -> bool {
    strip_alliance_head(name).is_some_and(is_kind)
}

/// Whether the text is made of generic words, however it is cut.
fn is_kind(text: &str) -> bool {
    if text.chars().count() > KIND_CHARS_MAX {
        return false;
    }
    let text = behind_ordinal(text);
    text.is_empty()
        || (GENERIC.beginnings(text))
            .filter_map(|word| text.get(word.len()..))
            .any(is_kind)
}

/// 第一届产业: an ordinal says no more than the kind.
fn behind_ordinal(text: &str) -> &str {
    text.strip_prefix('第')
        .and_then(|rest| rest.split_once(['届', '次', '批']))
        .filter(|(number, _)| number.chars().count() <= ORDINAL_CHARS_MAX)
        .map_or(text, |(_, rest)| rest)
}

/// The longest number of an ordinal: 二十五.
const ORDINAL_CHARS_MAX: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_one_however_its_words_are_cut() {
        for kind in [
            "联盟",
            "农业产业化联合体",
            "产业链党建联盟",
            "行业性联盟",
            "第一届联盟",
        ] {
            assert!(names_a_kind(kind), "{kind}");
        }
        for name in ["江南茶叶联盟", "大数据产业联盟", "银发经济联盟"] {
            assert!(!names_a_kind(name), "{name}");
        }
    }
}
