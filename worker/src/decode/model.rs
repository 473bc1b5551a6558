//! How likely a text is to be Chinese: what tells charsets apart and proves a
//! repair.
//!
//! Costs count half bits of information: the negative logarithm to base 2 of a
//! probability, doubled. A byte of noise costs 16, a character of sound Chinese
//! prose about 16 to 20, a rare ideograph 44. Since every reading of the same
//! bytes is measured by one model, the cheapest reading is the likeliest.

use std::sync::LazyLock;

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

/// What it costs that a word goes on as none in the tables does.
const UNSEEN_TRIPLE: Cost = 10;

struct Model {
    /// By code point of the Basic Multilingual Plane.
    costs: Vec<u8>,
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

/// What `character` costs behind the two characters of `context`.
pub(super) fn next_cost(context: [char; 2], character: char) -> Cost {
    let [first, second] = context;
    let cost = step_cost(second, character);
    if [first, second, character].into_iter().all(is_ideograph) {
        let simple = [first, second, character].map(script::simple_form);
        let [first, second, _third] = simple;
        return match MODEL.triple(simple) {
            Some(triple) => cost.min(Cost::from(triple + MIXTURE)),
            None if MODEL.has_triples([first, second]) => cost + UNSEEN_TRIPLE,
            None => cost,
        };
    }
    cost
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

/// What a word behind a number costs.
fn counted_cost(character: char) -> u8 {
    match character {
        '年' | '月' | '日' => 8,
        '个' | '個' | '家' | '名' | '位' | '项' | '項' | '亿' | '億' | '万' | '萬' | '元'
        | '次' | '届' | '屆' | '时' | '時' | '分' | '点' | '點' | '多' | '余' | '餘' | '号'
        | '號' | '所' => 13,
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
        context = [context[1], character];
    }
    cost
}

/// The context at the beginning of a line.
pub(super) const START: [char; 2] = ['\n'; 2];

impl Model {
    fn load() -> Self {
        let mut costs: Vec<u8> = (0..=u16::MAX)
            .map(|code| char::from_u32(u32::from(code)).map_or(IMPLAUSIBLE, class_cost))
            .collect();
        let set = |costs: &mut Vec<u8>, character: char, cost: u8| {
            if let Some(slot) = costs.get_mut(character as usize) {
                *slot = cost.min(RARE_IDEOGRAPH);
            }
        };
        for line in table_lines(include_str!("../../data/hanzi.txt")) {
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
        let (starts, seconds) = load_pairs();
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
            costs,
            starts,
            seconds,
            triples,
        }
    }

    fn single(&self, character: char) -> u8 {
        self.costs
            .get(character as usize)
            .copied()
            .unwrap_or(IMPLAUSIBLE)
    }

    fn triple(&self, characters: [char; 3]) -> Option<u8> {
        let key = characters.map(code_of);
        let index = self
            .triples
            .binary_search_by_key(&key, |triple| triple.0)
            .ok()?;
        self.triples.get(index).map(|triple| triple.1)
    }

    /// Whether words are known that begin so and go on.
    fn has_triples(&self, beginning: [char; 2]) -> bool {
        let [first, second] = beginning.map(code_of);
        let at = self
            .triples
            .partition_point(|triple| triple.0 < [first, second, 0]);
        self.triples
            .get(at)
            .is_some_and(|([a, b, _], _cost)| [*a, *b] == [first, second])
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
fn code_of(character: char) -> u16 {
    u16::try_from(u32::from(character)).unwrap_or_default()
}

/// Beginnings, last characters and their cost in half bits.
fn sequences(table: &'static str) -> impl Iterator<Item = (&'static str, char, u8)> {
    table_lines(table)
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(beginning, lasts)| {
            let mut cost = 0;
            lasts.chars().filter_map(move |character| {
                if character.is_ascii_lowercase() {
                    cost = u8::try_from(u32::from(character) - u32::from('a')).unwrap_or(0) * 2;
                    return None;
                }
                Some((beginning, character, cost))
            })
        })
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
        assert!(mean(noise) > 34, "{}", mean(noise));
    }
}
