//! Who announces or proclaims an alliance.

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, PartyRole},
        reading::{Reading, SentenceTokens, TokenKind},
        role::{holder::is_a_venue, organization::give},
    },
    record::{EventType, OrganizationRole},
};

/// 甲发布通知，将组建X联盟: who announces a plan prepares it.
pub(super) fn assign_announcers(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let word = reading.text(trigger.span.clone());
    let announces = trigger.is_any_cue(&[Cue::Issue, Cue::Recruit]) || word == "宣布";
    let speaks = trigger.is_cue(Cue::Speak);
    let plans: Vec<usize> = (drafts.iter().enumerate())
        .filter(|(_, draft)| {
            draft.kind == EventType::AlliancePlanned
                && draft.sentences.contains(&sentence.index)
                && !draft.has_role(OrganizationRole::Organizer)
        })
        .map(|(at, _)| at)
        .collect();
    if plans.is_empty() || !(announces || speaks) {
        return;
    }
    if let Some(office) = office_of_speaker(reading, sentence, index) {
        for at in plans {
            if let Some(draft) = drafts.get_mut(at) {
                draft.add_party(office.clone());
            }
        }
        return;
    }
    if !announces {
        return;
    }
    let parties: Vec<usize> = (sentence.clause(trigger.clause))
        .take_while(|(at, _)| *at < index)
        .find(|(_, token)| matches!(token.kind, TokenKind::Organization(_)) && !token.nested)
        .filter(|(_, token)| !is_a_venue(reading, sentence, token))
        .map(|(at, _)| at)
        .into_iter()
        .collect();
    give(
        reading,
        sentence,
        &parties,
        OrganizationRole::Organizer,
        drafts,
        &plans,
    );
}

/// 甲部10日宣布X联盟成立: the body that proclaims a founding founds, where no person
/// speaks for it.
pub(super) fn assign_proclaimers(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    if !["宣布", "宣告"].contains(&reading.text(trigger.span.clone())) {
        return;
    }
    let founded: Vec<usize> = (drafts.iter().enumerate())
        .filter(|(_, draft)| {
            draft.kind == EventType::AllianceFounded
                && draft.first_sentence() == sentence.index
                && draft.trigger.start > trigger.span.end
                && (sentence.tokens.iter()).any(|token| {
                    token.clause == trigger.clause
                        && token.span.start > trigger.span.end
                        && token
                            .alliance()
                            .is_some_and(|entity| draft.has_alliance(entity))
                })
                && !draft.has_role(OrganizationRole::Organizer)
        })
        .map(|(at, _)| at)
        .collect();
    let before = || (sentence.clause(trigger.clause)).take_while(|(at, _)| *at < index);
    let spoken = before().any(|(_, token)| matches!(token.kind, TokenKind::Person(_)));
    if founded.is_empty() || spoken {
        return;
    }
    let parties: Vec<usize> = before()
        .filter(|(_, token)| matches!(token.kind, TokenKind::Organization(_)) && !token.nested)
        .filter(|(_, token)| !is_a_venue(reading, sentence, token))
        .map(|(at, _)| at)
        .collect();
    let role = OrganizationRole::Organizer;
    give(reading, sentence, &parties, role, drafts, &founded);
}

/// 省科技厅副厅长张三介绍，将组建X联盟: the public office that the speaker is of.
fn office_of_speaker(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Option<PartyRole> {
    let trigger = sentence.tokens.get(index)?;
    let (person, token) = (sentence.clause(trigger.clause))
        .take_while(|(at, _)| *at < index)
        .filter_map(|(_, token)| match token.kind {
            TokenKind::Person(person) => Some((person, token)),
            _ => None,
        })
        .last()?;
    let name = (reading
        .mentions
        .persons
        .get(person)?
        .value
        .organization
        .as_deref())
    .filter(|name| name.ends_with(['厅', '局', '委', '署', '部', '府', '会', '司', '处']))?;
    Some(PartyRole {
        name: name.to_owned(),
        role: OrganizationRole::Organizer,
        span: token.span.clone(),
        sentence: sentence.index,
    })
}
