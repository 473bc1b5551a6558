//! Agreements that named parties signed.

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, PersonPart},
        findings::Findings,
        listing::{is_employer, party_role},
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::{EventType, OrganizationRole, PersonRole},
};

/// Finds signings in one sentence.
pub(crate) fn match_signings(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let kind = EventType::AgreementSigned;
    let mut last_clause = None;
    for (index, trigger) in sentence.tokens.iter().enumerate() {
        if !trigger.is_cue(Cue::Sign) || trigger.nested {
            continue;
        }
        if last_clause.is_some_and(|clause| trigger.clause <= clause) {
            continue;
        }
        if signs_a_statement(reading, sentence, index) {
            continue;
        }
        let first_clause =
            last_clause.map_or_else(|| sentence.clauses().start, |clause: usize| clause + 1);
        let parties = find_parties(reading, sentence, index, first_clause);
        if parties.len() < 2 {
            findings.skip(
                kind,
                sentence.index,
                trigger.span.clone(),
                "fewer than two named parties",
            );
            continue;
        }
        if read_modality(reading, sentence, index) != Modality::Fact {
            findings.skip(
                kind,
                sentence.index,
                trigger.span.clone(),
                "not told as a fact",
            );
            continue;
        }
        last_clause = Some(trigger.clause);
        let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
        for at in parties {
            let Some(token) = sentence.tokens.get(at) else {
                continue;
            };
            if let Some(entity) = token.alliance() {
                draft.add_alliance(entity, token.span.clone());
            }
            if let Some(party) = party_role(reading, sentence, at, OrganizationRole::Signatory) {
                draft.add_party(party);
            }
        }
        add_signers(reading, sentence, index, &mut draft);
        findings.drafts.push(draft);
    }
}

/// 签署倡议书, 公约 or 宣言 publishes a document.
fn signs_a_statement(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let behind = reading.after(sentence, trigger.span.end);
    let end = behind.find(['，', '。', '；']).unwrap_or(behind.len());
    let object = behind.get(..end).unwrap_or_default();
    ["倡议", "公约", "宣言", "承诺书", "自律"]
        .iter()
        .any(|word| object.contains(word))
        && !object.contains("协议")
}

/// The parties of the trigger's clause; where it has fewer than two, also
/// those of the clauses before it, back to `first_clause`.
fn find_parties(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    first_clause: usize,
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let mut found: Vec<usize> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for clause in (first_clause..=trigger.clause + 1).rev() {
        if clause == trigger.clause + 1 && !opens_a_list(reading, sentence, trigger) {
            continue;
        }
        if found.len() >= 2 && clause < trigger.clause {
            break;
        }
        for (at, token) in sentence.clause(clause) {
            if !is_possible_party(reading, sentence, token) {
                continue;
            }
            let Some(name) = reading.party_name(token) else {
                continue;
            };
            if !names.contains(&name) {
                names.push(name);
                found.push(at);
            }
        }
    }
    found.sort_unstable();
    found
}

fn opens_a_list(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: &Token) -> bool {
    let behind = reading.after(sentence, trigger.span.end);
    behind.find(['：', ':']).is_some_and(|at| at <= 24)
}

/// No employer, no witness, no authority: 在甲见证下 is not a party.
fn is_possible_party(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    if !token.is_party() || token.nested || is_employer(reading, sentence, token) {
        return false;
    }
    let behind = reading.after(sentence, token.span.end);
    ![
        "见证",
        "指导下",
        "的见证",
        "支持下",
        "主办",
        "承办",
        "协办",
        "主持",
        "揭牌",
        "成立",
        "会议室",
        "会上",
        "举行",
        "召开",
        "论坛",
        "大会",
        "年会",
        "校本部",
        "校区",
        "总部",
        "报告厅",
    ]
    .iter()
    .any(|word| behind.starts_with(word))
}

/// Persons of the sentence: who signed for a party, and who looked on.
fn add_signers(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize, draft: &mut Draft) {
    let whole = reading.text(sentence.span.clone());
    let signs = [
        "代表签",
        "代表企业签",
        "分别代表",
        "代表双方",
        "签字",
        "领衔签署",
        "代表签署",
        "代表签约",
    ]
    .iter()
    .any(|word| whole.contains(word));
    let _ = index;
    for token in &sentence.tokens {
        let TokenKind::Person(person) = token.kind else {
            continue;
        };
        let behind = reading.after(sentence, token.span.end);
        let end = behind.find(['，', '。', '；']).unwrap_or(behind.len());
        let clause = behind.get(..end).unwrap_or_default();
        let witness = clause.contains("见证") || clause.contains("出席") || clause.contains("在场");
        let role = if signs && !witness {
            PersonRole::Signatory
        } else {
            PersonRole::Attendee
        };
        draft.add_person(PersonPart {
            person,
            role,
            sentence: sentence.index,
        });
    }
}
