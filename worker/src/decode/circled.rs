//! Circled numbers of Big5.
//!
//! Where the tables of browsers have the last katakana and the first Cyrillic
//! letters, others have ① to ⑩ and ⑴ to ⑽. In a Chinese text without any other
//! kana or Cyrillic letter they are the numbers.

use crate::span::{Rewriter, SpannedText};

/// What browsers read, in the order of the numbers.
const KANA: [char; 10] = ['ロ', 'ヮ', 'ワ', 'ヰ', 'ヱ', 'ヲ', 'ン', 'ヴ', 'ヵ', 'ヶ'];
const CYRILLIC: [char; 10] = ['А', 'Б', 'В', 'Г', 'Д', 'Е', 'Ё', 'Ж', 'З', 'И'];
const CIRCLED: [&str; 10] = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩"];
const BRACKETED: [&str; 10] = ["⑴", "⑵", "⑶", "⑷", "⑸", "⑹", "⑺", "⑻", "⑼", "⑽"];

/// The text with its numbers, or `None` where it has none of these.
pub(super) fn restore(source: &SpannedText) -> Option<SpannedText> {
    let text = source.as_str();
    let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}');
    let is_cyrillic = |c: char| matches!(c, '\u{400}'..='\u{4FF}');
    let circled = stand_alone(text, is_kana, &KANA);
    let bracketed = stand_alone(text, is_cyrillic, &CYRILLIC);
    if !circled && !bracketed {
        return None;
    }
    let mut rewriter = Rewriter::new(source);
    for (at, character) in text.char_indices() {
        let number = |letters: &[char; 10], numbers: [&'static str; 10]| {
            let index = letters.iter().position(|letter| *letter == character)?;
            numbers.get(index).copied()
        };
        let found = (number(&KANA, CIRCLED).filter(|_| circled))
            .or_else(|| number(&CYRILLIC, BRACKETED).filter(|_| bracketed));
        if let Some(number) = found {
            rewriter.replace(at..at + character.len_utf8(), number);
        }
    }
    rewriter.finish()
}

/// Whether all letters of a script are of the ten, and no two stand side by side.
fn stand_alone(text: &str, is_letter: impl Fn(char) -> bool, ten: &[char; 10]) -> bool {
    let mut found = false;
    let mut after_letter = false;
    for character in text.chars() {
        let letter = is_letter(character);
        if letter && (after_letter || !ten.contains(&character)) {
            return false;
        }
        found |= letter;
        after_letter = letter;
    }
    found
}
