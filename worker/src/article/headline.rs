//! Which lines of the page are its headline.

use std::ops::Range;

use super::{
    cue::Cue,
    header_line::{is_credit, is_header},
    line::Line,
    title::{can_be_title, letters, match_head},
};
use crate::{alliance_head::has_alliance_head, page::BlockKind, surname::is_full_name};

/// Longest label of a line above the text, in characters.
const LABEL_CHARS_MAX: usize = 8;
/// Shortest word that no menu has, in characters.
const HEADLINE_CHARS_MIN: usize = 12;
/// Longest part of a place on the site, in characters.
const TRAIL_PART_CHARS_MAX: usize = 6;

/// The headline's lines among those before the first paragraph.
pub(super) fn find_title(
    lines: &[Line],
    first: usize,
    head_titles: &[String],
) -> Option<Range<usize>> {
    let before = lines.get(..first).unwrap_or_default();
    let zone_start = before
        .iter()
        .rposition(|line| line.cues.has(Cue::Crumb) && !line.as_str().contains('。'))
        .map_or(0, |at| at + 1);
    let at = |index: usize| lines.get(index);
    let fits = |index: usize| at(index).is_some_and(could_be_title);
    if let Some(range) = find_named(lines, first, head_titles) {
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
    // The title of an official document says what it is.
    let document = (zone_start..first).find(|&index| {
        fits(index) && at(index).is_some_and(|line| is_document_title(line.as_str()))
    });
    if let Some(found) = document {
        return Some(found..found + 1);
    }
    let last_header = (zone_start..first)
        .rev()
        .find(|&index| at(index).is_some_and(is_header));
    // Under the head of a paper's page the headline names the body, the line
    // below it says more of that.
    let is_told_below = |above: usize, found: usize| {
        let names = |index: usize| at(index).is_some_and(|line| has_alliance_head(line.as_str()));
        let headed = above.checked_sub(1).and_then(at).is_some_and(is_header);
        headed && found == above + 1 && names(above) && !names(found)
    };
    // A word or two above the header are a name or a section; the headline
    // stands above them.
    let nearest = |range: Range<usize>| {
        let found = range.clone().rev().find(|&index| fits(index))?;
        let chars = |index: usize| at(index).map_or(0, |line| line.chars);
        let above = (range.start..found)
            .rev()
            .take_while(|&index| !at(index).is_some_and(is_place_on_site))
            .find(|&index| fits(index));
        // Under the title of a paper stand its writers, then where they work.
        let below_names = found
            .checked_sub(1)
            .and_then(at)
            .is_some_and(|line| is_row_of_names(line.as_str()));
        match above {
            Some(above)
                if chars(found) <= 4 && chars(above) >= 8
                    || is_told_below(above, found)
                    || below_names
                    || at(found).is_some_and(|line| is_item_heading(line.as_str())) =>
            {
                Some(above)
            }
            _ => Some(found),
        }
    };
    last_header
        .and_then(|header| nearest(zone_start..header))
        .or_else(|| nearest(zone_start..first))
        .map(|index| index..index + 1)
}

/// The lines that the page's head names too; those above a header line, and
/// headings, are surer.
fn find_named(lines: &[Line], first: usize, head_titles: &[String]) -> Option<Range<usize>> {
    let before = lines.get(..first).unwrap_or_default();
    let at = |index: usize| lines.get(index);
    let head_titles: Vec<String> = head_titles.iter().map(|title| letters(title)).collect();
    let fits = |index: usize| at(index).is_some_and(could_be_title);
    let mut matched: Option<(u8, Range<usize>)> = None;
    for index in (0..first).filter(|&index| fits(index)) {
        let Some(len) = before
            .get(index..)
            .and_then(|rest| match_head(rest, &head_titles))
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
    matched.map(|(_, range)| range)
}

/// 关于…的通知, …会议纪要: what an authority or a body calls its document.
fn is_document_title(text: &str) -> bool {
    let kind = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let kind = match kind.find(['(', '（']) {
        Some(at) if at > 0 => kind.get(..at).unwrap_or(kind),
        _ => kind,
    };
    let named = [
        "通知", "公告", "通告", "通报", "公示", "决定", "意见", "批复", "答复", "函",
    ]
    .iter()
    .any(|end| kind.ends_with(end));
    // 甲联盟一届四次理事会会议纪要.
    let minutes = ["会议纪要", "会议记录"]
        .iter()
        .any(|end| kind.ends_with(end));
    (named && text.contains("关于") || minutes) && !text.contains(['《', '“'])
}

/// 第一章 总则: a heading within a document.
fn is_item_heading(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('第') else {
        return false;
    };
    let number = rest
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c));
    number.len() < rest.len() && number.starts_with(['章', '条', '节', '编'])
}

/// Labels of what a press office or an authority writes above its text, each
/// with a value: 发稿单位：…, 文件类别：….
fn is_labelled(text: &str) -> bool {
    let Some((label, value)) = text.split_once([':', '：']) else {
        return false;
    };
    let ends = [
        "单位",
        "机构",
        "机关",
        "类别",
        "分类",
        "编号",
        "文号",
        "索引号",
        "日期",
        "时间",
        "有效性",
    ];
    let more = value
        .split(' ')
        .skip(1)
        .any(|word| word.contains([':', '：']));
    // 人气：21
    let counted = value.chars().any(|c| c.is_ascii_digit())
        && value
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace());
    label.chars().count() <= LABEL_CHARS_MAX
        && (more || counted || ends.iter().any(|end| label.ends_with(end)))
}

/// Names of writers alone, as under the title of a paper.
fn is_row_of_names(text: &str) -> bool {
    let mut names = text
        .split(['，', ',', '、', ' ', ';', '；', '1', '2', '3', '*'])
        .filter(|name| !name.is_empty());
    let all = names.clone().all(is_full_name);
    all && names.nth(1).is_some()
}

/// 新闻中心 / 公司公告: a place on the site, its parts short and parted by a
/// stroke.
fn is_trail(text: &str) -> bool {
    text.contains(" / ")
        && text
            .split(" / ")
            .all(|part| part.chars().count() <= TRAIL_PART_CHARS_MAX)
}

/// 公告 >> 正文: what stands below it is the page's own.
fn is_place_on_site(line: &Line) -> bool {
    let text = line.as_str();
    text.contains(['>', '»', '›']) && is_menu(line)
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
        Cue::Button,
    ];
    can_be_title(line)
        && !is_header(line)
        && !is_menu(line)
        && !is_trail(line.as_str())
        && !is_labelled(line.as_str())
        && !is_row_of_names(line.as_str())
        && !is_credit(line)
        && !furniture.iter().any(|&cue| line.cues.has(cue))
}

/// A row of short words: a menu.
pub(super) fn is_menu(line: &Line) -> bool {
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
    // 某某聚力｜某联盟在某地成立: a headline beside its column.
    let headed = words.iter().any(|word| {
        let chars = word.chars().count();
        chars >= HEADLINE_CHARS_MIN && chars * 2 > line.chars
    });
    words.len() >= if marked { 3 } else { 4 } && short * 3 >= words.len() * 2 && !headed
        || line.link_share > 0.6
        || text.contains(['>', '»', '›', '→']) && words.len() >= 2
}
