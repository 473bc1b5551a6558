//! Bytes to characters, each with the bytes it came from.
//!
//! What cannot be read becomes U+FFFD, is counted, and harms nothing behind it.

use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::{charset::Charset, euc_tw, hz};
use crate::span::{BodySpan, SpannedText, TextBuilder};

/// A body as read in one charset.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) text: SpannedText,
    /// Where bytes were replaced by U+FFFD, in order.
    pub(super) replaced: Vec<BodySpan>,
    /// GB18030 sequences of four bytes, which GBK does not have, were read.
    pub(super) has_four_bytes: bool,
}

/// Reads `body` from `start_byte` on.
pub(super) fn read(body: &[u8], start_byte: usize, charset: Charset) -> Reading {
    let mut reader = Reader {
        body,
        builder: TextBuilder::with_capacity(body.len() + body.len() / 2),
        replaced: Vec::new(),
        has_four_bytes: false,
    };
    match charset {
        Charset::Utf8 => reader.read_utf8(start_byte),
        Charset::Utf16Le => reader.read_utf16(start_byte, u16::from_le_bytes),
        Charset::Utf16Be => reader.read_utf16(start_byte, u16::from_be_bytes),
        Charset::Hz => hz::read(&mut reader, start_byte),
        Charset::EucTw => euc_tw::read(&mut reader, start_byte),
        Charset::Gbk | Charset::Gb18030 => {
            reader.read_pairs(start_byte, encoding_rs::GB18030, true);
        }
        Charset::Big5 => reader.read_pairs(start_byte, encoding_rs::BIG5, false),
        Charset::Other(encoding) => reader.read_bytewise(start_byte, encoding),
    }
    Reading {
        text: reader.builder.build(),
        replaced: reader.replaced,
        has_four_bytes: reader.has_four_bytes,
    }
}

/// Reads a body that is sound UTF-8, from `start_byte` on.
pub(super) fn read_sound(body: &str, start_byte: usize) -> Reading {
    let text = body.get(start_byte..).unwrap_or_default();
    let mut builder = TextBuilder::with_capacity(text.len());
    builder.push_verbatim(text, start_byte);
    Reading {
        text: builder.build(),
        replaced: Vec::new(),
        has_four_bytes: false,
    }
}

/// A reading in progress.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) body: &'a [u8],
    pub(super) builder: TextBuilder,
    replaced: Vec<BodySpan>,
    has_four_bytes: bool,
}

/// A run of characters of equal widths, in the text and in the body.
#[derive(Debug, Default)]
struct SoundRun {
    text_start: usize,
    body_start: usize,
    /// Bytes of each character in the text.
    text_step: usize,
    /// Bytes of each character in the body.
    body_step: usize,
}

