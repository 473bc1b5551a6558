//! Where a name that a body's suffix seems to end has ended before.

use std::ops::Range;

use super::NUMERALS;
use crate::mention::{lexicon::Classes, token::Tokens};

/// Bodies that own sites.
const OWNERS: [&str; 8] = [
    "公司",
    "集团",
    "大学",
    "学院",
    "学校",
    "医院",
    "研究院",
    "研究所",
];
/// Sites of bodies: they name where something is, not who takes part.
const SITES: [&str; 11] = [
    "展厅",
    "报告厅",
    "会议厅",
    "宴会厅",
    "多功能厅",
    "新校区",
    "校区",
    "厂区",
    "院区",
    "园区",
    "新园区",
];
/// The longest name of a site behind its owner's, in characters.
const SITE_CHARS_MAX: usize = 8;

/// Whether a whole name ends within the name, and what follows is a count of those
/// listed or a site of the body: 乙学院五所伙伴学校, 甲公司展厅.
pub(super) fn goes_beyond(tokens: &Tokens<'_>, name: &Range<usize>) -> bool {
    (name.start + 2..name.end).any(|at| {
        let rest = tokens.slice(tokens.span(at..name.end));
        ends_a_body(tokens, at) && (counts_bodies(rest) || is_site(tokens, at, rest))
    })
}

/// The item without the count of those listed: 甲、乙、丙大学3校.
pub(super) fn before_count(tokens: &Tokens<'_>, item: Range<usize>) -> Range<usize> {
    let end = (item.start + 2..item.end).find(|at| {
        ends_a_body(tokens, *at) && counts_bodies(tokens.slice(tokens.span(*at..item.end)))
    });
    item.start..end.unwrap_or(item.end)
}

fn ends_a_body(tokens: &Tokens<'_>, at: usize) -> bool {
    (tokens.before(at)).is_some_and(|body| {
        body.is(Classes::ORGANIZATION) && body.end - body.start > '所'.len_utf8()
    })
}

/// 五所伙伴学校, 3校, 四家公司.
fn counts_bodies(text: &str) -> bool {
    let rest = text.trim_start_matches(|first: char| NUMERALS.contains(first));
    let count = text.strip_suffix(rest).unwrap_or_default();
    let measured =
        (rest.strip_prefix(['家', '所', '个', '间', '大'])).is_some_and(|kind| !kind.is_empty());
    !count.is_empty() && (measured || rest == "校")
}

fn is_site(tokens: &Tokens<'_>, at: usize, rest: &str) -> bool {
    let owner = (at.checked_sub(1)).map_or("", |last| tokens.word(last));
    OWNERS.iter().any(|kind| owner.ends_with(kind))
        && rest.chars().count() <= SITE_CHARS_MAX
        && SITES.iter().any(|site| rest.ends_with(site))
}

#[cfg(test)]
mod tests {
    use crate::mention::organization::tests::names;

    #[test]
    fn a_count_of_those_listed_ends_no_name() {
        assert_eq!(
            names("邀请大安科技大学、凤岭科技大学、东岭设计学院五所伙伴学校签署备忘录"),
            ["大安科技大学", "凤岭科技大学", "东岭设计学院"]
        );
        assert_eq!(
            names("国立海岭大学、私立南岭科技大学2校签署备忘录"),
            ["国立海岭大学", "私立南岭科技大学"]
        );
        assert_eq!(names("由航岭科技集团五院加入"), ["航岭科技集团五院"]);
    }

    #[test]
    fn a_site_is_its_owners() {
        assert_eq!(
            names("代表参观了江海科技股份有限公司展厅。"),
            ["江海科技股份有限公司"]
        );
        assert_eq!(
            names("在云岭卫生职业学院呈贡校区召开"),
            ["云岭卫生职业学院"]
        );
        assert_eq!(names("由江海省科学技术厅厅务会研究"), ["江海省科学技术厅"]);
    }
}
