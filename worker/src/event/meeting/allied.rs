//! Which alliances a meeting has to do with that no words join to it: a wider meeting
//! counts where one was founded, signed or spoke.

use std::ops::Range;

use crate::{
    alliance_head::{ALLIANCE_HEADS, has_alliance_head},
    event::{
        draft::Draft,
        reading::{Reading, Token},
    },
    mention::EntityIndex,
    record::EventType,
};

/// From which likelihood on, in 16ths of a logit, a meeting that was held has to do with
/// an alliance that its sentence names, or one soon behind: a probability of .3.
const NEAR_SCORE_MIN: i32 = -14;
/// The same of an alliance that stands anywhere on the page, and of documents: .4. Of
/// such meetings and documents on pages that the model had not seen seven of eight were
/// told of rightly.
const PAGE_SCORE_MIN: i32 = -6;
/// Below which likelihood a meeting is told in passing, though its page tells what an
/// alliance did: a probability of .2. Of 23 such on those pages one was told rightly.
const PASSING_SCORE_MAX: i32 = -22;
/// How far behind the meeting an alliance is near it, in sentences.
const NEAR_SENTENCES: usize = 3;

/// The alliances that a meeting or document has likely to do with, by where they are
/// named.
pub(crate) fn likely_alliances(
    reading: &Reading<'_>,
    draft: &Draft,
) -> Vec<(EntityIndex, Range<usize>)> {
    let name = draft.subject.as_ref().map_or("", |subject| &subject.name);
    let foreign = is_of_states(name) || is_of_association(name);
    let Some(score) = draft.likelihood.filter(|_| !foreign) else {
        return Vec::new();
    };
    let told = draft.first_sentence();
    let near = named_in(reading, draft, told..told + NEAR_SENTENCES + 1);
    let near_min = if draft.kind == EventType::MeetingHeld {
        NEAR_SCORE_MIN
    } else {
        PAGE_SCORE_MIN
    };
    if score >= near_min && !near.is_empty() {
        return near;
    }
    if score < PAGE_SCORE_MIN {
        return Vec::new();
    }
    // What one item of a round-up tells is of no alliance of another.
    (reading.mentions.alliance_mentions.first())
        .filter(|_| reading.items.is_empty())
        .map(|mention| (mention.value, mention.span.clone()))
        .into_iter()
        .collect()
}

/// 联盟理事会第三次会议: whether the meeting is likely one of the alliance whose page it
/// is, which never names itself in full.
pub(crate) fn is_of_own_alliance(draft: &Draft) -> bool {
    draft.kind == EventType::MeetingHeld
        && draft
            .likelihood
            .is_some_and(|score| score >= PASSING_SCORE_MAX)
        && (draft.subject.as_ref()).is_some_and(|subject| {
            ALLIANCE_HEADS
                .iter()
                .any(|head| subject.name.starts_with(head))
        })
}

/// Whether the meeting is of states that are allied.
fn is_of_states(name: &str) -> bool {
    [
        "欧洲联盟",
        "国家联盟",
        "非洲联盟",
        "阿拉伯联盟",
        "经济共同体",
    ]
    .iter()
    .any(|states| name.contains(states))
}

/// 甲协会第三届会员大会: an association's own assembly is of an alliance only where one
/// acted there, whoever its guests are.
fn is_of_association(name: &str) -> bool {
    let body = ["协会", "学会", "商会", "公会", "联合会", "促进会"]
        .iter()
        .any(|body| name.contains(body));
    let own = ["会员大会", "会员代表大会", "理事会", "理事会议", "换届"]
        .iter()
        .any(|assembly| name.contains(assembly));
    body && own && !has_alliance_head(name)
}

/// The alliances that the sentences name, of the item that the meeting is told in.
fn named_in(
    reading: &Reading<'_>,
    draft: &Draft,
    sentences: Range<usize>,
) -> Vec<(EntityIndex, Range<usize>)> {
    let item = reading.item_of(draft.first_sentence());
    let mut named: Vec<(EntityIndex, Range<usize>)> = Vec::new();
    let within = (reading.sentences.iter())
        .skip(sentences.start)
        .take(sentences.len())
        .filter(|sentence| reading.item_of(sentence.index) == item);
    for token in within.flat_map(|sentence| &sentence.tokens) {
        let alliance = Token::alliance(token).filter(|_| !token.nested);
        let new = alliance.filter(|entity| named.iter().all(|(known, _)| known != entity));
        named.extend(new.map(|entity| (entity, token.span.clone())));
    }
    named
}

/// Whether the meeting is most unlikely, no alliance stands in its name, and no founding
/// is held together with it.
pub(crate) fn is_told_in_passing(reading: &Reading<'_>, draft: &Draft) -> bool {
    let own = (draft.subject.as_ref()).is_some_and(|subject| {
        (draft.alliances.iter())
            .any(|(entity, _)| subject.name.contains(reading.alliance_name(*entity)))
            || (subject.span.clone()).is_some_and(|span| reading.text(span).contains('暨'))
    });
    !own && draft
        .likelihood
        .is_some_and(|score| score < PASSING_SCORE_MAX)
}
