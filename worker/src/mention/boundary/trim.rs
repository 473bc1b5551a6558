//! What only introduces a name is dropped from its beginning.

use std::ops::Range;

use crate::mention::{
    alliance::names_a_kind,
    lexicon::Classes,
    meeting::WHOLE_REGIONS,
    name::canonical_name,
    token::{Shape, Tokens},
};

use super::{
    NameKind,
    inner::{PROVINCES, is_province},
    numbers_a_division,
};

/// Kinds of bodies; before a region they are of the words before the name.
const GENERIC_BODIES: [&str; 6] = ["学校", "公司", "集团", "学院", "协会", "中心"];

/// 淮河流域两省: a river's or a coast's region goes before another one.
fn ends_basin(tokens: &Tokens<'_>, before: Range<usize>) -> bool {
    let words = tokens.slice(tokens.span(before));
    ["流域", "沿线", "沿岸", "沿江", "两岸", "走廊", "城市群"]
        .iter()
        .any(|word| words.ends_with(word))
}

/// 苏皖豫鲁京杭运河: the short names of provinces in a row begin a name.
fn begins_with_provinces(tokens: &Tokens<'_>, before: Range<usize>) -> bool {
    tokens
        .slice(tokens.span(before))
        .chars()
        .take_while(|character| PROVINCES.contains(*character))
        .count()
        > 1
}

/// Drops what only introduces the name.
pub(super) fn trim_left(tokens: &Tokens<'_>, name: Range<usize>, kind: NameKind) -> usize {
    let mut start = name.start;
    while start + 1 < name.end {
        let Some(token) = tokens.get(start) else {
            break;
        };
        let word = tokens.word(start);
        let next_is_region = tokens
            .get(start + 1)
            .is_some_and(|next| next.is(Classes::REGION) || next.is_mark('“'))
            || LEVELS.contains(&tokens.word(start + 1));
        let drops = match token.shape {
            // 共建 leads to a name as often as it stands in one.
            Shape::Word if token.is(Classes::FILLER) && token.is(Classes::BREAK) => {
                kind == NameKind::Alliance || next_is_region
            }
            Shape::Word if token.is(Classes::JOINER) => {
                joins_before(tokens, start..name.end, kind, next_is_region)
            }
            Shape::Word if GENERIC_BODIES.contains(&word) && next_is_region => {
                kind != NameKind::Meeting
            }
            Shape::Word if ends_in_a_joint(tokens, start) => true,
            Shape::Word if token.is(Classes::FILLER) || token.is(Classes::REGION) => false,
            Shape::Word if is_province(tokens, start) => false,
            Shape::Word if token.is(Classes::CONJUNCTION) || token.is(Classes::BREAK) => true,
            Shape::Word if token.is(Classes::INTRODUCER) => {
                only_introduces(word, kind, next_is_region)
            }
            Shape::Word if word == "兼" => {
                let of_alliance =
                    (tokens.get(start + 1)).is_some_and(|next| next.is(Classes::ALLIANCE));
                kind != NameKind::Post && !of_alliance
            }
            Shape::Word if token.is(Classes::TITLE) => kind != NameKind::Post,
            // 1.甲联盟: the number of a line.
            Shape::Number if tokens.get(start + 1).is_some_and(|next| next.is_mark('.')) => {
                let opens = (start.checked_sub(1).and_then(|before| tokens.get(before)))
                    .is_none_or(|before| before.shape == Shape::NewLine);
                kind == NameKind::Alliance
                    || opens && matches!(kind, NameKind::Organization | NameKind::ListItem)
            }
            Shape::Number => {
                let plain = word.bytes().all(|byte| byte.is_ascii_digit());
                let year = plain && word.len() == 4 && word.starts_with(['1', '2']);
                let division = numbers_a_division(tokens, start);
                kind != NameKind::Meeting && (!plain && !division || year)
            }
            Shape::Space => true,
            // 中共甲联盟委员会 is of the Party.
            Shape::Han if kind == NameKind::Alliance && word == "中" => {
                tokens.word(start + 1) == "共"
            }
            Shape::Han if word == "共" && start > 0 => tokens.word(start - 1) == "中",
            Shape::Han if leads(tokens, start, kind, next_is_region) => true,
            Shape::Mark('“' | '「') if kind == NameKind::Alliance => {
                match behind_motto(tokens, start, name.end) {
                    Some(behind) => {
                        start = behind;
                        continue;
                    }
                    None => false,
                }
            }
            Shape::Mark(mark) => !matches!(mark, '“' | '‘' | '「' | '『' | '《'),
            _ => false,
        };
        if !drops {
            break;
        }
        start += 1;
    }
    start
}

