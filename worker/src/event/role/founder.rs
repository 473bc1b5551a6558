//! Who founds an alliance, announces it, or leads it as an attribute of its name.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        gap::is_list_gap,
        listing::{is_employer, parties_after, parties_before},
        reading::{Reading, SentenceTokens, Token, TokenKind},
        role::{
            collective,
            former::former_or_latter,
            holder::is_a_venue,
            organization::{give, own_drafts},
        },
    },
    record::{EventType, OrganizationRole},
};

/// 由甲、乙共同组建, 甲与乙发起成立X: who stands right before the word founds;
/// where others lead, the rest are members.
pub(super) fn assign_founders(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    // 甲、乙共同发起: told by the words of organizing.
    if reading.text(trigger.span.clone()).ends_with("发起") {
        return;
    }
    let transitive = (sentence.tokens.iter().skip(index + 1))
        .take_while(|token| token.clause == trigger.clause)
        .any(|token| token.alliance().is_some() && !token.nested);
    let mut parties = parties_before(reading, sentence, index);
    parties.retain(|at| {
        (sentence.tokens.get(*at)).is_some_and(|token| !is_a_venue(reading, sentence, token))
    });
    if parties.is_empty() && transitive {
        parties = subject_parties(reading, sentence, index);
    }
    let partners = parties
        .first()
        .is_some_and(|at| is_partner(reading, sentence, *at));
    if (parties.is_empty() || partners) && transitive {
        parties.splice(
            0..0,
            subject_of_clause_before(reading, sentence, index, partners),
        );
    }
    if parties.is_empty() {
        parties = parties_of_cleft(reading, sentence, index);
    }
    if parties.is_empty() {
        parties = agent_of_copula(reading, sentence, index);
    }
    if parties.is_empty() {
        assign_counted(reading, sentence, index, drafts);
    }
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
    let targets = founded_by(reading, sentence, index, drafts);
    give(reading, sentence, &parties, role, drafts, &targets);
}

/// 五方共同发起: as many as were named before found.
pub(super) fn assign_counted(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
) {
    let role = OrganizationRole::Organizer;
    for party in collective::counted_parties(reading, sentence, index, role) {
        for at in founded_by(reading, sentence, index, drafts) {
            if let Some(draft) = drafts.get_mut(at) {
                draft.add_party(party.clone());
            }
        }
    }
}

/// 甲与乙、丙共同签署宣言，联盟随之成立: who signs what founds it.
pub(super) fn assign_founding_signers(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let founded: Vec<usize> = (drafts.iter().enumerate())
        .filter(|(_, draft)| {
            draft.kind == EventType::AllianceFounded
                && !draft.background
                && draft.sentences.contains(&sentence.index)
                && draft.trigger.start > trigger.span.end
                && !draft.has_role(OrganizationRole::Organizer)
        })
        .map(|(at, _)| at)
        .collect();
    if founded.is_empty() {
        return;
    }
    let mut clause = trigger.clause;
    let mut parties: Vec<usize> = Vec::new();
    while parties.len() < 2 {
        parties = (sentence.clause(clause))
            .filter(|(at, token)| {
                *at < index
                    && matches!(token.kind, TokenKind::Organization(_))
                    && !token.nested
                    && !is_a_venue(reading, sentence, token)
                    && !is_employer(reading, sentence, token)
            })
            .map(|(at, _)| at)
            .collect();
        match clause.checked_sub(1) {
            Some(before) if trigger.clause - clause < 1 => clause = before,
            _ => break,
        }
    }
    if parties.len() >= 2 {
        let role = OrganizationRole::Organizer;
        give(reading, sentence, &parties, role, drafts, &founded);
    }
}

/// 甲成立X联盟，26日与乙、丙签订意向书: with whom the founder signs is a member.
pub(super) fn assign_cosigners(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
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
        })
        .map(|(at, _)| at)
        .collect();
    let led = (parties.first().and_then(|at| sentence.tokens.get(*at))).is_some_and(|first| {
        let lead = reading.text(sentence.clause_start(index)..first.span.start);
        lead.ends_with(['与', '和', '同', '跟']) && lead.chars().count() <= LEAD_CHARS_MAX
    });
    let founded: Vec<usize> = (drafts.iter().enumerate())
        .filter(|(_, draft)| {
            draft.kind == EventType::AllianceFounded
                && !draft.background
                && draft.sentences.contains(&sentence.index)
                && draft.trigger.end < trigger.span.start
        })
        .map(|(at, _)| at)
        .collect();
    if led && parties.len() >= 2 {
        let role = OrganizationRole::Member;
        give(reading, sentence, &parties, role, drafts, &founded);
    }
}

