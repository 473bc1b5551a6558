//! Regions that share one head: 甲、乙等市经信局.

use std::ops::Range;

use super::super::{
    boundary::{NameKind, find_name},
    lexicon::Classes,
    name::{EntityList, canonical_name},
    place::read_places,
    token::{Shape, Tokens},
};
use super::{NUMERALS, list::ITEMS_MAX};

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
    if own_region && expand_counted(tokens, name, found) {
        return true;
    }
    let (rest_from, last_listed) = if own_region {
        (name.start + 1, listed_before(tokens, name.start))
    } else {
        (name.start, last_region(tokens, name.start))
    };
    let whole_rest = canonical_name(tokens.slice(tokens.span(rest_from..name.end)));
    // 日照五市妇联: the count of the regions, and their level.
    let counted = own_region.then(|| counted_level(&whole_rest)).flatten();
    let rest = counted.map_or(whole_rest.as_str(), |(_, rest)| rest);
    let mixed = (!own_region).then(|| mixed_level(rest)).flatten();
    let rest = mixed.map_or(rest, |(_, rest)| rest);
    let own_level = (level_of(tokens.word(name.start))).filter(|_| own_region);
    let level = own_level.or(counted.and_then(|(level, _)| level));
    let mut listed = last_listed.filter(|_| !rest.is_empty());
    if let Some((level, rest)) = counted.filter(|_| listed.is_some()) {
        let region = tokens.word(name.start);
        let level = level.filter(|_| own_level.is_none());
        let level = level.map_or_else(String::new, |level| level.to_string());
        let entity = found.add(format!("{region}{level}{rest}"));
        found.mention(tokens.span(name.clone()), entity);
    }
    let replaced = listed.is_some() && (!own_region || counted.is_some());
    for _ in 0..ITEMS_MAX {
        let Some(region_index) = listed else {
            break;
        };
        let region = tokens.word(region_index);
        let has_level = level_of(region).is_some();
        let level = mixed.map_or(level, |(levels, _)| level_among(region, levels));
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

/// 甲市3地法院: the last region of a list with the head that all of it share.
pub(super) fn shares_a_head(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let is_region = |at: usize| (tokens.get(at)).is_some_and(|token| token.is(Classes::REGION));
    let end = (item.clone())
        .find(|at| !is_region(*at))
        .unwrap_or(item.end);
    end > item.start
        && counted_level(&canonical_name(tokens.slice(tokens.span(end..item.end)))).is_some()
}

/// 甲省乙市、丙省丁市2地市场监管局: regions of two levels, counted before the head
/// that they share.
fn expand_counted(tokens: &Tokens<'_>, name: &Range<usize>, found: &mut EntityList) -> bool {
    let is_region = |at: usize| (tokens.get(at)).is_some_and(|token| token.is(Classes::REGION));
    let own_end = (name.clone())
        .find(|at| !is_region(*at))
        .unwrap_or(name.end);
    let rest = canonical_name(tokens.slice(tokens.span(own_end..name.end)));
    let joined = (tokens.before(name.start)).is_some_and(|mark| mark.is_mark('、'));
    let Some((_, head)) = counted_level(&rest).filter(|_| joined && own_end > name.start + 1)
    else {
        return false;
    };
    let mut region = name.start..own_end;
    for _ in 0..ITEMS_MAX {
        let span = tokens.span(region.clone());
        let entity = found.add(format!("{}{head}", tokens.slice(span.clone())));
        found.mention(span, entity);
        let Some(mark) = (region.start.checked_sub(1))
            .filter(|at| (tokens.get(*at)).is_some_and(|mark| mark.is_mark('、')))
        else {
            break;
        };
        let start = (0..mark).rev().take_while(|at| is_region(*at)).last();
        match start {
            Some(start) => region = start..mark,
            None => break,
        }
    }
    true
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

/// The level that a region's name ends in; 德州 and 郑县 are short names.
fn level_of(region: &str) -> Option<char> {
    (region.chars().next_back())
        .filter(|level| "省市区县州".contains(*level) && region.chars().count() > 2)
}

/// The level in 五市妇联 and 10市妇联, and what stands behind it; 四地妇联 says no
/// level.
fn counted_level(rest: &str) -> Option<(Option<char>, &str)> {
    let counted = rest.trim_start_matches(|count| NUMERALS.contains(count));
    let level = (counted.chars().next())
        .filter(|level| counted.len() < rest.len() && "省市区县州地".contains(*level))?;
    let rest = counted.get(level.len_utf8()..)?;
    let level = Some(level).filter(|level| *level != '地');
    (!rest.is_empty()).then_some((level, rest))
}

/// 市(州)科技局, 县区妇联: levels of which each region before has one.
fn mixed_level(rest: &str) -> Option<(&str, &str)> {
    const MIXED: [&str; 12] = [
        "县市区",
        "市(州)",
        "州(市)",
        "县(区)",
        "区(县)",
        "市州",
        "州市",
        "县区",
        "区县",
        "县市",
        "市县",
        "盟市",
    ];
    let levels = MIXED.iter().find(|levels| rest.starts_with(**levels))?;
    let (levels, rest) = rest.split_at(levels.len());
    (!rest.is_empty()).then_some((levels, rest))
}

/// Which of the levels the region has: with that it is a whole name.
fn level_among(region: &str, levels: &str) -> Option<char> {
    levels
        .chars()
        .filter(|level| level.is_alphabetic())
        .find(|level| {
            let name = format!("{region}{level}");
            (read_places(&name).first())
                .is_some_and(|found| found.span == (0..name.len()) && found.place.is_some())
        })
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

/// Schools that a town numbers.
const NUMBERED_SCHOOLS: [&str; 10] = [
    "一中", "二中", "三中", "四中", "五中", "六中", "七中", "八中", "九中", "十中",
];

/// 青山一中、二中: a number alone in a list behind a school of the same kind.
pub(super) fn is_listed_school(tokens: &Tokens<'_>, index: usize) -> bool {
    let joined = (tokens.before(index))
        .is_some_and(|mark| mark.is_mark('、') || mark.is(Classes::CONJUNCTION));
    let school = |at: usize| NUMBERED_SCHOOLS.contains(&tokens.word(at));
    joined && school(index) && index.checked_sub(2).is_some_and(school)
}

/// Offices that the state and its regions have under one name.
const LOCAL_OFFICES: [&str; 12] = [
    "发改委",
    "发展改革委",
    "卫健委",
    "国资委",
    "教育局",
    "总工会",
    "妇联",
    "工商联",
    "科协",
    "残联",
    "贸促会",
    "侨联",
];

/// 江州市发改局、科技局: an office of a duty alone is of the region that the office
/// before it in the list begins with.
pub(super) fn region_of_list(tokens: &Tokens<'_>, name: &Range<usize>) -> Option<String> {
    let office = |index: usize| {
        (tokens.get(index))
            .is_some_and(|token| token.is(Classes::GOVERNMENT) && !token.is(Classes::NAMED))
            || LOCAL_OFFICES.contains(&tokens.word(index))
    };
    if name.len() == 1 && is_listed_school(tokens, name.start) {
        let before = name.start.checked_sub(2)?;
        let whole = find_name(tokens, before + 1, NameKind::Organization);
        if whole.len() == 1 {
            return region_of_list(tokens, &whole);
        }
        return Some(canonical_name(
            tokens.slice(tokens.span(whole.start..before)),
        ));
    }
    let last = name.start.checked_sub(2)?;
    let joined = (tokens.get(last + 1))
        .is_some_and(|mark| mark.is_mark('、') || mark.is(Classes::CONJUNCTION));
    if name.len() != 1 || !office(name.start) || !joined || !office(last) {
        return None;
    }
    if let Some(earlier) = region_of_list(tokens, &(last..last + 1)) {
        return Some(earlier);
    }
    let before = find_name(tokens, last + 1, NameKind::Organization);
    let regions = before
        .clone()
        .take_while(|at| {
            let levelled = ["省", "市", "区", "县", "州"].contains(&tokens.word(*at));
            tokens
                .get(*at)
                .is_some_and(|token| token.is(Classes::REGION) || levelled)
        })
        .count();
    // 江州市 | 科技局: nothing but the region stands before the duty.
    let plain = regions > 0 && before.len() == regions + 1;
    plain.then(|| canonical_name(tokens.slice(tokens.span(before.start..before.start + regions))))
}
