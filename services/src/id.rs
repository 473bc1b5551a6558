//! Identifiers and positions.

use std::{fmt, str::FromStr};

use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// Names a submission by its content: the same url and body, the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId([u8; 16]);

/// Names one thing that happened, for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId([u8; 16]);

/// A position in the event log: strictly increasing, gaps allowed; 0 is before
/// the first event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seq(pub u64);

/// Tells one event log from another: a rebuilt log has a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Epoch(pub u64);

/// Text that is no identifier of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{text:?} is no {kind}: expected `{prefix}` and 32 hexadecimal digits")]
pub struct IdError {
    kind: &'static str,
    prefix: char,
    text: String,
}

impl ArticleId {
    /// The id of a submission: the first 128 bits of SHA-256 over the length
    /// of the url (8 bytes, little endian), the url and the body.
    pub fn of(url: &str, body: &[u8]) -> Self {
        Self(digest(&[
            &(url.len() as u64).to_le_bytes(),
            url.as_bytes(),
            body,
        ]))
    }
}

impl EventId {
    /// The id of an event that `article` was the first to tell, as its record
    /// number `ordinal`: a rebuild gives the same id again.
    pub fn of(article: ArticleId, ordinal: u32) -> Self {
        Self(digest(&[b"event", &article.0, &ordinal.to_le_bytes()]))
    }
}

impl Seq {
    /// The position behind this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

fn digest(parts: &[&[u8]]) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    let mut id = [0; 16];
    id.iter_mut()
        .zip(hasher.finalize())
        .for_each(|(to, from)| *to = from);
    id
}

macro_rules! hex_id {
    ($name:ident, $kind:literal, $prefix:literal) => {
        impl $name {
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            pub fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{:032x}", $prefix, u128::from_be_bytes(self.0))
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                text.strip_prefix($prefix)
                    .filter(|digits| digits.len() == 32 && digits.bytes().all(is_lower_hex))
                    .and_then(|digits| u128::from_str_radix(digits, 16).ok())
                    .map(|id| Self(id.to_be_bytes()))
                    .ok_or_else(|| IdError {
                        kind: $kind,
                        prefix: $prefix,
                        text: text.chars().take(64).collect(),
                    })
            }
        }
    };
}

hex_id!(ArticleId, "article id", 'a');
hex_id!(EventId, "event id", 'e');

fn is_lower_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_as_it_is_written() {
        let id = ArticleId::of("https://example.cn/1", "联盟".as_bytes());
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("a123".parse::<ArticleId>().is_err());
        assert!(id.to_string().parse::<EventId>().is_err());
        assert!(format!("a+{:031x}", 1).parse::<ArticleId>().is_err());
    }

    #[test]
    fn url_and_body_are_told_apart() {
        assert_ne!(ArticleId::of("ab", b"c"), ArticleId::of("a", b"bc"));
    }
}
