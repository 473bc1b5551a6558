//! What a word within the walk is: a part of the name, or what the name is led by.

use std::ops::Range;

use crate::mention::{
    lexicon::{Classes, table_rows},
    token::{Shape, Token, Tokens},
};

use super::{NameKind, ends_name};

pub(super) fn is_suffix(tokens: &Tokens<'_>, index: usize) -> bool {
    (tokens.get(index))
        .is_some_and(|token| token.is(Classes::ORGANIZATION) || token.is(Classes::MEETING))
}

/// 轮值主席单位江海公司, 成员企业江海公司: what a body is stands before its name,
/// which begins with a region or with characters that no table knows; behind the word
/// for an office, with any.
pub(super) fn leads_to_a_name(tokens: &Tokens<'_>, index: usize) -> bool {
    let end = tokens.get(index).map_or(0, |token| token.end);
    let before = tokens.slice(0..end);
    let Some(next) = tokens.get(index + 1) else {
        return false;
    };
    let region = next.is(Classes::REGION) && !next.is(Classes::FILLER);
    let office = ["长单位", "席单位", "员单位", "事单位"]
        .iter()
        .any(|office| before.ends_with(office));
    let named = matches!(next.shape, Shape::Word) && !is_suffix(tokens, index + 1);
    before.ends_with("单位") && (region || next.shape == Shape::Han || office && named)
        || before.ends_with("企业") && region
}

/// Words of `breaks.txt` that also stand within names.
const INNER_WORDS: &str = include_str!("../../../data/names/inner_words.tsv");

/// 半导体显示产业联盟: between a region or a word of names and another word of
/// names, a verb is a part of the name; a brand is one between the region and
/// the trade of a company: 江海拓展科技公司.
pub(super) fn is_inner_word(tokens: &Tokens<'_>, index: usize, kind: NameKind) -> bool {
    let is_break = (tokens.get(index)).is_some_and(|token| token.is(Classes::BREAK));
    let use_of = |wanted: &str| {
        table_rows(INNER_WORDS).any(|(of, words)| {
            of == wanted
                && words
                    .split_whitespace()
                    .any(|word| word == tokens.word(index))
        })
    };
    if !is_break {
        return false;
    }
    let behind_region = (tokens.before(index)).is_some_and(|before| before.is(Classes::REGION))
        && (tokens.get(index + 1)).is_some_and(|next| !next.is(Classes::REGION));
    let of_meeting = kind == NameKind::Meeting;
    is_led_within(tokens, index) && is_followed_within(tokens, index, of_meeting) && use_of("noun")
        || matches!(kind, NameKind::ListItem | NameKind::Post) && behind_region && use_of("brand")
}

/// The short names of provinces that are no common words.
pub(super) const PROVINCES: &str = "京津冀沪渝豫辽湘皖鲁苏浙赣鄂桂晋蒙陕闽粤川宁陇黔滇琼";

/// 晋冀鲁豫: a province's short name between or beside others is no verb.
pub(super) fn is_province(tokens: &Tokens<'_>, index: usize) -> bool {
    let beside = |word: &str, at: Option<char>| {
        at.is_some_and(|character| PROVINCES.contains(character)) && word.chars().count() <= 4
    };
    let before = index.checked_sub(1).map_or("", |at| tokens.word(at));
    let behind = tokens.word(index + 1);
    tokens.word(index) == "冀"
        && (beside(before, before.chars().last()) || beside(behind, behind.chars().next()))
}

fn is_led_within(tokens: &Tokens<'_>, index: usize) -> bool {
    let Some(before) = tokens.before(index) else {
        return false;
    };
    let joined = before.is(Classes::CONJUNCTION)
        && index
            .checked_sub(2)
            .and_then(|at| tokens.get(at))
            .is_some_and(|token| token.shape == Shape::Latin || token.is(Classes::FILLER));
    let ends_a_name = before.is(Classes::ORGANIZATION)
        || before.is(Classes::ALLIANCE)
        || before.is(Classes::MEETING);
    joined
        || !ends_a_name
            && (before.shape == Shape::Latin
                || before.is(Classes::REGION)
                || before.is(Classes::FILLER)
                || is_own_region(tokens.word(index - 1)))
}

/// 我省 stands for the region's name.
fn is_own_region(word: &str) -> bool {
    ["我省", "我市", "我区", "我县", "我州", "本省", "本市"].contains(&word)
}

fn is_followed_within(tokens: &Tokens<'_>, index: usize, of_meeting: bool) -> bool {
    let is_part = |token: &Token| {
        token.is(Classes::FILLER)
            || token.is(Classes::ALLIANCE)
            || of_meeting && token.is(Classes::MEETING)
    };
    let Some(next) = tokens.get(index + 1) else {
        return false;
    };
    let behind = (tokens.get(index + 2))
        .is_some_and(|token| is_part(token) || token.is(Classes::ORGANIZATION));
    !next.is(Classes::REGION) && (is_part(next) || next.shape == Shape::Han && behind)
}

