//! Who a signing goes on to tell of, where its clause has no subject of its own: that
//! of the clauses or sentences before, and the body whose history a line is of.

use super::{
    meant::{Meant, is_bare_kind, named_party, signs_for},
    noun::{bodies_meant, leading_noun},
    side::{bare_side, clause_bounds},
    sides::opening_of,
    slots::names_of,
};
use crate::{
    event::{
        cue::Cue,
        draft::PartyRole,
        findings::Findings,
        focus::is_pronoun,
        listing::is_employer,
        reading::{Reading, SentenceTokens, Token, TokenKind},
    },
    record::OrganizationRole,
};

/// How many sentences before the subject of a signing may stand.
const SENTENCES_MAX: usize = 2;

/// 甲公司、乙公司，与丙、丁分别签署: who stands before the comma, where the clause of the
/// verb begins with 与 and names only the other side.
pub(super) fn subject_before_comma(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    named: &[PartyRole],
) -> Vec<PartyRole> {
    let opening = opening_of(reading, sentence, index);
    let start = opening.words.start;
    let lead = reading.text(opening.words);
    let further = ["并且", "并", "还", "另"]
        .iter()
        .find_map(|word| lead.strip_prefix(word));
    let lead = further
        .or_else(|| lead.strip_prefix("同时"))
        .unwrap_or(lead);
    let opens = !named.is_empty() && lead.starts_with(['与', '和', '跟']);
    let Some(clause) = opening.clause.checked_sub(1).filter(|_| opens) else {
        return Vec::new();
    };
    let listed: Vec<(usize, &Token)> = (sentence.clause(clause))
        .filter(|(_, token)| token.is_party() && !token.nested)
        .collect();
    let brands = brands_of(reading, sentence, clause);
    if listed.is_empty() && !brands.is_empty() {
        return brands;
    }
    if named.len() < 2 {
        return Vec::new();
    }
    let ends_clause = listed.last().is_some_and(|(_, last)| {
        let behind = reading.text(last.span.end..start);
        behind.trim_matches(['”', '」', '，', ')', ' ']).is_empty()
    });
    if !ends_clause || further.is_some() {
        // 甲县政府昨日举行启用典礼，同时与乙、丙签订.
        return (sentence.clauses().start..=clause)
            .rev()
            .find_map(|clause| clause_opener(reading, sentence, clause, named))
            .into_iter()
            .collect();
    }
    let Some((_, first)) = listed.first() else {
        return Vec::new();
    };
    // 高能达能源 between two names of the list is one, too.
    let words = reading.text(first.span.start..start).trim_end_matches('，');
    let list = first.span.start..first.span.start + words.len();
    let named_before = names_of(reading, sentence, &list).unwrap_or_default();
    (named_before.into_iter())
        .map(|before| before.party)
        .filter(|party| named.iter().all(|known| known.name != party.name))
        .collect()
}

/// 此行促成长岭、禾轩能源，与丙签署: the clause that is a list of several brands and nothing
/// else.
fn brands_of(reading: &Reading<'_>, sentence: &SentenceTokens, clause: usize) -> Vec<PartyRole> {
    let list = clause_bounds(sentence, clause)
        .map(|bounds| bare_side(reading, sentence, bounds))
        .filter(|list| reading.text(list.clone()).contains('、'))
        .and_then(|list| names_of(reading, sentence, &list));
    let brands = list.unwrap_or_default().into_iter();
    brands.map(|brand| brand.party).collect()
}

/// The party that the clause begins with and tells of.
fn clause_opener(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    named: &[PartyRole],
) -> Option<PartyRole> {
    let side = bare_side(reading, sentence, clause_bounds(sentence, clause)?);
    let (at, token) = (sentence.tokens.iter().enumerate())
        .find(|(_, token)| token.span.start == side.start && token.is_party())?;
    let own = named
        .iter()
        .any(|party| party.span.start < token.span.start);
    let known = !is_bare_kind(reading, token) || token.alliance().is_some();
    // 于新竹校区宣布: where, not who.
    let placed = (reading.before(sentence, token.span.start)).ends_with(['于', '在']);
    // 甲与乙签约；与丙、丁签约: the one who signed before signs on.
    let signs = (sentence.clause(clause)).any(|(_, token)| token.is_cue(Cue::Sign));
    (!own && known && !placed && (acts(reading, sentence, token) || signs))
        .then(|| named_party(reading, sentence, at))
        .flatten()
        .map(|meant| meant.party)
        .filter(|party| named.iter().all(|known| known.name != party.name))
}

