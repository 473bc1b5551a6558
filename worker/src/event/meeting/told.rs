//! What a sentence says of a meeting beside that it was held: what happened at it, what
//! it did, whose it is.

use crate::{
    alliance_head::ALLIANCE_HEADS,
    event::{
        cue::Cue,
        reading::{Reading, SentenceTokens, Token},
    },
};

/// Whether something is told to happen at the meeting, or to be part of it.
pub(super) fn happens_at(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    meeting: &Token,
) -> bool {
    const OCCASIONS: [&str; 8] = [
        "场合是",
        "场合为",
        "时机是",
        "亮相",
        "恰逢",
        "适逢",
        "正值",
        "值此",
    ];
    let before = (reading.before(sentence, meeting.span.start))
        .trim_end_matches(['“', '"', '《', '「', '于', '在']);
    let behind = behind_name(reading, sentence, meeting);
    OCCASIONS.iter().any(|word| before.ends_with(word))
        || [
            "上",
            "期间",
            "间隙",
            "现场",
            "中",
            "之机",
            "的契机",
            "开幕式上",
            "闭幕式上",
            "主论坛上",
            "开幕当天",
            "首日",
            "的一项",
            "的一部分",
            "的组成部分",
            "的重要内容",
            "的重要议程",
            "的重要环节",
            "的重头戏",
            "的压轴",
            "的配套活动",
        ]
        .iter()
        .any(|word| behind.starts_with(word))
}

/// What follows the meeting's name, its marks, and a bracket that says where or how it
/// is held: 水泵论坛(宁州)上.
fn behind_name<'r>(reading: &Reading<'r>, sentence: &SentenceTokens, meeting: &Token) -> &'r str {
    let behind = (reading.after(sentence, meeting.span.end))
        .trim_start_matches(['”', '"', '》', '）', '」']);
    let bracket = (behind.strip_prefix(['(', '（']))
        .and_then(|rest| rest.split_once([')', '）']))
        .filter(|(inside, _)| inside.chars().count() <= BRACKET_CHARS_MAX);
    bracket.map_or(behind, |(_, rest)| rest)
}

/// The longest such bracket, in characters.
const BRACKET_CHARS_MAX: usize = 12;

/// The word by which somebody attended the meeting, right before its name: 代表参加第六届论坛,
/// 赴海川出席2024年年会.
pub(super) fn attended_by(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Option<usize> {
    let meeting = sentence.tokens.get(index)?;
    let (at, word) = (sentence.tokens.iter().enumerate().take(index))
        .rfind(|(_, token)| token.is_cue(Cue::Attend) && token.clause == meeting.clause)?;
    let gap = reading.gap(word, meeting);
    let led = reading.before(sentence, word.span.start);
    let asked = [
        "邀请", "欢迎", "组织", "通知", "请", "可", "如需", "报名", "将",
    ]
    .iter()
    .any(|lead| led.ends_with(lead));
    let touches = gap
        .trim_start_matches('了')
        .trim_matches(['“', '「', '《', '"'])
        .is_empty();
    (touches && !asked).then_some(at)
}

/// Whether the meeting itself is told to do something, or to have taken its time:
/// 会员大会选出新班子, 年会开了两天, 经理事会第三次会议审议.
pub(super) fn acts(reading: &Reading<'_>, sentence: &SentenceTokens, meeting: &Token) -> bool {
    const ACTS: [&str; 40] = [
        "选出",
        "投出",
        "投票",
        "选举",
        "推选",
        "推举",
        "推出",
        "产生",
        "审议",
        "通过",
        "表决",
        "议决",
        "决定",
        "决议",
        "同意",
        "批准",
        "敲定",
        "商定",
        "议定",
        "明确",
        "宣布",
        "讨论",
        "听取",
        "听完",
        "听了",
        "发布",
        "授予",
        "颁发",
        "开了",
        "开到",
        "开成",
        "吸引",
        "迎来",
        "汇聚",
        "聚焦",
        "历时",
        "为期",
        "持续了",
        "如期",
        "改选",
    ];
    let behind = behind_name(reading, sentence, meeting);
    let behind =
        (behind.strip_prefix(['便', '就', '还', '已', '也', '共', '则'])).unwrap_or(behind);
    let before = reading.before(sentence, meeting.span.start);
    // (2021年3月1日第一次会员大会通过): a note under the title of rules.
    let noted = before.trim_start().starts_with(['(', '（']) && !before.contains([')', '）']);
    // 由第一次会议推选, 在大会宣布.
    let led = is_to_come(reading, sentence, meeting)
        || ["由", "于", "在"]
            .iter()
            .any(|word| before.trim_end_matches(['“', '「']).ends_with(word));
    !led && !noted
        && !is_unnamed(reading.text(meeting.span.clone()))
        && ACTS.iter().any(|act| behind.starts_with(act))
}

/// 提交六次理事会表决, 须经第二次会议审议: whether it is still to act.
pub(super) fn is_to_come(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    meeting: &Token,
) -> bool {
    const LEADS: [&str; 10] = [
        "提交", "提请", "报请", "交由", "待", "须经", "需经", "留待", "筹备", "等待",
    ];
    let before = (reading.before(sentence, meeting.span.start)).trim_end_matches(['“', '「']);
    LEADS.iter().any(|word| before.ends_with(word))
}

/// 联盟会议, 联盟章程及会员大会: no name of a meeting.
fn is_unnamed(name: &str) -> bool {
    let kind = ALLIANCE_HEADS
        .iter()
        .find_map(|head| name.strip_prefix(head))
        .unwrap_or(name);
    ["会议", "大会", "理事会", "会"].contains(&kind) || name.contains("章程")
}

/// 甲联盟1日上午以视频方式召开第三次会议: the alliance before the verb, alone in its
/// clause, is whose meeting it is.
pub(super) fn convenes(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    at: usize,
    held: usize,
    meeting: usize,
) -> bool {
    let (Some(alliance), Some(verb)) = (sentence.tokens.get(at), sentence.tokens.get(held)) else {
        return false;
    };
    let alone = (sentence.tokens.iter().enumerate())
        .filter(|(other, token)| *other < held && token.is_party() && !token.nested)
        .all(|(other, token)| other <= at || token.alliance() == alliance.alliance());
    let led = reading.before(sentence, alliance.span.start);
    at < held
        && held < meeting
        && verb.is_cue(Cue::Meet)
        && verb.clause == alliance.clause
        && !alliance.nested
        && alone
        && !led.ends_with(['由', '为', '与', '和', '在', '对'])
}
