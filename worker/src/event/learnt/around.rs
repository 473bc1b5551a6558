//! What stands around one mention of a place or a date, whatever the event.

use crate::event::{
    cue::CueSet,
    learnt::feature::Feature,
    reading::{Reading, SentenceTokens, Token, TokenKind},
};

/// How many tokens of a clause, and of a sentence, are looked at.
const CLAUSE_TOKENS_MAX: usize = 24;
const SENTENCE_TOKENS_MAX: usize = 48;
/// How far into its sentence a mention heads it, in bytes.
const HEAD_BYTES_MAX: usize = 3;

/// The features of what stands around the mention.
pub(in crate::event) fn read_around(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    token: &Token,
) -> Vec<Feature> {
    let mut features = Vec::with_capacity(40);
    let behind = reading.after(sentence, token.span.end);
    let before = reading.before(sentence, token.span.start);
    for (count, behind_name, before_name) in [(1, "r1", "l1"), (2, "r2", "l2"), (3, "r3", "l3")] {
        features.push(Feature::new(behind_name, first_chars(behind, count)));
        features.push(Feature::new(before_name, last_chars(before, count)));
    }
    let text = reading.text(token.span.clone());
    features.push(Feature::new("last", last_chars(text, 1)));
    features.push(Feature::counted("chars", text.chars().count(), &[2, 3, 5]));
    let cue_sets = |tokens: &mut dyn Iterator<Item = &Token>| -> Vec<u8> {
        let mut places: Vec<u8> = tokens
            .filter_map(|token| match token.kind {
                TokenKind::Cue(set) => Some(set),
                _ => None,
            })
            .flat_map(CueSet::places)
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    let clause = || (sentence.clause(token.clause)).take(CLAUSE_TOKENS_MAX);
    let next = clause().map(|(_, other)| other).find(|other| {
        matches!(other.kind, TokenKind::Cue(_)) && other.span.start >= token.span.end
    });
    let around = [
        ("cue", cue_sets(&mut clause().map(|(_, other)| other))),
        (
            "cues",
            cue_sets(&mut sentence.tokens.iter().take(SENTENCE_TOKENS_MAX)),
        ),
        ("cueb", cue_sets(&mut next.into_iter())),
    ];
    for (name, cues) in around {
        features.extend(cues.iter().map(|cue| Feature::of_bytes(name, &[*cue])));
    }
    features.push(Feature::of_bytes("in", &[holder(sentence, token)]));
    features.push(Feature::flag("hl", sentence.headline));
    features.push(Feature::counted("si", sentence.index, &[0, 1, 2, 4, 8, 16]));
    let offset = token.span.start.saturating_sub(sentence.span.start);
    features.push(Feature::flag("heads", offset <= HEAD_BYTES_MAX));
    features
}

/// In what longer name the mention stands.
fn holder(sentence: &SentenceTokens, token: &Token) -> u8 {
    let holds = |other: &&Token| {
        other.span.start <= token.span.start
            && other.span.end >= token.span.end
            && other.span.len() > token.span.len()
    };
    let holder = (token.nested).then(|| sentence.tokens.iter().find(holds));
    match holder.flatten().map(|holder| holder.kind) {
        None => b'-',
        Some(TokenKind::Alliance(_)) => b'A',
        Some(TokenKind::Organization(_)) => b'O',
        Some(TokenKind::Person(_)) => b'P',
        Some(TokenKind::Document(_)) => b'D',
        Some(TokenKind::Meeting(_)) => b'M',
        Some(_) => b'?',
    }
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = (text.char_indices().nth(count)).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or_default()
}

fn last_chars(text: &str, count: usize) -> &str {
    let start = (text.char_indices().rev().nth(count - 1)).map_or(0, |(start, _)| start);
    text.get(start..).unwrap_or_default()
}
