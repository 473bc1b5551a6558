//! Meetings with a name: 年会, 论坛, 大会, 理事会会议, 仪式 and what stands
//! before them. A founding meeting is one too; the event stage parts it.

mod council;
mod festival;
mod headline;

use std::ops::Range;

pub(super) use self::headline::held_in_headline;
use self::{
    council::COUNCILS,
    festival::{counts_one, ends_festival},
};
use super::{
    Mention,
    alias::introduces_alias,
    boundary::{NameKind, find_name},
    lexicon::Classes,
    name::{canonical_name, keep_longest},
    token::{Shape, Tokens},
};

/// The shortest body of a name that has nothing particular, in characters.
const BODY_CHARS_MIN: usize = 6;
/// Words that end a name only where something particular stands before them.
const WEAK_WORDS: [&str; 21] = [
    "会议",
    "活动",
    "仪式",
    "开幕式",
    "典礼",
    "庆典",
    "培训班",
    "研修班",
    "签约仪式",
    "启动仪式",
    "揭牌仪式",
    "授牌仪式",
    "成立仪式",
    "主题活动",
    "例会",
    "工作会议",
    "会员大会",
    "会员代表大会",
    "成员大会",
    "代表大会",
    "全体大会",
];
/// What before 年会 says of which year it is told what will be done in it.
const IN_YEARS: [char; 8] = ['今', '明', '去', '每', '首', '全', '历', '多'];
/// What makes a body of a word for a meeting before it.
const BODIES: [&str; 5] = ["中心", "馆", "公司", "集团", "协会"];
/// All of a region that the page is of.
pub(super) const WHOLE_REGIONS: [&str; 5] = ["全市", "全省", "全区", "全县", "全州"];

/// Finds the meetings.
pub(crate) fn find_meetings(tokens: &Tokens<'_>) -> Vec<Mention<String>> {
    let mut found = Vec::new();
    let mut index = tokens.list.len();
    while let Some(last) = index.checked_sub(1) {
        let is_head = tokens
            .get(last)
            .is_some_and(|token| token.is(Classes::MEETING) || ends_festival(tokens, last));
        let name = is_head.then(|| read_meeting(tokens, last)).flatten();
        match name {
            Some(name) => {
                let span = tokens.span(name.clone());
                let value = name_without_aliases(tokens, name.clone());
                found.push(Mention { span, value });
                index = name.start;
            }
            None => index = last,
        }
    }
    keep_longest(found)
}

/// The name without brackets that give a short name of a part: 联盟(以下简称
/// “甲”)年会.
fn name_without_aliases(tokens: &Tokens<'_>, name: Range<usize>) -> String {
    let mut text = String::new();
    let mut index = name.start;
    while index < name.end {
        let opens = tokens
            .get(index)
            .is_some_and(|token| token.is_mark('(') || token.is_mark('（'));
        if opens && introduces_alias(tokens, index + 1) {
            let close = (index..name.end).find(|at| {
                tokens
                    .get(*at)
                    .is_some_and(|token| token.is_mark(')') || token.is_mark('）'))
            });
            index = close.map_or(name.end, |close| close + 1);
            continue;
        }
        text.push_str(tokens.word(index));
        index += 1;
    }
    canonical_name(&text)
}

