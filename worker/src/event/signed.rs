//! Agreements that named parties signed.

mod alliance;
mod ceremony;
mod earlier;
mod further;
mod lines;
mod meant;
mod noun;
mod pairs;
mod partners;
mod party;
mod regions;
mod side;
mod sides;
mod signers;
mod slots;
mod statement;
mod subject;
mod table;
mod titled;
mod verb;
mod visit;

use std::ops::Range;

use self::{
    alliance::signing_alliance,
    party::{is_agent, is_in_object, is_possible_party, opens_a_list, signatory},
    statement::signs_a_statement,
    verb::is_of_signing,
};

pub(crate) use signers::is_signed_by_persons;

use crate::{
    event::{
        clause_budget::ClauseBudget,
        cue::Cue,
        draft::{Draft, PartyRole, PersonPart},
        findings::Findings,
        gap::is_list_gap,
        listing::party_role,
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    numbering::is_numbering,
    record::{EventType, OrganizationRole, PersonRole},
};

/// Finds signings in one sentence.
pub(crate) fn match_signings(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    ceremony::match_ceremonies(reading, sentence, findings);
    table::match_table(reading, sentence, findings);
    if lines::match_lines(reading, sentence, findings)
        || titled::match_titled_pacts(reading, sentence, findings)
    {
        return;
    }
    let mut first_clause = sentence.clauses().start;
    let mut budget = ClauseBudget::default();
    for (index, trigger) in sentence.tokens.iter().enumerate() {
        let signs = trigger.is_cue(Cue::Sign)
            && !trigger.nested
            && is_of_signing(reading, sentence, trigger);
        if !signs || trigger.clause < first_clause || signs_a_statement(reading, sentence, index) {
            continue;
        }
        if !budget.spend(trigger.clause) {
            continue;
        }
        if let Some(pair) = partners::listed_pair(reading, sentence, index) {
            let kind = EventType::AgreementSigned;
            let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
            for party in pair {
                draft.add_party(party);
            }
            if read_modality(reading, sentence, index) == Modality::Fact {
                findings.drafts.push(draft);
            }
            continue;
        }
        if read_signing(reading, sentence, index, first_clause, findings) {
            first_clause = trigger.clause + 1;
        }
    }
}

/// Drafts the signing that the word at `index` tells, or adds to the one told
/// before; `false` where it tells none.
fn read_signing(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    first_clause: usize,
    findings: &mut Findings,
) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let kind = EventType::AgreementSigned;
    let parties = find_parties(reading, sentence, index, first_clause);
    if parties.len() == 1
        && goes_on(reading, sentence, index)
        && further::go_on_from_last(reading, sentence, index, &parties, findings)
    {
        return true;
    }
    if draft_pairs(reading, sentence, index, &parties, findings) {
        return true;
    }
    let named = named_parties(reading, sentence, index, &parties);
    let pointed = if named.len() < 2 {
        meant::parties_pointed_at(reading, sentence, index, &named, findings)
    } else {
        Vec::new()
    };
    let mut signatories = if pointed.is_empty() {
        find_signatories(reading, sentence, index, named, findings)
    } else {
        named
    };
    let owner = (signatories.len() < 2 && parties.len() == 1 && goes_on(reading, sentence, index))
        .then(|| signing_alliance(reading, sentence, index, findings))
        .flatten();
    if let Some(owner) = owner.as_ref() {
        signatories.push(owner.party.clone());
    }
    let meant = if signatories.len() < 2 && pointed.is_empty() {
        unlisted_parties(reading, sentence, index, &signatories, findings)
    } else {
        pointed
    };
    add_new(
        &mut signatories,
        meant.iter().map(|meant| meant.party.clone()).collect(),
    );
    let problem = if signatories.len() < 2 {
        Some("fewer than two named parties")
    } else if read_modality(reading, sentence, index) != Modality::Fact {
        Some("not told as a fact")
    } else {
        None
    };
    if let Some(reason) = problem {
        findings.skip(kind, sentence, trigger, reason);
        return false;
    }
    use_new_names(reading, findings, &mut signatories);
    let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
    for token in parties.iter().filter_map(|at| sentence.tokens.get(*at)) {
        if let Some(entity) = token.alliance() {
            draft.add_alliance(entity, token.span.clone());
        }
    }
    if let Some(owner) = owner {
        draft.add_alliance(owner.entity, owner.span);
    }
    for signatory in signatories {
        draft.add_party(signatory);
    }
    add_meant(meant, sentence, &mut draft);
    let segment = segment_of(reading, sentence, &trigger.span);
    draft.refers_back = is_signed_by_persons(reading.text(segment));
    signers::add_signers(reading, sentence, &trigger.span, &mut draft);
    findings.drafts.push(draft);
    true
}

