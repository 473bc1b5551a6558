//! Bodies that hold an office named as a person's is: 首任轮值主席为某管委会.

use super::Cue;
use crate::{
    event::reading::{Reading, SentenceTokens, Token, TokenKind},
    record::OrganizationRole,
};

/// Words that join such an office to the body that holds it.
const COPULAS: [&str; 13] = [
    "将由",
    "将为",
    "改由",
    "继续由",
    "为",
    "是",
    "由",
    "分别为",
    "分别是",
    "分别由",
    "：",
    ":",
    "系",
];

/// Words between the old holder of an office and the new one.
pub(super) const CHANGES: [&str; 5] = ["变更为", "调整为", "更换为", "换为", "改为"];

/// 理事长由甲变更为乙.
pub(super) fn changes_hands(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
) -> bool {
    let (Some((_, first)), Some((_, last))) = (
        sentence.clause(clause).next(),
        sentence.clause(clause).last(),
    ) else {
        return false;
    };
    let text = reading.text(first.span.start..last.span.end.max(first.span.start));
    (sentence.clause(clause)).any(|(_, token)| may_hold(token))
        && CHANGES.iter().any(|word| text.contains(word))
}

/// Whether the token is one who may hold an office, or lead a body that does.
fn may_hold(token: &Token) -> bool {
    matches!(
        token.kind,
        TokenKind::Person(_) | TokenKind::Organization(_)
    )
}

/// 明年的轮值主席由甲接棒, 将轮值主席单位会旗交到甲手中: who is next in turn is known now,
/// and 将 may only put the object before its verb.
pub(super) fn is_next_term(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    const TURNS: [&str; 5] = ["轮值", "下一任", "下一届", "下届", "接棒"];
    const HANDED: [&str; 6] = ["交到", "交给", "移交", "传给", "递交给", "手中"];
    let Some(office) = sentence.tokens.get(index) else {
        return false;
    };
    let start = sentence.clause_start(index);
    let end = (sentence.clause(office.clause).last()).map_or(start, |(_, last)| last.span.end);
    let clause = reading.text(start..end.max(start));
    let intends = ["拟", "计划", "争取", "有望", "力争", "酝酿", "考虑"]
        .iter()
        .any(|word| clause.contains(word));
    !intends
        && (TURNS.iter().any(|turn| clause.contains(turn))
            || clause.contains('将') && HANDED.iter().any(|verb| clause.contains(verb)))
}

/// 轮值主席会旗移交给甲: whether the words from the office to a name hand over what only
/// who holds it has.
fn hands_over(gap: &str) -> bool {
    const SIGNS: [&str; 9] = [
        "会旗",
        "旗帜",
        "会牌",
        "印章",
        "印信",
        "牌匾",
        "令牌",
        "徽章",
        "接力棒",
    ];
    const VERBS: [&str; 8] = [
        "移交给",
        "移交至",
        "移交",
        "交给",
        "交到",
        "交至",
        "传给",
        "传递给",
    ];
    let gap = gap.trim_start_matches('的');
    SIGNS.iter().any(|sign| gap.contains(sign)) && VERBS.iter().any(|verb| gap.ends_with(verb))
}

/// Whether a name behind the office is handed it, and the one before gives it up.
pub(super) fn is_handed_on(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    office: &Token,
    behind: &[usize],
) -> bool {
    (behind.first())
        .and_then(|at| sentence.tokens.get(*at))
        .is_some_and(|next| hands_over(reading.gap(office, next)))
}

/// What the bodies of `names` are where a copula joins the office of a person to
/// them: 理事长由甲大学担任, 首任轮值主席为乙公司.
pub(super) fn role_of_bodies(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    office: &Token,
    names: &[usize],
) -> Option<OrganizationRole> {
    let first = names.first().and_then(|at| sentence.tokens.get(*at))?;
    let body = matches!(first.kind, TokenKind::Organization(_));
    let bodies = (names.iter()).all(|at| {
        (sentence.tokens.get(*at))
            .is_some_and(|token| matches!(token.kind, TokenKind::Organization(_)))
    });
    let takes = bodies
        && (names.last().and_then(|at| sentence.tokens.get(*at)))
            .filter(|last| last.span.end <= office.span.start)
            .is_some_and(|last| takes_office(reading.gap(last, office)));
    let gap = reading.gap(office, first).trim_matches(['“', ' ']);
    // 设轮值召集人，首任由甲担任.
    let apart = ["首任由", "首届由", "首任为", "首任是", "首届为"]
        .iter()
        .any(|term| gap.strip_prefix('，') == Some(*term));
    let joined =
        office.span.end <= first.span.start && (COPULAS.contains(&gap) || apart || hands_over(gap));
    let word = reading.text(office.span.clone());
    if !(body && (joined || takes) && office.is_cue(Cue::Post)) {
        return None;
    }
    let chairs = ["理事长", "会长", "主席", "盟主", "主任委员", "召集人"]
        .iter()
        .any(|chair| word.ends_with(chair));
    match word {
        _ if chairs && word.contains('副') => Some(OrganizationRole::ViceChairUnit),
        _ if chairs => Some(OrganizationRole::ChairUnit),
        "秘书长" => Some(OrganizationRole::SecretariatUnit),
        _ => None,
    }
}

/// 由甲公司担任会长, 甲大学任首届理事长: whether the words between a body and an office are
/// those by which it takes the office.
fn takes_office(gap: &str) -> bool {
    const VERBS: [&str; 9] = [
        "担任",
        "出任",
        "当选为",
        "当选",
        "获选为",
        "接任",
        "继任",
        "任",
        "为",
    ];
    const TERMS: [&str; 6] = ["联盟", "首届", "首任", "第一届", "新一届", "轮值"];
    let gap = gap.trim_start_matches(['”', '」', '）', ')']);
    let Some(mut rest) = VERBS.iter().find_map(|verb| gap.strip_prefix(verb)) else {
        return false;
    };
    while let Some(shorter) = TERMS.iter().find_map(|term| rest.strip_prefix(term)) {
        rest = shorter;
    }
    rest.is_empty()
}