/// Whether the post at `index` is of the name: 校长论坛, a kind of meeting; 江苏省校长联盟,
/// an alliance of those who hold it in a region.
pub(super) fn is_of_holders(tokens: &Tokens<'_>, index: usize, kind: NameKind) -> bool {
    let next = |class: Classes| tokens.get(index + 1).is_some_and(|next| next.is(class));
    match kind {
        NameKind::Meeting => next(Classes::MEETING),
        NameKind::Alliance => {
            next(Classes::ALLIANCE)
                && tokens
                    .before(index)
                    .is_some_and(|before| before.is(Classes::REGION))
        }
        _ => false,
    }
}

/// 江光电联合江西大学: before a region the verb, as no name of one body goes on with that
/// of another.
pub(super) fn leads_to_a_partner(tokens: &Tokens<'_>, index: usize, kind: NameKind) -> bool {
    let unknown = (tokens.before(index))
        .is_some_and(|before| before.shape == Shape::Han || before.is(Classes::FILLER));
    tokens.word(index) == "联合"
        && matches!(kind, NameKind::Organization | NameKind::ListItem)
        && unknown
        && (tokens.get(index + 1)).is_some_and(|next| next.is(Classes::REGION))
}

/// 本会与甲大学: what a body calls itself by is no part of another's name.
pub(super) fn is_behind_own_word(tokens: &Tokens<'_>, index: usize, kind: NameKind) -> bool {
    const OWN: [&str; 14] = [
        "本会",
        "我会",
        "该会",
        "我校",
        "本校",
        "该校",
        "我院",
        "本院",
        "该院",
        "我所",
        "我司",
        "本公司",
        "我公司",
        "我局",
    ];
    let end = tokens.get(index).map_or(0, |token| token.start);
    let before = tokens.slice(0..end);
    matches!(kind, NameKind::Organization | NameKind::ListItem)
        && OWN.iter().any(|word| before.ends_with(word))
}

/// 甲、乙及丙共七所学校: the word that counts those named before.
pub(super) fn counts_on(tokens: &Tokens<'_>, index: usize) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十百两数几多";
    if tokens.word(index) != "共" {
        return false;
    }
    let start = tokens.get(index).map_or(0, |token| token.end);
    let rest = tokens.text.get(start..).unwrap_or_default();
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
    behind.len() < rest.len() && behind.starts_with(['所', '家', '个', '间', '校', '位', '名'])
}

/// 甲联盟同乙大学签约: behind a whole name, 同 joins it to the next.
pub(super) fn joins_two_names(tokens: &Tokens<'_>, index: usize, kind: NameKind) -> bool {
    const BRANDS: [char; 14] = [
        '济', '仁', '方', '力', '花', '程', '德', '心', '创', '兴', '和', '盛', '益', '洲',
    ];
    let joint = ["同", "跟"].contains(&tokens.word(index));
    let start = tokens.get(index).map_or(0, |token| token.end);
    let brand = (tokens.text.get(start..)).is_some_and(|rest| rest.starts_with(BRANDS));
    joint
        && !brand
        && kind != NameKind::Meeting
        && (tokens.before(index))
            .is_some_and(|before| ends_name(before, kind) && !before.is(Classes::REGION))
}

/// 甲新能源与乙洁净科技联盟签署: it takes two to sign, and the joint within what
/// seems one name is the only one there.
pub(super) fn behind_party(tokens: &Tokens<'_>, name: Range<usize>, kind: NameKind) -> usize {
    const JOINTS: [&str; 4] = ["与", "和", "同", "跟"];
    const SIGNS: [&str; 4] = ["签署", "签订", "签约", "签下"];
    if kind != NameKind::Alliance {
        return name.start;
    }
    let behind = tokens
        .get(name.end)
        .map_or(tokens.text.len(), |next| next.start);
    let rest: String = (tokens.text.get(behind..).unwrap_or_default().chars())
        .take(SIGNING_CHARS_MAX)
        .take_while(|next| !"，。；、：与和同".contains(*next))
        .collect();
    let offset = tokens.span(name.clone()).start;
    let before = tokens.text.get(..offset).unwrap_or_default();
    let clause = before
        .rsplit(['，', '。', '；', '\n'])
        .next()
        .unwrap_or_default();
    let signs = SIGNS.iter().any(|verb| rest.contains(verb));
    if !signs || clause.contains(['与', '和', '同', '跟', '及']) {
        return name.start;
    }
    (name.start + 1..name.end.saturating_sub(1))
        .find(|at| JOINTS.contains(&tokens.word(*at)))
        .map_or(name.start, |at| at + 1)
}

/// How far behind a name the verb of signing may stand, in characters.
const SIGNING_CHARS_MAX: usize = 14;
