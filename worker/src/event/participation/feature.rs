//! Features: what a mention of a body and an event look like together.

use crate::{
    event::{
        draft::Draft,
        learnt::{
            context::Context,
            feature::{Feature, bucket, distance},
        },
        reading::Reading,
    },
    mention::Entity,
    record::EventType,
};

/// An event, and what else the article tells.
#[derive(Clone, Debug)]
pub(super) struct Beside<'d> {
    pub(super) at: usize,
    pub(super) draft: &'d Draft,
    drafts: &'d [Draft],
    /// Events of the same kind, itself included.
    same_kind_count: usize,
    /// Its place among the events that are no background.
    rank: Option<usize>,
    has_meeting: bool,
}

impl<'d> Beside<'d> {
    pub(super) fn of(drafts: &'d [Draft], at: usize, draft: &'d Draft) -> Self {
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

    /// The other events of the article that are no background.
    fn others(&self) -> impl Iterator<Item = &'d Draft> {
        let at = self.at;
        (self.drafts.iter().enumerate())
            .filter(move |(other, draft)| *other != at && !draft.background)
            .map(|(_, draft)| draft)
    }
}

/// Marks of what features are of, beside the kinds of events.
const OF_ANY: u8 = 255;
const OF_DISTANCE: u8 = 200;

/// The features of a mention of the body as one that had a part in the event.
pub(super) fn features_of(
    reading: &Reading<'_>,
    beside: &Beside<'_>,
    entity: &Entity,
    mention_count: usize,
    context: &Context,
) -> Vec<u32> {
    let mut own = Vec::with_capacity(40);
    add_body(reading, beside, entity, mention_count, &mut own);
    let near = add_distance(reading, beside, context, &mut own);
    add_alliances(beside.draft, context, &mut own);
    add_trigger(reading, beside, context, &mut own);
    add_others(reading, beside, context, &mut own);
    let kind = beside.draft.kind as u8;
    let mut features = Vec::with_capacity(2 * own.len() + 3 * context.features.len());
    for feature in own.iter().chain(&context.features) {
        features.push(feature.of(OF_ANY));
        features.push(feature.of(kind));
    }
    let near = OF_DISTANCE + near.min(2);
    let local = context.features.iter().filter(|feature| feature.is_local);
    features.extend(local.map(|feature| feature.of(near)));
    features
}

/// What the body is called, and where else the page says so.
fn add_body(
    reading: &Reading<'_>,
    beside: &Beside<'_>,
    entity: &Entity,
    mention_count: usize,
    features: &mut Vec<Feature>,
) {
    let name = entity.name.as_str();
    let draft = beside.draft;
    let suffix = |count: usize| {
        let start = (name.char_indices().rev().nth(count - 1)).map_or(0, |(start, _)| start);
        name.get(start..).unwrap_or_default()
    };
    features.push(Feature::new("suf2", suffix(2)));
    features.push(Feature::new("suf1", suffix(1)));
    features.push(Feature::counted(
        "len",
        name.chars().count(),
        &[3, 5, 8, 12],
    ));
    features.push(Feature::counted("nm", mention_count, &[1, 2, 4]));
    let employed = (reading.mentions.persons.iter())
        .filter(|person| person.value.organization.as_deref() == Some(name))
        .count();
    features.push(Feature::counted("emps", employed, &[0, 1, 2]));
    features.push(Feature::flag("bg", draft.background));
    let says = |text: Option<&str>| text.is_some_and(|text| text.contains(name));
    features.push(Feature::flag(
        "src",
        says(reading.article.source_name.as_deref()),
    ));
    features.push(Feature::flag(
        "title",
        says(reading.article.title.as_deref()),
    ));
    features.push(Feature::counted("ndr", beside.drafts.len(), &[1, 2, 4]));
    features.push(Feature::flag("notice", draft.is_notice()));
    features.push(Feature::counted("same", beside.same_kind_count, &[1, 2, 4]));
    let subject = draft.subject.as_ref().map(|subject| subject.name.as_str());
    features.push(Feature::flag("insubj", says(subject)));
    let in_alliance = (draft.alliances.iter())
        .any(|(alliance, _)| reading.alliance_name(*alliance).contains(name));
    features.push(Feature::flag("inalliance", in_alliance));
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
