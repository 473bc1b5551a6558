//! Lists of words that the text is compared with at many places.

/// Words, with signs of the characters that they begin and end with: most of a text is
/// none of them, which is told without comparing a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordList {
    words: &'static [&'static str],
    firsts: Signs,
    lasts: Signs,
}

impl WordList {
    /// Made where the program is compiled: `const { WordList::of(&WORDS) }`.
    pub(crate) const fn of(words: &'static [&'static str]) -> Self {
        let (mut firsts, mut lasts) = (Signs::NONE, Signs::NONE);
        let mut rest = words;
        while let [word, others @ ..] = rest {
            firsts = firsts.with(first_sign(word));
            lasts = lasts.with(last_sign(word));
            rest = others;
        }
        Self {
            words,
            firsts,
            lasts,
        }
    }

    /// Whether the text is one of them.
    #[inline]
    pub(crate) fn contains(&self, text: &str) -> bool {
        self.may_be(text) && self.words.contains(&text)
    }

    /// Which of them the text is.
    #[inline]
    pub(crate) fn position(&self, text: &str) -> Option<usize> {
        if !self.may_be(text) {
            return None;
        }
        (self.words.iter()).position(|word| *word == text)
    }

    #[inline]
    fn may_be(&self, text: &str) -> bool {
        self.firsts.has(first_sign(text)) && self.lasts.has(last_sign(text))
    }

    /// The first of them, in their order, that the text begins with.
    #[inline]
    pub(crate) fn beginning(&self, text: &str) -> Option<&'static str> {
        self.beginnings(text).next()
    }

    /// Those that the text begins with, in their order.
    #[inline]
    pub(crate) fn beginnings(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let may = self.firsts.has(first_sign(text));
        let words = if may { self.words } else { &[] };
        (words.iter().copied()).filter(move |word| begins(text, word))
    }

    /// The first of them, in their order, that the text ends with.
    #[inline]
    pub(crate) fn ending(&self, text: &str) -> Option<&'static str> {
        self.endings(text).next()
    }

    /// Those that the text ends with, in their order.
    #[inline]
    pub(crate) fn endings(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let may = self.lasts.has(last_sign(text));
        let words = if may { self.words } else { &[] };
        (words.iter().copied()).filter(move |word| ends(text, word))
    }

    /// The first place of the text, in bytes, where one of them stands.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        let mut characters = text.chars();
        loop {
            let rest = characters.as_str();
            let first = characters.next()?;
            if self.firsts.has(sign_of(first)) && self.words.iter().any(|word| begins(rest, word)) {
                return Some(text.len() - rest.len());
            }
        }
    }

    /// Every place where one of them stands, ascending, and which.
    pub(crate) fn occurrences<'t>(
        &self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, &'static str)> + use<'_, 't> {
        let mut characters = text.chars();
        let rests = std::iter::from_fn(move || {
            let rest = characters.as_str();
            characters.next().map(|first| (rest, first))
        });
        (rests.filter(|(_, first)| self.firsts.has(sign_of(*first)))).flat_map(move |(rest, _)| {
            let begun = self.words.iter().copied().filter(|word| begins(rest, word));
            begun.map(|word| (text.len() - rest.len(), word))
        })
    }
}

/// What words mean, as [`WordList`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordMap<T: 'static> {
    rows: &'static [(&'static str, T)],
    firsts: Signs,
}

impl<T: Copy> WordMap<T> {
    pub(crate) const fn of(rows: &'static [(&'static str, T)]) -> Self {
        let mut firsts = Signs::NONE;
        let mut rest = rows;
        while let [(word, _), others @ ..] = rest {
            firsts = firsts.with(first_sign(word));
            rest = others;
        }
        Self { rows, firsts }
    }

    /// The first of the words that the text begins with, and what it means.
    #[inline]
    pub(crate) fn beginning(&self, text: &str) -> Option<(&'static str, T)> {
        if !self.firsts.has(first_sign(text)) {
            return None;
        }
        (self.rows.iter().copied()).find(|(word, _)| begins(text, word))
    }
}

/// The words of a table, by the characters that they begin with.
#[derive(Debug)]
pub(crate) struct WordTable {
    /// Ascending, each behind its first character.
    words: Vec<(char, &'static str)>,
    firsts: Signs,
}

impl WordTable {
    pub(crate) fn of(words: impl Iterator<Item = &'static str>) -> Self {
        let mut words: Vec<_> = words
            .filter_map(|word| Some((word.chars().next()?, word)))
            .collect();
        words.sort_unstable();
        words.dedup();
        let firsts =
            (words.iter()).fold(Signs::NONE, |signs, (first, _)| signs.with(sign_of(*first)));
        Self { words, firsts }
    }

    /// Those that the text begins with, the shorter first.
    pub(crate) fn beginnings(&self, text: &str) -> impl DoubleEndedIterator<Item = &'static str> {
        let first = text
            .chars()
            .next()
            .filter(|first| self.firsts.has(sign_of(*first)));
        let alike = first.map_or(&[][..], |first| {
            let from = self.words.partition_point(|(other, _)| *other < first);
            let rest = self.words.get(from..).unwrap_or_default();
            let count = rest.partition_point(|(other, _)| *other == first);
            rest.get(..count).unwrap_or_default()
        });
        (alike.iter().map(|(_, word)| *word)).filter(move |word| begins(text, word))
    }

    /// Whether the text is one of them.
    pub(crate) fn contains(&self, text: &str) -> bool {
        self.beginnings(text).any(|word| word.len() == text.len())
    }
}

