//! Resume tokens: a position in an event log, opaque to clients.
//!
//! Layout, 21 bytes, big endian: version 1 (1 byte), epoch of the log (8),
//! position (8), CRC-32 of what stands before (4). The checksum is no secret:
//! it tells a mangled token from a whole one.

use bytes::{BufMut as _, Bytes, BytesMut};
use thiserror::Error;

use crate::id::{Epoch, Seq};

/// Length of a token.
pub const TOKEN_BYTES: usize = 21;
const VERSION: u8 = 1;
const CHECKED_BYTES: usize = TOKEN_BYTES - 4;

/// Behind which position of which log a stream goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResumeToken {
    pub epoch: Epoch,
    /// Everything up to here has been delivered or hidden by the filter.
    pub seq: Seq,
}

/// Why bytes are no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TokenError {
    #[error("a resume token has {TOKEN_BYTES} bytes, not {0}")]
    Length(usize),
    #[error("the resume token's checksum is wrong")]
    Checksum,
    #[error("version {0} of resume tokens is unknown")]
    Version(u8),
}

impl ResumeToken {
    pub fn to_bytes(self) -> Bytes {
        let mut buffer = BytesMut::with_capacity(TOKEN_BYTES);
        self.write(&mut buffer);
        buffer.freeze()
    }

    /// Appends the token's [`TOKEN_BYTES`].
    pub fn write(self, buffer: &mut BytesMut) {
        let start = buffer.len();
        buffer.put_u8(VERSION);
        buffer.put_u64(self.epoch.0);
        buffer.put_u64(self.seq.0);
        let checksum = crc32fast::hash(buffer.get(start..).unwrap_or_default());
        buffer.put_u32(checksum);
    }

    /// Reads what [`ResumeToken::to_bytes`] gave.
    ///
    /// # Errors
    /// Where the bytes are none of that.
    pub fn parse(bytes: &[u8]) -> Result<Self, TokenError> {
        let whole: &[u8; TOKEN_BYTES] = bytes
            .try_into()
            .map_err(|_error| TokenError::Length(bytes.len()))?;
        let (checked, checksum) = whole.split_at(CHECKED_BYTES);
        if crc32fast::hash(checked).to_be_bytes() != checksum {
            return Err(TokenError::Checksum);
        }
        let &[version, ref positions @ ..] = whole;
        if version != VERSION {
            return Err(TokenError::Version(version));
        }
        let number = |from: usize| {
            positions
                .iter()
                .skip(from)
                .take(8)
                .fold(0, |number, byte| number << 8 | u64::from(*byte))
        };
        Ok(Self {
            epoch: Epoch(number(0)),
            seq: Seq(number(8)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: ResumeToken = ResumeToken {
        epoch: Epoch(0x0102_0304_0506_0708),
        seq: Seq(u64::MAX - 1),
    };

    #[test]
    fn a_token_reads_as_it_is_written() {
        assert_eq!(ResumeToken::parse(&TOKEN.to_bytes()), Ok(TOKEN));
    }

    #[test]
    fn a_mangled_token_is_refused() {
        let bytes = TOKEN.to_bytes();
        for at in 0..bytes.len() {
            let mut mangled = bytes.to_vec();
            mangled[at] ^= 0x10;
            assert_eq!(ResumeToken::parse(&mangled), Err(TokenError::Checksum));
        }
        assert_eq!(ResumeToken::parse(&bytes[1..]), Err(TokenError::Length(20)));
        assert_eq!(ResumeToken::parse(b""), Err(TokenError::Length(0)));
    }

    #[test]
    fn a_token_of_a_later_version_is_told_apart() {
        let mut bytes = TOKEN.to_bytes().to_vec();
        bytes[0] = 2;
        let checksum = crc32fast::hash(&bytes[..CHECKED_BYTES]).to_be_bytes();
        bytes[CHECKED_BYTES..].copy_from_slice(&checksum);
        assert_eq!(ResumeToken::parse(&bytes), Err(TokenError::Version(2)));
    }
}
