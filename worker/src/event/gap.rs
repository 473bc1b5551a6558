//! What may stand between a name and the word that tells of it.

use crate::word_list::WordList;

/// Words that join the members of a list.
const LIST_JOINTS: [&str; 66] = [
    "一起",
    "一同",
    "一并",
    "工商界",
    "产业界",
    "业界",
    "学界",
    "各界",
    "正式宣布",
    "宣布",
    "宣告",
    "悉数",
    "一道",
    "这",
    "，以及",
    "，和",
    "协同",
    "倡议",
    "自愿",
    "以及来自",
    "「",
    "」",
    "『",
    "』",
    "、",
    "和",
    "与",
    "及",
    "以及",
    "暨",
    "同",
    "跟",
    "并",
    "等",
    "共同",
    "联合",
    "分别",
    "携手",
    "牵手",
    "“",
    "”",
    "\"",
    "（",
    "）",
    "(",
    ")",
    "又",
    "还有",
    "有",
    "单位",
    "企业",
    "高校",
    "院校",
    "机构",
    "公司",
    "学校",
    "各方",
    "多方",
    "会同",
    "自发",
    "合作",
    "发展",
    "带头",
    "强强",
    "分别由",
    "日前",
];

/// Words that count the members of a list: 等12家.
const COUNTERS: &str = "0123456789一二三四五六七八九十百千两多余数几家个所名方校";

/// Whether the character is of a count.
pub(crate) fn is_counter(character: char) -> bool {
    COUNTERS.contains(character)
}

/// Adverbs and frames that part a subject from its verb and change nothing.
const FRAMES: [&str; 66] = [
    "正式",
    "宣布",
    "宣告",
    "在",
    "于",
    "今天",
    "今日",
    "日前",
    "近日",
    "昨日",
    "昨天",
    "上午",
    "下午",
    "晚上",
    "当天",
    "当日",
    "现场",
    "隆重",
    "同时",
    "同步",
    "也",
    "即日",
    "顺利",
    "成功",
    "会上",
    "共同",
    "联合",
    "举行",
    "召开",
    "仪式",
    "大会",
    "暨",
    "了",
    "已",
    "已经",
    "应运而生",
    "率先",
    "先后",
    "首批",
    "全国",
    "首个",
    "首家",
    "国内",
    "我国",
    "我市",
    "我省",
    "本地",
    "这",
    "一个",
    "又一",
    "全新",
    "新",
    "并",
    "便",
    "随后",
    "随即",
    "还",
    "就此",
    "落地",
    "同日",
    "共",
    "昨",
    "今",
    "日",
    "由此",
    "揭牌",
];

/// Bodies and things that belong to an alliance: their founding is not its own.
const INNER_BODIES: [&str; 46] = [
    "支部",
    "总支",
    "党委",
    "党支部",
    "党总支",
    "党组织",
    "联合党",
    "专家委员会",
    "专委会",
    "专业委员会",
    "委员会",
    "秘书处",
    "理事会",
    "监事会",
    "分会",
    "分联盟",
    "基地",
    "中心",
    "基金",
    "研究院",
    "研究所",
    "实验室",
    "工作站",
    "平台",
    "工作组",
    "专家组",
    "专家库",
    "智库",
    "办公室",
    "联络处",
    "办事处",
    "服务站",
    "旗下",
    "网站",
    "公众号",
    "标识",
    "标准",
    "项目",
    "计划",
    "行动",
    "成员",
    "会员",
    "理事",
    "官网",
    "论坛",
    "年会",
];

/// Whether the text only joins two members of a list.
pub(crate) fn is_list_gap(gap: &str) -> bool {
    let mut rest = gap.trim();
    'text: while !rest.is_empty() {
        // 等知名企业: others of a kind; 等创新链、产业链、资金链单位: of kinds.
        let others = rest.strip_prefix('等');
        if let Some(shorter) = others.and_then(|kinds| strip_units(kinds).or(strip_kinds(kinds))) {
            rest = shorter;
            continue;
        }
        // 与百家知名企业, 等企业、科研院所和服务机构: and of further kinds.
        let further = (rest.strip_prefix(['、', '和', '与', '及'])).and_then(strip_units);
        if let Some(shorter) = further {
            rest = shorter;
            continue;
        }
        for joint in LIST_JOINTS {
            if let Some(shorter) = rest.strip_prefix(joint) {
                rest = shorter;
                continue 'text;
            }
        }
        if let Some(shorter) = strip_counted_units(rest) {
            rest = shorter;
            continue;
        }
        let mut characters = rest.chars();
        if characters
            .next()
            .is_some_and(|c| COUNTERS.contains(c) || c == ' ')
        {
            rest = characters.as_str();
            continue;
        }
        return false;
    }
    true
}

