//! Common nouns that stand for a body which the page names elsewhere: 公司, 该学会, 我院,
//! 三家联合体.

use std::ops::Range;

use super::meant::Meant;
use crate::{
    event::{
        draft::PartyRole,
        findings::Findings,
        focus::focus_alliance,
        reading::{Reading, SentenceTokens, Token},
    },
    mention::numeral::count_of,
    record::OrganizationRole,
};

/// A noun, and what the names of the bodies that it may stand for end in.
type Kind = (&'static str, &'static [&'static str]);

const KINDS: [Kind; 37] = [
    ("公司", COMPANIES),
    ("集团", COMPANIES),
    ("企业", COMPANIES),
    ("银行", &["银行", "信用社", "农信社"]),
    ("医院", HOSPITALS),
    ("学校", SCHOOLS),
    ("大学", &["大学"]),
    ("学院", &["学院"]),
    ("校方", SCHOOLS),
    ("院方", INSTITUTES),
    ("研究院", &["研究院"]),
    ("研究所", &["研究所"]),
    ("协会", &["协会"]),
    ("学会", &["学会"]),
    ("商会", &["商会"]),
    ("公会", &["公会"]),
    ("促进会", &["促进会"]),
    ("研究会", &["研究会"]),
    ("联合会", &["联合会"]),
    ("基金会", &["基金会"]),
    ("合作社", &["合作社"]),
    ("党总支", &["党总支"]),
    ("党支部", &["党支部"]),
    ("党委", &["党委"]),
    ("县政府", &["县政府", "县人民政府"]),
    ("市政府", &["市政府", "市人民政府"]),
    ("区政府", &["区政府", "区人民政府"]),
    ("省政府", &["省政府", "省人民政府"]),
    ("镇政府", &["镇政府", "镇人民政府"]),
    ("县府", &["县政府"]),
    ("市府", &["市政府"]),
    ("小分队", &["小分队"]),
    ("工作队", &["工作队"]),
    ("管委会", &["管委会", "管理委员会"]),
    ("管理局", &["管理局"]),
    ("园区", &["园区", "开发区", "产业园"]),
    ("中心", &["中心"]),
];
const COMPANIES: &[&str] = &[
    "公司", "集团", "股份", "科技", "重工", "电气", "电子", "医药", "药业", "能源", "汽车", "材料",
    "生物", "化工", "食品", "环保", "智能", "光电", "机械", "软件", "信息",
];
const HOSPITALS: &[&str] = &["医院", "保健院"];
const SCHOOLS: &[&str] = &["大学", "学院", "学校", "中学", "高专", "小学", "专科"];
const INSTITUTES: &[&str] = &["医院", "研究院", "学院", "科学院", "设计院", "法院"];
/// Nouns that have a determiner in them.
const DETERMINED: [Kind; 13] = [
    ("我院", INSTITUTES),
    ("该院", INSTITUTES),
    ("本院", INSTITUTES),
    ("我校", SCHOOLS),
    ("该校", SCHOOLS),
    ("本校", SCHOOLS),
    ("我司", COMPANIES),
    ("该司", COMPANIES),
    ("该所", &["研究所", "研究院"]),
    (
        "该会",
        &[
            "协会",
            "学会",
            "商会",
            "公会",
            "促进会",
            "研究会",
            "联合会",
            "基金会",
        ],
    ),
    ("该局", &["局"]),
    ("该厅", &["厅"]),
    ("该行", &["银行"]),
];
/// Words that point to a body before its noun.
const DETERMINERS: [&str; 14] = [
    "这家",
    "该家",
    "这所",
    "这个",
    "这支",
    "该",
    "本",
    "我",
    "贵",
    "此",
    "全资子",
    "原",
    "新",
    "县里的",
];
/// Kinds of alliances that stand for the one in focus.
const ALLIANCES: [&str; 3] = ["联盟", "联合体", "共同体"];
/// How far back a body is looked for, in sentences.
const SENTENCES_MAX: usize = 30;
/// Measures between the number and the noun.
const MEASURES: [&str; 5] = ["家", "所", "个", "大", "支"];

/// Whether the words are such a noun and nothing else.
pub(super) fn is_noun(words: &str) -> bool {
    leading_noun(words).is_some_and(|noun| noun.len() == words.len())
}

/// The noun, with its determiner or number, that the words begin with.
pub(super) fn leading_noun(words: &str) -> Option<&str> {
    let determined = (DETERMINED.iter())
        .map(|(noun, _)| *noun)
        .find(|noun| words.starts_with(*noun));
    if let Some(noun) = determined {
        return words.get(..noun.len());
    }
    let lead = (DETERMINERS.iter())
        .find(|word| words.starts_with(**word))
        .map(|word| word.len())
        .or_else(|| Some(counted(words)?.1))
        .unwrap_or(0);
    let rest = words.get(lead..)?;
    let noun = (KINDS.iter().map(|(noun, _)| *noun))
        .chain(ALLIANCES)
        .filter(|noun| rest.starts_with(*noun))
        .max_by_key(|noun| noun.len())?;
    words.get(..lead + noun.len())
}

/// The number that the words begin with, and the bytes of it and its measure.
fn counted(words: &str) -> Option<(usize, usize)> {
    let first = words.chars().next()?;
    let number = count_of(first)?;
    let rest = words.get(first.len_utf8()..)?;
    let measure = MEASURES
        .iter()
        .find(|measure| rest.starts_with(**measure))?;
    Some((number, first.len_utf8() + measure.len()))
}

/// What the names end in that the noun stands for, without its determiner.
fn ends_of(noun: &str) -> Option<&'static [&'static str]> {
    let whole = (DETERMINED.iter()).find(|(word, _)| *word == noun);
    let (_, ends) = whole.or_else(|| {
        (KINDS.iter())
            .filter(|(word, _)| noun.ends_with(word))
            .max_by_key(|(word, _)| word.len())
    })?;
    Some(ends)
}

/// The bodies that the noun at `side` stands for; none where it is no such noun or the
/// page names none before.
pub(super) fn bodies_meant(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    side: &Range<usize>,
    findings: &Findings,
    others: &[PartyRole],
) -> Vec<Meant> {
    let noun = reading.text(side.clone());
    if !is_noun(noun) {
        return Vec::new();
    }
    let head = ALLIANCES.iter().find(|head| noun.ends_with(**head));
    let ends: &[&str] = match head {
        Some(head) => std::slice::from_ref(head),
        None => match ends_of(noun) {
            Some(ends) => ends,
            None => return Vec::new(),
        },
    };
    if let Some((number, _)) = counted(noun) {
        return counted_bodies(reading, sentence, side, ends, number);
    }
    if head.is_some() {
        return alliance_in_focus(reading, sentence, side, findings)
            .into_iter()
            .collect();
    }
    let party_body = ["党总支", "党支部", "党委"]
        .iter()
        .find(|body| noun.ends_with(**body));
    named_before(reading, sentence, side, ends, others)
        .or_else(|| quoted_before(reading, side, noun))
        .or_else(|| {
            let body = party_body?;
            let mut meant = alliance_in_focus(reading, sentence, side, findings)?;
            meant.party.name.push_str(body);
            Some(meant)
        })
        .into_iter()
        .collect()
}

fn meant(name: String, sentence: &SentenceTokens, side: &Range<usize>) -> Meant {
    Meant {
        party: PartyRole {
            name,
            role: OrganizationRole::Signatory,
            span: side.clone(),
            sentence: sentence.index,
        },
        alliance: None,
        person: None,
    }
}

/// The alliance that the clause of the noun speaks of.
fn alliance_in_focus(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    side: &Range<usize>,
    findings: &Findings,
) -> Option<Meant> {
    let own = (sentence.tokens.iter())
        .find(|token| token.span == *side)
        .and_then(Token::alliance);
    let clause = (sentence.tokens.iter())
        .find(|token| token.span.end > side.start)
        .map_or(0, |token| token.clause);
    let entity = match own {
        Some(entity) => entity,
        None => focus_alliance(reading, sentence, clause, findings)?.0,
    };
    let mut meant = meant(reading.alliance_name(entity).to_owned(), sentence, side);
    meant.alliance = Some(entity);
    Some(meant)
}

/// Sentences from the one that holds the noun backwards.
fn sentences_back<'r>(
    reading: &'r Reading<'_>,
    sentence: &SentenceTokens,
) -> impl Iterator<Item = &'r SentenceTokens> {
    (sentence.index.saturating_sub(SENTENCES_MAX)..=sentence.index)
        .rev()
        .filter_map(|index| reading.sentences.get(index))
}

