//! The block that is being read out of an HTML file: white space as a browser
//! shows it, cells of a row, fields of a line.

use std::ops::Range;

use super::{Block, BlockKind, reference::read_reference, wrap::is_wide};
use crate::span::{SpannedText, TextBuilder};

/// Longest line whose fields are set apart by blanks, in characters.
const FIELD_LINE_CHARS_MAX: usize = 200;

/// Narrowest gap that is the indent of a paragraph, in columns.
const INDENT_WIDTH_MIN: usize = 4;
/// Shortest paragraph that such a gap begins, in characters.
const PARAGRAPH_CHARS_MIN: usize = 30;

/// Between the cells of a row, until it is folded: it always parts.
const CELL_GAP: &str = "\t";

/// Where a piece of text stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LinePlace {
    pub(super) kind: BlockKind,
    pub(super) container: usize,
    pub(super) in_link: bool,
}

/// White space that shows as one blank, or not at all.
#[derive(Clone, Debug)]
struct Gap {
    source: Range<usize>,
    /// A line break and nothing else.
    bare_break: bool,
    /// Between the cells of a row.
    cell: bool,
}

/// The block that is being read.
#[derive(Debug)]
pub(super) struct Line<'a> {
    source: &'a SpannedText,
    /// Characters after which the source was broken, if it was.
    wrap_chars: Option<usize>,
    /// Characters of the source line so far; counted only where it was.
    source_line_chars: usize,
    text: TextBuilder,
    last: char,
    gap: Option<Gap>,
    kind: BlockKind,
    container: usize,
    chars: usize,
    link_chars: usize,
    /// Cells of the row that have text and ended.
    cells: usize,
    /// Where the text of the current cell begins.
    cell_start: usize,
    /// The current cell had a line of its own.
    cell_broken: bool,
    /// A break that holds if more text of the cell comes.
    break_pending: bool,
    /// Where a field ended and nothing followed yet.
    field_end: Option<usize>,
    /// Where one field ended and the next began.
    field_joints: Vec<usize>,
}

impl<'a> Line<'a> {
    pub(super) fn new(source: &'a SpannedText, wrap_chars: Option<usize>) -> Self {
        Self {
            source,
            wrap_chars,
            source_line_chars: 0,
            text: TextBuilder::default(),
            last: ' ',
            gap: None,
            kind: BlockKind::default(),
            container: 0,
            chars: 0,
            link_chars: 0,
            cells: 0,
            cell_start: 0,
            cell_broken: false,
            break_pending: false,
            field_end: None,
            field_joints: Vec::new(),
        }
    }

    pub(super) fn begin_field(&mut self) {
        if self.gap.is_none() && self.field_end == Some(self.text.len()) {
            self.field_joints.push(self.text.len());
        }
        self.field_end = None;
    }

    pub(super) fn end_field(&mut self) {
        self.field_end = Some(self.text.len()).filter(|&end| end > 0);
    }

    /// The next cell of a row begins. A cell of one line shares its block with
    /// its neighbours; a cell of several lines is a part of the page's layout.
    pub(super) fn begin_cell(&mut self, blocks: &mut Vec<Block>) {
        if self.cell_broken {
            self.flush(blocks);
        } else if self.text.len() > self.cell_start {
            self.cells += 1;
            self.gap = Some(Gap {
                source: 0..0,
                bare_break: false,
                cell: true,
            });
        }
        self.break_pending = false;
        self.cell_broken = false;
        self.cell_start = self.text.len();
    }

    pub(super) fn break_softly(&mut self) {
        self.break_pending = true;
    }

    /// Where text follows a soft break, ends the cell's line before it.
    pub(super) fn flush_broken_cell(&mut self, blocks: &mut Vec<Block>) {
        if !std::mem::take(&mut self.break_pending) || self.text.len() <= self.cell_start {
            return;
        }
        if self.cell_start > 0 {
            // The cells before were a line of their own after all.
            let source = std::mem::take(&mut self.text).build();
            let (chars, link_chars) = (self.chars, self.link_chars);
            for part in [0..self.cell_start, self.cell_start..source.len()] {
                let share = |count: usize| count * part.len() / source.len().max(1);
                self.chars = share(chars);
                self.link_chars = share(link_chars);
                self.text.push_slice(&source, part.clone());
                self.cell_start = 0;
                self.emit(blocks);
            }
        } else {
            self.emit(blocks);
        }
        self.reset();
        self.cell_broken = true;
    }

