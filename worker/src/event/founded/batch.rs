//! Several alliances that a clause speaks of by their kind, and the list that
//! names them behind it.

use std::ops::Range;

use crate::alliance_head::has_alliance_head;
use crate::event::{
    focus::is_pronoun,
    gap::is_counter,
    reading::{Reading, SentenceTokens},
};

/// What a list of alliances begins with, behind the clause that counts them.
const LIST_OPENERS: [&str; 20] = [
    "它们是",
    "依次是",
    "依次为",
    "依序是",
    "依序为",
    "具体为",
    "一个是",
    "一家是",
    "其一是",
    "有",
    "囊括",
    "：",
    ":",
    "分别为",
    "分别是",
    "包括",
    "——",
    "，即",
    "一是",
    "名单，",
];

/// 首批5家创新联合体已经组建：甲联合体，由…；乙联合体，由…: the kind stands in
/// the clause, the names follow behind a colon.
pub(super) fn search_list(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let whole = reading.text(sentence.span.start..trigger.span.start);
    if !names_an_alliance_kind(reading, sentence, index)
        && !whole.contains("联合体名单")
        && !is_of_many(reading.text(clause_range(sentence, index)))
    {
        return Vec::new();
    }
    let behind = reading.after(sentence, trigger.span.end);
    let Some(opened) = (LIST_OPENERS.iter())
        .filter_map(|opener| behind.find(opener).map(|at| at + opener.len()))
        .min()
    else {
        return Vec::new();
    };
    (sentence.tokens.iter().enumerate())
        .filter(|(_, token)| {
            token.alliance().is_some()
                && !token.nested
                && token.span.start >= trigger.span.end + opened
                && !is_pronoun(reading.text(token.span.clone()))
        })
        .map(|(at, _)| at)
        .collect()
}

/// Whether the clause of the word speaks of alliances at all.
pub(super) fn names_an_alliance_kind(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> bool {
    let clause = reading.text(clause_range(sentence, index));
    has_alliance_head(clause)
}

/// The text of the clause that the word at `index` stands in.
pub(super) fn clause_range(sentence: &SentenceTokens, index: usize) -> Range<usize> {
    let start = sentence.clause_start(index);
    let Some(trigger) = sentence.tokens.get(index) else {
        return start..start;
    };
    let end = (sentence.tokens.iter().skip(index))
        .find(|token| token.clause > trigger.clause)
        .map_or(sentence.span.end, |token| token.span.start);
    start..end.max(start)
}

/// Whether the words speak of several bodies by their kind: 一批平台, 4个群聚联盟.
pub(super) fn is_of_many(words: &str) -> bool {
    const BODIES: [&str; 8] = [
        "联盟",
        "联合体",
        "共同体",
        "平台",
        "机构",
        "载体",
        "组织",
        "团体",
    ];
    BODIES.iter().any(|body| {
        words.match_indices(body).any(|(at, _)| {
            let before = words.get(..at).unwrap_or_default();
            let counted = (before.char_indices().rev())
                .take(KIND_CHARS_MAX)
                .find(|(_, character)| ['个', '家', '批', '大', '类'].contains(character));
            counted.is_some_and(|(at, _)| {
                let number = before.get(..at).unwrap_or_default();
                number.ends_with(is_counter) && !number.ends_with(['家', '个', '名'])
            })
        })
    })
}

/// The longest words for a kind, with the measure before them, in characters.
const KIND_CHARS_MAX: usize = 12;
