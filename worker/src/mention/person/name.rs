//! Names of persons: a surname and one or two characters, names with a middle
//! dot, and names in Latin letters.

use std::ops::Range;

use crate::{
    mention::{
        lexicon::Classes,
        name::canonical_name,
        token::{Shape, Token, Tokens, is_han},
    },
    surname::{is_surname, surname_of},
};

/// Longest part of a name with a middle dot, in characters.
const PART_CHARS_MAX: usize = 8;
/// Longest run of Latin words in a name.
const LATIN_WORDS_MAX: usize = 4;

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameReading {
    pub(super) name: String,
    /// Bytes.
    pub(super) span: Range<usize>,
    /// The token behind it.
    pub(super) end: usize,
    /// Something that ends a name stands behind it.
    pub(super) is_bounded: bool,
}

/// The name that begins at token `index`. Without a clear end behind it, a name
/// is only read where `is_certain` says that one must stand here.
pub(super) fn read_name(
    tokens: &Tokens<'_>,
    index: usize,
    is_certain: bool,
) -> Option<NameReading> {
    let first = tokens.get(index)?;
    if first.shape == Shape::Latin {
        return read_latin(tokens, index);
    }
    if let Some(reading) = read_dotted(tokens, index) {
        return Some(reading);
    }
    read_chinese(tokens, index, is_certain)
}

/// The tokens as one whole name: 孟启明 before 副厅长.
pub(super) fn whole_name(tokens: &Tokens<'_>, range: &Range<usize>) -> Option<NameReading> {
    let span = tokens.span(range.clone());
    let text = tokens.slice(span.clone());
    let surname = surname_of(text)?;
    let given = text.get(surname.len()..)?.chars().count();
    let plain = range.clone().all(|index| {
        tokens
            .get(index)
            .is_some_and(|token| token.shape == Shape::Han || is_given_word(token))
    });
    ((1..=2).contains(&given) && plain && text.chars().all(is_han)).then(|| NameReading {
        name: text.to_owned(),
        span,
        end: range.end,
        is_bounded: true,
    })
}

/// Whether a name of unknown kind is built as a person's is.
pub(crate) fn is_like_person(name: &str) -> bool {
    let count = name.chars().count();
    (2..=3).contains(&count) && name.chars().all(is_han) && surname_of(name).is_some()
}

/// Whether a word of the language may be a given name: 建设, 海洋.
fn is_given_word(token: &Token) -> bool {
    token.end - token.start == 6
        && !token.is(Classes::ORGANIZATION)
        && !token.is(Classes::TITLE)
        && !token.is(Classes::BREAK)
}

/// A surname and nothing else: 邹 before 副署长.
pub(super) fn surname_alone(tokens: &Tokens<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let span = tokens.span(range.clone());
    is_surname(tokens.slice(span.clone())).then_some(span)
}

fn read_chinese(tokens: &Tokens<'_>, index: usize, is_certain: bool) -> Option<NameReading> {
    let first = tokens.get(index)?;
    let text = tokens.text.get(first.start..)?;
    let surname = surname_of(text)?;
    if let Some(reading) = read_mixed(tokens, index, surname) {
        return Some(reading);
    }
    if !may_begin_name(first, surname) {
        return None;
    }
    let mut best: Option<(u8, NameReading)> = None;
    for given in [1, 2] {
        let Some(reading) = take_given(tokens, first.start, surname, given) else {
            continue;
        };
        let strength = boundary_strength(tokens, reading.span.end);
        let end = tokens.from(reading.span.end);
        if given == 2 && reading.name.ends_with(NEVER_GIVEN) && best.is_some() {
            continue;
        }
        let score = match (strength, given) {
            (0, _) => continue,
            (2, 2) => 4,
            (2, _) => 3,
            (_, 1) => 2,
            _ => 1,
        };
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((
                score,
                NameReading {
                    end,
                    is_bounded: true,
                    ..reading
                },
            ));
        }
    }
    if let Some((_, reading)) = best {
        return Some(reading);
    }
    if !is_certain || first.shape != Shape::Han {
        return None;
    }
    // No word that is known follows: two characters are the commonest.
    let reading = take_given(tokens, first.start, surname, 2)?;
    let unknown = (index..tokens.from(reading.span.end)).all(|at| {
        tokens
            .get(at)
            .is_some_and(|token| token.shape == Shape::Han)
    });
    unknown.then(|| NameReading {
        end: tokens.from(reading.span.end),
        ..reading
    })
}

