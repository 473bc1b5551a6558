//! Agreements in lines below a sentence that speaks of signing: a partner or a pair on
//! each.

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, PartyRole},
        findings::Findings,
        listing::party_role,
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token},
    },
    record::{EventType, OrganizationRole},
};

use super::party::is_possible_party;

/// The longest number before the first party of a line, in characters: （12）.
const NUMBER_CHARS_MAX: usize = 5;
/// The longest list.
const LINES_MAX: usize = 40;
/// The longest subject before 分别与：, in characters.
const SUBJECT_CHARS_MAX: usize = 40;
/// What joins the two parties of a line.
const JOINTS: [&str; 13] = [
    "与",
    "和",
    "同",
    "及",
    "、",
    "—",
    "——",
    "－",
    "-",
    "",
    "|",
    "/",
    "——与",
];

/// One line's parties.
enum Line {
    Partner(PartyRole),
    Pair([PartyRole; 2]),
}

/// Drafts the agreements of the lines below the sentence; whether there are any.
pub(super) fn match_lines(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) -> bool {
    let text = reading.text(sentence.span.clone()).trim_end();
    if !text.ends_with(['：', ':']) {
        return false;
    }
    let verb = (sentence.tokens.iter()).position(|token| token.is_cue(Cue::Sign) && !token.nested);
    let partners = text
        .trim_end_matches(['：', ':'])
        .ends_with(['与', '和', '同']);
    let fact = verb.is_none_or(|at| read_modality(reading, sentence, at) == Modality::Fact);
    if verb.is_none() && !partners || !fact {
        return false;
    }
    let lines = lines_below(reading, sentence);
    let signs = verb.is_some()
        || lines
            .iter()
            .any(|(line, _)| line.tokens.iter().any(|token| token.is_cue(Cue::Sign)));
    let Some((first, _)) = lines.first().filter(|_| signs) else {
        return false;
    };
    let kind = EventType::AgreementSigned;
    let subject = subject_of(reading, sentence);
    // Lines with a verb and two sides of their own tell themselves.
    let whole = lines.iter().any(|(line, parties)| {
        let verb = (line.tokens.iter()).any(|token| token.is_cue(Cue::Sign) && !token.nested);
        verb && (subject.is_empty() || matches!(parties, Line::Pair(_)))
    });
    if whole {
        return false;
    }
    let mut shared = Draft::new(kind, sentence.index, sentence.span.clone());
    shared.trigger = verb
        .and_then(|at| sentence.tokens.get(at))
        .or_else(|| first.tokens.first())
        .map_or_else(|| sentence.span.clone(), |token| token.span.clone());
    let told = findings.drafts.len();
    for (line, parties) in lines {
        match parties {
            Line::Partner(partner) => shared.add_party(partner),
            Line::Pair(pair) => {
                let [one, _] = &pair;
                let mut draft = Draft::new(kind, line.index, one.span.clone());
                for party in pair {
                    draft.add_party(party);
                }
                findings.drafts.push(draft);
            }
        }
    }
    let partners = shared.parties.len();
    for at in subject {
        let Some(token) = sentence.tokens.get(at) else {
            continue;
        };
        if let Some(entity) = token.alliance() {
            shared.add_alliance(entity, token.span.clone());
        }
        if let Some(party) = party_role(reading, sentence, at, OrganizationRole::Signatory) {
            shared.add_party(party);
        }
    }
    if partners > 0 && shared.parties.len() > 1 {
        findings.drafts.push(shared);
    }
    findings.drafts.len() > told
}

/// 甲市政府与乙公司, a line break, 签署协议: the parties with which the line above ends,
/// where the verb opens its own line.
pub(super) fn pair_above(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<PartyRole> {
    let opens = (sentence.tokens.get(index)).is_some_and(|verb| {
        super::partners::without_adverbs(reading.before(sentence, verb.span.start))
            .trim()
            .is_empty()
    });
    let above = (sentence.index.checked_sub(1))
        .filter(|_| opens)
        .and_then(|above| reading.sentences.get(above));
    let Some(above) = above else {
        return Vec::new();
    };
    let text = reading.text(above.span.clone()).trim_end();
    if text.ends_with(['。', '！', '？', '；', '：', '”']) {
        return Vec::new();
    }
    let parties: Vec<(usize, &Token)> = (above.tokens.iter().enumerate())
        .filter(|(_, token)| token.is_party() && !token.nested)
        .collect();
    let [.., (left, first), (right, second)] = parties.as_slice() else {
        return Vec::new();
    };
    let ends = reading.after(above, second.span.end).trim().is_empty();
    if !ends || !joins(reading, first, second) {
        return Vec::new();
    }
    [*left, *right]
        .into_iter()
        .filter_map(|at| party_role(reading, above, at, OrganizationRole::Signatory))
        .collect()
}

/// The parties that the last words of the sentence name: 甲分别与：.
fn subject_of(reading: &Reading<'_>, sentence: &SentenceTokens) -> Vec<usize> {
    (sentence.tokens.iter().enumerate())
        .filter(|(_, token)| is_possible_party(reading, sentence, token))
        .filter(|(_, token)| {
            let behind = reading.after(sentence, token.span.end);
            let lead = behind.trim_start_matches(['”', '」', ')']);
            behind.chars().count() <= SUBJECT_CHARS_MAX
                && !behind.contains('。')
                && [
                    "分别", "与", "同", "和", "先后", "已", "还", "又", "在", "共", "集中", "现场",
                ]
                .iter()
                .any(|word| lead.starts_with(word))
        })
        .map(|(at, _)| at)
        .collect()
}

/// The lines below the sentence that begin with a party, and their parties; one line
/// may head a table.
fn lines_below<'r>(
    reading: &'r Reading<'_>,
    sentence: &SentenceTokens,
) -> Vec<(&'r SentenceTokens, Line)> {
    let below = reading
        .sentences
        .get(sentence.index + 1..)
        .unwrap_or_default();
    let mut found = Vec::new();
    for (nth, line) in below.iter().take(LINES_MAX).enumerate() {
        match read_line(reading, line) {
            Some(parties) => found.push((line, parties)),
            None if nth == 0 => {}
            None => break,
        }
    }
    found
}

fn read_line(reading: &Reading<'_>, line: &SentenceTokens) -> Option<Line> {
    let parties =
        || (line.tokens.iter().enumerate()).filter(|(_, token)| token.is_party() && !token.nested);
    let (at, first) = parties().next()?;
    let before = reading.before(line, first.span.start).trim();
    let number = before.trim_end_matches(['与', '和', '同', '：', ':']);
    let numbered = number.chars().count() <= NUMBER_CHARS_MAX
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || "一二三四五六七八九十()（）.、．—-·•◆●① ".contains(c));
    if !numbered {
        return None;
    }
    let role = OrganizationRole::Signatory;
    let first_role = party_role(reading, line, at, role)?;
    let pair = parties()
        .nth(1)
        .filter(|(_, second)| joins(reading, first, second))
        .and_then(|(second, _)| party_role(reading, line, second, role));
    Some(match pair {
        Some(second) if second.name != first_role.name => Line::Pair([first_role, second]),
        _ => Line::Partner(first_role),
    })
}

fn joins(reading: &Reading<'_>, first: &Token, second: &Token) -> bool {
    let gap = reading.text(first.span.end..second.span.start.max(first.span.end));
    JOINTS.contains(&gap.trim_matches([' ', '“', '”', '\t']))
}
