//! What each line of the page is: headline, header, text, sign-off, or
//! something that is no part of the article.

use std::ops::Range;

use super::{
    cue::Cue,
    field::Label,
    header_line::{
        is_byline, is_credit, is_date_above, is_dated, is_header, is_header_by_fields, is_stamped,
    },
    headline::{could_be_title, find_title, is_menu},
    line::{HEADER_CHARS_MAX, Line},
    region::Region,
    title_rows,
};
use crate::{page::BlockKind, surname::is_commonly_named};

/// Longest line about the page itself, in characters.
const FURNITURE_CHARS_MAX: usize = 200;
/// How far down the page its place on the site may stand, in lines.
const CRUMB_LINES_MAX: usize = 60;
/// Longest heading of a notice, in characters.
const NOTICE_HEADING_CHARS_MAX: usize = 12;
/// Longest count of readers, in bytes.
const COUNT_BYTES_MAX: usize = 12;
/// Longest word of a page's tools, in bytes.
const LATIN_WORD_BYTES_MAX: usize = 16;
/// Longest line that is the date under a document, in characters.
const DATE_LINE_CHARS_MAX: usize = 24;
/// How far above the headline its date may stand, in lines.
const ABOVE_TITLE_LINES_MAX: usize = 6;
/// How far behind the text sign-offs are looked for, in lines.
const CREDIT_LINES_MAX: usize = 12;
/// Behind a heading of related articles, at most this share of the text is
/// something else than related.
const TAIL_SHARE_MAX: f32 = 0.35;

/// Why headlines of other articles are dropped.
const RELATED: &str = "related articles";
/// How far below the first sentence the header of a page may stand that a
/// picture and its caption open, in lines.
const BELOW_PICTURE_LINES_MAX: usize = 2;
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

/// Where the parts of a page lie among its lines.
#[derive(Debug)]
struct Outline {
    /// The first sure paragraph; the number of lines where there is none.
    first: usize,
    title: Option<Range<usize>>,
    /// Ascending.
    headers: Vec<usize>,
    /// The lines that may be text.
    text: Range<usize>,
    /// The last sure paragraph.
    last: Option<usize>,
}

/// Sorts the lines. `head_titles` are the titles that the page's head gives.
pub(super) fn lay_out(lines: &[Line], region: &Region, head_titles: &[String]) -> Vec<Part> {
    let outline = find_outline(lines, region, head_titles);
    let mut in_list = false;
    // Whether the lines behind the last paragraph are of a list that it opens.
    let mut opened = false;
    let mut parts = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let part = if outline
            .title
            .as_ref()
            .is_some_and(|title| title.contains(&index))
        {
            Part::Title
        } else if outline.headers.binary_search(&index).is_ok() {
            Part::Header
        } else if index < outline.text.start {
            Part::Dropped("before the article")
        } else if index <= outline.first + BELOW_PICTURE_LINES_MAX
            && index > outline.first
            && outline
                .headers
                .iter()
                .all(|&at| at < outline.text.start && !lines.get(at).is_some_and(is_dated))
            && is_stamped(line)
        {
            // A caption that is a sentence stands above the header.
            Part::Header
        } else if index < outline.text.end {
            let part = judge(line, region, index > outline.first);
            let heads_list = part == Part::Dropped(RELATED) && line.chars <= LIST_HEADING_CHARS_MAX;
            in_list = heads_list || in_list && !is_strong(line);
            let behind_last = outline.last.is_some_and(|last| index > last);
            opened = if behind_last {
                opened && part == Part::Text && !line.as_str().contains(['|', '>', '·'])
            } else {
                outline.last == Some(index) && line.as_str().ends_with(['：', ':'])
            };
            let closes = opened || closes_text(line, lines.get(index + 1));
            if part == Part::Text && behind_last && !closes {
                Part::Dropped("behind the last paragraph")
            } else if part == Part::Text && in_list && !line.as_str().contains('。') {
                Part::Dropped(RELATED)
            } else {
                part
            }
        } else if is_credit(line) && index < outline.text.end + CREDIT_LINES_MAX {
            Part::Credit
        } else {
            Part::Dropped("behind the article")
        };
        parts.push(part);
    }
    parts
}

