//! Organizations that join an alliance.

mod region;
mod sign;

use self::sign::{
    approves, certifies, counts_members_behind, gives_an_office, is_honour, is_told_again,
    takes_a_sign, takes_in, tells_of_new_members,
};
use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        findings::Findings,
        focus::focus_alliance,
        listing::{is_employer, members_in_lines, party_role},
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::{EventType, OrganizationRole},
};

/// Finds joinings in one sentence: who stands before 加入, between 吸收 or 同意
/// and the joining, or is handed a member's certificate.
pub(crate) fn match_joinings(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let kind = EventType::MemberJoined;
    for (index, trigger) in sentence.tokens.iter().enumerate() {
        let joins = trigger.is_any_cue(&[Cue::Join, Cue::Admit])
            && tells_of_membership(reading, sentence, index)
            || approves(reading, sentence, trigger);
        if trigger.nested {
            continue;
        }
        if gives_an_office(reading, sentence, trigger) {
            findings.skip(kind, sentence, trigger, "an office, and no membership");
            continue;
        }
        if !joins && !certifies(reading, sentence, trigger) {
            continue;
        }
        let listed = members_in_lines(reading, sentence);
        let reach = reach_of(reading, sentence, trigger);
        let members = if listed.is_empty() {
            find_members(reading, sentence, trigger.clause, reach)
        } else {
            Vec::new()
        };
        let Some((entity, span)) = joined_alliance(reading, sentence, trigger, findings) else {
            continue;
        };
        let regions = if members.is_empty() && listed.is_empty() {
            region::joining_regions(reading, sentence, index)
        } else {
            Vec::new()
        };
        if members.is_empty() && listed.is_empty() && regions.is_empty() {
            findings.skip(kind, sentence, trigger, "no named member");
            continue;
        }
        if read_modality(reading, sentence, index) != Modality::Fact {
            findings.skip(kind, sentence, trigger, "not told as a fact");
            continue;
        }
        if is_told_again(reading, sentence, trigger, &members, findings) {
            continue;
        }
        let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
        draft.add_alliance(entity, span);
        for at in members {
            if let Some(party) = party_role(reading, sentence, at, OrganizationRole::Member) {
                draft.add_party(party);
            }
        }
        for party in listed.into_iter().chain(regions) {
            draft.add_party(party);
        }
        findings.drafts.push(draft);
    }
}

/// The organizations of the clause; where it has none, those of the clause
/// before: 甲等7家单位接受授牌，正式加入联盟.
fn find_members(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    reach: usize,
) -> Vec<usize> {
    let of_clause = |clause: usize| -> Vec<usize> {
        (sentence.clause(clause))
            .filter(|(_, token)| matches!(token.kind, TokenKind::Organization(_)))
            .filter(|(_, token)| !token.nested && !is_employer(reading, sentence, token))
            .filter(|(_, token)| {
                let name = reading.party_name(token).unwrap_or_default();
                !name.ends_with("理事会") && !name.ends_with("秘书处")
            })
            .map(|(at, _)| at)
            .collect()
    };
    let mut own: Vec<usize> = (clause..=reach).flat_map(of_clause).collect();
    // 迎来三家新成员：甲、乙和丙.
    let opens =
        (sentence.clause(clause)).any(|(_, token)| token.is_mark('：') || token.is_mark(':'));
    if goes_on_behind(reading, sentence, clause) || own.is_empty() && opens {
        own.extend(of_clause(clause + 1));
        // 为新会员授牌，分别是：甲、乙和丙.
        let opens_next = (sentence.clause(clause + 1))
            .any(|(_, token)| token.is_mark('：') || token.is_mark(':'));
        if own.is_empty() && opens_next {
            own.extend(of_clause(clause + 2));
        }
        // …，以及丁。
        let more = (clause + 2..).take_while(|next| {
            sentence.clause(*next).next().is_some_and(|(at, _)| {
                let words = reading.after(sentence, sentence.clause_start(at));
                ["以及", "还有"]
                    .iter()
                    .any(|joint| words.starts_with(joint))
            })
        });
        own.extend(more.flat_map(of_clause));
    }
    // 由甲发起，57家企业入盟 counts members of its own.
    let start = (sentence.clause(clause).next())
        .map_or(sentence.span.start, |(at, _)| sentence.clause_start(at));
    let counted = reading.text(start..sentence.span.end.max(start));
    // 高校、企业等百余家单位参与组建 has a subject of its own.
    let subject = (sentence.clause(clause))
        .find(|(_, token)| token.is_any_cue(&[Cue::Join, Cue::Admit]))
        .map_or("", |(_, token)| {
            reading.text(start..token.span.start.max(start))
        });
    let counted = counted.starts_with(|c: char| c.is_ascii_digit())
        || ["单位", "企业", "高校", "机构"]
            .iter()
            .any(|kind| subject.trim_end_matches(['共', '同', '也']).ends_with(kind));
    if own.is_empty() && clause > 0 && !counted {
        let first = first_without_subject(reading, sentence, clause);
        of_clause(
            first
                .saturating_sub(1)
                .max(clause.saturating_sub(CLAUSES_BACK_MAX)),
        )
    } else {
        own
    }
}

