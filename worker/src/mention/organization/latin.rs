//! Names of bodies in Latin letters, by the legal form or the kind that ends
//! them: `德国Gartenhof GmbH`.

use std::ops::Range;

use crate::mention::{
    lexicon::Classes,
    token::{Shape, Tokens},
};

/// Legal forms and kinds.
const FORMS: [&str; 24] = [
    "GmbH",
    "Ltd",
    "LTD",
    "Inc",
    "INC",
    "Corp",
    "LLC",
    "LLP",
    "AG",
    "PLC",
    "BV",
    "Oy",
    "AB",
    "Group",
    "University",
    "Institute",
    "Holdings",
    "Association",
    "Foundation",
    "Limited",
    "Corporation",
    "Company",
    "Technologies",
    "Ventures",
];
/// The longest such name, in tokens.
const NAME_TOKENS_MAX: usize = 14;

/// The name that the form at token `last` ends, with the state before it.
pub(super) fn read_latin(tokens: &Tokens<'_>, last: usize) -> Option<Range<usize>> {
    let form = tokens
        .get(last)
        .is_some_and(|token| token.shape == Shape::Latin)
        && FORMS.contains(&tokens.word(last));
    if !form {
        return None;
    }
    let count = (1..=NAME_TOKENS_MAX)
        .map_while(|back| tokens.get(last.checked_sub(back)?))
        .take_while(|token| {
            matches!(
                token.shape,
                Shape::Latin | Shape::Space | Shape::Mark('.' | '&' | '-' | ',')
            )
        })
        .count();
    let mut start = last - count;
    while start < last
        && tokens
            .get(start)
            .is_some_and(|token| token.shape != Shape::Latin)
    {
        start += 1;
    }
    // 甲公司(Acme GmbH): another name of the one before.
    let aside = (tokens.before(start)).is_some_and(|before| before.is_mark('('));
    let state = (tokens.before(start)).is_some_and(|before| before.is(Classes::REGION));
    let dotted = ["Ltd", "LTD", "Inc", "INC", "Corp"].contains(&tokens.word(last))
        && (tokens.get(last + 1)).is_some_and(|mark| mark.is_mark('.'));
    let end = last + 1 + usize::from(dotted);
    (start < last && !aside).then_some(start - usize::from(state)..end)
}
