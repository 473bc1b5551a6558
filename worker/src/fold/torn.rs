//! Pages whose words blanks tear apart, and what is one word there.
//!
//! A blank in a headline or a row of a table mostly parts two things. Where
//! blanks stand inside words of the language far oftener than chance would put
//! them there, the page's blanks prove nothing: one is closed if the page writes
//! the characters around it without blank elsewhere, or the language does.

use std::{collections::HashSet, ops::Range};

use super::{
    blank::{is_blank, is_ideograph, is_prose},
    script,
};
use crate::{
    decode::{cohesion, continuity},
    page::Block,
    surname::is_full_name,
};

/// From here on two characters are known to form a word, in half bits.
const COHESION_MIN: u32 = 8;
/// From here on two pieces of text are one, whatever stands between, in half
/// bits.
const CONTINUITY_MIN: i32 = 24;
/// More than the language can say: the page itself writes the two as one.
const SEEN: u32 = 64;
/// Of the blanks on a sound page, fewer than one in so many stands between
/// characters that could be a word.
const CHANCE: usize = 12;
/// Most names that a page's sentences are searched for.
const PARTED_NAMES_MAX: usize = 32;
/// So many characters before a gap show which name goes on behind it.
const ROW_CHARS: usize = 3;
/// Longest rest of a body's name, in characters.
const BODY_CHARS_MAX: usize = 16;
/// Shortest half of a motto, in characters.
const MOTTO_CHARS_MIN: usize = 4;
/// Torn words that prove the damage where no sentence is torn.
const TORN_MIN: usize = 1;

/// What is known of the page when blanks are closed.
#[derive(Debug, Default)]
pub(super) struct Bonds {
    /// Its blanks stand anywhere.
    pub(super) torn: bool,
    /// Pairs of characters that its sentences have, and rows of four.
    pairs: HashSet<[char; 2]>,
    rows: HashSet<[char; 4]>,
    /// Rows of three that are built as a person's name is.
    names: HashSet<[char; 3]>,
    /// What stands around a gap in a headline or row, where the page's sentences
    /// write it as one name.
    whole: HashSet<String>,
}

