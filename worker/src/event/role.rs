//! Who did what: roles of organizations and persons, decided by the sentence.

mod membership;
mod organization;
mod person;

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, PartyRole},
        host::{find_main_hosts, sentence_hosts},
        reading::{Reading, TokenKind},
    },
    record::{EventType, OrganizationRole},
};

/// Gives the drafts their organizations, persons and amounts.
pub(crate) fn assign_roles(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let main = find_main_hosts(reading, drafts);
    for sentence in &reading.sentences {
        let hosts = sentence_hosts(reading, sentence, drafts, &main);
        organization::assign_organizations(reading, sentence, drafts, &hosts);
        person::assign_persons(reading, sentence, drafts, &hosts);
        assign_amounts(reading, sentence.index, drafts);
    }
    for draft in drafts {
        add_employers(reading, draft);
        settle_roles(draft);
    }
}

/// Sums behind a signing, in its sentence or told of it in the next one.
fn assign_amounts(reading: &Reading<'_>, sentence: usize, drafts: &mut [Draft]) {
    let Some(tokens) = reading.sentences.get(sentence) else {
        return;
    };
    let text = reading.text(tokens.span.clone());
    let about = [
        "协议",
        "总投资",
        "签约",
        "项目",
        "合同",
        "投资",
        "出资",
        "设立",
    ]
    .iter()
    .any(|word| text.contains(word));
    for (index, token) in tokens.tokens.iter().enumerate() {
        let TokenKind::Amount(amount) = token.kind else {
            continue;
        };
        let clause = reading.text(tokens.clause_start(index)..token.span.start);
        if STATISTICS.iter().any(|word| clause.contains(word)) {
            continue;
        }
        let host = drafts.iter_mut().rev().find(|draft| {
            let told = draft.first_sentence() == sentence && draft.trigger.start < token.span.start;
            let next = draft
                .sentences
                .last()
                .is_some_and(|last| last + 1 == sentence)
                && about;
            draft.kind == EventType::AgreementSigned && (told || next)
        });
        if let Some(draft) = host
            && !draft.amounts.contains(&amount)
        {
            draft.amounts.push(amount);
        }
    }
}

/// What sums of statistics are of, not of an agreement.
const STATISTICS: [&str; 14] = [
    "产值",
    "产业规模",
    "营业收入",
    "营收",
    "市场规模",
    "进出口",
    "注册资本",
    "股价",
    "销售额",
    "年收入",
    "总产出",
    "市值",
    "增加值",
    "利润",
];

/// A person's employer came with the person.
fn add_employers(reading: &Reading<'_>, draft: &mut Draft) {
    let parts = draft.persons.clone();
    for part in parts {
        let Some(mention) = reading.mentions.persons.get(part.person) else {
            continue;
        };
        let Some(name) = mention.value.organization.as_deref() else {
            continue;
        };
        let alliance = (reading.mentions.alliances.iter()).any(|entity| entity.name == name);
        let known = draft.parties.iter().any(|party| party.name == name);
        if alliance || known || is_jurisdiction(name) {
            continue;
        }
        draft.add_party(PartyRole {
            name: name.to_owned(),
            role: OrganizationRole::Attendee,
            span: mention.span.clone(),
            sentence: part.sentence,
        });
    }
}

/// Jurisdictions and Party committees send persons, but do not attend.
fn is_jurisdiction(name: &str) -> bool {
    [
        "省",
        "市",
        "县",
        "区",
        "州",
        "旗",
        "镇",
        "乡",
        "市委",
        "省委",
        "县委",
        "区委",
        "州委",
        "党工委",
        "工委",
        "国务院",
    ]
    .iter()
    .any(|end| name.ends_with(end))
        && !["园区", "开发区", "高新区", "协作区", "新区"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// Whoever did more than attend is not listed as attending as well.
fn settle_roles(draft: &mut Draft) {
    let active: Vec<String> = draft
        .parties
        .iter()
        .filter(|party| party.role != OrganizationRole::Attendee)
        .map(|party| party.name.clone())
        .collect();
    draft
        .parties
        .retain(|party| party.role != OrganizationRole::Attendee || !active.contains(&party.name));
}

/// Cues that say what a person did.
const PERSON_CUES: [Cue; 4] = [Cue::Host, Cue::Speak, Cue::Attend, Cue::Sign];
