//! Whether the bytes that a quote was read from say what it says.
//!
//! The bytes that an evidence names are cut out of the submitted body and read
//! by what is known of how the variant was made, not by the normalizer's own
//! findings. What they say must be the quote, letter by letter.

use std::borrow::Cow;

use alliance_worker::{fold_text, record::Evidence};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, WINDOWS_1252};

/// Which charset a text was read in wrongly, and which it was.
#[derive(Clone, Copy, Debug)]
enum Confusion {
    Latin(&'static Encoding),
    LatinTwice,
    Gbk(&'static Encoding),
}

/// How the bytes of a variant are read, where nothing of them is lost.
#[derive(Debug)]
pub(super) struct Reading {
    encoding: &'static Encoding,
    confusion: Option<Confusion>,
    is_html: bool,
    /// Lines stand twice in a row.
    is_doubled: bool,
}

impl Reading {
    /// Of a variant's name, the charset of its bytes, and its content type.
    /// `None` where bytes are lost: of these the quotes can say more than the
    /// bytes do.
    pub(super) fn of(variant: &str, charset: &str, content_type: &str) -> Option<Self> {
        let is_lossy = variant.ends_with("-lossy") || variant.ends_with("-fffd");
        // No encoder of WHATWG's reads HZ.
        if is_lossy || variant.starts_with("misaligned") || charset.starts_with("HZ") {
            return None;
        }
        Some(Self {
            encoding: Encoding::for_label(charset.as_bytes())?,
            confusion: match variant {
                "mojibake-utf8-as-latin1"
                | "mojibake-utf8-as-cp1252"
                | "mojibake-every-other-paragraph" => Some(Confusion::Latin(UTF_8)),
                "mojibake-double-utf8" => Some(Confusion::LatinTwice),
                "mojibake-utf8-as-gbk-lossless" => Some(Confusion::Gbk(UTF_8)),
                "mojibake-gbk-as-latin1" | "mojibake-gbk-as-cp1252" => Some(Confusion::Latin(GBK)),
                "mojibake-big5-as-gbk" => Some(Confusion::Gbk(BIG5)),
                _ => None,
            },
            is_html: content_type.starts_with("text/html"),
            is_doubled: variant.starts_with("duplicate"),
        })
    }

    /// Whether the bytes of `body` that `evidence` names say what it quotes.
    /// What was in no body, such as a date of the URL, proves itself.
    pub(super) fn proves(&self, body: &[u8], evidence: &Evidence) -> bool {
        let Some(span) = evidence.body_span else {
            return true;
        };
        let said = self.read(&body[span.start..span.end]);
        letters(&said) == letters(&evidence.quote)
    }

    /// What the bytes say, as one who knows their history reads them.
    pub(super) fn read(&self, bytes: &[u8]) -> String {
        let (text, _broken) = self.encoding.decode_without_bom_handling(bytes);
        let text = match self.confusion {
            None => text.into_owned(),
            Some(Confusion::Latin(are)) => from_latin(&text, are),
            Some(Confusion::LatinTwice) => from_latin(&from_latin(&text, UTF_8), UTF_8),
            Some(Confusion::Gbk(are)) => {
                let bytes: Vec<u8> = text.chars().flat_map(gbk_bytes).collect();
                are.decode_without_bom_handling(&bytes).0.into_owned()
            }
        };
        let text = if self.is_html {
            without_tags(&text)
        } else {
            text
        };
        if self.is_doubled {
            without_copies(&text)
        } else {
            text
        }
    }
}

/// Text that was read as ISO 8859-1 or windows-1252. What no such reading gives
/// is sound, and kept; so are the accents of sound text, which say nothing else.
fn from_latin(text: &str, are: &'static Encoding) -> String {
    let (mut out, mut misread) = (String::new(), String::new());
    for character in text.chars() {
        if latin_byte(character).is_some() {
            misread.push(character);
        } else {
            out += &reread(&std::mem::take(&mut misread), are);
            out.push(character);
        }
    }
    out + &reread(&misread, are)
}

/// What of the characters is bytes of the charset; what is not was sound.
fn reread(misread: &str, are: &'static Encoding) -> String {
    let bytes: Vec<u8> = misread.chars().filter_map(latin_byte).collect();
    if are != UTF_8 {
        return are
            .decode_without_bom_handling_and_without_replacement(&bytes)
            .map_or_else(|| misread.to_owned(), Cow::into_owned);
    }
    let mut sound = misread.chars();
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        out += chunk.valid();
        let kept = sound.by_ref().skip(chunk.valid().len());
        out.extend(kept.take(chunk.invalid().len()));
    }
    out
}

fn latin_byte(character: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(character)) {
        return Some(byte);
    }
    match WINDOWS_1252.encode(character.encode_utf8(&mut [0; 4])) {
        (bytes, _, false) => bytes.first().copied(),
        _ => None,
    }
}

fn gbk_bytes(character: char) -> Vec<u8> {
    // The one byte beyond ASCII that readers of GBK give a character.
    if character == '€' {
        return vec![0x80];
    }
    GB18030.encode(&character.to_string()).0.into_owned()
}

/// The lines but those that the line before is, or is the end of.
fn without_copies(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines() {
        let is_copy = |before: &&str| !before.is_empty() && line.ends_with(*before);
        if !kept.last().is_some_and(is_copy) {
            kept.push(line);
        }
    }
    kept.join("\n")
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut is_tag = false;
    for character in text.chars() {
        match character {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => out.push(character),
            _ => {}
        }
    }
    out
}

/// Vowels that only a reading has in a Chinese text.
const TONED: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ";

/// The letters, digits and ideographs of the canonical form. A character that
/// the quote's bytes share with its neighbour is none; a line may end within a
/// word, and within the reading behind a character. A reading without brackets
/// (产chǎn业yè) is known for one by its page alone: here by its tone.
fn letters(text: &str) -> String {
    let text = text.trim_matches('\u{FFFD}').replace(['\r', '\n'], "");
    let text = fold_text(&text);
    let is_latin = |character: char| character.is_alphabetic() && character < '\u{2E80}';
    let words = text.split_inclusive(|character| !is_latin(character));
    let mut is_behind_ideograph = false;
    words
        .map(|word| {
            let end = word.find(|character| !is_latin(character));
            let (latin, other) = word.split_at(end.unwrap_or(word.len()));
            let is_toned = latin.contains(|character| TONED.contains(character));
            let is_reading = is_toned && is_behind_ideograph;
            let is_blank = other.trim().is_empty();
            is_behind_ideograph =
                other.contains(char::is_alphabetic) || is_blank && is_behind_ideograph;
            if is_reading { other } else { word }
        })
        .flat_map(str::chars)
        .filter(|character| character.is_alphanumeric())
        .collect()
}
