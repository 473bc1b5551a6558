//! What each line of the page is: headline, header, text, sign-off, or
//! something that is no part of the article.

use std::ops::Range;

use super::{
    cue::Cue,
    field::Label,
    line::{HEADER_CHARS_MAX, Line},
    region::Region,
    title::{can_be_title, match_head},
};
use crate::page::BlockKind;

/// Longest line about the page itself, in characters.
const FURNITURE_CHARS_MAX: usize = 200;
/// Most letters beside the date of a header line without labels.
const BESIDE_DATE_CHARS_MAX: usize = 14;
/// Longest header line that names a reporter without a label, in characters.
const REPORTED_CHARS_MAX: usize = 60;
/// Most letters that follow a date at once: 2022年6月2日吉隆坡讯.
const PLACE_CHARS_MAX: usize = 8;
/// How far down the page its place on the site may stand, in lines.
const CRUMB_LINES_MAX: usize = 60;
/// Longest heading of a notice, in characters.
const NOTICE_HEADING_CHARS_MAX: usize = 12;
/// Longest line that is the date under a document, in characters.
const DATE_LINE_CHARS_MAX: usize = 24;
/// How far above the headline its date may stand, in lines.
const ABOVE_TITLE_LINES_MAX: usize = 6;
/// How far behind the text sign-offs are looked for, in lines.
const CREDIT_LINES_MAX: usize = 12;
/// Longest sign-off, in characters.
const CREDIT_CHARS_MAX: usize = 60;
/// Behind a heading of related articles, at most this share of the text is
/// something else than related.
const TAIL_SHARE_MAX: f32 = 0.35;

/// Marks before the items of a list.
pub(super) const BULLETS: &[char] = &[
    '·', '•', '-', '●', '■', '◆', '◇', '▲', '※', '>', '．', '・', '○',
];

/// Why headlines of other articles are dropped.
const RELATED: &str = "related articles";
/// Longest heading of a list of other articles, in characters.
const LIST_HEADING_CHARS_MAX: usize = 12;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    /// Date, source, authors, above the text.
    Header,
    Text,
    /// Authors and source, below the text.
    Credit,
    /// No part of the article, and why.
    Dropped(&'static str),
}

/// Sorts the lines. `head_titles` are the titles that the page's head gives.
pub(super) fn lay_out(lines: &[Line], region: &Region, head_titles: &[String]) -> Vec<Part> {
    let mut parts = vec![Part::Text; lines.len()];
    let in_text = |line: &Line| region.holds(line) && !region.is_aside(line);
    // What stands above the page's place on the site is its menu, however long.
    let crumb = lines
        .iter()
        .take(CRUMB_LINES_MAX)
        .rposition(|line| line.cues.has(Cue::Crumb) && !line.as_str().contains('。'))
        .map_or(0, |at| at + 1);
    let strong_from = |from: usize| {
        let found = lines
            .iter()
            .skip(from)
            .position(|line| in_text(line) && is_strong(line));
        found.map(|at| from + at)
    };
    let first = strong_from(crumb)
        .or_else(|| strong_from(0))
        .unwrap_or_else(|| first_unsure(lines, region));
    let title = find_title(lines, first, head_titles);
    let header_from = title
        .as_ref()
        .map_or(first.saturating_sub(3), |title| title.start);
    let mut begin = title.as_ref().map_or(0, |title| title.end);
    let mut last_header = None;
    for (index, line) in lines.iter().enumerate().take(first) {
        let listed = title.is_none() && !is_header_by_fields(line) && !is_date_above(lines, index);
        if index >= header_from && is_header(line) && !listed {
            set(&mut parts, index, Part::Header);
            last_header = Some(index);
        } else if index + ABOVE_TITLE_LINES_MAX >= header_from && is_date_above(lines, index) {
            set(&mut parts, index, Part::Header);
        }
    }
    if let Some(header) = last_header {
        begin = begin.max(header + 1);
    }
    if title.is_none() && last_header.is_none() {
        begin = first_weak_before(lines, region, first);
    }
    let end = find_end(lines, region, begin.min(first));
    let last = (first..end).rev().find(|&at| {
        lines
            .get(at)
            .is_some_and(|line| in_text(line) && is_strong(line))
    });
    let mut in_list = false;
    for (index, line) in lines.iter().enumerate() {
        if title.as_ref().is_some_and(|title| title.contains(&index)) {
            set(&mut parts, index, Part::Title);
        } else if parts.get(index) == Some(&Part::Header) {
            // Known already.
        } else if index >= end {
            let part = if is_credit(line) && index < end + CREDIT_LINES_MAX {
                Part::Credit
            } else {
                Part::Dropped("behind the article")
            };
            set(&mut parts, index, part);
        } else if index < begin {
            set(&mut parts, index, Part::Dropped("before the article"));
        } else {
            let mut part = judge(line, region, index > first);
            let behind_last = last.is_some_and(|last| index > last);
            let heads_list = part == Part::Dropped(RELATED) && line.chars <= LIST_HEADING_CHARS_MAX;
            in_list = heads_list || in_list && !is_strong(line);
            if part == Part::Text {
                if behind_last && !closes_text(line, lines.get(index + 1)) {
                    part = Part::Dropped("behind the last paragraph");
                } else if in_list && !line.as_str().contains('。') {
                    part = Part::Dropped(RELATED);
                }
            }
            set(&mut parts, index, part);
        }
    }
    parts
}

