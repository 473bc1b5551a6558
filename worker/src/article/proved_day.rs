//! A day that stands outside the text of a page without a word that says what it is
//! of, and that days of the text prove to be the page's: 打印 关闭 2019-05-24 below
//! a report of what happened on 5月19日.

use super::{
    DateOrigin,
    layout::Part,
    line::Line,
    published::{PageLines, Published},
};
use crate::{date::CivilDate, page::BlockKind};

/// How long before the page a day of its text may lie that proves the page's.
const DAYS_MAX: i64 = 14;
/// The most that stands beside a day below the text, in characters: more is the title
/// of another page.
const BESIDE_CHARS_MAX: usize = 12;
/// Days of the text that are looked at.
pub(super) const TEXT_DAYS_MAX: usize = 40;

/// The first day above the text, else by itself below it, that a day of the text
/// without a year lies on or shortly before.
pub(super) fn find_proved_day(
    lines: &[Line],
    parts: &[Part],
    page: &PageLines<'_>,
) -> Option<Published> {
    let first = parts.iter().position(|part| *part == Part::Text)?;
    let last = parts.iter().rposition(|part| *part == Part::Text)?;
    let dated: Vec<&Line> = (lines.iter().zip(parts).enumerate())
        .filter(|(at, (line, part))| {
            **part != Part::Text
                && line.dates.len() == 1
                && may_date(line)
                && (*at < first || *at > last && is_bare(line))
        })
        .map(|(_, (line, _))| line)
        .collect();
    if dated.is_empty() {
        return None;
    }
    let days: Vec<(u8, u8)> = (page.text.iter())
        .flat_map(|line| days_without_year(line.as_str()))
        .take(TEXT_DAYS_MAX)
        .collect();
    dated.into_iter().find_map(|line| {
        let found = line.dates.first()?;
        let proved = (days.iter()).any(|day| lies_shortly_before(*day, found.date));
        proved.then(|| Published {
            date: found.date,
            origin: DateOrigin::Header,
            body_span: line.text.body_span(found.span.clone()),
        })
    })
}

/// Whether a line may give the page's day: no entry of a list, no link to another
/// page, no footer.
pub(super) fn may_date(line: &Line) -> bool {
    const OTHERS: [&str; 12] = [
        "上一篇",
        "下一篇",
        "相关",
        "推荐",
        "延伸",
        "热门",
        "往期",
        "版权",
        "©",
        "copyright",
        "COPYRIGHT",
        "备案",
    ];
    line.kind != BlockKind::ListItem
        && line.link_share < LINK_SHARE_MAX
        && !OTHERS.iter().any(|word| line.as_str().contains(word))
}

/// The largest share of a line that stands in links.
const LINK_SHARE_MAX: f32 = 0.2;

fn is_bare(line: &Line) -> bool {
    (line.dates.first()).is_some_and(|found| {
        let date = line.as_str().get(found.span.clone()).unwrap_or_default();
        line.chars <= BESIDE_CHARS_MAX + date.chars().count()
    })
}

/// 5月19日 where no year stands before it.
pub(super) fn days_without_year(text: &str) -> impl Iterator<Item = (u8, u8)> {
    text.match_indices('月').filter_map(move |(at, mark)| {
        let before = text.get(..at)?;
        let behind = text.get(at + mark.len()..)?;
        let month_start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let day_end =
            behind.len() - (behind.trim_start_matches(|c: char| c.is_ascii_digit())).len();
        let yearless = !before.get(..month_start)?.ends_with(['年', '/', '-']);
        let is_day = behind.get(day_end..)?.starts_with(['日', '号']);
        let month = before.get(month_start..)?.parse().ok()?;
        let day = behind.get(..day_end)?.parse().ok()?;
        (yearless && is_day).then_some((month, day))
    })
}

/// Whether the latest such day up to `date` lies shortly before it.
pub(super) fn lies_shortly_before((month, day): (u8, u8), date: CivilDate) -> bool {
    let of_year = |year| CivilDate::new(year, month, day).filter(|known| *known <= date);
    (of_year(date.year).or_else(|| of_year(date.year - 1)))
        .is_some_and(|known| date.to_epoch_day() - known.to_epoch_day() <= DAYS_MAX)
}
