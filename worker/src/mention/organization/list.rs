//! Members of lists that bear no suffix: 包括甲、乙等67家单位.
//!
//! What governs a list says what its items are: what counts them (三家), names
//! their kind (等企业), opens them (成员有), or what they do together (共同发起).

mod counted;
mod evidence;
mod items;
mod lines;
mod members;
mod seat;
mod short;

use std::ops::Range;

pub(crate) use self::lines::is_heading_of_bodies;
pub(crate) use self::short::is_trade;
use self::{
    evidence::{
        acts_as_bodies, acts_behind, acts_soon, are_brands, are_trades, is_actor, is_leader,
        is_lone_brand, is_lone_founder, is_named_as_unit, is_of_scope, is_opened, is_whole_name,
        may_name_a_body, takes_a_units_office, tells_a_kind,
    },
    items::read_items,
    members::{is_led_by_members, is_of_members},
    seat::{is_seated, takes_a_seat},
    short::{ends_in_suffix, is_named_by_trade, is_seat, is_site, is_village},
};
use super::NUMERALS;
use crate::mention::{
    name::{EntityList, canonical_name},
    numeral,
    person::is_like_person,
    token::{Shape, Tokens},
};
use crate::word_list::WordList;

/// The longest list, in items.
pub(super) const ITEMS_MAX: usize = 64;

/// Words behind a list of bodies that say what they are.
const MEMBER_WORDS: [&str; 35] = [
    "主机厂",
    "配套厂",
    "车企",
    "药企",
    "钢企",
    "国企",
    "民企",
    "单位",
    "企业",
    "公司",
    "机构",
    "院校",
    "高校",
    "学校",
    "成员",
    "会员",
    "厂商",
    "业者",
    "伙伴",
    "巨头",
    "大厂",
    "团体",
    "院所",
    "医院",
    "场馆",
    "园区",
    "高新区",
    "部门",
    "朋友",
    "新军",
    "城市",
    "港口",
    "卖场",
    "商家",
    "生力军",
];
/// How many words may stand between 等 and such a word: 等67家上下游单位.
const MEMBER_KIND_TOKENS_MAX: usize = 8;
/// How many may stand between a count and such a word: 四家新单位.
const COUNTED_KIND_TOKENS_MAX: usize = 4;
/// How many between 三名 and such a word: 三名新成员.
const NEW_MEMBER_TOKENS_MAX: usize = 2;
/// Words behind bodies that act together.
const ACTING_WORDS: [&str; 29] = [
    "参展",
    "领军",
    "成为",
    "正式成为",
    "加入",
    "正式加入",
    "加盟",
    "入盟",
    "入会",
    "当选",
    "担任",
    "主办",
    "承办",
    "协办",
    "支持",
    "发起",
    "倡议",
    "牵头",
    "参与",
    "参加",
    "出席",
    "共同",
    "联合",
    "组成",
    "组建",
    "入选",
    "获颁",
    "获授",
    "接受",
];
/// Words behind the parties of an agreement.
const SIGNING_WORDS: [&str; 8] = [
    "签署",
    "签订",
    "签约",
    "签下",
    "签定",
    "签立",
    "正式签署",
    "缔结",
];
/// Words that count the parties before such a word.
const PARTY_COUNTS: [&str; 6] = ["双方", "三方", "四方", "五方", "六方", "代表"];
/// Words between the list and what its items do.
const ADVERBS: [&str; 52] = [
    "同日", "当日", "当天", "共", "合计", "正式", "分别", "共同", "成功", "先后", "陆续", "已",
    "也", "均", "都", "合作", "携手", "联手", "现场", "当场", "同时", "一同", "一起", "首批",
    "继续", "自发", "申请", "这", "今日", "昨日", "今天", "昨天", "日前", "近日", "集中", "相继",
    "依次", "当众", "顺利", "研究", "酝酿", "协商", "两校", "三校", "四校", "五校", "六校", "七校",
    "八校", "九校", "十校", "一道",
];

/// What ends a list and says that its items are bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    /// 甲、乙等67家单位.
    Others,
    /// 甲、乙两家单位.
    Count,
    /// 甲、乙共同发起.
    Act,
    /// 甲、乙签署.
    Sign,
    /// 甲、乙任理事长单位.
    Unit,
    /// 成员包括甲、乙。
    Clause,
}

