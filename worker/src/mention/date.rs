//! Date expressions and the days that they mean.
//!
//! Anchoring is that of RECORDS: an expression without a year or month means
//! the latest day that fits on or before the anchor, in a plan the first after
//! it; without an anchor the unknown parts stay unknown. Lunar dates are not
//! read.

mod calendar;
mod course;
mod expression;
mod grammar;
mod heading;
mod holiday;
mod numeric;
mod resolve;
mod setting;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use course::{Boundary, boundary_of};
use expression::{CalendarDate, Expression, MonthRef, Part, Unit, YearRef};
use heading::Heading;
use resolve::{Direction, Frame, resolve};

use super::{DateKind, DateMention, Mention, cursor::Cursor};
use crate::{
    article::Article,
    date::{CivilDate, Edtf, PartialDate, days_in_month},
    submission::Submission,
};

/// One date expression, read both ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DateReading {
    pub(crate) span: Range<usize>,
    pub(crate) kind: DateKind,
    /// The latest that fits on or before the anchor.
    pub(crate) past: Edtf,
    /// The first after the anchor; `past` where the text leaves no choice.
    pub(crate) upcoming: Edtf,
    /// Whether the sentence speaks of what is to come.
    planned: bool,
    anchored: bool,
}

/// What dates without a year count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// The day, or the last on which it may be.
    pub(crate) latest: CivilDate,
    /// Whether 昨天 is the day before it.
    pub(crate) is_day: bool,
}

impl Anchor {
    pub(crate) fn on(day: CivilDate) -> Self {
        Self {
            latest: day,
            is_day: true,
        }
    }

    /// By the last of the days of an issue or a month.
    fn by(latest: CivilDate) -> Self {
        Self {
            latest,
            is_day: false,
        }
    }
}

/// What the article's dates count from: what the submission says, else the page's own
/// header or its URL, else the issue of its magazine.
pub(crate) fn find_anchor(article: &Article, submission: &Submission<'_>) -> Option<Anchor> {
    let published = || {
        let (first, latest) = article.published_on?.bounds()?;
        Some(if first == latest {
            Anchor::on(latest)
        } else {
            Anchor::by(latest)
        })
    };
    (submission.published_at.map(Anchor::on))
        .or_else(published)
        .or_else(|| (article.byline.lines().find_map(last_day_of_issue)).map(Anchor::by))
}

/// 会议经济 2017年第5期: no issue of a magazine tells of what came later than the
/// quarter that its number may stand for, be it a monthly or a quarterly.
fn last_day_of_issue(line: &str) -> Option<CivilDate> {
    let (before, behind) = line.split_once("年第")?;
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let year = before.get(start..).filter(|year| year.len() == 4)?;
    let (number, _) = behind.split_once('期')?;
    let number: u8 = number.trim().parse().ok()?;
    let month = number.saturating_mul(3).clamp(1, 12);
    let year = year.parse().ok()?;
    CivilDate::new(year, month, days_in_month(year, month))
}

/// 时间：2024年6月5日 in the head of minutes: the day of the meeting, which is
/// that of all that it decided.
pub(super) fn find_minuted_day(article: &Article, anchor: Option<Anchor>) -> Option<Edtf> {
    const MINUTES: [&str; 6] = ["纪要", "会议纪录", "会议记录", "会议决议", "纪录", "议事录"];
    const HEAD_LINES_MAX: usize = 8;
    let title = article.title.as_deref()?;
    MINUTES.iter().find(|word| title.contains(**word))?;
    (article.byline.lines())
        .chain(article.text.as_str().lines().take(HEAD_LINES_MAX))
        .find_map(|line| {
            let plain: String = line.chars().filter(|c| !c.is_whitespace()).collect();
            let label = ["时间:", "时间：", "日期:", "日期："]
                .iter()
                .find_map(|label| plain.find(label).map(|at| at + label.len()))?;
            // 发布时间 is the page's.
            let before = plain.get(..label)?;
            if ["发布", "发表", "更新"]
                .iter()
                .any(|word| before.contains(word))
            {
                return None;
            }
            (find_dates(plain.get(label..)?, None, anchor).into_iter())
                .find(|mention| mention.value.kind <= DateKind::Days)
                .map(|mention| mention.value.date)
        })
}

/// Finds every date expression of the article.
pub(super) fn find_dates(
    text: &str,
    title: Option<&str>,
    anchor: Option<Anchor>,
) -> Vec<Mention<DateMention>> {
    let latest = anchor.map(|anchor| anchor.latest);
    read_dates_below(text, title, anchor)
        .into_iter()
        .map(|reading| Mention {
            value: DateMention {
                date: round(reading.chosen(latest)),
                upcoming: round(reading.upcoming),
                anchor: latest.filter(|_| reading.anchored),
                kind: reading.kind,
            },
            span: reading.span,
        })
        .collect()
}

/// Reads every date expression, in text order, none overlapping another.
/// Linear in the text.
pub(crate) fn read_dates(text: &str, anchor: Option<Anchor>) -> Vec<DateReading> {
    read_dates_below(text, None, anchor)
}