fn read_meeting(tokens: &Tokens<'_>, last: usize) -> Option<Range<usize>> {
    let head = tokens.word(last);
    if tokens
        .get(last + 1)
        .is_some_and(|next| next.is(Classes::MEETING) || next.is(Classes::TITLE))
    {
        return None;
    }
    // 悦来博览中心, 会展公司 are bodies.
    let body = tokens.get(last + 1).is_some_and(|next| {
        next.is(Classes::ORGANIZATION)
            && BODIES
                .iter()
                .any(|end| tokens.word(last + 1).ends_with(end))
    });
    if body {
        return None;
    }
    // 一号会议室 is a room.
    let end = tokens.get(last).map_or(0, |token| token.end);
    if (tokens.text.get(end..)).is_some_and(|rest| rest.starts_with(['室', '厅'])) {
        return None;
    }
    // 业界今年会捐出, 首年会推出三项: a year, and what will be done in it.
    let start = tokens.get(last).map_or(0, |token| token.start);
    let of_year = head.starts_with("年会")
        && (tokens.text.get(..start)).is_some_and(|before| before.ends_with(IN_YEARS));
    if of_year {
        return None;
    }
    let name = behind_opening_verb(tokens, find_name(tokens, last + 1, NameKind::Meeting));
    let name = over_first_time(tokens, whole_quotation(tokens, name));
    let name = with_edition_before_marks(tokens, with_quoted_alliance(tokens, name));
    if COUNCILS.contains(&head) && !council::is_meeting(tokens, name.clone(), last) {
        return None;
    }
    if ends_festival(tokens, last) && !name.clone().any(|at| counts_one(tokens, at)) {
        return None;
    }
    let body = name.start..last;
    let particular = body.clone().any(|index| is_particular(tokens, index));
    let long = tokens.slice(tokens.span(body.clone())).chars().count() >= BODY_CHARS_MIN;
    // 甲材料论坛开幕式: of a forum that is named.
    let opens = head == "开幕式"
        && (tokens.before(last)).is_some_and(|before| {
            before.is(Classes::MEETING) && !WEAK_WORDS.contains(&tokens.word(last - 1))
        });
    let weak = !opens && (WEAK_WORDS.contains(&head) || COUNCILS.contains(&head));
    let unknown = body
        .clone()
        .filter(|index| {
            tokens
                .get(*index)
                .is_some_and(|token| token.shape == Shape::Han)
        })
        .count();
    // 「智慧物流高峰会」: marks around all of it say that it is a name.
    let marked = is_in_marks(tokens, name.clone());
    let named = particular || ((long || unknown > 1 || marked) && !weak);
    // 2024年会议 is a conference of that year, and no 年会.
    let conference = head == "年会" && tokens.word(last + 1) == "议";
    let end = name.end + usize::from(conference);
    (named && !body.is_empty()).then_some(name.start..end)
}

/// 甲联盟首次全体成员大会: between the alliance and its meeting the word counts it.
fn over_first_time(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let first = name
        .start
        .checked_sub(1)
        .filter(|at| tokens.word(*at) == "首次");
    let of_alliance = first.filter(|at| {
        tokens.before(*at).is_some_and(|before| {
            before.is(Classes::ALLIANCE)
                || before.is_mark('”')
                || before.is_mark(')')
                || before.is_mark('）')
        })
    });
    let Some(first) = of_alliance else {
        return name;
    };
    let start = find_name(tokens, first, NameKind::Meeting).start;
    let named = (start..first).any(|at| {
        tokens
            .get(at)
            .is_some_and(|token| token.is(Classes::ALLIANCE))
    });
    if named { start..name.end } else { name }
}

/// 第三届「甲论坛」: which of the series it is, before the marks around its name.
fn with_edition_before_marks(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let marked = |at: usize, marks: [char; 2]| {
        (tokens.get(at)).is_some_and(|token| marks.iter().any(|mark| token.is_mark(*mark)))
    };
    // The mark is a part of the name where more stands in it.
    let open = if marked(name.start, ['“', '「']) {
        Some(name.start)
    } else {
        name.start.checked_sub(1)
    };
    let edition = open
        .filter(|open| marked(*open, ['“', '「']))
        .and_then(|open| {
            let closes = marked(name.end, ['”', '」']) || open == name.start;
            open.checked_sub(1).filter(|_| closes)
        });
    match edition {
        Some(edition) if counts_one(tokens, edition) => edition..name.end,
        _ => name,
    }
}

/// “甲联盟”第二届成员大会: whose meeting it is, in marks of its own.
fn with_quoted_alliance(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let quoted = (name.start.checked_sub(2))
        .filter(|last| {
            tokens
                .get(*last)
                .is_some_and(|token| token.is(Classes::ALLIANCE))
        })
        .and_then(|last| match tokens.get(last + 1).map(|token| token.shape) {
            Some(Shape::Mark(mark @ ('”' | '」'))) => open_of(tokens, last + 1, mark),
            _ => None,
        });
    let counted = tokens.word(name.start).starts_with('第') || is_edition(tokens.word(name.start));
    let dated = tokens
        .get(name.start)
        .is_some_and(|token| token.shape == Shape::Number);
    match quoted {
        Some(open) if counted || dated => open..name.end,
        _ => name,
    }
}

