//! What the normalizer is given: one page as a crawler fetched it.

use crate::date::CivilDate;

/// One page as fetched. Nothing in it is trusted: the charset in
/// `content_type` may lie, `url` may be empty, `body` may be anything.
#[derive(Clone, Debug, Default)]
pub struct Submission<'a> {
    /// Where the page was fetched; empty where unknown.
    pub url: &'a str,
    /// The bytes as fetched, undecoded.
    pub body: &'a [u8],
    /// The HTTP header as received; empty where there was none.
    pub content_type: &'a str,
    /// When the crawler says that the page was published, in China's time.
    pub published_at: Option<CivilDate>,
    /// Headline, where the crawler gives one.
    pub title: Option<&'a str>,
    /// Publisher, where the crawler gives one.
    pub source_name: Option<&'a str>,
}
