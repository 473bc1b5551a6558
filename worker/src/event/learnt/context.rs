//! What stands around one mention of a body, an alliance or a person, whatever the
//! event.

use std::ops::Range;

use crate::{
    event::{
        learnt::feature::Feature,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    mention::EntityIndex,
};

/// How far around a mention is looked, in tokens: work on a sentence of any
/// length grows with its length.
const WINDOW_TOKENS: usize = 48;
/// The longest text that joins two names of a list, in bytes.
const JOINT_BYTES_MAX: usize = 24;
/// How far from a body its person may stand, in bytes.
const PERSON_BYTES_MAX: usize = 42;
/// The longest run of characters that is a feature.
const GRAM_CHARS_MAX: usize = 4;

/// One mention and what stands around it.
#[derive(Clone, Debug)]
pub(in crate::event) struct Context {
    pub(in crate::event) sentence: usize,
    pub(in crate::event) token: usize,
    pub(in crate::event) span: Range<usize>,
    pub(in crate::event) clause: usize,
    /// Whether the words only speak of what is named elsewhere.
    pub(in crate::event) is_implied: bool,
    /// What the words around tell.
    pub(in crate::event) features: Vec<Feature>,
    /// Alliances around, in the order of the text.
    pub(in crate::event) alliances: Vec<EntityIndex>,
    pub(in crate::event) alliances_in_clause: Vec<EntityIndex>,
    pub(in crate::event) alliance_before: Option<EntityIndex>,
    pub(in crate::event) alliance_behind: Option<EntityIndex>,
}

/// The list that the mention stands in: of a person, a list of persons with their
/// posts.
struct List<'r> {
    /// Members around, in the order of the text.
    members: Vec<Member<'r>>,
    /// Which of them is the mention.
    position: usize,
}

/// A name of a list.
struct Member<'r> {
    token: &'r Token,
    /// Its words: those of a person with the post.
    words: Range<usize>,
}

impl Context {
    /// Reads around the token of a sentence.
    pub(in crate::event) fn read(
        reading: &Reading<'_>,
        sentence: usize,
        token: usize,
    ) -> Option<Self> {
        let sentence = reading.sentences.get(sentence)?;
        let mention = sentence.tokens.get(token)?;
        let window = token.saturating_sub(WINDOW_TOKENS)
            ..(token + WINDOW_TOKENS + 1).min(sentence.tokens.len());
        let around = sentence.tokens.get(window)?;
        let list = List::around(reading, around, mention)?;
        let start = list.members.first()?.words.start;
        let end = list.members.last()?.words.end;
        let mut features = Vec::with_capacity(80);
        add_text(reading, sentence, mention, start..end, &mut features);
        list.add_to(&mut features);
        add_cues(reading, around, mention, start..end, &mut features);
        add_neighbours(reading, around, mention, &mut features);
        add_line(reading, sentence, mention, &mut features);
        let alliances = |among: &dyn Fn(&Token) -> bool| -> Vec<EntityIndex> {
            (around.iter())
                .filter(|token| among(token))
                .filter_map(Token::alliance)
                .collect()
        };
        let alliance_before = alliances(&|token| !token.nested && token.span.end <= start).pop();
        let alliance_behind = alliances(&|token| !token.nested && token.span.start >= end)
            .first()
            .copied();
        if alliance_before.is_some() {
            features.push(Feature::new("Abefore", ""));
        }
        if alliance_behind.is_some() {
            features.push(Feature::new("Aafter", ""));
        }
        let clause = mention.clause;
        Some(Self {
            sentence: sentence.index,
            token,
            span: mention.span.clone(),
            clause,
            is_implied: !mention.is_party(),
            features,
            alliances: alliances(&|token| !token.nested),
            alliances_in_clause: alliances(&|token| token.clause == clause),
            alliance_before,
            alliance_behind,
        })
    }
}

