//! Where names stand in a text.

use std::{collections::HashMap, ops::Range};

use crate::word_list::{Signs, sign_of};

/// Names to be found in a text. Names must not repeat.
///
/// A text has few names, and building an automaton of them would cost more than
/// the search: the names that begin with a character are looked up by length.
pub(crate) struct NameFinder<'n> {
    /// Most characters of a text begin none, which is told without a look into a table.
    firsts: Signs,
    lengths: HashMap<char, Vec<usize>>,
    values: HashMap<&'n str, usize>,
}

impl<'n> NameFinder<'n> {
    pub(crate) fn new(names: impl Iterator<Item = (&'n str, usize)>) -> Self {
        let mut finder = Self {
            firsts: Signs::NONE,
            lengths: HashMap::new(),
            values: HashMap::new(),
        };
        for (name, value) in names {
            if let Some(first) = name.chars().next() {
                finder.firsts = finder.firsts.with(sign_of(first));
                finder.lengths.entry(first).or_default().push(name.len());
                finder.values.insert(name, value);
            }
        }
        for of_first in finder.lengths.values_mut() {
            of_first.sort_unstable_by(|left, right| right.cmp(left));
            of_first.dedup();
        }
        finder
    }

    /// The names that begin at the byte `start`, with the character `first`, the
    /// longest first.
    pub(crate) fn at(
        &self,
        text: &str,
        start: usize,
        first: char,
    ) -> impl Iterator<Item = (Range<usize>, usize)> {
        let lengths = (self.firsts.has(sign_of(first)))
            .then(|| self.lengths.get(&first))
            .flatten();
        lengths.into_iter().flatten().filter_map(move |length| {
            let name = text.get(start..start + length)?;
            let value = self.values.get(name)?;
            Some((start..start + length, *value))
        })
    }
}

/// Every place of the names, the longest first where several begin together;
/// ascending, none overlapping.
pub(crate) fn find_names(text: &str, names: &[(String, usize)]) -> Vec<(Range<usize>, usize)> {
    let finder = NameFinder::new((names.iter()).map(|(name, value)| (name.as_str(), *value)));
    let mut found = Vec::new();
    let mut end = 0;
    for (start, character) in text.char_indices() {
        if start < end {
            continue;
        }
        if let Some((span, value)) = finder.at(text, start, character).next() {
            end = span.end;
            found.push((span, value));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_name_is_found() {
        let names = [("甲联盟".to_owned(), 0), ("甲联盟理事会".to_owned(), 1)];
        assert_eq!(
            find_names("甲联盟理事会与甲联盟", &names),
            [(0..18, 1), (21..30, 0)]
        );
        assert!(find_names("甲", &[]).is_empty());
    }
}