/// How many clauses before the joining its subject may stand.
const CLAUSES_BACK_MAX: usize = 3;

/// 甲今天宣布，已于8日通过审查，正式加入: the first of the clauses that go on without a
/// subject up to the one of the joining.
fn first_without_subject(reading: &Reading<'_>, sentence: &SentenceTokens, clause: usize) -> usize {
    const OPENINGS: [&str; 12] = [
        "已", "经", "于", "并", "通过", "顺利", "成功", "近日", "日前", "历经", "凭借", "从",
    ];
    let goes_on = |clause: usize| {
        let first = sentence.clause(clause).next();
        first.is_some_and(|(at, _)| {
            let words = reading.after(sentence, sentence.clause_start(at));
            OPENINGS.iter().any(|opening| words.starts_with(opening))
        }) && (sentence.clause(clause)).all(|(_, token)| token.nested || !token.is_party())
    };
    (0..clause)
        .rev()
        .take(CLAUSES_BACK_MAX)
        .take_while(|before| goes_on(*before))
        .last()
        .unwrap_or(clause)
}

/// The last clause of the object of a word that takes members in, where its list
/// goes on over commas: 增补甲、乙，以及丙，丁为成员单位.
fn reach_of(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: &Token) -> usize {
    let lists_only = |clause: usize| {
        (sentence.clause(clause)).all(|(_, token)| match token.kind {
            TokenKind::Cue(_) => token.is_cue(Cue::MemberUnit),
            TokenKind::Person(_) | TokenKind::Date(_) | TokenKind::Meeting(_) => token.nested,
            _ => true,
        })
    };
    let takes = |clause: usize| {
        let (Some((first, _)), Some((_, last))) = (
            sentence.clause(clause).next(),
            sentence.clause(clause).last(),
        ) else {
            return false;
        };
        let from = sentence.clause_start(first);
        let words = reading.text(from..last.span.end.max(from));
        (words.split_once('为')).is_some_and(|(_, what)| {
            ["成员", "会员", "理事单位"]
                .iter()
                .any(|member| what.contains(member))
        })
    };
    if !trigger.is_cue(Cue::Admit) || takes(trigger.clause) {
        return trigger.clause;
    }
    (trigger.clause + 1..=trigger.clause + LIST_CLAUSES_MAX)
        .take_while(|clause| lists_only(*clause))
        .find(|clause| takes(*clause))
        .unwrap_or(trigger.clause)
}

/// The most clauses that a list of new members goes on over.
const LIST_CLAUSES_MAX: usize = 8;

/// 加入联盟，其中还有丙: the next clause names more of them.
fn goes_on_behind(reading: &Reading<'_>, sentence: &SentenceTokens, clause: usize) -> bool {
    let Some((at, _)) = sentence.clause(clause + 1).next() else {
        return false;
    };
    let next = reading.after(sentence, sentence.clause_start(at));
    // 新增甲等5家理事单位，以及乙等9家会员单位.
    let further = ["以及", "和", "及"]
        .iter()
        .any(|joint| next.starts_with(joint))
        && (sentence.clause(clause + 1)).any(|(_, token)| token.is_cue(Cue::MemberUnit));
    further
        || [
            "其中还有",
            "还有",
            "还包括",
            "其中包括",
            "包括",
            "分别是",
            "分别为",
        ]
        .iter()
        .any(|word| next.starts_with(word))
}