/// 林立新 | 和江海省科技厅: a region's name that the end of another word and a conjunction
/// make up, before a region which that is none of.
fn ends_in_a_joint(tokens: &Tokens<'_>, start: usize) -> bool {
    let is_region = |at: usize| (tokens.get(at)).is_some_and(|token| token.is(Classes::REGION));
    let glued = (tokens.before(start)).is_some_and(|before| before.shape == Shape::Han);
    glued
        && is_region(start)
        && tokens.word(start).ends_with('和')
        && is_region(start + 1)
        && tokens.word(start + 1).ends_with(['省', '市', '区'])
}

/// Whether the introducing word is no part of the name: 首届 is of a meeting, 全市 too.
fn only_introduces(word: &str, kind: NameKind, next_is_region: bool) -> bool {
    let single = word.chars().count() == 1;
    let of_meeting = kind == NameKind::Meeting
        && (word.ends_with(['届', '期', '次']) || WHOLE_REGIONS.contains(&word));
    let former = kind == NameKind::Alliance && word == "原";
    (!single || next_is_region || former) && !of_meeting
}

/// Whether the character at `start` only leads to a name: 报产业联盟, where something is
/// handed in; 如甲联盟, an example of what was said; 总经理助理兼甲公司董事长, a further post;
/// 报浙江省科技厅, 同华北建研集团, a verb or a preposition before a region; 该会 | 会长, the
/// second half of a pronoun for a body.
fn leads(tokens: &Tokens<'_>, start: usize, kind: NameKind, next_is_region: bool) -> bool {
    let before = tokens.before(start);
    match tokens.word(start) {
        "报" => kind == NameKind::Alliance || next_is_region,
        "同" | "跟" | "经" => next_is_region,
        // 因联盟副理事长到龄退休.
        "因" => {
            let joint = (tokens.get(start + 1)).is_some_and(|next| next.is(Classes::CONJUNCTION));
            next_is_region
                || joint
                || (tokens.get(start + 1)).is_some_and(|next| next.is(Classes::ALLIANCE))
        }
        // 继江海航空之后.
        "继" => {
            let before = tokens.slice(0..tokens.span(start..start + 1).start);
            let opens = before.is_empty() || before.ends_with(['，', '。', '\n', '是']);
            next_is_region && opens
        }
        // 做好江海省产业联盟筹备工作.
        "好" => {
            let before = tokens.slice(0..tokens.span(start..start + 1).start);
            (next_is_region || kind == NameKind::Alliance) && before.ends_with(WELL_DONE)
        }
        // 用好甲联盟, at the head of a clause.
        word if word.ends_with(WELL_DONE) => {
            kind == NameKind::Alliance && tokens.word(start + 1) == "好"
        }
        // 兼着甲联盟的执行主席: the end of a verb.
        "着" => before.is_some_and(|before| before.shape != Shape::NewLine),
        "如" => (tokens.get(start + 1)).is_some_and(|next| next.shape == Shape::Word),
        "兼" => before.is_some_and(|before| before.is(Classes::TITLE)),
        // 须待理事会第二次会议审议.
        "须" | "待" => kind == NameKind::Meeting,
        // 成立过甲联盟.
        "过" => before.is_some_and(|before| before.is(Classes::BREAK)),
        "会" | "院" | "校" | "司" | "所" | "社" => {
            (kind == NameKind::Post || ["同", "跟"].contains(&tokens.word(start + 1)))
                && start > 0
                && ["该", "本", "我", "贵"].contains(&tokens.word(start - 1))
        }
        _ => false,
    }
}

/// Verbs that 好 follows: what is done well.
const WELL_DONE: [char; 8] = ['做', '办', '建', '搞', '抓', '管', '用', '挥'];

/// Whether the joining word at the beginning of the name is a verb before it.
fn joins_before(
    tokens: &Tokens<'_>,
    name: Range<usize>,
    kind: NameKind,
    next_is_region: bool,
) -> bool {
    kind == NameKind::Alliance
        || is_verb_of_clause(tokens, name.start, name.end)
        || matches!(kind, NameKind::Organization | NameKind::ListItem) && next_is_region
}

/// ，联合江海大学: the verb that opens a clause, before a name that says enough
/// without it.
fn is_verb_of_clause(tokens: &Tokens<'_>, index: usize, end: usize) -> bool {
    let opens = index.checked_sub(1).is_some_and(|at| {
        (tokens.get(at)).is_some_and(|mark| mark.is_mark('，') || mark.is_mark(','))
    });
    tokens.word(index) == "联合"
        && opens
        && end > index + 2
        && (tokens.get(index + 1)).is_some_and(|next| next.shape == Shape::Han)
}

