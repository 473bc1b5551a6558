//! How likely each event is, and what else happened: events that no rule of the
//! grammar reads.
//!
//! Pages tell an event in more ways than any grammar lists. A linear model
//! (`data/detection.bin`) weighs what stands around the mentions of an alliance,
//! the names of meetings and documents, and the words of signing. What it finds
//! likely of an alliance that the grammar tells nothing of that kind about is
//! added, and so are documents; of all that the grammar reads, the records' confidence
//! follows it. It is trained on labelled cases by `tests/examples/train_models.rs`.

mod feature;

use std::{collections::BTreeMap, sync::LazyLock};

pub(crate) use self::feature::told_features;
use self::feature::{Page, features_of};
use crate::{
    event::{
        adopted::is_of_party_bodies,
        cue::Cue,
        draft::{Draft, Subject},
        findings::{Findings, Skip},
        learnt::context::Context,
        meeting::own_part,
        modality::{Modality, read_modality},
        reading::{Reading, Token, TokenKind},
        rules,
    },
    mention::EntityIndex,
    model,
    numbering::is_numbering,
    record::EventType,
};

/// The kinds of events in the order of the model's classes.
pub(crate) const KINDS: [EventType; 11] = EventType::ALL;
/// From which score on an event is taken to be told, in 16ths of a logit: a
/// probability of .4. Of what is added so on pages that neither rules nor models had
/// seen two thirds are right: more is won than lost, and the confidence says so.
const SCORE_MIN: i32 = -6;
/// The same of a founding, of which alliances that are told of are most often suspected:
/// a probability of .6. Of ten less likely ones on 434 pages that the model had not seen
/// two were told.
const FOUNDING_SCORE_MIN: i32 = 6;
/// The same of an election: offices are spoken of without one more often than other
/// things, so it takes a probability of .73.
const ELECTION_SCORE_MIN: i32 = 16;
/// The same of a charter: .62. From .4 on four of fifteen on 528 pages that the model had
/// not seen were told, from .6 on three of ten: most that were told the grammar reads.
const CHARTER_SCORE_MIN: i32 = 8;
/// The same of a document: .5. Of eleven left out on pages not seen before three were
/// found so, and nothing else.
const DOCUMENT_SCORE_MIN: i32 = 0;
/// The most topics of a page that are weighed, in the order of the text; more are a
/// list.
const TOPICS_MAX: usize = 32;
/// The most mentions of one that are weighed.
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

/// What an event may be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic<'a> {
    Alliance(EntityIndex),
    /// By name.
    Meeting(&'a str),
    Document(&'a str),
    /// By the sentence that speaks of signing.
    Signing(usize),
}

impl Topic<'_> {
    /// Whether events of the kind are told of such.
    pub(crate) fn may_have(self, kind: EventType) -> bool {
        match kind {
            EventType::MeetingHeld => matches!(self, Self::Meeting(_)),
            EventType::DocumentIssued => matches!(self, Self::Document(_)),
            EventType::AgreementSigned => matches!(self, Self::Signing(_)),
            _ => matches!(self, Self::Alliance(_)),
        }
    }

    /// Whether the draft is told of it.
    fn is_of(self, draft: &Draft) -> bool {
        self.may_have(draft.kind) && self.involves(draft)
    }

    fn involves(self, draft: &Draft) -> bool {
        let subject = draft.subject.as_ref().map(|subject| subject.name.as_str());
        match self {
            Self::Alliance(alliance) => draft.has_alliance(alliance),
            Self::Meeting(name) | Self::Document(name) => {
                subject.is_some_and(|subject| subject.contains(name) || name.contains(subject))
            }
            Self::Signing(sentence) => draft.sentences.contains(&sentence),
        }
    }
}

/// Something that events may be told of.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) topic: Topic<'a>,
    /// For each of [`KINDS`], whether the grammar tells it.
    pub(crate) told: [bool; KINDS.len()],
    pub(crate) mentions: Vec<Mention>,
}

/// One mention of it.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) sentence: usize,
    token: usize,
    /// Whether its words are the topic's.
    names_it: bool,
    pub(crate) features: Vec<u32>,
}

