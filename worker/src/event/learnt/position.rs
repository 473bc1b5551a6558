//! How one mention of a place or a date stands to the words that tell an event.

use std::ops::Range;

use crate::event::{
    draft::Draft,
    learnt::feature::{Feature, distance},
    reading::{Reading, SentenceTokens, Token},
};

/// Where a mention stands.
#[derive(Clone, Debug)]
pub(in crate::event) struct Mention {
    pub(in crate::event) span: Range<usize>,
    pub(in crate::event) sentence: usize,
    pub(in crate::event) clause: usize,
    pub(in crate::event) headline: bool,
}

impl Mention {
    pub(in crate::event) fn of(sentence: &SentenceTokens, token: &Token) -> Self {
        Self {
            span: token.span.clone(),
            sentence: sentence.index,
            clause: token.clause,
            headline: sentence.headline,
        }
    }
}

/// How a mention stands to the words that tell the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(in crate::event) enum Position {
    /// In the clause of the telling word, before it or behind.
    ClauseBefore,
    ClauseBehind,
    /// In its sentence.
    Before,
    Behind,
    /// In another sentence that tells the event.
    Telling,
    /// In a line that repeats the headline.
    Headline,
    /// In sentences before or behind.
    Earlier,
    Later,
}

impl Position {
    pub(in crate::event) fn of(reading: &Reading<'_>, draft: &Draft, mention: &Mention) -> Self {
        let first = draft.first_sentence();
        if mention.sentence == first {
            let clause = (reading.sentences.get(first))
                .and_then(|sentence| {
                    let start = draft.trigger.start;
                    (sentence.tokens.iter()).rfind(|token| token.span.start <= start)
                })
                .map_or(0, |token| token.clause);
            let before = mention.span.start < draft.trigger.start;
            return match (mention.clause == clause, before) {
                (true, true) => Self::ClauseBefore,
                (true, false) => Self::ClauseBehind,
                (false, true) => Self::Before,
                (false, false) => Self::Behind,
            };
        }
        if draft.sentences.contains(&mention.sentence) {
            Self::Telling
        } else if mention.headline {
            Self::Headline
        } else if mention.sentence < first {
            Self::Earlier
        } else {
            Self::Later
        }
    }
}

/// Adds how far the mention is from what tells the event, and what its sentence names
/// and tells beside it.
pub(in crate::event) fn add_distance(
    reading: &Reading<'_>,
    drafts: &[Draft],
    draft: &Draft,
    mention: &Mention,
    features: &mut Vec<Feature>,
) {
    let first = draft.first_sentence();
    let near = (draft.sentences.iter().copied())
        .min_by_key(|sentence| sentence.abs_diff(mention.sentence))
        .unwrap_or(first);
    let paragraph = |sentence: usize| {
        (reading.mentions.sentences.get(sentence)).map_or(0, |sentence| sentence.paragraph)
    };
    let paragraphs = distance(paragraph(first), paragraph(mention.sentence));
    features.push(Feature::of_bytes("dist", &distance(near, mention.sentence)));
    features.push(Feature::of_bytes(
        "first",
        &distance(first, mention.sentence),
    ));
    features.push(Feature::of_bytes("pd", &paragraphs));
    let tells = |background: bool| {
        u8::from((drafts.iter()).any(|other| {
            !std::ptr::eq(other, draft)
                && other.background == background
                && other.sentences.contains(&mention.sentence)
        }))
    };
    features.push(Feature::of_bytes("tells", &[tells(false), tells(true)]));
    let same_item = reading.item_of(mention.sentence) == reading.item_of(first);
    features.push(Feature::flag("item", same_item));
    if let Some(sentence) = reading.sentences.get(mention.sentence) {
        let alliances = || (sentence.tokens.iter()).filter_map(Token::alliance);
        let own = alliances().any(|alliance| draft.has_alliance(alliance));
        let other = alliances().any(|alliance| !draft.has_alliance(alliance));
        let subject = draft
            .subject
            .as_ref()
            .and_then(|subject| subject.span.as_ref());
        let names = subject.is_some_and(|span| sentence.span.contains(&span.start));
        features.push(Feature::flag("own", own));
        features.push(Feature::flag("other", other));
        features.push(Feature::flag("subj", names));
    }
    if mention.sentence == first {
        let between = if mention.span.start < draft.trigger.start {
            draft.trigger.start.saturating_sub(mention.span.end)
        } else {
            mention.span.start.saturating_sub(draft.trigger.end)
        };
        features.push(Feature::counted("gap", between, &[3, 15, 45, 90, 180]));
    }
}
