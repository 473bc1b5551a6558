//! Where an event took place: a place of its sentence, of its scene, of the
//! dateline, or the jurisdiction that its names speak of.

use std::ops::Range;

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, Location},
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    mention::place::{PlaceCue, find_place_of_name},
    record::{EventType, OrganizationRole, Place},
};

/// Clauses that may lie between a place and the word that tells the event.
const CLAUSES_MAX: usize = 2;

/// Gives every draft its place.
pub(crate) fn place_drafts(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        draft.place = (reading.sentences.get(draft.first_sentence()))
            .and_then(|sentence| own_place(reading, sentence, draft));
    }
    let scenes = scene_places(reading, drafts);
    let shared = (drafts.iter())
        .filter(|draft| !draft.background)
        .find_map(|draft| name_place(reading, draft));
    for draft in drafts.iter_mut().filter(|draft| draft.place.is_none()) {
        draft.place = if draft.is_notice() {
            issuer_place(reading, draft)
        } else if draft.background {
            None
        } else if let Some(named) = named_jurisdiction(reading, draft) {
            Some(named)
        } else {
            (scenes.get(draft.first_sentence()).cloned().flatten())
                .or_else(|| dateline_place(reading))
                .or_else(|| bare_place(reading, draft))
                .or_else(|| issuer_place(reading, draft))
                .or_else(|| name_place(reading, draft))
                .or_else(|| shared.clone())
                .or_else(|| home_place(reading))
                .or_else(|| home_of(reading))
        };
    }
}

/// The place where the event's own sentence says that it happened.
fn own_place(reading: &Reading<'_>, sentence: &SentenceTokens, draft: &Draft) -> Option<Location> {
    let clause = trigger_clause(sentence, draft);
    located(reading, sentence)
        .filter(|(token, _)| {
            let ahead = clause.saturating_sub(token.clause);
            let behind = token.clause.saturating_sub(clause);
            let label = is_paragraph_label(reading, sentence, token);
            (label || ahead <= CLAUSES_MAX) && behind <= usize::from(!draft.background)
        })
        .min_by_key(|(token, _)| (token.clause.abs_diff(clause), token.nested))
        .map(|(token, place)| bracketed_district(reading, sentence, token, &place).unwrap_or(place))
}

/// 在某市某开发区(某区)举行: the bracket behind a place narrows it to a district.
fn bracketed_district(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    outer: &Token,
    known: &Location,
) -> Option<Location> {
    if known.place.district.is_some() {
        return None;
    }
    (places(reading, sentence))
        .filter(|(token, _, place)| {
            let gap = reading.text(outer.span.end..token.span.start.max(outer.span.end));
            token.clause == outer.clause
                && token.span.start >= outer.span.end
                && gap.ends_with(['(', '（'])
                && gap.chars().count() <= BRACKET_GAP_CHARS_MAX
                && reading
                    .after(sentence, token.span.end)
                    .starts_with([')', '）'])
                && place.place.district.is_some()
                && place.place.province == known.place.province
                && place.place.city == known.place.city
        })
        .map(|(_, _, place)| place)
        .next()
}

/// Longest venue between a place and the bracket that narrows it.
const BRACKET_GAP_CHARS_MAX: usize = 14;

fn trigger_clause(sentence: &SentenceTokens, draft: &Draft) -> usize {
    (sentence.tokens.iter())
        .rfind(|token| token.span.start <= draft.trigger.start)
        .map_or(0, |token| token.clause)
}

/// The places of a sentence that stand as where something takes place.
fn located<'r>(
    reading: &'r Reading<'_>,
    sentence: &'r SentenceTokens,
) -> impl Iterator<Item = (&'r Token, Location)> {
    places(reading, sentence)
        .filter(|(token, cue, _)| {
            *cue == PlaceCue::Locative || is_paragraph_label(reading, sentence, token)
        })
        .map(|(token, _, place)| (token, place))
}

/// 【福州】 before an item of a digest says where the item is from.
fn is_paragraph_label(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    reading.before(sentence, token.span.start).trim_start() == "【"
        && reading.after(sentence, token.span.end).starts_with('】')
}

fn places<'r>(
    reading: &'r Reading<'_>,
    sentence: &'r SentenceTokens,
) -> impl Iterator<Item = (&'r Token, PlaceCue, Location)> {
    sentence.tokens.iter().filter_map(|token| {
        let TokenKind::Place(index) = token.kind else {
            return None;
        };
        let mention = reading.mentions.places.get(index)?;
        let location = Location {
            place: mention.value.place.clone(),
            span: Some(mention.span.clone()),
        };
        Some((token, mention.value.cue, location))
    })
}

