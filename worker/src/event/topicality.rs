//! Whether the page is about what alliances do at all.
//!
//! Sports leagues, parties, games and advertisers' networks are told of in the words
//! of foundings and elections too, and so are opinions and rumours: no sentence gives
//! them away, the page does. A linear model (`data/topicality.bin`) weighs the pairs
//! of ideographs that a page begins with. It is trained on labelled cases by
//! `tests/examples/train_models.rs`: those that tell no event against the others.

use std::sync::LazyLock;

use crate::{
    event::{findings::Findings, learnt::feature::Feature, reading::Reading},
    model,
};

/// How much of a page is weighed, in characters: the title, and the text from its
/// beginning. What a page is about shows early.
const CHARS_MAX: usize = 800;
/// Of how few pairs a page is too short to tell what it is about.
const PAIRS_MIN: usize = 60;
/// The unit of the model's weights in those of a likelihood: 256ths in 16ths.
const UNIT: i32 = 16;
/// How much the odds against the page weigh against those of an event, which are told
/// from its sentence alone.
const FACTOR: i32 = 2;
/// Below which likelihood, in 16ths of a logit, an event of such a page is none. On
/// 345 pages that the model had not seen 12 of 52 without an event seemed to have one:
/// of these eight are told apart so, and one event is lost.
const LIKELIHOOD_MIN: i32 = -32;

/// The model: its answer is whether the page tells no event.
pub(crate) type Model = model::Model<0>;

/// The model that the program carries, read on first use.
pub(crate) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_bytes!("../../data/topicality.bin")));

/// Lowers how likely the events of a page are that is likely about something else, and
/// drops those that are not likely any more.
pub(crate) fn weigh_page(reading: &Reading<'_>, findings: &mut Findings) {
    if findings.drafts.is_empty() {
        return;
    }
    let features = page_features(reading);
    let against = MODEL.score(&features).max(0) * FACTOR / UNIT;
    if against == 0 || features.len() < PAIRS_MIN {
        return;
    }
    let drafts = std::mem::take(&mut findings.drafts);
    for mut draft in drafts {
        let likelihood = draft.likelihood.map(|likelihood| likelihood - against);
        if likelihood.unwrap_or(-against) < LIKELIHOOD_MIN {
            findings.skip_draft(&draft, "a page about something else");
            continue;
        }
        draft.likelihood = likelihood;
        findings.drafts.push(draft);
    }
}

/// One feature for each pair of ideographs that stands side by side in the title or
/// the first of the text, each once.
pub(crate) fn page_features(reading: &Reading<'_>) -> Vec<u32> {
    let title = reading.article.title.as_deref().unwrap_or_default();
    let text = reading.article.text.as_str();
    let mut pairs = Vec::with_capacity(CHARS_MAX);
    let mut before = None;
    for character in (title.chars().chain(['\n']).chain(text.chars())).take(CHARS_MAX) {
        let ideograph = is_ideograph(character).then_some(character);
        if let (Some(left), Some(right)) = (before, ideograph) {
            pairs.push(Feature::of_pair(left, right));
        }
        before = ideograph;
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Of the block that nearly all are of.
fn is_ideograph(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

#[cfg(test)]
mod tests;
