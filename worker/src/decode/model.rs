//! How likely a text is to be Chinese: what tells charsets apart and proves a
//! repair.
//!
//! Costs count half bits of information: the negative logarithm to base 2 of a
//! probability, doubled. A byte of noise costs 16, a character of sound Chinese
//! prose about 16 to 20, a rare ideograph 44. Since every reading of the same
//! bytes is measured by one model, the cheapest reading is the likeliest.

use std::sync::LazyLock;

use super::runs;
use crate::fold::script;

/// Half bits of information.
pub(super) type Cost = u32;

/// Costs of characters that the tables do not have.
const RARE_IDEOGRAPH: u8 = 44;
const IMPLAUSIBLE: u8 = 60;
/// What it costs more that a common character stands in its Traditional form.
const TRADITIONAL: u8 = 2;
/// What the choice between pair and single statistics costs.
const MIXTURE: u8 = 1;

/// Least shares of words that end behind one character, and behind two: a word
/// list never has them all.
const END_MIN: f32 = 0.016;
const END_OF_PAIR_MIN: f32 = 0.06;
/// What a digit costs behind another.
const DIGIT: Cost = 7;
/// Weight of the word list beside running text.
const WORDS: f32 = 0.3;
/// Costs that a probability can have.
const COSTS: usize = 128;
/// From a cost to halfway to the next: 2 to the power of -1/4.
const QUARTER_BIT: f32 = 0.840_896_4;

struct Model {
    /// By code point of the Basic Multilingual Plane.
    costs: Vec<u8>,
    /// What a character costs at the beginning of a word, by code point.
    starts_of_words: Vec<u8>,
    /// How likely a word ends behind a character that it has, by code point.
    ends: Vec<f32>,
    /// Probabilities by their cost.
    shares: Vec<f32>,
    /// The probabilities halfway to the next cost.
    steps: Vec<f32>,
    /// Where the seconds of a first character begin, by code point; one more
    /// entry for the end.
    starts: Vec<u32>,
    /// Second characters and the cost of the pair, ascending per first.
    seconds: Vec<(u16, u8)>,
    /// Triples as code points and their cost, ascending.
    triples: Vec<([u16; 3], u8)>,
}

static MODEL: LazyLock<Model> = LazyLock::new(Model::load);

/// What `character` costs where nothing is known of what stands before it.
pub(super) fn character_cost(character: char) -> Cost {
    Cost::from(MODEL.single(character))
}

/// What `character` costs behind `before`.
pub(super) fn step_cost(before: char, character: char) -> Cost {
    let single = MODEL.single(character);
    if before.is_ascii_digit() {
        return Cost::from(single.min(counted_cost(character)));
    }
    if character < '\u{3400}' || before < '\u{3400}' {
        return Cost::from(single);
    }
    let pair = MODEL.pair(script::simple_form(before), script::simple_form(character));
    Cost::from(pair.map_or(single.saturating_add(MIXTURE), |pair| {
        single.min(pair) + MIXTURE
    }))
}

/// What `character` costs behind the characters of `context`: as the next of a
/// word that they begin or go on with, or as the first of a new one.
pub(super) fn next_cost(context: Context, character: char) -> Cost {
    let [_zeroth, first, second] = context;
    if second.is_ascii_digit() && character.is_ascii_digit() {
        return DIGIT;
    }
    let by_words = if is_ideograph(second) {
        MODEL.next([first, second], character)
    } else {
        let start = MODEL.start(character);
        let is_counted = second.is_ascii_digit();
        MODEL.share(if is_counted {
            start.min(counted_cost(character))
        } else {
            start
        })
    };
    let anywhere = |character| MODEL.share(MODEL.single(character));
    let by_runs = runs::share(
        context.map(script::simple_form),
        script::simple_form(character),
        anywhere(character),
        anywhere(second),
    );
    Cost::from(MODEL.cost(WORDS * by_words + (1.0 - WORDS) * by_runs))
}

