//! Text that remembers which bytes of the submitted body it came from.
//!
//! Every stage builds its text out of the text of the stage before, piece by
//! piece, with a [`TextBuilder`]; the origin in the body is carried along, so
//! that a span of the canonical text leads back to bytes in one look-up,
//! however many stages lie between.

mod rewriter;

use std::ops::Range;

pub use rewriter::Rewriter;

/// A half-open range of UTF-8 bytes of the canonical text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextSpan {
    pub start: usize,
    pub end: usize,
}

/// A half-open range of bytes of the body as submitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BodySpan {
    pub start: usize,
    pub end: usize,
}

impl From<Range<usize>> for TextSpan {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

impl TextSpan {
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A run of text with one relation to the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Where it begins in the text.
    text_start: u32,
    /// Where its origin begins in the body.
    body_start: u32,
    relation: Relation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// Characters of `text_step` bytes, each from `body_step` bytes.
    Stepped { text_step: u8, body_step: u8 },
    /// As a whole from `body_len` bytes (0: inserted, from nowhere).
    Whole { body_len: u32 },
}

/// Text, and for each of its bytes the origin in the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpannedText {
    text: String,
    /// Ascending by `text_start`; the first at 0; none where the text is empty.
    runs: Vec<Run>,
}

impl SpannedText {
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text in `range`; empty where the range is none of it or cuts a
    /// character.
    pub fn get(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The bytes of the body that became the text in `range`: the smallest
    /// range that holds the origin of each of its characters. `None` where all
    /// of it was inserted, or the range is empty.
    pub fn body_span(&self, range: Range<usize>) -> Option<BodySpan> {
        let mut span: Option<BodySpan> = None;
        for (index, run) in self.runs.iter().enumerate().skip(self.run_at(range.start)) {
            let run_start = run.text_start as usize;
            if run_start >= range.end {
                break;
            }
            let from = range.start.max(run_start) - run_start;
            let to = range.end.min(self.run_end(index)) - run_start;
            if let Some(part) = run.origin(from, to) {
                span = Some(span.map_or(part, |whole| BodySpan {
                    start: whole.start.min(part.start),
                    end: whole.end.max(part.end),
                }));
            }
        }
        span
    }

    /// Index of the run that holds the byte at `offset`.
    fn run_at(&self, offset: usize) -> usize {
        self.runs
            .partition_point(|run| run.text_start as usize <= offset)
            .saturating_sub(1)
    }

    fn run_end(&self, index: usize) -> usize {
        self.runs
            .get(index + 1)
            .map_or(self.text.len(), |next| next.text_start as usize)
    }
}

impl Run {
    /// Origin of the bytes `from..to`, counted from the run's beginning.
    fn origin(self, from: usize, to: usize) -> Option<BodySpan> {
        let body_start = self.body_start as usize;
        match self.relation {
            _ if from >= to => None,
            Relation::Whole { body_len: 0 } => None,
            Relation::Whole { body_len } => Some(BodySpan {
                start: body_start,
                end: body_start + body_len as usize,
            }),
            Relation::Stepped {
                text_step,
                body_step,
            } => {
                let (text_step, body_step) = (usize::from(text_step), usize::from(body_step));
                Some(BodySpan {
                    start: body_start + from / text_step * body_step,
                    end: body_start + to.div_ceil(text_step) * body_step,
                })
            }
        }
    }

    /// Whether `next`, beginning at `text_start`, only goes on with this run.
    fn continues(self, next: Self) -> bool {
        let text_len = next.text_start - self.text_start;
        match (self.relation, next.relation) {
            (
                Relation::Stepped {
                    text_step,
                    body_step,
                },
                Relation::Stepped {
                    text_step: next_text_step,
                    body_step: next_body_step,
                },
            ) => {
                text_step == next_text_step
                    && body_step == next_body_step
                    && text_len.is_multiple_of(u32::from(text_step))
                    && self.body_start + text_len / u32::from(text_step) * u32::from(body_step)
                        == next.body_start
            }
            (Relation::Whole { body_len: 0 }, Relation::Whole { body_len: 0 }) => true,
            _ => false,
        }
    }
}

/// Builds a [`SpannedText`] from its beginning to its end.
///
/// Origins need not ascend: a stage may move text. Texts and bodies of 4 GiB
/// and more are refused long before this stage; offsets saturate there.
#[derive(Debug, Default)]
pub struct TextBuilder {
    built: SpannedText,
}

impl TextBuilder {
    pub fn with_capacity(text_bytes: usize) -> Self {
        Self {
            built: SpannedText {
                text: String::with_capacity(text_bytes),
                runs: Vec::new(),
            },
        }
    }

    pub fn as_str(&self) -> &str {
        self.built.as_str()
    }

    pub fn len(&self) -> usize {
        self.built.len()
    }

    pub fn is_empty(&self) -> bool {
        self.built.is_empty()
    }

    /// Appends text that stands in the body byte for byte at `body_start`.
    pub fn push_verbatim(&mut self, text: &str, body_start: usize) {
        self.push_run(
            body_start,
            Relation::Stepped {
                text_step: 1,
                body_step: 1,
            },
            text,
        );
    }

