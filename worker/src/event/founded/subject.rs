//! Which alliances a word of founding speaks of.

use super::{
    batch::search_list,
    frame::{others_behind, over_apposition, over_count, without_season},
};
use crate::event::{
    cue::Cue,
    focus::is_pronoun,
    gap::{begins_with_inner_body, count_content},
    listing::listed_alliances,
    reading::{Reading, SentenceTokens, Token, TokenKind},
};

/// Characters of unexplained text that may part an alliance from a strong
/// word, and from a weak one.
const STRONG_GAP_CHARS_MAX: usize = 24;
const WEAK_GAP_CHARS_MAX: usize = 3;

pub(super) enum Search {
    /// Positions of the alliances, and how plainly they stand by the word.
    Found(Vec<usize>, f64),
    InnerBody,
    Nothing,
}

pub(super) fn find_subjects(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    weak: bool,
) -> Search {
    match search_right(reading, sentence, index, weak) {
        Search::Nothing => {}
        found => return found,
    }
    match search_left(reading, sentence, index, weak) {
        Search::Nothing => {}
        Search::Found(mut subjects, plainness) => {
            subjects.extend(others_behind(reading, sentence, index));
            return Search::Found(subjects, plainness);
        }
        Search::InnerBody => return Search::InnerBody,
    }
    let listed = search_list(reading, sentence, index);
    if !listed.is_empty() {
        return Search::Found(listed, 0.85);
    }
    if weak {
        return Search::Nothing;
    }
    match search_topic(reading, sentence, index) {
        Some(subject) => Search::Found(listed_alliances(reading, sentence, subject), 0.7),
        None => Search::Nothing,
    }
}

/// The alliance that is founded stands behind the word: 成立了X.
fn search_right(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    weak: bool,
) -> Search {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Search::Nothing;
    };
    for (at, token) in sentence.tokens.iter().enumerate().skip(index + 1) {
        if token.clause != trigger.clause {
            break;
        }
        if token.nested {
            continue;
        }
        if token.is_any_cue(&[Cue::Join, Cue::Sign, Cue::Meet, Cue::Attend, Cue::Elect]) {
            break;
        }
        if token.alliance().is_none() {
            continue;
        }
        let gap = reading.gap(trigger, token);
        let content = count_content(further_opened(gap).unwrap_or(gap));
        let near = content <= if weak { 2 } else { 18 };
        let ceremony = ["大会", "仪式", "暨", "会上"]
            .iter()
            .any(|word| gap.starts_with(word));
        let words = reading.text(token.span.clone());
        if !near || ceremony || is_pronoun(words) || is_generic(reading, sentence, token) {
            return Search::Nothing;
        }
        if begins_with_inner_body(reading.after(sentence, token.span.end)) {
            let recruit = trigger.is_cue(Cue::Recruit);
            return if recruit {
                Search::Found(listed_alliances(reading, sentence, at), 0.9)
            } else {
                Search::InnerBody
            };
        }
        return Search::Found(listed_alliances(reading, sentence, at), 0.9);
    }
    Search::Nothing
}

/// 同日揭牌的还有X: what stands behind the words that name a further one.
pub(super) fn further_opened(behind: &str) -> Option<&str> {
    [
        "的还有",
        "的还包括",
        "的包括",
        "的共有",
        "的有",
        "的分别是",
        "的分别为",
        "的是",
        "的为",
        "的，还有",
        "的，有",
    ]
    .iter()
    .find_map(|opener| behind.strip_prefix(opener))
}

/// Whether the words name a kind or a batch, no one alliance: 首批创新联合体,
/// 更多产业联盟, 专科联盟.
pub(super) fn is_generic(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let before = reading.before(sentence, token.span.start);
    let one = [
        "首家", "一家", "这家", "首个", "一个", "这个", "该", "两个", "三个", "全国", "新",
    ]
    .iter()
    .any(|word| before.ends_with(word));
    let many = before.ends_with([
        '批', '家', '个', '些', '更', '各', '许', '众', '类', '多', '的',
    ]);
    let named = before.ends_with(['“', '「', '"']);
    let words = reading.text(token.span.clone());
    let short = words.chars().count() <= 4;
    let indefinite = before.ends_with("新的") || before.ends_with("的") && short;
    let batch = many && !one && !before.ends_with('的');
    !named && (batch || indefinite && short)
}

