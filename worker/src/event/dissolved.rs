//! Ends of alliances.

mod announced;
mod pair;
mod settled;

use self::{
    announced::{alliances_announced, ends_many, list_is_announced},
    pair::{both_ended, goes_on_from_pair},
};
use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        findings::Findings,
        focus::{focus_alliance, is_pronoun},
        gap::{begins_with_inner_body, count_content},
        listing::{alliances_of_bare_lines, alliances_of_lines, listed_alliances},
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::EventType,
};

/// Words that only bodies are the subject of; others end much else as well.
const BODY_WORDS: [&str; 8] = [
    "解散", "注销", "撤销", "散伙", "停止", "暂停", "终止", "取缔",
];
/// Phrases for an end that take no object.
const CLOSING_WORDS: [&str; 10] = [
    "谢幕",
    "画上休止符",
    "划上休止符",
    "不复存在",
    "走入历史",
    "走进历史",
    "画下句点",
    "划上句号",
    "画上句号",
    "吹熄灯号",
];
/// How many clauses before such a word its subject may stand.
const CLAUSES_MAX: usize = 3;

/// Finds endings in one sentence.
pub(crate) fn match_endings(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    for (index, trigger) in sentence.tokens.iter().enumerate() {
        if !trigger.is_cue(Cue::Dissolve) || trigger.nested {
            continue;
        }
        let behind = reading.after(sentence, trigger.span.end);
        if behind.starts_with(['按', '等', '、', '后', '或']) {
            continue;
        }
        let ended = ended_alliances(reading, sentence, index);
        if ended.is_empty() {
            note_list_item(reading, sentence, index, findings);
            continue;
        }
        push_endings(reading, sentence, index, &ended, findings);
    }
}

/// The alliances that the word at `index` ends: those before it in its clause,
/// else those behind it, else the topic of the clauses before.
fn ended_alliances<'s>(
    reading: &'s Reading<'_>,
    sentence: &'s SentenceTokens,
    index: usize,
) -> Vec<&'s Token> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let behind = reading.after(sentence, trigger.span.end);
    if behind.starts_with('的') && !is_of_decision(behind) {
        return listed_behind(reading, sentence, trigger);
    }
    let word = reading.text(trigger.span.clone());
    let clauses_max = clauses_back(sentence, trigger, word);
    // 撤销以下5家不合格的创新联盟：甲联盟、乙联盟: the kind of them all.
    let is_class = |token: &Token| {
        token.span.start >= trigger.span.end
            && is_pronoun(reading.text(token.span.clone()))
            && reading
                .before(sentence, token.span.start)
                .ends_with(['的', '家', '个', '批', '类'])
    };
    let mut named = (sentence.tokens.iter().enumerate())
        .filter(|(_, token)| token.alliance().is_some() && !is_class(token))
        .filter(|(_, token)| {
            !token.nested || begins_with_organ(reading.after(sentence, token.span.end))
        });
    // 甲联盟并入乙联盟，前者注销.
    if reading
        .text(sentence.clause_start(index)..trigger.span.start)
        .contains("前者")
    {
        return named.next().map(|(_, token)| token).into_iter().collect();
    }
    let clause = reading.text(sentence.clause_start(index)..trigger.span.start);
    if ["你单位", "你会", "你联盟", "你们"]
        .iter()
        .any(|word| clause.contains(word))
    {
        return addressed_alliances(reading, sentence.index);
    }
    if let Some(pair) = both_ended(reading, sentence, index, clause) {
        return pair;
    }
    // 原两家联盟终止运作，依法办理注销: what was ended is wound up as well.
    if goes_on_from_pair(reading, sentence, trigger) {
        return Vec::new();
    }
    let own = (named.clone()).filter(|(_, token)| token.clause == trigger.clause);
    // 甲联盟因与乙联盟重合，全体成员并入乙联盟: what is merged into is not what ends.
    let target = (own.clone())
        .find(|(at, _)| *at > index && word == "并入")
        .and_then(|(_, token)| token.alliance());
    let ends = |token: &Token| target.is_none() || token.alliance() != target;
    let subject = (own.clone().rfind(|(at, token)| *at < index && ends(token)))
        // 其会员并入乙联盟: what is behind goes on.
        .or_else(|| own.clone().find(|(at, _)| *at > index && word != "并入"))
        .or_else(|| {
            named.rfind(|(at, token)| {
                *at < index && trigger.clause - token.clause <= clauses_max && ends(token)
            })
        });
    match subject {
        Some((at, _)) => (listed_alliances(reading, sentence, at).into_iter())
            .filter_map(|at| sentence.tokens.get(at))
            .collect(),
        None => listed_behind(reading, sentence, trigger),
    }
}

