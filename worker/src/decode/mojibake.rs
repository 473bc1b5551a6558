//! Text that was decoded with a wrong charset before it was handed in.
//!
//! Each passage is turned back into the bytes that it must have been and read
//! anew, by every pair of charsets that get confused. A passage is repaired
//! where the reading is plausible Chinese and far likelier than the passage as
//! it stands; short passages are, once longer ones prove the same confusion on
//! the page.

mod annotation;
mod bracket;
mod place;
mod settle;
mod whole;

use std::{collections::BTreeSet, ops::Range};

use self::annotation::Line;
use super::{
    lattice::{self, Atom, Piece, ReadChar, Target},
    misaligned,
    model::{self, Cost},
    pairs::{BIG5_PAIRS, GBK_PAIRS, PairTable, single_byte},
    passage,
    words::PageWords,
};
use crate::{
    report::{RepairKind, Report},
    span::{SpannedText, TextBuilder},
};

/// How often text is mended over: it may have been garbled more than once.
const ROUNDS_MAX: usize = 3;
/// Mean cost of characters beyond ASCII from which on a passage is looked at.
const ODD_MEAN_MIN: Cost = 26;
/// Half bits by which the readings of a page must be likelier in all.
const PROOF_MIN: Cost = 60;
/// Mean cost up to which a reading is plausible Chinese.
const PLAUSIBLE_MEAN_MAX: Cost = 27;
/// Half bits by which one passage must be likelier.
const GAIN_MIN: Cost = 8;
/// Passages with a larger share of lost characters stay: one of so many.
const LOST_SHARE_MAX: usize = 4;
/// Lost characters that are filled in on one page.
const LOST_MAX: usize = 10_000;
/// Bytes of a run of UTF-8 within sound text: two ideographs.
const LATIN_RUN_BYTES_MIN: usize = 6;
/// Longest such run that is looked at in one piece; it bounds the work.
const LATIN_RUN_CHARS_MAX: usize = 512;
/// How often the lost characters are chosen: what the first choice leaves no doubt
/// of tells how other places must be read.
const PASSES: usize = 2;
/// Distinct characters beyond ASCII that a passage needs to prove anything.
const DISTINCT_MIN: usize = 3;

/// Charsets that were confused: what the bytes were read as, and what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Confusion {
    read_as: Wrong,
    are: Target,
}

/// The charset that bytes were read in wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    /// ISO 8859-1 or windows-1252.
    Latin,
    Gbk,
    Big5,
}

impl Wrong {
    /// The charset, where it is one of two bytes.
    fn pairs(self) -> Option<&'static PairTable> {
        match self {
            Self::Latin => None,
            Self::Gbk => Some(&GBK_PAIRS),
            Self::Big5 => Some(&BIG5_PAIRS),
        }
    }
}

const CONFUSIONS: [Confusion; 7] = [
    confusion_of_latin(),
    confusion(Wrong::Gbk, Target::Utf8),
    confusion(Wrong::Latin, Target::Gbk),
    confusion(Wrong::Latin, Target::Big5),
    confusion(Wrong::Gbk, Target::Big5),
    confusion(Wrong::Big5, Target::Gbk),
    confusion(Wrong::Big5, Target::Utf8),
];

const fn confusion_of_latin() -> Confusion {
    confusion(Wrong::Latin, Target::Utf8)
}

const fn confusion(read_as: Wrong, are: Target) -> Confusion {
    Confusion { read_as, are }
}

/// A passage read anew.
struct Mended {
    passage: Range<usize>,
    /// Index into [`CONFUSIONS`].
    confusion: usize,
    characters: Vec<ReadChar>,
    gain: Cost,
    /// Of the characters beyond ASCII.
    mean: Cost,
    /// It is varied enough to be no accident.
    proves: bool,
    lost: usize,
}

/// The text as it was meant, or `None` where nothing is garbled.
pub(super) fn repair(source: &SpannedText, report: &mut Report) -> Option<SpannedText> {
    let mut repaired: Option<SpannedText> = None;
    for _round in 0..ROUNDS_MAX {
        let text = repaired.as_ref().unwrap_or(source);
        match repair_once(text, report) {
            Some(next) => repaired = Some(next),
            None => break,
        }
    }
    repaired
}

