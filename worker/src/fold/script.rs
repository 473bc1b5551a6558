//! Traditional to Simplified characters, and which script a text is in.
//!
//! Conversion goes by character variant and never by vocabulary: `OpenCC`'s
//! t2s, with the variants of Taiwan and Hong Kong on the way. Phrases decide
//! where a character has two Simplified forms (乾坤, 乾燥). Some characters are
//! right in either script (著, 乾, 么): in a sentence of Simplified text they
//! stay.

use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use encoding_rs::{BIG5, GBK};

use super::class::Scan;
use crate::{
    decode::cohesion,
    report::Script,
    span::{Rewriter, SpannedText},
    surname::is_full_name,
};

/// Which script a character shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// Right in both.
    None,
    Simplified,
    Traditional,
    /// Traditional, with a Simplified form of its own, and right in Simplified
    /// text with another meaning.
    Either,
}

/// Half bits by which 着 must be likelier behind a verb than anywhere, where
/// nothing stands behind it.
const COHESION_MIN: u32 = 6;

/// Whether a character that is right in both scripts stays, by what stands before
/// and behind it.
type Stays<'a> = dyn Fn(&str, char, &str) -> bool + 'a;

struct Tables {
    /// Simplified form by code point of the Basic Multilingual Plane.
    simple: Vec<char>,
    marks: Vec<Mark>,
    /// Characters beyond that plane.
    simple_far: BTreeMap<char, char>,
    phrases: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    phrase_values: Vec<String>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::load);

/// The Simplified form of a character by itself.
pub(crate) fn simple_form(character: char) -> char {
    let tables = &*TABLES;
    match tables.simple.get(character as usize) {
        Some(simple) => *simple,
        None => tables
            .simple_far
            .get(&character)
            .copied()
            .unwrap_or(character),
    }
}

/// Whether only Simplified text has the character.
pub(crate) fn is_simplified_only(character: char) -> bool {
    mark(character) == Mark::Simplified
}

/// How many characters show each script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ScriptCounts {
    pub(super) simplified: usize,
    pub(super) traditional: usize,
}

impl ScriptCounts {
    /// What one character shows.
    pub(super) fn of_character(character: char) -> Self {
        let mark = mark(character);
        Self {
            simplified: usize::from(mark == Mark::Simplified),
            traditional: usize::from(mark == Mark::Traditional),
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.simplified += other.simplified;
        self.traditional += other.traditional;
    }

    /// The script; mixed where the rarer one has a tenth of the other's.
    pub(super) fn script(self) -> Option<Script> {
        let Self {
            simplified,
            traditional,
        } = self;
        if simplified + traditional == 0 {
            None
        } else if traditional * 10 > simplified && simplified * 10 > traditional {
            Some(Script::Mixed)
        } else if traditional > simplified {
            Some(Script::Traditional)
        } else {
            Some(Script::Simplified)
        }
    }
}

/// Whether the text holds anything to convert.
pub(super) fn is_convertible(character: char) -> bool {
    matches!(mark(character), Mark::Traditional | Mark::Either)
}

/// What the text around tells of a sentence that does not show it itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    pub(super) counts: ScriptCounts,
    /// 着 stands somewhere.
    pub(super) has_zhe: bool,
}

/// The text in Simplified characters, or `None` where it is already, and how
/// many characters changed.
pub(super) fn simplify(source: &SpannedText, around: Around) -> (Option<SpannedText>, usize) {
    let mut rewriter = Rewriter::new(source);
    let mut changed = 0;
    let whole = Scan::of(source.as_str()).counts;
    for sentence in sentences(source.as_str()) {
        let text = source.get(sentence.clone());
        let scan = Scan::of(text);
        if !scan.has_convertible() {
            continue;
        }
        let own = scan.counts;
        let is_simplified = [own, whole, around.counts]
            .into_iter()
            .find(|counts| counts.simplified != counts.traditional)
            .is_some_and(|counts| counts.simplified > counts.traditional);
        let keeps_zhu = text.contains('着');
        let stays = |before: &str, character: char, behind: &str| match mark(character) {
            Mark::None | Mark::Simplified => true,
            // Who writes 着 as well tells 著 from it.
            Mark::Either if character == '著' => {
                keeps_zhu || is_simplified && (around.has_zhe || !is_particle(before, behind))
            }
            Mark::Either => is_simplified,
            Mark::Traditional => false,
        };
        changed += simplify_sentence(text, sentence.start, &stays, &mut rewriter);
    }
    (rewriter.finish(), changed)
}