/// Who acts in the clauses before, or in the sentences before: the subject that goes on
/// where the clause has none of its own (今年1月又与丙签署).
pub(super) fn subject_before(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    index: usize,
    findings: &Findings,
    named: &[PartyRole],
) -> Vec<Meant> {
    let clause = (sentence.tokens.get(index)).map_or(0, |trigger| trigger.clause);
    let here = (sentence.clauses().start..clause).rev();
    let found = here
        .map(|clause| subject_of(reading, sentence, clause, findings, named))
        .find(|subject| !subject.is_empty());
    if let Some(found) = found {
        return found;
    }
    if is_item_of_life(reading, sentence) {
        return body_of_page(reading, sentence, named).into_iter().collect();
    }
    let paragraph = paragraph_of(reading, sentence.index);
    (sentence.index.saturating_sub(SENTENCES_MAX)..sentence.index)
        .rev()
        .take_while(|before| paragraph_of(reading, *before) == paragraph)
        .filter_map(|before| reading.sentences.get(before))
        .map(|before| {
            // The first clause that has a subject: later ones may tell of others.
            (before.clauses())
                .map(|clause| subject_of(reading, before, clause, findings, named))
                .find(|subject| !subject.is_empty())
                .unwrap_or_default()
        })
        .find(|subject| !subject.is_empty())
        .unwrap_or_default()
}

/// ●2010年与乙学院签订: a line of a body's own history begins with its mark or its year.
fn is_item_of_life(reading: &Reading<'_>, sentence: &SentenceTokens) -> bool {
    let line = reading.text(sentence.span.clone()).trim_start();
    let marked = line.starts_with(['●', '■', '◆', '▲', '•', '·', '★', '○', '※']);
    let body = line.trim_start_matches(['●', '■', '◆', '▲', '•', '·', '★', '○', '※', ' ']);
    let year: String = body.chars().take(5).collect();
    marked && year.starts_with(['1', '2'])
        || year
            .strip_suffix(['年', '.'])
            .is_some_and(|year| year.len() == 4 && year.chars().all(|digit| digit.is_ascii_digit()))
}

/// The body that the headline names, else the first that the page names, where it opens
/// the text.
fn body_of_page(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    named: &[PartyRole],
) -> Option<Meant> {
    let first = (reading.sentences.iter().take(SENTENCES_MAX))
        .flat_map(|sentence| sentence.tokens.iter())
        .find(|token| token.is_party() && !token.nested)?;
    let name = reading.party_name(first)?;
    let titled = (reading.article.title.as_deref()).is_some_and(|title| title.contains(name));
    let other = named.iter().all(|party| party.name != name);
    (titled && other && first.span.end <= sentence.span.start).then(|| Meant {
        party: PartyRole {
            name: name.to_owned(),
            role: OrganizationRole::Signatory,
            span: first.span.clone(),
            sentence: sentence.index,
        },
        alliance: first.alliance(),
        person: None,
    })
}

fn paragraph_of(reading: &Reading<'_>, sentence: usize) -> Option<usize> {
    (reading.mentions.sentences.get(sentence)).map(|sentence| sentence.paragraph)
}

/// What the clause begins with, behind the time and the place: a party, a person of one
/// or a noun for one.
fn subject_of(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    clause: usize,
    findings: &Findings,
    named: &[PartyRole],
) -> Vec<Meant> {
    let Some(bounds) = clause_bounds(sentence, clause) else {
        return Vec::new();
    };
    let side = bare_side(reading, sentence, bounds);
    let first = (sentence.tokens.iter().enumerate()).find(|(_, token)| {
        token.span.start == side.start && !matches!(token.kind, TokenKind::Cue(_))
    });
    let meant = match first {
        Some((_, token)) if token.is_party() && is_bare_kind(reading, token) => None,
        Some((at, token)) if token.is_party() && acts(reading, sentence, token) => {
            named_party(reading, sentence, at)
        }
        // 甲联盟秘书长张三率队来滨海，与乙签署: the person's employer signs.
        Some((at, token)) if token.is_party() => (is_employer(reading, sentence, token))
            .then(|| sentence.tokens.get(at + 1..))
            .flatten()
            .and_then(|behind| behind.iter().find(|next| !next.nested))
            .and_then(|next| match next.kind {
                TokenKind::Person(person) => signs_for(reading, sentence, next, person),
                _ => None,
            }),
        Some((_, token)) => match token.kind {
            TokenKind::Person(person) => signs_for(reading, sentence, token, person),
            _ => None,
        },
        None => None,
    };
    let meant = meant.filter(|meant| named.iter().all(|party| party.name != meant.party.name));
    if let Some(meant) = meant {
        return vec![meant];
    }
    let words = reading.text(side.clone());
    let Some(noun) = leading_noun(words) else {
        return Vec::new();
    };
    let behind = words.get(noun.len()..).unwrap_or_default();
    if behind.is_empty()
        || behind.starts_with(['的', '长', '员', '内', '外', '上', '里', '间', '工'])
    {
        return Vec::new();
    }
    let noun = side.start..side.start + noun.len();
    bodies_meant(reading, sentence, &noun, findings, named)
}

/// Whether the party at the beginning of a clause is its subject.
fn acts(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let behind = reading.after(sentence, token.span.end);
    !token.nested
        && !is_pronoun(reading.text(token.span.clone()))
        && !is_employer(reading, sentence, token)
        && !behind.starts_with(['的', '、', '和', '与', '及', '内', '讯', '：', '》', '。'])
        && !["消息", "见证", "会议室", "报告厅", "会上", "举行", "召开"]
            .iter()
            .any(|word| behind.starts_with(word))
}
