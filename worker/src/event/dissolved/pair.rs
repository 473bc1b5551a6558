//! Two alliances that become one: 原两家联盟 after both were named.

use crate::{
    alliance_head::ALLIANCE_HEADS,
    event::{
        listing::listed_alliances,
        reading::{Reading, SentenceTokens, Token},
    },
};

/// How far before its end a pair may be named, in sentences.
const PAIR_SENTENCES_MAX: usize = 4;

/// Words for both of two alliances.
const BOTH: [&str; 4] = ["两家", "两个", "两联盟", "两大"];

/// 两家联盟, 两个共同体: whether both of two alliances are what the clause counts.
fn counts_alliances(clause: &str) -> bool {
    BOTH.iter().any(|both| {
        (clause.split_once(both)).is_some_and(|(_, counted)| {
            both.ends_with('盟') || ALLIANCE_HEADS.iter().any(|head| counted.starts_with(head))
        })
    })
}

/// 甲联盟与乙联盟合并为丙联盟，原两家联盟注销: the two that the clause up to the word at
/// `index` means by a count; `None` where it counts no alliances.
pub(super) fn both_ended<'s>(
    reading: &'s Reading<'_>,
    sentence: &'s SentenceTokens,
    index: usize,
    clause: &str,
) -> Option<Vec<&'s Token>> {
    if !BOTH.iter().any(|both| clause.contains(both)) {
        return None;
    }
    let before = sentence.tokens.get(..index).unwrap_or_default();
    let pair = (before.iter().enumerate().rev())
        .filter(|(_, token)| token.alliance().is_some() && !token.nested)
        .map(|(at, _)| listed_alliances(reading, sentence, at))
        .find(|listed| listed.len() == 2);
    if let Some(pair) = pair {
        return Some(
            (pair.into_iter())
                .filter_map(|at| sentence.tokens.get(at))
                .collect(),
        );
    }
    // 原两家联盟停止活动: those told before, not the one of both.
    let told = pair_told_before(reading, sentence.index);
    let counted = clause.contains('原') || counts_alliances(clause);
    (!told.is_empty() || counted).then_some(told)
}

/// The two alliances that a sentence before names side by side, and no third.
fn pair_told_before<'r>(reading: &'r Reading<'_>, index: usize) -> Vec<&'r Token> {
    let first = index.saturating_sub(PAIR_SENTENCES_MAX);
    let before = reading.sentences.get(first..index).unwrap_or_default();
    before
        .iter()
        .rev()
        .find_map(|sentence| {
            let listed = (0..sentence.tokens.len())
                .filter(|at| {
                    (sentence.tokens.get(*at))
                        .is_some_and(|token| token.alliance().is_some() && !token.nested)
                })
                .map(|at| listed_alliances(reading, sentence, at))
                .find(|listed| listed.len() == 2)?;
            Some(
                (listed.into_iter())
                    .filter_map(|at| sentence.tokens.get(at))
                    .collect(),
            )
        })
        .unwrap_or_default()
}

/// Whether the clause of the word has no subject of its own, and the clause before it
/// ends both of two alliances.
pub(super) fn goes_on_from_pair(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
) -> bool {
    let named = (sentence.clause(trigger.clause)).any(|(_, token)| token.alliance().is_some());
    let before = trigger.clause.checked_sub(1).filter(|_| !named);
    before
        .and_then(|clause| {
            let (first, _) = sentence.clause(clause).next()?;
            let (_, last) = sentence.clause(clause).last()?;
            let start = sentence.clause_start(first);
            Some(reading.text(start..last.span.end.max(start)))
        })
        .is_some_and(|words| words.contains('原') && BOTH.iter().any(|both| words.contains(both)))
}
