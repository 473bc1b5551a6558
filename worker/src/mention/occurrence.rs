//! Where names stand in a text.

use std::{collections::HashMap, ops::Range};

/// Every place of the names, the longest first where several begin together;
/// ascending, none overlapping. Names must not repeat.
///
/// A text has few names, and building an automaton of them would cost more than
/// the search: the names that begin with a character are looked up by length.
pub(crate) fn find_names(text: &str, names: &[(String, usize)]) -> Vec<(Range<usize>, usize)> {
    let mut lengths: HashMap<char, Vec<usize>> = HashMap::new();
    let mut firsts = Firsts::default();
    let mut values: HashMap<&str, usize> = HashMap::with_capacity(names.len());
    for (name, value) in names {
        if let Some(first) = name.chars().next() {
            firsts.insert(first);
            lengths.entry(first).or_default().push(name.len());
            values.insert(name, *value);
        }
    }
    for of_first in lengths.values_mut() {
        of_first.sort_unstable_by(|left, right| right.cmp(left));
        of_first.dedup();
    }
    let mut found = Vec::new();
    let mut end = 0;
    for (start, character) in text.char_indices() {
        if start < end || !firsts.may_hold(character) {
            continue;
        }
        let Some(of_first) = lengths.get(&character) else {
            continue;
        };
        let longest = of_first.iter().find_map(|length| {
            let name = text.get(start..start + length)?;
            values
                .get(name)
                .map(|value| (start..start + length, *value))
        });
        if let Some((span, value)) = longest {
            end = span.end;
            found.push((span, value));
        }
    }
    found
}

/// The characters that names begin with, by their last bits: most characters of a
/// text are none of them, which is told without a look into a table.
#[derive(Default)]
struct Firsts([u64; 8]);

impl Firsts {
    fn insert(&mut self, character: char) {
        let (word, bit) = Self::place(character);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    fn may_hold(&self, character: char) -> bool {
        let (word, bit) = Self::place(character);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Which word, and which bit of it.
    fn place(character: char) -> (usize, u64) {
        let last = u32::from(character) % 512;
        ((last / 64) as usize, 1 << (last % 64))
    }
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
