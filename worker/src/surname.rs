//! Family names, by which names of persons are told.

use std::{collections::BTreeSet, sync::LazyLock};

static SURNAMES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    include_str!("../data/names/surnames.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Whether the text is a surname and nothing else.
pub(crate) fn is_surname(text: &str) -> bool {
    SURNAMES.contains(text)
}

static COMMON_SURNAMES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    include_str!("../data/names/common_surnames.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Whether a name built as a person's begins with a surname that many bear.
pub(crate) fn is_commonly_named(name: &str) -> bool {
    is_full_name(name) && surname_of(name).is_some_and(|found| COMMON_SURNAMES.contains(found))
}

/// Longest surname, in characters: 侯莫陈.
const CHARS_MAX: usize = 3;

/// The surname that a text begins with: the longest.
pub(crate) fn surname_of(text: &str) -> Option<&str> {
    let ends = text.char_indices().map(|(start, c)| start + c.len_utf8());
    (ends.take(CHARS_MAX))
        .filter_map(|end| text.get(..end))
        .filter(|surname| is_surname(surname))
        .last()
}

/// Whether two to four characters are built as a Chinese person's name is: a
/// surname and one or two characters more.
pub(crate) fn is_full_name(name: &str) -> bool {
    surname_of(name).is_some_and(|surname| {
        let given = name.get(surname.len()..).unwrap_or_default();
        (1..=2).contains(&given.chars().count())
            && name
                .chars()
                .all(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'))
    })
}
