//! 甲、乙和丙三大产业联盟: names that share their end and a count.

use std::ops::Range;

use super::kind::is_generic;
use crate::mention::{
    boundary::{NameKind, find_name},
    lexicon::Classes,
    name::{EntityList, canonical_name},
    token::{Shape, Tokens},
};

/// Reads the items before the count as one name each, where `name` is a kind
/// and a count stands before it. Whether there were as many as it says.
pub(super) fn read_coordinated(
    tokens: &Tokens<'_>,
    name: Range<usize>,
    head: &str,
    list: &mut EntityList,
) -> bool {
    let Some((count_at, count)) =
        (name.start.checked_sub(1)).and_then(|at| Some((at, read_count(tokens.word(at))?)))
    else {
        return false;
    };
    if !is_generic(tokens, name.start..name.end - 1) {
        return false;
    }
    let open = tokens.word(count_at.saturating_sub(1)) == "等";
    let end = if open { count_at - 1 } else { count_at };
    let fits = |items: &Vec<Range<usize>>| {
        items.len() >= 2 && (items.len() == count || open && items.len() < count)
    };
    // 材料和工程 may be one item or two: the count decides.
    let items = [NameKind::ListItem, NameKind::Alliance]
        .into_iter()
        .map(|kind| read_items(tokens, end, kind))
        .find(fits);
    let Some(items) = items else {
        return false;
    };
    let shared = canonical_name(tokens.slice(tokens.span(name.start..name.end - 1)));
    let region = shared_region(tokens, &items);
    for (nth, item) in items.iter().enumerate() {
        let body = canonical_name(tokens.slice(tokens.span(item.clone())));
        let region = if nth + 1 < items.len() { region } else { "" };
        let entity = list.add(format!("{region}{body}{shared}{head}"));
        // The last item stands by the words that all share.
        let end = if nth == 0 { name.end } else { item.end };
        list.mention(tokens.span(item.start..end), entity);
    }
    true
}

/// 成立水泵、阀门产业联盟: where a verb founds what a list names, its items share
/// the kind at the end of the last one. Whether it is so.
pub(super) fn read_elliptical(
    tokens: &Tokens<'_>,
    name: Range<usize>,
    head: &str,
    list: &mut EntityList,
) -> bool {
    let quoted = (tokens.get(name.end)).is_some_and(|next| next.is_mark('”') || next.is_mark('」'));
    let joint = (name.start.checked_sub(1))
        .filter(|at| (tokens.get(*at)).is_some_and(|token| token.is_mark('、')) && !quoted);
    let Some(joint) = joint else {
        return false;
    };
    let end = name.end - 1;
    let kind = (name.start + 1..end).find(|at| is_generic(tokens, *at..end));
    let Some(kind) = kind.filter(|kind| !is_generic(tokens, name.start..*kind)) else {
        return false;
    };
    let items = read_items(tokens, joint, NameKind::ListItem);
    let subjects = items.iter().all(|item| {
        let words = tokens.slice(tokens.span(item.clone()));
        item.len() <= SUBJECT_TOKENS_MAX
            && !is_generic(tokens, item.clone())
            && !KINDS_OF_GUESTS.iter().any(|kind| words.ends_with(kind))
    });
    let Some(first) = items.last().filter(|_| subjects) else {
        return false;
    };
    let led = (first.start.checked_sub(1)).is_some_and(|at| FOUNDING.contains(&tokens.word(at)));
    if !led && !is_founded_behind(tokens, name.end) {
        return false;
    }
    let shared = canonical_name(tokens.slice(tokens.span(kind..end)));
    let mut all = items.clone();
    all.insert(0, name.start..kind);
    let region = shared_region(tokens, &all);
    for (nth, item) in all.iter().enumerate() {
        let body = canonical_name(tokens.slice(tokens.span(item.clone())));
        let region = if nth + 1 < all.len() { region } else { "" };
        let entity = list.add(format!("{region}{body}{shared}{head}"));
        let end = if nth == 0 { name.end } else { item.end };
        list.mention(tokens.span(item.start..end), entity);
    }
    true
}

