//! Who holds a meeting or closes an alliance, and what is only a place.

use crate::{
    event::{
        draft::Draft,
        host::Hosts,
        listing::parties_before,
        reading::{Reading, SentenceTokens, Token, TokenKind},
        role::{
            founder::subject_parties,
            organization::{give, own_drafts},
        },
    },
    record::{EventType, OrganizationRole},
};

/// X被甲撤销: who closes an alliance has authority over it.
pub(super) fn assign_closers(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
) {
    let parties = parties_before(reading, sentence, index);
    let led = (parties.first().and_then(|at| sentence.tokens.get(*at))).is_some_and(|first| {
        (reading.before(sentence, first.span.start)).ends_with(['被', '经', '由', '获'])
    });
    let (parties, reach) = if led {
        (parties, 0)
    } else {
        (
            deciding_authority(reading, sentence, index),
            NAMES_SENTENCES_MAX,
        )
    };
    let ended: Vec<usize> = (drafts.iter().enumerate())
        .filter(|(_, draft)| {
            draft.kind == EventType::AllianceDissolved
                && (draft.sentences.contains(&sentence.index)
                    || (sentence.index..=sentence.index + reach).contains(&draft.first_sentence()))
        })
        .map(|(at, _)| at)
        .collect();
    let role = OrganizationRole::Authority;
    give(reading, sentence, &parties, role, drafts, &ended);
}

/// 甲、乙和丙宣布，自2月1日起更名为X: who gives their alliance a new name is in it.
pub(super) fn assign_renamers(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
) {
    let Some(announced) = (sentence.tokens.iter().take(index))
        .rposition(|token| ["宣布", "宣告", "声明"].contains(&reading.text(token.span.clone())))
    else {
        return;
    };
    let parties = parties_before(reading, sentence, announced);
    let renamed: Vec<usize> = (drafts.iter().enumerate())
        .filter(|(_, draft)| {
            draft.kind == EventType::AllianceRenamed && draft.sentences.contains(&sentence.index)
        })
        .map(|(at, _)| at)
        .collect();
    if parties.len() >= 2 {
        let role = OrganizationRole::Member;
        give(reading, sentence, &parties, role, drafts, &renamed);
    }
}

/// How far behind the decision its subjects may be named, in sentences.
const NAMES_SENTENCES_MAX: usize = 3;

/// 某市民政局依法对两家社团作出撤销登记的决定: the public body that the clause begins
/// with, or the sentence where the clause has no subject of its own.
fn deciding_authority(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<usize> {
    const PUBLIC: [&str; 6] = ["局", "厅", "部", "委员会", "管委会", "政府"];
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let word = reading.text(trigger.span.clone());
    let decided = ["撤销", "注销", "取缔", "吊销"]
        .iter()
        .any(|verb| word.contains(verb));
    let acts = (sentence.tokens.iter().enumerate())
        .take(index)
        .filter(|_| decided)
        .find(|(_, token)| token.is_party() && !token.nested)
        .filter(|(_, token)| matches!(token.kind, TokenKind::Organization(_)))
        .filter(|(_, token)| {
            let name = reading.party_name(token).unwrap_or_default();
            PUBLIC.iter().any(|end| name.ends_with(end))
        })
        .filter(|(_, token)| {
            // 向某局申请注销: the alliance itself decides.
            let before = reading.before(sentence, token.span.start);
            let between = reading.text(token.span.end..trigger.span.start);
            !before.ends_with(['向', '到', '在', '报', '赴'])
                && !["表示", "负责人", "称", "说", "申请"]
                    .iter()
                    .any(|word| between.contains(word))
        });
    acts.map(|(at, _)| at).into_iter().collect()
}

/// 甲举行X论坛: who stands before 举行 and what is held behind it.
pub(super) fn assign_holders(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    let Some(trigger) = sentence.tokens.get(index) else {
        return;
    };
    let held = |token: &Token| matches!(token.kind, TokenKind::Meeting(_) | TokenKind::Alliance(_));
    let object = (sentence.clause(trigger.clause)).any(|(at, token)| at > index && held(token));
    let subject = (sentence.clause(trigger.clause))
        .any(|(at, token)| at < index && !token.nested && held(token));
    // 由甲、乙联合召开的X大会.
    let agents = parties_before(reading, sentence, index);
    let led = (agents.first().and_then(|at| sentence.tokens.get(*at)))
        .is_some_and(|first| reading.before(sentence, first.span.start).ends_with('由'));
    if led {
        let role = OrganizationRole::Organizer;
        give(reading, sentence, &agents, role, drafts, &hosts.gatherings);
    } else if object && !subject {
        let parties = subject_parties(reading, sentence, index);
        let own = (sentence.clause(trigger.clause))
            .filter(|(at, _)| *at > index)
            .find_map(|(_, token)| token.alliance())
            .map_or_else(Vec::new, |entity| {
                own_drafts(drafts, entity, sentence.index)
            });
        let targets = if own.is_empty() {
            &hosts.gatherings
        } else {
            &own
        };
        let role = OrganizationRole::Organizer;
        give(reading, sentence, &parties, role, drafts, targets);
    }
}

/// 第二届由甲承办, 下届年会由乙承办: who will hold another meeting.
pub(super) fn is_of_next(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let Some(trigger) = sentence.tokens.get(index) else {
        return false;
    };
    let words = reading.text(sentence.clause_start(index)..trigger.span.start);
    let Some((when, _)) = words.split_once('由') else {
        return false;
    };
    let numbered = when.starts_with('第') && when.ends_with('届');
    numbered
        || ["下届", "下一届", "次届", "下次", "下一次", "明年", "下一站"]
            .iter()
            .any(|next| when.starts_with(next))
}

/// 在甲举行: where it was held, not who held it.
pub(crate) fn is_a_venue(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let before = reading.before(sentence, token.span.start);
    let behind = reading.after(sentence, token.span.end);
    // 在位于甲区的乙博物馆, 在甲县的乙中心.
    let placed = before.ends_with('的')
        && before.rfind('在').is_some_and(|at| {
            let attribute = before.get(at..).unwrap_or_default();
            let seated = (before.get(..at).unwrap_or_default()).ends_with(['设', '部', '户']);
            attribute.chars().count() <= 12 && !seated && !attribute.contains(['，', '、'])
        });
    // 会议甲中心举行。 names no holder; 甲中心举行座谈会 does.
    let held = (behind.strip_prefix("举行").or(behind.strip_prefix("召开"))).is_some_and(|rest| {
        rest.trim_start_matches('了')
            .starts_with(['，', '。', '；', '\n'])
            || rest.is_empty()
    });
    placed || before.ends_with(['在', '于', '假']) || held
}

/// X联盟牵头单位甲公司: what the body behind is, not what the alliance does.
pub(super) fn is_apposition(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> bool {
    let (Some(trigger), Some(before), Some(next)) = (
        sentence.tokens.get(index),
        index.checked_sub(1).and_then(|at| sentence.tokens.get(at)),
        sentence.tokens.get(index + 1),
    ) else {
        return false;
    };
    before.alliance().is_some()
        && reading.gap(before, trigger).is_empty()
        && matches!(next.kind, TokenKind::Organization(_))
        && reading.gap(trigger, next).is_empty()
}