/// 注销登记的决定, 终止联盟的决议: whether the end is what a decision is of.
fn is_of_decision(behind: &str) -> bool {
    const DECISIONS: [&str; 9] = [
        "决定",
        "行政处罚",
        "处罚",
        "处理",
        "公告",
        "批复",
        "通告",
        "决议",
        "议案",
    ];
    behind
        .strip_prefix('的')
        .is_some_and(|rest| DECISIONS.iter().any(|word| rest.starts_with(word)))
}

/// How many clauses before the word the alliance may stand that it ends.
fn clauses_back(sentence: &SentenceTokens, trigger: &Token, word: &str) -> usize {
    if BODY_WORDS.iter().any(|known| word.contains(known)) {
        return CLAUSES_MAX;
    }
    // X因会员流失，6月20日正式画上句号.
    let own_body = (sentence.clause(trigger.clause))
        .any(|(_, token)| matches!(token.kind, TokenKind::Organization(_)));
    usize::from(CLOSING_WORDS.contains(&word) && !own_body)
}

/// 注销日期：: what stands behind the word is the day, no other object.
fn is_date_label(behind: &str) -> bool {
    ["日期：", "时间：", "日期:", "时间:", "日期为", "时间为"]
        .iter()
        .any(|label| behind.starts_with(label))
}

/// Whether the ending is still being worked at: 正在办理注销，目前处于清算阶段.
fn is_under_way(clause: &str, behind: &str) -> bool {
    let rest = behind.split(['。', '；']).next().unwrap_or_default();
    ["正在", "正办", "仍在", "尚在"]
        .iter()
        .any(|word| clause.contains(word))
        || ["目前处于", "尚处于", "仍处于", "现处于", "正在公示"]
            .iter()
            .any(|word| rest.contains(word))
}

fn push_endings(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    ended: &[&Token],
    findings: &mut Findings,
) {
    let kind = EventType::AllianceDissolved;
    let (Some(trigger), Some(last)) = (sentence.tokens.get(index), ended.last()) else {
        return;
    };
    let behind = reading.after(sentence, trigger.span.end);
    // 联盟撤销专家委员会, 联盟终止合作, 原证书注销: something else is ended.
    let clause = reading.text(sentence.clause_start(index)..trigger.span.start);
    // 表决通过注销议案, 解散决议.
    let resolved = clause.contains("通过")
        && ["议案", "决议", "方案", "申请", "事项"]
            .iter()
            .any(|motion| behind.starts_with(motion));
    // 甲联盟并入乙联盟: the object is what it becomes part of.
    let merges = reading.text(trigger.span.clone()) == "并入";
    let dated = is_date_label(behind);
    let other = last.span.end <= trigger.span.start
        && !merges
        && !dated
        && (takes_another_object(behind) && !resolved
            || OTHER_THINGS.iter().any(|thing| clause.contains(thing)));
    let rest = reading.after(sentence, last.span.end);
    let decided = begins_with_organ(rest)
        && (reading.text(last.span.end..trigger.span.start.max(last.span.end)))
            .contains(['决', '议', '同', '宣', '通']);
    // Of an alliance that another sentence names nothing goes on here.
    let here = last.span.start >= sentence.span.start;
    let inner = here && !decided && begins_with_inner_body(rest);
    let reason = if inner || other {
        "an inner body of an alliance"
    } else if (read_modality(reading, sentence, index) == Modality::Fact
        || settled::is_settled(reading, sentence, index))
        && !is_under_way(clause, behind)
    {
        for token in ended {
            if let Some(entity) = token.alliance() {
                let (told, words) = dated_entry(reading, sentence, token)
                    .or_else(|| {
                        dated_row(reading, sentence, token).map(|row| (row, token.span.clone()))
                    })
                    .unwrap_or((sentence.index, trigger.span.clone()));
                let mut draft = Draft::new(kind, told, words);
                draft.add_alliance(entity, token.span.clone());
                findings.drafts.push(draft);
            }
        }
        return;
    } else {
        "not told as a fact"
    };
    findings.skip(kind, sentence, trigger, reason);
}

