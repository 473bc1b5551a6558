//! Roles of organizations: 主办, 承办, 指导, 牵头, members, attendance.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        host::Hosts,
        listing::{is_employer, parties_after, parties_before, party_role},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::{EventType, OrganizationRole},
};

/// What a sentence's words of organizing speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    Gathering,
    Alliance(usize),
    Unnamed,
}

/// Gives the organizations of one sentence to the drafts.
pub(super) fn assign_organizations(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    for (index, token) in sentence.tokens.iter().enumerate() {
        if token.nested {
            continue;
        }
        if let Some(role) = organizing_role(token) {
            assign_organizers(reading, sentence, index, role, drafts, hosts);
        }
        if token.is_any_cue(&[Cue::Found, Cue::Initiate, Cue::Prepare]) {
            assign_founders(reading, sentence, index, drafts);
        }
        if token.is_cue(Cue::MemberUnit) {
            assign_members(reading, sentence, index, drafts, hosts);
        }
        if token.is_cue(Cue::Attend) {
            assign_attendees(reading, sentence, index, drafts, hosts);
        }
    }
}

fn organizing_role(token: &Token) -> Option<OrganizationRole> {
    [
        (Cue::Organize, OrganizationRole::Organizer),
        (Cue::CoOrganize, OrganizationRole::CoOrganizer),
        (Cue::Guide, OrganizationRole::Authority),
    ]
    .into_iter()
    .find(|(cue, _)| token.is_cue(*cue))
    .map(|(_, role)| role)
}

fn assign_organizers(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    role: OrganizationRole,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let word = reading.text(trigger.span.clone());
    let mut parties = parties_before(reading, sentence, index);
    if parties.is_empty() && (word.ends_with('位') || word.ends_with('方') || word.ends_with('为'))
    {
        parties = parties_after(reading, sentence, index);
    }
    let Some(first) = parties.first().and_then(|at| sentence.tokens.get(*at)) else {
        return;
    };
    let meets = ["主办", "承办", "协办", "举办", "合办"]
        .iter()
        .any(|meeting| word.contains(meeting));
    let targets: Vec<usize> = match read_topic(reading, sentence, first, index, meets) {
        Topic::Alliance(entity) if !meets => own_drafts(drafts, entity, sentence.index),
        _ if meets => hosts.gatherings.clone(),
        Topic::Gathering => hosts.gatherings.clone(),
        _ if role == OrganizationRole::Organizer => hosts.foundings.clone(),
        _ => told_here(drafts, sentence.index).unwrap_or_else(|| hosts.gatherings.clone()),
    };
    for at in targets {
        for party in &parties {
            if let (Some(draft), Some(party)) = (
                drafts.get_mut(at),
                party_role(reading, sentence, *party, role),
            ) {
                draft.add_party(party);
            }
        }
    }
}

/// The drafts that one sentence tells first.
fn told_here(drafts: &[Draft], sentence: usize) -> Option<Vec<usize>> {
    let told: Vec<usize> = (drafts.iter().enumerate())
        .filter(|(_, draft)| {
            draft.sentences.contains(&sentence)
                && matches!(
                    draft.kind,
                    EventType::AllianceFounded
                        | EventType::AlliancePlanned
                        | EventType::AllianceRenamed
                        | EventType::AllianceDissolved
                        | EventType::MeetingHeld
                )
        })
        .map(|(at, _)| at)
        .collect();
    (!told.is_empty()).then_some(told)
}

/// Foundings and plans of one alliance; the one told in this sentence first.
fn own_drafts(drafts: &[Draft], entity: usize, sentence: usize) -> Vec<usize> {
    let own: Vec<usize> = (drafts.iter().enumerate())
        .filter(|(_, draft)| {
            matches!(
                draft.kind,
                EventType::AllianceFounded | EventType::AlliancePlanned
            ) && draft.has_alliance(entity)
        })
        .map(|(at, _)| at)
        .collect();
    let here = own
        .iter()
        .copied()
        .find(|at| (drafts.get(*at)).is_some_and(|draft| draft.sentences.contains(&sentence)));
    here.map_or(own, |at| vec![at])
}

