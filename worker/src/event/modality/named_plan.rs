//! Plans and programmes that are named, in which nothing is planned: 重点研发计划.

use crate::event::reading::{Reading, SentenceTokens, Token};

/// 国际合作计划(某某), 行动计划与: a plan by name, in which nothing is planned.
pub(super) fn is_plan_as_noun(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    word: &Token,
) -> bool {
    let behind = reading.after(sentence, word.span.end);
    // 联盟还计划与乙组建X: the verb.
    let verb =
        (reading.before(sentence, word.span.start)).ends_with(['还', '正', '也', '均', '亦', '则']);
    !verb
        && ["计划", "规划"].contains(&reading.text(word.span.clone()))
        && (behind.starts_with([
            '(', '（', '，', '、', '。', '》', '”', '」', '与', '和', '及', '的', '等', '中',
        ]) || is_funded(behind))
}

/// 按照计划，联盟年底前成立: what the plan is for is still to come.
pub(super) fn is_followed(reading: &Reading<'_>, sentence: &SentenceTokens, word: &Token) -> bool {
    let before = reading.before(sentence, word.span.start);
    ["按照", "依照", "按", "根据", "依"]
        .iter()
        .any(|lead| before.ends_with(lead))
}

/// 在某计划支持下, 获某计划补助，: what a plan by name gave, up to the clause's end.
fn is_funded(behind: &str) -> bool {
    const GIVEN: [&str; 12] = [
        "支持", "资助", "补助", "扶持", "引导", "推动", "经费", "项目", "专项", "框架", "奖助",
        "立项",
    ];
    let mut rest = behind;
    while let Some(shorter) = (GIVEN.iter()).find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start_matches(['和', '与', '及']);
    }
    rest.len() < behind.len() && rest.starts_with(['下', '，', ',', '。', '、', '的', '之'])
}
