//! The page's article: title, header fields and canonical text.

use crate::{
    date::Edtf,
    page::Page,
    report::Report,
    span::{SpannedText, TextBuilder},
    submission::Submission,
};

/// One article in canonical form: Simplified characters, NFKC, its own
/// paragraphs only, none of them twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Headline without the site's suffix.
    pub title: Option<String>,
    pub published_on: Option<Edtf>,
    /// What stands behind 来源 or 信息来源.
    pub source_name: Option<String>,
    /// Reporters, writers and editors.
    pub authors: Vec<String>,
    /// Paragraphs joined by U+000A.
    pub text: SpannedText,
}

/// Joins the page's blocks and reads its header.
pub(crate) fn extract_article(
    page: Page,
    submission: &Submission<'_>,
    _report: &mut Report,
) -> Article {
    let mut text = TextBuilder::default();
    for block in &page.blocks {
        if !text.is_empty() {
            text.push_inserted("\n");
        }
        text.push_slice(&block.text, 0..block.text.len());
    }
    Article {
        title: submission.title.map(str::to_owned),
        published_on: submission.published_at.map(Edtf::day),
        source_name: submission.source_name.map(str::to_owned),
        authors: Vec::new(),
        text: text.build(),
    }
}
