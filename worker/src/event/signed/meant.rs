//! Parties that the clause of a signing does not name: a common noun stands for one
//! (公司, 该学会, 三家联合体), a person signs for one, or the subject of what was told
//! before goes on.

use std::ops::Range;

use super::{
    noun::{bodies_meant, is_noun, leading_noun},
    partners::{JOINTS, names_a_pact, without_adverbs},
    side::bare_side,
    sides::opening_of,
    subject::subject_before,
};
use crate::{
    event::{
        draft::PartyRole,
        findings::Findings,
        listing::{is_employer, party_role},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    mention::{EntityIndex, Mention, PersonMention},
    record::OrganizationRole,
};

/// A party that other words than its name stand for.
#[derive(Clone, Debug)]
pub(super) struct Meant {
    pub(super) party: PartyRole,
    pub(super) alliance: Option<EntityIndex>,
    /// Who signs for it, where a person does.
    pub(super) person: Option<usize>,
}

/// The parties on either side of 与, where the clause names one of them or none;
/// empty where one of the sides is not known.
pub(super) fn meant_parties(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    named: &[PartyRole],
    findings: &Findings,
) -> Vec<Meant> {
    let Some((near, far)) = split_sides(reading, sentence, index, named) else {
        return Vec::new();
    };
    let mut others = side_parties(reading, sentence, &far, findings, named);
    if others.is_empty() {
        return Vec::new();
    }
    let near = bare_side(reading, sentence, near);
    let subject = if near.is_empty() {
        subject_before(reading, sentence, index, findings, named)
    } else {
        side_parties(reading, sentence, &near, findings, named)
    };
    // The subject may be among the named, from an earlier clause.
    let start = sentence.clause_start(index);
    let known = near.is_empty() && named.iter().any(|party| party.span.end <= start);
    if subject.is_empty() && !known {
        return Vec::new();
    }
    others.extend(subject);
    others
}

/// The parties of a clause that says by a noun who one of its sides is: 三家联合体与甲签订.
/// Empty where it does not.
pub(super) fn parties_pointed_at(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    named: &[PartyRole],
    findings: &Findings,
) -> Vec<Meant> {
    let Some((near, far)) = split_sides(reading, sentence, index, named) else {
        return Vec::new();
    };
    let near = bare_side(reading, sentence, near);
    let pointed = [&near, &far]
        .into_iter()
        .any(|side| is_noun(reading.text(side.clone())));
    if !pointed {
        return Vec::new();
    }
    let mut all = side_parties(reading, sentence, &near, findings, named);
    let others = side_parties(reading, sentence, &far, findings, named);
    if all.is_empty() || others.is_empty() {
        return Vec::new();
    }
    all.extend(others);
    all
}

/// The two sides of the clause before the word at `index` that the joint before a
/// name, a person or a noun parts.
fn split_sides(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    named: &[PartyRole],
) -> Option<(Range<usize>, Range<usize>)> {
    let words = opening_of(reading, sentence, index).words;
    let start = words.start;
    let text = reading.text(words);
    // 甲与乙的合作协议，就在这里签下.
    let text = (text.split_once('的'))
        .filter(|(_, behind)| names_a_pact(behind))
        .map_or(text, |(sides, _)| sides);
    let text = without_adverbs(text);
    text.char_indices()
        .filter_map(|(at, _)| {
            let rest = text.get(at..)?;
            let joint = JOINTS.iter().find(|joint| rest.starts_with(**joint))?;
            Some((at, joint.len()))
        })
        .find_map(|(at, joint)| {
            let end = start + at + joint;
            let rest = text.get(end - start..)?;
            let far = end + rest.len() - rest.trim_start_matches(['“', '「', ' ']).len();
            let holds = named.iter().any(|party| party.span.start == far)
                || sentence.tokens.iter().any(|token| {
                    token.span.start == far
                        && !token.nested
                        && (token.is_party() || matches!(token.kind, TokenKind::Person(_)))
                })
                || leading_noun(rest).is_some_and(|noun| noun.len() == rest.len())
                || quotes_a_name(rest);
            // A name or a word that only begins so: 和平镇, 同济大学.
            let inside = (sentence.tokens.iter()).any(|token| {
                !matches!(token.kind, TokenKind::Cue(_) | TokenKind::Mark(_))
                    && token.span.start <= start + at
                    && token.span.end > start + at
            });
            (holds && !inside).then_some((start..start + at, far..start + text.len()))
        })
}

/// 商超“乐购优选”: whether the words are a kind and a name in quotation marks.
fn quotes_a_name(words: &str) -> bool {
    words.ends_with('”')
        && (words.split_once('“'))
            .is_some_and(|(kind, _)| KIND_CHARS.contains(&kind.chars().count()))
}

/// The parties that the words of one side name or mean.
fn side_parties(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    side: &Range<usize>,
    findings: &Findings,
    named: &[PartyRole],
) -> Vec<Meant> {
    let mut found: Vec<Meant> = Vec::new();
    for (at, token) in sentence.tokens.iter().enumerate() {
        let inside = token.span.start >= side.start && token.span.end <= side.end;
        if !inside || token.nested {
            continue;
        }
        if let TokenKind::Person(person) = token.kind {
            found.extend(signs_for(reading, sentence, token, person));
        } else if token.is_party()
            && !is_employer(reading, sentence, token)
            && !is_bare_kind(reading, token)
        {
            found.extend(named_party(reading, sentence, at));
        }
    }
    let of_place = |party: &&PartyRole| {
        party.span.start >= side.start
            && party.span.end <= side.end
            && found.iter().all(|known| known.party.name != party.name)
    };
    let more: Vec<Meant> = (named.iter().filter(of_place))
        .map(|party| Meant {
            party: party.clone(),
            alliance: None,
            person: None,
        })
        .collect();
    found.extend(more);
    if found.is_empty() {
        found = bodies_meant(reading, sentence, side, findings, named);
    }
    if found.is_empty() {
        found.extend(quoted_party(reading, sentence, side));
    }
    found
}

/// 与商超“乐购优选”: a name in quotation marks behind what it is the name of.
fn quoted_party(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    side: &Range<usize>,
) -> Option<Meant> {
    let text = reading.text(side.clone());
    let (kind, quoted) = text.split_once('“')?;
    let name = quoted.strip_suffix('”').unwrap_or(quoted);
    let fits = (KIND_CHARS.contains(&kind.chars().count()))
        && (kind.chars().chain(name.chars())).all(char::is_alphanumeric)
        && QUOTED_CHARS.contains(&name.chars().count());
    let start = side.start + kind.len() + '“'.len_utf8();
    fits.then(|| Meant {
        party: PartyRole {
            name: name.to_owned(),
            role: OrganizationRole::Signatory,
            span: start..start + name.len(),
            sentence: sentence.index,
        },
        alliance: None,
        person: None,
    })
}

/// Lengths of the word for what a quoted name names, and of the name, in characters.
const KIND_CHARS: std::ops::RangeInclusive<usize> = 2..=6;
const QUOTED_CHARS: std::ops::RangeInclusive<usize> = 2..=12;

/// 联盟 alone is looked up as the noun that it is.
pub(super) fn is_bare_kind(reading: &Reading<'_>, token: &Token) -> bool {
    token.alliance().is_some() && is_noun(reading.text(token.span.clone()))
}

/// The party at `index`.
pub(super) fn named_party(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Option<Meant> {
    let party = party_role(reading, sentence, index, OrganizationRole::Signatory)?;
    let alliance = sentence.tokens.get(index).and_then(Token::alliance);
    Some(Meant {
        party,
        alliance,
        person: None,
    })
}

/// 县长张三 signs for the county's government where the page names it, else for
/// the county.
pub(super) fn signs_for(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    token: &Token,
    person: usize,
) -> Option<Meant> {
    let mention = reading.mentions.persons.get(person)?;
    // 副县长张三代表甲县人民政府.
    let behind = reading.after(sentence, token.span.end);
    let represented = behind.starts_with("代表").then(|| {
        let start = token.span.end + "代表".len();
        (sentence.tokens.iter())
            .find(|party| party.span.start == start && party.is_party())
            .and_then(|party| reading.party_name(party))
            .filter(|name| !name.starts_with(['两', '双', '各']))
    });
    let employer = match represented.flatten() {
        Some(name) => name,
        None => employer_of(reading, mention)?,
    };
    let alliances = &reading.mentions.alliances;
    Some(Meant {
        party: PartyRole {
            name: acting_body(reading, employer).to_owned(),
            role: OrganizationRole::Signatory,
            span: token.span.clone(),
            sentence: sentence.index,
        },
        alliance: alliances.iter().position(|known| known.name == employer),
        person: Some(person),
    })
}

/// Who employs the person, by the page: no 甲方 (甲方代表张三), which says a side only.
pub(super) fn employer_of<'r>(
    reading: &'r Reading<'_>,
    mention: &'r Mention<PersonMention>,
) -> Option<&'r str> {
    let named = |mention: &'r Mention<PersonMention>| {
        (mention.value.organization.as_deref()).filter(|name| !is_side(name))
    };
    named(mention).or_else(|| {
        (reading.mentions.persons.iter())
            .take(BODIES_MAX)
            .filter(|other| other.value.name == mention.value.name)
            .find_map(named)
    })
}

/// 甲方, 乙方: a side of the agreement.
pub(super) fn is_side(name: &str) -> bool {
    [
        "甲方", "乙方", "丙方", "丁方", "双方", "校方", "资方", "对方",
    ]
    .contains(&name)
}

/// The government of the region, where the page names it.
pub(super) fn acting_body<'r>(reading: &'r Reading<'_>, employer: &'r str) -> &'r str {
    const GOVERNMENTS: [&str; 2] = ["人民政府", "政府"];
    if !employer.ends_with(['县', '市', '区', '省', '州', '旗', '镇', '乡']) {
        return employer;
    }
    (reading.mentions.organizations.iter())
        .take(BODIES_MAX)
        .map(|body| body.name.as_str())
        .find(|name| {
            GOVERNMENTS
                .iter()
                .any(|word| name.strip_suffix(word) == Some(employer))
        })
        .unwrap_or(employer)
}

/// Over how many bodies of a page a government is looked up.
const BODIES_MAX: usize = 400;
