//! What a date expression says, before it is anchored.

/// A date expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Calendar(CalendarDate),
    /// So many days after the anchor: 昨日 is -1.
    DayOffset(i64),
    /// So many days after the date that the text named last: 当天, 次日.
    ContextDay(i64),
    /// A day of the course of days that the text named last: 首日, 第二天.
    Course(Course),
    /// A week counted from the anchor's, and what of it.
    Week(i64, WeekPart),
    /// 周三 without a week.
    Weekday(u8),
    /// 近三年, 未来两天: so much back or ahead of the anchor.
    Span {
        back: bool,
        count: u32,
        unit: Unit,
    },
    /// 三年前, 两天后: so much before or after the anchor.
    Distance {
        back: bool,
        count: u32,
        unit: Unit,
    },
    /// First and last year; without the century, the first is below 100.
    Years(i32, i32),
    /// A day of the year by its name, and the year where one is said.
    Holiday(Option<YearRef>, HolidayRule),
    Range(Box<Expression>, Box<Expression>),
}

/// Parts that a calendar date gives; those left out are filled in from the
/// anchor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CalendarDate {
    pub(super) year: Option<YearRef>,
    pub(super) month: Option<MonthRef>,
    pub(super) part: Option<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearRef {
    Given(i32),
    /// Two digits.
    Short(i32),
    /// Counted from the anchor's year.
    Offset(i32),
    /// Counted from the year that the text named last: 当年, 次年.
    Context(i32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MonthRef {
    Given(u8),
    /// Counted from the anchor's month.
    Offset(i32),
    /// Counted from the month that the text named last: 当月.
    Context(i32),
}

/// A part of the month, or of the year where no month is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Day(u8),
    /// First and last day of one month: 5-7日.
    Days(u8, u8),
    /// 旬: 1 to 3.
    Third(u8),
    /// 上半年, 下半月.
    Half(u8),
    /// 初, 年初.
    Early,
    /// 年中.
    Mid,
    /// 底, 末.
    Late,
    /// First and last month of a year: 2—4月, 第一季度.
    Months(u8, u8),
    /// Counted from the anchor's quarter.
    QuarterOffset(i32),
    /// 第三周, counted from the first Monday.
    Week(u8),
}

/// A day by its place in a course of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// Counted from 1.
    Nth(u8),
    Last,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WeekPart {
    Whole,
    /// 1 for Monday to 7.
    Day(u8),
    Weekend,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// How a named day is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HolidayRule {
    /// Month and day.
    Fixed(u8, u8),
    /// Month, weekday, and which of them.
    NthWeekday(u8, u8, u8),
    /// A solar term: month, and the day's constant for 2000 to 2099 in
    /// ten-thousandths.
    SolarTerm(u8, u32),
}

impl Expression {
    /// A calendar date that gives its own month.
    pub(super) fn has_month(&self) -> bool {
        match self {
            Self::Calendar(date) => date.month.is_some(),
            Self::Range(first, _) => first.has_month(),
            _ => false,
        }
    }

    /// A calendar date that gives its own year.
    pub(super) fn has_year(&self) -> bool {
        match self {
            Self::Calendar(date) => date.year.is_some(),
            Self::Range(first, _) => first.has_year(),
            Self::Weekday(_) => false,
            Self::Holiday(year, _) => year.is_some(),
            _ => true,
        }
    }
}
