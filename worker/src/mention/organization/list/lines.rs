//! Lists in lines under a heading that says what they are: 首批成员单位, and a
//! line for each, or names between marks.

use std::ops::Range;

use super::{
    evidence::{is_brand, may_name_a_body},
    short::{ends_in_suffix, is_short_name},
};
use crate::mention::{
    name::{EntityList, canonical_name},
    token::{Shape, Token, Tokens},
};

/// The longest heading, in characters.
const HEADING_CHARS_MAX: usize = 24;
/// What a heading of bodies ends in.
const HEADING_ENDS: [&str; 12] = [
    "单位",
    "单位名单",
    "成员名单",
    "会员名单",
    "企业名单",
    "机构名单",
    "成员",
    "会员",
    "成员企业",
    "会员企业",
    "发起方",
    "加盟企业",
];
/// What a heading says of the bodies below it.
const HEADING_KINDS: [&str; 16] = [
    "理事", "会长", "主席", "会员", "成员", "发起", "创始", "共建", "秘书", "监事", "加盟", "入盟",
    "参与", "牵头", "首批", "参建",
];
/// The longest list, in lines.
const LINES_MAX: usize = 120;

/// Whether the line is the heading of a list of bodies: 二、副理事长单位(5家)：.
pub(crate) fn is_heading_of_bodies(line: &str) -> bool {
    let line = line.trim().trim_end_matches(['：', ':']);
    let line = match line.strip_suffix([')', '）']) {
        Some(counted) => counted
            .rsplit_once(['(', '（'])
            .map_or(line, |(head, _)| head),
        None => line,
    };
    line.chars().count() <= HEADING_CHARS_MAX
        && !line.contains(['，', '。', '；', '！', '？', '|', ' '])
        && HEADING_ENDS.iter().any(|end| line.ends_with(end))
        && HEADING_KINDS.iter().any(|kind| line.contains(kind))
}

/// Takes what stands in the lines below such a heading for bodies.
pub(super) fn read_lines(tokens: &Tokens<'_>, found: &mut EntityList) {
    let mut listed = 0;
    let mut heading = None;
    for line in lines(tokens) {
        let words = tokens.slice(tokens.span(line.clone()));
        if is_heading_of_bodies(words) {
            listed = LINES_MAX;
            heading = number_of(words);
            continue;
        }
        // 1.增补4家副理事长单位, and 2. below it: the next of its own list.
        if heading
            .take()
            .is_some_and(|number| number_of(words) == Some(number + 1))
        {
            listed = 0;
        }
        if listed == 0 || line.is_empty() {
            continue;
        }
        listed -= 1;
        let items = items_of(tokens, behind_lead(tokens, behind_number(tokens, line)));
        if items.is_empty() || !items.iter().all(|item| is_listed(tokens, item)) {
            listed = 0;
            continue;
        }
        for item in items {
            let span = tokens.span(item);
            let entity = found.add(canonical_name(tokens.slice(span.clone())));
            found.mention(span, entity);
        }
    }
}

/// The number in digits that the line begins with.
fn number_of(line: &str) -> Option<u32> {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marked = rest.starts_with(['.', '、', '．']);
    line.get(..line.len() - rest.len())?
        .parse()
        .ok()
        .filter(|_| marked)
}

fn lines(tokens: &Tokens<'_>) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for at in 0..=tokens.list.len() {
        if (tokens.get(at)).is_none_or(|token| token.shape == Shape::NewLine) {
            found.push(start..at);
            start = at + 1;
        }
    }
    found
}

/// 1.甲, (二)乙: the line without its number.
fn behind_number(tokens: &Tokens<'_>, line: Range<usize>) -> Range<usize> {
    const NUMERALS: &str = "一二三四五六七八九十";
    let is_part = |token: &Token| {
        matches!(
            token.shape,
            Shape::Number
                | Shape::Space
                | Shape::Mark('(' | ')' | '（' | '）' | '.' | '、' | '．' | '·' | '•')
        ) || NUMERALS.contains(tokens.slice(token.start..token.end))
    };
    let number = line
        .clone()
        .take_while(|at| (tokens.get(*at)).is_some_and(is_part))
        .count();
    // 三一重工: the number ends with a mark or a blank.
    let marked = (tokens.before(line.start + number))
        .is_some_and(|last| matches!(last.shape, Shape::Mark(_) | Shape::Space));
    if number > 0 && marked {
        line.start + number..line.end
    } else {
        line
    }
}

/// 接纳以下机构为新会员：甲、乙: the names behind the words that lead to them.
fn behind_lead(tokens: &Tokens<'_>, line: Range<usize>) -> Range<usize> {
    let colon = line.clone().find(|at| {
        (tokens.get(*at)).is_some_and(|token| token.is_mark('：') || token.is_mark(':'))
    });
    colon
        .filter(|at| at + 1 < line.end)
        .map_or(line.start, |at| at + 1)..line.end
}

/// The names of a line: between 、, ； or blanks, without a stop behind the last.
fn items_of(tokens: &Tokens<'_>, line: Range<usize>) -> Vec<Range<usize>> {
    let parts = |at: usize| {
        (tokens.get(at)).is_some_and(|token| {
            let blank = token.shape == Shape::Space
                && !(tokens.before(at)).is_some_and(|before| before.shape == Shape::Latin);
            blank || matches!(token.shape, Shape::Mark('、' | '；' | '。' | ';'))
        })
    };
    let mut items = Vec::new();
    let mut start = line.start;
    for at in line.clone() {
        if parts(at) {
            items.push(start..at);
            start = at + 1;
        }
    }
    items.push(start..line.end);
    items.retain(|item| !item.is_empty());
    items
}

fn is_listed(tokens: &Tokens<'_>, item: &Range<usize>) -> bool {
    ends_in_suffix(tokens, item)
        || is_short_name(tokens, item)
            && (is_brand(tokens, item) || item.len() > 1)
            && may_name_a_body(tokens, item)
}
