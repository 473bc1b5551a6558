//! Documents that alliances, or authorities speaking of them, published.

use crate::{
    event::{
        cue::Cue,
        draft::{Draft, Subject, When},
        findings::Findings,
        listing::{parties_before, party_role},
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, TokenKind},
    },
    record::{EventType, OrganizationRole},
};

/// Finds published documents in one sentence: each document that a word of
/// publishing governs, as its object or its subject.
pub(crate) fn match_documents(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    findings: &mut Findings,
) {
    let kind = EventType::DocumentIssued;
    for (index, token) in sentence.tokens.iter().enumerate() {
        let TokenKind::Document(document) = token.kind else {
            continue;
        };
        let Some(mention) = reading.mentions.documents.get(document) else {
            continue;
        };
        if token.nested || !is_published_kind(&mention.value) {
            continue;
        }
        let told_before = ["之后", "以来", "后，", "》后"]
            .iter()
            .any(|word| reading.after(sentence, token.span.end).starts_with(word));
        if told_before {
            continue;
        }
        let Some(trigger) = find_trigger(reading, sentence, index) else {
            continue;
        };
        if read_modality(reading, sentence, trigger) != Modality::Fact {
            findings.skip(
                kind,
                sentence.index,
                token.span.clone(),
                "not told as a fact",
            );
            continue;
        }
        let mut draft = Draft::new(kind, sentence.index, token.span.clone());
        draft.subject = Some(Subject {
            name: mention.value.clone(),
            span: Some(token.span.clone()),
        });
        for at in find_issuers(reading, sentence, trigger) {
            if let Some(party) = party_role(reading, sentence, at, OrganizationRole::Organizer) {
                draft.add_party(party);
            }
        }
        for other in &sentence.tokens {
            let inside = other.span.start >= token.span.start && other.span.end <= token.span.end;
            let issues = (sentence.tokens.get(trigger)).is_some_and(|trigger| {
                other.clause == trigger.clause && other.span.end <= trigger.span.start
            });
            if let Some(entity) = other.alliance().filter(|_| inside || issues) {
                draft.add_alliance(entity, other.span.clone());
            }
        }
        findings.drafts.push(draft);
    }
}

/// Who published: the list right before the word, else what its clause begins
/// with: 联盟在会上发布.
fn find_issuers(reading: &Reading<'_>, sentence: &SentenceTokens, trigger: usize) -> Vec<usize> {
    let listed = parties_before(reading, sentence, trigger);
    let clause = sentence.tokens.get(trigger).map_or(0, |token| token.clause);
    if !listed.is_empty() {
        return listed;
    }
    (sentence.clause(clause))
        .take_while(|(at, _)| *at < trigger)
        .find(|(_, token)| token.is_party() && !token.nested)
        .filter(|(_, token)| {
            let behind = reading.after(sentence, token.span.end);
            behind.starts_with([
                '在', '于', '同', '并', '还', '也', '亦', '今', '昨', '正', '现', '共',
            ])
        })
        .map(|(at, _)| vec![at])
        .unwrap_or_default()
}

/// Agreements are signed, not published; a bare 通知 is short for a name.
fn is_published_kind(name: &str) -> bool {
    let agreement = ["协议", "协议书", "备忘录", "合同", "意向书"]
        .iter()
        .any(|end| name.ends_with(end));
    !agreement && name.chars().count() > 2
}

