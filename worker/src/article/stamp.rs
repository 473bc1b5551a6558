//! Days of issue that lost their year or stand in the stamp of a paper: 某报 6月21日
//! 星期五 3版 above a headline, (某报 9月14日) behind a text.

use std::{collections::BTreeMap, ops::Range};

use super::{
    DateOrigin,
    calendar::YEARS,
    layout::Part,
    line::{HEADER_CHARS_MAX, Line},
    masthead::{is_masthead, names_periodical, read_weekday},
    published::Published,
};
use crate::date::CivilDate;

/// How long before the stamp of a paper the last whole day of its report may lie.
const REPORT_DAYS_MAX: i64 = 31;
/// Longest stamp of a paper in brackets, in characters.
const STAMP_CHARS_MAX: usize = 30;

/// A day without its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Yearless {
    pub(super) month: u8,
    pub(super) day: u8,
    pub(super) span: Range<usize>,
}

/// The first 6月21日 of a line that has no year before it.
pub(super) fn find_yearless(line: &str) -> Option<Yearless> {
    line.match_indices('月').find_map(|(at, mark)| {
        let before = line.get(..at)?;
        let behind = line.get(at + mark.len()..)?;
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let digits = behind.len()
            - behind
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        let whole = before
            .get(..start)?
            .trim_end()
            .ends_with(['年', '/', '-', '.']);
        let closed = behind.get(digits..)?.starts_with(['日', '号']);
        let month = before.get(start..)?.parse().ok()?;
        let day = behind.get(..digits)?.parse().ok()?;
        // A leap year has every day.
        CivilDate::new(LEAP_YEAR, month, day)?;
        (!whole && closed).then_some(Yearless {
            month,
            day,
            span: start..at + mark.len() + digits + '日'.len_utf8(),
        })
    })
}

const LEAP_YEAR: i32 = 2024;

/// The day of a masthead without year. The year is that of `hint`, or stands by itself
/// on another line of the head, or is the one that the page names most among those in
/// which the day falls on the masthead's day of the week.
pub(super) fn find_yearless_masthead(
    lines: &[Line],
    parts: &[Part],
    hint: Option<CivilDate>,
) -> Option<Published> {
    let first = parts.iter().position(|part| *part == Part::Text)?;
    let head = lines.get(..first)?;
    let line = (head.iter()).find(|line| line.dates.is_empty() && is_masthead(line))?;
    let found = find_yearless(line.as_str())?;
    let weekday = read_weekday(line.text.get(found.span.end..line.text.len()))?;
    let of_year = |year| {
        CivilDate::new(year, found.month, found.day).filter(|date| date.weekday() == weekday)
    };
    let lone_year = || {
        (head.iter().zip(parts))
            .filter(|(line, part)| **part != Part::Title && line.chars <= HEADER_CHARS_MAX)
            .flat_map(|(line, _)| years_of(line.as_str()))
            .find(|(_, behind)| !behind.starts_with(|c: char| c.is_ascii_digit()))
            .map(|(year, _)| year)
    };
    let date = (hint.map(|hint| hint.year).and_then(of_year))
        .or_else(|| lone_year().and_then(of_year))
        .or_else(|| {
            let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
            let text = lines
                .iter()
                .zip(parts)
                .filter(|(_, part)| **part == Part::Text);
            for (year, _) in text.flat_map(|(line, _)| years_of(line.as_str())) {
                *counts.entry(year).or_default() += 1;
            }
            let fitting = counts
                .into_iter()
                .filter_map(|(year, count)| Some((count, of_year(year)?)));
            fitting.max().map(|(_, date)| date)
        })?;
    Some(Published {
        date,
        origin: DateOrigin::Header,
        body_span: line.text.body_span(found.span),
    })
}

/// The years that a text names as 2024年 or in brackets, each with what follows.
fn years_of(text: &str) -> impl Iterator<Item = (i32, &str)> {
    text.match_indices(['年', ')', '）'])
        .filter_map(|(at, mark)| {
            let before = text.get(..at)?;
            let year = before.get(before.len().checked_sub(4)?..)?;
            let alone = !before
                .get(..before.len() - 4)?
                .ends_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.'));
            let year = Some(year).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
            let year = year
                .parse()
                .ok()
                .filter(|year| alone && YEARS.contains(year))?;
            Some((year, text.get(at + mark.len()..)?.trim_start()))
        })
}

/// `(某新媒体 9月14日)`, `(9月14日《某报》第3版)` by itself behind a text whose last
/// whole day lies shortly before it.
pub(super) fn find_closing_stamp(text: &[&Line], credits: &[&Line]) -> Option<Published> {
    let line = (text.iter().rev().take(2).chain(credits)).find(|line| is_closing_stamp(line))?;
    let found = find_yearless(line.as_str())?;
    let known = (text.iter())
        .flat_map(|line| super::calendar::find_dates(line.as_str()))
        .map(|found| found.date)
        .max()?;
    let date = [known.year, known.year + 1].into_iter().find_map(|year| {
        CivilDate::new(year, found.month, found.day).filter(|date| {
            (0..=REPORT_DAYS_MAX).contains(&(date.to_epoch_day() - known.to_epoch_day()))
        })
    })?;
    Some(Published {
        date,
        origin: DateOrigin::Signature,
        body_span: line.text.body_span(found.span),
    })
}

/// A paper's name and a day without year in brackets, and no more than a page beside.
fn is_closing_stamp(line: &Line) -> bool {
    let inside = (line.as_str().strip_prefix(['(', '（', '【', '[', '〔']))
        .and_then(|text| text.strip_suffix([')', '）', '】', ']', '〕']));
    let Some(inside) = inside.filter(|_| line.chars <= STAMP_CHARS_MAX && !line.has_sentence)
    else {
        return false;
    };
    let Some(found) = find_yearless(inside).filter(|_| line.dates.is_empty()) else {
        return false;
    };
    let before = inside.get(..found.span.start).unwrap_or_default();
    let behind = inside.get(found.span.end..).unwrap_or_default();
    names_periodical(before) && names_periodical_or_nothing(behind)
        || before.trim().is_empty() && names_periodical(behind)
}

fn names_periodical_or_nothing(text: &str) -> bool {
    !text.contains(char::is_alphabetic) || names_periodical(text) || text.contains('版')
}
