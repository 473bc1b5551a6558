//! Round-ups: pages of several reports, each an item with its own mark.

use crate::event::reading::Reading;

/// Marks before the items of a round-up.
const MARKS: &[char] = &[
    '◆', '◇', '●', '○', '■', '□', '▲', '△', '★', '☆', '◎', '※', '►', '▶', '•', '【', '〖', '▍', '▌',
];
/// Fewest items of a round-up.
const ITEMS_MIN: usize = 3;

/// Where a sentence stands in a round-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ItemPlace {
    /// Whether its item begins with it.
    pub(crate) opens: bool,
}

/// For each sentence its place in an item, `None` before the first; empty where
/// the page is no round-up. What one item says of time and place holds for no
/// other.
pub(crate) fn find_items(reading: &Reading<'_>) -> Vec<Option<ItemPlace>> {
    let opens: Vec<bool> = (reading.sentences.iter())
        .map(|sentence| {
            let text = reading.text(sentence.span.clone());
            let first = (sentence.index.checked_sub(1))
                .and_then(|index| reading.mentions.sentences.get(index))
                .map(|previous| previous.paragraph);
            let own =
                (reading.mentions.sentences.get(sentence.index)).map(|sentence| sentence.paragraph);
            first != own && text.starts_with(MARKS)
        })
        .collect();
    if opens.iter().filter(|opens| **opens).count() < ITEMS_MIN {
        return Vec::new();
    }
    let mut begun = false;
    opens
        .into_iter()
        .map(|opens| {
            begun |= opens;
            begun.then_some(ItemPlace { opens })
        })
        .collect()
}
