//! What its place speaks for or against a guessed character, beyond the words.

use super::annotation::Line;
use crate::decode::{lattice::ReadChar, model};
use crate::fold::script::simple_form;

/// What a reading in brackets behind the character speaks for it.
const READING: i64 = 40;
/// Words that lead up to a number, in Simplified script, and what each costs
/// there.
const NUMBER: i64 = 12;
const LEADS_TO_NUMBER: &str = "第约近逾超达满共有为至到于在从自等及和与或即凡另仅已各每前后增减降长涨升获需占据高低计期届了资值额数量产";
/// What the end of a passage speaks for a full stop, and a number behind it
/// for a comma of lists.
const END: i64 = 8;
/// Shortest passage that is a sentence without a pause, in characters.
const SENTENCE_CHARS_MIN: usize = 14;
/// Longest item of a list of numbers, in characters.
const LIST_ITEM_CHARS_MAX: usize = 16;
/// What the beginning of a passage speaks for an indent, and against the marks
/// that end something.
const INDENT: i64 = 20;
/// What the same sign beside it speaks for a sign.
const DRAWING: i64 = 24;
/// Last characters of labels in front of numbers, in Simplified script.
const LABELS_OF_NUMBERS: &str = "间期话线真号编码数率量额址箱机次热服览读击布新版";
/// What a label before it speaks for a colon.
const LABEL: i64 = 6;
/// Longest label in front of a colon.
const LABEL_CHARS_MAX: usize = 8;

/// What speaks against a guessed character at its place (less than nothing: for
/// it), beyond the words.
pub(super) fn place_cost(line: &Line, index: usize, character: char) -> i64 {
    let passage = line.read.as_slice();
    if !passage.get(index).is_some_and(ReadChar::is_guessed) {
        return 0;
    }
    let reading = if line.is_read(index, character) {
        -READING
    } else {
        0
    };
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

/// What the place of a mark speaks for or against it.
fn mark_cost(passage: &[ReadChar], index: usize, character: char) -> i64 {
    let before = passage.get(..index).unwrap_or_default();
    let behind = passage.get(index + 1..).unwrap_or_default();
    let next = behind.first().map(|read| read.character);
    let is_number_next = next.is_some_and(|next| next.is_ascii_alphanumeric());
    let is_first = before.iter().all(|read| read.character.is_whitespace());
    match character {
        '\u{3000}' if is_first => -INDENT,
        '、' | '，' | '。' | '：' | '；' | '」' | '”' | '）' if is_first => INDENT,
        '。' if next.is_none() && is_sentence(before) => -END,
        '。' if is_number_next && !is_list(before) => -END / 2,
        '。' if matches!(next, Some('”' | '」' | '’' | '』')) => -END / 2,
        '、' | '，' if next.is_none() => END,
        // Before a number a list goes on, which has numbers, or a sentence ends.
        '、' if is_number_next && is_list(before) => -END / 2,
        '、' if is_number_next => END,
        '：' if matches!(next, Some('“' | '「')) => -LABEL,
        '：' if is_number_next && !is_label_of_number(before) => LABEL,
        '：' if is_label(before) => -LABEL,
        _ if !model::is_ideograph(character) && is_drawn(before, behind, character) => -DRAWING,
        _ => 0,
    }
}

/// Whether a passage goes on for as long as a sentence, or has had a pause.
fn is_sentence(before: &[ReadChar]) -> bool {
    before.len() >= SENTENCE_CHARS_MIN
        || before
            .iter()
            .any(|read| matches!(read.character, '，' | '。' | '；' | '、'))
}

/// Whether the clause before has a number or a comma of lists.
fn is_list(before: &[ReadChar]) -> bool {
    let clause = before
        .iter()
        .rev()
        .map(|read| read.character)
        .take_while(|character| !matches!(character, '，' | '。' | '；' | '：'));
    clause
        .take(LIST_ITEM_CHARS_MAX)
        .any(|character| character == '、' || character.is_ascii_digit())
}

/// Whether the word before leads up to a number behind a colon: 电话, 日期.
fn is_label_of_number(before: &[ReadChar]) -> bool {
    let last = before.last().map(|read| simple_form(read.character));
    last.is_some_and(|last| LABELS_OF_NUMBERS.contains(last))
}

/// Whether a frame or line of signs goes on with the same sign.
fn is_drawn(before: &[ReadChar], behind: &[ReadChar], character: char) -> bool {
    let same = |read: Option<&ReadChar>| read.is_some_and(|read| read.character == character);
    matches!(character, '\u{2010}'..='\u{2BFF}') && (same(before.last()) || same(behind.first()))
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