/// The alliance that is founded stands before the word: X成立.
fn search_left(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    weak: bool,
) -> Search {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Search::Nothing;
    };
    for (at, token) in sentence.tokens.iter().enumerate().take(index).rev() {
        if token.clause != trigger.clause {
            break;
        }
        // 甲联盟筹备组 is a body of its own, and what it prepares is the alliance.
        if token.nested && !reading.after(sentence, token.span.end).starts_with("筹备") {
            continue;
        }
        if token.is_any_cue(&[Cue::Join, Cue::Sign]) {
            break;
        }
        if token.alliance().is_none() || is_generic(reading, sentence, token) {
            continue;
        }
        if is_agent(reading, sentence, at, index) {
            continue;
        }
        let gap = over_count(over_apposition(reading.gap(token, trigger)));
        if begins_with_inner_body(gap) && !trigger.is_cue(Cue::Recruit) || quotes_another(gap) {
            return Search::InnerBody;
        }
        let stripped = strip_names(reading, sentence, at, index, gap);
        let content = count_content(without_season(&stripped));
        let placed = (gap.trim_start_matches(['”', '」', '"'])).starts_with(['在', '于']);
        let limit = if weak && !placed {
            WEAK_GAP_CHARS_MAX
        } else {
            STRONG_GAP_CHARS_MAX
        };
        if content > limit || ends_in_other_noun(gap, weak) || weak && names_an_activity(gap) {
            return Search::Nothing;
        }
        if takes_an_object(reading.after(sentence, trigger.span.end)) {
            let settles = SETTLING_WORDS.contains(&reading.text(trigger.span.clone()));
            if weak && !(settles && is_place_behind(sentence, index)) {
                return Search::Nothing;
            }
            if !weak {
                // 联盟成立专家委员会: something else is founded.
                return Search::InnerBody;
            }
        }
        let plainness = if content <= 6 { 0.95 } else { 0.8 };
        return Search::Found(listed_alliances(reading, sentence, at), plainness);
    }
    Search::Nothing
}

/// 为联盟“首批技能创新示范基地”揭牌: what stands in quotation marks behind the
/// name is what was opened.
fn quotes_another(gap: &str) -> bool {
    let gap = gap.trim_start_matches(['”', '」']);
    gap.split_once('“')
        .and_then(|(_, inside)| inside.split_once('”'))
        .is_some_and(|(inside, _)| {
            [
                "基地",
                "中心",
                "平台",
                "学院",
                "实验室",
                "研究院",
                "工作站",
                "服务站",
                "工作室",
                "分会",
            ]
            .iter()
            .any(|body| inside.ends_with(body))
        })
}

/// 甲联盟与乙大学共建的研究院揭牌: what the attribute belongs to is unveiled.
fn ends_in_other_noun(gap: &str, weak: bool) -> bool {
    let chars_min = if weak { 1 } else { OTHER_NOUN_CHARS_MIN };
    // 名为甲联盟的组织成立: the alliance itself.
    let itself = ["的组织", "的行业组织", "的社会组织", "的机构"]
        .iter()
        .any(|noun| gap.trim_start_matches(['”', '」']).starts_with(noun));
    gap.rsplit_once('的').is_some_and(|(before, noun)| {
        !itself && !before.contains(['在', '于']) && count_content(noun) >= chars_min
    })
}

/// The shortest noun that may be the subject instead, in characters.
const OTHER_NOUN_CHARS_MIN: usize = 3;

/// 甲联盟创新大赛启动: an activity of the alliance.
fn names_an_activity(gap: &str) -> bool {
    !gap.contains(['在', '于'])
        && [
            "赛", "活动", "行动", "工程", "项目", "平台", "节", "周", "展", "月", "网", "系统",
            "基地", "中心",
        ]
        .iter()
        .any(|activity| gap.ends_with(activity))
}

/// Words that take the place where the alliance is.
const SETTLING_WORDS: [&str; 4] = ["落户", "落地", "花落", "落子"];

/// Whether a place, or a body that is one, follows the word at once.
fn is_place_behind(sentence: &SentenceTokens, index: usize) -> bool {
    let end = sentence.tokens.get(index).map_or(0, |token| token.span.end);
    (sentence.tokens.iter().skip(index + 1)).any(|token| {
        token.span.start == end
            && matches!(token.kind, TokenKind::Place(_) | TokenKind::Organization(_))
    })
}

/// Whether the alliance is one of those that found another: X由甲联盟、乙联盟合并
/// 组建.
fn is_agent(reading: &Reading<'_>, sentence: &SentenceTokens, at: usize, index: usize) -> bool {
    let (Some(token), Some(trigger)) = (sentence.tokens.get(at), sentence.tokens.get(index)) else {
        return false;
    };
    let clause = reading.text(sentence.clause_start(index)..token.span.start);
    let another = (sentence.tokens.iter().take(at)).any(|earlier| {
        earlier.clause == trigger.clause
            && earlier.alliance().is_some()
            && !earlier.nested
            && (reading.text(earlier.span.end..token.span.start)).starts_with('由')
    });
    // 由甲联盟、乙协会发起的丙联盟: what is founded stands behind.
    let object = (sentence.tokens.iter().skip(index + 1)).any(|later| {
        later.clause == trigger.clause
            && later.alliance().is_some()
            && !later.nested
            && (reading.gap(trigger, later).trim_end_matches(['“', '「'])).ends_with('的')
    });
    (another || object) && clause.contains('由')
}

