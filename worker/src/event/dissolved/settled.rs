//! Ends that are decided and whose day is set: they are news before the day comes.

use crate::event::{
    modality::{Modality, read_modality},
    reading::{Reading, SentenceTokens, TokenKind},
};

/// 经会议决议，将于6月30日起停止运作: whether the end at `index` is resolved or announced
/// by those whom it is up to, for a certain day.
pub(super) fn is_settled(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    const RESOLVED: [&str; 12] = [
        "决议", "议决", "决定", "宣布", "宣告", "公告", "表决", "通过", "同意", "批准", "核准",
        "通知",
    ];
    const DAYS: [&str; 6] = ["将于", "将自", "将从", "将在", "定于", "自"];
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    if read_modality(reading, sentence, index) != Modality::Plan {
        return false;
    }
    let before = reading.text(sentence.span.start..trigger.span.start);
    let clause = reading.text(sentence.clause_start(index)..trigger.span.start);
    let day = (sentence.clause(trigger.clause))
        .any(|(at, token)| at < index && matches!(token.kind, TokenKind::Date(_)));
    let set = DAYS.iter().any(|word| clause.contains(word));
    let wished = ["拟", "建议", "提议", "考虑", "计划", "有望"]
        .iter()
        .any(|word| before.contains(word));
    day && set && !wished && RESOLVED.iter().any(|word| before.contains(word))
}