fn simplify_sentence(
    text: &str,
    start: usize,
    stays: &Stays<'_>,
    rewriter: &mut Rewriter<'_>,
) -> usize {
    let tables = &*TABLES;
    let mut changed = 0;
    let mut at = 0;
    if let Some(phrases) = &tables.phrases {
        for found in phrases.leftmost_find_iter(text) {
            changed += convert_single(text, at..found.start(), start, stays, rewriter);
            at = found.end();
            let value = tables.phrase_values.get(found.value() as usize);
            let range = found.start()..found.end();
            if let Some(value) = value
                && text.get(range.clone()) != Some(value)
            {
                changed += value.chars().count();
                rewriter.replace(start + range.start..start + range.end, value);
            }
        }
    }
    changed + convert_single(text, at..text.len(), start, stays, rewriter)
}

fn convert_single(
    text: &str,
    range: Range<usize>,
    start: usize,
    stays: &Stays<'_>,
    rewriter: &mut Rewriter<'_>,
) -> usize {
    let mut changed = 0;
    let from = start + range.start;
    for (offset, character) in text.get(range.clone()).unwrap_or_default().char_indices() {
        if !is_convertible(character) {
            continue;
        }
        let simple = simple_form(character);
        let (before, rest) = text.split_at(range.start + offset);
        let behind = rest.get(character.len_utf8()..).unwrap_or_default();
        if simple != character && !stays(before, character, behind) {
            changed += 1;
            let at = from + offset;
            rewriter.replace(
                at..at + character.len_utf8(),
                simple.encode_utf8(&mut [0; 4]),
            );
        }
    }
    changed
}

/// Whether 著, outside the phrases that keep it, is 着 as old converters left it:
/// a sentence goes on behind it, or it goes with the word before. In a name it
/// does not, and the title that an author wrote stands behind 著 in its marks.
fn is_particle(before: &str, behind: &str) -> bool {
    let Some(verb) = before.chars().next_back().filter(|c| is_ideograph(*c)) else {
        return false;
    };
    let cohesion = cohesion(verb, '着');
    let next = behind.chars().next().filter(|c| is_ideograph(*c));
    let is_name = |next| is_full_name(&String::from_iter([verb, '著', next]));
    cohesion >= COHESION_MIN || next.is_some_and(|next| cohesion > 0 || !is_name(next))
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}')
}

/// Pieces that end behind a full stop.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive(['。', '！', '？', '；', '\n'])
        .map(move |piece| {
            let range = start..start + piece.len();
            start = range.end;
            range
        })
}

fn mark(character: char) -> Mark {
    let tables = &*TABLES;
    match tables.marks.get(character as usize) {
        Some(mark) => *mark,
        None if tables.simple_far.contains_key(&character) => Mark::Traditional,
        None => Mark::None,
    }
}

