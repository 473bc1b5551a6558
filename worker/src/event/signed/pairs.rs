//! Several agreements that one verb tells: each of two parties.

use super::partners::without_adverbs;
use crate::event::{
    cue::Cue,
    reading::{Reading, SentenceTokens, Token},
};

/// What joins the two parties of an agreement.
const JOINS: [&str; 8] = ["与", "和", "同", "跟", "—", "——", "-", "及"];

/// 甲与乙；丙与丁签署协议, 签约的有：甲与乙；丙与丁: the pairs of clauses that have nothing
/// but one each; the verb stands in the last or before the first.
fn pairs_of_clauses(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<[usize; 2]> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let verb_of = |clause: usize| {
        (sentence.clause(clause))
            .find(|(_, token)| token.is_cue(Cue::Sign) && !token.nested)
            .map(|(at, _)| at)
    };
    let pair_of = |clause: usize, listed: bool, end: Option<usize>| {
        let parties: Vec<(usize, &Token)> = (sentence.clause(clause))
            .filter(|(at, token)| {
                token.is_party() && !token.nested && end.is_none_or(|end| *at < end)
            })
            .collect();
        let [(left, first), (right, second)] = parties.as_slice() else {
            return None;
        };
        let joined = JOINS.contains(&reading.gap(first, second).trim_matches(['“', '”', ' ']));
        let lead = reading.text(sentence.clause_start(*left)..first.span.start);
        let rest = match end.and_then(|end| sentence.tokens.get(end)) {
            Some(verb) => without_adverbs(reading.gap(second, verb)),
            None => reading
                .after(sentence, second.span.end)
                .split(['，', '；', '。', ',', ';'])
                .next()?,
        };
        let bare = |words: &str| {
            let words = words.trim_matches(['“', '”', ' ', '\n', '等', '。']);
            words.is_empty() || listed && ["一组", "一对", "组成一组", "为一组"].contains(&words)
        };
        let opens =
            bare(lead) || listed && ["分别是", "分别为", "包括", "以及"].contains(&lead.trim());
        (joined && opens && bare(rest)).then_some([*left, *right])
    };
    if opens_pairs(reading.after(sentence, trigger.span.end)) {
        let clauses = sentence.clauses();
        return (trigger.clause + 1..clauses.end)
            // 丙与丁分别签署: a verb of its own closes the last pair.
            .map_while(|clause| pair_of(clause, true, verb_of(clause)))
            .collect();
    }
    // 甲与乙，丙与丁，分别签署: the verb has a clause of its own.
    let lead = reading.text(sentence.clause_start(index)..trigger.span.start);
    let apart = lead.trim() == "分别" && trigger.clause > 0;
    let last = if apart {
        pair_of(trigger.clause - 1, true, None)
    } else {
        pair_of(trigger.clause, false, Some(index))
    };
    let Some(last) = last else {
        return Vec::new();
    };
    let first_clause = trigger.clause - usize::from(apart);
    let mut pairs: Vec<[usize; 2]> = (sentence.clauses().start..first_clause)
        .rev()
        .take_while(|clause| verb_of(*clause).is_none())
        .map_while(|clause| pair_of(clause, true, None))
        .collect();
    pairs.reverse();
    pairs.push(last);
    pairs
}

/// 签约的有：: the verb stands before its pairs.
fn opens_pairs(behind: &str) -> bool {
    let lead = behind.split(['：', ':']).next().unwrap_or_default();
    // 签约是下午的事，分成三组：.
    let grouped = lead.ends_with(['组', '对']);
    lead.len() < behind.len()
        && lead.chars().count() <= if grouped { 2 } else { 1 } * OPENER_CHARS_MAX
        && !lead.contains('。')
        && (grouped || !lead.contains('，'))
}

/// The longest words between such a verb and its colon, in characters.
const OPENER_CHARS_MAX: usize = 12;

/// 甲与乙、丙与丁分别签约: the pairs of a list whose members each join two parties
/// in one way; empty where it is no such list.
pub(super) fn pairs_of(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    parties: &[usize],
) -> Vec<[usize; 2]> {
    const PARTS: [&str; 6] = ["、", "，", "；", "，以及", "以及", "、以及"];
    let gap = |left: usize, right: usize| {
        let (left, right) = (sentence.tokens.get(left)?, sentence.tokens.get(right)?);
        Some(reading.gap(left, right).trim())
    };
    let shared = pairs_of_clauses(reading, sentence, index);
    if shared.len() > 1 {
        return shared;
    }
    let before = parties.iter().all(|at| *at < index);
    if parties.len() < 4 || !parties.len().is_multiple_of(2) || !before {
        return Vec::new();
    }
    let mut pairs = Vec::new();
    let mut way = None;
    for (nth, pair) in parties.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let Some(words) = gap(*left, *right) else {
            return Vec::new();
        };
        let fits = if nth % 2 == 0 {
            pairs.push([*left, *right]);
            JOINS.contains(&words) && *way.get_or_insert(words) == words
        } else {
            PARTS.contains(&words)
        };
        if !fits {
            return Vec::new();
        }
    }
    pairs
}