/// 陈Mike: a surname and a given name in Latin letters.
fn read_mixed(tokens: &Tokens<'_>, index: usize, surname: &str) -> Option<NameReading> {
    let first = tokens.get(index)?;
    let given = tokens.get(index + 1)?;
    let mixed = first.end - first.start == surname.len()
        && given.shape == Shape::Latin
        && given.end - given.start > 2;
    mixed.then(|| NameReading {
        name: tokens.slice(first.start..given.end).to_owned(),
        span: first.start..given.end,
        end: index + 2,
        is_bounded: true,
    })
}

/// Whether a name may begin with this token: not where it is a word of the
/// language that only begins like a surname.
fn may_begin_name(first: &Token, surname: &str) -> bool {
    let len = first.end - first.start;
    if first.shape == Shape::Han || len <= surname.len() {
        return true;
    }
    !first.is(Classes::BREAK)
        && !first.is(Classes::TITLE)
        && !first.is(Classes::ORGANIZATION)
        && !first.is(Classes::MEETING)
        && !first.is(Classes::ALLIANCE)
        && len <= 9
}

fn take_given(
    tokens: &Tokens<'_>,
    start: usize,
    surname: &str,
    given: usize,
) -> Option<NameReading> {
    let rest = tokens.text.get(start + surname.len()..)?;
    let mut end = start + surname.len();
    let mut count = 0;
    for character in rest.chars().take(given) {
        if !is_han(character) {
            return None;
        }
        end += character.len_utf8();
        count += 1;
    }
    (count == given).then(|| NameReading {
        name: tokens.slice(start..end).to_owned(),
        span: start..end,
        end: 0,
        is_bounded: false,
    })
}

/// Characters that end no given name where a shorter name is bounded by them.
const NEVER_GIVEN: [char; 20] = [
    '的', '了', '在', '及', '等', '由', '是', '对', '从', '将', '把', '被', '说', '称', '也', '作',
    '受', '获', '做', '带',
];

/// Verbs of one character behind names, which are parts of words elsewhere.
const VERBS: [char; 10] = ['所', '作', '致', '代', '做', '受', '获', '来', '带', '出'];

/// How surely a name ends at the byte `offset`: 2 for marks and words, 1 for
/// words of one character, 0 where it may go on.
fn boundary_strength(tokens: &Tokens<'_>, offset: usize) -> u8 {
    if offset >= tokens.text.len() {
        return 2;
    }
    let rest = tokens.text.get(offset..).unwrap_or_default();
    let Some(token) = tokens.at(offset).and_then(|index| tokens.get(index)) else {
        // The cut may have taken what follows for a part of a word: 平等.
        return if rest.starts_with('等') {
            2
        } else {
            u8::from(rest.starts_with(['为', '在', '和', '与', '任']))
        };
    };
    let appointed = ["出任", "担任", "连任", "接任", "续任", "当选", "兼任"];
    if appointed.iter().any(|word| rest.starts_with(word)) {
        return 2;
    }
    let long = token.end - token.start > 3;
    match token.shape {
        Shape::Mark('·' | '•') => 0,
        Shape::Mark(_) | Shape::Space | Shape::NewLine | Shape::Number => 2,
        Shape::Latin => 1,
        Shape::Han => u8::from(rest.starts_with(VERBS)),
        Shape::Word if token.is(Classes::BREAK) || token.is(Classes::CONJUNCTION) => {
            1 + u8::from(long || rest.starts_with(['说', '称']))
        }
        Shape::Word if token.is(Classes::TITLE) || token.is(Classes::JOINER) => 1,
        Shape::Word => u8::from(token.is(Classes::REPORTER)),
    }
}

/// 艾力·吐尔逊: parts of Chinese characters with dots between.
fn read_dotted(tokens: &Tokens<'_>, index: usize) -> Option<NameReading> {
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
            Shape::Word => {
                !token.is(Classes::BREAK)
                    && !token.is(Classes::CONJUNCTION)
                    && !token.is(Classes::TITLE)
            }
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

/// `Luís Ferreira`, `KevinHuang`: Latin words, each with a capital.
fn read_latin(tokens: &Tokens<'_>, index: usize) -> Option<NameReading> {
    let start = tokens.get(index)?.start;
    let mut end_index = index;
    let mut words = 0;
    while words < LATIN_WORDS_MAX {
        let Some(token) = tokens.get(end_index) else {
            break;
        };
        match token.shape {
            Shape::Latin => words += 1,
            Shape::Space | Shape::Mark('.' | '·' | '-')
                if tokens
                    .get(end_index + 1)
                    .is_some_and(|next| next.shape == Shape::Latin) => {}
            _ => break,
        }
        end_index += 1;
    }
    let span = tokens.span(index..end_index);
    let name = canonical_name(tokens.slice(span.clone()));
    let capital = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
    (capital && name.len() > 3).then_some(NameReading {
        name,
        span: start..span.end,
        end: end_index,
        is_bounded: true,
    })
}
