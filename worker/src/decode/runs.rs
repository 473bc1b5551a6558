//! How likely a character is behind the two before it in running text: across
//! words, marks, numbers and the ends of lines, of which a word list knows
//! nothing.

use std::{collections::HashMap, sync::LazyLock};

use super::model::{code_of, sequences};

/// What stands in the tables for any digit, any Latin letter, and the beginning
/// and end of a line.
const DIGIT: char = '0';
const LETTER: char = 'ａ';
const END: char = '␤';
/// What stands there for a person's name.
const NAME: char = 'Ｎ';
/// Nothing is a family name wherever it stands.
const FAMILY_MAX: f32 = 0.95;
/// Share of given names that have a second character.
const LONG_NAMES: f32 = 0.7;

/// What follows one context.
#[derive(Debug, Default)]
struct Followers {
    /// Code points and shares, ascending.
    shares: Vec<(u16, f32)>,
    /// What is left for all others.
    rest: f32,
}

struct Runs {
    pairs: HashMap<u16, Followers>,
    triples: HashMap<[u16; 2], Followers>,
    /// Family names, how often a character is one, and the first and second
    /// characters of given names.
    family: Followers,
    is_family: Followers,
    given: Followers,
    second_given: Followers,
}

static RUNS: LazyLock<Runs> = LazyLock::new(Runs::load);

/// How likely `character` is behind `context`, where it is `anywhere` by itself,
/// and the last of the context is `second_anywhere`. All are in Simplified
/// script.
pub(super) fn share(
    context: [char; 2],
    character: char,
    anywhere: f32,
    second_anywhere: f32,
) -> f32 {
    let [first, second, character] = [context[0], context[1], character].map(class_of);
    let pair = RUNS.behind(RUNS.pairs.get(&second), character, anywhere);
    let run = RUNS.behind(RUNS.triples.get(&[first, second]), character, pair);
    // The last may be a family name, or the one before it, behind which a given
    // name goes on.
    let before = RUNS.behind(RUNS.pairs.get(&first), second, second_anywhere);
    let as_family = RUNS.pairs.get(&first).map_or(0.0, |followers| {
        followers.share(code_of(NAME)) * RUNS.family.share(second)
    });
    let is_family = f32::min(as_family / before, 1.0);
    let run = is_family * RUNS.given.share(character) + (1.0 - is_family) * run;
    let was_family = f32::min(RUNS.is_family.share(first), FAMILY_MAX);
    let as_given = was_family * RUNS.given.share(second);
    let is_given = LONG_NAMES * as_given / (as_given + (1.0 - was_family) * before);
    is_given * RUNS.second_given.share(character) + (1.0 - is_given) * run
}

/// The code point that the tables have for a character.
fn class_of(character: char) -> u16 {
    code_of(match character {
        '0'..='9' | '０'..='９' => DIGIT,
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => LETTER,
        '\n' => END,
        '「' => '“',
        '」' => '”',
        '『' => '‘',
        '』' => '’',
        '!' | '%' | '('..='/' | ':'..=';' | '?' | '~' if character != '.' => {
            char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character)
        }
        _ => character,
    })
}

impl Runs {
    /// How likely `character` is behind what `followers` stand behind.
    fn behind(&self, followers: Option<&Followers>, character: u16, otherwise: f32) -> f32 {
        followers.map_or(otherwise, |followers| {
            followers.share(character)
                + followers.share(code_of(NAME)) * self.family.share(character)
                + followers.rest * otherwise
        })
    }

    fn load() -> Self {
        let mut pairs: HashMap<u16, Followers> = HashMap::new();
        for (beginning, last, cost) in sequences(include_str!("../../data/hanzi_run_pairs.txt")) {
            if let Some(first) = beginning.chars().next() {
                pairs.entry(code_of(first)).or_default().push(last, cost);
            }
        }
        let mut triples: HashMap<[u16; 2], Followers> = HashMap::new();
        for (beginning, last, cost) in sequences(include_str!("../../data/hanzi_run_triples.txt")) {
            let mut beginning = beginning.chars().map(code_of);
            if let (Some(first), Some(second)) = (beginning.next(), beginning.next()) {
                triples.entry([first, second]).or_default().push(last, cost);
            }
        }
        let mut names: HashMap<char, Followers> = HashMap::new();
        for (kind, character, cost) in sequences(include_str!("../../data/hanzi_names.txt")) {
            if let Some(kind) = kind.chars().next() {
                names.entry(kind).or_default().push(character, cost);
            }
        }
        names.values_mut().for_each(Followers::close);
        let mut of = |kind| names.remove(&kind).unwrap_or_default();
        let all = pairs.values_mut().chain(triples.values_mut());
        all.for_each(Followers::close);
        Self {
            pairs,
            triples,
            family: of('姓'),
            is_family: of('氏'),
            given: of('名'),
            second_given: of('末'),
        }
    }
}

impl Followers {
    fn share(&self, character: u16) -> f32 {
        let at = self
            .shares
            .binary_search_by_key(&character, |(code, _share)| *code);
        let own = at.ok().and_then(|at| self.shares.get(at));
        own.map_or(0.0, |(_code, share)| *share)
    }

    fn push(&mut self, last: char, cost: u8) {
        let share = std::f32::consts::FRAC_1_SQRT_2.powi(i32::from(cost));
        self.shares.push((code_of(last), share));
    }

    fn close(&mut self) {
        self.shares.sort_unstable_by_key(|(code, _share)| *code);
        let known: f32 = self.shares.iter().map(|(_code, share)| share).sum();
        self.rest = (1.0 - known).max(REST_MIN);
    }
}

/// Least share of what the tables do not have.
const REST_MIN: f32 = 0.08;
