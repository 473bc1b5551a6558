//! What stands behind the blocks of a run: index and footer.

use crate::store::sled::rows::filter::Filter;

const MAGIC: [u8; 4] = *b"LMRW";
const VERSION: u32 = 1;
pub(super) const FOOTER_BYTES: usize = 56;

/// Where some rows are.
#[derive(Debug)]
pub(in crate::store::sled::rows) struct Block {
    pub(super) offset: u64,
    pub(super) len: u32,
    pub(super) crc: u32,
    pub(in crate::store::sled::rows) first_key: Box<[u8]>,
}

/// What the footer says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Footer {
    pub(super) index_offset: u64,
    pub(super) index: Checked,
    /// The filter follows the index.
    pub(super) filter: Checked,
    pub(super) batches: (u64, u64),
}

/// Length and CRC-32 of a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checked {
    pub(super) len: u32,
    pub(super) crc: u32,
}

impl Checked {
    fn of(part: &[u8]) -> Self {
        Self {
            len: u32::try_from(part.len()).unwrap_or(u32::MAX),
            crc: crc32fast::hash(part),
        }
    }
}

/// Index, filter and footer of blocks that end at `offset`, as they follow
/// them.
pub(super) fn encode_tail(
    blocks: &[Block],
    filter: &Filter,
    batches: (u64, u64),
    offset: u64,
) -> Vec<u8> {
    let index = encode_index(blocks);
    let filter = filter.encode();
    let mut footer = Vec::with_capacity(FOOTER_BYTES);
    footer.extend(offset.to_le_bytes());
    for part in [Checked::of(&index), Checked::of(&filter)] {
        footer.extend(part.len.to_le_bytes());
        footer.extend(part.crc.to_le_bytes());
    }
    footer.extend(batches.0.to_le_bytes());
    footer.extend(batches.1.to_le_bytes());
    footer.extend([0; 4]);
    footer.extend(VERSION.to_le_bytes());
    footer.extend(MAGIC);
    footer.extend(crc32fast::hash(&footer).to_le_bytes());
    [index, filter, footer].concat()
}

/// What a footer says; `None` where it is damaged or of another version.
pub(super) fn decode_footer(footer: &[u8]) -> Option<Footer> {
    let (fields, crc) = footer.split_last_chunk()?;
    if crc32fast::hash(fields) != u32::from_le_bytes(*crc) {
        return None;
    }
    let mut rest = fields;
    let rest = &mut rest;
    let index_offset = u64::from_le_bytes(take(rest)?);
    let [index, filter] = [take_checked(rest)?, take_checked(rest)?];
    let batches = (
        u64::from_le_bytes(take(rest)?),
        u64::from_le_bytes(take(rest)?),
    );
    let [_reserved, version] = [
        u32::from_le_bytes(take(rest)?),
        u32::from_le_bytes(take(rest)?),
    ];
    (version == VERSION && take(rest)? == MAGIC).then_some(Footer {
        index_offset,
        index,
        filter,
        batches,
    })
}

fn encode_index(blocks: &[Block]) -> Vec<u8> {
    let mut index = Vec::new();
    for block in blocks {
        index.extend(block.offset.to_le_bytes());
        index.extend(block.len.to_le_bytes());
        index.extend(block.crc.to_le_bytes());
        let key_len = u16::try_from(block.first_key.len()).unwrap_or(u16::MAX);
        index.extend(key_len.to_le_bytes());
        index.extend_from_slice(&block.first_key);
    }
    index
}

/// The blocks of an index; `None` where it is none.
pub(super) fn decode_index(mut bytes: &[u8]) -> Option<Vec<Block>> {
    let mut blocks = Vec::new();
    while !bytes.is_empty() {
        let offset = u64::from_le_bytes(take(&mut bytes)?);
        let len = u32::from_le_bytes(take(&mut bytes)?);
        let crc = u32::from_le_bytes(take(&mut bytes)?);
        let key_len = u16::from_le_bytes(take(&mut bytes)?);
        let (first_key, rest) = bytes.split_at_checked(usize::from(key_len))?;
        bytes = rest;
        blocks.push(Block {
            offset,
            len,
            crc,
            first_key: first_key.into(),
        });
    }
    Some(blocks)
}

fn take_checked(bytes: &mut &[u8]) -> Option<Checked> {
    Some(Checked {
        len: u32::from_le_bytes(take(bytes)?),
        crc: u32::from_le_bytes(take(bytes)?),
    })
}

/// Takes a number off the front.
fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*number)
}