/// What stands nearest before the list of parties: a meeting or an alliance;
/// behind the word where nothing stands before it (由甲发起的X联盟).
fn read_topic(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    first: &Token,
    index: usize,
    meets: bool,
) -> Topic {
    for token in sentence.tokens.iter().rev() {
        if token.span.end > first.span.start || token.nested {
            continue;
        }
        match token.kind {
            TokenKind::Meeting(_) => return Topic::Gathering,
            TokenKind::Alliance(entity) => {
                let behind = reading.after(sentence, token.span.end);
                let event = ["成立大会", "成立仪式", "揭牌仪式", "启动仪式"]
                    .iter()
                    .any(|w| behind.starts_with(w));
                return if event {
                    Topic::Gathering
                } else {
                    Topic::Alliance(entity)
                };
            }
            _ => {}
        }
    }
    let before = reading.before(sentence, first.span.start);
    let gathering = [
        "会议",
        "大会",
        "论坛",
        "年会",
        "活动",
        "仪式",
        "峰会",
        "本次会",
        "此次会",
        "研讨会",
        "博览会",
    ]
    .iter()
    .any(|word| before.contains(word));
    if gathering {
        return Topic::Gathering;
    }
    let behind = (sentence.tokens.iter().enumerate().skip(index + 1))
        .take_while(|(_, token)| !token.is_mark('。'))
        .find_map(|(_, token)| match token.kind {
            TokenKind::Alliance(entity) if !meets && !token.nested => Some(Topic::Alliance(entity)),
            TokenKind::Meeting(_) => Some(Topic::Gathering),
            _ => None,
        });
    behind.unwrap_or(Topic::Unnamed)
}

/// 由甲、乙共同组建, 甲与乙发起成立X: who stands right before the word founds;
/// where others lead, the rest are members.
fn assign_founders(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
) {
    let parties = parties_before(reading, sentence, index);
    let Some(first) = parties.first().and_then(|at| sentence.tokens.get(*at)) else {
        return;
    };
    let led = (sentence.tokens.iter().take(index)).any(|token| {
        token.is_cue(Cue::Organize)
            && token.span.start < first.span.start
            && reading.text(token.span.clone()).contains("牵头")
    });
    let only_alliances = parties
        .iter()
        .all(|at| (sentence.tokens.get(*at)).is_some_and(|token| token.alliance().is_some()));
    if only_alliances {
        return;
    }
    let role = if led {
        OrganizationRole::Member
    } else {
        OrganizationRole::Organizer
    };
    let trigger = sentence
        .tokens
        .get(index)
        .map_or(0..0, |token| token.span.clone());
    let entity = sentence
        .tokens
        .iter()
        .filter(|token| !token.nested)
        .min_by_key(|token| match token.alliance() {
            Some(_) => token.span.start.abs_diff(trigger.start),
            None => usize::MAX,
        })
        .and_then(Token::alliance);
    let Some(entity) = entity else {
        return;
    };
    for at in own_drafts(drafts, entity, sentence.index) {
        for party in &parties {
            let member = sentence.tokens.get(*party).and_then(Token::alliance) == Some(entity);
            if member {
                continue;
            }
            if let (Some(draft), Some(party)) = (
                drafts.get_mut(at),
                party_role(reading, sentence, *party, role),
            ) {
                draft.add_party(party);
            }
        }
    }
}

/// 首批成员包括甲、乙; 甲、乙成为首批会员.
fn assign_members(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    let parties = parties_after(reading, sentence, index);
    let parties = if parties.is_empty() {
        members_before(reading, sentence, index)
    } else {
        parties
    };
    let entity = (sentence.tokens.iter().take(index).rev())
        .find_map(|token| token.alliance().filter(|_| !token.nested));
    let targets = match entity {
        Some(entity) => own_drafts(drafts, entity, sentence.index),
        None => hosts.foundings.clone(),
    };
    for at in targets {
        for party in &parties {
            if let (Some(draft), Some(party)) = (
                drafts.get_mut(at),
                party_role(reading, sentence, *party, OrganizationRole::Member),
            ) {
                draft.add_party(party);
            }
        }
    }
}

fn members_before(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let clause = reading.text(sentence.clause_start(index)..trigger.span.start);
    if !["成为", "作为", "为首批"]
        .iter()
        .any(|word| clause.contains(word))
    {
        return Vec::new();
    }
    (sentence.clause(trigger.clause))
        .filter(|(at, token)| {
            *at < index
                && matches!(token.kind, TokenKind::Organization(_))
                && !token.nested
                && !is_employer(reading, sentence, token)
        })
        .map(|(at, _)| at)
        .collect()
}

/// 甲、乙等50家单位出席; 来自甲、乙的代表参加.
fn assign_attendees(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let parties: Vec<usize> = (sentence.clause(trigger.clause))
        .filter(|(at, token)| {
            *at < index
                && matches!(token.kind, TokenKind::Organization(_))
                && !token.nested
                && !is_employer(reading, sentence, token)
                && !is_a_venue(reading, sentence, token)
        })
        .map(|(at, _)| at)
        .collect();
    for at in &hosts.gatherings {
        for party in &parties {
            if let (Some(draft), Some(party)) = (
                drafts.get_mut(*at),
                party_role(reading, sentence, *party, OrganizationRole::Attendee),
            ) {
                draft.add_party(party);
            }
        }
    }
}

/// 在甲举行: where it was held, not who held it.
fn is_a_venue(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let before = reading.before(sentence, token.span.start);
    let behind = reading.after(sentence, token.span.end);
    before.ends_with('在')
        || before.ends_with("位于")
        || behind.starts_with("举行")
        || behind.starts_with("召开")
}
