//! Lists: regions that share one head (甲、乙等市经信局), and members that bear
//! no suffix (包括甲、乙等67家单位).

use std::ops::Range;

use super::super::{
    boundary::{NameKind, find_name},
    lexicon::Classes,
    name::{EntityList, canonical_name},
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

/// Words behind the count of a list of bodies.
const MEMBER_WORDS: [&str; 12] = [
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
];

/// Takes each item of `甲、乙等67家单位` for a body.
pub(super) fn read_members(tokens: &Tokens<'_>, found: &mut EntityList) {
    for index in 0..tokens.list.len() {
        if tokens.word(index) != "等" {
            continue;
        }
        let mut at = index + 1;
        if tokens
            .get(at)
            .is_some_and(|token| token.shape == Shape::Number)
        {
            at += 1;
        }
        if MEMBER_WORDS.contains(&tokens.word(at)) {
            read_items(tokens, index, found);
        }
    }
}

fn read_items(tokens: &Tokens<'_>, end: usize, found: &mut EntityList) {
    let mut end = end;
    for _ in 0..ITEMS_MAX {
        let item = find_name(tokens, end, NameKind::Organization);
        let plain = tokens
            .before(end)
            .is_some_and(|last| matches!(last.shape, Shape::Han | Shape::Latin | Shape::Word));
        let span = tokens.span(item.clone());
        let name = canonical_name(tokens.slice(span.clone()));
        if !plain || !is_short_name(tokens, &item, &name) {
            return;
        }
        let entity = found.add(name);
        found.mention(span, entity);
        if !tokens
            .before(item.start)
            .is_some_and(|mark| mark.is_mark('、'))
        {
            return;
        }
        end = item.start - 1;
    }
}

/// Whether the tokens may be a company's short name.
pub(crate) fn is_short_name(tokens: &Tokens<'_>, item: &Range<usize>, name: &str) -> bool {
    let proper = item.clone().any(|index| {
        tokens.get(index).is_some_and(|token| {
            matches!(token.shape, Shape::Han | Shape::Latin) || token.is(Classes::NAMED)
        })
    });
    let suffixed = tokens
        .before(item.end)
        .is_some_and(|last| last.is(Classes::ORGANIZATION));
    let count = name.chars().count();
    suffixed || (proper && (2..=12).contains(&count))
}
