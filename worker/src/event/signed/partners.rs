//! Parties of a signing that the grammar of its clause proves, where no table
//! knows their names: 与甲、乙签订, 甲、乙、丙三家企业签订.

use std::ops::Range;

use super::{
    noun::is_noun,
    sides::{counted_list, near_side, opening_of, other_side},
};
use crate::{
    event::{
        draft::PartyRole,
        reading::{Reading, SentenceTokens, Token, TokenKind},
        role::is_a_venue,
    },
    mention::{is_abbreviation, without_description},
    numbering::NUMERALS,
    record::OrganizationRole,
};

/// Words between the last party and the verb.
const ADVERBS: [&str; 24] = [
    "负责人",
    "另",
    "另外",
    "首长",
    "正式",
    "共同",
    "联合",
    "现场",
    "当场",
    "分别",
    "成功",
    "顺利",
    "同步",
    "集中",
    "代表",
    "先后",
    "双方",
    "在会上",
    "当天",
    "当日",
    "又",
    "再",
    "还",
    "亦",
];
/// Words that lead from the signer to the other side; 同 and 和 begin other words
/// as well.
pub(super) const JOINTS: [&str; 11] = [
    "与", "和", "跟", "同", "携手", "联手", "牵手", "偕同", "会同", "邀请", "邀集",
];
/// Lengths of a party's name that no table knows, in characters.
pub(super) const NAME_CHARS: std::ops::RangeInclusive<usize> = 3..=14;
/// The shortest name in Latin letters, in bytes.
const LATIN_BYTES_MIN: usize = 3;
/// What ends the name of a region.
const REGION_ENDS: [char; 10] = ['镇', '乡', '村', '市', '县', '区', '州', '省', '旗', '盟'];

/// Adds to the parties found by name those that stand in one list with them or
/// on the other side of 与.
pub(super) fn complete_parties(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    named: Vec<PartyRole>,
) -> Vec<PartyRole> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return named;
    };
    let words = opening_of(reading, sentence, index).words;
    let pact = signs_a_pact(reading, sentence, trigger);
    let list = (counted_list(reading, sentence, words.clone()))
        .or_else(|| other_side(reading, sentence, words.clone()))
        .or_else(|| near_side(reading, sentence, words).filter(|_| pact));
    let Some((items, counted)) = list else {
        return named;
    };
    let known = items
        .iter()
        .filter(|item| party_at(sentence, item).is_some())
        .count();
    let mut all = named;
    for item in items {
        let known_name = party_at(sentence, &item).and_then(|token| reading.party_name(token));
        let Some(name) = known_name.or_else(|| {
            let name = reading.text(item.clone());
            let proven = counted || is_latin_name(name) || is_region(reading, sentence, &item);
            let among = (known > 0 || pact && !all.is_empty()) && is_plain_name(name);
            let short = latin_tail(name).unwrap_or_else(|| without_description(name));
            // 校长甲、副校长乙分别代表两校签字: the count is of whom they sign for.
            ((proven || among) && !is_person(sentence, &item))
                .then(|| full_name(reading, short).unwrap_or(short))
        }) else {
            continue;
        };
        if (all.iter()).all(|party| party.name != name && party.span.start != item.start) {
            all.push(PartyRole {
                name: name.to_owned(),
                role: OrganizationRole::Signatory,
                span: item,
                sentence: sentence.index,
            });
        }
    }
    all
}

/// The one organization of the page whose name begins with the short one, or is shortened
/// to it: 康源生物科技 of 康源生物科技(香港)有限公司, 海澄泵业 of 江海海澄泵业科技有限公司.
pub(super) fn full_name<'r>(reading: &'r Reading<'_>, short: &str) -> Option<&'r str> {
    let mut full = (reading.mentions.organizations.iter())
        .take(BODIES_MAX)
        .map(|body| body.name.as_str())
        .filter(|name| name.len() > short.len())
        .filter(|name| name.starts_with(short) || is_abbreviation(short, name));
    let first = full.next()?;
    // 甲食品 and 甲食品全球控股有限公司 are one body's names.
    full.try_fold(first, |longest, name| {
        if name.starts_with(longest) {
            Some(name)
        } else {
            longest.starts_with(name).then_some(longest)
        }
    })
}

/// Over how many bodies of a page a short name is looked up.
const BODIES_MAX: usize = 400;

/// Whether the verb has a pact for its object, or in itself.
pub(super) fn signs_a_pact(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
) -> bool {
    let behind = reading.after(sentence, trigger.span.end);
    names_a_pact(behind) || is_pact_itself(reading.text(trigger.span.clone()), behind)
}

/// 签署战略合作协议: whether the object of the verb is what two sides sign.
pub(super) fn names_a_pact(behind: &str) -> bool {
    let object = behind.split(['，', '。', '；']).next().unwrap_or_default();
    [
        "协议",
        "备忘录",
        "备忘",
        "合同",
        "意向书",
        "协议书",
        "合约",
        "协定",
        "MOU",
    ]
    .iter()
    .any(|pact| object.trim_end_matches(['”', '》']).ends_with(pact))
}

