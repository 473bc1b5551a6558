//! Header and sign-off lines, told by their fields, dates and words.

use super::{
    author::{read_byline, read_marked_byline, read_stroke_byline},
    cue::Cue,
    field::{Field, Label},
    line::{HEADER_CHARS_MAX, Line},
    masthead::{is_issue, is_masthead},
};
use crate::{page::BlockKind, surname::is_full_name};

/// Most letters beside the date of a header line without labels.
const BESIDE_DATE_CHARS_MAX: usize = 14;
/// Longest header line that names a reporter without a label, in characters.
const REPORTED_CHARS_MAX: usize = 60;
/// Most letters that follow a date at once: 2022年6月2日吉隆坡讯.
const PLACE_CHARS_MAX: usize = 8;
/// Longest line that is a byline alone, in characters.
const BYLINE_CHARS_MAX: usize = 36;
/// Longest sign-off, in characters.
const CREDIT_CHARS_MAX: usize = 60;

/// Date, source, authors or counts of the page, and no sentence.
pub(super) fn is_header(line: &Line) -> bool {
    let text = line.as_str();
    if line.chars > HEADER_CHARS_MAX
        || line.link_share > 0.6
        || text.contains('。')
        || line.cues.has(Cue::Clock)
    {
        return false;
    }
    if is_masthead(line) || is_issue(line) {
        return true;
    }
    if line.fields.iter().any(|field| field.label == Label::Event) {
        return false;
    }
    let listed = line.cues.has(Cue::Neighbor) || line.cues.has(Cue::Related);
    let crumb = line.cues.has(Cue::Crumb);
    if listed || crumb || line.cues.has(Cue::Rights) {
        return false;
    }
    let named = is_header_by_fields(line);
    let counted = line
        .fields
        .iter()
        .filter(|field| field.label == Label::Other)
        .count();
    let reported = line.chars <= REPORTED_CHARS_MAX && text.contains("记者");
    named
        || is_byline(line)
        || counted >= 2
        || reported && is_dated(line)
        || is_dated(line) && (counted > 0 || dates_fill(line))
}

/// 记者甲／某地报导: who reported whence, and nothing else.
pub(super) fn is_byline(line: &Line) -> bool {
    let text = line.as_str();
    if line.chars <= BYLINE_CHARS_MAX && !read_marked_byline(text).is_empty() {
        return true;
    }
    let ended = [
        "报道",
        "报导",
        "专电",
        "讯",
        "电",
        "摄影报道",
        "文/图",
        "图/文",
        "摄影",
    ]
    .iter()
    .any(|end| {
        text.trim_end_matches([')', '）', '】', '〕'])
            .ends_with(end)
    });
    if line.chars <= BYLINE_CHARS_MAX
        && !line.has_sentence
        && (names_reporters(text) || is_dateline(text))
    {
        return true;
    }
    line.chars <= BYLINE_CHARS_MAX
        && ended
        && !line.has_sentence
        && (!read_byline(text, true).is_empty() || read_stroke_byline(text).is_some())
}

/// 某报记者 甲一一: a paper, the word and names that close the line.
fn names_reporters(text: &str) -> bool {
    let Some((paper, names)) = text.trim().split_once("记者 ") else {
        return false;
    };
    let mut names = names
        .split([' ', '、', '\u{3000}'])
        .filter(|name| !name.is_empty() && *name != "通讯员")
        .peekable();
    paper.chars().count() <= PAPER_CHARS_MAX
        && !paper.contains(['，', '。', '：', '“', '(', '（'])
        && names.peek().is_some()
        && names.all(is_full_name)
}

/// 某社 11月6日电(记者 甲一一): a dateline that lost its text.
fn is_dateline(text: &str) -> bool {
    let inside = text.trim_end().strip_suffix([')', '）']);
    let opened = inside.and_then(|inside| inside.rsplit_once(['(', '（']));
    opened.is_some_and(|(before, inside)| {
        before.trim_end().ends_with(['电', '讯']) && !read_byline(inside, true).is_empty()
    })
}

/// Longest name of a paper before its reporter, in characters.
const PAPER_CHARS_MAX: usize = 10;

pub(super) fn is_header_by_fields(line: &Line) -> bool {
    line.fields.iter().any(|field| {
        matches!(
            field.label,
            Label::Source | Label::Author | Label::Date | Label::Updated
        )
    })
}

