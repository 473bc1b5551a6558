//! Sums of agreements, and what plans are given.

use crate::{
    event::{
        draft::Draft,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    record::EventType,
};

/// Gives the sums of the text to the events that they are of.
pub(super) fn assign_amounts(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let mut totalled: Vec<usize> = Vec::new();
    for sentence in &reading.sentences {
        for (index, token) in sentence.tokens.iter().enumerate() {
            let TokenKind::Amount(amount) = token.kind else {
                continue;
            };
            let clause = reading.text(sentence.clause_start(index)..token.span.start);
            let before = reading.before(sentence, token.span.start);
            if STATISTICS.iter().any(|word| clause.contains(word)) {
                continue;
            }
            let told = told_with(reading, sentence, index, drafts);
            let Some(at) = told.or_else(|| plan_funded(sentence, clause, drafts)) else {
                continue;
            };
            let Some(draft) = drafts.get_mut(at) else {
                continue;
            };
            // 总金额58亿元。其中，甲拟投资6亿元; 总投资30亿元，其中一期12亿元: the
            // part is in the total.
            let own = draft.sentences.contains(&sentence.index);
            let part = if own {
                clause.trim_start().starts_with("其中")
            } else {
                ["其中", "包括"].iter().any(|word| before.contains(word))
            };
            if part && (totalled.contains(&at) || !draft.amounts.is_empty()) {
                continue;
            }
            if TOTALS.iter().any(|word| clause.contains(word)) {
                totalled.push(at);
            }
            if !draft.amounts.contains(&amount) {
                draft.amounts.push(amount);
            }
        }
    }
}

/// The agreement that the sum is of: signed in its sentence, in the one
/// before, or named as what the sum is of.
fn told_with(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &[Draft],
) -> Option<usize> {
    let sum = sentence.tokens.get(index)?;
    let text = reading.text(sentence.span.clone());
    let signings: Vec<(usize, &Draft)> = (drafts.iter().enumerate())
        .filter(|(_, draft)| draft.kind == EventType::AgreementSigned)
        .collect();
    let about = AGREEMENT_WORDS.iter().any(|word| text.contains(word));
    let near = signings.iter().rev().find(|(_, draft)| {
        let first = draft.first_sentence() == sentence.index;
        let told = draft.sentences.contains(&sentence.index)
            && (!first || draft.trigger.start < sum.span.start);
        let last = draft.sentences.last();
        told || about && last.is_some_and(|last| last + 1 == sentence.index)
    });
    if let Some((at, _)) = near {
        return Some(*at);
    }
    // 总投资86亿元的12个项目签约: the sum stands before the word.
    let same_clause = signings.iter().find(|(_, draft)| {
        let trigger =
            (sentence.tokens.iter()).find(|token| token.span.start >= draft.trigger.start);
        draft.first_sentence() == sentence.index
            && trigger.is_some_and(|trigger| trigger.clause == sum.clause)
    });
    if let Some((at, _)) = same_clause {
        return Some(*at);
    }
    if !OF_AGREEMENTS.iter().any(|word| text.contains(word)) {
        return None;
    }
    let mut earlier = signings.iter().rev();
    let earlier = earlier.find(|(_, draft)| draft.first_sentence() < sentence.index);
    earlier.or(signings.first()).map(|(at, _)| *at)
}

/// The plan of the sentence, where it is given the sum.
fn plan_funded(sentence: &SentenceTokens, clause: &str, drafts: &[Draft]) -> Option<usize> {
    if !GRANTS.iter().any(|word| clause.contains(word)) {
        return None;
    }
    drafts.iter().rposition(|draft| {
        let near = (draft.sentences.iter())
            .any(|told| (*told..=told + GRANT_SENTENCES_MAX).contains(&sentence.index));
        draft.kind == EventType::AlliancePlanned && !draft.background && near
    })
}

/// How far behind a plan its funds may be told, in sentences.
const GRANT_SENTENCES_MAX: usize = 3;

/// Words of a sentence behind a signing that tells more of it.
const AGREEMENT_WORDS: [&str; 8] = [
    "协议",
    "总投资",
    "签约",
    "项目",
    "合同",
    "投资",
    "出资",
    "设立",
];

/// Words that say of a sum, wherever it stands, that agreements are of it.
const OF_AGREEMENTS: [&str; 9] = [
    "签约总",
    "签约金额",
    "签约额",
    "签约后",
    "集中签约",
    "合同金额",
    "协议金额",
    "根据协议",
    "协议约定",
];

/// Words before the total of a batch.
const TOTALS: [&str; 6] = ["总金额", "总投资", "总额", "签约金额", "签约额", "合计"];

/// Words by which a plan is given money.
const GRANTS: [&str; 7] = ["预留", "安排", "投入", "拨付", "拨款", "资助", "出资"];

/// What sums of statistics are of, not of an agreement.
const STATISTICS: [&str; 23] = [
    "力争",
    "争取",
    "编列",
    "产值",
    "产业规模",
    "营业收入",
    "营收",
    "市场规模",
    "进出口",
    "注册资本",
    "股价",
    "销售额",
    "年收入",
    "总产出",
    "市值",
    "增加值",
    "利润",
    "成交额",
    "会费",
    "奖金",
    "同比",
    "余额",
    "去年",
];
