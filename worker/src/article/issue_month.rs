//! The month of the issue that an article stood in: 《冷链世界》2008年8月号.

use std::iter;

use super::{layout::Part, line::Line};
use crate::date::{CivilDate, PartialDate};

/// The longest line that tells which issue it was, in characters.
const LINE_CHARS_MAX: usize = 40;
/// What a month of a periodical is called, right behind it.
const ISSUES: [&str; 6] = ["号", "刊", "版", "上半月", "下半月", "期"];
/// What says that a line is of an issue.
const NUMBERS: [&str; 3] = ["总第", "总期", "(总"];

/// The month of the first line above the text that names one as an issue's.
pub(super) fn find_issue_month(lines: &[Line], parts: &[Part]) -> Option<PartialDate> {
    (lines.iter().zip(parts))
        .take_while(|(_, part)| **part != Part::Text)
        .filter(|(line, _)| line.chars <= LINE_CHARS_MAX)
        .find_map(|(line, _)| month_of(line.text.as_str()))
}

fn month_of(line: &str) -> Option<PartialDate> {
    let numbered = NUMBERS.iter().any(|word| line.contains(word));
    starts_of_years(line).find_map(|text| {
        let year = text.get(..4)?.parse().ok()?;
        let rest = text.get(4..)?.strip_prefix(['年', '.', '-', '/'])?;
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = rest.len() - behind.len();
        let month = rest.get(..digits).filter(|month| month.len() <= 2)?;
        let issue = behind.trim_start_matches(['月', '份', ' ']);
        let named = behind.starts_with('月') && ISSUES.iter().any(|word| issue.starts_with(word));
        // 2008.08.15 is a day.
        let whole =
            !behind.starts_with(['.', '-', '/', '日', '期']) && !issue.starts_with(is_digit);
        let first = CivilDate::new(year, month.parse().ok()?, 1)?;
        (named || numbered && whole).then_some(PartialDate {
            year: Some(first.year),
            month: Some(first.month),
            day: None,
        })
    })
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

/// The line from each number of four digits on.
fn starts_of_years(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    iter::from_fn(move || {
        loop {
            let start = rest.find(is_digit)?;
            let text = rest.get(start..)?;
            let behind = text.trim_start_matches(is_digit);
            rest = behind;
            let year = text.len() - behind.len() == 4 && text.starts_with(['1', '2']);
            if year {
                return Some(text);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::month_of;
    use crate::date::Edtf;

    #[test]
    fn an_issue_is_named_by_its_month_or_numbered() {
        for (line, month) in [
            ("《冷链世界》2008年8月号", Some("2008-08")),
            ("冷链世界 2008年12月刊", Some("2008-12")),
            ("冷链世界 2008年8月上半月刊", Some("2008-08")),
            ("冷链世界 2008.08 总第112期", Some("2008-08")),
            ("2008年第8期(总第112期)", None),
            ("2008.08.15 总第112期", None),
            ("2008年8月15日", None),
            ("2008年8月，联盟成立", None),
            ("12345年8月号", None),
            ("2008年13月号", None),
        ] {
            let found = month_of(line).map(|month| Edtf::Point(month).to_string());
            assert_eq!(found.as_deref(), month, "{line}");
        }
    }
}