/// Weighs the events that the grammar reads, and drafts those that are likely told
/// beside them.
pub(crate) fn weigh_events(reading: &Reading<'_>, findings: &mut Findings) {
    let mut added = Vec::new();
    let (page, candidates) = list_candidates(reading, findings);
    let page = MODEL.score_classes(&page);
    for candidate in candidates {
        let scored: Vec<_> = (candidate.mentions.iter())
            .map(|mention| (mention, MODEL.score_classes(&mention.features)))
            .collect();
        for (class, kind) in KINDS.into_iter().enumerate() {
            let likeliest = (scored.iter())
                .filter(|_| candidate.topic.may_have(kind))
                .filter_map(|(mention, scores)| {
                    Some((scores.get(class)? + page.get(class)?, *mention))
                })
                // Of equal ones the first.
                .reduce(|best, next| if next.0 > best.0 { next } else { best });
            let Some((score, mention)) = likeliest else {
                continue;
            };
            for draft in &mut findings.drafts {
                if draft.kind == kind && candidate.topic.is_of(draft) {
                    draft.likelihood = draft.likelihood.max(Some(score));
                }
            }
            if let Topic::Alliance(alliance) = candidate.topic
                && score >= score_min(kind)
                && !(kind == EventType::PartyOrgFounded && is_of_party_bodies(reading, alliance))
                && !is_decided(reading, findings, &candidate, kind, mention)
            {
                added.extend(draft_of(reading, alliance, kind, mention, score));
            }
            if let Topic::Document(name) = candidate.topic
                && score >= DOCUMENT_SCORE_MIN
                && !is_of_rules(name)
                && !is_decided(reading, findings, &candidate, kind, mention)
            {
                added.extend(document_of(reading, name, mention, score));
            }
        }
    }
    findings.drafts.extend(added);
}

fn score_min(kind: EventType) -> i32 {
    match kind {
        EventType::AllianceFounded => FOUNDING_SCORE_MIN,
        EventType::LeadershipElected => ELECTION_SCORE_MIN,
        EventType::CharterAdopted => CHARTER_SCORE_MIN,
        _ => SCORE_MIN,
    }
}

/// Whether the document is of rules or a plan, which are adopted, a draft, or a form.
fn is_of_rules(name: &str) -> bool {
    ["章程", "草案", "方案", "办法", "申报书", "申请书", "申请表"]
        .iter()
        .any(|word| name.contains(word))
}

/// Whose document it is, relevance says.
fn document_of(reading: &Reading<'_>, name: &str, mention: &Mention, score: i32) -> Option<Draft> {
    let sentence = reading.sentences.get(mention.sentence)?;
    let span = sentence.tokens.get(mention.token)?.span.clone();
    if reading.before(sentence, span.start).contains("附件") {
        return None;
    }
    let mut draft = Draft::new(EventType::DocumentIssued, mention.sentence, span.clone());
    draft.subject = Some(Subject {
        name: name.to_owned(),
        span: Some(span),
    });
    draft.likelihood = Some(score);
    Some(draft)
}

fn draft_of(
    reading: &Reading<'_>,
    alliance: EntityIndex,
    kind: EventType,
    mention: &Mention,
    score: i32,
) -> Option<Draft> {
    let sentence = reading.sentences.get(mention.sentence)?;
    let span = sentence.tokens.get(mention.token)?.span.clone();
    let mut draft = Draft::new(kind, mention.sentence, span.clone());
    draft.add_alliance(alliance, span);
    draft.likelihood = Some(score);
    Some(draft)
}

