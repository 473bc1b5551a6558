//! Shortened names: whether one name is a shorter form of another.
//!
//! Chinese shortens by leaving characters out and keeping their order: 工研院
//! for 工业技术研究院, 磁材联合体 for 宁州市磁性材料创新联合体. The danger is a
//! neighbour: 宁州大学 is no short form of 宁州师范大学.

use super::{
    lexicon::Classes,
    name::EntityList,
    organization::is_trade,
    token::{Shape, Tokens},
};

/// Texts that name more bodies than this are lists, in which shortened names
/// are not looked for.
const BODIES_MAX: usize = 200;
/// The longest shortened name, in characters.
const SHORT_CHARS_MAX: usize = 12;

/// Endings of companies that short names leave out.
const COMPANY_ENDINGS: [&str; 7] = [
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "集团公司",
    "集团",
    "公司",
];

/// Suffixes that two bodies of one region may share.
const SHARED_SUFFIXES: [&str; 16] = [
    "大学",
    "学院",
    "医院",
    "公司",
    "银行",
    "中学",
    "学校",
    "研究院",
    "研究所",
    "协会",
    "学会",
    "商会",
    "联合会",
    "博物馆",
    "图书馆",
    "中心",
];

/// Whether `short` is a shortened form of `full`.
pub(crate) fn is_abbreviation(short: &str, full: &str) -> bool {
    // 甲开发区管委会 of 甲开发区管理委员会, however long.
    if short.ends_with("管委会") && short.replace("管委会", "管理委员会") == full {
        return true;
    }
    let short_count = short.chars().count();
    if !(2..=SHORT_CHARS_MAX).contains(&short_count) || short.len() >= full.len() {
        return false;
    }
    if is_registered_apart(short, full) {
        return false;
    }
    let branch = full.ends_with("分公司") || full.ends_with("子公司");
    let company =
        (COMPANY_ENDINGS.iter().filter(|_| !branch)).find_map(|ending| full.strip_suffix(ending));
    // 中国联通 is whole by itself: a name that goes on behind it is another body's.
    let rest = company.and_then(|core| core.strip_prefix(short));
    if is_whole(short) && rest.is_some_and(|rest| !rest.is_empty() && !is_trade(rest)) {
        return false;
    }
    let full = company.unwrap_or(full);
    let short = COMPANY_ENDINGS
        .iter()
        .find_map(|ending| short.strip_suffix(ending))
        .filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(short);
    if let Some(before) = full.strip_suffix(short).filter(|before| !before.is_empty()) {
        // 成功大学 of 国立成功大学: who bears a school says nothing more.
        if ["国立", "私立", "市立", "县立"].contains(&before) {
            return true;
        }
        // 农业部农粮署 is of the ministry; a region before is left as written.
        let before = Tokens::cut(before);
        let led = before
            .list
            .last()
            .is_some_and(|last| last.is(Classes::ORGANIZATION));
        let led = led || is_of_level(short, full) || is_of_wider_region(&before, short);
        return led || company.is_some();
    }
    // 兴大 of 中兴大学: a university without its last character.
    if short.ends_with('大')
        && full
            .strip_suffix('学')
            .is_some_and(|clip| clip.ends_with(short))
    {
        return true;
    }
    // 磐纬 of 磐纬复材: the brand without its trade.
    let trade = full.strip_prefix(short);
    if trade.is_some_and(is_trade) && short_count >= 2 && is_unknown(short) {
        return true;
    }
    if full.contains(short) {
        let shared = SHARED_SUFFIXES.iter().any(|suffix| short.ends_with(suffix));
        let region = Tokens::cut(short)
            .list
            .iter()
            .all(|token| token.is(Classes::REGION));
        let long = short.chars().count() >= 3 || is_brand(short, full);
        return company.is_some() && long && !shared && !region;
    }
    if !is_subsequence(short, full) || !ends_alike(short, full) || is_neighbour(short, full) {
        return false;
    }
    // A name with a region of its own says all that it needs.
    let regional = Tokens::cut(short)
        .get(0)
        .is_some_and(|first| first.is(Classes::REGION) || first.is(Classes::NAMED));
    let initials = short.chars().count() <= 3;
    initials || !regional
}

/// Whether the name is in the tables as one that is complete.
fn is_whole(name: &str) -> bool {
    let tokens = Tokens::cut(name);
    matches!(tokens.list.as_slice(), [only] if only.is(Classes::NAMED))
}

/// Whether no table knows any part of the brand.
fn is_unknown(brand: &str) -> bool {
    (Tokens::cut(brand).list.iter()).all(|token| matches!(token.shape, Shape::Han | Shape::Latin))
}

/// 甲集团 is no short form of 甲重工有限公司, nor 甲有限公司 of 甲制造有限公司: two
/// registered names.
fn is_registered_apart(short: &str, full: &str) -> bool {
    let registered = short.ends_with("有限公司") && !full.ends_with(short);
    let group = short.ends_with("集团") && full.ends_with("公司") && !full.contains("集团");
    registered || group
}

