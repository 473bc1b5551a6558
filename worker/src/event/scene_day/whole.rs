//! Which words tell of a meeting of several days as a whole, which of one of them.

use crate::{
    event::{
        draft::When,
        reading::{Reading, SentenceTokens},
    },
    mention::DateKind,
};

/// Whether a line begins with the sentence.
pub(super) fn opens_paragraph(reading: &Reading<'_>, sentence: &SentenceTokens) -> bool {
    let before = reading.article.text.as_str().get(..sentence.span.start);
    before.is_none_or(|before| {
        before.is_empty() || before.trim_end_matches([' ', '　']).ends_with('\n')
    })
}

/// 开幕式上还举行了签约仪式: behind what was told of the meeting's other days.
pub(super) fn is_at_opening(text: &str) -> bool {
    let text = text.trim_start();
    ["开幕式上", "开幕式后", "开幕式期间", "开幕仪式上"]
        .iter()
        .any(|word| text.starts_with(word))
}

/// Whether the day is one of those that the meeting takes.
pub(super) fn is_within(when: &When, whole: Option<&When>) -> bool {
    let Some(whole) = whole.filter(|_| when.kind == DateKind::Day) else {
        return false;
    };
    (when.date.bounds().zip(whole.date.bounds()))
        .is_some_and(|((day, _), (first, last))| first <= day && day <= last)
}

/// 本次年会审议通过…, 为了…，大会现场发布了: told of the meeting as a whole, behind what
/// was told of one of its days.
pub(super) fn is_of_all_days(text: &str) -> bool {
    const MEETINGS: [&str; 9] = [
        "年会",
        "大会",
        "论坛",
        "峰会",
        "博览会",
        "展会",
        "交易会",
        "洽谈会",
        "活动",
    ];
    const WHOLE: [&str; 6] = ["本次", "本届", "此次", "这次", "该次", "整个"];
    // 大会选举…: may be of a meeting of that one day.
    const GOING_ON: [&str; 9] = [
        "还", "共", "现场", "完成", "同时", "期间", "集中", "累计", "设",
    ];
    let clauses = text.trim_start().split(['，', '；']).take(CLAUSES_MAX);
    clauses.into_iter().any(|clause| {
        let named = |clause: &str| {
            (MEETINGS.iter()).find_map(|word| clause.strip_prefix(word).map(str::to_owned))
        };
        let marked = (WHOLE.iter()).find_map(|word| clause.strip_prefix(word));
        match marked {
            Some(rest) => named(rest).is_some_and(|rest| !rest.starts_with(['闭', '落'])),
            None => {
                named(clause).is_some_and(|rest| GOING_ON.iter().any(|word| rest.starts_with(word)))
            }
        }
    })
}

/// 会上还发布了: at the meeting as a whole, where no other was told since.
pub(super) fn is_at_meeting(text: &str) -> bool {
    (text.trim_start().strip_prefix("会上")).is_some_and(|rest| {
        ["还", "也", "发布", "正式发布"]
            .iter()
            .any(|word| rest.trim_start_matches('，').starts_with(word))
    })
}

/// How many clauses of a sentence are looked at for the meeting that it is of.
const CLAUSES_MAX: usize = 3;

/// 会议期间，…: on some day of all those that the meeting lasted.
pub(super) fn is_during(text: &str) -> bool {
    let opening = text.trim().trim_start_matches(['本', '此', '次', '届']);
    [
        "会",
        "节会",
        "展览会",
        "洽谈会",
        "交易会",
        "推介会",
        "会议",
        "大会",
        "年会",
        "论坛",
        "峰会",
        "活动",
        "展会",
        "博览会",
    ]
    .iter()
    .any(|meeting| {
        opening
            .strip_prefix(meeting)
            .is_some_and(|rest| rest.starts_with("期间"))
    })
}
