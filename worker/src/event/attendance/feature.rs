//! Features: what a mention of a person looks like, and how it stands to an event.

use std::collections::{BTreeMap, BTreeSet};

use super::{MODEL, Place};
use crate::{
    event::{
        cue::Cue,
        draft::Draft,
        learnt::{beside::Beside, context::Context, feature::Feature, words::add_words},
        reading::{Reading, TokenKind},
    },
    mention::PersonMention,
    model::bucket,
    record::{OrganizationRole, PersonRole},
};

/// Marks of what features are of, beside the kinds of events.
const OF_ANY: u8 = 255;
const OF_DISTANCE: u8 = 200;
/// How far away, in sentences, others of the event are told from near ones.
const NEAR: [usize; 4] = [0, 1, 2, 5];

/// An event, and whom the grammar gave it.
pub(super) struct Gathering<'d> {
    pub(super) beside: Beside<'d>,
    /// By name, with the sentence.
    persons: Vec<(&'d str, usize)>,
    /// For each of the persons the role.
    roles: Vec<PersonRole>,
    /// By name; none that only sent a person.
    parties: BTreeMap<&'d str, OrganizationRole>,
}

impl<'d> Gathering<'d> {
    pub(super) fn of(
        reading: &Reading<'d>,
        drafts: &'d [Draft],
        at: usize,
        draft: &'d Draft,
    ) -> Self {
        let persons = (draft.persons.iter())
            .filter_map(|part| {
                let mention = reading.mentions.persons.get(part.person)?;
                Some((mention.value.name.as_str(), part.sentence))
            })
            .collect();
        let sent: BTreeSet<usize> = (draft.persons.iter())
            .filter_map(|part| Some(reading.mentions.persons.get(part.person)?.span.start))
            .collect();
        let parties = (draft.parties.iter())
            .filter(|party| !sent.contains(&party.span.start))
            .map(|party| (party.name.as_str(), party.role))
            .collect();
        Self {
            beside: Beside::of(drafts, at, draft),
            persons,
            roles: draft.persons.iter().map(|part| part.role).collect(),
            parties,
        }
    }

    /// Whether the grammar gave it the person.
    pub(super) fn has(&self, name: &str) -> bool {
        self.persons.iter().any(|(known, _)| *known == name)
    }
}

/// One mention of a person.
pub(super) struct Appearance<'r> {
    pub(super) person: usize,
    value: &'r PersonMention,
    context: Context,
    /// What it looks like, whatever the event.
    pub(super) own: Vec<u32>,
    /// What that adds to the score of every event.
    pub(super) score: i32,
    /// Whether anything tells of speech, or gives the words.
    pub(super) may_speak: bool,
}

