//! Character references that were left in text: `&#32852;`, `&ldquo;`, and
//! `&amp;#32852;` where a page escaped them twice.

use crate::{
    report::{RepairKind, Report},
    span::{Rewriter, SpannedText},
};

/// How often references may be nested.
const DEPTH_MAX: usize = 3;
/// Longest name or number of a reference.
const REFERENCE_BYTES_MAX: usize = 10;

/// Named references that pages of Chinese text use (HTML Living Standard,
/// section 13.5).
const NAMED: [(&str, &str); 45] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{A0}"),
    ("ensp", "\u{2002}"),
    ("emsp", "\u{2003}"),
    ("thinsp", "\u{2009}"),
    ("zwnj", "\u{200C}"),
    ("zwj", "\u{200D}"),
    ("shy", "\u{AD}"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("lsaquo", "‹"),
    ("rsaquo", "›"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("middot", "·"),
    ("bull", "•"),
    ("times", "×"),
    ("divide", "÷"),
    ("deg", "°"),
    ("plusmn", "±"),
    ("permil", "‰"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("yen", "¥"),
    ("euro", "€"),
    ("pound", "£"),
    ("cent", "¢"),
    ("sect", "§"),
    ("rarr", "→"),
    ("larr", "←"),
    ("micro", "µ"),
];

/// The text with its references resolved, or `None` where it has none.
pub(super) fn resolve(source: &SpannedText, report: &mut Report) -> Option<SpannedText> {
    let mut resolved: Option<SpannedText> = None;
    for _depth in 0..DEPTH_MAX {
        let text = resolved.as_ref().unwrap_or(source);
        match resolve_once(text, report) {
            Some(next) => resolved = Some(next),
            None => break,
        }
    }
    resolved
}

fn resolve_once(source: &SpannedText, report: &mut Report) -> Option<SpannedText> {
    let text = source.as_str();
    let mut rewriter = Rewriter::new(source);
    for (at, _ampersand) in text.match_indices('&') {
        let behind = text.get(at + 1..).unwrap_or_default();
        let Some((name, length)) = reference(behind) else {
            continue;
        };
        let Some(resolved) = look_up(name) else {
            continue;
        };
        // An ampersand by itself is text; in front of a reference it is not.
        let rest = behind.get(length..).unwrap_or_default();
        if resolved == "&"
            && reference(rest)
                .and_then(|(name, _)| look_up(name))
                .is_none()
        {
            continue;
        }
        let range = at..at + 1 + length;
        report.note(
            RepairKind::HtmlEntity,
            source.get(range.clone()),
            &resolved,
            source.body_span(range.clone()),
        );
        rewriter.replace(range, &resolved);
    }
    rewriter.finish()
}

/// The name or number behind an ampersand, and its length with the semicolon.
fn reference(behind: &str) -> Option<(&str, usize)> {
    let end = behind
        .bytes()
        .take(REFERENCE_BYTES_MAX + 1)
        .position(|byte| byte == b';')?;
    Some((behind.get(..end)?, end + 1))
}

fn look_up(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED
            .iter()
            .find_map(|(known, text)| (*known == name).then(|| (*text).to_owned()));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
        .filter(|character| !character.is_control() || *character == '\n')
        .map(String::from)
}