fn set(parts: &mut [Part], index: usize, part: Part) {
    if let Some(place) = parts.get_mut(index) {
        *place = part;
    }
}

/// What a line between header and tail is.
fn judge(line: &Line, region: &Region, behind_first: bool) -> Part {
    let cue = |cue| line.cues.has(cue);
    if is_credit(line) {
        return Part::Credit;
    }
    if !region.holds(line) {
        return Part::Dropped("beside the article");
    }
    if region.is_aside(line) {
        return Part::Dropped("in an element beside the text");
    }
    if line.chars <= FURNITURE_CHARS_MAX {
        if cue(Cue::Rights) {
            return Part::Dropped("rights");
        }
        if cue(Cue::Notice) {
            return Part::Dropped("notice");
        }
    }
    let short = !line.as_str().contains('。') && line.chars <= HEADER_CHARS_MAX;
    if short {
        for (kind, reason) in [
            (Cue::Crumb, "place on the site"),
            (Cue::Clock, "greeting"),
            (Cue::Neighbor, "neighbouring article"),
            (Cue::Related, RELATED),
            (Cue::Tag, "keywords"),
            (Cue::Share, "sharing"),
            (Cue::Tool, "page tools"),
            (Cue::Hotline, "contact"),
        ] {
            if cue(kind) && (kind != Cue::Hotline || behind_first) {
                return Part::Dropped(reason);
            }
        }
        if cue(Cue::End) && line.chars <= 8 {
            return Part::Dropped("end mark");
        }
        if line.link_share > 0.6 {
            return Part::Dropped("links");
        }
    }
    if !line.as_str().chars().any(char::is_alphanumeric) {
        return Part::Dropped("no words");
    }
    Part::Text
}

/// Whether a short line behind the last paragraph belongs to it: the rest of a
/// list, a note, the signature of a document.
fn closes_text(line: &Line, next: Option<&Line>) -> bool {
    let text = line.as_str();
    let dated = |line: &Line| !line.dates.is_empty() && line.chars <= DATE_LINE_CHARS_MAX;
    let furniture = [
        Cue::Share,
        Cue::Hotline,
        Cue::Notice,
        Cue::Rights,
        Cue::Related,
    ];
    if furniture.iter().any(|&cue| line.cues.has(cue)) {
        return false;
    }
    let ended = text.ends_with(['。', '；', ';', '！', '？', '”', '：', ':', ')', '」']);
    let numbered = text.starts_with(|c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨(（第附注联此特◎▌".contains(c)
    });
    let listed = matches!(line.kind, BlockKind::TableRow | BlockKind::ListItem);
    let signed = next.is_some_and(dated) && !text.contains(['|', '>', '·']);
    ended || numbered || listed || dated(line) || signed
}

/// A paragraph beyond doubt: a whole sentence, or a long row of clauses.
pub(super) fn is_strong(line: &Line) -> bool {
    let text = line.as_str();
    let furniture = [
        Cue::Rights,
        Cue::Notice,
        Cue::Crumb,
        Cue::Neighbor,
        Cue::Related,
        Cue::Share,
        Cue::Tool,
        Cue::Clock,
    ];
    line.is_paragraph()
        && !matches!(line.kind, BlockKind::Heading(_))
        && !(line.chars <= FURNITURE_CHARS_MAX && furniture.iter().any(|&cue| line.cues.has(cue)))
        && (text.contains('。') || line.chars >= 45 && text.matches(' ').count() * 12 <= line.chars)
}

/// Where the text begins on a page without one sure paragraph.
fn first_unsure(lines: &[Line], region: &Region) -> usize {
    lines
        .iter()
        .position(|line| {
            region.holds(line) && !region.is_aside(line) && !is_header(line) && line.is_paragraph()
        })
        .or_else(|| lines.iter().rposition(is_header).map(|at| at + 1))
        .unwrap_or(lines.len())
}

