//! Whether a sentence tells a fact, a plan, a denial or a hypothesis.

mod ahead;
mod help;
mod named_plan;

use self::{
    ahead::{is_ahead, is_of_later_year},
    help::{is_done_on_a_day, is_help},
    named_plan::{is_followed, is_plan_as_noun},
};
use crate::event::{
    cue::{Cue, MEMBER_OFFICES},
    reading::{Reading, SentenceTokens, Token, TokenKind},
};

/// How something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Modality {
    Fact,
    Plan,
    Denied,
    Supposed,
}

/// How the word at `index` is told: by what stands before it in its clause,
/// and by suppositions and questions over the whole sentence.
pub(crate) fn read_modality(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Modality {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Modality::Fact;
    };
    let behind = reading.after(sentence, trigger.span.end);
    let mut modality = read_behind(reading, sentence, index, behind);
    if matches!(modality, Modality::Denied | Modality::Supposed) {
        return modality;
    }
    let first = index.saturating_sub(REACH_TOKENS_MAX);
    for (at, token) in (sentence.tokens.iter().enumerate().take(index)).skip(first) {
        let tells = matches!(token.kind, TokenKind::Cue(_) | TokenKind::Date(_));
        if !tells || is_quoted_apart(reading.text(token.span.end..trigger.span.start)) {
            continue;
        }
        if token.is_cue(Cue::Suppose)
            && (reading.text(token.span.clone()).contains(['传', '谣'])
                || is_open(sentence, at, index)
                || ["不如", "何不", "不妨"].contains(&reading.text(token.span.clone()))
                || is_proposal(reading, sentence, token))
        {
            return Modality::Supposed;
        }
        if carries_over(reading, sentence, at, index) {
            modality = Modality::Plan;
        }
        if token.clause != trigger.clause || token.nested {
            continue;
        }
        if token.is_cue(Cue::Deny) {
            return Modality::Denied;
        }
        if token.is_cue(Cue::Habit) {
            return Modality::Supposed;
        }
        // What ends next year is decided now.
        let later = !trigger.is_cue(Cue::Dissolve) && is_of_later_year(reading, token);
        if matches!(token.kind, TokenKind::Date(_)) && (later || is_ahead(reading, token)) {
            modality = Modality::Plan;
        }
        if is_within_attribute(reading, sentence, at, index)
            || reading
                .text(token.span.end..trigger.span.start.max(token.span.end))
                .contains("为主题的")
        {
            continue;
        }
        if token.is_cue(Cue::Future)
            && !is_ba_construction(reading, sentence, at, index)
            && !is_plan_as_noun(reading, sentence, token)
            && !is_help(reading, sentence, token, trigger)
            && !is_done_on_a_day(reading, sentence, token, trigger)
        {
            modality = Modality::Plan;
        }
    }
    if modality == Modality::Plan && UNPLANNED_BEHIND.iter().any(|word| behind.contains(word)) {
        return Modality::Denied;
    }
    let asks = reading
        .text(sentence.span.clone())
        .trim_end_matches(['”', '"', '）', ')', ' ', '\n'])
        .ends_with(['？', '?']);
    if asks && !sentence.headline {
        return Modality::Supposed;
    }
    modality
}

/// What the rest of the sentence, and what stands right before it, make of the
/// word at `index`.
fn read_behind(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    behind: &str,
) -> Modality {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Modality::Fact;
    };
    if DENIALS_BEHIND.iter().any(|word| behind.contains(word)) {
        return Modality::Denied;
    }
    if is_weighed(behind) || is_motion(reading, sentence, behind) {
        return Modality::Supposed;
    }
    // 不并入联合体.
    if (reading.text(sentence.clause_start(index)..trigger.span.start)).ends_with(['不', '未']) {
        return Modality::Denied;
    }
    let before = reading.text(sentence.clause_start(index)..trigger.span.start);
    // 也未与任何企业签署.
    if ["未与", "未同", "未和", "没与", "没有与"]
        .iter()
        .any(|word| before.contains(word))
    {
        return Modality::Denied;
    }
    // 今年要成立X: 要 right before the verb.
    let wants = before.ends_with(['要', '欲'])
        && ![
            "只要", "需要", "必要", "主要", "重要", "首要", "纪要", "摘要", "没要",
        ]
        .iter()
        .any(|word| before.ends_with(word));
    let is_planned = wants
        || founds_later(reading, trigger, behind)
        || PLANS_BEHIND.iter().any(|word| behind.contains(word))
        || is_agreed_on(reading, sentence, index)
        || is_asked_for(reading, sentence, index)
        || is_meeting_ahead(trigger, behind);
    if is_planned {
        Modality::Plan
    } else {
        Modality::Fact
    }
}

