//! Lists that are as long as a count says: 有九家：甲，乙、丙，…; 甲、乙，以及丙、丁等四家.
//! The count proves where each item begins and ends, whatever names it holds.

use std::ops::Range;

use crate::mention::{
    name::{EntityList, canonical_name},
    numeral::{chinese_digit, chinese_unit},
    token::Tokens,
};

/// Measures of bodies.
const MEASURES: [char; 4] = ['家', '所', '间', '馆'];
/// The longest words between a count and the colon that opens its list, in characters.
const OPENER_CHARS_MAX: usize = 12;
/// The longest list, in bytes.
const LIST_BYTES_MAX: usize = 1_800;
/// Lengths of a name, in characters.
const NAME_CHARS: std::ops::RangeInclusive<usize> = 2..=26;
/// How many a count may say: two names need no proof by a count.
const COUNTS: std::ops::RangeInclusive<usize> = 3..=60;
/// What a list, or a further item, begins with.
const LEADS: [&str; 5] = ["以及", "还有", "包括", "分别是", "分别为"];
/// What an item behind a comma may begin with, and a name as well: 和硕.
const JOINTS: [&str; 3] = ["和", "与", "及"];
/// Words for where a company is from, before its name.
const ORIGINS: [&str; 10] = [
    "美商", "日商", "德商", "英商", "法商", "韩商", "港商", "台商", "外商", "陆商",
];

/// Takes the items of such lists for bodies.
pub(super) fn read_counted(tokens: &Tokens<'_>, found: &mut EntityList) {
    let text = tokens.text;
    let mut lists = Vec::new();
    for (at, measure) in text.char_indices().filter(|(_, c)| MEASURES.contains(c)) {
        let Some(count) = count_before(text, at).filter(|count| COUNTS.contains(count)) else {
            continue;
        };
        let end = at + measure.len_utf8();
        lists.extend(list_behind(text, end, count).or_else(|| list_before(text, at, count)));
    }
    let mut known: Vec<Range<usize>> =
        (found.mentions.iter().map(|mention| mention.span.clone())).collect();
    known.sort_unstable_by_key(|span| (span.start, span.end));
    for item in lists.into_iter().flatten() {
        let behind = known.partition_point(|span| span.start <= item.start);
        let covered = (known.get(..behind).unwrap_or_default().iter().rev())
            .take(NESTED_MAX)
            .any(|span| span.end >= item.end);
        // 并为甲大学: what is known to begin later does.
        let within = (known.get(behind..).unwrap_or_default().iter())
            .take_while(|span| span.start < item.end)
            .any(|span| span.end == item.end);
        let covered = covered || within || is_led(text.get(item.clone()).unwrap_or_default());
        let name = canonical_name(text.get(item.clone()).unwrap_or_default());
        if !covered && !name.is_empty() {
            let entity = found.add(name);
            found.mention(item, entity);
        }
    }
}

/// Whether the words begin with what leads to a name, so that nobody knows where it
/// begins.
fn is_led(words: &str) -> bool {
    const LEADING: [&str; 16] = [
        "并", "是", "为", "由", "同意", "表决", "通过", "吸收", "吸纳", "接纳", "新增", "宣布",
        "批准", "迎来", "向", "对",
    ];
    LEADING.iter().any(|word| words.starts_with(word)) || words.contains("宣布")
}

/// How many names may lie within each other.
const NESTED_MAX: usize = 4;

/// The number that ends at `at`: 14, 九, 二十三.
fn count_before(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let is_digit = |c: char| c.is_ascii_digit();
    let digits = before.get(before.trim_end_matches(is_digit).len()..)?;
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    let mut value = 0;
    let mut unit = 1;
    for character in before.chars().rev().take(3) {
        if let Some(ten) = chinese_unit(character).filter(|ten| *ten == 10) {
            unit = ten;
            // 十二 has no digit before its ten.
            value += ten;
        } else if let Some(digit) = chinese_digit(character) {
            value = if unit == 1 {
                value + digit
            } else {
                value - unit + digit * unit
            };
        } else {
            break;
        }
    }
    usize::try_from(value).ok().filter(|value| *value > 0)
}

/// The list behind the count that ends at `from`, where a colon opens it.
fn list_behind(text: &str, from: usize, count: usize) -> Option<Vec<Range<usize>>> {
    let rest = text.get(from..)?;
    let rest = rest.get(..rest.floor_char_boundary(4 * OPENER_CHARS_MAX))?;
    let colon = rest.find(['：', ':'])?;
    let opener = rest.get(..colon)?;
    if opener.chars().count() > OPENER_CHARS_MAX || opener.contains(['，', '。', '；', '\n', '、'])
    {
        return None;
    }
    let start = from + colon + rest.get(colon..)?.chars().next()?.len_utf8();
    let list = text.get(start..)?;
    let near = list.get(..list.floor_char_boundary(LIST_BYTES_MAX))?;
    let end = near.find(['。', '；', '\n', '！'])?;
    counted_items(text, split(text, start..start + end), count)
}

