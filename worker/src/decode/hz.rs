//! HZ-GB-2312 (RFC 1843): GB 2312 in seven bits, between `~{` and `~}`.

use super::reader::Reader;

/// Whether the body is seven-bit text with an HZ passage that holds pairs.
pub(super) fn is_hz(body: &[u8]) -> bool {
    if !body.is_ascii() {
        return false;
    }
    let mut rest = body;
    while let Some(start) = rest.windows(2).position(|window| window == b"~{") {
        rest = rest.get(start + 2..).unwrap_or_default();
        let pairs = rest
            .as_chunks::<2>()
            .0
            .iter()
            .take_while(|pair| read_pair(**pair).is_some())
            .count();
        let closed = rest.get(pairs * 2..).is_some_and(|tail| {
            tail.is_empty() || tail.starts_with(b"~}") || tail.starts_with(b"\n")
        });
        if pairs > 0 && closed {
            return true;
        }
    }
    false
}

/// Reads HZ from `start_byte` on; a newline ends a passage, as most writers
/// meant it.
pub(super) fn read(reader: &mut Reader<'_>, start_byte: usize) {
    let mut at = start_byte;
    let mut in_passage = false;
    while let Some(rest) = reader.body.get(at..).filter(|rest| !rest.is_empty()) {
        match rest {
            [b'~', b'{', ..] if !in_passage => {
                in_passage = true;
                at += 2;
            }
            [b'~', b'}', ..] if in_passage => {
                in_passage = false;
                at += 2;
            }
            [b'~', b'~', ..] if !in_passage => {
                reader.builder.push_char('~', at..at + 2);
                at += 2;
            }
            // A continued line.
            [b'~', b'\n', ..] if !in_passage => at += 2,
            [lead, trail, ..] if in_passage && *lead != b'\n' => {
                match read_pair([*lead, *trail]) {
                    Some(character) => reader.builder.push_char(character, at..at + 2),
                    None => reader.replace(at, at + 2),
                }
                at += 2;
            }
            [byte, ..] => {
                in_passage = false;
                if byte.is_ascii() {
                    reader.builder.push_char(char::from(*byte), at..at + 1);
                } else {
                    reader.replace(at, at + 1);
                }
                at += 1;
            }
            [] => return,
        }
    }
}

/// The character of a pair of seven-bit bytes.
fn read_pair(pair: [u8; 2]) -> Option<char> {
    let [lead @ 0x21..=0x77, trail @ 0x21..=0x7E] = pair else {
        return None;
    };
    let bytes = [lead | 0x80, trail | 0x80];
    let decoded = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&bytes)?;
    decoded
        .chars()
        .next()
        .filter(|character| !matches!(character, '\u{E000}'..='\u{F8FF}'))
}