/// Whether the text parts two members of a list and says who leads the second:
/// 、由甲公司牵头组建的.
pub(crate) fn is_led_gap(gap: &str) -> bool {
    let gap = gap
        .trim()
        .trim_start_matches(['”', '"', '）', ')'])
        .trim_end_matches(['“', '"']);
    let joint = ["、", "，", "；", "和", "与", "及", "以及", "暨"]
        .iter()
        .any(|joint| gap.starts_with(joint));
    // 、乙大学等单位共同发起的: those before it found it, too.
    let together =
        !gap.contains('由') && ["等", "共同", "联合"].iter().any(|word| gap.contains(word));
    let plain = !gap.contains(['。', '！', '？', '\n']) && !together;
    let short = gap.chars().count() <= LED_GAP_CHARS_MAX;
    joint
        && plain
        && short
        && gap.strip_suffix('的').is_some_and(|led| {
            LEADING_WORDS.iter().any(|word| {
                led.rfind(word)
                    .is_some_and(|at| led.len() - at - word.len() <= 2 * "组".len())
            })
        })
}

const LED_GAP_CHARS_MAX: usize = 60;
/// Verbs of who leads, with or without a verb of founding behind.
const LEADING_WORDS: [&str; 6] = ["牵头", "发起", "主导", "领衔", "负责", "承建"];

/// What follows a count of units with a short attribute: 三家试点单位, 二十多家企业.
fn strip_counted_units(text: &str) -> Option<&str> {
    let counted = text.trim_start_matches(|c: char| COUNTERS.contains(c));
    if counted.len() == text.len() {
        return None;
    }
    strip_units(counted)
}

/// What follows units with a short attribute: 试点单位, 上下游企业.
fn strip_units(text: &str) -> Option<&str> {
    let (at, unit) = const { WordList::of(&UNITS) }.occurrences(text).next()?;
    let attribute = text.get(..at)?;
    let plain = !attribute.contains(['，', '。', '、', '；', '：']);
    let short = attribute.chars().count() <= ATTRIBUTE_CHARS_MAX;
    text.get(at + unit.len()..).filter(|_| plain && short)
}

/// What follows units that a list of their kinds stands before: 创新链、产业链单位.
fn strip_kinds(text: &str) -> Option<&str> {
    let (kinds, last) = text.rsplit_once('、')?;
    let rest = strip_units(last)?;
    let plain = (kinds.split('、')).all(|kind| {
        kind.chars().count() <= KIND_CHARS_MAX && !kind.contains(['，', '。', '；', '：', '的'])
    });
    plain.then_some(rest)
}

/// Longest of such kinds, with the count before them, in characters.
const KIND_CHARS_MAX: usize = 8;

/// Longest attribute of units, in characters.
const ATTRIBUTE_CHARS_MAX: usize = 6;

const UNITS: [&str; 22] = [
    "城市",
    "单位",
    "企业",
    "机构",
    "高校",
    "院校",
    "公司",
    "部门",
    "学校",
    "业者",
    "医院",
    "高新区",
    "园区",
    "院所",
    "研究院",
    "协会",
    "商会",
    "学会",
    "场馆",
    "大厂",
    "银行",
    "团体",
];

/// How many characters of the gap are more than frames and marks.
pub(crate) fn count_content(gap: &str) -> usize {
    let mut rest = gap;
    let mut content = 0;
    'text: while !rest.is_empty() {
        for frame in FRAMES {
            if let Some(shorter) = rest.strip_prefix(frame) {
                rest = shorter;
                continue 'text;
            }
        }
        let mut characters = rest.chars();
        if characters.next().is_some_and(char::is_alphanumeric) {
            content += 1;
        }
        rest = characters.as_str();
    }
    content
}

/// Whether the text behind an alliance's name makes it an inner body's.
pub(crate) fn begins_with_inner_body(text: &str) -> bool {
    let text = text.trim_start_matches(['”', '"', '）', ')', '的', '」', '』']);
    // 联盟计划于9月成立: the verb.
    let intends = text
        .strip_prefix("计划")
        .is_some_and(|rest| rest.starts_with(['于', '在', '今', '明', '下', '年', '成']));
    !intends
        && INNER_BODIES.iter().any(|body| {
            text.strip_prefix(body).is_some()
                || [
                    "第一届",
                    "首届",
                    "综合",
                    "功能型",
                    "联合",
                    "新",
                    "新增",
                    "首批",
                    "各",
                    "全体",
                ]
                .iter()
                .any(|word| {
                    text.strip_prefix(word)
                        .is_some_and(|rest| rest.starts_with(body))
                })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_joined_by_marks_and_counts() {
        assert!(is_list_gap("、"));
        assert!(is_list_gap("等12家单位共同"));
        assert!(!is_list_gap("，由"));
    }

    #[test]
    fn who_leads_the_next_member_parts_no_list() {
        assert!(is_led_gap("、由江南水泵公司牵头组建的"));
        assert!(is_led_gap("，以及宁州大学牵头的“"));
        assert!(!is_led_gap("，由江南水泵公司牵头"));
        assert!(!is_led_gap("在宁州大学牵头的"));
    }

    #[test]
    fn frames_are_no_content() {
        assert_eq!(count_content("昨日在正式"), 0);
        assert_eq!(count_content("的专家"), 3);
    }

    #[test]
    fn an_inner_body_is_not_the_alliance() {
        assert!(begins_with_inner_body("第一届理事会产生"));
        assert!(!begins_with_inner_body("在成都成立"));
    }
}