/// 共同发起X，力争今年第三季度成立: a clause behind the initiative says that the founding
/// itself is still to come.
fn founds_later(reading: &Reading<'_>, trigger: &Token, behind: &str) -> bool {
    const INTENTIONS: [&str; 7] = ["力争", "争取", "计划", "拟", "预计", "有望", "将于"];
    const FOUNDINGS: [&str; 6] = ["成立", "挂牌", "揭牌", "组建", "挂牌成立", "揭牌成立"];
    let told = behind.split('。').next().unwrap_or_default();
    let initiates = trigger.is_cue(Cue::Initiate)
        || trigger.is_cue(Cue::Organize) && reading.text(trigger.span.clone()).ends_with("发起");
    initiates
        && (told.split(['，', '；', ',']).skip(1)).any(|clause| {
            let clause = clause.trim_start_matches("联盟");
            INTENTIONS.iter().any(|word| clause.starts_with(word))
                && FOUNDINGS.iter().any(|word| clause.ends_with(word))
        })
}

/// Over how many names, cues and marks a word may say how another is told.
const REACH_TOKENS_MAX: usize = 100;

/// 甲、乙拟各出资五百万元，于9月1日宣布成立X: the plan goes on where the clauses behind
/// it have no subject of their own.
fn carries_over(reading: &Reading<'_>, sentence: &SentenceTokens, at: usize, index: usize) -> bool {
    const INTENTIONS: [&str; 9] = [
        "拟", "将", "计划", "打算", "准备", "预计", "拟于", "将于", "即将",
    ];
    /// What a clause without a subject begins with.
    const OPENINGS: [&str; 12] = [
        "于", "在", "并", "共同", "联合", "携手", "合作", "同时", "以", "再", "随后", "从而",
    ];
    let (Some(word), Some(trigger)) = (sentence.tokens.get(at), sentence.tokens.get(index)) else {
        return false;
    };
    let ahead = trigger.clause.saturating_sub(word.clause);
    let intends = word.is_cue(Cue::Future)
        && !word.nested
        && (!is_plan_as_noun(reading, sentence, word) || is_followed(reading, sentence, word))
        && INTENTIONS.contains(&reading.text(word.span.clone()));
    if !(1..=CARRIED_CLAUSES_MAX).contains(&ahead) || !intends {
        return false;
    }
    // 将甲作为重点，于9月1日成立X puts an object before its verb.
    let object = reading.text(word.span.clone()) == "将"
        && !leads_on("将", reading.text(word.span.end..trigger.span.start))
        && (sentence.tokens.get(at + 1)).is_some_and(|next| {
            next.is_party() && next.clause == word.clause || next.span.start == word.span.end
        });
    let between = reading.text(word.span.end..trigger.span.start);
    let ranks = ["作为", "列为", "列入", "纳入", "定为", "视为"]
        .iter()
        .any(|verb| {
            between
                .split('，')
                .next()
                .is_some_and(|clause| clause.contains(verb))
        });
    let object = object || ranks && reading.text(word.span.clone()) == "将";
    let reach = reading.text(word.span.end..trigger.span.end);
    let clauses: Vec<&str> = reach.split(['，', ',']).skip(1).collect();
    let whole = !between.contains(['；', '。', '：', '“', '”']);
    let told = [
        "已", "了", "昨", "日前", "近日", "今天", "今日", "当天", "会上",
    ]
    .iter()
    .any(|word| clauses.iter().any(|clause| clause.contains(word)));
    !object
        && whole
        && !told
        && (clauses.iter()).all(|clause| {
            // 将依托甲院，组建X: the verb itself comes first.
            let verb = leads_on(reading.text(word.span.clone()), between)
                && *clause == reading.text(trigger.span.clone());
            verb || OPENINGS.iter().any(|opening| clause.starts_with(opening))
        })
}

