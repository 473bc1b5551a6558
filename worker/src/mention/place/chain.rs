//! Names of divisions in the text, joined where one stands in the other:
//! 浙江省杭州市余杭区, 江苏无锡, 重庆渝北.

use std::ops::Range;

use super::gazetteer::{Candidate, DivisionId, Form, Gazetteer, Level, gazetteer};
use crate::{mention::cursor::Cursor, surname::is_surname, word_list::begins};

/// A name, or several in one, and what it may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) span: Range<usize>,
    /// Surest and coarsest first; never empty.
    pub(super) candidates: Vec<Candidate>,
    /// Whether more than one name says it.
    pub(super) joined: bool,
}

/// Finds every chain, in text order.
pub(super) fn find_chains(text: &str) -> Vec<Chain> {
    let table = gazetteer();
    let mut chains = Vec::new();
    let mut from = 0;
    while let Some((span, candidates)) = table.find_name(text, from) {
        let (span, candidates) = recut(table, text, span, candidates);
        let after = Cursor::new(text, span.end);
        if !stands_as_name(table, text, &span, &candidates) {
            from = next_boundary(text, span.start);
            continue;
        }
        let mut chain = Chain {
            span: span.clone(),
            candidates,
            joined: false,
        };
        extend(table, after, &mut chain);
        from = chain.span.end.max(span.end);
        chains.push(chain);
    }
    chains
}

fn next_boundary(text: &str, at: usize) -> usize {
    let mut cursor = Cursor::new(text, at);
    cursor.bump();
    cursor.at()
}

/// Cuts a name where its last character belongs to the next word: 温州|市场,
/// 湖州|市民; and gives way to a province that begins within: 松湖镇|江西省.
fn recut(
    table: &Gazetteer,
    text: &str,
    span: Range<usize>,
    candidates: &[Candidate],
) -> (Range<usize>, Vec<Candidate>) {
    let name = text.get(span.clone()).unwrap_or_default();
    let rest = Cursor::new(text, span.end);
    let Some((last, _)) = name.char_indices().next_back() else {
        return (span, candidates.to_vec());
    };
    let next_word = match name.chars().next_back() {
        Some('市') => rest.looks_at(&["场", "民", "值", "面", "井", "容"]),
        Some('县') => rest.looks_at(&["域"]),
        Some('区') => rest.looks_at(&["域", "块链", "划"]),
        _ => false,
    };
    if next_word {
        let short = text.get(span.start..span.start + last).unwrap_or_default();
        let candidates = candidates
            .iter()
            .copied()
            .filter(|candidate| table.division(candidate.id).short == short)
            .map(|candidate| Candidate {
                form: if table.level(candidate.id) == Level::District {
                    Form::Weak
                } else {
                    Form::Short
                },
                ..candidate
            })
            .collect();
        return (span.start..span.start + last, candidates);
    }
    let short = candidates
        .iter()
        .all(|candidate| candidate.form != Form::Full);
    if short
        && let Some((inner, found)) = table.find_name(text, span.start + last)
        && inner.start == span.start + last
        && inner.end > span.end
        && found.iter().any(|candidate| {
            candidate.form == Form::Full && table.level(candidate.id) == Level::Province
        })
    {
        return (inner, found.to_vec());
    }
    (span, candidates.to_vec())
}

/// Whether the name stands for itself here: no street (香港中路), no tail or
/// head of another word.
fn stands_as_name(
    table: &Gazetteer,
    text: &str,
    span: &Range<usize>,
    candidates: &[Candidate],
) -> bool {
    if candidates.is_empty() {
        return false;
    }
    let name = text.get(span.clone()).unwrap_or_default();
    let (before, after) = (Cursor::new(text, span.start), Cursor::new(text, span.end));
    if table.is_of_two_words(name, before.peek_behind(), after.peek()) {
        return false;
    }
    let full = candidates
        .iter()
        .any(|candidate| candidate.form == Form::Full);
    let weak = candidates
        .iter()
        .all(|candidate| candidate.form == Form::Weak);
    if !full && is_given_name(before, after) {
        return false;
    }
    !(is_street(after) && (!full || table.level(first_id(candidates)) == Level::District)
        || weak && is_landscape(after)
        || !full && (is_town(table, text, after) || is_cut_from_region(after)))
}

/// 总经理阚铁岭, ，阚铁岭代表联盟发言: behind a surname that a post or a clause's beginning
/// leads, what seems a place is a given name.
fn is_given_name(before: Cursor<'_>, after: Cursor<'_>) -> bool {
    const POSTS: [char; 12] = [
        '长', '任', '席', '记', '理', '授', '员', '师', '事', '监', '总', '人',
    ];
    const ACTS: [&str; 12] = [
        "代表", "表示", "介绍", "指出", "强调", "认为", "透露", "坦言", "当选", "出席", "主持",
        "致辞",
    ];
    let lead = before.behind();
    let Some((at, surname)) = lead.char_indices().next_back() else {
        return false;
    };
    if !is_surname(surname.encode_utf8(&mut [0; 4])) {
        return false;
    }
    let lead = lead.get(..at).unwrap_or_default();
    let opens = lead.is_empty() || lead.ends_with(['，', '。', '\n', '；', '、']);
    lead.ends_with(POSTS) || opens && after.looks_at(&ACTS)
}

