//! When the page was published: by its header, its metadata, a dateline, or what
//! stands under the text.

use super::{
    DateOrigin,
    calendar::{WrittenDate, find_dates, find_issue, find_stamp},
    field::Label,
    header::{BYLINE_BYTES_MAX, BYLINE_PARAGRAPHS, floor_boundary},
    header_line::{is_dated, strip_day_words},
    layout::Part,
    line::Line,
    proved_day::find_proved_day,
    stamp::{find_closing_stamp, find_yearless_masthead},
    url_date::{find_url_day, find_url_month_end},
};
use crate::{
    date::CivilDate,
    page::{BlockKind, Head},
    span::BodySpan,
    submission::Submission,
};

/// A day of publication and where it is from.
#[derive(Debug)]
pub(super) struct Published {
    pub(super) date: CivilDate,
    pub(super) origin: DateOrigin,
    pub(super) body_span: Option<BodySpan>,
}

/// The lines of a page by what they are.
#[derive(Debug)]
pub(super) struct PageLines<'a> {
    pub(super) header: Vec<&'a Line>,
    pub(super) credits: Vec<&'a Line>,
    pub(super) text: Vec<&'a Line>,
}

/// Reads the day of publication, and the day that dates without a year count
/// from.
pub(super) fn read_published(
    lines: &[Line],
    parts: &[Part],
    page: &PageLines<'_>,
    head: &Head,
    submission: &Submission<'_>,
) -> (Option<Published>, Option<CivilDate>) {
    let PageLines {
        header,
        credits,
        text,
    } = page;
    let url_date = find_url_day(submission.url)
        .or_else(|| head.canonical_url.as_deref().and_then(find_url_day));
    let own = read_header_date(header, title_at(parts), lines, parts)
        .or_else(|| read_metadata_date(head))
        .or_else(|| read_labelled_credit(credits));
    let year_hint = (submission.published_at)
        .or(url_date)
        .or_else(|| find_url_month_end(submission.url));
    let submitted = submission
        .published_at
        .map(|date| plain(date, DateOrigin::Submission));
    let from_url = url_date.map(|date| plain(date, DateOrigin::Url));
    let anchor = submission
        .published_at
        .or(own.as_ref().map(|published| published.date))
        .or(url_date);
    let published = own
        .or_else(|| read_dateline(text, year_hint))
        .or_else(|| read_whole_dateline(text))
        .or(submitted)
        .or(from_url)
        .or_else(|| find_yearless_masthead(lines, parts, year_hint))
        .or_else(|| read_signature(text))
        .or_else(|| read_closing_date(text, credits))
        .or_else(|| find_closing_stamp(text, credits))
        .or_else(|| find_proved_day(lines, parts, page));
    let anchor = anchor.or(published.as_ref().map(|published| published.date));
    (published, anchor)
}

fn plain(date: CivilDate, origin: DateOrigin) -> Published {
    Published {
        date,
        origin,
        body_span: None,
    }
}

fn title_at(parts: &[Part]) -> usize {
    parts
        .iter()
        .position(|part| *part == Part::Title)
        .unwrap_or(0)
}

/// The date of the header: one that a label calls the day of publication, else
/// the first below the headline, else the nearest above it.
fn read_header_date(
    header: &[&Line],
    title_at: usize,
    lines: &[Line],
    parts: &[Part],
) -> Option<Published> {
    let mut best: Option<(u8, Published)> = None;
    for line in header {
        for found in &line.dates {
            let label = line
                .fields
                .iter()
                .rfind(|field| field.start < found.span.start)
                .map(|field| field.label);
            let above = lines
                .iter()
                .zip(parts)
                .take(title_at)
                .any(|(other, _)| std::ptr::eq(other, *line));
            let rank = match label {
                Some(Label::Date) => 4,
                Some(Label::Updated) => 1,
                _ if above => 2,
                _ => 3,
            };
            if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                best = Some((
                    rank,
                    Published {
                        date: last_of_days(line, found),
                        origin: DateOrigin::Header,
                        body_span: line.text.body_span(found.span.clone()),
                    },
                ));
            }
        }
    }
    best.map(|(_, published)| published)
}

