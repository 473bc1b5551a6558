//! How lists, sections and terms are numbered: 1. , （二）, 第三届.

/// The numerals from one to ten, in order.
pub(crate) const NUMERALS: &str = "一二三四五六七八九十";

/// Whether the character is a digit or one of [`NUMERALS`].
pub(crate) fn is_numbering(character: char) -> bool {
    character.is_ascii_digit() || NUMERALS.contains(character)
}
