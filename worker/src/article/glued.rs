//! A header line that lost the break behind it: `来源：某报 | 责任编辑：某某某`
//! and the first words of the text in one line.

use super::field::{Label, read_fields};
use crate::{decode::continuity, surname::is_full_name};

/// Longest header line, in characters.
const HEADER_CHARS_MAX: usize = 120;
/// Fewest fields that make a header.
const FIELDS_MIN: usize = 3;
/// Lengths of a person's name, in characters.
const NAME_CHARS: std::ops::RangeInclusive<usize> = 2..=3;
/// Shortest text behind a header, in characters.
const TEXT_CHARS_MIN: usize = 20;

/// Where the text begins behind a header that ends with a person's name.
pub(super) fn find_text(line: &str) -> Option<usize> {
    let end = line.char_indices().nth(HEADER_CHARS_MAX).map(|(at, _)| at);
    let beginning = line.get(..end?)?;
    let fields = read_fields(beginning);
    let last = fields.last()?;
    let opens = fields.first().is_some_and(|first| first.start == 0);
    let signs = matches!(last.label, Label::Author | Label::Editor);
    if !opens || !signs || fields.len() < FIELDS_MIN {
        return None;
    }
    let header = line.get(..last.value.start)?;
    let value = line.get(last.value.start..)?;
    let name_end = NAME_CHARS
        .filter_map(|chars| value.char_indices().nth(chars).map(|(at, _)| at))
        .filter(|&at| value.get(..at).is_some_and(is_full_name))
        .min_by_key(|&at| {
            let (name, text) = value.split_at_checked(at).unwrap_or_default();
            continuity(name, text)
        })?;
    let text = value.get(name_end..)?;
    let is_text = text.contains('。') && text.chars().count() >= TEXT_CHARS_MIN;
    (is_text && !header.contains(['。', '，'])).then_some(last.value.start + name_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_behind_a_glued_header_is_found() {
        let header = "发布时间:2020-09-27 10:17:57 | 来源:某社 | 作者:郎兵兵 | 责任编辑:李培刚";
        let text = "黄河流域19个市州25日在甘肃省兰州市签约，成立文化旅游联盟。联盟设秘书处，\
                    每年举行一次年会，共同推出线路和票价优惠，并开展人员培训、市场推介与信息互通。\
                    首批线路将于下月起在各地同时上市。";
        let line = format!("{header}{text}");
        assert_eq!(find_text(&line), Some(header.len()));
        assert_eq!(find_text(text), None);
        let reply = format!("记者：联盟今年有什么打算？{text}{text}");
        assert_eq!(find_text(&reply), None);
    }
}
