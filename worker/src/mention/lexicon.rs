//! The words that the name recognizers know, in one automaton.
//!
//! A word may belong to several classes: 向 is a preposition and a surname.

use std::{fmt, ops::BitOr, sync::LazyLock};

use daachorse::CharwiseDoubleArrayAhoCorasick;

/// A set of word classes.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Classes(u32);

impl Classes {
    /// Function words and verbs that never stand inside a name.
    pub(crate) const BREAK: Self = Self(1);
    /// 和, 与, 及: joins names, or parts of one name.
    pub(crate) const CONJUNCTION: Self = Self(1 << 1);
    /// Ends a name where a complete one precedes (联合).
    pub(crate) const JOINER: Self = Self(1 << 2);
    /// Introduces a name and is no part of it (首批).
    pub(crate) const INTRODUCER: Self = Self(1 << 3);
    /// An ordinary part of names.
    pub(crate) const FILLER: Self = Self(1 << 4);
    pub(crate) const REGION: Self = Self(1 << 5);
    /// Ends the name of a body.
    pub(crate) const ORGANIZATION: Self = Self(1 << 6);
    /// Is the name of a body by itself.
    pub(crate) const NAMED: Self = Self(1 << 7);
    pub(crate) const GOVERNMENT: Self = Self(1 << 8);
    pub(crate) const COMPANY: Self = Self(1 << 9);
    /// 联盟, 联合体, 共同体.
    pub(crate) const ALLIANCE: Self = Self(1 << 10);
    /// Ends a post (副局长).
    pub(crate) const TITLE: Self = Self(1 << 11);
    /// Stands before a post's head, within the post (党组, 常务副).
    pub(crate) const TITLE_MODIFIER: Self = Self(1 << 12);
    pub(crate) const REPORTER: Self = Self(1 << 13);
    pub(crate) const MEETING: Self = Self(1 << 14);
    /// Parks and zones.
    pub(crate) const PARK: Self = Self(1 << 15);
    /// Ends the name of a document that may stand without 《》.
    pub(crate) const DOCUMENT: Self = Self(1 << 16);

    pub(crate) fn has(self, class: Self) -> bool {
        self.0 & class.0 != 0
    }
}

impl BitOr for Classes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl fmt::Debug for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Classes({:#x})", self.0)
    }
}

/// The words with their classes, and the automaton that finds them.
pub(crate) struct Lexicon {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    classes: Vec<Classes>,
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lexicon({} words)", self.classes.len())
    }
}

/// A word of the lexicon in a text; offsets in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordMatch {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) classes: Classes,
}

impl Lexicon {
    /// The lexicon, built on first use.
    pub(crate) fn get() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);
        &LEXICON
    }

    /// Every word, overlapping ones too, ascending by end.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = WordMatch> + 't {
        self.automaton
            .find_overlapping_iter(text)
            .filter_map(|found| {
                let classes = *self.classes.get(found.value() as usize)?;
                Some(WordMatch {
                    start: found.start(),
                    end: found.end(),
                    classes,
                })
            })
    }

    /// The classes of exactly this word, where the tables have it.
    pub(crate) fn classes_of(&self, word: &str) -> Option<Classes> {
        self.find(word)
            .find(|found| found.start == 0 && found.end == word.len())
            .map(|found| found.classes)
    }

    #[expect(
        clippy::expect_used,
        reason = "the tables are part of the program; a test builds them"
    )]
    fn build() -> Self {
        let mut words = collect_words();
        words.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        let mut merged: Vec<(String, Classes)> = Vec::with_capacity(words.len());
        for (word, classes) in words {
            match merged.last_mut() {
                Some(last) if last.0 == word => last.1 = last.1 | classes,
                _ => merged.push((word, classes)),
            }
        }
        let automaton = CharwiseDoubleArrayAhoCorasick::with_values(
            merged
                .iter()
                .zip(0_u32..)
                .map(|((word, _), index)| (word, index)),
        )
        .expect("words are neither empty nor repeated");
        Self {
            automaton,
            classes: merged.into_iter().map(|(_, classes)| classes).collect(),
        }
    }
}

