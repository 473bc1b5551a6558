//! What a meeting's name says of it: which part of it names a meeting by itself, and
//! which only a ceremony, an event of another kind.

use crate::alliance_head::has_alliance_head;

/// The part of the name that is no ceremony: of X成立大会暨Y论坛 it is Y论坛;
/// `None` where nothing else is left.
pub(super) fn own_name(name: &str) -> Option<String> {
    // 甲委员会暨乙联盟成立大会 founds both: the body alone is no meeting.
    let founds_last = name.rsplit('暨').next().is_some_and(is_ceremony);
    let several = name.contains('暨');
    let parts: Vec<&str> = (name.split('暨'))
        .filter(|part| {
            let ceremony = is_ceremony(part) && !(several && is_activity_of_its_own(part));
            !(ceremony || founds_last && is_body(part))
        })
        .collect();
    let social = name.split('暨').skip(1).all(is_social) && parts.len() == 1;
    if social && name.contains('暨') || parts.len() == name.split('暨').count() && parts.len() > 1
    {
        return Some(name.to_owned());
    }
    let longest = (parts.iter().map(|part| part.chars().count())).max()?;
    // 甲建设启动暨工作推进会: what is left names no meeting by itself.
    let founds = ["成立", "揭牌", "授牌", "组建"]
        .iter()
        .any(|word| name.contains(word));
    if longest <= KIND_CHARS_MAX && !founds && name.contains('暨') {
        return Some(name.to_owned());
    }
    // 成立大会暨高峰论坛: only the kind of what was held with the founding.
    let shortest = if founds && several {
        NAME_CHARS_MIN + 1
    } else {
        NAME_CHARS_MIN
    };
    (longest >= shortest).then(|| parts.join("暨"))
}

/// The same as a part of the name as it is written; the whole where it is none.
pub(crate) fn own_part(name: &str) -> &str {
    own_name(name)
        .and_then(|own| {
            let start = name.find(&own)?;
            name.get(start..start + own.len())
        })
        .unwrap_or(name)
}

/// 2024年年会暨春茗联欢: what a meeting ends with is a part of its name, and none alone.
fn is_social(part: &str) -> bool {
    ["春茗", "春宴", "联欢", "联欢会", "团拜会", "晚宴"]
        .iter()
        .any(|end| part.ends_with(end))
}

/// Whether the part of a meeting's name ends as the names of bodies do.
fn is_body(part: &str) -> bool {
    [
        "委员会",
        "专委会",
        "分会",
        "联盟",
        "联合体",
        "共同体",
        "协会",
        "中心",
        "研究院",
        "基地",
        "支部",
        "党委",
    ]
    .iter()
    .any(|end| part.ends_with(end))
}

/// The shortest name of a meeting, in characters: 联盟年会.
const NAME_CHARS_MIN: usize = 4;

/// The longest words for a kind of meeting, in characters: 工作推进会.
const KIND_CHARS_MAX: usize = 6;

/// 成立大会, 揭牌仪式 and the like tell an event of another type.
pub(super) fn is_ceremony(name: &str) -> bool {
    // 宣传周主题活动启动仪式: of a wider event with a name of its own.
    let wider = [
        "活动启动仪式",
        "周启动仪式",
        "月启动仪式",
        "季启动仪式",
        "节启动仪式",
        "开幕式",
        "颁奖典礼",
        "颁奖盛典",
        "颁奖大会",
        "颁奖晚会",
    ]
    .iter()
    .any(|end| name.ends_with(end))
        && !has_alliance_head(name);
    // 第二次纳新仪式: one of a series, with a name of its own.
    let numbered = name.contains('第')
        && name.contains(['次', '届'])
        && !["成立", "揭牌", "签约", "授牌", "启动", "颁奖"]
            .iter()
            .any(|word| name.contains(word));
    if is_social(name) {
        return true;
    }
    // 就职典礼: those who were elected take office.
    if INAUGURATIONS.iter().any(|end| name.ends_with(end)) {
        return false;
    }
    if !wider
        && !numbered
        && !is_talk(name)
        && ["仪式", "典礼", "活动"]
            .iter()
            .any(|end| name.ends_with(end))
    {
        return true;
    }
    let body = ["大会", "会议", "会", "庆典"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name);
    [
        "成立", "揭牌", "启动", "签约", "授牌", "签署", "组建", "颁奖", "揭幕", "签字", "入盟",
        "创立", "创建", "结盟", "成军",
    ]
    .iter()
    .any(|word| body.ends_with(word))
}

/// 高端对话活动, 产学研对接活动: an activity at which one meets and talks, where it is for
/// nothing else.
fn is_talk(name: &str) -> bool {
    let talks = name.strip_suffix("活动").is_some_and(|kind| {
        [
            "对话", "对接", "论坛", "研讨", "交流", "推介", "座谈", "沙龙", "峰会", "路演",
        ]
        .iter()
        .any(|word| kind.ends_with(word))
    });
    talks && !OTHER_EVENTS.iter().any(|word| name.contains(word))
}

/// Ceremonies that tell of no founding.
const INAUGURATIONS: [&str; 6] = [
    "就职典礼",
    "就任典礼",
    "就职仪式",
    "就职大会",
    "交接典礼",
    "交接大会",
];

/// 全国水泵专家走进江海活动: an activity that is named at length, and for nothing that
/// is an event of another kind.
fn is_activity_of_its_own(name: &str) -> bool {
    name.ends_with("活动")
        && name.chars().count() >= ACTIVITY_CHARS_MIN
        && !OTHER_EVENTS.iter().any(|word| name.contains(word))
}

/// What an event of another kind does.
const OTHER_EVENTS: [&str; 14] = [
    "成立", "揭牌", "启动", "签约", "授牌", "签署", "组建", "颁奖", "揭幕", "签字", "创立", "创建",
    "结盟", "发布",
];

/// The shortest name of such an activity, in characters.
const ACTIVITY_CHARS_MIN: usize = 10;
