//! Which alliance a sentence speaks of where its clause names none.

use std::ops::Range;

use crate::{
    alliance_head::ALLIANCE_HEADS,
    event::{
        cue::Cue,
        findings::Findings,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    mention::{EntityIndex, names_a_kind},
    record::EventType,
};

/// Whether the words are a kind of alliance, not a name: 该联盟, 创新联合体.
pub(crate) fn is_pronoun(words: &str) -> bool {
    words == "利益共同体" || names_a_kind(words.trim_start_matches(['该', '本', '此']))
}

/// The alliance of an act told in `clause`: the one that the clause names, else
/// the one whose event was told last, else the one named last.
pub(crate) fn focus_alliance(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    findings: &Findings,
) -> Option<(EntityIndex, Range<usize>)> {
    let named = (sentence.clause(clause)).find_map(|(_, token)| {
        let words = reading.text(token.span.clone());
        let full = !is_pronoun(words) || points_back(reading, sentence, token);
        Some((token.alliance().filter(|_| full)?, token.span.clone()))
    });
    named
        .or_else(|| topic_of(reading, sentence, clause))
        .or_else(|| meeting_of(reading, sentence, clause))
        .or_else(|| topic_of_paragraph(reading, sentence, clause))
        .or_else(|| headlined(reading, sentence, clause))
        .or_else(|| meant_of_batch(reading, sentence, clause, findings))
        .or_else(|| told_last(reading, sentence.index, findings))
        .or_else(|| named_last(reading, sentence.index))
        .or_else(|| only_alliance(reading))
}

/// 甲联盟由乙发起。联盟理事长由丙担任: 联盟 in the clause, where a sentence before it in the
/// paragraph begins with an alliance of that kind, and no other is named since.
fn topic_of_paragraph(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
) -> Option<(EntityIndex, Range<usize>)> {
    let pointer = (sentence.clause(clause))
        .find(|(_, token)| token.alliance().is_some())?
        .1;
    let kind = (ALLIANCE_HEADS.iter())
        .find(|head| reading.text(pointer.span.clone()).ends_with(**head))?;
    let paragraph = |index: usize| reading.mentions.sentences.get(index).map(|s| s.paragraph);
    let own = paragraph(sentence.index);
    let earlier = (0..sentence.index)
        .rev()
        .take(PARAGRAPH_SENTENCES_MAX)
        .take_while(|index| paragraph(*index) == own)
        .filter_map(|index| reading.sentences.get(index));
    for before in earlier {
        let mut full = (before.tokens.iter()).filter(|token| {
            token.alliance().is_some() && !is_pronoun(reading.text(token.span.clone()))
        });
        let Some(first) = full.next() else {
            continue;
        };
        let topic = first.alliance()?;
        let lead = reading.text(before.span.start..first.span.start);
        let opens = lead
            .trim_matches(['“', '「', ' ', '其', '中', '，'])
            .is_empty();
        let alone = full.all(|token| token.alliance() == Some(topic));
        let of_kind = reading.alliance_name(topic).ends_with(kind);
        // 全国联盟秘书长李四…: whose somebody is.
        let employs = (before.tokens.iter()).any(|token| {
            token.span.start == first.span.end && token.is_cue(Cue::Post)
                || matches!(token.kind, TokenKind::Person(_))
                    && token.span.start >= first.span.end
                    && reading.post_start(token) <= first.span.start
        });
        return (opens && alone && of_kind && !employs && !first.nested)
            .then(|| (topic, first.span.clone()));
    }
    None
}

/// How many sentences back the topic of a paragraph is looked for.
const PARAGRAPH_SENTENCES_MAX: usize = 4;

/// 另有甲联盟、乙联盟成立。某人出任联盟首届主席: 联盟 in the clause, where it means what the
/// headline speaks of.
fn headlined(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
) -> Option<(EntityIndex, Range<usize>)> {
    let title = reading.article.title.as_deref()?;
    (sentence.clause(clause))
        .filter_map(|(_, token)| Some((token.alliance()?, token.span.clone())))
        .find(|(entity, _)| title.contains(reading.alliance_name(*entity)))
}

/// 甲联合体、乙联盟同时揭牌。乙联盟由…牵头，联盟通过了公约: of several founded together the one
/// that the word means, or that was named last.
fn meant_of_batch(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    findings: &Findings,
) -> Option<(EntityIndex, Range<usize>)> {
    let last = (findings.drafts.iter().rev()).find(|draft| {
        draft.kind == EventType::AllianceFounded && draft.first_sentence() < sentence.index
    })?;
    let in_batch = |entity: EntityIndex| {
        (findings.drafts.iter())
            .filter(|draft| draft.kind == last.kind && draft.trigger == last.trigger)
            .any(|draft| draft.has_alliance(entity))
    };
    let several = (findings.drafts.iter())
        .filter(|draft| draft.kind == last.kind && draft.trigger == last.trigger)
        .count()
        > 1;
    let meant = (sentence.clause(clause))
        .filter_map(|(_, token)| Some((token.alliance()?, token.span.clone())))
        .find(|(entity, _)| in_batch(*entity));
    let named = || named_last(reading, sentence.index).filter(|(entity, _)| in_batch(*entity));
    meant.or_else(named).filter(|_| several)
}

/// The alliance that the headline names, and no other of the page, however late the text
/// does.
fn only_alliance(reading: &Reading<'_>) -> Option<(EntityIndex, Range<usize>)> {
    let [alliance] = reading.mentions.alliances.as_slice() else {
        return None;
    };
    let title = reading.article.title.as_deref()?;
    let mention = (reading.mentions.alliance_mentions.first())
        .filter(|_| title.contains(alliance.name.as_str()))?;
    Some((mention.value, mention.span.clone()))
}

/// 两个联盟的章程: all the alliances that were founded together, where the clause
/// counts as many; else the one of [`focus_alliance`].
pub(crate) fn focus_alliances(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    findings: &Findings,
) -> Vec<(EntityIndex, Range<usize>)> {
    counted_alliances(reading, sentence, clause, findings).unwrap_or_else(|| {
        (focus_alliance(reading, sentence, clause, findings).into_iter()).collect()
    })
}

/// Counts of alliances, and what they come to.
const COUNTS: [(&str, usize); 7] = [
    ("两个", 2),
    ("两家", 2),
    ("两大", 2),
    ("三个", 3),
    ("三家", 3),
    ("四个", 4),
    ("四家", 4),
];

fn counted_alliances(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    findings: &Findings,
) -> Option<Vec<(EntityIndex, Range<usize>)>> {
    let (first, _) = sentence.clause(clause).next()?;
    let (_, last) = sentence.clause(clause).last()?;
    let from = sentence.clause_start(first);
    let words = reading.text(from..last.span.end.max(from));
    let count = COUNTS.iter().find_map(|(count, number)| {
        let (_, counted) = words.split_once(count)?;
        ALLIANCE_HEADS
            .iter()
            .any(|kind| counted.starts_with(kind))
            .then_some(*number)
    })?;
    let last = (findings.drafts.iter().rev()).find(|draft| {
        draft.kind == EventType::AllianceFounded && draft.first_sentence() <= sentence.index
    })?;
    let mut together: Vec<_> = (findings.drafts.iter())
        .filter(|draft| draft.kind == last.kind && draft.trigger == last.trigger)
        .filter_map(|draft| draft.alliances.first().cloned())
        .collect();
    together.sort_unstable_by_key(|(entity, _)| *entity);
    together.dedup_by_key(|(entity, _)| *entity);
    (together.len() == count).then_some(together)
}

/// 该联盟, not 联盟 alone: the alliance named last, whichever was told of.
fn points_back(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    reading.text(token.span.clone()).starts_with('该')
        || reading.before(sentence, token.span.start).ends_with('该')
}

/// The alliance that an earlier clause of the sentence begins with: X迎来换届，
/// 甲当选理事长.
fn topic_of(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
) -> Option<(EntityIndex, Range<usize>)> {
    (sentence.tokens.iter())
        .filter(|token| token.clause < clause && !token.nested)
        .filter(|token| {
            !is_pronoun(reading.text(token.span.clone())) || points_back(reading, sentence, token)
        })
        .rev()
        .find_map(|token| Some((token.alliance()?, token.span.clone())))
}

/// The alliance whose meeting an earlier clause of the sentence tells: X年会召开，
/// 甲当选理事长.
fn meeting_of(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
) -> Option<(EntityIndex, Range<usize>)> {
    (sentence.tokens.iter())
        .take_while(|token| token.clause < clause)
        .filter(|token| matches!(token.kind, TokenKind::Meeting(_)))
        .find_map(|meeting| {
            let first =
                (sentence.tokens).partition_point(|token| token.span.start < meeting.span.start);
            (sentence.tokens.iter().skip(first))
                .take_while(|token| token.span.start < meeting.span.end)
                .filter(|token| token.span.end <= meeting.span.end)
                .filter(|token| !is_pronoun(reading.text(token.span.clone())))
                .find_map(|token| Some((token.alliance()?, token.span.clone())))
        })
}

/// The alliance of the last founding, renaming or meeting told so far.
fn told_last(
    reading: &Reading<'_>,
    sentence: usize,
    findings: &Findings,
) -> Option<(EntityIndex, Range<usize>)> {
    (findings.drafts.iter().rev())
        .filter(|draft| draft.first_sentence() <= sentence)
        .filter(|draft| reading.item_of(draft.first_sentence()) == reading.item_of(sentence))
        .filter(|draft| {
            matches!(
                draft.kind,
                EventType::AllianceFounded
                    | EventType::AllianceRenamed
                    | EventType::MeetingHeld
                    | EventType::PartyOrgFounded
                    | EventType::AlliancePlanned
            )
        })
        .find_map(|draft| draft.alliances.first().cloned())
}

fn named_last(reading: &Reading<'_>, sentence: usize) -> Option<(EntityIndex, Range<usize>)> {
    let alliances = |index: usize| {
        let tokens = &reading.sentences.get(index)?.tokens;
        Some((tokens.iter()).filter_map(|token| Some((token.alliance()?, token.span.clone()))))
    };
    (alliances(sentence).and_then(|mut found| found.next())).or_else(|| {
        (0..sentence)
            .rev()
            .find_map(|index| alliances(index).and_then(|mut found| found.next_back()))
    })
}
