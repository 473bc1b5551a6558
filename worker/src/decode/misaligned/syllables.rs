//! Which pairs of bytes a reading can stand behind.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    decode::pairs::GBK_PAIRS,
    fold::{readings, spell, strip_tone},
};

/// A character and its bytes in GBK.
pub(super) type Pair = ([u8; 2], char);

static BY_SYLLABLE: LazyLock<HashMap<String, Vec<Pair>>> = LazyLock::new(|| {
    let mut all: HashMap<String, Vec<Pair>> = HashMap::new();
    for (bytes, character) in GBK_PAIRS.ideographs() {
        for reading in readings(character) {
            for syllable in [strip_tone(&reading), reading] {
                let pairs = all.entry(syllable).or_default();
                // The pairs come in order: one that is known is the last.
                if pairs.last().is_none_or(|(last, _character)| *last != bytes) {
                    pairs.push((bytes, character));
                }
            }
        }
    }
    all
});

/// The characters that `syllable` reads, its tone right or left out, by their
/// bytes, ascending.
pub(super) fn characters_read(syllable: &str) -> &'static [Pair] {
    BY_SYLLABLE.get(&spell(syllable)).map_or(&[], Vec::as_slice)
}

/// The same of those that begin with `lead`.
pub(super) fn with_lead(syllable: &str, lead: u8) -> &'static [Pair] {
    let all = characters_read(syllable);
    let from = all.partition_point(|([first, _], _)| *first < lead);
    let to = all.partition_point(|([first, _], _)| *first <= lead);
    all.get(from..to).unwrap_or_default()
}
