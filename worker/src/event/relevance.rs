//! Which drafts belong to the field: no sports, games or states, and meetings
//! and documents only where an alliance has to do with them.

use std::{collections::BTreeSet, ops::Range};

use crate::{
    event::{draft::Draft, findings::Findings, meeting, reading::Reading, rules},
    mention::EntityIndex,
    record::{EventType, OrganizationRole},
    word_list::WordList,
};

/// Words of leagues and games; an article with several of them is of that
/// world, whatever it founds or signs.
const LEAGUE_WORDS: [&str; 34] = [
    "赛季",
    "球员",
    "球队",
    "常规赛",
    "季后赛",
    "总决赛",
    "联赛",
    "战队",
    "选手",
    "主教练",
    "总教练",
    "卫冕",
    "冠军",
    "裁判",
    "玩家",
    "球迷",
    "客场",
    "主场",
    "扩军",
    "选秀",
    "洋将",
    "职棒",
    "职篮",
    "积分榜",
    "电竞",
    "对阵",
    "晋级",
    "手游",
    "合区",
    "元宝",
    "本服",
    "盟友",
    "退盟",
    "公会",
];
const LEAGUE_WORDS_MIN: usize = 4;

/// Drops every draft of an article on sports or games.
pub(crate) fn drop_foreign_worlds(reading: &Reading<'_>, findings: &mut Findings) {
    let text = reading.article.text.as_str();
    let words: BTreeSet<&str> = (const { WordList::of(&LEAGUE_WORDS) }.occurrences(text))
        .map(|(_, word)| word)
        .collect();
    if words.len() < LEAGUE_WORDS_MIN {
        return;
    }
    let dropped = std::mem::take(&mut findings.drafts);
    findings.skips.clear();
    for draft in dropped {
        findings.skip_draft(&draft, "sports league or game");
    }
}

/// Words by which an article refutes what it cites.
const REFUTATIONS: [&str; 25] = [
    "从未筹备",
    "从未发起",
    "从未参与发起",
    "系伪造",
    "系假冒",
    "从未批准",
    "从未授权",
    "澄清说明",
    "虚假编造",
    "传言不实",
    "移花接木",
    "严正声明",
    "澄清公告",
    "澄清声明",
    "不实传闻",
    "恶意捏造",
    "不属实",
    "信息不实",
    "辟谣",
    "纯属谣言",
    "纯属虚构",
    "纯属臆测",
    "子虚乌有",
    "不实信息",
    "虚假信息",
];
const CITATIONS: [&str; 20] = [
    "网上媒体",
    "媒体报道",
    "刊载之报道",
    "网民",
    "微信群",
    "流传",
    "所谓",
    "自媒体",
    "发文称",
    "传闻",
    "盛传",
    "爆料",
    "消息称",
    "网传",
    "网友称",
    "发布消息",
    "文章称",
    "有人称",
    "帖子称",
    "公众号",
];

/// Words by which a headline calls what it asks about hearsay.
const HEARSAYS: [&str; 7] = ["网传", "传闻", "疑似", "谣言", "传言", "被曝", "传出"];

/// Drops what an article cites only to refute it, or to ask whether it is true.
pub(crate) fn drop_refuted(reading: &Reading<'_>, findings: &mut Findings) {
    let text = reading.article.text.as_str();
    let title = reading.article.title.as_deref().unwrap_or_default();
    let refutes = |text: &str| const { WordList::of(&REFUTATIONS) }.find(text).is_some();
    let asks = title.contains(['？', '?']) && HEARSAYS.iter().any(|word| title.contains(word));
    if !asks && !refutes(text) && !refutes(title) {
        return;
    }
    // An item of a round-up refutes nothing of the others.
    let is_refuted = |sentence: usize| {
        reading.items.is_empty()
            || (reading.sentences.iter())
                .filter(|other| reading.item_of(other.index) == reading.item_of(sentence))
                .map(|other| reading.text(other.span.clone()))
                .any(refutes)
    };
    let (cited, kept) = std::mem::take(&mut findings.drafts)
        .into_iter()
        .partition::<Vec<_>, _>(|draft| {
            let sentence = draft.first_sentence();
            is_refuted(sentence) && is_cited(reading, sentence)
        });
    findings.drafts = kept;
    for draft in &cited {
        findings.skip_draft(draft, "refuted");
    }
}

