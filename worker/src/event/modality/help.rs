//! Words that help a founding along: of what is to come, or of what is done.

use crate::event::reading::{Reading, SentenceTokens, Token, TokenKind};

/// 在甲局的推动下成立: who helped, not what is to come.
pub(super) fn is_help(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    word: &Token,
    trigger: &Token,
) -> bool {
    let behind = reading.text(word.span.end..trigger.span.start.max(word.span.end));
    let before = reading.before(sentence, word.span.start);
    let clause = before.rsplit(['，', '。', '；']).next().unwrap_or_default();
    behind.starts_with('下') && clause.contains('在')
}

/// 2023年11月推动成立的X: what was pushed for on a day that has passed is done.
pub(super) fn is_done_on_a_day(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    word: &Token,
    trigger: &Token,
) -> bool {
    let pushes = ["推动", "推进", "引导", "鼓励"].contains(&reading.text(word.span.clone()))
        && word.span.end == trigger.span.start;
    let passed = |token: &Token| {
        let TokenKind::Date(index) = token.kind else {
            return false;
        };
        let day = (reading.mentions.dates.get(index)).and_then(|date| date.value.date.bounds());
        (day.zip(reading.article.anchor)).is_some_and(|((_, last), anchor)| last < anchor)
    };
    pushes
        && (sentence.tokens.iter()).any(|token| token.span.end == word.span.start && passed(token))
}
