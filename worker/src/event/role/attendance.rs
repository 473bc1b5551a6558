//! Organizations that came to a meeting, or sent who spoke there.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        gap::is_list_gap,
        host::Hosts,
        listing::{parties_after, without_unknown},
        reading::{Reading, SentenceTokens, Token},
        role::{
            former::former_or_latter,
            holder::is_a_venue,
            membership::{is_unit, units_before},
            organization::{give, own_drafts},
        },
    },
    record::OrganizationRole,
};

/// 甲、乙的代表介绍了情况: who sent a delegate that spoke was there.
pub(super) fn assign_delegates(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let parties = units_before(reading, sentence, index);
    let Some(last) = parties.last().and_then(|at| sentence.tokens.get(*at)) else {
        return;
    };
    let gap = reading.gap(last, trigger);
    let delegates = gap.ends_with("代表") || gap.contains("代表分别") || gap.contains("代表先后");
    if delegates && gap.chars().count() <= DELEGATE_GAP_CHARS_MAX {
        let role = OrganizationRole::Attendee;
        give(reading, sentence, &parties, role, drafts, &hosts.gatherings);
    }
}

/// Longest text between the last of the bodies and what their delegates did.
const DELEGATE_GAP_CHARS_MAX: usize = 14;

/// 联盟由甲牵头，乙、丙参与: they take part in the alliance, not in a meeting.
fn takes_part(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let word = reading.text(trigger.span.clone());
    let object = reading.after(sentence, trigger.span.end);
    let bare = object.is_empty()
        || object.starts_with(['，', '。', '；', '、'])
        || [
            "组建", "共建", "发起", "其中", "建设", "成立", "筹建", "创建",
        ]
        .iter()
        .any(|word| object.starts_with(word));
    let led = (sentence.tokens.iter().take(index)).any(|token| {
        let word = reading.text(token.span.clone());
        token.is_cue(Cue::Organize)
            && ["牵头", "发起", "主导", "领衔"]
                .iter()
                .any(|w| word.contains(w))
    });
    ["参与", "参加"].contains(&word) && bare && led
}

/// Who comes for a body.
const DELEGATES: [&str; 28] = [
    "主要",
    "分管",
    "主管",
    "党组织",
    "同志",
    "人员",
    "干部",
    "书记",
    "企业家",
    "同仁",
    "工作",
    "技术",
    "业务",
    "骨干",
    "院士",
    "媒体",
    "有关",
    "相关",
    "部门",
    "领导",
    "负责人",
    "负责同志",
    "代表",
    "专家",
    "嘉宾",
    "教授",
    "学者",
    "师生",
];

/// Whether the text only joins, or says who came for the bodies before: 有关领导.
fn is_delegation(tail: &str) -> bool {
    let mut rest = tail.trim_start_matches(['的', '等']);
    while let Some(shorter) = DELEGATES.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    // 等院校、科研机构和行业协会: of further kinds.
    is_list_gap(rest) || is_list_gap(tail)
}

/// 甲局、乙局，丙大学、丁大学参加: the bodies of the clauses right before that hold
/// nothing else.
fn listed_before(reading: &Reading<'_>, sentence: &SentenceTokens, clause: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut clause = clause;
    while let Some(before) = clause.checked_sub(1) {
        let units: Vec<(usize, &Token)> = (sentence.clause(before))
            .filter(|(_, token)| is_unit(reading, sentence, token))
            .collect();
        let (Some((first, head)), Some((_, last))) = (units.first(), units.last()) else {
            break;
        };
        let lead = reading.text(sentence.clause_start(*first)..head.span.start);
        let end =
            (sentence.clause(before).last()).map_or(last.span.end, |(_, mark)| mark.span.start);
        let tail = reading.text(last.span.end..end.max(last.span.end));
        let joined = units.windows(2).all(|pair| match pair {
            [(_, left), (_, right)] => is_list_gap(without_unknown(reading.gap(left, right))),
            _ => true,
        });
        let plain = lead.trim().is_empty() || lead.trim() == "来自";
        if !(plain && joined && is_delegation(tail)) {
            break;
        }
        found.splice(0..0, units.iter().map(|(at, _)| *at));
        clause = before;
    }
    found
}

