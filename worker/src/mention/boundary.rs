//! Where a name begins: the walk to the left from the word that ends it.
//!
//! Chinese marks no beginning of a name. It is found by what cannot stand in
//! one: marks, function words, verbs of news language, posts, and the end of a
//! name before.

use std::ops::Range;

use super::{
    alias::introduces_alias,
    alliance::names_a_kind,
    lexicon::Classes,
    name::canonical_name,
    title::{is_duty, is_section},
    token::{Shape, Token, Tokens},
};

/// The longest name, in bytes; longer ones are run-on text.
const NAME_BYTES_MAX: usize = 180;
/// The longest name in tokens, which bounds the walk.
const NAME_TOKENS_MAX: usize = 40;
/// The longest quotation or bracket inside a name, in tokens.
const ENCLOSED_TOKENS_MAX: usize = 12;

/// What kind of name is walked over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameKind {
    Alliance,
    Organization,
    /// An item of a list, which conjunctions part.
    ListItem,
    /// The region before a post: organization and inner units.
    Post,
    /// Years, ordinals and alliances are parts of it.
    Meeting,
}

/// Tokens of the name that ends before token `end`: from its first token. The
/// token before `end` is taken as part of the name whatever it is.
pub(crate) fn find_name(tokens: &Tokens<'_>, end: usize, kind: NameKind) -> Range<usize> {
    let Some(last) = tokens.before(end).copied() else {
        return end..end;
    };
    let floor = end.saturating_sub(NAME_TOKENS_MAX);
    // 中国地质大学(武汉): the bracket at the end is part of the name.
    let bracketed = matches!(last.shape, Shape::Mark(')' | '）'))
        .then(|| step_over_mark(tokens, end - 1, ')', kind))
        .flatten();
    let mut start = bracketed.unwrap_or(end - 1);
    while start > floor {
        let Some(next) = step_left(tokens, start, kind).filter(|next| *next >= floor) else {
            break;
        };
        let too_long = tokens
            .get(next)
            .is_none_or(|token| last.end - token.start > NAME_BYTES_MAX);
        if too_long {
            break;
        }
        start = next;
    }
    let start = trim_left(tokens, start..end, kind);
    cut_at_region(tokens, start..end, kind)..end
}

/// The token from which the name goes on if it may be longer than `start..`.
fn step_left(tokens: &Tokens<'_>, start: usize, kind: NameKind) -> Option<usize> {
    let token = tokens.before(start)?;
    let index = start - 1;
    match token.shape {
        Shape::NewLine => None,
        Shape::Space => {
            let around = (tokens.before(index)?.shape, tokens.get(start)?.shape);
            let latin = |shape| matches!(shape, Shape::Latin | Shape::Number);
            (latin(around.0) && latin(around.1)).then_some(index)
        }
        Shape::Mark(mark) => step_over_mark(tokens, index, mark, kind),
        Shape::Number => {
            let word = tokens.word(index);
            let bare = word.ends_with(|c: char| c.is_ascii_digit());
            let allowed = bare
                || (kind == NameKind::Meeting && word.ends_with(['年', '度', '届', '次']))
                || (kind == NameKind::Post && word.ends_with('届'));
            allowed.then_some(index)
        }
        Shape::Latin | Shape::Han => Some(index),
        Shape::Word => step_over_word(tokens, index, token, kind),
    }
}

