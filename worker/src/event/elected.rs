//! Elections and appointments in alliances.

mod candidate;
mod holder;
mod inner;
mod link;
mod office;
mod party;
mod region;
mod row;
mod share;
mod signature;
mod spread;
mod table;
mod turnover;

use std::ops::Range;

pub(crate) use self::office::gives_office_up;
use self::{
    candidate::candidates,
    holder::{CHANGES, changes_hands, is_handed_on},
    link::{is_linked, is_stated},
    office::{is_newly_held, speaks_as_first, vacant_offices},
    party::join_party_members,
    spread::{add_names_before, is_introduced},
};
use crate::{
    alliance_head::has_alliance_head,
    event::{
        adopted::is_of_party_bodies,
        cue::Cue,
        draft::{Draft, PersonPart},
        findings::Findings,
        focus::{focus_alliance, focus_alliances, is_pronoun},
        listing::party_role,
        modality::{Modality, is_ba_construction, read_modality},
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
    table::match_row(reading, sentence, findings);
    let mut drafts = read_offices(reading, sentence);
    join_party_members(reading, &mut drafts);
    if drafts.is_empty() {
        turnover::match_turnover(reading, sentence, findings);
        return;
    }
    // 甲任理事长，乙任联盟党委书记: two events.
    drafts.sort_by_key(|draft| draft.kind);
    drafts.dedup_by(|part, whole| {
        let own = |draft: &Draft| alliance_of_office(sentence, &draft.trigger);
        let apart = own(part).zip(own(whole)).is_some_and(|(a, b)| a != b);
        let same = part.kind == whole.kind && !apart;
        if same {
            whole.absorb(part.clone());
        }
        same
    });
    for draft in drafts {
        push_election(reading, sentence, draft, findings);
    }
}

/// What each clause tells of offices and who takes them.
fn read_offices(reading: &Reading<'_>, sentence: &SentenceTokens) -> Vec<Draft> {
    let mut governed = false;
    let mut drafts: Vec<Draft> = Vec::new();
    let mut open: Option<Token> = row::carried_office(reading, sentence);
    for clause in sentence.clauses() {
        governed |= sentence
            .clause(clause)
            .any(|(_, token)| elects(reading, sentence, token));
        governed |= changes_hands(reading, sentence, clause);
        let columns =
            (open.as_ref()).and_then(|office| row::read_columns(reading, sentence, clause, office));
        let carried = (open.take().filter(|_| columns.is_none()))
            .and_then(|office| Some((read_on(reading, sentence, clause, &office)?, office)));
        if let Some((draft, next)) = columns {
            drafts.push(draft);
            open = Some(next);
        } else if let Some((draft, office)) = carried {
            drafts.push(draft);
            open = Some(office);
        } else {
            let (mut draft, unfilled) = read_clause(reading, sentence, clause, governed);
            if let Some(draft) = draft.as_mut() {
                add_names_before(reading, sentence, clause, draft);
            } else if let Some(office) = unfilled.as_ref().filter(|_| governed) {
                draft = spread::elect_subject_before(reading, sentence, clause, office);
            }
            drafts.extend(draft);
            open = unfilled;
        }
        if sentence
            .clause(clause)
            .any(|(_, token)| token.is_mark('。'))
        {
            governed = false;
            open = None;
        }
    }
    drafts
}

fn elects(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    // 选举委员会, 选举办法.
    let behind = reading.after(sentence, token.span.end);
    let noun = ["委员会", "办法", "细则", "规则", "程序", "工作", "前"]
        .iter()
        .any(|word| behind.starts_with(word));
    // 表决通过甲为理事长.
    let word = reading.text(token.span.clone());
    // 新任副秘书长 tells no election; 新任 that closes a row of a table does.
    let holds = word == "任"
        && !behind.trim().is_empty()
        && (reading.before(sentence, token.span.start))
            .ends_with(['新', '现', '首', '历', '原', '前']);
    // Looked at last: the rest of a sentence may be as long as a page.
    let hands_paper = ["交到", "交至", "移交给", "接过"].contains(&word) && {
        let start = (sentence.clause(token.clause).next())
            .map_or(token.span.start, |(at, _)| sentence.clause_start(at));
        let clause = reading.text(start..token.span.start.max(start));
        let object = behind.split(['，', '。', '；']).next().unwrap_or_default();
        ["证书", "牌匾", "奖牌", "铜牌", "聘书", "捐款", "钥匙"]
            .iter()
            .any(|paper| clause.contains(paper) || object.contains(paper))
    };
    let passes = token.is_cue(Cue::Pass)
        && word.ends_with("通过")
        && (behind.split(['，', '。', '；']).next()).is_some_and(|object| object.contains('为'));
    // 成为联盟首届会长单位, 升格为副会长单位.
    let becomes = [
        "成为",
        "升格为",
        "升级为",
        "变更为",
        "调整为",
        "改为",
        "转为",
    ]
    .contains(&word)
        && {
            let clause = || sentence.clause(token.clause).map(|(_, office)| office);
            clause().any(|office| {
                office.is_any_cue(&[Cue::ChairUnit, Cue::ViceChairUnit, Cue::Secretariat])
                    && office.span.start >= token.span.end
            })
        };
    token.is_any_cue(&[Cue::Elect, Cue::Reelect]) && !noun && !holds && !hands_paper
        || becomes
        || passes
        || word.contains("设")
}

/// Gives the election its alliance.
fn push_election(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    mut draft: Draft,
    findings: &mut Findings,
) {
    if signature::is_signature(reading, sentence) {
        return;
    }
    if inner::is_under_way(reading, sentence) {
        findings.skip_draft(&draft, "a term that goes on");
        return;
    }
    if inner::is_of_inner_body(reading, sentence, &draft) {
        findings.skip_draft(&draft, "an office of an inner body");
        return;
    }
    let party = draft.kind == EventType::PartyOrgFounded;
    let clause = (sentence.tokens.iter())
        .find(|token| token.span == draft.trigger)
        .map_or(0, |token| token.clause);
    let of_party = (findings.drafts.iter().rev())
        .filter(|told| party && told.kind == EventType::PartyOrgFounded)
        .find_map(|told| told.alliances.first().cloned());
    if !party {
        let shares = share::share_among(reading, sentence, clause, &draft, findings);
        if !shares.is_empty() {
            findings.drafts.extend(shares);
            return;
        }
        let counted = focus_alliances(reading, sentence, clause, findings);
        if counted.len() > 1 {
            for (entity, span) in counted {
                let mut draft = draft.clone();
                draft.add_alliance(entity, span);
                findings.drafts.push(draft);
            }
            return;
        }
    }
    let own = alliance_of_office(sentence, &draft.trigger)
        .filter(|(_, span)| party && !is_pronoun(reading.text(span.clone())));
    let focus = own
        .or(of_party.clone())
        .or_else(|| focus_alliance(reading, sentence, clause, findings));
    let focus =
        focus.filter(|(entity, _)| party || !is_of_society(reading, sentence, *entity, findings));
    // Who leads an alliance is news where its founding is.
    let office = (sentence.tokens.iter()).find(|token| token.span == draft.trigger);
    let stated = office.is_some_and(|office| {
        is_stated(reading, sentence, office) || speaks_as_first(reading, sentence, office)
    }) && !(sentence.tokens.iter()).any(|token| elects(reading, sentence, token))
        && !draft.has_role(OrganizationRole::SecretariatUnit);
    let focus = focus.filter(|(entity, _)| {
        !stated
            || findings.drafts.iter().any(|told| {
                told.kind == EventType::AllianceFounded
                    && told.has_alliance(*entity)
                    && told.first_sentence() + STATED_SENTENCES_MAX >= sentence.index
            })
    });
    if let Some((entity, span)) = focus {
        // The secretary of an alliance of Party bodies leads it, if it has no other body.
        if party && of_party.is_none() && is_of_party_bodies(reading, entity) {
            draft.kind = EventType::LeadershipElected;
        }
        draft.add_alliance(entity, span);
        findings.drafts.push(draft);
    } else if !party {
        findings.skip_draft(&draft, "no alliance to lead");
    }
}

/// The alliance whose name stands right before the office: 任X联盟党委书记.
fn alliance_of_office(
    sentence: &SentenceTokens,
    office: &Range<usize>,
) -> Option<(usize, Range<usize>)> {
    (sentence.tokens.iter())
        .find(|token| token.span.end == office.start && token.alliance().is_some())
        .and_then(|token| Some((token.alliance()?, token.span.clone())))
}

/// How far behind a founding it may be said who leads the alliance, in sentences.
const STATED_SENTENCES_MAX: usize = 4;

/// Whether the leaders are those of a society whose meeting the article tells,
/// and the alliance is only mentioned.
fn is_of_society(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    alliance: usize,
    findings: &Findings,
) -> bool {
    let told = findings
        .drafts
        .iter()
        .any(|draft| draft.has_alliance(alliance));
    let named = (sentence.tokens.iter()).any(|token| token.alliance() == Some(alliance));
    !told
        && !named
        && (reading.mentions.meetings.iter())
            .take_while(|meeting| meeting.span.start < sentence.span.end)
            .any(|meeting| {
                let name = &meeting.value;
                ["协会", "学会", "商会", "联合会", "促进会"]
                    .iter()
                    .any(|kind| name.contains(kind))
                    && !has_alliance_head(name)
            })
}

/// The offices of one clause and who takes them, and an office that nobody in
/// the clause takes: those who do may follow.
fn read_clause(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    governed: bool,
) -> (Option<Draft>, Option<Token>) {
    let offices = vacant_offices(reading, sentence, clause, governed);
    let end = sentence.clause(clause).last().map_or(0, |(at, _)| at + 1);
    let mut draft: Option<Draft> = None;
    let mut unfilled = None;
    let mut from = sentence.clause(clause).next().map_or(0, |(at, _)| at);
    for (nth, office) in offices.iter().enumerate() {
        let Some(office_token) = sentence.tokens.get(*office) else {
            break;
        };
        let to = offices.get(nth + 1).copied().unwrap_or(end);
        let newly = is_newly_held(reading, sentence, office_token);
        let before = candidates(reading, sentence, from..*office);
        let behind = candidates(reading, sentence, *office + 1..to);
        let handed = is_handed_on(reading, sentence, office_token, &behind);
        let named_behind = newly || handed || row::is_listed(reading, sentence, office_token);
        let (names, next) = if before.is_empty() || named_behind && !behind.is_empty() {
            (behind, to)
        } else {
            (before, *office + 1)
        };
        from = next;
        let regions = if names.is_empty() {
            region::leading_regions(reading, sentence, office_token, governed)
        } else {
            Vec::new()
        };
        if !regions.is_empty() && is_fact(reading, sentence, *office) {
            let draft = draft.get_or_insert_with(|| new_election(sentence, office_token));
            for party in regions {
                draft.add_party(party);
            }
            unfilled = None;
            continue;
        }
        let may_follow = names.is_empty() && !office_token.is_cue(Cue::MemberUnit);
        unfilled = may_follow.then(|| office_token.clone());
        if names.is_empty()
            || !(governed
                || is_linked(reading, sentence, &names, *office)
                || speaks_as_first(reading, sentence, office_token))
            || !(newly || is_fact(reading, sentence, *office))
        {
            continue;
        }
        let draft = draft.get_or_insert_with(|| new_election(sentence, office_token));
        add_names(reading, sentence, office_token, &names, draft);
    }
    let told = draft.filter(|draft| !draft.parties.is_empty() || !draft.persons.is_empty());
    // 增补甲为成员单位 takes a member in.
    let told = told.filter(|draft| {
        !draft.persons.is_empty()
            || draft
                .parties
                .iter()
                .any(|party| party.role != OrganizationRole::Member)
            || offices.iter().any(|office| {
                (sentence.tokens.get(*office))
                    .is_some_and(|office| reading.text(office.span.clone()).contains("理事"))
            })
    });
    (told, unfilled)
}

fn new_election(sentence: &SentenceTokens, office: &Token) -> Draft {
    Draft::new(
        EventType::LeadershipElected,
        sentence.index,
        office.span.clone(),
    )
}

/// The clause as it goes on with those who take an office named before:
/// 副理事长两席，分别由甲、乙出任; 理事长：甲.
fn read_on(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    office: &Token,
) -> Option<Draft> {
    let (first, token) = sentence.clause(clause).next()?;
    let (last, _) = sentence.clause(clause).last()?;
    if !vacant_offices(reading, sentence, clause, true).is_empty() {
        return None;
    }
    let start = sentence.clause_start(first);
    let since = reading.text(office.span.end..start.max(office.span.end));
    let colon =
        since.trim_end().ends_with(['：', ':']) && since.chars().count() <= ROW_LEAD_CHARS_MAX;
    let row = office.span.end < sentence.span.start;
    let text = reading.text(start..sentence.span.end.max(start));
    let opened = [
        "首任",
        "首届由",
        "分别由",
        "分别为",
        "分别是",
        "分别有",
        "由",
        "是",
        "为",
        "其中有",
        "包括",
        "均由",
    ]
    .iter()
    .any(|word| text.trim_start().starts_with(word));
    // 有甲大学教授乙，丙协会会长丁: the list goes on behind the comma.
    let continues = !token.is_mark('。')
        && since.contains(['是', '为', '有', '：'])
        // 秘书处为日常办事机构，挂靠在甲 says what it is.
        && !since.contains("机构")
        && text
            .trim_start()
            .starts_with(|c: char| c != '并' && c != '他')
        && sentence.clause(clause).all(|(_, token)| {
            !token.is_any_cue(&[Cue::Attend, Cue::Speak, Cue::Host, Cue::Sign, Cue::Found])
        });
    let as_elected = is_introduced(reading, sentence, office, start);
    if !(colon || row || opened || continues || as_elected) {
        return None;
    }
    let mut names = candidates(reading, sentence, first..last + 1);
    if as_elected {
        names.retain(|at| {
            (sentence.tokens.get(*at))
                .is_some_and(|token| matches!(token.kind, TokenKind::Person(_)))
        });
        names.truncate(1);
    }
    let mut draft = new_election(sentence, office);
    add_names(reading, sentence, office, &names, &mut draft);
    let told = !draft.parties.is_empty() || !draft.persons.is_empty();
    (told && is_fact(reading, sentence, first)).then_some(draft)
}

/// Longest text between an office and the names of its row: (3人)：.
const ROW_LEAD_CHARS_MAX: usize = 8;

fn is_fact(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let clause = sentence.tokens.get(index).map_or(0, |token| token.clause);
    let planned = (sentence.clause(clause)).any(|(at, token)| {
        token.is_cue(Cue::Future) && !is_ba_construction(reading, sentence, at, index)
    });
    match read_modality(reading, sentence, index) {
        Modality::Fact if !planned => true,
        Modality::Fact | Modality::Plan => holder::is_next_term(reading, sentence, index),
        _ => false,
    }
}

fn add_names(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    office: &Token,
    names: &[usize],
    draft: &mut Draft,
) {
    let chaired = holder::role_of_bodies(reading, sentence, office, names);
    let role = [
        (Cue::ViceChairUnit, OrganizationRole::ViceChairUnit),
        (Cue::ChairUnit, OrganizationRole::ChairUnit),
        (Cue::Secretariat, OrganizationRole::SecretariatUnit),
        (Cue::MemberUnit, OrganizationRole::Member),
    ]
    .into_iter()
    .find(|(cue, _)| office.is_cue(*cue))
    .map(|(_, role)| role)
    .or(chaired);
    if office.is_cue(Cue::PartyPost) || inner::is_of_party(reading, sentence, office) {
        draft.kind = EventType::PartyOrgFounded;
    }
    for at in names {
        match sentence.tokens.get(*at).map(|token| token.kind) {
            Some(TokenKind::Person(person)) if role != Some(OrganizationRole::Member) => {
                draft.add_person(PersonPart {
                    person,
                    role: PersonRole::Elected,
                    office: Some(office.span.clone()),
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