/// 甲与乙签约。: the verb that has its pact in it, and no object behind.
fn is_pact_itself(verb: &str, behind: &str) -> bool {
    const ENDS: [char; 8] = ['，', '。', '；', '！', '\n', '、', '”', ' '];
    verb.starts_with("达成")
        || verb.contains("签约")
            && (behind.trim().is_empty()
                || behind.starts_with(ENDS)
                || ["仪式", "共建", "合作", "建设", "落户", "落地", "后", "了"]
                    .iter()
                    .any(|word| behind.starts_with(word)))
}

/// Whether what stands behind the name shows it as the subject of a signing: a
/// visit, or the day.
pub(super) fn goes_on_as_subject(sentence: &SentenceTokens, token: &Token, behind: &str) -> bool {
    begins_a_visit(behind) || is_dated_behind(sentence, token, behind)
}

/// X联盟13日在甲地与乙公司签署: the day stands right behind the subject.
fn is_dated_behind(sentence: &SentenceTokens, token: &Token, behind: &str) -> bool {
    let plain = behind.starts_with(|first: char| first.is_ascii_digit());
    let dated = (sentence.tokens.iter())
        .filter(|other| matches!(other.kind, TokenKind::Date(_)))
        .any(|date| {
            date.span.start >= token.span.end
                && date.span.start - token.span.end <= ALIAS_BYTES_MAX
                && !breaks_off(behind, date.span.start - token.span.end)
        });
    dated && (plain || behind.starts_with(['(', '（']))
}

/// The longest bracket between a name and a date.
const ALIAS_BYTES_MAX: usize = 24;

/// Whether a comma or stop stands in the first `bytes` of the text.
fn breaks_off(text: &str, bytes: usize) -> bool {
    (text.get(..bytes).unwrap_or(text)).contains(['，', '。', '；'])
}

/// 分别是甲与乙签订的X项目、丙与丁签订的Y项目: the two sides of one item of a list of
/// agreements, whatever their names.
pub(super) fn listed_pair(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Option<[PartyRole; 2]> {
    const OPENERS: [&str; 6] = ["、", "分别是", "分别为", "包括", "，即", "和"];
    let trigger = sentence.tokens.get(index)?;
    let text = reading.text(sentence.span.clone());
    let items: usize = ["签订的", "签署的", "签约的"]
        .iter()
        .map(|verb| text.matches(verb).count())
        .sum();
    let attributive = reading.after(sentence, trigger.span.end).starts_with('的');
    if items < 2 || !attributive {
        return None;
    }
    let start = sentence.clause_start(index);
    let before = without_adverbs(reading.text(start..trigger.span.start));
    let (joint, length) = last_joint(before)?;
    let from = (OPENERS.iter())
        .filter_map(|opener| Some(before.get(..joint)?.rfind(opener)? + opener.len()))
        .max()
        .unwrap_or(0);
    let side = |range: Range<usize>| {
        let span = start + range.start..start + range.end;
        let known = party_at(sentence, &span).and_then(|token| reading.party_name(token));
        let name = known.unwrap_or_else(|| reading.text(span.clone()));
        let fits = known.is_some() || SIDE_CHARS.contains(&name.chars().count());
        fits.then(|| PartyRole {
            name: name.to_owned(),
            role: OrganizationRole::Signatory,
            span,
            sentence: sentence.index,
        })
    };
    Some([side(from..joint)?, side(joint + length..before.len())?])
}

/// Lengths of the name of one side of a listed agreement, in characters.
const SIDE_CHARS: std::ops::RangeInclusive<usize> = 2..=14;

/// Verbs of calling on somebody.
const VISITS: [&str; 15] = [
    "拜会", "拜访", "走访", "考察", "调研", "参观", "会见", "到访", "来到", "前往", "看望", "慰问",
    "会晤", "访问", "组团",
];

/// Whether the words behind a name make it the one who calls on somebody.
fn begins_a_visit(behind: &str) -> bool {
    let behind = behind.strip_prefix("代表团").unwrap_or(behind);
    behind.starts_with('赴') || VISITS.iter().any(|verb| behind.starts_with(verb))
}

/// Whether the clause tells the party as visited, not as signing: 拜会甲、乙，并
/// 与丙签约; or as the place.
pub(super) fn is_visited(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    if is_a_venue(reading, sentence, token) || is_origin(reading, sentence, token) {
        return true;
    }
    let start = (sentence.tokens.iter())
        .take_while(|other| other.span.start < token.span.start)
        .filter(|other| other.clause < token.clause)
        .last()
        .map_or(sentence.span.start, |mark| mark.span.end);
    let before = reading.text(start..token.span.start.max(start));
    let visit = (VISITS.iter())
        .filter_map(|verb| Some(before.rfind(verb)? + verb.len()))
        .max();
    visit.is_some_and(|at| {
        let between = before.get(at..).unwrap_or_default();
        !between.contains(['并', '后', '时', '的']) && !between.contains("期间")
    })
}

/// 来自甲省、乙省的企业代表签约: a region that only says where they come from.
fn is_origin(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let region = (reading.party_name(token)).is_some_and(|name| name.ends_with(REGION_ENDS));
    let before = reading.before(sentence, token.span.start);
    let from = before.rfind("来自").and_then(|at| before.get(at..));
    let of = reading.after(sentence, token.span.end);
    let attribute = of.find('的').and_then(|at| of.get(..at));
    region
        && from.is_some_and(|list| !list.contains(['，', '。', '；']))
        && attribute.is_some_and(|list| !list.contains(['，', '。', '；']))
}

/// Where the last joint of the text begins, and its bytes.
fn last_joint(text: &str) -> Option<(usize, usize)> {
    (JOINTS.iter())
        .filter_map(|joint| Some((text.rfind(joint)?, joint.len())))
        .max()
}

/// The text without the joint at its end.
pub(super) fn before_joint(text: &str) -> Option<&str> {
    JOINTS.iter().find_map(|joint| text.strip_suffix(joint))
}

pub(super) fn without_adverbs(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some(rest) = (ADVERBS.iter()).find_map(|adverb| text.strip_suffix(adverb)) {
        text = rest;
    }
    text.trim_end_matches('，')
}

pub(super) fn chars(reading: &Reading<'_>, item: &Range<usize>) -> usize {
    reading.text(item.clone()).chars().count()
}

/// The party that the item of a list holds.
pub(super) fn party_at<'s>(sentence: &'s SentenceTokens, item: &Range<usize>) -> Option<&'s Token> {
    (sentence.tokens.iter()).find(|token| {
        token.is_party()
            && !token.nested
            && token.span.start < item.end
            && token.span.end > item.start
    })
}

