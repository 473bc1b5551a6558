//! From plain text to blocks: a line is a paragraph, unless the text was
//! hard-wrapped.

use std::ops::Range;

use super::{Block, BlockKind, Container, Page, head::Head, one_line, wrap};
use crate::span::{SpannedText, TextBuilder};

/// Narrowest indent of a line, in columns.
const INDENT_COLUMNS_MIN: usize = 2;

/// Takes plain text apart.
pub(super) fn read_plain(source: &SpannedText) -> Page {
    let lines = split_lines(source.as_str());
    let found = one_line::find_lines(source.as_str(), &lines);
    let wrap = match found {
        Some(_) => None,
        None => find_wrap(source.as_str(), &lines),
    };
    let lines = found.unwrap_or(lines);
    let mut blocks = Vec::new();
    let mut text = TextBuilder::default();
    let mut previous: Option<&Range<usize>> = None;
    let mut set_apart = false;
    for line in &lines {
        let joined = previous.is_some_and(|before| {
            wrap.is_some_and(|wrap| wrap::count_chars(source.get(before.clone())) == wrap)
        });
        if !joined {
            push_block(&mut blocks, &mut text, set_apart);
            set_apart = previous.is_none();
        }
        text.push_slice(source, line.clone());
        previous = Some(line).filter(|line| !source.get((*line).clone()).trim().is_empty());
    }
    push_block(&mut blocks, &mut text, set_apart);
    Page {
        head: Head::default(),
        blocks,
        containers: vec![Container::default()],
    }
}

/// The lines without their ends: LF, CR LF, CR and the separators of Unicode.
fn split_lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, end) in text.match_indices([
        '\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}',
    ]) {
        if end == "\n" && text.get(..at).is_some_and(|before| before.ends_with('\r')) {
            start = at + 1;
            continue;
        }
        lines.push(start..at);
        start = at + end.len();
    }
    lines.push(start..text.len());
    lines
}

/// The characters after which the text was broken, if it was. What was broken
/// by columns shows in its blocks.
fn find_wrap(text: &str, lines: &[Range<usize>]) -> Option<usize> {
    let line = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let mut broken = Vec::new();
    let mut longest = 0;
    let mut parted = false;
    for (index, range) in lines.iter().enumerate() {
        let next = lines.get(index + 1).map(line).unwrap_or_default();
        let these = wrap::count_chars(line(range));
        longest = longest.max(these);
        let ends = next.trim().is_empty();
        parted |= ends && these > 0 && index + 2 < lines.len();
        // A paragraph that the page gives twice tells of no wrap.
        if !ends && these > 0 && line(range) != next {
            broken.push((these, wrap::ends_paragraph(line(range))));
        }
    }
    let lengths: Vec<usize> = broken.iter().map(|(these, _)| *these).collect();
    let full = broken.iter().filter(|(these, _)| *these == longest);
    let ended = full.clone().filter(|(_, ended)| *ended).count();
    // Paragraphs of one length end with their sentences.
    if ended * 2 > full.count() {
        return None;
    }
    // Where empty lines part the paragraphs, few breaks are enough, if all stand
    // behind one length.
    let fits = parted && ended * 2 < lengths.len() && lengths.iter().all(|these| *these == longest);
    wrap::find_wrap_chars(&lengths, longest).or_else(|| {
        let within = wrap::LINE_CHARS_MIN..=wrap::LINE_CHARS_MAX;
        (fits && within.contains(&longest)).then_some(longest)
    })
}

/// Ends the block that was read, unless it is blank.
fn push_block(blocks: &mut Vec<Block>, text: &mut TextBuilder, set_apart: bool) {
    let whole = std::mem::take(text).build();
    let line = whole.as_str();
    let start = line.len() - line.trim_start().len();
    let end = line.trim_end().len();
    if start >= end {
        return;
    }
    let mut trimmed = TextBuilder::with_capacity(end - start);
    trimmed.push_slice(&whole, start..end);
    let chars = line
        .chars()
        .filter(|character| !character.is_whitespace())
        .count();
    blocks.push(Block {
        text: trimmed.build(),
        kind: BlockKind::Paragraph,
        chars,
        set_in: wrap::count_indent(line) >= INDENT_COLUMNS_MIN,
        set_apart,
        ..Block::default()
    });
}
