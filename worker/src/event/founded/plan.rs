//! What only prepares the founding of an alliance.

use crate::{
    alliance_head::ends_in_alliance_head,
    event::{
        cue::Cue,
        draft::Draft,
        findings::Findings,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::EventType,
};

/// 甲联盟筹备会, 甲联盟发起人会议: a meeting that prepares the founding one.
pub(super) fn is_preparing_meeting(name: &str) -> bool {
    ["筹备", "筹建", "筹组", "发起人", "预备"]
        .iter()
        .filter_map(|word| name.rsplit_once(word))
        .any(|(of, kind)| {
            let mut of = of;
            while let Some(shorter) =
                (["第一次", "首次", "第二次", "首轮", "(筹)", "”", "\"", "」"])
                    .iter()
                    .find_map(|word| of.strip_suffix(word))
            {
                of = shorter;
            }
            let of_alliance = ends_in_alliance_head(of);
            of_alliance && PREPARING_MEETINGS.contains(&kind)
        })
}

/// What 筹备 or 发起人 makes a meeting that prepares.
const PREPARING_MEETINGS: [&str; 14] = [
    "会",
    "会议",
    "工作会",
    "工作会议",
    "座谈会",
    "推进会",
    "推进会议",
    "工作推进会",
    "协调会",
    "启动会",
    "研讨会",
    "论证会",
    "对接会",
    "大会",
];

/// 听取甲联盟筹备工作报告: what was done before the founding is looked back on.
pub(super) fn is_reported(after: &str) -> bool {
    [
        "工作报告",
        "工作汇报",
        "情况报告",
        "情况汇报",
        "报告",
        "情况的报告",
        "工作情况",
        "过程",
        "经过",
    ]
    .iter()
    .any(|word| after.starts_with(word))
}

/// 由甲筹组的X联盟将于9月办展会: an alliance that acts is there already, and the
/// attribute only says by whom.
pub(super) fn is_prepared_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> bool {
    const ACTS: [Cue; 6] = [
        Cue::Meet,
        Cue::Sign,
        Cue::Issue,
        Cue::Attend,
        Cue::Admit,
        Cue::Elect,
    ];
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let subject = (sentence.tokens.iter().enumerate().skip(index + 1))
        .find(|(_, token)| token.alliance().is_some() && !token.nested)
        .filter(|(_, token)| {
            let gap = reading.gap(trigger, token);
            gap.trim_end_matches(['“', '「', '"']) == "的"
        });
    let Some((at, alliance)) = subject else {
        return false;
    };
    let before = reading.text(sentence.clause_start(index)..trigger.span.start);
    let going_on = ["正", "正在", "拟", "着手", "积极", "抓紧", "全力", "加快"]
        .iter()
        .any(|word| before.ends_with(word));
    let behind = || {
        (sentence.tokens.iter().skip(at + 1))
            .take_while(|token| !token.is_mark('。') && !token.is_mark('；'))
            .filter(|token| !token.nested)
    };
    let founds = behind()
        .any(|token| token.is_any_cue(&[Cue::Found, Cue::Inaugurate, Cue::Prepare, Cue::Initiate]));
    let named_meeting = behind().any(|token| {
        matches!(token.kind, TokenKind::Meeting(_))
            && ["成立", "揭牌", "启动", "筹备"]
                .iter()
                .any(|word| reading.text(token.span.clone()).contains(word))
    });
    let rest = reading.after(sentence, alliance.span.end);
    // 甲筹组的联盟秘书长张三说 speaks of what is to come as well.
    let own_act = rest
        .trim_start_matches(['”', '」', '"', '，'])
        .starts_with([
            '将', '今', '昨', '于', '在', '日', '近', '已', '与', '首', '第',
        ]);
    let acts = behind().any(|token| token.is_any_cue(&ACTS)) || rest.contains("办理");
    own_act && acts && !going_on && !founds && !named_meeting
}

/// 联盟筹备组成立, 联盟组建方案: what is founded or told of only prepares the
/// founding.
pub(super) fn is_preparation(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    alliance: &Token,
    trigger: &Token,
) -> bool {
    let gap = reading.gap(alliance, trigger);
    let gap = gap.trim_start_matches(['”', '"', '）', ')', '的']);
    let prepares = ["筹备", "筹建", "筹组", "组建工作", "创建工作"]
        .iter()
        .filter_map(|word| Some((word, gap.strip_prefix(word)?)))
        .any(|(word, rest)| {
            // 联盟组建工作启动: the work begins.
            let begins = word.ends_with("工作") && rest.is_empty();
            begins
                || ["组", "工作", "会", "小组", "委员会", "领导小组"]
                    .iter()
                    .any(|body| rest.starts_with(body))
        });
    let done = ["完成", "结束", "就绪", "完毕"]
        .iter()
        .any(|word| gap.contains(word));
    let prepares = prepares && !done;
    let behind = reading.after(sentence, trigger.span.end);
    let works = behind.strip_prefix("工作").is_some_and(|rest| {
        [
            "正在",
            "有序",
            "稳步",
            "启动",
            "全面",
            "正式启动",
            "紧锣密鼓",
            "推进",
            "进入",
            "已启动",
            "已经启动",
            "提上",
        ]
        .iter()
        .any(|word| rest.starts_with(word))
    });
    // X联盟成立在即, 进入筹建阶段.
    let plan = works
        || behind.starts_with("在即")
        || ["方案", "申请", "提案", "议案", "事宜"]
            .iter()
            .any(|word| behind.starts_with(word));
    let behind_name = reading.after(sentence, alliance.span.end);
    (alliance.span.end <= trigger.span.start && (prepares || plan))
        || trigger.span.end <= alliance.span.start && begins_preparing(behind_name)
}

/// 启动X联盟筹建工作: the object of the verb is the preparation.
fn begins_preparing(behind_name: &str) -> bool {
    let behind = behind_name.trim_start_matches(['”', '"', '」', '的']);
    ["筹备", "筹建", "筹组", "组建", "创建"].iter().any(|word| {
        behind.strip_prefix(word).is_some_and(|rest| {
            ["工作", "组", "小组", "领导小组", "会", "委员会"]
                .iter()
                .any(|body| rest.starts_with(body))
        })
    })
}

/// A published document on how an alliance is to be founded tells the plan:
/// 印发《关于筹建甲联盟的实施意见》.
pub(crate) fn plan_by_documents(reading: &Reading<'_>, findings: &mut Findings) {
    let plans: Vec<Draft> = (findings.drafts.iter())
        .filter(|draft| draft.kind == EventType::DocumentIssued)
        .filter_map(|draft| {
            let subject = draft.subject.as_ref()?;
            let (entity, span) = (draft.alliances.iter()).find(|(entity, _)| {
                plans_founding(&subject.name, reading.alliance_name(*entity))
            })?;
            let mut plan = Draft::new(
                EventType::AlliancePlanned,
                draft.first_sentence(),
                draft.trigger.clone(),
            );
            plan.add_alliance(*entity, span.clone());
            plan.parties.clone_from(&draft.parties);
            plan.plainness = 0.8;
            Some(plan)
        })
        .collect();
    // 关于发起成立X的倡议书: what the page itself calls for is not done in it.
    let called: Vec<usize> = (findings.drafts.iter())
        .filter(|draft| draft.is_notice())
        .filter(|draft| {
            (draft.subject.as_ref()).is_some_and(|subject| {
                ["倡议书", "倡议", "方案", "意见"]
                    .iter()
                    .any(|kind| subject.name.ends_with(kind))
            })
        })
        .flat_map(|_| &plans)
        .filter_map(|plan| plan.alliances.first().map(|(entity, _)| *entity))
        .collect();
    findings.drafts.retain(|draft| {
        draft.kind != EventType::AllianceFounded
            || !(called.iter()).any(|entity| draft.has_alliance(*entity))
    });
    findings.drafts.extend(plans);
}

/// Whether a document's name says that `alliance` is to be founded.
fn plans_founding(document: &str, alliance: &str) -> bool {
    let Some((before, after)) = document.split_once(alliance) else {
        return false;
    };
    let verb = before.rsplit_once("关于").map_or("", |(_, verb)| verb);
    let founds = ["筹建", "筹备", "筹组", "组建", "成立", "设立", "发起"]
        .iter()
        .any(|word| verb.ends_with(word));
    let calls = [
        "的通知",
        "的意见",
        "的实施意见",
        "的方案",
        "的倡议书",
        "的倡议",
        "的公告",
        "的通告",
    ]
    .iter()
    .any(|kind| after.ends_with(kind));
    founds && calls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_on_a_founding_to_come_plans_it() {
        let name = "江南水泵联盟";
        assert!(plans_founding("关于筹建江南水泵联盟的实施意见", name));
        assert!(plans_founding("关于共同组建江南水泵联盟的倡议书", name));
        assert!(!plans_founding("关于成立江南水泵联盟的批复", name));
        assert!(!plans_founding("关于召开江南水泵联盟年会的通知", name));
    }

    #[test]
    fn a_meeting_of_founders_prepares() {
        assert!(is_preparing_meeting("江南水泵联盟筹备会"));
        assert!(is_preparing_meeting("江南水泵联盟筹备推进会"));
        assert!(is_preparing_meeting("江南水泵联盟(筹)第一次筹备会议"));
        assert!(!is_preparing_meeting("江南水泵联盟校长联席会预备会议"));
        assert!(!is_preparing_meeting("江南水泵联盟年会"));
    }
}