/// Whether the sentence, or its paragraph before it, cites hearsay.
fn is_cited(reading: &Reading<'_>, sentence: usize) -> bool {
    let Some(last) = reading.mentions.sentences.get(sentence) else {
        return false;
    };
    let first = (reading.mentions.sentences.iter())
        .find(|other| other.paragraph == last.paragraph)
        .unwrap_or(last);
    let text = reading.text(first.span.start..last.span.end);
    CITATIONS.iter().any(|word| text.contains(word))
}

/// What is elected, adopted or joined before an alliance exists belongs to the
/// plan: its parties go there.
pub(crate) fn fold_into_plans(drafts: &mut Vec<Draft>) {
    let exists = |drafts: &[Draft], entity: usize| {
        drafts.iter().any(|draft| {
            matches!(
                draft.kind,
                EventType::AllianceFounded | EventType::AllianceRenamed
            ) && draft.has_alliance(entity)
        })
    };
    let plans: Vec<usize> = (drafts.iter())
        .filter(|draft| draft.kind == EventType::AlliancePlanned)
        .filter_map(|draft| draft.alliances.first().map(|(entity, _)| *entity))
        .filter(|entity| !exists(drafts, *entity))
        .collect();
    let (early, kept) = std::mem::take(drafts)
        .into_iter()
        .partition::<Vec<_>, _>(|draft| {
            matches!(
                draft.kind,
                EventType::LeadershipElected | EventType::CharterAdopted | EventType::MemberJoined
            ) && (draft.alliances.first()).is_some_and(|(entity, _)| plans.contains(entity))
        });
    *drafts = kept;
    for draft in early {
        let plan = drafts.iter_mut().find(|plan| {
            plan.kind == EventType::AlliancePlanned
                && (draft.alliances.first()).is_some_and(|(entity, _)| plan.has_alliance(*entity))
        });
        if let Some(plan) = plan {
            for party in draft.parties {
                plan.add_party(party);
            }
        }
    }
}

/// Who joins where the founding is told, in its sentence or the next one, is a
/// founding member: its parties go there. To join takes an alliance that exists.
pub(crate) fn fold_into_foundings(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let (joinings, mut kept) = std::mem::take(drafts)
        .into_iter()
        .partition::<Vec<_>, _>(|draft| draft.kind == EventType::MemberJoined);
    for joining in joinings {
        // 已有甲、乙等14家企业加入: how many it has, wherever the article says so.
        let standing = (reading.sentences.get(joining.first_sentence())).is_some_and(|sentence| {
            let before = reading.before(sentence, joining.trigger.start);
            let clause = before.rsplit(['。', '；', '，']).next().unwrap_or(before);
            ["已有", "已吸引", "已获", "现有"]
                .iter()
                .any(|word| clause.trim_start().starts_with(word))
        });
        let founding = kept.iter_mut().find(|founding| {
            let told = founding.first_sentence();
            founding.kind == EventType::AllianceFounded
                && !founding.background
                && (standing
                    || (told..=told + 1).contains(&joining.first_sentence())
                    || told < joining.first_sentence()
                        && joining.date.as_ref().is_none_or(|when| when.inherited))
                && (joining.alliances.first())
                    .is_some_and(|(entity, _)| founding.has_alliance(*entity))
                && !is_of_another_day(founding, &joining)
        });
        match founding {
            Some(founding) => {
                for party in joining.parties {
                    founding.add_party(party);
                }
            }
            None => kept.push(joining),
        }
    }
    *drafts = kept;
}

/// Whether each says a day of its own, and not the same.
fn is_of_another_day(founding: &Draft, joining: &Draft) -> bool {
    let day = |draft: &Draft| {
        (draft.date.as_ref())
            .filter(|when| when.is_exact() && !when.inherited)
            .map(|when| when.date)
    };
    day(founding)
        .zip(day(joining))
        .is_some_and(|(founded, joined)| founded != joined)
}