/// What only members are given, and words that say so of an alliance's sign.
const MEMBERS_SIGNS: [&str; 10] = [
    "成员单位牌",
    "会员单位牌",
    "理事单位牌",
    "成员牌",
    "会员牌",
    "会员证书",
    "成员证书",
    "入盟证书",
    "入会证书",
    "会员单位证书",
];

/// 加入 and 成为 need an alliance or membership in their clause.
fn tells_of_membership(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let word = reading.text(trigger.span.clone());
    if word.ends_with("入盟") || word.ends_with("入会") || word.ends_with("资格") {
        return true;
    }
    let after = reading.after(sentence, trigger.span.end);
    let before = reading.before(sentence, trigger.span.start);
    // 甲、乙两家新成员领了牌子.
    if takes_a_sign(word) {
        return tells_of_new_members(before);
    }
    // 获颁优秀成员单位奖牌: an honour, of who is a member already.
    if is_honour(after) {
        return false;
    }
    let individuals = ["会员", "玩家", "旅客", "读者", "粉丝"]
        .iter()
        .any(|word| before.ends_with(word));
    if individuals || after.starts_with('后') {
        return false;
    }
    let reach = reach_of(reading, sentence, trigger);
    let end = clause_end(sentence, reach);
    let behind = reading.text(trigger.span.end..end.max(trigger.span.end));
    let clause = reading.text(sentence.clause_start(index)..end);
    let names_alliance = (sentence.clause(trigger.clause))
        .any(|(at, token)| at > index && token.alliance().is_some());
    let membership = ["成员", "会员", "理事单位", "一员"]
        .iter()
        .any(|word| behind.contains(word));
    match word {
        "加入" | "加盟" | "加入了" | "正式加入" | "成功加入" | "获准加入" | "获批加入"
        | "新加入" | "新近加入" | "新加盟" | "新入" | "入列" | "参与组建" => {
            let clause = Joining {
                before,
                behind,
                clause,
            };
            names_alliance || clause.is_outright(sentence, index, word, membership)
        }
        "成为" | "转为" | "转为了" | "升格为" => {
            let anew = ["新成员", "新会员", "新盟友", "新盟员", "新伙伴"]
                .iter()
                .any(|word| behind.contains(word));
            let membership = membership || anew;
            let member = ["正式成员", "正式会员", "成员单位", "会员单位"]
                .iter()
                .any(|word| behind.starts_with(word));
            let of_alliance =
                (sentence.tokens.iter().take(index)).any(|token| token.alliance().is_some());
            let among = takes_a_unit(behind) && tells_of_joining(reading, sentence);
            membership && (names_alliance || anew || among || member && of_alliance)
        }
        _ if ROUNDABOUT.contains(&word) => {
            tells_roundabout(word, before, behind, clause, names_alliance, membership)
        }
        _ if ["新成员", "新丁", "盟友", "新伙伴", "新军"]
            .iter()
            .any(|anew| word.contains(anew)) =>
        {
            true
        }
        _ => {
            membership
                || behind.contains("入盟")
                || behind.contains("加入")
                || takes_in(word) && counts_members_behind(after)
                || word.contains("会员证书")
        }
    }
}

/// The words around a verb of joining.
struct Joining<'t> {
    before: &'t str,
    behind: &'t str,
    clause: &'t str,
}

impl Joining<'_> {
    /// Whether a verb of joining tells of membership though no alliance is behind it.
    fn is_outright(
        &self,
        sentence: &SentenceTokens,
        index: usize,
        word: &str,
        membership: bool,
    ) -> bool {
        let ends = self.behind.chars().all(|c| !c.is_alphanumeric());
        let anew = word.contains('新') || self.before.ends_with('新');
        if anew && opens_members(self.behind) {
            return true;
        }
        let clause = sentence.tokens.get(index).map_or(0, |token| token.clause);
        let several = (sentence.clause(clause))
            .filter(|(at, token)| *at < index && matches!(token.kind, TokenKind::Organization(_)))
            .count()
            > 1;
        let becomes = self.behind.starts_with("成为") && membership;
        becomes || ends && (several || counts_members(self.clause) || counts_members(self.before))
    }
}

