//! From what a date expression says to the days that it means.

use super::{
    course::resolve_course,
    expression::{CalendarDate, Expression, HolidayRule, MonthRef, Part, Unit, WeekPart, YearRef},
};
use crate::date::{CivilDate, Edtf, PartialDate, days_in_month};

/// Which way an expression without year or month is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// The latest that begins on or before the anchor.
    Past,
    /// The first that begins after the anchor.
    Upcoming,
}

/// What an expression is read against.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    pub(super) anchor: Option<CivilDate>,
    /// The anchor, where it is the day of the report.
    pub(super) today: Option<CivilDate>,
    /// The date that the text named last.
    pub(super) last: Option<PartialDate>,
    /// The day of the report's dateline, whole or not.
    pub(super) filed: Option<PartialDate>,
    /// The range of days that the text named last.
    pub(super) days: Option<(PartialDate, PartialDate)>,
    /// The day that the text named last, whatever month or year it named since.
    pub(super) day: Option<PartialDate>,
    /// The days on which something opened and closed, as the text told last.
    pub(super) opened: Option<PartialDate>,
    pub(super) closed: Option<PartialDate>,
}

impl Frame {
    /// The year and month of a day that gives neither, by what the text named
    /// before it: the range of days that it lies in; on a page without a day, the
    /// dateline, which looks back, or the date before.
    fn month_of(&self, day: u8) -> Option<(Option<i32>, u8)> {
        if let Some((first, last)) = self.days
            && (first.year, first.month) == (last.year, last.month)
            && (first.day?..=last.day?).contains(&day)
        {
            return Some((first.year, first.month?));
        }
        if self.anchor.is_some() {
            return None;
        }
        let Some(filed) = self.filed else {
            let last = self.last?;
            return Some((last.year, last.month?));
        };
        let month = filed.month?;
        match month {
            _ if day <= filed.day? => Some((filed.year, month)),
            1 => Some((filed.year.map(|year| year - 1), 12)),
            _ => Some((filed.year, month - 1)),
        }
    }
}

/// Years back and ahead that are tried: 29 February comes every eight years at
/// the longest.
const YEARS_MAX: i32 = 8;

/// The days meant; `None` where the calendar has none such, or nothing to
/// count from is known.
pub(super) fn resolve(expression: &Expression, frame: Frame, direction: Direction) -> Option<Edtf> {
    match expression {
        Expression::Calendar(date) => resolve_calendar(*date, frame, direction),
        Expression::DayOffset(days) => match frame.today {
            Some(today) => Some(Edtf::day(today.plus_days(*days)?)),
            None => Some(Edtf::Point(shift_partial(frame.filed?, *days)?)),
        },
        Expression::ContextDay(days) => {
            // 26日至27日…；次日: the second day of those, not the one behind them.
            let from = match frame.days {
                // 当天 is some day of them.
                Some((_, last)) if *days == 0 && frame.day == Some(last) => return None,
                Some((first, last)) if *days > 0 && frame.day == Some(last) => first,
                _ => frame.day?,
            };
            match from.to_civil() {
                Some(day) => Some(Edtf::day(day.plus_days(*days)?)),
                None => Some(Edtf::Point(shift_partial(from, *days)?)),
            }
        }
        Expression::Course(course) => resolve_course(*course, frame),
        Expression::Week(weeks, part) => resolve_week(frame.today?, *weeks, *part),
        Expression::Weekday(weekday) => {
            let anchor = frame.today?;
            let back = (i64::from(anchor.weekday()) - i64::from(*weekday)).rem_euclid(7);
            let days = match direction {
                Direction::Past => -back,
                Direction::Upcoming => 7 - back,
            };
            Some(Edtf::day(anchor.plus_days(days)?))
        }
        Expression::Span { back, count, unit } => {
            let anchor = frame.anchor?;
            let (first, last) = if *back {
                (shift(anchor, -i64::from(*count), *unit)?, anchor)
            } else {
                let tomorrow = anchor.plus_days(1)?;
                (tomorrow, shift(anchor, i64::from(*count), *unit)?)
            };
            Some(Edtf::Range(PartialDate::day(first), PartialDate::day(last)))
        }
        Expression::Distance { back, count, unit } => {
            let count = i64::from(*count);
            let day = shift(frame.anchor?, if *back { -count } else { count }, *unit)?;
            let day = PartialDate::day(day);
            Some(Edtf::Point(match unit {
                Unit::Year => point(day.year, None, None),
                Unit::Month => point(day.year, day.month, None),
                Unit::Week | Unit::Day => day,
            }))
        }
        Expression::Years(first, last) => resolve_years(*first, *last, frame, direction),
        Expression::Holiday(year, rule) => resolve_holiday(*year, *rule, frame, direction),
        Expression::Range(first, last) => resolve_range(first, last, frame, direction),
    }
}

