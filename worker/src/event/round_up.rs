//! Round-ups: pages of several reports, each an item with its own mark or number, and
//! chronicles: pages of lines that each begin with a day.

use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    mention::Mentions,
};

/// Marks before the items of a round-up.
const MARKS: &[char] = &[
    '◆', '◇', '●', '○', '■', '□', '▲', '△', '★', '☆', '◎', '※', '►', '▶', '•', '【', '〖', '▍', '▌',
];
/// Fewest items of a round-up.
const ITEMS_MIN: usize = 3;
/// Longest numbered heading of an item, in characters.
const HEADING_CHARS_MAX: usize = 40;

/// Where a sentence stands in a round-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ItemPlace {
    /// Which item, from 0.
    pub(crate) item: usize,
    /// Whether its item begins with it.
    pub(crate) opens: bool,
}

/// For each sentence its place in an item, `None` before the first; empty where
/// the page is no round-up. What one item says of time, place and people holds
/// for no other.
pub(crate) fn find_items(
    title: Option<&str>,
    text: &str,
    sentences: &[SentenceTokens],
    mentions: &Mentions,
) -> Vec<Option<ItemPlace>> {
    let opens = |test: &dyn Fn(&str) -> bool| -> Vec<bool> {
        let paragraph = |index: usize| mentions.sentences.get(index).map(|span| span.paragraph);
        (sentences.iter())
            .map(|sentence| {
                let before = sentence.index.checked_sub(1).and_then(paragraph);
                before != paragraph(sentence.index)
                    && text.get(sentence.span.clone()).is_some_and(test)
            })
            .collect()
    };
    let marked = opens(&|line| line.starts_with(MARKS));
    if count(&marked) >= ITEMS_MIN && !are_sections(sentences, &marked) {
        return number_items(&marked);
    }
    let numbered = opens(&is_numbered_heading);
    if count(&numbered) >= ITEMS_MIN && are_dated(sentences, &numbered) {
        return number_items(&numbered);
    }
    let dated: Vec<bool> = (sentences.iter().zip(opens(&|_| true)))
        .map(|(sentence, opens)| opens && begins_with_day(text, sentence))
        .collect();
    if count(&dated) >= ITEMS_MIN && is_chronicle(title, text, sentences) {
        return number_items(&dated);
    }
    Vec::new()
}

/// Whether the line begins with a day or a month: 6月15日 联盟成立.
fn begins_with_day(text: &str, line: &SentenceTokens) -> bool {
    let words = (text.get(line.span.clone())).unwrap_or_default();
    let start = line.span.start + (words.len() - words.trim_start_matches(MARKS).len());
    let date = (line.tokens.iter())
        .find(|token| matches!(token.kind, TokenKind::Date(_)) && token.span.start == start);
    date.is_some_and(|date| date.span.end < line.span.start + words.trim_end().len())
}

/// Whether the page is a chronicle: its title says so, or lines of a year alone part
/// its other lines.
pub(crate) fn is_chronicle(title: Option<&str>, text: &str, sentences: &[SentenceTokens]) -> bool {
    const TITLES: [&str; 8] = [
        "大事记",
        "大事纪",
        "纪事",
        "记事",
        "年表",
        "发展历程",
        "发展史",
        "大事件",
    ];
    let titled = title.is_some_and(|title| TITLES.iter().any(|word| title.contains(word)));
    let is_year = |sentence: &&SentenceTokens| {
        (text.get(sentence.span.clone())).is_some_and(|line| {
            let line = line.trim_matches(|c: char| !c.is_alphanumeric());
            let year = line.trim_end_matches(['年', '度']);
            year.chars().count() == 4 && year.chars().all(|c| c.is_ascii_digit() || c == '〇')
        })
    };
    titled || sentences.iter().filter(is_year).count() >= YEAR_LINES_MIN
}

/// Fewest lines of a year alone that make a chronicle.
const YEAR_LINES_MIN: usize = 2;

fn count(opens: &[bool]) -> usize {
    opens.iter().filter(|opens| **opens).count()
}

fn number_items(opens: &[bool]) -> Vec<Option<ItemPlace>> {
    let mut begun = 0;
    (opens.iter())
        .map(|opens| {
            begun += usize::from(*opens);
            begun.checked_sub(1).map(|item| ItemPlace {
                item,
                opens: *opens,
            })
        })
        .collect()
}

/// 3.某市：三方共推某船: a heading, no sentence; the points of a report and the
/// articles of a notice are sentences.
fn is_numbered_heading(line: &str) -> bool {
    let line = line.trim();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len()
        && rest.starts_with(['.', '、', '．'])
        && line.chars().count() <= HEADING_CHARS_MAX
        && !line.ends_with(['。', '；', ';', '，', '：', ':'])
}

/// Whether the marks part one report: what stands before the first tells what an
/// alliance did on which day, and few of the parts name a day of their own.
fn are_sections(sentences: &[SentenceTokens], opens: &[bool]) -> bool {
    let is_day = |sentence: &SentenceTokens| {
        (sentence.tokens.iter()).any(|token| matches!(token.kind, TokenKind::Date(_)))
    };
    let tells = |sentence: &SentenceTokens| {
        let names = sentence
            .tokens
            .iter()
            .any(|token| token.alliance().is_some());
        names
            && sentence
                .tokens
                .iter()
                .any(|token| token.is_any_cue(&[Cue::Found, Cue::Meet]))
    };
    let lead: Vec<&SentenceTokens> = (sentences.iter().zip(opens))
        .take_while(|(_, opens)| !**opens)
        .map(|(sentence, _)| sentence)
        .collect();
    let mut dated = 0;
    let mut items = 0;
    for (at, _) in opens.iter().enumerate().filter(|(_, opens)| **opens) {
        let item = (at..=at + 1).filter_map(|index| sentences.get(index));
        items += 1;
        dated += usize::from(item.into_iter().any(is_day));
    }
    lead.iter().any(|sentence| tells(sentence))
        && lead.iter().any(|sentence| is_day(sentence))
        && dated * SECTIONS_PER_DAY_MIN < items
}

/// Of so many parts of one report less than one names a day where it begins.
const SECTIONS_PER_DAY_MIN: usize = 3;

/// Whether a day opens the text behind most of the headings.
fn are_dated(sentences: &[SentenceTokens], opens: &[bool]) -> bool {
    let dated = (sentences.iter().zip(opens))
        .filter(|(_, opens)| **opens)
        .filter_map(|(heading, _)| sentences.get(heading.index + 1))
        .filter(|body| {
            (body.tokens.first()).is_some_and(|first| {
                matches!(first.kind, TokenKind::Date(_)) && first.span.start == body.span.start
            })
        })
        .count();
    2 * dated >= count(opens)
}

/// Takes from each draft the people and bodies that only other items name.
pub(crate) fn keep_to_items(reading: &Reading<'_>, drafts: &mut [Draft]) {
    if reading.items.is_empty() {
        return;
    }
    for draft in drafts {
        let told = std::mem::take(&mut draft.sentences);
        let here = |sentence: usize| {
            (told.iter()).any(|own| reading.item_of(*own) == reading.item_of(sentence))
        };
        draft.parties.retain(|party| here(party.sentence));
        draft.persons.retain(|person| here(person.sentence));
        draft.sentences = told;
    }
}