fn step_over_word(
    tokens: &Tokens<'_>,
    index: usize,
    token: &Token,
    kind: NameKind,
) -> Option<usize> {
    let word = tokens.word(index);
    if token.is(Classes::INTRODUCER) && word.ends_with('个') {
        return None;
    }
    if kind == NameKind::Alliance && token.is(Classes::INTRODUCER) && tells_a_rank(word) {
        return None;
    }
    if token.is(Classes::JOINER) {
        let after_name = tokens
            .before(index)
            .is_some_and(|before| ends_name(before, kind));
        let goes_on = tokens
            .get(index + 1)
            .is_some_and(|next| next.is(Classes::FILLER) || next.is(Classes::ORGANIZATION));
        let goes_on = goes_on || kind == NameKind::Post && is_section(tokens, token.end);
        return (!after_name || goes_on).then_some(index);
    }
    if token.is(Classes::FILLER) {
        return Some(index);
    }
    if token.is(Classes::BREAK) {
        let duty = kind == NameKind::Post && is_duty(tokens, index);
        return duty.then_some(index);
    }
    if token.is(Classes::REGION) || token.is(Classes::INTRODUCER) {
        return Some(index);
    }
    if token.is(Classes::CONJUNCTION) {
        if kind == NameKind::Meeting && tokens.word(index) == "暨" {
            return Some(index);
        }
        if kind == NameKind::ListItem {
            return None;
        }
        let of_person = kind == NameKind::Post && is_behind_person(tokens, index);
        return (!of_person && joins_within(tokens, index)).then_some(index);
    }
    if token.is(Classes::TITLE) && !token.is(Classes::ORGANIZATION) {
        // 校长论坛 is a meeting's kind.
        let of_meeting = kind == NameKind::Meeting
            && tokens
                .get(index + 1)
                .is_some_and(|next| next.is(Classes::MEETING));
        return of_meeting.then_some(index);
    }
    if token.is(Classes::ALLIANCE) && kind == NameKind::Alliance {
        return None;
    }
    Some(index)
}

/// 首批, 第二批, 新成立, 三大: words before the name of an alliance, never in it.
fn tells_a_rank(word: &str) -> bool {
    let counts = word.ends_with('大') && word.starts_with(COUNTERS) && word.chars().count() == 2;
    let ordinal = word.starts_with('第') && word.ends_with(['批', '个', '家']);
    counts
        || ordinal
        || word.starts_with('首')
        || ["新成立", "一批", "又一", "另一"].contains(&word)
}

const COUNTERS: [char; 9] = ['两', '三', '四', '五', '六', '七', '八', '九', '十'];

/// Whether a name is complete with this token.
fn ends_name(token: &Token, kind: NameKind) -> bool {
    token.is(Classes::ORGANIZATION)
        || token.is(Classes::ALLIANCE)
        || token.is_mark('”')
        || token.is_mark(')')
        || (matches!(kind, NameKind::Organization | NameKind::ListItem)
            && token.is(Classes::REGION))
}

/// Whether the conjunction at `index` joins two parts of one name (材料与工程
/// 研究所) and not two names (甲大学与乙大学).
fn joins_within(tokens: &Tokens<'_>, index: usize) -> bool {
    let (Some(before), Some(after)) = (tokens.before(index), tokens.get(index + 1)) else {
        return false;
    };
    let part = |token: &Token| {
        matches!(token.shape, Shape::Han | Shape::Latin)
            || token.is(Classes::FILLER)
            || token.is(Classes::JOINER)
    };
    let complete = before.is(Classes::ORGANIZATION)
        || before.is(Classes::ALLIANCE)
        || before.is(Classes::TITLE)
        || before.is(Classes::MEETING);
    let head = tokens.word(index + 1);
    let duty = before.is(Classes::FILLER)
        && after.is(Classes::GOVERNMENT)
        && head.chars().count() > 2
        && !KINDS_OF_BODIES.contains(&tokens.word(index - 1));
    // 轻工科学与工程学院
    let college = before.is(Classes::FILLER)
        && head.ends_with("学院")
        && head.chars().count() > 3
        && !KINDS_OF_BODIES.contains(&tokens.word(index - 1));
    let committee = duty || college || after.is(Classes::GOVERNMENT) && head.ends_with("委员会");
    let new_latin = after.shape == Shape::Latin && before.shape != Shape::Latin;
    !complete
        && part(before)
        && (part(after) || committee)
        && !new_latin
        && !after.is(Classes::REGION)
        && !is_behind_title(tokens, index)
}

/// Words for kinds of bodies, which are in no name of one.
pub(super) const KINDS_OF_BODIES: [&str; 9] = [
    "机构",
    "科研机构",
    "企业",
    "高校",
    "院校",
    "科研院所",
    "团体",
    "单位",
    "职业院校",
];

/// Longest name of a person, in tokens.
const PERSON_TOKENS_MAX: usize = 4;