    /// Ends the block.
    pub(super) fn flush(&mut self, blocks: &mut Vec<Block>) {
        self.emit(blocks);
        self.reset();
        self.cell_broken = false;
    }

    pub(super) fn push_gap(&mut self, range: Range<usize>) {
        let bare_break = matches!(self.source.get(range.clone()), "\n" | "\r\n");
        match &mut self.gap {
            Some(gap) => {
                gap.bare_break = false;
                if !gap.cell {
                    gap.source.end = range.end;
                }
            }
            None => {
                self.gap = Some(Gap {
                    source: range,
                    bare_break,
                    cell: false,
                });
            }
        }
    }

    /// Adds text of the source that is not all white space.
    pub(super) fn push_text(&mut self, range: Range<usize>, place: LinePlace) {
        if self.text.is_empty() {
            self.kind = place.kind;
            self.container = place.container;
        }
        let chars_before = self.chars;
        self.push_pieces(range);
        if place.in_link {
            self.link_chars += self.chars - chars_before;
        }
    }

    /// Takes source text apart into words, white space and references.
    fn push_pieces(&mut self, range: Range<usize>) {
        let source = self.source;
        let text = source.get(range.clone());
        let bytes = text.as_bytes();
        let mut at = 0;
        self.source_line_chars = 0;
        while let Some(&byte) = bytes.get(at) {
            let rest = bytes.get(at..).unwrap_or_default();
            let is_special = |&byte: &u8| byte == b'&' || byte.is_ascii_whitespace();
            let len = if byte == b'&' {
                let reference = read_reference(text.get(at..).unwrap_or_default());
                let len = reference.map_or(1, |reference| reference.len);
                let place = range.start + at..range.start + at + len;
                if let Some(reference) = reference {
                    self.push_reference(reference.first, place.clone());
                    if let Some(second) = reference.second {
                        self.push_reference(second, place);
                    }
                } else {
                    self.push_word(place);
                }
                self.source_line_chars = 0;
                len
            } else if byte.is_ascii_whitespace() {
                let len = rest
                    .iter()
                    .take_while(|byte| byte.is_ascii_whitespace())
                    .count();
                self.push_white_space(range.start + at..range.start + at + len);
                len
            } else {
                let len = rest.iter().position(is_special).unwrap_or(rest.len());
                self.push_word(range.start + at..range.start + at + len);
                len
            };
            at += len;
        }
    }

    fn push_word(&mut self, range: Range<usize>) {
        let source = self.source;
        let word = source.get(range.clone());
        let Some(first) = word.chars().next() else {
            return;
        };
        let chars = word.chars().count();
        self.close_gap(first);
        self.text.push_slice(source, range);
        self.last = word.chars().next_back().unwrap_or(first);
        self.chars += chars;
        self.source_line_chars += chars;
    }

    fn push_reference(&mut self, character: char, range: Range<usize>) {
        if character.is_ascii_whitespace() {
            self.push_gap(range);
            return;
        }
        self.close_gap(character);
        let mut buffer = [0; 4];
        let text = character.encode_utf8(&mut buffer);
        match self.source.body_span(range) {
            Some(body) => self.text.push_whole(text, body),
            None => self.text.push_inserted(text),
        }
        self.last = character;
        self.chars += usize::from(!character.is_whitespace());
    }

    /// White space of the source; a break where the source was wrapped is none.
    fn push_white_space(&mut self, range: Range<usize>) {
        let source = self.source;
        let space = source.get(range.clone());
        let Some(wrap_chars) = self.wrap_chars else {
            self.push_gap(range);
            return;
        };
        let mut start = range.start;
        for (at, byte) in space.bytes().enumerate() {
            if byte == b'\n' {
                let wrapped = self.source_line_chars == wrap_chars;
                self.source_line_chars = 0;
                if wrapped {
                    if start < range.start + at {
                        self.push_gap(start..range.start + at);
                    }
                    start = range.start + at + 1;
                }
            } else {
                self.source_line_chars += 1;
            }
        }
        if start < range.end {
            self.push_gap(start..range.end);
        }
    }

