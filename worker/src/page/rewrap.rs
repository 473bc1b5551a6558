//! Wrapped text each of whose lines became a paragraph, by an empty line, `<br>`
//! or `<p>` behind every one of them.

use std::{borrow::Cow, collections::HashSet, mem, ops::Range};

use super::{
    Block, BlockKind, Page,
    opening::{is_set_in, opens_item},
    ragged,
    reference::resolve_references,
    wrap,
};
use crate::span::TextBuilder;

/// Marks that lines of a text have and lines of a list mostly lack.
const CLAUSE_MARKS: &[char] = &['，', '。', '、', '；', '：', ','];

/// Lines that may be longer than those of the wrapped text around them.
const HEADLINES_MAX: usize = 2;
/// Shortest line that is a copy where it stands again, in characters.
const COPY_CHARS_MIN: usize = 20;
/// Longest line with readings put behind its characters, or with a reference
/// for each.
const ANNOTATED_CHARS_MAX: usize = 16 * wrap::LINE_CHARS_MAX;

/// Joins the blocks that were one paragraph.
pub(super) fn join_lines(page: &mut Page) {
    let copies = find_copies(&page.blocks);
    let runs = find_runs(page, &copies);
    if runs.is_empty() {
        return;
    }
    let mut runs = runs.into_iter().peekable();
    let blocks = mem::take(&mut page.blocks);
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut text = TextBuilder::default();
    let mut broken = false;
    // Copies of lines go behind the paragraph within which they stand.
    let mut set_aside: Vec<Block> = Vec::new();
    for (index, block) in blocks.into_iter().enumerate() {
        runs.next_if(|run| run.lines.end <= index);
        let run = runs.peek().filter(|run| run.lines.contains(&index));
        let indents = run.is_some_and(|run| run.indents);
        let goes_on = run.is_some_and(|run| run.goes_on_behind(index, &block));
        if run.is_some() && copies.contains(&index) {
            set_aside.push(Block {
                is_copy: true,
                ..block
            });
            continue;
        }
        if let Some(before) = joined
            .last_mut()
            .filter(|_| broken && !opens_item(&block, indents))
        {
            append(&mut text, before, &block);
        } else {
            close(&mut text, joined.last_mut());
            joined.append(&mut set_aside);
            joined.push(block);
        }
        let more = runs.peek().is_some_and(|run| index + 1 < run.lines.end);
        broken = goes_on && more;
    }
    close(&mut text, joined.last_mut());
    joined.append(&mut set_aside);
    page.blocks = joined;
}

/// Blocks in a row that are lines of one wrapped text.
struct Run {
    lines: Range<usize>,
    wrap: Wrap,
    /// Lines that are set in begin paragraphs.
    indents: bool,
}

/// Where lines were broken.
enum Wrap {
    /// Behind so many columns, those of the longest line.
    Columns(usize),
    /// Anywhere; for each line of the run, whether its text goes on in the next.
    Anywhere(Vec<bool>),
}

impl Run {
    /// Whether the text of a line of the run goes on in the next, by its end.
    fn goes_on_behind(&self, index: usize, block: &Block) -> bool {
        match &self.wrap {
            Wrap::Columns(longest) => {
                let columns = count_columns(block);
                // Digits may have been wide when the line was broken.
                let wide = columns + wrap::count_wide_digits(block.text.as_str());
                (is_full(columns, *longest) || is_full(wide, *longest))
                    && !wrap::ends_paragraph(&shown(block))
            }
            Wrap::Anywhere(goes_on) => {
                let at = index.checked_sub(self.lines.start);
                at.and_then(|at| goes_on.get(at)).copied().unwrap_or(false)
            }
        }
    }
}

/// Lines that stand before already, by their index: a paragraph, or a line of
/// one, that a page gives twice.
fn find_copies(blocks: &[Block]) -> HashSet<usize> {
    let mut seen: HashSet<&str> = HashSet::new();
    let long = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.chars >= COPY_CHARS_MIN);
    long.filter(|(_, block)| !seen.insert(block.text.as_str().trim()))
        .map(|(index, _)| index)
        .collect()
}

