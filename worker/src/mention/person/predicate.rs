//! What the person just named does: a name ends where it begins.

use std::sync::LazyLock;

use super::office::takes_office;
use crate::{
    mention::{
        lexicon::{Classes, table_words},
        token::{Shape, Tokens},
    },
    word_list::WordTable,
};

static PREDICATES: LazyLock<WordTable> = LazyLock::new(|| {
    WordTable::of(table_words(include_str!(
        "../../../data/names/predicates.txt"
    )))
});

/// Whether `rest` begins with what a person does or says.
pub(super) fn begins_predicate(rest: &str) -> bool {
    PREDICATES.beginnings(rest).next().is_some()
}

/// Whether the byte `offset` begins what a person does: takes an office, or acts.
pub(super) fn acts_at(tokens: &Tokens<'_>, offset: usize) -> bool {
    let rest = tokens.text.get(offset..).unwrap_or_default();
    takes_office(rest)
        || begins_predicate(rest)
        || rest.starts_with('任') && names_post(tokens, offset + '任'.len_utf8())
}

/// Whether a post stands at the byte `offset`: 祁连任组织委员.
pub(super) fn names_post(tokens: &Tokens<'_>, offset: usize) -> bool {
    (tokens.from(offset)..)
        .map_while(|at| tokens.get(at))
        .take(POST_TOKENS_MAX)
        .take_while(|token| matches!(token.shape, Shape::Word | Shape::Han))
        .any(|token| token.is(Classes::TITLE))
}

const POST_TOKENS_MAX: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_and_sayings_begin_a_predicate() {
        for rest in ["讲的是缆线", "笑着说", "为联盟授旗", "代理出席"] {
            assert!(begins_predicate(rest), "{rest}");
        }
        for rest in ["明在场", "讲", "为民说", ""] {
            assert!(!begins_predicate(rest), "{rest}");
        }
    }
}
