//! Words by which the pieces of a page's head are told apart.

use std::sync::LazyLock;

use crate::{fold::script::simple_form, page::wrap::is_wide};

static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

/// The table, by its kinds.
#[derive(Debug, Default)]
struct Words {
    tells: Vec<&'static str>,
    publishers: Vec<&'static str>,
    bodies: Vec<&'static str>,
    labels: Vec<&'static str>,
}

impl Words {
    fn load() -> Self {
        let mut words = Self::default();
        let rows = include_str!("../../../data/head_words.tsv").lines();
        for (kind, row) in rows.filter_map(|row| row.split_once('\t')) {
            let list = match kind {
                "tells" => &mut words.tells,
                "publisher" => &mut words.publishers,
                "body" => &mut words.bodies,
                "label" => &mut words.labels,
                _ => continue,
            };
            list.extend(row.split(' '));
        }
        words
    }
}

/// A piece in Simplified characters, as the table has its words.
fn simplify(piece: &str) -> String {
    piece.chars().map(simple_form).collect()
}

/// Whether a piece says that something happens: of a headline it is a part, of a
/// site's name hardly.
pub(super) fn tells(piece: &str) -> bool {
    let piece = simplify(piece);
    WORDS.tells.iter().any(|word| piece.contains(word))
}

/// Whether a word ends as the name of an office or publisher does.
pub(super) fn ends_as_publisher(word: &str) -> bool {
    let word = simplify(word);
    WORDS.publishers.iter().any(|end| word.ends_with(end))
}

/// Whether a piece ends as the name of a body does that has offices and papers.
pub(super) fn ends_as_body(piece: &str) -> bool {
    let piece = simplify(piece);
    WORDS.bodies.iter().any(|end| piece.ends_with(end))
}

/// Whether a piece has a label of the line of date, source and authors, with its
/// colon.
pub(super) fn has_label(piece: &str) -> bool {
    let piece = simplify(piece);
    WORDS.labels.iter().any(|label| {
        piece.split_once(label).is_some_and(|(before, behind)| {
            // 文：, but not 拼图：.
            let whole = label.chars().count() > 1 || !before.ends_with(is_wide);
            whole && behind.trim_start().starts_with([':', '：'])
        })
    })
}

/// Whether a piece ends with such a label.
pub(super) fn ends_with_label(piece: &str) -> bool {
    let piece = simplify(piece);
    WORDS.labels.iter().any(|label| piece.ends_with(label))
}
