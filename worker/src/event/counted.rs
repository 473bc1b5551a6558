//! 甲与乙等5所大学签署协议, and in a later sentence all who signed: one agreement.

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, PartyRole},
        listing::party_role,
        reading::{Reading, SentenceTokens, TokenKind},
        role::is_bare,
    },
    numbering::NUMERALS,
    record::{EventType, OrganizationRole},
};

/// How far behind the count the list of who signed may stand, in sentences.
const SENTENCES_MAX: usize = 2;

/// Gives an agreement that lists all others who signed the one whom a sentence
/// before it named with their count; what that sentence told is the same.
pub(crate) fn join_counted(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let found = (drafts.iter().enumerate()).find_map(|(at, draft)| {
        let signed = draft.signatories();
        if draft.kind != EventType::AgreementSigned || draft.background || signed.len() < 2 {
            return None;
        }
        let first = draft.first_sentence();
        (first.saturating_sub(SENTENCES_MAX)..first).find_map(|earlier| {
            let sentence = reading.sentences.get(earlier)?;
            let own = counting_party(reading, sentence, signed.len())?;
            (!signed.contains(&own.name.as_str())).then_some((at, earlier, own))
        })
    });
    let Some((at, sentence, own)) = found else {
        return;
    };
    if let Some(draft) = drafts.get_mut(at) {
        draft.add_party(own.clone());
    }
    drafts.retain(|draft| {
        let mut signed = draft.signatories();
        signed.retain(|name| !is_bare(name));
        draft.kind != EventType::AgreementSigned
            || draft.first_sentence() != sentence
            || signed != [own.name.as_str()]
    });
}

/// Who signs in the sentence with as many others as `count`.
fn counting_party(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    count: usize,
) -> Option<PartyRole> {
    let signs = (sentence.tokens.iter()).position(|token| token.is_cue(Cue::Sign))?;
    let trigger = sentence.tokens.get(signs)?;
    let before = reading.before(sentence, trigger.span.start);
    (counted_others(before)? == count).then_some(())?;
    let (at, _) = (sentence.tokens.iter().enumerate().take(signs)).find(|(_, token)| {
        matches!(token.kind, TokenKind::Organization(_))
            && !token.nested
            && reading.party_name(token).is_some_and(|name| !is_bare(name))
    })?;
    party_role(reading, sentence, at, OrganizationRole::Signatory)
}

/// How many 等5所大学, 等五家企业 or 与5所大学 says.
fn counted_others(text: &str) -> Option<usize> {
    (text.match_indices(['所', '家', '校', '间'])).find_map(|(at, _)| {
        let before = text.get(..at)?;
        let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
        let count = read_number(before.get(number.len()..)?)?;
        let lead = number.trim_end_matches("国内").trim_end_matches("全台");
        lead.ends_with(['等', '与', '和']).then_some(count)
    })
}

fn read_number(text: &str) -> Option<usize> {
    let numeral = |text: &str| {
        NUMERALS
            .chars()
            .position(|numeral| text == numeral.to_string())
    };
    (text.parse().ok()).or_else(|| numeral(text).map(|at| at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_counted_behind_a_name() {
        assert_eq!(counted_others("县政府今天与开南等国内5所大学签署"), Some(5));
        assert_eq!(counted_others("县政府与五家企业签约"), Some(5));
        assert_eq!(counted_others("全省5所大学签署"), None);
    }
}
