//! What stands beside the blocks of a run: pages of its index, and the footer.

const MAGIC: [u8; 4] = *b"LMRW";
/// That is written. In version 1 the index is a single page.
pub(super) const VERSION: u32 = 2;
pub(super) const FOOTER_BYTES: usize = 56;
/// A page ends once it has as many bytes.
const PAGE_BYTES: usize = if cfg!(test) { 100 } else { 4_000 };
/// And as many places: however long the keys are, each level of the index has
/// far fewer pages than the one below.
const PAGE_PLACES_MIN: usize = 4;
/// Bits for each key in a filter of version 1, which does not say how many
/// keys there are.
const VERSION_1_BITS_PER_KEY: u32 = 10;
/// Of a place in memory beside its key, about.
const PLACE_COST: usize = size_of::<Place>() + 16;

/// Where a block is, or a page of the level below.
#[derive(Clone, Debug)]
pub(in crate::store::sled::rows) struct Place {
    pub(super) offset: u64,
    pub(super) len: u32,
    pub(super) crc: u32,
    pub(in crate::store::sled::rows) first_key: Box<[u8]>,
}

/// A page of an index: neighbouring places in the order of their keys.
#[derive(Debug)]
pub(super) struct Page {
    /// 0 where they are of blocks.
    pub(super) level: u8,
    pub(super) places: Box<[Place]>,
}

/// A page in the making.
#[derive(Debug)]
pub(super) struct PageDraft {
    bytes: Vec<u8>,
    places: usize,
    first_key: Option<Box<[u8]>>,
}

/// What the footer says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Footer {
    pub(super) version: u32,
    pub(super) root_offset: u64,
    pub(super) root: Checked,
    /// The filter follows the root; of no bytes where there is none.
    pub(super) filter: Checked,
    pub(super) batches: (u64, u64),
    /// That the filter holds, or would.
    pub(super) keys: u32,
}

/// Length and CRC-32 of a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checked {
    pub(super) len: u32,
    pub(super) crc: u32,
}

impl Checked {
    pub(super) fn of(part: &[u8]) -> Self {
        Self {
            len: u32::try_from(part.len()).unwrap_or(u32::MAX),
            crc: crc32fast::hash(part),
        }
    }
}

impl Page {
    /// What its places say; `None` where it is none of this version.
    pub(super) fn decode(bytes: &[u8], version: u32) -> Option<Self> {
        // Its only page is of blocks, and does not say so.
        let (level, mut bytes) = match version {
            1 => (0, bytes),
            _ => bytes.split_first().map(|(level, rest)| (*level, rest))?,
        };
        let mut places = Vec::new();
        while !bytes.is_empty() {
            let offset = u64::from_le_bytes(take(&mut bytes)?);
            let len = u32::from_le_bytes(take(&mut bytes)?);
            let crc = u32::from_le_bytes(take(&mut bytes)?);
            let key_len = u16::from_le_bytes(take(&mut bytes)?);
            let (first_key, rest) = bytes.split_at_checked(usize::from(key_len))?;
            bytes = rest;
            places.push(Place {
                offset,
                len,
                crc,
                first_key: first_key.into(),
            });
        }
        Some(Self {
            level,
            places: places.into(),
        })
    }

    /// In memory.
    pub(super) fn bytes(&self) -> usize {
        let places = self.places.iter();
        places.fold(0, |bytes, place| bytes + PLACE_COST + place.first_key.len())
    }

    /// Number of the last place whose first key is not behind a key.
    pub(super) fn place_of(&self, key: &[u8]) -> Option<usize> {
        let behind = self
            .places
            .partition_point(|place| *place.first_key <= *key);
        behind.checked_sub(1)
    }
}

impl PageDraft {
    pub(super) fn new(level: u8) -> Self {
        Self {
            bytes: vec![level],
            places: 0,
            first_key: None,
        }
    }

    /// Adds a place whose key lies behind all before.
    pub(super) fn push(&mut self, place: &Place) {
        self.bytes.extend(place.offset.to_le_bytes());
        self.bytes.extend(place.len.to_le_bytes());
        self.bytes.extend(place.crc.to_le_bytes());
        let key_len = u16::try_from(place.first_key.len()).unwrap_or(u16::MAX);
        self.bytes.extend(key_len.to_le_bytes());
        self.bytes.extend_from_slice(&place.first_key);
        self.places += 1;
        if self.first_key.is_none() {
            self.first_key = Some(place.first_key.clone());
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes.len() >= PAGE_BYTES && self.places >= PAGE_PLACES_MIN
    }

    /// Its bytes, and its first key where it has any.
    pub(super) fn into_parts(self) -> (Vec<u8>, Option<Box<[u8]>>) {
        (self.bytes, self.first_key)
    }
}

pub(super) fn encode_footer(footer: &Footer) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(FOOTER_BYTES);
    bytes.extend(footer.root_offset.to_le_bytes());
    for part in [footer.root, footer.filter] {
        bytes.extend(part.len.to_le_bytes());
        bytes.extend(part.crc.to_le_bytes());
    }
    bytes.extend(footer.batches.0.to_le_bytes());
    bytes.extend(footer.batches.1.to_le_bytes());
    bytes.extend(footer.keys.to_le_bytes());
    bytes.extend(footer.version.to_le_bytes());
    bytes.extend(MAGIC);
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    bytes
}

/// What a footer says; `None` where it is damaged or of an unknown version.
pub(super) fn decode_footer(footer: &[u8]) -> Option<Footer> {
    let (fields, crc) = footer.split_last_chunk()?;
    if crc32fast::hash(fields) != u32::from_le_bytes(*crc) {
        return None;
    }
    let mut rest = fields;
    let rest = &mut rest;
    let root_offset = u64::from_le_bytes(take(rest)?);
    let [root, filter] = [take_checked(rest)?, take_checked(rest)?];
    let batches = (
        u64::from_le_bytes(take(rest)?),
        u64::from_le_bytes(take(rest)?),
    );
    let [keys, version] = [
        u32::from_le_bytes(take(rest)?),
        u32::from_le_bytes(take(rest)?),
    ];
    let keys = match version {
        1 => filter.len.saturating_mul(8) / VERSION_1_BITS_PER_KEY,
        VERSION => keys,
        _ => return None,
    };
    (take(rest)? == MAGIC).then_some(Footer {
        version,
        root_offset,
        root,
        filter,
        batches,
        keys,
    })
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