/// How much likelier `character` is behind `before` than anywhere; 0 where the
/// two are no known pair.
pub(crate) fn cohesion(before: char, character: char) -> u32 {
    let (before, character) = (script::simple_form(before), script::simple_form(character));
    let pair = MODEL.pair(before, character);
    pair.map_or(0, |pair| {
        Cost::from(MODEL.single(character).saturating_sub(pair))
    })
}

/// By how many half bits it is likelier that a text goes on from `before` to
/// `after` than that a line ends between the two.
pub(crate) fn continuity(before: &str, after: &str) -> i32 {
    // A line's own mark says nothing: 2024-06-05 does not go on in `- 某联盟`.
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    let mut context = START;
    // The last characters are all that the model sees.
    let last = before.chars().rev().filter(|c| !c.is_whitespace());
    for (slot, character) in context.iter_mut().rev().zip(last) {
        *slot = character;
    }
    let cost = |mut context: Context| {
        let first = after.chars().filter(|c| !c.is_whitespace()).take(2);
        first
            .map(|character| {
                let cost = next_cost(context, character);
                context = extend(context, character);
                cost
            })
            .sum::<Cost>()
    };
    let parted = next_cost(context, '\n').saturating_add(cost(START));
    parted
        .cast_signed()
        .saturating_sub(cost(context).cast_signed())
}

/// What a word behind a number costs.
fn counted_cost(character: char) -> u8 {
    match character {
        '年' | '月' | '日' => 8,
        '个' | '個' | '家' | '名' | '位' | '项' | '項' | '亿' | '億' | '万' | '萬' | '元'
        | '次' | '届' | '屆' | '时' | '時' | '分' | '点' | '點' | '多' | '余' | '餘' | '号'
        | '號' | '所' | '千' | '百' | '人' | '天' | '吨' | '噸' | '倍' | '岁' | '歲' => {
            13
        }
        _ => u8::MAX,
    }
}

pub(super) fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}')
}

/// What the text costs in all.
pub(super) fn text_cost(text: &str) -> Cost {
    let mut context = START;
    let mut cost: Cost = 0;
    for character in text.chars() {
        cost = cost.saturating_add(next_cost(context, character));
        context = extend(context, character);
    }
    cost
}

/// The context behind one more character; a number counts as one.
pub(super) fn extend(context: Context, character: char) -> Context {
    let [_zeroth, first, second] = context;
    if second.is_ascii_digit() && (character.is_ascii_digit() || matches!(character, '.' | ',')) {
        context
    } else {
        [first, second, character]
    }
}

/// The last characters before a place.
pub(super) type Context = [char; 3];

/// The context at the beginning of a line.
pub(super) const START: Context = ['\n'; 3];

impl Model {
    fn load() -> Self {
        let shares: Vec<f32> = std::iter::successors(Some(1.0), |share| {
            Some(share * std::f32::consts::FRAC_1_SQRT_2)
        })
        .take(COSTS)
        .collect();
        let steps = shares.iter().map(|share| share * QUARTER_BIT).collect();
        let (starts, seconds) = load_pairs();
        let ends = starts
            .iter()
            .zip(starts.iter().skip(1))
            .map(|(start, end)| {
                let seconds = seconds
                    .get(*start as usize..*end as usize)
                    .unwrap_or_default();
                let goes_on: f32 = seconds
                    .iter()
                    .filter_map(|(_second, cost)| shares.get(usize::from(*cost)))
                    .sum();
                (1.0 - goes_on).max(END_MIN)
            })
            .collect();
        let mut triples: Vec<([u16; 3], u8)> =
            sequences(include_str!("../../data/hanzi_triples.txt"))
                .filter_map(|(beginning, last, cost)| {
                    let mut beginning = beginning.chars();
                    let triple = [beginning.next()?, beginning.next()?, last].map(code_of);
                    Some((triple, cost))
                })
                .collect();
        triples.sort_unstable();
        Self {
            costs: load_costs(include_str!("../../data/hanzi.txt")),
            starts_of_words: load_costs(include_str!("../../data/hanzi_starts.txt")),
            ends,
            shares,
            steps,
            starts,
            seconds,
            triples,
        }
    }

