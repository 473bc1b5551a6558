//! Features: what a passage looks like, each told by a number that a model may have
//! weights for.

/// Features by their numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features(Vec<u32>);

impl Features {
    /// Adds what `name` is found to be.
    pub(crate) fn add(&mut self, name: u8, value: &[u8]) {
        let hash = hash_bytes(hash_bytes(FNV_OFFSET, &[name, b'=']), value);
        self.0.push(spread(hash));
    }

    /// The numbers, in the order of adding.
    pub(crate) fn into_numbers(self) -> Vec<u32> {
        self.0
    }
}

pub(crate) const FNV_OFFSET: u32 = 0x811c_9dc5;
pub(crate) const FNV_PRIME: u32 = 0x0100_0193;

/// FNV-1a: stable, and quick for a few bytes.
pub(crate) fn hash_bytes(hash: u32, bytes: &[u8]) -> u32 {
    (bytes.iter()).fold(hash, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(FNV_PRIME)
    })
}

/// Spreads a hash over all bits: the model looks features up by the highest.
pub(crate) fn spread(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// By the first of the bounds that the count does not exceed.
pub(crate) fn bucket(count: usize, bounds: &[usize]) -> u8 {
    let bucket = bounds.partition_point(|bound| *bound < count);
    u8::try_from(bucket).unwrap_or(u8::MAX)
}
