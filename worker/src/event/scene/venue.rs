//! Places that no table has: a town of a district named before, a region unlisted.

use crate::event::{
    draft::Location,
    reading::{Reading, SentenceTokens, TokenKind},
};

/// Verbs of what takes place somewhere.
const HELD: [&str; 8] = [
    "举行", "召开", "举办", "成立", "揭牌", "启动", "签约", "开幕",
];
/// The most places of a page that are looked at for the district of a town.
const PLACES_MAX: usize = 64;
/// Shortest and longest name of a town, in characters.
const TOWN_CHARS_MIN: usize = 2;
const TOWN_CHARS_MAX: usize = 6;
/// The longest names of unlisted regions before their level, in characters.
const REGION_CHARS_MAX: usize = 8;
/// The longest venue between a region and the verb, in characters.
const VENUE_CHARS_MAX: usize = 14;

/// 在皇城乡揭牌, where 甲县皇城乡 was named: the place that the page names the town with.
pub(super) fn town_named_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
) -> Option<Location> {
    let text = reading.text(sentence.span.clone());
    let town = towns_of(text).next()?;
    (reading.mentions.places.iter())
        .take(PLACES_MAX)
        .find(|place| {
            place.value.place.district.is_some()
                && reading
                    .text(place.span.end..reading.article.text.len())
                    .starts_with(town)
        })
        .map(|place| Location {
            place: place.value.place.clone(),
            span: Some(place.span.clone()),
        })
}

/// The towns in which the text tells that something was held.
fn towns_of(text: &str) -> impl Iterator<Item = &str> {
    clauses_at(text).filter_map(|clause| {
        let (end, town) = (["镇", "乡", "街道"].iter())
            .filter_map(|town| Some((clause.find(town)?, town)))
            .min()?;
        let name = clause.get(..end + town.len())?;
        let behind = clause.get(end + town.len()..)?;
        let held = HELD.iter().any(|verb| behind.contains(verb));
        let fits = (TOWN_CHARS_MIN..=TOWN_CHARS_MAX).contains(&name.chars().count());
        (held && fits && !behind.starts_with(['长', '村'])).then_some(name)
    })
}

/// What stands behind each 在 and 于, up to the next mark.
fn clauses_at(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(['在', '于']).map(|(at, word)| {
        (text.get(at + word.len()..).unwrap_or_default())
            .split(['，', '。', '；', '、', '：'])
            .next()
            .unwrap_or_default()
    })
}

/// 在清溪市石溪县召开: whether the sentence says that something took place in a region of
/// which no table knows where it lies.
pub(super) fn is_at_unlisted_region(reading: &Reading<'_>, sentence: &SentenceTokens) -> bool {
    const POINTERS: [char; 10] = ['我', '本', '该', '全', '各', '当', '此', '两', '多', '同'];
    const OTHERS: [&str; 5] = ["城市", "超市", "夜市", "都市", "上市"];
    let placed = sentence
        .tokens
        .iter()
        .any(|token| matches!(token.kind, TokenKind::Place(_)));
    !placed
        && clauses_at(reading.text(sentence.span.clone())).any(|clause| {
            let held = HELD.iter().filter_map(|verb| clause.find(verb)).min();
            let site = held.and_then(|at| clause.get(..at)).unwrap_or_default();
            let level = site.char_indices().rfind(|(_, c)| matches!(c, '市' | '县'));
            level.is_some_and(|(at, level)| {
                let region = site.get(..at).unwrap_or_default();
                let whole = site.get(..at + level.len_utf8()).unwrap_or_default();
                let venue = site.get(at + level.len_utf8()..).unwrap_or_default();
                (2..=REGION_CHARS_MAX).contains(&region.chars().count())
                    && venue.chars().count() <= VENUE_CHARS_MAX
                    && region
                        .chars()
                        .all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
                    && !region.starts_with(POINTERS)
                    && !OTHERS.iter().any(|other| whole.ends_with(other))
                    && !venue.starts_with(['场', '长', '委', '政', '级', '民', '域', '局'])
            })
        })
}
