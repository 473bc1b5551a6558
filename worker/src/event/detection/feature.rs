//! Features: what a mention of a topic looks like as one that tells an event.

use crate::{
    alliance_head::has_alliance_head,
    event::{
        detection::{KINDS, TELLING, Topic},
        draft::Draft,
        findings::Findings,
        focus::is_pronoun,
        learnt::{context::Context, feature::Feature, words::add_words},
        modality::read_modality,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    record::EventType,
};

/// How far from the name a word is looked for that may tell something, in tokens.
const WORDS_TOKENS: usize = 24;
/// How far behind the sentence an alliance is near it, in sentences.
const NEAR_SENTENCES: usize = 3;

/// Events that the grammar reads: of the topic, in the sentence or elsewhere, of
/// another in the sentence, and of any on the page.
const OWN_HERE: &str = "own here";
const OWN: &str = "own";
const OTHER_HERE: &str = "other here";
const PAGE: &str = "page";

/// The features that say that the grammar reads an event of the kind. Of whether one
/// happened they must teach nothing: what is weighed are events that it does not.
pub(crate) fn told_features(kind: EventType) -> [u32; 3] {
    [OWN_HERE, OWN, PAGE].map(|name| Feature::of_bytes(name, &[kind as u8]).number())
}

/// What is so for all mentions of a page.
pub(super) struct Page<'f> {
    findings: &'f Findings,
    pub(super) features: Vec<u32>,
}

impl<'f> Page<'f> {
    pub(super) fn of(reading: &Reading<'_>, findings: &'f Findings, topic_count: usize) -> Self {
        let mut features = Vec::new();
        features.push(Feature::counted("topics", topic_count, &[1, 2, 4, 8]));
        for kind in KINDS {
            if findings.drafts.iter().any(|draft| draft.kind == kind) {
                features.push(Feature::of_bytes(PAGE, &[kind as u8]));
            }
        }
        features.push(Feature::counted(
            "alliances",
            reading.mentions.alliances.len(),
            &[0, 1, 2, 4],
        ));
        let notice = findings.drafts.iter().any(Draft::is_notice);
        features.push(Feature::flag("notice", notice));
        let mut reasons: Vec<_> = findings.skips.iter().map(|skip| skip.reason).collect();
        reasons.sort_unstable();
        reasons.dedup();
        features.extend(
            reasons
                .into_iter()
                .map(|reason| Feature::new("why", reason)),
        );
        let headlines = reading
            .sentences
            .iter()
            .filter(|sentence| sentence.headline);
        for token in headlines.flat_map(|sentence| &sentence.tokens) {
            if let TokenKind::Cue(set) = token.kind {
                features.extend(set.places().map(|place| Feature::of_bytes("tc", &[place])));
            }
        }
        Self {
            findings,
            features: number(features),
        }
    }
}

/// The features of one mention of the alliance.
pub(super) fn features_of(
    reading: &Reading<'_>,
    page: &Page<'_>,
    topic: Topic<'_>,
    mention_count: usize,
    context: &Context,
) -> Vec<u32> {
    let mut features = context.features.clone();
    add_name(reading, topic, mention_count, context, &mut features);
    if let Some(sentence) = reading.sentences.get(context.sentence) {
        add_told(page.findings, topic, sentence, &mut features);
        add_words(reading, sentence, &context.span, &mut features);
        add_modality(reading, sentence, context, &mut features);
        add_dates(reading, sentence, context, &mut features);
    }
    number(features)
}