    /// The cost of `character` behind two others, of which the second at least
    /// is an ideograph.
    fn next(&self, context: [char; 2], character: char) -> f32 {
        let [first, second] = context.map(script::simple_form);
        let simple = script::simple_form(character);
        let start = self.share(self.start(character));
        let pair = self
            .pair(second, simple)
            .map_or(0.0, |cost| self.share(cost));
        let anew = pair + self.end(second) * start;
        let word = self.pair(first, second).filter(|_cost| is_ideograph(first));
        match word {
            None => anew,
            Some(cost) => {
                let (triple, end) = self.behind_pair([first, second], simple);
                let (within, across) = (
                    self.share(cost),
                    self.end(first) * self.share(self.start(second)),
                );
                (within * (triple + end * start) + across * anew) / (within + across)
            }
        }
    }

    /// How likely `character` goes on with a word behind two others, and how
    /// likely the word ends there.
    fn behind_pair(&self, beginning: [char; 2], character: char) -> (f32, f32) {
        let [first, second] = beginning.map(code_of);
        let from = self
            .triples
            .partition_point(|(triple, _cost)| *triple < [first, second, 0]);
        let (mut triple, mut goes_on) = (0.0, 0.0);
        for ([a, b, last], cost) in self.triples.get(from..).unwrap_or_default() {
            if [*a, *b] != [first, second] {
                break;
            }
            let share = self.share(*cost);
            goes_on += share;
            if *last == code_of(character) {
                triple = share;
            }
        }
        (triple, (1.0_f32 - goes_on).max(END_OF_PAIR_MIN))
    }

    fn start(&self, character: char) -> u8 {
        let start = self.starts_of_words.get(character as usize);
        start.copied().unwrap_or(IMPLAUSIBLE)
    }

    fn end(&self, character: char) -> f32 {
        self.ends.get(character as usize).copied().unwrap_or(1.0)
    }

    fn share(&self, cost: u8) -> f32 {
        self.shares.get(usize::from(cost)).copied().unwrap_or(0.0)
    }

    fn cost(&self, share: f32) -> u8 {
        let cost = self.steps.partition_point(|step| *step > share);
        u8::try_from(cost).unwrap_or(u8::MAX).min(IMPLAUSIBLE)
    }

    fn single(&self, character: char) -> u8 {
        self.costs
            .get(character as usize)
            .copied()
            .unwrap_or(IMPLAUSIBLE)
    }

    fn pair(&self, first: char, second: char) -> Option<u8> {
        let at = first as usize;
        let (start, end) = (
            *self.starts.get(at)? as usize,
            *self.starts.get(at + 1)? as usize,
        );
        let seconds = self.seconds.get(start..end)?;
        let second = u16::try_from(u32::from(second)).ok()?;
        let index = seconds.binary_search_by_key(&second, |pair| pair.0).ok()?;
        seconds.get(index).map(|pair| pair.1)
    }
}

fn table_lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// The code point, or 0 beyond the Basic Multilingual Plane.
pub(super) fn code_of(character: char) -> u16 {
    u16::try_from(u32::from(character)).unwrap_or_default()
}

/// Beginnings, last characters and their cost in half bits.
pub(super) fn sequences(table: &'static str) -> impl Iterator<Item = (&'static str, char, u8)> {
    table_lines(table)
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(beginning, lasts)| {
            let mut cost = 0;
            lasts.chars().filter_map(move |character| {
                cost = match u8::try_from(character) {
                    Ok(letter @ b'a'..=b'z') => letter - b'a',
                    Ok(letter @ b'A'..=b'F') => letter - b'A' + 26,
                    _ => return Some((beginning, character, cost)),
                };
                None
            })
        })
}

