//! The places that a page names, and what stands around each, whatever the event.

use std::ops::Range;

use super::stand::{Relation, level};
use crate::{
    event::{
        cue::CueSet,
        draft::Location,
        jurisdiction::is_fine,
        learnt::feature::Feature,
        reading::{Reading, SentenceTokens, Token, TokenKind},
        scene::places,
    },
    mention::place::PlaceCue,
    record::Place,
};

/// The most mentions of places of a page that are weighed, in the order of the text.
const MENTIONS_MAX: usize = 60;
/// How many tokens of a clause, and of a sentence, are looked at.
const CLAUSE_TOKENS_MAX: usize = 24;
const SENTENCE_TOKENS_MAX: usize = 48;
/// How far into its sentence a place heads it, in bytes.
const HEAD_BYTES_MAX: usize = 3;

/// The place mentions of a page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) told: Vec<Told>,
    pub(super) locative_count: usize,
}

/// One mention of a place, and what stands around it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) location: Location,
    pub(super) span: Range<usize>,
    pub(super) cue: PlaceCue,
    pub(super) sentence: usize,
    pub(super) clause: usize,
    pub(super) headline: bool,
    /// What the page says of the place as a whole.
    pub(super) counts: Vec<Feature>,
    pub(super) around: Vec<Feature>,
}

impl Page {
    pub(super) fn read(reading: &Reading<'_>) -> Self {
        let told: Vec<Told> = (reading.sentences.iter())
            .flat_map(|sentence| {
                places(reading, sentence).map(move |(token, cue, location)| Told {
                    location,
                    span: token.span.clone(),
                    cue,
                    sentence: sentence.index,
                    clause: token.clause,
                    headline: sentence.headline,
                    counts: Vec::new(),
                    around: read_around(reading, sentence, token, cue),
                })
            })
            .take(MENTIONS_MAX)
            .collect();
        let mut page = Self {
            locative_count: (told.iter())
                .filter(|told| told.cue == PlaceCue::Locative)
                .count(),
            told,
        };
        let counts: Vec<Vec<Feature>> = (page.told.iter())
            .map(|told| page.count(&told.location.place))
            .collect();
        for (told, counts) in page.told.iter_mut().zip(counts) {
            told.counts = counts;
        }
        page
    }

    /// How often the page names the place, and how it names others of its region.
    pub(super) fn count(&self, place: &Place) -> Vec<Feature> {
        let (mut same, mut locative, mut finer, mut wider) = (0, 0, 0, 0);
        let mut rank = None;
        let mut districts: Vec<&str> = Vec::new();
        let mut fine = 0;
        for told in &self.told {
            let other = &told.location.place;
            match Relation::of(Some(place), other) {
                Relation::Same => {
                    same += 1;
                    locative += usize::from(told.cue == PlaceCue::Locative);
                    rank = rank.or(Some(fine));
                }
                Relation::Finer => finer += 1,
                Relation::Wider => wider += 1,
                _ => {}
            }
            fine += usize::from(is_fine(other));
            if let Some(district) = &other.district
                && other.province == place.province
                && other.city == place.city
                && !districts.contains(&district.as_str())
            {
                districts.push(district);
            }
        }
        let in_city = u8::try_from(districts.len().min(4)).unwrap_or_default();
        vec![
            Feature::counted("inside", finer, &[0, 1, 2, 4]),
            Feature::counted("outside", wider, &[0, 1, 2, 4]),
            Feature::counted("count", same, &[0, 1, 2, 4]),
            Feature::counted("loc", locative, &[0, 1, 2]),
            Feature::of_bytes("districts", &[level(Some(place)), in_city]),
            Feature::counted("rank", rank.unwrap_or(MENTIONS_MAX), &[0, 1, 2, 4, 59]),
        ]
    }
}

/// What stands around a mention, whatever the event.
fn read_around(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    token: &Token,
    cue: PlaceCue,
) -> Vec<Feature> {
    let mut features = Vec::with_capacity(40);
    let behind = reading.after(sentence, token.span.end);
    let before = reading.before(sentence, token.span.start);
    for (count, behind_name, before_name) in [(1, "r1", "l1"), (2, "r2", "l2"), (3, "r3", "l3")] {
        features.push(Feature::new(behind_name, first_chars(behind, count)));
        features.push(Feature::new(before_name, last_chars(before, count)));
    }
    let text = reading.text(token.span.clone());
    features.push(Feature::new("last", last_chars(text, 1)));
    features.push(Feature::counted("chars", text.chars().count(), &[2, 3, 5]));
    let cue_sets = |tokens: &mut dyn Iterator<Item = &Token>| -> Vec<u8> {
        let mut places: Vec<u8> = tokens
            .filter_map(|token| match token.kind {
                TokenKind::Cue(set) => Some(set),
                _ => None,
            })
            .flat_map(CueSet::places)
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    let clause = || (sentence.clause(token.clause)).take(CLAUSE_TOKENS_MAX);
    let next = clause().map(|(_, other)| other).find(|other| {
        matches!(other.kind, TokenKind::Cue(_)) && other.span.start >= token.span.end
    });
    let around = [
        ("cue", cue_sets(&mut clause().map(|(_, other)| other))),
        (
            "cues",
            cue_sets(&mut sentence.tokens.iter().take(SENTENCE_TOKENS_MAX)),
        ),
        ("cueb", cue_sets(&mut next.into_iter())),
    ];
    for (name, cues) in around {
        features.extend(cues.iter().map(|cue| Feature::of_bytes(name, &[*cue])));
    }
    features.push(Feature::of_bytes("in", &[holder(sentence, token)]));
    features.push(Feature::flag("hl", sentence.headline));
    features.push(Feature::counted("si", sentence.index, &[0, 1, 2, 4, 8, 16]));
    let offset = token.span.start.saturating_sub(sentence.span.start);
    features.push(Feature::flag("heads", offset <= HEAD_BYTES_MAX));
    features.push(Feature::of_bytes(
        "pc",
        &[cue as u8, u8::from(token.nested)],
    ));
    features
}

/// In what longer name the place stands.
fn holder(sentence: &SentenceTokens, token: &Token) -> u8 {
    let holds = |other: &&Token| {
        other.span.start <= token.span.start
            && other.span.end >= token.span.end
            && other.span.len() > token.span.len()
    };
    let holder = (token.nested).then(|| sentence.tokens.iter().find(holds));
    match holder.flatten().map(|holder| holder.kind) {
        None => b'-',
        Some(TokenKind::Alliance(_)) => b'A',
        Some(TokenKind::Organization(_)) => b'O',
        Some(TokenKind::Person(_)) => b'P',
        Some(TokenKind::Document(_)) => b'D',
        Some(TokenKind::Meeting(_)) => b'M',
        Some(_) => b'?',
    }
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = (text.char_indices().nth(count)).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or_default()
}

fn last_chars(text: &str, count: usize) -> &str {
    let start = (text.char_indices().rev().nth(count - 1)).map_or(0, |(start, _)| start);
    text.get(start..).unwrap_or_default()
}
