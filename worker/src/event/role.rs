//! Who did what: roles of organizations and persons, decided by the sentence.

mod amount;
mod announcer;
mod attendance;
mod attributed;
mod collective;
mod former;
mod founder;
mod holder;
mod membership;
mod organization;
mod person;
mod table;

pub(crate) use self::{holder::is_a_venue, person::is_commentator, table::bodies_of_table};

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, PartyRole},
        host::{Hosts, find_main_hosts, sentence_hosts, tells_only_of_earlier},
        reading::Reading,
    },
    mention::PersonMention,
    numbering::NUMERALS,
    record::{EventType, OrganizationRole},
};

/// Gives the drafts their organizations, persons and amounts.
pub(crate) fn assign_roles(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let mut item = None;
    let mut main = find_main_hosts(reading, drafts, item);
    for sentence in &reading.sentences {
        if reading.item_of(sentence.index) != item {
            item = reading.item_of(sentence.index);
            main = find_main_hosts(reading, drafts, item);
        }
        let hosts = sentence_hosts(reading, sentence, drafts, &main);
        if tells_only_of_earlier(drafts, sentence.index) {
            let none = Hosts::default();
            organization::assign_organizations(reading, sentence, drafts, &none);
        } else {
            organization::assign_organizations(reading, sentence, drafts, &hosts);
        }
        person::assign_persons(reading, sentence, drafts, &hosts);
    }
    table::assign_tables(reading, drafts);
    amount::assign_amounts(reading, drafts);
    for draft in drafts {
        add_employers(reading, draft);
        drop_inner_bodies(reading, draft);
        settle_roles(draft);
    }
}

/// A person's employer came with the person.
pub(crate) fn add_employers(reading: &Reading<'_>, draft: &mut Draft) {
    let parts = draft.persons.clone();
    for part in parts {
        let Some(mention) = reading.mentions.persons.get(part.person) else {
            continue;
        };
        let employer = mention.value.organization.as_deref();
        let Some(name) = employer.filter(|_| !is_honour(&mention.value)) else {
            continue;
        };
        let alliance = (reading.mentions.alliances.iter()).any(|entity| entity.name == name);
        let known = draft.parties.iter().any(|party| party.name == name);
        // A signatory's own department is no further body.
        let of_signatory = draft.kind == EventType::AgreementSigned
            && (draft.parties.iter()).any(|party| {
                party.name.ends_with(['学', '院']) && name.starts_with(party.name.as_str())
            });
        let inner = of_signatory || is_led_by_own(reading, name, mention.span.start);
        if alliance || known || inner || is_jurisdiction(name) || is_bare(name) {
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

/// 我校机械学院副教授张三: the office is the page's own body's.
fn is_led_by_own(reading: &Reading<'_>, name: &str, person: usize) -> bool {
    let before = reading.text(person.saturating_sub(OWN_BYTES_MAX)..person);
    before.rfind(name).is_some_and(|at| {
        let before = before.get(..at).unwrap_or_default();
        [
            "我校",
            "本校",
            "该校",
            "我院",
            "本院",
            "我司",
            "我公司",
            "本公司",
            "我会",
            "本会",
        ]
        .iter()
        .any(|own| before.ends_with(own))
    })
}

/// How far before a person's name the employer's may stand, in bytes.
const OWN_BYTES_MAX: usize = 180;

/// A word for a kind of body, whose name the text does not give.
pub(crate) fn is_bare(name: &str) -> bool {
    let count = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = count.len() < name.len() && count.starts_with(['家', '所', '个', '间']);
    // 组织三科's head: an inner office of what stands before it.
    let numbered_office = (name.strip_suffix(['科', '处', '室', '部']))
        .is_some_and(|number| number.chars().all(|c| NUMERALS.contains(c)));
    // 立陶宛驻台's delegate is of an office that is not named.
    let posted = (name.rsplit_once('驻')).is_some_and(|(_, seat)| seat.chars().count() <= 1);
    let office = (name.strip_suffix('处')).is_some_and(|rest| {
        rest.chars().count() <= OFFICE_CHARS_MAX
            && OFFICE_TASKS.iter().any(|task| rest.ends_with(task))
    });
    counted
        || office
        || posted
        || numbered_office
        || [
            "理事会",
            "监事会",
            "秘书处",
            "专家委员会",
            "党委",
            "党组",
            "办公室",
            "管委会",
            "委员会",
            "公司",
            "学校",
            "协会",
            "学院",
            "中心",
            "集团",
            "医院",
            "研究院",
            "研究所",
            "大学",
            "学会",
            "商会",
            "学部",
            "中央",
            "原联盟",
            "筹备组",
            "联盟筹备组",
            "工作组",
            "专家组",
            "领导小组",
            "指挥部",
            "总务处",
            "教务处",
            "科研处",
            "科研部",
            "研发处",
            "人事处",
            "财务处",
            "学生处",
            "综合部",
            "市场部",
            "党群工作部",
            "高新区",
            "开发区",
            "经开区",
            "园区",
            "新区",
            "职教",
            "业内",
        ]
        .contains(&name)
}

/// Longest name of an office before its kind that no body leads.
const OFFICE_CHARS_MAX: usize = 4;
/// What offices within a body see to; 海事处 and 民航处 are bodies of their own.
const OFFICE_TASKS: [&str; 19] = [
    "事务", "规划", "体系", "高新", "科技", "科研", "研发", "合作", "交流", "综合", "法规", "教学",
    "学生", "招生", "就业", "外事", "国际", "宣传", "信息",
];

/// Councils of the alliance itself, and words for kinds of bodies, took part in
/// nothing under a name.
pub(crate) fn drop_inner_bodies(reading: &Reading<'_>, draft: &mut Draft) {
    let own: Vec<&str> = (draft.alliances.iter())
        .map(|(entity, _)| reading.alliance_name(*entity))
        .collect();
    draft.parties.retain(|party| {
        let council = COUNCILS.iter().any(|end| party.name.ends_with(end));
        let numbered = ["首届", "联盟", "该联盟", "本届", "新一届", "上届"]
            .iter()
            .any(|lead| party.name.starts_with(lead))
            || party.name.starts_with('第') && party.name.contains('届');
        let of_alliance = own.iter().any(|name| party.name.starts_with(name));
        let committee = of_alliance
            && ["委员会", "秘书处", "办公室", "专委会"]
                .iter()
                .any(|end| party.name.ends_with(end));
        let itself = own.contains(&party.name.as_str())
            && !matches!(
                draft.kind,
                EventType::MeetingHeld | EventType::DocumentIssued | EventType::AgreementSigned
            );
        !itself && !committee && !(council && (numbered || of_alliance)) && !is_bare(&party.name)
    });
}

const COUNCILS: [&str; 6] = [
    "清算组",
    "理事会",
    "监事会",
    "专家委员会",
    "专家技术委员会",
    "会员大会",
];

/// Members of academies and assemblies are employed elsewhere.
pub(crate) fn is_honour(person: &PersonMention) -> bool {
    let of = |bodies: &[&str]| {
        (person.organization.as_deref())
            .is_some_and(|body| bodies.iter().any(|end| body.ends_with(end)))
    };
    (person.title.as_deref()).is_some_and(|title| {
        title.starts_with("院士")
            || title.ends_with("传承人")
            || title.starts_with("议员")
            || title.starts_with("代表") && of(&["人大", "党代会"])
            || title.starts_with("委员") && of(&["政协"])
    })
}

/// Jurisdictions and Party committees send persons, but do not attend.
pub(crate) fn is_jurisdiction(name: &str) -> bool {
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

#[cfg(test)]
mod tests;