    /// Shows the white space before `next` as it shows.
    fn close_gap(&mut self, next: char) {
        let Some(gap) = self.gap.take() else { return };
        let joined = gap.bare_break && (is_wide(self.last) || is_wide(next));
        if self.text.is_empty() || joined {
            return;
        }
        let shown = if gap.cell { CELL_GAP } else { " " };
        match self.source.body_span(gap.source) {
            Some(body) => self.text.push_whole(shown, body),
            None => self.text.push_inserted(shown),
        }
        if gap.cell {
            self.cell_start = self.text.len();
        }
    }

    /// Adds the block to `blocks`, unless it is blank.
    fn emit(&mut self, blocks: &mut Vec<Block>) {
        let text = std::mem::take(&mut self.text).build();
        let joints = std::mem::take(&mut self.field_joints);
        if text.as_str().chars().all(char::is_whitespace) {
            return;
        }
        let in_row = self.cells > 1 || self.cells == 1 && text.len() > self.cell_start;
        let kind = if in_row {
            BlockKind::TableRow
        } else {
            self.kind
        };
        let block = |text: SpannedText, chars, link_chars| Block {
            text,
            kind,
            container: self.container,
            chars,
            link_chars,
            ..Block::default()
        };
        if let Some((before, after)) = split_at_indent(&text) {
            let chars = before
                .as_str()
                .chars()
                .filter(|c| !c.is_whitespace())
                .count();
            let link_chars = self.link_chars.min(chars);
            blocks.push(block(before, chars, link_chars));
            let link_chars = self.link_chars - link_chars;
            blocks.push(block(after, self.chars.saturating_sub(chars), link_chars));
        } else {
            let text = set_fields_apart(text, &joints, self.chars);
            blocks.push(block(text, self.chars, self.link_chars));
        }
    }

    fn reset(&mut self) {
        *self = Self::new(self.source, self.wrap_chars);
    }
}

/// A line of a few words that goes on, behind a gap as wide as an indent, with
/// a paragraph: old pages set paragraphs off by blanks alone.
fn split_at_indent(text: &SpannedText) -> Option<(SpannedText, SpannedText)> {
    let line = text.as_str();
    let mut gap_start = None;
    let mut gap_width = 0;
    for (at, character) in line.char_indices() {
        match character {
            '\u{A0}' | '\u{2003}' | ' ' => gap_width += 1,
            '\u{3000}' => gap_width += 2,
            _ => {
                if let Some(start) = gap_start.take().filter(|_| gap_width >= INDENT_WIDTH_MIN) {
                    return split_before_paragraph(text, start, at);
                }
                gap_width = 0;
                continue;
            }
        }
        if at > 0 && gap_start.is_none() {
            gap_start = Some(at);
        }
    }
    None
}

/// Splits a line at the gap `start..end`, if words stand before and a paragraph
/// behind.
fn split_before_paragraph(
    text: &SpannedText,
    start: usize,
    end: usize,
) -> Option<(SpannedText, SpannedText)> {
    let (before, after) = (text.get(0..start), text.get(end..text.len()));
    // The page's place on the site is a line of its own.
    let behind_trail = before.contains(['>', '»', '›']);
    let paragraph = after.chars().count() >= PARAGRAPH_CHARS_MIN && after.contains('。');
    let has_words = |part: &str| part.contains(|c: char| !c.is_whitespace());
    let splits = (paragraph || behind_trail)
        && !before.contains('。')
        && has_words(before)
        && has_words(after);
    splits.then(|| {
        let part = |range: Range<usize>| {
            let mut builder = TextBuilder::with_capacity(range.len());
            builder.push_slice(text, range);
            builder.build()
        };
        (part(0..start), part(end..text.len()))
    })
}

/// Puts a blank between fields that markup alone set apart, as in header lines:
/// a reader sees a margin there. Sentences are left alone, for their words are
/// often wrapped one by one.
fn set_fields_apart(text: SpannedText, joints: &[usize], chars: usize) -> SpannedText {
    let line = text.as_str();
    let is_field_line = chars <= FIELD_LINE_CHARS_MAX
        && !line.contains(['。', '！', '？'])
        && (line.contains([':', '：']) || line.bytes().filter(u8::is_ascii_digit).count() >= 6);
    if joints.is_empty() || !is_field_line {
        return text;
    }
    let mut builder = TextBuilder::with_capacity(text.len() + joints.len());
    let mut start = 0;
    for &joint in joints.iter().filter(|&&joint| joint < text.len()) {
        builder.push_slice(&text, start..joint);
        builder.push_inserted(" ");
        start = joint;
    }
    builder.push_slice(&text, start..text.len());
    builder.build()
}