/// 本周：2024年9月9日—9月15日: a digest appears when its week is over.
fn last_of_days(line: &Line, found: &WrittenDate) -> CivilDate {
    let behind = line.as_str().get(found.span.end..).unwrap_or_default();
    let last = behind.strip_prefix(['—', '–', '-', '~', '～', '至', '到']);
    let last = last.map(|last| last.trim_start_matches(['—', '-']));
    let digits = |text: &str| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        text.get(..text.len() - rest.len())
            .and_then(|number| number.parse::<u8>().ok())
    };
    last.and_then(|last| {
        let (month, day) = match last.split_once('月') {
            Some((month, day)) => (digits(month)?, digits(day)?),
            None => (found.date.month, digits(last)?),
        };
        let ends = last.contains('日');
        CivilDate::new(found.date.year, month, day).filter(|date| ends && *date > found.date)
    })
    .unwrap_or(found.date)
}

/// Names of meta elements that give the day of publication.
const DATE_METAS: &[&str] = &[
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:published_time",
    "og:release_date",
    "datepublished",
    "publish_time",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "weibo:article:create_at",
    "bytedance:published_time",
    "releasedate",
    "firstpublishedtime",
    "date",
];

fn read_metadata_date(head: &Head) -> Option<Published> {
    DATE_METAS
        .iter()
        .filter_map(|name| head.meta(&[*name]))
        .chain(head.described.published.as_deref())
        .find_map(|value| find_dates(value).first().map(|found| found.date))
        .map(|date| plain(date, DateOrigin::Metadata))
}

/// 中新网北京5月30日电 at the beginning of the text; its year is that of the
/// latest such day up to `latest`.
fn read_dateline(text: &[&Line], latest: Option<CivilDate>) -> Option<Published> {
    let latest = latest?;
    for line in text.iter().take(BYLINE_PARAGRAPHS) {
        let opening = line
            .text
            .get(0..floor_boundary(line.as_str(), BYLINE_BYTES_MAX));
        let Some(at) = ["日电", "日讯", "日 电"]
            .iter()
            .filter_map(|end| opening.find(end))
            .min()
        else {
            continue;
        };
        let before = opening.get(..at)?;
        let digits = |text: &str| {
            let start = text.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |last| {
                last + text
                    .get(last..)
                    .and_then(|t| t.chars().next())
                    .map_or(1, char::len_utf8)
            });
            (
                start,
                text.get(start..)
                    .and_then(|number| number.parse::<u8>().ok()),
            )
        };
        let (day_start, day) = digits(before);
        let Some((month_text, day)) = before
            .get(..day_start)
            .and_then(|rest| rest.strip_suffix('月'))
            .zip(day)
        else {
            continue;
        };
        let (start, month) = digits(month_text);
        let month = month?;
        let date = CivilDate::new(latest.year, month, day)
            .filter(|date| *date <= latest)
            .or_else(|| CivilDate::new(latest.year - 1, month, day))?;
        return Some(Published {
            date,
            origin: DateOrigin::Dateline,
            body_span: line.text.body_span(start..at),
        });
    }
    None
}

/// `某市，2024年3月12日 ——` or `某社某市电(2024年3月12日)` before the first
/// sentence: a dateline with its year.
fn read_whole_dateline(text: &[&Line]) -> Option<Published> {
    (text.iter().take(BYLINE_PARAGRAPHS)).find_map(|line| read_opening_day(line))
}

