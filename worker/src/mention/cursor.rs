//! A reading position in a text, for the recognizers' hand-written grammars.

use crate::word_list::{begins, ends};

/// A place in a text, always on a character boundary. Copies are cheap: a
/// grammar that fails goes on from the copy that it kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// What is still to read: an end of the text.
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// At byte `at`; at the end where `at` is no boundary.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        let rest = text.get(at..).unwrap_or_default();
        Self { text, rest }
    }

    /// Byte offset in the text.
    pub(super) fn at(self) -> usize {
        self.text.len() - self.rest.len()
    }

    /// The place so many bytes ahead; the end where that is no boundary.
    pub(super) fn skip_bytes(self, bytes: usize) -> Self {
        let rest = self.rest.get(bytes..).unwrap_or_default();
        Self { rest, ..self }
    }

    /// What is still to read.
    pub(super) fn rest(self) -> &'a str {
        self.rest
    }

    /// What was read before.
    pub(super) fn behind(self) -> &'a str {
        self.text.get(..self.at()).unwrap_or_default()
    }

    pub(super) fn peek(self) -> Option<char> {
        self.rest.chars().next()
    }

    /// The character before this place.
    pub(super) fn peek_behind(self) -> Option<char> {
        self.behind().chars().next_back()
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next()?;
        self.rest = characters.as_str();
        Some(next)
    }

    pub(super) fn eat(&mut self, word: &str) -> bool {
        let found = begins(self.rest, word);
        if found {
            *self = self.skip_bytes(word.len());
        }
        found
    }

    /// Eats the first of `words` that stands here.
    pub(super) fn eat_any(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.iter().copied().find(|word| self.eat(word))
    }

    pub(super) fn eat_if(&mut self, accept: impl Fn(char) -> bool) -> Option<char> {
        let mut ahead = *self;
        let next = ahead.bump().filter(|&next| accept(next))?;
        *self = ahead;
        Some(next)
    }

    pub(super) fn eat_spaces(&mut self) {
        while self.eat(" ") {}
    }

    /// Whether one of `words` stands here.
    pub(super) fn looks_at(self, words: &[&str]) -> bool {
        words.iter().any(|word| begins(self.rest, word))
    }

    /// Whether one of `words` stands right before this place.
    pub(super) fn is_behind(self, words: &[&str]) -> bool {
        let behind = self.behind();
        words.iter().any(|word| ends(behind, word))
    }
}