/// An alliance that acted, and the sentence that says so.
type Act = (usize, EntityIndex, Range<usize>);

/// The alliances that signed or published something.
fn acts_by_sentence(drafts: &[Draft]) -> Vec<Act> {
    (drafts.iter())
        .filter(|draft| {
            !draft.background
                && matches!(
                    draft.kind,
                    EventType::AgreementSigned | EventType::DocumentIssued
                )
        })
        .flat_map(|draft| {
            let sentence = draft.first_sentence();
            (draft.alliances.iter()).map(move |(entity, span)| (sentence, *entity, span.clone()))
        })
        .collect()
}

/// How far behind a meeting its acts may be told, in sentences.
const ACT_SENTENCES_MAX: usize = 4;

/// The alliances that acted at the meeting told in `sentence`: in that sentence,
/// or in one soon behind it that says 会上, 论坛期间 or 现场.
fn acts_at(
    reading: &Reading<'_>,
    acts: &[Act],
    sentence: usize,
) -> Vec<(EntityIndex, Range<usize>)> {
    const THERE: [&str; 8] = [
        "会上",
        "论坛上",
        "会议上",
        "活动上",
        "期间",
        "现场",
        "当场",
        "会议发布",
    ];
    (acts.iter())
        .filter(|(at, _, _)| {
            let text = (reading.sentences.get(*at))
                .map_or("", |sentence| reading.text(sentence.span.clone()));
            let soon = *at > sentence && *at - sentence <= ACT_SENTENCES_MAX;
            *at == sentence || soon && THERE.iter().any(|word| text.contains(word))
        })
        .map(|(_, entity, span)| (*entity, span.clone()))
        .collect()
}

/// The alliances of the meetings that were held, with the sentence that tells each.
fn meetings_by_sentence(drafts: &[Draft]) -> Vec<Act> {
    (drafts.iter())
        .filter(|draft| draft.kind == EventType::MeetingHeld && !draft.background)
        .flat_map(|draft| {
            let sentence = draft.first_sentence();
            (draft.alliances.iter()).map(move |(entity, span)| (sentence, *entity, span.clone()))
        })
        .collect()
}

/// 年会还发出《倡议书》, 会上发布: the alliances of the meeting told soon before, where the
/// document is told to be of it.
fn issued_at(
    reading: &Reading<'_>,
    meetings: &[Act],
    draft: &Draft,
) -> Vec<(EntityIndex, Range<usize>)> {
    const THERE: [&str; 9] = [
        "会上",
        "年会",
        "大会",
        "论坛",
        "峰会",
        "会议",
        "与会",
        "现场",
        "活动现场",
    ];
    let sentence = draft.first_sentence();
    let Some(told) = reading.sentences.get(sentence) else {
        return Vec::new();
    };
    let text = reading.text(told.span.clone()).trim_start();
    let there = THERE.iter().any(|word| text.starts_with(word));
    (meetings.iter())
        .filter(|(at, _, _)| there && *at <= sentence && sentence - *at <= ACT_SENTENCES_MAX)
        .map(|(_, entity, span)| (*entity, span.clone()))
        .collect()
}

/// How far behind standards it may be told whose they are, in sentences.
const DRAFTERS_SENTENCES_MAX: usize = 2;

/// 发布三项联盟标准。标准由甲联盟组织起草: the alliances whose standards they are.
fn drafters_of_standards(
    reading: &Reading<'_>,
    sentence: usize,
) -> Vec<(EntityIndex, Range<usize>)> {
    let text_of = |index: usize| {
        (reading.sentences.get(index)).map_or("", |told| reading.text(told.span.clone()))
    };
    let of_alliance = ["联盟标准", "联盟团体标准", "联合体标准"]
        .iter()
        .any(|word| text_of(sentence).contains(word));
    (sentence..=sentence + DRAFTERS_SENTENCES_MAX)
        .filter(|index| of_alliance && text_of(*index).contains("标准"))
        .filter_map(|index| reading.sentences.get(index))
        .flat_map(|told| &told.tokens)
        .filter(|token| !token.nested)
        .filter_map(|token| Some((token.alliance()?, token.span.clone())))
        .collect()
}

