//! Foundings and plans of foundings.

mod batch;
mod ceremony;
mod earlier;
mod frame;
mod named_later;
mod object;
mod plan;
mod rows;
mod subject;

use self::batch::{clause_range, names_an_alliance_kind, search_list};
use self::ceremony::match_founding_meeting;
use self::named_later::{UNNAMED, name_founded_before};
use self::object::{find_objects, forms_a_batch};
pub(crate) use self::plan::plan_by_documents;
use self::plan::{is_preparation, is_prepared_before, is_reported};
use self::rows::{push_listed_lines, push_rows};
use self::subject::{Search, find_subjects, further_opened};
use crate::{
    alliance_head::ends_in_alliance_head,
    event::{
        clause_budget::ClauseBudget,
        cue::Cue,
        draft::Draft,
        findings::Findings,
        focus::is_pronoun,
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::EventType,
};

const TRIGGERS: [Cue; 5] = [
    Cue::Found,
    Cue::Inaugurate,
    Cue::Initiate,
    Cue::Prepare,
    Cue::Recruit,
];

/// Words that found only where the alliance is right by them: much else is
/// launched, set up or brought to a place.
const WEAK_WORDS: [&str; 42] = [
    "开始运行",
    "开始运营",
    "开始营运",
    "开业",
    "投运",
    "开门运营",
    "与大家见面",
    "与公众见面",
    "与社会各界见面",
    "获批",
    "获批准",
    "花落",
    "落子",
    "来了",
    "面世",
    "出道",
    "破壳",
    "上路",
    "亮牌",
    "开门迎客",
    "新鲜出炉",
    "共同启动",
    "揭开面纱",
    "落成",
    "完成登记",
    "完成注册",
    "完成注册登记",
    "启动",
    "启动建设",
    "启航",
    "启用",
    "亮相",
    "上线",
    "设立",
    "建立",
    "落户",
    "落地",
    "问世",
    "授牌",
    "揭幕",
    "挂牌",
    "结成",
];

/// Words that tell a founding by themselves only with certain objects or days.
const OTHER_WORDS: [Cue; 4] = [Cue::Form, Cue::Unveil, Cue::Organize, Cue::Since];

/// Finds foundings and plans in one sentence.
pub(crate) fn match_foundings(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let mut budget = ClauseBudget::default();
    for (index, token) in sentence.tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Cue(_)
                if (token.is_any_cue(&TRIGGERS) || token.is_any_cue(&OTHER_WORDS))
                    && !budget.spend(token.clause) => {}
            TokenKind::Meeting(_) => match_founding_meeting(reading, sentence, index, findings),
            _ if token.is_any_cue(&[Cue::Form, Cue::Unveil])
                && match_object(reading, sentence, index, findings) => {}
            _ if token.is_any_cue(&TRIGGERS) => match_trigger(reading, sentence, index, findings),
            _ if token.is_cue(Cue::Organize) => {
                earlier::match_initiative(reading, sentence, index, findings);
            }
            _ if token.is_cue(Cue::Since) => {
                earlier::match_earlier_founding(reading, sentence, index, findings);
            }
            _ => {}
        }
    }
    name_founded_before(reading, sentence, findings);
}

/// 拟对以下4家创新联合体予以备案: what is to be recognized is founded by it. Alliances
/// of long standing are recognized as well.
fn recognizes_consortia(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    // 为新认定的4家创新联合体授牌: of the attribute alone.
    let attribute = (sentence.tokens.get(index))
        .is_some_and(|trigger| reading.after(sentence, trigger.span.end).starts_with('的'));
    let clause = reading.text(clause_range(sentence, index));
    !attribute && clause.contains("联合体")
}

/// Finds what a verb founds that tells a founding only with a certain object;
/// whether it does.
fn match_object(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &mut Findings,
) -> bool {
    let objects = find_objects(reading, sentence, index);
    if objects.is_empty() {
        let forms = (sentence.tokens.get(index)).filter(|trigger| trigger.is_cue(Cue::Form));
        let modality = || read_modality(reading, sentence, index);
        let batch = forms.filter(|trigger| {
            forms_a_batch(reading, sentence, trigger) && modality() == Modality::Fact
        });
        let consortia = || forms.is_some() && recognizes_consortia(reading, sentence, index);
        if (batch.is_some() || consortia()) && push_rows(reading, sentence, index, findings) {
            return true;
        }
        if let Some(trigger) = batch {
            findings.skip(EventType::AllianceFounded, sentence, trigger, UNNAMED);
        }
        return false;
    }
    push_drafts(reading, sentence, index, &objects, 0.85, findings);
    true
}

