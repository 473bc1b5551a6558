//! Which characters the neighbours of a lost byte prove.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use crate::decode::{
    lattice::{self, ReadChar, Target},
    model,
};
use crate::fold::{is_pinyin_letter, is_reading, script::simple_form};

/// Half bits by which the likeliest character must lead the next.
const LEAD_MIN: i64 = 2;
/// The same where no neighbour speaks for it and there are many to choose from.
const LEAD_ALONE_MIN: i64 = 5;
/// The same beside a character that was guessed too, or where not all that it
/// could be were looked at.
const LEAD_TOGETHER_MIN: i64 = 12;
/// The same where there are few to choose from, and how many those are.
const LEAD_FEW_MIN: i64 = 1;
const FEW: usize = 25;
/// What a reading in brackets behind the character speaks for it.
const READING: i64 = 40;
/// What it speaks for a character that the page writes it so elsewhere.
const KNOWN_PAIR: i64 = 8;
const KNOWN_TRIPLE: i64 = 14;
/// Words that lead up to a number, in Simplified script, and what each costs
/// there.
const NUMBER: i64 = 12;
const LEADS_TO_NUMBER: &str = "第约近逾超达满共有为至到于在从自等及和与或即凡另仅已各每前后增减降长涨升获需占据高低计期届了资值额数量产";
/// Fillings of one character that are looked at, and ways to fill a passage that
/// are followed at a time.
const FILLINGS_MAX: usize = 400;
const WAYS_MAX: usize = 24;
/// What brackets that match speak for, and those that do not against.
const BRACKET: i64 = 10;
/// What the end of a passage speaks for a full stop, and a number behind it
/// for a comma of lists.
const END: i64 = 8;
/// Longest label in front of a colon.
const LABEL_CHARS_MAX: usize = 8;
/// Letters of the longest syllable, zhuāng, and one more.
const SYLLABLE_CHARS_MAX: usize = 7;
/// How far ahead a closing bracket is looked for.
const BRACKET_CHARS_MAX: usize = 60;

const BRACKETS: [(char, char); 8] = [
    ('（', '）'),
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('〈', '〉'),
];

/// Which sound ideographs stand side by side on a page.
#[derive(Debug, Default)]
pub(super) struct PageWords {
    pairs: BTreeSet<(char, char)>,
    triples: BTreeSet<(char, char, char)>,
}

impl PageWords {
    pub(super) fn of<'a>(passages: impl Iterator<Item = &'a [ReadChar]>) -> Self {
        let mut words = Self::default();
        let is_sure = |read: &ReadChar| !read.is_guessed() && model::is_ideograph(read.character);
        for passage in passages.filter(|passage| passage.iter().any(ReadChar::is_guessed)) {
            for pair in passage.windows(2).filter(|pair| pair.iter().all(is_sure)) {
                if let [first, second] = pair {
                    words.pairs.insert((first.character, second.character));
                }
            }
            for triple in passage
                .windows(3)
                .filter(|triple| triple.iter().all(is_sure))
            {
                if let [first, second, third] = triple {
                    let triple = (first.character, second.character, third.character);
                    words.triples.insert(triple);
                }
            }
        }
        words
    }

    /// What the page speaks for `character` behind two others.
    fn support(&self, context: [char; 2], character: char) -> i64 {
        let [first, second] = context;
        let pair = self.pairs.contains(&(second, character));
        let triple = self.triples.contains(&(first, second, character));
        i64::from(pair) * KNOWN_PAIR + i64::from(triple) * KNOWN_TRIPLE
    }
}

/// Chooses each guessed character anew by all that stands around it, all of a
/// passage together; where two are about as likely at a place, U+FFFD takes it.
pub(super) fn settle(passage: &mut [ReadChar], target: Target, words: &PageWords) {
    if !passage.iter().any(ReadChar::is_guessed) {
        return;
    }
    let mut known = Fillings::default();
    let fillings: Vec<Rc<[char]>> = passage.iter().map(|read| known.of(read, target)).collect();
    let likeliest = fill_together(passage, &fillings, words);
    for (read, character) in passage.iter_mut().zip(likeliest) {
        read.character = character;
    }
    let doubtful: Vec<usize> = fillings
        .iter()
        .enumerate()
        .filter(|(index, fillings)| !is_settled(passage, *index, fillings, words))
        .map(|(index, _fillings)| index)
        .collect();
    for index in doubtful {
        if let Some(read) = passage.get_mut(index) {
            read.character = '\u{FFFD}';
        }
    }
}

