//! Persons at a signing: who put their names to it, and who looked on.

use std::ops::Range;

use super::{segment_of, within};
use crate::{
    event::{
        draft::{Draft, PartyRole, PersonPart},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::{OrganizationRole, PersonRole},
};

/// Whether persons put their names to it: 代表双方签署, 签字的是.
pub(crate) fn is_signed_by_persons(text: &str) -> bool {
    let represented = text.match_indices("代表").any(|(at, word)| {
        let of_units = (text.get(..at).unwrap_or_default())
            .ends_with(['位', '员', '业', '方', '校', '家', '会', '会', '界']);
        if of_units {
            return false;
        }
        let behind: String = text
            .get(at + word.len()..)
            .unwrap_or_default()
            .chars()
            .take(8)
            .collect();
        behind.contains('签')
    });
    // 签约由甲校长张三、乙校长李四代表.
    let led = ["签约由", "签署由", "协议由", "签字由", "备忘录由"]
        .iter()
        .filter_map(|word| text.split_once(word))
        .any(|(_, by)| {
            by.split(['，', '；', '。'])
                .next()
                .is_some_and(|clause| clause.ends_with("代表"))
        });
    represented || led || SIGNING_HANDS.iter().any(|word| text.contains(word))
}

/// Words of persons who put their names to something.
const SIGNING_HANDS: [&str; 12] = [
    "签字",
    "领衔签",
    "签了字",
    "签上字",
    "签名",
    "签了名",
    "签下名字",
    "签上名字",
    "签约代表",
    "签署代表",
    "签署人",
    "签约人",
];

/// The longest words between the last of those who sign and the verb.
const ADVERB_CHARS_MAX: usize = 8;

/// 甲公司总经理张三与乙市市长李四共同签署: two or more persons, each with an
/// employer, are the subject of the word.
pub(super) fn is_cosigned(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Range<usize>,
) -> bool {
    let Some(at) = (sentence.tokens.iter()).position(|token| token.span == *trigger) else {
        return false;
    };
    let start = sentence.clause_start(at);
    let persons: Vec<&Token> = (sentence.tokens.iter().take(at))
        .filter(|token| token.span.start >= start && is_employed(reading, token))
        .collect();
    let (Some(first), Some(last)) = (persons.first(), persons.last()) else {
        return false;
    };
    let adverbs = reading.text(last.span.end..trigger.start);
    let between = reading.text(first.span.end..last.span.start.max(first.span.end));
    persons.len() >= 2
        && between.contains(['与', '和', '、', '同', '及'])
        && adverbs.chars().count() <= ADVERB_CHARS_MAX
        && !is_ceremony(adverbs, reading.after(sentence, trigger.end))
        && (takes_part_and_signs(adverbs)
            || !["见证", "陪同", "出席", "主持", "参加", "等", "下"]
                .iter()
                .any(|word| adverbs.contains(word)))
}

/// 于签约式合影: the word is of the ceremony, at which they do something else.
fn is_ceremony(before: &str, behind: &str) -> bool {
    let end = behind.split(['，', '。']).next().unwrap_or_default();
    before.ends_with(['于', '在'])
        && behind.starts_with(['式', '仪', '会', '现', '活'])
        && ["合影", "留影", "致辞", "致词"]
            .iter()
            .any(|act| end.contains(act))
}

/// 出席仪式并签署协议: they did both.
fn takes_part_and_signs(words: &str) -> bool {
    words.ends_with('并')
        && ["出席", "参加", "到场"]
            .iter()
            .any(|part| words.contains(part))
}

/// 由甲校长张三、乙校长李四代表签署: persons in one list before the word sign for
/// who employs them, not for two sides told before.
pub(super) fn is_list_of_signers(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let clause = reading.text(sentence.clause_start(index)..trigger.span.start);
    let persons = (sentence.clause(trigger.clause))
        .filter(|(at, token)| *at < index && is_employed(reading, token))
        .count();
    persons >= 2 && clause.contains('由') && clause.ends_with("代表")
}

/// 由甲、乙代表签署，丙到场见证: who stands before the witnessing and signs
/// nothing in between.
pub(super) fn is_witness(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let behind = reading.after(sentence, token.span.end);
    let part = behind.split(['签', '；', '，']).next().unwrap_or_default();
    ["见证", "到场", "出席", "在场"]
        .iter()
        .any(|word| part.contains(word))
}

fn is_employed(reading: &Reading<'_>, token: &Token) -> bool {
    let TokenKind::Person(person) = token.kind else {
        return false;
    };
    (reading.mentions.persons.get(person))
        .is_some_and(|mention| mention.value.organization.is_some())
}

/// Persons of the sentence: who signed for a party, and who looked on.
pub(super) fn add_signers(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Range<usize>,
    draft: &mut Draft,
) {
    let segment = segment_of(reading, sentence, trigger);
    let cosigned = is_cosigned(reading, sentence, trigger);
    let signs = is_signed_by_persons(reading.text(segment.clone()));
    for token in within(sentence, &segment) {
        let TokenKind::Person(person) = token.kind else {
            continue;
        };
        let behind = reading.after(sentence, token.span.end);
        let end = behind.find(['，', '。', '；']).unwrap_or(behind.len());
        let clause = behind.get(..end).unwrap_or_default();
        let signing = clause.split('签').next().unwrap_or_default();
        let witness = ["见证", "出席", "在场"]
            .iter()
            .any(|word| clause.contains(word))
            && !takes_part_and_signs(signing);
        let role = if (signs || cosigned && clause.contains('签')) && !witness {
            PersonRole::Signatory
        } else {
            PersonRole::Attendee
        };
        draft.add_person(PersonPart {
            person,
            role,
            office: None,
            sentence: sentence.index,
        });
    }
}

/// 院长张三代表我校与乙公司签署: the employer of who represents it.
pub(super) fn represented(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Option<PartyRole> {
    let trigger = sentence.tokens.get(index)?;
    let start = sentence.clause_start(index);
    let clause = reading.text(start..trigger.span.start);
    let (before, behind) = clause.split_once("代表")?;
    let from = start + before.len();
    let short = behind.split(['与', '同', '和']).next()?;
    let is_short = (2..=4).contains(&short.chars().count()) && behind.len() > short.len();
    let (person, token) = (sentence.tokens.iter().rev())
        .filter(|token| token.span.end <= from)
        .find_map(|token| match token.kind {
            TokenKind::Person(person) => Some((person, token)),
            _ => None,
        })
        .filter(|_| is_short)?;
    let employer = reading
        .mentions
        .persons
        .get(person)?
        .value
        .organization
        .as_deref()?;
    // 甲示范区党工委 acts for 示范区.
    let name = match employer.find(short) {
        Some(at) => employer.get(..at + short.len())?,
        None => employer,
    };
    Some(PartyRole {
        name: name.to_owned(),
        role: OrganizationRole::Signatory,
        span: token.span.clone(),
        sentence: sentence.index,
    })
}
