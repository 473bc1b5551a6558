//! Names of persons whose surname no table holds.

use super::{
    bound::{NEVER_GIVEN, boundary_strength},
    name::{NameReading, is_given_word, opening_word, take_given},
    office::takes_office,
    predicate::begins_predicate,
};
use crate::mention::{
    lexicon::is_of_nouns,
    token::{Shape, Tokens, is_han},
};

/// 庹正刚, 才让东智, where a name must stand: up to five characters that no word
/// covers, up to something that surely ends a name; two only up to a mark or a
/// verb of taking office, for adverbs of two stand between posts and verbs, more
/// than three only up to a verb. No table holds every surname, and many peoples have none.
pub(super) fn read_unlisted(tokens: &Tokens<'_>, start: usize) -> Option<NameReading> {
    let first = tokens.text.get(start..)?.chars().next()?;
    let mut readings = UNLISTED_GIVEN
        .into_iter()
        .filter_map(|given| take_given(tokens, start, first.len_utf8(), given));
    readings
        .find(|reading| {
            let rest = tokens.text.get(reading.span.end..).unwrap_or_default();
            let fits = match reading.name.chars().count() {
                2 => {
                    let acts = takes_office(rest) || begins_predicate(rest);
                    is_at_mark(tokens, reading.span.end)
                        || acts
                            && !is_of_nouns(&reading.name)
                            && !ADVERBS.contains(&reading.name.as_str())
                }
                3 => true,
                _ => {
                    let acts = takes_office(rest)
                        || begins_predicate(rest)
                        || rest.starts_with(['说', '称', '任']);
                    acts && !is_of_nouns(&reading.name)
                }
            };
            let inner = tokens.from(start)..tokens.from(reading.span.end);
            // 罕玉山: a place or a noun may be what is given.
            let unknown = inner.clone().all(|at| {
                tokens.get(at).is_some_and(|token| {
                    token.shape == Shape::Han || at > inner.start && is_given_word(token)
                })
            });
            unknown
                && is_han(first)
                && !NEVER_GIVEN.contains(&first)
                && opening_word(&reading.name).is_none()
                && boundary_strength(tokens, reading.span.end) == 2
                && fits
        })
        .map(|reading| NameReading {
            is_bounded: true,
            ..reading
        })
}

/// Adverbs of two characters between a post and what its holder does.
const ADVERBS: [&str; 44] = [
    "如期", "准时", "依次", "逐一", "逐个", "随即", "率先", "首先", "最后", "专程", "特地", "专门",
    "亲自", "亲临", "详细", "简要", "重点", "深入", "全面", "先后", "轮流", "现场", "在线", "线上",
    "书面", "视频", "致电", "发来", "受托", "因故", "应约", "有关", "相关", "认真", "热情", "隆重",
    "集体", "集中", "联合", "联名", "共同", "分头", "带头", "当场",
];

const UNLISTED_GIVEN: [usize; 4] = [1, 2, 3, 4];

/// Whether a mark or the end of a line stands at the byte `offset`.
fn is_at_mark(tokens: &Tokens<'_>, offset: usize) -> bool {
    tokens
        .at(offset)
        .and_then(|index| tokens.get(index))
        .is_none_or(|token| matches!(token.shape, Shape::Mark(_) | Shape::NewLine))
}