/// The entry 1. 甲联盟 with 准予注销日期：2021年10月27日 below it: the line that gives
/// its day, with the word for the end.
fn dated_entry(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    token: &Token,
) -> Option<(usize, std::ops::Range<usize>)> {
    let line = reading.sentence_at(token.span.start)?;
    if line.index <= sentence.index {
        return None;
    }
    let label_in = |line: &SentenceTokens, from: usize| {
        let label = (line.tokens.iter()).find(|word| {
            word.is_cue(Cue::Dissolve)
                && word.span.start >= from
                && ["日期：", "时间：", "日期:", "时间:"]
                    .iter()
                    .any(|label| reading.after(line, word.span.end).starts_with(label))
        })?;
        Some((line.index, label.span.clone()))
    };
    label_in(line, token.span.end).or_else(|| {
        let below = reading.sentences.get(line.index + 1)?;
        label_in(below, below.span.start)
    })
}

/// The row of a table that names the alliance and gives a day of its own.
fn dated_row(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> Option<usize> {
    let row = (reading.sentences.iter().skip(sentence.index + 1))
        .find(|row| row.span.contains(&token.span.start))?;
    let dated = (row.tokens.iter())
        .any(|other| matches!(other.kind, TokenKind::Date(_)) && other.span.start > token.span.end);
    let head = (reading.sentences)
        .get(sentence.index + 1..row.index)
        .unwrap_or_default()
        .iter()
        .rfind(|line| reading.text(line.span.clone()).contains("名称"));
    let of_founding = head.is_some_and(|head| dates_foundings(reading.text(head.span.clone())));
    (dated && !of_founding).then_some(row.index)
}

/// Whether the head of a table has a column for the days on which its bodies
/// were registered, and none for those on which they ended.
fn dates_foundings(head: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
    let begins = has(&[
        "登记时间",
        "登记日期",
        "成立",
        "设立",
        "注册",
        "发证",
        "批准",
    ]);
    let ends = has(&[
        "注销时间",
        "注销日期",
        "撤销时间",
        "撤销日期",
        "终止",
        "决定",
    ]);
    begins && !ends
}

/// Whether what follows the word is ended, not the alliance before it.
fn takes_another_object(behind: &str) -> bool {
    const ENDS: [&str; 25] = [
        " ", "公告", "声明", "，", "。", "；", "！", "、", "）", ")", "”", "」", ",", "登记",
        "注册", "手续", "运作", "活动", "的", "并", "于", "了", "程序", "清算", "\n",
    ];
    // 撤销了甲公司的会员资格.
    let behind = (behind.strip_prefix('了'))
        .filter(|rest| rest.starts_with(char::is_alphanumeric))
        .unwrap_or(behind);
    !behind.is_empty() && !names_itself(behind) && !ENDS.iter().any(|end| behind.starts_with(end))
}

/// 终止各自的组织, 解散本联盟: the object is the alliance before the word.
fn names_itself(behind: &str) -> bool {
    let own = ["各自", "自身", "本", "该"]
        .iter()
        .find_map(|word| behind.strip_prefix(word));
    let body = own.and_then(|rest| {
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        ["组织", "联盟", "联合体", "共同体", "社团", "团体"]
            .iter()
            .find_map(|body| rest.strip_prefix(body))
    });
    body.is_some_and(|rest| rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '并']))
}

/// Things of an alliance that end as well.
const OTHER_THINGS: [&str; 10] = [
    "证书",
    "印章",
    "账户",
    "资格",
    "合同",
    "协议",
    "职务",
    "网站",
    "公众号",
    "工作组",
];

/// The alliances of the last salutation before the sentence: 甲联盟、乙协会：.
fn addressed_alliances<'r>(reading: &'r Reading<'_>, before: usize) -> Vec<&'r Token> {
    (reading.sentences.iter().take(before).rev())
        .filter(|line| {
            reading
                .text(line.span.clone())
                .trim_end()
                .ends_with(['：', ':'])
        })
        .map(|line| {
            (line.tokens.iter())
                .filter(|token| token.alliance().is_some() && !token.nested)
                .collect::<Vec<_>>()
        })
        .find(|addressed| !addressed.is_empty())
        .unwrap_or_default()
}

