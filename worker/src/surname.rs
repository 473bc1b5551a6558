//! Family names, by which names of persons are told.

use std::sync::LazyLock;

use crate::word_list::WordTable;

static SURNAMES: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::of(words_of(include_str!("../data/names/surnames.txt"))));

static COMMON_SURNAMES: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::of(words_of(include_str!("../data/names/common_surnames.txt"))));

fn words_of(table: &'static str) -> impl Iterator<Item = &'static str> {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.flat_map(str::split_whitespace)
}

/// Whether the text is a surname and nothing else.
pub(crate) fn is_surname(text: &str) -> bool {
    SURNAMES.contains(text)
}

/// Whether a name built as a person's begins with a surname that many bear.
pub(crate) fn is_commonly_named(name: &str) -> bool {
    is_full_name(name) && surname_of(name).is_some_and(|found| COMMON_SURNAMES.contains(found))
}

/// The surname that a text begins with: the longest.
pub(crate) fn surname_of(text: &str) -> Option<&'static str> {
    SURNAMES.beginnings(text).next_back()
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