/// 新加入的有：, 新加入的是: names stand behind.
fn opens_members(behind: &str) -> bool {
    [
        "的有",
        "的还有",
        "的是",
        "的包括",
        "的分别是",
        "的分别为",
        "的成员",
        "的会员",
        "的成员单位",
        "的会员单位",
        "的单位",
        "的企业",
        "成员",
        "会员",
        "者有",
        "者为",
        "的单位有",
        "的企业有",
    ]
    .contains(&behind.trim_end_matches(['：', ':']))
}

/// 成为理事单位: whether the words begin with what members are.
fn takes_a_unit(behind: &str) -> bool {
    ["理事单位", "常务理事单位", "成员单位", "会员单位"]
        .iter()
        .any(|unit| behind.starts_with(unit))
}

/// 新成员事项：甲加入联盟；乙、丙成为理事单位: whether the sentence speaks of joining.
fn tells_of_joining(reading: &Reading<'_>, sentence: &SentenceTokens) -> bool {
    let text = reading.text(sentence.span.clone());
    ["新成员", "新会员", "加入", "入盟", "入会"]
        .iter()
        .any(|word| text.contains(word))
}

/// Words that tell of membership only with what stands behind them.
const ROUNDABOUT: [&str; 20] = [
    "榜上有名",
    "名列其中",
    "增至",
    "获得",
    "取得",
    "写进",
    "写入",
    "列入",
    "载入",
    "登上",
    "跻身",
    "入选",
    "跻身成为",
    "入选成为",
    "接过",
    "捧回",
    "捧得",
    "领取",
    "领到",
    "接牌",
];
/// What the members of an alliance are listed in.
const ROLLS: [&str; 6] = [
    "花名册",
    "名册",
    "成员名单",
    "会员名单",
    "成员名录",
    "会员名录",
];

/// 获得联盟会员资格, 名字写进联盟的花名册, 接过联盟成员单位牌匾; 公布第三批成员名单，甲入选.
fn tells_roundabout(
    word: &str,
    before: &str,
    behind: &str,
    clause: &str,
    names_alliance: bool,
    membership: bool,
) -> bool {
    let behind_any = |words: &[&str]| words.iter().any(|word| behind.contains(word));
    match word {
        "获得" | "取得" => names_alliance && membership && behind.contains("资格"),
        "写进" | "写入" | "列入" | "载入" | "登上" => {
            names_alliance && behind_any(&ROLLS)
        }
        "入选" | "榜上有名" | "名列其中" if ROLLS.iter().any(|roll| before.contains(roll)) => {
            before.contains('批') || before.contains('新')
        }
        "跻身" | "入选" | "跻身成为" | "入选成为" => names_alliance && membership,
        "接过" | "捧回" | "捧得" | "领取" | "领到" | "接牌" => {
            let founding = ["首批", "创始", "发起"]
                .iter()
                .any(|word| clause.contains(word));
            !founding && behind_any(&MEMBERS_SIGNS)
        }
        _ => false,
    }
}

/// Where the clause ends: before its mark, else where the next one begins.
fn clause_end(sentence: &SentenceTokens, clause: usize) -> usize {
    let mark = (sentence.clause(clause)).last().filter(|(_, token)| {
        matches!(
            token.kind,
            TokenKind::Mark('，' | '。' | '；' | '：' | ':' | ',')
        )
    });
    mark.map_or_else(
        || {
            (sentence.tokens.iter())
                .find(|token| token.clause > clause)
                .map_or(sentence.span.end, |token| token.span.start)
        },
        |(_, mark)| mark.span.start,
    )
}

/// 甲、乙等七家新成员加入: who joins is told as members of a body.
fn counts_members(clause: &str) -> bool {
    ["盟", "成员", "会员", "单位", "企业", "机构", "院校"]
        .iter()
        .any(|word| clause.contains(word))
}

/// The alliance behind the word, else the one spoken of.
fn joined_alliance(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
    findings: &Findings,
) -> Option<(usize, std::ops::Range<usize>)> {
    let last = reach_of(reading, sentence, trigger).max(trigger.clause + 1);
    let behind = (sentence.tokens.iter())
        .filter(|token| token.span.start >= trigger.span.end && token.clause <= last)
        .find_map(|token| Some((token.alliance()?, token.span.clone())));
    behind.or_else(|| focus_alliance(reading, sentence, trigger.clause, findings))
}
