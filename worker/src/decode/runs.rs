//! How likely a character is behind the three before it in running text: across
//! words, marks, numbers and the ends of lines, of which a word list knows
//! nothing.

use std::{ops::Range, sync::LazyLock};

use super::model::{Context, code_of, sequences};

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
/// Least share of what the tables do not have.
const REST_MIN: f32 = 0.02;

/// Numbers of half bits that the tables have.
const COSTS: i32 = 32;

/// The last characters before a place as code points, 0 where they begin later.
type Beginning = [u16; 3];

/// What follows a beginning.
#[derive(Clone, Debug, Default)]
struct Followers {
    /// Where its characters stand among all.
    lasts: Range<usize>,
    /// What is left for all others.
    rest: f32,
}

/// Beginnings, ascending, and the characters behind them.
#[derive(Debug, Default)]
struct Table {
    beginnings: Vec<(Beginning, Followers)>,
    /// Code points and half bits, ascending within each beginning.
    lasts: Vec<(u16, u8)>,
    /// What each number of half bits is as a share.
    shares: Vec<f32>,
}

struct Runs {
    runs: Table,
    /// Family names, how often a character is one, and the first and second
    /// characters of given names.
    names: Table,
}

static RUNS: LazyLock<Runs> = LazyLock::new(|| Runs {
    runs: Table::read(include_str!("../../data/hanzi_runs.txt")),
    names: Table::read(include_str!("../../data/hanzi_names.txt")),
});

/// How likely `character` is behind `context`, where it is `anywhere` by itself,
/// and the last of the context is `second_anywhere`. All are in Simplified
/// script.
pub(super) fn share(context: Context, character: char, anywhere: f32, second_anywhere: f32) -> f32 {
    let [zeroth, first, second] = context.map(class_of);
    let character = class_of(character);
    let Runs { runs, names } = &*RUNS;
    let pair = runs.behind([0, 0, second], character, anywhere);
    let triple = runs.behind([0, first, second], character, pair);
    let run = runs.behind([zeroth, first, second], character, triple);
    // The last may be a family name, or the one before it, behind which a given
    // name goes on.
    let name_of = |kind: char, character| names.share([0, 0, code_of(kind)], character);
    let before = runs.behind([0, 0, first], second, second_anywhere);
    let as_family = runs.share([0, 0, first], code_of(NAME)) * name_of('姓', second);
    let is_family = f32::min(as_family / before, 1.0);
    let run = is_family * name_of('名', character) + (1.0 - is_family) * run;
    let was_family = f32::min(name_of('氏', first), FAMILY_MAX);
    let as_given = was_family * name_of('名', second);
    let is_given = LONG_NAMES * as_given / (as_given + (1.0 - was_family) * before);
    is_given * name_of('末', character) + (1.0 - is_given) * run
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
        '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character),
        '\r' | '\t' | '\u{A0}' => ' ',
        _ => character,
    })
}

impl Table {
    fn read(table: &'static str) -> Self {
        let mut read = Self {
            shares: (0..COSTS)
                .map(|cost| std::f32::consts::FRAC_1_SQRT_2.powi(cost))
                .collect(),
            ..Self::default()
        };
        let mut last_beginning = "";
        for (beginning, last, cost) in sequences(table) {
            if beginning != last_beginning {
                read.close();
                last_beginning = beginning;
                let mut codes = [0; 3];
                let slots = codes.iter_mut().rev();
                for (slot, character) in slots.zip(beginning.chars().rev()) {
                    *slot = code_of(character);
                }
                let start = read.lasts.len();
                let lasts = start..start;
                read.beginnings
                    .push((codes, Followers { lasts, rest: 1.0 }));
            }
            read.lasts.push((code_of(last), cost));
        }
        read.close();
        read.beginnings
            .sort_unstable_by_key(|(codes, _followers)| *codes);
        read
    }

    /// Ends what follows the last beginning.
    fn close(&mut self) {
        let end = self.lasts.len();
        let Some((_codes, followers)) = self.beginnings.last_mut() else {
            return;
        };
        followers.lasts.end = end;
        let lasts = self
            .lasts
            .get_mut(followers.lasts.clone())
            .unwrap_or_default();
        lasts.sort_unstable();
        let known = lasts
            .iter()
            .filter_map(|(_last, cost)| self.shares.get(usize::from(*cost)));
        followers.rest = (1.0 - known.sum::<f32>()).max(REST_MIN);
    }

    fn followers(&self, beginning: Beginning) -> Option<&Followers> {
        let at = self
            .beginnings
            .binary_search_by_key(&beginning, |(codes, _)| *codes);
        self.beginnings
            .get(at.ok()?)
            .map(|(_codes, followers)| followers)
    }

    fn share_among(&self, followers: &Followers, character: u16) -> f32 {
        let lasts = self.lasts.get(followers.lasts.clone()).unwrap_or_default();
        let at = lasts.binary_search_by_key(&character, |(code, _cost)| *code);
        let cost = at
            .ok()
            .and_then(|at| lasts.get(at))
            .map(|(_code, cost)| usize::from(*cost));
        cost.and_then(|cost| self.shares.get(cost))
            .copied()
            .unwrap_or_default()
    }

    fn share(&self, beginning: Beginning, character: u16) -> f32 {
        self.followers(beginning)
            .map_or(0.0, |followers| self.share_among(followers, character))
    }

    /// How likely `character` is behind a beginning, where it is `otherwise` behind
    /// a shorter one.
    fn behind(&self, beginning: Beginning, character: u16, otherwise: f32) -> f32 {
        self.followers(beginning).map_or(otherwise, |followers| {
            let name = self.share_among(followers, code_of(NAME));
            let as_name = if name > 0.0 {
                name * RUNS.names.share([0, 0, code_of('姓')], character)
            } else {
                0.0
            };
            self.share_among(followers, character) + as_name + followers.rest * otherwise
        })
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn what_the_context_speaks_for_is_likely() {
        let anywhere = 0.001;
        let behind = |context, character| share(context, character, anywhere, anywhere);
        assert!(behind(['产', '业', '联'], '盟') > 0.5);
        assert!(behind(['产', '业', '联'], '萌') < anywhere);
        // A blank and a line's end are a context too.
        assert!(behind(['号', '：', '大'], ' ') > behind(['产', '业', '大'], ' '));
        assert!(behind(['举', '行', '。'], '\n') > 0.2);
    }
}
