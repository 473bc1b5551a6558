//! Cities and counties that join an alliance of their kind.

use crate::{
    event::{
        draft::PartyRole,
        gap::is_counter,
        listing::region_party,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::OrganizationRole,
};

/// 宜昌市、荆州市正式加入X: the regions that stand in one list right before the
/// word, or begin the clause before it.
pub(super) fn joining_regions(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Vec<PartyRole> {
    let Some(trigger) = sentence.tokens.get(index) else {
        return Vec::new();
    };
    let own = regions_before(reading, sentence, trigger);
    let start = sentence.clause_start(index);
    // 丙市与X签约，成为新成员: the clause of the word has no subject.
    let bare = without_manner(reading.text(start..trigger.span.start)).is_empty();
    let Some(before) = (trigger.clause.checked_sub(1)).filter(|_| own.is_empty() && bare) else {
        return own;
    };
    (sentence.clause(before))
        .find(|(at, token)| {
            matches!(token.kind, TokenKind::Place(_))
                && !token.nested
                && token.span.start == sentence.clause_start(*at)
                && !reading.after(sentence, token.span.end).starts_with('的')
        })
        .and_then(|(_, token)| region_party(reading, sentence, token, OrganizationRole::Member))
        .into_iter()
        .collect()
}

/// The list of regions that ends right before the word, but for a count and how
/// they join.
fn regions_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    trigger: &Token,
) -> Vec<PartyRole> {
    let mut found = Vec::new();
    let mut right = trigger.span.start;
    let before = (sentence.tokens.iter().rev())
        .skip_while(|token| token.span.end > trigger.span.start)
        .take_while(|token| token.clause == trigger.clause);
    for token in before {
        let aside = token.is_mark('、') || matches!(token.kind, TokenKind::Cue(_));
        if aside && token.span.end <= right {
            continue;
        }
        let gap = reading.text(token.span.end..right.max(token.span.end));
        let joined = if found.is_empty() {
            without_manner(gap).is_empty()
        } else {
            ["、", "和", "与", "及", "以及"].contains(&gap)
        };
        let region = matches!(token.kind, TokenKind::Place(_)) && !token.nested;
        if !joined || !region {
            break;
        }
        found.extend(region_party(
            reading,
            sentence,
            token,
            OrganizationRole::Member,
        ));
        right = token.span.start;
    }
    let led = reading.before(sentence, right);
    // 在宜昌加入: where they did so.
    if ["在", "于", "来自", "赴", "到", "从", "至"]
        .iter()
        .any(|word| led.ends_with(word))
    {
        return Vec::new();
    }
    found.reverse();
    found
}

/// What is left of the text between a region and the word without counts, levels
/// and manners.
fn without_manner(gap: &str) -> &str {
    const MANNERS: [&str; 20] = [
        "正式", "成功", "获准", "获批", "顺利", "率先", "也", "新", "等", "市", "县", "区", "州",
        "城市", "地", "现", "已", "被", "，", "并",
    ];
    let mut rest = gap.trim_matches([' ', '“', '”']);
    while let Some(shorter) = (MANNERS.iter())
        .find_map(|manner| rest.strip_prefix(manner))
        .or_else(|| rest.strip_prefix(is_counter))
    {
        rest = shorter;
    }
    rest
}