/// 江州市乙区政府 of 江海省江州市乙区政府: only regions stand before a name that
/// begins with a region with its level.
fn is_of_wider_region(before: &Tokens<'_>, short: &str) -> bool {
    let regions = |tokens: &Tokens<'_>| tokens.list.iter().all(|token| token.is(Classes::REGION));
    let tokens = Tokens::cut(short);
    let levelled = LEVELS
        .iter()
        .any(|level| tokens.word(0).ends_with(level) || tokens.word(1).starts_with(level));
    let placed = tokens
        .list
        .first()
        .is_some_and(|first| first.is(Classes::REGION));
    placed && levelled && regions(before)
}

/// 省科技厅 of 浙江省科技厅: the region is named by its level alone.
fn is_of_level(short: &str, full: &str) -> bool {
    LEVELS
        .iter()
        .filter_map(|level| short.strip_prefix(level))
        .filter_map(|office| full.strip_suffix(office))
        .any(|region| {
            let tokens = Tokens::cut(region);
            let ends = (LEVELS.iter()).any(|level| {
                region.ends_with(level) && short.starts_with(level) && region.len() > level.len()
            });
            let known = (tokens.list.first()).is_some_and(|first| first.is(Classes::REGION));
            ends && known && tokens.list.len() <= 2
        })
}

const LEVELS: [&str; 6] = ["自治区", "省", "市", "州", "区", "县"];

/// Whether the two characters are what a company's name has behind its region:
/// 禾曜 of 江苏禾曜轴承钢有限公司.
fn is_brand(short: &str, full: &str) -> bool {
    let tokens = Tokens::cut(full);
    let regions = (tokens.list.iter())
        .take_while(|token| token.is(Classes::REGION))
        .count();
    let brand: Vec<_> = tokens.list.iter().skip(regions).take(2).collect();
    let unknown = brand.len() == 2 && brand.iter().all(|token| token.shape == Shape::Han);
    let start = brand.first().map_or(0, |token| token.start);
    regions > 0 && unknown && (full.get(start..)).is_some_and(|rest| rest.starts_with(short))
}

/// Whether the characters of `short` stand in `full`, in their order.
pub(crate) fn is_subsequence(short: &str, full: &str) -> bool {
    let mut rest = full.chars();
    short
        .chars()
        .all(|wanted| rest.any(|character| character == wanted))
}

/// 贸协 ends as 外贸协会 does but for one character.
fn ends_alike(short: &str, full: &str) -> bool {
    let last = short.chars().next_back();
    full.chars()
        .rev()
        .take(2)
        .any(|character| Some(character) == last)
}

/// Whether both begin alike and end in the same word: two bodies of one region.
fn is_neighbour(short: &str, full: &str) -> bool {
    let head = |name: &str| name.chars().take(2).collect::<String>();
    let shared = SHARED_SUFFIXES
        .iter()
        .any(|suffix| short.ends_with(suffix) && full.ends_with(suffix));
    shared && head(short) == head(full)
}

/// Names by themselves, though they look short for others: 市委 is no 市发改委.
const COMMITTEES: [&str; 8] = [
    "省委", "市委", "区委", "县委", "州委", "镇委", "旗委", "地委",
];

/// The only body of the list that the name is a short form of.
pub(crate) fn find_full(list: &EntityList, short: &str) -> Option<usize> {
    if list.entities.len() > BODIES_MAX || COMMITTEES.contains(&short) {
        return None;
    }
    let mut full = list
        .entities
        .iter()
        .enumerate()
        .filter(|(_, entity)| is_abbreviation(short, &entity.name));
    match (full.next(), full.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}

/// Merges every body whose name is a short form of exactly one other's.
pub(crate) fn merge_short_names(list: &mut EntityList) {
    if list.entities.len() > BODIES_MAX {
        return;
    }
    for short in 0..list.entities.len() {
        let name = list
            .entities
            .get(short)
            .map(|entity| entity.name.clone())
            .unwrap_or_default();
        if let Some(full) = find_full(list, &name) {
            list.merge(short, full);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_may_be_left_out() {
        for (short, full) in [
            ("工研院", "工业技术研究院"),
            ("矿冶院", "长水矿冶研究院有限责任公司"),
            ("禾图软件", "北京禾图软件股份有限公司"),
            ("禾曜", "江苏禾曜轴承钢有限公司"),
            ("川大", "国立南川大学"),
            ("省科技厅", "浙江省科技厅"),
            ("自治区科技厅", "内蒙古自治区科技厅"),
            ("绣川缘公司", "南通绣川缘家纺有限公司"),
            ("农粮署", "农业部农粮署"),
            ("流体机械公会", "台湾区流体机械工业同业公会"),
            ("武进区政府", "江苏省常州市武进区政府"),
        ] {
            assert!(is_abbreviation(short, full), "{short}");
        }
    }

    #[test]
    fn neighbours_are_no_short_forms() {
        for (short, full) in [
            ("宁州大学", "宁州师范大学"),
            ("江州市科技局", "江州市教育局"),
            ("甲公司", "乙公司"),
            ("江海重工有限公司", "江海重工装备有限公司"),
            ("江海重工集团", "江海重工装备股份有限公司"),
            ("武进区工商联", "常州市工商联"),
        ] {
            assert!(!is_abbreviation(short, full), "{short}");
        }
    }
}