/// The day `days` after one whose year, or month, is not known.
fn shift_partial(from: PartialDate, days: i64) -> Option<PartialDate> {
    if days == 0 {
        return Some(from);
    }
    let (Some(month), Some(day)) = (from.month, from.day) else {
        // Within the month, as far as the day alone tells.
        let day = i64::from(from.day?) + days;
        let day = u8::try_from(day)
            .ok()
            .filter(|day| (1..=28).contains(day))?;
        return Some(point(None, None, Some(day)));
    };
    // A year without leap day stands in.
    let shifted = CivilDate::new(2001, month, day)?.plus_days(days)?;
    Some(point(None, Some(shifted.month), Some(shifted.day)))
}

fn point(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> PartialDate {
    PartialDate { year, month, day }
}

fn resolve_calendar(date: CalendarDate, frame: Frame, direction: Direction) -> Option<Edtf> {
    let has_month = matches!(date.month, Some(MonthRef::Given(_)));
    let year = match date.year {
        None => None,
        Some(YearRef::Given(year)) => Some(year),
        Some(YearRef::Short(year)) => Some(expand_year(year, frame.anchor)),
        // 今年7月20日 of a page without a day is that day of some year.
        Some(YearRef::Offset(_)) if frame.anchor.is_none() && has_month => None,
        Some(YearRef::Offset(years)) => Some(frame.anchor?.year + years),
        Some(YearRef::Context(years)) => Some(
            frame
                .last
                .and_then(|last| last.year)
                .or(anchor_year(frame))?
                + years,
        ),
    };
    match date.month {
        Some(MonthRef::Offset(months)) => {
            let anchor = frame.anchor?;
            let (counted, month) = add_months(year.unwrap_or(anchor.year), anchor.month, months)?;
            part_of(Some(counted), Some(month), date.part)
        }
        Some(MonthRef::Context(months)) => {
            let anchor = frame.anchor.map(PartialDate::day);
            let last = frame.last.filter(|last| last.month.is_some()).or(anchor)?;
            let (counted, month) = add_months(last.year?, last.month?, months)?;
            part_of(Some(counted), Some(month), date.part)
        }
        Some(MonthRef::Given(month)) if year.is_some() => part_of(year, Some(month), date.part),
        None if year.is_some() => part_of(year, None, date.part),
        Some(MonthRef::Given(month)) => {
            let Some(anchor) = frame.anchor else {
                return part_of(None, Some(month), date.part);
            };
            nearest(direction, anchor, YEARS_MAX, |step| {
                part_of(Some(anchor.year + step), Some(month), date.part)
            })
        }
        None => resolve_part(date.part?, frame, direction),
    }
}

/// A part with neither year nor month: 5日, 上半年, 一季度, 年底.
fn resolve_part(part: Part, frame: Frame, direction: Direction) -> Option<Edtf> {
    let of_month = matches!(part, Part::Day(_) | Part::Days(..) | Part::Third(_));
    if let Part::Day(day) | Part::Days(day, _) = part
        && let Some((year, month)) = frame.month_of(day)
    {
        return part_of(year, Some(month), Some(part));
    }
    let Some(anchor) = frame.anchor else {
        return of_month.then(|| part_of(None, None, Some(part))).flatten();
    };
    if let Part::QuarterOffset(quarters) = part {
        let quarter = i32::from(anchor.month - 1) / 3 + quarters;
        let first = u8::try_from(quarter.rem_euclid(4) * 3 + 1).ok()?;
        let year = anchor.year + quarter.div_euclid(4);
        return part_of(Some(year), None, Some(Part::Months(first, first + 2)));
    }
    if of_month {
        nearest(direction, anchor, 12, |step| {
            let (year, month) = add_months(anchor.year, anchor.month, step)?;
            part_of(Some(year), Some(month), Some(part))
        })
    } else {
        nearest(direction, anchor, YEARS_MAX, |step| {
            part_of(Some(anchor.year + step), None, Some(part))
        })
    }
}

/// Of the candidates by their step from the anchor's own year or month, the
/// last that begins on or before the anchor, or the first that begins after it.
fn nearest(
    direction: Direction,
    anchor: CivilDate,
    steps_max: i32,
    candidate: impl Fn(i32) -> Option<Edtf>,
) -> Option<Edtf> {
    let begins_by = |date: &Edtf| date.bounds().is_some_and(|(first, _)| first <= anchor);
    match direction {
        Direction::Past => (-steps_max..=0).rev().filter_map(candidate).find(begins_by),
        Direction::Upcoming => (0..=steps_max)
            .filter_map(candidate)
            .find(|date| !begins_by(date)),
    }
}

/// The part of that year or month as a date.
fn part_of(year: Option<i32>, month: Option<u8>, part: Option<Part>) -> Option<Edtf> {
    let days = |first: u8, last: u8| {
        let last = year
            .zip(month)
            .map_or(last, |(year, month)| last.min(days_in_month(year, month)));
        Edtf::Range(
            point(year, month, Some(first)),
            point(year, month, Some(last)),
        )
    };
    let months = |first, last| {
        Edtf::Range(
            point(year, Some(first), None),
            point(year, Some(last), None),
        )
    };
    let date = match (part, month) {
        (None, _) => Edtf::Point(point(year, month, None)),
        (Some(Part::Day(day)), _) => Edtf::Point(point(year, month, Some(day))),
        (Some(Part::Days(first, last)), _) if first < last => Edtf::Range(
            point(year, month, Some(first)),
            point(year, month, Some(last)),
        ),
        (Some(Part::Third(1) | Part::Early), Some(_)) => days(1, 10),
        (Some(Part::Third(2) | Part::Mid), Some(_)) => days(11, 20),
        (Some(Part::Third(_) | Part::Late), Some(_)) => days(21, 31),
        (Some(Part::Half(1)), Some(_)) => days(1, 15),
        (Some(Part::Half(_)), Some(_)) => days(16, 31),
        (Some(Part::Half(1)), None) => months(1, 6),
        (Some(Part::Half(_)), None) => months(7, 12),
        (Some(Part::Early), None) => months(1, 2),
        (Some(Part::Mid), None) => months(5, 7),
        (Some(Part::Late), None) => months(11, 12),
        (Some(Part::Months(first, last)), None) if first < last => months(first, last),
        (Some(Part::Week(week)), _) => {
            let first = CivilDate::new(year?, month.unwrap_or(1), 1)?;
            let to_monday = i64::from((8 - first.weekday()) % 7);
            let monday = first.plus_days(to_monday + 7 * (i64::from(week) - 1))?;
            week_of(monday, WeekPart::Whole)?
        }
        _ => return None,
    };
    is_valid(date).then_some(date)
}

/// Whether the calendar has both ends, as far as they are known.
fn is_valid(date: Edtf) -> bool {
    let valid = |date: PartialDate| {
        // 2000 was a leap year: without a year, 29 February may be.
        let filled = point(
            date.year.or(Some(2000)),
            date.month.or(Some(1)),
            date.day.or(Some(1)),
        );
        filled.to_civil().is_some()
    };
    match date {
        Edtf::Point(date) => valid(date),
        Edtf::Range(first, last) => valid(first) && valid(last),
    }
}

fn resolve_week(anchor: CivilDate, weeks: i64, part: WeekPart) -> Option<Edtf> {
    let monday = anchor.plus_days(1 - i64::from(anchor.weekday()) + 7 * weeks)?;
    week_of(monday, part)
}

fn week_of(monday: CivilDate, part: WeekPart) -> Option<Edtf> {
    let day = |days| monday.plus_days(days).map(PartialDate::day);
    Some(match part {
        WeekPart::Whole => Edtf::Range(day(0)?, day(6)?),
        WeekPart::Weekend => Edtf::Range(day(5)?, day(6)?),
        WeekPart::Day(weekday) => Edtf::Point(day(i64::from(weekday) - 1)?),
    })
}

fn resolve_years(first: i32, last: i32, frame: Frame, direction: Direction) -> Option<Edtf> {
    let centuries = if first >= 100 {
        0
    } else {
        let anchor = frame.anchor?.year;
        let past = anchor - (anchor - first).rem_euclid(100) - first;
        match direction {
            Direction::Past => past,
            Direction::Upcoming => past + 100,
        }
    };
    Some(Edtf::Range(
        point(Some(first + centuries), None, None),
        point(Some(last + centuries), None, None),
    ))
}

fn resolve_holiday(
    year: Option<YearRef>,
    rule: HolidayRule,
    frame: Frame,
    direction: Direction,
) -> Option<Edtf> {
    let in_year = |year| holiday_in(rule, year).map(Edtf::day);
    match (year, frame.anchor) {
        (None, None) => match rule {
            HolidayRule::Fixed(month, day) => {
                Some(Edtf::Point(point(None, Some(month), Some(day))))
            }
            _ => None,
        },
        (None, Some(anchor)) => nearest(direction, anchor, YEARS_MAX, |step| {
            in_year(anchor.year + step)
        }),
        (Some(_), _) => {
            let date = CalendarDate {
                year,
                ..CalendarDate::default()
            };
            let (first, _) = resolve_calendar(date, frame, direction)?.bounds()?;
            in_year(first.year)
        }
    }
}

fn holiday_in(rule: HolidayRule, year: i32) -> Option<CivilDate> {
    match rule {
        HolidayRule::Fixed(month, day) => CivilDate::new(year, month, day),
        HolidayRule::NthWeekday(month, weekday, nth) => {
            let first = CivilDate::new(year, month, 1)?;
            let ahead = (i64::from(weekday) - i64::from(first.weekday())).rem_euclid(7);
            first.plus_days(ahead + 7 * (i64::from(nth) - 1))
        }
        HolidayRule::SolarTerm(month, constant) => {
            // The sun's mean year is 365.2422 days; the terms of January and
            // February come before the leap day.
            let of_century = i64::from(year) - 2000;
            let leap_days = if month <= 2 {
                of_century - 1
            } else {
                of_century
            }
            .div_euclid(4);
            let day = (of_century * 2422 + i64::from(constant)).div_euclid(10_000) - leap_days;
            CivilDate::new(year, month, u8::try_from(day).ok()?)
        }
    }
}

fn resolve_range(
    first: &Expression,
    last: &Expression,
    frame: Frame,
    direction: Direction,
) -> Option<Edtf> {
    let from = match resolve(first, frame, direction)? {
        Edtf::Point(from) | Edtf::Range(from, _) => from,
    };
    // What the end leaves out, the beginning says; an end before it is of the
    // next month or year.
    let to = match last {
        Expression::Calendar(date)
            if date.year.is_none() && matches!(date.month, None | Some(MonthRef::Given(_))) =>
        {
            let inherits_month = date.month.is_none() && matches!(date.part, Some(Part::Day(_)));
            let filled = CalendarDate {
                year: from.year.map(YearRef::Given),
                month: if inherits_month {
                    from.month.map(MonthRef::Given)
                } else {
                    date.month
                },
                part: date.part,
            };
            let to = end_of(&Expression::Calendar(filled), frame, direction)?;
            if !precedes(to, from) {
                to
            } else if inherits_month {
                let (year, month) = add_months(from.year?, from.month?, 1)?;
                point(Some(year), Some(month), to.day)
            } else {
                point(from.year.map(|year| year + 1), to.month, to.day)
            }
        }
        _ => end_of(last, frame, direction)?,
    };
    if precedes(to, from) {
        return None;
    }
    let range = Edtf::Range(from, to);
    if from == to {
        return Some(Edtf::Point(from));
    }
    is_valid(range).then_some(range)
}

fn end_of(expression: &Expression, frame: Frame, direction: Direction) -> Option<PartialDate> {
    Some(match resolve(expression, frame, direction)? {
        Edtf::Point(to) | Edtf::Range(_, to) => to,
    })
}

fn precedes(to: PartialDate, from: PartialDate) -> bool {
    (to.year, to.month.unwrap_or(13), to.day.unwrap_or(32))
        < (from.year, from.month.unwrap_or(0), from.day.unwrap_or(0))
}

fn anchor_year(frame: Frame) -> Option<i32> {
    frame.anchor.map(|anchor| anchor.year)
}

/// A two-digit year: at most ten years ahead of the anchor, else of the last
/// century.
fn expand_year(year: i32, anchor: Option<CivilDate>) -> i32 {
    let limit = anchor.map_or(2030, |anchor| anchor.year + 10);
    if year + 2000 <= limit {
        year + 2000
    } else {
        year + 1900
    }
}

fn add_months(year: i32, month: u8, months: i32) -> Option<(i32, u8)> {
    let index = i32::from(month) - 1 + months;
    let month = u8::try_from(index.rem_euclid(12) + 1).ok()?;
    Some((year + index.div_euclid(12), month))
}

/// The day so many units later; the last of the month where the day is none.
fn shift(day: CivilDate, count: i64, unit: Unit) -> Option<CivilDate> {
    let months = match unit {
        Unit::Day => return day.plus_days(count),
        Unit::Week => return day.plus_days(count.checked_mul(7)?),
        Unit::Month => count,
        Unit::Year => count.checked_mul(12)?,
    };
    let (year, month) = add_months(day.year, day.month, i32::try_from(months).ok()?)?;
    CivilDate::new(year, month, day.day.min(days_in_month(year, month)))
}