fn repair_once(source: &SpannedText, report: &mut Report) -> Option<SpannedText> {
    let mut candidates = Vec::new();
    let mut lost_left = LOST_MAX;
    for passage in odd_passages(source.as_str()) {
        read_anew(
            source.get(passage.clone()),
            &passage,
            &mut lost_left,
            &mut candidates,
        );
    }
    let proven = prove(&candidates);
    let mut chosen: Vec<Mended> = Vec::new();
    for mended in candidates {
        if !proven.get(mended.confusion).copied().unwrap_or_default() || mended.gain < GAIN_MIN {
            continue;
        }
        match chosen.last_mut() {
            Some(last) if last.passage == mended.passage => {
                if last.gain < mended.gain {
                    *last = mended;
                }
            }
            _ => chosen.push(mended),
        }
    }
    if chosen.is_empty() {
        return None;
    }
    let rest = whole::read_rest(source.as_str(), &chosen, &mut lost_left);
    if !rest.is_empty() {
        chosen.extend(rest);
        chosen.sort_unstable_by_key(|mended| mended.passage.start);
    }
    for _pass in 0..PASSES {
        // Only passages with losses: what a page says elsewhere would let two lost
        // characters prove each other.
        let guessed = chosen.iter().map(|mended| mended.characters.as_slice());
        let guessed = guessed.filter(|passage| passage.iter().any(ReadChar::is_guessed));
        let lines: Vec<Line> = guessed.map(Line::of).collect();
        let words = PageWords::of(
            lines
                .iter()
                .map(|line| line.read.iter().map(ReadChar::sure)),
        );
        for mended in &mut chosen {
            if let Some(confusion) = CONFUSIONS.get(mended.confusion) {
                settle::settle(&mut mended.characters, *confusion, &words);
            }
        }
    }
    Some(rebuild(source, &chosen, report))
}

/// Which confusions the page proves.
fn prove(candidates: &[Mended]) -> Vec<bool> {
    (0..CONFUSIONS.len())
        .map(|confusion| {
            let proof = candidates
                .iter()
                .filter(|mended| mended.confusion == confusion)
                .filter(|mended| mended.mean <= PLAUSIBLE_MEAN_MAX && mended.proves)
                .map(|mended| mended.gain)
                .fold(0, Cost::saturating_add);
            proof >= PROOF_MIN
        })
        .collect()
}

/// Passages between line breaks and tags that are hardly Chinese as they stand.
fn odd_passages(text: &str) -> Vec<Range<usize>> {
    let mut passages = Vec::new();
    for passage in passage::split(text) {
        let piece = text.get(passage.clone()).unwrap_or_default();
        if piece.is_ascii() {
            continue;
        }
        let look = Look::at(piece);
        let runs = if look.has_lead_letter && look.has_ideograph {
            latin_runs(piece, passage.start)
        } else {
            Vec::new()
        };
        if !runs.is_empty() {
            passages.extend(runs);
        } else if look.is_odd() {
            passages.push(passage);
        }
    }
    passages
}

/// What one look at the characters of a passage tells.
#[derive(Default)]
struct Look {
    /// Letters of Latin mojibake.
    has_lead_letter: bool,
    has_ideograph: bool,
    /// Cost and number of the characters beyond ASCII.
    cost: Cost,
    count: Cost,
}

impl Look {
    fn at(piece: &str) -> Self {
        let mut look = Self::default();
        for character in piece.chars() {
            if character.is_ascii() {
                continue;
            }
            look.has_lead_letter |= is_lead_letter(character);
            look.has_ideograph |= model::is_ideograph(character);
            look.cost += model::character_cost(character);
            look.count += 1;
        }
        look
    }

    /// Whether the passage is hardly Chinese as it stands.
    fn is_odd(&self) -> bool {
        self.cost >= ODD_MEAN_MIN * self.count
    }
}

