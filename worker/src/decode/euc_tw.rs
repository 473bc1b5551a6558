//! EUC-TW: CNS 11643 in eight bits, plane 1 in two bytes and the others in four.
//! The WHATWG does not have it; old Unix systems of Taiwan do.

use std::{iter, sync::LazyLock};

use super::reader::Reader;

/// Rows of a plane, and cells of a row.
const SIDE: usize = 94;
/// Planes that the table has.
const PLANES: usize = 3;
/// Leads the two bytes of a plane, whose number follows it.
const PLANE_SHIFT: u8 = 0x8E;

/// By plane, row and cell; U+0000 where a cell has no character.
static CHARACTERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut characters = vec!['\0'; PLANES * SIDE * SIDE];
    let rows = include_str!("../../data/euc_tw.tsv").lines();
    for row in rows.filter(|line| !line.starts_with('#')) {
        let mut columns = row.split('\t');
        let plane = columns.next().and_then(|plane| plane.parse::<u8>().ok());
        let byte = columns
            .next()
            .and_then(|row| u8::from_str_radix(row, 16).ok());
        let (Some(plane), Some(byte), Some(cells)) = (plane, byte, columns.next()) else {
            continue;
        };
        for (trail, character) in (0xA1..=0xFE)
            .zip(cells.chars())
            .filter(|(_, cell)| *cell != '.')
        {
            let slot = index(plane, [byte, trail]).and_then(|at| characters.get_mut(at));
            if let Some(slot) = slot {
                *slot = character;
            }
        }
    }
    characters
});

/// Where the table has the character of a pair.
fn index(plane: u8, [lead, trail]: [u8; 2]) -> Option<usize> {
    let offset = |byte: u8| {
        (0xA1..=0xFE)
            .contains(&byte)
            .then(|| usize::from(byte - 0xA1))
    };
    let plane = usize::from(plane).checked_sub(1)?;
    Some((plane * SIDE + offset(lead)?) * SIDE + offset(trail)?)
}

fn character(plane: u8, pair: [u8; 2]) -> Option<char> {
    let found = CHARACTERS.get(index(plane, pair)?).copied();
    found.filter(|character| *character != '\0')
}

/// The first character of `bytes` and how many of them it takes; `None` for one
/// that there is not. A byte that leads nothing stands for itself alone.
fn read_one(bytes: &[u8]) -> Option<(Option<char>, usize)> {
    Some(match *bytes {
        [] => return None,
        [byte, ..] if byte.is_ascii() => (Some(char::from(byte)), 1),
        [
            PLANE_SHIFT,
            plane @ 0xA1..=0xB0,
            lead @ 0xA1..=0xFE,
            trail @ 0xA1..=0xFE,
            ..,
        ] => (character(plane - 0xA0, [lead, trail]), 4),
        [lead @ 0xA1..=0xFE, trail @ 0xA1..=0xFE, ..] => (character(1, [lead, trail]), 2),
        [_, ..] => (None, 1),
    })
}

/// Reads EUC-TW from `start_byte` on.
pub(super) fn read(reader: &mut Reader<'_>, start_byte: usize) {
    let mut at = start_byte;
    while let Some((character, len)) = reader.body.get(at..).and_then(read_one) {
        match character {
            Some(character) => reader.builder.push_char(character, at..at + len),
            None => reader.replace(at, at + len),
        }
        at += len;
    }
}

/// The text of some bytes, with U+FFFD for what is no character.
pub(super) fn decode(bytes: &[u8]) -> String {
    let mut at = 0;
    let characters = iter::from_fn(|| {
        let (character, len) = bytes.get(at..).and_then(read_one)?;
        at += len;
        Some(character.unwrap_or('\u{FFFD}'))
    });
    characters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_the_planes_are_read() {
        // Plane 1 in two bytes and in four, plane 2, and a plane without table.
        assert_eq!(decode(b"a\xC4\xA1\xC4\xE3"), "a一中");
        assert_eq!(decode(b"\x8E\xA1\xC4\xA1"), "一");
        assert_eq!(decode(b"\x8E\xA2\xA1\xA2"), "乜");
        assert_eq!(decode(b"\x8E\xAF\xA1\xA1b"), "\u{FFFD}b");
        assert_eq!(decode(b"\xC4b\xC4"), "\u{FFFD}b\u{FFFD}");
    }
}
