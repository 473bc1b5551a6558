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

struct Model {
    /// By code point of the Basic Multilingual Plane.
    costs: Vec<u8>,
    /// Where the seconds of a first character begin, by code point; one more
    /// entry for the end.
    starts: Vec<u32>,
    /// Second characters and the cost of the pair, ascending per first.
    seconds: Vec<(u16, u8)>,
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
    let mut before = '\n';
    let mut cost: Cost = 0;
    for character in text.chars() {
        cost = cost.saturating_add(step_cost(before, character));
        before = character;
    }
    cost
}

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
        Self {
            costs,
            starts,
            seconds,
        }
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

/// The pairs' index and their costs in half bits.
fn load_pairs() -> (Vec<u32>, Vec<(u16, u8)>) {
    let mut starts = vec![0_u32; 0x1_0001];
    let mut seconds: Vec<(u16, u8)> = Vec::new();
    let mut filled = 0_usize;
    for line in table_lines(include_str!("../../data/hanzi_pairs.txt")) {
        let mut characters = line.chars();
        let Some(first) = characters.next() else {
            continue;
        };
        let own_start = seconds.len();
        let mut cost = 0;
        for character in characters {
            if character.is_ascii_lowercase() {
                cost = u8::try_from(u32::from(character) - u32::from('a')).unwrap_or(0) * 2;
            } else if let Ok(code) = u16::try_from(u32::from(character)) {
                seconds.push((code, cost));
            }
        }
        if let Some(own) = seconds.get_mut(own_start..) {
            own.sort_unstable();
        }
        // Lines ascend by their first character.
        while filled <= first as usize {
            if let Some(start) = starts.get_mut(filled) {
                *start = u32::try_from(own_start).unwrap_or(u32::MAX);
            }
            filled += 1;
        }
    }
    for start in starts.iter_mut().skip(filled) {
        *start = u32::try_from(seconds.len()).unwrap_or(u32::MAX);
    }
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
        '\u{A0}'..='\u{17F}' | '\u{1CD}'..='\u{1DC}' | '\u{2100}'..='\u{27BF}' => 32,
        '\u{3040}'..='\u{30FF}' => 32,
        '\u{370}'..='\u{45F}' | '\u{2020}'..='\u{20FF}' | '\u{3100}'..='\u{312F}' => 38,
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{3200}'..='\u{33FF}' => {
            RARE_IDEOGRAPH
        }
        '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{2E80}'..='\u{2FDF}' => 50,
        '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' => 32,
        '\u{FF61}'..='\u{FF9F}' => 50,
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