/// The words of a table: comments begin with `#`, white space parts words.
pub(crate) fn table_words(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}

/// The rows of a table whose first column names a kind.
pub(crate) fn table_rows(
    table: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

/// Tables whose words all belong to one class.
const WORD_TABLES: [(&str, Classes); 8] = [
    (include_str!("../../data/names/breaks.txt"), Classes::BREAK),
    (
        include_str!("../../data/names/conjunctions.txt"),
        Classes::CONJUNCTION,
    ),
    (
        include_str!("../../data/names/joiners.txt"),
        Classes::JOINER,
    ),
    (
        include_str!("../../data/names/introducers.txt"),
        Classes::INTRODUCER,
    ),
    (
        include_str!("../../data/names/fillers.txt"),
        Classes::FILLER,
    ),
    (
        include_str!("../../data/names/regions.txt"),
        Classes::REGION,
    ),
    (
        include_str!("../../data/names/reporters.txt"),
        Classes::REPORTER,
    ),
    (
        include_str!("../../data/names/meetings.txt"),
        Classes::MEETING,
    ),
];

/// The classes of a row's words by the kind that the row names; `None` where
/// they are none of the lexicon.
type ClassesOfKind = fn(&str) -> Option<Classes>;

/// Tables whose rows name the kind of their words.
const ROW_TABLES: [(&str, ClassesOfKind); 3] = [
    (
        include_str!("../../data/names/organization_suffixes.tsv"),
        suffix_classes,
    ),
    (include_str!("../../data/names/titles.tsv"), title_classes),
    (
        include_str!("../../data/names/documents.tsv"),
        document_classes,
    ),
];

#[expect(clippy::unnecessary_wraps, reason = "one signature for all tables")]
fn suffix_classes(kind: &str) -> Option<Classes> {
    let own = match kind {
        "company" => Classes::COMPANY,
        "government" => Classes::GOVERNMENT,
        "park" => Classes::PARK,
        "named" => Classes::NAMED,
        _ => Classes::ORGANIZATION,
    };
    Some(Classes::ORGANIZATION | own)
}

#[expect(clippy::unnecessary_wraps, reason = "one signature for all tables")]
fn title_classes(kind: &str) -> Option<Classes> {
    Some(match kind {
        "head" => Classes::TITLE,
        _ => Classes::TITLE_MODIFIER,
    })
}

/// Only words of names that stand without 《》 are looked for as words.
fn document_classes(kind: &str) -> Option<Classes> {
    (kind == "plain").then_some(Classes::DOCUMENT)
}

fn collect_words() -> Vec<(String, Classes)> {
    let mut words = Vec::new();
    let mut add = |word: &str, classes: Classes| words.push((word.to_owned(), classes));
    for (table, class) in WORD_TABLES {
        table_words(table).for_each(|word| add(word, class));
    }
    for (table, classes_of) in ROW_TABLES {
        for (kind, row) in table_rows(table) {
            if let Some(classes) = classes_of(kind) {
                row.split_whitespace().for_each(|word| add(word, classes));
            }
        }
    }
    for (_, names) in table_rows(include_str!("../../data/divisions.tsv")) {
        // The full name and the short one, or none.
        for name in names.split('\t').filter(|name| name.chars().count() > 1) {
            add(name, Classes::REGION);
        }
    }
    for head in government_heads() {
        add(&head, Classes::ORGANIZATION | Classes::GOVERNMENT);
    }
    for word in ["联盟", "联合体", "共同体"] {
        add(word, Classes::ALLIANCE);
    }
    words
}

/// 经信厅, 经信局 …: every field of duty with every head.
fn government_heads() -> Vec<String> {
    let table = include_str!("../../data/names/government_heads.tsv");
    let row = |name: &str| {
        table_rows(table)
            .filter(|(kind, _)| *kind == name)
            .flat_map(|(_, row)| row.split_whitespace())
            .collect::<Vec<_>>()
    };
    let levels = row("head");
    row("stem")
        .into_iter()
        .flat_map(|stem| levels.iter().map(move |level| format!("{stem}{level}")))
        .collect()
}