/// What stands between a word of coming and the list of who came.
const COMERS: [&str; 10] = [
    "的有",
    "的，有",
    "的还有",
    "的，还有",
    "的包括",
    "的单位有",
    "的嘉宾有",
    "的是",
    "的领导有",
    "的代表有",
];

/// 出席的有甲、乙的代表, 到会祝贺的，有甲、乙: the list that 有 opens.
fn attendees_behind(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let first = (sentence.tokens.iter().enumerate().skip(index + 1))
        .find(|(_, token)| is_unit(reading, sentence, token));
    let Some((at, _)) = first.filter(|(_, token)| COMERS.contains(&reading.gap(trigger, token)))
    else {
        return Vec::new();
    };
    let mut parties = vec![at];
    parties.extend(parties_after(reading, sentence, at));
    parties
}

/// 我校工程研究院、科研处及机械学院: offices of the page's own body, which bear no
/// name of their own.
fn is_of_own(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let clause = (reading.before(sentence, token.span.start))
        .rsplit(['，', '。', '；'])
        .next()
        .unwrap_or_default();
    let inner = reading.text(token.span.clone()).chars().count() <= OFFICE_CHARS_MAX;
    inner
        && ["我校", "本校", "我院", "本院", "我司"]
            .iter()
            .any(|own| clause.contains(own))
}

/// The longest name of such an office, in characters.
const OFFICE_CHARS_MAX: usize = 6;

/// 甲、乙等50家单位出席; 来自甲、乙的代表参加.
pub(super) fn assign_attendees(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let mut parties: Vec<usize> = (sentence.clause(trigger.clause))
        .filter(|(at, token)| {
            *at < index
                && is_unit(reading, sentence, token)
                && !is_a_venue(reading, sentence, token)
                && !is_of_own(reading, sentence, token)
        })
        .map(|(at, _)| at)
        .collect();
    // 到会祝贺的，有甲、乙等单位的代表.
    if parties.is_empty() {
        parties = attendees_behind(reading, sentence, index);
    }
    if takes_part(reading, sentence, index) {
        let entity = former_or_latter(reading, sentence, index).or_else(|| {
            (sentence.tokens.iter().take(index).rev())
                .find_map(|token| token.alliance().filter(|_| !token.nested))
        });
        let targets = match entity {
            Some(entity) => own_drafts(drafts, entity, sentence.index),
            None => hosts.foundings.clone(),
        };
        let role = OrganizationRole::Member;
        give(reading, sentence, &parties, role, drafts, &targets);
        return;
    }
    // 甲、乙共同参加的X联盟: they are its members.
    let next = (sentence.tokens.iter().skip(index + 1)).find(|token| !token.is_mark('“'));
    let joined = next.and_then(|next| {
        next.alliance()
            .filter(|_| reading.gap(trigger, next).starts_with('的'))
    });
    if let Some(entity) = joined {
        let targets = own_drafts(drafts, entity, sentence.index);
        let role = OrganizationRole::Member;
        give(reading, sentence, &parties, role, drafts, &targets);
    } else {
        parties.extend(listed_before(reading, sentence, trigger.clause));
        // 甲、乙等首批会员代表到场.
        let lead = reading.text(sentence.clause_start(index)..trigger.span.start);
        let founding = [
            "首批会员",
            "首批成员",
            "创始会员",
            "创始成员",
            "创会会员",
            "首批盟员",
        ]
        .iter()
        .any(|kind| lead.contains(kind));
        let role = if founding {
            OrganizationRole::Member
        } else {
            OrganizationRole::Attendee
        };
        give(reading, sentence, &parties, role, drafts, &hosts.gatherings);
    }
}
