//! Elections and appointments in alliances.

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, PersonPart},
        findings::Findings,
        focus::focus_alliance,
        listing::{is_employer, party_role},
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::{EventType, OrganizationRole, PersonRole},
};

/// Offices of units and persons.
const OFFICES: [Cue; 6] = [
    Cue::ChairUnit,
    Cue::ViceChairUnit,
    Cue::Secretariat,
    Cue::MemberUnit,
    Cue::Post,
    Cue::PartyPost,
];

/// Finds elections in one sentence, clause by clause: every office that is no
/// one's title by a name takes the names that stand by it.
pub(crate) fn match_elections(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let elects = |token: &Token| {
        token.is_any_cue(&[Cue::Elect, Cue::Reelect])
            || reading.text(token.span.clone()).contains("设")
    };
    let mut governed = false;
    let mut drafts: Vec<Draft> = Vec::new();
    for clause in sentence.clauses() {
        let own = sentence.clause(clause).any(|(_, token)| elects(token));
        governed |= own;
        if let Some(draft) = read_clause(reading, sentence, clause, governed) {
            drafts.push(draft);
        }
        if sentence
            .clause(clause)
            .any(|(_, token)| token.is_mark('。'))
        {
            governed = false;
        }
    }
    let Some(mut draft) = drafts.into_iter().reduce(|mut whole, part| {
        whole.absorb(part);
        whole
    }) else {
        match_turnover(reading, sentence, findings);
        return;
    };
    let party = draft.kind == EventType::PartyOrgFounded;
    let clause = (sentence.tokens.iter())
        .find(|token| token.span == draft.trigger)
        .map_or(0, |token| token.clause);
    let of_party = (findings.drafts.iter().rev())
        .filter(|told| party && told.kind == EventType::PartyOrgFounded)
        .find_map(|told| told.alliances.first().cloned());
    let focus = of_party.or_else(|| focus_alliance(reading, sentence, clause, findings));
    if let Some((entity, span)) = focus {
        if party && reading.alliance_name(entity).ends_with("党建联盟") {
            // The secretary of an alliance of Party bodies leads the alliance.
            draft.kind = EventType::LeadershipElected;
        }
        draft.add_alliance(entity, span);
        findings.drafts.push(draft);
    } else if !party {
        findings.skip(
            EventType::LeadershipElected,
            sentence.index,
            draft.trigger,
            "no alliance to lead",
        );
    }
}

/// 换届 told of an alliance without names.
fn match_turnover(reading: &Reading<'_>, sentence: &SentenceTokens, findings: &mut Findings) {
    let kind = EventType::LeadershipElected;
    let Some((index, trigger)) = (sentence.tokens.iter().enumerate()).find(|(_, token)| {
        token.is_cue(Cue::Reelect)
            || is_list_passed(reading, sentence, token)
            || token.is_cue(Cue::Elect) && reading.text(token.span.clone()) == "选举产生"
    }) else {
        return;
    };
    let named = (sentence.clause(trigger.clause)).find_map(|(_, token)| {
        Some((
            token.alliance().filter(|_| !token.nested)?,
            token.span.clone(),
        ))
    });
    let body = reading.after(sentence, trigger.span.end);
    let council = ["理事会", "理监事", "领导班子", "班子", "主席团"]
        .iter()
        .any(|word| body.chars().take(24).collect::<String>().contains(word));
    let council = council || is_list_passed(reading, sentence, trigger);
    let subject = named.or_else(|| {
        council
            .then(|| focus_alliance(reading, sentence, trigger.clause, findings))
            .flatten()
    });
    let Some((entity, span)) = subject else {
        return;
    };
    if read_modality(reading, sentence, index) != Modality::Fact {
        findings.skip(
            kind,
            sentence.index,
            trigger.span.clone(),
            "not told as a fact",
        );
        return;
    }
    let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
    draft.add_alliance(entity, span);
    draft.plainness = 0.75;
    findings.drafts.push(draft);
}

/// 会议通过了理事长单位、秘书长名单.
fn is_list_passed(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let read_out = ["宣读", "宣布", "公布"].contains(&reading.text(token.span.clone()));
    if !token.is_cue(Cue::Pass) && !read_out {
        return false;
    }
    let behind = reading.after(sentence, token.span.end);
    let end = behind.find(['，', '。', '；']).unwrap_or(behind.len());
    let object = behind.get(..end).unwrap_or_default();
    object.contains("名单")
        && ["理事", "会长", "秘书长", "主席"]
            .iter()
            .any(|word| object.contains(word))
}

