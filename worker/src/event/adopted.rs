//! Charters and rules that are adopted, and Party bodies that are founded.

use std::ops::Range;

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        findings::Findings,
        focus::{focus_alliances, is_pronoun},
        listing::listed_alliances,
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    mention::EntityIndex,
    numbering::is_numbering,
    record::EventType,
};

/// Finds adopted charters in one sentence: 通过 with a charter's word behind it
/// or, as its subject, before it.
pub(crate) fn match_adoptions(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let kind = EventType::CharterAdopted;
    for (index, trigger) in sentence.tokens.iter().enumerate() {
        if !trigger.is_any_cue(&[Cue::Pass, Cue::Sign]) || !adopts(reading, sentence, trigger) {
            continue;
        }
        let first_clause = first_clause_of_object(reading, sentence, trigger);
        let listed = lists_rules(reading, sentence, trigger);
        let ruled = (sentence.tokens.iter().enumerate()).any(|(at, token)| {
            let near = (first_clause..=trigger.clause).contains(&token.clause);
            // 按《管理办法》的程序审查通过: rules that are followed.
            let followed = (reading.before(sentence, token.span.start))
                .trim_end_matches(['《', '“'])
                .ends_with(['按', '照', '据']);
            near && !followed
                && match token.kind {
                    TokenKind::Cue(set) => set.has(Cue::Charter) && at != index,
                    TokenKind::Document(document) => (reading.mentions.documents.get(document))
                        .is_some_and(|document| {
                            names_rules(&document.value) && !is_of_party_body(&document.value)
                        }),
                    _ => false,
                }
        });
        if !ruled && !listed {
            continue;
        }
        if read_modality(reading, sentence, index) != Modality::Fact {
            findings.skip(kind, sentence, trigger, "not told as a fact");
            continue;
        }
        let ruled = focus_alliances(reading, sentence, trigger.clause, findings);
        if ruled.is_empty() {
            findings.skip(kind, sentence, trigger, "no alliance to rule");
        }
        for (entity, span) in ruled {
            let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
            draft.add_alliance(entity, span);
            findings.drafts.push(draft);
        }
    }
}

/// 通过 and 表决 adopt; other verbs do where a charter is what is agreed on.
fn adopts(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: &Token) -> bool {
    let word = reading.text(trigger.span.clone());
    word.contains("通过")
        || reviews_and_elects(reading, sentence, trigger)
        || ["表决", "议决", "审定"].contains(&word)
        || trigger.is_cue(Cue::Sign) && signs_a_charter(reading, sentence, trigger)
        || SETTLING_WORDS.contains(&word.trim_end_matches('了'))
            && settles(reading, sentence, trigger)
}

/// 会议审议了《章程》，并选举产生理事会: a meeting that goes on to elect has adopted what
/// it reviewed.
fn reviews_and_elects(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: &Token) -> bool {
    let behind = reading.after(sentence, trigger.span.end);
    let word = reading.text(trigger.span.clone());
    ["审议", "审议了", "修改"].contains(&word)
        && (behind.starts_with(['了', '《']) || word.ends_with('了'))
        && behind.contains("章程")
        && (sentence.tokens.iter()).any(|token| {
            token.span.start > trigger.span.end
                && token.is_any_cue(&[Cue::Elect, Cue::Reelect])
                && !token.nested
        })
}

/// Verbs that settle a charter where a meeting does so: 商定了章程.
const SETTLING_WORDS: [&str; 11] = [
    "修正", "修订", "修改", "商定", "制定", "制订", "议定", "订立", "敲定", "确立", "确定",
];

/// 签署《甲联盟章程》: who signs a charter takes it for the own one.
fn signs_a_charter(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: &Token) -> bool {
    let behind = reading.after(sentence, trigger.span.end);
    let object = behind.split(['，', '。', '；']).next().unwrap_or_default();
    object.contains("章程") && !object.contains("协议")
}