/// 将依托甲院，…: how what is to be done will be done, and nothing done yet.
fn leads_on(intention: &str, behind: &str) -> bool {
    intention != "将"
        || [
            "依托",
            "联合",
            "会同",
            "携手",
            "整合",
            "由",
            "以",
            "在",
            "于",
            "通过",
            "围绕",
            "按照",
            "与",
            "进一步",
            "牵头",
            "支持",
            "推动",
            "尽快",
            "适时",
            "从",
            "重点",
            "全面",
            "继续",
        ]
        .iter()
        .any(|word| behind.starts_with(word))
}

/// Over how many clauses a plan carries on.
const CARRIED_CLAUSES_MAX: usize = 2;

/// X成立大会将于6月18日举行: a meeting's name has its plan behind it.
fn is_meeting_ahead(trigger: &Token, behind: &str) -> bool {
    let behind = behind.trim_start_matches(['”', '"', '》', '」', ' ']);
    let behind = ["初步", "目前", "已", "暂"]
        .iter()
        .find_map(|word| behind.strip_prefix(word))
        .unwrap_or(behind);
    matches!(trigger.kind, TokenKind::Meeting(_))
        && [
            "将", "拟", "定于", "定在", "计划", "预计", "预定", "即将", "有望", "择期",
        ]
        .iter()
        .any(|word| behind.starts_with(word))
}

/// 由甲推动的X揭牌: the word at `at` only says which alliance is meant.
fn is_within_attribute(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    at: usize,
    index: usize,
) -> bool {
    let (Some(word), Some(trigger)) = (sentence.tokens.get(at), sentence.tokens.get(index)) else {
        return false;
    };
    (sentence.tokens.iter().take(index).skip(at + 1)).any(|token| {
        token.alliance().is_some()
            && !token.nested
            && token.clause == trigger.clause
            && reading
                .gap(word, token)
                .trim_end_matches(['“', '"', '「'])
                .ends_with('的')
    })
}

/// Whether a quotation closes between a word and the trigger: 以“共创未来”为题
/// plans nothing.
fn is_quoted_apart(between: &str) -> bool {
    (between.split_once(['”', '」', '》']))
        .is_some_and(|(inside, _)| !inside.contains(['“', '「', '《']))
}

/// Words that deny what the sentence told before them.
const DENIALS_BEHIND: [&str; 8] = [
    "不属实",
    "不实",
    "子虚乌有",
    "并无此事",
    "纯属",
    "没有的事",
    "拒绝评论",
    "系谣言",
];

/// Words by which a sentence says that nothing of what it spoke of is planned.
const UNPLANNED_BEHIND: [&str; 9] = [
    "没有时间表",
    "无时间表",
    "没有计划",
    "暂无计划",
    "尚无计划",
    "未有计划",
    "并无计划",
    "因故取消",
    "已经取消",
];

/// 关于联盟更名为X的议题: what a meeting has before it; what it passed is done.
fn is_motion(reading: &Reading<'_>, sentence: &SentenceTokens, behind: &str) -> bool {
    let clause = behind.split(['，', '。', '；']).next().unwrap_or_default();
    let motion = ["的议题", "的议案", "的动议", "的提议", "的事项"]
        .iter()
        .any(|end| clause.ends_with(end));
    motion && !reading.text(sentence.span.clone()).contains("通过")
}

/// Words that put what the sentence told before them into the future.
const PLANS_BEHIND: [&str; 4] = ["另行通知", "另行发文", "另行公布", "另行安排"];

/// 成立联盟很有必要, 组建联盟的条件尚不成熟: the clause weighs whether to do it.
fn is_weighed(behind: &str) -> bool {
    let clause = behind
        .split(['，', '。', '；', '！'])
        .next()
        .unwrap_or_default();
    let proposed = ["的建议", "的提案", "的设想", "的构想", "的提议"]
        .iter()
        .any(|word| clause.ends_with(word));
    proposed
        || [
            "必要",
            "正当其时",
            "恰逢其时",
            "正逢其时",
            "势在必行",
            "不成熟",
            "时机",
            "的条件",
            "可行性",
            "迫在眉睫",
        ]
        .iter()
        .any(|word| clause.contains(word))
}