/// Whether the clause goes on with a word that founds, and names nobody else
/// before it.
fn is_founded_behind(tokens: &Tokens<'_>, from: usize) -> bool {
    // 成立大会: the meeting that founds.
    let ceremony = |at: usize| {
        let word = tokens.word(at);
        FOUNDING.iter().any(|founds| word.starts_with(founds))
    };
    let clause = (from..from + CLAUSE_TOKENS_MAX)
        .map_while(|at| Some((at, tokens.get(at)?)))
        .take_while(|(_, token)| !matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
        .take_while(|(at, token)| {
            let venue = token.is(Classes::ORGANIZATION) && !token.is(Classes::TITLE);
            let opens = tokens.word(*at) == "的" || tokens.word(*at) == "代表";
            (!token.is(Classes::TITLE) || venue)
                && (!token.is(Classes::MEETING) || ceremony(*at))
                && !opens
        });
    clause.into_iter().any(|(at, _)| {
        let word = tokens.word(at);
        FOUNDING.iter().any(|founds| word.ends_with(founds))
            || tokens
                .get(at)
                .is_some_and(|token| token.is(Classes::MEETING))
                && ceremony(at)
    })
}

/// How far behind the list its verb may stand, in tokens.
const CLAUSE_TOKENS_MAX: usize = 10;

/// The longest item of such a list, in tokens.
const SUBJECT_TOKENS_MAX: usize = 6;

/// Words that found what stands behind or before them.
const FOUNDING: [&str; 16] = [
    "成立",
    "组建",
    "筹建",
    "发起",
    "组成",
    "设立",
    "建立",
    "打造",
    "揭牌",
    "启动",
    "共建",
    "授牌",
    "挂牌",
    "发起成立",
    "揭牌成立",
    "成立了",
];

/// Words for who comes, not for what an alliance is of.
const KINDS_OF_GUESTS: [&str; 14] = [
    "企业", "机构", "部门", "单位", "专家", "代表", "媒体", "院所", "高校", "院校", "团体", "协会",
    "商会", "政府",
];

/// Whether a count of several stands before the name: 6大产业联盟, 7个中小企业群聚
/// 联盟. What is counted is a kind.
pub(super) fn is_counted(tokens: &Tokens<'_>, name: &Range<usize>) -> bool {
    let leads = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.shape == Shape::Number)
            && tokens.word(at + 1) == "大"
    };
    if leads(name.start) {
        return true;
    }
    let of_members = ["成员", "会员", "理事", "单位"]
        .iter()
        .any(|word| tokens.word(name.end).starts_with(word));
    let between = (0..name.start)
        .rev()
        .take_while(|at| KINDS_OF_MEMBERS.contains(&tokens.word(*at)))
        .count();
    let count = (name.start.checked_sub(between + 1))
        .map(|at| tokens.word(at))
        .filter(|word| between > 0 || !word.ends_with('大'));
    !of_members && count.and_then(read_count).is_some_and(|count| count > 1)
}

/// Words for members, between a count and a kind of alliance.
const KINDS_OF_MEMBERS: [&str; 8] = [
    "中小企业",
    "企业",
    "小微企业",
    "医院",
    "学校",
    "高校",
    "院校",
    "园区",
];

/// The region that only the first item names, of all of them: 宁州市水泵、阀门三个联盟.
/// `items` come in the order of the text turned round.
fn shared_region<'t>(tokens: &Tokens<'t>, items: &[Range<usize>]) -> &'t str {
    let is_region = |index: usize| {
        tokens
            .get(index)
            .is_some_and(|token| token.is(Classes::REGION) && !token.is(Classes::FILLER))
    };
    let Some((first, others)) = items.split_last() else {
        return "";
    };
    let end = (first.clone())
        .take_while(|index| is_region(*index))
        .last()
        .map_or(first.start, |last| last + 1);
    if end == first.start || others.iter().any(|item| is_region(item.start)) {
        return "";
    }
    tokens.slice(tokens.span(first.start..end))
}

