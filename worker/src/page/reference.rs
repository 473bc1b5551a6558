//! Character references of HTML: `&#32852;`, `&#x8054;`, `&ldquo;`.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// Longest name of a named reference with its semicolon, in bytes.
const NAME_BYTES_MAX: usize = 32;

/// One or two characters that a reference stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// Bytes of the source, from the ampersand on.
    pub(super) len: usize,
    pub(super) first: char,
    pub(super) second: Option<char>,
}

/// Reads the reference that `source` begins with; `None` where the ampersand
/// stands for itself. WHATWG's rules for text, numbers that are no character
/// giving U+FFFD.
pub(super) fn read_reference(source: &str) -> Option<Reference> {
    read_body(source.strip_prefix('&')?)
}

/// Reads the reference that was escaped once more: `&amp;#32852;`.
pub(super) fn read_twice_escaped(source: &str) -> Option<Reference> {
    const AMPERSAND: &str = "&amp;";
    let reference = read_body(source.strip_prefix(AMPERSAND)?)?;
    Some(Reference {
        len: reference.len + AMPERSAND.len() - 1,
        ..reference
    })
}

/// Reads what follows the ampersand, which the length counts.
fn read_body(body: &str) -> Option<Reference> {
    match body.strip_prefix('#') {
        Some(number) => read_number(number),
        None => read_name(body),
    }
}

/// A text with its references resolved, for attributes and titles.
pub(super) fn resolve_references(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        if let Some(reference) = read_reference(from) {
            text.push(reference.first);
            text.extend(reference.second);
            rest = from.get(reference.len..).unwrap_or_default();
        } else {
            text.push('&');
            rest = from.get(1..).unwrap_or_default();
        }
    }
    text.push_str(rest);
    text
}

/// Reads what follows `&#`.
fn read_number(number: &str) -> Option<Reference> {
    let (radix, digits) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (16, digits),
        None => (10, number),
    };
    let digits_len = digits
        .bytes()
        .take_while(|&byte| char::from(byte).is_digit(radix))
        .count();
    if digits_len == 0 {
        return None;
    }
    let closed = digits.as_bytes().get(digits_len) == Some(&b';');
    let code = digits
        .get(..digits_len)
        .and_then(|digits| u32::from_str_radix(digits, radix).ok());
    let character = match code {
        Some(code @ 0x80..=0x9F) => usize::try_from(code - 0x80)
            .ok()
            .and_then(|index| C1_REPLACEMENTS.get(index).copied().flatten())
            .or_else(|| char::from_u32(code)),
        Some(0) | None => None,
        Some(code) => char::from_u32(code),
    };
    Some(Reference {
        len: 2 + (number.len() - digits.len()) + digits_len + usize::from(closed),
        first: character.unwrap_or(char::REPLACEMENT_CHARACTER),
        second: None,
    })
}

/// Reads what follows `&`: the longest name that there is.
fn read_name(body: &str) -> Option<Reference> {
    let mut len = body
        .bytes()
        .take(NAME_BYTES_MAX)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    if body.as_bytes().get(len) == Some(&b';') {
        len += 1;
    }
    while len > 1 {
        let name = body.get(..len)?;
        if let Some(&(first, second)) = NAMED_ENTITIES.get(name)
            && first != 0
        {
            return Some(Reference {
                len: 1 + len,
                first: char::from_u32(first)?,
                second: char::from_u32(second).filter(|_| second != 0),
            });
        }
        len -= 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::resolve_references;

    #[test]
    fn references_are_read_as_browsers_do() {
        for (source, text) in [
            ("&#32852;&#x76DF;", "联盟"),
            ("&ldquo;&nbsp;&rdquo;", "“\u{A0}”"),
            ("&copy 2024", "© 2024"),
            ("a & b &unknown; &", "a & b &unknown; &"),
            ("&#150;&#0;&#x110000;", "–\u{FFFD}\u{FFFD}"),
            ("&amp;#32852;", "&#32852;"),
        ] {
            assert_eq!(resolve_references(source), text);
        }
    }
}
