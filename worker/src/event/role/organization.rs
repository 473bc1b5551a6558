//! Roles of organizations: 主办, 承办, 指导, 牵头 and who founded.

use crate::{
    alliance_head::has_alliance_head,
    event::{
        cue::Cue,
        draft::Draft,
        host::Hosts,
        listing::{parties_after, parties_before, party_role},
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
        role::announcer::{assign_announcers, assign_proclaimers},
        role::attendance::{assign_attendees, assign_delegates},
        role::attributed::{alliance_behind, attributed_party},
        role::former::{former_or_latter, listed_of_one},
        role::founder::{
            alliances_attributed, alliances_listed_before, assign_cosigners, assign_counted,
            assign_founders, assign_founding_signers, give_to_attributed, parties_of_cleft,
            subject_hosts,
        },
        role::holder::{
            assign_closers, assign_holders, assign_renamers, is_apposition, is_of_next,
        },
        role::membership::{
            assign_components, assign_comprised, assign_counted_in, assign_members,
        },
    },
    record::{EventType, OrganizationRole},
};

/// What a sentence's words of organizing speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    Gathering,
    Alliance(usize),
    PartyBody,
    Unnamed,
}

/// Gives the organizations of one sentence to the drafts.
pub(super) fn assign_organizations(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    let of_one = listed_of_one(reading, sentence);
    for (at, entity, role) in &of_one {
        let own = own_drafts(drafts, *entity, sentence.index);
        give(reading, sentence, &[*at], *role, drafts, &own);
    }
    if !of_one.is_empty() {
        return;
    }
    assign_components(reading, sentence, drafts, hosts);
    assign_counted_in(reading, sentence, drafts, hosts);
    assign_comprised(reading, sentence, drafts);
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
        if token.is_cue(Cue::Rename) {
            assign_renamers(reading, sentence, index, drafts);
        }
        if token.is_cue(Cue::Sign) {
            assign_founding_signers(reading, sentence, index, drafts);
            assign_cosigners(reading, sentence, index, drafts);
        }
        if token.is_cue(Cue::Dissolve) {
            assign_closers(reading, sentence, index, drafts);
        }
        if token.is_any_cue(&[Cue::Issue, Cue::Recruit, Cue::Speak]) {
            assign_announcers(reading, sentence, index, drafts);
            assign_proclaimers(reading, sentence, index, drafts);
        }
        if token.is_cue(Cue::Meet) {
            assign_holders(reading, sentence, index, drafts, hosts);
        }
        if token.is_cue(Cue::MemberUnit) {
            assign_members(reading, sentence, index, drafts, hosts);
        }
        if token.is_cue(Cue::Attend) {
            assign_attendees(reading, sentence, index, drafts, hosts);
        } else if token.is_cue(Cue::Speak) {
            assign_delegates(reading, sentence, index, drafts, hosts);
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
    let meets = of_meetings(word);
    let unreal = match read_modality(reading, sentence, index) {
        Modality::Denied | Modality::Supposed => true,
        // 2026年年会拟由甲承办 is of another meeting.
        Modality::Plan => meets && told_here(drafts, sentence.index).is_none(),
        Modality::Fact => meets && is_of_next(reading, sentence, index),
    };
    if unreal || is_apposition(reading, sentence, index) {
        return;
    }
    let parties = parties_of_word(reading, sentence, index, meets);
    if ["编写", "起草", "编制", "主编", "参编"]
        .iter()
        .any(|drafts| word.contains(drafts))
    {
        give_to_documents(reading, sentence, &parties, drafts);
        return;
    }
    let Some(first) = parties.first().and_then(|at| sentence.tokens.get(*at)) else {
        if founds(word) {
            assign_counted(reading, sentence, index, drafts);
        }
        return;
    };
    let attributed = alliances_attributed(reading, sentence, index);
    if !meets && !attributed.is_empty() {
        give_to_attributed(reading, sentence, &parties, role, drafts, &attributed);
        return;
    }
    if !meets && role == OrganizationRole::Organizer && founds(word) {
        let listed = alliances_listed_before(reading, sentence, index, parties.len());
        if !listed.is_empty() {
            for (party, entity) in parties.iter().zip(listed) {
                let own = own_drafts(drafts, entity, sentence.index);
                give(reading, sentence, &[*party], role, drafts, &own);
            }
            return;
        }
    }
    if let Some(entity) = former_or_latter(reading, sentence, index).filter(|_| !meets) {
        let own = own_drafts(drafts, entity, sentence.index);
        give(reading, sentence, &parties, role, drafts, &own);
        return;
    }
    let topic = read_topic(reading, sentence, first, index, meets);
    let behind = alliance_behind(reading, sentence, index);
    let targets = match topic {
        Topic::Gathering | Topic::Unnamed
            if !meets && founds(word) && !hosts.foundings.is_empty() && behind.is_some() =>
        {
            behind.map_or_else(Vec::new, |entity| {
                own_drafts(drafts, entity, sentence.index)
            })
        }
        _ => targets_of(topic, word, role, sentence.index, drafts, hosts),
    };
    give(reading, sentence, &parties, role, drafts, &targets);
}

/// The drafts that the topic of words of organizing means.
fn targets_of(
    topic: Topic,
    word: &str,
    role: OrganizationRole,
    sentence: usize,
    drafts: &[Draft],
    hosts: &Hosts,
) -> Vec<usize> {
    let meets = of_meetings(word);
    match topic {
        Topic::Alliance(entity) if !meets => {
            let own = own_drafts(drafts, entity, sentence);
            match own.is_empty() {
                // Who founded long ago has no part in what happens now.
                true if founds(word) => meetings_of(drafts, &hosts.gatherings),
                true => hosts.gatherings.clone(),
                false => own,
            }
        }
        Topic::PartyBody => party_bodies(drafts),
        _ if !meets && founds(word) && !hosts.foundings.is_empty() => hosts.foundings.clone(),
        _ if meets => hosts.gatherings.clone(),
        Topic::Gathering => hosts.gatherings.clone(),
        _ if role == OrganizationRole::Organizer => hosts.foundings.clone(),
        _ => told_here(drafts, sentence).unwrap_or_else(|| hosts.gatherings.clone()),
    }
}

/// Words of holding a meeting.
fn of_meetings(word: &str) -> bool {
    ["主办", "承办", "协办", "举办", "合办"]
        .iter()
        .any(|meeting| word.contains(meeting))
}

/// Who organizes, by where they stand to the word at `index`.
fn parties_of_word(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    meets: bool,
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let word = reading.text(trigger.span.clone());
    let mut parties = parties_before(reading, sentence, index);
    let framed = (reading.after(sentence, trigger.span.end)).starts_with('下');
    if meets && !framed {
        // 在甲中心举办: the place.
        parties.retain(|at| {
            !(sentence.tokens.get(*at)).is_some_and(|token| {
                (reading.before(sentence, token.span.start)).ends_with(['在', '于', '假'])
            })
        });
    }
    if parties.is_empty() && word.ends_with(['位', '方', '为', '构']) {
        parties = parties_after(reading, sentence, index);
    }
    if parties.is_empty() {
        parties = parties_of_cleft(reading, sentence, index);
    }
    if parties.is_empty() && founds(word) {
        parties = attributed_party(reading, sentence, index);
    }
    if parties.is_empty() && meets && has_meeting_behind(sentence, index) {
        parties = subject_hosts(reading, sentence, index);
    }
    parties
}

/// Whether the word's clause names a meeting behind it.
fn has_meeting_behind(sentence: &SentenceTokens, index: usize) -> bool {
    (sentence.tokens.get(index)).is_some_and(|trigger| {
        (sentence.clause(trigger.clause))
            .any(|(at, token)| at > index && matches!(token.kind, TokenKind::Meeting(_)))
    })
}

/// Those of the drafts that are meetings, foundings or plans.
fn meetings_of(drafts: &[Draft], among: &[usize]) -> Vec<usize> {
    (among.iter().copied())
        .filter(|at| {
            (drafts.get(*at)).is_some_and(|draft| {
                matches!(
                    draft.kind,
                    EventType::MeetingHeld
                        | EventType::AllianceFounded
                        | EventType::AlliancePlanned
                        | EventType::DocumentIssued
                )
            })
        })
        .collect()
}

fn party_bodies(drafts: &[Draft]) -> Vec<usize> {
    (drafts.iter().enumerate())
        .filter(|(_, draft)| draft.kind == EventType::PartyOrgFounded && !draft.background)
        .map(|(at, _)| at)
        .collect()
}

/// Words of bringing an alliance about, not a meeting.
fn founds(word: &str) -> bool {
    ["发起", "牵头", "倡议"]
        .iter()
        .any(|founding| word.contains(founding))
}

/// Adds the parties to the drafts; an alliance has no part in its own founding.
pub(super) fn give(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    parties: &[usize],
    role: OrganizationRole,
    drafts: &mut [Draft],
    targets: &[usize],
) {
    let founded: Vec<usize> = (drafts.iter())
        .filter(|draft| draft.kind == EventType::AllianceFounded && !draft.background)
        .flat_map(|draft| draft.alliances.iter().map(|(entity, _)| *entity))
        .collect();
    for at in targets {
        let Some(draft) = drafts.get_mut(*at) else {
            continue;
        };
        let onlooker = matches!(
            role,
            OrganizationRole::Attendee | OrganizationRole::Authority
        );
        if draft.kind == EventType::DocumentIssued && onlooker {
            continue;
        }
        for party in parties {
            let itself = (sentence.tokens.get(*party))
                .and_then(Token::alliance)
                .is_some_and(|entity| draft.has_alliance(entity));
            let named = matches!(
                draft.kind,
                EventType::MeetingHeld | EventType::DocumentIssued
            );
            let twin = (sentence.tokens.get(*party))
                .and_then(Token::alliance)
                .is_some_and(|entity| founded.contains(&entity));
            if (itself || twin) && !named || is_own_body(reading, sentence, *party, draft) {
                continue;
            }
            if let Some(party) = party_role(reading, sentence, *party, role) {
                draft.add_party(party);
            }
        }
    }
}

/// 中共X联盟委员会, X联盟党委: a Party body of the alliance has no part in what
/// the alliance or it is founded by.
fn is_own_body(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    party: usize,
    draft: &Draft,
) -> bool {
    let name = (sentence.tokens.get(party)).and_then(|token| reading.party_name(token));
    let party_body = name.is_some_and(|name| {
        let inner = has_alliance_head(name);
        let alone = ["功能型", "综合"].iter().any(|word| name.starts_with(word));
        let ends = ["党委", "党支部", "党总支"]
            .iter()
            .any(|end| name.ends_with(end));
        (inner || alone) && ends || inner && name.starts_with("中共")
    });
    party_body && draft.kind != EventType::AgreementSigned
}

/// Who wrote a document has part in the documents told so far.
fn give_to_documents(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    parties: &[usize],
    drafts: &mut [Draft],
) {
    let targets: Vec<usize> = (drafts.iter().enumerate())
        .filter(|(_, draft)| {
            draft.kind == EventType::DocumentIssued
                && draft.first_sentence() <= sentence.index
                && !draft.background
        })
        .map(|(at, _)| at)
        .collect();
    // 《…》，起草单位为甲: of the document that the sentence itself tells.
    let own: Vec<usize> = (targets.iter().copied())
        .filter(|at| (drafts.get(*at)).is_some_and(|d| d.sentences.contains(&sentence.index)))
        .collect();
    let targets = if own.is_empty() { targets } else { own };
    let role = OrganizationRole::CoOrganizer;
    give(reading, sentence, parties, role, drafts, &targets);
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
                        | EventType::PartyOrgFounded
                )
        })
        .map(|(at, _)| at)
        .collect();
    (!told.is_empty()).then_some(told)
}

