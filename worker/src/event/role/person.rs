//! Roles of persons: who spoke, presided, signed or came.

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, PersonPart},
        host::Hosts,
        reading::{Reading, SentenceTokens, Token, TokenKind},
        role::PERSON_CUES,
        signed::is_signed_by_persons,
    },
    record::{EventType, PersonRole},
};

/// Gives the persons of one sentence to the drafts.
pub(super) fn assign_persons(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    drafts: &mut [Draft],
    hosts: &Hosts,
) {
    for (index, token) in sentence.tokens.iter().enumerate() {
        let TokenKind::Person(person) = token.kind else {
            continue;
        };
        let Some(role) = read_role(reading, sentence, index) else {
            continue;
        };
        let elected_here = (drafts.iter()).any(|draft| {
            (draft.persons.iter()).any(|part| {
                part.role == PersonRole::Elected
                    && part.sentence == sentence.index
                    && same_person(reading, part.person, person)
            })
        });
        if elected_here && role == PersonRole::Attendee || is_commentator(reading, sentence, index)
        {
            continue;
        }
        if role == PersonRole::Signatory {
            give_to_signing(drafts, sentence.index, person);
            continue;
        }
        let signing = (drafts.iter()).position(|draft| {
            draft.kind == EventType::AgreementSigned
                && draft.sentences.contains(&sentence.index)
                && (draft.persons.iter()).any(|part| part.person == person)
        });
        if signing.is_some() && role != PersonRole::Speaker {
            continue;
        }
        for at in &hosts.gatherings {
            if let Some(draft) = drafts.get_mut(*at) {
                draft.add_person(PersonPart {
                    person,
                    role,
                    sentence: sentence.index,
                });
            }
        }
    }
}

/// The agreement told last takes those who signed it.
fn give_to_signing(drafts: &mut [Draft], sentence: usize, person: usize) {
    let signing = drafts.iter_mut().rev().find(|draft| {
        draft.kind == EventType::AgreementSigned && draft.first_sentence() <= sentence
    });
    if let Some(draft) = signing {
        let known = draft.persons.iter().any(|part| part.person == person);
        if !known {
            draft.add_person(PersonPart {
                person,
                role: PersonRole::Signatory,
                sentence,
            });
        }
    }
}

fn same_person(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let name = |index: usize| reading.mentions.persons.get(index).map(|m| &m.value.name);
    a == b || name(a).is_some() && name(a) == name(b)
}

/// What the sentence says that the person did: by the first word behind the
/// name, over the rest of a list; else by a word that opens the list.
fn read_role(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Option<PersonRole> {
    let person = sentence.tokens.get(index)?;
    let mut behind = sentence.tokens.iter().enumerate().skip(index + 1);
    let governor = behind.find(|(_, token)| {
        !token.nested
            && (token.is_any_cue(&PERSON_CUES) && is_act(reading, sentence, token)
                || token.is_any_cue(&[Cue::Elect]) && token.clause == person.clause)
    });
    if let Some((at, token)) = governor {
        let clause = token.clause;
        let distance = token.clause - person.clause;
        let list = distance == 0 || is_list_between(reading, sentence, index, at);
        if list {
            let speaks = token.is_cue(Cue::Attend)
                && (sentence.clause(clause)).any(|(later, other)| {
                    later > at && other.is_cue(Cue::Speak) && is_act(reading, sentence, other)
                });
            let signs = token.is_cue(Cue::Sign)
                && is_signed_by_persons(reading.text(sentence.span.clone()));
            return if signs {
                Some(PersonRole::Signatory)
            } else {
                role_of(token, speaks)
            };
        }
    }
    let opened =
        (sentence.tokens.iter().take(index).rev()).find(|token| token.is_any_cue(&PERSON_CUES))?;
    let gap = reading.text(opened.span.end..person.span.start.max(opened.span.end));
    let opens = [
        "的有",
        "的还有",
        "者还有",
        "者有",
        "嘉宾有",
        "领导有",
        "者包括",
        "包括",
        "还有",
        "：",
        "的是",
    ]
    .iter()
    .any(|word| gap.contains(word));
    opens.then(|| role_of(opened, false)).flatten()
}

fn role_of(token: &Token, speaks: bool) -> Option<PersonRole> {
    if token.is_cue(Cue::Elect) && !token.is_any_cue(&PERSON_CUES) {
        None
    } else if token.is_cue(Cue::Host) {
        Some(PersonRole::Host)
    } else if speaks || token.is_cue(Cue::Speak) && !token.is_cue(Cue::Attend) {
        Some(PersonRole::Speaker)
    } else if token.is_cue(Cue::Attend) || token.is_cue(Cue::Sign) {
        Some(PersonRole::Attendee)
    } else {
        None
    }
}

/// Whether everything from the person to the word is one list of persons with
/// their posts: each clause on the way names a person.
fn is_list_between(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    from: usize,
    to: usize,
) -> bool {
    let (Some(person), Some(word)) = (sentence.tokens.get(from), sentence.tokens.get(to)) else {
        return false;
    };
    let tail = reading.gap(person, word);
    if tail.contains(['。', '；', '“']) {
        return false;
    }
    (person.clause + 1..word.clause).all(|clause| {
        (sentence.clause(clause)).any(|(_, token)| matches!(token.kind, TokenKind::Person(_)))
    }) && (sentence.clause(word.clause)).any(|(at, token)| {
        at < to && matches!(token.kind, TokenKind::Person(_))
            || token.span.start < word.span.start
            || at == to
    })
}

/// 说 and 告诉 are acts only where they stand as verbs.
fn is_act(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let word = reading.text(token.span.clone());
    let behind = reading.after(sentence, token.span.end);
    match word {
        "说" => behind.starts_with(['，', '：', '“', ',', ':', '。']) || behind.starts_with("，"),
        "发表" | "提出" | "报告" | "交流" | "宣布" | "代表" | "发布了" => {
            !behind.starts_with("会") && word != "代表"
        }
        _ => true,
    }
}

/// Experts that a reporter asks were not there.
fn is_commentator(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> bool {
    let Some(token) = sentence.tokens.get(index) else {
        return false;
    };
    let TokenKind::Person(person) = token.kind else {
        return false;
    };
    let title = (reading.mentions.persons.get(person))
        .and_then(|mention| mention.value.title.as_deref())
        .unwrap_or_default();
    let expert = ["研究员", "分析师", "律师", "评论员"]
        .iter()
        .any(|word| title.ends_with(word));
    let behind: String = reading
        .after(sentence, token.span.end)
        .chars()
        .take(3)
        .collect();
    expert
        && ["认为", "分析", "表示", "指出"]
            .iter()
            .any(|word| behind.starts_with(word))
}
