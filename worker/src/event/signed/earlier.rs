//! Signatories that 各方 refers to: those listed or told before.

use crate::{
    event::{
        draft::{Draft, PartyRole},
        findings::Findings,
        gap::is_counter,
        listing::party_role,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    mention::numeral::count_of,
    record::{EventType, OrganizationRole},
};

use super::party::is_possible_party;

/// The longest word for a kind of bodies, in characters.
const KIND_CHARS_MAX: usize = 6;

/// 各方, 九家成员馆: the signatories are those listed before.
pub(super) fn is_collective(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let before = reading.text(sentence.clause_start(index)..trigger.span.start);
    // 各方审议了章程，签署了协议: the subject stands in the clause before.
    let clause_before = trigger.clause.checked_sub(1).and_then(|clause| {
        let (at, _) = sentence.clause(clause).next()?;
        Some(reading.text(sentence.clause_start(at)..trigger.span.start))
    });
    let before = match clause_before {
        Some(both)
            if ["", "并", "共同", "并共同"].contains(&before.trim())
                || ["随后", "之后", "然后", "接着", "会后"]
                    .iter()
                    .any(|then| before.trim_start().starts_with(then)) =>
        {
            both
        }
        _ => before,
    };
    // 11家工商联负责人.
    let counted = before.split_once('家').is_some_and(|(count, kind)| {
        count.ends_with(is_counter)
            && ["负责人", "代表"].iter().any(|who| {
                kind.split_once(who)
                    .is_some_and(|(kind, _)| kind.chars().count() <= KIND_CHARS_MAX)
            })
    });
    if counted || counted_parties(before).is_some() {
        return true;
    }
    [
        "成员单位",
        "成员馆",
        "会员单位",
        "各方",
        "双方",
        "三方",
        "四方",
        "五方",
        "各成员",
        "与会单位",
        "家成员",
        "家单位",
        "所高校",
        "家企业",
        "各单位",
        "发起单位",
        "共建单位",
        "所院校",
        "各地",
        "与会代表",
        "与会各方",
        "各家",
        "各省",
        "部门负责人",
        "单位负责人",
    ]
    .iter()
    .any(|word| before.contains(word))
}

/// 四省市文旅部门负责人, 联合体五方, 两院: how many parties the words count.
fn counted_parties(before: &str) -> Option<usize> {
    const UNITS: [char; 14] = [
        '省', '市', '县', '地', '方', '校', '院', '馆', '企', '会', '港', '城', '所', '家',
    ];
    let subject = before
        .rsplit(['，', '。', '；'])
        .find(|clause| !["", "并", "共同", "并共同"].contains(&clause.trim()))?;
    subject.char_indices().find_map(|(at, numeral)| {
        let number = count_of(numeral)?;
        let led = (subject.get(..at)?.chars().next_back()).unwrap_or(' ');
        let unit = subject.get(at + numeral.len_utf8()..)?.chars().next()?;
        let whole = !"第一二三四五六七八九十百".contains(led);
        (whole && UNITS.contains(&unit)).then_some(number)
    })
}

/// The organizations of the nearest sentence before the word that lists two or
/// more; where its clause counts them, that lists as many.
pub(super) fn earlier_list(
    reading: &Reading<'_>,
    told: &SentenceTokens,
    index: usize,
) -> Vec<PartyRole> {
    let sentence = told.index;
    let wanted = told.tokens.get(index).and_then(|trigger| {
        let words = reading.before(told, trigger.span.start);
        counted_parties(words)
    });
    (sentence.saturating_sub(LIST_SENTENCES_MAX)..sentence)
        .rev()
        .filter_map(|index| reading.sentences.get(index))
        .map(|earlier| {
            (earlier.tokens.iter().enumerate())
                .filter(|(_, token)| {
                    matches!(token.kind, TokenKind::Organization(_))
                        && is_possible_party(reading, earlier, token)
                        && !reading.before(earlier, token.span.start).ends_with("位于")
                })
                .filter_map(|(at, _)| party_role(reading, earlier, at, OrganizationRole::Signatory))
                .collect::<Vec<_>>()
        })
        .find(|list| list.len() >= 2 && wanted.is_none_or(|wanted| fits(list.len(), wanted)))
        .or_else(|| regions_before(reading, sentence, wanted?))
        .unwrap_or_default()
}

/// 联盟由甲县、乙县、丙市组建. … 三县(市)文旅部门负责人签署: as many regions as are counted,
/// where one sentence lists them.
fn regions_before(reading: &Reading<'_>, sentence: usize, wanted: usize) -> Option<Vec<PartyRole>> {
    (sentence.saturating_sub(REGION_SENTENCES_MAX)..=sentence)
        .rev()
        .filter_map(|index| reading.sentences.get(index))
        .map(|earlier| {
            let mut listed: Vec<PartyRole> = Vec::new();
            for token in &earlier.tokens {
                let TokenKind::Place(place) = token.kind else {
                    continue;
                };
                let Some(place) = reading.mentions.places.get(place).filter(|_| !token.nested)
                else {
                    continue;
                };
                let division = &place.value.place;
                let name = (division.district.as_deref()).or(division.city.as_deref());
                let written = reading.text(token.span.clone());
                // 云南省罗平县 is 罗平县; 洛阳 stays as written.
                let name = name.map(|name| {
                    if written.ends_with(name) {
                        name
                    } else {
                        written
                    }
                });
                let in_list = ['、', '和', '与', '及'].into_iter().any(|joint| {
                    reading.after(earlier, token.span.end).starts_with(joint)
                        || reading.before(earlier, token.span.start).ends_with(joint)
                });
                let Some(name) = name.filter(|_| in_list) else {
                    continue;
                };
                if listed.iter().all(|known| known.name != name) {
                    listed.push(PartyRole {
                        name: name.to_owned(),
                        role: OrganizationRole::Signatory,
                        span: token.span.clone(),
                        sentence: earlier.index,
                    });
                }
            }
            listed
        })
        .find(|listed| listed.len() == wanted)
}

/// How far back a list of regions may stand.
const REGION_SENTENCES_MAX: usize = 6;

/// Whether a list may be that of so many parties: of many some may have no known name.
fn fits(listed: usize, wanted: usize) -> bool {
    listed == wanted || wanted > COUNTED_MAX && listed <= 2 * wanted && 2 * listed >= wanted
}

/// Up to how many parties a list must have each.
const COUNTED_MAX: usize = 5;

/// How far back a list of signatories may stand.
const LIST_SENTENCES_MAX: usize = 3;

/// The signatories of the agreement that the sentence itself has told: 甲与乙签署
/// 协议，丙、丁代表双方签字.
pub(super) fn signed_here(findings: &Findings, sentence: usize) -> Vec<PartyRole> {
    (findings.drafts.iter().rev())
        .find(|draft| {
            draft.kind == EventType::AgreementSigned && draft.sentences.contains(&sentence)
        })
        .map(signatories)
        .unwrap_or_default()
}

fn signatories(draft: &Draft) -> Vec<PartyRole> {
    (draft.parties.iter())
        .filter(|party| party.role == OrganizationRole::Signatory)
        .cloned()
        .collect()
}

/// The signatories of the agreement told last, where it is not far before.
pub(super) fn signed_before(findings: &Findings, sentence: usize) -> Vec<PartyRole> {
    (findings.drafts.iter().rev())
        .find(|draft| draft.kind == EventType::AgreementSigned)
        .filter(|draft| {
            draft.first_sentence() < sentence
                && draft.first_sentence() + LIST_SENTENCES_MAX >= sentence
        })
        .map(signatories)
        .unwrap_or_default()
}
