//! A filter that knows of most keys that a run does not hold them (a blocked
//! Bloom filter): fourteen bits a key, one in some hundreds is looked for in
//! vain, and so costs hardly more where there are more runs.

/// Those of version 1 had ten; a filter says by its length how many.
const BITS_PER_KEY: usize = 14;
/// Bits of one block: a look-up touches one line of the processor's cache.
const BLOCK_BITS: usize = 512;
const WORDS_PER_BLOCK: usize = BLOCK_BITS / 64;
const PROBES: u32 = 6;
/// Of one piece that is written.
const PIECE_WORDS: usize = 8_192;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    words: Vec<u64>,
}

/// What a filter knows a key by; it stays the same for ever.
pub(super) fn digest(key: &[u8]) -> u32 {
    crc32fast::hash(key)
}

impl Filter {
    /// A filter for so many keys, that holds none yet.
    pub(super) fn with_room(keys: usize) -> Self {
        let words = blocks_for(keys) * WORDS_PER_BLOCK;
        Self {
            words: vec![0; words],
        }
    }

    /// Memory of a filter for so many keys.
    pub(super) fn bytes_for(keys: usize) -> usize {
        blocks_for(keys) * BLOCK_BITS / 8
    }

    /// Adds a key by its digest.
    pub(super) fn insert(&mut self, digest: u32) {
        let blocks = self.words.len() / WORDS_PER_BLOCK;
        for (word, bit) in probes(digest, blocks) {
            if let Some(word) = self.words.get_mut(word) {
                *word |= bit;
            }
        }
    }

    /// Whether the key may be among those that the filter was made of.
    pub(super) fn may_hold(&self, digest: u32) -> bool {
        let blocks = self.words.len() / WORDS_PER_BLOCK;
        probes(digest, blocks).all(|(word, bit)| {
            let word = self.words.get(word);
            word.is_none_or(|word| word & bit != 0)
        })
    }

    /// In memory.
    pub(super) fn bytes(&self) -> usize {
        self.words.len() * size_of::<u64>()
    }

    /// Its bytes in pieces: all of them at once would take as much memory
    /// again.
    pub(super) fn encode(&self) -> impl Iterator<Item = Vec<u8>> {
        let pieces = self.words.chunks(PIECE_WORDS);
        pieces.map(|words| words.iter().flat_map(|word| word.to_le_bytes()).collect())
    }

    pub(super) fn decode(bytes: &[u8]) -> Self {
        let words = bytes.as_chunks().0;
        Self {
            words: words.iter().map(|word| u64::from_le_bytes(*word)).collect(),
        }
    }
}

fn blocks_for(keys: usize) -> usize {
    (keys * BITS_PER_KEY).div_ceil(BLOCK_BITS).max(1)
}

/// The bits of a key: number of the word, and the bit in it.
fn probes(digest: u32, blocks: usize) -> impl Iterator<Item = (usize, u64)> {
    // Spreads the 32 bits over 64.
    let spread = u64::from(digest).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let spread = (spread ^ (spread >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let block = (u128::from(spread) * blocks as u128) >> 64;
    let first_word = usize::try_from(block).unwrap_or(0) * WORDS_PER_BLOCK;
    let bits = spread.wrapping_mul(0x94d0_49bb_1331_11eb);
    (0..PROBES).map(move |probe| {
        let bit = (bits >> (probe * 9)) & (BLOCK_BITS as u64 - 1);
        let word = usize::try_from(bit / 64).unwrap_or(0);
        (first_word + word, 1 << (bit % 64))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_holds_its_keys_and_few_others() {
        let digests = |range: std::ops::Range<u32>| -> Vec<u32> {
            range.map(|n| digest(&n.to_be_bytes())).collect()
        };
        let mut filter = Filter::with_room(20_000);
        for digest in digests(0..20_000) {
            filter.insert(digest);
        }
        let encoded: Vec<_> = filter.encode().collect();
        let filter = Filter::decode(&encoded.concat());
        assert_eq!(filter.bytes(), Filter::bytes_for(20_000));
        assert!(
            digests(0..20_000)
                .iter()
                .all(|digest| filter.may_hold(*digest))
        );
        let others = digests(20_000..40_000);
        let taken = others.iter().filter(|digest| filter.may_hold(**digest));
        assert!(taken.count() < 120);
        assert!(!Filter::with_room(0).may_hold(digest(b"any")));
    }
}
