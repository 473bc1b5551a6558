//! Where a name begins: the walk to the left from the word that ends it.
//!
//! Chinese marks no beginning of a name. It is found by what cannot stand in
//! one: marks, function words, verbs of news language, posts, and the end of a
//! name before.

mod dateline;
mod inner;
mod mark;
mod meeting;
mod trim;

use std::ops::Range;

pub(crate) use self::mark::find_open;
use self::{
    dateline::is_dateline_end,
    inner::{
        behind_party, counts_on, is_behind_own_word, is_inner_word, is_of_holders, is_province,
        is_suffix, joins_two_names, leads_to_a_name, leads_to_a_partner,
    },
    mark::step_over_mark,
    trim::{behind_venue, cut_at_region, trim_left},
};
use super::{
    lexicon::Classes,
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
    // The names of meetings hold those of who meets, and their short names.
    let times = if kind == NameKind::Meeting { 2 } else { 1 };
    let floor = end.saturating_sub(times * NAME_TOKENS_MAX);
    // 中国地质大学(武汉): the bracket at the end is part of the name.
    let bracketed = matches!(last.shape, Shape::Mark(')' | '）'))
        .then(|| step_over_mark(tokens, end - 1, ')', kind))
        .flatten();
    let mut start = bracketed.unwrap_or(end - 1);
    while start > floor {
        let Some(next) = step_left(tokens, start, kind).filter(|next| *next >= floor) else {
            break;
        };
        if kind != NameKind::Meeting && is_glued(tokens, next, end) {
            break;
        }
        let too_long = tokens
            .get(next)
            .is_none_or(|token| last.end - token.start > times * NAME_BYTES_MAX);
        if too_long {
            break;
        }
        start = next;
    }
    let start = behind_party(tokens, start..end, kind);
    let start = trim_left(tokens, start..end, kind);
    let start = cut_at_region(tokens, start..end, kind);
    behind_venue(tokens, start..end, kind)..end
}

/// Legal forms and kinds that end a name for good where a further name of one of
/// them goes on: 甲有限公司乙有限公司, 甲有限公司全国乙业公会.
const CLOSED: [&str; 8] = [
    "有限公司",
    "有限责任公司",
    "协会",
    "学会",
    "公会",
    "商会",
    "联合会",
    "大学",
];

/// Whether the token ends a name that was written right before the one that ends
/// at `end`: lists lose the blanks that parted them.
fn is_glued(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let closes = |index: usize| CLOSED.iter().any(|form| tokens.word(index).ends_with(form));
    let registered = tokens.word(at).ends_with("有限公司");
    let apart = end.saturating_sub(at) > 2 && end > 0 && closes(end - 1);
    let unknown = |index: usize| {
        tokens
            .get(index)
            .is_some_and(|token| token.shape == Shape::Han)
    };
    let centre = ["中心", "公会", "协会"]
        .iter()
        .any(|word| tokens.word(at).ends_with(word))
        && tokens
            .get(at)
            .is_some_and(|token| token.is(Classes::ORGANIZATION))
        && unknown(at + 1)
        && unknown(at + 2)
        && end > 0
        && tokens.word(end - 1).ends_with("有限公司");
    // 甲市人民政府乙市人民政府.
    let ruled = ["人民政府", "管委会"].iter().any(|seat| {
        tokens.word(at).ends_with(seat) && end > 0 && tokens.word(end - 1).ends_with(seat)
    }) && end > at + 1
        && (tokens.get(at + 1)).is_some_and(|next| next.is(Classes::REGION));
    registered && apart || centre || ruled
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
            // 4 Acme Pumps: the number of a row.
            let of_row = around.0 == Shape::Number
                && (tokens.before(index - 1)).is_none_or(|mark| mark.shape == Shape::NewLine);
            (latin(around.0) && latin(around.1) && !of_row).then_some(index)
        }
        Shape::Mark(mark) => step_over_mark(tokens, index, mark, kind),
        Shape::Number if ends_calendar_date(tokens, index) => None,
        Shape::Number => {
            let word = tokens.word(index);
            let bare = word.ends_with(|c: char| c.is_ascii_digit());
            let allowed = bare
                || numbers_a_division(tokens, index)
                || kind == NameKind::Meeting
                    && (meeting::counts(tokens, index) || meeting::counts_documents(tokens, index))
                || (kind == NameKind::Post && word.ends_with('届'));
            allowed.then_some(index)
        }
        Shape::Han if leads_to_a_name(tokens, index) && kind != NameKind::Meeting => None,
        Shape::Han if joins_two_names(tokens, index, kind) => None,
        Shape::Han if counts_on(tokens, index) => None,
        // 光明网讯2024水泵大会.
        Shape::Han
            if matches!(kind, NameKind::Meeting | NameKind::Alliance)
                && tokens.word(index) == "讯"
                && tokens
                    .get(start)
                    .is_none_or(|next| next.shape != Shape::Han)
                && is_dateline_end(tokens, index) =>
        {
            None
        }
        Shape::Latin | Shape::Han => Some(index),
        Shape::Word => step_over_word(tokens, index, token, kind),
    }
}