fn find_runs(page: &Page, copies: &HashSet<usize>) -> Vec<Run> {
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
        let lines = rest.iter().take(len).enumerate();
        let (places, originals): (Vec<usize>, Vec<&Block>) = lines
            .filter(|(at, _)| !copies.contains(&(start + at)))
            .unzip();
        let indents = do_indents_tell(&originals);
        let by_columns = find_wrap(&originals)
            .filter(|longest| !is_list(&originals, *longest))
            .map(Wrap::Columns);
        let wrap = by_columns.or_else(|| {
            let known = ragged::find_breaks(&originals, indents)?;
            let mut goes_on = vec![false; len];
            for (place, known) in places.into_iter().zip(known) {
                if let Some(slot) = goes_on.get_mut(place) {
                    *slot = known;
                }
            }
            Some(Wrap::Anywhere(goes_on))
        });
        runs.extend(wrap.map(|wrap| Run {
            lines: start..start + len,
            wrap,
            indents,
        }));
        start += len.max(1);
    }
    runs
}

/// The columns after which the lines were wrapped, if they were. A headline or
/// two may be longer.
fn find_wrap(lines: &[&Block]) -> Option<usize> {
    let (_, broken) = lines.split_last()?;
    if broken.len() < wrap::LINES_MIN {
        return None;
    }
    let columns: Vec<usize> = broken.iter().map(|line| count_columns(line)).collect();
    let mut longest = columns.clone();
    longest.sort_unstable_by(|a, b| b.cmp(a));
    longest.dedup();
    longest
        .into_iter()
        .take(1 + HEADLINES_MAX)
        .find_map(|longest| find_wrap_at(broken, &columns, longest))
}

/// The wrap, if lines were broken after `longest` columns.
fn find_wrap_at(broken: &[&Block], columns: &[usize], longest: usize) -> Option<usize> {
    let (mut full, mut ended, mut clauses) = (0, 0, 0);
    for (block, &columns) in broken.iter().zip(columns) {
        if is_full(columns, longest) {
            let line = shown(block);
            full += 1;
            ended += usize::from(wrap::ends_sentence(&line));
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
            // A headline or link speaks no more against a wrap than a line's end.
            ends_sentence: wrap::ends_sentence(&shown(block))
                || !shown(block).contains(CLAUSE_MARKS),
        })
        .collect();
    wrap::find_wrap_columns(&fitting, longest)
}

/// Whether lines of one length are those of a list that happen to be so long.
fn is_list(lines: &[&Block], longest: usize) -> bool {
    let broken = lines.windows(2).filter_map(|pair| match pair {
        [line, next] if is_full(count_columns(line), longest) => Some((*line, *next)),
        _ => None,
    });
    ragged::is_list(broken.filter(|(line, _)| !wrap::ends_sentence(&shown(line))))
}

/// What a line shows, where references are left in it.
pub(super) fn shown(block: &Block) -> Cow<'_, str> {
    let text = block.text.as_str();
    if text.contains('&') {
        Cow::Owned(resolve_references(text))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_full(columns: usize, longest: usize) -> bool {
    columns <= longest && wrap::is_full(columns, longest)
}

fn count_columns(block: &Block) -> usize {
    wrap::count_columns(block.text.as_str().trim_end())
}

/// Whether lines that are set in begin paragraphs: not where most of those that
/// go on with a sentence are set in too.
fn do_indents_tell(lines: &[&Block]) -> bool {
    let (mut set_in, mut all) = (0, 0);
    for pair in lines.windows(2) {
        let [before, after] = pair else { continue };
        let line = shown(before);
        if line.contains(CLAUSE_MARKS) && !wrap::ends_sentence(&line) {
            all += 1;
            set_in += usize::from(is_set_in(after));
        }
    }
    set_in * 2 < all
}

/// Adds a line to the paragraph that `before` begins and `text` goes on with.
fn append(text: &mut TextBuilder, before: &mut Block, line: &Block) {
    if text.is_empty() {
        text.push_slice(&before.text, 0..before.text.len());
    }
    if wrap::needs_blank(text.as_str(), line.text.as_str().trim_start()) {
        text.push_inserted(" ");
    }
    // Each line of a page may be set in: within a paragraph that is no blank.
    let whole = line.text.as_str();
    text.push_slice(
        &line.text,
        whole.len() - whole.trim_start().len()..whole.len(),
    );
    before.chars += line.chars;
    before.link_chars += line.link_chars;
}

/// Ends the paragraph, if lines were added to it.
fn close(text: &mut TextBuilder, block: Option<&mut Block>) {
    if let Some(block) = block.filter(|_| !text.is_empty()) {
        block.text = mem::take(text).build();
    }
}
