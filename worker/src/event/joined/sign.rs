//! What members are given or called, that tells of joining or only looks so.

use crate::{
    event::{
        findings::Findings,
        reading::{Reading, SentenceTokens, Token},
    },
    record::EventType,
};

/// 甲也是西南首家加入国际航空联盟的公司: whether the clause only says of whom it was told
/// before what joining made of it.
pub(super) fn is_told_again(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
    members: &[usize],
    findings: &Findings,
) -> bool {
    let before = reading.before(sentence, trigger.span.start);
    let clause = before.rsplit(['，', '。', '；']).next().unwrap_or(before);
    let ranks = ["是", "成为"].iter().any(|copula| clause.contains(copula))
        && ["首家", "首个", "第一家", "唯一", "首所", "首批"]
            .iter()
            .any(|rank| clause.ends_with(rank));
    let named = |at: &usize| (sentence.tokens.get(*at)).and_then(|token| reading.party_name(token));
    ranks
        && (findings.drafts.iter())
            .filter(|draft| draft.kind == EventType::MemberJoined)
            .any(|draft| {
                members
                    .iter()
                    .filter_map(named)
                    .any(|name| draft.parties.iter().any(|party| party.name == name))
            })
}

/// 增补甲、乙为副理事长单位: whether members of long standing are given an office.
pub(super) fn gives_an_office(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
) -> bool {
    let adds = ["增补", "增选", "增补了", "增选了"].contains(&reading.text(trigger.span.clone()));
    if !adds {
        return false;
    }
    let behind = reading.after(sentence, trigger.span.end);
    let object = behind.split(['。', '；']).next().unwrap_or_default();
    // The first kind of unit that is told of says what is given.
    let first = |kinds: &[&str]| kinds.iter().filter_map(|kind| object.find(kind)).min();
    let office = first(&[
        "副理事长",
        "副会长",
        "副主席",
        "副主任",
        "理事长单位",
        "会长单位",
    ]);
    let member = first(&[
        "成员",
        "会员",
        "盟员",
        "为理事",
        "名理事",
        "家理事",
        "常务理事单位",
    ]);
    office.is_some_and(|office| member.is_none_or(|member| office < member))
}

/// How a sign or a certificate is handed over.
const HANDED: [&str; 14] = [
    "颁发",
    "颁授",
    "颁赠",
    "授牌",
    "颁牌",
    "授予",
    "获颁",
    "领牌",
    "上台领牌",
    "受牌",
    "领取",
    "领到",
    "接过",
    "接牌",
];
/// Words for those who are new.
const NEWLY: [&str; 9] = [
    "新成员",
    "新会员",
    "新加入",
    "新增",
    "新入会",
    "新入盟",
    "新加盟",
    "新晋成员",
    "新晋会员",
];

/// 为甲、乙等新成员颁发证书: who is handed what only members bear. At a founding
/// those are its members.
pub(super) fn certifies(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: &Token) -> bool {
    let word = reading.text(trigger.span.clone());
    if !HANDED.contains(&word) {
        return false;
    }
    let start = (sentence.clause(trigger.clause).next())
        .map_or(sentence.span.start, |(at, _)| sentence.clause_start(at));
    let end = (sentence.tokens.iter())
        .find(|token| token.clause > trigger.clause)
        .map_or(sentence.span.end, |token| token.span.start);
    let clause = reading.text(start..end.max(start));
    let newly = NEWLY.iter().any(|word| clause.contains(word));
    let certificate = [
        "会员证书",
        "成员证书",
        "入会证书",
        "入盟证书",
        "会员单位牌",
        "成员单位牌",
    ]
    .iter()
    .any(|word| clause.contains(word));
    newly
        || certificate
            && !["首批", "创始", "发起"]
                .iter()
                .any(|word| clause.contains(word))
}

/// 批准甲公司为会员单位: who is approved as a member.
pub(super) fn approves(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: &Token) -> bool {
    if !["批准", "同意", "核准"].contains(&reading.text(trigger.span.clone())) {
        return false;
    }
    let behind = reading.after(sentence, trigger.span.end);
    let object = behind.split(['，', '。', '；']).next().unwrap_or_default();
    (object.rsplit_once('为')).is_some_and(|(_, what)| {
        [
            "会员",
            "成员",
            "盟员",
            "联盟会员",
            "联盟成员",
            "新会员",
            "新成员",
        ]
        .iter()
        .any(|member| what.starts_with(member))
    })
}

/// Whether the verb has those who join as its object: 吸收, 接纳了.
pub(super) fn takes_in(word: &str) -> bool {
    ["吸收", "吸纳", "接纳", "增补", "新增"]
        .iter()
        .any(|verb| word.contains(verb))
}

/// 吸收了甲等8家单位，成员总数达到31家: the clause behind counts who is in it now.
pub(super) fn counts_members_behind(after: &str) -> bool {
    const COUNTED: [&str; 10] = [
        "成员总数",
        "会员总数",
        "成员数",
        "会员数",
        "成员增",
        "会员增",
        "成员达",
        "会员达",
        "成员单位增",
        "成员单位达",
    ];
    let rest = after.split('。').next().unwrap_or_default();
    (rest.split(['，', '；']).skip(1))
        .any(|clause| COUNTED.iter().any(|word| clause.contains(word)))
}

/// 优秀成员单位, 先进会员: what members are praised as.
pub(super) fn is_honour(after: &str) -> bool {
    let object = after.split(['，', '。', '；']).next().unwrap_or_default();
    let praised = [
        "优秀", "先进", "杰出", "突出", "模范", "十佳", "最佳", "明星", "星级", "示范", "最美",
    ];
    ["成员", "会员"].iter().any(|member| {
        (object.split_once(member))
            .is_some_and(|(lead, _)| praised.iter().any(|word| lead.ends_with(word)))
    })
}

/// 领了牌子, 领到牌子: whether the word takes what members are handed.
pub(super) fn takes_a_sign(word: &str) -> bool {
    word.starts_with('领') && word.ends_with(['子', '匾'])
}

/// Whether the clause before the word speaks of those who are new in the alliance.
pub(super) fn tells_of_new_members(before: &str) -> bool {
    let clause = before.rsplit(['，', '。', '；']).next().unwrap_or(before);
    ["新成员", "新会员", "新加入", "新入会", "新入盟", "新盟员"]
        .iter()
        .any(|word| clause.contains(word))
}