/// 松原里市, 江阴山县: the short name is the beginning of a longer one that ends in a
/// level, and that no table has.
fn is_cut_from_region(mut after: Cursor<'_>) -> bool {
    // 北京全市, 宁波各县, 成都城市 go on with another word.
    const WORDS: &str =
        "省市区县州全各本我外城都地该此两多几门超夜股楼菜房街民周从属老新主大小中东西南北辖跨";
    // 市场, 县域, 市民.
    const GOES_ON: &str = "场民长委政级区域值容花树";
    let named =
        after.eat_if(|next| ('\u{4E00}'..='\u{9FFF}').contains(&next) && !WORDS.contains(next));
    named.is_some()
        && after.eat_if(|next| matches!(next, '市' | '县')).is_some()
        && after.peek().is_none_or(|next| !GOES_ON.contains(next))
}

/// Whether the name is that of a town, which may lie anywhere: 宜城街道.
fn is_town(table: &Gazetteer, text: &str, after: Cursor<'_>) -> bool {
    let other = || {
        let found = table.find_name(text, after.at());
        found.is_some_and(|(span, _)| span.start == after.at())
    };
    after.looks_at(&["街道"])
        || after.looks_at(&["镇"]) && !after.looks_at(&["镇域", "镇级", "镇区", "镇村"]) && !other()
}

fn first_id(candidates: &[Candidate]) -> DivisionId {
    candidates.first().map(|first| first.id).unwrap_or_default()
}

/// Whether a street's name goes on here: 路, 东路, 一路, 大道.
fn is_street(mut after: Cursor<'_>) -> bool {
    after.eat_if(|next| "东西南北中一二三四".contains(next));
    after.looks_at(&["路", "街", "大道", "大街", "胡同", "立交"])
        && !after.looks_at(&["路演", "路径", "街道"])
}

/// Whether the name of a mountain or a water goes on here.
fn is_landscape(after: Cursor<'_>) -> bool {
    after.looks_at(&["山", "湖", "江", "河", "岭", "峡"])
}

/// Characters of which the names of development zones are made before 开发区,
/// 园区 and the like.
const ZONE_WORDS: &str = "国家省市级经济技术高新产业工循环化临空港保税综合现代农科示范生态物流创智";

/// Whether a development zone's name goes on here.
fn is_zone(mut after: Cursor<'_>) -> bool {
    const ENDS: [&str; 8] = [
        "开发区",
        "经开区",
        "高新区",
        "园区",
        "产业园",
        "工业园",
        "保税区",
        "示范区",
    ];
    for _ in 0..12 {
        if after.looks_at(&ENDS) {
            return true;
        }
        if after.eat_if(|next| ZONE_WORDS.contains(next)).is_none() {
            return false;
        }
    }
    false
}

/// Adds the names that follow as long as each is a part of the one before.
fn extend(table: &Gazetteer, mut after: Cursor<'_>, chain: &mut Chain) {
    loop {
        let mut next = after;
        // 黔西南州兴义市: a prefecture by its short name keeps its sign.
        next.eat_any(&["·", "•", "・", " ", "省", "州", "盟", "地区"]);
        let Some((end, inner)) = find_within(table, next, &chain.candidates) else {
            return;
        };
        chain.span.end = end;
        chain.candidates = inner;
        chain.joined = true;
        after = next.skip_bytes(end - next.at());
    }
}

/// The longest name right here of a division within one of `outer`.
fn find_within(
    table: &Gazetteer,
    next: Cursor<'_>,
    outer: &[Candidate],
) -> Option<(usize, Vec<Candidate>)> {
    let mut longest = 0;
    let mut inner: Vec<Candidate> = Vec::new();
    for candidate in outer {
        for id in table.descendants(candidate.id) {
            let division = table.division(id);
            let full = begins(next.rest(), division.name);
            let name = if full { division.name } else { division.short };
            if name.is_empty() || !begins(next.rest(), name) {
                continue;
            }
            let behind = next.skip_bytes(name.len());
            // 杭州西湖大道 is a street; 徐州鼓楼经济开发区 is a zone, no district;
            // 宁夏贺兰山 is no county.
            if !full && (is_street(behind) || is_zone(behind) || is_landscape(behind)) {
                continue;
            }
            if name.len() > longest {
                longest = name.len();
                inner.clear();
            }
            if name.len() == longest {
                inner.push(Candidate {
                    id,
                    form: if full { Form::Full } else { Form::Short },
                });
            }
        }
    }
    if let Some((span, candidates)) = table
        .find_name(next.rest(), 0)
        .filter(|(span, _)| span.start == 0 && span.end > longest)
    {
        // Former names, and what the descendants lack.
        let within: Vec<Candidate> = candidates
            .iter()
            .copied()
            .filter(|found| {
                outer
                    .iter()
                    .any(|outer| table.is_within(found.id, outer.id))
            })
            .collect();
        if !within.is_empty() {
            return Some((next.at() + span.end, within));
        }
        // A longer name that lies elsewhere: 江苏|南京市 is no 江苏|南.
        if longest > 0 {
            return None;
        }
    }
    inner.sort_by_key(|candidate| (table.level(candidate.id), candidate.id));
    (longest > 0).then_some((next.at() + longest, inner))
}
