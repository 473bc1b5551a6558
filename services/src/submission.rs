//! A submission as the service keeps it.

mod rules;

use std::collections::BTreeMap;

use bytes::Bytes;

pub(crate) use self::rules::{MALFORMED, Purpose};
use crate::id::ArticleId;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixMillis(pub i64);

/// One page as a crawler handed it in, checked against the limits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Submission {
    pub url: String,
    /// As fetched, undecoded.
    pub body: Bytes,
    pub content_type: String,
    pub published_at: Option<UnixMillis>,
    pub fetched_at: Option<UnixMillis>,
    pub title: Option<String>,
    pub source_name: Option<String>,
    pub labels: BTreeMap<String, String>,
    pub request_id: Option<String>,
    /// When the service took it in.
    pub submitted_at: UnixMillis,
}

impl Submission {
    pub fn article_id(&self) -> ArticleId {
        ArticleId::of(&self.url, &self.body)
    }
}
