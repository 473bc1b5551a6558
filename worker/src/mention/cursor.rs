//! A reading position in a text, for the recognizers' hand-written grammars.

/// A place in a text, always on a character boundary. Copies are cheap: a
/// grammar that fails goes on from the copy that it kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// At byte `at`; at the end where `at` is no boundary.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        let at = if text.is_char_boundary(at) {
            at
        } else {
            text.len()
        };
        Self { text, at }
    }

    /// Byte offset in the text.
    pub(super) fn at(self) -> usize {
        self.at
    }

    /// The place so many bytes ahead; the end where that is no boundary.
    pub(super) fn skip_bytes(self, bytes: usize) -> Self {
        Self::new(self.text, self.at + bytes)
    }

    /// What is still to read.
    pub(super) fn rest(self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What was read before.
    pub(super) fn behind(self) -> &'a str {
        self.text.get(..self.at).unwrap_or_default()
    }

    pub(super) fn peek(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character before this place.
    pub(super) fn peek_behind(self) -> Option<char> {
        self.behind().chars().next_back()
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    pub(super) fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Eats the first of `words` that stands here.
    pub(super) fn eat_any(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.iter().copied().find(|word| self.eat(word))
    }

    pub(super) fn eat_if(&mut self, accept: impl Fn(char) -> bool) -> Option<char> {
        let next = self.peek().filter(|&next| accept(next))?;
        self.bump();
        Some(next)
    }

    pub(super) fn eat_spaces(&mut self) {
        while self.eat(" ") {}
    }

    /// Whether one of `words` stands here.
    pub(super) fn looks_at(self, words: &[&str]) -> bool {
        words.iter().any(|word| self.rest().starts_with(word))
    }

    /// Whether one of `words` stands right before this place.
    pub(super) fn is_behind(self, words: &[&str]) -> bool {
        words.iter().any(|word| self.behind().ends_with(word))
    }
}