/// Whether the grammar has decided: where it reads such an event of the topic, where
/// it reads or passed over one in the sentence of the mention, and where the words
/// tell no fact. What is planned is not founded yet, and what ends not anew.
fn is_decided(
    reading: &Reading<'_>,
    findings: &Findings,
    candidate: &Candidate<'_>,
    kind: EventType,
    mention: &Mention,
) -> bool {
    let is_start = |kind| {
        matches!(
            kind,
            EventType::AllianceFounded | EventType::AlliancePlanned
        )
    };
    let is_such = |other| other == kind || is_start(other) && is_start(kind);
    let is_end = |kind| {
        matches!(
            kind,
            EventType::AllianceDissolved | EventType::AllianceRenamed
        )
    };
    let reads = |draft: &Draft| {
        let here = draft.sentences.contains(&mention.sentence);
        let own = candidate.topic.involves(draft);
        is_such(draft.kind) && (own || here) || here && own && is_start(kind) && is_end(draft.kind)
    };
    let passes_over = |skip: &Skip| skip.sentence == mention.sentence && is_such(skip.kind);
    findings.drafts.iter().any(reads)
        || is_start(kind) && is_of_long_standing(reading, findings, candidate, mention)
        || findings.skips.iter().any(passes_over)
        || rules::first_article(reading).is_some_and(|first| mention.sentence >= first)
        || !is_open(reading, mention)
}

/// Words by which an alliance has terms, members or years behind it.
const STANDING: [&str; 14] = [
    "换届",
    "新一届",
    "续任",
    "连任",
    "届满",
    "任满",
    "周年",
    "扩编",
    "新成员",
    "新会员",
    "新任",
    "卸任",
    "增补",
    "年度",
];

/// Whether the alliance is told as one of long standing: a sentence that names it
/// names a meeting of its that is not the first, it elects anew, or the headline or
/// the sentence speaks of terms, years or new members.
fn is_of_long_standing(
    reading: &Reading<'_>,
    findings: &Findings,
    candidate: &Candidate<'_>,
    mention: &Mention,
) -> bool {
    let elects_anew = |draft: &Draft| {
        let words = reading.text(draft.trigger.clone());
        draft.kind == EventType::LeadershipElected
            && candidate.topic.involves(draft)
            && ["换届", "改选"].iter().any(|word| words.contains(word))
    };
    let title = reading.article.title.as_deref().unwrap_or_default();
    let told = (reading.sentences.get(mention.sentence))
        .map_or("", |sentence| reading.text(sentence.span.clone()));
    holds_later_assembly(reading, candidate)
        || findings.drafts.iter().any(elects_anew)
        || STANDING
            .iter()
            .any(|word| title.contains(word) || told.contains(word))
}

/// Whether a sentence that names the alliance names an assembly that is not the
/// first: 第三届第一次会员大会.
fn holds_later_assembly(reading: &Reading<'_>, candidate: &Candidate<'_>) -> bool {
    const ASSEMBLIES: [&str; 6] = ["理事会", "会员", "成员", "全体", "代表大会", "年会"];
    (candidate.mentions.iter())
        .filter(|mention| mention.names_it)
        .filter_map(|mention| reading.sentences.get(mention.sentence))
        .flat_map(|sentence| &sentence.tokens)
        .filter_map(|token| match token.kind {
            TokenKind::Meeting(meeting) => reading.mentions.meetings.get(meeting),
            _ => None,
        })
        .any(|meeting| {
            let name = &meeting.value;
            let own = ASSEMBLIES.iter().any(|word| name.contains(word));
            own && counts_beyond_first(name)
        })
}

/// Whether a name counts a term or a meeting that is not the first: 第三届,
/// 一届二次.
fn counts_beyond_first(name: &str) -> bool {
    name.match_indices(['届', '次']).any(|(at, _)| {
        let number = name.get(..at).unwrap_or_default();
        let count = number.trim_end_matches(is_numbering);
        let count = number.get(count.len()..).unwrap_or_default();
        !count.is_empty() && !["一", "1"].contains(&count)
    })
}

