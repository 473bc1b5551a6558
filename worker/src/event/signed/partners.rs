//! Parties of a signing that the grammar of its clause proves, where no table
//! knows their names: 与甲、乙签订, 甲、乙、丙三家企业签订.

use std::{iter, ops::Range};

use crate::{
    event::{
        draft::PartyRole,
        reading::{Reading, SentenceTokens, Token, TokenKind},
        role::is_a_venue,
    },
    record::OrganizationRole,
};

/// Words between the last party and the verb.
const ADVERBS: [&str; 18] = [
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
];
/// Words that lead from the signer to the other side; 同 and 和 begin other words
/// as well.
const JOINTS: [char; 4] = ['与', '和', '跟', '同'];
const SEPARATORS: [&str; 6] = ["、", "以及", "及", "和", "与", "，"];
/// Lengths of a party's name that no table knows, in characters.
const NAME_CHARS: std::ops::RangeInclusive<usize> = 3..=14;
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
    let start = sentence.clause_start(index);
    let pact = names_a_pact(reading.after(sentence, trigger.span.end));
    let list = (counted_list(reading, start..trigger.span.start))
        .or_else(|| other_side(reading, sentence, start..trigger.span.start))
        .or_else(|| near_side(reading, sentence, start..trigger.span.start).filter(|_| pact));
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
            let among = (known > 0 || pact && !all.is_empty())
                && is_plain_name(name)
                && !is_person(sentence, &item);
            let short = latin_tail(name).unwrap_or(name);
            (proven || among).then(|| full_name(reading, short).unwrap_or(short))
        }) else {
            continue;
        };
        if all.iter().all(|party| party.name != name) {
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

/// The one organization of the page whose name begins with the short one: 康源生物科技 of
/// 康源生物科技(香港)有限公司.
fn full_name<'r>(reading: &'r Reading<'_>, short: &str) -> Option<&'r str> {
    let mut full = (reading.mentions.organizations.iter())
        .take(BODIES_MAX)
        .map(|body| body.name.as_str())
        .filter(|name| name.starts_with(short) && name.len() > short.len());
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

/// 签署战略合作协议: whether the object of the verb is what two sides sign.
fn names_a_pact(behind: &str) -> bool {
    let object = behind.split(['，', '。', '；']).next().unwrap_or_default();
    [
        "协议",
        "备忘录",
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
    let joint = before.rfind(JOINTS)?;
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
    let joint_end = joint + before.get(joint..)?.chars().next()?.len_utf8();
    Some([side(from..joint)?, side(joint_end..before.len())?])
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

type Items = Vec<Range<usize>>;

/// 甲、乙、丙三家企业: a list as long as the number behind it says.
fn counted_list(reading: &Reading<'_>, clause: Range<usize>) -> Option<(Items, bool)> {
    const UNITS: [&str; 12] = [
        "家企业",
        "家公司",
        "家单位",
        "所高校",
        "家机构",
        "家",
        "所院校",
        "所学校",
        "个单位",
        "方",
        "地",
        "校",
    ];
    let text = without_adverbs(reading.text(clause.clone()));
    let list = UNITS.iter().find_map(|unit| text.strip_suffix(unit))?;
    let (at, numeral) = list.char_indices().next_back()?;
    let wanted = match numeral {
        '两' | '2' => 2,
        '三' | '3' => 3,
        '四' | '4' => 4,
        '五' | '5' => 5,
        '六' | '6' => 6,
        '七' | '7' => 7,
        '八' | '8' => 8,
        '九' | '9' => 9,
        _ => return None,
    };
    let list = list.get(..at)?.trim_end_matches('等');
    let items = split_list(clause.start, list);
    let clean = (items.iter())
        .all(|item| NAME_CHARS.contains(&chars(reading, item)) || chars(reading, item) > 14);
    (items.len() == wanted && clean).then_some((items, true))
}

/// 与甲、乙正式签约: the list between 与 and the verb.
fn other_side(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: Range<usize>,
) -> Option<(Items, bool)> {
    let text = without_adverbs(reading.text(clause.clone()));
    let text = text.split_once('等').map_or(text, |(list, _)| list);
    let start = (sentence.tokens.iter())
        .filter(|token| token.is_party() && !token.nested)
        .map(|token| token.span.end)
        .chain([clause.start])
        .filter(|end| clause.contains(end))
        .find_map(|end| {
            let rest = text.get(end - clause.start..)?;
            let (lead, joint) = JOINTS.iter().find_map(|joint| {
                let at = rest.find(*joint)?;
                is_lead(rest.get(..at)?).then_some((at, joint.len_utf8()))
            })?;
            Some(end + lead + joint)
        })?;
    let list = text.get(start - clause.start..)?;
    let items = split_list(start, list);
    (!items.is_empty()).then_some((items, false))
}

/// 随后，甲则与乙签署协议: the list between what opens the clause and 与, where a known
/// party stands behind that.
fn near_side(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: Range<usize>,
) -> Option<(Items, bool)> {
    const LEADS: [&str; 12] = [
        "随后",
        "其中",
        "现场",
        "会上",
        "当天",
        "当日",
        "另外",
        "另由",
        "由",
        "同时",
        "会议期间",
        "此外",
    ];
    let known = (sentence.tokens.iter())
        .filter(|token| clause.contains(&token.span.start))
        .find(|token| token.is_party() && !token.nested)?;
    // The day stands before the signer.
    let from = (sentence.tokens.iter())
        .filter(|token| matches!(token.kind, TokenKind::Date(_)))
        .map(|token| token.span.end)
        .filter(|end| clause.contains(end) && *end <= known.span.start)
        .max()
        .unwrap_or(clause.start);
    let lead = reading.text(from..known.span.start);
    let list = lead.trim_end_matches(['“', '「']).strip_suffix(JOINTS)?;
    let list = list.trim_end_matches(['则', '也', '还', '又', '并', '”', '」']);
    let opened = list.trim_start_matches(['“', '「', ' ']);
    let opened = LEADS
        .iter()
        .find_map(|lead| opened.strip_prefix(lead))
        .unwrap_or(opened);
    let start = from + (list.len() - opened.len());
    let items = split_list(start, opened);
    let own = |item: &Range<usize>| {
        reading
            .text(item.clone())
            .starts_with(['我', '本', '贵', '省', '市', '县', '区', '校'])
    };
    (!items.is_empty() && !items.iter().any(own)).then_some((items, false))
}

/// What may stand between the signer and 与.
fn is_lead(words: &str) -> bool {
    words.is_empty()
        || [
            "则", "分别", "并", "还", "又", "另", "再", "也", "现场", "当场", "同场", "随后", "”",
            "」", "）", ")",
        ]
        .contains(&words)
}

pub(super) fn without_adverbs(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some(rest) = (ADVERBS.iter()).find_map(|adverb| text.strip_suffix(adverb)) {
        text = rest;
    }
    text
}

/// The ranges of the items of a list that begins at `start`.
fn split_list(start: usize, list: &str) -> Items {
    let mut items: Items = iter::once(start..start + list.len()).collect();
    for separator in SEPARATORS {
        items = items
            .into_iter()
            .flat_map(|item| {
                let text = list
                    .get(item.start - start..item.end - start)
                    .unwrap_or_default();
                let mut at = item.start;
                text.split(separator)
                    .map(|part| {
                        let range = at..at + part.len();
                        at = range.end + separator.len();
                        range
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    items.retain(|item| !item.is_empty());
    items
}

fn chars(reading: &Reading<'_>, item: &Range<usize>) -> usize {
    reading.text(item.clone()).chars().count()
}

/// The party that the item of a list holds.
fn party_at<'s>(sentence: &'s SentenceTokens, item: &Range<usize>) -> Option<&'s Token> {
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
const KINDS: [&str; 24] = [
    "政府",
    "对方",
    "客户",
    "厂商",
    "商家",
    "商户",
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
    "农户",
    "村民",
    "成员",
    "项目",
    "团队",
    "负责人",
    "伙伴",
];

/// Whether the words may be a short name of a body: nothing in them leads to
/// something else, and they are no kind of parties.
fn is_plain_name(name: &str) -> bool {
    NAME_CHARS.contains(&name.chars().count())
        && !KINDS.iter().any(|kind| name.ends_with(kind))
        && !name.contains(|c: char| {
            "的了在为等就对将共这该各其双方于以并".contains(c) || c.is_ascii_digit()
        })
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '(' | ')' | '·'))
}
