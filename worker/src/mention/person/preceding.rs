//! Names that stand before their titles: 孟启明副厅长.

use std::ops::Range;

use super::{
    Finder,
    name::{read_name, surname_alone, whole_name},
};
use crate::mention::{
    PersonMention,
    boundary::{NameKind, find_name},
    lexicon::Classes,
    name::canonical_name,
    title::{Post, is_title},
    token::{Shape, Tokens},
};

impl Finder<'_, '_> {
    /// 孟启明副厅长, 邹副署长: the name stands before the title.
    pub(super) fn read_name_before(&mut self, post: &Post) {
        let tokens = self.tokens;
        let whole = post.tokens();
        let title_from = (whole.start..whole.end)
            .find(|index| {
                tokens
                    .get(*index)
                    .is_some_and(|token| is_title(token) || token.is(Classes::TITLE_MODIFIER))
            })
            .unwrap_or(whole.end);
        if whole.start == title_from && self.read_spaced_name(title_from, &title_of(tokens, &whole))
        {
            return;
        }
        let within = if post.organization.end < title_from {
            post.organization.end..title_from
        } else {
            whole.start..title_from
        };
        let title = canonical_name(tokens.slice(tokens.span(title_from..whole.end)));
        if let Some(span) = surname_alone(tokens, &within) {
            self.titled_surnames.push((span, title));
            return;
        }
        let Some(reading) = whole_name(tokens, &within) else {
            return;
        };
        let organization = (within.start > whole.start)
            .then(|| self.full_organization(&(whole.start..within.start)))
            .or_else(|| self.body_in_bracket(whole.end).map(|(body, _)| body));
        let person = PersonMention {
            name: reading.name,
            title: Some(title),
            organization,
        };
        self.push(reading.span, person);
        self.floor = whole.end;
    }

    /// Whether a name stands between the body and the title of the post, and
    /// nothing else.
    pub(super) fn is_named_within(&self, post: &Post) -> bool {
        let tokens = self.tokens;
        let whole = post.tokens();
        let title_from = (whole.clone())
            .find(|at| {
                (tokens.get(*at))
                    .is_some_and(|token| is_title(token) || token.is(Classes::TITLE_MODIFIER))
            })
            .unwrap_or(whole.end);
        let within = post.organization.end..title_from;
        !post.organization.is_empty()
            && within.start < within.end
            && whole_name(tokens, &within).is_some()
    }

    /// `甲大学 张三 教授` in lists: spaces part the organization, the name and
    /// the title. Whether there is such a name.
    fn read_spaced_name(&mut self, title_from: usize, title: &str) -> bool {
        let tokens = self.tokens;
        let is_space = |index: usize| {
            tokens
                .get(index)
                .is_some_and(|token| token.shape == Shape::Space)
        };
        let Some(name_end) = title_from.checked_sub(1).filter(|at| is_space(*at)) else {
            return false;
        };
        let floor = name_end.saturating_sub(SPACED_TOKENS_MAX);
        for start in (floor..name_end).rev().filter(|at| is_space(*at)) {
            let reading =
                read_name(tokens, start + 1, false).filter(|reading| reading.end == name_end);
            let organization = find_name(tokens, start, NameKind::Organization);
            let led = tokens
                .before(start)
                .is_some_and(|last| last.is(Classes::ORGANIZATION));
            if let Some(reading) = reading.filter(|_| led) {
                let person = PersonMention {
                    name: reading.name,
                    title: Some(title.to_owned()),
                    organization: Some(self.full_organization(&organization)),
                };
                self.push(reading.span, person);
                return true;
            }
        }
        false
    }
}

/// Longest name in a list whose columns are parted by spaces, in tokens.
const SPACED_TOKENS_MAX: usize = 6;

fn title_of(tokens: &Tokens<'_>, whole: &Range<usize>) -> String {
    canonical_name(tokens.slice(tokens.span(whole.clone())))
}
