//! Stage 2, page: from the text of a fetched file to its blocks.

use crate::{
    span::{SpannedText, TextBuilder},
    submission::Submission,
};

/// A fetched file taken apart.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// In page order.
    pub(crate) blocks: Vec<Block>,
}

/// One block of text: a paragraph, a heading, a row of a table.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) text: SpannedText,
}

/// Takes the file apart.
pub(crate) fn read_page(decoded: &SpannedText, _submission: &Submission<'_>) -> Page {
    let mut page = Page::default();
    let mut offset = 0;
    for line in decoded.as_str().split_inclusive('\n') {
        let mut text = TextBuilder::default();
        text.push_slice(decoded, offset..offset + line.trim_end().len());
        offset += line.len();
        if !text.as_str().trim().is_empty() {
            page.blocks.push(Block { text: text.build() });
        }
    }
    page
}