/// Whether a word that no table knows and that is as long as a person's name
/// fills the clause before the conjunction: 由张三与乙大学校长李四.
fn is_behind_person(tokens: &Tokens<'_>, index: usize) -> bool {
    let unknown_count = (1..=PERSON_TOKENS_MAX)
        .map_while(|back| tokens.get(index.checked_sub(back)?))
        .take_while(|token| token.shape == Shape::Han)
        .count();
    let led = index
        .checked_sub(unknown_count + 1)
        .and_then(|before| tokens.get(before))
        .is_some_and(|token| token.is(Classes::BREAK));
    (2..=3).contains(&unknown_count) && led
}

/// Whether a post and a person's name stand before the conjunction.
fn is_behind_title(tokens: &Tokens<'_>, index: usize) -> bool {
    (1..=PERSON_TOKENS_MAX)
        .map_while(|back| tokens.get(index.checked_sub(back)?))
        .find(|token| token.shape != Shape::Han)
        .is_some_and(|token| token.is(Classes::TITLE))
}

fn step_over_mark(tokens: &Tokens<'_>, index: usize, mark: char, kind: NameKind) -> Option<usize> {
    match mark {
        '·' | '-' | '—' | '+' | '&' | '.' | '/' | '•' | '×' | '~' => {
            let tight = tokens
                .before(index)
                .is_some_and(|before| !matches!(before.shape, Shape::Mark(_) | Shape::NewLine));
            tight.then_some(index)
        }
        '”' | '’' | '」' | '』' => {
            let open = find_open(tokens, index, mark)?;
            let ends_sentence = (open..index).any(|inner| {
                tokens.get(inner).is_some_and(|token| {
                    matches!(
                        token.shape,
                        Shape::Mark('。' | '！' | '？' | '；' | '!' | '?')
                    )
                })
            });
            if ends_sentence {
                return None;
            }
            let inner_ends_name = tokens
                .before(index)
                .is_some_and(|inner| inner.is(Classes::ALLIANCE));
            (kind != NameKind::Alliance || !inner_ends_name).then_some(open)
        }
        ')' | '）' => {
            let open = find_open(tokens, index, mark)?;
            let over_alias = matches!(kind, NameKind::Meeting | NameKind::Post);
            if over_alias && introduces_alias(tokens, open + 1) {
                return Some(open);
            }
            let plain = (open + 1..index).all(|inner| {
                tokens.get(inner).is_some_and(|token| {
                    matches!(token.shape, Shape::Han | Shape::Word | Shape::Latin)
                        && !token.is(Classes::BREAK)
                })
            });
            let glued = tokens.before(open).is_some_and(|before| {
                matches!(before.shape, Shape::Han | Shape::Word | Shape::Latin)
            });
            let byline = BYLINES.contains(&tokens.word(open + 1));
            (plain && glued && !byline && index - open > 1).then_some(open)
        }
        '》' => {
            let publisher =
                ["杂志社", "编辑部", "报社", "周刊社"].contains(&tokens.word(index + 1));
            find_open(tokens, index, mark).filter(|_| publisher)
        }
        _ => None,
    }
}

/// What the bracket of a dateline begins with: (记者某某).
const BYLINES: [&str; 6] = ["记者", "通讯员", "见习记者", "实习记者", "编辑", "作者"];

/// The opening mark that belongs to the closing one at `close`.
pub(crate) fn find_open(tokens: &Tokens<'_>, close: usize, mark: char) -> Option<usize> {
    let opening = opening_of(mark)?;
    let floor = close.saturating_sub(ENCLOSED_TOKENS_MAX);
    (floor..close)
        .rev()
        .take_while(|index| {
            tokens
                .get(*index)
                .is_some_and(|token| token.shape != Shape::NewLine && !token.is_mark(mark))
        })
        .find(|index| {
            tokens
                .get(*index)
                .is_some_and(|token| token.is_mark(opening))
        })
}

fn opening_of(mark: char) -> Option<char> {
    Some(match mark {
        '”' => '“',
        '’' => '‘',
        '」' => '「',
        '』' => '『',
        ')' => '(',
        '）' => '（',
        '》' => '《',
        _ => return None,
    })
}

