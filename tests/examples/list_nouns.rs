//! Lists the nouns of a word list with frequencies and tags, and prints the
//! table `nouns.txt` of `worker/data/names`.
//!
//! ```text
//! cargo run -p alliance-tests --example list_nouns -- dict.txt > worker/data/names/nouns.txt
//! ```
//!
//! `dict.txt` is the word list of jieba (MIT licence) of release 0.42.1: lines
//! of `word frequency tag`.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fs,
    io::{self, Write},
};

/// Words that the list counts less often are left out: short ones cross the
/// borders of others more easily.
const SHORT_COUNT_MIN: u32 = 30;
const LONG_COUNT_MIN: u32 = 10;
/// Lengths in characters; longer words are names and sayings.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;
/// Nouns, other proper names, adjectives, attributes. Names of persons, places
/// and bodies have tables of their own.
const TAGS: [&str; 5] = ["n", "nz", "an", "b", "a"];
/// Who does something and when, behind which a name begins; 等, which ends lists
/// more often than nouns, and 本, which leads to a name.
const ENDS: [char; 14] = [
    '人', '者', '员', '们', '时', '后', '前', '中', '间', '上', '下', '的', '等', '本',
];

const HEADER: &str = "\
# Ordinary nouns. No word of the other tables is found across their borders.
# Origin: computed by tests/examples/list_nouns.rs from the word list of jieba
# 0.42.1 (https://github.com/fxsjy/jieba). Licence: MIT.
# Lines of log2 of the frequency, a tab, words separated by spaces.
";

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("give the word list")?;
    let dictionary = fs::read_to_string(path)?;
    let mut by_bits: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for line in dictionary.lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let &[word, count, tag] = fields.as_slice() else {
            continue;
        };
        let count: u32 = count.parse()?;
        let length = word.chars().count();
        let count_min = if length > 2 {
            LONG_COUNT_MIN
        } else {
            SHORT_COUNT_MIN
        };
        let listed = count >= count_min
            && LENGTHS.contains(&length)
            && TAGS.contains(&tag)
            && !word.ends_with(ENDS);
        if listed {
            by_bits.entry(count.ilog2()).or_default().push(word);
        }
    }
    let mut table = String::from(HEADER);
    for (bits, mut words) in by_bits {
        words.sort_unstable();
        table.extend([&bits.to_string(), "\t", &words.join(" "), "\n"]);
    }
    io::stdout().write_all(table.as_bytes())?;
    Ok(())
}
