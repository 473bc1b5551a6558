//! The items of a list, read from its end.

use std::ops::Range;

use super::{
    super::{
        apposition::{KIND_WORDS, behind_apposition, behind_kind},
        extent::before_count,
        is_half,
    },
    ADVERBS, ITEMS_MAX, PARTY_COUNTS,
    short::is_short_name,
};
use crate::{
    mention::{
        alias::introduces_alias,
        boundary::{NameKind, find_name},
        lexicon::Classes,
        name::canonical_name,
        token::{Shape, Tokens},
    },
    word_list::WordList,
};

/// The items of the list that ends before token `end`, from the last.
pub(super) fn read_items(tokens: &Tokens<'_>, end: usize) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut end = end;
    // 甲、乙、丙共同签署; 甲、乙、丙三方签署; 甲、乙正式加入.
    while let Some(before) = behind_adverb(tokens, end) {
        end = before;
    }
    if end > 0 && PARTY_COUNTS.contains(&tokens.word(end - 1)) {
        end -= 1;
    }
    let mut kinds = 0;
    let counted = tokens.word(end) == "等"
        && (tokens.get(end + 1)).is_some_and(|count| count.shape == Shape::Number);
    while items.len() < ITEMS_MAX {
        end = without_aside(tokens, end);
        let Some(last) = tokens.before(end) else {
            break;
        };
        let kind = if last.is(Classes::ORGANIZATION) {
            NameKind::Organization
        } else {
            NameKind::ListItem
        };
        let plain = matches!(
            last.shape,
            Shape::Han | Shape::Latin | Shape::Word | Shape::Mark(')')
        );
        let mut item = find_name(tokens, end, kind);
        if is_half(tokens, item.start) {
            item = find_name(tokens, end, NameKind::Organization);
        }
        if plain {
            item = before_count(tokens, item);
            item = behind_apposition(tokens, item);
            item = with_brand(tokens, behind_kind(tokens, behind_joiner(tokens, item)));
        }
        // 甲电网、发电企业、化工企业等: kinds stand beside names.
        let kind = plain && counted && kinds < KINDS_MAX && tells_members(tokens, &item);
        if !kind && (!plain || !is_short_name(tokens, &item)) {
            break;
        }
        let start = item.start;
        if kind {
            kinds += 1;
        } else {
            items.push(item);
        }
        match parting(tokens, start) {
            Some(part) => end = part,
            None => break,
        }
    }
    items
}

/// Where the words end that an adverb or a joiner before `end` follows. Adverbs
/// are known by their characters: the cut may have no word for them.
fn behind_adverb(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let last = tokens.before(end)?;
    if last.is(Classes::JOINER) && !last.is(Classes::ORGANIZATION) {
        return Some(end - 1);
    }
    let before = tokens.slice(0..last.end);
    (const { WordList::of(&ADVERBS) }.endings(before))
        .filter_map(|adverb| tokens.at(last.end - adverb.len()))
        .min()
}

/// The most kinds within a list of names.
const KINDS_MAX: usize = 6;

/// Whether the item is a kind of bodies, as lists end with: 科研院所, 装备企业.
fn tells_members(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    let words = canonical_name(tokens.slice(tokens.span(item.clone())));
    let proper = (item.clone()).any(|at| {
        (tokens.get(at)).is_some_and(|token| {
            token.is(Classes::REGION) || matches!(token.shape, Shape::Latin | Shape::Number)
        })
    });
    !proper
        && ["企业", "单位", "院所", "院校", "高校", "机构"]
            .iter()
            .any(|kind| words.ends_with(kind))
}

/// Verbs that lead from one body to those that act with it.
const LEADING_ON: [&str; 10] = [
    "联合", "携手", "会同", "联同", "偕同", "连同", "牵手", "联手", "同", "跟",
];

/// 甲联合乙: of two brands with such a verb between them, the second.
fn behind_joiner(tokens: &Tokens<'_>, item: Range<usize>) -> Range<usize> {
    let unknown = |range: Range<usize>| {
        range.len() > 1
            && (range.clone()).all(|at| {
                (tokens.get(at))
                    .is_some_and(|token| matches!(token.shape, Shape::Han | Shape::Latin))
            })
            || range.len() == 1
                && (tokens.get(range.start)).is_some_and(|token| token.shape == Shape::Latin)
    };
    // 思睿和声扬: a conjunction that another word hides.
    let hidden = (item.start + 2..item.end.saturating_sub(2)).find(|at| {
        tokens.word(*at) == "和"
            && (tokens.get(*at)).is_some_and(|token| token.shape == Shape::Han)
            && unknown(item.start..*at)
            && unknown(at + 1..item.end)
            && item.len() <= HIDDEN_TOKENS_MAX
    });
    if let Some(at) = hidden {
        return at + 1..item.end;
    }
    let joiner = (item.clone().skip(1)).find(|at| {
        tokens.word(*at) == "联合"
            && unknown(item.start..*at)
            && (tokens.get(at + 1)).is_some_and(|next| {
                matches!(next.shape, Shape::Han | Shape::Latin) && !next.is(Classes::ORGANIZATION)
            })
            && item.end > at + 2
    });
    joiner.map_or(item.clone(), |at| at + 1..item.end)
}

