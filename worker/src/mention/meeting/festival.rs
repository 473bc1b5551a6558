//! Festivals, weeks and exhibitions: by the last character of the name, and by what
//! counts them, since 节, 周 and 展 end other words as well.

use crate::mention::{
    lexicon::Classes,
    token::{Shape, Tokens},
};

/// What stands behind one that is held.
const HELD: [&str; 19] = [
    "在", "于", "昨", "今", "日", "上", "开幕", "举行", "举办", "启幕", "落幕", "闭幕", "期间",
    "盛大", "正式", "登场", "启动", "现场", "活动",
];
/// What stands before one that is held.
const HOLDING: [&str; 5] = ["举行", "举办", "启动", "合办", "主办"];
/// How many tokens back the verb may stand that holds it.
const NAME_TOKENS_MAX: usize = 16;

/// Whether the token ends the name of one that is held, and is no word for a meeting
/// itself: 第六届玉米节, 2024水泵产业周, 第三届国际水泵展.
pub(super) fn ends_festival(tokens: &Tokens<'_>, last: usize) -> bool {
    let word = tokens.word(last);
    // Every token of a page is asked: most are told by their last character.
    if !word.ends_with(['节', '周', '展']) {
        return false;
    }
    let Some(token) = tokens.get(last).filter(|token| !token.is(Classes::MEETING)) else {
        return false;
    };
    let known = token.shape == Shape::Word && word.chars().count() > 1;
    let ends = word == "节"
        || known && word.chars().count() > 2 && word.ends_with('节')
        || word == "周" && !follows_number(tokens, last)
        || word == "展"
        || known && word.ends_with('展');
    ends && (is_held_behind(tokens, last) || is_held_before(tokens, last))
}

fn follows_number(tokens: &Tokens<'_>, last: usize) -> bool {
    tokens
        .before(last)
        .is_none_or(|before| !matches!(before.shape, Shape::Han | Shape::Word))
}

fn is_held_behind(tokens: &Tokens<'_>, last: usize) -> bool {
    let closes =
        |at: usize| (tokens.get(at)).is_some_and(|token| token.is_mark('”') || token.is_mark('」'));
    let next = if closes(last + 1) { last + 2 } else { last + 1 };
    HELD.iter().any(|word| tokens.word(next).starts_with(word))
}

/// 联盟举办2020酿酒节.
fn is_held_before(tokens: &Tokens<'_>, last: usize) -> bool {
    let ends = tokens
        .get(last + 1)
        .is_none_or(|next| matches!(next.shape, Shape::Mark(_) | Shape::NewLine));
    ends && (last.saturating_sub(NAME_TOKENS_MAX)..last)
        .rev()
        .take_while(|at| {
            tokens.get(*at).is_some_and(|token| {
                !matches!(
                    token.shape,
                    Shape::NewLine | Shape::Mark('，' | '。' | '；' | '、')
                )
            })
        })
        .any(|at| HOLDING.contains(&tokens.word(at)))
}

/// Whether the token counts a series, or gives the year of one: 第六届, 首届, 2024.
pub(super) fn counts_one(tokens: &Tokens<'_>, index: usize) -> bool {
    let word = tokens.word(index);
    let edition = word.starts_with('第') && word.ends_with(['届', '次']) || word == "首届";
    let digits = word.trim_end_matches(['年', '度']);
    let year = digits.len() == 4
        && digits.starts_with(['1', '2'])
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    edition || year
}
