//! Stage 2, page: from the text of a fetched file to its blocks.
//!
//! HTML is tokenized by the rules of WHATWG with the place of each token kept,
//! so that every character of a block leads back to the body. Plain text gets
//! the blocks that its lines mean. Which block belongs to the article is for a
//! later stage to say: it sees canonical text.

mod builder;
mod detect;
mod head;
mod html;
mod jsonld;
mod line;
mod one_line;
mod opening;
mod plain;
mod ragged;
mod reference;
mod rewrap;
mod style;
mod tag;
mod wrap;

#[cfg(test)]
mod tests;

use crate::{span::SpannedText, submission::Submission};

pub(crate) use head::Head;
pub(crate) use one_line::MODEL as LINE_END_MODEL;

/// A fetched file taken apart.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// What the head of an HTML file says.
    pub(crate) head: Head,
    /// In page order.
    pub(crate) blocks: Vec<Block>,
    /// The containers of an HTML file; a parent stands before its children.
    pub(crate) containers: Vec<Container>,
}

/// What the file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PageFormat {
    Html,
    PlainText,
}

/// One block of text: a paragraph, a heading, a row of a table.
#[derive(Debug, Default)]
pub(crate) struct Block {
    pub(crate) text: SpannedText,
    pub(crate) kind: BlockKind,
    /// Index of the innermost container; 0, the root, for plain text.
    pub(crate) container: usize,
    /// Characters before folding, blanks not counted.
    pub(crate) chars: usize,
    /// Those of them that stand in links.
    pub(crate) link_chars: usize,
    /// A line of wrapped text that stands before it already.
    pub(crate) is_copy: bool,
    /// Blanks that plain text has before it, as many as an indent has.
    pub(crate) set_in: bool,
    /// Plain text has an empty line before it.
    pub(crate) set_apart: bool,
}

/// What an element means by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BlockKind {
    #[default]
    Paragraph,
    /// `h1` to `h6`, with its level.
    Heading(u8),
    ListItem,
    /// Cells joined by a tab; folding makes it a blank.
    TableRow,
    Caption,
}

/// An element that holds blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Container {
    /// Index of the container around it; its own for the root.
    pub(crate) parent: usize,
    /// 0 for the root.
    pub(crate) depth: usize,
    /// Depth of the innermost element from here up whose name, class or id
    /// speaks of something beside the article; 0 where there is none.
    pub(crate) aside_depth: usize,
}

/// Whether the file is HTML: whether its references are resolved as it is read.
pub(crate) fn is_html(text: &str, content_type: &str) -> bool {
    detect::detect_format(text, content_type) == PageFormat::Html
}

/// Takes the file apart. Linear in its size, whatever its nesting.
pub(crate) fn read_page(decoded: &SpannedText, submission: &Submission<'_>) -> Page {
    let mut page = match detect::detect_format(decoded.as_str(), submission.content_type) {
        PageFormat::Html => html::read_html(decoded),
        PageFormat::PlainText => plain::read_plain(decoded),
    };
    rewrap::join_lines(&mut page);
    page
}

/// What the lines of a plain text teach of where lines end; nothing where they
/// were wrapped.
pub(crate) fn read_line_ends(
    decoded: &SpannedText,
    submission: &Submission<'_>,
) -> Vec<(Vec<u32>, bool)> {
    let text = decoded.as_str();
    if is_html(text, submission.content_type) {
        return Vec::new();
    }
    let mut page = plain::read_plain(decoded);
    rewrap::join_lines(&mut page);
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    if lines.len() == page.blocks.len() {
        one_line::read_examples(&lines)
    } else {
        Vec::new()
    }
}