/// Whether the words beside the mention leave open what they tell. Right beside a
/// name no rule misses a word that tells: where one stands and tells nothing, it is
/// denied, supposed, or a noun.
fn is_open(reading: &Reading<'_>, mention: &Mention) -> bool {
    let Some(sentence) = reading.sentences.get(mention.sentence) else {
        return false;
    };
    let tells = |token: &Token| token.is_any_cue(&TELLING);
    let behind = (sentence.tokens.iter().enumerate())
        .skip(mention.token)
        .find(|(_, token)| tells(token));
    let is_fact = behind.is_none_or(|(at, _)| {
        !matches!(
            read_modality(reading, sentence, at),
            Modality::Denied | Modality::Supposed
        )
    });
    let name = sentence.tokens.get(mention.token);
    // 甲联盟成立, 甲联盟的成立, 甲联盟筹建工作报告.
    let touches = (name.zip(behind)).is_some_and(|(name, (_, word))| {
        mention.names_it
            && word.is_any_cue(&[Cue::Found, Cue::Prepare])
            && ["", "的"].contains(&reading.gap(name, word))
    });
    // 甲联盟发起行动: what acts is there already.
    let acts = (sentence.tokens.get(mention.token + 1))
        .zip(name)
        .is_some_and(|(next, name)| {
            next.is_any_cue(&[Cue::Organize, Cue::Initiate]) && next.span.start == name.span.end
        });
    // 由百家业者筹组的甲联盟: told of it in passing.
    let formed = (sentence.tokens.iter().take(mention.token))
        .rfind(|token| !matches!(token.kind, TokenKind::Mark(_)))
        .zip(name)
        .is_some_and(|(word, name)| {
            word.is_any_cue(&[Cue::Prepare, Cue::Initiate])
                && reading.gap(word, name).trim_end_matches(['“', '「']) == "的"
        });
    is_fact && !touches && !acts && !formed
}

/// The features of the page, and what events may be told of, with what is weighed of
/// each.
pub(crate) fn list_candidates<'a>(
    reading: &Reading<'a>,
    findings: &Findings,
) -> (Vec<u32>, Vec<Candidate<'a>>) {
    let topics = find_topics(reading);
    let page = Page::of(reading, findings, topics.len());
    let candidates = (topics.into_iter())
        .map(|(topic, places)| {
            let told = KINDS.map(|kind| {
                (findings.drafts.iter()).any(|draft| draft.kind == kind && topic.is_of(draft))
            });
            let mentions = (places.iter())
                .filter_map(|(sentence, token)| Context::read(reading, *sentence, *token))
                .map(|context| Mention {
                    sentence: context.sentence,
                    token: context.token,
                    names_it: !context.is_implied,
                    features: features_of(reading, &page, topic, places.len(), &context),
                })
                .collect();
            Candidate {
                topic,
                told,
                mentions,
            }
        })
        .collect();
    (page.features, candidates)
}

/// Sentence and token of the mentions of each topic; where a sentence names no
/// alliance, of the words that may tell something of the one named last.
fn find_topics<'a>(reading: &Reading<'a>) -> BTreeMap<Topic<'a>, Vec<(usize, usize)>> {
    let mut topics: BTreeMap<Topic<'_>, Vec<(usize, usize)>> = BTreeMap::new();
    let mut last = None;
    for sentence in &reading.sentences {
        let named = || (sentence.tokens.iter().enumerate()).filter(|(_, token)| !token.nested);
        let alliances = || named().filter_map(|(at, token)| Some((token.alliance()?, at)));
        let names_any = alliances().next().is_some();
        let implied = (sentence.tokens.iter().enumerate())
            .filter(|(_, token)| !names_any && token.is_any_cue(&TELLING))
            .take(IMPLIED_MAX)
            .filter_map(|(at, _)| Some((Topic::Alliance(last?), at)));
        let others = named().filter_map(|(at, token)| {
            let topic = match token.kind {
                TokenKind::Alliance(alliance) => Topic::Alliance(alliance),
                TokenKind::Meeting(meeting) => {
                    Topic::Meeting(own_part(&reading.mentions.meetings.get(meeting)?.value))
                }
                TokenKind::Document(document) => {
                    Topic::Document(&reading.mentions.documents.get(document)?.value)
                }
                TokenKind::Cue(set) if set.has(Cue::Sign) => Topic::Signing(sentence.index),
                _ => return None,
            };
            Some((topic, at))
        });
        for (topic, at) in others.chain(implied) {
            if topics.len() >= TOPICS_MAX && !topics.contains_key(&topic) {
                continue;
            }
            let places = topics.entry(topic).or_default();
            if places.len() < MENTIONS_MAX {
                places.push((sentence.index, at));
            }
        }
        last = alliances()
            .next_back()
            .map(|(alliance, _)| alliance)
            .or(last);
    }
    topics
}

#[cfg(test)]
mod tests;