impl Reader<'_> {
    /// Puts U+FFFD for what cannot be read.
    pub(super) fn replace(&mut self, start: usize, end: usize) {
        let span = BodySpan { start, end };
        self.builder.push_whole("\u{FFFD}", span);
        self.replaced.push(span);
    }

    fn read_utf8(&mut self, start_byte: usize) {
        let mut at = start_byte;
        for chunk in self
            .body
            .get(start_byte..)
            .unwrap_or_default()
            .utf8_chunks()
        {
            self.builder.push_verbatim(chunk.valid(), at);
            at += chunk.valid().len();
            let broken = chunk.invalid().len();
            if broken > 0 {
                self.replace(at, at + broken);
                at += broken;
            }
        }
    }

    fn read_utf16(&mut self, start_byte: usize, unit: fn([u8; 2]) -> u16) {
        let bytes = self.body.get(start_byte..).unwrap_or_default();
        let (pairs, odd) = bytes.as_chunks::<2>();
        let mut at = start_byte;
        for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
            match character {
                Ok(character) => {
                    let end = at + character.len_utf16() * 2;
                    self.builder.push_char(character, at..end);
                    at = end;
                }
                Err(_lone_surrogate) => {
                    self.replace(at, at + 2);
                    at += 2;
                }
            }
        }
        if !odd.is_empty() {
            self.replace(at, at + odd.len());
        }
    }

    /// Reads GBK, GB18030 or Big5: ASCII, pairs, and fours of bytes.
    fn read_pairs(&mut self, start_byte: usize, encoding: &'static Encoding, is_gb: bool) {
        let sound = self
            .body
            .get(start_byte..)
            .and_then(|bytes| encoding.decode_without_bom_handling_and_without_replacement(bytes));
        if let Some(text) = sound {
            self.push_sound(&text, start_byte, is_gb);
            return;
        }
        let mut at = start_byte;
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut buffer = String::new();
        while let Some(rest) = self.body.get(at..).filter(|rest| !rest.is_empty()) {
            let ascii_len = Encoding::ascii_valid_up_to(rest);
            if let Some(Ok(ascii)) = rest.get(..ascii_len).map(std::str::from_utf8) {
                self.builder.push_verbatim(ascii, at);
            }
            at += ascii_len;
            let rest = self.body.get(at..).unwrap_or_default();
            let pairs_len = pairs_len(rest);
            if pairs_len > 0 {
                let pairs = rest.get(..pairs_len).unwrap_or_default();
                self.read_run(at, pairs, &mut decoder, &mut buffer);
                at += pairs_len;
            } else {
                at = self.read_odd(at, rest, is_gb);
            }
        }
    }

    /// Appends what a sound body of GBK, GB18030 or Big5 was decoded to.
    fn push_sound(&mut self, text: &str, start_byte: usize, is_gb: bool) {
        let mut at = start_byte;
        let mut run = SoundRun::default();
        for (offset, character) in text.char_indices() {
            // Four pairs of Big5 stand for a letter and a combining mark.
            if !is_gb && matches!(character, '\u{304}' | '\u{30C}') {
                continue;
            }
            let text_step = character.len_utf8();
            let body_step = match self.body.get(at..) {
                Some([0..=0x80, ..]) => 1,
                Some([_, b'0'..=b'9', ..]) => 4,
                _ => 2,
            };
            if (text_step, body_step) != (run.text_step, run.body_step) {
                self.push_sound_run(text, &run, offset);
                run = SoundRun {
                    text_start: offset,
                    body_start: at,
                    text_step,
                    body_step,
                };
                self.has_four_bytes |= body_step == 4;
            }
            at += body_step;
        }
        self.push_sound_run(text, &run, text.len());
    }

    fn push_sound_run(&mut self, text: &str, run: &SoundRun, text_end: usize) {
        let steps = (u8::try_from(run.text_step), u8::try_from(run.body_step));
        if let (Some(piece), (Ok(text_step), Ok(body_step))) =
            (text.get(run.text_start..text_end), steps)
        {
            self.builder
                .push_stepped(piece, run.body_start, text_step, body_step);
        }
    }

    /// Reads a run of byte pairs.
    fn read_run(&mut self, start: usize, pairs: &[u8], decoder: &mut Decoder, buffer: &mut String) {
        let (mut at, mut rest) = (start, pairs);
        while !rest.is_empty() {
            buffer.clear();
            buffer.reserve(rest.len() * 2 + 16);
            let (result, read) = decoder.decode_to_string_without_replacement(rest, buffer, false);
            let broken = match result {
                DecoderResult::Malformed(length, behind) => {
                    usize::from(length) + usize::from(behind)
                }
                DecoderResult::InputEmpty | DecoderResult::OutputFull => 0,
            };
            // Where a trail byte is ASCII, only the lead is broken and counted.
            self.push_pairs(buffer, at);
            if broken > 0 {
                let broken_start = at + (read.saturating_sub(broken)) / 2 * 2;
                // The run is aligned to pairs: a pair that the charset lacks is
                // replaced as a whole, whatever its trail byte.
                let broken_end = (broken_start + 2).min(start + pairs.len());
                self.replace(broken_start, broken_end);
                *decoder = decoder.encoding().new_decoder_without_bom_handling();
                rest = pairs.get(broken_end - start..).unwrap_or_default();
                at = broken_end;
            } else {
                at += read;
                rest = rest.get(read..).unwrap_or_default();
                if read == 0 {
                    return;
                }
            }
        }
    }

    /// Appends characters that came from two bytes each.
    fn push_pairs(&mut self, text: &str, start: usize) {
        let mut at = start;
        let mut run_start = 0;
        let mut run_width = 0;
        let mut run_chars = 0_usize;
        let mut flush = |builder: &mut TextBuilder,
                         range: std::ops::Range<usize>,
                         width: usize,
                         chars: usize| {
            if let (Some(run), Ok(width)) = (text.get(range), u8::try_from(width)) {
                builder.push_stepped(run, at, width, 2);
            }
            at += chars * 2;
        };
        for (offset, character) in text.char_indices() {
            let width = character.len_utf8();
            // Four pairs of Big5 stand for a letter and a combining mark.
            if matches!(character, '\u{304}' | '\u{30C}') {
                continue;
            }
            if width != run_width {
                flush(&mut self.builder, run_start..offset, run_width, run_chars);
                (run_start, run_width, run_chars) = (offset, width, 0);
            }
            run_chars += 1;
        }
        flush(
            &mut self.builder,
            run_start..text.len(),
            run_width,
            run_chars,
        );
    }

    /// Reads what is neither ASCII nor a pair; returns where to go on.
    fn read_odd(&mut self, at: usize, rest: &[u8], is_gb: bool) -> usize {
        match rest {
            [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', ..] if is_gb => {
                let four = rest.get(..4).unwrap_or_default();
                let decoded =
                    encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(four);
                match decoded.as_deref().and_then(|text| text.chars().next()) {
                    Some(character) => {
                        self.has_four_bytes = true;
                        self.builder.push_char(character, at..at + 4);
                    }
                    None => self.replace(at, at + 4),
                }
                at + 4
            }
            [0x80, ..] if is_gb => {
                self.builder.push_char('€', at..at + 1);
                at + 1
            }
            [] => at,
            _ => {
                self.replace(at, at + 1);
                at + 1
            }
        }
    }

    /// Reads any other charset, byte by byte.
    fn read_bytewise(&mut self, start_byte: usize, encoding: &'static Encoding) {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut buffer = String::with_capacity(64);
        let mut from = start_byte;
        let body = self.body;
        for (at, byte) in body.iter().enumerate().skip(start_byte) {
            let mut input = std::slice::from_ref(byte);
            loop {
                buffer.clear();
                let last = at + 1 == body.len();
                let (result, read) =
                    decoder.decode_to_string_without_replacement(input, &mut buffer, last);
                input = input.get(read..).unwrap_or_default();
                if !buffer.is_empty() {
                    self.push_decoded(&buffer, from, at + 1);
                    from = at + 1;
                }
                match result {
                    DecoderResult::Malformed(..) => {
                        let end = if input.is_empty() { at + 1 } else { at };
                        self.replace(from, end.max(from));
                        from = end.max(from);
                    }
                    DecoderResult::InputEmpty => break,
                    DecoderResult::OutputFull => {}
                }
            }
        }
    }

    fn push_decoded(&mut self, text: &str, start: usize, end: usize) {
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => self.builder.push_char(character, start..end),
            _ => self.builder.push_whole(text, BodySpan { start, end }),
        }
    }
}

/// Length of the run of lead and trail bytes that `bytes` begins with.
fn pairs_len(bytes: &[u8]) -> usize {
    let (pairs, _odd) = bytes.as_chunks::<2>();
    let is_pair = |pair: &&[u8; 2]| matches!(pair, [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE]);
    pairs.iter().take_while(is_pair).count() * 2
}
