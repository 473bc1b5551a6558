//! What its place speaks for or against a guessed character, beyond the words.

use crate::decode::{lattice::ReadChar, model};
use crate::fold::{is_pinyin_letter, is_reading, script::simple_form};

/// What a reading in brackets behind the character speaks for it.
const READING: i64 = 40;
/// Words that lead up to a number, in Simplified script, and what each costs
/// there.
const NUMBER: i64 = 12;
const LEADS_TO_NUMBER: &str = "第约近逾超达满共有为至到于在从自等及和与或即凡另仅已各每前后增减降长涨升获需占据高低计期届了资值额数量产";
/// What the end of a passage speaks for a full stop, and a number behind it
/// for a comma of lists.
const END: i64 = 8;
/// What a label before it speaks for a colon.
const LABEL: i64 = 6;
/// Longest label in front of a colon.
const LABEL_CHARS_MAX: usize = 8;
/// Letters of the longest syllable, zhuāng, and one more.
const SYLLABLE_CHARS_MAX: usize = 7;

/// What speaks against a guessed character at its place (less than nothing: for
/// it), beyond the words.
pub(super) fn place_cost(passage: &[ReadChar], index: usize, character: char) -> i64 {
    if !passage.get(index).is_some_and(ReadChar::is_guessed) {
        return 0;
    }
    let is_read = if is_pinyin_letter(character) {
        completes_reading(passage, index, character)
    } else {
        reading_behind(passage, index).is_some_and(|reading| is_reading(character, &reading))
    };
    let reading = if is_read { -READING } else { 0 };
    reading + mark_cost(passage, index, character) + number_cost(passage, index, character)
}

/// What a number behind speaks for the words that lead up to one: each is as
/// likely there as any other.
fn number_cost(passage: &[ReadChar], index: usize, character: char) -> i64 {
    let behind = passage.get(index + 1).map(|read| read.character);
    let simple = simple_form(character);
    if behind.is_some_and(|behind| behind.is_ascii_digit()) && LEADS_TO_NUMBER.contains(simple) {
        i64::min(NUMBER - i64::from(model::character_cost(character)), 0)
    } else {
        0
    }
}

/// The syllable in brackets behind a character.
pub(super) fn reading_behind(passage: &[ReadChar], index: usize) -> Option<String> {
    let mut behind = passage.get(index + 1..)?.iter().map(|read| read.character);
    if !matches!(behind.next()?, '(' | '（') {
        return None;
    }
    let syllable: String = behind
        .by_ref()
        .take(SYLLABLE_CHARS_MAX)
        .take_while(|character| is_pinyin_letter(*character))
        .collect();
    (!syllable.is_empty()).then_some(syllable)
}

/// Whether a letter makes the syllable in brackets around it a reading of the
/// character before them.
fn completes_reading(passage: &[ReadChar], index: usize, letter: char) -> bool {
    let character = |at: usize| passage.get(at).map(|read| read.character);
    let from = index.saturating_sub(SYLLABLE_CHARS_MAX);
    let Some(open) = (from..index)
        .rev()
        .find(|at| matches!(character(*at), Some('(' | '（')))
    else {
        return false;
    };
    let syllable: String = (open + 1..=open + SYLLABLE_CHARS_MAX)
        .map_while(|at| {
            if at == index {
                Some(letter)
            } else {
                character(at).filter(|letter| is_pinyin_letter(*letter))
            }
        })
        .collect();
    let read = open.checked_sub(1).and_then(character);
    read.is_some_and(|read| is_reading(read, &syllable))
}

/// What the place of a punctuation mark speaks for or against it.
fn mark_cost(passage: &[ReadChar], index: usize, character: char) -> i64 {
    let before = passage.get(..index).unwrap_or_default();
    let behind = passage.get(index + 1..).unwrap_or_default();
    let next = behind.first().map(|read| read.character);
    match (character, next) {
        ('。', None) => -END,
        ('。', Some('”' | '」' | '’' | '』')) => -END / 2,
        ('、' | '，', None) => END,
        ('、', Some(next)) if next.is_ascii_alphanumeric() => -END / 2,
        ('：', Some('“' | '「')) => -LABEL,
        ('：', _) if is_label(before) => -LABEL,
        _ => 0,
    }
}

/// Whether all that stands before, since a blank, is a short word.
fn is_label(before: &[ReadChar]) -> bool {
    let label = before
        .iter()
        .rev()
        .map(|read| read.character)
        .take_while(|character| !character.is_whitespace());
    let mut count = 0;
    for character in label {
        count += 1;
        if count > LABEL_CHARS_MAX || !model::is_ideograph(character) {
            return false;
        }
    }
    count > 1
}