/// Whether a charter is the object of the verb, and a meeting or its outcome is
/// told: duties and plans of making one have neither.
fn settles(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: &Token) -> bool {
    let behind = reading.after(sentence, trigger.span.end);
    let clause = behind.split(['，', '。', '；']).next().unwrap_or_default();
    let object: String = clause.chars().take(CHARTER_GAP_CHARS_MAX).collect();
    let draft = ["章程草案", "章程(草案", "章程（草案", "章程框架"]
        .iter()
        .any(|draft| clause.contains(draft));
    let before = reading.before(sentence, trigger.span.start);
    let before = before.rsplit(['。', '；', '：']).next().unwrap_or_default();
    let recurs = before.contains('每');
    let meets = ["大会", "会议", "年会", "会上", "仪式上", "理事会", "通过"]
        .iter()
        .any(|meeting| before.contains(meeting));
    let done = clause.starts_with('了') || reading.text(trigger.span.clone()).ends_with('了');
    let founded = || {
        (sentence.tokens.iter()).any(|token| {
            token.span.end <= trigger.span.start
                && token.is_any_cue(&[Cue::Found, Cue::Inaugurate])
                && !token.nested
        })
    };
    object.contains("章程") && !draft && !recurs && (meets || done && founded())
}

/// How far behind such a verb the charter may stand, in characters.
const CHARTER_GAP_CHARS_MAX: usize = 12;

/// The clause from which on the object of the word may stand: its own, or where
/// nothing stands behind it, one of the two before it that discusses: 讨论了
/// 《办法》，经举手表决，一致通过.
fn first_clause_of_object(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
) -> usize {
    let behind = reading.after(sentence, trigger.span.end);
    if !behind.starts_with(['，', '。', '；']) {
        return trigger.clause;
    }
    (trigger.clause.saturating_sub(2)..trigger.clause)
        .find(|clause| {
            sentence.clause(*clause).any(|(_, token)| {
                let word = reading.text(token.span.clone());
                token.is_cue(Cue::Pass) || word.contains("讨论")
            }) || sentence.clause(*clause).any(|(_, token)| {
                let before = reading.before(sentence, token.span.start);
                matches!(token.kind, TokenKind::Document(_))
                    && ["讨论", "讨论了", "审议", "审议了", "听取", "听取了"]
                        .iter()
                        .any(|word| before.ends_with(word))
            })
        })
        .unwrap_or(trigger.clause)
}

/// The most lines of a list of what was adopted.
const LINES_MAX: usize = 8;

/// 审议通过了以下事项：, and rules in one of the numbered lines below.
fn lists_rules(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: &Token) -> bool {
    let behind = reading.after(sentence, trigger.span.end).trim_end();
    let opens = behind.ends_with(['：', ':'])
        && ["以下", "下列", "如下"]
            .iter()
            .any(|word| behind.contains(word));
    let lines = reading.sentences.iter().skip(sentence.index + 1);
    opens
        && (lines.take(LINES_MAX))
            .take_while(|line| opens_with_number(reading.text(line.span.clone())))
            .any(|line| {
                (line.tokens.iter()).any(|token| match token.kind {
                    TokenKind::Document(document) => (reading.mentions.documents.get(document))
                        .is_some_and(|document| names_rules(&document.value)),
                    _ => false,
                })
            })
}

/// 1. , (2), 一、: the number of a line of a list.
fn opens_with_number(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(['(', '（']);
    let rest = line.trim_start_matches(is_numbering);
    rest.len() < line.len() && rest.starts_with(['.', '、', ')', '）', '．'])
}

/// 联盟党委议事规则: the rules of a Party body are none of the alliance's.
fn is_of_party_body(name: &str) -> bool {
    ["党委", "党支部", "党总支", "党组织"]
        .iter()
        .any(|body| name.contains(body))
}

/// Whether a document's name is that of rules.
pub(crate) fn names_rules(name: &str) -> bool {
    [
        "章程",
        "办法",
        "规则",
        "条例",
        "规定",
        "细则",
        "制度",
        "工作计划",
        "行动计划",
        "工作方案",
        "工作要点",
        "工作规划",
        "规程",
        "规约",
        "机制",
        "公约",
    ]
    .iter()
    .any(|word| name.contains(word))
}

/// An alliance of Party bodies has none of its own, unless one is named in full.
pub(crate) fn is_of_party_bodies(reading: &Reading<'_>, alliance: EntityIndex) -> bool {
    let name = reading.alliance_name(alliance);
    ["党建联盟", "党建联合体", "党建共同体"]
        .iter()
        .any(|kind| name.ends_with(kind))
}

