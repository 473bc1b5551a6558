//! What the words around a date make of it: the day of an event, or of its telling.

use std::ops::Range;

use crate::event::reading::{Reading, SentenceTokens, TokenKind};

/// Whether a date says when something happened: not since or until when, not
/// which year's edition, not when a reporter learned of
/// it; of a plan, that day is when it was told.
pub(super) fn is_of_an_event(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    span: &Range<usize>,
    planned: bool,
) -> bool {
    const SINCE: [&str; 16] = [
        "起", "以来", "电", "讯", "之前", "以前", "末", "底前", "消息", "年度", "度", "届", "版",
        "年报", "前", "期间",
    ];
    // 原定 tells of a day on which it did not happen.
    const UNTIL: [&str; 13] = [
        "自",
        "截至",
        "截止",
        "截止到",
        "截至到",
        "从",
        "自从",
        "到",
        "至",
        "原定",
        "原定于",
        "原计划",
        "原计划于",
    ];
    let behind = reading.after(sentence, span.end);
    let before = reading.before(sentence, span.start).trim_end();
    // 今天起 begins on a day, 今年起 lasts.
    let day = ["今天", "今日", "即日", "昨日", "昨天"].contains(&reading.text(span.clone()));
    let since = SINCE
        .iter()
        .any(|word| behind.starts_with(word) && !(day && *word == "起"));
    let until =
        UNTIL.iter().any(|word| before.ends_with(word)) && !is_of_the_source(before, behind);
    !since && !until && (planned || !tells_of_learning(before, behind))
}

/// （11月8日，香港）甲联盟昨晚举行就职典礼: the day of the release, where the sentence tells
/// another.
pub(super) fn is_of_a_dateline(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    span: &Range<usize>,
) -> bool {
    const DATELINE_CHARS_MAX: usize = 8;
    let before = reading.text(sentence.span.start..span.start).trim_start();
    let opened = before
        .strip_prefix(['(', '（', '【'])
        .filter(|place| place.chars().count() <= DATELINE_CHARS_MAX);
    let behind = reading.after(sentence, span.end);
    let closed = (behind.split_once([')', '）', '】']))
        .filter(|(place, _)| place.chars().count() <= DATELINE_CHARS_MAX);
    let (Some(_), Some((place, _))) = (opened, closed) else {
        return false;
    };
    let end = span.end + place.len();
    (sentence.tokens.iter())
        .any(|token| matches!(token.kind, TokenKind::Date(_)) && token.span.start > end)
}

/// 从昨天在沪召开的会议上获悉: when that was held of which the news is.
fn is_of_the_source(before: &str, behind: &str) -> bool {
    const TOLD: [&str; 7] = [
        "获悉",
        "了解到",
        "得知",
        "传出",
        "传来",
        "传出消息",
        "传来消息",
    ];
    let clause = (behind.split(['，', '。', '；', '：', ':']).next()).unwrap_or_default();
    let held = ["召开的", "举行的", "举办的", "开幕的", "闭幕的", "发布的"];
    before.ends_with('从')
        && held.iter().any(|verb| clause.contains(verb))
        && TOLD.iter().any(|verb| clause.ends_with(verb))
}

/// 8月18日起征集成员, 2月27日消息: when a plan was told.
pub(super) fn opens_a_plan(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    span: &Range<usize>,
) -> bool {
    const CALLS: [&str; 5] = ["征集", "招募", "邀请", "招收", "征求意见"];
    let behind = reading.after(sentence, span.end);
    let begins = behind.strip_prefix('起').is_some_and(|rest| {
        let clause = rest.split(['，', '。', '；']).next().unwrap_or_default();
        CALLS.iter().any(|word| clause.contains(word))
    });
    begins || behind.starts_with("消息，")
}

/// 记者昨日从某局了解到, 昨日，记者获悉: the date of the report.
fn tells_of_learning(before: &str, behind: &str) -> bool {
    let opening: String = behind.chars().take(28).collect();
    let learned = ["获悉", "了解到", "得知", "从"]
        .iter()
        .any(|word| opening.contains(word));
    let reporter = before.ends_with("记者")
        || before.ends_with("笔者")
        || opening.trim_start_matches(['，', ' ']).starts_with("记者");
    reporter && learned && !is_learned_at_meeting(behind)
}

/// 6月30日，记者从在某市召开的理事会上获悉: the reporter was told at the meeting, on
/// its day.
fn is_learned_at_meeting(behind: &str) -> bool {
    const SCENES: [&str; 6] = ["会上", "会议上", "论坛上", "仪式上", "峰会上", "现场"];
    const TOLD: [&str; 4] = ["获悉", "了解到", "得知", "看到"];
    const SOURCE_CHARS_MAX: usize = 60;
    let source: String = behind.chars().take(SOURCE_CHARS_MAX).collect();
    let Some((_, source)) = source.split_once('从') else {
        return false;
    };
    TOLD.iter().any(|told| {
        (source.split_once(told)).is_some_and(|(scene, news)| {
            // …获悉，甲联盟日前吸收了乙: not on that day.
            let news = news.split(['。', '；']).next().unwrap_or_default();
            let lately = ["日前", "近日", "近期", "不久前"]
                .iter()
                .any(|word| news.contains(word));
            !lately
                && !scene.contains(['。', '；'])
                && SCENES.iter().any(|word| scene.ends_with(word))
        })
    })
}

/// 会长昨天说, 总会今日表示: the day of the telling, not of what is told.
pub(crate) fn tells_of_saying(behind: &str) -> bool {
    const CLAUSE_CHARS_MAX: usize = 12;
    let clause = (behind.split(['，', '。', '；', '：', ':']).next()).unwrap_or_default();
    clause.chars().count() <= CLAUSE_CHARS_MAX
        && ["说", "表示", "透露", "指出", "介绍说"]
            .iter()
            .any(|word| clause.ends_with(word))
}
