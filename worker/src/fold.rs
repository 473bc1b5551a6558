//! Stage 3, fold: one canonical form for every script, width and form.
//!
//! Canonical text is in Simplified characters, without compatibility forms,
//! invisible characters, annotations and blanks inside words. Letters, digits,
//! brackets and quotation marks of ASCII are half width; `，：；！？` are full
//! width among ideographs and half width among Latin letters and digits,
//! however they were written.

mod annotation;
mod blank;
mod entity;
mod forms;
mod punctuation;
pub(crate) mod script;

use std::borrow::Cow;

pub(crate) use self::annotation::{is_pinyin_letter, is_reading};

use self::script::ScriptCounts;
use crate::{
    page::Page,
    report::{RepairKind, Report},
    span::{SpannedText, TextBuilder},
};

/// Folds every block of the page.
pub(crate) fn fold_page(mut page: Page, report: &mut Report) -> Page {
    let mut counts = ScriptCounts::default();
    for block in &page.blocks {
        counts.add(ScriptCounts::of(block.text.as_str()));
    }
    report.script = counts.script();
    for block in &mut page.blocks {
        if let Some(folded) = fold_spanned(&block.text, counts, report) {
            block.text = folded;
        }
    }
    page
}

/// The canonical form of a short text, such as a name to search for.
pub fn fold_text(text: &str) -> Cow<'_, str> {
    let mut builder = TextBuilder::with_capacity(text.len());
    builder.push_verbatim(text, 0);
    let mut report = Report::default();
    match fold_spanned(&builder.build(), ScriptCounts::default(), &mut report) {
        Some(folded) => Cow::Owned(folded.as_str().to_owned()),
        None => Cow::Borrowed(text),
    }
}

/// What a text needs, found in one look at its characters.
#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each step, all independent"
)]
#[derive(Clone, Copy, Debug, Default)]
struct Needs {
    entities: bool,
    forms: bool,
    annotations: bool,
    blanks: bool,
    punctuation: bool,
    script: bool,
}

impl Needs {
    fn of(text: &str) -> Self {
        let mut needs = Self::default();
        for character in text.chars() {
            match character {
                '&' => needs.entities = true,
                '(' | '（' => needs.annotations = true,
                ' ' | '\t' => needs.blanks = true,
                _ if punctuation::is_mark(character) => needs.punctuation = true,
                _ if character.is_ascii() => {}
                _ => {
                    needs.forms |= forms::is_odd(character);
                    needs.script |= script::is_convertible(character);
                }
            }
        }
        // Entities and forms may bring forth what the other steps look for.
        needs.forms |= needs.entities;
        if needs.forms {
            needs.blanks = true;
            needs.punctuation = true;
            needs.annotations = true;
            needs.script = true;
        }
        needs
    }
}

/// The canonical form, or `None` where the text is in it. `around` are the
/// counts of the text around.
fn fold_spanned(
    source: &SpannedText,
    around: ScriptCounts,
    report: &mut Report,
) -> Option<SpannedText> {
    let needs = Needs::of(source.as_str());
    let mut folded: Option<SpannedText> = None;
    let mut apply = |needed: bool, step: &mut dyn FnMut(&SpannedText) -> Option<SpannedText>| {
        if needed && let Some(next) = step(folded.as_ref().unwrap_or(source)) {
            folded = Some(next);
        }
    };
    apply(needs.entities, &mut |text| entity::resolve(text, report));
    apply(needs.forms, &mut |text| forms::unify(text, report));
    apply(needs.annotations, &mut |text| {
        annotation::remove(text, report)
    });
    apply(needs.blanks, &mut blank::close_up);
    apply(needs.punctuation, &mut punctuation::set_widths);
    apply(needs.script, &mut |text| {
        let (simplified, changed) = script::simplify(text, around);
        if changed > 0 {
            report.count(RepairKind::ScriptFolded, changed);
        }
        simplified
    });
    folded
}

#[cfg(test)]
mod tests;