/// Whether a line gives a whole date and is not the clock of the page.
pub(super) fn is_dated(line: &Line) -> bool {
    !line.cues.has(Cue::Clock) && !line.dates.is_empty()
}

/// A date of issue above the headline, as on the pages of newspapers; no line
/// of a list of dated articles.
pub(super) fn is_date_above(lines: &[Line], index: usize) -> bool {
    let dated = |at: Option<usize>| {
        at.and_then(|at| lines.get(at))
            .is_some_and(|line| !line.dates.is_empty() && !is_header_by_fields(line))
    };
    let listed = dated(index.checked_sub(1)) || dated(Some(index + 1));
    lines.get(index).is_some_and(|line| {
        !listed && line.kind != BlockKind::ListItem && line.link_share < 0.5 && is_header(line)
    }) && lines.get(index).is_some_and(is_dated)
}

/// Words behind a day that tell who wrote, or how often the page was read.
const CREDIT_WORDS: [&str; 8] = [
    "特约",
    "评论员",
    "通讯员",
    "作者",
    "阅读",
    "浏览",
    "点击",
    "编辑",
];

/// Whether the first date of a line stands apart and little stands beside it.
fn dates_fill(line: &Line) -> bool {
    let Some(found) = line.dates.first() else {
        return false;
    };
    let text = line.as_str();
    let before = text.get(..found.span.start).unwrap_or_default();
    // http://www.example.com 2024-06-19 11:08: the address of the page is no word.
    let is_address = |text: &str| text.starts_with("http") && !text.contains(' ');
    let before = if is_address(before.trim()) {
        ""
    } else {
        before
    };
    let after = text.get(found.span.end..).unwrap_or_default();
    let published = ["发布于", "发表于", "刊于", "刊发于", "上传于", "发布"]
        .iter()
        .any(|word| before.trim_end().ends_with(word));
    let labelled = before.trim_end().eq_ignore_ascii_case("date");
    // 甲 发表于 2024-6-24 15:20 | 显示全部楼层 | 阅读模式: a forum's tools.
    let after = match after.split_once(['|', '｜']) {
        Some((time, _)) if published => time,
        _ => after,
    };
    let after = strip_day_words(after);
    // 某客户端2024-06-05 08:12:30: the time of day tells a stamp from a sentence.
    let stamped = found.span.len() < text.len()
        && after.contains(|c: char| c.is_ascii_digit())
        && !after.contains(char::is_alphabetic);
    // 某某时评 2023年8月14日特约评论员 甲: the blank before the word is folded away.
    let credited = CREDIT_WORDS.iter().any(|word| after.starts_with(word));
    let apart = (published || stamped || !before.ends_with(char::is_alphabetic))
        && !before.trim_end().ends_with(['(', '（', '[', '《'])
        && (credited || !after.starts_with(char::is_alphabetic));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let beside = letters(before) + letters(after);
    // 某某日报2023年08月11日第02版: blanks between ideographs are folded away.
    let issue = before.trim_end().ends_with(['报', '刊', '版', '期', '网'])
        && (after.is_empty()
            || after
                .trim_start()
                .starts_with(['第', '星', '周', '版', '头']));
    let apart = apart || issue || labelled;
    beside <= BESIDE_DATE_CHARS_MAX && (apart || before.is_empty() && beside <= PLACE_CHARS_MAX)
}

/// What follows a date, without the day of the week and the time of day in
/// words: `周六 上午11:48`.
pub(super) fn strip_day_words(after: &str) -> &str {
    let mut rest = after.trim_start();
    for kind in [
        ["星期", "周", "礼拜"].as_slice(),
        ["一", "二", "三", "四", "五", "六", "日", "天"].as_slice(),
        ["上午", "下午", "中午", "晚上", "凌晨", "早上"].as_slice(),
    ] {
        let stripped = kind.iter().find_map(|word| rest.strip_prefix(word));
        rest = stripped.unwrap_or(rest).trim_start();
    }
    rest
}

/// Whether a field names a person as author or editor.
fn signs(text: &str) -> impl Fn(&Field) -> bool {
    move |field| {
        let value = text.get(field.value.clone()).unwrap_or_default();
        // 编辑 | 甲 2024-06-20
        let name = value.split_whitespace().next();
        matches!(field.label, Label::Author | Label::Editor) && name.is_some_and(is_full_name)
    }
}

