//! Documents in rows: below a colon, or in a table below a sentence that publishes.

use crate::event::{
    cue::Cue,
    reading::{Reading, SentenceTokens, TokenKind},
};

/// The most lines that a list of documents has above one of its rows.
const ROWS_MAX: usize = 10;

/// 同时发布的还有三项标准：, above rows with a document each: the sentence and the
/// position of its word of publishing.
pub(super) fn trigger_above<'r>(
    reading: &'r Reading<'_>,
    row: &SentenceTokens,
    index: usize,
) -> Option<(&'r SentenceTokens, usize)> {
    let tells =
        (row.tokens.iter().take(index)).any(|token| token.is_mark('。') || token.is_mark('，'));
    let first = (row.tokens.iter())
        .position(|token| matches!(token.kind, TokenKind::Document(_)) && !token.nested);
    if tells || first != Some(index) {
        return None;
    }
    let above = reading.sentences.get(..row.index)?;
    for told in above.iter().rev().take(ROWS_MAX) {
        let text = reading.text(told.span.clone()).trim_end();
        if text.ends_with(['：', ':']) {
            if let Some(at) = word_of_publishing(reading, told) {
                return Some((told, at));
            }
            // 批准发布两项标准，自下月起实施。目录如下：
            let bare = text.chars().count() <= BARE_OPENER_CHARS_MAX;
            let before = told.index.checked_sub(1).filter(|_| bare)?;
            let before = reading.sentences.get(before)?;
            return Some((before, word_of_publishing(reading, before)?));
        }
        let of_list = opens_with_document(reading, told);
        if !text.ends_with(['。', '；', '！']) {
            continue;
        }
        // 现批准发布以下标准，自下月起实施。 above a table.
        let announced = ANNOUNCING.iter().any(|word| text.contains(word));
        if let Some(at) = word_of_publishing(reading, told).filter(|_| announced) {
            return Some((told, at));
        }
        if !of_list {
            return None;
        }
    }
    None
}

/// Words by which a sentence speaks of a list that follows.
const ANNOUNCING: [&str; 9] = [
    "以下",
    "下列",
    "如下",
    "下表",
    "附后",
    "见附",
    "目录",
    "名单",
    "予以公布",
];

/// The longest sentence that only opens a list, in characters: 具体目录如下：.
const BARE_OPENER_CHARS_MAX: usize = 12;

/// The position of the word by which the sentence publishes something.
fn word_of_publishing(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<usize> {
    (sentence.tokens.iter()).position(|token| {
        token.is_cue(Cue::Issue)
            && ["发布", "公布", "印发", "出台", "推出"]
                .iter()
                .any(|word| reading.text(token.span.clone()).contains(word))
    })
}

/// The longest text before the document of a row: ——T/AB 003-2022《…》.
const ROW_LEAD_CHARS_MAX: usize = 24;

/// Whether the line is a row that a document opens.
fn opens_with_document(reading: &Reading<'_>, row: &SentenceTokens) -> bool {
    (row.tokens.iter())
        .find(|token| matches!(token.kind, TokenKind::Document(_)) && !token.nested)
        .map(|token| reading.before(row, token.span.start))
        .is_some_and(|lead| {
            lead.chars().count() <= ROW_LEAD_CHARS_MAX && !lead.contains(['，', '。'])
        })
}
