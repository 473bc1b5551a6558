//! The words that the name recognizers know, in one automaton.
//!
//! A word may belong to several classes: 向 is a preposition and a surname.
//! Ordinary nouns belong to none: they only keep words from being found across
//! their borders, as 拟 in 虚拟仪器 or 投产 in 铁投产业.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    ops::BitOr,
    sync::LazyLock,
};

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::alliance_head::ALLIANCE_HEADS;

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
    words: Vec<Word>,
}

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// A word of the name tables.
    Classed(Classes),
    /// An ordinary noun, with log2 of its frequency in a large corpus.
    Noun(u8),
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lexicon({} words)", self.words.len())
    }
}

/// A word of the lexicon in a text; offsets in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordMatch {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: Word,
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
                Some(WordMatch {
                    start: found.start(),
                    end: found.end(),
                    word: *self.words.get(found.value() as usize)?,
                })
            })
    }

    /// The classes of exactly this word, where the tables have it.
    pub(crate) fn classes_of(&self, word: &str) -> Option<Classes> {
        self.find(word)
            .find(|found| found.start == 0 && found.end == word.len())
            .and_then(|found| match found.word {
                Word::Classed(classes) => Some(classes),
                Word::Noun(_) => None,
            })
    }

    #[expect(
        clippy::expect_used,
        reason = "the tables are part of the program; a test builds them"
    )]
    fn build() -> Self {
        let mut classed: BTreeMap<String, Classes> = BTreeMap::new();
        for (word, classes) in collect_words() {
            let known = classed.entry(word).or_default();
            *known = *known | classes;
        }
        let nouns: Vec<(&str, u8)> = (list_nouns())
            .filter(|(noun, _)| !classed.contains_key(*noun) && guards_its_borders(noun, &classed))
            .collect();
        let words = (classed.iter())
            .map(|(word, classes)| (word.as_str(), Word::Classed(*classes)))
            .chain(
                (nouns.iter()).map(|(noun, frequency_bits)| (*noun, Word::Noun(*frequency_bits))),
            );
        let (patterns, words): (Vec<&str>, Vec<Word>) = words.unzip();
        let automaton = CharwiseDoubleArrayAhoCorasick::with_values(patterns.into_iter().zip(0..))
            .expect("words are neither empty nor repeated");
        Self { automaton, words }
    }
}

/// Whether the text is made of ordinary nouns of two characters and more, and so
/// names nothing by itself: 芯片, 能源装备.
pub(crate) fn is_of_nouns(text: &str) -> bool {
    static NOUNS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| list_nouns().map(|(noun, _)| noun).collect());
    let mut ends = vec![0];
    for (start, _) in text.char_indices() {
        if ends.contains(&start) {
            let more = (text.char_indices().skip(1))
                .map(|(end, _)| end)
                .chain([text.len()])
                .filter(|end| {
                    text.get(start..*end)
                        .is_some_and(|noun| NOUNS.contains(noun))
                });
            ends.extend(more);
        }
    }
    ends.contains(&text.len())
}

/// The ordinary nouns with log2 of their frequency.
fn list_nouns() -> impl Iterator<Item = (&'static str, u8)> {
    table_rows(include_str!("../../data/names/nouns.txt"))
        .filter_map(|(bits, nouns)| Some((bits.parse().ok()?, nouns)))
        .flat_map(|(bits, nouns)| nouns.split(' ').map(move |noun| (noun, bits)))
}

/// Whether a noun may keep the words of the tables from being found across its
/// borders: where it ends no name or post (工商局), and where it is short, or holds
/// a word that is never part of a name (执行器). 博物馆学 would only hide 学会.
fn guards_its_borders(noun: &str, classed: &BTreeMap<String, Classes>) -> bool {
    let ends: Vec<usize> = (noun.char_indices().skip(1))
        .map(|(end, _)| end)
        .chain([noun.len()])
        .collect();
    let words = |start: usize| {
        (ends.iter())
            .filter_map(move |end| noun.get(start..*end))
            .filter(|word| word.len() < noun.len())
            .filter_map(|word| Some((word, *classed.get(word)?)))
    };
    let mut guards = ends.len() == 2;
    for (start, _) in noun.char_indices() {
        for (word, classes) in words(start) {
            let last = start + word.len() == noun.len();
            let single = word.chars().count() == 1;
            if ENDS_OF_NAMES.iter().any(|end| classes.has(*end)) && (last || !single) {
                return false;
            }
            guards |= NO_PARTS_OF_NAMES.iter().any(|class| classes.has(*class));
        }
    }
    guards
}

const ENDS_OF_NAMES: [Classes; 7] = [
    Classes::ORGANIZATION,
    Classes::TITLE,
    Classes::MEETING,
    Classes::ALLIANCE,
    Classes::DOCUMENT,
    Classes::PARK,
    Classes::REGION,
];
const NO_PARTS_OF_NAMES: [Classes; 4] = [
    Classes::BREAK,
    Classes::CONJUNCTION,
    Classes::JOINER,
    Classes::INTRODUCER,
];

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
        // 甲、乙天等9家 is no list of counties: 天等 counts in full only.
        let plain = |name: &&str| name.chars().count() > 1 && !name.ends_with('等');
        for name in names.split('\t').filter(plain) {
            add(name, Classes::REGION);
        }
    }
    for head in government_heads() {
        add(&head, Classes::ORGANIZATION | Classes::GOVERNMENT);
    }
    for word in ALLIANCE_HEADS {
        add(word, Classes::ALLIANCE);
    }
    // 港九街坊工商联盟: no 工商联 stands in it.
    add("工商联盟", Classes::ALLIANCE);
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
