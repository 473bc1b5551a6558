//! What is signed and yet is no agreement.

use crate::event::reading::{Reading, SentenceTokens};

/// 签署倡议书, 公约 or 宣言 publishes a document.
pub(super) fn signs_a_statement(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let behind = reading.after(sentence, trigger.span.end);
    let end = behind.find(['，', '。', '；']).unwrap_or(behind.len());
    let object = behind.get(..end).unwrap_or_default();
    if ["联署", "共署"].contains(&reading.text(trigger.span.clone())) {
        return true;
    }
    let willing = ["愿意", "同意", "申请", "承诺"]
        .iter()
        .find_map(|word| object.strip_prefix(word))
        .unwrap_or(object);
    // 通过《某某倡议书》，甲、乙、丙率先签名.
    let signs_it = ["签名", "签字", "签了名", "签了字"]
        .contains(&reading.text(trigger.span.clone()))
        && object.trim().is_empty()
        && ["倡议书》", "公约》", "承诺书》", "宣言》"]
            .iter()
            .any(|title| reading.before(sentence, trigger.span.start).contains(title));
    if signs_it
        || ["入盟", "入会", "加入", "加盟"]
            .iter()
            .any(|joins| willing.starts_with(joins))
        || ["入盟意向书", "加盟意向书", "入盟协议", "入会协议"]
            .iter()
            .any(|pact| object.contains(pact))
    {
        return true;
    }
    ["倡议", "公约", "宣言", "承诺书", "自律", "章程", "共识》"]
        .iter()
        .any(|word| object.contains(word))
        && !object.contains("协议")
}
