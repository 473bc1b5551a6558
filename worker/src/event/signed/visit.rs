//! Guest and host who sign at a visit: 甲副局长张三一行到访乙，与院长座谈并签署协议.

use std::ops::Range;

use super::{
    meant::{Meant, is_bare_kind, named_party, signs_for},
    noun::{bodies_meant, leading_noun},
    partners::without_adverbs,
    side::{bare_side, clause_bounds},
};
use crate::{
    event::{
        findings::Findings,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    word_list::WordList,
};

/// What leads to the host by itself.
static VISITS: WordList = WordList::of(&[
    "到访", "来访", "走访", "拜访", "拜会", "访问", "考察", "调研", "参观", "莅临", "造访", "来到",
    "前往", "赴", "到", "来",
]);
/// What somebody comes for, behind the host.
const ERRANDS: [&str; 10] = [
    "考察", "调研", "访问", "交流", "参观", "洽谈", "座谈", "对接", "指导", "拜访",
];
/// The longest words between the host and what the guest comes for, in characters.
const ERRAND_CHARS_MAX: usize = 12;
/// How many clauses before the signing the visit may be told.
const CLAUSES_MAX: usize = 6;
/// Words for both sides, as the subject of a signing.
const BOTH: [&str; 6] = ["双方", "两校", "两家", "校企双方", "校地双方", "两地"];

/// Who visits whom in the sentence, where the clause of the verb names nobody:
/// 并签署, 双方签署.
pub(super) fn guest_and_host(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &Findings,
) -> Vec<Meant> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let own = sentence.clause_start(index)..trigger.span.start;
    let lead = without_adverbs(reading.text(bare_side(reading, sentence, own)));
    if !(lead.is_empty() || BOTH.contains(&lead)) {
        return Vec::new();
    }
    let first = trigger.clause.saturating_sub(CLAUSES_MAX);
    (first.max(sentence.clauses().start)..trigger.clause)
        .filter_map(|clause| clause_bounds(sentence, clause))
        .find_map(|clause| read_visit(reading, sentence, &clause, findings))
        .unwrap_or_default()
}

/// The guest before a verb of visiting and the host right behind it.
fn read_visit(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: &Range<usize>,
    findings: &Findings,
) -> Option<Vec<Meant>> {
    let words = reading.text(clause.clone());
    let (hosts, end) = words.char_indices().find_map(|(at, _)| {
        let verb = VISITS.beginning(words.get(at..)?)?;
        let host = clause.start + at + verb.len();
        let (host, behind) = host_at(reading, sentence, host..clause.end, findings)?;
        let errand: String = reading
            .text(behind..clause.end)
            .chars()
            .take(ERRAND_CHARS_MAX)
            .collect();
        let comes = verb.chars().count() > 1 || ERRANDS.iter().any(|word| errand.contains(word));
        comes.then_some((host, clause.start + at))
    })?;
    let guest = (sentence.tokens.iter().enumerate())
        .filter(|(_, token)| token.span.start >= clause.start && token.span.end <= end)
        .find_map(|(at, token)| match token.kind {
            TokenKind::Person(person) => signs_for(reading, sentence, token, person),
            _ if token.is_party() && !token.nested && !is_bare_kind(reading, token) => {
                named_party(reading, sentence, at)
            }
            _ => None,
        })?;
    let other = hosts.iter().all(|host| host.party.name != guest.party.name);
    other.then(|| [vec![guest], hosts].concat())
}

/// The body, or the noun for one, that begins the range, and where it ends.
fn host_at(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    range: Range<usize>,
    findings: &Findings,
) -> Option<(Vec<Meant>, usize)> {
    let named = (sentence.tokens.iter().enumerate())
        .find(|(_, token)| token.span.start == range.start && token.is_party() && !token.nested);
    if let Some((at, token)) = named.filter(|(_, token)| !is_bare_kind(reading, token)) {
        return Some((vec![named_party(reading, sentence, at)?], token.span.end));
    }
    let noun = leading_noun(reading.text(range.clone()))?;
    let noun = range.start..range.start + noun.len();
    let hosts = bodies_meant(reading, sentence, &noun, findings, &[]);
    (!hosts.is_empty()).then_some((hosts, noun.end))
}
