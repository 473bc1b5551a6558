//! Names of persons: a surname and one or two characters, names without a
//! surname, and names in Latin letters.

use std::{ops::Range, sync::LazyLock};

use super::{
    bound::{NEVER_GIVEN, boundary_strength, hands_something_over, is_contrasted},
    latin::read_latin,
    predicate::{acts_at, names_post},
    transcribed::{read_dotted, read_transcribed},
    unlisted::read_unlisted,
};
use crate::{
    mention::{
        lexicon::{Classes, table_words},
        name::canonical_name,
        token::{Shape, Token, Tokens, is_han},
    },
    surname::{is_full_name, is_surname, surname_of},
    word_list::WordTable,
};

const NOT_PERSONS_TABLE: &str = include_str!("../../../data/names/not_persons.txt");
static NOT_PERSONS: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::of(table_words(NOT_PERSONS_TABLE)));

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
    if let Some(reading) = read_dotted(tokens, index).or_else(|| read_glossed(tokens, index)) {
        return Some(reading);
    }
    read_chinese(tokens, index, is_certain)
}

/// 哈莉可娃(Jana Halikova): what the bracket gives in Latin letters is the whole
/// name before it.
fn read_glossed(tokens: &Tokens<'_>, index: usize) -> Option<NameReading> {
    let count = (index..index + GLOSSED_CHARS_MAX)
        .take_while(|at| {
            tokens
                .get(*at)
                .is_some_and(|token| token.shape == Shape::Han)
        })
        .count();
    let end = index + count;
    let gloss = (tokens.get(end)).is_some_and(|mark| mark.is_mark('('))
        && (tokens.get(end + 1)).is_some_and(|token| {
            token.shape == Shape::Latin
                && tokens.word(end + 1).starts_with(char::is_uppercase)
                && tokens.word(end + 1).contains(char::is_lowercase)
        });
    let span = tokens.span(index..end);
    let name = tokens.slice(span.clone());
    let chars = name.chars().count();
    let plain =
        (GLOSSED_CHARS_MIN..=GLOSSED_CHARS_MAX).contains(&chars) && name.chars().all(is_han);
    (gloss && plain).then(|| NameReading {
        name: name.to_owned(),
        span,
        end,
        is_bounded: true,
    })
}

/// Lengths of a name that a bracket gives in Latin letters, in characters.
const GLOSSED_CHARS_MIN: usize = 3;
const GLOSSED_CHARS_MAX: usize = 6;

/// The tokens as one whole name: 孟启明 before 副厅长.
pub(super) fn whole_name(tokens: &Tokens<'_>, range: &Range<usize>) -> Option<NameReading> {
    let span = tokens.span(range.clone());
    let text = tokens.slice(span.clone());
    let surname = surname_of(text)?;
    let given = text.get(surname.len()..)?.chars().count();
    let first = tokens.get(range.start)?;
    let common = opening_word(text).is_some()
        || first.end >= span.end
            && (first.is(Classes::FILLER)
                || first.is(Classes::INTRODUCER)
                || first.is(Classes::REGION));
    let plain = range.clone().all(|index| {
        tokens
            .get(index)
            .is_some_and(|token| token.shape == Shape::Han || is_given_word(token))
    });
    ((1..=2).contains(&given) && !common && plain && text.chars().all(is_han)).then(|| {
        NameReading {
            name: text.to_owned(),
            span,
            end: range.end,
            is_bounded: true,
        }
    })
}

/// Whether a name of unknown kind is built as a person's is.
pub(crate) fn is_like_person(name: &str) -> bool {
    is_full_name(name)
}

