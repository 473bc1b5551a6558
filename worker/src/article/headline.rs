//! Which lines of the page are its headline.

use std::ops::Range;

use super::{
    cue::Cue,
    header_line::{is_credit, is_header},
    line::Line,
    title::{can_be_title, letters, match_head},
};
use crate::page::BlockKind;

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
    words.len() >= if marked { 3 } else { 4 } && short * 3 >= words.len() * 2
        || line.link_share > 0.6
        || text.contains(['>', '»', '›', '→']) && words.len() >= 2
}
