//! Words for members before and behind a list.

use super::MEMBER_WORDS;
use crate::mention::token::{Shape, Tokens};

/// How far before a list a word for members may stand, in tokens.
const LEADING_TOKENS_MAX: usize = 30;

/// Words for those whom a list before or behind them names.
const MEMBER_KINDS: [&str; 9] = [
    "发起方",
    "参与方",
    "签约方",
    "合作方",
    "发起人",
    "加入",
    "加盟",
    "入盟",
    "伙伴",
];

/// Words for firms; counted before an opener, they say what the list names.
const FIRMS: [&str; 8] = [
    "企业", "大厂", "厂商", "业者", "公司", "单位", "机构", "药企",
];
/// How far before such a word its count may stand, in tokens.
const COUNTED_TOKENS_MAX: usize = 10;

/// Words for cities that hold an office or are members.
const CITIES: [&str; 5] = ["主席城市", "理事长城市", "会长城市", "成员城市", "发起城市"];

/// Whether a word for members stands before the list, in its sentence: 会员有
/// 甲、乙等.
pub(super) fn is_led_by_members(tokens: &Tokens<'_>, start: usize) -> bool {
    (1..=LEADING_TOKENS_MAX)
        .map_while(|back| start.checked_sub(back))
        .take_while(|at| {
            tokens.get(*at).is_some_and(|token| {
                !matches!(token.shape, Shape::NewLine | Shape::Mark('。' | '；'))
            })
        })
        .any(|at| {
            let word = tokens.word(at);
            let end = tokens.get(at).map_or(0, |token| token.end);
            // 邀来十余家大厂，包括甲、乙.
            let counted = || {
                (at.saturating_sub(COUNTED_TOKENS_MAX)..at).any(|count| {
                    (tokens.get(count)).is_some_and(|token| token.shape == Shape::Number)
                        && tokens.word(count).ends_with('家')
                })
            };
            MEMBER_KINDS.contains(&word)
                || word.ends_with("会员")
                || word.ends_with("成员")
                || FIRMS.contains(&word) && counted()
                || word == "城市"
                    && CITIES
                        .iter()
                        .any(|city| tokens.slice(0..end).ends_with(city))
                || word.ends_with("单位")
                || word.ends_with("员企业")
                || word.ends_with("起企业")
                || word == "企业"
                    && ["发起企业", "成员企业", "会员企业", "创始企业"]
                        .iter()
                        .any(|kind| tokens.slice(0..end).ends_with(kind))
        })
}

/// Whether a word for members stands at most `max` tokens behind `index`.
pub(super) fn is_of_members(tokens: &Tokens<'_>, index: usize, max: usize) -> bool {
    // 等20家碟机、芯片企业: a count leads over the marks between kinds.
    let counts = (tokens.get(index)).is_some_and(|token| token.shape == Shape::Number);
    let count = (index..=index + max)
        .take_while(|at| {
            tokens.get(*at).is_some_and(|token| {
                let quoted = token.is_mark('“') || token.is_mark('「');
                let joins = counts && token.is_mark('、');
                joins || quoted || !matches!(token.shape, Shape::Mark(_) | Shape::NewLine)
            })
        })
        .count();
    let words = tokens.slice(tokens.span(index..index + count));
    MEMBER_WORDS.iter().any(|word| words.contains(word))
}