/// Foundings and plans of one alliance; the one told in this sentence first.
pub(super) fn own_drafts(drafts: &[Draft], entity: usize, sentence: usize) -> Vec<usize> {
    let own: Vec<usize> = (drafts.iter().enumerate())
        .filter(|(_, draft)| {
            matches!(
                draft.kind,
                EventType::AllianceFounded | EventType::AlliancePlanned
            ) && draft.has_alliance(entity)
        })
        .map(|(at, _)| at)
        .collect();
    let here = (own.iter().copied())
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
            TokenKind::Alliance(_) if organizes(reading, sentence, token) => {}
            TokenKind::Alliance(entity) => {
                let behind = reading.after(sentence, token.span.end);
                let event = ["成立大会", "成立仪式", "揭牌仪式", "启动仪式"]
                    .iter()
                    .any(|w| behind.starts_with(w));
                return if behind.starts_with('党') && !behind.starts_with("党建") {
                    Topic::PartyBody
                } else if event {
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

/// Whether an alliance stands as who organizes: X主办.
fn organizes(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    (sentence.tokens.iter())
        .find(|next| next.span.start >= token.span.end)
        .is_some_and(|next| {
            // X的牵头单位是甲: X is led.
            let unit = reading.text(next.span.clone()).ends_with(['位', '方']);
            let gap = reading.gap(token, next);
            organizing_role(next).is_some() && gap.chars().count() <= 2 && !unit
        })
}
