//! The listed company whose announcement a page reports: 甲电子(300001.SZ)公告, 公司与乙签署.

use std::ops::Range;

use super::own::stands_for_itself;
use crate::mention::{
    EntityIndex,
    lexicon::{Classes, is_of_nouns},
    name::{EntityList, canonical_name},
    token::{Shape, Tokens},
};

/// Lengths of such a company's short name, in characters.
const NAME_CHARS: std::ops::RangeInclusive<usize> = 2..=8;
/// The longest such name, in tokens.
const NAME_TOKENS_MAX: usize = 8;
/// The longest bracket with a stock's number, in bytes.
const CODE_BYTES_MAX: usize = 48;
/// What such a bracket may begin with.
const CODE_LABELS: [&str; 4] = ["证券代码", "股票代码", "证券简称", "股票简称"];
/// Where the stock is listed, behind its number.
const MARKETS: [&str; 8] = ["SZ", "SH", "BJ", "HK", "sz", "sh", "OC", "US"];

/// Adds a mention wherever 公司 stands by itself on a page that reports the announcement
/// of one listed company, and wherever that is named; which it is.
pub(crate) fn mention_announcer(
    tokens: &Tokens<'_>,
    found: &mut EntityList,
) -> Option<EntityIndex> {
    let mut named: Vec<(Range<usize>, String)> = Vec::new();
    for open in 0..tokens.list.len() {
        if let Some(name) = read_announcer(tokens, open) {
            let words = canonical_name(tokens.slice(tokens.span(name.clone())));
            named.push((tokens.span(name), words));
        }
    }
    let name = named.first()?.1.clone();
    // Of several companies 公司 may mean any.
    if named.iter().any(|(_, other)| *other != name) {
        return None;
    }
    let entity = found.add(name);
    found
        .mentions
        .retain(|mention| tokens.slice(mention.span.clone()) != "公司");
    for (span, _) in named {
        found.mention(span, entity);
    }
    for at in 0..tokens.list.len() {
        if tokens.word(at) == "公司" && stands_for_itself(tokens, at) {
            found.mention(tokens.span(at..at + 1), entity);
        }
    }
    Some(entity)
}

/// The name before the bracket at `open`, where that holds a stock's number.
fn read_announcer(tokens: &Tokens<'_>, open: usize) -> Option<Range<usize>> {
    let mark = tokens.get(open)?;
    if !(mark.is_mark('(') || mark.is_mark('（')) || !holds_code(tokens.text.get(mark.end..)?) {
        return None;
    }
    let start = (1..=NAME_TOKENS_MAX)
        .map_while(|back| open.checked_sub(back))
        .take_while(|at| {
            (tokens.get(*at)).is_some_and(|token| {
                let other = [
                    Classes::BREAK,
                    Classes::TITLE,
                    Classes::MEETING,
                    Classes::CONJUNCTION,
                ];
                matches!(token.shape, Shape::Han | Shape::Latin | Shape::Word)
                    && !other.iter().any(|class| token.is(*class))
            })
        })
        .last()?;
    let name = canonical_name(tokens.slice(tokens.span(start..open)));
    (NAME_CHARS.contains(&name.chars().count()) && !is_of_nouns(&name)).then_some(start..open)
}

/// Whether the text begins with the inside of a bracket that gives a stock's number:
/// 300001.SZ), 证券代码：600001).
fn holds_code(text: &str) -> bool {
    let end = text.floor_char_boundary(CODE_BYTES_MAX);
    let Some((inside, _)) = text
        .get(..end)
        .and_then(|near| near.split_once([')', '）']))
    else {
        return false;
    };
    let inside = inside.trim();
    if CODE_LABELS.iter().any(|label| inside.starts_with(label)) {
        return true;
    }
    let digits = |code: &str| {
        (4..=6).contains(&code.len())
            && code
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'X')
    };
    let code = MARKETS
        .iter()
        .find_map(|market| inside.strip_suffix(market)?.strip_suffix(['.', ':']))
        .or_else(|| {
            MARKETS
                .iter()
                .find_map(|market| inside.strip_prefix(market)?.strip_prefix(['.', ':']))
        });
    code.is_some_and(digits) || inside.len() == 6 && digits(inside)
}