impl Bonds {
    /// What the blocks, not yet folded, show by their blanks.
    pub(super) fn find<'a>(blocks: impl Iterator<Item = &'a Block>) -> Self {
        let mut sentences = Tally::default();
        let mut others = Tally::default();
        for block in blocks {
            let text = block.text.as_str();
            if is_prose(text) {
                sentences.add(text, 1);
            } else {
                others.add(text, 2);
            }
        }
        Self {
            torn: sentences.proves(1) || others.proves(TORN_MIN),
            ..Self::default()
        }
    }

    /// Finds the names that a blank parts in a headline or row, and that the page's
    /// sentences write without it.
    pub(super) fn find_whole_names<'a>(
        &mut self,
        with_blanks: impl Iterator<Item = &'a Block>,
        blocks: impl Iterator<Item = &'a Block>,
    ) {
        let mut names: Vec<(String, usize)> = with_blanks
            .map(|block| block.text.as_str())
            .filter(|text| !is_prose(text))
            .flat_map(|text| {
                let gaps = text.match_indices(char::is_whitespace);
                gaps.filter_map(|(at, blank)| {
                    name_around(text.get(..at)?, text.get(at + blank.len()..)?)
                })
            })
            .take(PARTED_NAMES_MAX)
            .collect();
        if names.is_empty() {
            return;
        }
        let mut sentences = String::new();
        let mut blanks = HashSet::new();
        let texts = blocks.map(|block| block.text.as_str());
        for text in texts.filter(|text| is_prose(text)) {
            for character in text.chars() {
                if character.is_whitespace() {
                    blanks.insert(sentences.len());
                } else {
                    sentences.push(character);
                }
            }
            sentences.push('\n');
        }
        // What they write with the same blank proves nothing.
        names.retain(|(name, gap)| {
            let mut written = sentences.match_indices(name.as_str());
            written.any(|(at, _)| !blanks.contains(&(at + gap)))
        });
        self.whole = names.into_iter().map(|(name, _)| name).collect();
    }

    /// Whether the page's sentences write the name that a gap parts as one.
    pub(super) fn is_whole(&self, before: &str, after: &str) -> bool {
        !self.whole.is_empty()
            && name_around(before, after).is_some_and(|(name, _)| self.whole.contains(&name))
    }

    /// Takes note of the words of a folded sentence.
    pub(super) fn learn(&mut self, sentence: &str) {
        let mut row = ['\n'; 4];
        for character in sentence.chars() {
            let [_, second, third, fourth] = row;
            row = [second, third, fourth, character];
            if is_letter(fourth) && is_letter(character) {
                self.pairs.insert([fourth, character]);
            }
            if is_name(&[third, fourth, character]) {
                self.names.insert([third, fourth, character]);
            }
            if row.iter().copied().all(is_letter) {
                self.rows.insert(row);
            }
        }
    }

    /// Takes note of the words of a line that is not folded yet, but those that
    /// its blanks part.
    pub(super) fn learn_raw(&mut self, line: &str) {
        let mut row = ['\n'; 4];
        for character in line.chars().map(script::simple_form) {
            let [_, second, third, fourth] = row;
            row = [second, third, fourth, character];
            if row.iter().copied().all(is_letter) {
                self.rows.insert(row);
            }
        }
    }

    /// How well the characters at either side of a blank hold together.
    pub(super) fn strength(&self, before: char, after: char) -> u32 {
        if self.has_pair(before, after) {
            SEEN
        } else {
            cohesion(before, after)
        }
    }

    /// Whether the gap stands inside a word.
    pub(super) fn close(&self, text: &str, gap: &Range<usize>) -> bool {
        let (before, after) = (text.get(..gap.start), text.get(gap.end..));
        let (Some(before), Some(after)) = (before, after) else {
            return false;
        };
        if parts_motto(before, after) || parts_holder(before, after) {
            return false;
        }
        self.has_row(text, gap)
            || self.tears_person(before, after)
            || continuity(before, after) >= CONTINUITY_MIN
            || tears_word(before.chars().rev(), after.chars())
            || tears_name(before, after)
    }

    /// Whether the page writes what stands around the gap without it.
    pub(super) fn has_row(&self, text: &str, gap: &Range<usize>) -> bool {
        let (before, after) = (text.get(..gap.start), text.get(gap.end..));
        let mut near: Vec<char> = letters(before.unwrap_or_default().chars().rev())
            .take(3)
            .collect();
        near.reverse();
        near.extend(letters(after.unwrap_or_default().chars()).take(3));
        near.windows(4)
            .any(|row| <[char; 4]>::try_from(row).is_ok_and(|row| self.rows.contains(&row)))
    }

    /// Whether the gap stands within a person's name that the page's sentences
    /// write.
    fn tears_person(&self, before: &str, after: &str) -> bool {
        let mut near = letters(before.chars().rev());
        let (last, second) = (near.next(), near.next());
        let mut near = letters(after.chars());
        let (first, next) = (near.next(), near.next());
        let (Some(last), Some(first)) = (last, first) else {
            return false;
        };
        let known = |name: Option<[char; 3]>| name.is_some_and(|name| self.names.contains(&name));
        known(second.map(|second| [second, last, first]))
            || known(next.map(|next| [last, first, next]))
            || is_name(&[last, first]) && self.has_pair(last, first)
    }

    /// Whether the page's sentences write the two characters side by side.
    pub(super) fn has_pair(&self, before: char, after: char) -> bool {
        self.pairs
            .contains(&[before, after].map(script::simple_form))
    }
}

/// Blanks between ideographs, and those of them that tear a word.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    gaps: usize,
    torn: usize,
}