/// Letters that are the first bytes of UTF-8 read as Latin.
fn is_lead_letter(character: char) -> bool {
    matches!(character, '\u{C2}'..='\u{F4}')
}

/// Whether a letter that is a first byte is followed by one that goes on.
fn is_continued(text: &str) -> bool {
    let second = text.chars().nth(1).and_then(single_byte);
    second.is_some_and(|byte| (0x80..=0xBF).contains(&byte))
}

/// The runs of a mixed passage that are sound UTF-8 when turned into bytes, each
/// as far as it is. What stands around them, quotation marks too, is not touched.
fn latin_runs(piece: &str, start: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut done = 0;
    for (at, _lead) in piece.match_indices(is_lead_letter) {
        if at < done || !is_continued(piece.get(at..).unwrap_or_default()) {
            continue;
        }
        let run: Vec<(usize, u8)> = piece
            .get(at..)
            .unwrap_or_default()
            .char_indices()
            .take(LATIN_RUN_CHARS_MAX)
            .map_while(|(offset, character)| {
                Some((at + offset + character.len_utf8(), single_byte(character)?))
            })
            .collect();
        let bytes: Vec<u8> = run.iter().map(|(_end, byte)| *byte).collect();
        let sound = bytes
            .utf8_chunks()
            .next()
            .map_or(0, |chunk| chunk.valid().len());
        done = sound
            .checked_sub(1)
            .and_then(|last| run.get(last))
            .map_or(at + 1, |(end, _byte)| *end);
        if sound >= LATIN_RUN_BYTES_MIN {
            runs.push(start + at..start + done);
        }
    }
    runs
}

/// All readings of a passage that are likelier than the passage; none where it
/// was damaged otherwise.
fn read_anew(
    text: &str,
    passage: &Range<usize>,
    lost_left: &mut usize,
    candidates: &mut Vec<Mended>,
) {
    let length = text.chars().count();
    let lost = text.matches('\u{FFFD}').count();
    let questions = text.matches('?').count();
    if (lost + questions) * LOST_SHARE_MAX > length || lost + questions > *lost_left {
        return;
    }
    if misaligned::has_toned_reading(text) {
        return;
    }
    let own_cost = model::text_cost(text);
    for (index, confusion) in CONFUSIONS.iter().enumerate() {
        let Some(atoms) = to_atoms(text, passage.start, confusion.read_as) else {
            continue;
        };
        *lost_left = lost_left.saturating_sub(lost + questions);
        let reading = read_through(&atoms, *confusion);
        if reading.cost < own_cost {
            candidates.push(Mended {
                passage: passage.clone(),
                confusion: index,
                mean: mean_cost(&reading.characters),
                proves: is_varied(&reading.characters) && !is_drawing(text),
                gain: own_cost - reading.cost,
                characters: reading.characters,
                lost,
            });
        }
    }
}

/// Reads the atoms; what is Latin again was garbled twice.
fn read_through(atoms: &[Atom], confusion: Confusion) -> lattice::Reading {
    let reading = lattice::read(atoms, confusion.are, confusion.read_as.pairs());
    if confusion != confusion_of_latin() {
        return reading;
    }
    let again: Option<Vec<Atom>> = reading
        .characters
        .iter()
        .map(|read| {
            let (first, second) = to_pieces(read.character, Wrong::Latin)?;
            Some(Atom {
                first,
                second,
                behind: None,
                source: read.source.clone(),
            })
        })
        .collect();
    match again.map(|atoms| lattice::read(&atoms, confusion.are, None)) {
        Some(twice) if twice.cost < reading.cost => twice,
        _ => reading,
    }
}

fn is_varied(characters: &[ReadChar]) -> bool {
    let beyond_ascii: Vec<char> = characters
        .iter()
        .map(|read| read.character)
        .filter(|character| !character.is_ascii())
        .collect();
    let distinct: BTreeSet<char> = beyond_ascii.iter().copied().collect();
    distinct.len() >= DISTINCT_MIN && distinct.len() * 6 >= beyond_ascii.len()
}

