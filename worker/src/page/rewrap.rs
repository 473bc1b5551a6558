//! Wrapped text each of whose lines became a paragraph, by an empty line, `<br>`
//! or `<p>` behind every one of them.

use std::{mem, ops::Range};

use super::{Block, BlockKind, Page, wrap};
use crate::span::TextBuilder;

/// Marks that lines of a text have and lines of a list mostly lack.
const CLAUSE_MARKS: &[char] = &['，', '。', '、', '；', '：', ','];

/// Lines that may be longer than those of the wrapped text around them.
const HEADLINES_MAX: usize = 2;
/// Longest line with the readings put behind its characters.
const ANNOTATED_CHARS_MAX: usize = 4 * wrap::LINE_CHARS_MAX;

/// Joins the blocks that were one paragraph.
pub(super) fn join_lines(page: &mut Page) {
    let runs = find_runs(page);
    if runs.is_empty() {
        return;
    }
    let mut runs = runs.into_iter().peekable();
    let blocks = mem::take(&mut page.blocks);
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut text = TextBuilder::default();
    let mut broken = false;
    for (index, block) in blocks.into_iter().enumerate() {
        runs.next_if(|run| run.lines.end <= index);
        let longest = runs
            .peek()
            .filter(|run| run.lines.contains(&index))
            .map(|run| run.columns);
        let ends_full = longest.is_some_and(|longest| is_full(count_columns(&block), longest));
        if let Some(before) = joined.last_mut().filter(|_| broken && !opens_item(&block)) {
            append(&mut text, before, &block);
        } else {
            close(&mut text, joined.last_mut());
            joined.push(block);
        }
        let more = runs.peek().is_some_and(|run| index + 1 < run.lines.end);
        broken = ends_full && more;
    }
    close(&mut text, joined.last_mut());
    page.blocks = joined;
}

/// Blocks in a row that are lines of one wrapped text.
struct Run {
    lines: Range<usize>,
    /// Of the longest line.
    columns: usize,
}

fn find_runs(page: &Page) -> Vec<Run> {
    let parent = |block: &Block| page.containers.get(block.container).map(|it| it.parent);
    let is_line = |block: &Block| {
        block.kind == BlockKind::Paragraph
            && block.link_chars * 2 < block.chars
            && block.chars <= ANNOTATED_CHARS_MAX
            && count_columns(block) <= 2 * wrap::LINE_CHARS_MAX
    };
    let mut runs = Vec::new();
    let mut start = 0;
    while let Some(first) = page.blocks.get(start) {
        let rest = page.blocks.get(start..).unwrap_or_default();
        let len = rest
            .iter()
            .take_while(|block| is_line(block) && parent(block) == parent(first))
            .count();
        if let Some(columns) = rest.get(..len).and_then(find_wrap) {
            runs.push(Run {
                lines: start..start + len,
                columns,
            });
        }
        start += len.max(1);
    }
    runs
}

/// The columns after which the lines were wrapped, if they were. A headline or
/// two may be longer.
fn find_wrap(lines: &[Block]) -> Option<usize> {
    let (_, broken) = lines.split_last()?;
    if broken.len() < wrap::LINES_MIN {
        return None;
    }
    let columns: Vec<usize> = broken.iter().map(count_columns).collect();
    let mut longest = columns.clone();
    longest.sort_unstable_by(|a, b| b.cmp(a));
    longest.dedup();
    longest
        .into_iter()
        .take(1 + HEADLINES_MAX)
        .find_map(|longest| find_wrap_at(broken, &columns, longest))
}

/// The wrap, if lines were broken after `longest` columns.
fn find_wrap_at(broken: &[Block], columns: &[usize], longest: usize) -> Option<usize> {
    let (mut full, mut ended, mut clauses) = (0, 0, 0);
    for (block, &columns) in broken.iter().zip(columns) {
        if is_full(columns, longest) {
            let line = block.text.as_str();
            full += 1;
            ended += usize::from(wrap::ends_sentence(line));
            clauses += usize::from(line.contains(CLAUSE_MARKS));
        }
    }
    // Lines that are paragraphs end with their sentences, headlines in a row
    // have no clauses.
    if ended * 3 > full || clauses * 3 < full * 2 {
        return None;
    }
    let fitting: Vec<wrap::Line> = (broken.iter().zip(columns))
        .filter(|&(_, &columns)| columns <= longest)
        .map(|(block, &columns)| wrap::Line {
            columns,
            ends_sentence: wrap::ends_sentence(block.text.as_str()),
        })
        .collect();
    wrap::find_wrap_columns(&fitting, longest)
}

fn is_full(columns: usize, longest: usize) -> bool {
    columns <= longest && wrap::is_full(columns, longest)
}

fn count_columns(block: &Block) -> usize {
    wrap::count_columns(block.text.as_str().trim_end())
}

/// Whether a line begins an item of a list, or a paragraph by its indent.
fn opens_item(block: &Block) -> bool {
    let text = block.text.as_str();
    let mut characters = text.chars();
    let (first, second) = (characters.next(), characters.next());
    let is_number =
        |character: char| character.is_ascii_digit() || "一二三四五六七八九十".contains(character);
    text.starts_with(['(', '（', '•', '·', '●', '■', '◆', '　', '\u{A0}'])
        && second.is_some_and(|second| is_number(second) || !text.starts_with(['(', '（']))
        || first.is_some_and(is_number) && second.is_some_and(|c| "、.．)）".contains(c))
}

/// Adds a line to the paragraph that `before` begins and `text` goes on with.
fn append(text: &mut TextBuilder, before: &mut Block, line: &Block) {
    if text.is_empty() {
        text.push_slice(&before.text, 0..before.text.len());
    }
    if wrap::needs_blank(text.as_str(), line.text.as_str()) {
        text.push_inserted(" ");
    }
    text.push_slice(&line.text, 0..line.text.len());
    before.chars += line.chars;
    before.link_chars += line.link_chars;
}

/// Ends the paragraph, if lines were added to it.
fn close(text: &mut TextBuilder, block: Option<&mut Block>) {
    if let Some(block) = block.filter(|_| !text.is_empty()) {
        block.text = mem::take(text).build();
    }
}
