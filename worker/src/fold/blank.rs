//! Blanks inside words and names, and more than one in a row.

use std::ops::Range;

use crate::span::{Rewriter, SpannedText};

/// Longest token that may be a name in a list parted by blanks.
const NAME_CHARS_MAX: usize = 4;
/// Tokens in a row from which on blanks part a list.
const LIST_TOKENS_MIN: usize = 3;

/// The text without blanks that part nothing, or `None` where it has none.
///
/// Chinese is written without blanks. In a sentence a blank between ideographs
/// is damage, unless it parts the names of a list; elsewhere (headings, lines of
/// a header) it parts fields, unless it stands between single characters.
pub(super) fn close_up(source: &SpannedText) -> Option<SpannedText> {
    let text = source.as_str();
    let mut rewriter = Rewriter::new(source);
    let tokens = split_tokens(text);
    if tokens.len() < 2 {
        return None;
    }
    let is_prose = text.contains('。') || text.contains('，') || text.contains('；');
    for (index, pair) in tokens.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let gap = left.end..right.start;
        let (Some(before), Some(after)) = (
            text.get(..gap.start)
                .and_then(|text| text.chars().next_back()),
            text.get(gap.end..).and_then(|text| text.chars().next()),
        ) else {
            continue;
        };
        let closes = if is_wide(before) && is_wide(after) {
            if is_ideograph(before) && is_ideograph(after) {
                let (left, right) = (run_before(text, left), run_after(text, right));
                let spelled = left == 1 || right == 1;
                spelled || is_prose && !is_list(text, &tokens, index)
            } else {
                true
            }
        } else {
            is_mark(before) && is_wide(after) || is_wide(before) && is_mark(after)
        };
        if closes {
            rewriter.replace(gap, "");
        } else if source.get(gap.clone()) != " " {
            rewriter.replace(gap, " ");
        }
    }
    rewriter.finish()
}

/// Runs without blanks, in order. Line breaks are no blanks here.
fn split_tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (offset, byte) in text.bytes().enumerate() {
        match (matches!(byte, b' ' | b'\t'), start) {
            (true, Some(from)) => {
                tokens.push(from..offset);
                start = None;
            }
            (false, None) => start = Some(offset),
            _ => {}
        }
    }
    tokens.extend(start.map(|from| from..text.len()));
    tokens
}

/// Ideographs in a row at the end of a token.
fn run_before(text: &str, token: &Range<usize>) -> usize {
    let token = text.get(token.clone()).unwrap_or_default();
    token
        .chars()
        .rev()
        .take_while(|character| is_ideograph(*character))
        .count()
}

/// Ideographs in a row at the beginning of a token.
fn run_after(text: &str, token: &Range<usize>) -> usize {
    let token = text.get(token.clone()).unwrap_or_default();
    token
        .chars()
        .take_while(|character| is_ideograph(*character))
        .count()
}

/// Whether the gap behind token `index` parts names of a list.
fn is_list(text: &str, tokens: &[Range<usize>], index: usize) -> bool {
    let is_name = |token: &Range<usize>| {
        let token = text.get(token.clone()).unwrap_or_default();
        let length = token.chars().count();
        (2..=NAME_CHARS_MAX).contains(&length) && token.chars().all(is_ideograph)
    };
    let is_short = |length: usize| (2..=NAME_CHARS_MAX).contains(&length);
    // The first and the last token of a list are glued to what stands around.
    let mut names = 0;
    for token in tokens.iter().take(index + 1).rev() {
        names += usize::from(is_name(token) || is_short(run_before(text, token)));
        if !is_name(token) || names >= LIST_TOKENS_MIN {
            break;
        }
    }
    for token in tokens.iter().skip(index + 1) {
        names += usize::from(is_name(token) || is_short(run_after(text, token)));
        if !is_name(token) || names >= LIST_TOKENS_MIN {
            break;
        }
    }
    names >= LIST_TOKENS_MIN
}

fn is_mark(character: char) -> bool {
    matches!(character, ',' | ':' | ';' | '!' | '?' | '(' | ')')
}

fn is_wide(character: char) -> bool {
    is_ideograph(character)
        || matches!(
            character,
            '\u{3001}'..='\u{3020}' | '“' | '”' | '‘' | '’' | '，' | '：' | '；' | '！' | '？'
        )
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '〇' | '\u{20000}'..='\u{3FFFF}')
}