/// The parties of a clause that names too few: by the words that stand for them, else
/// by their places, else by who visits whom.
fn unlisted_parties(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    named: &[PartyRole],
    findings: &Findings,
) -> Vec<meant::Meant> {
    let meant = meant::meant_parties(reading, sentence, index, named, findings);
    if !meant.is_empty() {
        return meant;
    }
    let by_place = slots::both_sides(reading, sentence, index, findings);
    if !by_place.is_empty() {
        return by_place;
    }
    visit::guest_and_host(reading, sentence, index, findings)
}

/// An alliance that the text has told as renamed signs under its new name.
fn use_new_names(reading: &Reading<'_>, findings: &Findings, signatories: &mut [PartyRole]) {
    let name = |entity: usize| {
        reading
            .mentions
            .alliances
            .get(entity)
            .map(|known| &known.name)
    };
    let renamings = (findings.drafts.iter())
        .filter(|draft| draft.kind == EventType::AllianceRenamed && !draft.background);
    for renaming in renamings {
        let [(new, _), (old, _), ..] = renaming.alliances.as_slice() else {
            continue;
        };
        let (Some(new), Some(old)) = (name(*new), name(*old)) else {
            continue;
        };
        for party in signatories.iter_mut().filter(|party| party.name == *old) {
            party.name.clone_from(new);
        }
    }
}

/// Drafts an agreement for each pair of the parties, where the sentence joins them so.
fn draft_pairs(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    parties: &[usize],
    findings: &mut Findings,
) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let kind = EventType::AgreementSigned;
    let pairs = pairs::pairs_of(reading, sentence, index, parties);
    if pairs.len() > 1 && read_modality(reading, sentence, index) == Modality::Fact {
        for pair in pairs {
            let mut draft = Draft::new(kind, sentence.index, trigger.span.clone());
            for at in pair {
                let role = OrganizationRole::Signatory;
                if let Some(entity) = sentence.tokens.get(at).and_then(Token::alliance) {
                    draft.add_alliance(entity, trigger.span.clone());
                }
                draft
                    .parties
                    .extend(party_role(reading, sentence, at, role));
            }
            findings.drafts.push(draft);
        }
        return true;
    }
    false
}

/// The alliances and the persons of the parties that other words stand for.
fn add_meant(meant: Vec<meant::Meant>, sentence: &SentenceTokens, draft: &mut Draft) {
    for meant in meant {
        if let Some(entity) = meant.alliance {
            draft.add_alliance(entity, meant.party.span);
        }
        if let Some(person) = meant.person {
            draft.add_person(PersonPart {
                person,
                role: PersonRole::Signatory,
                office: None,
                sentence: sentence.index,
            });
        }
    }
}

/// The parties at those places, with those that stand in one list with them.
fn named_parties(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    parties: &[usize],
) -> Vec<PartyRole> {
    let named: Vec<PartyRole> = (parties.iter())
        .filter_map(|at| signatory(reading, sentence, *at))
        // 这家公司 names no body.
        .filter(|party| {
            let noun = party.name.strip_prefix('家');
            !noun.is_some_and(noun::is_noun)
        })
        .collect();
    let mut all = partners::complete_parties(reading, sentence, index, named);
    let before = subject::subject_before_comma(reading, sentence, index, &all);
    add_new(&mut all, before);
    all
}

/// The parties that the sentence names; where it names fewer than two, those
/// that 各方 refers to, regions, or the employers of who signed.
fn find_signatories(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    mut named: Vec<PartyRole>,
    findings: &Findings,
) -> Vec<PartyRole> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    if named.len() >= 2 {
        if signers::is_list_of_signers(reading, sentence, index) {
            add_new(
                &mut named,
                signing_employers(reading, sentence, &trigger.span),
            );
        }
        return named;
    }
    if earlier::is_collective(reading, sentence, index) {
        let here = earlier::signed_here(findings, sentence.index);
        if !here.is_empty() {
            return here;
        }
        let mut listed = earlier::earlier_list(reading, sentence, index);
        if listed.len() < 2 {
            listed = earlier::signed_before(findings, sentence.index);
        }
        if listed.len() >= 2 {
            return listed;
        }
    }
    let above = lines::pair_above(reading, sentence, index);
    if named.is_empty() && above.len() >= 2 {
        return above;
    }
    let mut all = named;
    all.extend(signers::represented(reading, sentence, index));
    if all.len() >= 2 {
        return all;
    }
    let regions = regions::signing_regions(reading, sentence, trigger.clause);
    all.extend(if regions.len() >= 2 {
        regions
    } else {
        signing_employers(reading, sentence, &trigger.span)
    });
    all
}