/// Whether a word of the language may be a given name: 建设, 海洋.
pub(super) fn is_given_word(token: &Token) -> bool {
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
    let surname = surname_of(text).unwrap_or_default();
    if !surname.is_empty() {
        if let Some(reading) = read_mixed(tokens, index, surname) {
            return Some(reading);
        }
        if !may_begin_name(first, surname) {
            return None;
        }
    }
    let surnamed = (!surname.is_empty())
        .then(|| read_surnamed(tokens, index, surname, is_certain))
        .flatten();
    let transcribed = read_transcribed(tokens, index, is_certain);
    let bounded = match (surnamed, transcribed) {
        (Some((strength, short)), Some(long)) => {
            let goes_on = strength < 2
                && long.span.end > short.span.end
                && boundary_strength(tokens, long.span.end) == 2;
            Some(if goes_on { long } else { short })
        }
        (surnamed, transcribed) => surnamed.map(|(_, reading)| reading).or(transcribed),
    };
    if bounded.is_some() {
        return bounded;
    }
    if surname.is_empty() {
        return is_certain
            .then(|| read_unlisted(tokens, first.start))
            .flatten();
    }
    if let Some(reading) = read_spaced(tokens, first.start, surname)
        .or_else(|| read_double(tokens, first.start, surname))
    {
        return Some(reading);
    }
    if !is_certain || first.shape != Shape::Han {
        return None;
    }
    // No word that is known follows: two characters are the commonest.
    let reading = take_given(tokens, first.start, surname.len(), 2)
        .filter(|reading| opening_word(&reading.name).is_none())?;
    let unknown = (index..tokens.from(reading.span.end)).all(|at| {
        tokens
            .get(at)
            .is_some_and(|token| token.shape == Shape::Han)
    });
    unknown.then_some(reading)
}

/// A surname and one or two characters with something behind them that ends a
/// name, and how surely it does.
fn read_surnamed(
    tokens: &Tokens<'_>,
    index: usize,
    surname: &str,
    is_certain: bool,
) -> Option<(u8, NameReading)> {
    let first = tokens.get(index)?;
    let mut best: Option<(u8, u8, NameReading)> = None;
    let mut shorter_ends = false;
    for given in [1, 2] {
        let Some(reading) = take_given(tokens, first.start, surname.len(), given) else {
            continue;
        };
        // 祁连任组织委员: no shorter name could be meant, so 连任 is no verb.
        let hands = || {
            (tokens.text.get(reading.span.end..)).is_some_and(|rest| rest.starts_with('将'))
                && hands_something_over(tokens, reading.span.end)
        };
        let strength = if given == 1 && (acts_at(tokens, reading.span.end) || hands()) {
            2
        } else {
            boundary_strength(tokens, reading.span.end)
        };
        let particle = reading.name.ends_with(NEVER_GIVEN)
            || reading.name.ends_with('则')
                && is_contrasted(
                    (tokens.text.get(reading.span.end - '则'.len_utf8()..)).unwrap_or_default(),
                )
            || reading.name.ends_with(['为', '任']) && names_term(tokens, reading.span.end)
            || reading.name.ends_with('任') && names_post(tokens, reading.span.end)
            || reading.name.ends_with('将') && hands_something_over(tokens, reading.span.end);
        if given == 2 && particle && shorter_ends {
            continue;
        }
        shorter_ends = strength > 0;
        if is_common_word(tokens, first, &reading, strength, is_certain) {
            continue;
        }
        let score = match (strength, given) {
            (0, _) => continue,
            (2, 2) => 4,
            (2, _) => 3,
            // 王行之主持: 之 ends names more often than it follows them.
            (_, 2) if reading.name.ends_with('之') => 3,
            (_, 1) => 2,
            _ => 1,
        };
        if best.as_ref().is_none_or(|(known, ..)| score > *known) {
            let reading = NameReading {
                is_bounded: true,
                ..reading
            };
            best = Some((score, strength, reading));
        }
    }
    best.map(|(_, strength, reading)| (strength, reading))
}