/// The word that publishes the document: before it in its clause (the first of
/// a list of documents), or behind it.
fn find_trigger(reading: &Reading<'_>, sentence: &SentenceTokens, index: usize) -> Option<usize> {
    let document = sentence.tokens.get(index)?;
    let publishes = |at: usize| {
        let token = sentence.tokens.get(at)?;
        let word = reading.text(token.span.clone());
        let behind = reading.after(sentence, token.span.end);
        let signs = token.is_cue(Cue::Sign)
            && (reading.text(document.span.clone())).contains(['倡', '公', '宣', '承']);
        let issues = token.is_cue(Cue::Issue) && !["发起", "宣布", "提出", "公开"].contains(&word);
        let starts = word == "发起" && behind.starts_with(['《', '“', '了']);
        (issues || signs || starts).then_some(at)
    };
    let before = (0..index).rev().take_while(|at| {
        sentence
            .tokens
            .get(*at)
            .is_some_and(|token| token.clause == document.clause)
    });
    let behind = (index + 1..sentence.tokens.len()).take_while(|at| {
        (sentence.tokens.get(*at)).is_some_and(|token| token.clause <= document.clause + 1)
    });
    for at in before {
        let token = sentence.tokens.get(at)?;
        if let Some(found) = publishes(at) {
            return Some(found);
        }
        if token.is_any_cue(&[Cue::Pass, Cue::Attend]) {
            return None;
        }
    }
    for at in behind {
        let token = sentence.tokens.get(at)?;
        if let TokenKind::Document(_) = token.kind
            && token.clause > document.clause
        {
            return None;
        }
        if let Some(found) = publishes(at) {
            return Some(found);
        }
    }
    None
}

/// A page that is a notice itself: its title is the document.
pub(crate) fn match_notice(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(title) = reading.article.title.as_deref() else {
        return;
    };
    let name = title.trim().trim_matches(['《', '》']);
    let notice = [
        "通知", "公告", "通告", "的函", "决定", "公示", "通报", "批复", "复函",
    ]
    .iter()
    .any(|end| name.ends_with(end))
        && name.contains("关于");
    let Some(last) = reading.sentences.last() else {
        return;
    };
    if !notice {
        return;
    }
    let mut draft = Draft::new(
        EventType::DocumentIssued,
        last.index,
        last.span.end..last.span.end,
    );
    draft.subject = Some(Subject {
        name: name.to_owned(),
        span: None,
    });
    for sentence in &reading.sentences {
        for token in &sentence.tokens {
            if let Some(entity) = token.alliance() {
                draft.add_alliance(entity, token.span.clone());
            }
        }
    }
    draft.date = sign_off_date(reading);
    if let Some((sentence, index)) = sign_off_party(reading)
        && let Some(party) = party_role(reading, sentence, index, OrganizationRole::Organizer)
    {
        draft.add_party(party);
    }
    findings.drafts.push(draft);
}

/// The date in the last lines, which stands alone.
fn sign_off_date(reading: &Reading<'_>) -> Option<When> {
    last_lines(reading).find_map(|sentence| {
        sentence.tokens.iter().rev().find_map(|token| {
            let TokenKind::Date(index) = token.kind else {
                return None;
            };
            let mention = reading.mentions.dates.get(index)?;
            stands_alone(reading, sentence, token.span.len()).then(|| When {
                date: mention.value.date,
                kind: mention.value.kind,
                span: mention.span.clone(),
            })
        })
    })
}

/// The authority that signs above or before the date.
fn sign_off_party<'r>(reading: &'r Reading<'_>) -> Option<(&'r SentenceTokens, usize)> {
    last_lines(reading).find_map(|sentence| {
        let index = (sentence.tokens.iter()).position(|token| {
            token.is_party() && !token.nested && stands_alone(reading, sentence, token.span.len())
        })?;
        Some((sentence, index))
    })
}

const SIGN_OFF_SENTENCES: usize = 4;

fn last_lines<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = &'r SentenceTokens> {
    reading
        .sentences
        .iter()
        .take(sign_off_end(reading))
        .rev()
        .take(SIGN_OFF_SENTENCES)
}

/// Where the notice itself ends: behind its last line that is only a date, for
/// attachments may follow; else with the text.
fn sign_off_end(reading: &Reading<'_>) -> usize {
    let dated = (reading.sentences.iter()).rposition(|sentence| {
        let line = reading.text(sentence.span.clone()).trim();
        (sentence.tokens.iter()).any(|token| {
            matches!(token.kind, TokenKind::Date(_)) && reading.text(token.span.clone()) == line
        })
    });
    dated.map_or(reading.sentences.len(), |last| last + 1)
}

/// Whether little else stands in the sentence.
fn stands_alone(reading: &Reading<'_>, sentence: &SentenceTokens, bytes: usize) -> bool {
    reading.text(sentence.span.clone()).trim().len() <= bytes + 45
}