impl Tables {
    fn load() -> Self {
        let t2s = entries(include_str!("../../data/opencc/TSCharacters.txt"))
            .filter_map(|(key, value)| Some((only_char(key)?, only_char(value)?)))
            .collect::<BTreeMap<char, char>>();
        let variants = load_variants(&t2s);
        let mut singles = variants;
        singles.extend(t2s.iter().map(|(key, value)| (*key, *value)));
        let mut simple: Vec<char> = (0..=u16::MAX)
            .map(|code| char::from_u32(u32::from(code)).unwrap_or_default())
            .collect();
        let mut marks = vec![Mark::None; simple.len()];
        let mut simple_far = BTreeMap::new();
        for (key, value) in &singles {
            let at = *key as usize;
            match (simple.get_mut(at), marks.get_mut(at)) {
                (Some(slot), Some(mark)) => {
                    *slot = *value;
                    *mark = if is_gb2312(*key) {
                        Mark::Either
                    } else {
                        Mark::Traditional
                    };
                }
                _ => {
                    simple_far.insert(*key, *value);
                }
            }
        }
        for value in singles.values() {
            if let Some(mark @ Mark::None) = marks.get_mut(*value as usize)
                && !is_big5(*value)
            {
                *mark = Mark::Simplified;
            }
        }
        let (phrases, phrase_values) = load_phrases(&singles);
        Self {
            simple,
            marks,
            simple_far,
            phrases,
            phrase_values,
        }
    }
}

/// Regional variants to Simplified; the first of several standard forms counts.
fn load_variants(t2s: &BTreeMap<char, char>) -> BTreeMap<char, char> {
    let mut variants = BTreeMap::new();
    let tables = [
        include_str!("../../data/opencc/TWVariants.txt"),
        include_str!("../../data/opencc/HKVariants.txt"),
    ];
    for (standard, regional) in tables.into_iter().flat_map(all_entries) {
        if let (Some(standard), Some(regional)) = (only_char(standard), only_char(regional)) {
            let simple = t2s.get(&standard).copied().unwrap_or(standard);
            variants.entry(regional).or_insert(simple);
        }
    }
    variants.retain(|regional, simple| regional != simple && !t2s.contains_key(regional));
    variants
}

/// The matcher over all phrases, and what each becomes.
fn load_phrases(
    singles: &BTreeMap<char, char>,
) -> (Option<CharwiseDoubleArrayAhoCorasick<u32>>, Vec<String>) {
    let tables = [
        include_str!("../../data/opencc/TSPhrases.txt"),
        include_str!("../../data/script_phrases.txt"),
    ];
    let mut phrases: BTreeMap<String, String> = tables
        .into_iter()
        .flat_map(entries)
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    let regional = [
        include_str!("../../data/opencc/TWVariantsRevPhrases.txt"),
        include_str!("../../data/opencc/HKVariantsRevPhrases.txt"),
    ];
    for (key, standard) in regional.into_iter().flat_map(entries) {
        let simple = standard
            .chars()
            .map(|standard| match singles.get(&standard) {
                // What a phrase keeps on purpose (顯著, 核) stays.
                Some(_) if key.contains(standard) && is_gb2312(standard) => standard,
                Some(simple) => *simple,
                None => standard,
            });
        phrases
            .entry(key.to_owned())
            .or_insert_with(|| simple.collect());
    }
    // What a phrase became stays what it is.
    let kept: Vec<String> = phrases
        .values()
        .filter(|value| {
            value
                .chars()
                .any(|character| singles.contains_key(&character))
        })
        .cloned()
        .collect();
    for value in kept {
        phrases.entry(value.clone()).or_insert(value);
    }
    let (keys, values): (Vec<String>, Vec<String>) = phrases.into_iter().unzip();
    let matcher = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(keys)
        .ok();
    (matcher, values)
}

/// Keys with their first value.
fn entries(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(key, values)| (key, values.split(' ').next().unwrap_or_default()))
}

/// Keys with each of their values.
fn all_entries(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(key, values)| values.split(' ').map(move |value| (key, value)))
}

fn only_char(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters
        .next()
        .filter(|_first| characters.next().is_none())
}

/// Whether GB 2312, the charset of Simplified text, has the ideograph.
fn is_gb2312(character: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, lacking) = GBK.encode(character.encode_utf8(&mut buffer));
    !lacking && matches!(*bytes, [0xB0..=0xF7, 0xA1..=0xFE])
}

/// Whether Big5, the charset of Traditional text, has the ideograph.
fn is_big5(character: char) -> bool {
    let mut buffer = [0; 4];
    let (_, _, lacking) = BIG5.encode(character.encode_utf8(&mut buffer));
    !lacking
}
