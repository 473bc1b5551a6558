//! The stages in their order: bytes in, article and records out.

use thiserror::Error;

use crate::{
    article::{self, Article},
    decode, event, fold, mention, page,
    record::{Record, SkippedSentence},
    report::Report,
    submission::Submission,
};

/// Version of the rules; changes with every change of what they give.
pub const NORMALIZER_VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+rules.11");

/// What one submission may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest canonical text, in UTF-8 bytes, that records are read from. The
    /// work on a text of nothing but names grows with the square of its length,
    /// so this is what bounds it; articles are far shorter.
    pub text_bytes_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes_max: 1 << 20,
        }
    }
}

/// Why a submission gave no article.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NormalizeError {
    /// The body is no text in any charset.
    #[error("the body is no text: {0}")]
    Undecodable(&'static str),
    /// The canonical text is longer than [`Limits::text_bytes_max`].
    #[error("the article has {text_bytes} bytes of text, {text_bytes_max} are allowed")]
    TooLong {
        text_bytes: usize,
        text_bytes_max: usize,
    },
}

impl NormalizeError {
    /// Stable name, upper snake case.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Undecodable(_) => "UNDECODABLE",
            Self::TooLong { .. } => "TOO_LONG",
        }
    }
}

/// Everything that the rules make of one submission.
#[derive(Clone, Debug)]
pub struct Normalized {
    pub article: Article,
    pub report: Report,
    /// In text order.
    pub records: Vec<Record>,
    /// Sentences that looked like events and gave none, in text order.
    pub skipped: Vec<SkippedSentence>,
}

/// The stages, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Bytes to text.
    Decode,
    /// Text to blocks of a page.
    Page,
    /// Blocks to canonical form.
    Fold,
    /// Blocks to the article.
    Article,
    /// The article's text to mentions.
    Mentions,
    /// Mentions to records.
    Events,
}

impl Stage {
    pub const ALL: [Self; 6] = [
        Self::Decode,
        Self::Page,
        Self::Fold,
        Self::Article,
        Self::Mentions,
        Self::Events,
    ];

    /// Lower case, for logs and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Page => "page",
            Self::Fold => "fold",
            Self::Article => "article",
            Self::Mentions => "mentions",
            Self::Events => "events",
        }
    }
}

/// Turns one submission into its article and records. Deterministic: the same
/// submission gives the same result on every machine. Never panics on input.
///
/// # Errors
/// Where the body is no text, or its text exceeds `limits`.
pub fn normalize(
    submission: &Submission<'_>,
    limits: &Limits,
) -> Result<Normalized, NormalizeError> {
    normalize_observed(submission, limits, |_stage| {})
}

/// As [`normalize`]; tells `done` of each stage that ended, so that a caller
/// with a clock can time them.
///
/// # Errors
/// As [`normalize`].
pub fn normalize_observed(
    submission: &Submission<'_>,
    limits: &Limits,
    mut done: impl FnMut(Stage),
) -> Result<Normalized, NormalizeError> {
    let mut report = Report::default();
    let decoded = decode::decode(submission, &mut report)?;
    done(Stage::Decode);
    let page = page::read_page(&decoded, submission);
    done(Stage::Page);
    let folded = fold::fold_page(page, &mut report);
    done(Stage::Fold);
    let article = article::extract_article(folded, submission, &mut report);
    if article.text.len() > limits.text_bytes_max {
        return Err(NormalizeError::TooLong {
            text_bytes: article.text.len(),
            text_bytes_max: limits.text_bytes_max,
        });
    }
    done(Stage::Article);
    let mentions = mention::find_mentions(&article, submission);
    done(Stage::Mentions);
    let (records, skipped) = event::read_events(&article, &mentions, submission);
    done(Stage::Events);
    Ok(Normalized {
        article,
        report,
        records,
        skipped,
    })
}