/// 第六届, 首届.
fn is_edition(word: &str) -> bool {
    word.starts_with('第') && word.ends_with(['届', '次']) || word == "首届"
}

/// 「领航·第四届论坛」: the marks around a name say where it begins, whatever words
/// it holds.
fn whole_quotation(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let close = (tokens.get(name.end)).and_then(|token| match token.shape {
        Shape::Mark(mark @ ('”' | '」')) => Some(mark),
        _ => None,
    });
    let Some(open) = close.and_then(|close| open_of(tokens, name.end, close)) else {
        return name;
    };
    let dropped = open + 1..name.start;
    let plain = dropped.clone().all(|at| {
        tokens.get(at).is_some_and(|token| {
            !matches!(
                token.shape,
                Shape::NewLine | Shape::Mark('，' | '。' | '；' | '！' | '？' | ',' | '：')
            )
        })
    });
    // 第四届 in it: a motto before an edition.
    let edition = is_edition(tokens.word(name.start));
    if !dropped.is_empty() && plain && edition {
        open + 1..name.end
    } else {
        name
    }
}

/// Whether marks stand around the name, and nothing else within them.
fn is_in_marks(tokens: &Tokens<'_>, name: Range<usize>) -> bool {
    let open = (name.start.checked_sub(1)).and_then(|open| tokens.get(open));
    let close = tokens.get(name.end);
    (open.zip(close)).is_some_and(|(open, close)| {
        open.is_mark('「') && close.is_mark('」') || open.is_mark('“') && close.is_mark('”')
    })
}

/// The longest name in marks, in tokens.
const QUOTED_TOKENS_MAX: usize = 40;

/// The mark that opens the quotation which the one at `close` ends.
fn open_of(tokens: &Tokens<'_>, close: usize, mark: char) -> Option<usize> {
    let opening = if mark == '”' { '“' } else { '「' };
    let mut depth = 0;
    (close.saturating_sub(QUOTED_TOKENS_MAX)..close)
        .rev()
        .find(|at| {
            let Some(token) = tokens.get(*at) else {
                return false;
            };
            if token.is_mark(mark) {
                depth += 1;
            }
            let opens = token.is_mark(opening);
            let own = opens && depth == 0;
            if opens && depth > 0 {
                depth -= 1;
            }
            own
        })
}

/// 在某大学开成立大会, 在台南办年会: 开 or 办 right before a plain kind of meeting is the
/// verb.
fn behind_opening_verb(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let verb = (name.clone()).find(|index| {
        ["开", "办"].contains(&tokens.word(*index)) && OPENED.contains(&tokens.word(index + 1))
    });
    verb.map_or(name.clone(), |verb| verb + 1..name.end)
}

/// What a meeting that is opened with 开 begins with.
const OPENED: [&str; 6] = ["成立", "成立大会", "大会", "年会", "会", "理事会"];

/// Whether the token makes a meeting a certain one: a number, a region, an
/// alliance, a theme in quotation marks, or words that no table knows.
fn is_particular(tokens: &Tokens<'_>, index: usize) -> bool {
    tokens.get(index).is_some_and(|token| match token.shape {
        Shape::Number | Shape::Latin => true,
        Shape::Mark(mark) => matches!(mark, '”' | '」'),
        Shape::Word => {
            token.is(Classes::REGION)
                || token.is(Classes::ALLIANCE)
                || WHOLE_REGIONS.contains(&tokens.word(index))
        }
        // 第四季.
        Shape::Han if tokens.word(index) == "季" => {
            (index.checked_sub(2)).is_some_and(|at| tokens.word(at) == "第")
        }
        Shape::Han | Shape::Space | Shape::NewLine => false,
    })
}

#[cfg(test)]
mod tests;