/// Each once.
fn number(features: Vec<Feature>) -> Vec<u32> {
    let mut numbers: Vec<u32> = features.into_iter().map(Feature::number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn add_name(
    reading: &Reading<'_>,
    topic: Topic<'_>,
    mention_count: usize,
    context: &Context,
    features: &mut Vec<Feature>,
) {
    let name = match topic {
        Topic::Alliance(alliance) => reading.alliance_name(alliance),
        Topic::Meeting(name) | Topic::Document(name) => name,
        Topic::Signing(_) => reading.text(context.span.clone()),
    };
    if !matches!(topic, Topic::Alliance(_)) {
        features.push(Feature::flag("allied", has_alliance_head(name)));
        let near = (reading.sentences.iter())
            .skip(context.sentence + 1)
            .take(NEAR_SENTENCES)
            .flat_map(|sentence| &sentence.tokens)
            .any(|token| token.alliance().is_some());
        features.push(Feature::flag("Anear", near));
    }
    let length = name.chars().count();
    features.push(Feature::counted("len", length, &[3, 5, 8, 12, 18]));
    let tail = name.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    features.push(Feature::new("tail", name.get(tail..).unwrap_or_default()));
    features.push(Feature::counted("nm", mention_count, &[1, 2, 4]));
    let title = reading.article.title.as_deref().unwrap_or_default();
    features.push(Feature::flag("title", title.contains(name)));
    let written = reading.text(context.span.clone());
    features.push(Feature::flag("full", written == name));
    features.push(Feature::flag("pronoun", is_pronoun(written)));
    features.push(Feature::flag("implied", context.is_implied));
    features.push(Feature::counted(
        "si",
        context.sentence,
        &[0, 1, 2, 4, 8, 16],
    ));
}

/// What the grammar reads of the topic, and of others in the sentence, and what
/// it passed over there.
fn add_told(
    findings: &Findings,
    topic: Topic<'_>,
    sentence: &SentenceTokens,
    features: &mut Vec<Feature>,
) {
    for draft in &findings.drafts {
        let here = draft.sentences.contains(&sentence.index);
        let name = match (topic.is_of(draft), here) {
            (true, true) => OWN_HERE,
            (true, false) => OWN,
            (false, true) => OTHER_HERE,
            (false, false) => continue,
        };
        features.push(Feature::of_bytes(name, &[draft.kind as u8]));
    }
    for skip in &findings.skips {
        if skip.sentence == sentence.index {
            features.push(Feature::new("skip", skip.reason));
            features.push(Feature::of_bytes("skipped", &[skip.kind as u8]));
        }
    }
}

/// How the nearest words that may tell something are told: as a fact, as a plan.
fn add_modality(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    context: &Context,
    features: &mut Vec<Feature>,
) {
    let at = context.token;
    let tells = |index: &usize| {
        (sentence.tokens.get(*index)).is_some_and(|token| token.is_any_cue(&TELLING))
    };
    let end = sentence.tokens.len().min(at + WORDS_TOKENS);
    let behind = (at..end).find(tells);
    let before = (at.saturating_sub(WORDS_TOKENS)..at).rev().find(tells);
    for (side, index) in [(b'+', behind), (b'-', before)] {
        let Some(index) = index else {
            continue;
        };
        let modality = read_modality(reading, sentence, index) as u8;
        let Some(token) = sentence.tokens.get(index) else {
            continue;
        };
        let same = u8::from(token.clause == context.clause);
        features.push(Feature::of_bytes("told as", &[side, same, modality]));
        if let TokenKind::Cue(set) = token.kind {
            features.extend(
                (set.places())
                    .map(|place| Feature::of_bytes("tells", &[side, same, modality, place])),
            );
        }
    }
}

/// Which dates stand beside the name.
fn add_dates(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    context: &Context,
    features: &mut Vec<Feature>,
) {
    let dates = (sentence.tokens.iter().enumerate()).filter_map(|(at, token)| match token.kind {
        TokenKind::Date(date) => Some((at, token, date)),
        _ => None,
    });
    let nearest = dates.min_by_key(|(at, ..)| at.abs_diff(context.token));
    let Some((at, token, date)) = nearest else {
        features.push(Feature::new("no date", ""));
        return;
    };
    let kind = reading
        .mentions
        .dates
        .get(date)
        .map(|date| date.value.kind as u8);
    let kind = kind.unwrap_or(u8::MAX);
    let same = u8::from(token.clause == context.clause);
    features.push(Feature::of_bytes(
        "date",
        &[kind, u8::from(at < context.token), same],
    ));
}
