//! Who a counted word stands for: 五家协会共同发起 after five were named.

use crate::{
    event::{
        draft::PartyRole,
        gap::is_list_gap,
        listing::party_role,
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
        .map(|earlier| {
            let bodies = bodies_of(reading, earlier, earlier.span.end, role);
            if bodies.len() == count {
                bodies
            } else {
                listed_together(reading, earlier, count, role)
            }
        })
        .find(|bodies| bodies.len() == count)
        .unwrap_or_default()
}

/// The first list of as many bodies in the sentence: 甲与乙、丙五方.
fn listed_together(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    count: usize,
    role: OrganizationRole,
) -> Vec<PartyRole> {
    let mut run: Vec<usize> = Vec::new();
    for (at, token) in sentence.tokens.iter().enumerate() {
        if !matches!(token.kind, TokenKind::Organization(_)) || token.nested {
            continue;
        }
        let joined = (run.last().and_then(|last| sentence.tokens.get(*last)))
            .is_some_and(|last| is_list_gap(reading.gap(last, token)));
        if !joined {
            if run.len() == count {
                break;
            }
            run.clear();
        }
        run.push(at);
    }
    if run.len() != count {
        return Vec::new();
    }
    (run.into_iter())
        .filter_map(|at| party_role(reading, sentence, at, role))
        .collect()
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
        // 五方发起成立: the word stands right behind.
        let of_bodies = unit == '校'
            || unit == '方' && opens_clause(head.get(..number.len()).unwrap_or_default(), behind)
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

/// 五方发起成立, 上述五方把产业链接到一起: whether the parties counted are the subject
/// of a clause.
fn opens_clause(before: &str, behind: &str) -> bool {
    let before = ["上述", "以上", "这", "由"]
        .iter()
        .find_map(|word| before.strip_suffix(word))
        .unwrap_or(before);
    let begins = before.is_empty() || before.ends_with(['，', '。', '；', '：', '\n', '上']);
    begins
        && !behind.starts_with([
            '面', '位', '向', '案', '法', '式', '便', '机', '平', '检', '支', '物',
        ])
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
        // 甲协会上海办事处 is of 甲协会.
        let known = |name: &str| found.iter().any(|party| name.starts_with(&party.name));
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
