//! The two sides of a signing by their places alone, where no table knows a name of
//! theirs: 典礼上，顺捷物流亦与飞鸟快运签订协议.

use std::ops::Range;

use super::{
    meant::{Meant, is_bare_kind, named_party},
    noun::bodies_meant,
    partners::{JOINTS, full_name, is_plain_name, signs_a_pact, without_adverbs},
    side::bare_side,
    sides::{opening_of, split_list},
};
use crate::{
    event::{
        draft::PartyRole,
        findings::Findings,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    mention::may_be_brand,
    record::OrganizationRole,
};

/// The parties on either side of the joint before the verb, where the verb signs a
/// pact and each side is a list of names, or a noun for a body, and nothing else; none
/// where they are not.
pub(super) fn both_sides(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &Findings,
) -> Vec<Meant> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    if !signs_a_pact(reading, sentence, trigger) {
        return Vec::new();
    }
    let words = opening_of(reading, sentence, index).words;
    let start = words.start;
    let text = without_adverbs(reading.text(words));
    let text = text.split_once('等').map_or(text, |(list, _)| list);
    (JOINTS.iter())
        .flat_map(|joint| text.match_indices(joint))
        .map(|(at, joint)| start + at..start + at + joint.len())
        .filter(|joint| !is_inside_word(sentence, joint))
        .find_map(|joint| {
            let near = bare_side(reading, sentence, start..joint.start);
            let far = joint.end..start + text.len();
            let mut parties = parties_of(reading, sentence, &near, findings)?;
            parties.extend(parties_of(reading, sentence, &far, findings)?);
            Some(parties)
        })
        .unwrap_or_default()
}

/// Whether a word or name holds the joint: 同济, 和平.
fn is_inside_word(sentence: &SentenceTokens, joint: &Range<usize>) -> bool {
    (sentence.tokens.iter()).any(|token| {
        !matches!(token.kind, TokenKind::Cue(_) | TokenKind::Mark(_))
            && token.span.start <= joint.start
            && token.span.end > joint.start
    })
}

fn parties_of(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    side: &Range<usize>,
    findings: &Findings,
) -> Option<Vec<Meant>> {
    let meant = bodies_meant(reading, sentence, side, findings, &[]);
    if meant.is_empty() {
        names_of(reading, sentence, side)
    } else {
        Some(meant)
    }
}

/// The names of a list that holds nothing else.
pub(super) fn names_of(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    side: &Range<usize>,
) -> Option<Vec<Meant>> {
    let items = split_list(side.start, reading.text(side.clone()));
    let names: Option<Vec<Meant>> = (items.into_iter())
        .map(|item| {
            known_party(reading, sentence, &item).or_else(|| unknown_party(reading, sentence, item))
        })
        .collect();
    names.filter(|names| !names.is_empty())
}

fn known_party(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    item: &Range<usize>,
) -> Option<Meant> {
    let at = (sentence.tokens.iter()).position(|token| {
        token.is_party()
            && !token.nested
            && token.span.end == item.end
            && token.span.start >= item.start
            && !is_bare_kind(reading, token)
    })?;
    named_party(reading, sentence, at)
}

fn unknown_party(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    item: Range<usize>,
) -> Option<Meant> {
    let name = reading
        .text(item.clone())
        .trim_matches(['“', '”', '「', '」']);
    let other = (sentence.tokens.iter()).any(|token| {
        token.span.start < item.end
            && token.span.end > item.start
            && (token.is_party() || matches!(token.kind, TokenKind::Person(_) | TokenKind::Date(_)))
    });
    (is_plain_name(name) && may_be_brand(name) && !other).then(|| Meant {
        party: PartyRole {
            name: full_name(reading, name).unwrap_or(name).to_owned(),
            role: OrganizationRole::Signatory,
            span: item,
            sentence: sentence.index,
        },
        alliance: None,
        person: None,
    })
}