fn read_opening_day(line: &Line) -> Option<Published> {
    let opening = (line.text).get(0..floor_boundary(line.as_str(), BYLINE_BYTES_MAX));
    let found = find_dates(opening).into_iter().next()?;
    let before = opening.get(..found.span.start)?.trim_end();
    let behind = opening.get(found.span.end..)?.trim_start();
    let dashed =
        behind.starts_with(['—', '–', '-', '/']) && before.ends_with(['，', ',', ' ', '/']);
    let filed = is_filed(behind) && !before.trim_start().starts_with('据');
    let bracketed = before.strip_suffix(['(', '（']).is_some_and(|before| {
        before
            .trim_end()
            .ends_with(['电', '讯', '】', '〕', ']', ')'])
    }) && behind.starts_with([')', '）']);
    // (香港．2023年4月12日)由甲发起的…
    let enclosed = before
        .trim_start()
        .strip_prefix(['(', '（', '[', '〔', '【'])
        .is_some_and(|place| {
            place.chars().count() <= DATELINE_PLACE_CHARS_MAX && !place.contains([')', '）', ':'])
        })
        && behind.starts_with([')', '）', ']', '〕', '】']);
    // date 2024-03-12 某大学昨日…: the label of a field that lost its own line.
    let labelled = before.eq_ignore_ascii_case("date");
    let boxed = matches!(before, "【" | "〔" | "[") && behind.starts_with(['】', '〕', ']']);
    let opens = before.chars().count() <= DATELINE_CHARS_MAX && !before.contains('。');
    (opens && (dashed || filed || bracketed || boxed || enclosed || labelled)).then(|| Published {
        date: found.date,
        origin: DateOrigin::Dateline,
        body_span: line.text.body_span(found.span),
    })
}

/// 讯, 13时30分讯, 星期五电(记者…), 消息: what follows the day of a dateline; no
/// 电池联盟 that something is told of.
fn is_filed(behind: &str) -> bool {
    const WORDS_OF_CURRENT: &str = "池力子动网商信机气器影视脑缆磁解竞";
    let timed = strip_day_words(behind).trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, ':' | '：' | '时' | '点' | '分' | '秒' | ' ')
    });
    let of_current = (timed.strip_prefix('电'))
        .is_some_and(|rest| rest.starts_with(|c| WORDS_OF_CURRENT.contains(c)));
    !of_current
        && ["电", "讯", "消息"]
            .iter()
            .any(|end| timed.starts_with(end))
}

/// Longest place of a dateline in brackets, with its mark, in characters.
const DATELINE_PLACE_CHARS_MAX: usize = 6;

/// Longest text before the date of a dateline, in characters.
const DATELINE_CHARS_MAX: usize = 24;

/// The day under a document: a line of its own near the end.
fn read_signature(text: &[&Line]) -> Option<Published> {
    text.iter().rev().take(4).find_map(|line| {
        let found = line.dates.first()?;
        // 14:30~16:30 is when something takes place.
        let lasts = line
            .text
            .get(found.span.end..line.text.len())
            .contains(['~', '～']);
        let alone = line.chars <= 30
            && !lasts
            && !line.has_sentence
            && is_dated(line)
            && line.kind != BlockKind::ListItem;
        alone.then(|| Published {
            date: found.date,
            origin: DateOrigin::Signature,
            body_span: line.text.body_span(found.span.clone()),
        })
    })
}

/// 上传时间：2024-06-05 among the sign-offs.
fn read_labelled_credit(credits: &[&Line]) -> Option<Published> {
    credits.iter().find_map(|line| {
        let found = line.dates.first()?;
        let label = (line.fields.iter()).rfind(|field| field.start < found.span.start)?;
        (label.label == Label::Date).then(|| Published {
            date: found.date,
            origin: DateOrigin::Header,
            body_span: line.text.body_span(found.span.clone()),
        })
    })
}

/// The day behind the text: an agency's stamp, or that of the sign-off.
fn read_closing_date(text: &[&Line], credits: &[&Line]) -> Option<Published> {
    let closing = |line: &&Line, found: WrittenDate| Published {
        date: found.date,
        origin: DateOrigin::Signature,
        body_span: line.text.body_span(found.span),
    };
    let mut last_lines = text.iter().rev().take(BYLINE_PARAGRAPHS).chain(credits);
    last_lines
        .find_map(|line| {
            let found = find_stamp(line.as_str()).or_else(|| find_issue(line.as_str()))?;
            Some(closing(line, found))
        })
        .or_else(|| {
            let dated = credits.iter().find(|line| is_dated(line))?;
            Some(closing(dated, dated.dates.first()?.clone()))
        })
}