/// `发布时间：2024-06-05 09:30 来源：某报`, `更新时间：2024-06-05 人气 88`: the
/// page's own day under its text. 时间 and 日期 alone are also what a notice
/// says of its meeting.
fn is_stamp(line: &Line) -> bool {
    let text = line.as_str();
    let signed = (line.fields.iter()).any(|field| {
        matches!(field.label, Label::Author | Label::Editor) && !field.value.is_empty()
    });
    let labelled = |field: &Field| {
        let label = text.get(field.start..).unwrap_or_default();
        match field.label {
            Label::Date | Label::Updated => {
                signed || !["时间", "日期"].iter().any(|word| label.starts_with(word))
            }
            Label::Source => true,
            _ => false,
        }
    };
    let opens = line.fields.first().is_some_and(|field| {
        let before = text.get(..field.start).unwrap_or_default();
        before.chars().filter(|c| c.is_alphabetic()).count() <= BEFORE_STAMP_CHARS_MAX
    });
    let event = |field: &Field| field.label == Label::Event;
    is_dated(line)
        && (opens || says_published(line))
        && !line.has_sentence
        && (line.fields.iter().any(labelled) || says_published(line))
        && !line.fields.iter().any(event)
        && ![Cue::Neighbor, Cue::Related, Cue::Crumb]
            .iter()
            .any(|&cue| line.cues.has(cue))
}

/// 发布于 2024-10-22 10:11: the word before the day, without colon, opens the line.
fn says_published(line: &Line) -> bool {
    let before = (line.dates.first()).and_then(|found| line.as_str().get(..found.span.start));
    before.is_some_and(|before| ["发布于", "发表于"].contains(&before.trim_end()))
}

/// Most letters before the first label of a line with the page's day.
const BEFORE_STAMP_CHARS_MAX: usize = 8;

/// `文章来源：某网 ©版权所有`: the source leads a line of rights.
fn is_source_of_rights(line: &Line) -> bool {
    let first = line.fields.first();
    line.cues.has(Cue::Rights)
        && first.is_some_and(|field| field.label == Label::Source && field.start == 0)
}

/// A day with its time, alone or labelled, as between a picture and the text.
pub(super) fn is_stamped(line: &Line) -> bool {
    let text = line.as_str();
    let timed = line.dates.first().is_some_and(|found| {
        let before = text.get(..found.span.start).unwrap_or_default();
        let behind = strip_day_words(text.get(found.span.end..).unwrap_or_default());
        // 14:30~16:30 is when something takes place.
        before.is_empty()
            && behind.contains(':')
            && !behind.contains(['~', '～', '-', '—', '至'])
            && behind.starts_with(|c: char| c.is_ascii_digit())
    });
    is_header(line) && (timed || is_stamp(line))
}

/// Names of writers, editors or the source, and nothing else.
pub(super) fn is_credit(line: &Line) -> bool {
    let text = line.as_str();
    if line.chars <= CREDIT_CHARS_MAX && is_source_of_rights(line) {
        return true;
    }
    let short = line.chars <= CREDIT_CHARS_MAX && !text.contains('。');
    // 记者：联盟今年有什么打算？ is the question of an interview.
    let asks = text.ends_with(['？', '?']);
    if !short || asks {
        return false;
    }
    if is_stamp(line) {
        return true;
    }
    // 某年某月某日出版 第3版 责编甲
    // 【纠错】责任编辑：甲
    let corrects = text.starts_with(['【', '[']) && text.contains("纠错");
    let signed =
        (is_dated(line) || corrects) && !line.has_sentence && line.fields.iter().any(signs(text));
    if signed {
        return true;
    }
    // 信息员：甲 责任编辑：乙 核稿：丙
    let in_roles = line.fields.len() > 1
        && line.fields.first().is_some_and(|field| field.start == 0)
        && !line.has_sentence
        && line.fields.iter().any(signs(text));
    if in_roles {
        return true;
    }
    let clause = text.contains(['，', ',']) && !text.contains([':', '：']);
    if line.cues.has(Cue::Credit) && !clause {
        return true;
    }
    line.chars <= 30 && !line.has_sentence && (text.contains("记者 ") || text.contains("通讯员 "))
}
