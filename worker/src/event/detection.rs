//! What else befell an alliance: events that no rule of the grammar reads.
//!
//! Pages tell an event in more ways than any grammar lists. A linear model
//! (`data/detection.bin`) weighs what stands around the mentions of an alliance
//! that the grammar tells nothing of that kind about. It only adds what it is very
//! sure of, and says so with a lower confidence. It is trained on labelled cases
//! by `tests/examples/train_models.rs`.

mod feature;

use std::{collections::BTreeMap, sync::LazyLock};

pub(crate) use self::feature::told_features;
use self::feature::{Page, features_of};
use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        findings::Findings,
        learnt::{context::Context, model},
        reading::Reading,
    },
    mention::EntityIndex,
    record::EventType,
};

/// The kinds of events that are told of an alliance alone, in the order of the
/// model's classes.
pub(crate) const KINDS: [EventType; 8] = [
    EventType::AllianceFounded,
    EventType::AlliancePlanned,
    EventType::AllianceRenamed,
    EventType::AllianceDissolved,
    EventType::MemberJoined,
    EventType::LeadershipElected,
    EventType::CharterAdopted,
    EventType::PartyOrgFounded,
];
/// From which score on an event is taken to be told, in 16ths of a logit: a
/// probability of a half.
const SCORE_MIN: i32 = 0;
/// How plainly an event is told that no rule reads.
const PLAINNESS: f64 = 0.7;
/// The most alliances of a page that are weighed, in the order of the text; more
/// are a list.
const ALLIANCES_MAX: usize = 24;
/// The most mentions of an alliance that are weighed.
const MENTIONS_MAX: usize = 12;
/// The most words of a sentence that are weighed for an alliance that it does not
/// name.
const IMPLIED_MAX: usize = 3;
/// Words that may tell what befell an alliance that their sentence does not name.
const TELLING: [Cue; 13] = [
    Cue::Found,
    Cue::Inaugurate,
    Cue::Unveil,
    Cue::Initiate,
    Cue::Prepare,
    Cue::Rename,
    Cue::Dissolve,
    Cue::Join,
    Cue::Admit,
    Cue::Elect,
    Cue::Reelect,
    Cue::Pass,
    Cue::PartyBody,
];

/// The model: its classes are the kinds of events.
pub(crate) type Model = model::Model<{ KINDS.len() }>;

/// The model that the program carries, read on first use.
pub(crate) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_bytes!("../../data/detection.bin")));

/// An alliance of the page, and what may have befallen it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) alliance: EntityIndex,
    /// For each of [`KINDS`], whether the grammar tells it.
    pub(crate) told: [bool; KINDS.len()],
    pub(crate) mentions: Vec<Mention>,
}

/// One mention of the alliance.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    sentence: usize,
    token: usize,
    pub(crate) features: Vec<u32>,
}

/// Weighs the events that the grammar reads, and drafts those that are likely told
/// beside them.
pub(crate) fn weigh_events(reading: &Reading<'_>, findings: &mut Findings) {
    let mut scores = BTreeMap::new();
    let mut added = Vec::new();
    for candidate in list_candidates(reading, findings) {
        let scored: Vec<_> = (candidate.mentions.iter())
            .map(|mention| (mention, MODEL.score_classes(&mention.features)))
            .collect();
        for (class, kind) in KINDS.into_iter().enumerate() {
            let likeliest = (scored.iter())
                .filter_map(|(mention, scores)| Some((*scores.get(class)?, *mention)))
                // Of equal ones the first.
                .reduce(|best, next| if next.0 > best.0 { next } else { best });
            let Some((score, mention)) = likeliest else {
                continue;
            };
            scores.insert((kind, candidate.alliance), score);
            let told = candidate.told.get(class).copied().unwrap_or(true);
            let refused = (findings.skips.iter())
                .any(|skip| skip.sentence == mention.sentence && is_same_start(skip.kind, kind));
            if score >= SCORE_MIN && !told && !refused {
                let draft = draft_of(reading, candidate.alliance, kind, mention);
                added.extend(draft);
            }
        }
    }
    findings.drafts.extend(added);
    for draft in &mut findings.drafts {
        draft.likelihood = (draft.alliances.iter())
            .filter_map(|(alliance, _)| scores.get(&(draft.kind, *alliance)).copied())
            .max();
    }
}

/// Whether the grammar, where it reads the one of a passage, has decided on the other
/// as well: what is planned is not founded yet.
fn is_same_start(kind: EventType, other: EventType) -> bool {
    let is_start = |kind| {
        matches!(
            kind,
            EventType::AllianceFounded | EventType::AlliancePlanned
        )
    };
    kind == other || is_start(kind) && is_start(other)
}

fn draft_of(
    reading: &Reading<'_>,
    alliance: EntityIndex,
    kind: EventType,
    mention: &Mention,
) -> Option<Draft> {
    let sentence = reading.sentences.get(mention.sentence)?;
    let span = sentence.tokens.get(mention.token)?.span.clone();
    let mut draft = Draft::new(kind, mention.sentence, span.clone());
    draft.add_alliance(alliance, span);
    draft.plainness = PLAINNESS;
    Some(draft)
}

/// The alliances that the page names, with what is weighed of them.
pub(crate) fn list_candidates(reading: &Reading<'_>, findings: &Findings) -> Vec<Candidate> {
    let alliances = find_alliances(reading);
    let page = Page::of(reading, findings, alliances.len());
    (alliances.into_iter())
        .map(|(alliance, places)| {
            let told = KINDS.map(|kind| {
                (findings.drafts.iter()).any(|draft| {
                    is_same_start(draft.kind, kind) && draft.has_alliance(alliance)
                })
            });
            let mentions = (places.iter())
                .filter_map(|(sentence, token)| Context::read(reading, *sentence, *token))
                .map(|context| Mention {
                    sentence: context.sentence,
                    token: context.token,
                    features: features_of(reading, &page, alliance, places.len(), &context),
                })
                .collect();
            Candidate {
                alliance,
                told,
                mentions,
            }
        })
        .collect()
}

/// Sentence and token of the mentions of each alliance; where a sentence names
/// none, of the words that may tell something of the one named last.
fn find_alliances(reading: &Reading<'_>) -> BTreeMap<EntityIndex, Vec<(usize, usize)>> {
    let mut alliances: BTreeMap<EntityIndex, Vec<(usize, usize)>> = BTreeMap::new();
    let mut last = None;
    for sentence in &reading.sentences {
        let named = || {
            (sentence.tokens.iter().enumerate())
                .filter(|(_, token)| !token.nested)
                .filter_map(|(at, token)| Some((token.alliance()?, at)))
        };
        let implied = || {
            (sentence.tokens.iter().enumerate())
                .filter(|(_, token)| token.is_any_cue(&TELLING))
                .take(IMPLIED_MAX)
                .filter_map(|(at, _)| Some((last?, at)))
        };
        let mentions: Vec<_> = match named().next() {
            Some(_) => named().collect(),
            None => implied().collect(),
        };
        last = named().last().map(|(alliance, _)| alliance).or(last);
        for (alliance, at) in mentions {
            if alliances.len() >= ALLIANCES_MAX && !alliances.contains_key(&alliance) {
                continue;
            }
            let places = alliances.entry(alliance).or_default();
            if places.len() < MENTIONS_MAX {
                places.push((sentence.index, at));
            }
        }
    }
    alliances
}