    /// Appends one character that came from `body`, for decoders: neighbours of
    /// equal widths share a run.
    pub fn push_char(&mut self, character: char, body: Range<usize>) {
        let mut buffer = [0; 4];
        let text = character.encode_utf8(&mut buffer);
        let relation = match (u8::try_from(text.len()), u8::try_from(body.len())) {
            (Ok(text_step), Ok(body_step)) if body_step > 0 => Relation::Stepped {
                text_step,
                body_step,
            },
            _ => Relation::Whole {
                body_len: saturate(body.len()),
            },
        };
        self.push_run(body.start, relation, text);
    }

    /// Appends characters of `text_step` bytes, each from the next `body_step`
    /// bytes behind `body_start`, for decoders that know whole runs.
    pub fn push_stepped(&mut self, text: &str, body_start: usize, text_step: u8, body_step: u8) {
        self.push_run(
            body_start,
            Relation::Stepped {
                text_step: text_step.max(1),
                body_step,
            },
            text,
        );
    }

    /// Appends text that came from `body` as a whole.
    pub fn push_whole(&mut self, text: &str, body: BodySpan) {
        let body_len = saturate(body.end.saturating_sub(body.start));
        self.push_run(body.start, Relation::Whole { body_len }, text);
    }

    /// Appends text that stands nowhere in the body.
    pub fn push_inserted(&mut self, text: &str) {
        self.push_run(0, Relation::Whole { body_len: 0 }, text);
    }

    /// Appends a piece of another text as it is, with its origin.
    pub fn push_slice(&mut self, source: &SpannedText, range: Range<usize>) {
        let Some(text) = source.text.get(range.clone()) else {
            return;
        };
        self.push_mapped(source, range, text);
    }

    /// Appends `text`, which replaces a piece of another text. Where both have
    /// the same number of bytes and characters at the same places, each
    /// character keeps its own origin; otherwise the whole comes from the whole.
    pub fn push_replaced(&mut self, source: &SpannedText, range: Range<usize>, text: &str) {
        let replaced = source.get(range.clone());
        let aligned = replaced.len() == text.len()
            && replaced
                .chars()
                .map(char::len_utf8)
                .eq(text.chars().map(char::len_utf8));
        if aligned {
            self.push_mapped(source, range, text);
        } else {
            match source.body_span(range) {
                Some(body) => self.push_whole(text, body),
                None => self.push_inserted(text),
            }
        }
    }

    pub fn build(self) -> SpannedText {
        self.built
    }

    /// Appends `text` with the origin of `range`, which is as long.
    fn push_mapped(&mut self, source: &SpannedText, range: Range<usize>, text: &str) {
        let mut offset = range.start;
        let mut index = source.run_at(offset);
        while offset < range.end {
            let Some(run) = source.runs.get(index) else {
                return;
            };
            let end = source.run_end(index).min(range.end);
            let skipped = offset - run.text_start as usize;
            let body_start = match run.relation {
                Relation::Stepped {
                    text_step,
                    body_step,
                } => {
                    run.body_start as usize
                        + skipped / usize::from(text_step) * usize::from(body_step)
                }
                Relation::Whole { .. } => run.body_start as usize,
            };
            if let Some(piece) = text.get(offset - range.start..end - range.start) {
                self.push_run(body_start, run.relation, piece);
            }
            offset = end;
            index += 1;
        }
    }

    fn push_run(&mut self, body_start: usize, relation: Relation, text: &str) {
        if text.is_empty() {
            return;
        }
        let run = Run {
            text_start: saturate(self.built.text.len()),
            body_start: saturate(body_start),
            relation,
        };
        if !self
            .built
            .runs
            .last()
            .is_some_and(|last| last.continues(run))
        {
            self.built.runs.push(run);
        }
        self.built.text.push_str(text);
    }
}

fn saturate(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 联盟 in GBK behind two ASCII bytes.
    fn gbk() -> SpannedText {
        let mut builder = TextBuilder::default();
        builder.push_verbatim("ab", 0);
        builder.push_char('联', 2..4);
        builder.push_char('盟', 4..6);
        builder.build()
    }

    #[test]
    fn a_character_leads_back_to_its_bytes() {
        let text = gbk();
        assert_eq!(text.as_str(), "ab联盟");
        assert_eq!(text.body_span(5..8), Some(BodySpan { start: 4, end: 6 }));
        assert_eq!(text.body_span(1..8), Some(BodySpan { start: 1, end: 6 }));
        assert_eq!(text.body_span(3..3), None);
    }

    #[test]
    fn slices_keep_their_origin() {
        let mut builder = TextBuilder::default();
        builder.push_inserted("\n");
        builder.push_slice(&gbk(), 2..8);
        let text = builder.build();
        assert_eq!(text.as_str(), "\n联盟");
        assert_eq!(text.body_span(0..1), None);
        assert_eq!(text.body_span(4..7), Some(BodySpan { start: 4, end: 6 }));
    }

    #[test]
    fn folding_keeps_each_character_apart_and_rewriting_does_not() {
        let source = gbk();
        let mut builder = TextBuilder::default();
        builder.push_replaced(&source, 2..8, "聯盟");
        assert_eq!(
            builder.built.body_span(0..3),
            Some(BodySpan { start: 2, end: 4 })
        );
        let mut builder = TextBuilder::default();
        builder.push_replaced(&source, 2..8, "x");
        assert_eq!(
            builder.built.body_span(0..1),
            Some(BodySpan { start: 2, end: 6 })
        );
    }

    #[test]
    fn neighbours_of_equal_widths_share_a_run() {
        assert_eq!(gbk().runs.len(), 2);
    }
}
