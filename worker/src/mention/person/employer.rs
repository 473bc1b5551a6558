//! The organization that leads a post, in its fullest form.

use std::ops::Range;

use super::{Finder, RULERS};
use crate::mention::{
    abbreviation::find_full, lexicon::Classes, name::canonical_name, token::Tokens,
};

/// The longest bare suffix, in characters.
const BARE_CHARS_MAX: usize = 4;
/// How many bodies a bare suffix looks back over.
const LOOK_BACK_MAX: usize = 24;

impl Finder<'_, '_> {
    /// The organization in its fullest form, added where it is new.
    pub(super) fn full_organization(&mut self, organization: &Range<usize>) -> String {
        let span = self.tokens.span(organization.clone());
        let mut name = canonical_name(self.tokens.slice(span.clone()));
        if let Some(alliance) = self.full_alliance(&span, &name) {
            return alliance;
        }
        // 花莲县长 leads the county of 花莲.
        if let Some(level) = ruled_level(self.tokens, organization) {
            name.push(level);
        }
        let is_new = self.organizations.find(&name).is_none();
        if let Some(full) = find_full(self.organizations, &name).filter(|_| is_new) {
            self.organizations.add_alias(full, name.clone());
        }
        let index = self
            .body_named_before(&name, span.start)
            .unwrap_or_else(|| self.organizations.add(name.clone()));
        self.organizations.mention(span, index);
        let full = self.organizations.entities.get(index);
        full.map_or(name, |entity| entity.name.clone())
    }

    /// 协会会长, 技术中心主任: a bare suffix means the last body before it whose
    /// name ends so.
    fn body_named_before(&self, name: &str, offset: usize) -> Option<usize> {
        if name.chars().count() > BARE_CHARS_MAX || self.organizations.find(name).is_some() {
            return None;
        }
        let behind = self
            .named_before
            .partition_point(|(start, _)| *start < offset);
        let before = self.named_before.get(..behind)?;
        let ends_so = |index: &usize| {
            self.organizations
                .entities
                .get(*index)
                .is_some_and(|entity| entity.name.ends_with(name) && entity.name != name)
        };
        let mut recent = before.iter().rev().take(LOOK_BACK_MAX);
        recent
            .find(|(_, index)| ends_so(index))
            .map(|(_, index)| *index)
    }

    fn full_alliance(&self, span: &Range<usize>, name: &str) -> Option<String> {
        let mentioned = self
            .alliances
            .mentions
            .binary_search_by_key(&span.start, |mention| mention.span.start)
            .ok()
            .and_then(|at| self.alliances.mentions.get(at))
            .filter(|mention| mention.span.end == span.end)
            .map(|mention| mention.value);
        let index = mentioned.or_else(|| self.alliances.find(name))?;
        self.alliances
            .entities
            .get(index)
            .map(|entity| entity.name.clone())
    }
}

/// The level of a region that only its ruler's title says: 花莲 + 县长.
fn ruled_level(tokens: &Tokens<'_>, organization: &Range<usize>) -> Option<char> {
    let region = tokens.before(organization.end)?;
    let title = tokens.word(organization.end);
    let level = title.chars().find(|level| *level != '副')?;
    let rules = RULERS.iter().any(|word| title.ends_with(word));
    let has_level = tokens.slice(region.start..region.end).ends_with(level);
    (rules && region.is(Classes::REGION) && !has_level).then_some(level)
}
