//! The head of a newspaper's page: its name, the day, the number of the page.

use super::{line::Line, stamp::find_yearless};

/// Longest head of a page, in characters.
const MASTHEAD_CHARS_MAX: usize = 80;
/// Most letters that a paper's name and the section's are together.
const NAMES_CHARS_MAX: usize = 24;

/// What the name of a paper, a site or a station ends with.
const PERIODICALS: [&str; 14] = [
    "报",
    "刊",
    "网",
    "版",
    "社",
    "端",
    "台",
    "周末",
    "时报",
    "周刊",
    "融媒",
    "传媒",
    "媒体",
    "公众号",
];

/// Words that stand by the day and the page: how to turn over, how big to
/// print.
const PAGE_WORDS: [&str; 33] = [
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
    "星期日",
    "星期天",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "上一版",
    "下一版",
    "上一期",
    "下一期",
    "上一篇",
    "下一篇",
    "往期回顾",
    "返回目录",
    "返回首页",
    "版面导航",
    "版面目录",
    "版次",
    "版面",
    "放大",
    "缩小",
    "默认",
    "出版",
    "讯",
];

/// 《江畔通讯》2021年第16期 第1版: the number of a magazine's issue beside its name.
pub(super) fn is_issue(line: &Line) -> bool {
    // 总第38期 某处编 2022年11月30日: the head of a digest.
    let whole = line.as_str().trim_start_matches(['(', '（', '总']);
    let counted = whole.strip_prefix('第').is_some_and(|number| {
        let behind = number.trim_start_matches(|c: char| c.is_ascii_digit());
        behind.len() < number.len() && behind.starts_with('期')
    });
    if counted && !line.dates.is_empty() && !line.has_sentence && line.chars <= MASTHEAD_CHARS_MAX {
        return true;
    }
    let Some((name, behind)) = line.as_str().split_once("年第") else {
        return false;
    };
    let year = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    line.chars <= ISSUE_CHARS_MAX
        && !line.has_sentence
        && name.len() == year.len() + 4
        && number.len() < behind.len()
        && number.starts_with('期')
        && year.ends_with([' ', '》', '刊'])
        && !year.contains(['，', '：', ':'])
}

/// Longest line of a magazine's issue, in characters.
const ISSUE_CHARS_MAX: usize = 30;

/// Whether the line is the head of a newspaper's page: a whole day beside the
/// name of a paper or the number of a page, and no sentence.
pub(super) fn is_masthead(line: &Line) -> bool {
    if line.chars > MASTHEAD_CHARS_MAX || line.has_sentence || line.dates.len() > 1 {
        return false;
    }
    let text = line.as_str();
    // 某报 6月21日 星期五 3版: the year stands on another line, or is left out.
    let yearless = || {
        let span = find_yearless(text)?.span;
        read_weekday(text.get(span.end..)?).map(|_| span)
    };
    let whole = line.dates.first().map(|found| found.span.clone());
    let Some(span) = whole.or_else(yearless) else {
        return false;
    };
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    let (before, paged_before) = strip_page_words(before);
    let (behind, paged_behind) = strip_page_words(behind);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    if letters(&before) + letters(&behind) > NAMES_CHARS_MAX {
        return false;
    }
    let named = names_periodical;
    let paged = paged_before || paged_behind;
    let alone = letters(&behind) == 0 || !line.fields.is_empty();
    named(&before) && (paged || alone) || paged && (before.is_empty() || named(&behind))
}

/// Whether a text ends with the name of a paper, a site or a station.
pub(super) fn names_periodical(text: &str) -> bool {
    let (text, _) = strip_page_words(text);
    let name = text.trim_matches(|c: char| !c.is_alphanumeric());
    PERIODICALS.iter().any(|end| name.ends_with(end))
}

/// The day of the week that a text begins with, Monday being 1: ` 星期五`, `(周五)`.
pub(super) fn read_weekday(text: &str) -> Option<u8> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let day = ["星期", "周", "礼拜"]
        .iter()
        .find_map(|word| text.strip_prefix(word))?;
    let day = day.chars().next()?;
    let index = "一二三四五六日".chars().position(|known| known == day);
    let index = index.or_else(|| (day == '天').then_some(6))?;
    u8::try_from(index + 1).ok()
}

/// The text without words of the page and numbers of pages and issues; whether
/// there were any.
fn strip_page_words(text: &str) -> (String, bool) {
    let mut rest = text.to_owned();
    for word in PAGE_WORDS {
        if rest.contains(word) {
            rest = rest.replace(word, " ");
        }
    }
    let mut kept = String::with_capacity(rest.len());
    for word in rest.split_whitespace() {
        let name = strip_page_number(word);
        kept.push_str(name);
        if !name.is_empty() {
            kept.push(' ');
        }
    }
    let kept = kept.trim().to_owned();
    let changed = kept.chars().filter(|c| c.is_alphanumeric()).count()
        < text.chars().filter(|c| c.is_alphanumeric()).count();
    (kept, changed)
}

/// What is left of a word that is no number of a page or issue with its
/// section: `第A05版:要闻`, `A05版`, `第1234期`.
fn strip_page_number(word: &str) -> &str {
    let number = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let number = number.strip_prefix('第').unwrap_or(number);
    let behind = number.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let counted = number
        .get(..number.len() - behind.len())
        .is_some_and(|number| number.contains(|c: char| c.is_ascii_digit()));
    match behind.strip_prefix(['版', '期', '页']) {
        Some(_) if counted => "",
        _ if counted && behind.is_empty() => behind,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::super::calendar::find_dates;
    use super::*;
    use crate::{page::BlockKind, span::TextBuilder};

    fn line(text: &str) -> Line {
        let mut builder = TextBuilder::default();
        builder.push_inserted(text);
        Line {
            kind: BlockKind::Paragraph,
            container: 0,
            chars: text.chars().filter(|&c| c != ' ').count(),
            link_share: 0.0,
            is_copy: false,
            cues: super::super::cue::find_cues(text),
            has_sentence: text.contains(['。', '，']),
            fields: Vec::new(),
            dates: find_dates(text),
            text: builder.build(),
        }
    }

    #[test]
    fn the_head_of_a_papers_page_is_known() {
        for text in [
            "海湾早报(2023年06月08日)",
            "海湾早报数字版 2023年6月8日 星期四 第A05版：经济 上一版 下一版",
            "2023年06月08日 第A07版：经济 海湾早报电子版",
            "第A07版：经济 2023年06月08日 星期四 上一期 下一期",
            "往期回顾 2023年6月8日 星期四 放大 缩小 默认",
            "海湾早报多媒体数字报2023年06月08日 星期四 返回首页",
            "海湾网讯2023年06月08日",
            "【海湾早报2023年6月8日讯】",
        ] {
            assert!(is_masthead(&line(text)), "{text}");
        }
    }

    #[test]
    fn what_has_a_date_is_not_yet_a_masthead() {
        for text in [
            "2023年6月8日，联盟在星期四成立。",
            "联盟章程 2023年6月8日 通过",
            "南岭机床展 2023年6月8日 开幕",
            "2023年6月8日",
        ] {
            assert!(!is_masthead(&line(text)), "{text}");
        }
    }
}
