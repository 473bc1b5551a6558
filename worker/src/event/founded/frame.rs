//! What stands between an alliance and the word that founds it, and says only
//! how many, what, or when.

use crate::{
    alliance_head::ALLIANCE_HEADS,
    event::{
        gap::{count_content, is_counter},
        reading::{Reading, SentenceTokens},
    },
};

/// 甲联盟等3家联盟揭牌，另外两家是乙联盟和丙联盟: the others of those that the clause counts.
pub(super) fn others_behind(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let behind = reading.after(sentence, trigger.span.end);
    let opened = ["，另外", "，其余", "，另"].iter().find_map(|opener| {
        let at = behind.find(opener)?;
        let rest = behind.get(at..)?;
        let (copula, length) = ["是", "为"]
            .iter()
            .filter_map(|copula| Some((rest.find(copula)?, copula.len())))
            .min()?;
        (rest.get(..copula)?.chars().count() <= OTHERS_CHARS_MAX).then_some(at + copula + length)
    });
    let Some(opened) = opened else {
        return Vec::new();
    };
    (sentence.tokens.iter().enumerate().skip(index + 1))
        .filter(|(_, token)| token.alliance().is_some() && !token.nested)
        .filter(|(_, token)| token.span.start >= trigger.span.end + opened)
        .map(|(at, _)| at)
        .collect()
}

/// The longest words between 另外 and the copula, in characters: ，另外两家分别.
const OTHERS_CHARS_MAX: usize = 9;

/// 甲联盟等3家产业联盟授牌: the gap without the count of those that it is one of.
pub(super) fn over_count(gap: &str) -> &str {
    let counted = gap
        .trim_start_matches(['”', '」', '"'])
        .strip_prefix('等')
        .map(|rest| (rest, rest.trim_start_matches(is_counter)))
        .filter(|(rest, behind)| behind.len() < rest.len());
    let kind = counted.and_then(|(_, behind)| {
        ALLIANCE_HEADS
            .iter()
            .filter_map(|kind| behind.find(kind).map(|at| at + kind.len()))
            .min()
            .and_then(|end| Some((behind.get(..end)?, behind.get(end..)?)))
    });
    kind.filter(|(kind, _)| kind.chars().count() <= COUNTED_KIND_CHARS_MAX)
        .map_or(gap, |(_, rest)| rest)
}

/// The longest word for the kind of those counted, in characters.
const COUNTED_KIND_CHARS_MAX: usize = 12;

/// 拟第四季度挂牌, 有望年内揭牌: without the part of a year to come.
pub(super) fn without_season(gap: &str) -> &str {
    const SEASONS: [&str; 14] = [
        "一季度",
        "二季度",
        "三季度",
        "四季度",
        "一季",
        "二季",
        "三季",
        "四季",
        "上半年",
        "下半年",
        "年内",
        "年底",
        "年中",
        "年初",
    ];
    (SEASONS.iter())
        .find_map(|season| gap.split_once(season))
        .filter(|(before, _)| count_content(before) <= SEASON_LEAD_CHARS_MAX)
        .map_or(gap, |(_, rest)| rest)
}

/// The longest words before a season, in characters: 今年第.
const SEASON_LEAD_CHARS_MAX: usize = 4;

/// X联盟——这个由23家企业组成的行业组织成立: without what only says what X is.
pub(super) fn over_apposition(gap: &str) -> &str {
    const NOUNS: [&str; 9] = [
        "组织",
        "机构",
        "平台",
        "载体",
        "团体",
        "社团",
        "协作体",
        "联盟",
        "大家庭",
    ];
    let trimmed = gap.trim_start_matches(['”', '」', '"', '—', '－', '-', ' ']);
    if !["这个", "这一", "这家", "这支", "这样一个", "一个"]
        .iter()
        .any(|word| trimmed.starts_with(word))
    {
        return gap;
    }
    let Some((_, noun)) = trimmed.split_once('的') else {
        return gap;
    };
    (NOUNS.iter())
        .filter_map(|word| noun.find(word).map(|at| at + word.len()))
        .min()
        .and_then(|end| noun.get(end..))
        .unwrap_or(gap)
}
