//! Which bodies of a sentence may be parties of what it signs.

use super::{
    alliance::{is_founded_by_signing, signs_once_founded},
    partners,
};
use crate::{
    event::{
        draft::PartyRole,
        listing::{is_employer, party_role},
        reading::{Reading, SentenceTokens, Token},
    },
    record::OrganizationRole,
};

/// 由甲、乙发起成立，曾与丙签约: who did what the earlier clause tells of its topic.
pub(super) fn is_agent(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    reading
        .before(sentence, token.span.start)
        .rsplit(['，', '；'])
        .next()
        .is_some_and(|clause| clause.ends_with('由') && clause.chars().count() > 1)
}

/// 签订了共建甲基地协议: what the agreement is about signs nothing.
pub(super) fn is_in_object(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
    token: &Token,
) -> bool {
    if token.clause != trigger.clause || token.span.start < trigger.span.end {
        return false;
    }
    let before = reading.text(trigger.span.end..token.span.start);
    let behind = reading.after(sentence, token.span.end);
    let object = behind.split(['，', '。', '；']).next().unwrap_or_default();
    !before.contains(['与', '和', '同'])
        && !opens_a_list(reading, sentence, trigger)
        && [
            "协议",
            "合同",
            "备忘录",
            "意向书",
            "协议书",
            "合约",
            "项目",
            "工程",
            "订单",
        ]
        .iter()
        .any(|end| object.ends_with(end))
}

/// 签约的有：: whether the word has its parties behind a colon.
pub(super) fn opens_a_list(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
) -> bool {
    let behind = reading.after(sentence, trigger.span.end);
    behind.find(['：', ':']).is_some_and(|at| at <= 24)
}

/// No employer, no witness, no authority: 在甲见证下 is not a party; nor is an
/// alliance that only leads another name (联盟成员甲).
pub(super) fn is_possible_party(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    token: &Token,
) -> bool {
    const OTHER_PARTS: [&str; 23] = [
        "讯",
        "消息",
        "见证",
        "指导下",
        "的见证",
        "支持下",
        "主办",
        "承办",
        "协办",
        "主持",
        "揭牌",
        "成立",
        "会议室",
        "会上",
        "举行",
        "召开",
        "论坛",
        "大会",
        "年会",
        "校本部",
        "校区",
        "总部",
        "报告厅",
    ];
    const JOINTS: [&str; 31] = [
        "即场", "当场", "再", "就与", "就同", "便与", "便同", "与", "和", "及", "、", "同", "并",
        "还", "又", "也", "亦", "分别", "已", "将", "在", "于", "签", "共同", "联合", "携手",
        "现场", "正式", "今", "昨", "当",
    ];
    if !token.is_party() || token.nested || is_employer(reading, sentence, token) {
        return false;
    }
    let behind = reading
        .after(sentence, token.span.end)
        .trim_start_matches(['”', '"', ')', '）', '」']);
    let before = (reading.before(sentence, token.span.start)).trim_end_matches(['“', '"', '「']);
    if token.alliance().is_some() && signs_once_founded(behind) {
        return true;
    }
    if token.alliance().is_some() && is_founded_by_signing(behind)
        || OTHER_PARTS.iter().any(|word| behind.starts_with(word))
        || before.ends_with(['为', '对', '向', '在', '于'])
        || partners::is_visited(reading, sentence, token)
    {
        return false;
    }
    let behind = behind_inner_body(behind);
    token.alliance().is_none()
        || JOINTS.iter().any(|word| behind.starts_with(word))
        || partners::goes_on_as_subject(sentence, token, behind)
        || before.ends_with(['与', '和', '同'])
}

/// Bodies of an alliance that sign in their own name.
const INNER_SIGNERS: [&str; 5] = ["党支部", "党总支", "党委", "秘书处", "工会"];

/// What follows the alliance and its inner body.
fn behind_inner_body(behind: &str) -> &str {
    INNER_SIGNERS
        .iter()
        .find_map(|body| behind.strip_prefix(body))
        .unwrap_or(behind)
}

/// The party at `index` as it signs: an alliance's branch by its own name.
pub(super) fn signatory(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Option<PartyRole> {
    let token = sentence.tokens.get(index)?;
    let mut party = party_role(reading, sentence, index, OrganizationRole::Signatory)?;
    let behind = reading.after(sentence, token.span.end);
    let inner = INNER_SIGNERS.iter().find(|body| behind.starts_with(**body));
    if let Some(body) = inner.filter(|_| token.alliance().is_some()) {
        party.name.push_str(body);
    }
    if token.alliance().is_none()
        && let Some(rest) = runs_on(behind)
    {
        party.name.push_str(rest);
    }
    Some(party)
}

/// 与江海自贸区咖啡交易服务平台签署: what the name of a platform goes on with up to the verb.
fn runs_on(behind: &str) -> Option<&str> {
    let end = (SIGNS.iter()).filter_map(|verb| behind.find(verb)).min()?;
    let rest = behind.get(..end)?;
    let fits = rest.ends_with("平台")
        && rest.chars().count() <= PLATFORM_CHARS_MAX
        && rest.chars().all(char::is_alphanumeric)
        && !rest.contains(['与', '和', '同', '及', '在', '的']);
    fits.then_some(rest)
}

/// Verbs of signing behind such a name.
const SIGNS: [&str; 4] = ["签署", "签订", "签约", "签下"];
/// The longest rest of such a name, in characters.
const PLATFORM_CHARS_MAX: usize = 12;
