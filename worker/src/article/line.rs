//! Lines: the page's blocks with the features by which they are judged.

use super::{
    calendar::{WrittenDate, find_dates, find_short_date},
    cue::{Cues, find_cues},
    field::{Field, Label, read_fields, read_row},
    glued,
};
use crate::{
    page::{Block, BlockKind},
    span::{SpannedText, TextBuilder},
};

/// Shortest line that can be a paragraph by its length, in characters.
const PARAGRAPH_CHARS_MIN: usize = 20;

/// Longest line that can be a header or sign-off, in characters.
pub(super) const HEADER_CHARS_MAX: usize = 160;

/// One line of the page.
#[derive(Debug)]
pub(super) struct Line {
    /// With single blanks inside and none around.
    pub(super) text: SpannedText,
    pub(super) kind: BlockKind,
    /// Index of its container.
    pub(super) container: usize,
    /// Characters, blanks not counted.
    pub(super) chars: usize,
    /// Share of its characters that stand in links.
    pub(super) link_share: f32,
    pub(super) cues: Cues,
    /// Stands on the page before already.
    pub(super) is_copy: bool,
    /// Has marks that end sentences, or commas.
    pub(super) has_sentence: bool,
    /// Its fields and whole dates; none are looked for in long lines.
    pub(super) fields: Vec<Field>,
    pub(super) dates: Vec<WrittenDate>,
}

impl Line {
    pub(super) fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// A paragraph by all that its form tells.
    pub(super) fn is_paragraph(&self) -> bool {
        self.chars >= PARAGRAPH_CHARS_MIN && self.has_sentence && self.link_share < 0.5
    }
}

/// Takes the blocks over as lines.
pub(super) fn read_lines(blocks: Vec<Block>) -> Vec<Line> {
    let blocks = join_values(blocks).into_iter();
    (blocks.flat_map(split_header).flat_map(split_stamp))
        .filter_map(read_line)
        .collect()
}

/// 来源： on a line of its own and the value on the next become one line.
fn join_values(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let label = joined.pop_if(|label| {
            glued::is_label_alone(label.text.as_str()) && glued::is_value(block.text.as_str())
        });
        joined.push(match label {
            Some(label) => join(&label, &block),
            None => block,
        });
    }
    joined
}

fn join(label: &Block, value: &Block) -> Block {
    let mut builder = TextBuilder::with_capacity(label.text.len() + value.text.len());
    for block in [label, value] {
        builder.push_slice(&block.text, 0..block.text.len());
    }
    Block {
        text: builder.build(),
        chars: label.chars + value.chars,
        link_chars: label.link_chars + value.link_chars,
        ..*label
    }
}

/// The blocks of one, whose headline may have the day of the page behind it.
fn split_stamp(block: Block) -> impl Iterator<Item = Block> {
    let at = glued::find_stamp(block.text.as_str()).unwrap_or(0);
    split(block, at)
}

/// The blocks of one, whose text may begin right behind a header.
fn split_header(block: Block) -> impl Iterator<Item = Block> {
    let at = (block.kind == BlockKind::Paragraph)
        .then(|| glued::find_text(block.text.as_str()))
        .flatten();
    split(block, at.unwrap_or(0))
}

/// The block before and that from the byte `at` on; all of it where that is 0.
fn split(block: Block, at: usize) -> impl Iterator<Item = Block> {
    let part = |range: std::ops::Range<usize>| {
        let mut builder = TextBuilder::with_capacity(range.len());
        builder.push_slice(&block.text, range);
        builder.build()
    };
    let head = (at > 0).then(|| {
        let text = part(0..at);
        Block {
            chars: text.as_str().chars().filter(|c| !c.is_whitespace()).count(),
            text,
            link_chars: 0,
            ..block
        }
    });
    let rest = match &head {
        Some(head) => Block {
            text: part(at..block.text.len()),
            chars: block.chars.saturating_sub(head.chars),
            ..block
        },
        None => block,
    };
    head.into_iter().chain([rest])
}

fn read_line(block: Block) -> Option<Line> {
    let text = collapse_blanks(block.text);
    let line = text.as_str();
    if line.is_empty() {
        return None;
    }
    let chars = line.chars().filter(|&character| character != ' ').count();
    let short = chars <= HEADER_CHARS_MAX;
    #[expect(clippy::cast_precision_loss, reason = "a share of a line's length")]
    let link_share = block.link_chars as f32 / block.chars.max(1) as f32;
    let fields = match block.kind {
        _ if !short => Vec::new(),
        BlockKind::TableRow => read_row(line),
        _ => read_fields(line),
    };
    let mut dates = if short { find_dates(line) } else { Vec::new() };
    if dates.is_empty() {
        let labelled = (fields.iter()).filter(|field| field.label == Label::Date);
        dates.extend(labelled.filter_map(|field| find_short_date(line, field.value.clone())));
    }
    Some(Line {
        kind: block.kind,
        container: block.container,
        chars,
        link_share,
        is_copy: block.is_copy,
        cues: find_cues(line),
        fields,
        dates,
        has_sentence: line.contains(['。', '！', '？', '，', '!', '?', ',', '；', '…']),
        text,
    })
}

/// Each run of white space becomes one blank, those around the text none.
fn collapse_blanks(text: SpannedText) -> SpannedText {
    let source = text.as_str();
    let mut blanks = source.char_indices().filter(|(_, c)| c.is_whitespace());
    let clean = source.trim().len() == source.len()
        && blanks.all(|(at, c)| {
            let next = source.get(at + 1..).and_then(|rest| rest.chars().next());
            c == ' ' && !next.is_some_and(char::is_whitespace)
        });
    if clean {
        return text;
    }
    let mut builder = TextBuilder::with_capacity(source.len());
    let mut gap_start = None;
    let mut word_start = None;
    for (at, character) in source.char_indices().chain([(source.len(), ' ')]) {
        if character.is_whitespace() {
            if let Some(start) = word_start.take() {
                builder.push_slice(&text, start..at);
                gap_start = Some(at);
            }
        } else if word_start.is_none() {
            if let Some(gap) = gap_start.take() {
                builder.push_replaced(&text, gap..at, " ");
            }
            word_start = Some(at);
        }
    }
    builder.build()
}
