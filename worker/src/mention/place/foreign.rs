//! Where something took place abroad, which is no division of the standard.

use std::{ops::Range, sync::LazyLock};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::cue::is_locative;
use crate::mention::cursor::Cursor;

static NAMES: LazyLock<CharwiseDoubleArrayAhoCorasick<u32>> = LazyLock::new(build_names);

#[expect(
    clippy::expect_used,
    reason = "the table is part of the program: no name twice, none empty"
)]
fn build_names() -> CharwiseDoubleArrayAhoCorasick<u32> {
    let names = include_str!("../../../data/foreign_places.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace);
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(names)
        .expect("the names of places abroad make an automaton")
}

/// Words between a country's name and a verb that make it no place of the
/// event: 在德国企业的支持下成立.
const ATTRIBUTES: [&str; 10] = [
    "的", "支持", "帮助", "指导", "下", "方面", "企业", "公司", "驻", "商会",
];

/// Characters that may follow a place abroad before its verb, which a long list
/// of partners would hide: 在柏林分别与….
const PARTNER_WORDS: [&str; 6] = ["分别", "与", "同", "和", "共同", "联合"];

/// Whether the text is the name of a place abroad and nothing else.
pub(crate) fn is_abroad(text: &str) -> bool {
    NAMES
        .leftmost_find_iter(text)
        .any(|name| name.start() == 0 && name.end() == text.len())
}

/// Finds the names of places abroad where something takes place: 在泰国曼谷举行.
pub(super) fn find_abroad(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for name in NAMES.leftmost_find_iter(text) {
        let (start, end) = (name.start(), name.end());
        // 泰国曼谷: the country and its city are one.
        match found.last_mut().filter(|last| last.end == start) {
            Some(last) => last.end = end,
            None => found.push(start..end),
        }
    }
    found.retain(|span| is_scene(text, span));
    found
}

fn is_scene(text: &str, span: &Range<usize>) -> bool {
    let after = Cursor::new(text, span.end);
    let before = Cursor::new(text, span.start);
    let partners = before.is_behind(&["在", "于", "赴"]) && after.looks_at(&PARTNER_WORDS);
    if !partners && !is_locative(text, span) {
        return false;
    }
    let clause: String = after
        .rest()
        .chars()
        .take_while(|next| !"。！？；，、\n".contains(*next))
        .take(VENUE_CHARS_MAX)
        .collect();
    partners || !ATTRIBUTES.iter().any(|word| clause.contains(word))
}

/// Longest venue between a place and the verb of what happens there.
const VENUE_CHARS_MAX: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    fn abroad(text: &str) -> Vec<&str> {
        (find_abroad(text).into_iter())
            .filter_map(|span| text.get(span))
            .collect()
    }

    #[test]
    fn a_city_abroad_is_where_it_took_place() {
        assert_eq!(abroad("6月7日，铸造联盟在德国慕尼黑成立。"), ["德国慕尼黑"]);
        assert_eq!(abroad("双方在曼谷签署协议"), ["曼谷"]);
        assert_eq!(abroad("本月9日在里昂分别与三所大学签署协议"), ["里昂"]);
    }

    #[test]
    fn a_country_that_is_an_attribute_is_no_scene() {
        assert_eq!(abroad("联盟在德国企业的支持下成立"), [""; 0]);
        assert_eq!(abroad("在日本驻华大使馆举行"), [""; 0]);
        assert_eq!(abroad("与印度企业签署协议"), [""; 0]);
    }
}
