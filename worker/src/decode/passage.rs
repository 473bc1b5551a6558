//! Passages: what stands between line breaks and tags, which damage rarely
//! crosses.

use std::ops::Range;

/// The passages of `text` in order, as ranges of its bytes; empty ones left out.
pub(super) fn split(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
            let length = rest
                .iter()
                .position(|byte| matches!(byte, b'\n' | b'<' | b'>'))
                .unwrap_or(rest.len());
            let passage = start..start + length;
            start = passage.end + 1;
            if length > 0 {
                return Some(passage);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn passages_end_at_line_breaks_and_tags() {
        let passages: Vec<_> = split("\n<p>联盟</p>\n年").collect();
        assert_eq!(passages, [2..3, 4..10, 11..13, 15..18]);
        assert_eq!(split("").count(), 0);
    }
}