impl<'r> Appearance<'r> {
    /// All mentions of one person.
    pub(super) fn read_all(
        reading: &Reading<'r>,
        gatherings: &[Gathering<'_>],
        places: &[Place],
    ) -> Vec<Self> {
        (places.iter())
            .filter_map(|place| Self::read(reading, gatherings, *place, places.len()))
            .collect()
    }

    fn read(
        reading: &Reading<'r>,
        gatherings: &[Gathering<'_>],
        place: Place,
        mention_count: usize,
    ) -> Option<Self> {
        let value = &reading.mentions.persons.get(place.person)?.value;
        let context = Context::read(reading, place.sentence, place.token)?;
        let mut features = context.features.clone();
        features.push(Feature::counted("nm", mention_count, &[1, 2, 4]));
        add_post(reading, value, &mut features);
        add_passage(reading, &context, &mut features);
        add_others(value, gatherings, &context, &mut features);
        let own: Vec<u32> = features.into_iter().map(Feature::number).collect();
        Some(Self {
            person: place.person,
            value,
            context,
            score: MODEL.score(&own),
            own,
            may_speak: is_speech(reading, place.sentence),
        })
    }

    pub(super) fn sentence(&self) -> usize {
        self.context.sentence
    }

    /// How it stands to the event.
    pub(super) fn features_beside(
        &self,
        reading: &Reading<'_>,
        gathering: &Gathering<'_>,
        gatherings: &[Gathering<'_>],
    ) -> Vec<u32> {
        let mut own = Vec::with_capacity(40);
        let near = gathering.beside.add_to(reading, &self.context, &mut own);
        self.add_employer(gathering, &mut own);
        self.add_given(gathering, &mut own);
        let kind = gathering.beside.draft.kind as u8;
        own.push(Feature::of_bytes("kind", &[kind]));
        self.add_elsewhere(gathering, gatherings, &mut own);
        let context = &self.context.features;
        let mut features = Vec::with_capacity(2 * own.len() + context.len());
        for feature in own {
            features.push(feature.of(OF_ANY));
            features.push(feature.of(kind));
        }
        let near = OF_DISTANCE + near.min(2);
        let local = context.iter().filter(|feature| feature.is_local);
        features.extend(local.map(|feature| feature.of(near)));
        features
    }

    /// What part the employer has in the event.
    fn add_employer(&self, gathering: &Gathering<'_>, features: &mut Vec<Feature>) {
        let Some(employer) = self.value.organization.as_deref() else {
            return;
        };
        let part = match gathering.parties.get(employer) {
            Some(role) => *role as u8,
            None => b'-',
        };
        features.push(Feature::of_bytes("employer", &[part]));
    }

    /// To which other events the person is given, and who with the person to both.
    fn add_elsewhere(
        &self,
        gathering: &Gathering<'_>,
        gatherings: &[Gathering<'_>],
        features: &mut Vec<Feature>,
    ) {
        let name = self.value.name.as_str();
        let others = (gatherings.iter())
            .filter(|other| other.beside.at != gathering.beside.at && other.has(name));
        let mut count = 0;
        for other in others {
            count += 1;
            let kind = other.beside.draft.kind as u8;
            features.push(Feature::of_bytes("elsewhere", &[kind]));
            let roles = (other.persons.iter().zip(&other.roles))
                .filter(|((known, _), _)| *known == name)
                .map(|(_, role)| *role as u8);
            features.extend(roles.map(|role| Feature::of_bytes("as", &[kind, role])));
            let with = || other.persons.iter().filter(|(known, _)| *known != name);
            let both = with().filter(|(known, _)| gathering.has(known)).count();
            let share = match (both, with().count()) {
                (_, 0) => b'0',
                (0, _) => b'n',
                (both, all) if both == all => b'a',
                _ => b's',
            };
            features.push(Feature::of_bytes("both", &[kind, share]));
        }
        features.push(Feature::counted("elsewheres", count, &[0, 1, 2]));
    }

    /// Who else is given to the event, and how near.
    fn add_given(&self, gathering: &Gathering<'_>, features: &mut Vec<Feature>) {
        let at = self.context.sentence;
        let others = || {
            (gathering.persons.iter())
                .filter(|(name, _)| *name != self.value.name)
                .map(|(_, sentence)| *sentence)
        };
        features.push(Feature::counted("given", others().count(), &[0, 1, 3, 8]));
        let nearest = |distance: Option<usize>| match distance {
            Some(distance) => bucket(distance, &NEAR),
            None => b'n',
        };
        let before = others()
            .filter_map(|sentence| at.checked_sub(sentence))
            .min();
        let behind = others()
            .filter_map(|sentence| sentence.checked_sub(at))
            .min();
        features.push(Feature::of_bytes("given before", &[nearest(before)]));
        features.push(Feature::of_bytes("given behind", &[nearest(behind)]));
        let between = [nearest(before), nearest(behind)];
        features.push(Feature::of_bytes("given around", &between));
    }
}

/// The person's title and employer.
fn add_post(reading: &Reading<'_>, person: &PersonMention, features: &mut Vec<Feature>) {
    let title = person.title.as_deref().unwrap_or_default();
    for (name, count) in [("title1", 1), ("title2", 2), ("title3", 3)] {
        features.push(Feature::new(name, last_chars(title, count)));
    }
    let length = person.name.chars().count();
    features.push(Feature::counted("name", length, &[1, 2, 3, 4]));
    let Some(employer) = person.organization.as_deref() else {
        features.push(Feature::flag("employed", false));
        return;
    };
    features.push(Feature::flag("employed", true));
    for (name, count) in [("emp1", 1), ("emp2", 2)] {
        features.push(Feature::new(name, last_chars(employer, count)));
    }
    let allied = (reading.mentions.alliances.iter()).any(|alliance| alliance.name == employer);
    features.push(Feature::flag("of alliance", allied));
    let source = reading.article.source_name.as_deref();
    let publishes = source.is_some_and(|source| source.contains(employer));
    features.push(Feature::flag("of source", publishes));
}

fn last_chars(text: &str, count: usize) -> &str {
    let start = (text.char_indices().rev().nth(count - 1)).map_or(0, |(start, _)| start);
    text.get(start..).unwrap_or_default()
}

/// What else the sentence is made of, and how the next goes on.
fn add_passage(reading: &Reading<'_>, context: &Context, features: &mut Vec<Feature>) {
    let Some(sentence) = reading.sentences.get(context.sentence) else {
        return;
    };
    add_words(reading, sentence, &context.span, features);
    let behind = reading.after(sentence, context.span.end);
    let before = reading.before(sentence, context.span.start);
    features.push(Feature::flag("quotes", behind.contains('“')));
    let asks = ["记者", "采访"];
    let asked = |text: &str| asks.iter().any(|word| text.contains(word));
    features.push(Feature::flag("asked before", asked(before)));
    features.push(Feature::flag("asked behind", asked(behind)));
    let goes_on = is_about_same(reading, context.sentence + 1);
    features.push(Feature::flag("he", goes_on));
    let persons = (sentence.tokens.iter())
        .filter(|token| matches!(token.kind, TokenKind::Person(_)))
        .count();
    features.push(Feature::counted("persons", persons, &[1, 2, 4, 8]));
    // That no word tells of speech, says as much as that one does.
    for (name, cue) in [("speaks", Cue::Speak), ("comes", Cue::Attend)] {
        let told = (sentence.tokens.iter())
            .filter(|token| token.is_cue(cue))
            .map(|token| 1 + u8::from(token.clause == context.clause))
            .max();
        features.push(Feature::of_bytes(name, &[told.unwrap_or_default()]));
    }
}

/// Whether the sentence tells of speech or quotes, or the next goes on with what he
/// or she does.
fn is_speech(reading: &Reading<'_>, sentence: usize) -> bool {
    let Some(told) = reading.sentences.get(sentence) else {
        return false;
    };
    told.tokens.iter().any(|token| token.is_cue(Cue::Speak))
        || reading.text(told.span.clone()).contains('“')
        || is_about_same(reading, sentence + 1)
}

/// 他说: whether the sentence is of the person named before it.
fn is_about_same(reading: &Reading<'_>, sentence: usize) -> bool {
    (reading.sentences.get(sentence)).is_some_and(|sentence| {
        (reading.after(sentence, sentence.span.start).trim_start()).starts_with(['他', '她'])
    })
}

/// What the grammar makes of the other persons of the page.
fn add_others(
    person: &PersonMention,
    gatherings: &[Gathering<'_>],
    context: &Context,
    features: &mut Vec<Feature>,
) {
    features.push(Feature::counted("events", gatherings.len(), &[1, 2, 4]));
    let others = || {
        (gatherings.iter())
            .flat_map(|gathering| &gathering.persons)
            .filter(|(name, _)| *name != person.name)
    };
    let here = others().filter(|(_, sentence)| *sentence == context.sentence);
    features.push(Feature::counted("here", here.count(), &[0, 1, 3]));
    features.push(Feature::counted("given", others().count(), &[0, 1, 3, 8]));
}