impl Tally {
    /// Counts the blanks with so many ideographs on either side at the least.
    fn add(&mut self, text: &str, run_chars_min: usize) {
        let runs = |characters: &mut dyn Iterator<Item = char>| {
            characters
                .take(run_chars_min)
                .filter(|c| is_ideograph(*c))
                .count()
                == run_chars_min
        };
        for (at, blank) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
            let (before, after) = (text.get(..at), text.get(at + blank.len_utf8()..));
            let (Some(before), Some(after)) = (before, after) else {
                continue;
            };
            // Of a wide gap the last blank counts.
            let before = || before.trim_end().chars().rev();
            if runs(&mut before()) && runs(&mut after.chars()) {
                self.gaps += 1;
                // 由周 小 明主持: no sentence spells a name.
                let spells =
                    run_chars_min == 1 && spells_on(after) && before().take(2).count() == 2;
                let spells = spells && before().take(2).all(is_ideograph);
                self.torn += usize::from(spells || tears_word(before(), after.chars()));
            }
        }
    }

    fn proves(self, torn_min: usize) -> bool {
        self.torn >= torn_min && self.torn * CHANCE >= self.gaps
    }
}

/// Whether a text begins with one ideograph that blanks part from the next.
fn spells_on(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(is_ideograph)
        && characters.next().is_some_and(char::is_whitespace)
        && characters.next().is_some_and(is_ideograph)
}

/// “文明出行 有礼同行”: whether a gap parts the halves of a motto.
fn parts_motto(before: &str, after: &str) -> bool {
    let run = |characters: &mut dyn Iterator<Item = char>| {
        let mut mark = None;
        let mut characters = characters.filter(|character| !is_blank(*character));
        let run = characters.by_ref().take_while(|character| {
            mark = Some(*character).filter(|character| !is_ideograph(*character));
            mark.is_none()
        });
        (run.count(), mark)
    };
    let (left, opening) = run(&mut before.chars().rev());
    let (right, closing) = run(&mut after.chars());
    let quoted =
        matches!(opening, Some('“' | '「' | '《')) && matches!(closing, Some('”' | '」' | '》'));
    quoted && left == right && left >= MOTTO_CHARS_MIN
}

/// 联盟秘书长 某某: whether a whole name begins behind what its bearer is.
fn parts_holder(before: &str, after: &str) -> bool {
    const HOLDERS: [char; 10] = ['长', '長', '任', '员', '員', '席', '授', '裁', '师', '師'];
    let name = after.split(is_blank).next().unwrap_or(after);
    let name: Vec<char> = name.chars().map(script::simple_form).collect();
    before.ends_with(HOLDERS) && is_name(&name)
}

/// Whether characters are built as a person's name is.
fn is_name(characters: &[char]) -> bool {
    is_full_name(&characters.iter().collect::<String>())
}

/// Whether the characters at either side of a gap, the nearest first, form a
/// word, and none that the gap leaves whole.
fn tears_word(
    mut before: impl Iterator<Item = char>,
    mut after: impl Iterator<Item = char>,
) -> bool {
    let (Some(last), Some(first)) = (before.next(), after.next()) else {
        return false;
    };
    let across = cohesion(last, first);
    let left = before.next().map_or(0, |before| cohesion(before, last));
    let right = after.next().map_or(0, |after| cohesion(first, after));
    across >= COHESION_MIN && across >= left.max(right)
}

/// The last characters before a gap and the rest of the name of a body behind it, and
/// where the gap stands among them; `None` where it stands behind such a name.
fn name_around(before: &str, after: &str) -> Option<(String, usize)> {
    let first = after.chars().take(BODY_CHARS_MAX);
    let rest: String = first.take_while(|c| is_ideograph(*c)).collect();
    let end = UNIT_ENDS
        .iter()
        .filter_map(|end| rest.find(end).map(|at| at + end.len()))
        .min()?;
    let mut name: Vec<char> = before
        .chars()
        .rev()
        .take(ROW_CHARS)
        .take_while(|character| is_ideograph(*character))
        .collect();
    name.reverse();
    let stem: String = name.iter().collect();
    let closed = UNIT_ENDS.iter().any(|end| before.ends_with(end));
    let gap = stem.len();
    (name.len() == ROW_CHARS && !closed).then(|| (stem + rest.get(..end).unwrap_or_default(), gap))
}

