//! 联盟成立五周年大会: a founding that a meeting's name keeps the anniversary of.

use crate::mention::token::Tokens;

/// Verbs whose anniversary is kept.
const FOUNDED: [&str; 3] = ["成立", "组建", "创立"];

/// Whether the word is such a verb and an anniversary is told right behind it,
/// where it ends: 成立五周年.
pub(super) fn is_kept(tokens: &Tokens<'_>, word: &str, end: usize) -> bool {
    FOUNDED.contains(&word)
        && (tokens.text.get(end..)).is_some_and(|rest| {
            let number = rest.trim_start_matches(|c: char| {
                c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)
            });
            number.len() < rest.len() && number.starts_with("周年")
        })
}