/// Whether the text begins with a body of the alliance that may decide on its
/// end: 理事会决议解散.
fn begins_with_organ(text: &str) -> bool {
    [
        "理事会",
        "理监事会",
        "会员大会",
        "成员大会",
        "会员代表大会",
        "全体会员",
        "全体成员",
    ]
    .iter()
    .any(|organ| text.starts_with(organ))
}

/// 宣布注销三家社团，即甲联盟、乙协会; 被注销的社团有：甲联盟、乙协会; 取缔名单 and
/// numbered lines behind it: what is wound up is listed.
fn listed_behind<'s>(
    reading: &'s Reading<'_>,
    sentence: &'s SentenceTokens,
    trigger: &Token,
) -> Vec<&'s Token> {
    let behind = reading.after(sentence, trigger.span.end);
    let listed = reading
        .text(sentence.span.clone())
        .trim_end()
        .ends_with(['：', ':']);
    // 下列8家社会组织准予注销登记: the rows of a table.
    let tabled = ["下列", "以下", "如下"]
        .iter()
        .any(|word| reading.text(sentence.span.clone()).contains(word));
    // 我局作出撤销登记的决定。名单如下：: the next sentence opens the list.
    let opened_next = (reading.sentences.get(sentence.index + 1)).is_some_and(|next| {
        let next = reading.text(next.span.clone()).trim();
        next.ends_with(['：', ':'])
            && ["名单", "如下", "以下"]
                .iter()
                .any(|word| next.contains(word))
    });
    let opened = (LIST_OPENERS.iter())
        .filter_map(|opener| behind.find(opener).map(|at| at + opener.len()))
        .min();
    let own: Vec<&Token> = (sentence.tokens.iter())
        .filter(|token| token.alliance().is_some() && !token.nested)
        .filter(|token| opened.is_some_and(|opened| token.span.start >= trigger.span.end + opened))
        .collect();
    // 甲联盟：你单位的申请收悉。经审查，准予注销登记.
    let granted = reading.before(sentence, trigger.span.start);
    if own.is_empty()
        && ["准予", "同意", "批准", "予以"]
            .iter()
            .any(|word| granted.ends_with(word))
        && behind
            .trim_start_matches(|c: char| c.is_alphanumeric())
            .starts_with(['，', '。', '；'])
        && !behind.contains("联盟")
    {
        let addressed = addressed_alliances(reading, sentence.index);
        if !addressed.is_empty() {
            return addressed;
        }
    }
    let lines =
        behind.contains("名单") || (listed || tabled || opened_next) && !behind.contains("联盟");
    // 名单见下表。…决定对其予以撤销登记.
    let pointed = ["对其", "上述", "该"]
        .iter()
        .any(|word| granted.contains(word))
        && list_is_announced(reading, sentence.index);
    if own.is_empty() && ends_many(reading, sentence, trigger) {
        let listed = alliances_announced(reading, sentence.index);
        if !listed.is_empty() {
            return listed;
        }
    }
    if own.is_empty() && (lines || pointed) {
        let mut listed: Vec<&Token> = alliances_of_lines(reading, sentence.index).collect();
        if listed.is_empty() {
            listed = alliances_of_bare_lines(reading, sentence.index).collect();
        }
        return listed;
    }
    own
}

/// What a list of the bodies that are ended begins with.
const LIST_OPENERS: [&str; 7] = ["，即", "：", ":", "分别为", "分别是", "包括", "名单的有"];

/// 准予注销日期：… in the entry of a register: the alliance heads the entry.
fn note_list_item(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &mut Findings,
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let label = count_content(reading.before(sentence, trigger.span.start)) <= 2
        && reading
            .after(sentence, trigger.span.end)
            .starts_with("日期");
    if !label {
        return;
    }
    if let Some((entity, span)) = focus_alliance(reading, sentence, trigger.clause, findings) {
        let mut draft = Draft::new(
            EventType::AllianceDissolved,
            sentence.index,
            trigger.span.clone(),
        );
        draft.add_alliance(entity, span);
        findings.drafts.push(draft);
    }
}
