//! Lists: regions that share one head (甲、乙等市经信局), and members that bear
//! no suffix (包括甲、乙等67家单位).

use std::ops::Range;

use super::super::{
    boundary::{NameKind, find_name},
    lexicon::Classes,
    name::{EntityList, canonical_name},
    person::is_like_person,
    token::{Shape, Tokens},
};

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
    let public = tokens
        .before(name.end)
        .is_some_and(|last| last.is(Classes::GOVERNMENT) || last.is(Classes::REGION));
    let Some(first) = tokens.get(name.start).filter(|_| public) else {
        return false;
    };
    let own_region = first.is(Classes::REGION);
    let (rest_from, last_listed) = if own_region {
        (name.start + 1, listed_before(tokens, name.start))
    } else {
        (name.start, last_region(tokens, name.start))
    };
    let rest = canonical_name(tokens.slice(tokens.span(rest_from..name.end)));
    let level = tokens
        .word(name.start)
        .chars()
        .next_back()
        .filter(|level| own_region && "省市区县州".contains(*level));
    let mut listed = last_listed.filter(|_| !rest.is_empty());
    let replaced = listed.is_some() && !own_region;
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

/// The region that a comma of a list joins to the token at `index`.
fn listed_before(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    let region = index.checked_sub(2)?;
    let listed = tokens.before(index)?.is_mark('、') && tokens.get(region)?.is(Classes::REGION);
    listed.then_some(region)
}

/// The last of the regions that 等 joins to the name at token `start`.
fn last_region(tokens: &Tokens<'_>, start: usize) -> Option<usize> {
    let counted = usize::from(tokens.before(start)?.shape == Shape::Number);
    let region = start.checked_sub(2 + counted)?;
    let listed = tokens.word(region + 1) == "等" && tokens.get(region)?.is(Classes::REGION);
    listed.then_some(region)
}

/// Words behind a list of bodies that say what they are.
const MEMBER_WORDS: [&str; 14] = [
    "单位",
    "企业",
    "公司",
    "成员单位",
    "会员单位",
    "机构",
    "院校",
    "高校",
    "成员",
    "龙头企业",
    "骨干企业",
    "厂商",
    "业者",
    "会员",
];
/// How many words may stand between 等 and such a word: 等67家上下游单位.
const MEMBER_KIND_TOKENS_MAX: usize = 6;
/// Words behind bodies that act together.
const ACTING_WORDS: [&str; 14] = [
    "成为",
    "正式成为",
    "加入",
    "当选",
    "主办",
    "承办",
    "协办",
    "发起",
    "牵头",
    "参与",
    "共同",
    "联合",
    "组成",
    "入选",
];
/// Words behind the parties of an agreement.
const SIGNING_WORDS: [&str; 7] = ["签署", "签订", "签约", "签下", "签定", "正式签署", "缔结"];
/// Words that count the parties before such a word.
const PARTY_COUNTS: [&str; 6] = ["双方", "三方", "四方", "五方", "六方", "代表"];
/// The longest short name, in characters.
const SHORT_NAME_CHARS_MAX: usize = 12;

/// Takes each item of `甲、乙等67家单位` and of `与甲、乙签署` for a body.
pub(super) fn read_members(tokens: &Tokens<'_>, found: &mut EntityList) {
    for index in 0..tokens.list.len() {
        let word = tokens.word(index);
        let acting =
            ACTING_WORDS.contains(&word) || (word == "的" && tokens.word(index + 1) == "代表");
        let ends_list = acting
            || (word == "等" && closes_list(tokens, index + 1))
            || SIGNING_WORDS.contains(&word);
        if !ends_list {
            continue;
        }
        let items = read_items(tokens, index);
        let first = items.last().map_or(index, |first| first.start);
        if word == "等" && !is_of_members(tokens, index + 1) && !is_led_by_members(tokens, first) {
            continue;
        }
        let with_body = items.iter().any(|item| ends_in_suffix(tokens, item));
        for item in items.iter().filter(|_| word == "等" || items.len() > 1) {
            let span = tokens.span(item.clone());
            let name = canonical_name(tokens.slice(span.clone()));
            let accepted = if acting {
                with_body && !is_like_person(&name)
            } else {
                with_body || word == "等" || !is_like_person(&name)
            };
            if accepted {
                let entity = found.add(name);
                found.mention(span, entity);
            }
        }
    }
}

/// Whether 等 ends a clause, or a word for members stands behind it.
fn closes_list(tokens: &Tokens<'_>, index: usize) -> bool {
    let ends_clause = tokens
        .get(index)
        .is_none_or(|token| matches!(token.shape, Shape::Mark(_) | Shape::NewLine));
    ends_clause || is_of_members(tokens, index)
}

/// How far before a list a word for members may stand, in tokens.
const LEADING_TOKENS_MAX: usize = 12;

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
        .any(|at| ["会员", "成员", "成员单位", "会员单位"].contains(&tokens.word(at)))
}

/// Whether a word for members stands behind 等 and its count.
fn is_of_members(tokens: &Tokens<'_>, index: usize) -> bool {
    (index..=index + MEMBER_KIND_TOKENS_MAX)
        .take_while(|at| {
            tokens
                .get(*at)
                .is_some_and(|token| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
        })
        .any(|at| {
            let word = tokens.word(at);
            MEMBER_WORDS.contains(&word) || word.ends_with("单位")
        })
}

/// The items of the list that ends before token `end`, from the last.
fn read_items(tokens: &Tokens<'_>, end: usize) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut end = end;
    // 甲、乙、丙共同签署; 甲、乙、丙三方签署.
    while tokens
        .before(end)
        .is_some_and(|last| last.is(Classes::JOINER) && !last.is(Classes::ORGANIZATION))
    {
        end -= 1;
    }
    if end > 0 && PARTY_COUNTS.contains(&tokens.word(end - 1)) {
        end -= 1;
    }
    while items.len() < ITEMS_MAX {
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
        let item = find_name(tokens, end, kind);
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

/// 武隆区, 资阳市: the region signs or joins by its government.
fn is_seat(region: &str) -> bool {
    region.chars().count() > 2 && region.ends_with(['市', '区', '县', '州'])
}

fn ends_in_suffix(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    tokens
        .before(item.end)
        .is_some_and(|last| last.is(Classes::ORGANIZATION))
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
    let excluded = is_of(last, Classes::BREAK)
        || is_of(last, Classes::ALLIANCE)
        || is_of(last, Classes::TITLE)
        || is_of(last, Classes::CONJUNCTION);
    let count = tokens.slice(tokens.span(item.clone())).chars().count();
    let suffixed = ends_in_suffix(tokens, item) && item.len() > 1;
    !excluded && (suffixed || (proper && (2..=SHORT_NAME_CHARS_MAX).contains(&count)))
}