fn match_trigger(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &mut Findings,
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let word = reading.text(trigger.span.clone());
    let after = reading.after(sentence, trigger.span.end);
    let listed = || !search_list(reading, sentence, index).is_empty();
    // 筹建中的甲联盟, 原定8日成立的甲联盟: what is to be founded follows.
    let intended = (sentence.tokens.iter().take(index))
        .any(|token| token.clause == trigger.clause && token.is_cue(Cue::Future));
    let planned = (intended || trigger.is_cue(Cue::Prepare))
        && after.trim_start_matches('中').starts_with('的')
        && !is_of_other_body(after);
    if push_listed_lines(reading, sentence, index, findings) {
        return;
    }
    let later = tells_of_later_time(after) || after.starts_with('于') && after.contains("的");
    if later && earlier::match_dated_attribute(reading, sentence, index, findings) {
        return;
    }
    if !planned && further_opened(after).is_none() && tells_of_later_time(after) && !listed() {
        earlier::match_earlier_founding(reading, sentence, index, findings);
        return;
    }
    // 甲、乙共同发起X联盟 founds it; 联盟由甲、乙共同发起 says whose it is.
    let initiates_only = word.ends_with("发起") && !trigger.is_cue(Cue::Found);
    let transitive = (sentence.tokens.iter().skip(index + 1))
        .find(|token| token.alliance().is_some() && !token.nested)
        .is_some_and(|token| {
            let gap = reading.gap(trigger, token);
            gap.trim_matches(['“', '「', '了']).is_empty()
        });
    let other = trigger.is_cue(Cue::Prepare)
        && (is_of_other_body(after)
            || is_reported(after)
            || is_prepared_before(reading, sentence, index));
    if initiates_only && !transitive {
        earlier::match_initiative(reading, sentence, index, findings);
        return;
    }
    if other || is_definition(reading, sentence, index) || is_wished(reading, sentence, index) {
        return;
    }
    if ceremony::is_for_a_body(reading, sentence, index) {
        return;
    }
    let undone = after.starts_with("登记")
        && (sentence.clause(trigger.clause)).any(|(_, token)| token.is_cue(Cue::Dissolve));
    if undone {
        return;
    }
    let weak = WEAK_WORDS.contains(&word);
    let subjects = match find_subjects(reading, sentence, index, weak) {
        Search::Found(subjects, plainness) => {
            push_drafts(reading, sentence, index, &subjects, plainness, findings);
            return;
        }
        Search::InnerBody => "an inner body of an alliance",
        Search::Nothing if push_rows(reading, sentence, index, findings) => return,
        Search::Nothing if names_an_alliance_kind(reading, sentence, index) => {
            match read_modality(reading, sentence, index) {
                _ if trigger.is_any_cue(&[Cue::Prepare, Cue::Recruit]) => "plan without a name",
                Modality::Plan => "plan without a name",
                Modality::Denied => "denied",
                Modality::Supposed => "hypothesis",
                Modality::Fact => UNNAMED,
            }
        }
        Search::Nothing => return,
    };
    findings.skip(EventType::AllianceFounded, sentence, trigger, subjects);
}

/// 成立以来, 成立三周年 and the like look back on a founding.
fn tells_of_later_time(after: &str) -> bool {
    // 成立仅三年的联盟, 成立不到一年.
    let length = [
        "仅仅", "仅", "不到", "不足", "近", "已有", "已", "刚满", "才", "短短",
    ]
    .iter()
    .find_map(|word| after.strip_prefix(word))
    .unwrap_or(after);
    let after_length = length;
    let ordinal = length.trim_start_matches([
        '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '两', '0', '1', '2', '3', '4',
        '5', '6', '7', '8', '9',
    ]);
    [
        "以来",
        "之后",
        "后",
        "之初",
        "时",
        "至今",
        "的背景",
        "的意义",
        "前，",
        "初期",
    ]
    .iter()
    .any(|word| after.starts_with(word))
        || (ordinal.len() < after_length.len()
            && [
                "周年",
                "年来",
                "年多",
                "年以来",
                "年的",
                "余年",
                "年间",
                "年后",
                "个月",
                "多年",
            ]
            .iter()
            .any(|word| ordinal.starts_with(word)))
        || after.starts_with("周年")
        || after.strip_prefix('的').is_some_and(|rest| {
            rest.starts_with(|character: char| character.is_alphanumeric())
                && !rest.starts_with("消息")
        })
}

/// 新筹建的“车载显示专业委员会”: what is set up stands in marks and is no alliance.
fn is_of_other_body(after: &str) -> bool {
    let object = (after.trim_start_matches('中').strip_prefix('的'))
        .and_then(|rest| rest.strip_prefix(['“', '「']))
        .and_then(|rest| rest.split_once(['”', '」']));
    object.is_some_and(|(name, _)| !ends_in_alliance_head(name))
}