/// The longest time and adverb before 与, in characters.
const LEAD_CHARS_MAX: usize = 8;

/// The foundings and plans of the alliance nearest to the word; of one within
/// the name of its founding meeting where no other stands: 甲组建的X成立大会.
fn founded_by(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &[Draft],
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let named = |token: &&Token| token.alliance().is_some();
    if let Some(entity) = former_or_latter(reading, sentence, index) {
        return own_drafts(drafts, entity, sentence.index);
    }
    let nearest = (sentence.tokens.iter())
        .filter(|token| !token.nested)
        .filter(named)
        .min_by_key(|token| token.span.start.abs_diff(trigger.span.start));
    let inner = || {
        (sentence.tokens.iter().skip(index))
            .find(named)
            .filter(|token| reading.gap(trigger, token).trim_end_matches(['“', '「']) == "的")
    };
    (nearest.or_else(inner).and_then(Token::alliance)).map_or_else(Vec::new, |entity| {
        own_drafts(drafts, entity, sentence.index)
    })
}

/// X是甲在乙的支持下组建的: who stands right behind 是 founds.
fn agent_of_copula(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let before = |token: &Token| reading.before(sentence, token.span.start);
    let Some((at, agent)) = (sentence.tokens.iter().enumerate().take(index)).find(|(_, token)| {
        matches!(token.kind, TokenKind::Organization(_))
            && !token.nested
            && (before(token).ends_with("联盟是")
                || before(token).ends_with("体是")
                || before(token).ends_with("是由"))
    }) else {
        return Vec::new();
    };
    let way = reading.gap(agent, trigger);
    if way.starts_with(['在', '为']) || way.starts_with("根据") {
        vec![at]
    } else {
        Vec::new()
    }
}

/// The organizations that the clause of the word begins with.
pub(super) fn subject_parties(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    subject_of_kind(reading, sentence, index, |token| {
        matches!(token.kind, TokenKind::Organization(_))
    })
}

/// The organizations and alliances that the clause of the word begins with.
pub(super) fn subject_hosts(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let named = |token: &Token| {
        let behind = reading.after(sentence, token.span.end);
        !behind
            .trim_start_matches(['”', '」', ')', '）'])
            .starts_with(['的', '第', '成', '年'])
    };
    subject_of_kind(reading, sentence, index, |token| {
        token.is_party() && named(token)
    })
}

fn subject_of_kind(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    is_kind: impl Fn(&Token) -> bool,
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let mut found: Vec<usize> = Vec::new();
    for (at, token) in sentence.clause(trigger.clause) {
        if at >= index {
            break;
        }
        let aside = is_a_venue(reading, sentence, token)
            || is_employer(reading, sentence, token)
            || reading
                .before(sentence, token.span.start)
                .ends_with(['由', '向', '为', '对', '赴']);
        if is_kind(token) && !token.nested && !aside {
            found.push(at);
        } else if token.is_any_cue(&[Cue::Speak, Cue::Attend, Cue::Sign, Cue::Guide])
            && !(token.span.end == trigger.span.start
                && reading.text(token.span.clone()).starts_with('宣'))
        {
            return Vec::new();
        }
    }
    found
}

/// ，携手乙打造品牌、筹组X联盟: the clause begins with whom its subject acts with.
fn is_partner(reading: &Reading<'_>, sentence: &SentenceTokens, at: usize) -> bool {
    let Some(token) = sentence.tokens.get(at) else {
        return false;
    };
    let lead = reading.text(sentence.clause_start(at)..token.span.start);
    [
        "携手",
        "联合",
        "会同",
        "偕同",
        "联同",
        "并与",
        "并携手",
        "并联合",
    ]
    .contains(&lead.trim())
}

