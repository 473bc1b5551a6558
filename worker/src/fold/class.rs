//! What folding has to do with a character, told by one look-up.

use std::sync::LazyLock;

use super::{forms, punctuation, script};

/// Only Simplified text has it.
const SIMPLIFIED: u8 = 1;
/// Only Traditional text has it.
const TRADITIONAL: u8 = 1 << 1;
/// It may have a Simplified form.
const CONVERTIBLE: u8 = 1 << 2;
/// It is not in its canonical form.
const ODD: u8 = 1 << 3;
/// A mark of punctuation that has two widths.
const MARK: u8 = 1 << 4;
const BLANK: u8 = 1 << 5;
/// An opening bracket, which may hold a reading.
const BRACKET: u8 = 1 << 6;
/// It may begin a reference.
const AMPERSAND: u8 = 1 << 7;

/// Classes by code point of the Basic Multilingual Plane: 64 kB, of which a text
/// uses few.
static CLASSES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    (0..=u16::MAX)
        .map(|code| char::from_u32(u32::from(code)).map_or(0, class_of))
        .collect()
});

/// What one pass over the characters of a text tells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scan {
    /// The classes that occur.
    classes: u8,
    pub(super) counts: script::ScriptCounts,
}

impl Scan {
    pub(super) fn of(text: &str) -> Self {
        let table = CLASSES.as_slice();
        let (mut classes, mut simplified, mut traditional) = (0, 0, 0);
        for character in text.chars() {
            let class = match table.get(character as usize) {
                Some(class) => *class,
                None => class_of(character),
            };
            classes |= class;
            simplified += usize::from(class & SIMPLIFIED != 0);
            traditional += usize::from(class & TRADITIONAL != 0);
        }
        Self {
            classes,
            counts: script::ScriptCounts {
                simplified,
                traditional,
            },
        }
    }

    /// Whether no step of folding has anything to look at.
    pub(super) fn is_plain(self) -> bool {
        self.classes & !(SIMPLIFIED | TRADITIONAL) == 0
    }

    pub(super) fn has_ampersands(self) -> bool {
        self.has(AMPERSAND)
    }

    pub(super) fn has_odd_forms(self) -> bool {
        self.has(ODD)
    }

    pub(super) fn has_brackets(self) -> bool {
        self.has(BRACKET)
    }

    pub(super) fn has_blanks(self) -> bool {
        self.has(BLANK)
    }

    pub(super) fn has_marks(self) -> bool {
        self.has(MARK)
    }

    pub(super) fn has_convertible(self) -> bool {
        self.has(CONVERTIBLE)
    }

    fn has(self, class: u8) -> bool {
        self.classes & class != 0
    }
}

/// The classes of a character, and of what its canonical form brings forth.
fn class_of(character: char) -> u8 {
    let own = class_as_written(character);
    if !forms::is_odd(character) {
        return own;
    }
    // References are resolved before forms are unified, and not again.
    let canonical = forms::canonical(character)
        .chars()
        .map(class_as_written)
        .fold(0, |all, class| all | class)
        & !(SIMPLIFIED | TRADITIONAL | AMPERSAND);
    own | canonical | ODD
}

fn class_as_written(character: char) -> u8 {
    let sign = match character {
        '&' => AMPERSAND,
        '(' | '（' => BRACKET,
        ' ' | '\t' => BLANK,
        _ if punctuation::is_mark(character) => MARK,
        _ => 0,
    };
    let convertible = if script::is_convertible(character) {
        CONVERTIBLE
    } else {
        0
    };
    let counts = script::ScriptCounts::of_character(character);
    let simplified = if counts.simplified > 0 { SIMPLIFIED } else { 0 };
    let traditional = if counts.traditional > 0 {
        TRADITIONAL
    } else {
        0
    };
    sign | convertible | simplified | traditional
}

#[cfg(test)]
mod tests {
    use super::Scan;

    #[test]
    fn a_scan_tells_what_a_form_brings_forth() {
        assert!(Scan::of("产业联盟").is_plain());
        assert!(Scan::of("产业\u{3000}联盟").has_blanks());
        assert!(Scan::of("产业﹙联盟").has_brackets());
        assert!(Scan::of("产业﹕联盟").has_marks());
        assert!(!Scan::of("产业＆联盟").has_ampersands());
        assert_eq!(Scan::of("產业联").counts.traditional, 1);
    }
}