/// For each sentence the place of the last sentence up to it that tells an
/// event or a gathering and where, else of the first behind it.
fn scene_places(reading: &Reading<'_>, drafts: &[Draft]) -> Vec<Option<Location>> {
    let sets: Vec<Option<Location>> = (reading.sentences.iter())
        .map(|sentence| {
            (drafts.iter())
                .filter(|draft| draft.first_sentence() == sentence.index && !draft.background)
                .find_map(|draft| draft.place.clone())
                .or_else(|| gathering_place(reading, sentence))
        })
        .collect();
    let first = sets.iter().flatten().next().cloned();
    let mut current = None;
    sets.into_iter()
        .map(|place| {
            if place.is_some() {
                current = place;
            }
            current.clone().or_else(|| first.clone())
        })
        .collect()
}

fn gathering_place(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<Location> {
    let gathers = (sentence.tokens.iter().enumerate()).any(|(index, token)| {
        token.is_any_cue(&[Cue::Meet, Cue::Attend])
            && !token.nested
            && read_modality(reading, sentence, index) == Modality::Fact
    });
    let earlier = (sentence.tokens.iter()).any(|token| token.is_cue(Cue::Earlier));
    if !gathers || earlier {
        return None;
    }
    located(reading, sentence).map(|(_, place)| place).next()
}

/// 本报合肥10月29日电: where the report was filed.
fn dateline_place(reading: &Reading<'_>) -> Option<Location> {
    (reading.sentences.iter()).find_map(|sentence| {
        places(reading, sentence)
            .find(|(_, cue, _)| *cue == PlaceCue::Dateline)
            .map(|(_, _, place)| place)
    })
}

/// A place that the event's sentence names by itself, down to a city.
fn bare_place(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    let sentence = reading.sentences.get(draft.first_sentence())?;
    let mut bare = places(reading, sentence).filter(|(token, cue, place)| {
        *cue == PlaceCue::Bare
            && !token.nested
            && token.span.start < draft.trigger.start
            && is_fine(&place.place)
    });
    let first = bare.next()?;
    bare.next().is_none().then_some(first.2)
}

/// The jurisdiction of the authority that issued a document or a plan.
fn issuer_place(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    if !draft.is_notice() && draft.kind != EventType::AlliancePlanned {
        return None;
    }
    (draft.parties.iter())
        .filter(|party| {
            matches!(
                party.role,
                OrganizationRole::Organizer | OrganizationRole::Authority
            ) && !(reading.mentions.alliances.iter()).any(|known| known.name == party.name)
        })
        .find_map(|party| of_name(reading, &party.name, party.span.clone()))
}

/// A plan is of the province or city that the alliance is to be of.
fn named_jurisdiction(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    (draft.kind == EventType::AlliancePlanned).then_some(())?;
    (draft.alliances.iter())
        .find_map(|(entity, span)| of_name(reading, reading.alliance_name(*entity), span.clone()))
}

/// The place that the name of the alliance begins with, down to a city.
fn name_place(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    (draft.alliances.iter())
        .find_map(|(entity, span)| of_name(reading, reading.alliance_name(*entity), span.clone()))
        .filter(|location| is_fine(&location.place))
}

fn of_name(reading: &Reading<'_>, name: &str, span: Range<usize>) -> Option<Location> {
    Some(Location {
        place: find_place_of_name(name, &reading.mentions.home)?,
        span: Some(span),
    })
}

/// 我市 in the text is the article's home.
fn home_place(reading: &Reading<'_>) -> Option<Location> {
    let text = reading.article.text.as_str();
    let home = &reading.mentions.home;
    [
        (["我区", "我县", "全区"], &home.district),
        (["我市", "全市", "本市"], &home.city),
        (["我省", "全省", "我区"], &home.province),
    ]
    .into_iter()
    .find_map(|(words, place)| {
        let place = place.as_ref()?;
        let (at, word) = (words.iter()).find_map(|word| text.find(*word).map(|at| (at, *word)))?;
        Some(Location {
            place: place.clone(),
            span: Some(at..at + word.len()),
        })
    })
}

/// What nothing places happened where the article is of, once that is a city.
fn home_of(reading: &Reading<'_>) -> Option<Location> {
    let home = &reading.mentions.home;
    let city = home.city.as_ref().or(home.province.as_ref())?;
    (is_fine(city)).then(|| Location {
        place: city.clone(),
        span: None,
    })
}

/// Whether the place is a city or finer; municipalities are cities.
fn is_fine(place: &Place) -> bool {
    const MUNICIPALITIES: [&str; 6] = [
        "北京市",
        "上海市",
        "天津市",
        "重庆市",
        "香港特别行政区",
        "澳门特别行政区",
    ];
    place.city.is_some()
        || place.district.is_some()
        || MUNICIPALITIES.contains(&place.province.as_str())
}
