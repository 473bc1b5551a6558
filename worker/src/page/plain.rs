//! From plain text to blocks: a line is a paragraph, unless the text was
//! hard-wrapped.

use std::ops::Range;

use super::{
    Block, BlockKind, Container, Page,
    head::Head,
    one_line,
    wrap::{self, Wrap},
};
use crate::span::{SpannedText, TextBuilder};

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
    for line in &lines {
        let joined = previous.is_some_and(|before| {
            wrap.is_some_and(|wrap| is_broken(source.get(before.clone()), wrap))
        });
        if !joined {
            push_block(&mut blocks, &mut text);
        }
        if joined
            && matches!(wrap, Some(Wrap::Columns(_)))
            && wrap::needs_blank(text.as_str(), source.get(line.clone()))
        {
            text.push_inserted(" ");
        }
        text.push_slice(source, line.clone());
        previous = Some(line).filter(|line| !source.get((*line).clone()).trim().is_empty());
    }
    push_block(&mut blocks, &mut text);
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

/// How the text was wrapped, if it was.
fn find_wrap(text: &str, lines: &[Range<usize>]) -> Option<Wrap> {
    let line = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let mut chars = Vec::new();
    let mut columns = Vec::new();
    let (mut longest_chars, mut longest_columns) = (0, 0);
    for (index, range) in lines.iter().enumerate() {
        let this = line(range);
        let next = lines.get(index + 1).map(line).unwrap_or_default();
        let (these_chars, these_columns) =
            (this.chars().count(), wrap::count_columns(this.trim_end()));
        longest_chars = longest_chars.max(these_chars);
        longest_columns = longest_columns.max(these_columns);
        if !next.trim().is_empty() {
            chars.push(these_chars);
            columns.push(wrap::Line {
                columns: these_columns,
                ends_sentence: wrap::ends_sentence(this),
            });
        }
    }
    if let Some(chars) = wrap::find_wrap_chars(&chars, longest_chars) {
        return Some(Wrap::Chars(chars));
    }
    // Lines that are paragraphs end with their sentences.
    let full = |line: &&str| wrap::is_full(wrap::count_columns(line.trim_end()), longest_columns);
    let ended = lines
        .iter()
        .map(line)
        .filter(full)
        .filter(|line| wrap::ends_sentence(line))
        .count();
    if ended * 3 > lines.iter().map(line).filter(full).count() {
        return None;
    }
    wrap::find_wrap_columns(&columns, longest_columns).map(Wrap::Columns)
}

/// Whether a line ends where the wrap ended it.
fn is_broken(line: &str, wrap: Wrap) -> bool {
    match wrap {
        Wrap::Chars(chars) => line.chars().count() == chars,
        Wrap::Columns(columns) => wrap::is_full(wrap::count_columns(line.trim_end()), columns),
    }
}

/// Ends the block that was read, unless it is blank.
fn push_block(blocks: &mut Vec<Block>, text: &mut TextBuilder) {
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
        ..Block::default()
    });
}
