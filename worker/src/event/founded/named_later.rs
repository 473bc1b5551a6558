//! Alliances that are named behind the sentence that founds them.

use crate::{
    alliance_head::ALLIANCE_HEADS,
    event::{
        draft::Draft,
        findings::Findings,
        focus::is_pronoun,
        gap::is_counter,
        reading::{Reading, SentenceTokens},
    },
    record::EventType,
    word_list::WordList,
};

/// 为3家联合体授牌。…。三家联合体依次为甲、乙、丙: the names of what an earlier sentence
/// founded.
pub(super) fn name_founded_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let names_any =
        (sentence.tokens.iter()).any(|token| !token.nested && token.alliance().is_some());
    if !names_any {
        return;
    }
    let text = reading.text(sentence.span.clone());
    let heads = heads_of_clauses(reading, sentence);
    let listed = opens_names(text);
    let others = opens_others(text).filter(|_| listed.is_none());
    // 4个联盟揭牌。其中，甲由…，乙由…: each begins what is told of it.
    let told_apart = (heads.len() > 1 || text.trim_start().starts_with("其中"))
        .then_some((0, 1))
        .filter(|_| listed.is_none() && others.is_none());
    let Some((opened, reach)) = listed.or(others).or(told_apart) else {
        return;
    };
    let others = others.is_some();
    let opened = sentence.span.start + opened;
    let founded = (findings.skips.iter().rev())
        .take_while(|skip| sentence.index - skip.sentence.min(sentence.index) <= reach)
        .filter(|skip| skip.kind == EventType::AllianceFounded && skip.reason == UNNAMED);
    // 此次授牌的4家 are those of the 授牌 told before, not of another founding.
    let same = (founded.clone()).find(|skip| {
        let word = reading.text(skip.trigger.clone());
        opens_behind_attribute(text).is_some_and(|(_, attribute)| word.contains(attribute))
    });
    let founded = same
        .or_else(|| founded.into_iter().next())
        .map(|skip| (skip.sentence, skip.trigger.clone()));
    // 甲等3个联盟揭牌。另外两个是乙、丙.
    let founded = founded.filter(|_| !others).or_else(|| {
        let drafts = others.then(|| findings.drafts.iter().rev())?;
        drafts
            .take_while(|draft| draft.first_sentence() + 1 >= sentence.index)
            .filter(|draft| draft.first_sentence() < sentence.index && !draft.background)
            .find(|draft| draft.kind == EventType::AllianceFounded)
            .map(|draft| (draft.first_sentence(), draft.trigger.clone()))
    });
    let Some((told, trigger)) = founded.filter(|(told, _)| *told < sentence.index) else {
        return;
    };
    let named = (sentence.tokens.iter())
        .filter(|token| !token.nested && token.span.start >= opened)
        .filter(|token| !is_pronoun(reading.text(token.span.clone())))
        .filter(|token| told_apart.is_none() || heads.contains(&token.span.start))
        .filter_map(|token| Some((token.alliance()?, token.span.clone())));
    let mut named: Vec<_> = named.collect();
    if named.is_empty() {
        return;
    }
    named.dedup_by_key(|(entity, _)| *entity);
    for (entity, span) in named {
        let mut draft = Draft::new(EventType::AllianceFounded, told, trigger.clone());
        draft.add_alliance(entity, span);
        draft.sentences.push(sentence.index);
        draft.plainness = 0.85;
        findings.drafts.push(draft);
    }
}

/// How far behind the founding its alliances may be named, in sentences.
const NAMES_SENTENCES_MAX: usize = 4;
/// Why a founding without a name is passed over.
pub(super) const UNNAMED: &str = "alliance without a name";

/// Where the alliances begin that their clauses begin with.
fn heads_of_clauses(reading: &Reading<'_>, sentence: &SentenceTokens) -> Vec<usize> {
    let mut clause = None;
    let mut heads = Vec::new();
    for (at, token) in sentence.tokens.iter().enumerate() {
        if token.nested || token.alliance().is_none() || clause == Some(token.clause) {
            continue;
        }
        clause = Some(token.clause);
        let before = reading.text(sentence.clause_start(at)..token.span.start);
        let led = before.ends_with("牵头的") || before.ends_with("牵头组建的");
        let bare = (before.trim_matches(['“', '「', '"', ' ', '\n', '　'])).is_empty();
        if (bare || led) && !is_pronoun(reading.text(token.span.clone())) {
            heads.push(token.span.start);
        }
    }
    heads
}

/// Where the names of the others begin: 另外两个是, 其余2家为.
fn opens_others(text: &str) -> Option<(usize, usize)> {
    let led = text.trim_start();
    let rest = ["另外", "其余", "另有", "另"]
        .iter()
        .find_map(|word| led.strip_prefix(word))?;
    let rest = rest.trim_start_matches(is_counter);
    let rest = ALLIANCE_HEADS
        .iter()
        .find_map(|kind| rest.strip_prefix(kind))
        .unwrap_or(rest);
    ["分别是", "分别为", "是", "为"]
        .iter()
        .find_map(|opener| rest.strip_prefix(opener))
        .map(|names| (text.len() - names.len(), 1))
}

