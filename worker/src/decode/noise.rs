//! Which readings are no text, but what is left where no charset fits.

use super::model::is_ideograph;

/// Share of unreadable or control characters above which nothing is text.
const UNREADABLE_SHARE_MAX: f64 = 0.3;
/// Share of control characters above which a reading without ideographs is
/// none: random bytes have one in eight, damaged pages hardly any.
const CONTROL_SHARE_MAX: f64 = 0.06;
/// Share of ideographs from which a reading is text, whatever stands between:
/// of noise, a hundredth is taken for some.
const IDEOGRAPH_SHARE_MIN: f64 = 0.05;
/// Bytes that are counted at a time, so that a byte holds the count.
const COUNTED_BYTES: usize = 255;

/// Whether the reading is of bytes that are no text: compressed, encrypted, a
/// picture.
pub(super) fn is_noise(text: &str) -> bool {
    // Bytes that noise has in UTF-8 and text hardly ever; sound text goes no
    // further.
    let may_be_noise = |byte: u8| matches!(byte, 0..=8 | 0xE..=0x1F | 0xC2 | 0xEF);
    let suspects = text
        .as_bytes()
        .chunks(COUNTED_BYTES)
        .map(|chunk| {
            let count: u8 = chunk.iter().map(|byte| u8::from(may_be_noise(*byte))).sum();
            usize::from(count)
        })
        .sum::<usize>();
    if suspects * 16 < text.len() {
        return false;
    }
    let share = |is_counted: fn(char) -> bool| {
        let counted = text.chars().filter(|c| is_counted(*c)).count();
        #[expect(
            clippy::cast_precision_loss,
            reason = "a share needs no more precision"
        )]
        let share = counted as f64 / text.chars().count().max(1) as f64;
        share
    };
    share(|c| is_control(c) || c == '\u{FFFD}') > UNREADABLE_SHARE_MAX
        || share(is_control) > CONTROL_SHARE_MAX && share(is_ideograph) < IDEOGRAPH_SHARE_MIN
}

/// Control characters that no text has; it has tabs, line ends and form feeds.
fn is_control(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{80}'..='\u{9F}')
}
