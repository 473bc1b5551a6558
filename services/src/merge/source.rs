//! An article as a source of events.

use alliance_worker::{
    Normalized,
    date::{CivilDate, Edtf},
};

use crate::{
    event::{CharOffsets, Facts, Source},
    id::ArticleId,
    submission::Submission,
};

/// What the article tells by each of its records.
pub(super) fn read_facts(article: ArticleId, normalized: &Normalized) -> Vec<Facts> {
    let offsets = CharOffsets::new(normalized.article.text.as_str());
    normalized
        .records
        .iter()
        .map(|record| Facts::of_record(article, record, &offsets))
        .collect()
}

/// The article as a source; the confidence is each record's own.
pub(super) fn source_of(
    article: ArticleId,
    submission: &Submission,
    normalized: &Normalized,
) -> Source {
    Source {
        article,
        url: submission.url.clone(),
        source_name: normalized.article.source_name.clone(),
        title: normalized.article.title.clone(),
        published_on: normalized.article.published_on,
        charset: normalized.report.charset.clone(),
        script: normalized.report.script,
        labels: submission.labels.clone(),
        confidence: 0.0,
    }
}

/// In the place of what the article was before, or at the end.
pub(super) fn put_source(sources: &mut Vec<Source>, source: &Source) {
    match sources
        .iter_mut()
        .find(|other| other.article == source.article)
    {
        Some(before) => *before = source.clone(),
        None => sources.push(source.clone()),
    }
}

/// The days on which the source may have been published.
pub(super) fn published_days(source: &Source) -> Option<(CivilDate, CivilDate)> {
    source.published_on.and_then(Edtf::bounds)
}

/// When the earliest of the sources was published.
pub(super) fn first_published(sources: &[Source]) -> Option<(CivilDate, CivilDate)> {
    sources.iter().filter_map(published_days).min()
}