/// Steps back over weak lines of the region right before `first`.
fn first_weak_before(lines: &[Line], region: &Region, first: usize) -> usize {
    let mut begin = first;
    while let Some(line) = begin.checked_sub(1).and_then(|at| lines.get(at)) {
        let plain = region.holds(line)
            && !region.is_aside(line)
            && judge(line, region, false) == Part::Text
            && !is_menu(line);
        if !plain {
            break;
        }
        begin -= 1;
    }
    begin
}

/// The headline's lines among those before the first paragraph.
fn find_title(lines: &[Line], first: usize, head_titles: &[String]) -> Option<Range<usize>> {
    let before = lines.get(..first).unwrap_or_default();
    let zone_start = before
        .iter()
        .rposition(|line| line.cues.has(Cue::Crumb) && !line.as_str().contains('。'))
        .map_or(0, |at| at + 1);
    let at = |index: usize| lines.get(index);
    let fits = |index: usize| at(index).is_some_and(could_be_title);
    let mut matched: Option<(u8, Range<usize>)> = None;
    for index in (0..first).filter(|&index| fits(index)) {
        let Some(len) = before
            .get(index..)
            .and_then(|rest| match_head(rest, head_titles))
        else {
            continue;
        };
        let range = index..index + len;
        let headed = (range.end..range.end + 3).any(|next| at(next).is_some_and(is_header));
        let heading = at(index).is_some_and(|line| matches!(line.kind, BlockKind::Heading(_)));
        let rank = u8::from(headed) * 2 + u8::from(heading);
        if matched.as_ref().is_none_or(|(known, _)| rank >= *known) {
            matched = Some((rank, range));
        }
    }
    if let Some((_, range)) = matched {
        return Some(range);
    }
    let heading = (zone_start..first).rev().find(|&index| {
        fits(index) && at(index).is_some_and(|line| matches!(line.kind, BlockKind::Heading(1 | 2)))
    });
    if let Some(last) = heading {
        let same = |index: usize| {
            at(index).zip(at(last)).is_some_and(|(line, known)| {
                line.kind == known.kind && line.container == known.container && fits(index)
            })
        };
        let start = (zone_start..last)
            .rev()
            .take_while(|&index| same(index))
            .last();
        return Some(start.unwrap_or(last)..last + 1);
    }
    let last_header = (zone_start..first)
        .rev()
        .find(|&index| at(index).is_some_and(is_header));
    // A word or two above the header are a name or a section; the headline
    // stands above them.
    let nearest = |range: Range<usize>| {
        let found = range.clone().rev().find(|&index| fits(index))?;
        let chars = |index: usize| at(index).map_or(0, |line| line.chars);
        let above = (range.start..found).rev().find(|&index| fits(index));
        match above {
            Some(above) if chars(found) <= 4 && chars(above) >= 8 => Some(above),
            _ => Some(found),
        }
    };
    last_header
        .and_then(|header| nearest(zone_start..header))
        .or_else(|| nearest(zone_start..first))
        .map(|index| index..index + 1)
}

/// Whether a line can be a headline by its form and its words.
fn could_be_title(line: &Line) -> bool {
    let furniture = [
        Cue::Crumb,
        Cue::Clock,
        Cue::Neighbor,
        Cue::Related,
        Cue::Share,
        Cue::Tool,
        Cue::Rights,
        Cue::Tag,
    ];
    can_be_title(line)
        && !is_header(line)
        && !is_menu(line)
        && !is_credit(line)
        && !furniture.iter().any(|&cue| line.cues.has(cue))
}

/// Date, source, authors or counts of the page, and no sentence.
pub(super) fn is_header(line: &Line) -> bool {
    let text = line.as_str();
    if line.chars > HEADER_CHARS_MAX
        || line.link_share > 0.6
        || text.contains('。')
        || line.cues.has(Cue::Clock)
    {
        return false;
    }
    let listed = line.cues.has(Cue::Neighbor) || line.cues.has(Cue::Related);
    let crumb = line.cues.has(Cue::Crumb);
    if listed || crumb || line.cues.has(Cue::Rights) {
        return false;
    }
    let named = is_header_by_fields(line);
    let counted = line
        .fields
        .iter()
        .filter(|field| field.label == Label::Other)
        .count();
    let reported = line.chars <= REPORTED_CHARS_MAX && text.contains("记者");
    named
        || counted >= 2
        || reported && is_dated(line)
        || is_dated(line) && (counted > 0 || dates_fill(line))
}

fn is_header_by_fields(line: &Line) -> bool {
    line.fields.iter().any(|field| {
        matches!(
            field.label,
            Label::Source | Label::Author | Label::Date | Label::Updated
        )
    })
}

