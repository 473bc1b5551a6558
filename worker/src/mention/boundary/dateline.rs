//! Datelines and the brackets behind them, which no name reaches over.

use crate::mention::{
    lexicon::Classes,
    token::{Shape, Tokens},
};

/// 某报3月5日电(张三)甲联盟: the bracket behind a dateline holds who wrote it.
pub(super) fn ends_dateline(tokens: &Tokens<'_>, open: usize) -> bool {
    open.checked_sub(1)
        .is_some_and(|at| is_dateline_end(tokens, at))
}

/// 3月5日电, 某日报讯, 长沙讯: what a report begins with, before its first name.
pub(super) fn is_dateline_end(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    let led = || {
        tokens.before(at).is_some_and(|before| {
            before.shape == Shape::Number
                || before.is(Classes::REGION)
                || tokens
                    .word(at - 1)
                    .ends_with(['报', '网', '社', '台', '刊'])
        })
    };
    ["日电", "日讯", "本报讯", "本网讯", "报道", "报导", "消息"].contains(&word)
        || ["电", "讯"].contains(&word) && led()
}

/// What the bracket of a dateline begins with: (记者某某).
pub(super) const BYLINES: [&str; 6] = ["记者", "通讯员", "见习记者", "实习记者", "编辑", "作者"];