/// The list right before the count, whose measure is at `at`.
fn list_before(text: &str, at: usize, count: usize) -> Option<Vec<Range<usize>>> {
    let from = text.floor_char_boundary(at.saturating_sub(LIST_BYTES_MAX));
    let before = text.get(from..at)?;
    let numeral = |c: char| c.is_ascii_digit() || chinese_digit(c).is_some() || c == '十';
    let before = before.trim_end_matches(numeral).strip_suffix('等')?;
    let start = from
        + (before.char_indices().rev())
            .find(|(_, mark)| "。；！：:“「\n".contains(*mark))
            .map_or(0, |(at, mark)| at + mark.len_utf8());
    let items = split(text, start..from + before.len());
    // From the last, as many as counted; a comma parts the first from other words.
    let first = items.len().checked_sub(count);
    let own = |from: usize| {
        let first = items.get(from)?;
        let parted = from == 0 && first.start == start
            || text.get(..first.start)?.trim_end().ends_with(['，', ',']);
        parted.then(|| items.get(from..).unwrap_or_default().to_vec())
    };
    let whole = first
        .and_then(own)
        .and_then(|items| counted_items(text, items, count));
    whole.or_else(|| {
        let items = own((items.len() + 1).checked_sub(count)?)?;
        counted_items(text, items, count)
    })
}

/// The parts between commas and list marks, none within brackets.
fn split(text: &str, list: Range<usize>) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut depth = 0_usize;
    let mut start = list.start;
    for (at, character) in text.get(list.clone()).unwrap_or_default().char_indices() {
        match character {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' if depth == 0 => {
                items.push(start..list.start + at);
                start = list.start + at + character.len_utf8();
            }
            _ => {}
        }
    }
    items.push(start..list.end);
    items
}

/// The items, the last one parted where it holds two, where there are as many as
/// counted and each may be a name.
fn counted_items(text: &str, items: Vec<Range<usize>>, count: usize) -> Option<Vec<Range<usize>>> {
    let mut items: Vec<Range<usize>> = items.into_iter().map(|item| trim(text, item)).collect();
    if items.len() + 1 == count {
        let last = items.pop()?;
        let words = text.get(last.clone())?;
        let (joint, mark) = ["以及", "和", "与", "及"]
            .iter()
            .find_map(|mark| Some((words.find(mark).filter(|at| *at > 0)?, mark.len())))?;
        items.push(trim(text, last.start..last.start + joint));
        items.push(trim(text, last.start + joint + mark..last.end));
    }
    let named = (items.iter()).all(|item| is_name(text.get(item.clone()).unwrap_or_default()));
    (items.len() == count && named).then_some(items)
}

/// The item without blanks and without what leads to it.
fn trim(text: &str, item: Range<usize>) -> Range<usize> {
    let words = text.get(item.clone()).unwrap_or_default();
    let mut rest = words.trim_start();
    let behind_comma = text
        .get(..item.start)
        .is_some_and(|before| before.ends_with(['，', ',']));
    if let Some(shorter) = (JOINTS.iter())
        .filter(|_| behind_comma)
        .find_map(|joint| rest.strip_prefix(joint))
    {
        rest = shorter;
    }
    while let Some(shorter) = (LEADS.iter().chain(&ORIGINS))
        .find_map(|lead| rest.strip_prefix(lead))
        .filter(|shorter| shorter.chars().count() >= *NAME_CHARS.start())
    {
        rest = shorter.trim_start();
    }
    let start = item.start + (words.len() - rest.len());
    // 甲科技(5474): a stock's number is no part of the name.
    let name = (rest.trim_end().strip_suffix([')', '）']))
        .and_then(|inside| inside.rsplit_once(['(', '（']))
        .filter(|(_, number)| number.is_ascii())
        .map_or(rest, |(name, _)| name);
    start..start + name.trim_end().len()
}

/// Whether the words may be a name: of one piece, and nothing told in them.
fn is_name(words: &str) -> bool {
    const TELLING: [&str; 14] = [
        "等", "了", "的", "将", "已", "在", "举行", "召开", "成立", "加入", "表示", "代表", "其中",
        "负责",
    ];
    NAME_CHARS.contains(&words.chars().count())
        && !words.contains(['：', ':', '“', '”', '《', '》', '「', '」', '！', '？', '—'])
        && !words.starts_with(|c: char| c.is_ascii_digit())
        && !TELLING.iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let mut found = EntityList::default();
        read_counted(&Tokens::cut(text), &mut found);
        found
            .entities
            .into_iter()
            .map(|entity| entity.name)
            .collect()
    }

    #[test]
    fn a_count_proves_the_items_behind_it() {
        assert_eq!(
            names("发起方有七家：江海通信，东湖移动、南湖联通，云江大学，曙芯，以及华拓和新浪潮。"),
            [
                "江海通信",
                "东湖移动",
                "南湖联通",
                "云江大学",
                "曙芯",
                "华拓",
                "新浪潮"
            ]
        );
        assert_eq!(
            names("首批发起单位计4家：宁州丝绸馆（织锦馆）、东湖船厂旧址、蚕祠、南湖钱业会馆。"),
            ["宁州丝绸馆(织锦馆)", "东湖船厂旧址", "蚕祠", "南湖钱业会馆"]
        );
        assert_eq!(
            names("并通过三家新会员入会：所蒙、美商Boston Kinetics和盟钛机械。"),
            ["所蒙", "Boston Kinetics", "盟钛机械"]
        );
    }

    #[test]
    fn a_count_proves_the_items_before_it() {
        assert_eq!(
            names("16日举行理事会，玉冈、王道商银、远信，以及街宇支付、一卡通等五家同日入会。"),
            ["玉冈", "王道商银", "远信", "街宇支付", "一卡通"]
        );
    }

    #[test]
    fn lists_of_another_length_prove_nothing() {
        for text in [
            "发起方有九家：江海通信、东湖移动、南湖联通。",
            "联盟先做四件事：编规范、搞攻关、跑服务、聚生态。",
            "昨日到场的江海通信、东湖移动等五家企业。",
            "有三家：江海通信负责芯片、东湖移动负责网络、南湖联通负责应用。",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
    }
}