/// Whether a line gives a whole date and is not the clock of the page.
pub(super) fn is_dated(line: &Line) -> bool {
    !line.cues.has(Cue::Clock) && !line.dates.is_empty()
}

/// A date of issue above the headline, as on the pages of newspapers; no line
/// of a list of dated articles.
fn is_date_above(lines: &[Line], index: usize) -> bool {
    let dated = |at: Option<usize>| {
        at.and_then(|at| lines.get(at))
            .is_some_and(|line| !line.dates.is_empty() && !is_header_by_fields(line))
    };
    let listed = dated(index.checked_sub(1)) || dated(Some(index + 1));
    lines.get(index).is_some_and(|line| {
        !listed && line.kind != BlockKind::ListItem && line.link_share < 0.5 && is_header(line)
    }) && lines.get(index).is_some_and(is_dated)
}

/// Whether the first date of a line stands apart and little stands beside it.
fn dates_fill(line: &Line) -> bool {
    let Some(found) = line.dates.first() else {
        return false;
    };
    let text = line.as_str();
    let before = text.get(..found.span.start).unwrap_or_default();
    let after = text.get(found.span.end..).unwrap_or_default();
    let apart = !before.ends_with(char::is_alphabetic)
        && !before.trim_end().ends_with(['(', '（', '[', '《'])
        && !after.starts_with(char::is_alphabetic);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let beside = letters(before) + letters(after);
    // 某某日报2023年08月11日第02版: blanks between ideographs are folded away.
    let issue = before.trim_end().ends_with(['报', '刊', '版', '期', '网'])
        && (after.is_empty()
            || after
                .trim_start()
                .starts_with(['第', '星', '周', '版', '头']));
    let apart = apart || issue;
    beside <= BESIDE_DATE_CHARS_MAX && (apart || before.is_empty() && beside <= PLACE_CHARS_MAX)
}

/// Names of writers, editors or the source, and nothing else.
pub(super) fn is_credit(line: &Line) -> bool {
    let text = line.as_str();
    let short = line.chars <= CREDIT_CHARS_MAX && !text.contains('。');
    if !short {
        return false;
    }
    let clause = text.contains(['，', ',']) && !text.contains([':', '：']);
    if line.cues.has(Cue::Credit) && !clause {
        return true;
    }
    line.chars <= 30 && !line.has_sentence && (text.contains("记者 ") || text.contains("通讯员 "))
}

/// A row of short words: a menu.
fn is_menu(line: &Line) -> bool {
    let text = line.as_str();
    if line.has_sentence {
        return false;
    }
    let marked = text.contains(['|', '│', '┊', '｜', '丨', '∣', '┃', '>', '»', '›', '→']);
    let is_break = |c: char| c.is_whitespace() || "|│┊｜丨·・/>»›→-∣┃".contains(c);
    let words: Vec<&str> = text
        .split(is_break)
        .filter(|word| !word.is_empty())
        .collect();
    let short = words
        .iter()
        .filter(|word| word.chars().count() <= 5)
        .count();
    words.len() >= if marked { 3 } else { 4 } && short * 3 >= words.len() * 2
        || line.link_share > 0.6
        || text.contains(['>', '»', '›', '→']) && words.len() >= 2
}

/// Where the article ends: at the first line that speaks of other articles or
/// of the site, if hardly a paragraph follows.
fn find_end(lines: &[Line], region: &Region, begin: usize) -> usize {
    let weight = |line: &Line| {
        if region.holds(line) && !region.is_aside(line) && is_strong(line) {
            line.chars
        } else {
            0
        }
    };
    let mut after: usize = lines.iter().skip(begin).map(weight).sum();
    let mut before = 0;
    for (index, line) in lines.iter().enumerate().skip(begin) {
        let of_others = line.cues.has(Cue::Related) || line.cues.has(Cue::Neighbor);
        let of_site = [Cue::Share, Cue::Tool, Cue::Rights, Cue::Notice, Cue::Tag]
            .iter()
            .any(|&cue| line.cues.has(cue));
        let of_others =
            of_others || line.cues.has(Cue::Notice) && line.chars <= NOTICE_HEADING_CHARS_MAX;
        let short = line.chars <= FURNITURE_CHARS_MAX && !is_strong(line);
        #[expect(clippy::cast_precision_loss, reason = "a share of a page's length")]
        let ends = short
            && before > 0
            && (of_others && (after as f32) < TAIL_SHARE_MAX * before as f32
                || of_site && after == 0);
        if ends {
            return index;
        }
        before += weight(line);
        after -= weight(line);
    }
    lines.len()
}