/// 甲集结百家厂商，成立X联盟: the clause of the word begins with it; its subject
/// is that of the clause before.
fn subject_of_clause_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    with_partners: bool,
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let lead = reading.text(sentence.clause_start(index)..trigger.span.start);
    let Some(before) = trigger
        .clause
        .checked_sub(1)
        .filter(|_| with_partners || lead.trim().chars().count() <= 4)
    else {
        return Vec::new();
    };
    let mut found: Vec<usize> = Vec::new();
    for (at, token) in sentence.clause(before) {
        if !matches!(token.kind, TokenKind::Organization(_)) || token.nested {
            continue;
        }
        let lead = reading.text(sentence.clause_start(at)..token.span.start);
        let joins = ["联合", "会同", "携手", "联同"]
            .iter()
            .any(|word| lead.ends_with(word));
        let leads = (found.last().and_then(|last| sentence.tokens.get(*last)))
            .map_or(joins || lead.is_empty(), |last| {
                is_list_gap(reading.gap(last, token))
            });
        if !leads || is_employer(reading, sentence, token) {
            break;
        }
        found.push(at);
    }
    // 甲开发区8家企业: the firms are the subject.
    let of_others = found
        .last()
        .and_then(|at| sentence.tokens.get(*at))
        .is_some_and(|last| {
            let behind = reading.after(sentence, last.span.end);
            let counted = behind.trim_start_matches(|c: char| c.is_ascii_digit());
            behind.starts_with(['的', '内', '各', '有'])
                || counted.len() < behind.len()
                    && counted.starts_with(['家', '个', '所', '名', '位'])
        });
    if of_others { Vec::new() } else { found }
}

/// Longest text between 牵头 and the list that 是 opens.
const CLEFT_CHARS_MAX: usize = 24;

/// 牵头的三家单位是甲、乙: the list stands behind 是.
pub(super) fn parties_of_cleft(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let Some((at, first)) = (sentence.tokens.iter().enumerate().skip(index + 1))
        .find(|(_, token)| matches!(token.kind, TokenKind::Organization(_)) && !token.nested)
    else {
        return Vec::new();
    };
    let gap = reading.gap(trigger, first);
    // 创办机构共八家，当中有甲、乙.
    let of_bodies = (reading.text(trigger.span.clone())).ends_with(['方', '位', '构', '业']);
    let cleft = gap.chars().count() <= CLEFT_CHARS_MAX
        && !gap.contains(['。', '；'])
        && (of_bodies || gap.contains('的') || gap.starts_with(['方', '单']))
        && (gap.trim_end_matches(['“', ' '])).ends_with(['是', '为', '有', '：', '括']);
    if !cleft {
        return Vec::new();
    }
    let mut parties = vec![at];
    parties.extend(parties_after(reading, sentence, at));
    parties
}

/// 甲牵头的X联盟: the alliances that the word is an attribute of.
pub(super) fn alliances_attributed(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut left = trigger;
    for token in sentence.tokens.iter().skip(index + 1) {
        let Some(entity) = token.alliance().filter(|_| !token.nested) else {
            continue;
        };
        let gap = reading.gap(left, token);
        let joined = if found.is_empty() {
            gap.trim_end_matches(['“', '"']) == "的" || gap == "成立的" || gap == "组建的"
        } else {
            is_list_gap(gap)
        };
        if !joined {
            break;
        }
        found.push(entity);
        left = token;
    }
    found
}

/// X、Y两个联盟成立，牵头单位分别为甲、乙: the alliances that as many parties
/// lead, one each; empty where the words say otherwise.
pub(super) fn alliances_listed_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    count: usize,
) -> Vec<usize> {
    let apart = (sentence.tokens.get(index))
        .is_some_and(|trigger| (reading.after(sentence, trigger.span.end)).starts_with("分别"));
    let mut listed: Vec<usize> = (sentence.tokens.iter().take(index))
        .filter(|token| !token.nested)
        .filter_map(Token::alliance)
        .collect();
    listed.dedup();
    if apart && count > 1 && listed.len() == count {
        listed
    } else {
        Vec::new()
    }
}

/// Each alliance gets the parties; as many parties as alliances that a word
/// parts (分别) get one each.
pub(super) fn give_to_attributed(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    parties: &[usize],
    role: OrganizationRole,
    drafts: &mut [Draft],
    alliances: &[usize],
) {
    let apart = parties.len() == alliances.len()
        && parties.iter().any(|at| {
            (sentence.tokens.get(*at)).is_some_and(|party| {
                (reading.after(sentence, party.span.end)).starts_with("分别")
                    || (reading.before(sentence, party.span.start)).ends_with("分别由")
            })
        });
    for (nth, entity) in alliances.iter().enumerate() {
        let own = own_drafts(drafts, *entity, sentence.index);
        let givers = match parties.get(nth) {
            Some(party) if apart => std::slice::from_ref(party),
            _ => parties,
        };
        give(reading, sentence, givers, role, drafts, &own);
    }
}
