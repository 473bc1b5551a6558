//! Lists: regions that share one head (甲、乙等市经信局), and members that bear
//! no suffix (包括甲、乙等67家单位).

use std::ops::Range;

use super::super::{
    alias::introduces_alias,
    boundary::{NameKind, find_name},
    lexicon::{Classes, table_words},
    name::{EntityList, canonical_name},
    person::is_like_person,
    token::{Shape, Tokens},
};
use super::{NUMERALS, is_half};

/// The longest list, in items.
const ITEMS_MAX: usize = 64;

/// Gives each region before a shared head its own body: 甲市、乙市科技局,
/// 甲、乙等市科技局. Only public bodies are named so. Whether the name itself is
/// none without the regions.
pub(super) fn expand_regions(
    tokens: &Tokens<'_>,
    name: &Range<usize>,
    found: &mut EntityList,
) -> bool {
    let public = tokens.before(name.end).is_some_and(|last| {
        last.is(Classes::GOVERNMENT)
            || last.is(Classes::REGION)
            || PUBLIC_ASSOCIATIONS.contains(&tokens.word(name.end - 1))
    });
    let Some(first) = tokens.get(name.start).filter(|_| public) else {
        return false;
    };
    let own_region = first.is(Classes::REGION);
    let (rest_from, last_listed) = if own_region {
        (name.start + 1, listed_before(tokens, name.start))
    } else {
        (name.start, last_region(tokens, name.start))
    };
    let whole_rest = canonical_name(tokens.slice(tokens.span(rest_from..name.end)));
    // 日照五市妇联: the count of the regions, and their level.
    let counted = own_region.then(|| counted_level(&whole_rest)).flatten();
    let rest = counted.map_or(whole_rest.as_str(), |(_, rest)| rest);
    let level = tokens
        .word(name.start)
        .chars()
        .next_back()
        .filter(|level| own_region && "省市区县州".contains(*level))
        .or(counted.map(|(level, _)| level));
    let mut listed = last_listed.filter(|_| !rest.is_empty());
    if let Some((level, rest)) = counted.filter(|_| listed.is_some()) {
        let region = tokens.word(name.start);
        let entity = found.add(format!("{region}{level}{rest}"));
        found.mention(tokens.span(name.clone()), entity);
    }
    let replaced = listed.is_some() && (!own_region || counted.is_some());
    for _ in 0..ITEMS_MAX {
        let Some(region_index) = listed else {
            break;
        };
        let region = tokens.word(region_index);
        let has_level = region.ends_with(['省', '市', '区', '县', '州']);
        let entity = found.add(match level {
            Some(level) if !has_level => format!("{region}{level}{rest}"),
            None if has_level => format!("{region}{}", rest.trim_start_matches(['市', '区', '县'])),
            _ => format!("{region}{rest}"),
        });
        found.mention(tokens.span(region_index..region_index + 1), entity);
        listed = listed_before(tokens, region_index);
    }
    replaced
}

/// Associations that every region has one of.
const PUBLIC_ASSOCIATIONS: [&str; 9] = [
    "妇联",
    "工商联",
    "科协",
    "残联",
    "文联",
    "总工会",
    "贸促会",
    "侨联",
    "红十字会",
];

/// The level in 五市妇联, and what stands behind it.
fn counted_level(rest: &str) -> Option<(char, &str)> {
    let mut characters = rest.chars();
    let count = characters
        .next()
        .filter(|count| NUMERALS.contains(*count))?;
    let level = characters
        .next()
        .filter(|level| "省市区县州".contains(*level))?;
    let rest = rest.get(count.len_utf8() + level.len_utf8()..)?;
    (!rest.is_empty()).then_some((level, rest))
}

/// The region that a comma of a list joins to the token at `index`.
fn listed_before(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    let region = index.checked_sub(2)?;
    let listed = tokens.before(index)?.is_mark('、') && tokens.get(region)?.is(Classes::REGION);
    listed.then_some(region)
}

/// The last of the regions that 等 joins to the name at token `start`.
fn last_region(tokens: &Tokens<'_>, start: usize) -> Option<usize> {
    let grouped = usize::from(tokens.word(start.checked_sub(1)?) == "地");
    let start = start - grouped;
    let counted = usize::from(tokens.before(start)?.shape == Shape::Number);
    let region = start.checked_sub(2 + counted)?;
    let listed = tokens.word(region + 1) == "等" && tokens.get(region)?.is(Classes::REGION);
    listed.then_some(region)
}

