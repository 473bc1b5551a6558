//! The two-byte charsets as tables, in both directions: which character a pair
//! of bytes is, and which pairs a character can have come from.

use std::{collections::HashMap, sync::LazyLock};

use encoding_rs::{BIG5, Encoding, GB18030};

/// Byte strings of at most two bytes that a character can have come from.
pub(super) type Origins = [Option<[u8; 2]>; 2];

/// A two-byte charset.
#[derive(Debug)]
pub(super) struct PairTable {
    /// By lead and trail byte; U+0000 where the pair is none.
    characters: Vec<char>,
    origins: HashMap<char, Origins>,
}

/// GBK with the user-defined areas as private-use characters.
pub(super) static GBK_PAIRS: LazyLock<PairTable> = LazyLock::new(|| PairTable::new(GB18030));
/// Big5 with HKSCS.
pub(super) static BIG5_PAIRS: LazyLock<PairTable> = LazyLock::new(|| PairTable::new(BIG5));

const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xFE;

/// Pairs that GB18030-2000 had as private-use characters and that later editions
/// gave a meaning (GB18030-2005 and 2022, tables of changed mappings).
const GB18030_2000: [(u16, char, u16); 15] = [
    (0xA6D9, '\u{E78D}', 7),
    (0xA6EC, '\u{E794}', 2),
    (0xA6F3, '\u{E796}', 1),
    (0xA8BC, '\u{E7C7}', 1),
    (0xA8BF, '\u{E7C8}', 1),
    (0xFE51, '\u{E816}', 3),
    (0xFE59, '\u{E81E}', 1),
    (0xFE61, '\u{E826}', 1),
    (0xFE66, '\u{E82B}', 2),
    (0xFE6C, '\u{E831}', 2),
    (0xFE76, '\u{E83B}', 1),
    (0xFE7E, '\u{E843}', 1),
    (0xFE90, '\u{E854}', 2),
    (0xFEA0, '\u{E864}', 1),
    (0xA989, '\u{E7E7}', 13),
];

impl PairTable {
    fn new(encoding: &'static Encoding) -> Self {
        let mut characters = vec!['\0'; 1 << 16];
        let mut origins: HashMap<char, Origins> = HashMap::new();
        for lead in LEADS {
            for trail in (0x40..=0x7E).chain(0x80..=0xFE) {
                let pair = [lead, trail];
                let decoded = encoding.decode_without_bom_handling_and_without_replacement(&pair);
                let mut decoded = decoded.iter().flat_map(|text| text.chars());
                let (Some(character), None) = (decoded.next(), decoded.next()) else {
                    continue;
                };
                if let Some(slot) = characters.get_mut(usize::from(u16::from_be_bytes(pair))) {
                    *slot = character;
                }
                let known = origins.entry(character).or_default();
                if let Some(slot) = known.iter_mut().find(|slot| slot.is_none()) {
                    *slot = Some(pair);
                }
            }
        }
        if encoding == GB18030 {
            for (first_pair, first, count) in GB18030_2000 {
                for step in 0..count {
                    if let Some(old) = char::from_u32(u32::from(first) + u32::from(step)) {
                        let pair = (first_pair + step).to_be_bytes();
                        origins.entry(old).or_insert([Some(pair), None]);
                    }
                }
            }
        }
        Self {
            characters,
            origins,
        }
    }

    /// The character of a pair.
    pub(super) fn character(&self, lead: u8, trail: u8) -> Option<char> {
        let at = usize::from(u16::from_be_bytes([lead, trail]));
        self.characters
            .get(at)
            .copied()
            .filter(|character| *character != '\0')
    }

    /// All pairs that are ideographs, ascending.
    pub(super) fn ideographs(&self) -> impl Iterator<Item = ([u8; 2], char)> {
        let all = (0..=u16::MAX).zip(&self.characters);
        all.filter(|(_pair, character)| super::model::is_ideograph(**character))
            .map(|(pair, character)| (pair.to_be_bytes(), *character))
    }

    /// The pairs of a character, ascending.
    pub(super) fn origins(&self, character: char) -> Origins {
        self.origins.get(&character).copied().unwrap_or_default()
    }
}

/// The byte that windows-1252, or ISO 8859-1 where that has none, reads as
/// `character`.
pub(super) fn single_byte(character: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(character)) {
        return Some(byte);
    }
    Some(match character {
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8A,
        '‹' => 0x8B,
        'Œ' => 0x8C,
        'Ž' => 0x8E,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9A,
        '›' => 0x9B,
        'œ' => 0x9C,
        'ž' => 0x9E,
        'Ÿ' => 0x9F,
        _ => return None,
    })
}