/// Whether the passage is mostly arrows, frames and signs, which are odd and
/// still what they should be.
fn is_drawing(text: &str) -> bool {
    let drawn = text
        .matches(|character| matches!(character, '\u{2190}'..='\u{27BF}'))
        .count();
    drawn * 2
        > text
            .chars()
            .filter(|character| !character.is_ascii())
            .count()
}

/// Mean cost of the characters beyond ASCII.
fn mean_cost(characters: &[ReadChar]) -> Cost {
    let (mut cost, mut count, mut before) = (0, 0, '\n');
    for read in characters {
        if !read.character.is_ascii() {
            cost += model::step_cost(before, read.character);
            count += 1;
        }
        before = read.character;
    }
    // A reading without any proves nothing.
    cost.checked_div(count).unwrap_or(Cost::MAX)
}

/// The bytes that a passage must have been; `None` where a character of it
/// cannot come from that charset.
fn to_atoms(text: &str, start: usize, read_as: Wrong) -> Option<Vec<Atom>> {
    let mut atoms: Vec<Atom> = text
        .char_indices()
        .map(|(offset, character)| {
            let (first, second) = to_pieces(character, read_as)?;
            let at = start + offset;
            Some(Atom {
                first,
                second,
                behind: None,
                source: at..at + character.len_utf8(),
            })
        })
        .collect::<Option<_>>()?;
    let mut behind = None;
    for atom in atoms.iter_mut().rev() {
        atom.behind = behind;
        behind = match atom.first {
            Piece::One(byte) | Piece::Two([byte, _]) => Some(byte),
            Piece::Lost | Piece::LostOf1252 => None,
        };
    }
    Some(atoms)
}

fn to_pieces(character: char, read_as: Wrong) -> Option<(Piece, Option<Piece>)> {
    let lost = match read_as {
        Wrong::Latin => Piece::LostOf1252,
        Wrong::Gbk | Wrong::Big5 => Piece::Lost,
    };
    match (character, read_as) {
        ('\u{FFFD}', _) => Some((lost, None)),
        ('?', _) => Some((Piece::One(b'?'), Some(lost))),
        (_, Wrong::Latin) => Some((Piece::One(single_byte(character)?), None)),
        (_, _) if character.is_ascii() => {
            Some((Piece::One(u8::try_from(u32::from(character)).ok()?), None))
        }
        // The one byte beyond ASCII that readers of GBK give a character.
        ('€', Wrong::Gbk) => Some((Piece::One(0x80), Some(Piece::Two([0xA2, 0xE3])))),
        (_, Wrong::Gbk) => to_pairs(character, &GBK_PAIRS),
        (_, Wrong::Big5) => to_pairs(character, &BIG5_PAIRS),
    }
}

fn to_pairs(character: char, table: &PairTable) -> Option<(Piece, Option<Piece>)> {
    let [first, second] = table.origins(character);
    Some((Piece::Two(first?), second.map(Piece::Two)))
}

/// The text with the chosen passages mended.
fn rebuild(source: &SpannedText, chosen: &[Mended], report: &mut Report) -> SpannedText {
    let mut builder = TextBuilder::with_capacity(source.len());
    let mut done = 0;
    for mended in chosen {
        builder.push_slice(source, done..mended.passage.start);
        let start = builder.len();
        for read in &mended.characters {
            let mut buffer = [0; 4];
            let text = read.character.encode_utf8(&mut buffer);
            builder.push_replaced(source, read.source.clone(), text);
        }
        report.note(
            RepairKind::Mojibake,
            source.get(mended.passage.clone()),
            builder.as_str().get(start..).unwrap_or_default(),
            source.body_span(mended.passage.clone()),
        );
        report.count(RepairKind::Undecodable, lost_count(mended));
        done = mended.passage.end;
    }
    builder.push_slice(source, done..source.len());
    builder.build()
}

/// Characters of which bytes were lost, restored or not.
fn lost_count(mended: &Mended) -> usize {
    let guessed = mended
        .characters
        .iter()
        .filter(|read| read.is_guessed())
        .count();
    guessed.max(mended.lost)
}

#[cfg(test)]
mod tests;
