//! Pinyin in brackets behind the character that it reads: 產(chǎn)業(yè).

use pinyin::ToPinyinMulti;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::script::simple_form;
use crate::{
    report::{RepairKind, Report},
    span::{Rewriter, SpannedText},
};

/// Longest annotation in bytes, brackets and blanks included.
const ANNOTATION_BYTES_MAX: usize = 32;

/// The text without its annotations, or `None` where it has none. A bracket is
/// one only where it holds a reading of the character before it.
pub(super) fn remove(source: &SpannedText, report: &mut Report) -> Option<SpannedText> {
    let text = source.as_str();
    let mut rewriter = Rewriter::new(source);
    let mut removed = 0..0;
    for (at, bracket) in text.match_indices(['(', '（']) {
        // Two tools may have annotated one character, each behind it.
        let is_behind_removed = text
            .get(removed.end..at)
            .is_some_and(|between| between.trim().is_empty());
        let end = if is_behind_removed && !removed.is_empty() {
            removed.start
        } else {
            at
        };
        let Some(before) = text
            .get(..end)
            .and_then(|before| before.trim_end().chars().next_back())
        else {
            continue;
        };
        if !is_ideograph(before) {
            continue;
        }
        let Some(length) = annotation_len(text.get(at..).unwrap_or_default(), bracket) else {
            continue;
        };
        let range = at..at + length;
        let inner = source
            .get(range.clone())
            .trim_matches(|c: char| matches!(c, '(' | ')' | '（' | '）') || c.is_whitespace());
        if is_reading(before, inner) {
            report.note(
                RepairKind::PinyinAnnotation,
                &format!("{before}{}", source.get(range.clone())),
                before.encode_utf8(&mut [0; 4]),
                source.body_span(range.clone()),
            );
            rewriter.replace(range.clone(), "");
            removed = end..range.end;
        }
    }
    rewriter.finish()
}

/// Length of the bracket that `text` begins with, where it holds one syllable.
fn annotation_len(text: &str, open: &str) -> Option<usize> {
    let inner = text.get(open.len()..)?;
    let (length, close) = inner
        .char_indices()
        .find(|(_offset, character)| !(is_pinyin_letter(*character) || *character == ' '))?;
    let is_closed = matches!(close, ')' | '）') && length > 0 && length <= ANNOTATION_BYTES_MAX;
    is_closed.then_some(open.len() + length + close.len_utf8())
}

/// Whether `syllable` reads `character`, its tone right or left out.
pub(crate) fn is_reading(character: char, syllable: &str) -> bool {
    let wanted = spell(syllable);
    if wanted.is_empty() || wanted.len() > ANNOTATION_BYTES_MAX {
        return false;
    }
    let has_tone = strip_tone(&wanted) != wanted;
    readings(character).any(|reading| {
        if has_tone {
            reading == wanted
        } else {
            strip_tone(&reading) == wanted
        }
    })
}

/// The readings of `character` and of its Simplified form, spelled by [`spell`].
pub(crate) fn readings(character: char) -> impl Iterator<Item = String> {
    [character, simple_form(character)]
        .into_iter()
        .filter_map(|form| form.to_pinyin_multi())
        .flatten()
        .map(|reading| spell(reading.with_tone()))
}

/// Whether a syllable of pinyin has this letter.
pub(crate) fn is_pinyin_letter(character: char) -> bool {
    character.is_ascii_alphabetic()
        || "āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿêɡɑ".contains(character)
        || is_combining_mark(character)
}

fn is_ideograph(character: char) -> bool {
    matches!(
        character,
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
    )
}

/// One spelling: composed, lower case, without blanks.
pub(crate) fn spell(syllable: &str) -> String {
    syllable
        .nfc()
        .filter(|character| !character.is_whitespace())
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            'ɡ' => 'g',
            'ɑ' => 'a',
            'v' => 'ü',
            other => other,
        })
        .collect()
}

/// Without the marks of the four tones; ü stays itself.
pub(crate) fn strip_tone(syllable: &str) -> String {
    syllable
        .nfd()
        .filter(|character| !matches!(character, '\u{300}' | '\u{301}' | '\u{304}' | '\u{30C}'))
        .nfc()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_told_from_other_brackets() {
        for (character, syllable) in [
            ('產', "chǎn"),
            ('产', "chǎn"),
            ('業', "ye"),
            ('長', "zhǎng"),
            ('長', "cháng"),
            ('綠', "lǜ"),
        ] {
            assert!(is_reading(character, syllable), "{character} {syllable}");
        }
        for (character, syllable) in [('產', "yè"), ('業', "yé"), ('盟', "ABC"), ('業', "")] {
            assert!(!is_reading(character, syllable), "{character} {syllable}");
        }
    }

    #[test]
    fn a_character_that_was_annotated_twice_loses_both() {
        assert_eq!(
            crate::fold_text("醫(yī)(yi)院聯(lián) （lian）盟"),
            "医院联盟"
        );
        assert_eq!(crate::fold_text("醫(yī)院(yi)"), "医院(yi)");
    }
}
