//! Where names stand in a text.

use std::ops::Range;

use daachorse::{DoubleArrayAhoCorasickBuilder, MatchKind};

/// Every place of the names, the longest first where several begin together;
/// ascending, none overlapping. Names must not repeat.
pub(crate) fn find_names(text: &str, names: &[(String, usize)]) -> Vec<(Range<usize>, usize)> {
    let patterns = names
        .iter()
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, index)| (name, u32::try_from(*index).unwrap_or(u32::MAX)));
    let automaton = DoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build_with_values(patterns);
    // No automaton is built of no names, or of more than memory can hold.
    let Ok(automaton) = automaton else {
        return Vec::new();
    };
    automaton
        .leftmost_find_iter(text)
        .map(|found| (found.start()..found.end(), found.value() as usize))
        .collect()
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
