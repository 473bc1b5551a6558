//! 前者 and 后者: which of two alliances is meant.

use crate::{
    event::{
        listing::is_employer,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::OrganizationRole,
};

/// 前者由甲发起，后者由乙牵头: the first or the second of the two alliances that
/// the sentence before tells of, for the word at `index`.
pub(super) fn former_or_latter(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> Option<usize> {
    let trigger = sentence.tokens.get(index)?;
    let before = reading.before(sentence, trigger.span.start);
    let part = before.rsplit('；').next()?;
    let nth = match (part.rfind("前者"), part.rfind("后者")) {
        (Some(_), None) => 0,
        (None, Some(_)) => 1,
        (Some(former), Some(latter)) => usize::from(latter > former),
        (None, None) => return None,
    };
    // 前者…。后者…: the sentence before may be of the former.
    let first = sentence.index.saturating_sub(SENTENCES_MAX);
    let listed = (reading.sentences.get(first..sentence.index)?.iter().rev())
        .map(alliances_of)
        .find(|listed| !listed.is_empty())?;
    if listed.len() == 2 {
        listed.get(nth).copied()
    } else {
        None
    }
}

/// How far before 后者 the two may be named, in sentences.
const SENTENCES_MAX: usize = 3;

fn alliances_of(sentence: &SentenceTokens) -> Vec<usize> {
    let mut listed: Vec<usize> = (sentence.tokens.iter())
        .filter(|token| !token.nested)
        .filter_map(Token::alliance)
        .collect();
    listed.dedup();
    listed
}

/// 前者的发起方共7家，甲、乙、丙名列其中: bodies of a list that is told of one of two
/// alliances, and their part; empty where the sentence tells of none.
pub(super) fn listed_of_one(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
) -> Vec<(usize, usize, OrganizationRole)> {
    const MEMBERSHIP: [&str; 8] = [
        "发起",
        "成员",
        "会员",
        "名列其中",
        "都在其中",
        "在列",
        "加盟",
        "参与",
    ];
    // 后者由甲牵头，乙、丙参加 is told by its verbs.
    let text = reading.text(sentence.span.clone());
    if ["前者由", "后者由", "前者系由", "后者系由"]
        .iter()
        .any(|led| text.contains(led))
    {
        return Vec::new();
    }
    (sentence.tokens.iter().enumerate())
        .filter(|(_, token)| matches!(token.kind, TokenKind::Organization(_)) && !token.nested)
        .filter(|(_, token)| !is_employer(reading, sentence, token))
        .filter_map(|(at, token)| {
            let entity = former_or_latter(reading, sentence, at)?;
            let behind = reading.after(sentence, token.span.end);
            let behind = behind.split('；').next().unwrap_or_default();
            let before = reading.before(sentence, token.span.start);
            let part = before.rsplit('；').next().unwrap_or_default();
            let told = |text: &str| MEMBERSHIP.iter().any(|word| text.contains(word));
            let role = if part.contains("发起") {
                OrganizationRole::Organizer
            } else {
                OrganizationRole::Member
            };
            (told(part) || told(behind)).then_some((at, entity, role))
        })
        .collect()
}