/// Where the names begin behind a count of alliances and 分别为 or 依次是, or behind
/// 它们是, and how many sentences before the founding may stand.
fn opens_names(text: &str) -> Option<(usize, usize)> {
    let find = |openers: &[&str]| {
        (openers.iter()).find_map(|opener| text.find(opener).map(|at| at + opener.len()))
    };
    let counted = || {
        (ALLIANCE_HEADS.iter()).any(|kind| {
            text.split_once(kind).is_some_and(|(count, _)| {
                let (before, _) = count.split_once(['家', '个']).unwrap_or_default();
                before.ends_with(is_counter)
                    && count.chars().count() - before.chars().count() <= COUNTED_CHARS_MAX
            })
        })
    };
    let opens = const { WordList::of(&NAMES_OPENERS) }.find(text).is_some();
    let listed = opens.then(|| find(&NAMES_OPENERS)).flatten();
    // 首批5家分别是: the kind was named before.
    let bare = || {
        (NAMES_OPENERS.iter())
            .find_map(|opener| text.split_once(opener))
            .and_then(|(count, _)| count.strip_suffix(['家', '个']))
            .is_some_and(|count| {
                count.ends_with(is_counter) && count.chars().count() <= COUNTED_CHARS_MAX
            })
    };
    if let Some(at) = listed.filter(|_| counted() || bare()) {
        return Some((at, NAMES_SENTENCES_MAX));
    }
    if let Some((at, _)) = opens_behind_attribute(text) {
        return Some((at, NAMES_SENTENCES_MAX));
    }
    // 这4家联盟是甲、乙, 这些联合体包括甲、乙.
    let pointed = ["这", "上述", "此次", "本次", "新增", "其中"]
        .iter()
        .any(|word| text.trim_start().starts_with(word));
    let kind = ALLIANCE_HEADS.iter().find_map(|kind| {
        let at = text.find(kind)? + kind.len();
        let rest = text.get(at..)?;
        let opener = KIND_OPENERS
            .iter()
            .find(|opener| rest.starts_with(**opener))?;
        Some(at + opener.len())
    });
    if let Some(at) = kind.filter(|_| pointed || counted()) {
        return Some((at, NAMES_SENTENCES_MAX));
    }
    (LEADING_OPENERS.iter())
        .find(|opener| text.trim_start().starts_with(**opener))
        .map(|opener| (text.len() - text.trim_start().len() + opener.len(), 1))
}

/// 此次授牌的4家，是甲、乙, 新组成的4个联盟与参与家数，依序是甲、乙: where the names
/// begin behind an attribute that founds, a count and a copula.
fn opens_behind_attribute(text: &str) -> Option<(usize, &'static str)> {
    const FOUNDED: [&str; 12] = [
        "授牌的",
        "成立的",
        "揭牌的",
        "组建的",
        "组成的",
        "挂牌的",
        "获批的",
        "认定的",
        "亮相的",
        "启动的",
        "新增的",
        "新设的",
    ];
    const COPULAS: [&str; 9] = [
        "依序是",
        "依序为",
        "依次是",
        "依次为",
        "分别是",
        "分别为",
        "是",
        "为",
        "有",
    ];
    let (at, attribute) = (const { WordList::of(&FOUNDED) }.occurrences(text))
        .map(|(start, attribute)| (start + attribute.len(), attribute))
        .min()
        .filter(|(at, attribute)| (at - attribute.len()) <= ATTRIBUTE_BYTES_MAX)?;
    let counted = text.get(at..)?;
    let behind = counted.trim_start_matches(is_counter);
    if behind.len() == counted.len() {
        return None;
    }
    let (position, copula) = COPULAS
        .iter()
        .filter_map(|copula| Some((behind.find(copula)?, copula.len())))
        .min_by_key(|(position, length)| (*position, usize::MAX - length))?;
    let between = behind.get(..position)?;
    let plain = between.chars().count() <= COUNT_TAIL_CHARS_MAX && !between.contains(['。', '；']);
    let verb = attribute.strip_suffix('的').unwrap_or(attribute);
    plain.then(|| (at + counted.len() - behind.len() + position + copula, verb))
}

/// The longest words before such an attribute ends, in bytes: 会上新组成的.
const ATTRIBUTE_BYTES_MAX: usize = 30;
/// The longest words between the count and the copula, in characters.
const COUNT_TAIL_CHARS_MAX: usize = 12;

/// What opens the names behind a count.
const NAMES_OPENERS: [&str; 8] = [
    "分别为",
    "分别是",
    "依次为",
    "依次是",
    "名单为",
    "名称为",
    "全称为",
    "名单是",
];

/// What opens the names right behind the word for a kind.
const KIND_OPENERS: [&str; 8] = ["是", "为", "：", ":", "包括", "有", "即", "——"];

/// What opens the names at the beginning of the sentence right behind.
const LEADING_OPENERS: [&str; 18] = [
    "这个名为",
    "这个叫",
    "它名为",
    "它叫",
    "它就是",
    "它的名字",
    "这就是",
    "这便是",
    "它们是",
    "它们分别",
    "他们是",
    "具体为",
    "具体是",
    "具体包括",
    "分别是",
    "分别为",
    "包括",
    "名单为",
];

/// The longest count with its measure and the words for a kind of alliance.
const COUNTED_CHARS_MAX: usize = 8;
