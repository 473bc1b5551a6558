//! Names as records carry them, and the lists that they are kept in.

use std::{collections::BTreeMap, ops::Range};

use super::{Entity, EntityIndex, Mention};

/// The canonical form of a name: no quotation marks, no spaces but between
/// Latin words, no brackets around the whole, brackets within it as (…).
pub(crate) fn canonical_name(text: &str) -> String {
    // Nearly all names are written so already.
    let plain = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c) || c.is_ascii_alphanumeric();
    if text.chars().all(plain) {
        return text.to_owned();
    }
    let mut name = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '"' => {}
            '（' => name.push('('),
            '）' => name.push(')'),
            c if c.is_whitespace() => {
                // José Carvalho: letters with accents, too.
                let latin = |c: char| c.is_alphanumeric() && c < '\u{2E80}';
                if name.ends_with(latin) && characters.peek().is_some_and(|next| latin(*next)) {
                    name.push(' ');
                }
            }
            c => name.push(c),
        }
    }
    match name
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inner) if !inner.contains(['(', ')']) => inner.to_owned(),
        _ => name,
    }
}

/// Bodies of one kind and where they are mentioned.
#[derive(Debug, Default)]
pub(crate) struct EntityList {
    pub(crate) entities: Vec<Entity>,
    /// In the order of their finding.
    pub(crate) mentions: Vec<Mention<EntityIndex>>,
    by_name: BTreeMap<String, EntityIndex>,
}

impl EntityList {
    /// Index of the body of this name, in full or short.
    pub(crate) fn find(&self, name: &str) -> Option<EntityIndex> {
        self.by_name.get(name).copied()
    }

    /// The body of this name, added where it is new.
    pub(crate) fn add(&mut self, name: String) -> EntityIndex {
        if let Some(index) = self.find(&name) {
            return index;
        }
        let index = self.entities.len();
        self.by_name.insert(name.clone(), index);
        self.entities.push(Entity {
            name,
            aliases: Vec::new(),
        });
        index
    }

    /// A further name of a body. A body that was met under this name alone is
    /// the same one.
    pub(crate) fn add_alias(&mut self, index: EntityIndex, alias: String) {
        if alias.is_empty() {
            return;
        }
        if let Some(known) = self.find(&alias) {
            let by_alias_alone = self
                .entities
                .get(known)
                .is_some_and(|entity| entity.name == alias);
            if by_alias_alone {
                self.merge(known, index);
            }
            return;
        }
        if let Some(entity) = self.entities.get_mut(index) {
            self.by_name.insert(alias.clone(), index);
            entity.aliases.push(alias);
        }
    }

    /// Makes the body `from` a short name of `into`.
    pub(crate) fn merge(&mut self, from: EntityIndex, into: EntityIndex) {
        if from == into {
            return;
        }
        let Some(entity) = self.entities.get_mut(from) else {
            return;
        };
        let mut names = std::mem::take(&mut entity.aliases);
        names.push(entity.name.clone());
        for index in self.by_name.values_mut().filter(|index| **index == from) {
            *index = into;
        }
        for mention in &mut self.mentions {
            if mention.value == from {
                mention.value = into;
            }
        }
        if let Some(full) = self.entities.get_mut(into) {
            full.aliases.extend(names);
        }
    }

    /// Names the body by `name`, which was an alias of it or new.
    pub(crate) fn rename(&mut self, index: EntityIndex, name: &str) {
        if let Some(entity) = self.entities.get_mut(index) {
            let old = std::mem::replace(&mut entity.name, name.to_owned());
            entity.aliases.retain(|alias| alias != name);
            entity.aliases.push(old);
            self.by_name.insert(name.to_owned(), index);
        }
    }

    /// Drops the bodies that no mention means.
    pub(crate) fn drop_unmentioned(&mut self) {
        let mut places = vec![None; self.entities.len()];
        for mention in &self.mentions {
            if let Some(place) = places.get_mut(mention.value) {
                *place = Some(0);
            }
        }
        for (count, place) in places.iter_mut().flatten().enumerate() {
            *place = count;
        }
        let mut old = 0;
        self.entities.retain(|_| {
            old += 1;
            places.get(old - 1).is_some_and(Option::is_some)
        });
        let new_index = |index: usize| places.get(index).copied().flatten();
        self.mentions
            .retain_mut(|mention| match new_index(mention.value) {
                Some(index) => {
                    mention.value = index;
                    true
                }
                None => false,
            });
        self.by_name
            .retain(|_, index| match places.get(*index).copied().flatten() {
                Some(new) => {
                    *index = new;
                    true
                }
                None => false,
            });
    }

    pub(crate) fn mention(&mut self, span: Range<usize>, value: EntityIndex) {
        self.mentions.push(Mention { span, value });
    }

    /// Every name and alias with its body, in the order of the alphabet.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&str, EntityIndex)> {
        self.by_name
            .iter()
            .map(|(name, index)| (name.as_str(), *index))
    }

    /// Sorts the mentions and drops those that lie within another.
    pub(crate) fn settle(&mut self) {
        self.mentions = keep_longest(std::mem::take(&mut self.mentions));
        self.drop_unmentioned();
    }
}

/// The mentions in text order; where two overlap, the one that begins first,
/// of those the longest.
pub(crate) fn keep_longest<T>(mut mentions: Vec<Mention<T>>) -> Vec<Mention<T>> {
    mentions.sort_by_key(|mention| (mention.span.start, usize::MAX - mention.span.end));
    let mut end = 0;
    mentions.retain(|mention| {
        let keep = mention.span.start >= end && mention.span.start < mention.span.end;
        if keep {
            end = mention.span.end;
        }
        keep
    });
    mentions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_outer_brackets_are_no_part_of_a_name() {
        assert_eq!(
            canonical_name("珠三角“AI+”养殖产业联盟"),
            "珠三角AI+养殖产业联盟"
        );
        assert_eq!(canonical_name("中国地质大学（武汉）"), "中国地质大学(武汉)");
        assert_eq!(canonical_name("（甲联盟）"), "甲联盟");
        assert_eq!(canonical_name("甲 Open Lab 中心"), "甲Open Lab中心");
    }
}