fn find_outline(lines: &[Line], region: &Region, head_titles: &[String]) -> Outline {
    let sure = |line: &Line| region.holds(line) && !region.is_aside(line) && is_strong(line);
    let first = find_first(lines, region, sure);
    let title =
        find_title(lines, first, head_titles).map(|title| title_rows::extend(lines, title, first));
    let header_from = title
        .as_ref()
        .map_or(first.saturating_sub(3), |title| title.start);
    let mut headers = Vec::new();
    for (index, line) in lines.iter().enumerate().take(first) {
        let listed = title.is_none() && !is_header_by_fields(line) && !is_date_above(lines, index);
        let below = index >= header_from && is_header(line) && !listed;
        let above = index + ABOVE_TITLE_LINES_MAX >= header_from
            && (is_date_above(lines, index) || title.is_some() && is_byline(line));
        // A name alone between the headline and a header line; whence the text is,
        // above the headline.
        let signed = title.as_ref().is_some_and(|title| {
            let dated = |line: &Line| is_header(line) && is_dated(line);
            index == title.end
                || index > title.end
                    && (lines.get(index + 1).is_some_and(is_header)
                        || lines.get(index - 1).is_some_and(dated))
        }) && is_commonly_named(line.as_str().trim());
        let sourced = title.as_ref().is_some_and(|title| {
            index < title.start && index + SOURCE_ABOVE_LINES_MAX >= title.start
        }) && is_header(line)
            && line.fields.iter().any(|field| field.label == Label::Source);
        if below || above || signed || sourced {
            headers.push(index);
        }
    }
    let last_header = headers
        .last()
        .copied()
        .filter(|&header| header >= header_from);
    let begin = match (&title, last_header) {
        (None, None) => first_weak_before(lines, region, first),
        (title, header) => {
            let title_end = title.as_ref().map_or(0, |title| title.end);
            header.map_or(title_end, |header| title_end.max(header + 1))
        }
    };
    // A lead may stand above both.
    let title = title.or_else(|| {
        let found = find_title_within(lines, first)?;
        headers.push(found + 1);
        Some(found..found + 1)
    });
    let end = find_end(lines, region, begin.min(first)).max(begin);
    let last = (first..end)
        .rev()
        .find(|&at| lines.get(at).is_some_and(sure));
    Outline {
        first,
        title,
        headers,
        text: begin..end,
        last,
    }
}

/// The headline that stands below the first paragraphs: a line above one that says
/// when the page was published and by whom.
fn find_title_within(lines: &[Line], first: usize) -> Option<usize> {
    let behind = first + 1..(first + BELOW_LEAD_LINES_MAX).min(lines.len());
    behind.into_iter().find(|&index| {
        let header = lines.get(index + 1);
        lines.get(index).is_some_and(could_be_title)
            && header
                .is_some_and(|line| is_dated(line) && is_header_by_fields(line) && is_header(line))
    })
}

/// How far below the first paragraph its headline may stand, in lines.
const BELOW_LEAD_LINES_MAX: usize = 6;

/// How far above the headline the source may stand, in lines.
const SOURCE_ABOVE_LINES_MAX: usize = 2;

/// The first sure paragraph. What stands above the page's place on the site is
/// its menu, however long.
fn find_first(lines: &[Line], region: &Region, sure: impl Fn(&Line) -> bool) -> usize {
    let crumb = lines
        .iter()
        .take(CRUMB_LINES_MAX)
        .rposition(|line| line.cues.has(Cue::Crumb) && !line.as_str().contains('。'))
        .map_or(0, |at| at + 1);
    let first_from = |from: usize| {
        let found = lines.iter().skip(from).position(&sure);
        found.map(|at| from + at)
    };
    first_from(crumb)
        .or_else(|| first_from(0))
        .unwrap_or_else(|| first_unsure(lines, region))
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
    if is_count(line) {
        return Part::Dropped("counts");
    }
    if !behind_first && is_latin_word(line.as_str()) {
        return Part::Dropped("page tools");
    }
    if is_picture_file(line.as_str()) {
        return Part::Dropped("name of a picture");
    }
    if !line.as_str().chars().any(char::is_alphanumeric) {
        return Part::Dropped("no words");
    }
    Part::Text
}

/// `• En`, `Directory` above the text: what the page's tools are called.
fn is_latin_word(text: &str) -> bool {
    let word = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.len() <= LATIN_WORD_BYTES_MAX
        && !word.is_empty()
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// `15705053663.jpg`: what stands where a picture was.
fn is_picture_file(text: &str) -> bool {
    let name = text
        .rsplit_once('.')
        .filter(|(_, end)| ["jpg", "jpeg", "png", "gif", "webp", "bmp"].contains(end));
    name.is_some_and(|(name, _)| name.bytes().all(|byte| byte.is_ascii_graphic()))
}

/// 点阅次数：1,284: a label that says nothing of the article, and a number.
fn is_count(line: &Line) -> bool {
    let [field] = line.fields.as_slice() else {
        return false;
    };
    let value = line.text.get(field.value.clone());
    field.label == Label::Other
        && field.start == 0
        && value.starts_with(|c: char| c.is_ascii_digit())
        && value
            .chars()
            .all(|c| c.is_ascii_digit() || ",. 次人万+".contains(c))
        && value.len() <= COUNT_BYTES_MAX
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
    let heads_table = text.starts_with("序号");
    ended || numbered || listed || heads_table || dated(line) || signed
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
    let dates_page = is_header_by_fields(line) && is_dated(line);
    let long = line.chars >= 45 && text.matches(' ').count() * 12 <= line.chars;
    line.is_paragraph()
        && !matches!(line.kind, BlockKind::Heading(_))
        && !(line.chars <= FURNITURE_CHARS_MAX && furniture.iter().any(|&cue| line.cues.has(cue)))
        && (text.contains('。') || long && !dates_page)
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
