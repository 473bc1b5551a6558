//! Standards: whose they are, and those that take effect, which by then are published.

use crate::{
    event::{
        draft::{Draft, PartyRole},
        reading::{Reading, SentenceTokens, Token},
    },
    record::OrganizationRole,
};

/// How far behind a standard the word stands by which it takes effect, in characters.
const EFFECT_CHARS_MAX: usize = 16;

/// 由甲联盟制定的《…》联盟标准正式施行: whether the clause says that the standard takes
/// effect, and not that it will.
pub(super) fn takes_effect(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    document: &Token,
) -> bool {
    let behind = reading.after(sentence, document.span.end);
    let clause: String = (behind.chars())
        .take_while(|next| !"，。；".contains(*next))
        .collect();
    let before = reading.before(sentence, document.span.start);
    let lead = before.rsplit(['，', '。', '；']).next().unwrap_or_default();
    let effect = [
        "正式施行",
        "正式实施",
        "起施行",
        "起实施",
        "正式生效",
        "正式执行",
    ]
    .iter()
    .filter_map(|word| clause.find(word))
    .min();
    let to_come = ["将", "拟", "待", "计划", "尚未", "后"];
    effect.is_some_and(|at| {
        let between = clause.get(..at).unwrap_or_default();
        between.contains("标准")
            && between.chars().count() <= EFFECT_CHARS_MAX
            && !to_come.iter().any(|word| between.contains(word))
            && !["将", "拟"].iter().any(|word| lead.ends_with(word))
    })
}

/// 由甲联盟制定的: who drew the standard up, right before it.
pub(super) fn drafters_of(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    document: usize,
) -> Vec<usize> {
    const VERBS: [&str; 9] = [
        "制定",
        "制订",
        "牵头制定",
        "牵头起草",
        "起草",
        "编制",
        "提出",
        "发布",
        "牵头编制",
    ];
    let Some(token) = sentence.tokens.get(document) else {
        return Vec::new();
    };
    let party = (sentence.tokens.iter().enumerate().take(document))
        .rfind(|(_, party)| party.is_party() && !party.nested && party.clause == token.clause);
    party
        .filter(|(_, party)| {
            let gap = reading.gap(party, token).trim_end_matches(['《', '“']);
            gap.strip_suffix('的')
                .is_some_and(|verb| VERBS.contains(&verb))
        })
        .map(|(at, _)| vec![at])
        .unwrap_or_default()
}

/// 甲联盟团体标准发布仪式举行，《…》等6项团体标准发布: a group standard is issued by the one
/// alliance that the sentence joins to it, where no other issuer is told.
pub(super) fn add_owner_of_standard(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    document: &Token,
    draft: &mut Draft,
) {
    let words = reading.text(sentence.span.clone());
    let group = ["团体标准", "联盟标准"]
        .iter()
        .any(|kind| words.contains(kind));
    let mut named = (sentence.tokens.iter())
        .filter(|token| token.span.end <= document.span.start)
        .filter_map(|token| Some((token.alliance()?, token.span.clone())));
    let Some((entity, span)) = named.next().filter(|_| group && draft.parties.is_empty()) else {
        return;
    };
    let other = named.any(|(other, _)| other != entity)
        || draft.alliances.iter().any(|(other, _)| *other != entity);
    if other {
        return;
    }
    draft.add_party(PartyRole {
        name: reading.alliance_name(entity).to_owned(),
        role: OrganizationRole::Organizer,
        span: span.clone(),
        sentence: sentence.index,
    });
    draft.add_alliance(entity, span);
}
