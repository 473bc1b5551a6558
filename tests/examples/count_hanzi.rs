//! Counts characters and character pairs of a word list with frequencies and
//! prints the tables `worker/data/hanzi.txt` and `worker/data/hanzi_pairs.txt`.
//!
//! ```text
//! cargo run -p alliance-tests --example count_hanzi -- characters dict.txt > worker/data/hanzi.txt
//! cargo run -p alliance-tests --example count_hanzi -- pairs dict.txt > worker/data/hanzi_pairs.txt
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

const HEADER: &str = "\
# Computed by tests/examples/count_hanzi.rs from the word list of jieba
# (https://github.com/fxsjy/jieba, MIT licence), as jieba-rs 0.11 ships it.
";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [mode, path] = arguments.as_slice() else {
        return Err("give `characters` or `pairs`, and the word list".into());
    };
    let (characters, pairs) = count(&fs::read_to_string(path)?);
    let table = match mode.as_str() {
        "characters" => character_table(&characters),
        _ => pair_table(&characters, &pairs),
    };
    io::stdout().write_all(HEADER.as_bytes())?;
    io::stdout().write_all(table.as_bytes())?;
    Ok(())
}

type Counts<K> = BTreeMap<K, f64>;

fn count(dictionary: &str) -> (Counts<char>, Counts<(char, char)>) {
    let (mut characters, mut pairs) = (Counts::new(), Counts::new());
    for line in dictionary.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(Ok(count))) = (fields.next(), fields.next().map(str::parse::<f64>))
        else {
            continue;
        };
        let mut before = None;
        for character in word.chars() {
            let is_hanzi = matches!(character, '\u{3400}'..='\u{9fff}');
            if is_hanzi {
                *characters.entry(character).or_default() += count;
                if let Some(before) = before {
                    *pairs.entry((before, character)).or_default() += count;
                }
            }
            before = is_hanzi.then_some(character);
        }
    }
    (characters, pairs)
}

/// Lines of a cost in half bits and the characters that have it.
fn character_table(characters: &Counts<char>) -> String {
    let total: f64 = characters.values().sum();
    let mut by_cost: BTreeMap<String, String> = BTreeMap::new();
    for (&character, &count) in characters {
        let cost = (-(count / total).log2() * 2.0).round();
        by_cost
            .entry(format!("{cost:02}"))
            .or_default()
            .push(character);
    }
    let mut table = String::from("# Lines of -2 log2 p, a tab, the characters of that cost.\n");
    for (cost, line) in by_cost {
        table.push_str(&format!("{cost}\t{line}\n"));
    }
    table
}

/// Lines of a first character, and second ones behind their cost in bits.
fn pair_table(characters: &Counts<char>, pairs: &Counts<(char, char)>) -> String {
    let mut by_first: BTreeMap<char, BTreeMap<u8, String>> = BTreeMap::new();
    for (&(first, second), &count) in pairs.iter().filter(|pair| *pair.1 >= PAIR_COUNT_MIN) {
        let share = count / characters.get(&first).copied().unwrap_or(1.0);
        // The letters a to p stand for 0 to 15 bits.
        for (letter, bits) in (b'a'..=b'p').zip(0_u8..) {
            if bits == 15 || -share.log2() < f64::from(bits) + 0.5 {
                by_first
                    .entry(first)
                    .or_default()
                    .entry(letter)
                    .or_default()
                    .push(second);
                break;
            }
        }
    }
    let mut table = String::from(
        "# Lines of a first character, then second characters behind the letter of\n\
         # their cost: a to p for 0 to 15 bits of -log2 p(second | first).\n",
    );
    for (first, costs) in by_first {
        table.push(first);
        for (letter, seconds) in costs {
            table.push(char::from(letter));
            table.push_str(&seconds);
        }
        table.push('\n');
    }
    table
}