/// Signs of characters, one bit each: the last bits of their codes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signs([u64; 8]);

impl Signs {
    pub(crate) const NONE: Self = Self([0; 8]);

    pub(crate) const fn with(mut self, sign: u32) -> Self {
        let mut parts = self.0.as_mut_slice();
        let mut skipped = sign / u64::BITS;
        while let [part, others @ ..] = parts {
            if skipped == 0 {
                *part |= 1 << (sign % u64::BITS);
                break;
            }
            skipped -= 1;
            parts = others;
        }
        self
    }

    #[inline]
    pub(crate) fn has(&self, sign: u32) -> bool {
        let part = self.0.get((sign / u64::BITS) as usize);
        part.is_some_and(|part| part >> (sign % u64::BITS) & 1 == 1)
    }
}

/// The sign of a character.
#[inline]
pub(crate) const fn sign_of(character: char) -> u32 {
    character as u32 % 512
}

/// The sign of the first character; that of NUL where there is none.
#[inline]
const fn first_sign(text: &str) -> u32 {
    match text.as_bytes() {
        [first @ ..0x80, ..] => *first as u32,
        [0xE0..=0xEF, middle, last, ..]
        | [0xF0..=0xFF, _, middle, last, ..]
        | [middle, last, ..] => sign_by_bytes(*middle, *last),
        _ => 0,
    }
}

/// As [`first_sign`], of the last character.
#[inline]
const fn last_sign(text: &str) -> u32 {
    match text.as_bytes() {
        [.., last @ ..0x80] => *last as u32,
        [.., middle, last] => sign_by_bytes(*middle, *last),
        _ => 0,
    }
}

/// The sign of a character that UTF-8 ends with these bytes.
#[inline]
const fn sign_by_bytes(middle: u8, last: u8) -> u32 {
    ((middle & 0b111) as u32) << 6 | (last & 0b11_1111) as u32
}

/// Whether the text begins with the word. Where both have the bytes of a Chinese
/// character, these are compared before the rest.
#[inline]
pub(crate) fn begins(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let apart = match (text.first_chunk::<3>(), word.first_chunk::<3>()) {
        (Some(text), Some(word)) => text != word,
        _ => false,
    };
    !apart && text.starts_with(word)
}

/// Whether the text ends with the word; as [`begins`].
#[inline]
pub(crate) fn ends(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let apart = match (text.last_chunk::<3>(), word.last_chunk::<3>()) {
        (Some(text), Some(word)) => text != word,
        _ => false,
    };
    !apart && text.ends_with(word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WORDS: [&str; 7] = ["成立", "成", "A$", "é", "揭牌", "牌", "𠮷利"];
    const LIST: WordList = WordList::of(&WORDS);
    const ROWS: [(&str, u8); 3] = [("成立", 1), ("A$", 2), ("成", 3)];

    #[test]
    fn a_list_of_no_words_is_nowhere() {
        let none = WordList::of(&[]);
        for text in ["", "成立"] {
            assert!(!none.contains(text));
            assert_eq!((none.beginning(text), none.ending(text)), (None, None));
            assert_eq!(none.find(text), None);
        }
    }

    proptest! {
        #[test]
        fn a_sign_is_told_alike_by_characters_and_bytes(
            first in any::<char>(),
            last in any::<char>(),
        ) {
            let text = String::from_iter([first, last]);
            prop_assert_eq!(first_sign(&text), sign_of(first));
            prop_assert_eq!(last_sign(&text), sign_of(last));
        }

        #[test]
        fn a_list_answers_as_its_words_do_one_by_one(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "成", "立", "揭", "牌", "A", "$", "é", "𠮷", "利", "。", "",
                ]),
                0..6,
            )
        ) {
            let text = parts.concat();
            let begun = WORDS.into_iter().find(|word| text.starts_with(word));
            let ended: Vec<_> = WORDS.into_iter().filter(|word| text.ends_with(word)).collect();
            let at = WORDS.iter().filter_map(|word| text.find(word)).min();
            let mut all: Vec<_> = (WORDS.iter())
                .flat_map(|word| text.match_indices(word))
                .collect();
            all.sort_unstable();
            let mut met: Vec<_> = LIST.occurrences(&text).collect();
            met.sort_unstable();
            let position = WORDS.iter().position(|word| *word == text);
            prop_assert_eq!(LIST.position(&text), position);
            prop_assert_eq!(LIST.contains(&text), position.is_some());
            prop_assert_eq!(LIST.beginning(&text), begun);
            let begun: Vec<_> = WORDS.into_iter().filter(|word| text.starts_with(word)).collect();
            prop_assert_eq!(LIST.beginnings(&text).collect::<Vec<_>>(), begun.clone());
            prop_assert_eq!(LIST.ending(&text), ended.first().copied());
            prop_assert_eq!(LIST.endings(&text).collect::<Vec<_>>(), ended);
            prop_assert_eq!(LIST.find(&text), at);
            prop_assert_eq!(met, all);
            let row = ROWS.into_iter().find(|(word, _)| text.starts_with(word));
            prop_assert_eq!(WordMap::of(&ROWS).beginning(&text), row);
            let table = WordTable::of(WORDS.into_iter());
            let mut begun = begun;
            begun.sort_unstable_by_key(|word| word.len());
            prop_assert_eq!(table.beginnings(&text).collect::<Vec<_>>(), begun);
            prop_assert_eq!(table.contains(&text), position.is_some());
        }
    }
}
