//! Lists of organizations and persons next to a word.

use crate::{
    event::{
        draft::PartyRole,
        gap::is_list_gap,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::OrganizationRole,
};

/// Positions of the parties that stand in one list right before `index`, in
/// text order: 甲、乙和丙共同 ….
pub(crate) fn parties_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut right = index;
    for (at, token) in sentence.tokens.iter().enumerate().take(index).rev() {
        if token.nested || matches!(token.kind, TokenKind::Mark(_) | TokenKind::Place(_)) {
            continue;
        }
        let Some(known) = sentence.tokens.get(right) else {
            break;
        };
        if !token.is_party() || !is_list_gap(reading.gap(token, known)) {
            break;
        }
        found.push(at);
        right = at;
    }
    found.reverse();
    found
}

/// Positions of the parties that stand in one list right behind `index`.
pub(crate) fn parties_after(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut left = index;
    for (at, token) in sentence.tokens.iter().enumerate().skip(index + 1) {
        if token.nested || matches!(token.kind, TokenKind::Mark(_) | TokenKind::Place(_)) {
            continue;
        }
        let Some(known) = sentence.tokens.get(left) else {
            break;
        };
        let gap = reading.gap(known, token);
        let opening = left == index
            && ["：", ":", "为", "是", "有", "包括", "了", "由", "："]
                .iter()
                .any(|word| gap.trim() == *word);
        if !token.is_party() || !(is_list_gap(gap) || opening) {
            break;
        }
        found.push(at);
        left = at;
    }
    found
}

/// The party at `index` in a role.
pub(crate) fn party_role(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    role: OrganizationRole,
) -> Option<PartyRole> {
    let token = sentence.tokens.get(index)?;
    Some(PartyRole {
        name: reading.party_name(token)?.to_owned(),
        role,
        span: token.span.clone(),
        sentence: sentence.index,
    })
}

/// Whether the token names the employer of a person right behind it: the post
/// stands between them.
pub(crate) fn is_employer(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let Some(name) = reading.party_name(token) else {
        return false;
    };
    sentence.tokens.iter().any(|other| {
        let TokenKind::Person(index) = other.kind else {
            return false;
        };
        let Some(person) = reading.mentions.persons.get(index) else {
            return false;
        };
        let inside = token.span.start >= other.span.start && token.span.end <= other.span.end;
        let led = person.value.organization.as_deref() == Some(name)
            && token.span.end <= other.span.start
            && reading.gap(token, other).chars().count() <= EMPLOYER_GAP_CHARS_MAX
            && !reading.gap(token, other).contains(['，', '。', '；']);
        inside || led
    })
}

/// Longest post between an employer and the name.
const EMPLOYER_GAP_CHARS_MAX: usize = 40;
