//! The frame around a record.
//!
//! | bytes | field |
//! |---|---|
//! | 4 | magic `LMR1` |
//! | 1 | kind of the record |
//! | 3 | zero |
//! | 4 | length of the payload |
//! | 4 | CRC-32 of the payload |
//! | 4 | zero |
//! | 4 | CRC-32 of the segment's salt and of the 20 bytes before |
//!
//! The payload's own sum is taken by the submitter's task; only the short sum
//! over the header is left to the one thread that writes.

use super::segment::Salt;

const MAGIC: [u8; 4] = *b"LMR1";
pub(super) const HEADER_BYTES: usize = 24;
/// Records begin at multiples of it, so that a search for the next sound
/// record looks at few places.
pub(super) const ALIGN_BYTES: usize = 8;
/// What ends a segment that is not full.
pub(super) const END: [u8; HEADER_BYTES] = [0; HEADER_BYTES];

/// A frame's header, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FrameHeader {
    pub(super) kind: u8,
    pub(super) payload_len: u32,
    pub(super) payload_crc: u32,
}

impl FrameHeader {
    /// The header's bytes in a segment with this salt.
    pub(super) fn encode(self, salt: Salt) -> [u8; HEADER_BYTES] {
        let mut header = [0; HEADER_BYTES];
        let fields = MAGIC
            .into_iter()
            .chain([self.kind, 0, 0, 0])
            .chain(self.payload_len.to_le_bytes())
            .chain(self.payload_crc.to_le_bytes())
            .chain([0; 4]);
        header
            .iter_mut()
            .zip(fields)
            .for_each(|(to, from)| *to = from);
        if let Some((fields, crc)) = header.split_last_chunk_mut::<4>() {
            *crc = header_crc(salt, fields).to_le_bytes();
        }
        header
    }

    /// Reads a header at the start of `bytes`; `None` where there is none
    /// that this segment wrote.
    pub(super) fn decode(bytes: &[u8], salt: Salt) -> Option<Self> {
        let header = bytes.first_chunk::<HEADER_BYTES>()?;
        let (fields, crc) = header.split_last_chunk::<4>()?;
        if !fields.starts_with(&MAGIC) || header_crc(salt, fields) != u32::from_le_bytes(*crc) {
            return None;
        }
        Some(Self {
            kind: *fields.get(4)?,
            payload_len: u32::from_le_bytes(*fields.get(8..)?.first_chunk()?),
            payload_crc: u32::from_le_bytes(*fields.get(12..)?.first_chunk()?),
        })
    }

    /// Header and payload together.
    pub(super) fn frame_len(self) -> u64 {
        HEADER_BYTES as u64 + u64::from(self.payload_len)
    }
}

/// A sound frame at the start of `bytes`: its header and its payload.
pub(super) fn read_frame(bytes: &[u8], salt: Salt) -> Option<(FrameHeader, &[u8])> {
    let header = FrameHeader::decode(bytes, salt)?;
    let len = usize::try_from(header.frame_len()).ok()?;
    let payload = bytes.get(HEADER_BYTES..len)?;
    (crc32fast::hash(payload) == header.payload_crc).then_some((header, payload))
}

/// The next place where a record may begin.
pub(super) fn align(offset: u64) -> u64 {
    offset.next_multiple_of(ALIGN_BYTES as u64)
}

fn header_crc(salt: Salt, fields: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&salt.0.to_le_bytes());
    hasher.update(fields);
    hasher.finalize()
}
