//! Whether a word of signing tells that somebody signed.

use crate::event::reading::{Reading, SentenceTokens, Token};

/// 交换合作协议文本: what changes hands is an agreement; 交换 alone tells none, nor does
/// 签 of a label, a lot or a visa.
pub(super) fn is_of_signing(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
) -> bool {
    const OTHER_WORDS: [char; 12] = [
        '标', '书', '牙', '竹', '抽', '求', '便', '题', '落', '审', '免', '中',
    ];
    let behind = reading.after(sentence, trigger.span.end);
    match reading.text(trigger.span.clone()) {
        "交换" | "互换" => {
            let clause = behind.split(['，', '。', '；', '、', '\n']).next();
            let object = clause
                .unwrap_or_default()
                .trim_end_matches(['》', '”', '」']);
            object.chars().count() <= OBJECT_CHARS_MAX
                && ["协议", "协议书", "文本", "合同", "备忘录", "合约"]
                    .iter()
                    .any(|pact| object.ends_with(pact))
        }
        _ if is_of_ceremony(reading, sentence, trigger, behind) => false,
        "签" => !reading
            .before(sentence, trigger.span.start)
            .ends_with(OTHER_WORDS),
        _ => true,
    }
}

/// 参加了签约仪式, 项目签约中，, 达成合作意向27项: who came, when, or how much was signed, and
/// not by whom.
fn is_of_ceremony(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
    behind: &str,
) -> bool {
    const ATTENDING: [&str; 4] = ["参加", "出席", "见证", "观摩"];
    let before = reading.before(sentence, trigger.span.start);
    let lead = before
        .rsplit(['，', '。', '；', '\n'])
        .next()
        .unwrap_or_default();
    let attends = lead.trim_end_matches(['了', '此', '次', '本', '该']);
    let ceremony = ["仪式", "活动"].iter().any(|word| behind.starts_with(word));
    let counted = reading.text(trigger.span.clone()).starts_with("达成")
        && behind.starts_with(|first: char| first.is_ascii_digit())
        && !lead.contains(['与', '和', '同']);
    ceremony && ATTENDING.iter().any(|verb| attends.ends_with(verb))
        || behind.starts_with("中，")
        || counted
}

/// The longest words for what is exchanged, in characters.
const OBJECT_CHARS_MAX: usize = 24;
