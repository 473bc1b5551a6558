//! Bodies that hold an office named as a person's is: 首任轮值主席为某管委会.

use super::Cue;
use crate::{
    event::reading::{Reading, SentenceTokens, Token, TokenKind},
    record::OrganizationRole,
};

/// Words that join such an office to the body that holds it.
const COPULAS: [&str; 9] = [
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
    let joined = office.span.end <= first.span.start
        && COPULAS.contains(&reading.gap(office, first).trim_matches(['“', ' ']));
    let word = reading.text(office.span.clone());
    if !(body && joined && office.is_cue(Cue::Post)) {
        return None;
    }
    let chairs = ["理事长", "会长", "主席", "盟主", "主任委员"]
        .iter()
        .any(|chair| word.ends_with(chair));
    match word {
        _ if chairs && word.contains('副') => Some(OrganizationRole::ViceChairUnit),
        _ if chairs => Some(OrganizationRole::ChairUnit),
        "秘书长" => Some(OrganizationRole::SecretariatUnit),
        _ => None,
    }
}