fn is_person(sentence: &SentenceTokens, item: &Range<usize>) -> bool {
    (sentence.tokens.iter()).any(|token| {
        matches!(token.kind, TokenKind::Person(_))
            && token.span.start < item.end
            && token.span.end > item.start
    })
}

/// Whether the item is a region, with its finest level: 青山县白水镇.
fn is_region(reading: &Reading<'_>, sentence: &SentenceTokens, item: &Range<usize>) -> bool {
    let name = reading.text(item.clone());
    name.ends_with(REGION_ENDS)
        && NAME_CHARS.contains(&name.chars().count())
        && (sentence.tokens.iter()).any(|token| {
            matches!(token.kind, TokenKind::Place(_)) && token.span.start == item.start
        })
}

/// A name in Latin letters at the end, behind what it is: 丹麦主办方NORDEX.
fn latin_tail(name: &str) -> Option<&str> {
    let start = name
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_alphanumeric() || matches!(c, ' ' | '&' | '.' | '-'))
        .last()?
        .0;
    let tail = name.get(start..)?.trim();
    let letters = tail.chars().filter(char::is_ascii_alphabetic).count();
    (letters >= LATIN_BYTES_MIN && tail.len() >= LATIN_BYTES_MIN).then_some(tail)
}

fn is_latin_name(name: &str) -> bool {
    latin_tail(name).is_some()
}

/// Words for kinds of parties, which name none.
const KINDS: [&str; 33] = [
    "方",
    "领导",
    "嘉宾",
    "人员",
    "个人",
    "政府",
    "对方",
    "户",
    "厂商",
    "商家",
    "经销商",
    "供应商",
    "企业",
    "单位",
    "机构",
    "高校",
    "院校",
    "部门",
    "代表",
    "专家",
    "客商",
    "村民",
    "成员",
    "项目",
    "团队",
    "负责人",
    "伙伴",
    "企",
    "品牌商",
    "平台会",
    "业者",
    "客户",
    "农户",
];

/// Whether the words may be a short name of a body: nothing in them leads to
/// something else, and they are no kind of parties.
pub(super) fn is_plain_name(name: &str) -> bool {
    NAME_CHARS.contains(&name.chars().count())
        && !is_noun(name)
        // 十二所: how many, not who.
        && !name.starts_with(|c: char| NUMERALS.contains(c) && name.ends_with(['所', '家', '个']))
        && !["同意", "分别", "通常", "论坛", "今年", "去年", "代表"]
            .iter()
            .any(|word| name.contains(word))
        && !KINDS.iter().any(|kind| name.ends_with(kind))
        && !name.contains(|c: char| {
            "的了在为等就对将共这该各其双方于以并".contains(c) || c.is_ascii_digit()
        })
        && !name.ends_with(['上', '中', '下', '后', '前', '时', '间', '里'])
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '(' | ')' | '·'))
}
