//! From the worker's byte offsets to the contract's code points.

use alliance_worker::span::TextSpan;

use super::CharSpan;

/// Bytes between two counts: a look-up counts at most so many.
const BLOCK_BYTES: usize = 256;

/// Answers how many code points stand before a byte of a text.
#[derive(Clone, Debug)]
pub struct CharOffsets<'a> {
    text: &'a str,
    /// Code points before each block of [`BLOCK_BYTES`].
    before_block: Vec<u32>,
}

impl<'a> CharOffsets<'a> {
    /// Counts the text once.
    pub fn new(text: &'a str) -> Self {
        let mut count = 0;
        let before_block = text
            .as_bytes()
            .chunks(BLOCK_BYTES)
            .map(|block| {
                let before = count;
                count += count_chars(block);
                before
            })
            .collect();
        Self { text, before_block }
    }

    /// The span in code points; ends behind the text are drawn to its end.
    pub fn char_span(&self, span: TextSpan) -> CharSpan {
        CharSpan {
            start: self.chars_before(span.start),
            end: self.chars_before(span.end),
        }
    }

    fn chars_before(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        let block = (byte / BLOCK_BYTES).min(self.before_block.len().saturating_sub(1));
        let counted = self.before_block.get(block).copied().unwrap_or(0);
        let rest = self.text.as_bytes().get(block * BLOCK_BYTES..byte);
        counted + count_chars(rest.unwrap_or_default())
    }
}

/// Code points that begin in the bytes.
fn count_chars(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_offset_counts_the_characters_before_it() {
        let text = "a联盟é\u{20000}。".repeat(60);
        let offsets = CharOffsets::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            let span = offsets.char_span(TextSpan {
                start: byte,
                end: text.len() + 9,
            });
            assert_eq!(span.start as usize, chars);
            assert_eq!(span.end as usize, text.chars().count());
        }
        assert_eq!(
            CharOffsets::new("").char_span(TextSpan { start: 0, end: 1 }),
            CharSpan::default()
        );
    }
}
