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
pub const NORMALIZER_VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+rules.1");

/// What one submission may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest canonical text, in UTF-8 bytes, that records are read from.
    pub text_bytes_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes_max: 4 << 20,
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

/// Turns one submission into its article and records. Deterministic: the same
/// submission gives the same result on every machine. Never panics on input.
///
/// # Errors
/// Where the body is no text, or its text exceeds `limits`.
pub fn normalize(
    submission: &Submission<'_>,
    limits: &Limits,
) -> Result<Normalized, NormalizeError> {
    let mut report = Report::default();
    let decoded = decode::decode(submission, &mut report)?;
    let page = page::read_page(&decoded, submission);
    let folded = fold::fold_page(page, &mut report);
    let article = article::extract_article(folded, submission, &mut report);
    if article.text.len() > limits.text_bytes_max {
        return Err(NormalizeError::TooLong {
            text_bytes: article.text.len(),
            text_bytes_max: limits.text_bytes_max,
        });
    }
    let mentions = mention::find_mentions(&article, submission);
    let (records, skipped) = event::read_events(&article, &mentions, submission);
    Ok(Normalized {
        article,
        report,
        records,
        skipped,
    })
}