/// The body of the kind that was named last before the noun.
fn named_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    side: &Range<usize>,
    ends: &[&str],
    others: &[PartyRole],
) -> Option<Meant> {
    let fits = |token: &&Token| {
        token.span.end <= side.start
            && token.is_party()
            && token.alliance().is_none()
            && reading.party_name(token).is_some_and(|name| {
                ends.iter().any(|end| name.ends_with(end) && name != *end)
                    && others.iter().all(|other| other.name != name)
            })
    };
    let found = sentences_back(reading, sentence)
        .find_map(|before| before.tokens.iter().rev().find(fits))?;
    Some(meant(reading.party_name(found)?.to_owned(), sentence, side))
}

/// “甲产业招商小分队” of 小分队: what stood in quotation marks before and ends so.
fn quoted_before(reading: &Reading<'_>, side: &Range<usize>, noun: &str) -> Option<Meant> {
    let start = side.start.saturating_sub(QUOTED_BYTES_MAX);
    let start = reading.article.text.as_str().ceil_char_boundary(start);
    let before = reading.text(start..side.start);
    let close = before.rfind(&format!("{noun}”"))?;
    let open = before.get(..close)?.rfind('“')?;
    let name = before.get(open + '“'.len_utf8()..close + noun.len())?;
    let chars = name.chars().count();
    let sentence = reading.sentence_at(side.start)?;
    let plain = name.chars().all(char::is_alphanumeric);
    (plain && (5..=20).contains(&chars)).then(|| meant(name.to_owned(), sentence, side))
}

/// How far back a name in quotation marks may stand, in bytes.
const QUOTED_BYTES_MAX: usize = 1_500;

/// 三家联合体: those of the nearest sentence that names so many of the kind.
fn counted_bodies(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    side: &Range<usize>,
    ends: &[&str],
    number: usize,
) -> Vec<Meant> {
    for before in sentences_back(reading, sentence) {
        let mut found: Vec<Meant> = Vec::new();
        for token in &before.tokens {
            if token.span.end > side.start || !token.is_party() || token.nested {
                continue;
            }
            let Some(name) = reading.party_name(token) else {
                continue;
            };
            let fits = ends.iter().any(|end| name.ends_with(end) && name != *end);
            if !fits || found.iter().any(|known| known.party.name == name) {
                continue;
            }
            let mut body = meant(name.to_owned(), sentence, side);
            body.alliance = token.alliance();
            found.push(body);
        }
        if found.len() == number {
            return found;
        }
    }
    Vec::new()
}