/// Whether the name of a document or meeting says that it is of alliances as
/// such: 《某市创新联合体管理办法》, 技术创新战略联盟研修会.
fn is_of_alliances(draft: &Draft) -> bool {
    let foreign = [
        "国家联盟",
        "欧洲联盟",
        "命运共同体",
        "民族共同体",
        "利益共同体",
        "广告联盟",
    ];
    matches!(
        draft.kind,
        EventType::DocumentIssued | EventType::MeetingHeld
    ) && !draft.background
        && (draft.subject.as_ref()).is_some_and(|subject| {
            [
                "产业联盟",
                "技术联盟",
                "创新联盟",
                "联合体",
                "共同体",
                "战略联盟",
            ]
            .iter()
            .any(|kind| subject.name.contains(kind))
                && !foreign.iter().any(|kind| subject.name.contains(kind))
        })
}

/// From which likelihood on, in 16ths of a logit, a meeting that no word says was held
/// was held: a probability of .4. Of ten such on 282 pages that neither rules nor
/// models had seen, six were right; the others of their pages are told anyway.
const HELD_SCORE_MIN: i32 = -6;

/// Gives meetings and documents without an alliance those that acted there.
fn relate(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let acting: Vec<_> = drafts
        .iter()
        .filter(|draft| {
            !draft.background
                && !matches!(
                    draft.kind,
                    EventType::MeetingHeld | EventType::DocumentIssued | EventType::AgreementSigned
                )
        })
        .flat_map(|draft| draft.alliances.clone())
        .collect();
    let there = acts_by_sentence(drafts);
    let meetings = meetings_by_sentence(drafts);
    for draft in drafts.iter_mut() {
        let subject = matches!(
            draft.kind,
            EventType::MeetingHeld | EventType::DocumentIssued
        );
        if !subject || !draft.alliances.is_empty() {
            continue;
        }
        if draft.kind == EventType::MeetingHeld {
            for (entity, span) in acts_at(reading, &there, draft.first_sentence()) {
                draft.add_alliance(entity, span);
            }
        }
        if draft.kind == EventType::DocumentIssued {
            for (entity, span) in issued_at(reading, &meetings, draft) {
                draft.add_alliance(entity, span);
            }
            for (entity, span) in drafters_of_standards(reading, draft.first_sentence()) {
                draft.add_alliance(entity, span);
            }
        }
        let organizing = draft.parties.iter().filter_map(|party| {
            let entity = (reading.mentions.alliances.iter()).position(|a| a.name == party.name)?;
            (party.role <= OrganizationRole::CoOrganizer).then(|| (entity, party.span.clone()))
        });
        let organizing: Vec<_> = organizing.collect();
        for (entity, span) in organizing.into_iter().chain(acting.iter().cloned()) {
            draft.add_alliance(entity, span);
        }
        if draft.alliances.is_empty() {
            for (entity, span) in meeting::likely_alliances(reading, draft) {
                draft.add_alliance(entity, span);
            }
        }
    }
}

/// Drops meetings and documents without an alliance; those where an alliance
/// acted take its name.
pub(crate) fn drop_unrelated(
    reading: &Reading<'_>,
    drafts: &mut Vec<Draft>,
    findings: &mut Findings,
) {
    relate(reading, drafts);
    let of_rules = rules::first_article(reading).is_some();
    drafts.retain(|draft| {
        let subject = matches!(
            draft.kind,
            EventType::MeetingHeld | EventType::DocumentIssued
        );
        let unrelated = subject
            && draft.alliances.is_empty()
            && !is_of_alliances(draft)
            && !meeting::is_of_own_alliance(draft);
        let unlikely = draft.likelihood.is_none_or(|score| score < HELD_SCORE_MIN);
        let faint = draft.plainness < 0.5 && (of_rules || unlikely);
        let faint = draft.kind == EventType::MeetingHeld
            && (faint || meeting::is_told_in_passing(reading, draft));
        if unrelated || faint {
            let reason = if unrelated {
                "no alliance has to do with it"
            } else {
                "only mentioned"
            };
            findings.skip_draft(draft, reason);
        }
        !unrelated && !faint
    });
}