/// Finds the founding of Party bodies of alliances: 联盟党委成立, 成立联盟党支部.
pub(crate) fn match_party_bodies(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let kind = EventType::PartyOrgFounded;
    for (index, trigger) in sentence.tokens.iter().enumerate() {
        let ceremony = matches!(trigger.kind, TokenKind::Meeting(_))
            && ["成立", "揭牌", "授牌"]
                .iter()
                .any(|word| reading.text(trigger.span.clone()).contains(word));
        if !(ceremony || trigger.is_any_cue(&[Cue::Found, Cue::Inaugurate])) || trigger.nested {
            continue;
        }
        let owners = party_body_owners(reading, sentence, index);
        if owners.is_empty() {
            continue;
        }
        if read_modality(reading, sentence, index) != Modality::Fact {
            findings.skip(kind, sentence, trigger, "not told as a fact");
            continue;
        }
        for (entity, span) in owners {
            let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
            draft.add_alliance(entity, span);
            findings.drafts.push(draft);
        }
    }
}

/// The alliances whose Party bodies stand by the word in its clause.
fn party_body_owners(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<(usize, Range<usize>)> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let objects = reading
        .after(sentence, trigger.span.end)
        .trim_start_matches(['了', '“', '"']);
    let object = trigger.is_cue(Cue::Found) && begins_with_party_body(objects);
    let own = (sentence.clause(trigger.clause)).filter_map(|(_, token)| {
        let entity = token.alliance()?;
        let behind = reading
            .after(sentence, token.span.end)
            .trim_start_matches(['”', '"', '）', ')']);
        let before = reading.before(sentence, token.span.start);
        let committee = ["委员会", "支部", "总支"]
            .iter()
            .any(|body| behind.starts_with(body))
            && ["中共", "中国共产党"]
                .iter()
                .any(|party| before.trim_end_matches(['“', '"']).ends_with(party));
        let body = begins_with_party_body(behind);
        // 中共甲党建联盟委员会, 甲党建联盟党总支: named in full.
        if is_of_party_bodies(reading, entity) && !committee && !body {
            return None;
        }
        // 甲联盟成立党支部.
        let near = reading.gap(token, trigger).chars().count() <= OBJECT_GAP_CHARS_MAX;
        let object = object && token.span.end <= trigger.span.start && near;
        let full = !is_pronoun(reading.text(token.span.clone()));
        let inside =
            full && trigger.span.start <= token.span.start && token.span.end <= trigger.span.end;
        let founded = |offset: usize| {
            let apart = full || !matches!(trigger.kind, TokenKind::Meeting(_));
            inside
                || apart && (trigger.span.start >= offset || trigger.span.end <= token.span.start)
        };
        let founded = (committee || body) && founded(token.span.end) || object;
        founded.then(|| (entity, token.span.clone()))
    });
    let mut own: Vec<(usize, Range<usize>)> = own.collect();
    // 甲联盟召开党员大会，成立党支部.
    let first = sentence.clause_start(index) == trigger.span.start;
    let topic = || {
        (sentence.tokens.iter())
            .find(|token| token.alliance().is_some() && token.clause + 1 == trigger.clause)
    };
    if own.is_empty() {
        own.extend(
            topic()
                .filter(|_| object && first)
                .and_then(|token| Some((token.alliance()?, token.span.clone()))),
        );
    }
    // 船舶、暖通2家产业联盟党委授牌: all the alliances of the list.
    let listed = (sentence.tokens.iter())
        .position(|token| Some(&token.span) == own.first().map(|(_, span)| span));
    for at in listed
        .map(|at| listed_alliances(reading, sentence, at))
        .unwrap_or_default()
    {
        let token = sentence.tokens.get(at);
        let owner = token.and_then(|token| Some((token.alliance()?, token.span.clone())));
        own.extend(owner.filter(|(entity, _)| own.iter().all(|(known, _)| known != entity)));
    }
    own.dedup_by_key(|(entity, _)| *entity);
    own
}

/// The longest text between an alliance and its founding of a Party body.
const OBJECT_GAP_CHARS_MAX: usize = 6;

/// Whether the text begins with a Party committee or branch.
fn begins_with_party_body(text: &str) -> bool {
    [
        "党委",
        "党支部",
        "党总支",
        "联合党",
        "综合党委",
        "功能型党",
        "行业党委",
        "临时党",
        "党组织",
    ]
    .iter()
    .any(|word| text.starts_with(word))
}