/// The offices of one clause and who takes them.
fn read_clause(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    governed: bool,
) -> Option<Draft> {
    let offices: Vec<usize> = (sentence.clause(clause))
        .filter(|(_, token)| token.is_any_cue(&OFFICES) && !token.nested)
        .filter(|(_, token)| !is_title(reading, sentence, token))
        .map(|(at, _)| at)
        .collect();
    let mut draft: Option<Draft> = None;
    let mut from = (sentence.clause(clause)).next()?.0;
    for (nth, office) in offices.iter().enumerate() {
        let office_token = sentence.tokens.get(*office)?;
        let to = offices
            .get(nth + 1)
            .copied()
            .or_else(|| sentence.clause(clause).last().map(|(at, _)| at + 1))?;
        let before = candidates(reading, sentence, from..*office);
        let behind = candidates(reading, sentence, *office + 1..to);
        let (names, next) = if before.is_empty() {
            (behind, to)
        } else {
            (before, *office + 1)
        };
        from = next;
        if names.is_empty()
            || !(governed || is_linked(reading, sentence, &names, *office))
            || !is_fact(reading, sentence, *office)
        {
            continue;
        }
        let draft = draft.get_or_insert_with(|| {
            Draft::new(
                EventType::LeadershipElected,
                sentence.index,
                office_token.span.clone(),
            )
        });
        add_names(reading, sentence, office_token, &names, draft);
    }
    draft.filter(|draft| !draft.parties.is_empty() || !draft.persons.is_empty())
}

fn is_fact(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let clause = sentence.tokens.get(index).map_or(0, |token| token.clause);
    let planned = (sentence.clause(clause)).any(|(_, token)| token.is_cue(Cue::Future));
    !planned && read_modality(reading, sentence, index) == Modality::Fact
}

/// Whether the office is part of a person's post: 协会秘书长袁桐.
fn is_title(reading: &Reading<'_>, sentence: &SentenceTokens, office: &Token) -> bool {
    (sentence.tokens.iter()).any(|token| {
        let TokenKind::Person(index) = token.kind else {
            return false;
        };
        let inside = office.span.start >= token.span.start && office.span.end <= token.span.end;
        let title = (reading.mentions.persons.get(index))
            .and_then(|person| person.value.title.as_deref())
            .unwrap_or_default();
        let reach = token.span.start.saturating_sub(title.len() + 6);
        let before = office.span.end <= token.span.start
            && office.span.start >= reach
            && title.contains(reading.text(office.span.clone()))
            && token.clause == office.clause;
        let right_by = office.span.end == token.span.start;
        inside || before || right_by
    })
}

/// Persons and organizations, without the employers of the persons.
fn candidates(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    range: std::ops::Range<usize>,
) -> Vec<usize> {
    let tokens = sentence.tokens.get(range.clone()).unwrap_or_default();
    (range.zip(tokens))
        .filter(|(_, token)| match token.kind {
            TokenKind::Person(_) => true,
            TokenKind::Organization(_) => !token.nested && !is_employer(reading, sentence, token),
            _ => false,
        })
        .map(|(at, _)| at)
        .collect()
}

/// 为, 是, 由 or a colon between the names and the office.
fn is_linked(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    names: &[usize],
    office: usize,
) -> bool {
    let (Some(first), Some(last), Some(office)) = (
        names.first().and_then(|at| sentence.tokens.get(*at)),
        names.last().and_then(|at| sentence.tokens.get(*at)),
        sentence.tokens.get(office),
    ) else {
        return false;
    };
    let gap = if last.span.start < office.span.start {
        reading.gap(last, office)
    } else {
        reading.gap(office, first)
    };
    let secretariat = office.is_cue(Cue::Secretariat)
        && ["设", "挂靠", "落户", "由", "为"]
            .iter()
            .any(|word| gap.contains(word));
    let colon = gap.trim() == "：" || gap.trim() == ":";
    secretariat || colon
}

fn add_names(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    office: &Token,
    names: &[usize],
    draft: &mut Draft,
) {
    let role = [
        (Cue::ViceChairUnit, OrganizationRole::ViceChairUnit),
        (Cue::ChairUnit, OrganizationRole::ChairUnit),
        (Cue::Secretariat, OrganizationRole::SecretariatUnit),
        (Cue::MemberUnit, OrganizationRole::Member),
    ]
    .into_iter()
    .find(|(cue, _)| office.is_cue(*cue))
    .map(|(_, role)| role);
    if office.is_cue(Cue::PartyPost) {
        draft.kind = EventType::PartyOrgFounded;
    }
    for at in names {
        match sentence.tokens.get(*at).map(|token| token.kind) {
            Some(TokenKind::Person(person)) if role != Some(OrganizationRole::Member) => {
                draft.add_person(PersonPart {
                    person,
                    role: PersonRole::Elected,
                    sentence: sentence.index,
                });
            }
            Some(TokenKind::Organization(_)) => {
                if let Some(party) = role.and_then(|role| party_role(reading, sentence, *at, role))
                {
                    draft.add_party(party);
                }
            }
            _ => {}
        }
    }
}