/// What a body's own region is called by: 市钢结构协会.
const LEVELS: [&str; 5] = ["省", "市", "区", "县", "州"];

/// Suffixes of bodies that bear no brand before their region.
const PUBLIC_SUFFIXES: [&str; 9] = [
    "大学",
    "协会",
    "学会",
    "商会",
    "联合会",
    "促进会",
    "研究会",
    "公会",
    "科协",
];

/// The longest verb that a name may be glued to, in tokens.
const GLUED_TOKENS_MAX: usize = 4;

/// The token behind a motto in quotation marks that stands before a name which
/// says enough without it: “同心共筑 链动未来”橡胶产业党建联盟.
fn behind_motto(tokens: &Tokens<'_>, open: usize, end: usize) -> Option<usize> {
    let close = (open + 1..end).find(|index| {
        (tokens.get(*index)).is_some_and(|token| token.is_mark('”') || token.is_mark('」'))
    })?;
    let inside = tokens.slice(tokens.span(open + 1..close));
    let motto =
        inside.contains([' ', '，', ',', '、', '‘']) || inside.chars().count() >= MOTTO_CHARS_MIN;
    // A name that begins with its own region has its beginning there.
    let of_region = (tokens.get(close + 1))
        .is_some_and(|first| first.is(Classes::REGION) && !first.is(Classes::FILLER));
    let rest = tokens.slice(tokens.span(close + 1..end));
    // The text names it without the motto as well.
    let apart = || {
        (tokens.text.match_indices(rest)).any(|(at, _)| !tokens.slice(0..at).ends_with(['”', '」']))
    };
    let names = close + 1 < end && !names_a_kind(&canonical_name(rest));
    (motto && names && (of_region || apart())).then_some(close + 1)
}

/// The shortest motto without a mark inside, in characters.
const MOTTO_CHARS_MIN: usize = 8;

/// A region deep inside a name of the public kind is its true beginning, where
/// only characters that no word covers stand before it: 寄送 | 贵州省旅游协会.
/// Companies may bear a brand before a region.
pub(super) fn cut_at_region(tokens: &Tokens<'_>, name: Range<usize>, kind: NameKind) -> usize {
    let public = tokens.before(name.end).is_some_and(|last| {
        last.is(Classes::GOVERNMENT) || PUBLIC_SUFFIXES.contains(&tokens.word(name.end - 1))
    });
    let head = tokens.slice(tokens.span(name.start..name.end.min(name.start + 2)));
    let cuts = match kind {
        NameKind::Alliance => true,
        NameKind::Organization | NameKind::ListItem => {
            public && head != "中共" && !head.contains('驻')
        }
        _ => false,
    };
    if !cuts {
        return name.start;
    }
    let region = name
        .clone()
        .find(|index| {
            tokens
                .get(*index)
                .is_none_or(|token| token.shape != Shape::Han)
        })
        .filter(|index| {
            tokens
                .get(*index)
                .is_some_and(|token| token.is(Classes::REGION) && !token.is(Classes::FILLER))
        });
    let glued = |index: usize| match kind {
        NameKind::Alliance => index > name.start + 1,
        _ => (2..=GLUED_TOKENS_MAX).contains(&(index - name.start)),
    };
    match region {
        Some(index)
            if glued(index)
                && !ends_basin(tokens, name.start..index)
                && !begins_with_provinces(tokens, name.start..index)
                && !is_of_national_kind(tokens, index..name.end) =>
        {
            index + usize::from(ends_in_a_joint(tokens, index))
        }
        _ => name.start,
    }
}

/// 楝树国家创新联盟: behind what it is for, the nation's kind of alliance, which has no
/// name without it.
fn is_of_national_kind(tokens: &Tokens<'_>, name: Range<usize>) -> bool {
    tokens.word(name.start) == "国家"
        && names_a_kind(tokens.slice(tokens.span(name.start + 1..name.end)))
}

/// 甲市政府在某会客厅与乙联盟签约: behind a preposition of place a conjunction leads from
/// the venue to the alliance.
pub(super) fn behind_venue(tokens: &Tokens<'_>, name: Range<usize>, kind: NameKind) -> usize {
    let placed = (name.start.checked_sub(1))
        .is_some_and(|before| ["在", "于", "假"].contains(&tokens.word(before)));
    let joint = (name.clone()).rev().find(|at| {
        placed
            && kind == NameKind::Alliance
            && (tokens.get(*at)).is_some_and(|token| token.is(Classes::CONJUNCTION))
    });
    match joint {
        Some(joint) if joint + 1 < name.end => joint + 1,
        _ => name.start,
    }
}