impl<'r> List<'r> {
    fn around(reading: &Reading<'_>, around: &'r [Token], mention: &Token) -> Option<Self> {
        let of_persons = is_person(mention);
        let names: Vec<Member<'_>> = (around.iter())
            .filter(|token| {
                let named = is_person(token) || token.is_party() && !of_persons;
                named && !token.nested || token.span == mention.span
            })
            .map(|token| Member {
                token,
                words: if of_persons {
                    words_of_person(reading, around, token)
                } else {
                    token.span.clone()
                },
            })
            .collect();
        let at = (names.iter()).position(|name| name.token.span == mention.span)?;
        let joined = |left: usize| {
            let (Some(left), Some(right)) = (names.get(left), names.get(left + 1)) else {
                return false;
            };
            let gap = left.words.end..right.words.start.max(left.words.end);
            gap.len() <= JOINT_BYTES_MAX && is_joint(reading.text(gap))
        };
        let first = at - (0..at).rev().take_while(|left| joined(*left)).count();
        let last = at + (at..names.len()).take_while(|left| joined(*left)).count();
        Some(Self {
            members: names.into_iter().take(last + 1).skip(first).collect(),
            position: at - first,
        })
    }

    fn add_to(&self, features: &mut Vec<Feature>) {
        features.push(Feature::counted("list", self.members.len(), &[1, 2, 4, 8]));
        let position = match self.position {
            0 => "first",
            at if at + 1 == self.members.len() => "last",
            _ => "mid",
        };
        features.push(Feature::new("pos", position));
        let mut kinds: Vec<u8> = (self.members.iter())
            .map(|member| match member.token.kind {
                TokenKind::Alliance(_) => b'A',
                TokenKind::Person(_) => b'P',
                _ => b'O',
            })
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        features.push(Feature::of_bytes("inlist", &kinds));
    }
}

fn is_person(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Person(_))
}

/// The words of a person with post and employer: 甲局局长王明, 王明教授.
fn words_of_person(reading: &Reading<'_>, around: &[Token], token: &Token) -> Range<usize> {
    let start = reading.post_start(token);
    let employer = (around.iter()).find(|token| token.is_party() && token.span.end == start);
    let start = employer.map_or(start, |employer| employer.span.start);
    let name = token.span.end;
    let person = match token.kind {
        TokenKind::Person(person) => reading.mentions.persons.get(person),
        _ => None,
    };
    let title = person.and_then(|person| person.value.title.as_deref());
    let behind = title.filter(|title| reading.text(name..name + title.len()) == *title);
    start..name + behind.map_or(0, str::len)
}

/// Whether the text only joins the members of a list.
fn is_joint(gap: &str) -> bool {
    let gap = gap.strip_prefix('等').unwrap_or(gap);
    gap.chars()
        .all(|c| c.is_whitespace() || "、,，和与及同跟暨以;；/".contains(c))
}

/// The characters before and behind the list, and those at the name itself.
fn add_text(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    mention: &Token,
    list: Range<usize>,
    features: &mut Vec<Feature>,
) {
    let edge = |characters: &mut dyn Iterator<Item = char>| -> String {
        let mut edge = String::with_capacity(GRAM_CHARS_MAX * char::MAX.len_utf8());
        let mut count = 0;
        while count < GRAM_CHARS_MAX {
            match characters.next() {
                // Numbers are alike.
                Some(c) if c.is_ascii_digit() && edge.ends_with('0') => {}
                Some(c) => {
                    edge.push(if c.is_ascii_digit() { '0' } else { c });
                    count += 1;
                }
                None => break,
            }
        }
        edge
    };
    let behind = edge(&mut reading.after(sentence, list.end).chars());
    let before = edge(&mut reading.before(sentence, list.start).chars().rev());
    for (count, behind_name, before_name) in [
        (1, "r1", "l1"),
        (2, "r2", "l2"),
        (3, "r3", "l3"),
        (4, "r4", "l4"),
    ] {
        features.push(Feature::local(behind_name, first_chars(&behind, count)));
        features.push(Feature::local(before_name, first_chars(&before, count)));
    }
    let behind = edge(&mut reading.after(sentence, mention.span.end).chars());
    let before = edge(&mut reading.before(sentence, mention.span.start).chars().rev());
    for (name, count) in [("or1", 1), ("or2", 2), ("or3", 3)] {
        features.push(Feature::new(name, first_chars(&behind, count)));
    }
    for (name, count) in [("ol2", 2), ("ol3", 3)] {
        features.push(Feature::new(name, first_chars(&before, count)));
    }
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = (text.char_indices().nth(count)).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or_default()
}

