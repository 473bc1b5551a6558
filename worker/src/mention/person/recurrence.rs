//! Persons named again: without a post, or by their surname and title.

use std::collections::BTreeMap;

use super::Finder;
use crate::mention::{PersonMention, occurrence::find_names};

impl Finder<'_, '_> {
    /// Finds the names again where they stand without a post, and gives
    /// surnames with a title their person.
    pub(super) fn mention_again(&mut self) {
        let mut known: Vec<PersonMention> = Vec::new();
        let mut by_name = BTreeMap::new();
        for mention in &self.persons {
            let person = &mention.value;
            let index = *by_name.entry(person.name.clone()).or_insert_with(|| {
                known.push(person.clone());
                known.len() - 1
            });
            // The first post that the text gives describes later bare names.
            if let Some(first) = known.get_mut(index).filter(|first| first.title.is_none()) {
                *first = person.clone();
            }
        }
        for (span, title) in std::mem::take(&mut self.titled_surnames) {
            let surname = self.tokens.slice(span.clone());
            let meant = known.iter().find(|person| {
                person.name.starts_with(surname)
                    && person
                        .title
                        .as_ref()
                        .is_some_and(|full| full.contains(&title) || title.contains(full.as_str()))
            });
            if let Some(person) = meant {
                self.push(span, person.clone());
            }
        }
        let names: Vec<(String, usize)> = by_name.into_iter().collect();
        for (span, index) in find_names(self.tokens.text, &names) {
            if let Some(person) = known.get(index) {
                self.push(span, person.clone());
            }
        }
    }
}
