//! Whether a body is HTML or plain text. Its `content_type` may lie.

use super::{PageFormat, tag::Tag};

/// How far into the body tags are counted, in bytes: pages open with theirs.
const SCANNED_BYTES_MAX: usize = 256 << 10;

/// Tags that make a body HTML whatever its header says.
const TAGS_MIN: usize = 3;

/// Tells by the tags, and only where they are few by the header.
pub(super) fn detect_format(text: &str, content_type: &str) -> PageFormat {
    let content_type = content_type.to_ascii_lowercase();
    let declared = content_type.contains("html") || content_type.contains("xml");
    let tags_min = if declared { 1 } else { TAGS_MIN };
    if count_tags(text, TAGS_MIN) >= tags_min {
        PageFormat::Html
    } else {
        PageFormat::PlainText
    }
}

/// Known tags near the beginning, at most `enough`; a doctype counts for all.
fn count_tags(text: &str, enough: usize) -> usize {
    let bytes = text.as_bytes();
    let bytes = bytes.get(..SCANNED_BYTES_MAX).unwrap_or(bytes);
    let mut count = 0;
    let mut rest = bytes;
    while count < enough {
        let Some(at) = rest.iter().position(|&byte| byte == b'<') else {
            break;
        };
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest
            .get(..8)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"!doctype"))
        {
            return enough;
        }
        let name = rest.strip_prefix(b"/").unwrap_or(rest);
        let name_len = name
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let closed = name
            .get(name_len)
            .is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        let name = name.get(..name_len).unwrap_or_default();
        if closed && Tag::from_name(&name.to_ascii_lowercase()) != Tag::Other {
            count += 1;
        }
    }
    count
}
