//! The paper or site that a header names as its source.

use super::{calendar::find_dates, field::words};

/// The name in a source field's value: its first word, Latin words together,
/// without a date that stands close.
pub(super) fn read_source(value: &str) -> Option<&str> {
    let value = value.trim_start_matches(['《', '(', '（', ' ']);
    // 某报记者张三: the paper is the source.
    let value = match value.find("记者") {
        Some(at) if at > 0 => value.get(..at)?,
        _ => value,
    };
    let mut end = 0;
    let mut previous_latin = true;
    for (start, word) in words(value) {
        let latin = word.is_ascii() && !word.starts_with(|c: char| c.is_ascii_digit());
        if end > 0 && !(latin && previous_latin) {
            break;
        }
        end = start + word.len();
        previous_latin = latin;
    }
    let name = value.get(..end)?;
    if is_account(name) {
        return None;
    }
    let name = match find_dates(name).first() {
        Some(found) => name.get(..found.span.start)?,
        None => name,
    };
    let name =
        name.trim_matches(|c: char| c.is_whitespace() || "》)）。,，;；、?？·‧•".contains(c));
    let sound = !name.is_empty() && name.chars().count() <= 40 && !is_type_size(name);
    sound.then_some(name)
}

/// `【大 中 小】`: where no source is given, the page's tool for the size of type
/// follows.
fn is_type_size(name: &str) -> bool {
    let name = name.trim_start_matches(['【', '[', '〔']);
    name.starts_with("大中小") || matches!(name, "大" | "字体" | "字号")
}

/// `sp20241105`: Latin letters and a number in one word name an account of the
/// page's editors.
fn is_account(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let letters = name.bytes().filter(u8::is_ascii_alphabetic).count();
    digits >= ACCOUNT_DIGITS_MIN && letters > 0 && digits + letters == name.len()
}

/// Fewest digits of such an account: 36kr and 163 are papers.
const ACCOUNT_DIGITS_MIN: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_one_name() {
        assert_eq!(read_source("某某日报 海外版"), Some("某某日报"));
        assert_eq!(read_source("Bike Europe 中文"), Some("Bike Europe"));
        assert_eq!(read_source("某网2023-05-30 10:00"), Some("某网"));
        assert_eq!(read_source("某某日报记者张三"), Some("某某日报"));
        assert_eq!(read_source("某某日报 · 2023-05-30"), Some("某某日报"));
        assert_eq!(read_source("某某日报‧ 2023-05-30"), Some("某某日报"));
        assert_eq!(read_source("36kr"), Some("36kr"));
        assert_eq!(read_source("sp20241105"), None);
        assert_eq!(read_source("【大 中 小】"), None);
        assert_eq!(read_source(""), None);
    }
}
