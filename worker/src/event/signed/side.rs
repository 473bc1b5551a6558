//! One side of a signing without what stands around it: when, where and how.

use std::ops::Range;

use crate::{
    event::reading::{Reading, SentenceTokens, TokenKind},
    numbering::NUMERALS,
};

/// Words before the party.
const LEADS: [&str; 40] = [
    "其中",
    "随后",
    "现场",
    "会上",
    "会后",
    "会前",
    "当天",
    "当日",
    "当晚",
    "当场",
    "同日",
    "同时",
    "此外",
    "另外",
    "仪式上",
    "活动上",
    "会议期间",
    "期间",
    "上午",
    "下午",
    "晚上",
    "日前",
    "近日",
    "当年",
    "同年",
    "次年",
    "由",
    "则",
    "再由",
    "分别由",
    "另由",
    "而",
    "并",
    "签约由",
    "促成",
    "此行",
    "最后",
    "首先",
    "典礼上",
    "晚间",
];
/// Words behind the party.
const TAILS: [&str; 32] = [
    "则", "也", "亦", "均", "都", "还", "又", "并", "再", "另", "便", "就", "已", "分别", "先后",
    "现场", "当场", "即场", "代表", "正式", "首次", "再次", "随即", "随后", "同时", "各自", "方面",
    "一道", "今天", "昨天", "率先", "成功",
];
/// Numbers of agreements: 第二份由, 头一份是.
const NUMBERED: [&str; 7] = ["份", "项", "个月", "个", "笔", "天", "年"];
/// The longest site behind 在, in characters.
const SITE_CHARS_MAX: usize = 14;

/// The bytes of a clause.
pub(super) fn clause_bounds(sentence: &SentenceTokens, clause: usize) -> Option<Range<usize>> {
    let first = sentence
        .tokens
        .partition_point(|token| token.clause < clause);
    let start = sentence.clause_start(first);
    let end = sentence.clause(clause).last().map(|(_, token)| token)?;
    let end = if matches!(end.kind, TokenKind::Mark(_)) {
        end.span.start
    } else {
        end.span.end
    };
    Some(start..end.max(start))
}

/// The range without the words around the party.
pub(super) fn bare_side(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    side: Range<usize>,
) -> Range<usize> {
    let mut start = side.start;
    let mut end = side.end;
    while start < end {
        let text = reading.text(start..end);
        let trimmed = text.trim_start_matches([
            ' ', '“', '「', '”', '」', '●', '·', '■', '▲', '◆', '•', '—', '-', '\n', '、',
        ]);
        let shorter = text.len() - trimmed.len();
        let next = (shorter > 0).then_some(shorter).or_else(|| {
            (LEADS.iter())
                .filter(|lead| trimmed.starts_with(**lead))
                .map(|lead| lead.len())
                .max()
                .or_else(|| numbered(trimmed))
                .or_else(|| dated(sentence, start, end))
                .or_else(|| {
                    let on =
                        (trimmed.strip_prefix('于')).map_or(0, |rest| trimmed.len() - rest.len());
                    Some(on + dated(sentence, start + on, end).filter(|_| on > 0)?)
                })
                .or_else(|| sited(reading, sentence, start..end))
                .or_else(|| occasion(trimmed))
        });
        match next.filter(|next| *next > 0) {
            Some(next) => start += next,
            None => break,
        }
    }
    while start < end {
        let text = reading.text(start..end);
        let trimmed = text.trim_end_matches([' ', '”', '」', '，']);
        let tail = (TAILS.iter()).find_map(|tail| trimmed.strip_suffix(tail));
        let left = match tail {
            Some(left) => left.len(),
            None if trimmed.len() < text.len() => trimmed.len(),
            None => match (dated_at_end(sentence, start, end), site_at_end(text)) {
                (Some(date), _) => date - start,
                (None, Some(place)) => place,
                (None, None) => break,
            },
        };
        end = start + left;
    }
    start..end
}

/// 大会上, 揭牌仪式上: the occasion that the text begins with.
fn occasion(text: &str) -> Option<usize> {
    let (at, _) = text
        .char_indices()
        .take(OCCASION_CHARS_MAX)
        .find(|(_, c)| *c == '上')?;
    let lead = text.get(..at)?;
    (lead.ends_with(['会', '式', '礼', '坛', '动', '场'])
        && lead.chars().all(char::is_alphanumeric))
    .then_some(at + '上'.len_utf8())
}

/// The longest words for an occasion, in characters.
const OCCASION_CHARS_MAX: usize = 10;

/// 第二份, 头一份: which of several agreements.
fn numbered(text: &str) -> Option<usize> {
    let rest = (text.strip_prefix('第').or_else(|| text.strip_prefix('头')))
        .or_else(|| text.strip_prefix("另"))?;
    let number = rest.chars().next()?;
    let behind = rest.get(number.len_utf8()..)?;
    let unit = NUMBERED.iter().find(|unit| behind.starts_with(**unit))?;
    NUMERALS.contains(number).then(|| {
        let rest = behind.get(unit.len()..).unwrap_or_default();
        let led = rest.strip_prefix('是').unwrap_or(rest);
        text.len() - led.len()
    })
}

/// The length of the date that the text at `start` begins with.
fn dated(sentence: &SentenceTokens, start: usize, end: usize) -> Option<usize> {
    (sentence.tokens.iter())
        .filter(|token| token.span.start == start && token.span.end <= end)
        .find(|token| matches!(token.kind, TokenKind::Date(_)))
        .map(|token| token.span.len())
}

fn dated_at_end(sentence: &SentenceTokens, start: usize, end: usize) -> Option<usize> {
    (sentence.tokens.iter())
        .filter(|token| token.span.start > start && token.span.end == end)
        .find(|token| matches!(token.kind, TokenKind::Date(_)))
        .map(|token| token.span.start)
}

/// 在浦东新区: where the clause begins with the place, up to the party or the end.
fn sited(reading: &Reading<'_>, sentence: &SentenceTokens, range: Range<usize>) -> Option<usize> {
    let text = reading.text(range.clone());
    if !text.starts_with(['在', '于']) {
        return None;
    }
    (sentence.tokens.iter())
        .filter(|token| token.span.start > range.start && token.span.end <= range.end)
        .find(|token| matches!(token.kind, TokenKind::Place(_)) && !token.nested)
        .filter(|token| token.span.start <= range.start + '在'.len_utf8())
        .map(|token| token.span.end - range.start)
}

/// 公司在深圳: where the party's words end with the place.
fn site_at_end(text: &str) -> Option<usize> {
    let at = text.rfind(['在', '于'])?;
    let site = text.get(at..)?;
    let plain = site.chars().all(char::is_alphanumeric);
    (plain && (3..=SITE_CHARS_MAX).contains(&site.chars().count())).then_some(at)
}