/// Whether the byte `offset` begins the words for one of a series of terms, as
/// they stand between 为 and an office.
fn names_term(tokens: &Tokens<'_>, offset: usize) -> bool {
    let rest = tokens.text.get(offset..).unwrap_or_default();
    ["第", "首", "新一", "新任", "本届", "该", "联盟"]
        .iter()
        .any(|term| rest.starts_with(term))
}

/// Whether the name is rather the beginning of what goes on: 高校 behind
/// 代表, 和业务 behind 专家, 云林 before 县长.
fn is_common_word(
    tokens: &Tokens<'_>,
    first: &Token,
    name: &NameReading,
    strength: u8,
    is_certain: bool,
) -> bool {
    let whole = name.span.end <= first.end;
    let longer = first.end - first.start > 3;
    let plain = || {
        let inner = tokens.from(first.end)..tokens.from(name.span.end);
        inner.into_iter().all(|at| {
            tokens
                .get(at)
                .is_some_and(|token| token.shape == Shape::Han)
        })
    };
    if let Some(word) = opening_word(&name.name) {
        word.len() == name.name.len() || strength < 2 || ADVERBS.contains(&word)
    } else if first.is(Classes::CONJUNCTION) {
        strength < 2 || !plain()
    } else if longer && (first.is(Classes::FILLER) || first.is(Classes::INTRODUCER)) {
        whole || strength < 2
    } else {
        longer && first.is(Classes::REGION) && whole && !(is_certain && strength == 2)
    }
}

/// Words that say how somebody did it, which no name begins with.
const ADVERBS: [&str; 8] = [
    "依次", "逐一", "逐项", "逐条", "受邀", "应邀", "相继", "相互",
];

/// The word, no name, that the text begins with.
pub(super) fn opening_word(text: &str) -> Option<&'static str> {
    NOT_PERSONS.beginnings(text).next()
}

/// 李 强, where something ends the name: names of two characters are set as
/// wide as those of three.
fn read_spaced(tokens: &Tokens<'_>, start: usize, surname: &str) -> Option<NameReading> {
    let surname_end = start + surname.len();
    let space = tokens.at(surname_end)?;
    if tokens.get(space)?.shape != Shape::Space {
        return None;
    }
    let given = tokens.get(space + 1)?;
    let character = tokens.text.get(given.start..)?.chars().next()?;
    let end = given.start + character.len_utf8();
    let ends = is_han(character) && boundary_strength(tokens, end) == 2;
    ends.then(|| NameReading {
        name: canonical_name(tokens.slice(start..end)),
        span: start..end,
        end: tokens.from(end),
        is_bounded: true,
    })
}

/// 林陈淑仪: the surname of the husband before a woman's own full name.
fn read_double(tokens: &Tokens<'_>, start: usize, surname: &str) -> Option<NameReading> {
    let own = surname_of(tokens.text.get(start + surname.len()..)?)?;
    let reading = take_given(tokens, start, surname.len() + own.len(), 2)?;
    (boundary_strength(tokens, reading.span.end) == 2).then_some(NameReading {
        is_bounded: true,
        ..reading
    })
}

/// 吴Alan: a surname and a given name in Latin letters.
fn read_mixed(tokens: &Tokens<'_>, index: usize, surname: &str) -> Option<NameReading> {
    let first = tokens.get(index)?;
    let given = tokens.get(index + 1)?;
    // 执行长暨ESIA副主席: the conjunction.
    let joins = first.is(Classes::CONJUNCTION)
        && (tokens.before(index)).is_some_and(|before| before.is(Classes::TITLE));
    let mixed = first.end - first.start == surname.len()
        && !joins
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

/// The name of a surname of `surname_len` bytes and `given` characters.
pub(super) fn take_given(
    tokens: &Tokens<'_>,
    start: usize,
    surname_len: usize,
    given: usize,
) -> Option<NameReading> {
    let mut end = start + surname_len;
    let rest = tokens.text.get(end..)?;
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
        end: tokens.from(end),
        is_bounded: false,
    })
}