/// Reads every date expression of a page of that title.
fn read_dates_below(text: &str, title: Option<&str>, anchor: Option<Anchor>) -> Vec<DateReading> {
    // A page that is a chronicle of one year.
    let titled = (title.and_then(heading::year_of_chronicle)).map(|year| Heading {
        year: Some(year),
        month: None,
    });
    let in_taiwan = [
        "台湾",
        "台北",
        "新北",
        "台中",
        "台南",
        "高雄",
        "行政院",
        "桃园市政府",
    ]
    .iter()
    .any(|name| text.contains(name));
    let mut reader = Reader {
        anchor: anchor.map(|anchor| anchor.latest),
        is_day: anchor.is_some_and(|anchor| anchor.is_day),
        last: None,
        said: None,
        filed: None,
        days: None,
        day: None,
        opened: None,
        closed: None,
        heading: heading::heading_of(text, titled, in_taiwan).or(titled),
    };
    let mut readings = Vec::new();
    let mut cursor = Cursor::new(text, 0);
    while let Some(next) = cursor.peek() {
        if matches!(next, '。' | '！' | '？' | '\n') {
            reader.said = None;
        }
        if next == '\n' {
            let line = cursor.skip_bytes(1).rest();
            reader.heading =
                heading::heading_of(line, reader.heading, in_taiwan).or(reader.heading);
        }
        let start = cursor;
        let found = grammar::may_begin(next)
            .then(|| grammar::eat_expression(&mut cursor, in_taiwan))
            .flatten();
        match found {
            Some(found) => readings.extend(reader.read(&found, start, cursor)),
            None => grammar::skip(&mut cursor, next),
        }
    }
    readings
}

/// What was read so far, which later expressions lean on.
struct Reader {
    anchor: Option<CivilDate>,
    /// Whether the anchor is the day of the report, and not only a later one.
    is_day: bool,
    /// The day or month named last.
    last: Option<PartialDate>,
    /// The last date of this sentence that gave its year and month.
    said: Option<PartialDate>,
    /// The day of the dateline: what 今天 means in a report that was printed
    /// later.
    filed: Option<PartialDate>,
    /// The range of days that was named last.
    days: Option<(PartialDate, PartialDate)>,
    /// The day that was named last.
    day: Option<PartialDate>,
    /// The days on which something opened and closed, as told last.
    opened: Option<PartialDate>,
    closed: Option<PartialDate>,
    /// What the last line of a chronicle that gives nothing but a year says.
    heading: Option<Heading>,
}

impl Reader {
    fn read(
        &mut self,
        found: &grammar::Found,
        start: Cursor<'_>,
        end: Cursor<'_>,
    ) -> Option<DateReading> {
        if start.is_behind(&LUNAR) {
            return None;
        }
        let frame = Frame {
            anchor: self.filed_on().or(self.anchor),
            today: self.filed_on().or(self.anchor.filter(|_| self.is_day)),
            last: self.last,
            filed: self.filed,
            days: self.days,
            day: self.day,
            opened: self.opened,
            closed: self.closed,
        };
        let expression = self.count_on(&self.inherit_year(&found.expression));
        let mut past = resolve(&expression, frame, Direction::Past)?;
        let upcoming = resolve(&expression, frame, Direction::Upcoming).unwrap_or(past);
        if let Some(weekday) = found.weekday
            && is_on(past, weekday) == Some(false)
            && is_on(upcoming, weekday) == Some(true)
        {
            past = upcoming;
        }
        let kind = setting::kind_of(&expression, past, start, end);
        let reading = DateReading {
            span: start.at()..end.at(),
            kind,
            planned: setting::is_planned(start, end),
            anchored: !matches!(
                expression,
                Expression::ContextDay(_) | Expression::Course(_)
            ) && (!found.expression.has_year() || past != upcoming),
            past,
            upcoming,
        };
        self.remember(&expression, reading.chosen(self.anchor), kind);
        if kind == DateKind::Day {
            match boundary_of(end) {
                Some(Boundary::Opens) => self.opened = self.day,
                Some(Boundary::Closes) => self.closed = self.day,
                None => {}
            }
        }
        if kind == DateKind::Day
            && (setting::is_dateline(end) || setting::is_in_release_head(start, end))
        {
            self.filed = self.last;
        }
        Some(reading)
    }

    /// 三天后 behind a day that was told counts from that, where it has come.
    fn count_on(&self, expression: &Expression) -> Expression {
        let counted = || {
            let Expression::Distance {
                back: false,
                count,
                unit: Unit::Day,
            } = expression
            else {
                return None;
            };
            let days = i64::from(*count);
            let reached = self.day?.to_civil()?.plus_days(days)?;
            (self.anchor.is_some_and(|anchor| reached <= anchor))
                .then_some(Expression::ContextDay(days))
        };
        counted().unwrap_or_else(|| expression.clone())
    }

    /// The day of the dateline, where it is whole and the report was not printed
    /// before it.
    fn filed_on(&self) -> Option<CivilDate> {
        let filed = self.filed?.to_civil()?;
        (self.anchor.is_none_or(|anchor| filed <= anchor)).then_some(filed)
    }

