//! What is called an alliance and is none: leagues, games, blocs, networks.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::mention::lexicon::table_rows;

/// How a word of the table is compared with what stands before the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Is,
    Ends,
}

type Table = BTreeMap<&'static str, (Test, &'static str)>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::new();
    for (reason, row) in table_rows(include_str!("../../../data/names/non_alliances.tsv")) {
        let Some((test, words)) = row.split_once('\t') else {
            continue;
        };
        let test = if test == "ends" { Test::Ends } else { Test::Is };
        for word in words.split_whitespace() {
            // The wider test holds where a word is in both rows.
            let entry = table.entry(word).or_insert((test, reason));
            if test == Test::Ends {
                *entry = (test, reason);
            }
        }
    }
    table
});

/// The longest word of the table, in characters.
const WORD_CHARS_MAX: usize = 8;

/// Why `body` + `head` is no alliance; `None` where it may be one.
pub(super) fn reason_to_exclude(body: &str, head: &str) -> Option<&'static str> {
    if body.is_empty() {
        return None;
    }
    let starts = body.char_indices().rev().take(WORD_CHARS_MAX);
    starts
        .filter_map(|(start, _)| body.get(start..))
        .filter_map(|ending| TABLE.get(ending).map(|entry| (ending, entry)))
        .find(|(ending, (test, reason))| {
            let fits = *test == Test::Ends || ending.len() == body.len();
            // Communities as an idea are only so called with that head.
            let idea = *reason == "community as an idea";
            fits && (!idea || head == "共同体")
        })
        .map(|(_, (_, reason))| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leagues_and_ideas_are_no_alliances() {
        assert_eq!(reason_to_exclude("美国NBA", "联盟"), Some("sports league"));
        assert_eq!(reason_to_exclude("英雄", "联盟"), Some("game"));
        assert_eq!(
            reason_to_exclude("人类命运", "共同体"),
            Some("community as an idea")
        );
        assert_eq!(
            reason_to_exclude("阿拉伯国家", "联盟"),
            Some("states or blocs")
        );
        assert_eq!(
            reason_to_exclude("萨赫勒国家", "联盟"),
            Some("states or blocs")
        );
        assert_eq!(
            reason_to_exclude("大洋岛国国会友好", "联盟"),
            Some("parliamentary group")
        );
        assert_eq!(reason_to_exclude("国家级人才", "联盟"), None);
        assert_eq!(reason_to_exclude("建筑类大学国际", "联盟"), None);
        assert_eq!(reason_to_exclude("产教融合", "共同体"), None);
    }
}
