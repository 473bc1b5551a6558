//! The two sides of a signing as its clause lists them: before the verb, before and
//! behind 与.

use std::{iter, ops::Range};

use super::{
    partners::{JOINTS, NAME_CHARS, before_joint, chars, is_plain_name, without_adverbs},
    side::{bare_side, clause_bounds},
};
use crate::event::reading::{Reading, SentenceTokens, Token, TokenKind};

const SEPARATORS: [&str; 6] = ["、", "以及", "及", "和", "与", "，"];

/// The words of a sentence that name the parties of a signing.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    pub(super) clause: usize,
    /// From the beginning of the clause to the verb, or to the clause's end.
    pub(super) words: Range<usize>,
}

/// Which words name the parties of the verb at `index`: those before it in its clause;
/// or, where these say only how, when and where it was signed, the clause before:
/// 与甲、乙、丙四方，共同签署; 邀请甲、乙两校，于昨日在校内签署.
pub(super) fn opening_of(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Opening {
    let start = sentence.clause_start(index);
    let Some(trigger) = sentence.tokens.get(index) else {
        return Opening {
            clause: 0,
            words: start..start,
        };
    };
    let own = Opening {
        clause: trigger.clause,
        words: start..trigger.span.start,
    };
    let lead = reading.text(own.words.clone()).trim();
    // 共同签署 is one word of signing.
    let words = reading.text(start..trigger.span.end).trim();
    let adverb = ["共同", "联合", "一起", "携手", "一同", "一道", "现场"]
        .iter()
        .any(|how| words.starts_with(how));
    let manner = if adverb {
        without_adverbs(lead).is_empty()
    } else {
        !lead.is_empty() && bare_side(reading, sentence, own.words.clone()).is_empty()
    };
    let Some(before) = trigger.clause.checked_sub(1).filter(|_| manner) else {
        return own;
    };
    let Some(words) = clause_bounds(sentence, before) else {
        return own;
    };
    let parties: Vec<&Token> = (sentence.clause(before))
        .map(|(_, token)| token)
        .filter(|token| token.is_party() && !token.nested)
        .collect();
    let Some(last) = parties.last() else {
        return own;
    };
    let tail = reading.text(last.span.end..words.end.max(last.span.end));
    let tail = tail.trim_matches(['”', '」', ' ']);
    let ends = tail.is_empty() || tail.starts_with('的') || without_count(tail).is_some();
    let joined = ["与", "和"]
        .iter()
        .any(|joint| reading.text(words.clone()).starts_with(joint));
    if ends && (parties.len() > 1 || joined) {
        Opening {
            clause: before,
            words,
        }
    } else {
        own
    }
}

pub(super) type Items = Vec<Range<usize>>;

/// 甲、乙、丙三家企业: a list as long as the number behind it says; it may begin in an
/// earlier clause (甲省的乙市、丙市，丁省的戊市三方).
pub(super) fn counted_list(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: Range<usize>,
) -> Option<(Items, bool)> {
    let text = without_adverbs(reading.text(clause.clone()));
    let (list, wanted) = without_count(text)?;
    let end = clause.start + list.trim_end_matches('等').len();
    let own = split_list(clause.start, reading.text(clause.start..end));
    let mut items = own;
    if items.len() < wanted {
        let start = (sentence.span.start).max(end.saturating_sub(LIST_BYTES_MAX));
        let start = reading.article.text.as_str().ceil_char_boundary(start);
        items = split_list(start, reading.text(start..end));
        items.drain(..items.len().saturating_sub(wanted));
        for item in &mut items {
            if let Some(at) = reading.text(item.clone()).rfind('的') {
                item.start += at + '的'.len_utf8();
            }
        }
        let known = |item: &Range<usize>| is_known(sentence, item);
        let named = |item: &Range<usize>| known(item) || is_plain_name(reading.text(item.clone()));
        if !items.iter().all(named) || !items.iter().any(known) {
            return None;
        }
    }
    // 甲、乙两地: a city's short name has two characters.
    let shortest = if text.ends_with(['地', '市', '县', '州']) {
        2
    } else {
        *NAME_CHARS.start()
    };
    let clean = (items.iter()).all(|item| chars(reading, item) >= shortest);
    (items.len() == wanted && clean).then_some((items, true))
}

/// Whether the item begins with a name.
fn is_known(sentence: &SentenceTokens, item: &Range<usize>) -> bool {
    (sentence.tokens.iter()).any(|token| {
        token.span.start == item.start
            && (token.is_party() || matches!(token.kind, TokenKind::Place(_)))
    })
}

/// How far back a counted list may begin, in bytes.
const LIST_BYTES_MAX: usize = 600;

/// 甲、乙、丙三家企业: the words without the count at their end, and the count.
fn without_count(text: &str) -> Option<(&str, usize)> {
    const UNITS: [&str; 24] = [
        "所伙伴学校",
        "所大专院校",
        "所大学",
        "家伙伴企业",
        "家厂商",
        "家医院",
        "县(市)",
        "县市",
        "市州",
        "市",
        "县",
        "州",
        "家企业",
        "家公司",
        "家单位",
        "所高校",
        "家机构",
        "家",
        "所院校",
        "所学校",
        "个单位",
        "方",
        "地",
        "校",
    ];
    let list = UNITS.iter().find_map(|unit| text.strip_suffix(unit))?;
    let (at, numeral) = list.char_indices().next_back()?;
    let count = match numeral {
        '两' | '2' => 2,
        '三' | '3' => 3,
        '四' | '4' => 4,
        '五' | '5' => 5,
        '六' | '6' => 6,
        '七' | '7' => 7,
        '八' | '8' => 8,
        '九' | '9' => 9,
        _ => return None,
    };
    Some((list.get(..at)?.trim_end_matches(['共', '这', '等']), count))
}

/// 与甲、乙正式签约: the list between 与 and the verb. As many as a count behind it says,
/// with the signer or without, are parties whatever their names.
pub(super) fn other_side(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: Range<usize>,
) -> Option<(Items, bool)> {
    let text = without_adverbs(reading.text(clause.clone()));
    let text = text.split_once('等').map_or(text, |(list, _)| list);
    let (text, count) = without_count(text).map_or((text, None), |(list, n)| (list, Some(n)));
    let start = (sentence.tokens.iter())
        .filter(|token| token.is_party() && !token.nested)
        .map(|token| token.span.end)
        .chain([clause.start])
        .filter(|end| clause.contains(end))
        .find_map(|end| {
            let rest = text.get(end - clause.start..)?;
            let (lead, joint) = JOINTS.iter().find_map(|joint| {
                let at = rest.find(joint)?;
                is_lead(sentence, rest.get(..at)?, end).then_some((at, joint.len()))
            })?;
            Some(end + lead + joint)
        })?;
    let list = text.get(start - clause.start..)?;
    // 与甲市的产业合作备忘录: what they sign is no party.
    let list = list.split_once('的').map_or(list, |(list, _)| list);
    let items = split_list(start, list);
    let counted = count.is_some_and(|count| items.len() == count || items.len() + 1 == count);
    (!items.is_empty()).then_some((items, counted))
}

/// 随后，甲则与乙签署协议: the list between what opens the clause and 与, where a known
/// party stands behind that.
pub(super) fn near_side(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: Range<usize>,
) -> Option<(Items, bool)> {
    let known = (sentence.tokens.iter())
        .filter(|token| clause.contains(&token.span.start))
        .find(|token| token.is_party() && !token.nested)?;
    // The day stands before the signer.
    let from = (sentence.tokens.iter())
        .filter(|token| matches!(token.kind, TokenKind::Date(_)))
        .map(|token| token.span.end)
        .filter(|end| clause.contains(end) && *end <= known.span.start)
        .max()
        .unwrap_or(clause.start);
    let lead = reading.text(from..known.span.start);
    let list = before_joint(lead.trim_end_matches(['“', '「']))?;
    let side = bare_side(reading, sentence, from..from + list.len());
    let items = split_list(side.start, reading.text(side));
    let own = |item: &Range<usize>| {
        reading
            .text(item.clone())
            .starts_with(['我', '本', '贵', '省', '市', '县', '区', '校'])
    };
    (!items.is_empty() && !items.iter().any(own)).then_some((items, false))
}

/// The longest place that no table knows, in characters.
const PLACE_CHARS_MAX: usize = 8;

/// Whether the words, which begin at `start`, may stand between the signer and 与: when,
/// where and how.
fn is_lead(sentence: &SentenceTokens, words: &str, start: usize) -> bool {
    const LEADS: [&str; 21] = [
        "则", "分别", "并", "还", "又", "另", "再", "也", "就", "便", "已", "现场", "当场", "同场",
        "随后", "”", "」", "）", ")", "在", "于",
    ];
    let mut rest = words;
    while !rest.is_empty() {
        let site = rest.strip_prefix('在').filter(|site| {
            site.chars().count() <= PLACE_CHARS_MAX && site.chars().all(char::is_alphabetic)
        });
        if site.is_some() {
            return true;
        }
        let at = start + (words.len() - rest.len());
        let said = (sentence.tokens.iter())
            .find(|token| {
                token.span.start == at
                    && matches!(token.kind, TokenKind::Date(_) | TokenKind::Place(_))
            })
            .and_then(|token| rest.get(token.span.len()..));
        match said.or_else(|| LEADS.iter().find_map(|lead| rest.strip_prefix(lead))) {
            Some(shorter) => rest = shorter,
            None => return false,
        }
    }
    true
}

/// The ranges of the items of a list that begins at `start`.
pub(super) fn split_list(start: usize, list: &str) -> Items {
    let mut items: Items = iter::once(start..start + list.len()).collect();
    for separator in SEPARATORS {
        items = items
            .into_iter()
            .flat_map(|item| {
                let text = list
                    .get(item.start - start..item.end - start)
                    .unwrap_or_default();
                let mut at = item.start;
                text.split(separator)
                    .map(|part| {
                        let range = at..at + part.len();
                        at = range.end + separator.len();
                        range
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    items.retain(|item| !item.is_empty());
    items
}