/// What each character costs by its kind, refined for ideographs by `table`.
fn load_costs(table: &str) -> Vec<u8> {
    let mut costs: Vec<u8> = (0..=u16::MAX)
        .map(|code| char::from_u32(u32::from(code)).map_or(IMPLAUSIBLE, class_cost))
        .collect();
    let set = |costs: &mut Vec<u8>, character: char, cost: u8| {
        if let Some(slot) = costs.get_mut(character as usize) {
            *slot = cost.min(RARE_IDEOGRAPH);
        }
    };
    for line in table_lines(table) {
        let Some((cost, characters)) = line.split_once('\t') else {
            continue;
        };
        for character in characters.chars() {
            set(
                &mut costs,
                character,
                cost.parse().unwrap_or(RARE_IDEOGRAPH),
            );
        }
    }
    for code in 0x3400..=0x9FFF_u16 {
        let Some(character) = char::from_u32(u32::from(code)) else {
            continue;
        };
        let simple = script::simple_form(character);
        let (own, other) = (
            costs.get(character as usize).copied(),
            costs.get(simple as usize).copied(),
        );
        if let (Some(own), Some(other)) = (own, other)
            && simple != character
        {
            set(
                &mut costs,
                character,
                own.min(other.saturating_add(TRADITIONAL)),
            );
        }
    }
    costs
}

/// The pairs' index and their costs in half bits.
fn load_pairs() -> (Vec<u32>, Vec<(u16, u8)>) {
    let mut pairs: Vec<(u16, u16, u8)> = sequences(include_str!("../../data/hanzi_pairs.txt"))
        .filter_map(|(beginning, last, cost)| {
            Some((code_of(beginning.chars().next()?), code_of(last), cost))
        })
        .collect();
    pairs.sort_unstable();
    let starts = (0..=0x1_0000_u32)
        .map(|code| pairs.partition_point(|pair| u32::from(pair.0) < code))
        .map(|start| u32::try_from(start).unwrap_or(u32::MAX))
        .collect();
    let seconds = pairs
        .into_iter()
        .map(|(_first, second, cost)| (second, cost))
        .collect();
    (starts, seconds)
}

/// The cost of a character by its kind; ideographs are refined by the table.
fn class_cost(character: char) -> u8 {
    match character {
        '\n' | '\r' | '\t' | ' ' => 10,
        '，' | '。' | '、' => 11,
        '0'..='9' => 12,
        'a'..='z' | 'A'..='Z' => 13,
        '!'..='~' | '\u{3000}' => 14,
        '“' | '”' | '‘' | '’' | '（' | '）' | '：' | '；' | '《' | '》' | '！' | '？' | '—'
        | '…' | '·' | '「' | '」' | '『' | '』' | '【' | '】' | '〔' | '〕' | '〈' | '〉' => {
            16
        }
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％' | '－' | '～' | '／' => 20,
        '\u{2010}'..='\u{203F}' | '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF5E}' => 26,
        '\u{A0}'..='\u{17F}'
        | '\u{1CD}'..='\u{1DC}'
        | '\u{2100}'..='\u{27BF}'
        | '\u{3040}'..='\u{30FF}'
        | '\u{200B}'..='\u{200D}'
        | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}' => 32,
        '\u{370}'..='\u{45F}' | '\u{2020}'..='\u{20FF}' | '\u{3100}'..='\u{312F}' => 38,
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{3200}'..='\u{33FF}' => {
            RARE_IDEOGRAPH
        }
        '\u{3400}'..='\u{4DBF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{FF61}'..='\u{FF9F}' => 50,
        _ => IMPLAUSIBLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_costs_less_than_noise() {
        let prose = "产业技术创新联盟在杭州成立";
        let noise = "浜т笟鎶€鏈垱鏂拌仈鐩";
        let mean = |text: &str| text_cost(text) / u32::try_from(text.chars().count()).unwrap();
        assert!(mean(prose) < 20, "{}", mean(prose));
        assert!(mean("產業技術創新聯盟在杭州成立") < 22);
        assert!(mean(noise) > 30, "{}", mean(noise));
    }
}