/// 就共同组建X达成共识: what is agreed on or talked about is still to be done.
fn is_agreed_on(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let before = reading.text(sentence.clause_start(index)..trigger.span.start);
    let behind = reading.after(sentence, trigger.span.end);
    let clause = behind.split(['，', '。', '；']).next().unwrap_or_default();
    let topic = (before.rsplit_once('就')).is_some_and(|(_, between)| {
        between.chars().count() <= TOPIC_CHARS_MAX && !between.contains("成立")
    });
    topic
        && [
            "达成",
            "磋商",
            "交换意见",
            "讨论",
            "沟通",
            "征求意见",
            "听取",
            "座谈",
            "研究",
            "洽谈",
            "协商",
            "交流",
        ]
        .iter()
        .any(|word| clause.contains(word))
}

/// The longest text between 就 and the verb of what is talked about.
const TOPIC_CHARS_MAX: usize = 12;

/// 邀请甲、乙共同发起成立X, 同意甲牵头组建X: who is asked or allowed to has not
/// done it.
fn is_asked_for(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let before = reading.text(sentence.clause_start(index)..trigger.span.start);
    // 原则同意年会于11月举办.
    let agreed = trigger.is_cue(Cue::Meet) && before.contains("同意");
    agreed
        || trigger.is_cue(Cue::Initiate)
            && ["邀请", "诚邀", "同意", "支持"].iter().any(|word| {
                // 在甲支持下 tells who helped.
                before
                    .rsplit_once(word)
                    .is_some_and(|(_, rest)| !rest.starts_with(['下', '和', '与', '、']))
            })
}

/// 您在提案中建议，由甲牵头，组建X，选举产生理事会: what a clause that ends with
/// the verb of proposing proposes goes on to the full stop.
fn is_proposal(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    const TAKEN_UP: [&str; 8] = ["根据", "按照", "采纳", "依据", "听取", "应", "经", "提出"];
    let behind = reading.after(sentence, token.span.end);
    let proposes = ["建议", "提议", "倡议"].contains(&reading.text(token.span.clone()))
        && behind.starts_with(['，', '：', ':', ',']);
    proposes && {
        let before = reading.before(sentence, token.span.start);
        !TAKEN_UP.iter().any(|word| before.contains(word))
    }
}

/// A supposition reaches to the next clause, not beyond a full stop.
fn is_open(sentence: &SentenceTokens, at: usize, index: usize) -> bool {
    let clause = |index: usize| sentence.tokens.get(index).map_or(0, |token| token.clause);
    clause(index) - clause(at) <= 1
}

/// 将 that only puts the object before its verb: 将X更名为Y.
pub(super) fn is_ba_construction(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    at: usize,
    index: usize,
) -> bool {
    let next = (sentence.tokens.iter().skip(at + 1))
        .find(|token| !matches!(token.kind, TokenKind::Mark('“' | '"' | '《')));
    let (Some(token), Some(next), Some(trigger)) =
        (sentence.tokens.get(at), next, sentence.tokens.get(index))
    else {
        return false;
    };
    // 将名称由A变更为B.
    let renamed = ["名称", "其名称", "联盟名称", "单位名称", "名字"]
        .iter()
        .any(|name| {
            reading
                .text(token.span.end..trigger.span.end)
                .starts_with(name)
        });
    // 将甲、乙增补为副理事长单位.
    let installed = trigger.is_any_cue(&MEMBER_OFFICES)
        && (reading.text(next.span.end..trigger.span.start.max(next.span.end))).ends_with('为')
        && (sentence.tokens.iter().take(index).skip(at + 1))
            .any(|verb| verb.is_any_cue(&[Cue::Elect, Cue::Admit, Cue::Rename]));
    reading.text(token.span.clone()) == "将"
        && (next.is_party()
            && (installed || trigger.is_any_cue(&[Cue::Rename, Cue::Dissolve, Cue::Admit]))
            || renamed && trigger.is_cue(Cue::Rename))
}
