//! Stage 1, decode: from bytes to text, whatever the charset and the damage.
//!
//! Evidence is combined: the mark at the beginning, what the header and the
//! page declare, and what the bytes themselves speak for, which decides.

mod beam;
mod charset;
mod circled;
mod declaration;
mod detect;
mod euc_tw;
mod hz;
mod lattice;
mod misaligned;
mod model;
mod mojibake;
mod noise;
mod pairs;
mod passage;
mod reader;
mod runs;
mod words;
mod wrapped;

pub(crate) use self::model::{cohesion, continuity};

use self::{charset::Charset, detect::Detection, reader::Reading};
use crate::{
    normalizer::NormalizeError,
    page,
    report::{CharsetEvidence, RepairKind, Report},
    span::SpannedText,
    submission::Submission,
};

/// Decodes a submission's body by itself, with the report of how; for tools and
/// tests that need no article.
///
/// # Errors
/// Where the body is no text.
pub fn decode_body(submission: &Submission<'_>) -> Result<(SpannedText, Report), NormalizeError> {
    let mut report = Report::default();
    let text = decode(submission, &mut report)?;
    Ok((text, report))
}

/// Decodes the body.
pub(crate) fn decode(
    submission: &Submission<'_>,
    report: &mut Report,
) -> Result<SpannedText, NormalizeError> {
    let body = submission.body;
    if body.is_empty() {
        return Err(NormalizeError::Undecodable("it is empty"));
    }
    if let Some(format) = binary_format(body) {
        return Err(NormalizeError::Undecodable(format));
    }
    report.content_type_charset = declaration::read_content_type(submission.content_type);
    report.declared_charset = declaration::read_body(body);
    let sound_utf8 = std::str::from_utf8(body).ok();
    let (charset, start_byte) = choose_charset(body, sound_utf8.is_some(), report);
    let reading = match sound_utf8 {
        Some(text) if charset == Charset::Utf8 => reader::read_sound(text, start_byte),
        _ => reader::read(body, start_byte, charset),
    };
    let charset = narrow_gb(charset, &reading, report);
    charset.name().clone_into(&mut report.charset);
    note_misdeclared(charset, report);
    note_replaced(&reading, report);
    let text = mend(reading.text, submission, charset, report);
    let from_big5 = charset == Charset::Big5
        || (report.repairs.iter()).any(|repair| repair.kind == RepairKind::Mojibake);
    let numbered = from_big5.then(|| circled::restore(&text)).flatten();
    let text = numbered.unwrap_or(text);
    if noise::is_noise(text.as_str()) {
        return Err(NormalizeError::Undecodable(
            "its bytes are text in no charset",
        ));
    }
    Ok(text)
}

/// The text without what damaged it before it was handed in.
fn mend(
    text: SpannedText,
    submission: &Submission<'_>,
    charset: Charset,
    report: &mut Report,
) -> SpannedText {
    let raw_body = charset.is_gb().then_some(submission.body);
    let text = mend_once(&text, raw_body, report).unwrap_or(text);
    // References are left to the page unless something shows behind them.
    let Some(bare) = wrapped::lay_bare(&text) else {
        return text;
    };
    let Some(mended) = mend_once(&bare.text, None, report) else {
        return text;
    };
    let is_html = page::is_html(text.as_str(), submission.content_type);
    bare.note(&text, is_html, report);
    mended
}

/// `None` where nothing is damaged. `raw_body` is the body where the text is its
/// reading as GBK.
fn mend_once(
    text: &SpannedText,
    raw_body: Option<&[u8]>,
    report: &mut Report,
) -> Option<SpannedText> {
    let mended = mojibake::repair(text, report);
    let realigned = misaligned::repair(mended.as_ref().unwrap_or(text), raw_body, report);
    realigned.or(mended)
}

/// The charset to read with, and where behind a mark the text begins.
fn choose_charset(body: &[u8], is_sound_utf8: bool, report: &mut Report) -> (Charset, usize) {
    let header = report
        .content_type_charset
        .as_deref()
        .and_then(Charset::from_label);
    let declared = report
        .declared_charset
        .as_deref()
        .and_then(Charset::from_label);
    let bom = declaration::read_bom(body);
    let start_byte = bom.map_or(0, |(_charset, length)| length);
    let hints: Vec<Charset> = [bom.map(|(charset, _length)| charset), header, declared]
        .into_iter()
        .flatten()
        .collect();
    let behind_bom = body.get(start_byte..).unwrap_or_default();
    let detection = detect::detect(behind_bom, is_sound_utf8, &hints);
    detection
        .charset
        .name()
        .clone_into(&mut report.detected_charset);
    let charset = match bom {
        Some((marked, _length)) if trusts_bom(marked, is_sound_utf8, detection) => marked,
        _ => detection.charset,
    };
    report.charset_evidence = match bom {
        Some((marked, _length)) if marked == charset => CharsetEvidence::Bom,
        _ if header.is_some_and(|header| header.is_same_family(charset)) => {
            CharsetEvidence::ContentType
        }
        _ if declared.is_some_and(|declared| declared.is_same_family(charset)) => {
            CharsetEvidence::Declaration
        }
        _ => CharsetEvidence::Content,
    };
    (charset, start_byte)
}

/// A mark is believed unless the bytes behind it are certainly something else.
fn trusts_bom(marked: Charset, is_sound_utf8: bool, detection: Detection) -> bool {
    marked != Charset::Utf8 || detection.charset == marked || !detection.is_sure || is_sound_utf8
}

/// GB18030 where GBK does not have the characters or the page declares it.
fn narrow_gb(charset: Charset, reading: &Reading, report: &Report) -> Charset {
    let labels = [&report.content_type_charset, &report.declared_charset];
    let is_declared = labels
        .into_iter()
        .flatten()
        .any(|label| Charset::from_label(label) == Some(Charset::Gb18030));
    match (charset.is_gb(), reading.has_four_bytes || is_declared) {
        (true, true) => Charset::Gb18030,
        (true, false) => Charset::Gbk,
        (false, _) => charset,
    }
}

fn note_misdeclared(charset: Charset, report: &mut Report) {
    let label = report
        .content_type_charset
        .as_ref()
        .or(report.declared_charset.as_ref());
    let Some(label) = label.cloned() else {
        return;
    };
    let right = match Charset::from_label(&label) {
        Some(Charset::Gbk) => charset == Charset::Gbk,
        Some(declared) => declared.is_same_family(charset),
        None => false,
    };
    if !right {
        report.note(RepairKind::CharsetMisdeclared, &label, charset.name(), None);
    }
}

fn note_replaced(reading: &Reading, report: &mut Report) {
    for span in &reading.replaced {
        report.note(RepairKind::Undecodable, "", "\u{FFFD}", Some(*span));
    }
}

/// What a body is that begins like no text.
fn binary_format(body: &[u8]) -> Option<&'static str> {
    Some(match body {
        [0x89, b'P', b'N', b'G', ..]
        | [0xFF, 0xD8, 0xFF, ..]
        | [b'G', b'I', b'F', b'8', ..]
        | [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => "it is an image",
        [b'%', b'P', b'D', b'F', b'-', ..] => "it is a PDF document",
        [b'P', b'K', 3, 4, ..] => "it is a ZIP archive or office document",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "it is an office document",
        [0x1F, 0x8B, 8, ..] => "it is compressed by gzip",
        [0x7F, b'E', b'L', b'F', ..] => "it is a program",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
