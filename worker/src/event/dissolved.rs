//! Ends of alliances.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        findings::Findings,
        focus::focus_alliance,
        gap::{begins_with_inner_body, count_content},
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token},
    },
    record::EventType,
};

/// Words that only bodies are the subject of; others end much else as well.
const BODY_WORDS: [&str; 12] = [
    "解散",
    "注销",
    "撤销",
    "散伙",
    "停止活动",
    "停止一切活动",
    "暂停运作",
    "暂停活动",
    "停止运作",
    "停止运行",
    "终止运行",
    "终止活动",
];

/// Finds endings in one sentence.
pub(crate) fn match_endings(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let kind = EventType::AllianceDissolved;
    for (index, trigger) in sentence.tokens.iter().enumerate() {
        if !trigger.is_cue(Cue::Dissolve) || trigger.nested {
            continue;
        }
        let word = reading.text(trigger.span.clone());
        let clauses_max = if BODY_WORDS.contains(&word) { 3 } else { 0 };
        let own = (sentence.tokens.iter().enumerate())
            .filter(|(_, token)| token.alliance().is_some() && !token.nested)
            .filter(|(_, token)| token.clause <= trigger.clause)
            .filter(|(_, token)| trigger.clause - token.clause <= clauses_max)
            .min_by_key(|(at, token)| (trigger.clause.abs_diff(token.clause), at.abs_diff(index)))
            .or_else(|| listed_behind(reading, sentence, trigger));
        let behind = reading.after(sentence, trigger.span.end);
        if behind.starts_with(['的', '按', '等', '、', '后', '或']) {
            continue;
        }
        let Some((_, token)) = own else {
            note_list_item(reading, sentence, index, findings);
            continue;
        };
        let inner = begins_with_inner_body(reading.after(sentence, token.span.end));
        let modality = read_modality(reading, sentence, index);
        if modality != Modality::Fact || inner {
            findings.skip(
                kind,
                sentence.index,
                trigger.span.clone(),
                if inner {
                    "an inner body of an alliance"
                } else {
                    "not told as a fact"
                },
            );
            continue;
        }
        if let Some(entity) = token.alliance() {
            let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
            draft.add_alliance(entity, token.span.clone());
            findings.drafts.push(draft);
        }
    }
}

/// 宣布注销三家社团，即甲联盟、乙协会: what is wound up is listed behind.
fn listed_behind<'s>(
    reading: &Reading<'_>,
    sentence: &'s SentenceTokens,
    trigger: &Token,
) -> Option<(usize, &'s Token)> {
    (sentence.tokens.iter().enumerate())
        .filter(|(_, token)| token.alliance().is_some() && !token.nested)
        .find(|(_, token)| token.span.start >= trigger.span.end)
        .filter(|(_, token)| {
            let gap = reading.text(trigger.span.end..token.span.start);
            let listed = ["即", "：", ":", "分别为", "分别是", "包括", "了"]
                .iter()
                .any(|opener| gap.ends_with(opener));
            listed || gap.is_empty() || gap == "“"
        })
}

/// 准予注销日期：… in the entry of a register: the alliance heads the entry.
fn note_list_item(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &mut Findings,
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let label = count_content(reading.before(sentence, trigger.span.start)) <= 2
        && reading
            .after(sentence, trigger.span.end)
            .starts_with("日期");
    if !label {
        return;
    }
    if let Some((entity, span)) = focus_alliance(reading, sentence, trigger.clause, findings) {
        let mut draft = Draft::new(
            EventType::AllianceDissolved,
            sentence.index,
            trigger.span.clone(),
        );
        draft.add_alliance(entity, span);
        findings.drafts.push(draft);
    }
}