/// 支持联盟的成立与发展, 希望联盟组建顺利: what somebody only wishes or helps.
fn is_wished(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    const WISHES: [&str; 8] = [
        "支持", "推动", "促进", "期待", "希望", "助力", "关心", "推进",
    ];
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let named = (sentence.tokens.iter().take(index))
        .rfind(|token| token.alliance().is_some() && token.clause == trigger.clause);
    named.is_some_and(|token| {
        let gap = reading.gap(token, trigger).trim_matches(['”', '」']);
        let before = reading
            .before(sentence, token.span.start)
            .trim_end_matches(['“', '「']);
        let smooth = reading
            .after(sentence, trigger.span.end)
            .starts_with("顺利");
        (gap == "的" || gap.is_empty() && smooth)
            && WISHES.iter().any(|wish| before.ends_with(wish))
    })
}

/// X是由甲、乙组建的组织 says what X is, not that it was founded then.
fn is_definition(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let dated = (sentence.tokens.iter()).any(|token| matches!(token.kind, TokenKind::Date(_)));
    let clause = reading.text(sentence.clause_start(index)..trigger.span.start);
    let copula = clause.contains("是由") || clause.contains("是在") || clause.contains("是根据");
    // 《办法》明确创新联合体由龙头企业牵头组建: what rules say of all.
    let ruled = ["明确", "规定", "所称"].iter().any(|verb| {
        (clause.trim_start().strip_prefix(verb)).is_some_and(|of| {
            (sentence.clause(trigger.clause)).any(|(_, token)| {
                let words = reading.text(token.span.clone());
                token.alliance().is_some() && is_pronoun(words) && of.starts_with(words)
            })
        })
    });
    if ruled && !dated {
        return true;
    }
    copula && !dated && reading.after(sentence, trigger.span.end).starts_with('的')
}

/// 拟成立X联盟。联盟由甲、乙联合成立: what is said of an alliance that is planned, without a day,
/// goes on with the plan.
fn is_described_in_plan(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    alliance: &Token,
    findings: &Findings,
) -> bool {
    let dated = (sentence.tokens.iter()).any(|token| matches!(token.kind, TokenKind::Date(_)));
    let described = is_pronoun(reading.text(alliance.span.clone()))
        && (reading.after(sentence, alliance.span.end)).starts_with('由');
    described
        && !dated
        && (findings.drafts.iter().rev())
            .filter(|draft| (alliance.alliance()).is_some_and(|own| draft.has_alliance(own)))
            .find(|draft| {
                matches!(
                    draft.kind,
                    EventType::AllianceFounded | EventType::AlliancePlanned
                )
            })
            .is_some_and(|draft| draft.kind == EventType::AlliancePlanned)
}

fn push_drafts(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    subjects: &[usize],
    plainness: f64,
    findings: &mut Findings,
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let kind = match read_modality(reading, sentence, index) {
        Modality::Denied | Modality::Supposed if !sentence.headline => {
            let reason = match read_modality(reading, sentence, index) {
                Modality::Denied => "denied",
                _ => "hypothesis",
            };
            findings.skip(EventType::AllianceFounded, sentence, trigger, reason);
            return;
        }
        Modality::Denied | Modality::Supposed => return,
        Modality::Plan => EventType::AlliancePlanned,
        Modality::Fact => EventType::AllianceFounded,
    };
    let planned = trigger.is_any_cue(&[Cue::Prepare, Cue::Recruit]);
    for at in subjects {
        let Some(token) = sentence.tokens.get(*at) else {
            continue;
        };
        let Some(entity) = token.alliance() else {
            continue;
        };
        let described = kind == EventType::AllianceFounded
            && is_described_in_plan(reading, sentence, token, findings);
        let kind = if planned || described || is_preparation(reading, sentence, token, trigger) {
            EventType::AlliancePlanned
        } else {
            kind
        };
        let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
        draft.add_alliance(entity, token.span.clone());
        draft.plainness = plainness;
        // 甲成立的X联盟 only says which one is meant; 成立的是X联盟 tells it.
        let listed = reading
            .text(trigger.span.end..token.span.start.max(trigger.span.end))
            .contains(['为', '是', '括', '有', '：', '，']);
        draft.background = kind == EventType::AllianceFounded
            && token.span.start > trigger.span.end
            && !listed
            && reading.after(sentence, trigger.span.end).starts_with('的');
        findings.drafts.push(draft);
    }
}
