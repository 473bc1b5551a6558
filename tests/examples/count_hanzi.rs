//! Counts characters, first characters, and pairs and triples of characters of a
//! word list with frequencies and prints one of the tables `hanzi.txt`,
//! `hanzi_starts.txt`, `hanzi_pairs.txt` and `hanzi_triples.txt` of `worker/data`.
//!
//! ```text
//! alias count_hanzi="cargo run -p alliance-tests --example count_hanzi --"
//! count_hanzi characters dict.txt > worker/data/hanzi.txt
//! count_hanzi starts dict.txt > worker/data/hanzi_starts.txt
//! count_hanzi pairs dict.txt > worker/data/hanzi_pairs.txt
//! count_hanzi triples dict.txt > worker/data/hanzi_triples.txt
//! ```
//!
//! `dict.txt` is the word list of jieba (MIT licence), as the crate jieba-rs
//! 0.11 ships it: lines of `word frequency tag`.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fs,
    io::{self, Write},
};

/// Pairs that the word list has less often are left out.
const PAIR_COUNT_MIN: f64 = 12.0;
/// And triples.
const TRIPLE_COUNT_MIN: f64 = 40.0;

const HEADER: &str = "\
# Origin: computed by tests/examples/count_hanzi.rs from the word list of jieba
# (https://github.com/fxsjy/jieba) as jieba-rs 0.11 ships it. Licence: MIT.
";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [mode, path] = arguments.as_slice() else {
        return Err("give `characters`, `starts`, `pairs` or `triples`, and the word list".into());
    };
    let dictionary = fs::read_to_string(path)?;
    let table = match mode.as_str() {
        "characters" => character_table(&count(&dictionary, 1)),
        "starts" => character_table(&count_starts(&dictionary)),
        "pairs" => {
            let pairs = count(&dictionary, 2);
            sequence_table(&count(&dictionary, 1), &pairs, PAIR_COUNT_MIN)
        }
        _ => {
            let triples = count(&dictionary, 3);
            sequence_table(&count(&dictionary, 2), &triples, TRIPLE_COUNT_MIN)
        }
    };
    io::stdout().write_all(HEADER.as_bytes())?;
    io::stdout().write_all(table.as_bytes())?;
    Ok(())
}

/// Counts by sequence of ideographs.
type Counts = BTreeMap<Vec<char>, f64>;

/// The words and how often each occurs.
fn words(dictionary: &str) -> impl Iterator<Item = (Vec<char>, f64)> {
    dictionary.lines().filter_map(|line| {
        let mut fields = line.split(' ');
        let word = fields.next()?.chars().collect();
        Some((word, fields.next()?.parse().ok()?))
    })
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}')
}

/// How often each sequence of `length` ideographs stands within a word.
fn count(dictionary: &str, length: usize) -> Counts {
    let mut counts = Counts::new();
    for (word, count) in words(dictionary) {
        for sequence in word.windows(length) {
            if sequence.iter().copied().all(is_ideograph) {
                *counts.entry(sequence.to_vec()).or_default() += count;
            }
        }
    }
    counts
}

/// How often a word begins with each ideograph.
fn count_starts(dictionary: &str) -> Counts {
    let mut counts = Counts::new();
    for (word, count) in words(dictionary) {
        if let Some(first) = word.first().filter(|first| is_ideograph(**first)) {
            *counts.entry(vec![*first]).or_default() += count;
        }
    }
    counts
}

/// Lines of a cost in half bits and the characters that have it.
fn character_table(characters: &Counts) -> String {
    let total: f64 = characters.values().sum();
    let mut by_cost: BTreeMap<String, String> = BTreeMap::new();
    for (character, &count) in characters {
        let cost = (-(count / total).log2() * 2.0).round();
        by_cost
            .entry(format!("{cost:02}"))
            .or_default()
            .extend(character);
    }
    let mut table = String::from("# Lines of -2 log2 p, a tab, the characters of that cost.\n");
    for (cost, line) in by_cost {
        table.extend([cost.as_str(), "\t", line.as_str(), "\n"]);
    }
    table
}

/// The letters of the costs, ascending from 0 by half bits.
const COST_LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEF";

/// Lines of a beginning, a tab, and last characters behind the letter of their
/// cost.
fn sequence_table(beginnings: &Counts, sequences: &Counts, count_min: f64) -> String {
    let mut by_beginning: BTreeMap<&[char], BTreeMap<usize, String>> = BTreeMap::new();
    for (sequence, &count) in sequences.iter().filter(|sequence| *sequence.1 >= count_min) {
        let Some((last, beginning)) = sequence.split_last() else {
            continue;
        };
        let share = count / beginnings.get(beginning).copied().unwrap_or(1.0);
        let half_bits = -share.log2() * 2.0;
        let cost = (0..COST_LETTERS.len() - 1)
            .zip(0_u8..)
            .find(|(_cost, step)| half_bits < f64::from(*step) + 0.5)
            .map_or(COST_LETTERS.len() - 1, |(cost, _step)| cost);
        by_beginning
            .entry(beginning)
            .or_default()
            .entry(cost)
            .or_default()
            .push(*last);
    }
    let mut table = String::from(
        "# Lines of a beginning, a tab, then last characters behind the letter of their\n\
         # cost: a to z and A to F for 0 to 31 half bits of -log2 p(last | beginning).\n",
    );
    for (beginning, costs) in by_beginning {
        table.extend(beginning);
        table.push('\t');
        for (cost, lasts) in costs {
            table.push(char::from(COST_LETTERS[cost]));
            table.push_str(&lasts);
        }
        table.push('\n');
    }
    table
}
