//! Names of persons in Latin letters.

use super::name::NameReading;
use crate::mention::{
    name::canonical_name,
    token::{Shape, Tokens},
};

/// Longest run of Latin words in a name.
const LATIN_WORDS_MAX: usize = 4;

/// `José Carvalho`, `TonyLiu`: Latin words, each with a capital.
pub(super) fn read_latin(tokens: &Tokens<'_>, index: usize) -> Option<NameReading> {
    let start = tokens.get(index)?.start;
    let mut end_index = index;
    let mut words = 0;
    while words < LATIN_WORDS_MAX {
        let Some(token) = tokens.get(end_index) else {
            break;
        };
        match token.shape {
            Shape::Latin => words += 1,
            Shape::Space | Shape::Mark('.' | '·' | '-' | '\'')
                if tokens
                    .get(end_index + 1)
                    .is_some_and(|next| next.shape == Shape::Latin) => {}
            _ => break,
        }
        end_index += 1;
    }
    let span = tokens.span(index..end_index);
    let name = canonical_name(tokens.slice(span.clone()));
    let capital = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
    (capital && name.len() > 3).then_some(NameReading {
        name,
        span: start..span.end,
        end: end_index,
        is_bounded: true,
    })
}
