//! Stage 3, fold: one canonical form for every script, width and form.
//!
//! Canonical text is in Simplified characters, without compatibility forms,
//! invisible characters, annotations and blanks inside words. Letters, digits,
//! brackets and quotation marks of ASCII are half width; `，：；！？` are full
//! width among ideographs and half width among Latin letters and digits,
//! however they were written.

mod annotation;
mod blank;
mod class;
mod entity;
mod forms;
mod punctuation;
pub(crate) mod script;
mod torn;

use std::borrow::Cow;

pub(crate) use self::annotation::{is_pinyin_letter, is_reading, readings, spell, strip_tone};

use self::{
    class::Scan,
    script::{Around, ScriptCounts},
    torn::Bonds,
};
use crate::{
    page::{Block, Page},
    report::{RepairKind, Report},
    span::{SpannedText, TextBuilder},
};

/// Folds every block of the page.
pub(crate) fn fold_page(mut page: Page, report: &mut Report) -> Page {
    let mut counts = ScriptCounts::default();
    let scans: Vec<Scan> = page
        .blocks
        .iter()
        .map(|block| Scan::of(block.text.as_str()))
        .collect();
    for scan in &scans {
        counts.add(scan.counts);
    }
    report.script = counts.script();
    let has_convertible = scans.iter().any(|scan| scan.has_convertible());
    let around = Around {
        counts,
        has_zhe: has_convertible
            && page
                .blocks
                .iter()
                .any(|block| block.text.as_str().contains('着')),
    };
    let with_blanks = || {
        (page.blocks.iter().zip(&scans))
            .filter(|(_, scan)| scan.has_blanks())
            .map(|(block, _)| block)
    };
    let mut bonds = Bonds::find(with_blanks());
    bonds.find_whole_names(with_blanks(), page.blocks.iter());
    // What is one word on a torn page its sentences say: they come first. Its
    // other lines say it too, each where it is whole.
    for (block, scan) in page.blocks.iter_mut().zip(&scans) {
        let is_prose = blank::is_prose(block.text.as_str());
        if !bonds.torn || is_prose {
            fold_block(block, *scan, around, &bonds, report);
        }
        if bonds.torn && is_prose {
            bonds.learn(block.text.as_str());
        }
    }
    if bonds.torn {
        bonds.learn_raw(page.head.title.as_deref().unwrap_or_default());
        for block in &page.blocks {
            if !blank::is_prose(block.text.as_str()) {
                bonds.learn_raw(block.text.as_str());
            }
        }
        for (block, scan) in page.blocks.iter_mut().zip(&scans) {
            if !blank::is_prose(block.text.as_str()) {
                fold_block(block, *scan, around, &bonds, report);
            }
        }
    }
    page
}

fn fold_block(block: &mut Block, scan: Scan, around: Around, bonds: &Bonds, report: &mut Report) {
    if let Some(folded) = fold_spanned(&block.text, scan, around, bonds, report) {
        block.text = folded;
    }
}

/// The canonical form of a short text, such as a name to search for.
pub fn fold_text(text: &str) -> Cow<'_, str> {
    let scan = Scan::of(text);
    if scan.is_plain() {
        return Cow::Borrowed(text);
    }
    let mut builder = TextBuilder::with_capacity(text.len());
    builder.push_verbatim(text, 0);
    let around = Around::default();
    match fold_spanned(
        &builder.build(),
        scan,
        around,
        &Bonds::default(),
        &mut Report::default(),
    ) {
        Some(folded) => Cow::Owned(folded.as_str().to_owned()),
        None => Cow::Borrowed(text),
    }
}

/// The canonical form, or `None` where the text is in it. `scan` is of this
/// text; `around` is what the text around tells, `bonds` what is known of its
/// blanks.
fn fold_spanned(
    source: &SpannedText,
    scan: Scan,
    around: Around,
    bonds: &Bonds,
    report: &mut Report,
) -> Option<SpannedText> {
    if scan.is_plain() {
        return None;
    }
    let mut folded: Option<SpannedText> = None;
    let mut scan = scan;
    if scan.has_ampersands() {
        folded = entity::resolve(source, report);
        if let Some(resolved) = &folded {
            scan = Scan::of(resolved.as_str());
        }
    }
    let mut apply = |needed: bool, step: &mut dyn FnMut(&SpannedText) -> Option<SpannedText>| {
        if needed && let Some(next) = step(folded.as_ref().unwrap_or(source)) {
            folded = Some(next);
        }
    };
    apply(scan.has_odd_forms(), &mut |text| forms::unify(text, report));
    apply(scan.has_brackets(), &mut |text| {
        annotation::remove(text, report)
    });
    apply(scan.has_blanks(), &mut |text| blank::close_up(text, bonds));
    apply(scan.has_marks(), &mut punctuation::set_widths);
    apply(scan.has_convertible(), &mut |text| {
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
