//! When an event happened, where the page names several days.
//!
//! The grammar dates an event by its clause, its sentence or its scene, and is wrong
//! mostly where a day told in passing was taken for the scene's, or one day of a
//! meeting for all. Where the sentence that tells the event says the day, it is believed.
//! Else a linear model (`data/day.bin`) weighs what the grammar chose against every
//! other date that the page names, and no date, and takes another only where that is
//! clearly likelier. It is trained on labelled cases by
//! `tests/examples/train_models.rs`.

mod feature;
mod stand;

use std::sync::LazyLock;

use self::feature::{Event, Page};
use crate::{
    event::{
        draft::{Draft, When},
        learnt::choice::{Margins, Scored, choose},
        reading::Reading,
    },
    mention::DateKind,
    model,
};

/// By how much another date must be likelier than the grammar's. Of what is so on 528
/// pages that no model had seen 16 events of 21 were mended.
const MARGINS: Margins = Margins {
    of_some: 384,
    of_none: 768,
};
/// The most events of a page that is weighed; more are a list.
const DRAFTS_MAX: usize = 24;

/// An event, and the dates that it may have.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Position of the draft.
    pub(crate) draft: usize,
    pub(crate) days: Vec<Day>,
}

/// A date that an event may have; each mention of one by itself.
#[derive(Clone, Debug)]
pub(crate) struct Day {
    /// `None`: it has none.
    pub(crate) when: Option<When>,
    /// Whether the grammar chose it.
    pub(crate) is_inferred: bool,
    pub(crate) features: Vec<u32>,
}

/// The model: it has but an answer, and no classes.
pub(crate) type Model = model::Model<0>;

/// The model that the program carries, read on first use.
pub(crate) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_bytes!("../../data/day.bin")));

/// Gives events the date that is clearly likelier than the grammar's.
pub(crate) fn choose_days(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for candidate in list_candidates(reading, drafts) {
        let scored = (candidate.days.into_iter()).map(|day| Scored {
            score: MODEL.score(&day.features),
            is_inferred: day.is_inferred,
            value: day.when,
        });
        let chosen = choose(scored.collect(), MARGINS);
        if let (Some(chosen), Some(draft)) = (chosen, drafts.get_mut(candidate.draft)) {
            draft.date = chosen.value;
        }
    }
}

/// The events with the dates that they may have.
pub(crate) fn list_candidates(reading: &Reading<'_>, drafts: &[Draft]) -> Vec<Candidate> {
    if drafts.len() > DRAFTS_MAX {
        return Vec::new();
    }
    let inferred: Vec<(usize, &Draft)> = (drafts.iter().enumerate())
        .filter(|(_, draft)| !is_plain(reading, draft))
        .collect();
    if inferred.is_empty() {
        return Vec::new();
    }
    let page = Page::read(reading, drafts);
    (inferred.into_iter())
        .map(|(at, draft)| Candidate {
            draft: at,
            days: (Event::of(reading, &page, drafts, draft)
                .list_days(reading, &page)
                .into_iter())
            .filter(|day| may_follow(day.when.as_ref(), draft))
            .collect(),
        })
        .filter(|candidate| candidate.days.len() > 1)
        .collect()
}

/// Whether the sentence that tells the event says its day up to there, or points to one:
/// 开幕式上, 当天.
fn is_plain(reading: &Reading<'_>, draft: &Draft) -> bool {
    const POINTING: [&str; 6] = ["开幕式上", "闭幕式上", "当天", "当日", "同日", "同一天"];
    let day = (draft.date.as_ref()).filter(|when| when.kind == DateKind::Day);
    day.zip(reading.sentences.get(draft.first_sentence()))
        .is_some_and(|(when, sentence)| {
            let said = !when.inherited
                && sentence.span.contains(&when.span.start)
                && when.span.end <= draft.trigger.end;
            let before = reading.before(sentence, draft.trigger.start);
            said || POINTING.iter().any(|word| before.contains(word))
        })
}

/// Whether the date may take the place of what the grammar chose: a day is given up for
/// a month or a year only where the event is told as an earlier one.
fn may_follow(when: Option<&When>, draft: &Draft) -> bool {
    let exact = draft.date.as_ref().is_some_and(When::is_exact);
    !exact || draft.background || when.is_none_or(When::is_exact)
}

#[cfg(test)]
mod tests;
