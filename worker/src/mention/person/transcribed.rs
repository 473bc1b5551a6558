//! Names that are written by their sound: those of Mongols, Tibetans, Uyghurs,
//! Kazakhs and Yi, and foreign ones with a middle dot.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    bound::boundary_strength,
    name::{NameReading, opening_word},
};
use crate::mention::{
    lexicon::{Classes, table_words},
    title::is_title,
    token::{Shape, Tokens, is_han},
};

static CHARACTERS: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    table_words(include_str!("../../../data/names/transcription.txt"))
        .flat_map(str::chars)
        .collect()
});

/// Longest and shortest name without a dot, in characters.
const CHARS_MAX: usize = 6;
const CHARS_MIN: usize = 3;
/// Longest part of a name with a middle dot, in characters.
const PART_CHARS_MAX: usize = 8;

/// 乌兰图雅, behind a title: a run of characters of such names, as long as it
/// can be with something behind it that ends a name.
pub(super) fn read_transcribed(
    tokens: &Tokens<'_>,
    index: usize,
    is_certain: bool,
) -> Option<NameReading> {
    if !is_certain && !tokens.before(index).is_some_and(is_title) {
        return None;
    }
    let start = tokens.get(index)?.start;
    let ends: Vec<usize> = (tokens.text.get(start..)?.char_indices())
        .take(CHARS_MAX)
        .take_while(|(_, character)| CHARACTERS.contains(character))
        .map(|(at, character)| start + at + character.len_utf8())
        .collect();
    let end = (ends.iter().skip(CHARS_MIN - 1).rev())
        .copied()
        .find(|end| boundary_strength(tokens, *end) > 0 && !cuts_word(tokens, *end))?;
    // 依次登台 is no name.
    if opening_word(tokens.slice(start..end)).is_some() {
        return None;
    }
    let inner = index..tokens.from(end);
    let plain = inner.clone().all(|at| {
        (tokens.get(at))
            .is_some_and(|token| token.shape == Shape::Han || token.end - token.start == 3)
    });
    plain.then(|| NameReading {
        name: tokens.slice(start..end).to_owned(),
        span: start..end,
        end: inner.end,
        is_bounded: true,
    })
}

/// Whether the byte lies within a token.
fn cuts_word(tokens: &Tokens<'_>, offset: usize) -> bool {
    offset < tokens.text.len() && tokens.at(offset).is_none()
}

/// Whether a word that the lexicon knows goes on with the name: none that
/// breaks names, but 都 behind 不, as in 阿不都.
fn is_name_part(tokens: &Tokens<'_>, index: usize) -> bool {
    let Some(token) = tokens.get(index) else {
        return false;
    };
    let breaks = token.is(Classes::BREAK)
        || token.is(Classes::CONJUNCTION)
        || token.is(Classes::TITLE)
        || token.is(Classes::JOINER);
    let servant = tokens.word(index) == "都"
        && (tokens.text.get(..token.start))
            .is_some_and(|before| before.ends_with(['不', '布', '卜']));
    servant || !breaks
}

/// 艾力·吐尔逊: parts of Chinese characters with dots between.
pub(super) fn read_dotted(tokens: &Tokens<'_>, index: usize) -> Option<NameReading> {
    let start = tokens.get(index)?.start;
    let text = tokens.text.get(start..)?;
    let dot = text
        .char_indices()
        .take(PART_CHARS_MAX + 1)
        .take_while(|(_, c)| is_han(*c) || matches!(c, '·' | '•'))
        .find(|(_, c)| matches!(c, '·' | '•'))
        .map(|(at, _)| at)?;
    let mut end_index = tokens.from(start + dot);
    let mut end = start + dot;
    // The last part goes on until something that ends a name.
    for _ in 0..PART_CHARS_MAX * 3 {
        let Some(token) = tokens.get(end_index) else {
            break;
        };
        let part = match token.shape {
            Shape::Han | Shape::Mark('·' | '•') => true,
            Shape::Word => is_name_part(tokens, end_index),
            _ => false,
        };
        if !part {
            break;
        }
        end = token.end;
        end_index += 1;
    }
    (dot > 0 && end > start + dot + '·'.len_utf8()).then(|| NameReading {
        name: tokens.slice(start..end).to_owned(),
        span: start..end,
        end: end_index,
        is_bounded: true,
    })
}