/// The longest two brands with such a conjunction between them, in tokens.
const HIDDEN_TOKENS_MAX: usize = 9;

/// The longest attribute of an item, in tokens.
const ATTRIBUTE_TOKENS_MAX: usize = 14;

/// Where the item before the one at `start` ends: before the mark that parts
/// them, which an attribute may stand behind: 、总部位于甲市的乙.
fn parting(tokens: &Tokens<'_>, start: usize) -> Option<usize> {
    let parts = |at: usize| {
        (tokens.get(at)).is_some_and(|mark| {
            mark.is_mark('、')
                || mark.is(Classes::CONJUNCTION)
                || tokens.word(at) == "和"
                || const { WordList::of(&LEADING_ON) }.contains(tokens.word(at))
        })
    };
    let before = start.checked_sub(1)?;
    if parts(before) {
        // 、与乙.
        let marked = (before.checked_sub(1))
            .filter(|at| (tokens.get(*at)).is_some_and(|mark| mark.is_mark('、')));
        return Some(marked.unwrap_or(before));
    }
    let attributive = tokens.word(before) == "的"
        || (KIND_WORDS.ending(tokens.slice(0..tokens.span(before..start).end))).is_some();
    if !attributive {
        return None;
    }
    (1..=ATTRIBUTE_TOKENS_MAX)
        .map_while(|back| before.checked_sub(back))
        .take_while(|at| {
            (tokens.get(*at)).is_some_and(|token| {
                let ends = matches!(
                    token.shape,
                    Shape::NewLine
                        | Shape::Number
                        | Shape::Mark('，' | '。' | '；' | '：' | ':' | ')')
                );
                !ends && !["在", "于", "等"].contains(&tokens.word(*at))
            })
        })
        .find(|at| parts(*at))
}

/// The longest beginning of a brand before a function word, in tokens.
const BRAND_HEAD_TOKENS_MAX: usize = 2;
/// Function words that part names and are in no brand.
const PARTING_WORDS: [&str; 9] = ["的", "了", "等", "在", "是", "由", "与", "和", "及"];

/// 、福建盼达、, 、维他机械人、: a function word between a region or a beginning at a
/// list's mark and the rest of a short item is part of the brand.
fn with_brand(tokens: &Tokens<'_>, item: Range<usize>) -> Range<usize> {
    let Some(word) = item.start.checked_sub(1) else {
        return item;
    };
    let single = tokens.get(word).is_some_and(|token| {
        token.is(Classes::BREAK) && tokens.slice(token.start..token.end).chars().count() == 1
    });
    let unknown = |at: usize| (tokens.get(at)).is_some_and(|token| token.shape == Shape::Han);
    let region = (word.checked_sub(1))
        .filter(|at| (tokens.get(*at)).is_some_and(|token| token.is(Classes::REGION)));
    let head = region.or_else(|| {
        (1..=BRAND_HEAD_TOKENS_MAX)
            .map_while(|back| word.checked_sub(back))
            .take_while(|at| unknown(*at))
            .last()
    });
    let listed = |start: usize| {
        (tokens.before(start)).is_some_and(|mark| {
            mark.is_mark('、') || mark.shape == Shape::NewLine || mark.is(Classes::CONJUNCTION)
        })
    };
    let rest = tokens.slice(tokens.span(item.clone()));
    let count = rest.chars().count();
    let short = (1..=if region.is_some() {
        2
    } else {
        BRAND_TAIL_CHARS_MAX
    })
        .contains(&count)
        && (item.clone()).all(|at| {
            unknown(at) || (tokens.get(at)).is_some_and(|token| token.is(Classes::FILLER))
        });
    head.filter(|start| {
        single && short && listed(*start) && !PARTING_WORDS.contains(&tokens.word(word))
    })
    .map_or(item.clone(), |start| start..item.end)
}

/// The longest rest of a brand behind a function word, in characters.
const BRAND_TAIL_CHARS_MAX: usize = 3;

/// The longest bracket with another name or a stock's number, in tokens.
const ASIDE_TOKENS_MAX: usize = 24;

/// Where the name ends before a bracket that is no part of it: 甲科技(5474),
/// 甲公司(简称乙).
fn without_aside(tokens: &Tokens<'_>, end: usize) -> usize {
    if !tokens.before(end).is_some_and(|last| last.is_mark(')')) {
        return end;
    }
    let floor = end.saturating_sub(ASIDE_TOKENS_MAX);
    let open = (floor..end)
        .rev()
        .find(|at| tokens.get(*at).is_some_and(|token| token.is_mark('(')));
    let aside = |open: usize| {
        tokens.slice(tokens.span(open..end)).is_ascii() || introduces_alias(tokens, open + 1)
    };
    open.filter(|open| aside(*open)).unwrap_or(end)
}
