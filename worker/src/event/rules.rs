//! A page that is the text of charters or rules: it tells what shall be, and
//! above its articles when it was adopted.

use std::ops::Range;

use crate::{
    event::{
        adopted::names_rules,
        cue::Cue,
        draft::Draft,
        findings::Findings,
        reading::{Reading, SentenceTokens, TokenKind},
    },
    mention::EntityIndex,
    record::EventType,
};

/// Fewest numbered articles of a text of rules.
const ARTICLES_MIN: usize = 3;
/// The longest number of an article or chapter, in characters.
const NUMBER_CHARS_MAX: usize = 6;

/// The sentence from which on the page is the text of rules.
pub(crate) fn first_article(reading: &Reading<'_>) -> Option<usize> {
    let mut articles = (reading.sentences.iter())
        .filter(|sentence| opens_an_article(reading.text(sentence.span.clone())));
    let first = articles.next()?.index;
    (articles.count() + 1 >= ARTICLES_MIN).then_some(first)
}

/// 第三条, 第一章: at the beginning of a line.
fn opens_an_article(text: &str) -> bool {
    let Some(rest) = text.trim_start().strip_prefix('第') else {
        return false;
    };
    rest.char_indices()
        .take(NUMBER_CHARS_MAX)
        .find(|(_, character)| {
            !character.is_ascii_digit() && !"一二三四五六七八九十百零〇 ".contains(*character)
        })
        .is_some_and(|(at, character)| at > 0 && matches!(character, '条' | '章'))
}

/// Drops what the articles of rules only seem to tell, and drafts the adoption
/// that stands above or below them.
pub(crate) fn read_rules_page(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(first) = first_article(reading) else {
        return;
    };
    let (ruled, told) = std::mem::take(&mut findings.drafts)
        .into_iter()
        .partition::<Vec<_>, _>(|draft| draft.first_sentence() >= first && !draft.is_notice());
    findings.drafts = told;
    for draft in ruled {
        findings.skip_draft(&draft, "an article of rules");
    }
    let kind = EventType::CharterAdopted;
    let known = findings.drafts.iter().any(|draft| draft.kind == kind);
    let titled = (reading.article.title.as_deref()).is_some_and(names_rules)
        || (reading.sentences.iter().take(first))
            .any(|sentence| is_heading_of_rules(reading.text(sentence.span.clone())));
    if known || !titled {
        return;
    }
    let adoption = (reading.sentences.iter().take(first))
        .find_map(|sentence| Some((sentence, adoption_of(reading, sentence)?)));
    if let (Some((sentence, trigger)), Some((entity, span))) = (adoption, subject_of(reading)) {
        let mut draft = Draft::new(kind, sentence.index, trigger);
        draft.add_alliance(entity, span);
        findings.drafts.push(draft);
    }
}

/// A line of its own that ends as names of rules do.
fn is_heading_of_rules(line: &str) -> bool {
    let line = line.trim().trim_matches(['《', '》']);
    ["章程", "办法", "规则", "细则", "公约", "制度"]
        .iter()
        .any(|end| line.ends_with(end))
}

/// (2021年3月1日第一次会员大会通过): the word that adopts, beside its day.
fn adoption_of(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<Range<usize>> {
    let dated = (sentence.tokens.iter()).any(|token| matches!(token.kind, TokenKind::Date(_)));
    (sentence.tokens.iter())
        .find(|token| {
            let word = reading.text(token.span.clone());
            dated && token.is_cue(Cue::Pass) && (word.contains("通过") || word.contains("修订"))
        })
        .map(|token| token.span.clone())
}

/// The alliance that the title names, else the first that the page does.
fn subject_of(reading: &Reading<'_>) -> Option<(EntityIndex, Range<usize>)> {
    let title = reading.article.title.as_deref().unwrap_or_default();
    let named = || {
        (reading.sentences.iter())
            .flat_map(|sentence| &sentence.tokens)
            .filter_map(|token| Some((token.alliance()?, token.span.clone())))
    };
    named()
        .find(|(entity, _)| title.contains(reading.alliance_name(*entity)))
        .or_else(|| named().next())
}
