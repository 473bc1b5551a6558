//! Header lines that lost the break behind them, or have one too many:
//! `来源：某报 | 责任编辑：某某某` and the first words of the text in one line, the headline
//! and the day in one, a label on a line of its own.

use super::{
    calendar::find_dates,
    field::{Label, is_label, read_fields},
};
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

/// Longest value that stands below its label, in characters.
const VALUE_CHARS_MAX: usize = 30;

/// Whether the line is a label and its colon, without value.
pub(super) fn is_label_alone(line: &str) -> bool {
    let line = line.trim();
    line.strip_suffix([':', '：'])
        .is_some_and(|label| is_label(label.trim_end()))
}

/// Whether the line can be the value of a label above it: short, no sentence, and no
/// label itself.
pub(super) fn is_value(line: &str) -> bool {
    let line = line.trim();
    let marks = ['。', '！', '？', '，', ',', '；'];
    !line.is_empty()
        && !line.contains(marks)
        && line.chars().count() <= VALUE_CHARS_MAX
        && read_fields(line).is_empty()
        && !line.ends_with([':', '：'])
}

/// Shortest headline with the day behind it, in characters.
const HEADLINE_CHARS_MIN: usize = 8;
/// Longest line of both, in bytes.
const HEADLINE_BYTES_MAX: usize = 240;

/// Where the day of the page begins behind a headline: `某联盟成立大会召开
/// 2024年06月05日14:05`. Days without the time of day stand behind the items of lists,
/// and what has blanks of its own before it may be a row of names.
pub(super) fn find_stamp(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let is_timed = line
        .rsplit_once([':', '：'])
        .is_some_and(|(_, behind)| behind.len() == 2 && is_clock(behind));
    if !is_timed || line.len() > HEADLINE_BYTES_MAX {
        return None;
    }
    let day = find_dates(line).into_iter().next()?;
    let (headline, stamp) = line.split_at_checked(day.span.start)?;
    let clock = stamp.get(day.span.len()..)?;
    let is_headline = headline.ends_with(char::is_whitespace)
        && headline.chars().count() > HEADLINE_CHARS_MIN
        && !headline.trim_end().contains(char::is_whitespace)
        && read_fields(headline).is_empty()
        && !headline.contains(['。', '|', '｜']);
    (is_clock(clock) && is_headline).then_some(day.span.start)
}

fn is_clock(text: &str) -> bool {
    (text.chars()).all(|c| c.is_ascii_digit() || matches!(c, ':' | '：' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_with_its_time_behind_a_headline_is_found() {
        let headline = "江海文化交流协会举行换届大会 ";
        for stamp in [
            "2026年01月12日14:05",
            "2026-01-12 14:05",
            "2026-01-12 14:05:09",
        ] {
            let line = format!("{headline}{stamp}");
            assert_eq!(find_stamp(&line), Some(headline.len()), "{line}");
        }
        for line in [
            "江海文化交流协会举行换届大会 2026-01-12",
            "来源：江海日报 2026-01-12 14:05",
            "江海 2026-01-12 14:05",
            "林一一 江海氢能发布 2026-01-12 14:05",
            "2026-01-12 14:05",
            "会期：2026-01-12 14:00 至 16:00",
        ] {
            assert_eq!(find_stamp(line), None, "{line}");
        }
    }

    #[test]
    fn a_label_alone_has_its_value_below() {
        assert!(is_label_alone("来源："));
        assert!(is_label_alone(" 发布时间: "));
        assert!(!is_label_alone("来源：江海日报"));
        assert!(!is_label_alone("会议指出："));
        assert!(is_value("江海市开发区协会"));
        assert!(is_value("2015-07-03 11:38"));
        assert!(!is_value("阅读："));
        assert!(!is_value("作者：林一"));
        assert!(!is_value("6月10日，协会赴京调研。"));
    }

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
