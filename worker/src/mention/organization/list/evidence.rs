//! What shows that the items of a list are bodies.

use std::ops::Range;

use super::{
    super::{NUMERALS, kind::is_kind},
    ACTING_WORDS, MEMBER_KIND_TOKENS_MAX,
    short::{ends_in_suffix, is_named_by_trade},
};
use crate::mention::{
    lexicon::{Classes, is_of_nouns},
    name::canonical_name,
    person::is_like_person,
    place::is_abroad,
    token::{Shape, Tokens},
};
use crate::{surname::is_commonly_named, word_list::WordList};

/// Words for a whole region or trade, behind which kinds stand, not names.
const SCOPES: [&str; 11] = [
    "全国", "全省", "全市", "全区", "全县", "国内", "省内", "市内", "区内", "本地", "从事",
];

/// 全省帐篷、箱包等企业.
pub(super) fn is_of_scope(tokens: &Tokens<'_>, start: usize) -> bool {
    (start.checked_sub(1)).is_some_and(|before| SCOPES.contains(&tokens.word(before)))
        || SCOPES.contains(&tokens.word(start))
}

/// Whether a word for acting stands in the clause behind: 甲、乙大学等参与.
pub(super) fn acts_behind(tokens: &Tokens<'_>, index: usize) -> bool {
    (index..=index + MEMBER_KIND_TOKENS_MAX)
        .take_while(|at| {
            (tokens.get(*at))
                .is_some_and(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
        })
        .any(|at| ACTING_WORDS.contains(&tokens.word(at)))
}

/// What only bodies do together, or a brand does as one: parts of verbs.
const DEEDS_OF_BODIES: [&str; 19] = [
    "发起", "组建", "成立", "组成", "创建", "创立", "筹组", "共组", "结盟", "立盟", "加盟", "入盟",
    "入会", "加入", "入列", "牵头", "宣布", "宣告", "联手",
];
/// Adverbs before such verbs: 悉数加盟, 一道发起.
const MANNERS: [&str; 12] = [
    "悉数", "共同", "联合", "携手", "一道", "正式", "率先", "一并", "首批", "日前", "强强", "已",
];
/// The longest such adverb, in characters of no known word.
const MANNER_TOKENS_MAX: usize = 2;

/// The longest place before such a verb, in tokens.
const PLACE_TOKENS_MAX: usize = 8;

/// How far behind 携手 what all do together may stand, in tokens.
const PARTNERS_TOKENS_MAX: usize = 30;

/// Whether the word at `index`, or one behind its adverb, is a deed of bodies.
pub(super) fn acts_as_bodies(tokens: &Tokens<'_>, index: usize) -> bool {
    let acts = |at: usize| {
        let word = tokens.word(at);
        let start = tokens
            .get(at)
            .map_or(tokens.text.len(), |token| token.start);
        let joint = (tokens.text.get(start..).unwrap_or_default()).starts_with("共组");
        joint
            || (tokens.get(at)).is_some_and(|token| token.shape == Shape::Word)
                && (const { WordList::of(&DEEDS_OF_BODIES) }.ending(word)).is_some()
    };
    // 在上海成立.
    let placed = ["在", "于"].contains(&tokens.word(index))
        && (index + 1..=index + PLACE_TOKENS_MAX)
            .take_while(|at| {
                (tokens.get(*at))
                    .is_some_and(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
            })
            .any(acts);
    let together = ["携手", "联手", "牵手", "会同", "联同", "偕同", "携"]
        .contains(&tokens.word(index))
        && (index + 1..=index + PARTNERS_TOKENS_MAX)
            .take_while(|at| {
                (tokens.get(*at)).is_some_and(|token| {
                    !matches!(
                        token.shape,
                        Shape::NewLine | Shape::Mark('，' | '。' | '；')
                    )
                })
            })
            .any(acts);
    placed
        || together
        || acts(index)
        || begins_manner(tokens, index)
            && (1..=MANNER_TOKENS_MAX).any(|count| {
                let adverb = tokens.slice(tokens.span(index..index + count));
                MANNERS.contains(&adverb) && acts(index + count)
            })
}

fn begins_manner(tokens: &Tokens<'_>, index: usize) -> bool {
    let start = tokens
        .get(index)
        .map_or(tokens.text.len(), |token| token.start);
    let rest = tokens.text.get(start..).unwrap_or_default();
    const { WordList::of(&MANNERS) }.beginning(rest).is_some()
}

/// Whether a deed of bodies stands a few tokens behind, in the clause.
pub(super) fn acts_soon(tokens: &Tokens<'_>, index: usize) -> bool {
    (index..=index + PLACE_TOKENS_MAX)
        .take_while(|at| {
            (tokens.get(*at))
                .is_some_and(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
        })
        .any(|at| acts_as_bodies(tokens, at))
}

/// Verbs by which an office is taken.
const TAKING: [&str; 20] = [
    "选举为",
    "推选为",
    "推举为",
    "推荐为",
    "授予",
    "是",
    "也是",
    "都是",
    "当选",
    "当选为",
    "担任",
    "出任",
    "任",
    "获选",
    "获选为",
    "成为",
    "为",
    "入选",
    "膺选",
    "荣膺",
];
/// How far behind such a verb the office may stand, in tokens.
const OFFICE_TOKENS_MAX: usize = 8;

/// Whether the verb at `index` takes an office that only units bear: 当选副理事长
/// 单位.
pub(super) fn takes_a_units_office(tokens: &Tokens<'_>, index: usize) -> bool {
    const { WordList::of(&TAKING) }.contains(tokens.word(index))
        && (index + 1..=index + OFFICE_TOKENS_MAX)
            .take_while(|at| {
                (tokens.get(*at))
                    .is_some_and(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
            })
            .any(|at| is_unit_word(tokens, at))
}

/// Words between an office of units and the one that holds it.
const HOLDING: [&str; 13] = [
    "为",
    "是",
    "由",
    "设在",
    "设于",
    "挂靠",
    "落户",
    "花落",
    "放在",
    "落在",
    "设立在",
    "挂靠在",
    "落户于",
];

/// 理事长单位为甲, 秘书处设在乙: whether what stands before the item says that it is
/// a unit.
pub(super) fn is_named_as_unit(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let led = (item.start.checked_sub(2)).is_some_and(|office| {
        HOLDING.contains(&tokens.word(office + 1)) && is_unit_word(tokens, office)
    });
    let closed = (tokens.get(item.end)).is_none_or(|next| {
        matches!(
            next.shape,
            Shape::Mark('，' | '。' | '；' | '、' | '(' | '（') | Shape::NewLine
        ) || ["担任", "出任", "承担"].contains(&tokens.word(item.end))
    });
    led && closed && is_brand(tokens, item)
}

/// Whether the token ends what a unit is in an alliance: 副理事长单位, 创始成员.
pub(super) fn is_unit_word(tokens: &Tokens<'_>, index: usize) -> bool {
    let end = tokens.get(index).map_or(0, |token| token.end);
    let start = tokens
        .get(index.saturating_sub(1))
        .map_or(0, |token| token.start);
    let words = tokens.slice(start..end);
    [
        "发起方",
        "发起人",
        "创始成员",
        "长单位",
        "席单位",
        "人单位",
        "起单位",
        "头单位",
        "事单位",
        "员单位",
        "秘书处",
    ]
    .iter()
    .any(|unit| words.ends_with(unit))
}

/// Ends of words for a kind of people or for a quality, which brands do not have.
const KIND_ENDS: [char; 15] = [
    '内', '方', '人', '者', '们', '员', '级', '界', '类', '型', '性', '化', '度', '率', '量',
];
/// The longest brand, in characters.
const BRAND_CHARS_MAX: usize = 8;

/// Whether the items are brands for the most part: words that no table knows and
/// that are not made of ordinary nouns, nor built like names of persons.
pub(super) fn are_brands(tokens: &Tokens<'_>, items: &[Range<usize>]) -> bool {
    let brands = (items.iter())
        .filter(|item| {
            let name = canonical_name(tokens.slice(tokens.span((*item).clone())));
            is_brand(tokens, item) && may_name_a_body(tokens, item) && !is_commonly_named(&name)
        })
        .count();
    brands * 2 > items.len()
}

/// Whether the item consists of characters that no table knows, or of a region
/// and such.
pub(super) fn is_brand(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let name = canonical_name(tokens.slice(tokens.span(item.clone())));
    let unknown = (item.clone().enumerate()).all(|(nth, at)| {
        (tokens.get(at)).is_some_and(|token| {
            let part = matches!(
                token.shape,
                Shape::Han | Shape::Latin | Shape::Number | Shape::Space | Shape::Mark('-' | '·')
            );
            part || nth == 0 && item.len() > 1 && token.is(Classes::REGION)
        })
    });
    let latin = name.is_ascii() && name.len() > 1;
    unknown && (latin || (2..=BRAND_CHARS_MAX).contains(&name.chars().count()))
}

/// Whether an item of a list that bodies stand in may be one: no ordinary noun,
/// no kind, no state, and no name that goes on behind its end.
pub(super) fn may_name_a_body(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let name = canonical_name(tokens.slice(tokens.span(item.clone())));
    let runs_on = (item.clone()).any(|at| {
        (tokens.get(at)).is_some_and(|token| {
            token.is(Classes::ORGANIZATION)
                && !token.is(Classes::FILLER)
                && token.end - token.start > 3
        })
    });
    ends_in_suffix(tokens, item)
        || !runs_on && !tells_a_kind(tokens, item) && !is_of_nouns(&name) && !is_abroad(&name)
}

/// Whether the item is a kind of people, a quality or a count: 工商界, 三省一市.
pub(super) fn tells_a_kind(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let name = canonical_name(tokens.slice(tokens.span(item.clone())));
    if is_kind(&name) || is_of_heads(tokens, item) {
        return true;
    }
    let counted = name.trim_start_matches(|first: char| NUMERALS.contains(first));
    let counts = counted.len() < name.len()
        && counted.starts_with(['市', '省', '县', '区', '校', '地'])
        && name.ends_with(['市', '省', '县', '区', '校', '地']);
    let trade = is_named_by_trade(tokens, item)
        || ["机器人", "机械人"]
            .iter()
            .any(|trade| name.ends_with(trade) && name != *trade);
    let head = name.strip_suffix('厂').unwrap_or_default();
    let works =
        !head.is_empty() && (head.is_ascii() || is_of_nouns(head.trim_start_matches("传统")));
    works || !ends_in_suffix(tokens, item) && (counts || !trade && name.ends_with(KIND_ENDS))
}

/// 宾馆饭店, 合作社: heads of names, and nothing that says which.
fn is_of_heads(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    item.len() > 1
        && (item.clone()).all(|at| {
            (tokens.get(at)).is_some_and(|token| {
                (token.is(Classes::COMPANY) || token.is(Classes::PARK)) && !token.is(Classes::NAMED)
            })
        })
}

/// Whether a body's own region, or its length, says that the item is its whole name.
pub(super) fn is_whole_name(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let led = (tokens.get(item.start)).is_some_and(|first| {
        first.shape == Shape::Latin || first.is(Classes::REGION) || first.is(Classes::NAMED)
    });
    let count = tokens.slice(tokens.span(item.clone())).chars().count();
    ends_in_suffix(tokens, item) && (led || count >= WHOLE_CHARS_MIN)
}

/// The shortest name of a body that is whole without its region, in characters.
const WHOLE_CHARS_MIN: usize = 6;

/// 报关、冷链、货代、仓储等37家企业: trades, of which those counted are.
pub(super) fn are_trades(tokens: &Tokens<'_>, items: &[Range<usize>]) -> bool {
    let words = |item: &Range<usize>| tokens.slice(tokens.span(item.clone()));
    let known = |item: &&Range<usize>| {
        is_of_nouns(words(item))
            || ACTIVITIES.contains(&words(item))
            || item.len() == 1
                && (tokens.get(item.start)).is_some_and(|token| token.is(Classes::FILLER))
    };
    (items.iter()).all(|item| words(item).chars().count() == TRADE_CHARS)
        && items.iter().filter(known).count() * 2 >= items.len()
}

/// What firms do, by which they are counted.
const ACTIVITIES: [&str; 24] = [
    "报关", "冷链", "货代", "仓储", "运输", "加工", "种植", "养殖", "采购", "销售", "检测", "研发",
    "餐饮", "印刷", "包装", "设计", "制造", "零售", "电商", "快递", "配送", "维修", "育种", "屠宰",
];
/// The length of such a word, in characters.
const TRADE_CHARS: usize = 2;

/// 鲜鹿5月9日在上海发起成立X联盟: a brand that begins a clause founds; a short one
/// where the text names it again.
pub(super) fn is_lone_founder(tokens: &Tokens<'_>, item: &Range<usize>, index: usize) -> bool {
    let name = tokens.slice(tokens.span(item.clone()));
    let begins = (tokens.before(item.start))
        .is_none_or(|before| matches!(before.shape, Shape::NewLine | Shape::Mark('，' | '。')));
    let founds = (index..=index + FOUNDING_TOKENS_MAX)
        .take_while(|at| {
            (tokens.get(*at)).is_some_and(|token| {
                !matches!(token.shape, Shape::NewLine | Shape::Mark('，' | '。'))
            })
        })
        .skip_while(|at| {
            !["发起成立", "发起组建", "发起", "组建", "成立", "宣布成立"]
                .contains(&tokens.word(*at))
        })
        .any(|at| (tokens.get(at)).is_some_and(|token| token.is(Classes::ALLIANCE)));
    let again = || {
        let from = tokens.from(tokens.span(item.clone()).end);
        let near = tokens.span(from..(from + AGAIN_TOKENS_MAX).min(tokens.list.len()));
        tokens.slice(near).contains(name)
    };
    let plans = ["计划", "打算", "准备", "已经"]
        .iter()
        .any(|verb| name.ends_with(verb));
    begins
        && !plans
        && founds
        && is_brand(tokens, item)
        && may_name_a_body(tokens, item)
        && !is_commonly_named(&canonical_name(name))
        && (name.chars().count() > 3 || again())
}

/// How far behind a short brand the text must name it again, in tokens.
const AGAIN_TOKENS_MAX: usize = 400;

/// How far behind a subject the alliance that it founds may stand, in tokens.
const FOUNDING_TOKENS_MAX: usize = 24;

/// Verbs before which no other verb stands alone: 申请成为会员, but 甲当选.
const TAKING_ALONE: [&str; 7] = ["当选", "当选为", "出任", "担任", "任", "获选", "获选为"];

/// Whether one word alone is a brand: before an office, long enough to be no verb
/// where the office is as loosely taken as by 成为.
pub(super) fn is_lone_brand(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let name = tokens.slice(tokens.span(item.clone()));
    let bounded = (tokens.before(item.start)).is_none_or(|before| {
        matches!(before.shape, Shape::Mark(_) | Shape::NewLine)
            || tokens.word(item.start - 1) == "由"
    });
    bounded
        && is_brand(tokens, item)
        && may_name_a_body(tokens, item)
        && (name.is_ascii()
            || is_named_by_trade(tokens, item)
            || TAKING_ALONE.contains(&tokens.word(item.end)))
}

/// Whether an item among bodies that act is one: a brand, or words that no table
/// knows. Full names are found by themselves.
pub(super) fn is_actor(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let name = tokens.slice(tokens.span(item.clone()));
    let brand = (item.clone().enumerate()).all(|(nth, at)| {
        (tokens.get(at)).is_some_and(|token| {
            matches!(token.shape, Shape::Han | Shape::Latin)
                || nth == 0 && token.is(Classes::REGION)
        })
    });
    let kind = ["相关", "有关", "部分", "各", "其他"]
        .iter()
        .any(|word| name.starts_with(word));
    (brand || is_named_by_trade(tokens, item)) && !kind && !is_like_person(&canonical_name(name))
}

/// The shortest name that 由 and a verb of leading prove, in characters.
const LEADER_CHARS_MIN: usize = 4;

/// 由海禾威达牵头: an unknown word between the two is who leads.
pub(super) fn is_leader(tokens: &Tokens<'_>, item: &Range<usize>, index: usize) -> bool {
    let led = (item.start.checked_sub(1)).is_some_and(|before| tokens.word(before) == "由");
    let leads =
        ["牵头", "发起", "主办", "承办", "领衔", "领军", "领头"].contains(&tokens.word(index));
    let is_unknown = |at: usize| {
        (tokens.get(at)).is_some_and(|token| matches!(token.shape, Shape::Han | Shape::Latin))
    };
    let head = (item.clone()).take_while(|at| is_unknown(*at)).count();
    // 国视东方: a word of names may close a brand.
    let unknown = head == item.len()
        || head >= 2
            && head + 1 == item.len()
            && (tokens.before(item.end))
                .is_some_and(|last| last.is(Classes::REGION) || last.is(Classes::FILLER));
    let name = tokens.slice(tokens.span(item.clone()));
    led && leads
        && !is_of_nouns(name)
        && unknown
        && name.chars().count() >= LEADER_CHARS_MIN
        && !is_like_person(&canonical_name(name))
}

/// Words that open a list.
const OPENERS: [&str; 16] = [
    "包括",
    "有",
    "为",
    "是",
    "含",
    "涵盖",
    "包含",
    "还有",
    "即",
    "囊括",
    "囊括了",
    "网罗",
    "网罗了",
    "汇聚了",
    "集合了",
    "集结了",
];

/// Whether a word that opens a list stands right before token `start`.
pub(super) fn is_opened(tokens: &Tokens<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    // 理事长单位甲、乙: what they are stands right before.
    const { WordList::of(&OPENERS) }.contains(tokens.word(before))
        || is_unit_word(tokens, before)
        || (tokens.get(before)).is_some_and(|mark| {
            ['：', ':', '(', '（']
                .iter()
                .any(|opening| mark.is_mark(*opening))
        })
}
