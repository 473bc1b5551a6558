//! Rewriting a text piece by piece while its origin is carried along.

use std::ops::Range;

use super::{SpannedText, TextBuilder};

/// Rewrites a text from its beginning to its end; what is not replaced stays.
/// Nothing is copied before the first replacement.
#[derive(Debug)]
pub struct Rewriter<'a> {
    source: &'a SpannedText,
    builder: Option<TextBuilder>,
    /// Bytes of the source that are dealt with.
    done_byte: usize,
}

impl<'a> Rewriter<'a> {
    pub fn new(source: &'a SpannedText) -> Self {
        Self {
            source,
            builder: None,
            done_byte: 0,
        }
    }

    /// Replaces `range` of the source, which must lie behind all ranges replaced
    /// before; an empty `text` removes it.
    pub fn replace(&mut self, range: Range<usize>, text: &str) {
        let kept = self.done_byte..range.start;
        let source = self.source;
        let builder = self
            .builder
            .get_or_insert_with(|| TextBuilder::with_capacity(source.len()));
        builder.push_slice(source, kept);
        if !text.is_empty() {
            builder.push_replaced(source, range.clone(), text);
        }
        self.done_byte = range.end;
    }

    /// Where the last replaced range ended.
    pub fn done_byte(&self) -> usize {
        self.done_byte
    }

    /// The rewritten text, or `None` where nothing was replaced.
    pub fn finish(self) -> Option<SpannedText> {
        let mut builder = self.builder?;
        builder.push_slice(self.source, self.done_byte..self.source.len());
        Some(builder.build())
    }
}
