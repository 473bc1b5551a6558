//! Meetings that have only a number, named after whose they are.

use std::ops::Range;

use crate::{
    event::{
        cue::Cue,
        focus::is_pronoun,
        gap::is_counter,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    mention::EntityIndex,
};

/// Assemblies of the members of a body, and of its organs.
const ASSEMBLIES: [&str; 24] = [
    "会员",
    "成员",
    "全体",
    "理事",
    "常务理事",
    "理监事",
    "监事",
    "代表",
    "轮值",
    "联席",
    "工作",
    "会长",
    "理事长",
    "主席",
    "秘书长",
    "秘书处",
    "专家委员会",
    "技术委员会",
    "扩大",
    "会议",
    "大会",
    "年会",
    "预备",
    "办公",
];
/// Organs of an alliance that meet on their own.
const ORGANS: [&str; 10] = [
    "理事会秘书处",
    "理事会",
    "秘书处",
    "监事会",
    "技术委员会",
    "专家委员会",
    "标准化委员会",
    "标准委员会",
    "专业委员会",
    "专委会",
];
/// Words that part a holder from the verb and name nobody else.
const FRAMES: [&str; 14] = [
    "上午", "下午", "日", "以", "在线", "在", "于", "通过", "视频", "通讯", "线上", "方式", "形式",
    "近日",
];

/// The shortest name of a holder, in characters: 医联体 only points to one.
const HOLDER_CHARS_MIN: usize = 4;

/// The longest place that stands between a holder and the verb, in characters.
const VENUE_CHARS_MAX: usize = 12;

/// 甲联盟，19日在某地召开: the clause before has nothing behind the holder's name.
fn is_topic(reading: &Reading<'_>, sentence: &SentenceTokens, holder: &Token) -> bool {
    let behind = reading.after(sentence, holder.span.end);
    !holder.nested
        && behind
            .trim_start_matches(['”', '」', '"'])
            .starts_with('，')
}

/// 成立六年, 成立于2018年, 成立以来.
fn tells_an_age(behind: &str) -> bool {
    let count = behind.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "一二两三四五六七八九十多近".contains(c)
    });
    behind.starts_with(['于', '以', '至'])
        || count.len() < behind.len() && (count.starts_with('年') || count.starts_with("余年"))
}

/// 甲联盟在某地召开第三次理事会: the name with that of the alliance, or of the organ of
/// it, that holds the meeting, and that alliance; `None` where it has a name of its
/// own, and where the meeting founds the alliance.
pub(super) fn named_after_holder(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    meeting: &Token,
    held: Option<usize>,
    name: &str,
) -> Option<(String, EntityIndex, Range<usize>)> {
    if !is_only_numbered(name) {
        return None;
    }
    let held = held?;
    let verb = sentence.tokens.get(held)?;
    let leads = verb.span.end <= meeting.span.start
        && (reading.gap(verb, meeting).trim_start_matches('了')).is_empty();
    // 成立六年的甲联盟: how old it is.
    let founds = (sentence.tokens.iter()).any(|token| {
        token.is_any_cue(&[Cue::Found, Cue::Inaugurate])
            && !tells_an_age(reading.after(sentence, token.span.end))
    });
    if !leads || founds {
        return None;
    }
    let (at, holder) = (sentence.tokens.iter().enumerate().take(held))
        .rfind(|(_, token)| token.alliance().is_some())
        .filter(|(_, token)| {
            token.clause == verb.clause
                || token.clause + 1 == verb.clause && is_topic(reading, sentence, token)
        })
        .filter(|(_, token)| {
            let words = reading.text(token.span.clone());
            !is_pronoun(words) && words.chars().count() >= HOLDER_CHARS_MIN
        })?;
    let mut rest = reading
        .gap(holder, verb)
        .trim_start_matches(['”', '」', '"', '）', ')', '，']);
    let organ = (ORGANS.iter()).find(|organ| rest.starts_with(**organ));
    if holder.nested && organ.is_none() {
        return None;
    }
    rest = organ
        .and_then(|organ| rest.strip_prefix(*organ))
        .unwrap_or(rest);
    let mut frame = rest.to_owned();
    for token in sentence.tokens.iter().take(held).skip(at + 1) {
        if matches!(
            token.kind,
            TokenKind::Date(_) | TokenKind::Place(_) | TokenKind::Organization(_)
        ) {
            let venue = (reading.before(sentence, token.span.start)).ends_with(['在', '于']);
            if venue || !matches!(token.kind, TokenKind::Organization(_)) {
                frame = frame.replacen(reading.text(token.span.clone()), "", 1);
            }
        }
    }
    // 在宁州, where no table knows the place.
    if let Some((before, venue)) = frame.rsplit_once(['在', '于'])
        && venue.chars().count() <= VENUE_CHARS_MAX
        && !venue.contains(['，', '、', '与', '和'])
    {
        frame = before.to_owned();
    }
    for word in FRAMES {
        frame = frame.replace(word, "");
    }
    let plain = frame
        .chars()
        .all(|c| c.is_whitespace() || "(（)）".contains(c));
    let entity = holder.alliance()?;
    let alliance = reading.alliance_name(entity);
    let named = format!("{alliance}{}{name}", organ.copied().unwrap_or_default());
    plain.then(|| (named, entity, holder.span.clone()))
}

/// 第二届理事会第三次会议, 2023年度第一次理事会: whether the name only counts an assembly.
fn is_only_numbered(name: &str) -> bool {
    let counted = |c: char| is_counter(c) || "第届次首年度季".contains(c);
    let Some(first) = name.chars().next() else {
        return false;
    };
    let numbered = name.contains(['届', '次', '年']) && counted(first);
    let mut rest = name;
    while !rest.is_empty() {
        let shorter = rest.trim_start_matches(counted);
        let shorter = (ASSEMBLIES.iter())
            .filter_map(|word| shorter.strip_prefix(word))
            .min_by_key(|rest| rest.len())
            .unwrap_or(shorter);
        let shorter = (shorter.strip_prefix('会'))
            .filter(|rest| !rest.starts_with('议'))
            .unwrap_or(shorter);
        if shorter.len() == rest.len() {
            return false;
        }
        rest = shorter;
    }
    numbered
}

#[cfg(test)]
mod tests {
    use super::is_only_numbered;

    #[test]
    fn an_assembly_that_is_only_counted_has_no_name_of_its_own() {
        for name in [
            "第二届理事会第三次会议",
            "二届一次会员大会",
            "2023年度第一次理事会",
            "第四次轮值主席会议",
            "第一届第四次理事会会议",
            "2023年度工作会议",
        ] {
            assert!(is_only_numbered(name), "{name}");
        }
        for name in [
            "首届刺梨产业发展论坛",
            "第五届水泵大会",
            "会员大会",
            "2023年水泵年会",
        ] {
            assert!(!is_only_numbered(name), "{name}");
        }
    }
}