/// Whether a gap stands before the end of a unit's name, which no field begins
/// with, or within a line or cell that is the name of one unit.
fn tears_name(before: &str, after: &str) -> bool {
    let behind = |ends: &[&str]| ends.iter().any(|end| after.starts_with(end));
    if !before.ends_with(is_ideograph) {
        return false;
    }
    let rest_of_name = behind(&["股份有限", "有限公司", "有限责任", "责任公司", "公司"]);
    if rest_of_name
        || before.ends_with(['的', '和', '与', '與', '及'])
        || after.starts_with(['的', '化'])
    {
        return true;
    }
    let (cell_before, cell_after) = (
        before.rsplit(CELL_MARKS).next().unwrap_or(before),
        after.split(CELL_MARKS).next().unwrap_or(after),
    );
    let left = cell_before.rsplit(is_blank).next().unwrap_or(cell_before);
    let item = after.split(['、', '，', '(', '（']).next().unwrap_or(after);
    let is_unit = UNIT_ENDS.iter().any(|end| item.ends_with(end));
    if is_province(left) && (after.starts_with('省') || is_unit) {
        return true;
    }
    // 主办单位：江畔光电 检测研究院、…: one of the bodies that a label names.
    let stem = left.rsplit(['：', ':', '、']).next().unwrap_or(left);
    let is_listed = cell_before.contains(['：', ':', '、']) || item.len() < after.len();
    let is_stem = !stem.is_empty()
        && !UNIT_ENDS.iter().any(|end| stem.ends_with(end))
        && !LABEL_ENDS.iter().any(|end| stem.ends_with(end))
        && !is_name(&stem.chars().map(script::simple_form).collect::<Vec<_>>());
    if is_listed && is_unit && is_stem && !item.contains(is_blank) {
        return true;
    }
    let alone = !cell_before.contains(is_blank) && !cell_after.contains(is_blank);
    let unit = |name: &str| UNIT_ENDS.iter().any(|end| name.ends_with(end));
    let label = LABEL_ENDS.iter().any(|end| left.ends_with(end));
    let in_cell = cell_before.len() < before.len() || cell_after.len() < after.len();
    let of_cell = in_cell && !unit(cell_before) && !is_full_name(left);
    let of_place = left.ends_with(['省', '市', '县', '縣', '区', '區', '州', '盟']);
    alone && (of_cell || of_place) && unit(cell_after) && !label
}

/// What sets the cells of a row apart.
const CELL_MARKS: [char; 3] = ['\t', '│', '┃'];

/// Ends of what stands before the name of a unit in one field with it.
const LABEL_ENDS: [&str; 16] = [
    "单位", "單位", "主办", "主辦", "承办", "承辦", "协办", "協辦", "来源", "來源", "作者", "长",
    "長", "员", "員", "：",
];

/// Whether a word is a province's short name.
fn is_province(word: &str) -> bool {
    let name: String = word.chars().map(script::simple_form).collect();
    PROVINCES.contains(&name.as_str())
}

const PROVINCES: [&str; 23] = [
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
];

/// Ends of the names of authorities, and of bodies that a place's name begins.
const UNIT_ENDS: [&str; 30] = [
    "大学",
    "大學",
    "学院",
    "學院",
    "医院",
    "醫院",
    "联合体",
    "聯合體",
    "局",
    "厅",
    "廳",
    "委员会",
    "委員會",
    "办公室",
    "辦公室",
    "政府",
    "联盟",
    "聯盟",
    "协会",
    "協會",
    "研究院",
    "研究所",
    "中心",
    "公司",
    "联合会",
    "聯合會",
    "商会",
    "商會",
    "集团",
    "集團",
];

/// The characters nearest to a gap, blanks passed over, as the page's folded
/// sentences have them.
fn letters(characters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    characters
        .filter(|character| !is_blank(*character))
        .take_while(|character| is_letter(*character))
        .map(script::simple_form)
}

fn is_letter(character: char) -> bool {
    is_ideograph(character) || character.is_ascii_alphanumeric()
}
