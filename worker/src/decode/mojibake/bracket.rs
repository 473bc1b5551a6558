//! Brackets and quotation marks that are open at a place.

/// What brackets that match speak for, and those that do not against.
const BRACKET: i64 = 16;
/// Characters within a bracket that each speak for its end by a half bit: what is
/// quoted is mostly a name.
const SHORT: u8 = 16;
/// Brackets within each other that are kept in mind.
const DEPTH: usize = 3;

const BRACKETS: [(char, char); 11] = [
    ('（', '）'),
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('〈', '〉'),
    ('〔', '〕'),
    ('［', '］'),
    ('(', ')'),
];

/// Whether a character opens or closes.
pub(super) fn is_bracket(character: char) -> bool {
    let mut all = BRACKETS.iter();
    all.any(|(open, close)| *open == character || *close == character)
}

/// The closing marks that are waited for, the innermost last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Open {
    marks: [Option<char>; DEPTH],
    /// Characters since the innermost was opened, up to [`SHORT`].
    inside: u8,
}

impl Open {
    /// Goes on with a character; what its brackets speak against it.
    pub(super) fn feed(&mut self, character: char) -> i64 {
        let open = BRACKETS.iter().find(|(open, _close)| *open == character);
        if let Some((_open, close)) = open {
            let is_within_itself = self.marks.contains(&Some(*close));
            self.marks.rotate_left(1);
            if let Some(last) = self.marks.last_mut() {
                *last = Some(*close);
            }
            self.inside = 0;
            return if is_within_itself { BRACKET } else { 0 };
        }
        if !BRACKETS.iter().any(|(_open, close)| *close == character) {
            let is_counted = self.marks.last() != Some(&None) && self.inside < SHORT;
            self.inside += u8::from(is_counted);
            return i64::from(is_counted);
        }
        self.inside = SHORT;
        if self.marks.last() == Some(&Some(character)) {
            self.marks.rotate_right(1);
            if let Some(first) = self.marks.first_mut() {
                *first = None;
            }
            -BRACKET
        } else {
            BRACKET
        }
    }

    /// What speaks against an end here.
    pub(super) fn end(self) -> i64 {
        let open = self.marks.iter().flatten().map(|_close| BRACKET);
        open.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Open;

    fn cost(text: &str) -> i64 {
        let mut open = Open::default();
        text.chars().map(|c| open.feed(c)).sum::<i64>() + open.end()
    }

    #[test]
    fn a_quotation_ends_behind_the_name_that_it_is() {
        assert!(cost("「產業聯盟」宣告成立、企業") < cost("「產業聯盟、宣告成立」企業"));
        assert!(cost("「產業聯盟」成立") < cost("「產業聯盟、成立"));
        assert!(cost("產業聯盟、成立") < cost("產業聯盟」成立"));
    }
}