/// The items of the list that ends before token `end`, the last one first.
fn read_items(tokens: &Tokens<'_>, end: usize, kind: NameKind) -> Vec<Range<usize>> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut end = end;
    while let Some(item) = read_item(tokens, end, kind) {
        let joint = item.start.checked_sub(1);
        items.push(item);
        let joint = joint.filter(|at| {
            tokens
                .get(*at)
                .is_some_and(|token| token.is_mark('、') || token.is(Classes::CONJUNCTION))
        });
        let Some(joint) = joint else {
            break;
        };
        end = joint;
    }
    items
}

/// A body of words that is neither an organization nor a place alone.
fn read_item(tokens: &Tokens<'_>, end: usize, kind: NameKind) -> Option<Range<usize>> {
    let last = tokens.before(end)?;
    let ends_otherwise = matches!(
        last.shape,
        Shape::Mark(_) | Shape::NewLine | Shape::Space | Shape::Number
    ) || last.is(Classes::BREAK) && !last.is(Classes::FILLER)
        || last.is(Classes::ORGANIZATION)
        || last.is(Classes::ALLIANCE);
    if ends_otherwise {
        return None;
    }
    let item = find_name(tokens, end, kind);
    let place = (item.clone()).all(|index| {
        (tokens.get(index))
            .is_some_and(|token| token.is(Classes::REGION) && !token.is(Classes::FILLER))
    });
    (!item.is_empty() && !place).then_some(item)
}

/// The number of 三个, 3家, 三大.
fn read_count(word: &str) -> Option<usize> {
    let number = word.strip_suffix(['个', '家', '大'])?;
    let small = ["两", "三", "四", "五", "六", "七", "八", "九", "十"];
    match small.iter().position(|known| *known == number) {
        Some(at) => Some(at + 2),
        None => number.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let tokens = Tokens::cut(text);
        let mut list = super::super::find_alliances(&tokens, None)
            .list
            .entities
            .into_iter()
            .map(|entity| entity.name)
            .collect::<Vec<_>>();
        list.sort();
        list
    }

    #[test]
    fn items_take_the_end_that_they_share() {
        for text in [
            "会上成立江南水泵、江南阀门两个产业联盟。",
            "江南水泵和江南阀门两大产业联盟揭牌。",
            "为江南水泵、江南阀门等3家产业联盟授牌。",
        ] {
            assert_eq!(
                names(text),
                ["江南水泵产业联盟", "江南阀门产业联盟"],
                "{text}"
            );
        }
    }

    #[test]
    fn the_region_of_the_first_item_is_that_of_all() {
        assert_eq!(
            names("江苏省水泵、阀门两个产业联盟揭牌。"),
            ["江苏省水泵产业联盟", "江苏省阀门产业联盟"]
        );
        assert_eq!(
            names("江苏省水泵、浙江省阀门两个产业联盟揭牌。"),
            ["江苏省水泵产业联盟", "浙江省阀门产业联盟"]
        );
    }

    #[test]
    fn items_that_are_founded_share_their_kind() {
        for text in [
            "会上成立水泵、阀门产业联盟。",
            "水泵、阀门产业联盟揭牌成立。",
            "当天，水泵、阀门产业联盟正式成立。",
        ] {
            assert_eq!(names(text), ["水泵产业联盟", "阀门产业联盟"], "{text}");
        }
        assert_eq!(
            names("江苏省水泵、阀门、风机产业联盟揭牌。"),
            [
                "江苏省水泵产业联盟",
                "江苏省阀门产业联盟",
                "江苏省风机产业联盟"
            ]
        );
        assert_eq!(
            names("来自高校、科研机构、阀门产业联盟的代表参会。"),
            ["阀门产业联盟"]
        );
        assert_eq!(names("龙头企业、阀门产业联盟揭牌。"), ["阀门产业联盟"]);
    }

    #[test]
    fn a_count_of_kinds_names_none() {
        for text in [
            "宁州三个产业联盟集体揭牌。",
            "宁州、江州两个产业联盟揭牌。",
            "首批4家市级创新联合体获授牌。",
            "全市首批产业链联盟授牌。",
            "我省组建的6大产业联盟全部揭牌。",
            "宣布成立7个中小企业群聚联盟。",
        ] {
            assert!(names(text).is_empty(), "{text} {:?}", names(text));
        }
    }
}
