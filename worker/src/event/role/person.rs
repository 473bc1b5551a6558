//! Roles of persons: who spoke, presided, signed or came.

mod attended;

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
    // The persons of a list have their act in common.
    let mut last_act: Option<((usize, PersonRole), Vec<usize>)> = None;
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
        let act = governor(reading, sentence, index).map_or(token, |(_, act)| act);
        let key = (act.clause, role);
        let (_, events) = (last_act.take().filter(|(last, _)| *last == key)).unwrap_or_else(|| {
            let events = attended::events_of(reading, sentence, act, role, drafts, hosts);
            (key, events)
        });
        for at in &events {
            if let Some(draft) = drafts.get_mut(*at) {
                draft.add_person(PersonPart {
                    person,
                    role,
                    office: None,
                    sentence: sentence.index,
                });
            }
        }
        last_act = Some((key, events));
    }
}

/// The longest list of persons whose act is looked for at its ends, in names,
/// cues and marks.
const LIST_TOKENS_MAX: usize = 1_000;

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
                office: None,
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
    let before = reading.before(sentence, reading.post_start(person));
    if ["签署的", "签约的", "签字的"]
        .iter()
        .any(|word| before.ends_with(word))
    {
        return Some(PersonRole::Signatory);
    }
    if is_quoted_next(reading.after(sentence, person.span.end)) {
        return Some(PersonRole::Speaker);
    }
    if let Some((at, token)) = governor(reading, sentence, index) {
        let distance = token.clause - person.clause;
        let list = distance == 0 || is_list_between(reading, sentence, index, at);
        if list {
            let speaks = token.is_cue(Cue::Attend) && speaks_as_well(reading, sentence, index, at);
            let signs = token.is_cue(Cue::Sign)
                && is_signed_by_persons(reading.text(sentence.span.clone()));
            return if signs {
                Some(PersonRole::Signatory)
            } else {
                role_of(token, speaks || issues(reading, token))
            };
        }
    }
    let opened = (sentence
        .tokens
        .iter()
        .take(index)
        .rev()
        .take(LIST_TOKENS_MAX))
    .find(|token| token.is_any_cue(&PERSON_CUES))?;
    let gap = reading.text(opened.span.end..person.span.start.max(opened.span.end));
    let opens = [
        "的有",
        "人是",
        "人为",
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

/// Whether what stands behind a person are the own words: 主任王明：“…”, or
/// 主任王明称，….
fn is_quoted_next(behind: &str) -> bool {
    [
        "：“",
        "：「",
        ":“",
        ":\"",
        "：\"",
        "称，",
        "称：",
        "称，“",
        "称“",
        "称:",
    ]
    .iter()
    .any(|opening| behind.starts_with(opening))
}

/// The word that says what the person at `index` did.
fn governor<'s>(
    reading: &Reading<'_>,
    sentence: &'s SentenceTokens,
    index: usize,
) -> Option<(usize, &'s Token)> {
    let person = sentence.tokens.get(index)?;
    let behind = sentence.tokens.iter().enumerate().skip(index + 1);
    behind.take(LIST_TOKENS_MAX).find(|(_, token)| {
        !token.nested
            && (token.is_any_cue(&PERSON_CUES) && is_act(reading, sentence, token)
                || issues(reading, token) && token.clause == person.clause
                || token.is_any_cue(&[Cue::Elect])
                    && token.clause == person.clause
                    // 甲在当选后表示: when it was said.
                    && !(reading.after(sentence, token.span.end)).starts_with(['后', '时']))
    })
}

/// 发布, 公布: of a person, an act of speech.
fn issues(reading: &Reading<'_>, token: &Token) -> bool {
    token.is_cue(Cue::Issue)
        && ["发布", "公布", "发布了", "公布了"].contains(&reading.text(token.span.clone()))
}

/// Whether who came spoke too: 出席并讲话; 到会祝贺。他说.
fn speaks_as_well(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    person: usize,
    act: usize,
) -> bool {
    let Some(clause) = sentence.tokens.get(act).map(|token| token.clause) else {
        return false;
    };
    let speaks = |clause: usize| {
        (sentence.clause(clause)).any(|(later, other)| {
            later > act && other.is_cue(Cue::Speak) && is_act(reading, sentence, other)
        })
    };
    let names_person = |clause: usize| {
        (sentence.clause(clause)).any(|(_, token)| matches!(token.kind, TokenKind::Person(_)))
    };
    if speaks(clause) {
        return true;
    }
    let next = clause + 1;
    let opens = (sentence.clause(next).next())
        .map(|(at, _)| reading.after(sentence, sentence.clause_start(at)))
        .unwrap_or_default();
    if opens.starts_with('并') && speaks(next) && !names_person(next) {
        return true;
    }
    // A pronoun means who was named alone.
    let alone = (sentence.tokens.iter().enumerate())
        .all(|(at, token)| at == person || !matches!(token.kind, TokenKind::Person(_)));
    alone
        && (opens.starts_with(['他', '她']) && speaks(next)
            || speaks_next(reading, sentence.index + 1))
}

/// Whether the sentence begins with 他 or 她 and a word of speech.
fn speaks_next(reading: &Reading<'_>, sentence: usize) -> bool {
    let Some(next) = reading.sentences.get(sentence) else {
        return false;
    };
    let text = reading.text(next.span.clone()).trim_start();
    let first = next
        .tokens
        .iter()
        .find(|token| matches!(token.kind, TokenKind::Cue(_)));
    text.starts_with(['他', '她'])
        && !text.starts_with("他们")
        && first.is_some_and(|token| {
            token.is_cue(Cue::Speak) && token.span.start - next.span.start <= PRONOUN_GAP_BYTES_MAX
        })
}

/// Longest text before the verb behind 他: 他在致辞中表示.
const PRONOUN_GAP_BYTES_MAX: usize = 24;

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
    if tail.contains(['。', '“']) {
        return false;
    }
    let halves = tail.contains('；');
    (person.clause + 1..word.clause).all(|clause| {
        let mut tokens = sentence.clause(clause);
        let mut silent = true;
        tokens.any(|(_, token)| {
            silent &= !matches!(token.kind, TokenKind::Cue(_));
            matches!(token.kind, TokenKind::Person(_))
        }) || silent && !halves
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
pub(crate) fn is_commentator(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
) -> bool {
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