/// The words that tell something, by how they stand to the list.
fn add_cues(
    reading: &Reading<'_>,
    around: &[Token],
    mention: &Token,
    list: Range<usize>,
    features: &mut Vec<Feature>,
) {
    let cues = || {
        (around.iter()).filter_map(|token| match token.kind {
            TokenKind::Cue(set) => Some((token, set)),
            _ => None,
        })
    };
    let behind: Vec<_> = (cues().filter(|(cue, _)| cue.span.start >= list.end))
        .take(2)
        .collect();
    let before: Vec<_> = (cues().rev().filter(|(cue, _)| cue.span.end <= list.start))
        .take(2)
        .collect();
    let sides = [
        (behind, [["ca0s", "ca0d"], ["ca1s", "ca1d"]], "caw"),
        (before, [["cb0s", "cb0d"], ["cb1s", "cb1d"]], "cbw"),
    ];
    for (found, names, word) in sides {
        let nearest = found.first().map(|(cue, _)| reading.text(cue.span.clone()));
        features.push(Feature::local(word, nearest.unwrap_or_default()));
        for ((cue, set), [same, other]) in found.into_iter().zip(names) {
            let name = if cue.clause == mention.clause {
                same
            } else {
                other
            };
            features.extend(
                set.places()
                    .map(|place| Feature::of_local_bytes(name, &[place])),
            );
        }
    }
    let mut places: Vec<u8> = cues().flat_map(|(_, set)| set.places()).collect();
    places.sort_unstable();
    places.dedup();
    features.extend((places.iter()).map(|place| Feature::of_local_bytes("sc", &[*place])));
}

/// The other names around.
fn add_neighbours(
    reading: &Reading<'_>,
    around: &[Token],
    mention: &Token,
    features: &mut Vec<Feature>,
) {
    let name = reading.party_name(mention);
    let employs = around.iter().any(|token| {
        let TokenKind::Person(person) = token.kind else {
            return false;
        };
        let person = reading.mentions.persons.get(person);
        let employer = person.and_then(|person| person.value.organization.as_deref());
        token.span.start.abs_diff(mention.span.end) <= PERSON_BYTES_MAX && employer == name
    });
    if !is_person(mention) {
        features.push(Feature::flag_local("emp", employs));
    }
    let has = |of: fn(&Token) -> bool| around.iter().any(of);
    let meets = has(|token| matches!(token.kind, TokenKind::Meeting(_)));
    let persons = has(|token| matches!(token.kind, TokenKind::Person(_)));
    features.push(Feature::flag("Tin", meets));
    features.push(Feature::flag("Pin", persons));
    let allied =
        (around.iter()).any(|token| token.clause == mention.clause && token.alliance().is_some());
    features.push(Feature::flag("Acl", allied));
    let bodies = (around.iter())
        .filter(|token| matches!(token.kind, TokenKind::Organization(_)))
        .count();
    features.push(Feature::counted("Oin", bodies, &[1, 2, 4, 8]));
}

/// How the line begins, and what leads to it.
fn add_line(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    mention: &Token,
    features: &mut Vec<Feature>,
) {
    let text = reading.after(sentence, sentence.span.start);
    features.push(Feature::new("start2", first_chars(text, 2)));
    features.push(Feature::new("start3", first_chars(text, 3)));
    features.push(Feature::flag("hl", sentence.headline));
    if mention.span.start.saturating_sub(sentence.span.start) <= 9 {
        features.push(Feature::new("linestart", ""));
    }
    let last_chars = |text: &str| -> String {
        let mut last: Vec<char> = text.chars().rev().take(GRAM_CHARS_MAX).collect();
        last.reverse();
        last.into_iter().collect()
    };
    let lead = (sentence.index.checked_sub(1))
        .and_then(|before| reading.sentences.get(before))
        .map(|line| reading.before(line, line.span.end).trim_end())
        .filter(|line| line.ends_with(['：', ':']));
    if let Some(line) = lead {
        features.push(Feature::new("lead", &last_chars(line)));
        features.push(Feature::new("led", ""));
    }
    let before = reading.before(sentence, mention.span.start);
    if let Some((opening, _)) = before.rsplit_once(['：', ':']) {
        features.push(Feature::new("colon", &last_chars(opening)));
        features.push(Feature::new("colons", ""));
    }
}
