//! Signing ceremonies that bear the parties in their names: 甲与乙合作协议签约仪式.

use crate::{
    event::{
        draft::Draft,
        findings::Findings,
        gap::is_list_gap,
        listing::party_role,
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::{EventType, OrganizationRole},
    word_list::WordList,
};

/// Words for the ceremony.
const CEREMONIES: [&str; 11] = [
    "签约授牌仪式",
    "签约揭牌仪式",
    "签约暨授牌仪式",
    "签约暨揭牌仪式",
    "签约仪式",
    "签字仪式",
    "签署仪式",
    "换约仪式",
    "签约活动",
    "签约会",
    "签约大会",
];
/// The longest words between the parties and the ceremony: 战略合作框架协议.
const TOPIC_CHARS_MAX: usize = 16;
/// Words that part the parties from a ceremony that others hold.
const PARTING_WORDS: [&str; 12] = [
    "举行", "召开", "举办", "参加", "出席", "见证", "主办", "承办", "组织", "在", "的", "为",
];

/// Finds ceremonies that were held: two parties or more begin their names.
pub(super) fn match_ceremonies(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let text = reading.text(sentence.span.clone());
    if const { WordList::of(&CEREMONIES) }.find(text).is_none() {
        return;
    }
    for word in CEREMONIES {
        for (at, _) in text.match_indices(word) {
            let start = sentence.span.start + at;
            let parties = parties_of(reading, sentence, start);
            let Some(last) = parties.last().filter(|_| parties.len() >= 2) else {
                continue;
            };
            if read_modality(reading, sentence, *last) != Modality::Fact {
                continue;
            }
            let trigger = start..start + word.len();
            let mut draft = Draft::new(EventType::AgreementSigned, sentence.index, trigger);
            for at in parties {
                let alliance = (sentence.tokens.get(at))
                    .and_then(|token| Some((token.alliance()?, token.span.clone())));
                if let Some((entity, span)) = alliance {
                    draft.add_alliance(entity, span);
                }
                if let Some(party) = party_role(reading, sentence, at, OrganizationRole::Signatory)
                {
                    draft.add_party(party);
                }
            }
            findings.drafts.push(draft);
        }
    }
}

/// 甲局今(28)日与「乙联盟」举行签署仪式: the day stands between the two sides.
fn is_dated_gap(sentence: &SentenceTokens, left: &Token, gap: &str) -> bool {
    let joined = (gap.trim_end_matches(['“', '「', ' '])).ends_with(['与', '和', '同', '跟']);
    let end = left.span.end + gap.len();
    joined
        && gap.chars().count() <= DATED_GAP_CHARS_MAX
        && !gap.contains(['，', '。', '；', '的'])
        && (sentence.tokens.iter()).any(|token| {
            matches!(token.kind, TokenKind::Date(_))
                && token.span.start >= left.span.end
                && token.span.end <= end
        })
}

/// The longest such gap, in characters.
const DATED_GAP_CHARS_MAX: usize = 16;

/// The list of parties that ends before the ceremony's words, which begin at
/// the byte `start`.
fn parties_of(reading: &Reading<'_>, sentence: &SentenceTokens, start: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut right: Option<&Token> = None;
    for (at, token) in sentence.tokens.iter().enumerate().rev() {
        if token.span.end > start || !token.is_party() {
            continue;
        }
        let joined = match right {
            Some(right) => {
                let gap = reading.gap(token, right);
                !gap.is_empty() && (is_list_gap(gap) || is_dated_gap(sentence, token, gap))
            }
            None => is_topic(reading.text(token.span.end..start)),
        };
        if !joined {
            break;
        }
        found.push(at);
        right = Some(token);
    }
    found.reverse();
    found
}

/// What a ceremony is about: nothing that tells who holds it.
fn is_topic(words: &str) -> bool {
    words.chars().count() <= TOPIC_CHARS_MAX
        && !words.contains(['，', '。', '；', '：', '、'])
        && !PARTING_WORDS.iter().any(|word| words.contains(word))
}