/// Words behind a list of bodies that say what they are.
const MEMBER_WORDS: [&str; 23] = [
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
];
/// How many words may stand between 等 and such a word: 等67家上下游单位.
const MEMBER_KIND_TOKENS_MAX: usize = 8;
/// How many may stand between a count and such a word: 四家新单位.
const COUNTED_KIND_TOKENS_MAX: usize = 4;
/// Words behind bodies that act together.
const ACTING_WORDS: [&str; 27] = [
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
/// The longest short name, in characters; of a Latin one, in letters.
const SHORT_NAME_CHARS_MAX: usize = 12;
const LATIN_NAME_CHARS_MAX: usize = 30;

/// Words between the list and what its items do.
const ADVERBS: [&str; 16] = [
    "正式", "分别", "共同", "成功", "先后", "陆续", "已", "也", "均", "都", "现场", "当场", "同时",
    "一同", "一起", "首批",
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
    /// 成员包括甲、乙。
    Clause,
}

/// Takes each item of `甲、乙等67家单位`, `与甲、乙签署` and the like for a body.
pub(super) fn read_members(tokens: &Tokens<'_>, found: &mut EntityList) {
    for index in 0..tokens.list.len() {
        let Some(closing) = read_closing(tokens, index) else {
            continue;
        };
        let items = read_items(tokens, index);
        if !closes(tokens, index, closing, &items) {
            continue;
        }
        let with_body = (items.iter())
            .any(|item| ends_in_suffix(tokens, item) || is_named_by_trade(tokens, item));
        let single = items.len() < 2;
        for item in &items {
            let span = tokens.span(item.clone());
            let name = canonical_name(tokens.slice(span.clone()));
            let accepted = match closing {
                Closing::Others | Closing::Count | Closing::Clause => true,
                Closing::Act if single => is_named_by_trade(tokens, item),
                Closing::Act => with_body && !is_like_person(&name),
                Closing::Sign => !single && (with_body || !is_like_person(&name)),
            };
            if accepted {
                let entity = found.add(name);
                found.mention(span, entity);
            }
        }
    }
}

/// What the token at `index` may end a list as.
fn read_closing(tokens: &Tokens<'_>, index: usize) -> Option<Closing> {
    let word = tokens.word(index);
    match tokens.get(index)?.shape {
        Shape::Number | Shape::Word if is_count(word) => Some(Closing::Count),
        Shape::Mark('，' | ',' | '。' | '；') | Shape::NewLine => Some(Closing::Clause),
        Shape::Word | Shape::Han if word == "等" => Some(Closing::Others),
        Shape::Word | Shape::Han if SIGNING_WORDS.contains(&word) => Some(Closing::Sign),
        Shape::Word | Shape::Han => {
            let of_delegates = word == "的" && tokens.word(index + 1) == "代表";
            (of_delegates || ACTING_WORDS.contains(&word)).then_some(Closing::Act)
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
        Closing::Act | Closing::Sign => true,
        Closing::Others => {
            let counted = (tokens.get(index + 1)).is_some_and(|next| next.shape == Shape::Number);
            let ends_clause = (tokens.get(index + 1))
                .is_none_or(|next| matches!(next.shape, Shape::Mark(_) | Shape::NewLine));
            let members = is_of_members(tokens, index + 1, MEMBER_KIND_TOKENS_MAX)
                || (ends_clause || is_opened(tokens, first)) && is_led_by_members(tokens, first);
            members && (counted || !all_persons())
        }
        Closing::Count => {
            items.len() > 1 && is_of_members(tokens, index + 1, COUNTED_KIND_TOKENS_MAX)
        }
        Closing::Clause => {
            items.len() > 1
                && is_opened(tokens, first)
                && is_led_by_members(tokens, first)
                && !all_persons()
        }
    }
}

/// Words that open a list.
const OPENERS: [&str; 9] = ["包括", "有", "为", "是", "含", "涵盖", "包含", "还有", "即"];

/// Whether a word that opens a list stands right before token `start`.
fn is_opened(tokens: &Tokens<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    OPENERS.contains(&tokens.word(before))
        || (tokens.get(before)).is_some_and(|mark| mark.is_mark('：') || mark.is_mark(':'))
}

/// How far before a list a word for members may stand, in tokens.
const LEADING_TOKENS_MAX: usize = 30;

/// Whether a word for members stands before the list, in its sentence: 会员有
/// 甲、乙等.
fn is_led_by_members(tokens: &Tokens<'_>, start: usize) -> bool {
    (1..=LEADING_TOKENS_MAX)
        .map_while(|back| start.checked_sub(back))
        .take_while(|at| {
            tokens.get(*at).is_some_and(|token| {
                !matches!(token.shape, Shape::NewLine | Shape::Mark('。' | '；'))
            })
        })
        .any(|at| {
            let word = tokens.word(at);
            let kind = ["会员", "成员", "发起方", "参与方", "签约方", "合作方"].contains(&word);
            kind || word.ends_with("单位") || word.ends_with("员企业")
        })
}

/// Whether a word for members stands at most `max` tokens behind `index`.
fn is_of_members(tokens: &Tokens<'_>, index: usize, max: usize) -> bool {
    let count = (index..=index + max)
        .take_while(|at| {
            tokens.get(*at).is_some_and(|token| {
                let quoted = token.is_mark('“') || token.is_mark('「');
                quoted || !matches!(token.shape, Shape::Mark(_) | Shape::NewLine)
            })
        })
        .count();
    let words = tokens.slice(tokens.span(index..index + count));
    MEMBER_WORDS.iter().any(|word| words.contains(word))
}

/// The items of the list that ends before token `end`, from the last.
fn read_items(tokens: &Tokens<'_>, end: usize) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut end = end;
    // 甲、乙、丙共同签署; 甲、乙、丙三方签署; 甲、乙正式加入.
    while tokens.before(end).is_some_and(|last| {
        let joiner = last.is(Classes::JOINER) && !last.is(Classes::ORGANIZATION);
        joiner || ADVERBS.contains(&tokens.word(end - 1))
    }) {
        end -= 1;
    }
    if end > 0 && PARTY_COUNTS.contains(&tokens.word(end - 1)) {
        end -= 1;
    }
    while items.len() < ITEMS_MAX {
        end = without_aside(tokens, end);
        let Some(last) = tokens.before(end) else {
            break;
        };
        let kind = if last.is(Classes::ORGANIZATION) {
            NameKind::Organization
        } else {
            NameKind::ListItem
        };
        let plain = matches!(
            last.shape,
            Shape::Han | Shape::Latin | Shape::Word | Shape::Mark(')')
        );
        let mut item = find_name(tokens, end, kind);
        if is_half(tokens, item.start) {
            item = find_name(tokens, end, NameKind::Organization);
        }
        if !plain || !is_short_name(tokens, &item) {
            break;
        }
        end = item.start.saturating_sub(1);
        let joined = tokens
            .before(item.start)
            .is_some_and(|mark| mark.is_mark('、') || mark.is(Classes::CONJUNCTION));
        items.push(item);
        if !joined {
            break;
        }
    }
    items
}

/// The longest bracket with another name or a stock's number, in tokens.
const ASIDE_TOKENS_MAX: usize = 10;

/// Where the name ends before a bracket that is no part of it: 甲科技(5474),
/// 甲公司(简称乙).
fn without_aside(tokens: &Tokens<'_>, end: usize) -> usize {
    if !tokens.before(end).is_some_and(|last| last.is_mark(')')) {
        return end;
    }
    let floor = end.saturating_sub(ASIDE_TOKENS_MAX);
    let open = (floor..end)
        .rev()
        .find(|at| tokens.get(*at).is_some_and(|token| token.is_mark('(')));
    let aside = |open: usize| {
        tokens.slice(tokens.span(open..end)).is_ascii() || introduces_alias(tokens, open + 1)
    };
    open.filter(|open| aside(*open)).unwrap_or(end)
}

/// 武隆区, 资阳市: the region signs or joins by its government.
fn is_seat(region: &str) -> bool {
    region.chars().count() > 2 && region.ends_with(['市', '区', '县', '州'])
}

fn ends_in_suffix(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    tokens
        .before(item.end)
        .is_some_and(|last| last.is(Classes::ORGANIZATION))
}

/// Trades that companies' short names end in, behind a brand: 禾控科技.
const TRADES: &str = include_str!("../../../data/names/trades.txt");

/// Whether the item is a brand with a trade.
fn is_named_by_trade(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let last = item.end.saturating_sub(1);
    let brand_chars: usize = (item.start..last)
        .filter_map(|index| tokens.get(index))
        .filter(|token| matches!(token.shape, Shape::Han | Shape::Latin))
        .map(|token| tokens.slice(token.start..token.end).chars().count())
        .sum();
    brand_chars >= 2 && table_words(TRADES).any(|trade| trade == tokens.word(last))
}

/// Whether the tokens may be a company's short name, or are a body's full one.
fn is_short_name(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let is_of =
        |index: usize, class: Classes| tokens.get(index).is_some_and(|token| token.is(class));
    let proper = item.clone().any(|index| {
        tokens
            .get(index)
            .is_some_and(|token| matches!(token.shape, Shape::Han | Shape::Latin))
            || is_of(index, Classes::NAMED)
            || (is_of(index, Classes::REGION) && (item.len() > 1 || is_seat(tokens.word(index))))
    });
    let last = item.end.saturating_sub(1);
    let joiner = is_of(last, Classes::JOINER) && !is_of(last, Classes::ORGANIZATION);
    // 张三代表公司, 共建联合实验室 are clauses.
    let clause =
        tokens.word(item.start) == "共建" || item.clone().any(|index| tokens.word(index) == "代表");
    let excluded = joiner
        || clause
        || is_of(last, Classes::BREAK)
        || is_of(last, Classes::ALLIANCE)
        || is_of(last, Classes::TITLE)
        || is_of(last, Classes::CONJUNCTION);
    let name = tokens.slice(tokens.span(item.clone()));
    let longest = if name.is_ascii() {
        LATIN_NAME_CHARS_MAX
    } else {
        SHORT_NAME_CHARS_MAX
    };
    let suffixed = ends_in_suffix(tokens, item) && item.len() > 1;
    !excluded && (suffixed || (proper && (2..=longest).contains(&name.chars().count())))
}
