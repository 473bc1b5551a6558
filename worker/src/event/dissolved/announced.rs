//! Lists of ended bodies that a sentence near by announces.

use crate::event::reading::{Reading, SentenceTokens, Token};

/// How far before the decision its list may be announced, in sentences.
const ANNOUNCED_SENTENCES_MAX: usize = 4;

/// Whether several bodies are said to have been ended, without their names:
/// 对“某研究会”等14家社会组织作出撤销登记处罚.
pub(super) fn ends_many(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: &Token) -> bool {
    const BODIES: [&str; 5] = ["社会组织", "社会团体", "社团", "民办非企业", "单位"];
    let before = reading.before(sentence, trigger.span.start);
    let behind = reading.after(sentence, trigger.span.end);
    let object = behind.split(['，', '。', '；']).next().unwrap_or_default();
    [before, object].iter().any(|words| {
        BODIES.iter().any(|body| {
            words.find(body).is_some_and(|at| {
                let lead = words.get(..at).unwrap_or_default();
                lead.contains(['家', '个']) || lead.ends_with('等')
            })
        })
    })
}

/// The alliances of a list that a line near by announces: 具体名单如下： and the
/// names behind it, in the same line or up to the next full stop.
pub(super) fn alliances_announced<'r>(reading: &'r Reading<'_>, index: usize) -> Vec<&'r Token> {
    let last = (index + ANNOUNCED_SENTENCES_MAX).min(reading.sentences.len());
    let near = reading.sentences.get(index + 1..last).unwrap_or_default();
    let Some((opener, at)) = near.iter().find_map(|line| {
        let text = reading.text(line.span.clone());
        let at = text.find(['：', ':'])?;
        let lead = text.get(..at)?;
        let opens = ["名单", "如下", "以下", "分别是", "分别为", "包括"]
            .iter()
            .any(|word| lead.contains(word));
        (opens && !lead.contains('，')).then_some((line, line.span.start + at))
    }) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for line in (reading.sentences.iter().skip(opener.index)).take(LIST_LINES_MAX) {
        let named = (line.tokens.iter())
            .filter(|token| token.alliance().is_some() && !token.nested && token.span.start > at);
        found.extend(named);
        if reading.text(line.span.clone()).trim_end().ends_with('。') {
            break;
        }
    }
    found
}

/// Most lines of such a list.
const LIST_LINES_MAX: usize = 60;

/// Whether one of the sentences before says that a list follows: (名单见下表).
pub(super) fn list_is_announced(reading: &Reading<'_>, index: usize) -> bool {
    let first = index.saturating_sub(ANNOUNCED_SENTENCES_MAX);
    (reading.sentences.get(first..index).unwrap_or_default())
        .iter()
        .map(|before| reading.text(before.span.clone()))
        .any(|text| {
            ["名单见", "名单附", "名单如下", "见下表", "见附件", "详见附"]
                .iter()
                .any(|word| text.contains(word))
        })
}
