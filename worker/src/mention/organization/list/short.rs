//! Short names of bodies: a brand with a trade, words that no table knows.

use std::{ops::Range, sync::LazyLock};

use crate::{
    mention::{
        lexicon::{Classes, table_words},
        token::{Shape, Tokens},
    },
    word_list::WordTable,
};

/// The longest short name, in characters; of a Latin one, in letters.
const SHORT_NAME_CHARS_MAX: usize = 12;
const LATIN_NAME_CHARS_MAX: usize = 30;

/// 武隆区, 资阳市: the region signs or joins by its government.
pub(super) fn is_seat(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let region = (tokens.before(item.end)).is_some_and(|last| last.is(Classes::REGION));
    item.len() == 1 && region && names_a_seat(tokens.word(item.start))
}

fn names_a_seat(region: &str) -> bool {
    region.chars().count() > 2 && region.ends_with(['市', '区', '县', '州'])
}

pub(super) fn ends_in_suffix(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    tokens
        .before(item.end)
        .is_some_and(|last| last.is(Classes::ORGANIZATION))
}

/// Trades that companies' short names end in, behind a brand: 禾控科技.
static TRADES: LazyLock<WordTable> = LazyLock::new(|| {
    WordTable::of(table_words(include_str!(
        "../../../../data/names/trades.txt"
    )))
});

/// Whether the word is a trade that companies' short names end in.
pub(crate) fn is_trade(word: &str) -> bool {
    TRADES.contains(word)
}

/// Whether the item is a brand with a trade.
pub(super) fn is_named_by_trade(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let last = item.end.saturating_sub(1);
    let brand_chars: usize = (item.start..last)
        .filter_map(|index| tokens.get(index))
        .filter(|token| matches!(token.shape, Shape::Han | Shape::Latin))
        .map(|token| tokens.slice(token.start..token.end).chars().count())
        .sum();
    brand_chars >= 2 && is_trade(tokens.word(last))
}

/// Words that end the names of sites which act as bodies: 贵港港, 芦溪景区.
const SITES: [&str; 6] = ["港", "景区", "港务", "古镇", "港口", "口岸"];

/// Whether the item names a site that acts as a body.
pub(super) fn is_site(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let last = item.end.saturating_sub(1);
    item.len() > 1
        && SITES.contains(&tokens.word(last))
        && (item.start..last).all(|at| {
            (tokens.get(at))
                .is_some_and(|token| token.shape == Shape::Han || token.is(Classes::REGION))
        })
}

/// Words for lands and rivers that brands are called by.
const LANDS: [&str; 12] = [
    "长江", "黄河", "淮河", "中原", "江南", "江淮", "长城", "长虹", "长征", "中华", "亚太", "东盟",
];

/// 江淮汽车: a trade behind a land that brands are called by.
fn is_led_by_place(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    item.len() == 2
        && is_trade(tokens.word(item.start + 1))
        && LANDS.contains(&tokens.word(item.start))
}

/// 高椅古村: a place that takes part in what is opened as a list of bodies, and is
/// only a place elsewhere.
pub(super) fn is_village(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let name = tokens.slice(tokens.span(item.clone()));
    item.len() > 1 && name.ends_with(['镇', '乡', '村'])
}

/// Short names of the carriers, which are words for their trade as well.
const CARRIERS: [&str; 4] = ["电信", "移动", "联通", "铁塔"];

/// Whether the tokens may be a company's short name, or are a body's full one.
pub(super) fn is_short_name(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let is_of =
        |index: usize, class: Classes| tokens.get(index).is_some_and(|token| token.is(class));
    let proper = item.clone().any(|index| {
        tokens
            .get(index)
            .is_some_and(|token| matches!(token.shape, Shape::Han | Shape::Latin))
            || is_of(index, Classes::NAMED)
            || index == item.start && is_led_by_place(tokens, item)
            || (is_of(index, Classes::REGION)
                && (item.len() > 1 || names_a_seat(tokens.word(index))))
    });
    let last = item.end.saturating_sub(1);
    let joiner = is_of(last, Classes::JOINER) && !is_of(last, Classes::ORGANIZATION);
    let name = tokens.slice(tokens.span(item.clone()));
    // 张三代表公司, 共建联合实验室 are clauses.
    let clause =
        tokens.word(item.start) == "共建" || item.clone().any(|index| tokens.word(index) == "代表");
    let excluded = joiner
        || clause
        || is_of(last, Classes::BREAK) && !is_named_by_trade(tokens, item)
        || is_of(last, Classes::ALLIANCE)
        || is_of(last, Classes::TITLE) && !is_named_by_trade(tokens, item)
        || is_of(last, Classes::CONJUNCTION);
    let longest = if name.is_ascii() {
        LATIN_NAME_CHARS_MAX
    } else {
        SHORT_NAME_CHARS_MAX
    };
    let suffixed = ends_in_suffix(tokens, item) && item.len() > 1 || CARRIERS.contains(&name);
    !excluded && (suffixed || (proper && (2..=longest).contains(&name.chars().count())))
}