/// The characters that guessed ones can be; a page has few kinds of them.
#[derive(Default)]
struct Fillings {
    known: BTreeMap<([u8; 4], u8, bool), Rc<[char]>>,
}

impl Fillings {
    /// The likeliest fillings of a guessed character, or the character.
    fn of(&mut self, read: &ReadChar, target: Target) -> Rc<[char]> {
        if !read.is_guessed() {
            return Rc::new([read.character]);
        }
        // A lost byte says nothing: only the others tell places apart.
        let mut key = read.bytes;
        for (position, byte) in key.iter_mut().enumerate() {
            if read.lost_bytes & (1 << position) != 0 {
                *byte = 0;
            }
        }
        let fillings = self
            .known
            .entry((key, read.lost_bytes, read.is_lost_of_1252))
            .or_insert_with(|| {
                let mut fillings = lattice::alternatives(read, target);
                fillings.sort_by_key(|filling| (model::character_cost(*filling), *filling));
                fillings.dedup();
                fillings.truncate(FILLINGS_MAX);
                if fillings.is_empty() {
                    fillings.push('\u{FFFD}');
                }
                fillings.into()
            });
        Rc::clone(fillings)
    }
}

/// A way to fill a passage up to some place.
#[derive(Clone, Copy)]
struct Way {
    /// The last two characters.
    context: [char; 2],
    cost: i64,
    /// Index of the last character's step, plus one.
    step: usize,
}

/// The likeliest filling of a whole passage.
fn fill_together(passage: &[ReadChar], fillings: &[Rc<[char]>], words: &PageWords) -> Vec<char> {
    // Characters, and the step before each, plus one.
    let mut steps: Vec<(char, usize)> = Vec::new();
    let mut ways = vec![Way {
        context: model::START,
        cost: 0,
        step: 0,
    }];
    for (index, fillings) in fillings.iter().enumerate() {
        let mut next: Vec<(Way, char)> = Vec::with_capacity(ways.len() * fillings.len());
        for character in fillings.iter().copied() {
            let here = place_cost(passage, index, character);
            for way in &ways {
                let [first, second] = way.context;
                let cost = way.cost + here + i64::from(model::next_cost(way.context, character))
                    - words.support([first, second], character);
                let context = [second, character];
                next.push((
                    Way {
                        context,
                        cost,
                        step: way.step,
                    },
                    character,
                ));
            }
        }
        next.sort_unstable_by_key(|(way, character)| (way.cost, way.context, *character));
        let mut contexts = BTreeSet::new();
        next.retain(|(way, _character)| contexts.len() < WAYS_MAX && contexts.insert(way.context));
        ways.clear();
        for (way, character) in next {
            steps.push((character, way.step));
            let step = steps.len();
            ways.push(Way { step, ..way });
        }
    }
    let mut filled = Vec::with_capacity(passage.len());
    let mut step = ways.first().map_or(0, |way| way.step);
    while let Some((character, before)) = step.checked_sub(1).and_then(|index| steps.get(index)) {
        filled.push(*character);
        step = *before;
    }
    filled.reverse();
    filled
}

/// Whether the character at a place is likely enough among its fillings.
fn is_settled(passage: &[ReadChar], index: usize, fillings: &[char], words: &PageWords) -> bool {
    let (Some(read), [_, _, ..]) = (passage.get(index), fillings) else {
        return true;
    };
    let cost = |character| cost_at(passage, index, character, words);
    // Its form in the other script is the same word.
    let simple = simple_form(read.character);
    let others = fillings
        .iter()
        .copied()
        .filter(|other| simple_form(*other) != simple);
    let Some(second) = others.map(cost).min() else {
        return true;
    };
    let lead_min = if fillings.len() <= FEW {
        LEAD_FEW_MIN
    } else if fillings.len() == FILLINGS_MAX || is_beside_guess(passage, index) {
        LEAD_TOGETHER_MIN
    } else if is_supported(passage, index, read.character, words) {
        LEAD_MIN
    } else {
        LEAD_ALONE_MIN
    };
    second - cost(read.character) >= lead_min
}

