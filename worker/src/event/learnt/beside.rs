//! How one mention stands to an event, and the event to what else the page tells.

use crate::{
    event::{
        draft::Draft,
        learnt::{
            context::Context,
            feature::{Feature, distance},
        },
        reading::Reading,
    },
    model::bucket,
    record::EventType,
};

/// An event, and what else the article tells.
#[derive(Clone, Debug)]
pub(in crate::event) struct Beside<'d> {
    pub(in crate::event) at: usize,
    pub(in crate::event) draft: &'d Draft,
    pub(in crate::event) drafts: &'d [Draft],
    /// Events of the same kind, itself included.
    pub(in crate::event) same_kind_count: usize,
    /// Its place among the events that are no background.
    rank: Option<usize>,
    has_meeting: bool,
}

impl<'d> Beside<'d> {
    pub(in crate::event) fn of(drafts: &'d [Draft], at: usize, draft: &'d Draft) -> Self {
        let told = || (drafts.iter().enumerate()).filter(|(_, other)| !other.background);
        Self {
            at,
            draft,
            drafts,
            same_kind_count: (drafts.iter())
                .filter(|other| other.kind == draft.kind)
                .count(),
            rank: told().position(|(other, _)| other == at),
            has_meeting: told()
                .any(|(other, draft)| other != at && draft.kind == EventType::MeetingHeld),
        }
    }

    /// Adds how the mention stands to the event; gives the distance in sentences.
    pub(in crate::event) fn add_to(
        &self,
        reading: &Reading<'_>,
        context: &Context,
        features: &mut Vec<Feature>,
    ) -> u8 {
        let near = add_distance(reading, self, context, features);
        add_alliances(self.draft, context, features);
        add_trigger(reading, self, context, features);
        add_others(reading, self, context, features);
        near
    }

    /// The other events of the article that are no background.
    fn others(&self) -> impl Iterator<Item = &'d Draft> {
        let at = self.at;
        (self.drafts.iter().enumerate())
            .filter(move |(other, draft)| *other != at && !draft.background)
            .map(|(_, draft)| draft)
    }
}

/// How far the mention is from the sentences that tell the event, and from those
/// of others; gives the distance in sentences.
fn add_distance(
    reading: &Reading<'_>,
    beside: &Beside<'_>,
    context: &Context,
    features: &mut Vec<Feature>,
) -> u8 {
    let draft = beside.draft;
    let at = context.sentence;
    let first = draft.first_sentence();
    let nearest = |draft: &Draft| {
        (draft.sentences.iter().copied()).min_by_key(|sentence| sentence.abs_diff(at))
    };
    let near = nearest(draft).unwrap_or(first);
    let dist = distance(near, at);
    features.push(Feature::of_bytes("dist", &dist));
    features.push(Feature::of_bytes("first", &distance(first, at)));
    let paragraph = |sentence: usize| {
        (reading.mentions.sentences.get(sentence)).map_or(0, |sentence| sentence.paragraph)
    };
    let paragraphs = distance(paragraph(first), paragraph(at));
    features.push(Feature::of_bytes("pd", &paragraphs));
    features.push(Feature::counted("si", at, &[0, 1, 2, 4, 8, 16]));
    let other = (beside.others())
        .filter_map(|draft| Some(nearest(draft)?.abs_diff(at)))
        .min();
    let comparison = match other.map(|other| other.cmp(&near.abs_diff(at))) {
        None => b'n',
        Some(std::cmp::Ordering::Less) => b'<',
        Some(std::cmp::Ordering::Equal) => b'=',
        Some(std::cmp::Ordering::Greater) => b'>',
    };
    features.push(Feature::of_bytes("comp", &[comparison]));
    features.push(Feature::of_bytes(
        "dist/comp",
        &[dist[0], dist[1], comparison],
    ));
    features.push(Feature::flag("insent", near == at));
    features.push(Feature::flag(
        "item",
        reading.item_of(at) == reading.item_of(first),
    ));
    u8::try_from(near.abs_diff(at)).unwrap_or(u8::MAX)
}

/// Whether the alliances around are those of the event.
fn add_alliances(draft: &Draft, context: &Context, features: &mut Vec<Feature>) {
    let is_own = |entity: &usize| draft.has_alliance(*entity);
    features.push(Feature::flag("ownA", context.alliances.iter().any(is_own)));
    let in_clause = context.alliances_in_clause.iter().any(is_own);
    features.push(Feature::flag("ownAcl", in_clause));
    let other = context.alliances.iter().any(|entity| !is_own(entity));
    features.push(Feature::flag("othA", other));
    let side = |entity: Option<usize>| match entity {
        None => "none",
        Some(entity) if is_own(&entity) => "own",
        Some(_) => "oth",
    };
    features.push(Feature::new("nA", side(context.alliance_behind)));
    features.push(Feature::new("lA", side(context.alliance_before)));
}

/// How the word that tells the event stands to the mention.
fn add_trigger(
    reading: &Reading<'_>,
    beside: &Beside<'_>,
    context: &Context,
    features: &mut Vec<Feature>,
) {
    let trigger = &beside.draft.trigger;
    let Some(sentence) = reading.sentences.get(context.sentence) else {
        return;
    };
    if !sentence.span.contains(&trigger.start) {
        let later = trigger.start >= sentence.span.end;
        features.push(Feature::flag("tr", later));
        return;
    }
    let behind = trigger.start >= context.span.end;
    let at = (sentence.tokens).partition_point(|token| token.span.start < trigger.start);
    let clause = sentence.tokens.get(at).map(|token| token.clause);
    let same = clause == Some(context.clause);
    features.push(Feature::of_bytes(
        "trs",
        &[u8::from(behind), u8::from(same)],
    ));
    let words = reading.text(trigger.clone());
    features.push(Feature::new(if behind { "twA" } else { "twB" }, words));
    let gap = trigger.start.abs_diff(context.span.end);
    let gap = bucket(gap, &[12, 30, 60, 120]);
    features.push(Feature::of_bytes("trd", &[u8::from(behind), gap]));
}

/// What else the sentence and the article tell.
fn add_others(
    reading: &Reading<'_>,
    beside: &Beside<'_>,
    context: &Context,
    features: &mut Vec<Feature>,
) {
    let span = reading
        .sentences
        .get(context.sentence)
        .map(|sentence| &sentence.span);
    for kind in EventType::ALL {
        let here = beside.others().any(|draft| {
            draft.kind == kind && span.is_some_and(|span| span.contains(&draft.trigger.start))
        });
        if here {
            features.push(Feature::of_bytes("here", &[kind as u8]));
        }
    }
    let rank = beside
        .rank
        .filter(|rank| *rank < 3)
        .map_or(b'n', |rank| u8::try_from(rank).unwrap_or(b'n'));
    features.push(Feature::of_bytes("main", &[rank]));
    features.push(Feature::flag("hasmeet", beside.has_meeting));
}