/// Takes each item of `甲、乙等67家单位`, `与甲、乙签署` and the like for a body.
pub(super) fn read_members(tokens: &Tokens<'_>, found: &mut EntityList) {
    lines::read_lines(tokens, found);
    counted::read_counted(tokens, found);
    for index in 0..tokens.list.len() {
        let Some(closing) = read_closing(tokens, index) else {
            continue;
        };
        let mut items = read_items(tokens, index);
        let opened = (items.last()).is_some_and(|first| {
            is_opened(tokens, first.start) && is_led_by_members(tokens, first.start)
        });
        if let Some(at) =
            (items.iter().position(|item| is_village(tokens, item))).filter(|_| !opened)
        {
            items.truncate(at);
        }
        let with_body = (items.iter()).any(|item| {
            ends_in_suffix(tokens, item) || is_named_by_trade(tokens, item) || is_site(tokens, item)
        });
        let of_members = closes(tokens, index, closing, &items);
        let single = items.len() < 2;
        let brands = !single && are_brands(tokens, &items);
        let of_actors = closing == Closing::Others
            && !single
            && (with_body && acts_behind(tokens, index + 1)
                || brands && acts_as_bodies(tokens, index + 1));
        // 理事长单位为甲, 秘书处设在乙。
        let of_office = single
            && items
                .first()
                .is_some_and(|item| is_named_as_unit(tokens, item));
        if !of_members && !of_actors && !of_office || are_counted(tokens, &items) {
            continue;
        }
        // What is done by bodies alone, or by brands as only bodies do it.
        let of_bodies = takes_a_units_office(tokens, index)
            || brands && (closing == Closing::Sign || acts_as_bodies(tokens, index));
        let names_one = |item: &&Range<usize>| {
            !tells_a_kind(tokens, item)
                && !is_bare(tokens, item)
                && !super::regions::shares_a_head(tokens, item)
        };
        for item in items.iter().filter(names_one) {
            let span = tokens.span(item.clone());
            let name = canonical_name(tokens.slice(span.clone()));
            let accepted = match closing {
                _ if of_office => may_name_a_body(tokens, item),
                Closing::Others => of_members || brands || is_actor(tokens, item),
                Closing::Count | Closing::Clause => true,
                Closing::Act if of_bodies && single => is_lone_brand(tokens, item),
                Closing::Act | Closing::Sign if of_bodies => may_name_a_body(tokens, item),
                Closing::Unit if of_bodies && !single => may_name_a_body(tokens, item),
                Closing::Unit => is_actor(tokens, item) || is_lone_brand(tokens, item),
                Closing::Act if single => {
                    is_named_by_trade(tokens, item)
                        || is_leader(tokens, item, index)
                        || is_lone_founder(tokens, item, index)
                }
                Closing::Act => with_body && !is_like_person(&name),
                Closing::Sign if single => name.is_ascii() && is_led_by_with(tokens, item),
                Closing::Sign => {
                    !single && (with_body || !is_like_person(&name) || is_seat(tokens, item))
                }
            };
            if accepted {
                let entity = found.add(name);
                found.mention(span, entity);
            }
        }
    }
}

/// 行业协会: the item ends as names of societies do, and is none.
fn is_bare(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    item.len() <= 2
        && (item.end.checked_sub(1))
            .is_some_and(|last| super::GENERIC_HEADS.contains(&tokens.word(last)))
        && (item.end.checked_sub(1)).is_none_or(|last| super::read_name(tokens, last).is_none())
}

