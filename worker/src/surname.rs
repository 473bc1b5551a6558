//! Family names, by which names of persons are told.

use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

/// The surnames by their first character: whether one begins is asked at every
/// word of a text.
static SURNAMES: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut surnames: HashMap<char, Vec<&'static str>> = HashMap::new();
    let table = include_str!("../data/names/surnames.txt");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    for surname in rows.flat_map(str::split_whitespace) {
        if let Some(first) = surname.chars().next() {
            surnames.entry(first).or_default().push(surname);
        }
    }
    surnames
});

/// The surnames that begin as the text does.
fn surnames_like(text: &str) -> impl Iterator<Item = &'static str> {
    let first = text.chars().next();
    let alike = first.and_then(|first| SURNAMES.get(&first));
    alike.into_iter().flatten().copied()
}

/// Whether the text is a surname and nothing else.
pub(crate) fn is_surname(text: &str) -> bool {
    surnames_like(text).any(|surname| surname == text)
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

/// The surname that a text begins with: the longest.
pub(crate) fn surname_of(text: &str) -> Option<&'static str> {
    surnames_like(text)
        .filter(|surname| text.starts_with(surname))
        .max_by_key(|surname| surname.len())
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
