//! Who a counted word stands for: 五家协会共同发起 after five were named.

use crate::{
    event::{
        draft::PartyRole,
        reading::{Reading, SentenceTokens, TokenKind},
        role::holder::is_a_venue,
    },
    record::OrganizationRole,
};

/// How many sentences before the word the list may stand.
const SENTENCES_MAX: usize = 2;
/// The longest word for a kind of bodies behind a count, in characters.
const KIND_CHARS_MAX: usize = 4;
/// Fewer are told by name.
const COUNT_MIN: usize = 3;

/// The bodies that a count before the word at `index` stands for: as many as it
/// says were named before it, in its sentence or in one shortly before.
pub(super) fn counted_parties(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    role: OrganizationRole,
) -> Vec<PartyRole> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let before = reading.before(sentence, trigger.span.start);
    let Some((at, count)) = last_count(before) else {
        return Vec::new();
    };
    let own = bodies_of(reading, sentence, sentence.span.start + at, role);
    if !own.is_empty() {
        return if own.len() == count { own } else { Vec::new() };
    }
    (1..=SENTENCES_MAX)
        .filter_map(|back| reading.sentences.get(sentence.index.checked_sub(back)?))
        .map(|earlier| bodies_of(reading, earlier, earlier.span.end, role))
        .find(|bodies| bodies.len() == count)
        .unwrap_or_default()
}

/// Where the last count of bodies in the text begins, and how many it says: the
/// subject of a clause (五家协会一致同意) or the end of a list (甲、乙、丙三校，).
fn last_count(text: &str) -> Option<(usize, usize)> {
    let units = ['家', '校', '所', '方', '地', '个'];
    text.char_indices().rev().find_map(|(at, unit)| {
        if !units.contains(&unit) {
            return None;
        }
        let head = text.get(..at)?;
        let number = head.trim_end_matches(is_numeral);
        let count = read_number(head.get(number.len()..)?)?;
        let behind = text.get(at + unit.len_utf8()..)?;
        let kind: String = behind.chars().take(KIND_CHARS_MAX).collect();
        let of_bodies = unit == '校'
            || behind.starts_with('，')
            || [
                "协会", "单位", "企业", "高校", "院校", "学校", "商会", "公司", "机构", "团体",
                "发起",
            ]
            .iter()
            .any(|word| kind.contains(word));
        (of_bodies && count >= COUNT_MIN).then_some((number.len(), count))
    })
}

fn is_numeral(character: char) -> bool {
    character.is_ascii_digit() || "三四五六七八九十".contains(character)
}

/// 六, 12; `None` for what is no plain number.
fn read_number(text: &str) -> Option<usize> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let at = ["三", "四", "五", "六", "七", "八", "九", "十"]
        .iter()
        .position(|digit| *digit == text)?;
    Some(at + COUNT_MIN)
}

/// The bodies that the sentence names before `end`, by themselves or as
/// employers of persons.
fn bodies_of(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    end: usize,
    role: OrganizationRole,
) -> Vec<PartyRole> {
    let mut found: Vec<PartyRole> = Vec::new();
    for token in (sentence.tokens.iter()).filter(|token| token.span.start < end && !token.nested) {
        let name = match token.kind {
            TokenKind::Organization(_) if !is_a_venue(reading, sentence, token) => {
                reading.party_name(token)
            }
            TokenKind::Person(person) => (reading.mentions.persons.get(person))
                .and_then(|mention| mention.value.organization.as_deref()),
            _ => None,
        };
        let known = |name: &str| found.iter().any(|party| party.name == name);
        if let Some(name) = name.filter(|name| !known(name)) {
            found.push(PartyRole {
                name: name.to_owned(),
                role,
                span: token.span.clone(),
                sentence: sentence.index,
            });
        }
    }
    found
}