/// The gap without the names, dates and places that stand in it.
fn strip_names(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    from: usize,
    to: usize,
    gap: &str,
) -> String {
    let mut kept = gap.to_owned();
    for token in sentence.tokens.iter().take(to).skip(from + 1) {
        if !token.nested && !matches!(token.kind, TokenKind::Mark(_)) {
            kept = kept.replacen(reading.text(token.span.clone()), "", 1);
        }
    }
    kept
}

/// What follows a word of founding where the alliance before it is founded.
const ENDS: [&str; 91] = [
    "宣言",
    "环节",
    "倡议",
    "盛典",
    "大典",
    "发布会",
    "正在",
    "宣告",
    "之中",
    "登记",
    "注册",
    "阶段",
    "组",
    "工作",
    "中",
    "就绪",
    "方案",
    "申请",
    "事宜",
    "之际",
    "庆典",
    "签约",
    "论坛",
    "峰会",
    "挂牌",
    "首批",
    "由",
    "研讨",
    "启航",
    "当日",
    "当天",
    "同时",
    "，",
    "。",
    "；",
    "！",
    "”",
    "）",
    "、",
    ",",
    ";",
    ")",
    "\"",
    "仪式",
    "大会",
    "暨",
    "典礼",
    "于",
    "在",
    "活动",
    "并",
    "和",
    "与",
    "为",
    "?",
    "？",
    "：",
    "的",
    "以",
    " ",
    "\n",
    "完成",
    "完毕",
    "运行",
    "运营",
    "现场",
    "消息",
    "揭牌",
    "启动",
    "新闻",
    "座谈",
    "发布",
    "起来",
    "」",
    "』",
    "(",
    "（",
    "及",
    "授牌",
    "揭幕",
    "会上",
    "会议",
    "会在",
    "会于",
    "会召",
    "会举",
    "会，",
    "会。",
    "会暨",
    "啦",
    "喽",
];

/// Whether the word is followed by something that it acts on, other than a
/// ceremony, a place or the end of the clause.
pub(super) fn takes_an_object(after: &str) -> bool {
    let members = ["会员", "会费", "会长"]
        .iter()
        .any(|word| after.starts_with(word));
    // 成立了！ has no object.
    let after = (after.strip_prefix('了'))
        .filter(|rest| !rest.starts_with(char::is_alphanumeric))
        .unwrap_or(after);
    !after.is_empty() && (members || !ENDS.iter().any(|end| after.starts_with(end)))
}

/// The topic of an earlier clause carries on: X在甲指导下，于5日成立。
fn search_topic(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Option<usize> {
    let trigger = sentence.tokens.get(index)?;
    if takes_an_object(reading.after(sentence, trigger.span.end)) {
        return None;
    }
    let start = sentence.clause_start(index);
    let clause = reading.text(start..trigger.span.start);
    let first = (sentence.tokens.iter()).position(|token| token.span.start >= start)?;
    let content = match first.checked_sub(1) {
        Some(before) => strip_names(reading, sentence, before, index, clause),
        None => clause.to_owned(),
    };
    let own_subject = (sentence.clause(trigger.clause)).any(|(at, token)| {
        // 于甲中心举行成立典礼: where it is held is no subject.
        let venue = (reading.before(sentence, token.span.start)).ends_with(['在', '于', '假']);
        at < index && matches!(token.kind, TokenKind::Organization(_)) && !token.nested && !venue
    });
    let other_subject = OTHER_BODIES.iter().any(|body| content.contains(body));
    if count_content(&content) > 12 || own_subject || other_subject {
        return None;
    }
    let (at, topic) = (sentence.tokens.iter().enumerate().take(index).rev())
        .filter(|(_, token)| !token.nested || trigger.is_cue(Cue::Recruit))
        .find(|(_, token)| token.alliance().is_some())?;
    let inner = begins_with_inner_body(reading.after(sentence, topic.span.end));
    (trigger.clause - topic.clause <= 2 && !inner).then_some(at)
}

/// Bodies other than an alliance that may be what a clause founds.
const OTHER_BODIES: [&str; 12] = [
    "组",
    "委员会",
    "专委会",
    "中心",
    "基地",
    "分会",
    "支部",
    "基金",
    "平台",
    "公司",
    "办公室",
    "专班",
];
