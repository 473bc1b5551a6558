//! Conjunctions at the beginning of a name: part of a brand, or between a kind of bodies
//! and the name.

use std::ops::Range;

use crate::mention::{lexicon::Classes, token::Tokens};

/// Conjunctions that brands begin with.
const BRAND_BEGINNINGS: [&str; 2] = ["和", "同"];
/// Kinds of bodies, which end no name before 与.
const KINDS: [&str; 8] = [
    "企业", "单位", "机构", "高校", "院校", "商家", "农户", "厂商",
];

/// 、和广电脑股份有限公司: behind a list's mark stands no conjunction, but a brand.
pub(super) fn with_brand(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let company = (tokens.before(name.end)).is_some_and(|last| last.is(Classes::COMPANY));
    let joint = (name.start.checked_sub(1))
        .filter(|at| company && BRAND_BEGINNINGS.contains(&tokens.word(*at)))
        .filter(|at| (tokens.before(*at)).is_some_and(|mark| mark.is_mark('、')));
    joint.unwrap_or(name.start)..name.end
}

/// 家纺企业与东华大学: a kind that is joined to a name is no part of it.
pub(super) fn without_kind(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let joint = (name.start + 1..name.end.saturating_sub(1)).find(|at| {
        ["与", "和", "同", "及"].contains(&tokens.word(*at))
            && KINDS
                .iter()
                .any(|kind| tokens.slice(tokens.span(name.start..*at)).ends_with(kind))
    });
    let start = joint.map_or(name.start, |at| at + 1);
    let rest = tokens.slice(tokens.span(start..name.end));
    // 企业和村支部: two kinds.
    if rest.chars().count() < NAME_CHARS_MIN {
        return name;
    }
    start..name.end
}

/// The shortest name behind a kind, in characters.
const NAME_CHARS_MIN: usize = 4;

/// 欧洲在台商务协会, 日本在华商会: where its members are from stands before where the
/// body is.
pub(super) fn with_origin(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    const SEATS: [&str; 6] = ["台", "华", "港", "澳", "沪", "京"];
    const SOCIETIES: [&str; 5] = ["协会", "商会", "公会", "促进会", "联合会"];
    let society = (name.end.checked_sub(1))
        .is_some_and(|last| SOCIETIES.iter().any(|end| tokens.word(last).ends_with(end)));
    let text = tokens.slice(tokens.span(name.clone()));
    let seated = SEATS.iter().any(|seat| text.starts_with(seat));
    let origin = (name.start.checked_sub(2))
        .filter(|_| society && seated && ["在", "驻"].contains(&tokens.word(name.start - 1)))
        .filter(|at| is_origin(tokens, *at));
    origin.unwrap_or(name.start)..name.end
}

fn is_origin(tokens: &Tokens<'_>, at: usize) -> bool {
    const CONTINENTS: [&str; 4] = ["欧洲", "美洲", "非洲", "亚洲"];
    CONTINENTS.contains(&tokens.word(at))
        || (tokens.get(at)).is_some_and(|token| token.is(Classes::REGION))
}