/// Kinds of bodies; before a region they are of the words before the name.
const GENERIC_BODIES: [&str; 6] = ["学校", "公司", "集团", "学院", "协会", "中心"];

/// Drops what only introduces the name.
/// 淮河流域两省: a river's or a coast's region goes before another one.
fn ends_basin(tokens: &Tokens<'_>, before: Range<usize>) -> bool {
    let words = tokens.slice(tokens.span(before));
    ["流域", "沿线", "沿岸", "沿江", "两岸", "走廊", "城市群"]
        .iter()
        .any(|word| words.ends_with(word))
}

fn trim_left(tokens: &Tokens<'_>, name: Range<usize>, kind: NameKind) -> usize {
    let mut start = name.start;
    while start + 1 < name.end {
        let Some(token) = tokens.get(start) else {
            break;
        };
        let word = tokens.word(start);
        let next_is_region = tokens
            .get(start + 1)
            .is_some_and(|next| next.is(Classes::REGION) || next.is_mark('“'));
        let drops = match token.shape {
            // 共建 leads to a name as often as it stands in one.
            Shape::Word if token.is(Classes::FILLER) && token.is(Classes::BREAK) => {
                kind == NameKind::Alliance || next_is_region
            }
            Shape::Word if token.is(Classes::JOINER) => {
                kind == NameKind::Alliance
                    || matches!(kind, NameKind::Organization | NameKind::ListItem) && next_is_region
            }
            Shape::Word if GENERIC_BODIES.contains(&word) && next_is_region => {
                kind != NameKind::Meeting
            }
            Shape::Word if token.is(Classes::FILLER) || token.is(Classes::REGION) => false,
            Shape::Word if token.is(Classes::CONJUNCTION) || token.is(Classes::BREAK) => true,
            Shape::Word if token.is(Classes::INTRODUCER) => {
                let single = word.chars().count() == 1;
                let of_meeting = kind == NameKind::Meeting && word.ends_with(['届', '期', '次']);
                let former = kind == NameKind::Alliance && word == "原";
                (!single || next_is_region || former) && !of_meeting
            }
            Shape::Word if token.is(Classes::TITLE) => kind != NameKind::Post,
            // 1.甲联盟: the number of a line.
            Shape::Number if tokens.get(start + 1).is_some_and(|next| next.is_mark('.')) => {
                kind == NameKind::Alliance
            }
            Shape::Number => {
                let plain = word.bytes().all(|byte| byte.is_ascii_digit());
                let year = plain && word.len() == 4 && word.starts_with(['1', '2']);
                kind != NameKind::Meeting && (!plain || year)
            }
            Shape::Space => true,
            // 中共甲联盟委员会 is of the Party.
            Shape::Han if kind == NameKind::Alliance && word == "中" => {
                tokens.word(start + 1) == "共"
            }
            Shape::Han if word == "共" && start > 0 => tokens.word(start - 1) == "中",
            // 如甲联盟: an example of what was said.
            Shape::Han if word == "如" => tokens
                .get(start + 1)
                .is_some_and(|next| next.shape == Shape::Word),
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
        inside.contains([' ', '，', ',', '、']) || inside.chars().count() >= MOTTO_CHARS_MIN;
    let rest = tokens.slice(tokens.span(close + 1..end));
    // The text names it without the motto as well.
    let apart = || {
        (tokens.text.match_indices(rest)).any(|(at, _)| !tokens.slice(0..at).ends_with(['”', '」']))
    };
    let names = close + 1 < end && !names_a_kind(&canonical_name(rest));
    (motto && names && apart()).then_some(close + 1)
}

/// The shortest motto without a mark inside, in characters.
const MOTTO_CHARS_MIN: usize = 8;

/// A region deep inside a name of the public kind is its true beginning, where
/// only characters that no word covers stand before it: 寄送 | 贵州省旅游协会.
/// Companies may bear a brand before a region.
fn cut_at_region(tokens: &Tokens<'_>, name: Range<usize>, kind: NameKind) -> usize {
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
        Some(index) if glued(index) && !ends_basin(tokens, name.start..index) => index,
        _ => name.start,
    }
}
