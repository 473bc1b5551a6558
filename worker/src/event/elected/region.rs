//! Cities that lead an alliance of cities: 推选桂林市为首届轮值主席城市.

use crate::{
    event::{
        cue::Cue,
        draft::PartyRole,
        gap::is_counter,
        listing::region_party,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::OrganizationRole,
};

/// The cities of the list right before the office, or behind its copula.
pub(super) fn leading_regions(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    office: &Token,
    governed: bool,
) -> Vec<PartyRole> {
    let role = if office.is_cue(Cue::ChairUnit) {
        OrganizationRole::ChairUnit
    } else if office.is_cue(Cue::ViceChairUnit) {
        OrganizationRole::ViceChairUnit
    } else {
        return Vec::new();
    };
    let regions: Vec<&Token> = (sentence.clause(office.clause))
        .filter(|(_, token)| matches!(token.kind, TokenKind::Place(_)) && !token.nested)
        .map(|(_, token)| token)
        .collect();
    let before = list_before(reading, &regions, office);
    let mut listed = if before.is_empty() || !governed {
        list_behind(reading, &regions, office)
    } else {
        before
    };
    if listed.is_empty() && governed && regions.is_empty() {
        listed.extend(subject_before(reading, sentence, office));
    }
    (listed.into_iter())
        .filter_map(|token| region_party(reading, sentence, token, role))
        .collect()
}

/// 甲市从乙市手中接过会旗，当选轮值主席城市: the city with which the clause before begins,
/// where this one begins with the verb.
fn subject_before<'s>(
    reading: &Reading<'_>,
    sentence: &'s SentenceTokens,
    office: &Token,
) -> Option<&'s Token> {
    let (first, verb) = sentence.clause(office.clause).next()?;
    let opens = verb.is_cue(Cue::Elect) && sentence.clause_start(first) == verb.span.start;
    let before = office.clause.checked_sub(1).filter(|_| opens)?;
    let (first, _) = sentence.clause(before).next()?;
    let start = sentence.clause_start(first);
    (sentence.clause(before).map(|(_, token)| token))
        .find(|token| matches!(token.kind, TokenKind::Place(_)) && !token.nested)
        .filter(|token| reading.text(start..token.span.start).trim().is_empty())
}

/// What joins the regions of a list.
const JOINTS: [&str; 6] = ["、", "和", "与", "及", "以及", "，"];

fn list_before<'t>(reading: &Reading<'_>, regions: &[&'t Token], office: &Token) -> Vec<&'t Token> {
    let mut found: Vec<&Token> = Vec::new();
    for token in (regions.iter().rev()).filter(|token| token.span.end <= office.span.start) {
        let right = (found.last()).map_or(office.span.start, |last| last.span.start);
        let gap = reading.text(token.span.end..right);
        let joined = if found.is_empty() {
            gap.contains(['为', '任', '选']) && without_frame(gap).is_empty()
        } else {
            JOINTS.contains(&gap)
        };
        if !joined {
            break;
        }
        found.push(token);
    }
    found.reverse();
    found
}

fn list_behind<'t>(reading: &Reading<'_>, regions: &[&'t Token], office: &Token) -> Vec<&'t Token> {
    const COPULAS: [&str; 14] = [
        "为",
        "是",
        "分别为",
        "分别是",
        "由",
        "：",
        "包括",
        "从",
        "先由",
        "首先由",
        "首任由",
        "首任是",
        "首任为",
        "首先是",
    ];
    let mut found: Vec<&Token> = Vec::new();
    for token in (regions.iter()).filter(|token| token.span.start >= office.span.end) {
        let left = (found.last()).map_or(office.span.end, |last| last.span.end);
        let gap = reading.text(left..token.span.start.max(left));
        let joined = if found.is_empty() {
            COPULAS.contains(&gap)
        } else {
            JOINTS.contains(&gap)
        };
        if !joined {
            break;
        }
        found.push(token);
    }
    found
}

/// What is left of the text between a city and its office without the words by
/// which it takes it.
fn without_frame(gap: &str) -> &str {
    const FRAMES: [&str; 24] = [
        "获推举",
        "获推选",
        "获选",
        "推举",
        "推选",
        "连任",
        "续任",
        "当选",
        "担任",
        "出任",
        "接任",
        "继任",
        "为",
        "任",
        "首届",
        "首任",
        "首批",
        "新一届",
        "联盟",
        "的",
        "市",
        "等",
        "城市",
        "被推选",
    ];
    let mut rest = gap;
    while let Some(shorter) = (FRAMES.iter())
        .find_map(|frame| rest.strip_prefix(frame))
        .or_else(|| rest.strip_prefix(is_counter))
        .or_else(|| rest.strip_prefix(['第', '届']))
    {
        rest = shorter;
    }
    rest
}