fn add_new(parties: &mut Vec<PartyRole>, more: Vec<PartyRole>) {
    for party in more {
        if parties.iter().all(|known| known.name != party.name) {
            parties.push(party);
        }
    }
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
    // 4个项目签约 has a subject of its own.
    let lead = reading.text(sentence.clause_start(index)..trigger.span.start);
    let of_projects = lead.starts_with(is_numbering) && lead.contains("项目");
    let first_clause = if of_projects {
        trigger.clause
    } else {
        first_clause
    };
    let own_clause = sides::opening_of(reading, sentence, index).clause;
    for clause in (first_clause..=trigger.clause + 1).rev() {
        if clause == trigger.clause + 1 && !opens_a_list(reading, sentence, trigger) {
            continue;
        }
        // 甲与乙签约；丙则与丁签约: a semicolon ends what the subject goes on over.
        let parted = clause < trigger.clause
            && (sentence.clause(clause).last()).is_some_and(|(_, mark)| mark.is_mark('；'))
            && lead.contains(['与', '和', '同']);
        if parted || found.len() >= 2 && clause < own_clause {
            break;
        }
        let mut last: Option<&Token> = None;
        for (at, token) in sentence.clause(clause) {
            if !is_possible_party(reading, sentence, token)
                || is_in_object(reading, sentence, trigger, token)
            {
                continue;
            }
            let Some(name) = reading.party_name(token) else {
                continue;
            };
            // Of an earlier clause only what it begins with carries on.
            let topic = last.map_or_else(
                || !is_agent(reading, sentence, token),
                |last| is_list_gap(reading.gap(last, token)),
            );
            if names.contains(&name) || clause < own_clause && !topic {
                continue;
            }
            last = Some(token);
            names.push(name);
            found.push(at);
        }
    }
    found.sort_unstable();
    // 甲与乙签署丙基地共建协议: behind the word stands what it is about.
    let before = found.iter().filter(|at| **at < index).count();
    if before >= 2 && !opens_a_list(reading, sentence, trigger) {
        found.truncate(before);
    }
    found
}

/// 协议由甲局长某与乙厅长某签署: their employers sign.
fn signing_employers(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Range<usize>,
) -> Vec<PartyRole> {
    let segment = segment_of(reading, sentence, trigger);
    let signed = is_signed_by_persons(reading.text(segment.clone()))
        || signers::is_cosigned(reading, sentence, trigger);
    if !signed {
        return Vec::new();
    }
    let mut employers: Vec<PartyRole> = Vec::new();
    for token in within(sentence, &segment) {
        let TokenKind::Person(person) = token.kind else {
            continue;
        };
        if token.span.start > trigger.end && signers::is_witness(reading, sentence, token) {
            continue;
        }
        let meant = meant::signs_for(reading, sentence, token, person);
        add_new(
            &mut employers,
            meant.into_iter().map(|meant| meant.party).collect(),
        );
    }
    employers
}

/// 另与丙签订: the subject and its agreement go on.
fn goes_on(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let clause = reading.text(sentence.clause_start(index)..trigger.span.start);
    let clause = clause.trim_start();
    ["与", "另与", "并与", "还与", "又与", "再与", "同时与"]
        .iter()
        .any(|word| clause.starts_with(word))
        && !clause.starts_with("与会")
}

/// The part of the sentence around the word, between semicolons.
fn segment_of(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Range<usize>,
) -> Range<usize> {
    let before = reading.before(sentence, trigger.start);
    let behind = reading.after(sentence, trigger.end);
    let start = before.rfind('；').map_or(sentence.span.start, |at| {
        sentence.span.start + at + '；'.len_utf8()
    });
    let end = behind
        .find('；')
        .map_or(sentence.span.end, |at| trigger.end + at);
    start..end
}

fn within<'s>(
    sentence: &'s SentenceTokens,
    segment: &Range<usize>,
) -> impl Iterator<Item = &'s Token> {
    let segment = segment.clone();
    (sentence.tokens.iter())
        .filter(move |token| token.span.start >= segment.start && token.span.end <= segment.end)
}
