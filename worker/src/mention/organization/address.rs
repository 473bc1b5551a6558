//! A region before a name that the page elsewhere writes without it: where the body is,
//! and no part of what it is called.

use crate::mention::{
    lexicon::Classes,
    name::EntityList,
    token::{Shape, Tokens},
};

/// The most bodies of a page that this is asked for.
const BODIES_MAX: usize = 300;
/// The shortest name without its address, in characters.
const NAME_CHARS_MIN: usize = 4;

/// 在锦州渤辽大学举行, where the page also has 渤辽大学: behind 在 the region says where.
pub(super) fn drop_addresses(tokens: &Tokens<'_>, found: &mut EntityList) {
    let addressed: Vec<(usize, String)> = (found.entities.iter().enumerate())
        .take(BODIES_MAX)
        .filter_map(|(at, entity)| Some((at, without_address(tokens, found, at, &entity.name)?)))
        .collect();
    let any = !addressed.is_empty();
    for (at, name) in addressed {
        match found.find(&name) {
            Some(known) => found.merge(at, known),
            None => found.rename(at, &name),
        }
    }
    // What was merged is no body that a short name may mean.
    if any {
        found.drop_unmentioned();
    }
}

fn without_address(
    tokens: &Tokens<'_>,
    found: &EntityList,
    at: usize,
    name: &str,
) -> Option<String> {
    let own = || (found.mentions.iter()).filter(|mention| mention.value == at);
    let placed = own().all(|mention| {
        (tokens.from(mention.span.start).checked_sub(1))
            .is_some_and(|before| ["在", "于"].contains(&tokens.word(before)))
    });
    if !placed {
        return None;
    }
    let words = Tokens::cut(name);
    let second = words.get(1)?;
    let region = (words.get(0)).is_some_and(|first| first.is(Classes::REGION));
    let branded = second.shape == Shape::Han || second.is(Classes::REGION);
    let rest = name.get(second.start..).filter(|_| region && branded)?;
    // The shorter name stands by itself.
    let apart = (tokens.text.match_indices(rest)).any(|(start, _)| {
        let index = tokens.from(start);
        (tokens.get(index)).is_some_and(|token| token.start == start)
            && !(tokens.before(index)).is_some_and(|before| before.is(Classes::REGION))
    });
    (apart && rest.chars().count() >= NAME_CHARS_MIN).then(|| rest.to_owned())
}
