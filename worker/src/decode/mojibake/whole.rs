//! Pages that are garbled as a whole: what is too short, or has lost too much,
//! to prove anything by itself was confused as all the rest was.

use std::ops::Range;

use super::{CONFUSIONS, Mended, is_varied, mean_cost, read_through, to_atoms};
use crate::decode::{model, passage};

/// A page is garbled as a whole where one in so many of its bytes beyond the
/// mended passages is left at most.
const LEFT_SHARE_MAX: usize = 5;
/// Half bits that the rest of the page speaks for a passage.
const PAGE: model::Cost = 16;
/// Passages with a larger share of lost characters stay: one of so many.
const LOST_SHARE_MAX: usize = 2;

/// The passages that are left of a page that is garbled as a whole, read as the
/// page is.
pub(super) fn read_rest(text: &str, chosen: &[Mended], lost_left: &mut usize) -> Vec<Mended> {
    let mended_bytes = |confusion: usize| -> usize {
        let same = chosen.iter().filter(|mended| mended.confusion == confusion);
        same.map(|mended| mended.passage.len()).sum()
    };
    let Some((mended, confusion)) = (0..CONFUSIONS.len())
        .map(|confusion| (mended_bytes(confusion), confusion))
        .max()
    else {
        return Vec::new();
    };
    let left: Vec<Range<usize>> = passage::split(text)
        .filter(|passage| !text.get(passage.clone()).unwrap_or_default().is_ascii())
        .filter(|passage| !is_mended(chosen, passage))
        .collect();
    let left_bytes: usize = left.iter().map(Range::len).sum();
    if left_bytes * LEFT_SHARE_MAX > mended {
        return Vec::new();
    }
    left.into_iter()
        .filter_map(|passage| read(text.get(passage.clone())?, passage, confusion, lost_left))
        .collect()
}

fn is_mended(chosen: &[Mended], passage: &Range<usize>) -> bool {
    let behind = chosen.partition_point(|mended| mended.passage.end <= passage.start);
    chosen
        .get(behind)
        .is_some_and(|mended| mended.passage.start < passage.end)
}

fn read(
    text: &str,
    passage: Range<usize>,
    confusion: usize,
    lost_left: &mut usize,
) -> Option<Mended> {
    let kind = CONFUSIONS.get(confusion)?;
    let lost = text.matches(['\u{FFFD}', '?']).count();
    if lost * LOST_SHARE_MAX > text.chars().count() || lost > *lost_left {
        return None;
    }
    *lost_left -= lost;
    let atoms = to_atoms(text, passage.start, kind.read_as)?;
    let reading = read_through(&atoms, *kind);
    let is_whole = reading
        .characters
        .iter()
        .all(|read| read.character != '\u{FFFD}');
    let own_cost = model::text_cost(text);
    (is_whole && reading.cost <= own_cost + PAGE).then(|| Mended {
        passage,
        confusion,
        gain: own_cost.saturating_sub(reading.cost),
        mean: mean_cost(&reading.characters),
        proves: is_varied(&reading.characters),
        lost: text.matches('\u{FFFD}').count(),
        characters: reading.characters,
    })
}