/// Whether a neighbour was guessed too: the two would prove each other.
fn is_beside_guess(passage: &[ReadChar], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| passage.get(before));
    let behind = passage.get(index + 1);
    [before, behind]
        .into_iter()
        .flatten()
        .any(ReadChar::is_guessed)
}

/// The two characters before a place, and the two behind it.
fn neighbours(passage: &[ReadChar], index: usize) -> ([char; 2], Vec<char>) {
    let before = |steps: usize| {
        index
            .checked_sub(steps)
            .and_then(|before| passage.get(before))
            .map_or('\n', |read| read.character)
    };
    let behind = passage.get(index + 1..).unwrap_or_default();
    let mut next: Vec<char> = behind.iter().take(2).map(|read| read.character).collect();
    if behind.is_empty() {
        next.push('\n');
    }
    ([before(2), before(1)], next)
}

/// What a character costs at a place, with what stands around it.
fn cost_at(passage: &[ReadChar], index: usize, character: char, words: &PageWords) -> i64 {
    let (mut context, behind) = neighbours(passage, index);
    let mut cost = place_cost(passage, index, character);
    for next in std::iter::once(character).chain(behind) {
        cost += i64::from(model::next_cost(context, next)) - words.support(context, next);
        context = [context[1], next];
    }
    cost
}

/// What speaks against a guessed character at its place (less than nothing: for
/// it), beyond the words.
fn place_cost(passage: &[ReadChar], index: usize, character: char) -> i64 {
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
fn reading_behind(passage: &[ReadChar], index: usize) -> Option<String> {
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
    for (open, close) in BRACKETS {
        if character == close {
            return if is_open(before, open, close) {
                -BRACKET
            } else {
                BRACKET
            };
        }
        if character == open {
            let closes = behind
                .iter()
                .take(BRACKET_CHARS_MAX)
                .map(|read| read.character)
                .find(|character| *character == open || *character == close)
                == Some(close);
            return if closes && !is_open(before, open, close) {
                -BRACKET
            } else {
                BRACKET
            };
        }
    }
    let is_label = before.len() <= LABEL_CHARS_MAX
        && before
            .iter()
            .all(|read| model::is_ideograph(read.character));
    let next = behind.first().map(|read| read.character);
    match (character, next) {
        ('。', None) => {
            let is_within = BRACKETS
                .iter()
                .any(|(open, close)| is_open(before, *open, *close));
            return if is_within { 0 } else { -END };
        }
        ('。', Some('”' | '」' | '’' | '』')) => return -END / 2,
        ('、' | '，', None) => return END,
        ('、', Some(next)) if next.is_ascii_alphanumeric() => return -END / 2,
        _ => {}
    }
    let speech = behind
        .first()
        .is_some_and(|next| matches!(next.character, '“' | '「'));
    if character == '：' && (is_label || speech) {
        -BRACKET
    } else {
        0
    }
}

fn is_open(before: &[ReadChar], open: char, close: char) -> bool {
    before
        .iter()
        .rev()
        .map(|read| read.character)
        .find(|character| *character == open || *character == close)
        == Some(open)
}

/// Whether a neighbour speaks for the character.
fn is_supported(passage: &[ReadChar], index: usize, character: char, words: &PageWords) -> bool {
    let (context, behind) = neighbours(passage, index);
    let single = model::character_cost(character);
    words.pairs.contains(&(context[1], character))
        || reading_behind(passage, index).is_some_and(|reading| is_reading(character, &reading))
        || model::next_cost(context, character) + 4 <= single
        || place_cost(passage, index, character) < 0
        || behind.first().is_some_and(|next| {
            words.pairs.contains(&(character, *next))
                || model::step_cost(character, *next) + 4 <= model::character_cost(*next)
        })
}
