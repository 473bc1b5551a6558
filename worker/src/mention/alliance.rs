//! Alliances: names that end in 联盟, 联合体 or 共同体 (RECORDS.md, "An
//! alliance"), their short names, and the words that stand for them.

mod exclusion;
mod reference;
mod shortening;

use std::ops::Range;

use super::{
    alias::read_aliases,
    boundary::{NameKind, find_name},
    lexicon::{Classes, table_words},
    name::{EntityList, canonical_name},
    token::{Shape, Tokens},
};

/// A name like an alliance's that is none, with the reason.
pub(crate) type NonAlliance = super::Mention<&'static str>;

/// What the recognizer found.
#[derive(Debug, Default)]
pub(crate) struct Alliances {
    pub(crate) list: EntityList,
    pub(crate) non_alliances: Vec<NonAlliance>,
}

/// A word for an alliance without a name of its own, or a shortened name.
#[derive(Clone, Debug)]
struct Reference {
    /// Tokens of the whole.
    tokens: Range<usize>,
    /// 联盟, 联合体 or 共同体.
    head: String,
    /// What stands before the head, in canonical form; empty for a bare head.
    body: String,
}

/// Finds the alliances of the text.
pub(crate) fn find_alliances(tokens: &Tokens<'_>) -> Alliances {
    let mut found = Alliances::default();
    let mut references = Vec::new();
    for index in 0..tokens.list.len() {
        let is_head = tokens
            .get(index)
            .is_some_and(|token| token.is(Classes::ALLIANCE));
        if is_head && !is_cut_word(tokens, index) {
            read_head(tokens, index, &mut found, &mut references);
        }
    }
    shortening::merge_names(tokens, &mut found.list);
    reference::resolve_kinds(tokens, &mut found.list, &mut references);
    reference::mention_names(tokens, &mut found.list);
    reference::resolve_bare_heads(tokens, &mut found.list, &references);
    found.list.settle();
    found
}

/// 联盟链, 联盟号, 联盟杯: the head is part of another word.
fn is_cut_word(tokens: &Tokens<'_>, index: usize) -> bool {
    ["链", "号", "杯", "军", "赛", "店"].contains(&tokens.word(index + 1))
}

fn read_head(
    tokens: &Tokens<'_>,
    index: usize,
    found: &mut Alliances,
    references: &mut Vec<Reference>,
) {
    let name = find_name(tokens, index + 1, NameKind::Alliance);
    let body = canonical_name(tokens.slice(tokens.span(name.start..index)));
    let head = tokens.word(index).to_owned();
    let span = tokens.span(name.clone());
    if let Some(reason) = exclusion::reason_to_exclude(&body, &head) {
        found.non_alliances.push(super::Mention {
            span,
            value: reason,
        });
        return;
    }
    // 科技部联盟试点: a public body forms no name of an alliance.
    let of_government = tokens.before(index).is_some_and(|last| {
        last.is(Classes::NAMED) && last.is(Classes::ORGANIZATION) && index > name.start
    });
    if of_government && index == name.start + 1 {
        return;
    }
    if read_coordinated(tokens, name.clone(), &head, found) {
        return;
    }
    if is_generic(tokens, name.start..index) {
        references.push(Reference {
            tokens: name,
            head,
            body,
        });
        return;
    }
    let text = format!("{body}{head}");
    let aliases = read_aliases(tokens, index + 1, &text);
    let entity = found.list.add(text);
    found.list.mention(span, entity);
    for alias in aliases {
        found.list.add_alias(entity, alias);
    }
}

/// Whether the words before a head say only what kind of alliance it is.
fn is_generic(tokens: &Tokens<'_>, body: Range<usize>) -> bool {
    body.into_iter().all(|index| {
        let word = tokens.word(index);
        GENERIC.contains(&word)
            || tokens.get(index).is_some_and(|token| {
                token.is(Classes::INTRODUCER)
                    || token.is(Classes::CONJUNCTION)
                    || token.shape == Shape::Number && word.ends_with(['届', '次', '批'])
                    || matches!(token.shape, Shape::Mark(_) | Shape::Space)
            })
    })
}

/// Words that name no alliance, alone or one after the other.
static GENERIC: std::sync::LazyLock<std::collections::BTreeSet<&'static str>> =
    std::sync::LazyLock::new(|| {
        table_words(include_str!("../../data/names/generic_alliance_words.txt")).collect()
    });

/// 甲、乙两个产业联盟: each item before the count is a name of its own. Whether
/// there was any.
fn read_coordinated(
    tokens: &Tokens<'_>,
    name: Range<usize>,
    head: &str,
    found: &mut Alliances,
) -> bool {
    let counted = name
        .start
        .checked_sub(1)
        .filter(|before| COUNTS.contains(&tokens.word(*before)));
    let Some(count) = counted.filter(|_| is_generic(tokens, name.start..name.end - 1)) else {
        return false;
    };
    let shared = canonical_name(tokens.slice(tokens.span(name.start..name.end - 1)));
    let mut end = count;
    let mut items = 0;
    loop {
        let item = find_name(tokens, end, NameKind::Alliance);
        let body = canonical_name(tokens.slice(tokens.span(item.clone())));
        let plain = tokens
            .before(end)
            .is_some_and(|last| !matches!(last.shape, Shape::Mark(_)) && !last.is(Classes::BREAK));
        if body.is_empty() || !plain {
            return items > 0;
        }
        let entity = found.list.add(format!("{body}{shared}{head}"));
        found.list.mention(tokens.span(item.clone()), entity);
        items += 1;
        if !tokens
            .before(item.start)
            .is_some_and(|mark| mark.is_mark('、'))
        {
            return true;
        }
        end = item.start - 1;
    }
}

const COUNTS: [&str; 5] = ["两个", "三个", "四个", "五个", "六个"];

#[cfg(test)]
mod tests;