/// 第七师胡杨河市, 第二师冷库: a division of the corps that settles Xinjiang.
fn numbers_a_division(tokens: &Tokens<'_>, index: usize) -> bool {
    tokens.word(index).starts_with('第') && tokens.word(index + 1) == "师"
}

/// 李四等5人为联盟秘书长, 候选人为江海公司: 人 is the measure or the end of a word, and
/// no part of 人为.
fn is_measure(tokens: &Tokens<'_>, index: usize) -> bool {
    const HOLDERS: [&str; 7] = ["候选", "负责", "联系", "召集", "发起", "主持", "法"];
    let before = tokens.slice(0..tokens.span(index..index + 1).start);
    tokens.word(index) == "人为"
        && ((tokens.before(index)).is_some_and(|before| before.shape == Shape::Number)
            || HOLDERS.iter().any(|holder| before.ends_with(holder)))
}

/// 2026-03-13 before a name is a day, though names hold numbers and dashes.
fn ends_calendar_date(tokens: &Tokens<'_>, day: usize) -> bool {
    let digits = |back: usize| day.checked_sub(back).map_or("", |at| tokens.word(at));
    let is_number = |word: &str, length: Range<usize>| {
        length.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    is_number(digits(0), 1..3)
        && is_number(digits(2), 1..3)
        && is_number(digits(4), 4..5)
        && digits(1) == digits(3)
        && ["-", "/", "."].contains(&digits(1))
}

fn step_over_word(
    tokens: &Tokens<'_>,
    index: usize,
    token: &Token,
    kind: NameKind,
) -> Option<usize> {
    let word = tokens.word(index);
    if kind == NameKind::Meeting && meeting::counts_documents(tokens, index) {
        return Some(index);
    }
    let counts = token.is(Classes::INTRODUCER) && word.ends_with('个');
    if counts || is_measure(tokens, index) {
        return None;
    }
    let of_body = matches!(
        kind,
        NameKind::Alliance | NameKind::Organization | NameKind::ListItem
    );
    if of_body
        && (leads_to_a_name(tokens, index)
            || leads_to_a_partner(tokens, index, kind)
            || word == "代表" && !is_suffix(tokens, index + 1))
    {
        return None;
    }
    let inner = is_inner_word(tokens, index, kind);
    if inner || is_province(tokens, index) {
        return Some(index);
    }
    if kind == NameKind::Alliance && token.is(Classes::INTRODUCER) && tells_a_rank(word) {
        return None;
    }
    if word == REPRESENTING && !matches!(kind, NameKind::Meeting | NameKind::Post) {
        let next = tokens.word(index + 1);
        let of_deputies = DEPUTIES_WORDS.iter().any(|work| next.starts_with(work));
        return of_deputies.then_some(index);
    }
    if token.is(Classes::JOINER) {
        return is_within(tokens, index, token, kind).then_some(index);
    }
    // 甲大学共建联合实验室: behind a complete name the verb.
    let builds = word == "共建"
        && matches!(kind, NameKind::Organization | NameKind::ListItem)
        && (tokens.before(index)).is_some_and(|before| before.is(Classes::ORGANIZATION));
    if token.is(Classes::FILLER) {
        return (!builds).then_some(index);
    }
    if kind == NameKind::Meeting && meeting::holds(tokens, index, token.end) {
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
        if kind == NameKind::Meeting && meeting::joins_themes(tokens, index) {
            return Some(index - 1);
        }
        if kind == NameKind::ListItem || is_behind_own_word(tokens, index, kind) {
            return None;
        }
        let of_person = kind == NameKind::Post && is_behind_person(tokens, index);
        return (!of_person && joins_within(tokens, index)).then_some(index);
    }
    if token.is(Classes::TITLE) && !token.is(Classes::ORGANIZATION) {
        return is_of_holders(tokens, index, kind).then_some(index);
    }
    // 利用联盟共同体 has two heads.
    let ends_alliance = token.is(Classes::ALLIANCE)
        && !(tokens.get(index + 1)).is_some_and(|next| next.is(Classes::ALLIANCE));
    let ends_before = ends_alliance || is_meeting_before(tokens, index);
    (kind != NameKind::Alliance || !ends_before).then_some(index)
}

/// 某某旅游论坛 | 中国温泉城市联盟成立大会: the meeting at which an alliance of the nation
/// or the world did something.
fn is_meeting_before(tokens: &Tokens<'_>, index: usize) -> bool {
    (tokens.get(index)).is_some_and(|token| token.is(Classes::MEETING))
        && ["中国", "全国", "国际", "世界", "全球"].contains(&tokens.word(index + 1))
}

/// Whether a joining word is a part of the name: no complete one ends before it,
/// or the name goes on behind it.
fn is_within(tokens: &Tokens<'_>, index: usize, token: &Token, kind: NameKind) -> bool {
    let after_name = is_behind_name(tokens, index, kind);
    let goes_on = tokens.get(index + 1).is_some_and(|next| {
        let part = next.is(Classes::FILLER) || next.is(Classes::ORGANIZATION);
        (part || kind == NameKind::Meeting && next.is(Classes::MEETING))
            && !next.is(Classes::REGION)
    });
    !after_name || goes_on || kind == NameKind::Post && is_section(tokens, token.end)
}

/// 某人代表甲联盟: the verb, but where the deputies of an assembly are meant.
const REPRESENTING: &str = "代表";
/// What deputies have: 人大代表联络站.
const DEPUTIES_WORDS: [&str; 5] = ["联络", "工作", "之家", "履职", "资格"];

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

/// Whether a name, or a word for a kind of bodies, ends before the token.
fn is_behind_name(tokens: &Tokens<'_>, index: usize, kind: NameKind) -> bool {
    let words = tokens.slice(0..tokens.get(index).map_or(0, |token| token.start));
    (tokens.before(index)).is_some_and(|before| ends_name(before, kind))
        || KINDS_OF_BODIES.iter().any(|kind| words.ends_with(kind))
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
    // 江海区工信和科技局: two duties behind the region.
    let duties = (index.checked_sub(3).and_then(|at| tokens.get(at)))
        .is_some_and(|region| region.is(Classes::REGION))
        && (index - 2..index)
            .all(|at| (tokens.get(at)).is_some_and(|token| token.shape == Shape::Han))
        && after.is(Classes::GOVERNMENT)
        && head.chars().count() > 2;
    let committee =
        duty || duties || college || after.is(Classes::GOVERNMENT) && head.ends_with("委员会");
    // COAG与Acme基金会: two abbreviations.
    let new_latin = after.shape == Shape::Latin;
    // 大华股份与之江实验室: what a company's name ends with.
    let company =
        ["股份", "控股", "实业", "重工", "药业", "证券", "集团"].contains(&tokens.word(index - 1));
    !complete
        && !company
        && part(before)
        && (part(after) || committee)
        && !new_latin
        && !after.is(Classes::REGION)
        && !is_behind_title(tokens, index)
}

/// Words for kinds of bodies, which are in no name of one.
pub(super) const KINDS_OF_BODIES: [&str; 10] = [
    "部门",
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
        .is_none_or(|token| {
            token.is(Classes::BREAK)
                || matches!(
                    token.shape,
                    Shape::NewLine | Shape::Mark('，' | '。' | '；')
                )
        });
    (2..=3).contains(&unknown_count) && led
}

/// Whether a post and a person's name stand before the conjunction.
fn is_behind_title(tokens: &Tokens<'_>, index: usize) -> bool {
    (1..=PERSON_TOKENS_MAX)
        .map_while(|back| tokens.get(index.checked_sub(back)?))
        .find(|token| token.shape != Shape::Han)
        .is_some_and(|token| token.is(Classes::TITLE))
}
