//! Persons without a post by their names, who are chosen for an office or act.

use super::{Finder, is_like_person, name::read_name};
use crate::mention::title::is_title;

impl Finder<'_, '_> {
    /// ，张三任秘书长: a name that opens a clause and takes an office.
    pub(super) fn read_appointed(&mut self, index: usize) -> usize {
        let tokens = self.tokens;
        let reading = read_name(tokens, index + 1, false).filter(|reading| {
            let takes = APPOINTED_WORDS.contains(&tokens.word(reading.end));
            let office = (reading.end + 1..=reading.end + OFFICE_TOKENS_MAX)
                .any(|at| tokens.get(at).is_some_and(is_title));
            takes && office && is_like_person(&reading.name)
        });
        let Some(reading) = reading else {
            return index + 1;
        };
        let person = self.describe(&reading, None);
        self.push(reading.span.clone(), person);
        reading.end
    }

    /// 选举张三为理事长, 由李四主持: a name between two such words.
    pub(super) fn read_elected(&mut self, index: usize) -> usize {
        let tokens = self.tokens;
        let Some(reading) = read_name(tokens, index + 1, false)
            .filter(|reading| ELECTED_WORDS.contains(&tokens.word(reading.end)))
        else {
            return index + 1;
        };
        let person = self.describe(&reading, None);
        self.push(reading.span.clone(), person);
        reading.end
    }
}

/// Words before the name of a person who is chosen or acts.
const ELECTING_WORDS: [&str; 13] = [
    "选举", "推选", "推举", "聘请", "聘任", "任命", "由", "指派", "票选", "选出", "委任", "经",
    "改选",
];
/// Words behind such a name.
const ELECTED_WORDS: [&str; 16] = [
    "为",
    "任",
    "担任",
    "出任",
    "当选",
    "兼任",
    "接任",
    "主持",
    "致辞",
    "致词",
    "继任",
    "续任",
    "连任",
    "接棒",
    "受聘",
    "为新任",
];

/// Words by which a name without a post takes an office.
const APPOINTED_WORDS: [&str; 8] = [
    "任",
    "担任",
    "出任",
    "当选",
    "当选为",
    "接任",
    "连任",
    "续任",
];
/// How far behind such a word the office may stand, in tokens.
const OFFICE_TOKENS_MAX: usize = 3;

/// Whether a name may stand behind the word, chosen or acting.
pub(super) fn is_choosing(word: &str) -> bool {
    ELECTING_WORDS.contains(&word)
}
