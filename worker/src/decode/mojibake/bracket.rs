//! Brackets and quotation marks that are open at a place.

/// What brackets that match speak for, and those that do not against.
const BRACKET: i64 = 10;
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

/// The closing marks that are waited for, the innermost last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Open {
    marks: [Option<char>; DEPTH],
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
            return if is_within_itself { BRACKET } else { 0 };
        }
        if !BRACKETS.iter().any(|(_open, close)| *close == character) {
            return 0;
        }
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