    /// 2018年5月…，6月…: a month later in the sentence is of the same year.
    fn inherit_year(&self, expression: &Expression) -> Expression {
        let headed = |date: CalendarDate| {
            let heading = self.heading.filter(|_| date.year.is_none())?;
            let month = match (date.month, date.part) {
                (Some(MonthRef::Given(month)), _) => month,
                (None, Some(Part::Day(_) | Part::Days(..) | Part::Third(_))) => heading.month?,
                _ => return None,
            };
            let Some(year) = heading.year else {
                // A month that the line gives itself needs no other.
                return date.month.is_none().then_some(CalendarDate {
                    month: Some(MonthRef::Given(month)),
                    ..date
                });
            };
            let first_day = CivilDate::new(year, month, 1)?;
            let fits = self.anchor.is_none_or(|anchor| first_day <= anchor);
            fits.then_some(CalendarDate {
                year: Some(YearRef::Given(year)),
                month: Some(MonthRef::Given(month)),
                ..date
            })
        };
        let inherited = |date: CalendarDate| {
            let said = self.said?;
            let (None, Some(MonthRef::Given(month))) = (date.year, date.month) else {
                return None;
            };
            let first_day = CivilDate::new(said.year?, month, 1)?;
            let fits = month >= said.month? && self.anchor.is_none_or(|anchor| first_day <= anchor);
            fits.then_some(CalendarDate {
                year: said.year.map(YearRef::Given),
                ..date
            })
        };
        match expression {
            Expression::Calendar(date) => {
                let whole = inherited(*date).or_else(|| headed(*date));
                Expression::Calendar(whole.unwrap_or(*date))
            }
            Expression::Range(first, last) => {
                Expression::Range(Box::new(self.inherit_year(first)), last.clone())
            }
            other => other.clone(),
        }
    }

    fn remember(&mut self, expression: &Expression, date: Edtf, kind: DateKind) {
        if matches!(
            kind,
            DateKind::Holiday | DateKind::Span | DateKind::Deadline
        ) {
            return;
        }
        // 前一天抢救的病人: a look back leaves the day as it is.
        if matches!(expression, Expression::ContextDay(days) if *days < 0) {
            return;
        }
        let (Edtf::Point(point) | Edtf::Range(_, point)) = date;
        self.last = Some(point);
        if point.day.is_some() {
            self.day = Some(point);
        }
        match date {
            Edtf::Range(first, last) if kind == DateKind::Days => self.days = Some((first, last)),
            // 共同体去年7月成立: a look back at another month leaves the days as they are.
            Edtf::Point(point)
                if point.month.is_some()
                    && expression.has_month()
                    && (point.day.is_some() || !expression.has_year()) =>
            {
                self.days = None;
            }
            _ => {}
        }
        if expression.has_year() && point.month.is_some() {
            self.said = Some(point);
        }
    }
}

impl DateReading {
    /// The reading that the sentence asks for: of a plan the nearer one.
    fn chosen(&self, anchor: Option<CivilDate>) -> Edtf {
        let distance = |date: Edtf| {
            let (first, _) = date.bounds()?;
            Some((first.to_epoch_day() - anchor?.to_epoch_day()).abs())
        };
        match (distance(self.past), distance(self.upcoming)) {
            (Some(past), Some(upcoming)) if self.planned && upcoming < past => self.upcoming,
            _ => self.past,
        }
    }
}

/// Words before a day of the lunar calendar, which is not read.
const LUNAR: [&str; 5] = ["农历", "阴历", "旧历", "夏历", "农历的"];

/// Whether that day is that weekday; `None` where it is not a whole day.
fn is_on(date: Edtf, weekday: u8) -> Option<bool> {
    match date {
        Edtf::Point(point) => Some(point.to_civil()?.weekday() == weekday),
        Edtf::Range(..) => None,
    }
}

/// As records write it: 旬, quarters and the like give the month or year.
fn round(date: Edtf) -> Edtf {
    let Edtf::Range(first, last) = date else {
        return date;
    };
    let thirds = [(1, 10), (11, 20), (1, 15)];
    if let (Some(from), Some(to)) = (first.day, last.day) {
        let open = (from == 21 || from == 16)
            && last
                .to_civil()
                .is_some_and(|day| day.plus_days(1).is_some_and(|day| day.day == 1));
        if first.month == last.month && (thirds.contains(&(from, to)) || open) {
            return Edtf::Point(PartialDate { day: None, ..first });
        }
    } else if first.month.is_some() && first.year == last.year {
        return Edtf::Point(PartialDate {
            month: None,
            ..first
        });
    }
    date
}

/// The part of a calendar date, where the grammar asks for whole days.
fn is_day(expression: &Expression) -> bool {
    match expression {
        Expression::Calendar(date) => matches!(date.part, Some(Part::Day(_))),
        Expression::DayOffset(_)
        | Expression::ContextDay(_)
        | Expression::Course(_)
        | Expression::Weekday(_) => true,
        Expression::Week(_, part) => matches!(part, expression::WeekPart::Day(_)),
        _ => false,
    }
}
