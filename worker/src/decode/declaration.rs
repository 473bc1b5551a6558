//! What a submission says of its charset: the HTTP header, meta elements, an
//! XML declaration, a byte order mark. None of it is believed by itself.

use std::borrow::Cow;

use super::charset::Charset;

/// Bytes of the body that are searched for a declaration. Browsers look at
/// 1,024; pages with long comments in front declare later.
const PRESCAN_BYTES: usize = 8_192;
/// Longest label that is read.
const LABEL_BYTES_MAX: usize = 40;

/// The charset that `content_type` names, as written.
pub(super) fn read_content_type(content_type: &str) -> Option<String> {
    find_label(content_type.as_bytes())
}

/// The charset that the body declares, as written.
pub(super) fn read_body(body: &[u8]) -> Option<String> {
    let head = body.get(..PRESCAN_BYTES.min(body.len())).unwrap_or(body);
    // UTF-16 declares itself in letters of two bytes.
    let narrow = if head.contains(&0) {
        Cow::Owned(head.iter().copied().filter(|byte| *byte != 0).collect())
    } else {
        Cow::Borrowed(head)
    };
    let xml = find(&narrow, b"<?xml").and_then(|start| {
        let declaration = narrow.get(start..)?;
        let end = find(declaration, b"?>")?;
        let at = find(declaration.get(..end)?, b"encoding")?;
        read_label(declaration.get(at + b"encoding".len()..end)?)
    });
    xml.or_else(|| find_meta(&narrow))
}

/// The charset of a byte order mark, and the mark's length in bytes.
pub(super) fn read_bom(body: &[u8]) -> Option<(Charset, usize)> {
    match body {
        [0xEF, 0xBB, 0xBF, ..] => Some((Charset::Utf8, 3)),
        [0xFF, 0xFE, ..] => Some((Charset::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => Some((Charset::Utf16Be, 2)),
        [0x84, 0x31, 0x95, 0x33, ..] => Some((Charset::Gb18030, 4)),
        _ => None,
    }
}

/// The first meta element with a charset.
fn find_meta(head: &[u8]) -> Option<String> {
    let mut rest = head;
    while let Some(start) = find(rest, b"<meta") {
        rest = rest.get(start + b"<meta".len()..)?;
        let end = rest
            .iter()
            .position(|byte| *byte == b'>')
            .unwrap_or(rest.len());
        if let Some(label) = find_label(rest.get(..end)?) {
            return Some(label);
        }
    }
    None
}

/// The label behind `charset`.
fn find_label(text: &[u8]) -> Option<String> {
    let at = find(text, b"charset")?;
    read_label(text.get(at + b"charset".len()..)?)
}

/// The label behind `=`, quoted or not.
fn read_label(text: &[u8]) -> Option<String> {
    let mut bytes = text
        .iter()
        .copied()
        .skip_while(u8::is_ascii_whitespace)
        .peekable();
    if bytes.next()? != b'=' {
        return None;
    }
    let label: String = bytes
        .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'\\'))
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.+".contains(byte))
        .take(LABEL_BYTES_MAX)
        .map(char::from)
        .collect();
    (!label.is_empty()).then_some(label)
}

/// Where `needle`, in lower case, first stands in `text`, in any case.
fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    let first = needle.first()?;
    let upper = first.to_ascii_uppercase();
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        at += rest
            .iter()
            .position(|byte| *byte == *first || *byte == upper)?;
        let found = text.get(at..at + needle.len())?;
        if found.eq_ignore_ascii_case(needle) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found_however_written() {
        for body in [
            "<meta charset=gb2312>",
            "<META Charset = 'gb2312' />",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">",
            "<meta name=a><meta charset=\"gb2312\">",
            "<?xml version=\"1.0\" encoding=\"gb2312\"?><a>",
        ] {
            assert_eq!(
                read_body(body.as_bytes()).as_deref(),
                Some("gb2312"),
                "{body}"
            );
        }
        assert_eq!(read_body(b"<p>charset=gb2312</p>"), None);
        assert_eq!(
            read_content_type("text/html;charset=\"UTF-8\"").as_deref(),
            Some("UTF-8")
        );
        assert_eq!(read_content_type("text/html"), None);
    }
}