/// 与荷兰设备商Delft Cryo签署: who stands in Latin letters behind 与 and what it is.
fn is_led_by_with(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    (1..=WITH_TOKENS_MAX)
        .map_while(|back| item.start.checked_sub(back))
        .take_while(|at| {
            (tokens.get(*at))
                .is_some_and(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
        })
        .any(|at| ["与", "和", "同", "跟"].contains(&tokens.word(at)))
}

/// How far before a name 与 may stand, in tokens.
const WITH_TOKENS_MAX: usize = 8;

/// 57家种植、烘焙企业: what is counted before the list is of kinds.
fn are_counted(tokens: &Tokens<'_>, items: &[Range<usize>]) -> bool {
    let counted = (items.last()).is_some_and(|first| {
        (tokens.before(first.start)).is_some_and(|count| count.shape == Shape::Number)
            && is_count(tokens.word(first.start - 1))
    });
    counted
        && !items
            .iter()
            .any(|item| may_name_a_body(tokens, item) && is_whole_name(tokens, item))
}

/// What the token at `index` may end a list as.
fn read_closing(tokens: &Tokens<'_>, index: usize) -> Option<Closing> {
    let word = tokens.word(index);
    match tokens.get(index)?.shape {
        Shape::Number | Shape::Word if is_count(word) => Some(Closing::Count),
        // 甲、乙三名新成员.
        Shape::Number if word.ends_with(['名', '位']) => {
            is_of_members(tokens, index + 1, NEW_MEMBER_TOKENS_MAX).then_some(Closing::Count)
        }
        // 甲5月9日在上海发起成立X.
        Shape::Number if word.ends_with(['月', '日']) => {
            acts_soon(tokens, index + 1).then_some(Closing::Act)
        }
        // 携手甲与乙，共同成立X.
        Shape::Mark('，' | ',')
            if ["共同", "联合", "一起", "一道"].contains(&tokens.word(index + 1))
                && acts_as_bodies(tokens, index + 1) =>
        {
            Some(Closing::Act)
        }
        Shape::Mark('，' | ',' | '。' | '；' | '…' | ')' | '）') | Shape::NewLine => {
            Some(Closing::Clause)
        }
        Shape::Word | Shape::Han if word == "等" => Some(Closing::Others),
        Shape::Word | Shape::Han if const { WordList::of(&SIGNING_WORDS) }.contains(word) => {
            Some(Closing::Sign)
        }
        Shape::Word | Shape::Han if takes_a_seat(tokens, index) => Some(Closing::Unit),
        Shape::Word | Shape::Han => {
            let of_delegates = word == "的" && tokens.word(index + 1) == "代表";
            let acts = const { WordList::of(&ACTING_WORDS) }.contains(word)
                || acts_as_bodies(tokens, index)
                || takes_a_units_office(tokens, index);
            (of_delegates || acts).then_some(Closing::Act)
        }
        _ => None,
    }
}

/// 67家, 两家, 四个.
fn is_count(word: &str) -> bool {
    word.strip_suffix(['家', '所', '个', '间'])
        .is_some_and(|count| {
            !count.is_empty() && (count.chars()).all(|c| c.is_ascii_digit() || NUMERALS.contains(c))
        })
}

/// Whether bodies are counted so: 三家, 四所.
fn is_measure_of_bodies(word: &str) -> bool {
    word.ends_with(['家', '所'])
}

/// The number of a count of two and more: 两家, 十所, 12家.
fn count_of(word: &str) -> Option<usize> {
    let number = word.trim_end_matches(['家', '所', '个', '间']);
    let mut characters = number.chars();
    let only = (characters.next()).filter(|_| characters.as_str().is_empty());
    only.and_then(numeral::count_of)
        .or_else(|| number.parse().ok())
}

/// Whether the words around the items show that they are bodies.
fn closes(tokens: &Tokens<'_>, index: usize, closing: Closing, items: &[Range<usize>]) -> bool {
    let Some(first) = items.last().map(|first| first.start) else {
        return false;
    };
    let all_persons = || {
        (items.iter())
            .all(|item| is_like_person(&canonical_name(tokens.slice(tokens.span(item.clone())))))
    };
    match closing {
        Closing::Act | Closing::Sign | Closing::Unit => true,
        Closing::Others => {
            let counted = (tokens.get(index + 1)).is_some_and(|next| next.shape == Shape::Number);
            let ends_clause = (tokens.get(index + 1))
                .is_none_or(|next| matches!(next.shape, Shape::Mark(_) | Shape::NewLine));
            let members = is_of_members(tokens, index + 1, MEMBER_KIND_TOKENS_MAX)
                || (ends_clause || is_opened(tokens, first)) && is_led_by_members(tokens, first);
            let goods = !counted && is_of_scope(tokens, first) || are_trades(tokens, items);
            members && !goods && (counted || !all_persons())
        }
        Closing::Count => {
            let told = is_of_members(tokens, index + 1, COUNTED_KIND_TOKENS_MAX)
                || is_measure_of_bodies(tokens.word(index))
                    && (count_of(tokens.word(index)) == Some(items.len())
                        || is_led_by_members(tokens, first)
                        || acts_as_bodies(tokens, index + 1));
            let bodies = is_count(tokens.word(index))
                || (items.iter())
                    .any(|item| ends_in_suffix(tokens, item) || is_named_by_trade(tokens, item));
            items.len() > 1 && told && bodies
        }
        Closing::Clause => {
            (items.len() > 1 || is_seated(tokens, first))
                && is_opened(tokens, first)
                && is_led_by_members(tokens, first)
                && !all_persons()
        }
    }
}
